"""Checking the entries: no gap, the chain, each entry's commitments and body, the roots."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q

from gongshi.record import merkle
from gongshi.record.checkpoint import code, public_key, read
from gongshi.record.commitments import BODY, HASHED, entry_bytes, joint
from gongshi.record.models import Checkpoint, Commitment, Entry, Erasure, Head
from gongshi.record.verify.findings import Finding, Tally
from gongshi.record.verify.opened import DAMAGE, Opened

CHUNK = 2000
NOTHING = "0" * 64
LABEL = "gongshi_record."


@dataclass(frozen=True, slots=True)
class Code:
    """A short code kept outside, on paper or in a photo, and the size that it stood for."""

    size: int
    text: str


class Chain:
    """One walk over all entries in order, with their commitments and the witnesses beside them."""

    def __init__(self, codes: Sequence[Code], tally: Tally) -> None:
        self.tally = tally
        self.prev = NOTHING
        self.frontier: list[bytes] = []
        self.size = self.leaves = 0  # they differ once an entry is missing
        self.witnesses = _witnesses(codes)
        self.witness = next(self.witnesses, None)

    def findings(self) -> Iterator[Finding]:
        """Give every finding of the walk."""
        groups = _commitments()
        group: Any = next(groups, None)
        for entry in Entry.objects.order_by("seq").values(*HASHED, "hash").iterator(CHUNK):
            seq = entry["seq"]
            if not isinstance(seq, int) or seq < self.size:
                yield Finding("record.entry_extra", row=str(seq))
                continue
            if seq > self.size:  # one finding for a gap of any length
                yield Finding("record.entry_missing", self.size)
                self.size = seq
            while group and group[0] < seq:
                yield Finding("record.entry_missing", group[0])
                group = next(groups, None)
            parts = group[1] if group and group[0] == seq else []
            group = next(groups, None) if parts else group
            yield from self._entry(entry, parts)
            yield from self._roots()
        while group:
            yield Finding("record.entry_missing", group[0])
            group = next(groups, None)
        yield from self._end()

    def _entry(self, entry: dict[str, Any], parts: list[Opened]) -> Iterator[Finding]:
        self.tally.entries += 1
        seq, columns = entry["seq"], set()
        try:
            digest = merkle.leaf(entry_bytes(entry))
        except DAMAGE:
            digest = merkle.leaf(b"")
        complete = _complete(entry, parts)
        if entry["prev"] != self.prev:
            columns.add("prev")
        if digest.hex() != entry["hash"]:
            columns |= set() if complete else {"commit"}
            columns |= set(_tagged(entry, parts))
            columns = columns or {"hash"}
        elif not complete:
            yield Finding("record.commitments_changed", seq, f"{LABEL}commitment")
        for column in sorted(columns):
            yield Finding("record.entry_changed", seq, f"{LABEL}entry", str(seq), column)
        yield from _body(entry, parts, complete=complete)
        self.frontier = merkle.grow(self.frontier, self.leaves, digest)
        self.prev, self.size, self.leaves = entry["hash"], self.size + 1, self.leaves + 1

    def _roots(self) -> Iterator[Finding]:
        """Compare the root so far with every witness of this size."""
        while self.witness and self.witness[0] <= self.size:
            size, _, witness = self.witness
            root = merkle.fold(self.frontier) if size == self.size else b""
            if isinstance(witness, Code):
                if not root or code(root) != witness.text:
                    yield Finding("record.code_differs", size, row=witness.text)
            else:
                yield from _checkpoint(witness, root)
            self.witness = next(self.witnesses, None)

    def _end(self) -> Iterator[Finding]:
        """Compare the end with the head, and refuse witnesses of entries that are gone."""
        head = Head.objects.filter(pk=1).first() or Head()
        frontier = " ".join(part.hex() for part in self.frontier)
        found = {"size": self.size, "hash": self.prev, "frontier": frontier}
        for column, value in found.items():
            if getattr(head, column) != value:
                yield Finding("record.head_changed", self.size, f"{LABEL}head", "1", column)
        while self.witness:
            size, _, witness = self.witness
            if isinstance(witness, Code):
                yield Finding("record.code_differs", size, row=witness.text)
            else:
                yield from _checkpoint(witness, b"")
            self.witness = next(self.witnesses, None)


def _witnesses(codes: Iterable[Code]) -> Iterator[tuple[int, int, Code | Checkpoint]]:
    """Give checkpoints and outside codes in order of size."""
    kept = ((c.size, 0, c) for c in Checkpoint.objects.order_by("size").iterator(CHUNK))
    given = ((c.size, 1, c) for c in sorted(codes, key=lambda one: one.size))
    return heapq.merge(kept, given, key=itemgetter(0))


def _checkpoint(witness: Checkpoint, root: bytes) -> Iterator[Finding]:
    """Check the signature, that the columns repeat the signed text, and the root itself."""
    place = (witness.size, f"{LABEL}checkpoint", str(witness.size))
    note = read(witness.text, public_key(settings.RECORD_KEY))
    if note is None:
        yield Finding("record.checkpoint_forged", *place, "text")
        return
    signed = {"size": note.size, "root": note.root.hex(), "at": note.at}
    for column, value in signed.items():
        if getattr(witness, column) != value:
            yield Finding("record.checkpoint_forged", *place, column)
    if note.root != root:
        yield Finding("record.root_differs", *place)


def _commitments() -> Iterator[tuple[int, list[Opened]]]:
    """Give the commitments of each entry in order."""
    names = ("entry_id", "ordinal", "table", "row_key", "commit")
    opening = ("body__salt", "body__columns", "body__content")
    # What opens the commitment of a row is read with the row itself.
    bodies = FilteredRelation("opening", condition=Q(table=BODY))
    ordered = Commitment.objects.annotate(body=bodies).order_by("entry_id", "ordinal")
    rows = ordered.values_list(*names, *opening)
    for seq, group in groupby(rows.iterator(CHUNK), key=itemgetter(0)):
        yield seq, [Opened(*row) for row in group]


def _complete(entry: dict[str, Any], parts: list[Opened]) -> bool:
    """Tell whether the commitments are those that the entry names, in order."""
    try:
        committed = joint((part.table, part.key, part.commit) for part in parts)
    except DAMAGE:
        return False
    ordinals = [part.ordinal for part in parts]
    return committed == entry["commit"] and ordinals == list(range(len(parts)))


def _tagged(entry: dict[str, Any], parts: list[Opened]) -> list[str]:
    """Name the changed columns of an entry by the tags in its body, while it has one."""
    try:
        return parts[0].changed(entry) if parts and parts[0].salt is not None else []
    except DAMAGE:
        return []


def _body(entry: dict[str, Any], parts: list[Opened], *, complete: bool) -> Iterator[Finding]:
    """Check the body against its commitment, or its erasure."""
    seq = entry["seq"]
    if not parts or parts[0].table != BODY or parts[0].key != str(seq):
        yield Finding("record.body_missing", seq)
        return
    body = parts[0]
    if body.salt is None:
        if not Erasure.objects.filter(table=BODY, row_key=body.key).exists():
            yield Finding("record.body_missing", seq)
        return
    content = str(body.content).encode("utf-8", "surrogateescape")
    if not body.fits(content):
        silent = ("opening", "content") if complete else ("commitment", "commit")
        table, column = body.culprit(entry, content) or silent
        yield Finding("record.row_changed", seq, f"{LABEL}{table or 'entry'}", body.key, column)
