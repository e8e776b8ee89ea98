"""When a secret ballot box may be used, opened and given up; what a receipt proves (pure)."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from uuid import UUID

from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop

_CODE = 16


def has_its_key(*, kept: bool) -> Verdict:
    """VOTE-KEY: without its key a box can never be opened: the vote is annulled and taken anew."""
    if not kept:
        return denied(
            "VOTE-KEY",
            gettext_noop(
                "The key of this ballot box is lost, so its ballots can never be counted. The "
                "chair annuls this vote, and it is taken anew."
            ),
        )
    return ALLOWED


def is_whole(*, ballots: int, took_part: int) -> Verdict:
    """VOTE-BOX: in the box lie as many ballots as members took part."""
    if ballots != took_part:
        return denied(
            "VOTE-BOX",
            gettext_noop(
                "%(took_part)s took part, but %(ballots)s ballots are in the box: somebody changed "
                "the database. Nothing was counted; have verify_record run."
            ),
            took_part=took_part,
            ballots=ballots,
        )
    return ALLOWED


def may_be_opened(*, cast: int, least: int) -> bool:
    """VOTE-FEW: fewer than the quorum decide nothing, so nobody looks how they voted."""
    return cast >= least


def is_unanimous(yes: int, no: int, abstain: int) -> bool:
    """Say whether all voted alike: then everybody knows how each of them did."""
    return max(yes, no, abstain) == yes + no + abstain


def may_annul(*, chair: bool, kept: bool) -> Verdict:
    """I7, VOTE-KEY: the chair gives a box up, and only one that can no longer be opened."""
    if not chair:
        return denied("I7", gettext_noop("Only the chair of the council annuls its vote."))
    if kept:
        return denied(
            "VOTE-KEY", gettext_noop("This ballot box has its key: close the vote, it is counted.")
        )
    return ALLOWED


def tap_of(client_key: UUID) -> str:
    """Give what is kept of a form's key: enough to know it again, not to find it."""
    return sha256(b"tap" + client_key.bytes).hexdigest()


def salt_of(client_key: UUID) -> str:
    """Give the half of a receipt that only the voter is shown."""
    return _code(b"salt" + client_key.bytes)


def receipt_of(salt: str, *, event: int, person: UUID, number: int) -> str:
    """Give the code that proves, with its salt, that this person took part; never how."""
    return _code(f"{salt}\0{event}\0{person.hex}\0{number}".encode())


def _code(text: bytes) -> str:
    return b32encode(sha256(text).digest())[:_CODE].decode()
