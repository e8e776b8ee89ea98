"""Everything the house does, once, so that no protected table stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from council.deliberation.models import VoteEvent
from council.deliberation.services.ballots import cast_ballot
from council.deliberation.services.conflicts import record_late_conflict
from council.deliberation.states import Method, Option
from council.funds.models import DistributionPlan
from council.funds.queries.plans import waiting_step
from council.procedures.models import Case, Step
from council.procedures.services import settle, suspend
from gongshi.offices.duties import Office
from gongshi.offices.models import Category
from gongshi.offices.queries import appointments_of
from gongshi.offices.services import end_appointment
from gongshi.people.models import Person
from gongshi.publishing.models import SnapshotRow
from gongshi.record.services import erase
from publicity.notices.models import Notice
from publicity.notices.services import conclude, withdraw
from publicity.objections.models import Outcome
from publicity.objections.services import file_objection, reply
from tests.council.deliberation.room import COUNCIL, Plan
from tests.council.deliberation.test_resolutions import certify, enter
from tests.faults.acts import DEEDS, LATER, treasury_of
from tests.faults.votes import open_vote_on_case
from tests.village import AT, Village


@dataclass
class Desk:
    """What the helpers of resolutions ask for: the village, its people and the step that waits."""

    village: Village
    step: Step

    def __getitem__(self, name: str) -> Person:
        return self.village[name]


def tell(village: Village) -> None:
    for name in ("hands", "posting", "import", "payment"):
        deed = DEEDS[name]
        deed.prepare(village, 2)
        for target in deed.targets():
            deed.perform(target)
    plan, treasury = DistributionPlan.objects.get(), treasury_of(village)
    while (step := waiting_step(plan)) is not None:
        treasury.do(plan, step.key)
    _resolve(village)
    _vote_in_secret(village)
    _find_a_conflict(village)
    _hold_up(village)
    _object(village)
    (seat,) = appointments_of(village["文书"], AT)
    end_appointment(appointment=seat, reason="任期届满", by=village.granters[0], at=AT)
    rows_with_names = list(SnapshotRow.objects.all()[:1])
    keys = (village.granters[0].key.hex, village.granters[1].key.hex)
    erase(rows=rows_with_names, ground="保存期满", at=AT, by=keys)


def _resolve(village: Village) -> None:
    """The representatives adopt what the council advised, and two certify it."""
    for number in range(9):
        category = Category.WOMAN if number < 3 else Category.VILLAGER
        office = Office.VILLAGERS_REPRESENTATIVE
        village.appoint(f"代表{number}", office, category=category.value)
    step = Step.objects.filter(key="adopt", state="active").first()
    desk = Desk(village, step)
    resolution = enter(desk)
    for name in ("监委甲", "代表0"):
        certify(desk, resolution, name)


def _vote_in_secret(village: Village) -> None:
    """The council votes in secret on a case of its own."""
    event = open_vote_on_case(village, Method.SECRET)
    for name in COUNCIL:
        vote = {"option": Option.YES, "client_key": uuid4(), "at": LATER}
        cast_ballot(event=event, by=village[name], **vote)


def _find_a_conflict(village: Village) -> None:
    """A member says after the vote that it concerned their family."""
    event = VoteEvent.objects.filter(box="").order_by("-pk").first()
    member = village["理事七"]
    record_late_conflict(event=event, person=member, reason="亲属受益", by=member, at=LATER)


def _hold_up(village: Village) -> None:
    """A case is held up for a reason, and the supervisors settle it."""
    case = Case.objects.filter(state="open", kind=Plan.key).first()
    reason = suspend(case=case, finding="有人反映", by="clock", at=LATER)
    settle(suspension=reason, reason="已核实", by=village["监委甲"], at=LATER)


def _object(village: Village) -> None:
    """One notice is objected to and concluded, the other is withdrawn."""
    one, other = Notice.objects.order_by("pk")
    given = {"text": "我家人口数不对", "client_key": uuid4(), "at": AT + timedelta(days=1)}
    objection, _code = file_objection(notice=one, row="r1", name="试名", **given)
    answer = {"outcome": Outcome.EXPLAINED, "text": "已核对。", "at": LATER}
    reply(objection=objection, by=village["委员甲"], **answer)
    conclude(notice=one, at=AT + timedelta(days=20))
    withdraw(notice=other, reason="有误", by=village["委员乙"], at=LATER)
