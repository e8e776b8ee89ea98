"""What a county may set about notices, with the law's limits."""

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

BOARD_DAYS = declare(
    "publicity.board_min_days",
    default=5,
    floor=5,
    source="山东省村务公开条例第十三条",
    sentence=gettext_noop("A notice stays on the village board for at least five days."),
)
HOTLINES = declare(
    "publicity.hotlines",
    default=("12317",),
    source="扶贫资金项目公告公示:每份公示写明监督电话(12317)",
    sentence=gettext_noop("Telephone numbers printed on every notice, besides the village's own."),
)
REVIEW_DAYS = declare(
    "publicity.review_days",
    default=5,
    ceiling=5,
    source="山东省村务公开条例第十六条",
    sentence=gettext_noop("The supervisory committee reviews a notice within five days."),
)
GRACE_DAYS = declare(
    "publicity.roster_grace_days",
    default=0,
    ceiling=30,
    source="个人信息保护法第四十七条",
    sentence=gettext_noop(
        "Days for which a list of names stays on the web after its period has ended."
    ),
)
PAPERS_AT_ONCE = declare(
    "publicity.papers_at_once",
    default=1,
    floor=1,
    ceiling=8,
    source="经验：一份张贴稿要排几秒，最多占1.5 GB内存",
    sentence=gettext_noop("Papers printed at the same moment for people without an account."),
)
PAPERS_PER_HOUR = declare(
    "publicity.papers_per_hour",
    default=60,
    floor=20,
    source="经验：一个村常共用一个网络",
    sentence=gettext_noop("Papers printed for one connection in an hour; kept ones do not count."),
)
