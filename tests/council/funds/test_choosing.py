"""A table is offered only to what still takes it: a plan being drafted, a table being entered."""

from __future__ import annotations

from council.funds.kinds.allocation_import import AllocationTable
from council.funds.kinds.lines_import import PlanLines
from council.funds.queries.plans import waiting_step
from council.funds.services.allocations import Entry, create_allocation, record_rows
from council.procedures.services import send_back
from gongshi.admin.duties import Section
from gongshi.admin.import_forms import UploadForm
from gongshi.admin.queries import Entrant, entrant_of
from gongshi.areas.models import Area
from gongshi.offices.kinds.homes import Homes
from gongshi.people.models import User
from tests.council.funds.conftest import AT, Village


def offered(village: Village) -> list[str]:
    """Give the plans a clerk of the village may send lines for."""
    return [words for _key, words in PlanLines().choices("plan", [village.area.pk])]


def test_a_plan_past_its_draft_takes_no_lines_until_it_is_sent_back(village) -> None:
    plan, other = village.plan(title="甲方案"), village.plan(title="乙方案")
    both = [f"{village.area.name} · {title}" for title in ("甲方案", "乙方案")]
    assert sorted(offered(village)) == sorted(both)
    village.propose(plan)
    assert sorted(offered(village)) == sorted(both)  # proposed lines may be sent anew
    village.draft(plan)
    assert offered(village) == both[1:]
    step = waiting_step(plan)
    send_back(step=step, to="draft", reason="再算一遍", by=village.people["clerk"], at=AT)
    assert sorted(offered(village)) == sorted(both)
    assert PlanLines().choices("plan", ["371326999999"]) == []
    assert other.title in "".join(offered(village))


def test_an_allocation_takes_one_table(village) -> None:
    clerk = village.people["county_clerk"]
    facts = {"area": village.county, "year": 2026, "by": clerk, "at": AT}
    made = create_allocation(title="资金", **facts)
    create_allocation(title="另一笔", **facts)
    names = [words for _key, words in AllocationTable().choices("allocation", ["371326"])]
    assert len(names) == 2
    record_rows(allocation=made, rows=[Entry(place="地方镇", amount=100)], by=clerk, at=AT)
    left = [words for _key, words in AllocationTable().choices("allocation", ["371326"])]
    assert left == [f"{village.county.name} · 另一笔"]


def test_where_nothing_waits_the_form_says_so(village) -> None:
    account = User.objects.create(username="clerk", person=village.people["clerk"])
    form = UploadForm(PlanLines, entrant_of(account))
    assert "现在没有等着导入这种表的" in str(form.fields["plan"].help_text)


def test_whoever_enters_for_one_place_need_not_choose_it(village) -> None:
    def initial(area: Area) -> Area | None:
        entrant = Entrant(areas={section: frozenset({area.pk}) for section in Section})
        return UploadForm(Homes, entrant)["area"].initial

    assert initial(village.area) == village.area
    assert initial(village.county) is None
