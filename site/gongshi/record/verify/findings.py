"""What verification finds: a code, the place, and a sentence (pure)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from gongshi.verdict import gettext_noop

SENTENCES = {
    "record.entry_missing": gettext_noop("Entry %(seq)s is missing."),
    "record.entry_changed": gettext_noop("Entry %(seq)s was changed in column %(column)s."),
    "record.entry_extra": gettext_noop("Entry %(row)s does not belong into the record."),
    "record.commitments_changed": gettext_noop(
        "The commitments of entry %(seq)s are not those that were signed."
    ),
    "record.body_missing": gettext_noop("The body of entry %(seq)s is missing and was not erased."),
    "record.row_changed": gettext_noop(
        "Table %(table)s, row %(row)s: column %(column)s was changed after entry %(seq)s."
    ),
    "record.row_missing": gettext_noop(
        "Table %(table)s: row %(row)s of entry %(seq)s is missing and was not erased."
    ),
    "record.row_without_entry": gettext_noop(
        "Table %(table)s: row %(row)s was never entered into the record."
    ),
    "record.row_twice": gettext_noop(
        "Table %(table)s: row %(row)s was entered into the record more than once."
    ),
    "record.opening_missing": gettext_noop(
        "Table %(table)s, row %(row)s: what opens the commitment of entry %(seq)s is missing."
    ),
    "record.row_unreadable": gettext_noop("Table %(table)s cannot be read: column %(column)s."),
    "record.erasure_incomplete": gettext_noop(
        "Table %(table)s: row %(row)s was erased by the record, but something of it is left."
    ),
    "record.erasure_unfounded": gettext_noop(
        "An erasure names row %(row)s of table %(table)s, which the record does not know."
    ),
    "record.head_changed": gettext_noop("The end of the record was changed in column %(column)s."),
    "record.checkpoint_forged": gettext_noop(
        "The checkpoint of %(seq)s entries was changed or not signed by this record's key."
    ),
    "record.root_differs": gettext_noop(
        "The first %(seq)s entries are not those that the checkpoint signed."
    ),
    "record.code_differs": gettext_noop(
        "The first %(seq)s entries do not give the printed code %(row)s."
    ),
    "record.trigger_missing": gettext_noop("The database's guard %(row)s is missing or changed."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the record says."""

    code: str
    seq: int | None = None
    table: str = ""
    row: str = ""
    column: str = ""

    def text(self, translate: object = None) -> str:
        """Give the sentence; ``translate`` is gettext where words are shown."""
        message = SENTENCES[self.code]
        facts = asdict(self) | {"seq": "?" if self.seq is None else self.seq}
        return (translate(message) if callable(translate) else message) % facts


@dataclass(slots=True)
class Tally:
    """What verification looked at."""

    entries: int = 0
    rows: int = 0
    erased: int = 0
    findings: int = 0
    skipped: list[str] = field(default_factory=list)  # tables whose plugin is not installed
