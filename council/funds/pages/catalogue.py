"""The forms of the catalogue, and its items in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council.funds.models import FundItem, FundSource, SourceLevel
from council.funds.pages.fields import YuanField
from council.funds.queries.catalogue import uses_of
from gongshi.areas.models import Area
from gongshi.areas.rules import covering
from gongshi.money import yuan


class SourceForm(forms.Form):
    """A source of money with its document."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("kept by"), empty_label=_("(please choose)")
    )
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100)
    level = forms.ChoiceField(label=_("level"), choices=SourceLevel.choices)
    name = forms.CharField(label=_("name of the fund"), max_length=160)
    number = forms.CharField(label=_("document number"), max_length=80, required=False)

    def __init__(self, areas: QuerySet[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, areas)


class ItemForm(forms.Form):
    """One item of the year's catalogue."""

    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("kept by"), empty_label=_("(please choose)")
    )
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2100)
    department = forms.CharField(label=_("department"), max_length=80)
    number = forms.CharField(
        label=_("item number"),
        max_length=40,
        help_text=_("The same number in the same year is the same item: it is then renewed."),
    )
    name = forms.CharField(label=_("item"), max_length=160)
    purpose = forms.CharField(label=_("purpose"), max_length=200, required=False)
    ceiling = YuanField(label=_("sum (yuan)"), help_text=_("Or with its unit: 12.5万元"))
    source = forms.ModelChoiceField(
        FundSource.objects.none(), label=_("source"), required=False, empty_label=_("(none)")
    )

    def __init__(self, areas: QuerySet[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, areas)
        codes = {code for area in areas for code in covering(area.code)}
        self.fields["source"].queryset = FundSource.objects.filter(area__in=codes)  # type: ignore[attr-defined]


def _choose(form: forms.Form, areas: QuerySet[Area]) -> None:
    form.fields["area"].queryset = areas  # type: ignore[attr-defined]
    if len(areas) == 1:
        form.initial.setdefault("area", areas[0].pk)


def item_rows(items: Iterable[FundItem]) -> list[dict[str, object]]:
    """Give the items with what is used of each."""
    items = list(items)
    uses = uses_of(items)
    return [
        {
            "item": item,
            "sum": yuan(item.ceiling),
            "allocated": yuan(uses[item.pk].allocated),
            "planned": yuan(uses[item.pk].planned),
            "left": yuan(item.ceiling - uses[item.pk].planned),
            "over": uses[item.pk].planned > item.ceiling,
        }
        for item in items
    ]
