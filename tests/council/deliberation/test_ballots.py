"""A secret vote: once each, counted when the box is opened, annulled where it cannot be."""

from __future__ import annotations

import os
from base64 import b32encode
from collections import Counter
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.management import call_command

from council.deliberation import ballot_box
from council.deliberation.kinds import may_raise_hand
from council.deliberation.models import Ballot, Participation, SealedBallot, Vote, VoteResult
from council.deliberation.queries import tally
from council.deliberation.rules.thresholds import from_json, outcome
from council.deliberation.services.ballots import annul_vote
from council.deliberation.services.boxes import destroy_leftover_keys
from council.deliberation.services.conflicts import record_late_conflict
from council.deliberation.services.hands import enter_hands
from council.deliberation.services.motions import open_vote
from council.deliberation.services.voting import close_vote
from council.deliberation.states import EventState, Method, Option, Withheld
from gongshi.admin.registries import Finding, looks
from gongshi.matters.models import Act
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.secret import LATER, cast, cast_all, key_file, opened
from tests.council.deliberation.test_conflicts import kin
from tests.village import AT


def close(room: Room, event, by: str = "理事长") -> VoteResult:
    return close_vote(event=event, by=room[by], at=LATER)


def late(room: Room, event, name: str):
    return record_late_conflict(
        event=event, person=room[name], reason="受益户的兄弟", by=room["文书"], at=LATER
    )


def doctor() -> Finding:
    return looks.get("deliberation.ballot_keys")().look()


def test_seven_vote_in_secret_and_the_step_is_done(room: Room) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * 4 + ["no"] * 2 + ["abstain"])
    event.refresh_from_db()
    found = event.results.get()
    assert (event.state, found.withheld) == (EventState.CLOSED, "")
    assert (found.entitled, found.cast, found.yes, found.no, found.abstain) == (7, 7, 4, 2, 1)
    assert (found.quorum, found.needed, found.adopted) == (5, 4, True)
    assert (room.step.key, room.case.steps.get(key="advise").state) == ("adopt", "done")
    assert Act.objects.filter(duty="decide").count() == Participation.objects.count() == 7
    assert Entry.objects.filter(kind="vote.taken_part").count() == 7
    assert list(verify()) == []


def test_the_count_is_found_again_from_the_ballots(room: Room) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * 3 + ["no"] * 3)
    found = close(room, event)
    assert Counter(Ballot.objects.values_list("option", flat=True)) == {"yes": 3, "no": 3}
    again = tally(event)
    assert (again.due, again.present, again.yes, again.no) == (7, 6, 3, 3)
    assert outcome(from_json(event.rules), again).adopted == found.adopted is False
    assert not SealedBallot.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize(("votes", "quorate"), [(4, False), (5, True)])
def test_the_quorum_is_counted_when_the_vote_closes(room: Room, votes: int, quorate: bool) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * votes)
    found = close(room, event)
    withheld = "" if quorate else Withheld.FEW
    assert (found.quorate, found.adopted, found.withheld) == (quorate, quorate, withheld)


@pytest.mark.parametrize(("votes", "withheld"), [(0, "few"), (3, "few"), (4, "few"), (5, "")])
def test_of_fewer_than_the_quorum_nothing_is_told(room: Room, votes: int, withheld: str) -> None:
    event = opened(room)
    cast_all(room, event, ["yes", "no", "no", "no", "no"][:votes])
    found = close(room, event)
    assert (found.cast, found.withheld, found.adopted) == (votes, withheld, False)
    assert Ballot.objects.count() == (0 if withheld else votes)
    assert (found.yes, found.no) == ((0, 0) if withheld else (1, 4))
    assert not SealedBallot.objects.exists()
    assert room.step.key == "advise"
    assert list(verify()) == []


def test_closing_again_and_again_does_not_tell_one_ballot_from_the_rest(room: Room) -> None:
    """A chair closes after three, opens anew, closes after four: the two counts must not tell."""
    event, seen = opened(room), []
    for names in (COUNCIL[:3], COUNCIL[:4]):
        for name in names:
            cast(room, event, name, "no" if name == COUNCIL[3] else "yes")
        found = close(room, event)
        seen.append((found.yes, found.no, found.abstain))
        assert not Ballot.objects.exists()
        event = open_vote(motion=event.motion, method=Method.SECRET, by=room["理事长"], at=LATER)
    assert seen == [(0, 0, 0)] * 2
    assert list(verify()) == []


