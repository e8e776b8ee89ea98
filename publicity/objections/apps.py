"""Objections to a notice or one of its rows."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class ObjectionsConfig(PluginConfig):
    name = "publicity.objections"
    label = "publicity_objections"
    title = _("Objections")
    always_on = True
    url_prefix = "objections"
    desk_prefix = "objections"
    requires = ("publicity_notices",)
