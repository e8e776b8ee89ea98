"""A conflict found late voids the vote, recounts, and reopens the case where it matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from council.deliberation.models import VoidedVote, VoteResult
from council.deliberation.queries import latest_result
from council.deliberation.services.conflicts import record_late_conflict
from council.deliberation.services.motions import open_vote, withdraw
from council.deliberation.services.voting import close_vote
from council.deliberation.states import EventState, Method
from council.procedures.models import Case
from council.procedures.services import reopen, settle, suspend
from gongshi.matters.models import Matter
from gongshi.matters.services import may
from gongshi.offices.duties import Duty, Office
from gongshi.offices.services import appoint
from gongshi.people.models import Kinship
from gongshi.people.services.households import record_kinship
from gongshi.verdict import ALLOWED, denied, require
from tests.council.deliberation.room import COUNCIL, Plan, Room
from tests.council.deliberation.secret import cast_all
from tests.village import AT

LATER = AT + timedelta(days=3)


def kin(one, other) -> None:
    first, second = sorted((one, other), key=lambda person: person.key)
    Kinship.objects.create(one=first, other=second, relation="sibling")


def join(room: Room, name: str, starts_on: date) -> None:
    first, second = room.village.granters
    appoint(
        person=room[name],
        office=Office.COMMITTEE_MEMBER,
        area=room.village.area,
        starts_on=starts_on,
        legal_basis="补选结果",
        by=first,
        confirmed_by=second,
        at=LATER,
    )


def voted(room: Room, yes: int):
    event = room.event()
    for name in COUNCIL:
        room.vote(event, name, "yes" if COUNCIL.index(name) < yes else "no")
    return event


def late(room: Room, event, name: str, by: str):
    return record_late_conflict(
        event=event, person=room[name], reason="受益户的兄弟", by=room[by], at=LATER
    )


def test_a_conflict_that_changes_the_result_reopens_the_case(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 4)
    assert room.step.key == "adopt"
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    first, second = VoteResult.objects.order_by("number")
    assert (first.adopted, first.entitled, first.yes, first.needed) == (True, 7, 4, 4)
    assert (second.adopted, second.entitled, second.yes, second.needed) == (False, 6, 3, 4)
    assert (room.step.key, room.step.round) == ("advise", 2)
    assert Matter.objects.get().stage == "open"
    assert VoidedVote.objects.get().vote.name == "理事长"


def test_a_conflict_that_changes_nothing_leaves_the_case(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 6)
    kin(room["理事二"], room["村民甲"])
    late(room, event, "理事二", "文书")
    assert VoteResult.objects.get(number=2).adopted
    assert room.step.key == "adopt"


def test_after_payment_the_case_is_only_suspended(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 4)
    Matter.objects.update(stage="paid")
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    assert Case.objects.get().state == "suspended"


def test_a_second_conflict_after_payment_is_a_second_reason(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 4)
    Matter.objects.update(stage="paid")
    for name in ("理事长", "理事二"):
        kin(room[name], room["村民甲"])
        late(room, event, name, "文书")
    case = Case.objects.get()
    assert (case.state, case.stage_before_suspension) == ("suspended", "paid")
    assert case.suspensions.count() == 2
    for reason in case.suspensions.all():
        settle(suspension=reason, reason="款已追回", by=room["监委甲"], at=LATER)
    case = Case.objects.get()
    assert (case.state, case.matter.stage) == ("open", "paid")


def test_a_conflict_in_a_case_held_up_before_payment_sends_it_back_later(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 4)
    suspend(case=room.case, finding="名单有疑问", by="clock", at=LATER)
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    assert Case.objects.get().state == "suspended"
    for reason in Case.objects.get().suspensions.all():
        settle(suspension=reason, reason="已核实", by=room["监委甲"], at=LATER)
    assert (room.step.key, room.step.round) == ("advise", 2)


def test_a_conflict_when_a_part_is_paid_holds_the_case_up(room: Room, monkeypatch) -> None:
    def veto(_self, _case, _key) -> None:
        require(denied("FUND-15", "已经付款"))

    monkeypatch.setattr(Plan, "sent_back", veto)
    room.benefits("村民甲")
    event = voted(room, 4)
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    assert Case.objects.get().state == "suspended"
    assert room.step.key == "adopt"


def test_an_earlier_round_no_longer_moves_the_case(room: Room) -> None:
    room.benefits("村民甲")
    event = voted(room, 4)
    reopen(case=room.case, to="advise", finding="材料有误", by="clock", at=LATER)
    second = room.event()
    for name in COUNCIL:
        room.vote(second, name)
    assert room.step.key == "adopt"
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    assert room.step.key == "adopt"


def test_a_member_may_say_so_and_stays_out_for_good(room: Room, refused) -> None:
    event = voted(room, 4)
    late(room, event, "理事长", "理事长")
    assert refused(lambda: late(room, event, "理事长", "理事长")) == "I17"
    assert not may(room["理事长"], Duty.DECIDE, Matter.objects.get(), LATER)


def test_nobody_voids_a_vote_by_assertion(room: Room, refused) -> None:
    event = voted(room, 4)
    assert refused(lambda: late(room, event, "理事长", "文书")) == "I17"
    assert refused(lambda: late(room, event, "理事长", "理事七")) == "I17"


def test_joining_the_committee_later_does_not_spoil_the_vote(kind, db, refused) -> None:
    room = Room()
    room.case.matter.executor = room.village.committee
    room.case.matter.save()
    event = voted(room, 4)
    join(room, "理事三", date(2026, 3, 4))
    assert refused(lambda: late(room, event, "理事三", "文书")) == "I17"
    join(room, "理事二", date(2026, 1, 1))
    assert late(room, event, "理事二", "文书").rule == "I2"


def test_a_conflict_found_while_the_vote_is_open(room: Room, refused) -> None:
    room.benefits("村民甲")
    event = room.event()
    room.vote(event, "理事长")
    kin(room["理事长"], room["村民甲"])
    late(room, event, "理事长", "文书")
    for name in COUNCIL[1:]:
        room.vote(event, name, "yes" if name in COUNCIL[1:4] else "no")
    found = VoteResult.objects.get()
    assert (found.entitled, found.cast, found.yes, found.needed) == (6, 6, 3, 4)
    assert not found.adopted


@pytest.mark.parametrize("gone", [5, 7])
def test_fewer_than_three_hand_the_matter_to_the_representatives(room: Room, gone: int) -> None:
    room.benefits(*COUNCIL[-gone:])
    motion = room.motion()
    event = open_vote(motion=motion, method=Method.OWN_PHONE, by=room["理事长"], at=AT)
    assert (event.state, event.roll.count()) == (EventState.ESCALATED, 7 - gone)
    assert motion.recusals.count() == gone
    assert room.step.key == "advise"


@pytest.mark.parametrize("method", [Method.OWN_PHONE, Method.SECRET])
def test_nobody_alone_invents_a_relative_and_voids_a_vote(room: Room, refused, method) -> None:
    room.benefits("村民甲")
    event = room.event(method=method)
    cast = cast_all if method is Method.SECRET else None
    if cast:
        cast(room, event, ["yes"] * 6)
    else:
        for name in COUNCIL[:6]:
            room.vote(event, name)
    close_vote(event=event, by=room["理事长"], at=AT)
    record_kinship(
        one=room["理事三"],
        other=room["村民甲"],
        relation="sibling",
        by=room["文书"],
        allowed=ALLOWED,
        at=LATER,
    )
    assert refused(lambda: late(room, event, "理事三", by="文书")) == "I17"
    assert not VoidedVote.objects.exists()
    assert latest_result(event).adopted
    late(room, event, "理事三", by="理事二")
    assert event.results.count() == 2


def test_a_reason_too_long_for_the_database_is_refused_in_words(room: Room, refused) -> None:
    motion = room.motion()
    leave = lambda length: withdraw(  # noqa: E731
        motion=motion, reason="亲" * length, by=room["理事三"], at=AT
    )
    assert refused(lambda: leave(201)) == "I17"
    assert leave(200).reason == "亲" * 200
