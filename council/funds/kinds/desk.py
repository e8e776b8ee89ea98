"""What funds adds to the bar of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongshi.desk.registries import Section, sections


@sections.register
class Plans(Section):
    """The list of distribution plans."""

    key = "funds.plans"
    title = _("Funds")
    name = "funds"
    view = "funds_plans"
    order = 30
