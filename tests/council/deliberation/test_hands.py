"""A show of hands: typed by one, certified by another, then everyone's own vote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from council.deliberation.models import Hand, Vote
from council.deliberation.services.conflicts import record_late_conflict
from council.deliberation.services.hands import certify_hands, enter_hands
from council.deliberation.services.voting import close_vote
from council.deliberation.states import EventState, Method, Option
from council.procedures.pages import traces
from gongshi.matters.models import Act
from gongshi.offices.duties import Office
from gongshi.record.models import Entry
from tests.council.deliberation.room import COUNCIL, Room
from tests.village import AT

LATER = AT + timedelta(minutes=9)


@pytest.fixture
def event(room: Room):
    return room.event(method=Method.SHOW_OF_HANDS)


def enter(room: Room, event, names=COUNCIL, by="理事二", **options) -> str:
    hands = {room[name].key: Option(options.get(name, "yes")) for name in names}
    return enter_hands(event=event, hands=hands, by=room[by], account=room.account(by), at=LATER)


def certify(room: Room, event, by: str, digest: str):
    return certify_hands(
        event=event, digest=digest, by=room[by], at=LATER, account=room.account(by)
    )


def test_a_second_member_makes_the_list_count(room: Room, event) -> None:
    digest = enter(room, event, 理事七="no", 理事六="abstain")
    assert not Vote.objects.exists()
    assert not Act.objects.filter(duty="decide").exists()
    found = certify(room, event, "理事三", digest)
    assert (found.yes, found.no, found.abstain, found.adopted) == (5, 1, 1, True)
    acts = Act.objects.filter(duty="decide")
    assert {act.person for act in acts} == {room[name] for name in COUNCIL}
    assert {act.entered_by for act in acts} == {room.account("理事二")}
    assert room.step.key == "adopt"
    assert Entry.objects.filter(kind="vote.closed").count() == 1


def test_the_case_says_what_was_recorded_and_certified(room: Room, event) -> None:
    certify(room, event, "理事三", enter(room, event))
    told = [str(one["what"]) for one in traces(room.case)["traces"]]
    assert {"提出议案", "开始表决", "登记举手名单", "签认举手名单"} <= set(told)
    assert not {"记录", "签字见证"} & set(told)


def test_the_recorder_cannot_certify_nor_can_an_outsider(room: Room, event, refused) -> None:
    digest = enter(room, event)
    for name in ("理事二", "监委甲", "主任"):
        assert refused(lambda name=name: certify(room, event, name, digest)) == "VOTE-CERTIFY"


def test_a_clerks_list_needs_two_members(room: Room, event, refused) -> None:
    digest = enter(room, event, by="文书")
    assert certify(room, event, "理事二", digest) is None
    assert not Vote.objects.exists()
    assert refused(lambda: certify(room, event, "理事二", digest)) == "VOTE-CERTIFY"
    assert certify(room, event, "理事三", digest).adopted


def test_a_changed_list_is_certified_anew(room: Room, event, refused) -> None:
    first = enter(room, event, by="文书")
    assert certify(room, event, "理事二", first) is None
    second = enter(room, event, by="文书", 理事七="no")
    assert refused(lambda: certify(room, event, "理事三", first)) == "VOTE-CHANGED"
    assert certify(room, event, "理事三", second) is None
    assert certify(room, event, "理事二", second).no == 1


def test_only_those_entitled_and_here_raise_a_hand(room: Room, refused) -> None:
    room.benefits("理事七")
    event = room.event(COUNCIL[:6], method=Method.SHOW_OF_HANDS)
    assert refused(lambda: enter(room, event)) == "VOTE-NOT-ENTITLED"
    assert refused(lambda: enter(room, event, ["主任"])) == "VOTE-NOT-ENTITLED"
    enter(room, event, COUNCIL[:6])
    absent = room.village.people
    assert "理事七" in absent
    assert Hand.objects.count() == 6


def test_an_absent_member_raises_no_hand(room: Room, refused) -> None:
    event = room.event(COUNCIL[:6], method=Method.SHOW_OF_HANDS)
    assert refused(lambda: enter(room, event, COUNCIL)) == "VOTE-NOT-PRESENT"


def test_a_committee_member_types_nothing(room: Room, event, refused) -> None:
    assert refused(lambda: enter(room, event, by="主任")) == "I7"


def test_what_nobody_certified_is_not_counted(room: Room, event, refused) -> None:
    digest = enter(room, event)
    found = close_vote(event=event, by=room["理事长"], at=LATER)
    assert (found.cast, found.quorate, found.adopted) == (0, False, False)
    assert refused(lambda: certify(room, event, "理事三", digest)) == "MOTION-CLOSED"
    assert refused(lambda: enter(room, event)) == "MOTION-CLOSED"


def test_too_few_hands_make_no_decision(room: Room, event) -> None:
    digest = enter(room, event, COUNCIL[:4])
    found = certify(room, event, "理事三", digest)
    assert (found.cast, found.quorate, found.adopted) == (4, False, False)
    assert room.step.key == "advise"


def test_one_way_of_voting_at_a_time(room: Room, event, refused) -> None:
    assert refused(lambda: room.vote(event, "理事二")) == "VOTE-METHOD"
    assert event.state == EventState.OPEN


def test_hands_are_not_typed_where_everyone_votes_alone(room: Room, refused) -> None:
    event = room.event()
    assert refused(lambda: enter(room, event)) == "VOTE-METHOD"


def test_nothing_to_certify(room: Room, event, refused) -> None:
    assert refused(lambda: certify(room, event, "理事三", "")) == "VOTE-CERTIFY"


def test_who_withdrew_does_not_certify(room: Room, refused) -> None:
    room.benefits("理事七")
    event = room.event(method=Method.SHOW_OF_HANDS)
    digest = enter(room, event, COUNCIL[:6])
    assert refused(lambda: certify(room, event, "理事七", digest)) == "VOTE-CERTIFY"
    browser = Client()
    for name, asked in (("理事七", False), ("理事三", True)):
        account = room.account(name)
        browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
        page = browser.get(f"/desk/meetings/vote/{event.pk}/").content.decode()
        assert (f"/desk/meetings/vote/{event.pk}/certify/" in page) is asked
    assert certify(room, event, "理事三", digest).adopted


def test_a_certification_of_who_withdrew_later_is_none(room: Room, event) -> None:
    digest = enter(room, event, by="文书")
    assert certify(room, event, "理事二", digest) is None
    record_late_conflict(
        event=event, person=room["理事二"], reason="亲属受益", by=room["理事二"], at=LATER
    )
    assert certify(room, event, "理事三", digest) is None
    assert not Vote.objects.exists()
    found = certify(room, event, "理事四", digest)
    assert (found.entitled, found.cast) == (6, 6)


def test_one_human_being_certifies_once_under_all_keys(room: Room, event, refused) -> None:
    digest = enter(room, event, by="文书")
    assert certify(room, event, "理事三", digest) is None
    double = room.village.appoint("理事三的另一把钥匙", Office.VILLAGE_CLERK).person
    double.same_as = room["理事三"]
    double.save(update_fields=["same_as"])
    assert refused(lambda: certify(room, event, "理事三的另一把钥匙", digest)) == "VOTE-CERTIFY"
    assert not Vote.objects.exists()
