"""What is checked before a notice goes up."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class CheckupConfig(PluginConfig):
    name = "publicity.checkup"
    label = "publicity_checkup"
    title = _("Check-up")
    always_on = True  # no village may put an ID number on its board
    requires = ("publicity_notices",)
