"""What a county may change about funds, each with its default, its limit and its source."""

from council.funds.rules.words import PURPOSE_WORDS
from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

#: What relief money may not pay for, whatever a village decides.
NEGATIVE = (
    "committee_running_costs",
    "vehicles_and_telephones",
    "allowances_and_welfare",
    "losses_and_debts",
    "office_buildings",
    "large_infrastructure",
    "harm_to_land_or_environment",
)

FORBIDDEN = declare(
    "funds.purposes_forbidden",
    default=NEGATIVE,
    floor=NEGATIVE,
    source="资产收益分配使用管理办法负面清单",
    sentence=gettext_noop(
        "What relief money never pays for; a county adds to the list and takes nothing off it."
    ),
    words=PURPOSE_WORDS,
)
ALLOWED = declare(
    "funds.purposes_allowed",
    default=(
        "support_without_labour",
        "public_posts",
        "project_upkeep",
        "production_rewards",
        "collective_economy",
        "small_public_works",
        "aid_and_rewards",
        "share_dividend",
    ),
    source="资产收益分配使用管理办法；国开办发〔2017〕61号",
    sentence=gettext_noop("Every plan serves one of these purposes."),
    words=PURPOSE_WORDS,
)
PLAN_DAYS = declare(
    "funds.plan_days",
    default=10,
    floor=5,
    source="国开办发〔2018〕11号（不少于10天）；山东省村务公开条例第十三条（不少于5天）",
    sentence=gettext_noop("Days for which a distribution plan is on display."),
)
OPINION_DAYS = declare(
    "funds.opinion_days",
    default=3,
    floor=1,
    source="村里的惯例（3—7天）",
    sentence=gettext_noop("Days in which opinions on a plan are heard."),
)
REVIEW_DAYS = declare(
    "funds.review_days",
    default=5,
    floor=1,
    ceiling=5,
    source="山东省村务公开条例第十六条",
    sentence=gettext_noop(
        "Days within which the supervisory committee reviews the draft of a notice."
    ),
)
INSPECTORS = declare(
    "funds.inspectors",
    default=2,
    floor=2,
    source="I12",
    sentence=gettext_noop(
        "The fewest different council members who check the delivery at the households."
    ),
)
