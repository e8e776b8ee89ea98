"""Each guard of an act is taken away, one at a time: the oracle notices (SOD-3).

A guard is a function of the rules, or one of the facts it looks at, which is blanked. Two are held
by something else as well, so the driver takes both away: the assertion behind ``holds_office``
and the database's trigger behind ``carrier_is_not_user``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from django.db import transaction

from council.procedures.registries import case_kinds
from gongshi.matters import rules, services
from gongshi.matters.rules import Facts, may_act
from gongshi.offices.duties import Duty
from gongshi.offices.models import Appointment
from gongshi.record.triggers import install_triggers, remove_triggers
from gongshi.verdict import ALLOWED, Verdict
from tests.separation import ledger, tables
from tests.separation.driver import Disagreement, Driver
from tests.separation.oracle import breaks, first
from tests.separation.test_matrix import LAST, bare, before
from tests.separation.world import Works
from tests.village import AT

GUARDS = (
    "is_known", "holds_office", "keeps_order", "carrier_is_not_user", "beneficiary_stays_out",
    "interest_stays_out", "kin_does_not_inspect", "four_eyes",
)  # fmt: skip
NOBODY: frozenset[str] = frozenset()
#: What a fact looks like to a guard that no longer sees it.
BLANKS: dict[str, Callable[[Facts], Facts]] = {
    "executing": lambda f: replace(f, executing=NOBODY),
    "near": lambda f: replace(f, near=f.person),
    "users": lambda f: replace(f, users=NOBODY),
    "inspecting": lambda f: replace(f, inspecting=NOBODY),
    "beneficiaries": lambda f: replace(f, beneficiaries=NOBODY),
    "own": lambda f: replace(f, own=frozenset()),
    "interest": lambda f: replace(f, interest=""),
    "stages": lambda f: replace(f, stages=None),
    "active": lambda f: replace(f, active=True),
}
SEEDS, OPERATIONS = 100, 400


def allow(_facts: Facts) -> Verdict:
    return ALLOWED


def situations() -> Iterator[tuple[Facts, str]]:
    """Give facts with the reason the oracle finds in the same situation, told in its own words."""
    for duty in tables.DUTIES:
        for own, relatives in product(
            [(), *((d,) for d in tables.DUTIES)], [(), ("execute",), ("inspect",)]
        ):
            yield before(own, relatives, duty)
        yield from corners(duty)


def corners(duty: str) -> Iterator[tuple[Facts, str]]:
    """Body, gain, interest, office, account and order: one at a time."""
    role = tables.HOLDERS[duty][0]
    held = ledger.Appointment(1, "me", role, "v", AT.date(), granted=AT)
    h = ledger.History(
        places={"v": ledger.Place("v", "village")},
        kin={frozenset({"me", "kin"})},
        appointments={1: held},
        homes=[ledger.Spell("kin", "home", AT.date())],
        bodies={"firm": ledger.Body("firm", "contractor", "v")},
        ties=[ledger.Spell("me", "firm", AT.date(), role="shareholder")],
    )
    m = ledger.Matter("m", "v", AT, stage="open")
    gains = [ledger.Version(1, frozenset({"home"}), 0)]
    act = ledger.Act(LAST, "me", duty, AT, "open")
    me = frozenset({"me"})
    plain = bare(duty)
    for facts, history, matter, attempt in (
        (plain, h, m, act),
        (replace(plain, executing=me, users=me), h, replace(m, body="firm"), act),
        (replace(plain, beneficiaries=frozenset({"kin"})), h, replace(m, versions=gains), act),
        (replace(plain, interest="x"), h, replace(m, interests=[("me", 0)]), act),
        (replace(plain, holds_office=False), replace(h, appointments={}), m, act),
        (replace(plain, active=False), h, m, replace(act, account=("me", False))),
        (replace(plain, stages=NOBODY), h, replace(m, order={duty: NOBODY}), act),
    ):
        yield facts, first(breaks(history, matter, attempt))


def told(see: Callable[[Facts], Facts] = lambda facts: facts) -> list[tuple[Facts, str, str]]:
    """Give every situation in which product and oracle differ."""
    return [
        (facts, said, judged)
        for facts, judged in situations()
        if (said := may_act(see(facts)).rule) != judged
    ]


def test_with_every_guard_in_place_nothing_differs() -> None:
    assert told() == []


@pytest.mark.parametrize("guard", GUARDS)
def test_the_oracle_misses_each_guard(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, guard, allow)
    assert told()


@pytest.mark.parametrize("fact", BLANKS)
def test_the_oracle_misses_each_fact(fact: str) -> None:
    assert told(BLANKS[fact])


# --- The same through the services, in random histories -------------------------------------------


@pytest.fixture
def works() -> Iterator[None]:
    case_kinds.register(Works)
    yield
    case_kinds.unregister(Works)
    install_triggers()


def detected(seeds: int = SEEDS) -> int:
    """Give the number of histories it took until something was wrong, or 0."""
    for seed in range(1, seeds + 1):
        with transaction.atomic():
            try:
                Driver(seed).run(OPERATIONS)
            except Disagreement:
                return seed
            finally:
                transaction.set_rollback(True)
    return 0


def any_office(person, duty, matter, at, **more):
    """Give whatever office somebody has, whether it may do this or not."""
    facts, appointment = FACTS_OF(person, duty, matter, at, **more)
    return facts, appointment or Appointment.objects.first()


FACTS_OF = services.facts_of


@pytest.mark.nightly
@pytest.mark.django_db
@pytest.mark.usefixtures("works")
@pytest.mark.parametrize("guard", GUARDS)
def test_a_life_without_a_guard_goes_wrong(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, guard, allow)
    remove_triggers()  # declared pair: the database keeps the two sides apart as well
    if guard == "holds_office":  # declared pairs: the assertion, and the lock behind it
        monkeypatch.setattr(services, "facts_of", any_office)
        monkeypatch.setattr(services, "still_held", lambda _office, _at: True)
    assert detected()


@pytest.mark.nightly
@pytest.mark.django_db
@pytest.mark.usefixtures("works")
@pytest.mark.parametrize("fact", BLANKS)
def test_a_life_without_a_fact_goes_wrong(fact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    remove_triggers()
    monkeypatch.setattr(services, "may_act", lambda facts: may_act(BLANKS[fact](facts)))
    assert detected()


def test_every_guard_of_an_act_is_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for guard in GUARDS:
        monkeypatch.setattr(rules, guard, lambda _f, guard=guard: asked.append(guard) or ALLOWED)
    assert may_act(bare(Duty.DECIDE.value))
    assert set(asked) == set(GUARDS)
    assert may_act(replace(bare(Duty.DECIDE.value), active=False, holds_office=False))
