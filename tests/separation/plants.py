"""Violations planted by raw SQL, behind the back of every service, with no trigger in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

from gongshi.matters.models import Matter
from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Person
from tests.separation.road import Road
from tests.separation.tables import VILLAGE_ROLES
from tests.village import AT


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(table: str, **values: object) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    sql(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', *values.values())


def moment(at: datetime = AT) -> object:
    return connection.ops.adapt_datetimefield_value(at)


def office(road: Road, name: str, office: Office, **more: object) -> None:
    """Plant an appointment."""
    place = road.village.area if office.value in VILLAGE_ROLES else road.village.township
    row = {
        "person_id": road.village[name].key.hex,
        "office": office.value,
        "area_id": place.code,
        "category": "",
        "starts_on": "2026-01-01",
        "legal_basis": "x",
        "requester_id": road.village.granters[0].key.hex,
        "confirmer_id": road.village.granters[1].key.hex,
        "granted_at": moment(),
    }
    insert("gongshi_offices_appointment", **(row | more))


def act(road: Road, name: str, duty: str, side: str, **more: object) -> None:
    """Plant an act, in the person's last appointment."""
    held = Appointment.objects.filter(person=road.village[name]).order_by("pk").last()
    assert held is not None
    row = {
        "matter_id": road.matter.pk,
        "person_id": road.village[name].key.hex,
        "appointment_id": held.pk,
        "office": held.office,
        "duty": duty,
        "side": side,
        "stage": "approved",
        "at": moment(),
        "name": "",
    }
    insert("gongshi_matters_act", **(row | more))


def kin(one: Person, other: Person) -> None:
    first, second = sorted([one.key.hex, other.key.hex])
    insert("gongshi_people_kinship", one_id=first, other_id=second, relation="sibling")


def two_accounts(road: Road) -> None:
    keep, double = (Person.objects.create() for _ in range(2))
    for name, person in (("one", keep), ("two", double)):
        row = {"username": name, "person_id": person.key.hex, "password": "", "is_active": True}
        flags = dict.fromkeys(["is_superuser", "is_staff", "must_choose_password"], False)
        texts = {"phone_hash": "", "slip_hash": "", "date_joined": moment()}
        insert("gongshi_people_user", **row, **flags, **texts)
    sql(
        "UPDATE gongshi_people_person SET same_as_id = %s WHERE key = %s",
        keep.key.hex,
        double.key.hex,
    )


def another_actor(road: Road) -> None:
    sql(
        "UPDATE gongshi_record_entry SET actor = %s WHERE actor = %s",
        road.village["委员乙"].key.hex,
        road.village["委员甲"].key.hex,
    )


def carries_out_what_he_decided(road: Road) -> None:
    office(road, "理事二", Office.COMMITTEE_MEMBER, starts_on="2026-03-03")
    act(road, "理事二", "execute", "U", at=moment(AT + timedelta(days=1)))


def belongs_to_the_body(road: Road) -> None:
    office(road, "理事二", Office.PARTY_BRANCH_MEMBER)


def loses_the_side(road: Road) -> None:
    sql(
        "DELETE FROM gongshi_matters_matterside WHERE person_id = %s",
        road.village["理事二"].key.hex,
    )


def decides_for_a_relative(road: Road) -> None:
    kin(road.village["理事二"], road.village["户主"])


def gains_and_decides(road: Road) -> None:
    home = road.village.household("77", "理事二")
    row = {"matter_id": road.matter.pk, "version": 1, "household_id": home.pk}
    insert("gongshi_matters_beneficiary", **row)


def inspects_a_relative(road: Road) -> None:
    kin(road.village["理事五"], road.village["委员甲"])


def drafts_and_releases(road: Road) -> None:
    act(road, "镇发布甲", "draft_notice", "N")
    act(road, "镇发布甲", "publish", "N")


def supervises_and_reviews(road: Road) -> None:
    row = {"matter_id": road.matter.pk, "person_id": road.village["镇文书"].key.hex, "side": "S"}
    insert("gongshi_matters_matterside", **row)
    act(road, "镇文书", "record", "R")
    change = "UPDATE gongshi_offices_appointment SET office = 'supervisor', path = 1 "
    sql(f"{change} WHERE person_id = %s", road.village["镇文书"].key.hex)
    act(road, "镇文书", "supervise", "S")


def one_granter(road: Road) -> None:
    office(road, "委员乙", Office.PARTY_BRANCH_MEMBER, requester_id=None)


def no_granter(road: Road) -> None:
    key = road.village["主任"].key.hex
    office(road, "委员乙", Office.PARTY_BRANCH_MEMBER, requester_id=key)


def granted_to_a_relative(road: Road) -> None:
    kin(road.village.granters[0], road.village["文书"])


