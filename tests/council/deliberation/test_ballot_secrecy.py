"""Who reads everything, the database, its log, the record and the server's logs, learns nothing.

VOTE-6: casting is known to the reader to the instant, and so is every ballot; what must be
missing is anything that pairs them.
"""

from __future__ import annotations

import logging
import random
import re
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.views.debug import ExceptionReporter

from council.deliberation import ballot_box
from council.deliberation.models import Ballot, Participation, SealedBallot, VoteEvent
from council.deliberation.services.motions import open_vote
from council.deliberation.services.voting import close_vote
from council.deliberation.states import Method, Option
from gongshi.record.models import Commitment, Entry
from tests.council.deliberation.room import COUNCIL, Room
from tests.council.deliberation.secret import LATER, cast, cast_all, key_file, opened

VOTES, VOTERS = 40, 5
#: Never adopted, so that the same motion is voted on again and again.
VALUES = ("yes", "no", "no", "abstain", "no")


def as_they_lie() -> str:
    return "rowid" if connection.vendor == "sqlite" else "ctid"


def orders(event: VoteEvent) -> Iterator[tuple[str, list[str]]]:
    """Give the options in every order a reader of the database finds them in."""
    with connection.cursor() as cursor:
        table, model = Ballot._meta.db_table, Ballot._meta.get_field("event")
        key = model.get_db_prep_value(event.pk, connection)
        cursor.execute(
            f'SELECT option FROM "{table}" WHERE event_id = %s ORDER BY {as_they_lie()}', [key]
        )
        yield "as they lie", [row[0] for row in cursor.fetchall()]
    ballots = {row.pk.hex: row.option for row in event.ballots.all()}
    yield "by key", [ballots[key] for key in sorted(ballots)]
    rows = Commitment.objects.filter(table=Ballot._meta.label_lower, row_key__in=ballots)
    yield "in the record", [ballots[row.row_key] for row in rows.order_by("entry", "ordinal")]


def test_the_best_guess_is_no_better_than_chance(room: Room) -> None:
    """Forty votes of five: pair the ballots with the voters in the order in which they voted."""
    chance, motion = random.Random(20260302), room.motion()
    hits: Counter[str] = Counter()
    expected = 0.0
    for _ in range(VOTES):
        event = open_vote(motion=motion, method=Method.SECRET, by=room["理事长"], at=LATER)
        voters = chance.sample(COUNCIL, VOTERS)
        options = chance.sample(VALUES, VOTERS)
        for name, option in zip(voters, options, strict=True):
            cast(room, event, name, option)
        close_vote(event=event, by=room["理事长"], at=LATER)
        expected += sum(number**2 for number in Counter(options).values()) / VOTERS
        for order, found in orders(event):
            assert Counter(found) == Counter(options)
            hits[order] += sum(a == b for a, b in zip(found, options, strict=True))
    assert len(hits) == 3
    # Five deviations above chance (some 80 of 200); whoever finds the order has all 200.
    assert max(hits.values()) <= expected + 5 * (VOTES * VOTERS * 0.24) ** 0.5, hits


def test_what_is_kept_depends_on_the_totals_alone(room: Room) -> None:
    motion, kept = room.motion(), []
    for options in (["yes", *["no"] * 3, "abstain"], ["abstain", *["no"] * 3, "yes"]):
        event = open_vote(motion=motion, method=Method.SECRET, by=room["理事长"], at=LATER)
        cast_all(room, event, options)
        close_vote(event=event, by=room["理事长"], at=LATER)
        kept.append([found for order, found in orders(event) if order != "by key"])
    assert kept[0] == kept[1]
    assert {row.pk.version for row in Ballot.objects.all()} == {4}, "keys of chance, not of time"
    assert {field.attname for field in Ballot._meta.concrete_fields} == {"id", "event_id", "option"}
    assert not SealedBallot.objects.exists()


def test_the_record_holds_no_ballot_before_the_result(room: Room) -> None:
    event = opened(room)
    before = Entry.objects.count()
    cast_all(room, event, ["yes", "no", "abstain", "no", "yes"])
    kinds = list(Entry.objects.filter(seq__gte=before).values_list("kind", flat=True))
    assert kinds == ["vote.taken_part"] * 5
    tables = {SealedBallot._meta.label_lower, Ballot._meta.label_lower}
    assert not Commitment.objects.filter(table__in=tables).exists()
    close_vote(event=event, by=room["理事长"], at=LATER)
    entries = Commitment.objects.filter(table__in=tables).values_list("entry__kind", flat=True)
    assert set(entries) == {"vote.closed"}


