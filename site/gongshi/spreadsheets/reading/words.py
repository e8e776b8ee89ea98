"""Reading text, places, dates, ID numbers and telephones from cells (pure)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from gongshi.spreadsheets.reading.cells import (
    INVISIBLE,
    Reading,
    Unreadable,
    number_text,
    warn,
)
from gongshi.verdict import gettext_noop

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufffd]")
PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
MAX_TEXT = 20_000


def text(raw: object) -> Reading:
    """Read a line of text: exact characters, no invisible marks, line breaks as blanks."""
    if isinstance(raw, str) and raw.isprintable() and "\ufffd" not in raw:
        return _long(raw.strip()), None
    shown = written(raw)
    clean = INVISIBLE.sub("", shown)
    clean = re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", clean.strip())
    if CONTROL.search(clean):
        raise Unreadable(
            "SHEET-43", gettext_noop("The cell holds characters that cannot be printed.")
        )
    if PRIVATE_USE.search(clean):
        reason = gettext_noop(
            "The cell holds a character of one's own making, which others cannot see."
        )
        return _long(clean), warn("SHEET-43", reason)
    return _long(clean), None


def _long(shown: str) -> str:
    if len(shown) > MAX_TEXT:
        raise Unreadable(
            "SHEET-43",
            gettext_noop("The text is too long (at most %(limit)s characters)."),
            limit=MAX_TEXT,
        )
    return shown


def written(raw: object) -> str:
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, float):
        return format(Decimal(f"{raw:.15g}"), "f") if abs(raw) < 1e16 else repr(raw)
    if isinstance(raw, datetime):
        return (
            raw.date().isoformat()
            if not (raw.hour or raw.minute)
            else raw.isoformat(" ", "minutes")
        )
    return str(raw)


def area(raw: object) -> Reading:
    """Read a place name: blanks inside it are layout."""
    name, finding = text(raw)
    return "".join(str(name).split()), finding


DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?"
    r"|(\d{4})(\d{2})(\d{2})",
    re.ASCII,
)


def day(raw: object) -> Reading:
    """Read a civil date; a bare serial number is refused, since nobody can see which day it is."""
    if isinstance(raw, datetime):
        return _in_living_memory(raw.date()), None
    if isinstance(raw, date):
        return _in_living_memory(raw), None
    shown = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else number_text(raw)
    match = DATE.fullmatch(shown)
    if match is None:
        raise Unreadable(
            "SHEET-42",
            gettext_noop("“%(value)s” is not a date. Write it as 2025-08-27."),
            value=shown[:40],
        )
    parts = [int(part) for part in match.groups() if part is not None]
    try:
        return _in_living_memory(date(*parts)), None
    except ValueError as error:
        raise Unreadable(
            "SHEET-42", gettext_noop("There is no day “%(value)s”."), value=shown[:40]
        ) from error


def _in_living_memory(found: date) -> date:
    if not 1901 <= found.year <= 2100:
        raise Unreadable(
            "SHEET-42", gettext_noop("The year %(year)s cannot be right."), year=found.year
        )
    return found


def id_number(raw: object) -> Reading:
    """Read a resident's ID number as text; a number has already lost its last digits."""
    if isinstance(raw, float | int):
        raise Unreadable(
            "SHEET-40",
            gettext_noop(
                "The ID number was stored as a number and its last digits are lost. Set the "
                "column to text (请设为文本格式) and enter it again."
            ),
        )
    shown = re.sub(r"\s", "", number_text(raw)).upper()
    if re.fullmatch(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", shown):
        raise Unreadable(
            "SHEET-40",
            gettext_noop(
                "The ID number was shortened by Excel. Set the column to text (请设为文本格式) "
                "and enter it again."
            ),
        )
    if re.fullmatch(r"[0-9]{15}", shown):
        return shown, warn(
            "SHEET-40",
            gettext_noop("This is an old ID number of 15 digits. Ask for the present one."),
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", shown):
        raise Unreadable("SHEET-40", gettext_noop("An ID number has 18 digits, the last may be X."))
    if shown.endswith("000") and not _checks_out(shown):
        raise Unreadable(
            "SHEET-40",
            gettext_noop(
                "The ID number ends in 000: Excel has replaced its last digits. Set the column to "
                "text (请设为文本格式) and enter it again."
            ),
        )
    return shown, None


def _checks_out(shown: str) -> bool:
    """Whether the last of 18 places agrees with the others (GB 11643, MOD 11-2)."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(shown[:17]))
    return "10X98765432"[total % 11] == shown[17]


PHONE = re.compile(
    r"1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,5})?|[48]00-?\d{3}-?\d{4}"
    r"|12\d{3}|11\d|96\d{3,4}",
    re.ASCII,
)


#: 1.38E+10, or what became of it: nobody's number ends in so many zeros.
SHORTENED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+|1\d{2,4}0{6,}", re.ASCII)


def phone(raw: object) -> Reading:
    """Read a telephone number: mobile, landline with or without area code, service number."""
    shown = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else number_text(raw)
    if SHORTENED.fullmatch(shown):
        raise Unreadable(
            "SHEET-41",
            gettext_noop(
                "The telephone number was shortened by Excel and its last digits are lost. Set the "
                "column to text (请设为文本格式) and enter it again."
            ),
        )
    shown = re.sub(r"\s", "", shown).replace("—", "-").replace("(", "").replace(")", "-")
    if not PHONE.fullmatch(shown):
        raise Unreadable("SHEET-41", gettext_noop("This is not a telephone number."))
    return shown, None
