"""Scanning the order of things: stages, the number of persons, the list of those who gain."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.matters.kinds.acts import found
from gongshi.matters.rules import DONE
from gongshi.matters.scan.batches import ACT, GAIN, INTEREST, SIDE, Batch, Looked
from gongshi.matters.scan.registries import Finding, SeparationScan, scans
from gongshi.matters.states import CLOSED, Stage
from gongshi.offices.duties import LASTING_SIDES, Duty
from gongshi.verdict import denied, gettext_noop

#: The general order (I12); refused, escalated and suspended matters stand beside it.
ORDER = tuple(Stage)[: tuple(Stage).index(Stage.ARCHIVED) + 1]
#: Fewest who inspect before a matter counts as inspected (I12); a county may ask for more.
INSPECTORS = 2
#: Fewest who decide (I9), and the duties that are each another person's (I18).
DECIDERS = 3
APART = (Duty.EXECUTE, Duty.PAY, Duty.TOWN_REVIEW, Duty.APPROVE, Duty.FILE)

#: Nobody must handle or supervise; an escalated vote has no deciders, which is the council's own
#: scan to judge.
NO_STEPS = frozenset({Duty.HANDLE, Duty.SUPERVISE, Duty.DECIDE})


def place(stage: str) -> int:
    """Give how far a stage is in the general order, or -1 beside it."""
    return ORDER.index(Stage(stage)) if stage in ORDER else -1


def legal(looked: Looked, duty: Duty) -> list[str]:
    """Give the stages in which the matter's procedure names the duty."""
    return list(looked.matter.order.get(duty.value, ()))


@scans.register
class Order(SeparationScan):
    """I12: each act in its stages, none left out, two inspectors."""

    key = "matters.order"
    rules = ("I12",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        early = denied("I12", gettext_noop("Something was done at a stage that does not allow it."))
        for looked in batch:
            for act in looked.acts:
                closed = act.stage in CLOSED and act.side in LASTING_SIDES
                stages = legal(looked, act.duty)
                if closed or (stages and act.stage not in stages):
                    yield found(early, looked, act)
            yield from self._left_out(looked)
            yield from self._inspected(looked)

    @staticmethod
    def _left_out(looked: Looked) -> Iterator[Finding]:
        """Look for a step that the matter passed and nobody did."""
        done = {act.duty for act in looked.acts} | NO_STEPS
        for name in looked.matter.order:
            duty = Duty(name)
            passed = max(map(place, legal(looked, duty)), default=-1)
            if duty not in done and 0 <= passed < place(looked.matter.stage):
                why = denied(
                    "I12",
                    gettext_noop("The matter has gone further although “%(duty)s” was not done."),
                    duty=(DONE.get(duty, duty.value),),
                )
                yield found(why, looked)

    @staticmethod
    def _inspected(looked: Looked) -> Iterator[Finding]:
        named = any(Stage.INSPECTED in stages for stages in looked.matter.order.values())
        reached = named and place(looked.matter.stage) >= place(Stage.INSPECTED)
        acts = [act for act in looked.acts if act.duty is Duty.INSPECT]
        if reached and len({act.person for act in acts}) < INSPECTORS:
            why = denied("I12", gettext_noop("Fewer than two different people inspected."))
            yield found(why, looked, *acts)


@scans.register
class Hands(SeparationScan):
    """I18: what was paid went through as many hands as its procedure asks for."""

    key = "matters.hands"
    rules = ("I18",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        for looked in batch:
            named = {duty for duty in APART if legal(looked, duty)}
            paid = Duty.PAY in named and place(looked.matter.stage) >= place(Stage.PAID)
            if not paid:
                continue
            acts = [act for act in looked.acts if act.duty in {*APART, Duty.DECIDE}]
            decided = any(act.duty is Duty.DECIDE for act in acts)
            needed = len(named) + (DECIDERS if decided else 0)
            hands = {act.person for act in acts}
            if len(hands) < needed:
                why = denied(
                    "I18",
                    gettext_noop("Only %(count)s different people took part; %(needed)s must."),
                    count=len(hands),
                    needed=needed,
                )
                yield found(why, looked, persons=hands)


@scans.register
class Lists(SeparationScan):
    """I19: those who gain change only by a new version: drafted anew, voted on anew."""

    key = "matters.lists"
    rules = ("I19",)

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        for looked in batch:
            drafted = {act.seq for act in looked.acts if act.duty is Duty.DRAFT_PLAN}
            strangers = [pk for pk, _version, _home, seq in looked.gains if seq not in drafted]
            if strangers:
                why = denied(
                    "I19", gettext_noop("Those who gain from it changed without a new draft.")
                )
                rows = tuple(f"{GAIN} {pk}" for pk in strangers)
                yield Finding(why, looked.key, rows=rows)
            yield from self._not_voted(looked)

    @staticmethod
    def _not_voted(looked: Looked) -> Iterator[Finding]:
        last = max((seq for _pk, _version, _home, seq in looked.gains), default=None)
        if last is None or place(looked.matter.stage) < place(Stage.DECIDED):
            return
        votes = (Duty.DECIDE, Duty.RECORD)  # an assembly's resolution is recorded
        if not any(act.seq > last and act.duty in votes for act in looked.acts):
            why = denied("I19", gettext_noop("The list was changed and nobody voted again."))
            yield found(why, looked)


@scans.register
class Gone(SeparationScan):
    """I10, I17, I19: acts, interests and lists only grow; what the record knows is there."""

    key = "matters.gone"
    rules = ("I2", "I10", "I17", "I19")

    def on_matters(self, batch: Batch) -> Iterator[Finding]:
        rule = {ACT: "I10", SIDE: "I2", INTEREST: "I17", GAIN: "I19"}
        for looked in batch:
            for table, key in looked.gone:
                why = denied(
                    rule[table], gettext_noop("A row of this matter that the record knows is gone.")
                )
                yield Finding(why, looked.key, rows=(f"{table} {key}",))
