"""What a county may set about objections, with the law's limits."""

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

ANSWER_DAYS = declare(
    "objections.answer_days",
    default=5,
    ceiling=5,
    source="山东省村务公开条例 art. 16",
    sentence=gettext_noop("An objection is answered within five days."),
)
PER_HOUR = declare(
    "objections.per_hour",
    default=60,
    floor=20,
    source="experience: a village often shares one connection",
    sentence=gettext_noop("Objections accepted from one connection in an hour."),
)
CODES_PER_HOUR = declare(
    "objections.codes_per_hour",
    default=30,
    floor=10,
    source="experience: a village often shares one connection; a receipt is mistyped a few times",
    sentence=gettext_noop("Wrong receipt codes accepted from one connection in an hour."),
)
