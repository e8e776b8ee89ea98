"""An upload is previewed, then confirmed as a whole or not at all, and leaves nothing personal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import translation
from openpyxl.utils import get_column_letter

from gongshi.plugins.jobs import run_all
from gongshi.spreadsheets.models import ImportBatch, ImportRow
from gongshi.spreadsheets.queries import preview
from gongshi.spreadsheets.reading.sheet import BadFile
from gongshi.spreadsheets.registries import import_kinds
from gongshi.spreadsheets.services import confirm, give_up, upload
from gongshi.spreadsheets.workbooks import annotated_file, template_file
from gongshi.verdict import RuleBroken
from tests.gongshi.spreadsheets.bad_files import BAD_FILES
from tests.gongshi.spreadsheets.importer import Grants
from tests.gongshi.spreadsheets.workbooks import simple

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HEADINGS = ["乡镇", "补助金额(元)", "身份证号"]
GOOD = simple(HEADINGS, ["东镇", 100, "110101199003070732"], ["西镇", 250.5, None])
AREA = "371302001001"


@pytest.fixture(autouse=True)
def kind() -> Iterator[type[Grants]]:
    import_kinds.register(Grants)
    yield Grants
    import_kinds.unregister(Grants)


@pytest.fixture
def clerk() -> Any:
    return get_user_model().objects.create(username="clerk")


def send(clerk: Any, data: bytes = GOOD, *, at: datetime = NOW, **more: Any) -> ImportBatch:
    given: dict[str, Any] = {"file_name": r"C:\tmp\表.xlsx", **more}
    return upload(kind=Grants.key, area=AREA, data=data, by=clerk, at=at, **given)


def agree(batch: ImportBatch, by: Any, *, at: datetime = NOW, **more: Any) -> ImportBatch:
    return confirm(batch=batch.pk, **{"digest": batch.digest, "by": by, "at": at, **more})


def stored() -> dict[str, str]:
    return dict(Session.objects.values_list("session_key", "session_data"))


def refused(rule: str, call: Any) -> None:
    before = (stored(), list(ImportBatch.objects.values()), list(ImportRow.objects.values()))
    with pytest.raises(RuleBroken) as broken:
        call()
    assert broken.value.verdict.rule == rule
    assert (
        stored(),
        list(ImportBatch.objects.values()),
        list(ImportRow.objects.values()),
    ) == before


def test_from_upload_to_import(clerk: Any) -> None:
    batch = send(clerk)
    assert batch.file_name == "表.xlsx"
    assert stored() == {}
    shown = preview(batch)
    assert [(row.number, row.state, row.values["amount"]) for row in shown.rows] == [
        (2, "new", 10_000),
        (3, "new", 25_050),
    ]
    assert batch.counts["rows_in"] == batch.counts["accepted"] + batch.counts["rejected"] == 2
    assert batch.sums[-1] == {
        "key": "amount",
        "title": "补助金额",
        "computed": "35050",
        "declared": None,
    }
    done = agree(batch, clerk)
    assert (done.state, done.result, done.closed_by) == ("done", {"written": 2}, clerk)
    assert stored() == {"东镇": "10000", "西镇": "25050"}


def test_new_changed_and_unchanged_rows_are_told_apart(clerk: Any) -> None:
    agree(send(clerk), clerk)
    data = simple(HEADINGS, ["东镇", 100, None], ["西镇", 300, None], ["南镇", 1, None])
    shown = preview(send(clerk, data))
    assert [row.state for row in shown.rows] == ["unchanged", "changed", "new"]
    assert shown.rows[1].changes == {"amount": (25_050, 30_000)}
    assert shown.counts == {"new": 1, "changed": 1, "unchanged": 1, "warning": 0, "error": 0}


@pytest.mark.parametrize(
    ("name", "data", "rule"), [case[1:] for case in BAD_FILES], ids=[case[0] for case in BAD_FILES]
)
def test_a_bad_file_leaves_nothing(clerk: Any, name: str, data: bytes, rule: str) -> None:
    refused(rule, lambda: send(clerk, data, file_name=name))
    assert not ImportBatch.objects.exists()


def test_one_row_with_an_error_stops_the_whole_file(clerk: Any) -> None:
    batch = send(clerk, simple(HEADINGS, ["东镇", 100, None], ["西镇", -1, None]))
    assert [row.number for row in preview(batch, only_errors=True).rows] == [3]
    (message,) = preview(batch, only_errors=True).rows[0].messages
    assert (message.rule, message.column, message.row) == ("SHEET-31", "amount", 3)
    assert (batch.counts["accepted"], batch.counts["rejected"]) == (1, 1)
    refused("SHEET-60", lambda: agree(batch, clerk))


def test_warnings_are_confirmed_on_purpose(clerk: Any) -> None:
    batch = send(clerk, simple(HEADINGS, ["东镇", 100, None], ["合计", 101, None]))
    refused("SHEET-64", lambda: agree(batch, clerk))
    agree(batch, clerk, accept_warnings=True)
    assert stored() == {"东镇": "10000"}


def test_confirming_twice_gives_the_first_result_and_writes_once(clerk: Any) -> None:
    batch = send(clerk)
    first = agree(batch, clerk)
    Session.objects.all().delete()
    again = agree(batch, clerk, at=NOW + timedelta(days=9))
    assert (again.result, again.closed_at) == (first.result, first.closed_at)
    assert stored() == {}


def test_half_an_import_is_none(clerk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = send(clerk)
    monkeypatch.setattr(Grants, "fails_after", 1)
    with pytest.raises(RuntimeError):
        agree(batch, clerk)
    assert stored() == {}
    batch.refresh_from_db()
    assert batch.state == "previewed"
    monkeypatch.undo()
    assert agree(batch, clerk).result == {"written": 2}


def test_a_preview_holds_for_its_hours_and_then_no_more(clerk: Any) -> None:
    batch = send(clerk)
    late = NOW + timedelta(hours=24)
    refused("SHEET-62", lambda: agree(batch, clerk, at=late))
    agree(batch, clerk, at=late - timedelta(seconds=1))


def test_what_changed_meanwhile_makes_the_preview_void(clerk: Any) -> None:
    batch = send(clerk)
    other = send(clerk, simple(HEADINGS, ["东镇", 7, None]))
    agree(other, clerk)
    refused("SHEET-65", lambda: agree(batch, clerk))
    assert stored() == {"东镇": "700"}


def test_another_file_or_changed_bytes_are_refused(clerk: Any) -> None:
    batch = send(clerk)
    refused("SHEET-63", lambda: agree(batch, clerk, digest="0" * 64))
    changed = bytearray(batch.sealed_file)
    changed[40] ^= 1
    ImportBatch.objects.filter(pk=batch.pk).update(sealed_file=bytes(changed))
    refused("SHEET-63", lambda: agree(batch, clerk))


def test_who_may_not_upload_may_not_confirm_or_give_up_either(clerk: Any) -> None:
    stranger = get_user_model().objects.create(username="stranger")
    refused("TEST-1", lambda: send(stranger))
    batch = send(clerk)
    refused("TEST-1", lambda: agree(batch, stranger))
    refused("TEST-1", lambda: give_up(batch=batch.pk, by=stranger, at=NOW))
    agree(batch, clerk)
    refused("TEST-1", lambda: agree(batch, stranger))


def test_a_kind_that_is_not_installed_is_refused(clerk: Any) -> None:
    batch = send(clerk)
    import_kinds.unregister(Grants)
    refused("SHEET-66", lambda: send(clerk))
    refused("SHEET-66", lambda: agree(batch, clerk))


def contents() -> bytes:
    rows = [bytes(row.sealed) for row in ImportRow.objects.all()]
    batches = [bytes(b.sealed_file) + bytes(b.sealed_notes) for b in ImportBatch.objects.all()]
    return b"".join(rows + batches)


def test_nothing_personal_can_be_read_in_the_database_even_before(clerk: Any) -> None:
    send(clerk)
    every = repr(list(ImportBatch.objects.values())) + repr(list(ImportRow.objects.values()))
    assert contents()
    for secret in ("110101199003070732", "东镇"):
        assert secret not in every
        assert secret.encode() not in contents()


@pytest.mark.parametrize("ending", ["confirm", "give up", "expire"])
def test_whatever_ends_an_upload_deletes_what_it_held(clerk: Any, ending: str) -> None:
    batch = send(clerk)
    if ending == "confirm":
        agree(batch, clerk)
    elif ending == "give up":
        give_up(batch=batch.pk, by=clerk, at=NOW)
    else:
        assert run_all(NOW + timedelta(hours=23))["spreadsheets.expire"] == 0
        assert run_all(NOW + timedelta(hours=24))["spreadsheets.expire"] == 1
        assert run_all(NOW + timedelta(hours=25))["spreadsheets.expire"] == 0
    assert contents() == b""
    batch.refresh_from_db()
    assert batch.state == {"confirm": "done", "give up": "refused", "expire": "expired"}[ending]
    assert [row.values for row in preview(batch).rows] == [{}, {}]
    if ending != "confirm":
        refused("SHEET-61", lambda: agree(batch, clerk))
        assert stored() == {}


def test_answers_say_what_the_file_does_not(clerk: Any) -> None:
    data = simple(["乡镇", "补助金额"], ["东镇", 2])
    asked = send(clerk, data)
    assert asked.counts["error"] == 1
    answered = send(clerk, data, answers={"units": {"amount": 1_000_000}})
    agree(answered, clerk)
    assert stored() == {"东镇": "2000000"}


def test_pages_of_a_long_preview(clerk: Any) -> None:
    batch = send(clerk, simple(HEADINGS, *([f"镇{n}", n, None] for n in range(1, 121))))
    assert [len(preview(batch, page=page).rows) for page in (1, 3, 99)] == [50, 20, 20]
    assert preview(batch, page=99).page == preview(batch).pages == 3


def test_the_error_file_says_in_red_what_is_wrong_in_the_same_row(clerk: Any) -> None:
    data = simple(["说明"], HEADINGS, [], ["东镇", -1, "=1+1"], ["西镇", 2, "370801195001011000"])
    with translation.override("zh-hans"):
        made = annotated_file(send(clerk, data))
    page = openpyxl.load_workbook(BytesIO(made)).active
    assert page is not None
    assert [page.cell(number, 4).value is not None for number in (1, 2, 3, 4, 5)] == [
        False,
        True,
        False,
        True,
        True,
    ]
    assert page.cell(4, 4).font.color.rgb == "FFC00000"
    assert page.cell(5, 3).value == "370801195001011000"
    assert "f" not in {cell.data_type for row in page.iter_rows() for cell in row}


def test_the_template_is_read_by_our_own_reader(clerk: Any, kind: type[Grants]) -> None:
    made = template_file(kind)
    refused("SHEET-1", lambda: send(clerk, made))  # the example is no row
    book = openpyxl.load_workbook(BytesIO(made))
    page = book.active
    assert page is not None
    headings = [cell.value for cell in page[1]]
    assert "补助金额(元)*" in headings
    assert page.protection.sheet
    ids = headings.index("身份证号") + 1
    whole_column = page.column_dimensions[get_column_letter(ids)]
    assert whole_column.number_format == "@"
    assert not whole_column.protection.locked
    page.cell(3, headings.index("乡镇(街道)*") + 1, "东镇")
    page.cell(3, headings.index("补助金额(元)*") + 1, 12.5)
    page.cell(3, ids, "110101199003070732")
    stream = BytesIO()
    book.save(stream)
    batch = send(clerk, stream.getvalue())
    agree(batch, clerk)
    assert stored() == {"东镇": "1250"}


def test_bad_files_never_reach_the_kind(clerk: Any) -> None:
    with pytest.raises(BadFile):
        send(clerk, b"")