def test_a_county_may_ask_for_more(room: Room, refused, settings) -> None:
    settings.GONGSHI_RULES = {"deliberation.secret_least": 6}
    motion = room.motion(COUNCIL[:5])
    open_it = lambda method: open_vote(  # noqa: E731
        motion=motion, method=method, by=room["理事长"], at=AT
    )
    assert refused(lambda: open_it(Method.SECRET)) == "NO-QUORUM"
    assert open_it(Method.OWN_PHONE).rules["least"] == 3


def test_a_box_opens_at_its_own_least_whatever_is_set_later(room: Room, settings) -> None:
    settings.GONGSHI_RULES = {"deliberation.secret_least": 6}
    event = opened(room)
    settings.GONGSHI_RULES = {}
    cast_all(room, event, ["yes"] * 5)
    found = close(room, event)
    assert (found.quorum, found.withheld, Ballot.objects.count()) == (6, Withheld.FEW, 0)


def test_nobody_votes_twice_and_nobody_changes_a_ballot(room: Room, refused) -> None:
    event, key = opened(room), uuid4()
    first = cast(room, event, "理事二", "yes", key)
    sealed = bytes(SealedBallot.objects.get().sealed)
    assert cast(room, event, "理事二", "yes", key) == first
    assert cast(room, event, "理事二", "no", key) == first, "a refusal would tell what lies there"
    assert refused(lambda: cast(room, event, "理事二", "no")) == "DOUBLE-VOTE"
    assert refused(lambda: cast(room, event, "理事三", "yes", key)) == "DOUBLE-VOTE"
    assert bytes(SealedBallot.objects.get().sealed) == sealed
    assert Participation.objects.count() == 1


def test_who_may_not_vote_is_refused(room: Room, refused) -> None:
    room.benefits("理事三")
    event = opened(room, COUNCIL[:6])
    assert refused(lambda: cast(room, event, "理事三")) == "VOTE-NOT-ENTITLED"
    assert refused(lambda: cast(room, event, "文书")) == "VOTE-NOT-ENTITLED"
    assert refused(lambda: cast(room, event, "理事七")) == "VOTE-NOT-PRESENT"
    assert refused(lambda: room.vote(event, "理事二")) == "VOTE-METHOD"
    hands = {room["理事二"].key: Option.YES}
    enter = lambda: enter_hands(  # noqa: E731
        event=event, hands=hands, by=room["理事长"], account=room.account("理事长"), at=LATER
    )
    assert refused(enter) == "VOTE-METHOD"


def test_a_vote_by_name_takes_no_secret_ballot(room: Room, refused) -> None:
    event = room.event()
    assert refused(lambda: cast(room, event, "理事二")) == "VOTE-METHOD"


def test_another_account_cannot_vote_for_a_member(room: Room, refused) -> None:
    from council.deliberation.services.ballots import cast_ballot

    event, other = opened(room), room.account("理事三")
    act = lambda: cast_ballot(  # noqa: E731
        event=event,
        option=Option.YES,
        by=room["理事二"],
        at=LATER,
        client_key=uuid4(),
        account=other,
    )
    assert refused(act) == "I1"


def test_after_closing_nothing_is_added(room: Room, refused) -> None:
    event, key = opened(room), uuid4()
    first = cast(room, event, "理事二", "no", key)
    found = close(room, event)
    assert refused(lambda: cast(room, event, "理事三")) == "MOTION-CLOSED"
    assert cast(room, event, "理事二", "yes", key) == first
    assert close(room, event) == found
    assert VoteResult.objects.count() == 1


