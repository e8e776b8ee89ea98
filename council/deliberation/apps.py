"""Terms, rolls, meetings, motions and votes."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class DeliberationConfig(PluginConfig):
    name = "council.deliberation"
    label = "council_deliberation"
    title = _("Deliberation")
    always_on = True
    desk_prefix = "meetings"
    requires = ("council_procedures",)
