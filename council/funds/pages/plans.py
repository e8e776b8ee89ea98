"""The form of a new plan, and the versions of a plan in words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.funds.models import DistributionPlan, Earmark, FundItem, FundSource, PlanVersion
from council.funds.pages.fields import YuanField
from council.funds.parameters import ALLOWED
from council.funds.registries import fund_formulas
from council.funds.rules.words import PURPOSE_WORDS
from gongshi.areas.models import Area
from gongshi.areas.rules import covering
from gongshi.money import yuan


class PlanForm(forms.Form):
    """What a plan is before it has lines."""

    refused_at: ClassVar = {
        "FUND-1": "total",
        "FUND-3": "purpose",
        "FUND-4": "earmark",
        "FUND-5": "authorisation",
        "FUND-7": "total",
    }

    title = forms.CharField(label=gettext_lazy("title"), max_length=200)
    year = forms.IntegerField(label=gettext_lazy("year"), min_value=2000, max_value=2100)
    total = YuanField(
        label=gettext_lazy("sum (yuan)"),
        required=False,
        help_text=gettext_lazy("Leave empty where something in kind is shared, not money."),
    )
    earmark = forms.ChoiceField(
        label=gettext_lazy("kind of income"),
        choices=Earmark.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It decides which assembly adopts the plan, and by which majority."),
    )
    purpose = forms.ChoiceField(label=gettext_lazy("purpose"))
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
    authorisation = forms.CharField(
        label=gettext_lazy("resolution of the village assembly"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("By it the village assembly authorised its representatives."),
    )
    total_text = forms.CharField(
        label=gettext_lazy("the sum as the village's paper writes it"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Word for word, for example “about 530,000 yuan”."),
    )

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = covering(area.code)
        purpose, source, item = (self.fields[name] for name in ("purpose", "source", "item"))
        purpose.choices = [(code, _(PURPOSE_WORDS.get(code, code))) for code in ALLOWED.value]  # type: ignore[attr-defined]
        source.queryset = FundSource.objects.filter(area__in=above)  # type: ignore[attr-defined]
        item.queryset = FundItem.objects.filter(area__in=above)  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Give what ``create_plan`` asks for."""
        given = dict(self.cleaned_data)
        text = given.pop("total_text")
        return {**given, "stated": {"total_text": text} if text else {}}


def versions(plan: DistributionPlan) -> list[dict[str, object]]:
    """Give every version of a plan in words, the newest first."""
    rows = PlanVersion.objects.filter(plan=plan).select_related("act").order_by("-number")
    return [
        {
            "number": str(row.number),
            "formula": _(str(fund_formulas.get(row.formula).title)),
            "total": yuan(row.total) if row.total is not None else "",
            "reason": row.reason,
            "by": row.act.name,
            "at": row.act.at,
        }
        for row in rows
    ]
