"""The form of a new allocation, and its table typed row by row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.funds.models import Allocation, FundItem, FundSource
from council.funds.pages.fields import YuanField
from council.funds.queries.plans import allocation_lines
from council.funds.services.allocations import Entry
from gongshi.areas.models import Area
from gongshi.areas.rules import covering

#: Blank rows after those there are; and as many as a page of inputs can bear.
BLANK, MOST = 8, 40


class AllocationForm(forms.Form):
    """What an allocation is before it has rows."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=gettext_lazy("given by"),
        empty_label=gettext_lazy("(please choose)"),
    )
    title = forms.CharField(label=gettext_lazy("title"), max_length=200)
    year = forms.IntegerField(label=gettext_lazy("year"), min_value=2000, max_value=2100)
    source = forms.ModelChoiceField(
        FundSource.objects.none(),
        label=gettext_lazy("source"),
        required=False,
        empty_label=gettext_lazy("(none)"),
    )
    item = forms.ModelChoiceField(
        FundItem.objects.none(),
        label=gettext_lazy("fund item"),
        required=False,
        empty_label=gettext_lazy("(none)"),
    )
    principle = forms.CharField(
        label=gettext_lazy("principle of allocation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("By what rule the places receive their shares, in one sentence."),
    )
    total = YuanField(
        label=gettext_lazy("total sum in the document (yuan)"),
        required=False,
        help_text=gettext_lazy("If the rows give another sum, a warning stays on the table."),
    )

    def __init__(self, areas: QuerySet[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = {code for area in areas for code in covering(area.code)}
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["source"].queryset = FundSource.objects.filter(area__in=codes)  # type: ignore[attr-defined]
        self.fields["item"].queryset = FundItem.objects.filter(area__in=codes)  # type: ignore[attr-defined]
        if len(areas) == 1:
            self.initial.setdefault("area", areas[0].pk)

    def facts(self) -> dict[str, Any]:
        """Give what ``create_allocation`` asks for."""
        given = dict(self.cleaned_data)
        total = given.pop("total")
        return {**given, "stated": {"total": total} if total else {}}


class RowForm(forms.Form):
    """One row of the table; a row left blank is none."""

    place = forms.CharField(label=gettext_lazy("place"), max_length=160, required=False)
    project = forms.CharField(label=gettext_lazy("project"), max_length=200, required=False)
    content = forms.CharField(label=gettext_lazy("content"), max_length=500, required=False)
    amount = YuanField(label=gettext_lazy("amount (yuan)"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("amount") and not any(cleaned.get(k) for k in ("place", "project")):
            self.add_error("place", _("Say which place or which project receives the sum."))
        return cleaned

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(key) for key in ("place", "project", "amount"))

    def entry(self) -> Entry:
        """Give the row as the service wants it."""
        data = self.cleaned_data
        return Entry(
            place=data["place"],
            project=data["project"],
            content=data["content"],
            amount=data["amount"],
        )


def typed(allocation: Allocation, data: Any = None) -> forms.BaseFormSet[RowForm] | None:
    """Give the rows as inputs, blank ones after them; nothing where the table is too long."""
    rows = list(allocation_lines(allocation)[: MOST + 1])
    if len(rows) > MOST:
        return None
    initial = [
        {"place": r.place, "project": r.project, "content": r.content, "amount": r.amount}
        for r in rows
    ]
    kind = forms.formset_factory(RowForm, extra=BLANK, max_num=MOST + BLANK)
    return kind(data, initial=initial, prefix="row")


def entries(rows: forms.BaseFormSet[RowForm]) -> list[Entry]:
    """Give the rows that say something."""
    return [row.entry() for row in rows if not row.is_blank]
