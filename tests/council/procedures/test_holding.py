"""A case is held up for reasons, and goes on when every one of them is settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from council.procedures.models import Case
from council.procedures.services import perform, refuse, reopen, settle, suspend, tick
from gongshi.desk.queries import tasks_of
from gongshi.matters.models import Act
from gongshi.offices.duties import Office
from gongshi.offices.services import appoint
from gongshi.people.models import User
from gongshi.publishing.models import PublicationRequest
from gongshi.publishing.services import conclude, take_up
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from tests.council.procedures.errand import (
    at_review,
    opened,
    step,
    to_payment,
    untouched,
)
from tests.village import AT, Village, person


def held(case: Case, finding: str, by: str = "clock", **more: str):
    return suspend(case=case, finding=finding, by=by, at=AT, **more)


def clear(village: Village, suspension, who: str = "监委甲", reason: str = "已核实退回") -> None:
    settle(suspension=suspension, reason=reason, by=village[who], at=AT)


def now(case: Case) -> tuple[str, str]:
    case = Case.objects.get(pk=case.pk)
    return case.state, case.matter.stage


def test_it_goes_on_when_every_reason_is_settled(village: Village) -> None:
    case = to_payment(village)
    stood = now(case)
    first, second = held(case, "发现亲属关系"), held(case, "凭证有疑问")
    assert now(case) == ("suspended", "suspended")
    clear(village, first)
    assert now(case) == ("suspended", "suspended")
    clear(village, second, "监委乙")
    assert now(case) == stood
    assert Entry.objects.filter(kind="case.resumed").count() == 1
    assert {act.duty for act in Act.objects.filter(settlement__isnull=False)} == {"review_notice"}
    assert list(verify()) == []


def test_a_finished_case_is_finished_again(village: Village) -> None:
    case = to_payment(village)
    perform(step=step(case), by=village["理事二"], at=AT)
    assert now(case) == ("done", "archived")
    reason = held(case, "发现亲属关系")
    assert now(case) == ("suspended", "suspended")
    clear(village, reason)
    assert now(case) == ("done", "archived")


def test_a_supervisor_settles_by_their_own_duty(village: Village) -> None:
    village.people["督查"] = person("督查")
    appoint(
        person=village["督查"],
        office=Office.SUPERVISOR,
        area=village.township,
        path=1,
        starts_on=date(2026, 1, 1),
        legal_basis="县里决定",
        by=village.granters[0],
        confirmed_by=village.granters[1],
        at=AT,
    )
    case = to_payment(village)
    clear(village, held(case, "发现亲属关系"), "督查")
    assert Act.objects.get(settlement__isnull=False).duty == "supervise"


def test_only_those_who_watch_settle_once_in_writing_never_their_own(village: Village) -> None:
    case = to_payment(village)
    reason = held(case, "发现亲属关系", by=village["监委甲"].key.hex)
    before = untouched(case)
    for who, words, rule in (
        ("监委甲", "已核实", "PROC-10"),
        ("监委乙", " ", "PROC-6"),
        ("理事二", "已核实", "I7"),
        ("主任", "已核实", "I7"),
        ("文书", "已核实", "I7"),
    ):
        with pytest.raises(RuleBroken) as broken:
            clear(village, reason, who, words)
        assert (broken.value.verdict.rule, untouched(case)) == (rule, before)
    other = held(case, "凭证有疑问")
    clear(village, reason, "监委乙")
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        clear(village, reason, "监委乙")
    assert (broken.value.verdict.rule, untouched(case)) == ("PROC-10", before)
    clear(village, other)
    assert now(case)[0] == "open"


def test_a_case_held_up_before_payment_goes_back_where_a_reason_asks(village: Village) -> None:
    case = at_review(village)
    reasons = [held(case, "名单有疑问"), held(case, "票数变了", back_to="draft")]
    with pytest.raises(RuleBroken) as broken:
        reopen(case=case, to="draft", finding="重来", by="clock", at=AT)
    assert broken.value.verdict.rule == "PROC-10"
    for reason in reasons:
        clear(village, reason)
    assert (step(case).key, step(case).round, now(case)) == ("draft", 2, ("open", "open"))


def test_a_publication_that_ended_meanwhile_is_caught_up_with(village: Village) -> None:
    case = opened(village)
    perform(step=step(case), by=village["理事长"], at=AT)
    reason = held(case, "名单有疑问")
    request = PublicationRequest.objects.get()
    conclude(request=take_up(request=request), outcome={"upheld": 0}, at=AT)
    tick(at=AT)
    assert now(case)[0] == "suspended"
    clear(village, reason)
    assert step(case).key == "review"


def test_a_refused_case_is_not_held_up(village: Village) -> None:
    case = at_review(village)
    refuse(step=step(case), reason="资金用途不符", by=village["镇审核"], at=AT)
    before = untouched(case)
    with pytest.raises(RuleBroken) as broken:
        held(case, "又一个问题")
    assert (broken.value.verdict.rule, untouched(case)) == ("PROC-7", before)


def signed_in(village: Village, name: str, monkeypatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=1))
    account, _new = User.objects.get_or_create(username=name, person=village[name])
    browser = Client()
    browser.force_login(account, backend="gongshi.people.backends.PhoneOrName")
    return browser


def test_the_page_says_why_it_is_held_up_and_takes_the_settlement(
    village: Village, monkeypatch
) -> None:
    case = to_payment(village)
    first = held(case, "发现亲属关系", by=village["文书"].key.hex)
    second = held(case, "凭证有疑问")
    address = f"/desk/cases/{case.pk}/"
    watcher, member = (signed_in(village, name, monkeypatch) for name in ("监委甲", "理事二"))
    assert [task.url for task in tasks_of(village["监委甲"], AT)] == [address, address]
    assert address not in [task.url for task in tasks_of(village["理事二"], AT)]
    page = watcher.get(address).content.decode()
    assert "发现亲属关系" in page
    assert "文书" in page
    assert page.count('name="reason"') == 2
    assert 'name="reason"' not in member.get(address).content.decode()
    before = untouched(case)
    assert member.post(f"/desk/cases/held/{first.pk}/settle/", {"reason": "好"}).status_code == 403
    assert watcher.post(f"/desk/cases/held/{first.pk}/settle/", {"reason": ""}).status_code == 409
    assert untouched(case) == before
    for reason in (first, second):
        done = watcher.post(f"/desk/cases/held/{reason.pk}/settle/", {"reason": "款已追回"})
        assert done.status_code == 302
    assert now(case)[0] == "open"
    page = member.get(address).content.decode()
    assert page.count("款已追回") == 2
    assert tasks_of(village["监委甲"], AT) == []


def test_a_stranger_does_not_find_it(village: Village, monkeypatch) -> None:
    reason = held(to_payment(village), "发现亲属关系")
    other = Client()
    assert other.post(f"/desk/cases/held/{reason.pk}/settle/").status_code == 302
    village.appoint("外人", Office.VILLAGE_CLERK, area=_neighbour(village))
    browser = signed_in(village, "外人", monkeypatch)
    assert browser.post(f"/desk/cases/held/{reason.pk}/settle/").status_code == 404


def _neighbour(village: Village):
    from gongshi.areas.models import Area

    return Area.objects.create(
        code="371326106202", name="邻村", level="village", parent=village.township
    )
