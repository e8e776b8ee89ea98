"""What a county may set about uploads."""

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

PREVIEW_HOURS = declare(
    "spreadsheets.preview_hours",
    default=24,
    floor=1,
    ceiling=72,
    source="个人信息保护法第十九条（保存期限为最短时间）",
    sentence=gettext_noop("An upload that nobody confirms is deleted after these hours."),
)
MOST_ROWS = declare(
    "spreadsheets.most_rows",
    default=100_000,
    floor=100,
    ceiling=100_000,
    source="memory of a small machine",
    sentence=gettext_noop("A file has at most this many rows of data."),
)
