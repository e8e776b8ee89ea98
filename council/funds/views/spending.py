"""The payment list, paying line by line, and looking whether it arrived."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from council.funds.models import DistributionPlan, PlanLine
from council.funds.pages.spending import (
    PAGE,
    PayRow,
    VoucherForm,
    pay_rows,
    voucher_form,
)
from council.funds.services.payments import make_payment_list, pay_line
from council.funds.views.plans import SECTION, context_of, may_now, plan_for
from council.procedures.models import Case
from council.procedures.pages import changed_text
from council.procedures.queries import reading_of
from gongshi.clock import local_date
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show
from gongshi.money import yuan
from gongshi.offices.duties import Duty
from gongshi.verdict import RuleBroken, Verdict


@desk_page
def payment_list_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The committee makes the list of what is to be paid."""
    plan, case = plan_for(request, pk)
    if request.method == "POST":
        try:
            make_payment_list(
                plan=plan,
                by=person_of(request),
                at=timezone.now(),
                account=account_of(request),
                reading=request.POST.get("reading", ""),
            )
        except RuleBroken as broken:
            return _payment_list(request, plan, case, changed=changed_text(broken))
        messages.success(request, _("The payment list is made. Its lines can be paid now."))
        return redirect("funds_plan", pk=plan.pk)
    return _payment_list(request, plan, case)


def _payment_list(
    request: HttpRequest, plan: DistributionPlan, case: Case, changed: Verdict | None = None
) -> HttpResponse:
    context = context_of(plan, case) | {
        "verdict": may_now(request, Duty.EXECUTE, case),
        "reading": reading_of(case),
        "changed": changed,
    }
    status = 409 if changed is not None else 200
    return show(request, "council/funds/payment_list.html", context, section=SECTION, status=status)


@desk_page
def payments_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Pay one line at a time, each with its voucher."""
    plan, case = plan_for(request, pk)
    rows = pay_rows(plan)
    form = _voucher(request, rows)
    if form is not None and sent(request, form):
        return _pay(request, plan, form)
    context = context_of(plan, case) | {
        "rows": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "paying": _chosen(request, rows),
        "paid": yuan(sum(row.paid for row in rows)),
        "total": yuan(sum(row.amount for row in rows)),
        "verdict": may_now(request, Duty.PAY, case),
    }
    return show(request, "council/funds/payments.html", context, section=SECTION)


def _chosen(request: HttpRequest, rows: list[PayRow]) -> PayRow | None:
    asked = request.POST.get("line") or request.GET.get("line")
    wanted = [row for row in rows if str(row.line.pk) == asked] if asked else []
    return next(iter(wanted or [row for row in rows if row.left]), None)


def _voucher(request: HttpRequest, rows: list[PayRow]) -> VoucherForm | None:
    row = _chosen(request, rows)
    if row is None:
        return None
    today = local_date(timezone.now()).isoformat()
    return voucher_form(row, today, request.POST if request.method == "POST" else None)


def _pay(request: HttpRequest, plan: DistributionPlan, form: VoucherForm) -> HttpResponse:
    given = form.cleaned_data
    line = get_object_or_404(PlanLine, pk=given["line"], version__plan=plan)
    payment = pay_line(
        line=line,
        amount=given["amount"],
        voucher=given["voucher"],
        paid_on=given["paid_on"],
        client_key=given["client_key"],
        by=person_of(request),
        at=timezone.now(),
        account=account_of(request),
    )
    words = _("Paid: %(name)s, %(amount)s yuan, voucher %(voucher)s.")
    facts = {"name": line.name, "amount": yuan(payment.amount), "voucher": payment.voucher}
    messages.success(request, words % facts)
    return redirect("funds_payments", pk=plan.pk)