def everything() -> str:
    """Every value of every table."""
    rows = [list(model._base_manager.values_list()) for model in apps.get_models()]
    return repr([[[_plain(cell) for cell in row] for row in each] for each in rows])


def _plain(cell: object) -> object:
    return bytes(cell).hex() if isinstance(cell, bytes | memoryview) else cell


def files() -> bytes:
    """The database's own bytes, with what its log holds; PostgreSQL keeps them elsewhere."""
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite":
        return b""
    return b"".join(path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))


@pytest.fixture
def spoken(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every log at its most talkative, each statement of the database with its values."""
    for name in ("", "django", "django.db.backends"):
        caplog.set_level(logging.DEBUG, name)
    connection.force_debug_cursor = True
    yield caplog
    connection.force_debug_cursor = False


def test_no_copy_of_anything_opens_a_ballot(
    transactional_db: None, kind: None, spoken: pytest.LogCaptureFixture
) -> None:
    room = Room()
    event = opened(room)
    key = key_file(event).read_bytes()
    spellings = (key, key.hex().encode(), b64encode(key))
    spoken.clear()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cast(room, event, "理事二", "abstain")
    assert "participation" in spoken.text, "the log does speak of the vote"
    assert "abstain" not in spoken.text
    if connection.vendor == "sqlite":
        log = Path(f"{connection.settings_dict['NAME']}-wal").read_bytes()
        assert "理事二".encode() in log, "the log does hold the vote"
        assert b"abstain" not in log
    for name in COUNCIL[2:]:
        cast(room, event, name, "yes")
    envelopes = [bytes(row.sealed) for row in SealedBallot.objects.all()]
    assert len({len(envelope) for envelope in envelopes}) == 1
    assert len(set(envelopes)) == 6
    during = everything().encode() + files() + spoken.text.encode()
    close_vote(event=event, by=room["理事长"], at=LATER)
    after = everything().encode() + files() + spoken.text.encode()
    assert not any(spelling in during or spelling in after for spelling in spellings)
    assert not key_file(event).exists()
    with pytest.raises(FileNotFoundError):
        ballot_box.open_box(event.box, envelopes)


def test_every_option_is_as_long_as_the_others() -> None:
    box = ballot_box.new_box()
    assert len({len(ballot_box.seal(box, option)) for option in Option}) == 1


@pytest.fixture
def desk(room: Room) -> VoteEvent:
    return opened(room)


def _posted(room: Room, event: VoteEvent, name: str, code: str) -> tuple[bytes, str]:
    client = Client(raise_request_exception=False)
    client.force_login(room.account(name), backend="gongshi.people.backends.PhoneOrName")
    page = client.get(reverse("desk_vote", args=[event.pk])).content.decode()
    key = re.search(r'name="client_key" value="([^"]+)"', page).group(1)
    answer = client.post(
        reverse("desk_ballot", args=[event.pk]), {"option": code, "client_key": key}
    )
    return answer.content, answer.request["PATH_INFO"]


def test_neither_page_nor_address_nor_log_tells_the_answer(
    room: Room, desk: VoteEvent, spoken: pytest.LogCaptureFixture
) -> None:
    said = [_posted(room, desk, name, code) for name, code in zip(COUNCIL[1:], "123", strict=False)]
    assert Participation.objects.count() == 3
    assert {len(page) for page, _path in said} == {len(said[0][0])}
    own = r"(?:[A-Z2-7]{4} ?){4}|理事.|value=\"\w+\""  # the receipt, the name, the form's token
    assert len({re.sub(own, "", page.decode()) for page, _path in said}) == 1
    for word in ("赞成", "反对", "弃权"):
        assert not any(word.encode() in page for page, _path in said)
    assert {path for _page, path in said} == {f"/desk/meetings/vote/{desk.pk}/ballot/"}
    kept = " ".join(str(row.get_decoded()) for row in Session.objects.all())
    assert not re.search("abstain|option|弃权", kept)
    assert not re.search(r"'(yes|no|abstain)'", spoken.text)


def test_a_report_of_an_error_keeps_the_answer_to_itself(
    room: Room, desk: VoteEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> bytes:
        raise OSError("The disk is full.")

    reports: list[str] = []

    def report(request, **_kwargs: object) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    monkeypatch.setattr("council.deliberation.services.ballots.seal", broken)
    got_request_exception.connect(report)
    try:
        _posted(room, desk, "理事二", "3")
    finally:
        got_request_exception.disconnect(report)
    assert len(reports) == 2
    assert "The disk is full." in reports[0]
    assert not any(re.search(r"Option\.ABSTAIN|&#x27;abstain|'abstain'", each) for each in reports)
    assert re.search(r"option = '\*+'", reports[0])
    assert not Participation.objects.exists(), "and nothing was kept"
