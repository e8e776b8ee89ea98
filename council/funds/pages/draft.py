"""The form in which lines are proposed: a formula, the village's households, a few other uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.funds.models import DistributionPlan, LineKind
from council.funds.pages.fields import YuanField
from council.funds.registries import fund_formulas
from council.funds.rules.lines import GROUP, HOUSEHOLD, Line
from council.funds.rules.words import REMAINDER_SHORT
from council.funds.services.plans import BY_HAND
from gongshi.people.models import Household, HouseholdMember
from gongshi.people.names import names_of

#: More households than this are better sent as a table.
MOST_HOUSEHOLDS = 250
OTHER_USES = 4


class FormulaForm(forms.Form):
    """Which formula shares the sum, with what it asks for."""

    formula = forms.ChoiceField(label=gettext_lazy("how it is shared"), widget=forms.RadioSelect)
    standard = YuanField(
        label=gettext_lazy("standard for each (yuan)"),
        required=False,
        help_text=gettext_lazy("Only for a fixed standard."),
    )
    remainder = forms.ChoiceField(label=gettext_lazy("left-over fen"))

    def __init__(self, area: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formulas = [(kind.key, _(str(kind.title))) for kind in fund_formulas.active_in(area)]
        rules = [(rule, _(words)) for rule, words in REMAINDER_SHORT.items()]
        self.fields["formula"].choices = formulas  # type: ignore[attr-defined]
        self.fields["remainder"].choices = rules  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, int]:
        """Give what is stored with the plan beside the formula's key."""
        standard = self.cleaned_data["standard"]
        return {} if standard is None else {"standard": standard}


class HomeForm(forms.Form):
    """One household: whether it takes part, how many count, and an amount settled by hand."""

    take = forms.BooleanField(label=gettext_lazy("takes part"), required=False)
    count = forms.IntegerField(
        label=gettext_lazy("people or shares"),
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    amount = YuanField(label=gettext_lazy("amount (yuan)"), required=False)


class UseForm(forms.Form):
    """One other use: a project, something in kind, or a group without a list."""

    kind = forms.ChoiceField(
        label=gettext_lazy("kind"),
        choices=[choice for choice in LineKind.choices if choice[0] != HOUSEHOLD],
        required=False,
    )
    name = forms.CharField(label=gettext_lazy("for what"), max_length=160, required=False)
    count = forms.IntegerField(label=gettext_lazy("people or count"), min_value=0, required=False)
    amount = YuanField(label=gettext_lazy("amount (yuan)"), required=False)


@dataclass(frozen=True, slots=True)
class Home:
    """A household as the form shows it."""

    pk: int
    name: str
    group: str
    members: int
    form: HomeForm


class LinesForm:
    """The whole page: one formula, every household, a few other uses."""

    def __init__(self, plan: DistributionPlan, data: Mapping[str, Any] | None = None) -> None:
        known, uses, by_hand = _known(plan)
        self.formula = FormulaForm(plan.area_id, data, initial=_chosen(plan))
        self.homes = [
            _home(row, known.get(row[0], {}), data, by_hand=by_hand)
            for row in _households(plan.area_id)
        ]
        self.uses = [
            UseForm(data, prefix=f"u{n}", initial=_use(uses[n]) if n < len(uses) else {})
            for n in range(max(OTHER_USES, len(uses) + 1))
        ]

    @property
    def too_many(self) -> bool:
        return len(self.homes) > MOST_HOUSEHOLDS

    @property
    def wrong(self) -> list[Home]:
        """Give the households with a wrong entry, for the list on top of the page."""
        return [home for home in self.homes if home.form.is_bound and home.form.errors]

    def is_valid(self) -> bool:
        forms_ = [self.formula, *(home.form for home in self.homes), *self.uses]
        return not [form for form in forms_ if not form.is_valid()]

    def lines(self) -> list[Line]:
        """Give the lines without the amounts that the formula will fill in."""
        shares = fund_formulas.get(self.formula.cleaned_data["formula"]).counts == "shares"
        homes = [
            _home_line(home, shares=shares) for home in self.homes if home.form.cleaned_data["take"]
        ]
        uses = [_use_line(form) for form in self.uses if form.cleaned_data["name"]]
        return [*homes, *uses]


def _households(area: str) -> list[tuple[int, str, str, int]]:
    """Give key, head's name, group and number of members of every household, by number."""
    members = HouseholdMember.objects.filter(household__area=area, ends_on=None)
    sizes: dict[int, int] = {}
    heads: dict[int, Any] = {}
    for home, person, is_head in members.values_list("household", "person", "is_head"):
        sizes[home] = sizes.get(home, 0) + 1
        if is_head:
            heads[home] = person
    names = names_of(heads.values())
    rows = Household.objects.filter(area=area).values_list("pk", "number", "group")
    return [
        (pk, names.get(heads.get(pk)) or number, group, sizes.get(pk, 0))  # type: ignore[arg-type]
        for pk, number, group in rows
    ]


def _chosen(plan: DistributionPlan) -> dict[str, Any]:
    """Give the formula the draft was made with, else the same for every person."""
    draft = getattr(plan, "draft", None)
    if draft is None:
        return {"formula": "funds.per_head"}
    standard = draft.inputs.get("standard")
    return {"formula": draft.formula, "remainder": draft.remainder, "standard": standard}


def _known(plan: DistributionPlan) -> tuple[dict[int, dict[str, Any]], list[dict[str, Any]], bool]:
    """Give what the draft holds, to go on from: by household, the other uses, and whether the
    amounts were settled by hand (computed ones are computed anew).
    """
    draft = getattr(plan, "draft", None)
    lines = draft.lines if draft else []
    homes = {line["household"]: line for line in lines if line["household"] is not None}
    uses = [line for line in lines if line["household"] is None]
    return homes, uses, draft is not None and draft.formula == BY_HAND


def _home(
    row: tuple[int, str, str, int],
    line: Mapping[str, Any],
    data: Mapping[str, Any] | None,
    *,
    by_hand: bool,
) -> Home:
    pk, name, group, members = row
    count = line.get("quantity") or line.get("persons") or members
    amount = line.get("amount") if by_hand else None
    initial = {"take": bool(line), "count": count, "amount": amount}
    return Home(pk, name, group, members, HomeForm(data, prefix=f"h{pk}", initial=initial))


def _use(line: Mapping[str, Any]) -> dict[str, Any]:
    count = line["quantity"] or line["persons"]
    return {"kind": line["kind"], "name": line["name"], "count": count, "amount": line["amount"]}


def _home_line(home: Home, *, shares: bool) -> Line:
    given = home.form.cleaned_data
    count = given["count"] or 0
    return Line(
        HOUSEHOLD,
        home.name,
        amount=given["amount"],
        household=home.pk,
        group=home.group,
        persons=home.members if shares else count,
        quantity=count if shares else 0,
        unit=_("shares") if shares else "",
    )


def _use_line(form: UseForm) -> Line:
    given = form.cleaned_data
    return Line(
        given["kind"] or GROUP, given["name"], amount=given["amount"], persons=given["count"] or 0
    )
