"""What the pages of paying and of checking ask and show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.funds.models import DistributionPlan, PlanLine, Reached
from council.funds.pages.fields import YuanField
from council.funds.queries.payments import (
    latest_checks,
    latest_photos,
    paid_amounts,
    payable_amounts,
)
from council.funds.queries.plans import current_version, lines_of
from gongshi.money import yuan

PAGE = 50


class VoucherForm(forms.Form):
    """One payment on one line."""

    refused_at: ClassVar = {"FUND-9": "amount", "FUND-10": "voucher", "FUND-11": "paid_on"}

    line = forms.IntegerField(widget=forms.HiddenInput)
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    amount = YuanField(label=gettext_lazy("amount (yuan)"))
    voucher = forms.CharField(label=gettext_lazy("voucher number"), max_length=40)
    paid_on = forms.DateField(
        label=gettext_lazy("day of payment"), widget=forms.DateInput(attrs={"type": "date"})
    )


@dataclass(frozen=True, slots=True)
class PayRow:
    """A line that is to be paid, and what was paid on it."""

    line: PlanLine
    amount: int
    paid: int

    @property
    def left(self) -> int:
        return self.amount - self.paid

    @property
    def words(self) -> str:
        return _("paid") if not self.left else _("%(left)s yuan to pay") % {"left": yuan(self.left)}

    @property
    def amount_words(self) -> str:
        return yuan(self.amount)


def pay_rows(plan: DistributionPlan) -> list[PayRow]:
    """Give the payable lines of a plan in order."""
    amounts, paid = payable_amounts(plan), paid_amounts(plan)
    return [
        PayRow(line, amounts[line.pk], paid[line.pk])
        for line in lines_of(current_version(plan))
        if line.pk in amounts
    ]


def voucher_form(row: PayRow, today: str, data: Mapping[str, Any] | None = None) -> VoucherForm:
    """Give the form of one line, with a key of its own so that it pays only once."""
    initial = {
        "line": row.line.pk,
        "client_key": uuid4(),
        "amount": row.left,
        "paid_on": today,
    }
    return VoucherForm(data, initial=initial)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line that is looked at, and what the last inspector found."""

    line: PlanLine
    reached: str
    amount: str
    photo: str = ""
    ticked: str = ""

    @property
    def words(self) -> str:
        return str(Reached(self.reached).label)


def check_rows(plan: DistributionPlan, data: Mapping[str, Any]) -> list[CheckRow]:
    """Give every line of the version that counts, with the last finding and what was ticked."""
    version = current_version(plan)
    checks = latest_checks(version) if version else {}
    photos = latest_photos(version) if version else {}
    return [
        CheckRow(
            line,
            checks.get(line.pk, ""),
            yuan(line.amount) if line.amount else "",
            photos.get(line.pk, ""),
            data.get(f"reached-{line.pk}", ""),
        )
        for line in lines_of(version)
    ]


def unanswered_photo(
    files: Mapping[str, Any], found: Mapping[int, tuple[str, str]], rows: list[CheckRow]
) -> str:
    """Say for which line a photograph was sent without an answer; it would be lost silently."""
    for row in rows:
        if f"photo-{row.line.pk}" in files and row.line.pk not in found:
            words = _("%(name)s: say whether it arrived, then send the photo again.")
            return words % {"name": row.line.name}
    return ""


def seen_in(data: Mapping[str, Any], rows: list[CheckRow]) -> dict[int, tuple[str, str]]:
    """Read what was ticked: line to (reached, note); lines left blank are left out."""
    found = {}
    for row in rows:
        reached = data.get(f"reached-{row.line.pk}", "")
        if reached in Reached.values:
            found[row.line.pk] = (reached, str(data.get(f"note-{row.line.pk}", ""))[:200])
    return found
