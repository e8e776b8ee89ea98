"""Making the payment list, and paying line by line, each with its voucher."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from council.funds.models import DistributionPlan, Payment, PaymentList, PlanLine
from council.funds.queries.payments import (
    current_list,
    left_to_pay,
    paid_amounts,
    payable_amounts,
)
from council.funds.queries.plans import as_line, current_version, lines_of, waiting_step
from council.funds.rules.lines import adds_up, total_of
from council.funds.rules.payments import may_pay, plain_voucher, same_request
from council.funds.services.steps import waiting
from council.procedures.models import Step
from council.procedures.services import perform
from gongshi.clock import local_date
from gongshi.matters.services import saving
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.verdict import Verdict, require


@transaction.atomic
def make_payment_list(
    *,
    plan: DistributionPlan,
    by: Person,
    at: datetime,
    account: User | None = None,
    reading: str | None = None,
) -> PaymentList:
    """The committee makes the list of the approved version; its lines become payable.

    ``reading`` is the digest of the plan as the page showed it (PROC-9).
    """
    plan = DistributionPlan.objects.select_for_update().get(pk=plan.pk)
    step = waiting(plan, "payment_list")
    version = current_version(plan)
    assert version is not None  # noqa: S101 -- the draft step has made it
    lines = [as_line(row) for row in lines_of(version)]
    require(adds_up(version.total, lines))
    made = PaymentList(version=version, total=total_of(lines))
    perform(
        step=step,
        by=by,
        at=at,
        write=saving(made),
        account=account,
        name=name_of(by),
        reading=reading,
    )
    return made


@transaction.atomic
def pay_line(
    *,
    line: PlanLine,
    amount: int,
    voucher: str,
    paid_on: date,
    client_key: UUID,
    by: Person,
    at: datetime,
    account: User | None = None,
) -> Payment:
    """Pay a line. The same form sent twice pays once; the last payment finishes the step.

    Raises RuleBroken with FUND-8 to FUND-12 or a separation; then nothing was written.
    """
    plan = DistributionPlan.objects.select_for_update().get(versions=line.version_id)
    payment = _payment(plan, line, amount, voucher, paid_on, client_key)
    earlier = _paid_before(payment)
    if earlier is not None:
        return earlier
    step = waiting_step(plan)
    require(_may_pay(plan, step, payment, local_date(at)))
    assert step is not None  # noqa: S101 -- else nothing was payable
    perform(
        step=step,
        by=by,
        at=at,
        write=saving(payment),
        account=account,
        finishes=left_to_pay(plan) == amount,
        name=name_of(by),
    )
    return payment


def _payment(
    plan: DistributionPlan,
    line: PlanLine,
    amount: int,
    voucher: str,
    paid_on: date,
    client_key: UUID,
) -> Payment:
    return Payment(
        area=plan.area,
        line=line,
        amount=amount,
        voucher=plain_voucher(voucher),
        year=paid_on.year,
        paid_on=paid_on,
        client_key=client_key,
    )


def _paid_before(payment: Payment) -> Payment | None:
    """Give the payment the same form has made already; the form with other figures is refused."""
    earlier = Payment.objects.filter(client_key=payment.client_key).first()
    if earlier is not None:
        require(same_request(same=_figures(earlier) == _figures(payment)))
    return earlier


def _figures(payment: Payment) -> tuple[int, int, str]:
    return payment.line_id, payment.amount, payment.voucher


def _may_pay(plan: DistributionPlan, step: Step | None, payment: Payment, today: date) -> Verdict:
    payable = payable_amounts(plan) if step is not None and step.key == "payment" else {}
    return may_pay(
        payable=payable.get(payment.line_id),
        paid=paid_amounts(plan)[payment.line_id],
        amount=payment.amount,
        voucher=payment.voucher,
        taken=_is_taken(plan, payment.voucher, payment.paid_on),
        paid_on=payment.paid_on,
        listed_on=_listed_on(plan),
        today=today,
    )


def _listed_on(plan: DistributionPlan) -> date | None:
    """Give the day the payment list that counts was made."""
    newest = current_list(plan)
    return local_date(newest.act.at) if newest else None


def _is_taken(plan: DistributionPlan, voucher: str, paid_on: date) -> bool:
    return Payment.objects.filter(area=plan.area, year=paid_on.year, voucher=voucher).exists()
