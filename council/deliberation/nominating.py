"""The form of a nomination: the people proposed, two signers, the resolution.

For a council that is being formed there are seven rows, for a by-election as many as seats are
vacant; then the chair may stay who it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.deliberation.models import Nomination
from council.deliberation.rules.composition import MOST
from council.deliberation.services.slates import Nominee, Slate, slate_of
from gongshi.offices.models import Appointment, Category
from gongshi.people.models import HouseholdMember, Person
from gongshi.people.names import names_of
from gongshi.people.villagers import Villagers

#: For whom a council member may stand; a woman representative is one of another body.
CATEGORIES = [(each.value, each.label) for each in Category if each is not Category.WOMAN]


class MemberForm(forms.Form):
    """One proposed member, found among the people of the village."""

    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    home = forms.CharField(
        label=_("Household number"),
        max_length=20,
        required=False,
        help_text=_("Only where several people bear this name."),
    )
    category = forms.ChoiceField(label=_("Stands for"), choices=CATEGORIES, required=False)

    def find(self, villagers: Villagers) -> Person | None:
        """Give the villager meant; none where the row is blank or the person is not found."""
        name, home = self.cleaned_data["name"].strip(), self.cleaned_data["home"].strip()
        if not name:
            return None
        if home:
            known = villagers.in_home(home, name)
            words = gettext("Nobody of this name belongs to this household.")
        else:
            known, verdict = villagers.find(name, "")
            words = verdict.text(gettext)
        if known is None:
            self.add_error("name", words)
            return None
        return known.person


class SignersForm(forms.Form):
    """Who is the chair, who signs, and on which documents the council rests."""

    chair = forms.ChoiceField(label=_("Chair"))
    first = forms.ChoiceField(label=_("Signed for the two committees by"))
    second = forms.ChoiceField(label=_("Signed beside them by"))
    substitute = forms.CharField(
        label=_("Document by which the township named the second signer"),
        max_length=200,
        required=False,
        help_text=_("Only where no first secretary is posted."),
    )
    document = forms.CharField(
        label=_("Resolution of the villagers' representatives (document and number)"),
        max_length=200,
    )

    def __init__(
        self,
        first: Sequence[Appointment],
        second: Sequence[Appointment],
        *args: Any,
        vacant: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chair = self.fields["chair"]
        assert isinstance(chair, forms.ChoiceField)  # noqa: S101 -- declared above
        chair.choices = [
            *([("", _("The chair stays who it is"))] if vacant is not None else []),
            *((str(n), _("Member %(n)s") % {"n": n + 1}) for n in range(vacant or MOST)),
        ]
        chair.required = vacant is None
        names = names_of({row.person_id for row in (*first, *second)})
        for name, rows in (("first", first), ("second", second)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
            people = {row.person_id: row for row in reversed(rows)}
            field.choices = [
                (str(key), f"{names.get(key, key)} · {row.get_office_display()}")
                for key, row in reversed(people.items())
            ]


class NominationForm:
    """The whole page: a row for each seat, then the signers. ``vacant``: seats to be filled."""

    def __init__(
        self,
        area: str,
        signers: tuple[Sequence[Appointment], Sequence[Appointment]],
        earlier: Nomination | None,
        data: Mapping[str, Any] | None = None,
        *,
        vacant: int | None = None,
    ) -> None:
        self.area = area
        rows, initial = _earlier(earlier)
        self.rows = [
            MemberForm(data, prefix=f"m{n}", initial=rows[n] if n < len(rows) else {})
            for n in range(MOST if vacant is None else vacant)
        ]
        self.signers = SignersForm(*signers, data, initial=initial, vacant=vacant)
        self.members: list[Nominee] = []

    def is_valid(self) -> bool:
        """Say whether everything is there and everybody proposed is known in the village."""
        if not all([form.is_valid() for form in (*self.rows, self.signers)]):  # noqa: C419 -- all of them
            return False
        villagers, chair = Villagers(self.area), self.signers.cleaned_data["chair"]
        for number, form in enumerate(self.rows):
            found = form.find(villagers)
            if found is not None:
                category = form.cleaned_data["category"]
                self.members.append(Nominee(found, category, chair=str(number) == chair))
        return not any(form.errors for form in self.rows)

    def slate(self) -> Slate:
        """Give what was entered."""
        given = self.signers.cleaned_data
        people = Person.objects.in_bulk([given["first"], given["second"]])
        by_key = {str(key): person for key, person in people.items()}
        signers = (by_key[given["first"]], by_key[given["second"]])
        return Slate(self.members, signers, given["document"], given["substitute"])


def _earlier(row: Nomination | None) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Give what was entered before, to go on from."""
    if row is None:
        return [], {}
    members = slate_of(row).members
    keys = [one.person.key for one in members]
    names = names_of(keys)
    homes = dict(
        HouseholdMember.objects.filter(person__in=keys, ends_on=None).values_list(
            "person", "household__number"
        )
    )
    rows = [
        {
            "name": names.get(one.person.key, ""),
            "home": homes.get(one.person.key, ""),
            "category": one.category,
        }
        for one in members
    ]
    chair = next((str(n) for n, one in enumerate(members) if one.chair), "")
    return rows, {
        "chair": chair,
        "first": str(row.first_signer_id),
        "second": str(row.second_signer_id),
        "substitute": row.substitute,
        "document": row.document,
    }
