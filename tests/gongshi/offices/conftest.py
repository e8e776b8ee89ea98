"""A village whose clerk and granters send tables, and the way they send them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from gongshi.offices.duties import Office
from gongshi.offices.models import Appointment
from gongshi.people.models import Household, HouseholdMember, Identity, Kinship, Person, User
from gongshi.record.models import Entry
from gongshi.spreadsheets.models import ImportBatch
from gongshi.spreadsheets.services import confirm, upload
from tests.gongshi.people.numbers import invented
from tests.village import Village, bare_village

FATHER, MOTHER = invented("19550607", 11), invented("19570304", 22)
SON, OTHER = invented("19850102", 31), invented("19600101", 44)
HOMES = ["户编号", "村民小组", "户主姓名", "姓名", "与户主关系", "身份证号", "联系电话", "出生日期"]
FAMILIES: list[list[object]] = [
    ["1", "一组", "葛示例", "葛示例", "户主", FATHER, "19905396901", "1955-06-07"],
    ["1", "一组", "葛示例", "卞示例", "配偶", MOTHER, "", "1957-03-04"],
    ["1", "一组", "葛示例", "葛示范", "之子", SON, "", ""],
    ["2", "二组", "丁示例", "丁示例", "本人", OTHER, "", ""],
    ["2", "二组", "丁示例", "丁孙儿", "孙子", "", "", ""],
]


def workbook(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def everything() -> list[object]:
    """All that an import could have written."""
    models = (Person, Identity, Household, HouseholdMember, Kinship, Appointment)
    return [
        *(list(model.objects.order_by("pk").values()) for model in models),
        Entry.objects.count(),
    ]


@dataclass
class Clerks:
    """The village's office: who sends what."""

    village: Village
    at: datetime
    accounts: dict[str, User]

    def send(
        self,
        kind: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[object]],
        by: str = "clerk",
    ) -> ImportBatch:
        return upload(
            kind=kind,
            area=self.village.area.code,
            data=workbook(headings, rows),
            file_name="表.xlsx",
            by=self.accounts[by],
            at=self.at,
            context={"legal_basis": ""},
        )

    def accept(self, batch: ImportBatch, by: str = "clerk") -> dict[str, Any]:
        return confirm(
            batch=batch.pk,
            digest=batch.digest,
            by=self.accounts[by],
            at=self.at,
            accept_warnings=True,
        ).result

    def homes(self, rows: Sequence[Sequence[object]] = FAMILIES) -> dict[str, Any]:
        return self.accept(self.send("people.homes", HOMES, rows))


@pytest.fixture
def office(db: None, at: datetime) -> Clerks:
    village = bare_village()
    village.appoint("文书", Office.VILLAGE_CLERK)
    holders = {
        "clerk": village["文书"],
        "first": village.granters[0],
        "second": village.granters[1],
    }
    accounts = {
        name: User.objects.create(username=name, person=person) for name, person in holders.items()
    }
    return Clerks(village, at, accounts)
