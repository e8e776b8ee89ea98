"""Notices, their review, posting and conclusion."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class NoticesConfig(PluginConfig):
    name = "publicity.notices"
    label = "publicity_notices"
    title = _("Notices")
    always_on = True
    desk_prefix = "notices"
    admin_prefix = "notices"
