"""Reading payments: what is payable, what was paid, where it arrived."""

from __future__ import annotations

from collections import Counter

from council.funds.models import (
    DeliveryCheck,
    DistributionPlan,
    Payable,
    Payment,
    PaymentList,
    PlanVersion,
)
from gongshi.people.models import Person
from gongshi.people.queries import canonical


def current_list(plan: DistributionPlan) -> PaymentList | None:
    """Give the payment list that counts: the newest."""
    return PaymentList.objects.filter(version__plan=plan).order_by("-pk").first()


def payable_amounts(plan: DistributionPlan) -> dict[int, int]:
    """Give what may be paid on each line at most, by line."""
    newest = current_list(plan)
    if newest is None:
        return {}
    return dict(Payable.objects.filter(payment_list=newest).values_list("line", "amount"))


def paid_amounts(plan: DistributionPlan) -> Counter[int]:
    """Give what was paid on each line."""
    paid: Counter[int] = Counter()
    for line, amount in Payment.objects.filter(line__version__plan=plan).values_list(
        "line", "amount"
    ):
        paid[line] += amount
    return paid


def left_to_pay(plan: DistributionPlan) -> int:
    """Give the fen that the payment list still has open."""
    paid = paid_amounts(plan)
    return sum(amount - paid[line] for line, amount in payable_amounts(plan).items())


def latest_checks(version: PlanVersion) -> dict[int, str]:
    """Give for each checked line what the last inspector found."""
    rows = DeliveryCheck.objects.filter(line__version=version).order_by("pk")
    return dict(rows.values_list("line", "reached"))


def latest_photos(version: PlanVersion) -> dict[int, str]:
    """Give for each checked line the photograph that was kept last."""
    rows = DeliveryCheck.objects.filter(line__version=version).exclude(photo="").order_by("pk")
    return dict(rows.values_list("line", "photo"))


def inspectors(version: PlanVersion) -> int:
    """Count the different human beings who checked the delivery."""
    keys = DeliveryCheck.objects.filter(line__version=version).values("act__person")
    return len({canonical(person).key for person in Person.objects.filter(key__in=keys)})
