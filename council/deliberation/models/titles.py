"""What people read for the words of deliberation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.deliberation.states import Body, Method, Option, Presence

BODY_TITLES = {
    Body.COUNCIL: _("poverty-relief council"),
    Body.REPRESENTATIVES: _("villagers' representative meeting"),
    Body.ASSEMBLY: _("village assembly"),
    Body.ASSEMBLY_HOUSEHOLDS: _("village assembly by households"),
    Body.COLLECTIVE_MEMBERS: _("assembly of the collective's members"),
    Body.COLLECTIVE_REPRESENTATIVES: _("representatives of the collective's members"),
    Body.ACTING_REPRESENTATIVES: _("villagers' representatives acting for the collective"),
    Body.JOINT: _("joint meeting of party branch and village committee"),
}
OPTION_TITLES = {
    Option.YES: pgettext_lazy("vote", "In favour"),
    Option.NO: pgettext_lazy("vote", "Against"),
    Option.ABSTAIN: pgettext_lazy("vote", "Abstain"),
}
METHOD_TITLES = {
    Method.SHOW_OF_HANDS: _("show of hands"),
    Method.OWN_PHONE: _("each on their own phone"),
    Method.SECRET: _("secret ballot"),
}
METHOD_SENTENCES = {
    Method.SHOW_OF_HANDS: _("One types what everyone sees, another certifies it. By name."),
    Method.OWN_PHONE: _("Everyone votes for themselves. By name, in the minutes."),
    Method.SECRET: _("Everyone votes for themselves. Who took part is known, never how."),
}
PRESENCE_TITLES = {
    Presence.PRESENT: _("present"),
    Presence.EXCUSED: _("excused"),
    Presence.ABSENT: _("absent"),
}
