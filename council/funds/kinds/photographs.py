"""Photographs of what arrived: for those who are signed in, never for the public."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongshi.files.registries import Purpose, purposes


@purposes.register
class DeliveryPhoto(Purpose):
    """What an inspector photographed at one line of a plan."""

    key = "funds.delivery"
    title = _("photograph of a delivery")
