"""What a county enters into its calendar."""

from gongshi.settings.rules import Rule, declare
from gongshi.verdict import gettext_noop

_SOURCE = "国务院办公厅关于部分节假日安排的通知；民法典第二百零三条"

DAYS_OFF = declare(
    "clock.days_off",
    default=(),
    source=_SOURCE,
    sentence=gettext_noop(
        "Public holidays and moved weekends that are not built in, as 2027-01-01."
    ),
)
DAYS_WORKED = declare(
    "clock.days_worked",
    default=(),
    source=_SOURCE,
    sentence=gettext_noop(
        "Weekend days worked to make up for a holiday that are not built in, as 2027-01-02."
    ),
)
YEARS_ENTERED: Rule[tuple[int, ...]] = declare(
    "clock.years_entered",
    default=(),
    source=_SOURCE,
    sentence=gettext_noop("Years whose whole arrangement the county has entered, as 2027."),
)
WEEKEND_IS_HOLIDAY = declare(
    "clock.weekend_is_holiday",
    default=False,
    source="民法典第二百零三条",
    sentence=gettext_noop("A last day on a plain weekend moves on as on a public holiday."),
)
