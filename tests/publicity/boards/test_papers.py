"""Papers for anyone: printed once, never many at once, and gone with their notice."""

from __future__ import annotations

import fcntl
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from gongshi.record.services import make_checkpoint
from publicity.notices import services
from publicity.notices.parameters import PAPERS_AT_ONCE, PAPERS_PER_HOUR
from publicity.notices.rules import may_print_again, may_print_now
from publicity.objections.codes import new_key
from publicity.objections.services import file_objection
from tests.publicity.conftest import displayed
from tests.village import AT, Village


class Printer:
    """Counts what it prints."""

    def __init__(self) -> None:
        self.printed: list[str] = []

    def __call__(self, page: object, size: str = "") -> bytes:
        self.printed.append(size)
        return b"%PDF-" + str(len(self.printed)).encode()


@pytest.fixture
def printer(monkeypatch) -> Printer:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    made = Printer()
    monkeypatch.setattr("publicity.boards.downloads.poster_pdf", made)
    monkeypatch.setattr("publicity.objections.printing.receipt_pdf", made)
    return made


@pytest.mark.parametrize(("free", "rule"), [(True, ""), (False, "NOTICE-12")])
def test_notice_12_a_free_place(free: bool, rule: str) -> None:
    assert may_print_now(free=free).rule == rule


@pytest.mark.parametrize(("number", "rule"), [(1, ""), (20, ""), (21, "NOTICE-13")])
def test_notice_13_so_many_an_hour(number: int, rule: str) -> None:
    assert may_print_again(number, 20).rule == rule


def test_a_poster_is_printed_once_until_something_on_it_changes(
    village: Village, printer: Printer, papers: Path
) -> None:
    notice = displayed(village)
    address = f"/gs/{notice.number}/poster-a4.pdf"
    first = Client().get(address)
    for _time in range(5):
        again = Client().get(address)
        assert again.content == first.content
        assert again.headers["Cache-Control"] == "no-store"
    make_checkpoint(AT)  # the record grows; the paper stays true
    Client().get(address)
    assert printer.printed == ["A4"]
    Client().get(f"/gs/{notice.number}/poster-a3.pdf")
    assert printer.printed == ["A4", "A3"]
    assert len(list((papers / str(notice.pk)).iterdir())) == 2


def test_another_day_another_paper_and_the_old_one_is_not_kept(
    village: Village, printer: Printer, papers: Path, monkeypatch
) -> None:
    notice = displayed(village)
    address = f"/gs/{notice.number}/poster-a4.pdf"
    Client().get(address)
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=12))
    Client().get(address)  # the names have left it
    assert len(printer.printed) == 2
    (file,) = (papers / str(notice.pk)).iterdir()
    old = time.time() - 25 * 60 * 60
    os.utime(file, (old, old))
    Client().get(address)
    assert len(printer.printed) == 3


@pytest.mark.parametrize("what", ["poster-a3.pdf", "poster-a4.pdf", "table.csv", "table.xlsx"])
def test_nothing_can_be_taken_away_from_a_withdrawn_notice(
    village: Village, printer: Printer, papers: Path, what: str
) -> None:
    notice = displayed(village)
    address = f"/gs/{notice.number}/{what}"
    assert Client().get(address).status_code == 200
    services.withdraw(notice=notice, reason="金额写错", by=village["委员乙"], at=AT)
    assert not (papers / str(notice.pk)).exists()
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "已经撤下" in answer.content.decode()
    assert f'href="/gs/{notice.number}/"' in answer.content.decode()


def test_while_another_paper_is_printed_one_waits_and_reads_why(
    village: Village, printer: Printer, papers: Path
) -> None:
    notice = displayed(village)
    address = f"/gs/{notice.number}/poster-a4.pdf"
    papers.mkdir(parents=True)
    held = [(papers / f"place-{n}").open("w") for n in range(PAPERS_AT_ONCE.value)]
    for one in held:
        fcntl.flock(one, fcntl.LOCK_EX)
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "NOTICE-12" in answer.content.decode()
    assert "正在打印" in answer.content.decode()
    assert printer.printed == []
    for one in held:
        one.close()  # as when the process that printed has died
    assert Client().get(address).status_code == 200
    for one in held:
        assert one.closed
    assert Client().get(address).status_code == 200  # kept: needs no place at the printer


def test_one_connection_prints_so_many_an_hour_and_kept_ones_do_not_count(
    village: Village, printer: Printer, settings
) -> None:
    settings.GONGSHI_RULES = {"publicity.papers_per_hour": 20}
    assert PAPERS_PER_HOUR.value == 20
    notice = displayed(village)
    key = new_key()
    file_objection(notice=notice, text="人口不对", client_key=key, at=AT)
    one, other = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="203.0.113.8")
    poster = f"/gs/{notice.number}/poster-a4.pdf"
    for _time in range(20):
        assert one.post("/objections/receipt.pdf", {"key": key}).status_code == 200
    refused = one.post("/objections/receipt.pdf", {"key": key})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert "NOTICE-13" in refused.content.decode()
    assert one.get(poster).status_code == 429
    assert other.get(poster).status_code == 200
    assert one.get(poster).status_code == 200  # kept by now
    assert len(printer.printed) == 21


def test_a_printer_that_fails_says_so_and_holds_no_place(
    village: Village, printer: Printer, monkeypatch
) -> None:
    from gongshi.printing.render import BROKEN, PrintFailed
    from gongshi.verdict import denied

    def fail(*_asked: object) -> bytes:
        raise PrintFailed(denied("PRINT-6", BROKEN))

    notice = displayed(village)
    address = f"/gs/{notice.number}/poster-a4.pdf"
    with monkeypatch.context() as patched:
        patched.setattr("publicity.boards.downloads.poster_pdf", fail)
        answer = Client().get(address)
        assert answer.status_code == 409
        assert "PRINT-6" in answer.content.decode()
    assert Client().get(address).status_code == 200
