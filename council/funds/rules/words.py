"""The words for purposes and remainders, to be translated where they are shown (pure)."""

from gongshi.verdict import gettext_noop

#: English msgids by purpose code; a code that a county added is shown as it is.
PURPOSE_WORDS = {
    "support_without_labour": gettext_noop("support of households without labour"),
    "public_posts": gettext_noop("wages of public-service posts"),
    "project_upkeep": gettext_noop("consolidating and maintaining projects"),
    "production_rewards": gettext_noop("support and rewards for production"),
    "collective_economy": gettext_noop("growing the collective economy"),
    "small_public_works": gettext_noop("small public-benefit works"),
    "aid_and_rewards": gettext_noop("aid and rewards"),
    "share_dividend": gettext_noop("dividend on shares"),
    "committee_running_costs": gettext_noop("running costs of the village committee"),
    "vehicles_and_telephones": gettext_noop("vehicles and telephones"),
    "allowances_and_welfare": gettext_noop("allowances and welfare of officials"),
    "losses_and_debts": gettext_noop("covering losses, gaps and debts"),
    "office_buildings": gettext_noop("office and other buildings"),
    "large_infrastructure": gettext_noop("large and medium infrastructure"),
    "harm_to_land_or_environment": gettext_noop("projects that harm farmland or the environment"),
}

#: The rule for the fen that an even division leaves over, by its key in ``gongshi.money``.
REMAINDER_SHORT = {
    "largest_remainder": gettext_noop("one fen each to the largest remainders"),
    "first": gettext_noop("one fen each to the first on the list"),
    "last": gettext_noop("one fen each to the last on the list"),
}
