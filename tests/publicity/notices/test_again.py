"""A notice is withdrawn: its request waits again, and the case goes on with the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from gongshi.clock import local_date
from gongshi.people.models import User
from gongshi.publishing.models import PublicationRequest, RequestState
from gongshi.publishing.services import interrupt, put_back
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from publicity.notices import services
from publicity.notices.digests import draft_digest
from publicity.notices.models import Notice
from publicity.notices.pages import requests_of, tasks_in
from publicity.notices.printing import poster_of
from publicity.notices.queries import predecessor, status, successor
from publicity.notices.states import Phase, Status
from publicity.objections.models import Objection, Outcome
from publicity.objections.pages import unanswered
from publicity.objections.services import file_objection, reply
from tests.publicity.conftest import displayed, published, requested
from tests.village import AT, Village

LATER = AT + timedelta(days=4)


class Clock:
    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


def withdrawn(village: Village, notice: Notice, at: datetime = LATER) -> Notice:
    services.withdraw(notice=notice, reason="金额写错", by=village["委员乙"], at=at)
    return Notice.objects.get(pk=notice.pk)


def again(village: Village, request: PublicationRequest, at: datetime = LATER) -> Notice:
    """Take the next notice of a request from the desk to the board."""
    assert request in requests_of(village["委员甲"], at)
    notice = services.draft_from_request(request=request, by=village["委员甲"], at=at)
    services.submit(notice=notice, by=village["委员甲"], at=at)
    services.review(
        notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=at
    )
    services.publish(notice=notice, by=village["委员乙"], at=at)
    services.post(
        notice=notice,
        place="村务公开栏",
        posted_on=local_date(at),
        photo=uuid4(),
        by=village["委员甲"],
        at=at,
    )
    return Notice.objects.get(pk=notice.pk)


def test_the_request_waits_again_and_the_next_notice_hangs_for_its_full_time(
    village: Village,
) -> None:
    first = displayed(village)
    assert first.ends_on == date(2026, 3, 12)
    request = first.request
    first = withdrawn(village, first)
    request.refresh_from_db()
    assert request.state == RequestState.WAITING
    page = Client().get(f"/gs/{first.number}/").content.decode()
    assert "已撤回" in page
    assert "金额写错" in page
    assert "重新" in page  # another notice is being made
    second = again(village, request)
    assert (second.pk == first.pk, second.number) == (False, "2026-002")
    assert (second.starts_on, second.ends_on) == (date(2026, 3, 6), date(2026, 3, 16))
    assert second.request_id == first.request_id
    assert (predecessor(second), successor(first)) == (first, second)
    page = Client().get(f"/gs/{first.number}/").content.decode()
    assert "已撤回" in page
    assert f'href="/gs/{second.number}/"' in page
    assert f'href="/gs/{first.number}/"' in Client().get(f"/gs/{second.number}/").content.decode()
    assert services.tick(at=AT + timedelta(days=12)) == 0  # the first would have been over
    assert services.tick(at=AT + timedelta(days=15)) == 1
    request.refresh_from_db()
    assert request.state == RequestState.CONCLUDED
    assert Notice.objects.get(pk=first.pk).phase == Phase.WITHDRAWN
    assert list(verify()) == []


def test_withdrawn_twice(village: Village) -> None:
    first = displayed(village)
    first = withdrawn(village, first)
    second = withdrawn(village, again(village, first.request))
    third = again(village, first.request, LATER + timedelta(days=1))
    assert [successor(one) for one in (first, second)] == [third, third]
    assert [predecessor(one) for one in (second, third)] == [first, second]
    assert services.tick(at=AT + timedelta(days=16)) == 1
    assert PublicationRequest.objects.get().state == RequestState.CONCLUDED
    assert list(verify()) == []


def test_withdrawn_before_it_was_posted(village: Village) -> None:
    first = withdrawn(village, published(village))
    second = again(village, first.request)
    assert second.ends_on == date(2026, 3, 16)


def test_an_open_objection_stays_where_it_was_filed_and_holds_the_next_notice(
    village: Village,
) -> None:
    first = displayed(village)
    objection, _code = file_objection(
        notice=first, text="我家人口不对", client_key=uuid4(), row="r1", at=AT
    )
    first = withdrawn(village, first)
    second = again(village, first.request)
    assert Objection.objects.get().notice_id == first.pk
    assert unanswered(village["委员甲"], LATER) == [objection]
    assert status(first, date(2026, 3, 7)) is Status.WITHDRAWN
    assert status(second, date(2026, 3, 7)) is Status.OBJECTION
    over = AT + timedelta(days=15)
    assert services.tick(at=over) == 0
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken, match="NOTICE-6"):
        services.conclude(notice=second, at=over)
    assert Entry.objects.count() == entries
    assert Notice.objects.get(pk=second.pk).phase == Phase.DISPLAYED
    reply(
        objection=objection,
        outcome=Outcome.UPHELD_AMOUNTS,
        text="情况属实,方案退回。",
        by=village["委员甲"],
        at=over,
    )
    assert "情况属实" in Client().get(f"/gs/{second.number}/").content.decode()
    assert services.tick(at=over) == 1
    second.request.refresh_from_db()
    assert second.request.outcome == {"objections": 1, "upheld": 1, "amounts_change": True}


def test_whoever_objected_is_led_on_with_the_old_code(village: Village) -> None:
    first = displayed(village)
    _objection, code = file_objection(notice=first, text="人口不对", client_key=uuid4(), at=AT)
    second = again(village, withdrawn(village, first).request)
    page = Client().post("/objections/", {"code": code}).content.decode()
    assert f'href="/gs/{second.number}/"' in page


def test_an_objection_to_another_request_is_not_counted(village: Village) -> None:
    other = displayed(village, "2")
    file_objection(notice=other, text="人口不对", client_key=uuid4(), at=AT)
    first = displayed(village)
    second = again(village, withdrawn(village, first).request)
    assert status(second, date(2026, 3, 7)) is Status.OPEN
    assert status(other, date(2026, 3, 7)) is Status.OBJECTION


def test_the_paper_names_what_it_replaces_and_the_edition_too(
    village: Village, monkeypatch
) -> None:
    from gongshi.publishing.schema import Audience

    seen = []
    monkeypatch.setattr(
        "publicity.notices.printing.poster_pdf", lambda poster, _size: seen.append(poster) or b""
    )
    first = displayed(village)
    second = again(village, withdrawn(village, first).request)
    poster_of(second, Audience.PAPER, "A4", LATER)
    assert first.number in seen[0].paragraphs[0]
    assert second.editions.get().body["replaces"] == first.number
    assert "replaces" not in first.editions.get().body


def test_one_notice_at_a_time_the_database_says_so_too(village: Village) -> None:
    first = displayed(village)
    assert (
        services.draft_from_request(request=first.request, by=village["委员甲"], at=AT).pk
        == first.pk
    )
    second = again(village, withdrawn(village, first).request)
    same = services.draft_from_request(request=second.request, by=village["委员甲"], at=LATER)
    assert (same.pk, Notice.objects.count()) == (second.pk, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=first.pk).update(phase=Phase.DISPLAYED)


@pytest.mark.parametrize("over", ["concluded", "interrupted"])
def test_what_is_over_is_not_made_again(village: Village, over: str) -> None:
    first = displayed(village)
    if over == "concluded":
        services.tick(at=AT + timedelta(days=11))
    else:
        interrupt(request=first.request, reason="returned", at=AT)
    if Notice.objects.get().phase != Phase.WITHDRAWN:
        withdrawn(village, first, AT + timedelta(days=12))
    request = PublicationRequest.objects.get()
    assert put_back(request=request).state == over
    assert requests_of(village["委员甲"], LATER) == []
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken, match="PUB-3"):
        services.draft_from_request(request=request, by=village["委员甲"], at=LATER)
    assert (Notice.objects.count(), Entry.objects.count()) == (1, entries)
    page = Client().get(f"/gs/{first.number}/").content.decode()
    assert "已撤回" in page
    assert "重新" not in page


def test_a_draft_whose_matter_was_sent_back_waits_for_nobody(village: Village) -> None:
    first = withdrawn(village, displayed(village))
    services.draft_from_request(request=first.request, by=village["委员甲"], at=LATER)
    assert len(tasks_in(village["委员甲"], LATER)) == 1
    interrupt(request=first.request, reason="returned", at=LATER)
    assert tasks_in(village["委员甲"], LATER) == []


def test_the_separations_hold_over_both_notices(village: Village) -> None:
    first = withdrawn(village, displayed(village))
    entries = Entry.objects.count()
    with pytest.raises(RuleBroken, match="I5"):  # who released the first cannot write the second
        services.draft_from_request(request=first.request, by=village["委员乙"], at=LATER)
    assert Entry.objects.count() == entries
    assert Notice.objects.count() == 1
    assert PublicationRequest.objects.get().state == RequestState.WAITING


def test_at_the_desk_whoever_releases_withdraws_with_a_reason(village: Village) -> None:
    notice = displayed(village)
    address = f"/desk/notices/{notice.pk}/withdraw/"

    def browser(who: str) -> Client:
        account, _new = User.objects.get_or_create(username=who, person=village[who])
        client = Client()
        client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
        return client

    entries = Entry.objects.count()
    assert address not in browser("监委甲").get(f"/desk/notices/{notice.pk}/").content.decode()
    assert browser("监委甲").post(address, {"reason": "x"}).status_code == 403
    assert browser("委员乙").post(address, {"reason": " "}).status_code == 302
    assert browser("委员乙").get(address).status_code == 405
    notice.refresh_from_db()
    assert (notice.phase, Entry.objects.count()) == (Phase.DISPLAYED, entries)
    assert address in browser("委员乙").get(f"/desk/notices/{notice.pk}/").content.decode()
    browser("委员乙").post(address, {"reason": "金额写错"})
    notice.refresh_from_db()
    assert notice.phase == Phase.WITHDRAWN
    page = browser("委员乙").get(f"/desk/notices/{notice.pk}/").content.decode()
    assert "金额写错" in page
    assert address not in page
    assert "poster-a4.pdf" not in page  # nobody hangs it again by mistake
    answer = browser("委员乙").get(f"/desk/notices/{notice.pk}/poster-a4.pdf")
    assert answer.status_code == 409
    desk = browser("委员甲").get("/desk/").content.decode()
    assert f"/desk/notices/requests/{notice.request_id}/" in desk
    mine = browser("委员乙").get("/desk/").content.decode()  # I5 keeps them from drafting
    assert f"/desk/notices/requests/{notice.request_id}/" not in mine


@pytest.fixture
def errands(village: Village) -> Iterator[None]:
    from council.procedures.registries import case_kinds
    from gongshi.publishing.registries import publishables
    from tests.council.procedures.errand import Errand, Shown

    case_kinds.register(Errand)
    publishables.register(Shown)
    yield
    case_kinds.unregister(Errand)
    publishables.unregister(Shown)


@pytest.mark.needs("council")
@pytest.mark.usefixtures("errands")
def test_the_case_waits_for_the_next_notice_and_goes_on_with_it(village: Village) -> None:
    from council.procedures.models import Case
    from council.procedures.services import advance, perform
    from tests.council.procedures.errand import opened, step

    case = opened(village)
    perform(step=step(case), by=village["理事长"], at=AT)
    request = PublicationRequest.objects.get()
    first = withdrawn(village, again(village, request, AT))
    advance(case=case, at=LATER)
    assert step(case).key == "show"
    again(village, request)
    services.tick(at=AT + timedelta(days=30))
    advance(case=Case.objects.get(pk=case.pk), at=AT + timedelta(days=30))
    assert step(Case.objects.get(pk=case.pk)).key == "review"
    assert Notice.objects.get(pk=first.pk).phase == Phase.WITHDRAWN


def test_a_withdrawn_announcement_is_made_again(village: Village) -> None:
    request = requested(village)
    PublicationRequest.objects.update(nature="after", days=0)
    request.refresh_from_db()
    first = again(village, request, AT)
    assert PublicationRequest.objects.get().state == RequestState.CONCLUDED
    assert requests_of(village["委员甲"], AT) == []
    first = withdrawn(village, first)
    second = again(village, request)
    assert successor(first) == second
    assert second.announcement
