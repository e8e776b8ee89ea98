"""The forms by which an office is asked for and ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongshi.areas.models import Area
from gongshi.offices.asking import Named, Seat
from gongshi.offices.duties import VILLAGE_OFFICES, Office
from gongshi.offices.models import OFFICE_TITLES, Category


class EndForm(forms.Form):
    """Why an office ends, and the document that says so."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("For example: resigned, term over, moved away, died."),
    )
    legal_basis = forms.CharField(label=gettext_lazy("Document it rests on"), max_length=200)


def offices() -> list[tuple[str, list[tuple[str, Any]]]]:
    """Give every office, those of a village first."""
    village = [(one.value, OFFICE_TITLES[one]) for one in Office if one in VILLAGE_OFFICES]
    above = [(one.value, OFFICE_TITLES[one]) for one in Office if one not in VILLAGE_OFFICES]
    return [(_("in a village"), village), (_("in a township or the county"), above)]


def _office_to_choose() -> list[tuple[str, Any]]:
    return [("", _("Choose an office")), *offices()]


class AppointForm(forms.Form):
    """Who is to hold which office where, from when, on which document."""

    area = forms.ModelChoiceField(label=gettext_lazy("Area"), queryset=Area.objects.none())
    office = forms.ChoiceField(label=gettext_lazy("Office"), choices=_office_to_choose)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Not needed for a villager whose name nobody else in the village bears."
        ),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Only for somebody not registered yet."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Stands for"),
        required=False,
        choices=[("", "—"), *Category.choices],
        help_text=gettext_lazy("Only for council members and villagers' representatives."),
    )
    path = forms.TypedChoiceField(
        label=gettext_lazy("Supervision path"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "—"), *[(str(n), str(n)) for n in range(1, 6)]],
        help_text=gettext_lazy("Only for supervisors."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("In office from"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until (first day without the office)"),
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Document it rests on"),
        max_length=200,
        help_text=gettext_lazy("For example the resolution or the letter of appointment."),
    )

    def __init__(self, places: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 -- declared above
        area.queryset = places

    def clean(self) -> dict[str, Any]:
        """A last day lies behind the first."""
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends <= starts:
            self.add_error("ends_on", _("The end lies behind the beginning."))
        return given

    @property
    def named(self) -> Named:
        given = self.cleaned_data
        return Named(given["name"], given["id_number"], given["phone"])

    @property
    def seat(self) -> Seat:
        given = self.cleaned_data
        return Seat(
            office=Office(given["office"]),
            starts_on=given["starts_on"],
            legal_basis=given["legal_basis"],
            ends_on=given["ends_on"],
            category=given["category"],
            path=given["path"],
        )
