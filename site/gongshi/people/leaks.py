"""Finding personal numbers in text that is about to be published (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from gongshi.people.rules import REGIONS, id_faults, normalise_id, normalise_phone

#: Words about health that a notice hardly ever needs about a household.
HEALTH_WORDS = (
    *("艾滋", "HIV", "梅毒", "乙肝", "肺结核", "癌", "肿瘤", "白血病", "尿毒症", "癫痫"),
    *("精神病", "精神分裂", "精神残疾", "智力残疾", "吸毒", "流产"),
)


class Severity(IntEnum):
    """What a find means for publishing."""

    ALLOW = 0
    WARN = 1
    REFUSE = 2


@dataclass(frozen=True, slots=True)
class Leak:
    """One find: its kind, where it stands in the text as given, and how bad it is."""

    kind: str
    start: int
    end: int
    severity: Severity


_MASKS = frozenset("*＊●■█")
#: Digits, letters and masks in a row, with single blanks or hyphens between groups.
_RUN = re.compile(r"[0-9A-Za-z*]+(?:(?: {1,2}|-)[0-9*]+[Xx]?(?![0-9A-Za-z*]))*")
_MASKED_ID = re.compile(r"[0-9*]{6}(?:18|19|20)[0-9]{2}[0-9*]{7}[0-9*X]")
_SHORTEST, _LONGEST = 11, 24  # several groups: from a mobile number to a card with a word before
_WORD_BEFORE = re.compile(r"^[A-Z]+")
_ID = re.compile(r"[0-9]{17}[0-9X]")
_OLD_ID = re.compile(r"[0-9]{15}")
_MOBILE = re.compile(r"(?:0086|86)?1[3-9][0-9]{9}")
_MOBILE_GROUPS = ((3, 4, 4), (4, 4, 3), (3, 8))
#: Numbers that begin with 62 are China UnionPay's: one wrong digit still gives the account away.
_CARD = re.compile(r"[3-6][0-9]{15,18}")
_CARD_GROUPS = re.compile(r"(?:4,){3,4}[1-4]|6,1[0-3]")


def find_personal(text: str, allow: frozenset[str] = frozenset()) -> list[Leak]:
    """Find ID numbers, mobile numbers, bank cards and words about health.

    ``allow`` holds numbers that the notice prints on purpose, its own hotlines.
    """
    plain, origin = _plain(text)
    lawful = {normalise_phone(number) for number in allow}
    leaks = [
        Leak(kind, origin[start], origin[end - 1] + 1, severity)
        for run in _RUN.finditer(plain)
        for kind, start, end, severity in _in_run(plain, run.start(), run.end(), lawful)
    ]
    for word in HEALTH_WORDS:
        for found in re.finditer(re.escape(word), plain):
            end = origin[found.end() - 1] + 1
            leaks.append(Leak("health", origin[found.start()], end, Severity.WARN))
    return sorted(leaks, key=lambda leak: leak.start)


def classify(text: str, allow: frozenset[str] = frozenset()) -> Severity:
    """Give the worst that the text holds."""
    return max((leak.severity for leak in find_personal(text, allow)), default=Severity.ALLOW)


def _plain(text: str) -> tuple[str, list[int]]:
    """Give the text with plain digits, blanks, hyphens and masks, and where each stood."""
    kept = [(place, _plain_character(character)) for place, character in enumerate(text)]
    kept = [(place, character) for place, character in kept if character]
    return "".join(character for _, character in kept), [place for place, _ in kept]


def _plain_character(character: str) -> str:
    """Give one plain character, or none for an invisible one: those hide numbers."""
    if character in _MASKS:
        return "*"
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Zs":
            return " "
        case "Pd":
            return "-"
    full_width = "\uff01" <= character <= "\uff5e"
    return unicodedata.normalize("NFKC", character) if full_width else character


def _in_run(
    plain: str, start: int, end: int, lawful: set[str]
) -> Iterator[tuple[str, int, int, Severity]]:
    """Look at every sequence of groups in a run, the longest first, none of them twice."""
    groups = [
        (start + m.start(), start + m.end()) for m in re.finditer(r"[^ -]+", plain[start:end])
    ]
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + 8), first, -1):
            spans = groups[first:last]
            size = sum(b - a for a, b in spans)
            if len(spans) > 1 and not _SHORTEST <= size <= _LONGEST:
                continue
            found = _judge([plain[a:b] for a, b in spans], lawful)
            if found and not _is_part_of_amount(plain, spans[0][0], spans[-1][1]):
                yield found[0], spans[0][0], spans[-1][1], found[1]
                first = last - 1
                break
        first += 1


def _is_part_of_amount(plain: str, start: int, end: int) -> bool:
    """Tell digits before or behind a decimal point from a number of their own."""
    return bool(re.match(r"\.[0-9]", plain[end:])) or bool(re.search(r"[0-9]\.$", plain[:start]))


def _judge(groups: list[str], lawful: set[str]) -> tuple[str, Severity] | None:
    """Say what these groups are together; several count only where people write them so."""
    whole = "".join(groups).upper()
    if len(groups) == 1 and "*" in whole and _MASKED_ID.fullmatch(whole):
        return ("id18", Severity.WARN) if whole[:2] in REGIONS or "*" in whole[:2] else None
    digits = _WORD_BEFORE.sub("", whole).strip("*")
    if normalise_phone(digits) in lawful:
        return None
    lengths = tuple(map(len, groups))
    verdicts = (
        ("mobile", _judge_mobile(digits, lengths)),
        ("id18", _judge_id(digits, lengths)),
        ("id15", _judge_old_id(digits, lengths)),
        ("bankcard", _judge_card(digits, lengths)),
    )
    return next(((kind, severity) for kind, severity in verdicts if severity), None)


def _judge_mobile(digits: str, lengths: tuple[int, ...]) -> Severity | None:
    known = len(lengths) == 1 or lengths in _MOBILE_GROUPS
    return Severity.REFUSE if known and _MOBILE.fullmatch(digits) else None


def _judge_id(number: str, lengths: tuple[int, ...]) -> Severity | None:
    """All three parts right: an ID number. One wrong: perhaps a typing error in a real one."""
    if not _ID.fullmatch(number):
        return None
    faults = id_faults(number)
    if not faults:
        return Severity.REFUSE
    return Severity.WARN if len(faults) == 1 and len(lengths) == 1 else None


def _judge_old_id(number: str, lengths: tuple[int, ...]) -> Severity | None:
    if not _OLD_ID.fullmatch(number) or (len(lengths) > 1 and lengths != (6, 6, 3)):
        return None
    faults = id_faults(normalise_id(number))
    return (Severity.REFUSE, Severity.WARN, None)[len(faults)]


def _judge_card(digits: str, lengths: tuple[int, ...]) -> Severity | None:
    """In groups only a UnionPay card: four amounts in a row would too often look like another."""
    if not _CARD.fullmatch(digits):
        return None
    if digits.startswith("62"):
        known = len(lengths) == 1 or bool(_CARD_GROUPS.fullmatch(",".join(map(str, lengths))))
    else:
        known = len(lengths) == 1 and luhn(digits)
    return Severity.REFUSE if known else None


def luhn(digits: str) -> bool:
    """Tell whether the last digit is the check digit of a bank card."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
