"""The household that a row of a table means: by its number, else by its head's name."""

from __future__ import annotations

import pytest

from council.funds.queries.households import Heads
from gongshi.people.models import Identity
from gongshi.people.sealing import Facts, name_hash, seal
from tests.council.funds.conftest import Village

NAMES = ("葛示例", "卞样本", "卞样本")


@pytest.fixture
def heads(village: Village) -> Heads:
    for person, name in zip(village.heads, NAMES, strict=True):
        sealed = seal(person.key, Facts(name, "", ""))
        Identity.objects.create(person=person, sealed=sealed, name_hash=name_hash(name))
    return Heads(village.area.code)


@pytest.mark.parametrize(
    ("number", "name", "home", "rule"),
    [
        ("1", "葛示例", 0, ""),
        ("1", "卞样本", 0, "FUND-W19"),  # the number decides; that the name differs is said
        ("2", "葛示例", 1, "FUND-W19"),
        ("1", "", 0, ""),  # a missing name is the column's own error, no other head
        ("9", "葛示例", None, "FUND-2"),
        ("", "葛示例", 0, ""),
        ("", "卞样本", None, "FUND-2"),  # two heads bear it
        ("", "桑范文", None, "FUND-2"),
    ],
)
@pytest.mark.django_db
def test_the_number_decides_and_a_name_only_where_it_is_one_heads(
    village: Village, heads: Heads, number: str, name: str, home: int | None, rule: str
) -> None:
    found = heads.find(number, name)
    assert found.household == (None if home is None else village.households[home].pk)
    assert found.verdict.rule == rule
