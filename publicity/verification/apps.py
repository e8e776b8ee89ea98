"""Short codes: paper against web."""

from django.utils.translation import gettext_lazy as _

from gongshi.plugins import PluginConfig


class VerificationConfig(PluginConfig):
    name = "publicity.verification"
    label = "publicity_verification"
    title = _("Verification")
    default_on = True
    url_prefix = "verify"
    requires = ("publicity_notices",)
