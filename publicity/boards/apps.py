"""The pages villagers read."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class BoardsConfig(PluginConfig):
    name = "publicity.boards"
    label = "publicity_boards"
    title = _("Boards")
    always_on = True
    url_prefix = ""
    requires = ("publicity_notices", "publicity_objections")
