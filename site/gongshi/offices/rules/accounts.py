"""Founding a county, and who hands out which sign-in slip (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gongshi.areas.rules import Level
from gongshi.offices.duties import COMMITTEE_OFFICES, DUTIES, SIDES, Office, Side
from gongshi.verdict import ALLOWED, Verdict, denied, gettext_noop


def may_hand_out(
    *,
    granter: bool,
    to_self: bool,
    to_granter: bool,
    beyond: Collection[str] = (),
    other_side: Collection[str] = (),
) -> Verdict:
    """I6, ACCOUNT-5 to ACCOUNT-7: whoever hands out a slip could come in as its holder.

    So no granter gets one from another granter, nobody one from below the places of their
    offices (``beyond`` names those), and one granter hands out the slips of one side of a village
    only (``other_side`` names the places where the other side has theirs from the same hand).
    """
    may = may_close(granter=granter, to_self=to_self, to_granter=to_granter, beyond=beyond)
    if may and other_side:
        return denied(
            "ACCOUNT-7",
            gettext_noop(
                "In %(places)s you printed slips for the other side. Whoever could come in on both"
                " sides could decide and carry out alone: another granter prints this one."
            ),
            places="、".join(other_side),
        )
    return may


def may_close(
    *, granter: bool, to_self: bool, to_granter: bool, beyond: Collection[str] = ()
) -> Verdict:
    """I6, ACCOUNT-5, ACCOUNT-6: an account is closed by a granter over all its holder's places."""
    if not granter:
        return denied("I6", gettext_noop("Only granters of this area may do this."))
    if to_self or to_granter:
        return denied(
            "ACCOUNT-5",
            gettext_noop(
                "A granter's slip is made by the operator at the machine (manage.py slip)."
            ),
        )
    if beyond:
        return denied(
            "ACCOUNT-6",
            gettext_noop(
                "This person is in office in %(places)s, too: only a granter of all their places"
                " may do this."
            ),
            places="、".join(beyond),
        )
    return ALLOWED


def slip_side(offices: Iterable[Office]) -> Side | None:
    """Give the side somebody with these offices would act on: carrier (C) or user (U).

    A council member who also sits on a committee counts as user: on what the committee carries
    out that person has no voice in the council anyway (I2).
    """
    held = set(offices)
    sides = {SIDES[duty] for office in held for duty in DUTIES[office] if duty in SIDES}
    if held & COMMITTEE_OFFICES or Side.USER in sides:
        return Side.USER
    return Side.CARRIER if Side.CARRIER in sides else None


def may_be_founded(*, level: Level, known_name: str, given_name: str) -> Verdict:
    """FOUND-1: a county is founded by the code of a county, under the name it is known by."""
    if level is not Level.COUNTY:
        return denied(
            "FOUND-1", gettext_noop("The code must be that of a county: six digits, as 371326.")
        )
    if known_name and given_name and known_name != given_name:
        return denied(
            "FOUND-1",
            gettext_noop("This code is already known as “%(known)s”, not “%(given)s”."),
            known=known_name,
            given=given_name,
        )
    return ALLOWED
