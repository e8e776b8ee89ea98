"""One period that cannot be concluded keeps no other waiting, and the operator sees which."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from gongshi.publishing.models import PublicationRequest
from gongshi.record.models import Entry
from gongshi.record.verify import verify
from gongshi.verdict import ALLOWED, Verdict, denied
from publicity.notices.models import Conclusion, Notice
from publicity.notices.registries import NoticeCheck, notice_checks
from publicity.notices.services import tick
from publicity.notices.services.display import NotConcluded
from publicity.notices.states import Phase
from publicity.objections.services import file_objection
from tests.publicity.conftest import displayed
from tests.village import AT, Village

OVER = AT + timedelta(days=11)


class Trouble(NoticeCheck):
    """Refuses or breaks for the notices named in ``where``, by their number."""

    key = "objections.trouble"  # of a plugin that is always on
    where: dict[str, str] = {}

    def before_conclude(self, notice: Notice) -> Verdict:
        return self._judge(notice, "refuses", "breaks late")

    def outcome(self, notice: Notice) -> dict[str, object]:
        if self.where.get(notice.number or "") == "outcome breaks":
            raise KeyError("outcome")
        return {}

    def counts(self, notice: Notice) -> tuple[int, int]:
        if self.where.get(notice.number or "") == "count breaks":
            raise ValueError("count")
        return (0, 0)

    def _judge(self, notice: Notice, refuses: str, breaks: str) -> Verdict:
        found = self.where.get(notice.number or "")
        if found == breaks:
            raise RuntimeError("late")
        return denied("TEST-1", "not yet") if found == refuses else ALLOWED


@pytest.fixture
def trouble(village: Village) -> Iterator[dict[str, str]]:
    Trouble.__module__ = "publicity.objections.kinds"  # owned by an app that is on everywhere
    notice_checks.register(Trouble)
    Trouble.where = {}
    yield Trouble.where
    notice_checks.unregister(Trouble)


@pytest.mark.parametrize("how", ["refuses", "breaks late", "outcome breaks", "count breaks"])
def test_the_rest_go_on_and_nothing_of_the_stuck_one_is_written(
    village: Village, trouble: dict[str, str], how: str
) -> None:
    first, second, third = (displayed(village, str(n)) for n in (1, 2, 3))
    trouble[first.number or ""] = how
    with pytest.raises(NotConcluded) as stuck:
        tick(at=OVER)
    assert "2 concluded, 1 not" in str(stuck.value)
    assert first.number in str(stuck.value)
    assert second.number not in str(stuck.value)
    phases = dict(Notice.objects.values_list("pk", "phase"))
    assert phases == {
        first.pk: Phase.DISPLAYED,
        second.pk: Phase.CONCLUDED,
        third.pk: Phase.CONCLUDED,
    }
    assert not Conclusion.objects.filter(notice=first).exists()
    assert PublicationRequest.objects.get(pk=first.request_id).state == "taken"
    entries = Entry.objects.count()
    with pytest.raises(NotConcluded):
        tick(at=OVER)
    assert Entry.objects.count() == entries
    trouble.clear()
    assert tick(at=OVER) == 1
    assert tick(at=OVER) == 0
    assert list(verify()) == []


def test_an_open_objection_is_no_failure(village: Village, trouble: dict[str, str]) -> None:
    first, _second = displayed(village, "1"), displayed(village, "2")
    file_objection(notice=first, text="人口不对", client_key=uuid4(), at=AT)
    assert tick(at=OVER) == 1
    assert tick(at=OVER) == 0


def test_whoever_runs_the_clock_sees_it_and_the_command_ends_with_1(
    village: Village, trouble: dict[str, str], monkeypatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    first, second = displayed(village, "1"), displayed(village, "2")
    trouble[first.number or ""] = "refuses"
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("tick", "--json", stdout=out)
    assert ended.value.code == 1
    said = json.loads(out.getvalue())["notices.conclude"]
    assert first.number in said
    assert "TEST-1" in said
    assert Notice.objects.get(pk=second.pk).phase == Phase.CONCLUDED
    trouble.clear()
    out = StringIO()
    call_command("tick", "--json", stdout=out)
    assert json.loads(out.getvalue())["notices.conclude"] == 1
