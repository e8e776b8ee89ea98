"""Accounts of those in office: who has one, printing slips, closing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.admin.places import places_of
from gongshi.admin.queries import entrant_of, person_of
from gongshi.clock import local_date
from gongshi.offices import setup
from gongshi.offices.duties import Duty, Office
from gongshi.offices.holders import Holder, holders_of, in_office
from gongshi.offices.models import OFFICE_TITLES
from gongshi.offices.printing import print_slips
from gongshi.offices.slips import Hand
from gongshi.people.models import Person
from gongshi.people.names import names_of
from gongshi.people.states import AccountState
from gongshi.verdict import Verdict

#: Slips of one go: each code is hashed as slowly as a password, and all wait for one answer.
AT_ONCE = 20

STATES = {
    AccountState.NONE: gettext_lazy("no account"),
    AccountState.PRINTED: gettext_lazy("slip printed, not used yet"),
    AccountState.LATE: gettext_lazy("slip too old, never used"),
    AccountState.OPENED: gettext_lazy("slip used, no password yet"),
    AccountState.ACTIVE: gettext_lazy("in use"),
    AccountState.CLOSED: gettext_lazy("closed"),
}
HAPPENS = {
    AccountState.NONE: gettext_lazy("An account is opened and a slip printed."),
    AccountState.CLOSED: gettext_lazy("A new account is opened and a slip printed."),
    AccountState.PRINTED: gettext_lazy("A new slip; the one printed before no longer works."),
    AccountState.LATE: gettext_lazy("A new slip; the one printed before no longer works."),
    AccountState.OPENED: gettext_lazy("A new slip; whoever is signed in with it is signed out."),
    AccountState.ACTIVE: gettext_lazy(
        "A new slip; the password stops working at once and its holder is signed out."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list, in words."""

    key: UUID
    name: str
    offices: str
    state: AccountState
    login: str
    printed: str
    refusal: Verdict | None
    ticked: bool = False

    @property
    def stands(self) -> str:
        return str(STATES[self.state])

    @property
    def happens(self) -> str:
        return str(HAPPENS[self.state])

    @property
    def reason(self) -> str:
        """Why not, in words; a refusal itself counts as false, in a template, too."""
        return self.refusal.text(_) if self.refusal is not None else ""

    @property
    def is_open(self) -> bool:
        return self.state not in {AccountState.NONE, AccountState.CLOSED}


class CloseForm(forms.Form):
    """Why an account is closed."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@admin_page(Section.COUNCIL)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show everyone in office in one place with the state of their account."""
    places = places_of(request, Section.COUNCIL)
    holders = in_office(places.chosen, timezone.now())
    granter = _granter(request)
    verdicts = _hand(request).may_print(holders) if granter else []
    context = {
        "title": _("Accounts"),
        "places": places,
        "lines": _lines(holders, verdicts, tick=request.GET.get("tick", "")),
        "granter": granter,
        "at_once": AT_ONCE,
    }
    return render(request, "gongshi_admin/accounts.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Say for each person ticked what printing a slip will do; nothing is changed yet."""
    places = places_of(request, Section.COUNCIL, asked=request.POST.get("area", ""))
    back = f"{reverse('admin_accounts')}?area={places.chosen.code}"
    holders = _ticked(request)
    if not 0 < len(holders) <= AT_ONCE:
        words = _("Tick between 1 and %(n)s persons.") % {"n": AT_ONCE}
        messages.warning(request, words)
        return redirect(back)
    verdicts = _hand(request).may_print(holders, together=True)
    context = {
        "title": _("Print sign-in slips: look before you print"),
        "place": places.chosen,
        "lines": _lines(holders, verdicts),
        "back": back,
        "blocked": not all(verdicts),
    }
    return render(request, "gongshi_admin/accounts_check.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_POST
def slips(request: HttpRequest) -> HttpResponse:
    """Open accounts, make slips and give them on paper; they are shown nowhere else."""
    places = places_of(request, Section.COUNCIL, asked=request.POST.get("area", ""))
    holders, at = _ticked(request), timezone.now()
    if not 0 < len(holders) <= AT_ONCE:
        raise Http404
    people = list(Person.objects.filter(pk__in=[one.key for one in holders]))
    issued = setup.hand_out(people=people, area=places.chosen, by=person_of(request), at=at)
    response = HttpResponse(print_slips(issued, at), content_type="application/pdf")
    name = f"{places.chosen.name}-{_('slips')}-{local_date(at)}.pdf"
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response


@admin_page(Section.COUNCIL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close somebody's account for good, with a reason, after saying what that means."""
    person = get_object_or_404(Person, pk=key)
    [holder] = holders_of([person.pk], timezone.now())
    mine = places_of(request, Section.COUNCIL)
    place = next((one for one in holder.areas if one in mine.all), None)
    if place is None or holder.account is None:
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        setup.close_account(
            account=holder.account,
            area=place,
            reason=form.cleaned_data["reason"],
            by=person_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("The account is closed."))
        return redirect(f"{reverse('admin_accounts')}?area={place.code}")
    verdicts = _hand(request).may_close([holder])
    [line] = _lines([holder], verdicts)
    context = {"title": _("Close an account"), "line": line, "place": place, "form": form}
    return render(request, "gongshi_admin/account_close.html", context)


def _ticked(request: HttpRequest) -> list[Holder]:
    try:
        keys = [UUID(key) for key in request.POST.getlist("person")]
    except ValueError:
        raise Http404 from None
    if Person.objects.filter(pk__in=keys).count() != len(set(keys)):
        raise Http404
    return holders_of(keys, timezone.now())


def _granter(request: HttpRequest) -> bool:
    return Duty.GRANT in entrant_of(request.user).duties


def _hand(request: HttpRequest) -> Hand:
    return Hand(person_of(request), timezone.now())


def _lines(holders: Sequence[Holder], verdicts: Sequence[Verdict], tick: str = "") -> list[Line]:
    """Put people into words; without verdicts nobody may be ticked and no login is shown."""
    printers = names_of(
        {one.account.slip_by_id for one in holders if one.account and one.account.slip_by_id}
    )
    lines: list[Line] = []
    for number, one in enumerate(holders):
        verdict = verdicts[number] if verdicts else None
        free = one.state in {AccountState.NONE, AccountState.CLOSED, AccountState.LATE}
        ticked = sum(line.ticked for line in lines)
        account = one.account
        lines.append(
            Line(
                key=one.key,
                name=one.name or _("person %(key)s") % {"key": str(one.key)[:8]},
                offices="、".join(_office(row.office) for row in one.appointments),
                state=one.state,
                login=account.username if account and verdicts else "",
                printed=_printed(one, printers),
                refusal=verdict if verdict is not None and not verdict else None,
                ticked=bool(tick and verdict and free and ticked < AT_ONCE),
            )
        )
    return lines


def _office(office: str) -> str:
    return str(OFFICE_TITLES[Office(office)])


def _printed(one: Holder, names: dict[UUID, str]) -> str:
    """Say when and by whom the last slip was printed."""
    account = one.account
    if account is None or account.slip_at is None:
        return ""
    who = names.get(account.slip_by_id, "") if account.slip_by_id else _("the operator")
    return f"{local_date(account.slip_at)} {who}"
