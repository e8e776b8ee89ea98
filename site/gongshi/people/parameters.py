"""What a county may set about accounts."""

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

SLIP_DAYS = declare(
    "people.slip_days",
    default=14,
    floor=1,
    ceiling=30,
    source="自定：纸条丢在外面，等于钥匙丢在外面",
    sentence=gettext_noop("A printed sign-in slip is valid for these days."),
)
IDLE_MINUTES = declare(
    "people.idle_minutes",
    default=60,
    floor=5,
    ceiling=240,
    source="GB/T 22239-2019 8.1.4.1",
    sentence=gettext_noop("Who touches nothing for these minutes signs in again."),
)