def test_only_the_chair_closes_before_all_who_are_here_have_voted(room: Room, refused) -> None:
    event = opened(room, COUNCIL[:6])
    cast_all(room, event, ["yes"] * 5)
    assert refused(lambda: close(room, event, "理事二")) == "VOTE-CLOSE"
    assert refused(lambda: close(room, event, "主任")) == "I7"
    assert may_raise_hand(event, room["理事六"], LATER)
    cast(room, event, "理事六")
    assert may_raise_hand(event, room["理事六"], LATER).rule == "DOUBLE-VOTE"
    assert close(room, event, "理事二").adopted


def test_a_box_with_a_ballot_too_few_or_too_many_is_not_counted(room: Room, refused) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * 5)
    more = SealedBallot.objects.create(event=event, sealed=ballot_box.seal(event.box, Option.NO))
    assert refused(lambda: close(room, event)) == "VOTE-BOX"
    more.delete()
    SealedBallot.objects.first().delete()
    assert refused(lambda: close(room, event)) == "VOTE-BOX"


def test_a_lost_key_leaves_one_way_the_vote_is_annulled(room: Room, refused) -> None:
    event = opened(room)
    cast_all(room, event, ["yes"] * 5)
    annul = lambda name: annul_vote(event=event, by=room[name], at=LATER)  # noqa: E731
    assert refused(lambda: annul("理事长")) == "VOTE-KEY", "the box can still be opened"
    key_file(event).unlink()
    assert refused(lambda: cast(room, event, "理事六")) == "VOTE-KEY"
    assert refused(lambda: close(room, event)) == "VOTE-KEY"
    assert refused(lambda: annul("理事二")) == "I7"
    found = annul("理事长")
    assert (found.withheld, found.cast, found.adopted) == (Withheld.ANNULLED, 5, False)
    assert refused(lambda: annul("理事长")) == "MOTION-CLOSED"
    assert not SealedBallot.objects.exists()
    again = open_vote(motion=event.motion, method=Method.SECRET, by=room["理事长"], at=LATER)
    assert (again.number, again.box != event.box) == (2, True)
    assert list(verify()) == []


def test_a_vote_by_name_is_not_annulled_this_way(room: Room, refused) -> None:
    event = room.event()
    assert refused(lambda: annul_vote(event=event, by=room["理事长"], at=LATER)) == "VOTE-KEY"


@pytest.mark.parametrize("closed", [False, True])
def test_a_conflict_of_one_who_took_part_annuls_the_vote(room: Room, closed: bool) -> None:
    """Nobody knows which ballot is theirs, so none of them counts any more."""
    room.benefits("村民甲")
    event = opened(room)
    cast_all(room, event, ["yes"] * (7 if closed else 6))
    assert room.step.key == ("adopt" if closed else "advise")
    kin(room["理事二"], room["村民甲"])
    late(room, event, "理事二")
    results = list(event.results.order_by("number"))
    assert [row.adopted for row in results] == [True, False][not closed :]
    last = results[-1]
    assert (last.withheld, last.recused, last.cast) == (Withheld.ANNULLED, 1, 6 if closed else 5)
    assert (room.step.key, room.step.round) == ("advise", 2 if closed else 1)
    assert Ballot.objects.count() == (7 if closed else 0)
    assert not SealedBallot.objects.exists()
    assert list(verify()) == []


def test_a_conflict_of_one_who_stayed_away_only_leaves_the_denominator(room: Room) -> None:
    room.benefits("村民甲")
    event = opened(room)
    cast_all(room, event, ["yes"] * 3 + ["no"] * 3)
    assert not close(room, event).adopted
    kin(room["理事七"], room["村民甲"])
    late(room, event, "理事七")
    last = event.results.get(number=2)
    assert (last.withheld, last.entitled, last.yes, last.needed) == ("", 6, 3, 4)


def test_what_is_annulled_stays_annulled(room: Room) -> None:
    room.benefits("村民甲")
    event = opened(room)
    cast_all(room, event, ["yes"] * 6)
    close(room, event)
    for name in ("理事二", "理事七"):
        kin(room[name], room["村民甲"])
        late(room, event, name)
    assert [row.withheld for row in event.results.order_by("number")] == ["", *["annulled"] * 2]


