"""Every kind of subject, duty, state and relation: the product and the oracle say the same (SOD-1).

Decision and reason. The facts are read from rows once for each subject, relation and duty; the
pure core is then asked in every state. A sample goes through ``may()`` as it stands.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations, product

import pytest

from gongshi.matters.models import Matter, MatterArea
from gongshi.matters.queries import facts_of
from gongshi.matters.rules import Facts, may_act
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.people.models import Organisation, OrganisationTie, Person
from tests.separation import ledger, tables
from tests.separation.ground import RELATIONS, SUBJECTS, Ground, kin
from tests.separation.mirror import STEP, Mirror
from tests.separation.oracle import breaks, first
from tests.village import AT

STATES = (*tables.STATES, *tables.CLOSED, *tables.ASIDE)
#: How many cells there are, and why; a new number stands below the old ones with its reason.
RECORDED = (
    (27_000, "15 kinds of subjects × 20 duties × 10 states × 9 relations, as designed"),
    (42_840, "with the council's chair and the accountant, and four states outside the order"),
)
SAMPLE = 400
LAST = 10**9 * STEP

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return Ground()


def attempt(person: Person, duty: str, stage: str, **more: object) -> ledger.Act:
    return ledger.Act(LAST, str(person.key), duty, AT, stage, **more)  # type: ignore[arg-type]


def account_of(subject: str, person: Person) -> tuple[str, bool]:
    """Whose account is used, and whether it is open."""
    return ("" if subject == "anonymous" else str(person.key), subject != "inactive")


def judged_in_every_state(
    ground: Ground, corners: list[tuple[tuple[str, str], str]]
) -> list[tuple[str, str, str, str, str, str]]:
    """Give each cell of some corners with the reason of the product and of the oracle."""
    mirror = Mirror()
    h, m = mirror.sync(), mirror.of(ground.matter)
    found = []
    for (subject, relation), duty in corners:
        person, _account = ground.people[subject, relation]
        used, active = account_of(subject, person), subject not in ("anonymous", "inactive")
        facts, _office = facts_of(person, Duty(duty), ground.matter, AT, active=active)
        for state in STATES:
            said = may_act(replace(facts, stage=state)).rule
            judged = first(breaks(h, m, attempt(person, duty, state, account=used)))
            found.append((subject, relation, duty, state, said, judged))
    return found


def test_the_matrix_has_as_many_cells_as_recorded() -> None:
    cells = len(SUBJECTS) * len(RELATIONS) * len(tables.DUTIES) * len(STATES)
    assert cells == RECORDED[-1][0], "say why under RECORDED"


@pytest.mark.parametrize(
    "share", [pytest.param(1, marks=pytest.mark.nightly, id="whole"), pytest.param(4, id="quarter")]
)
def test_the_pure_core_agrees_with_the_oracle_in_every_cell(ground: Ground, share: int) -> None:
    ground.everyone()
    corners = list(product(ground.people, tables.DUTIES))
    part = random.Random(share).sample(corners, len(corners) // share)
    found = judged_in_every_state(ground, part)
    assert [cell for cell in found if cell[-1] != cell[-2]] == []
    assert len(found) == RECORDED[-1][0] // share
    codes = Counter(cell[-1] for cell in found)
    assert set(codes) == {"", *tables.PRECEDENCE}
    assert codes[""] > len(found) // 50, "a matrix that allows nothing shows nothing"


def test_may_agrees_through_the_database(ground: Ground) -> None:
    ground.everyone()
    mirror = Mirror()
    h, m = mirror.sync(), mirror.of(ground.matter)
    chance = random.Random(1)
    every = list(product(ground.people, tables.DUTIES, STATES))
    wrong = []
    for who, duty, state in chance.sample(every, SAMPLE):
        person, account = ground.people[who]
        Matter.objects.filter(pk=ground.matter.pk).update(stage=state)
        matter = Matter.objects.get(pk=ground.matter.pk)
        said = may(person, Duty(duty), matter, AT, account=account).rule
        used = account_of(who[0], person)
        judged = first(breaks(h, m, attempt(person, duty, state, account=used)))
        if said != judged:
            wrong.append((who, duty, state, said, judged))
    assert wrong == []


# --- What one person did before ------------------------------------------------------------------


def bare(duty: str) -> Facts:
    """Give the facts of somebody in office, on an open matter on which nobody did anything."""
    return Facts(
        duty=Duty(duty),
        near=frozenset({"me", "kin"}),
        own=frozenset(),
        person=frozenset({"me"}),
        executing=frozenset(),
        users=frozenset(),
        inspecting=frozenset(),
        beneficiaries=frozenset(),
        stage="open",
        stages=None,
        holds_office=True,
    )


def before(own: tuple[str, ...], relatives: tuple[str, ...], duty: str) -> tuple[Facts, str]:
    """Give the facts, and the oracle's reason, after earlier acts of oneself and of a relative."""
    h = ledger.History(kin={frozenset({"me", "kin"})})
    m = ledger.Matter("m", "v", AT)
    for seq, (who, done) in enumerate(
        [*(("me", d) for d in own), *(("kin", d) for d in relatives)]
    ):
        m.acts.append(ledger.Act(seq, who, done, AT, "open"))
    doing = ledger.Act(LAST, "me", duty, AT, "open")
    users = {who for who, acts in (("me", own), ("kin", relatives)) if tables.U & set(acts)}
    inspecting = {
        who for who, acts in (("me", own), ("kin", relatives)) if tables.NOT_FOR_KIN & set(acts)
    }
    facts = replace(
        bare(duty),
        own=frozenset(map(Duty, own)),
        users=frozenset(users),
        inspecting=frozenset(inspecting),
    )
    return facts, first(breaks(h, m, doing) - {"I7"})