def a_granter_sits_elsewhere(road: Road) -> None:
    road.village.people["授权甲"] = road.village.granters[0]
    granters = {"requester_id": road.village["主任"].key.hex}
    office(road, "授权甲", Office.VILLAGERS_REPRESENTATIVE, **granters)


def no_longer_in_office(road: Road) -> None:
    held = Appointment.objects.get(person=road.village["委员甲"])
    row = {"appointment_id": held.pk, "ended_at": moment(AT - timedelta(days=1)), "reason": "x"}
    by = road.village.granters[0].key.hex
    insert("gongshi_offices_appointmentend", **row, by_id=by, legal_basis="")


def in_an_office_of_another(road: Road) -> None:
    held = Appointment.objects.get(person=road.village["委员乙"])
    sql("UPDATE gongshi_matters_act SET appointment_id = %s WHERE duty = 'execute'", held.pk)


def keeps_the_cash(road: Road) -> None:
    office(road, "理事二", Office.CASHIER)


def relatives_watch_each_other(road: Road) -> None:
    kin(road.village["监委甲"], road.village["委员乙"])


def two_directors(road: Road) -> None:
    office(road, "委员乙", Office.COMMITTEE_DIRECTOR)


def an_act_is_gone(road: Road) -> None:
    forget(road, "decide", "理事四")


def forget(road: Road, duty: str, *names: str) -> None:
    for name in names:
        sql(
            "DELETE FROM gongshi_matters_act WHERE duty = %s AND person_id = %s",
            duty,
            road.village[name].key.hex,
        )


def too_early(road: Road) -> None:
    sql("UPDATE gongshi_matters_act SET stage = 'planned' WHERE duty = 'pay'")


def after_the_end(road: Road) -> None:
    insert(
        "gongshi_matters_matterside",
        matter_id=road.matter.pk,
        person_id=road.village["委员乙"].key.hex,
        side="U",
    )
    act(road, "委员乙", "handle", "U", stage="archived")


def jumps(road: Road) -> None:
    row = Matter.objects.create(
        kind="test", title="跳", area=road.village.area, order=road.matter.order, opened_at=AT
    )
    sql("UPDATE gongshi_matters_matter SET stage = 'town_ok' WHERE id = %s", row.pk)


def one_inspector(road: Road) -> None:
    forget(road, "inspect", "理事六")


def two_paths(road: Road) -> None:
    road.village.people["监督"] = Person.objects.create()
    office(road, "监督", Office.SUPERVISOR, path=1)
    office(road, "监督", Office.SUPERVISOR, path=2)


def no_path(road: Road) -> None:
    road.village.people["监督"] = Person.objects.create()
    office(road, "监督", Office.SUPERVISOR)


def interested(road: Road) -> None:
    row = {"matter_id": road.matter.pk, "person_id": road.village["理事二"].key.hex}
    insert("gongshi_matters_interest", **row, reason="合伙", at=moment())


def takes_it_back(road: Road) -> None:
    sql("DELETE FROM gongshi_matters_interest")


def too_few(road: Road) -> None:
    forget(road, "decide", "理事三", "理事四")


def another_home(road: Road) -> None:
    home = road.village.household("78", "外人")
    row = {"matter_id": road.matter.pk, "version": 2, "household_id": home.pk}
    insert("gongshi_matters_beneficiary", **row)


def a_home_is_gone(road: Road) -> None:
    sql("DELETE FROM gongshi_matters_beneficiary")


#: What is planted, and every rule that is found, no more and no less.
PLANTS: dict[Callable[[Road], None], set[str]] = {
    two_accounts: {"I1"},
    another_actor: {"I1"},
    carries_out_what_he_decided: {"I2"},
    belongs_to_the_body: {"I2"},
    loses_the_side: {"I2"},
    decides_for_a_relative: {"I3"},
    gains_and_decides: {"I3", "I19"},
    inspects_a_relative: {"I4"},
    drafts_and_releases: {"I5"},
    supervises_and_reviews: {"I5", "I7"},
    one_granter: {"I6"},
    no_granter: {"I6"},
    granted_to_a_relative: {"I6"},
    a_granter_sits_elsewhere: {"I6"},
    no_longer_in_office: {"I7"},
    in_an_office_of_another: {"I7"},
    keeps_the_cash: {"SSD"},
    relatives_watch_each_other: {"SSD"},
    two_directors: {"I10"},
    an_act_is_gone: {"I10"},
    too_early: {"I12"},
    after_the_end: {"I12"},
    jumps: {"I12"},
    one_inspector: {"I10", "I12"},
    two_paths: {"I15"},
    no_path: {"I15"},
    interested: {"I17"},
    takes_it_back: {"I17"},
    too_few: {"I10", "I18"},
    another_home: {"I19"},
    a_home_is_gone: {"I19"},
}
