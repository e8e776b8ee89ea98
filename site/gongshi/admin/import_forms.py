"""The forms of importing a table: the upload, and what confirms a preview."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gongshi.admin.duties import Section
from gongshi.admin.queries import Entrant, below, prefixes
from gongshi.areas.models import Area
from gongshi.spreadsheets.reading.columns import FEN, Kind
from gongshi.spreadsheets.registries import ImportKind

#: Whoever records, and whoever grants (rolls and offices of a village being set up).
SECTIONS = (Section.FUNDS, Section.HOUSEHOLDS, Section.COUNCIL)


def codes_of(entrant: Entrant) -> frozenset[str]:
    """Give the codes of the areas in which somebody imports."""
    return frozenset(
        code for section in SECTIONS for code in entrant.areas.get(section, frozenset())
    )


#: What a table may leave open; see ``answers``.
DOUBTS = ("sheet", "unit", "letter")


class UploadForm(forms.Form):
    """The file, the place, and what the kind of table asks to be chosen before."""

    area = forms.ModelChoiceField(label=gettext_lazy("Place"), queryset=Area.objects.none())
    file = forms.FileField(
        label=gettext_lazy("File (.xlsx or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    sheet = forms.CharField(
        label=gettext_lazy("Worksheet, where the file holds several"),
        max_length=100,
        required=False,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit of money, where the table names none"),
        choices=[("", "—"), *((str(fen), word) for word, fen in FEN.items())],
        required=False,
    )
    letter = forms.RegexField(
        label=gettext_lazy("Column of the sum, where several may be meant: its letter, as F"),
        regex=r"^[A-Za-z]{1,2}$",
        required=False,
    )

    def __init__(self, kind: type[ImportKind], entrant: Entrant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, codes = kind(), codes_of(entrant)
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)  # noqa: S101 -- declared above
        area.queryset = Area.objects.filter(below("code", codes))
        if len(area.queryset[:2]) == 1:  # whoever has one place need not choose it
            area.initial = area.queryset[0]
        for name in kind.needs:
            choices = self.kind.choices(name, prefixes(codes))
            self.fields[name] = forms.ChoiceField(
                label=self.kind.label(name),
                choices=[("", "—"), *choices],
                help_text="" if choices else gettext_lazy("Nothing waits for such a table now."),
            )
        if kind.needs:
            del self.fields["area"]  # what was chosen lies somewhere
        self.money = [one.key for one in kind.columns if one.kind is Kind.MONEY]
        if not self.money:
            del self.fields["unit"]
        if len(self.money) != 1:
            del self.fields["letter"]
        self.order_fields([*kind.needs, "area", "file"])

    @property
    def asked(self) -> list[forms.BoundField]:
        """Give the fields of what every table needs."""
        return [self[name] for name in self.fields if name not in DOUBTS]

    @property
    def doubts(self) -> list[forms.BoundField]:
        """Give the fields for what a table may leave open."""
        return [self[name] for name in self.fields if name in DOUBTS]

    @property
    def answers(self) -> dict[str, Any]:
        """Give what was said of a table that leaves something open."""
        said = {name: self.cleaned_data.get(name) for name in DOUBTS}
        answers: dict[str, Any] = {}
        if said["sheet"]:
            answers["sheet"] = said["sheet"]
        if said["unit"]:
            answers["units"] = dict.fromkeys(self.money, int(said["unit"]))
        if said["letter"]:
            answers["chosen"] = {self.money[0]: said["letter"].upper()}
        return answers

    @property
    def chosen(self) -> dict[str, str]:
        """Give what was chosen, as the kind wants it."""
        return {name: self.cleaned_data[name] for name in self.kind.needs}

    @property
    def place(self) -> str:
        """Give the code of the place the table is for."""
        found = self.cleaned_data.get("area")
        return found.code if found else self.kind.area_of(self.chosen)


class ConfirmForm(forms.Form):
    """What confirms a preview: the file that was shown, and that its warnings were seen."""

    digest = forms.CharField(widget=forms.HiddenInput)
    accept_warnings = forms.BooleanField(
        label=gettext_lazy("I have looked at the warnings."), required=False
    )