def test_every_two_earlier_duties_close_the_same_third() -> None:
    duties = tables.DUTIES
    pasts = [(), *((one,) for one in duties), *combinations(duties, 2)]
    wrong = []
    for own, duty in product(pasts, duties):
        for relatives in ((), ("execute",), ("inspect",), ("pay", "supervise")):
            facts, judged = before(own, relatives, duty)
            if may_act(facts).rule != judged:
                wrong.append((own, relatives, duty, judged))
    assert len(pasts) * len(duties) * 4 == 16_880
    assert wrong == []


@pytest.mark.parametrize("state", [*tables.STATES, *tables.CLOSED, *tables.ASIDE])
def test_a_duty_without_states_of_its_own_ends_with_the_matter(state: str) -> None:
    sides = {duty: tables.side_of(duty) for duty in tables.DUTIES}
    m = ledger.Matter("m", "v", AT)
    for duty, side in sides.items():
        doing = ledger.Act(LAST, "me", duty, AT, state)
        judged = first(breaks(ledger.History(), m, doing) - {"I7"})
        assert may_act(replace(bare(duty), stage=state)).rule == judged
        assert judged == ("I12" if state in tables.CLOSED and side in tables.LASTING else "")


# --- Bodies and scopes ---------------------------------------------------------------------------

ROLES_WITH_A_DUTY = {role for roles in tables.HOLDERS.values() for role in roles}
DAY = timedelta(days=1)
#: When somebody belonged to the body that carries the matter out: from, to, revoked.
SPELLS = {
    "throughout": (date(2026, 1, 1), None, None),
    "left the day before the opening": (date(2026, 1, 1), AT.date(), None),
    "left on the last day": (date(2026, 1, 1), AT.date() + DAY, None),
    "revoked before the opening": (date(2026, 1, 1), None, AT - DAY),
    "revoked as it opened": (date(2026, 1, 1), None, AT),
    "revoked after the opening": (date(2026, 1, 1), None, AT + 2 * DAY),
    "joined in between": (AT.date() + 3 * DAY, None, None),
    "joins tomorrow": (AT.date() + 6 * DAY, None, None),
    "revoked before it began": (AT.date() + 3 * DAY, None, AT + 2 * DAY),
}


def same_in_every_duty(matter: Matter, people: list[Person], at: datetime = AT) -> Counter[str]:
    """Compare both in every duty at a moment, without an order; give how often each was said."""
    mirror = Mirror()
    h, m = mirror.sync(), replace(mirror.of(matter), order={})
    codes: Counter[str] = Counter()
    for person, duty in product(people, tables.DUTIES):
        facts, _office = facts_of(person, Duty(duty), matter, at)
        said = may_act(replace(facts, stages=None)).rule
        act = ledger.Act(LAST, str(person.key), duty, at, "open")
        judged = first(breaks(h, m, act))
        assert said == judged, (duty, said, judged)
        codes[said] += 1
    return codes


@pytest.mark.parametrize("spell", SPELLS)
@pytest.mark.parametrize("kind", ["committee", "contractor"])
def test_both_know_who_belonged_to_the_executing_body(
    ground: Ground, kind: str, spell: str
) -> None:
    since, until, revoked = SPELLS[spell]
    member = Person.objects.create()
    body = Organisation.objects.create(area=ground.village, name="另一家", kind=kind)
    if kind == "committee":
        office = ground.appoint(member, "party_branch_member", starts_on=since, ends_on=until)
        assert office is not None
        if revoked:
            ground.revoke(office, revoked)
    else:
        OrganisationTie.objects.create(
            organisation=body,
            person=member,
            role="shareholder",
            starts_on=since,
            ends_on=until,
        )
    people = [member]
    for role in ("council_member", "township_reviewer", "supervisor"):
        people.append(Person.objects.create())
        kin(member, people[-1])
        ground.appoint(people[-1], role)
    ground.appoint(member, "council_member")
    belonged = {"I2", "I4"} & set(same_in_every_duty(ground.open(body), people, AT + 5 * DAY))
    outside = {"left the day before the opening", "joins tomorrow"}
    if kind == "committee":  # a tie to a firm ends on a day, it is never revoked
        outside |= {name for name in SPELLS if name.startswith("revoked")} - {
            "revoked after the opening"
        }
    assert belonged == (set() if spell in outside else {"I2", "I4"})


@pytest.mark.parametrize("place", ["county", "township", "other_township"])
def test_both_know_how_far_an_office_reaches(ground: Ground, place: str) -> None:
    people = []
    for role in SUBJECTS:
        if role in ROLES_WITH_A_DUTY and role not in tables.VILLAGE_ROLES:
            people.append(Person.objects.create())
            ground.appoint(people[-1], role, place)
    codes = same_in_every_duty(ground.matter, people)
    reached = {"county": 6, "township": 11, "other_township": 0}
    assert len(people) * len(tables.DUTIES) - codes["I7"] == reached[place]


def test_a_matter_that_two_villages_share_counts_as_both(ground: Ground) -> None:
    far = [Person.objects.create() for _ in range(2)]
    ground.appoint(far[0], "council_member", "other_village")
    ground.appoint(far[1], "township_reviewer", "other_township")
    matter = ground.open()
    assert set(same_in_every_duty(matter, far)) == {"I7"}
    MatterArea.objects.create(matter=matter, area=ground.places["other_village"])
    assert "" in set(same_in_every_duty(matter, far))
