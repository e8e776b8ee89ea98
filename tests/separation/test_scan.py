"""manage.py check_separation: silent on what the services wrote, and finds each planted violation.

Every plant is raw SQL behind the services' back, with the triggers taken away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from gongshi.matters.models import Act, Matter
from gongshi.matters.scan import Tally, scan
from gongshi.matters.scan.batches import Batch
from gongshi.matters.scan.people import People
from gongshi.matters.scan.registries import Finding, SeparationScan, scans
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from gongshi.record.triggers import install_triggers, remove_triggers
from gongshi.verdict import denied
from tests.separation.plants import PLANTS, decides_for_a_relative, office
from tests.separation.road import Road
from tests.village import Village, staffed_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def road() -> Iterator[Road]:
    """A matter that went its whole way; then nothing guards the tables."""
    road = Road(staffed_village())
    road.walk()
    remove_triggers()
    yield road
    install_triggers()


def rules(found: Iterator[Finding] | None = None) -> set[str]:
    return {finding.why.rule for finding in found or scan()}


def test_what_the_services_wrote_holds(road: Road) -> None:
    tally = Tally()
    assert list(scan(tally)) == []
    assert (tally.matters, tally.acts, tally.findings) == (1, Act.objects.count(), 0)
    assert tally.offices == Appointment.objects.count()


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_it_finds_what_was_planted(road: Road, plant: Callable[[Road], None]) -> None:
    plant(road)
    found = list(scan())
    assert rules(iter(found)) == PLANTS[plant]
    assert all(finding.rows or finding.persons or finding.matter for finding in found)


def test_every_rule_of_every_scan_was_planted() -> None:
    ours = {rule for kind in scans.all() for rule in kind.rules}
    assert ours == set().union(*PLANTS.values())
    assert {
        "I1",
        "I2",
        "I3",
        "I4",
        "I5",
        "I6",
        "I7",
        "I10",
        "I12",
        "I15",
        "I17",
        "I18",
        "I19",
    } <= ours


def test_a_finding_names_rule_matter_persons_and_rows(road: Road) -> None:
    decides_for_a_relative(road)
    [finding] = scan()
    decided = Act.objects.get(person=road.village["理事二"], duty="decide")
    assert finding.matter == str(road.matter.key)
    assert finding.persons == tuple(str(road.village[name].key) for name in ("理事二", "户主"))
    assert finding.rows == (f"gongshi_matters.act {decided.pk}",)


class FewSeats(SeparationScan):
    """As a feature would add it: a council of five to seven (I8), and a vote declared void."""

    key = "test.seats"
    rules = ("I8",)
    void: tuple[int, ...] = ()

    def once(self, people: People) -> Iterator[Finding]:
        seated = {row.person for row in people.held.values() if row.office.startswith("council_")}
        if not 5 <= len(seated) <= 7:
            yield Finding(denied("I8", "A council has 5 to 7 members."), persons=tuple(seated))

    def annulled(self, batch: Batch) -> tuple[int, ...]:
        return self.void


@pytest.fixture
def seats() -> Iterator[type[FewSeats]]:
    scans.register(FewSeats)
    yield FewSeats
    FewSeats.void = ()
    scans.unregister(FewSeats)


def test_a_feature_adds_its_own_rules(road: Road, seats: type[FewSeats]) -> None:
    assert rules() == set()
    road.village.people["理事八"] = Person.objects.create()
    office(road, "理事八", Office.COUNCIL_MEMBER)
    assert rules() == {"I8"}


def test_a_vote_that_was_declared_void_is_no_violation(road: Road, seats: type[FewSeats]) -> None:
    decides_for_a_relative(road)
    assert rules() == {"I3"}
    seats.void = (Act.objects.get(person=road.village["理事二"], duty="decide").pk,)
    assert rules() == set()


def run(*arguments: str) -> tuple[int, list[str]]:
    """Run the command; give its exit code and its lines."""
    out = StringIO()
    try:
        call_command("check_separation", *arguments, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_the_command_ends_with_one_when_there_is_a_finding(road: Road) -> None:
    with override("zh-hans"):
        code, [line] = run()
        assert code == 0
        assert line.startswith(f"已核对1件事项、{Act.objects.count()}次办理、22项任职。")
        assert line.endswith("没有发现问题：岗位分离成立。")
        decides_for_a_relative(road)
        code, lines = run()
    assert code == 1
    assert lines[0].startswith("[I3] 有人参与了本人或近亲属受益的事项。")
    assert str(road.matter.key) in lines[0]
    assert lines[-1].endswith("发现 1 处问题。")


def test_the_command_speaks_to_programs(road: Road) -> None:
    decides_for_a_relative(road)
    code, lines = run("--json")
    finding, tally = map(json.loads, lines)
    assert code == 1
    assert (finding["rule"], finding["matter"]) == ("I3", str(road.matter.key))
    assert len(finding["persons"]) == 2
    assert tally["findings"] == 1


def queries() -> int:
    with CaptureQueriesContext(
        connection,
    ) as context:
        assert list(scan()) == []
    return len(context)


def test_thirty_matters_cost_as_many_queries_as_one() -> None:
    village: Village = staffed_village()
    counts = []
    for size in (1, 3, 30):
        while Matter.objects.count() < size:
            Road(village).walk()
        counts.append(queries())
    assert counts[0] == counts[1] == counts[2] < 30
