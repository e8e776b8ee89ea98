"""Scanning acts: one person on two sides, gain, kinship, four eyes, office and identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from gongshi.clock import local_date
from gongshi.matters.rules import DONE
from gongshi.matters.scan.batches import Batch, Done, Looked
from gongshi.matters.scan.people import People
from gongshi.matters.scan.registries import Finding, SeparationScan, scans
from gongshi.offices.duties import (
    CLOSED_TO_BENEFICIARIES,
    CLOSED_TO_USERS_KIN,
    DUTIES,
    EXCLUSIVE_DUTIES,
    LASTING_SIDES,
    Duty,
    Side,
)
from gongshi.offices.queries import reaching
from gongshi.people.models import User
from gongshi.verdict import Verdict, denied, gettext_noop

_CHECKERS = frozenset({Side.CARRIER, Side.USER})


def found(why: Verdict, looked: Looked, *acts: Done, persons: Iterable[str] = ()) -> Finding:
    """Give a finding on some acts of a matter."""
    everyone = dict.fromkeys([*(act.person for act in acts), *sorted(persons)])
    return Finding(why, looked.key, tuple(everyone), tuple(act.row for act in acts))


@scans.register
class Identity(SeparationScan):
    """I1: one open account for each human being; the record names who acted."""

    key = "matters.identity"
    rules = ("I1",)

    def once(self, people: People) -> Iterator[Finding]:
        accounts: dict[str, list[int]] = defaultdict(list)
        owned = User.objects.filter(is_active=True, person__isnull=False).order_by("pk")
        for pk, owner in owned.values_list("pk", "person").iterator():
            accounts[people.human(owner)].append(pk)
        why = denied("I1", gettext_noop("One human being has two open accounts."))
        for person, several in accounts.items():
            if len(several) > 1:
                rows = tuple(f"gongshi_people.user {pk}" for pk in several)
                yield Finding(why, persons=(person,), rows=rows)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        why = denied("I1", gettext_noop("The record names somebody else for this act."))
        for looked in batch:
            for act in looked.acts:
                if act.actor and act.actor != act.key.replace("-", ""):
                    yield found(why, looked, act)


@scans.register
class Offices(SeparationScan):
    """I7: every act was done in an office valid then and reaching there."""

    key = "matters.office"
    rules = ("I7",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        why = denied(
            "I7", gettext_noop("An act was done without an office that was valid then and there.")
        )
        for looked in batch:
            for act in looked.acts:
                held = batch.people.held.get(act.appointment)
                if held is None or not (
                    held.person == act.person
                    and held.office == act.office
                    and act.duty in DUTIES[held.office]
                    and held.at(act.at)
                    and any(held.area in reaching(act.duty, area) for area in looked.areas)
                ):
                    yield found(why, looked, act)


@scans.register
class TwoSides(SeparationScan):
    """I2: who decides and watches is never who carries out, nor of the body that does."""

    key = "matters.two_sides"
    rules = ("I2",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        for looked in batch:
            yield from self._both(looked)
            yield from self._body(batch, looked)
            yield from self._locks(looked)

    @staticmethod
    def _both(looked: Looked) -> Iterator[Finding]:
        why = denied(
            "I2",
            gettext_noop("One person decided on or checked this matter and also carried it out."),
        )
        carried = {act.person: act for act in looked.standing() if act.side is Side.CARRIER}
        used = {act.person: act for act in looked.standing() if act.side is Side.USER}
        for person in sorted(set(carried) & set(used)):
            yield found(why, looked, carried[person], used[person])

    @staticmethod
    def _body(batch: Batch, looked: Looked) -> Iterator[Finding]:
        why = denied(
            "I2",
            gettext_noop(
                "Somebody of the body that carries this matter out decided on or checked it."
            ),
        )
        for act in looked.standing():
            if act.side is Side.CARRIER and act.person in batch.executing(looked, act.at):
                yield found(why, looked, act)

    @staticmethod
    def _locks(looked: Looked) -> Iterator[Finding]:
        why = denied("I2", gettext_noop("An act stands on a side that its person did not take."))
        for act in looked.acts:
            if act.side in LASTING_SIDES and looked.sides.get(act.key) != act.side:
                yield found(why, looked, act)


@scans.register
class Gain(SeparationScan):
    """I3: nobody decides on, checks, approves or pays what they or their relatives gain."""

    key = "matters.gain"
    rules = ("I3",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        why = denied(
            "I3",
            gettext_noop("Somebody took part although they or a near relative gain from it."),
        )
        for looked in batch:
            for act in looked.standing():
                if act.duty not in CLOSED_TO_BENEFICIARIES:
                    continue
                gain = batch.gaining(looked, act.seq)
                gain &= batch.people.near(act.person, local_date(act.at))
                if gain:
                    yield found(why, looked, act, persons=gain)


@scans.register
class Kin(SeparationScan):
    """I4: nobody checks what a near relative carries out, whichever came first."""

    key = "matters.kin"
    rules = ("I4",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        why = denied("I4", gettext_noop("Somebody checked what a near relative carries out."))
        for looked in batch:
            used = [act for act in looked.standing() if act.side is Side.USER]
            for act in looked.standing():
                if act.duty not in CLOSED_TO_USERS_KIN:
                    continue
                body = batch.executing(looked, act.at)
                if close := batch.people.near(act.person, local_date(act.at)) & body:
                    yield found(why, looked, act, persons=close)
                for other in used:
                    day = local_date(max(act.at, other.at))
                    if other.person in batch.people.near(act.person, day):
                        yield found(why, looked, act, other)


@scans.register
class FourEyes(SeparationScan):
    """I5: what one person handled another checked."""

    key = "matters.four_eyes"
    rules = ("I5",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        for looked in batch:
            first: dict[tuple[str, Duty], Done] = {}
            for act in looked.standing():
                first.setdefault((act.person, act.duty), act)
            own: dict[str, list[Done]] = defaultdict(list)
            for act in first.values():
                own[act.person].append(act)
            for acts in own.values():
                for one, other in combinations(acts, 2):
                    if _apart(one, other):
                        yield found(_both_done(one.duty, other.duty), looked, one, other)


@scans.register
class Interests(SeparationScan):
    """I17: a declared interest keeps a person out, and is never taken back."""

    key = "matters.interest"
    rules = ("I17",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        why = denied("I17", gettext_noop("Somebody took part after an interest was declared."))
        closed = CLOSED_TO_BENEFICIARIES | CLOSED_TO_USERS_KIN
        for looked in batch:
            for act in looked.standing():
                for _pk, person, seq in looked.interests:
                    if person == act.person and seq < act.seq and act.duty in closed:
                        yield found(why, looked, act)


def _apart(one: Done, other: Done) -> bool:
    sides = {one.side, other.side}
    return (
        frozenset({one.duty, other.duty}) in EXCLUSIVE_DUTIES
        or Side.SUPERVISION in sides
        or (Side.GOVERNMENT in sides and bool(sides & _CHECKERS))
    )


def _both_done(one: Duty, other: Duty) -> Verdict:
    return denied(
        "I5",
        gettext_noop("One person did both “%(one)s” and “%(other)s” on this matter."),
        one=(DONE.get(one, one.value),),
        other=(DONE.get(other, other.value),),
    )
