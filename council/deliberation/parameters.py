"""What a county or a village charter may change about councils and meetings.

Fractions of the council's vote are counted in twelfths, so that they stay whole numbers.
"""

from __future__ import annotations

from gongshi.settings.rules import declare
from gongshi.verdict import gettext_noop

QUORUM = declare(
    "deliberation.quorum_twelfths",
    default=8,
    floor=8,
    ceiling=12,
    source="I9；农村集体经济组织法第三十一条（参照）",
    sentence=gettext_noop(
        "A council vote counts when two thirds (8/12) of those entitled take part, and never "
        "fewer than three."
    ),
)
MAJORITY = declare(
    "deliberation.majority_twelfths",
    default=6,
    floor=6,
    ceiling=11,
    source="I9；农村集体经济组织法第三十一条（参照）",
    sentence=gettext_noop(
        "A motion is adopted when more than half (6/12) of those entitled vote for it."
    ),
)
SECRET_LEAST = declare(
    "deliberation.secret_least",
    default=3,
    floor=3,
    ceiling=7,
    source="I9；自定：票少了，公布票数等于公布谁投了什么",
    sentence=gettext_noop(
        "A secret vote counts only when so many took part; with fewer its box is never opened."
    ),
)
MAX_CADRES = declare(
    "deliberation.max_cadres",
    default=2,
    source="I8",
    sentence=gettext_noop(
        "The most council members who may now belong to the village's two committees."
    ),
)
RELATIVES_APART = declare(
    "deliberation.relatives_apart",
    default=True,
    source="I8；农村集体经济组织法第二十九条（参照）",
    sentence=gettext_noop("No two council members are near relatives or live in one household."),
)
CHAIR_NO_CADRE = declare(
    "deliberation.chair_no_cadre",
    default=True,
    source="I8",
    sentence=gettext_noop("The chair does not belong to the village's two committees."),
)
MIN_POOR = declare(
    "deliberation.min_poor_household",
    default=1,
    floor=1,
    source="I8",
    sentence=gettext_noop("The fewest poor-household representatives on a council."),
)
MIN_VILLAGER = declare(
    "deliberation.min_villager",
    default=1,
    floor=1,
    source="I8",
    sentence=gettext_noop("The fewest villagers' representatives on a council."),
)
MIN_OLD_CADRE = declare(
    "deliberation.min_old_cadre",
    default=0,
    floor=0,
    source="I8",
    sentence=gettext_noop("The fewest old cadres on a council; 0 asks for none."),
)
MIN_VILLAGE_CADRE = declare(
    "deliberation.min_village_cadre",
    default=0,
    floor=0,
    source="I8",
    sentence=gettext_noop("The fewest village cadres on a council; 0 asks for none."),
)
BY_ELECTION_DAYS = declare(
    "deliberation.by_election_days",
    default=60,
    floor=1,
    ceiling=60,
    source="山东省实施《村民委员会组织法》办法第四十三条（参照）",
    sentence=gettext_noop("Days within which a vacant seat of the council is filled."),
)
ABSENCES = declare(
    "deliberation.absences",
    default=3,
    floor=1,
    source="山东省实施《村民委员会组织法》办法第四十二条（参照）",
    sentence=gettext_noop(
        "Meetings in a row that a member misses without excuse before the council is told that "
        "the villagers' representatives may end the membership."
    ),
)
EXPIRY_DAYS = declare(
    "deliberation.expiry_days",
    default=90,
    floor=1,
    source="理事会章程；提前准备换届",
    sentence=gettext_noop("Days before the end of a term at which forming the next one is due."),
)
REPRESENTATIVES_OF_ALL = declare(
    "deliberation.representatives_of_all",
    default=False,
    source="村民自治章程可以严于法律",
    sentence=gettext_noop(
        "The representatives decide by more than half of all of them, not only of those present."
    ),
)
NOTICE_COUNCIL = declare(
    "deliberation.notice_council",
    default=0,
    floor=0,
    source="法律未规定，由理事会章程定",
    sentence=gettext_noop(
        "Days of notice before a council meeting; 0: it may meet on the same day."
    ),
)
NOTICE_REPRESENTATIVES = declare(
    "deliberation.notice_representatives",
    default=5,
    floor=5,
    source="山东省实施《村民委员会组织法》办法第二十四条",
    sentence=gettext_noop(
        "Days of notice, in writing and posted, before the villagers' representatives meet."
    ),
)
NOTICE_ASSEMBLY = declare(
    "deliberation.notice_assembly",
    default=10,
    floor=10,
    source="村民委员会组织法第二十一条",
    sentence=gettext_noop("Days of notice before the village assembly meets."),
)
NOTICE_COLLECTIVE = declare(
    "deliberation.notice_collective",
    default=10,
    floor=10,
    source="农村集体经济组织法第二十七条、第四十六条",
    sentence=gettext_noop(
        "Days of notice before the collective's members or their representatives meet; the "
        "plan is open to them from then on."
    ),
)
