"""What a county may set about objections, with the law's limits."""

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

ANSWER_DAYS = declare(
    "objections.answer_days",
    default=5,
    ceiling=5,
    source="山东省村务公开条例第十六条",
    sentence=gettext_noop("An objection is answered within five days."),
)
PER_HOUR = declare(
    "objections.per_hour",
    default=60,
    floor=20,
    source="经验：一个村常共用一个网络",
    sentence=gettext_noop("Objections accepted from one connection in an hour."),
)
CODES_PER_HOUR = declare(
    "objections.codes_per_hour",
    default=30,
    floor=10,
    source="经验：一个村常共用一个网络，查询码会输错几次",
    sentence=gettext_noop("Wrong receipt codes accepted from one connection in an hour."),
)
