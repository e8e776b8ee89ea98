"""When an appointment may be made (pure)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongshi.areas.rules import Level
from gongshi.offices.duties import (
    EXCLUDED,
    EXCLUDED_KIN,
    LONE_OFFICES,
    SINGLE_SEATS,
    VILLAGE_OFFICES,
    Office,
)
from gongshi.offices.words import OFFICE_WORDS
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop


@dataclass(frozen=True, slots=True)
class Held:
    """An office held at the moment of judging, by the appointee or a near relative."""

    office: Office
    area: str
    path: int | None = None


@dataclass(frozen=True, slots=True)
class Granting:
    """What an appointment is judged by. Persons are canonical keys."""

    office: Office
    area: str
    level: Level
    path: int | None
    appointee: str
    near: frozenset[str]
    requester: str
    confirmer: str
    granters: frozenset[str]
    held: Collection[Held]
    kin_held: Collection[Held]
    seat_taken: bool
    legal_basis: str


def may_appoint(asked: Granting) -> Verdict:
    """Judge an appointment: I6, the excluded pairs, the scope and the paper it rests on."""
    return first_refusal(
        two_granters(asked),
        stands_alone(asked),
        offices_agree(asked),
        fits_area(asked),
        seat_is_free(asked),
        rests_on_paper(asked),
    )


def two_granters(asked: Granting) -> Verdict:
    """I6: two different granters ask and confirm, neither the appointee nor near to them."""
    pair = {asked.requester, asked.confirmer}
    if len(pair) != 2:
        return denied(
            "I6", gettext_noop("Two different granters must ask for and confirm an appointment.")
        )
    if pair & (asked.near | {asked.appointee}):
        return denied(
            "I6", gettext_noop("Nobody grants an office to themselves or to a near relative.")
        )
    if not pair <= asked.granters:
        return denied("I6", gettext_noop("Only granters of this area may grant an office."))
    return ALLOWED


def keeps_two_granters(office: Office, *, left: int) -> Verdict:
    """I6: as every grant takes two, whoever remained alone could never be joined by anybody."""
    if office is Office.GRANTER and left < 2:
        return denied(
            "I6",
            gettext_noop(
                "Two granters must remain, or nobody can ever be appointed again: appoint another"
                " one first."
            ),
        )
    return ALLOWED


def stands_alone(asked: Granting) -> Verdict:
    """I6, I15: granters, administrators and supervisors hold no other office in the county."""
    others = [held for held in asked.held if (held.office, held.path) != (asked.office, asked.path)]
    lone = asked.office in LONE_OFFICES or any(held.office in LONE_OFFICES for held in others)
    if others and lone:
        return denied(
            "I6",
            gettext_noop("A granter, system administrator or supervisor holds no other office."),
        )
    return ALLOWED


def offices_agree(asked: Granting) -> Verdict:
    """SSD: some offices exclude each other, for one person or between near relatives."""
    own = offices_exclude(asked.office, [held.office for held in asked.held])
    if not own:
        return own
    for held in asked.kin_held:
        if held.area == asked.area and frozenset({held.office, asked.office}) in EXCLUDED_KIN:
            return denied(
                "SSD",
                gettext_noop(
                    "A near relative is %(other)s here, so this person may not be %(one)s."
                ),
                one=(OFFICE_WORDS[asked.office],),
                other=(OFFICE_WORDS[held.office],),
            )
    return ALLOWED


def offices_exclude(office: Office, held: Collection[Office]) -> Verdict:
    """SSD: nobody holds two offices that exclude each other."""
    for other in held:
        if frozenset({other, office}) in EXCLUDED:
            return denied(
                "SSD",
                gettext_noop("One person may not be both %(one)s and %(other)s."),
                one=(OFFICE_WORDS[office],),
                other=(OFFICE_WORDS[other],),
            )
    return ALLOWED


def fits_area(asked: Granting) -> Verdict:
    """I7: village offices are held in a village, the others in a township or the county."""
    in_village = asked.level is Level.VILLAGE
    if (asked.office in VILLAGE_OFFICES) != in_village:
        return denied(
            "I7",
            gettext_noop("The office %(office)s cannot be held at this level."),
            office=(OFFICE_WORDS[asked.office],),
        )
    if asked.office is Office.SUPERVISOR and asked.path not in range(1, 6):
        return denied("I15", gettext_noop("A supervisor belongs to one of the five paths."))
    return ALLOWED


def seat_is_free(asked: Granting) -> Verdict:
    """I10: a seat with one holder has no overlapping appointments."""
    return seat_holds_one(asked.office, taken=asked.seat_taken)


def seat_holds_one(office: Office, *, taken: bool) -> Verdict:
    """I10: a chair, a director, a first secretary: one at a time."""
    if office in SINGLE_SEATS and taken:
        return denied(
            "I10",
            gettext_noop("The office %(office)s is held by someone else here: end that first."),
            office=(OFFICE_WORDS[office],),
        )
    return ALLOWED


def rests_on_paper(asked: Granting) -> Verdict:
    """OFFICE-1: every appointment names the document it rests on."""
    return rests_on(asked.legal_basis)


def is_named(*, number: str, in_village: bool) -> Verdict:
    """OFFICE-2: whoever is no known villager is named with the ID number."""
    if number or in_village:
        return ALLOWED
    return denied(
        "OFFICE-2",
        gettext_noop("Give the ID number: outside a village a name alone means nobody for sure."),
    )


def waits(*, is_open: bool) -> Verdict:
    """OFFICE-3: what was asked of a second granter is answered once."""
    if is_open:
        return ALLOWED
    return denied("OFFICE-3", gettext_noop("This was answered before."))


def is_asked_once(*, waiting: bool) -> Verdict:
    """OFFICE-3: the same thing waits for a second granter once."""
    if not waiting:
        return ALLOWED
    return denied("OFFICE-3", gettext_noop("This was asked before and waits for another granter."))


def rests_on(legal_basis: str) -> Verdict:
    """OFFICE-1, of a row as of an appointment."""
    if not legal_basis.strip():
        return denied("OFFICE-1", gettext_noop("Name the document the appointment rests on."))
    return ALLOWED


def is_of_age(age: int | None) -> Verdict:
    """ROLL-3: whoever holds an office is 18 on its first day."""
    if age is None or age >= 18:
        return ALLOWED
    return denied(
        "ROLL-3", gettext_noop("Under age on the first day of the office (%(age)s years)."), age=age
    )


def is_marked_rightly(*, woman: bool | None, marked: bool) -> Verdict:
    """ROLL-4: the mark for women agrees with the ID number, where one is known."""
    if woman is None or woman == marked:
        return ALLOWED
    if marked:
        return denied("ROLL-4", gettext_noop("The ID number belongs to a man, the row says woman."))
    return denied(
        "ROLL-4", gettext_noop("The ID number belongs to a woman, the row does not say so.")
    )


def stands_once(first: int) -> Verdict:
    """ROLL-5: nobody stands in one list twice; ``first`` is the row that came before, or 0."""
    if not first:
        return ALLOWED
    return denied(
        "ROLL-5", gettext_noop("This person stands in the list twice (row %(row)s)."), row=first
    )


def sits_alone(office: Office, first: int) -> Verdict:
    """I10: a seat with one holder stands in a list once."""
    if not first or office not in SINGLE_SEATS:
        return ALLOWED
    return denied(
        "I10",
        gettext_noop("Two persons in this list hold a seat for one (row %(row)s)."),
        row=first,
    )


def is_word_of(word: str, words: Collection[str]) -> Verdict:
    """ROLL-6: offices, categories and marks are words that this list knows."""
    if word in words:
        return ALLOWED
    return denied(
        "ROLL-6",
        gettext_noop("“%(word)s” is not known here. Write one of: %(words)s."),
        word=word,
        words="、".join(words),
    )


def confirmed_by_another(*, uploader: str, confirmer: str) -> Verdict:
    """I6: one granter sends a list, another confirms it."""
    if uploader and confirmer and uploader != confirmer:
        return ALLOWED
    return denied(
        "I6",
        gettext_noop(
            "The two granters of one list are two different persons: somebody else confirms."
        ),
    )


def has_same_category(held: str, given: str) -> Verdict:
    """ROLL-7: a table does not change the category of a running appointment."""
    if held == given:
        return ALLOWED
    return denied(
        "ROLL-7", gettext_noop("This person holds this office already, as another category.")
    )
