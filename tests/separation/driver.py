"""Random histories over the product's services, each answer compared with the oracle's (SOD-2)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import models, transaction

from council.deliberation.models import Motion, VoteEvent
from council.deliberation.services.conflicts import record_late_conflict
from council.procedures.models import Step
from council.procedures.services import open_case, perform, refuse, send_back
from gongshi.matters.models import Act, Interest, Matter
from gongshi.matters.services import add_beneficiaries, declare_interest, may, record_act
from gongshi.offices.duties import VILLAGE_OFFICES, Duty, Office, offices_with
from gongshi.offices.models import Appointment
from gongshi.offices.queries import valid
from gongshi.offices.services import appoint, end_appointment
from gongshi.people.models import Household, Person, User
from gongshi.people.services.persons import merge_persons
from gongshi.verdict import ALLOWED, RuleBroken, require
from tests.separation import ledger, oracle, tables
from tests.separation.evening import evening
from tests.separation.mirror import STEP, Mirror, votes_into
from tests.separation.world import World
from tests.village import AT

SOON = timedelta(minutes=7)
#: Refusals of the engine and of the meeting, which the oracle of acts does not judge.
ELSEWHERE = ("PROC-", "MOTION-", "VOTE-", "MEETING-", "TERM-", "NO-QUORUM", "DOUBLE-VOTE")


class Disagreement(AssertionError):
    """The product and the oracle do not say the same, or the history is broken."""


class Driver:
    """One history: a world, a clock, and what was said so often."""

    def __init__(self, seed: int, matters: int = 8) -> None:
        self.chance = random.Random(seed)
        self.world = World(self.chance)
        self.mirror = Mirror()
        self.at: datetime = AT + timedelta(hours=1)
        self.matters = matters
        self.said: Counter[str] = Counter()
        self.done = 0
        #: Kinship that was entered after the offices, joined keys and voided votes show, and stay.
        self.excused = set(oracle.violations(self.mirror.sync()))
        self.open()

    #: What happens how often.
    WEIGHTS = (
        ("step", 60), ("stray", 22), ("appoint", 6), ("end", 2), ("open", 4), ("interest", 2),
        ("return_", 2), ("late", 1), ("merge", 1),
    )  # fmt: skip

    def run(self, operations: int) -> None:
        """Do so many random operations, then judge the whole history."""
        names = [name for name, _weight in self.WEIGHTS]
        weights = [weight for _name, weight in self.WEIGHTS]
        for number in range(1, operations + 1):
            getattr(self, self.chance.choices(names, weights)[0])()
            if number % 50 == 0:
                self.judge()
        self.judge()

    def judge(self) -> None:
        """Everything that happened, judged as a whole."""
        votes_into(self.mirror)
        found = set(oracle.violations(self.mirror.sync())) - self.excused
        if found:
            raise Disagreement(f"{found}")

    def paid(self) -> tuple[int, int]:
        """Give how many matters were paid, of how many."""
        found = self.mirror.sync().matters.values()
        return sum("paid" in m.path for m in found), len(found)

    # --- One operation each -----------------------------------------------------------------

    def open(self) -> None:
        if len(self.mirror.history.matters) >= self.matters:
            return
        body = self.chance.choice(self.world.bodies)
        area = body.area if body and body.kind == "committee" else self.world.areas[0]
        if self.chance.random() < 0.3:
            area = self.chance.choice(self.world.areas)
        open_case(
            kind="test.works",
            subject=str(uuid4())[:8],
            title="修路",
            area=area,
            executor=body,
            benefits_all=self.chance.random() < 0.2,
            at=self._later(),
        )
        self.mirror.sync()

    def step(self) -> None:
        """Somebody does the step that waits, usually somebody of the right office."""
        steps = self.world.waiting()
        if not steps:
            return
        step = self.chance.choice(steps)
        if step.kind == "vote":
            self.vote(step)
            return
        by = self._somebody(Duty(step.duty))
        homes = self._homes() if step.key == "draft" else []
        first = step.key == "inspection" and not step.acts.exists()

        def write(act: Act) -> Sequence[models.Model]:
            """As a plan does: whoever drafts must not gain from what they drafted."""
            matter = step.case.matter
            number = matter.beneficiaries.values("version").distinct().count() + 1
            rows = add_beneficiaries(matter=matter, version=number, households=homes)
            require(may(by, Duty.DRAFT_PLAN, matter, at))
            return rows

        at = self._later()
        judged = self._judged(by, step.duty, step.case.matter, at, homes=homes)
        self._compare(
            judged,
            lambda: perform(
                step=step, by=by, at=at, finishes=not first, write=write if homes else None
            ),
            also={"I12", "I18"},
            exact=not homes,  # the new list is judged last
        )

    def vote(self, step: Step) -> None:
        """The whole evening: called, signed in, put, opened, cast and closed."""
        area, at = step.case.area, self._later()
        chair = self._holder(Office.COUNCIL_CHAIR, area.code)
        if chair is None:
            return
        self._compare(None, lambda: evening(self, step, chair, at))

    def stray(self) -> None:
        """Somebody does something somewhere, with any account."""
        duty = self.chance.choice([d for d in tables.DUTIES if d != "decide"])
        case = self.chance.choice(self.world.cases())
        matter = Matter.objects.get(pk=case.matter.pk)
        by = self._somebody(Duty(duty))
        account = self._account(by)
        used = account and (str(account.person_id), account.is_active)
        at = self._later()
        judged = self._judged(by, duty, matter, at, account=used)
        if duty == "draft_plan" and not judged:
            return  # a plan is drafted in its step, with its list
        self._compare(
            judged,
            lambda: record_act(
                by=by, duty=Duty(duty), matter=matter, at=at, kind="test.stray", account=account
            ),
        )

    def appoint(self) -> None:
        """Two people, usually granters, give somebody an office for some time."""
        person = self.chance.choice(self.world.people)
        office = self.chance.choice(list(Office))
        if office.value in tables.COUNCIL and self.chance.random() < 0.8:
            return
        area = self.chance.choice(
            self.world.areas if office in VILLAGE_OFFICES else self.world.towns
        )
        pair = list(self.world.granters)
        if self.chance.random() < 0.2:
            pair[self.chance.randrange(2)] = self.chance.choice(self.world.people)
        at = self._later()
        since = ledger.day(at) + timedelta(days=self.chance.choice([-5, 0, 0, 1, 9]))
        until = self.chance.choice([None, None, since + timedelta(days=9)])
        path = self.chance.randint(1, 6) if office is Office.SUPERVISOR else None
        asked = ledger.Appointment(
            10**9, str(person.key), office.value, area.code, since, until, None,
            str(pair[0].key), str(pair[1].key), at, path,
        )  # fmt: skip
        judged = oracle.appointment_breaks(self.mirror.history, asked)
        self._compare(
            judged,
            lambda: appoint(
                person=person, office=office, area=area, starts_on=since, ends_on=until,
                category="villager" if office.value in tables.COUNCIL else "", path=path,
                legal_basis="决议", by=pair[0], confirmed_by=pair[1], at=at,
            ),
            exact=False,
        )  # fmt: skip

        self._excuse_paper(since, at)

    def end(self) -> None:
        """A granter ends somebody's office."""
        rows = Appointment.objects.filter(ending=None).exclude(office="granter").order_by("pk")
        if self.chance.random() < 0.7:
            rows = rows.exclude(office__in=tables.COUNCIL)
        row = self.chance.choice(list(rows))
        by, at = self.world.granters[0], self._later()
        before = {key: list(m.acts) for key, m in self.mirror.history.matters.items()}
        end_appointment(appointment=row, reason="换届", by=by, at=at)
        self.mirror.sync()
        if before != {key: m.acts for key, m in self.mirror.history.matters.items()}:
            raise Disagreement("I10: an end took an act away")

    def interest(self) -> None:
        """Somebody declares an interest: before they act on the matter, as the rule asks."""
        matter = self.chance.choice(self.world.cases()).matter
        person = self.chance.choice(self.world.people)
        known = Interest.objects.filter(matter=matter, person=person).exists()
        self._compare(
            {"I17"} if known else set(),
            lambda: declare_interest(
                person=person, matter=matter, reason="合伙", by=person, at=self._later()
            ),
        )

    def return_(self) -> None:
        """The township or the county sends back, or refuses."""
        steps = [s for s in self.world.waiting() if s.key in ("review", "approval")]
        if not steps:
            return
        step = self.chance.choice(steps)
        by, at = self._somebody(Duty(step.duty)), self._later()
        judged = self._judged(by, step.duty, step.case.matter, at)
        if step.key == "review" and self.chance.random() < 0.2:
            self._compare(judged, lambda: refuse(step=step, reason="不符", by=by, at=at))
        else:
            self._compare(
                judged, lambda: send_back(step=step, to="draft", reason="改", by=by, at=at)
            )

    def late(self) -> None:
        """A member says afterwards that they had an interest in what they voted on."""
        events = list(VoteEvent.objects.filter(state__in=["open", "closed"]).order_by("pk"))
        if not events:
            return
        event = self.chance.choice(events)
        voters = list(event.roll.select_related("person"))
        person = self.chance.choice(voters).person
        self._compare(
            None,
            lambda: record_late_conflict(
                event=event, person=person, reason="合伙", by=person, at=self._later()
            ),
        )
        self._excuse_void()

    def merge(self) -> None:
        """Two keys turn out to be one human being; what was done before shows, and stays."""
        one, other = self.chance.sample(self.world.people, 2)
        with transaction.atomic():
            User.objects.filter(person=other).update(is_active=False)
        before = set(oracle.violations(self.mirror.sync()))
        first, second = self.world.granters
        self._compare(
            None,
            lambda: merge_persons(
                person=one, double=other, by=first, confirmed_by=second, allowed=ALLOWED,
                at=self._later(),
            ),
        )  # fmt: skip
        votes_into(self.mirror)
        self.excused |= set(oracle.violations(self.mirror.sync())) - before

    # --- How it is done and compared -----------------------------------------------------------

    def entitled(
        self, event: VoteEvent, motion: Motion, matter: Matter, members: list[Person], at: datetime
    ) -> None:
        """E is the council less whom I2 – I5 or a declared interest excludes (I9)."""
        self.mirror.sync()
        out = {str(row.person_id) for row in motion.recusals.all()}
        expected = {
            person.key
            for person in members
            if str(person.key) not in out and not self._judged(person, "decide", matter, at)
        }
        found = {row.person_id for row in event.roll.all()}
        if found != expected:
            raise Disagreement(f"entitled {found}, the oracle says {expected}")

    def _judged(
        self,
        by: Person,
        duty: str,
        matter: Matter,
        at: datetime,
        *,
        account: tuple[str, bool] | None = None,
        homes: Sequence[Household] = (),
    ) -> set[str]:
        m = self.mirror.of(matter)
        seq = 10**9 * STEP
        if homes:
            version = ledger.Version(99, frozenset(str(home.pk) for home in homes), seq)
            m = replace(m, versions=[*m.versions, version])
        act = ledger.Act(seq, str(by.key), duty, at, m.stage, account=account)
        return oracle.breaks(self.mirror.history, m, act)

    def _compare(
        self,
        judged: set[str] | None,
        act: Callable[[], object],
        *,
        also: set[str] = frozenset(),  # type: ignore[assignment]
        exact: bool = True,
    ) -> None:
        """Do it; what the product says must be what the oracle says. None: nobody is asked."""
        said = ""
        try:
            act()
        except RuleBroken as broken:
            said = broken.verdict.rule
        self.done += 1
        self.said[said] += 1
        self.mirror.sync()
        if judged is None or said.startswith(ELSEWHERE):
            return
        same = said == oracle.first(judged) if exact else bool(said) == bool(judged)
        if not same and not (said in also and not judged):
            raise Disagreement(f"product {said!r}, oracle {sorted(judged)}")

    def _excuse_paper(self, since: date, at: datetime) -> None:
        """An office entered with an earlier day shows what its holder did since; it stays."""
        if since <= ledger.day(at):
            late = oracle.violations(self.mirror.history)
            self.excused |= {v for v in late if v.code in ("I2", "I4")}

    def _excuse_void(self) -> None:
        """A voided vote is no longer what its member did; its act stays in the list (I17)."""
        votes_into(self.mirror)
        for event in VoteEvent.objects.filter(results__withheld="annulled").distinct():
            acts = {row.act_id * STEP for row in event.participations.all()}
            broken = oracle.violations(self.mirror.history)
            self.excused |= {v for v in broken if acts & set(v.by)}
        for event in VoteEvent.objects.prefetch_related("votes__voided"):
            for vote in event.votes.all():
                if hasattr(vote, "voided"):
                    self.excused |= {
                        v
                        for v in oracle.violations(self.mirror.history)
                        if vote.act_id * STEP in v.by
                    }

    def _later(self) -> datetime:
        self.at += SOON * self.chance.randint(1, 60)
        return self.at

    def _homes(self) -> list[Household]:
        return self.chance.sample(self.world.homes, self.chance.randint(0, 2))

    def _account(self, by: Person) -> User | None:
        kind = self.chance.random()
        if kind < 0.8:
            return None
        if kind < 0.9:
            return (
                User.objects.get(pk=self.world.accounts[by.key].pk)
                if by.key in self.world.accounts
                else None
            )
        return User.objects.get(pk=self.chance.choice(list(self.world.accounts.values())).pk)

    def _somebody(self, duty: Duty) -> Person:
        """Give somebody of an office that may do this, or anybody."""
        if self.chance.random() < 0.12:
            return self.chance.choice(self.world.people)
        offices = [office.value for office in offices_with(duty)]
        rows = Appointment.objects.filter(valid(self.at), office__in=offices).order_by("pk")
        held = list(rows.select_related("person"))
        return self.chance.choice(held).person if held else self.chance.choice(self.world.people)

    def _holder(self, office: Office, area: str) -> Person | None:
        rows = Appointment.objects.filter(valid(self.at), office=office.value, area=area)
        row = rows.select_related("person").first()
        return row.person if row else None
