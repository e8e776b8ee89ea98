"""Who may live together and who is near to whom (pure)."""

from __future__ import annotations

from datetime import date

from gongshi.people.rules import (
    INVERSE,
    birth_date,
    near_relation,
    normalise_id,
    normalise_name,
)
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def has_one_head(heads: int) -> Verdict:
    """HOME-1: a household has exactly one head."""
    if heads == 1:
        return ALLOWED
    if heads:
        return denied("HOME-1", gettext_noop("A household has one head, not %(n)s."), n=heads)
    return denied("HOME-1", gettext_noop("This household has no head."))


def is_homeless(household: str) -> Verdict:
    """HOME-2: a person belongs to one household at a time."""
    if not household:
        return ALLOWED
    return denied(
        "HOME-2",
        gettext_noop("This person belongs to household %(number)s: end that first."),
        number=household,
    )


def number_is_free(*, taken: bool, number: str) -> Verdict:
    """HOME-3: a household number stands once in a village."""
    if not taken:
        return ALLOWED
    return denied(
        "HOME-3", gettext_noop("There is already a household %(number)s here."), number=number
    )


def may_end(starts_on: date, ends_on: date | None, last: date) -> Verdict:
    """HOME-4: a membership ends once, and not before it began."""
    if ends_on is not None:
        return denied("HOME-4", gettext_noop("This person has already left the household."))
    if last <= starts_on:
        return denied("HOME-4", gettext_noop("A membership cannot end before it began."))
    return ALLOWED


def may_be_kin(one: str, other: str, relation: str, known: str) -> Verdict:
    """KIN-1, KIN-2: two people, a near relative of the Civil Code, and no contradiction."""
    if one == other:
        return denied("KIN-1", gettext_noop("Nobody is their own relative."))
    if relation not in INVERSE:
        return denied(
            "KIN-1", gettext_noop("“%(word)s” is no near relative by law."), word=relation
        )
    if known and known != relation:
        return denied(
            "KIN-2", gettext_noop("These two are already recorded as relatives of another kind.")
        )
    return ALLOWED


#: Words for the head, and for those in a household who are no near relatives by law.
HEAD_WORDS = frozenset({"户主", "本人"})
_IN_LAWS = (
    "儿媳 儿媳妇 女婿 孙媳 孙女婿 岳父 岳母 公公 婆婆 侄 侄子 侄女 外甥 外甥女 叔 伯 姑 舅 姨"
    " 嫂 弟媳 姐夫 妹夫 曾孙 曾孙女 曾祖父 曾祖母 其他 其他亲属 非亲属 寄养"
)
IN_LAW_WORDS = frozenset(_IN_LAWS.split())


def household_word(word: str) -> str:
    """Give a clerk's word without the 之 in front, as it is compared."""
    return normalise_name(word).removeprefix("之")


def may_be_in_household(word: str) -> Verdict:
    """HOME-5: the relation to the head is one of the words that lists of households use."""
    plain = household_word(word)
    if plain in HEAD_WORDS or plain in IN_LAW_WORDS or near_relation(plain):
        return ALLOWED
    return denied(
        "HOME-5",
        gettext_noop(
            "“%(word)s” is no relation to the head of household: write 户主, 配偶, 之子, 之女."
        ),
        word=word,
    )


def stands_once(first: int) -> Verdict:
    """HOME-6: nobody stands in one file twice; ``first`` is the row that came before, or 0."""
    if not first:
        return ALLOWED
    return denied(
        "HOME-6", gettext_noop("This person stands in the file twice (row %(row)s)."), row=first
    )


def birth_fits(number: str, born: date | None) -> Verdict:
    """HOME-7: a date of birth beside an ID number is the same date."""
    inside = birth_date(normalise_id(number)) if number else None
    if born is None or inside is None or inside == born:
        return ALLOWED
    return denied("HOME-7", gettext_noop("The date of birth differs from the ID number."))
