"""What the plugin says about itself."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class DroughtConfig(PluginConfig):
    name = "gongshi_drought"
    label = "gongshi_drought"
    title = _("Drought relief")
    requires_api = (1, 0)
    requires = ("council_funds", "publicity_notices")
    url_prefix = "drought"