def test_few_stay_few_when_counted_again(room: Room) -> None:
    room.benefits("村民甲")
    event = opened(room)
    cast_all(room, event, ["yes"] * 2)
    close(room, event)
    kin(room["理事七"], room["村民甲"])
    late(room, event, "理事七")
    assert event.results.get(number=2).withheld == Withheld.FEW


def test_a_receipt_proves_who_took_part_and_nothing_more(room: Room) -> None:
    event = opened(room)
    receipts = [
        cast(room, event, name, option)
        for name, option in zip(COUNCIL, ["yes", "no"] * 3, strict=False)
    ]
    assert len({receipt.code for receipt in receipts}) == 6
    row = Participation.objects.get(person=room["理事长"])
    words = f"{receipts[0].salt}\0{event.pk}\0{row.person_id.hex}\0{event.number}"
    assert row.receipt == receipts[0].code
    assert row.receipt == b32encode(sha256(words.encode()).digest())[:16].decode()
    kept = repr([list(row.__dict__.values()) for row in Participation.objects.all()])
    assert not any(receipt.salt in kept for receipt in receipts)


def test_the_key_is_a_file_of_its_owner_and_goes_with_the_vote(
    room: Room, django_capture_on_commit_callbacks
) -> None:
    event = opened(room)
    assert key_file(event).stat().st_mode & 0o777 == 0o600
    assert key_file(event).parent.stat().st_mode & 0o777 == 0o700
    cast_all(room, event, ["yes"] * 5)
    with django_capture_on_commit_callbacks(execute=True):
        close(room, event)
    assert not key_file(event).exists()


def test_the_clock_destroys_a_key_that_outlived_its_vote(room: Room, settings, tmp_path) -> None:
    """A process may die between the end of the vote and that of its key; the doctor names it."""
    settings.BALLOTS_DIR = tmp_path / "ballots"
    event = opened(room)
    young, old = ballot_box.new_box(), ballot_box.new_box()
    os.utime(tmp_path / "ballots" / f"{old}.key", (0, 0))
    assert destroy_leftover_keys() == 1, "the opening that failed long ago"
    close(room, event)  # the test's transaction never ends, so the key stays
    look = doctor()
    assert "1" in look.advice
    assert look.necessary
    call_command("tick", verbosity=0)
    assert [box for box, _age in ballot_box.kept_keys()] == [young]
    assert doctor().well


def test_the_doctor_names_a_vote_whose_key_is_lost(room: Room, settings, tmp_path) -> None:
    settings.BALLOTS_DIR = tmp_path / "ballots"
    event = opened(room)
    assert doctor().well
    key_file(event).unlink()
    assert "同意本方案" in doctor().advice


def test_one_secret_vote_at_a_time_and_then_another(room: Room, refused) -> None:
    event = opened(room)
    again = lambda: open_vote(  # noqa: E731
        motion=event.motion, method=Method.SECRET, by=room["理事长"], at=LATER
    )
    assert refused(again) == "MOTION-OPEN"
    close_vote(event=event, by=room["理事长"], at=LATER)
    assert again().number == 2


def test_too_few_left_open_no_box(room: Room) -> None:
    room.benefits(*COUNCIL[2:])
    event = opened(room)
    assert (event.state, event.box) == (EventState.ESCALATED, "")


def test_a_ballot_opens_in_its_own_box_alone(room: Room) -> None:
    one, other = ballot_box.new_box(), ballot_box.new_box()
    envelope = ballot_box.seal(one, Option.NO)
    assert ballot_box.open_box(one, [envelope]) == [Option.NO]
    changed = envelope[:-1] + bytes([envelope[-1] ^ 1])
    for box, wrong in ((other, envelope), (one, changed), (one, b"short")):
        with pytest.raises(ballot_box.BoxBroken):
            ballot_box.open_box(box, [wrong])


def test_a_key_that_goes_while_the_folder_is_read_stops_nothing(settings, tmp_path) -> None:
    settings.BALLOTS_DIR = tmp_path
    one, two, three = sorted(ballot_box.new_box() for _ in range(3))
    reading = ballot_box.kept_keys()
    assert next(reading)[0] == one
    ballot_box.destroy_key(two)
    assert [box for box, _age in reading] == [three]
