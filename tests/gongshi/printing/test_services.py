"""Every kind of paper: its words, its measures, and what does not fit."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from gongshi.printing import services
from gongshi.printing.pages import (
    Annex,
    Block,
    Column,
    Document,
    Fact,
    Minutes,
    Poster,
    Receipt,
    Sheet,
    Slip,
    Table,
)
from gongshi.printing.rules import MAX_ROWS
from gongshi.verdict import RuleBroken

from .paper import bands, ink, needs_poppler, pages, picture, words

pytestmark = needs_poppler
COLUMNS = [Column("户主"), Column("金额", numeric=True)]
DAY = date(2026, 3, 2)
PAPER = {"A3": (297, 420), "A4": (210, 297)}


def table(rows: int) -> Table:
    lines = [[f"第{number}户", f"{number}00.00"] for number in range(1, rows + 1)]
    return Table(COLUMNS, lines, "分配明细", "单位：元", ["合计", "128,600.00"])


def poster(rows: int = 3) -> Poster:
    return Poster(
        title="大王庄村2026年度产业扶贫资金分配方案公示",
        number="大王庄公示〔2026〕17号",
        issuer="大王庄村村民委员会",
        address="https://gongshi.example.cn/gs/2026-017/",
        check_code="7K4M-92QX",
        objections="对本公示有异议的，请在公示期内提出。",
        hotlines=[Fact("村务监督委员会", "0539-2345678")],
        tables=[table(rows)],
        first_day=DAY,
        last_day=date(2026, 3, 12),
        issued_on=DAY,
    )


def document(*blocks: Block) -> Document:
    return Document(
        head="沙沟镇人民政府文件",
        number="沙政发〔2026〕3号",
        title="关于下达资金计划的通知",
        issuer="沙沟镇人民政府",
        issued_on=DAY,
        addressee="各村：",
        blocks=blocks,
        copies="县财政局。",
        printed_by="沙沟镇党政办公室",
        printed_on=DAY,
    )


@pytest.mark.parametrize("size", ["A3", "A4"])
def test_poster_carries_everything_on_one_sheet(size: services.Size) -> None:
    pdf = services.poster_pdf(poster(), size)
    text = words(pdf)
    facts = ["大王庄公示〔2026〕17号", "2026年3月2日", "2026年3月12日", "第3户", "128,600.00"]
    for fact in [*facts, "0539-2345678", "7K4M-92QX", "盖章处", "有异议怎么办", "第1/1页"]:
        assert fact in text
    assert pages(pdf) == 1
    width, height = picture(pdf).size
    assert (round(width / 10), round(height / 10)) == PAPER[size]


@pytest.mark.parametrize(("size", "side"), [("A3", 60), ("A4", 30)])
def test_the_code_on_the_poster_is_large_enough(size: services.Size, side: int) -> None:
    image = picture(services.poster_pdf(poster(), size))
    _, height = PAPER[size]
    margin = 22 if size == "A3" else 16
    column = (margin, height * 0.3, margin + side + 9, height * 0.9)
    code = max(bands(image, column), key=lambda band: band[1] - band[0])
    assert code[1] - code[0] >= side - 0.2
    left, _, right, _ = ink(image, (margin, code[0] + 1, margin + side + 9, code[1] - 1))
    assert right - left >= side - 0.2


def test_title_of_the_wall_poster_is_at_least_36_points() -> None:
    image = picture(services.poster_pdf(replace(poster(), title="公示"), "A3"))
    left, _, right, _ = ink(image, (100, 30, 197, 55))
    assert right - left > 36 * 25.4 / 72 * 1.8  # two characters


def test_long_poster_repeats_the_header_and_splits_no_row() -> None:
    pdf = services.poster_pdf(poster(60), "A3")
    assert pages(pdf) == 3
    for page in range(1, 4):
        text = words(pdf, page)
        assert "户主" in text
        assert f"第{page}/3页" in text
        assert "7K4M-92QX" in text
    whole = words(pdf)
    assert all(whole.count(f"第{number}户") == 1 for number in range(1, 61))
    assert "盖章处" in words(pdf, 3)
    assert "盖章处" not in words(pdf, 1)


def test_poster_before_posting_leaves_lines_to_fill_in() -> None:
    text = words(services.poster_pdf(replace(poster(), first_day=None, issued_on=None), "A4"))
    assert "2026年3月" not in text
    assert "年" in text.split("公示期")[1].splitlines()[0]


def test_same_poster_same_bytes() -> None:
    assert services.poster_pdf(poster(), "A4") == services.poster_pdf(poster(), "A4")


def test_names_cannot_smuggle_markup() -> None:
    bad = replace(poster(), issuer='<img src="file:///etc/passwd">', number='a\\"; } &b')
    text = words(services.poster_pdf(bad, "A4"))
    assert "<img" in text
    assert text.count('a\\"; } &b') == 2  # beside the title and at the foot


def test_more_rows_than_fit_are_refused() -> None:
    for print_it in (
        lambda: services.poster_pdf(poster(MAX_ROWS + 1)),
        lambda: services.sheet_pdf(Sheet("表", [], COLUMNS, [["a", "b"]], blank_rows=MAX_ROWS)),
        lambda: services.document_pdf(
            replace(document(), annexes=[Annex("表", tables=[table(MAX_ROWS + 1)])])
        ),
    ):
        with pytest.raises(RuleBroken) as refused:
            print_it()
        assert refused.value.verdict.rule == "PRINT-1"


def test_township_document_is_28_by_22_to_the_millimetre() -> None:
    """The same with a rare name in the line: a borrowed character makes no line taller."""
    pdf = services.document_pdf(document(Block("国" * 28 * 30 + "堃" * 28 * 10)))
    image = picture(pdf, 2)
    lines = bands(image, (28, 0, 184, 263))
    assert len(lines) == 22
    steps = [low[0] - high[0] for high, low in pairwise(lines)]
    assert all(abs(step - 10.213) < 0.6 for step in steps)
    counts = [len(line.strip()) for line in words(pdf, 2).splitlines() if line.strip()]
    assert counts[:22] == [28] * 22
    left, top, right, bottom = ink(image, (0, 0, 210, 262.5))
    assert 28 <= left < 29.5
    assert 182.5 < right <= 184
    assert 37 <= top < 41.5
    assert bottom <= 262


def test_red_head_line_and_page_dash_stand_where_the_standard_puts_them() -> None:
    pdf = services.document_pdf(document(*[Block("国" * 28 * 20)]))
    first, second = picture(pdf, 1), picture(pdf, 2)
    head = ink(first, (0, 0, 210, 100))
    assert abs(head[1] - 72) <= 0.5
    line = next(band for band in bands(first, (28, 100, 34, 150)))
    assert ink(first, (0, line[0], 210, line[1]))[0::2] == pytest.approx((28, 184), abs=0.2)
    number = bands(first, (60, 100, 150, line[0]))[-1]
    assert 3.5 < line[0] - number[1] < 7  # 4 mm below the line of the number
    red, green, blue = first.getpixel((900, round(line[0] * 10 + 1)))
    assert red > 180
    assert max(green, blue) < 120
    odd, even = ink(first, (160, 263, 168, 280)), ink(second, (30, 263, 36, 280))
    assert odd[1] == pytest.approx(269, abs=0.3)
    assert even[:2] == pytest.approx((33.1, 269), abs=0.3)
    assert ink(first, (28, 263, 100, 280)) is None


def test_imprint_ends_on_the_last_line_of_the_type_area() -> None:
    pdf = services.document_pdf(document(Block("国" * 28)))
    last = picture(pdf, pages(pdf))
    lines = bands(last, (28, 235, 32, 264))
    assert len(lines) == 3
    assert lines[-1][1] == pytest.approx(262, abs=0.15)
    assert "抄送" in words(pdf)
    assert "2026年3月2日印发" in words(pdf)


def test_signature_is_centred_above_a_date_four_characters_from_the_edge() -> None:
    pdf = services.document_pdf(replace(document(Block("国" * 28)), printed_by=""))
    image = picture(pdf, 1)
    issuer, day = bands(image, (100, 200, 184, 263))[-2:]
    upper, lower = (ink(image, (100, band[0], 184, band[1])) for band in (issuer, day))
    assert 184 - lower[2] == pytest.approx(4 * 156 / 28, abs=2)
    assert upper[0] + upper[2] == pytest.approx(lower[0] + lower[2], abs=2)


def test_long_head_shrinks_to_one_line() -> None:
    pdf = services.document_pdf(
        replace(document(), head="沂水县沙沟镇人民政府扶贫开发领导小组文件")
    )
    head = ink(picture(pdf), (0, 0, 210, 100))
    assert head[0] >= 27.9
    assert head[2] <= 184.1
    assert head[1] == pytest.approx(72, abs=0.5)


def test_attachment_starts_a_page_of_its_own() -> None:
    pdf = services.document_pdf(
        replace(document(Block("文")), annexes=[Annex("资金表", tables=[table(3)])])
    )
    assert "附件：资金表" in words(pdf)
    assert words(pdf, pages(pdf)).strip().startswith("附件")


def test_minutes_name_who_was_there_and_what_was_decided() -> None:
    minutes = Minutes(
        head="大王庄村扶贫理事会会议纪要",
        number="〔2026〕4号",
        issuer="大王庄村扶贫理事会",
        issued_on=DAY,
        attendance=[Fact("出席", "王建国、李秀英"), Fact("回避", "孙喆")],
        blocks=[Block("一、审议分配方案", 1), Block("赞成5票，反对0票。")],
        signatures=["主持人", "记录人"],
        check_code="7K4M-92QX",
    )
    text = words(services.minutes_pdf(minutes))
    for fact in [
        "会议纪要",
        "出席：王建国、李秀英",
        "回避：孙喆",
        "赞成5票",
        "记录人：",
        "7K4M-92QX",
    ]:
        assert fact in text


def test_sheet_repeats_its_header_and_leaves_room_to_sign() -> None:
    columns = [Column("姓名"), Column("签名", width=2)]
    rows = [[f"代表{number}号", ""] for number in range(1, 36)]
    pdf = services.sheet_pdf(
        Sheet("签到表", [Fact("应到", "35人")], columns, rows, 3, ["不得代签。"], ["主持人"])
    )
    assert pages(pdf) == 2
    assert all("姓名" in words(pdf, page) for page in (1, 2))
    assert words(pdf).count("代表") == 35
    edges = bands(picture(pdf, 2), (150, 20, 160, 120))
    assert all(low[0] - high[0] >= 11 for high, low in pairwise(edges[2:6]))


def test_slips_stand_four_on_a_page() -> None:
    slip = Slip(
        "大王庄村", "王建国", "理事会成员", "dwz-01", "4827-1936", "https://g.example.cn/d/", DAY
    )
    assert pages(services.slips_pdf([slip] * 4)) == 1
    pdf = services.slips_pdf([slip] * 5)
    assert pages(pdf) == 2
    text = words(pdf)
    assert text.count("4827-1936") == 5
    assert "有效期至：2026年3月2日" in text


def test_receipt_says_by_when_the_answer_comes() -> None:
    receipt = Receipt(
        number="YY-2026-0031",
        issuer="村务监督委员会",
        notice="资金分配方案公示",
        about="第12行金额不一致",
        filed_on=DAY,
        reply_by=date(2026, 3, 13),
        code="83QF-2M7K",
        address="https://g.example.cn/yy/",
    )
    pdf = services.receipt_pdf(receipt)
    assert pages(pdf) == 1
    for fact in ["YY-2026-0031", "2026年3月13日", "83QF-2M7K", "第12行金额不一致"]:
        assert fact in words(pdf)
