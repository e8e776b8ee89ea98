"""Fund sources, allocations, distribution plans and payments."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class FundsConfig(PluginConfig):
    name = "council.funds"
    label = "council_funds"
    title = _("Funds")
    default_on = True
    requires = ("council_deliberation",)
    desk_prefix = "funds"
