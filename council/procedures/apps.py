"""Cases on their way through procedures."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class ProceduresConfig(PluginConfig):
    name = "council.procedures"
    label = "council_procedures"
    title = _("Procedures")
    always_on = True
    desk_prefix = "cases"
