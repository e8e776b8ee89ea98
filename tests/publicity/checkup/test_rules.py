"""No number that belongs to a person reaches a notice board."""

from __future__ import annotations

import pytest
from wagtail.rich_text import RichText

from gongshi.offices.duties import Office
from gongshi.verdict import RuleBroken
from publicity.checkup.rules import has_no_personal_number
from publicity.notices.digests import draft_digest
from publicity.notices.models import Edition, Notice
from publicity.notices.services import draft_announcement, publish, review, submit
from publicity.notices.states import Phase
from tests.village import AT, Village

ID_NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ((ID_NUMBER,), False),
        (("户主电话 199 0000 6902",), False),
        (("卡号6222020000000000000",), False),
        (("19900006901",), True),  # the notice's own hotline
        (("110105", "19491231002X"), True),  # two cells are not one number
        (("合计 1,200.00 元", "鲁财农〔2018〕11号"), True),
    ],
)
def test_checkup_1(words: tuple[str, ...], allowed: bool) -> None:
    verdict = has_no_personal_number(words, ["19900006901"])
    assert bool(verdict) is allowed
    assert verdict.rule == ("" if allowed else "CHECKUP-1")


def announcement(village: Village, text: str) -> Notice:
    for name in ("拟稿员", "审核员", "发布员"):
        village.appoint(name, Office.TOWNSHIP_PUBLISHER, area=village.township)
    notice = draft_announcement(
        area=village.township,
        title="试公告",
        content=[("paragraph", RichText(f"<p>{text}</p>"))],
        issuer="地方镇人民政府",
        hotlines="12317",
        by=village["拟稿员"],
        at=AT,
    )
    submit(notice=notice, by=village["拟稿员"], at=AT)
    review(notice=notice, digest=draft_digest(notice), approved=True, by=village["审核员"], at=AT)
    return notice


def test_an_id_number_in_the_text_is_not_released(village: Village) -> None:
    notice = announcement(village, f"领款人{ID_NUMBER}")
    with pytest.raises(RuleBroken) as refused:
        publish(notice=notice, by=village["发布员"], at=AT)
    assert refused.value.verdict.rule == "CHECKUP-1"
    notice = Notice.objects.get(pk=notice.pk)
    assert (notice.phase, notice.number) == (Phase.REVIEWED, None)
    assert not Edition.objects.exists()


def test_without_one_it_is(village: Village) -> None:
    notice = announcement(village, "领款人请到村委会登记")
    assert publish(notice=notice, by=village["发布员"], at=AT).digest
