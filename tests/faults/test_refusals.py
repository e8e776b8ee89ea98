"""Bad input is refused with its rule and its reason, and not one row of the database changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page

from council.deliberation.models import Vote, VoteEvent, VoteResult
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import Method, Option
from council.funds.models import DistributionPlan, Payment
from council.funds.queries.plans import current_version, lines_of, waiting_step
from council.funds.rules.lines import GROUP, Line
from council.funds.services.payments import make_payment_list, pay_line
from council.funds.services.plans import propose_lines
from gongshi.clock import local_date
from gongshi.people.models import User
from gongshi.verdict import RuleBroken
from publicity.notices.digests import draft_digest
from publicity.notices.models import AreaPage, Notice
from publicity.notices.services import draft_from_request, publish, review, submit
from tests.council.deliberation.room import COUNCIL
from tests.faults.acts import register, treasury_of, unregister
from tests.faults.digest import whole_database
from tests.faults.votes import open_vote_on_case, put
from tests.publicity.conftest import requested
from tests.village import AT, Village, staffed_village

NOW = AT + timedelta(minutes=5)


@pytest.fixture
def village(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    ContentType.objects.clear_cache()
    register()
    yield staffed_village()
    unregister()


def signed_in(village: Village, name: str) -> Client:
    account, _new = User.objects.get_or_create(username=name, person=village[name])
    client = Client()
    client.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return client


def refused_page(client: Client, rule: str, address: str, form: dict[str, object]) -> None:
    """The page names the rule, and the database is what it was."""
    before = whole_database()
    page = client.post(address, form)
    changed = {name for name, value in whole_database().items() if value != before[name]}
    assert changed == set()
    assert page.status_code in {403, 409}, page.status_code
    assert rule in page.content.decode()


def refused(rule: str, act: Callable[[], object]) -> None:
    """The service names the rule, and the database is what it was."""
    before = whole_database()
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.verdict.rule == rule
    assert broken.value.verdict.text()
    assert whole_database() == before


# Votes


@pytest.fixture
def event(village: Village) -> VoteEvent:
    return open_vote_on_case(village, Method.OWN_PHONE)


def ballot(option: str = "yes") -> dict[str, object]:
    return {"option": option, "confirmed": "1", "client_key": str(uuid4())}


def vote(village: Village, event: VoteEvent, name: str, option: str = "yes") -> Vote:
    return cast_vote(
        event=event, option=Option(option), by=village[name], at=NOW, client_key=uuid4()
    )


@pytest.mark.parametrize("name", ["监委甲", "主任"])
def test_a_vote_by_someone_not_entitled(village: Village, event: VoteEvent, name: str) -> None:
    refused("VOTE-NOT-ENTITLED", lambda: vote(village, event, name))
    client, address = signed_in(village, name), f"/desk/meetings/vote/{event.pk}/own/"
    before = whole_database()
    assert client.post(address, ballot()).status_code in {403, 404, 409}
    assert whole_database() == before


def test_a_vote_twice_with_another_value(village: Village, event: VoteEvent) -> None:
    client, address = signed_in(village, "理事二"), f"/desk/meetings/vote/{event.pk}/own/"
    form = ballot("yes")
    assert client.post(address, form).status_code == 302
    refused_page(client, "DOUBLE-VOTE", address, ballot("no"))
    refused_page(client, "DOUBLE-VOTE", address, form | {"option": "no"})
    before = whole_database()
    assert client.post(address, form).status_code == 302  # the same form again: the same answer
    assert whole_database() == before
    assert Vote.objects.get().option == "yes"


def test_a_vote_that_comes_late(village: Village, event: VoteEvent) -> None:
    for name in COUNCIL[:6]:
        vote(village, event, name)
    close_vote(event=event, by=village["理事长"], at=NOW)
    client, address = signed_in(village, "理事七"), f"/desk/meetings/vote/{event.pk}/own/"
    refused_page(client, "MOTION-CLOSED", address, ballot("no"))


def test_a_vote_below_quorum_decides_nothing(village: Village, event: VoteEvent) -> None:
    """Too few votes are counted and kept, but the case stays where it is."""
    for name in COUNCIL[:3]:
        vote(village, event, name)
    result = close_vote(event=event, by=village["理事长"], at=NOW)
    assert (result.quorate, result.adopted) == (False, False)
    step = event.motion.step
    step.refresh_from_db()
    assert step.state == "active"
    assert VoteResult.objects.count() == 1


def test_a_vote_cannot_open_below_quorum(village: Village) -> None:
    motion = put(village, COUNCIL[:3])
    form = {"method": Method.OWN_PHONE.value}
    address = f"/desk/meetings/motion/{motion.pk}/open/"
    refused_page(signed_in(village, "理事长"), "NO-QUORUM", address, form)


# Publication


def reviewed(village: Village, **values: object) -> Notice:
    above = Page.objects.get(depth=1)
    for area in (village.county, village.township, village.area):
        above = above.add_child(instance=AreaPage(title=area.name, slug=area.code, area=area))
    notice = draft_from_request(request=requested(village), by=village["委员甲"], at=AT)
    early = {name: value for name, value in values.items() if name == "days"}
    for name, value in early.items():
        setattr(notice, name, value)
    notice.save()
    notice.save_revision(log_action=False)
    submit(notice=notice, by=village["委员甲"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["监委甲"], at=AT)
    return notice


def test_a_publication_shorter_than_the_floor(village: Village) -> None:
    notice = reviewed(village, days=4)
    refused_page(signed_in(village, "委员乙"), "NOTICE-2", f"/desk/notices/{notice.pk}/", {})
    refused("NOTICE-2", lambda: publish(notice=notice, by=village["委员乙"], at=NOW))
    assert not Notice.objects.get(pk=notice.pk).live


def test_a_publication_without_a_hotline(village: Village) -> None:
    notice = reviewed(village)
    notice.hotlines = " ； "
    notice.save()
    notice.save_revision(log_action=False)
    refused_page(signed_in(village, "委员乙"), "NOTICE-1", f"/desk/notices/{notice.pk}/", {})
    refused("NOTICE-1", lambda: publish(notice=notice, by=village["委员乙"], at=NOW))
    assert not Notice.objects.get(pk=notice.pk).live


# Payments


@pytest.fixture
def plan(village: Village) -> DistributionPlan:
    treasury = treasury_of(village)
    made = treasury.plan()
    lines = [Line(GROUP, "甲组", amount=40_000), Line(GROUP, "乙组", amount=60_000)]
    clerk = village["文书"]
    propose_lines(plan=made, formula="funds.by_hand", lines=lines, by=clerk, at=AT)
    treasury.draft(made)
    treasury.until(made, "payment_list")
    return made


def paying(village: Village, plan: DistributionPlan, amount: int) -> Callable[[], Payment]:
    line = lines_of(current_version(plan))[0]
    return lambda: pay_line(
        line=line,
        amount=amount,
        voucher="记-1",
        paid_on=local_date(NOW),
        client_key=uuid4(),
        by=village["会计"],
        at=NOW,
    )


def test_a_payment_before_its_stage(village: Village, plan: DistributionPlan) -> None:
    assert waiting_step(plan).key == "payment_list"
    refused("FUND-8", paying(village, plan, 40_000))


@pytest.mark.parametrize("amount", ["400.01", "600.00"])
def test_a_payment_above_its_line(village: Village, plan: DistributionPlan, amount: str) -> None:
    make_payment_list(plan=plan, by=village["委员甲"], at=AT)
    line = lines_of(current_version(plan))[0]
    form = {
        "line": line.pk,
        "client_key": str(uuid4()),
        "amount": amount,
        "voucher": "记-1",
        "paid_on": local_date(NOW).isoformat(),
    }
    address = f"/desk/funds/{plan.pk}/payments/"
    refused_page(signed_in(village, "会计"), "FUND-9", address, form)
    paying(village, plan, 40_000)()
    refused("FUND-9", paying(village, plan, 1))
