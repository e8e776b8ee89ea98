"""Random histories over the services: never a violation, and a normal matter still gets through."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import sampled_from

from council.procedures.registries import case_kinds
from tests.separation import tables
from tests.separation.driver import Driver
from tests.separation.world import Works

#: In the night: worlds × operations.
WORLDS, OPERATIONS = 40, 500
FIRST = int(os.environ.get("GONGSHI_SEED", "0"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def works() -> Iterator[None]:
    case_kinds.register(Works)
    yield
    case_kinds.unregister(Works)


def lived(seed: int, operations: int, most: int = 8) -> tuple[Counter[str], int, int, int]:
    """Live one history and forget it; give what was said, and how many matters were paid."""
    with transaction.atomic():
        driver = Driver(seed, most)
        driver.run(operations)
        paid, matters = driver.paid()
        transaction.set_rollback(True)
    return driver.said, driver.done, paid, matters


def test_two_short_histories() -> None:
    said: Counter[str] = Counter()
    done = paid = matters = 0
    for seed in (1, 2):
        each, count, got, all_ = lived(seed, 200, 3)
        said, done, paid, matters = said + each, done + count, paid + got, matters + all_
    assert done > 200
    assert paid * 10 >= matters, (paid, matters)
    assert len(set(said) & set(tables.PRECEDENCE)) >= 5, said


def test_a_seed_is_one_history() -> None:
    assert lived(3, 40, 3) == lived(3, 40, 3)


@pytest.mark.nightly
def test_twenty_thousand_operations(capsys: pytest.CaptureFixture[str]) -> None:
    said: Counter[str] = Counter()
    done = paid = matters = 0
    for seed in range(FIRST, FIRST + WORLDS):
        each, count, got, all_ = lived(seed, OPERATIONS)
        said, done, paid, matters = said + each, done + count, paid + got, matters + all_
    with capsys.disabled():
        print(f"\n{WORLDS * OPERATIONS} operations, {done} asked, {paid}/{matters} paid, {said}")  # noqa: T201 -- the figures of the night
    assert paid * 10 >= matters, (paid, matters)
    assert {code: said[code] for code in tables.PRECEDENCE if said[code] < 20} == {}


OPERATIONS_BY_NAME = [name for name, _weight in Driver.WEIGHTS]


class Life(RuleBasedStateMachine):
    """The same operations, chosen by Hypothesis, which shrinks what goes wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.driver = Driver(3)

    @rule(name=sampled_from(OPERATIONS_BY_NAME))
    def something_happens(self, name: str) -> None:
        getattr(self.driver, name)()

    @rule()
    def somebody_does_what_waits(self) -> None:
        self.driver.step()

    @invariant()
    def the_history_holds(self) -> None:
        self.driver.judge()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("examples", "steps"), [(3, 30), pytest.param(60, 60, marks=pytest.mark.nightly)]
)
def test_a_life_that_hypothesis_chooses(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
