"""Erasure: two persons, a ground, only personal rows; the record stays whole without them."""

import pytest
from django.db import IntegrityError, connection, transaction

from gongshi.record import queries
from gongshi.record.models import Commitment, Entry, Erasure, Opening
from gongshi.record.services import erase, make_checkpoint
from gongshi.record.verify import verify
from gongshi.verdict import RuleBroken
from tests.gongshi.record.conftest import ANNA, BERT, NOON, Roster, entry, sample

pytestmark = pytest.mark.usefixtures("samples")
GROUND = "个人信息保护法第四十七条"


def _roster(count: int = 3) -> list[Roster]:
    rows = [Roster.objects.create(name=f"试验户{n}") for n in range(count)]
    entry(*rows, body={"names": [row.name for row in rows]})
    return rows


def test_an_erased_row_goes_and_the_record_stays_whole() -> None:
    rows = _roster()
    make_checkpoint(NOON)
    gone = rows[1].pk
    one = erase(rows=[rows[1]], ground=GROUND, at=NOON, by=(ANNA, BERT))
    assert not Roster.objects.filter(pk=gone).exists()
    assert not Opening.objects.filter(commitment__row_key=gone.hex).exists()
    assert Commitment.objects.filter(row_key=gone.hex).exists()
    assert (one.kind, one.actor) == ("record.erased", ANNA)
    assert queries.body(one) == {
        "ground": GROUND,
        "second": BERT,
        "rows": [["record_sample.roster", gone.hex]],
    }
    assert list(verify()) == []
    assert Roster.objects.count() == 2


def test_a_body_can_be_erased_and_the_rows_of_its_entry_stay_proven() -> None:
    rows = _roster()
    erase(rows=[], bodies=[Entry.objects.get()], ground=GROUND, at=NOON, by=(ANNA, BERT))
    assert queries.body(Entry.objects.get(pk=0)) is None
    assert list(verify()) == []
    assert Opening.objects.filter(commitment__row_key=rows[0].pk.hex).exists()


@pytest.mark.parametrize(
    ("by", "ground", "rule"),
    [
        ((ANNA, ANNA), GROUND, "record.erase.two_persons"),
        ((ANNA, ""), GROUND, "record.erase.two_persons"),
        (("clock", BERT), GROUND, "record.erase.two_persons"),
        ((ANNA, BERT), "  ", "record.erase.ground"),
    ],
)
def test_one_person_or_no_ground_is_refused_and_nothing_changes(by, ground, rule) -> None:
    rows = _roster()
    with pytest.raises(RuleBroken) as broken:
        erase(rows=rows, ground=ground, at=NOON, by=by)
    assert broken.value.verdict.rule == rule
    assert (Roster.objects.count(), Entry.objects.count(), Erasure.objects.count()) == (3, 1, 0)


def test_acts_unrecorded_rows_and_nothing_are_refused() -> None:
    act = sample()
    entry(act)
    stranger = Roster.objects.create(name="无")
    for rows, rule in [
        ([act], "record.erase.table"),
        ([stranger], "record.erase.recorded"),
        ([], "record.erase.nothing"),
    ]:
        with pytest.raises(RuleBroken) as broken:
            erase(rows=rows, ground=GROUND, at=NOON, by=(ANNA, BERT))
        assert broken.value.verdict.rule == rule
    assert (Entry.objects.count(), Erasure.objects.count()) == (1, 0)


def test_a_row_cannot_be_erased_twice_and_an_erasure_is_never_undone() -> None:
    rows = _roster()
    erase(rows=rows[:1], ground=GROUND, at=NOON, by=(ANNA, BERT))
    with pytest.raises(RuleBroken):
        erase(
            rows=[Roster(pk=Erasure.objects.get().row_key)], ground=GROUND, at=NOON, by=(ANNA, BERT)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.update(ground="另一个")


def test_the_erased_row_put_back_is_found() -> None:
    rows = _roster()
    pk = rows[0].pk
    erase(rows=rows[:1], ground=GROUND, at=NOON, by=(ANNA, BERT))
    Roster.objects.create(pk=pk, name="回来")
    assert [(one.code, one.row) for one in verify()] == [("record.erasure_incomplete", pk.hex)]


def test_after_erasure_no_byte_of_the_name_is_left_in_the_tables() -> None:
    name = "赵试验七七"
    row = Roster.objects.create(name=name)
    one = entry(row, body={"names": [name]})
    erase(rows=[row], bodies=[one], ground=GROUND, at=NOON, by=(ANNA, BERT))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert name not in str(cursor.fetchall()), table
