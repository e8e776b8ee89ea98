"""Records of persons: finding one, joining two of one human being, deleting an identity."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongshi.admin import effects
from gongshi.admin.duties import Section
from gongshi.admin.guard import admin_page
from gongshi.admin.queries import entrant_of, person_of, prefixes
from gongshi.areas.models import Area
from gongshi.offices.asking import ask_erasure, ask_merge, judge_erasure, judge_merge
from gongshi.offices.duties import Duty
from gongshi.offices.models import Appointment
from gongshi.people.models import HouseholdMember, Person
from gongshi.people.queries import canonical, roots_of
from gongshi.people.sealing import id_hash, name_hash
from gongshi.verdict import RuleBroken, denied, gettext_noop

FOUND = 30


class MergeForm(forms.Form):
    """Why two records are one person."""

    reason = forms.CharField(
        label=gettext_lazy("How do you know that they are one person?"), max_length=200
    )


class EraseForm(forms.Form):
    """The law that asks for it, and what happened."""

    ground = forms.CharField(
        label=gettext_lazy("Legal ground"),
        max_length=200,
        help_text=gettext_lazy("For example: Personal Information Protection Law, article 47."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


@admin_page(Section.COUNCIL)
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Find records by full name or ID number, among those of one's own places."""
    scope, asked = _scope(request), request.GET.get("q", "").strip()
    found: list[Person] = []
    if asked:
        hashes = Q(identity__name_hash=name_hash(asked))
        if len(asked) >= 15:
            hashes |= Q(identity__id_hash=id_hash(asked))
        rows = Person.objects.filter(hashes, same_as=None).order_by("key")[:FOUND]
        found = _within(list(rows), scope)
    context = {
        "title": _("Records of persons"),
        "asked": asked,
        "people": effects.shown(found, timezone.now()),
    }
    return render(request, "gongshi_admin/persons.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Say what joining two records does, and ask another granter for it."""
    keys = request.GET.getlist("person")
    if len(set(keys)) != 2:
        messages.warning(request, _("Tick two records that are one person."))
        return redirect("admin_persons")
    keep, joined = (_reached(request, key) for key in keys)
    area, by, at = _area(request, keep, joined), person_of(request), timezone.now()
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_merge(
            person=keep, double=joined, area=area, by=by, at=at, reason=form.cleaned_data["reason"]
        )
        return _asked(request)
    verdict = judge_merge(person=keep, double=joined, area=area, by=by, at=at)
    one, other = effects.shown([keep, joined], at)
    context = {
        "title": _("Join two records of one person"),
        "keep": one,
        "joined": other,
        "effects": effects.of_merge(one, other),
        "reason": verdict.text(_),
        "rule": verdict.rule,
        "form": form,
    }
    return render(request, "gongshi_admin/person_merge.html", context)


@admin_page(Section.COUNCIL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what deleting an identity does, and ask another granter for it."""
    person = _reached(request, str(key))
    area, by, at = _area(request, person), person_of(request), timezone.now()
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_erasure(person=person, area=area, by=by, at=at, **form.cleaned_data)
        return _asked(request)
    verdict = judge_erasure(area=area, ground="-", by=by, at=at)
    [one] = effects.shown([person], at)
    context = {
        "title": _("Delete an identity"),
        "one": one,
        "effects": effects.of_erasure(one),
        "reason": verdict.text(_),
        "rule": verdict.rule,
        "form": form,
    }
    return render(request, "gongshi_admin/person_erase.html", context)


def _asked(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Asked. Another granter confirms it."))
    return redirect("admin_waiting")


def _scope(request: HttpRequest) -> frozenset[str]:
    codes = entrant_of(request.user).duties.get(Duty.GRANT)
    if not codes:
        raise RuleBroken(
            denied("I6", gettext_noop("Only granters join records or delete an identity."))
        )
    return codes


def _within(people: Sequence[Person], scope: frozenset[str]) -> list[Person]:
    """Leave those of whom every place, of living or of office, lies in the scope.

    A record of no place at all, made by a slip of the pen, is every granter's to join.
    """
    starts = prefixes(scope)
    places = _places(people)
    return [
        one
        for one in people
        if all(any(code.startswith(start) for start in starts) for code in places[one.pk])
    ]


def _places(people: Sequence[Person]) -> dict[UUID, set[str]]:
    """Give the codes of the places that each lives or ever held an office in."""
    roots = roots_of(one.pk for one in people)
    found: dict[UUID, set[str]] = {root: set() for root in roots.values()}
    homes = HouseholdMember.objects.filter(person__in=roots)
    held = Appointment.objects.filter(person__in=roots)
    for key, code in (
        *homes.values_list("person", "household__area"),
        *held.values_list("person", "area"),
    ):
        found[roots[key]].add(code)
    return {one.pk: found[roots[one.pk]] for one in people}


def _reached(request: HttpRequest, key: str) -> Person:
    try:
        person = Person.objects.filter(pk=UUID(key)).first()
    except ValueError:
        raise Http404 from None
    if person is None or not _within([person], _scope(request)):
        raise Http404
    return canonical(person)


def _area(request: HttpRequest, *people: Person) -> Area:
    """Give the place of one's own scope that covers everybody concerned."""
    scope = _scope(request)
    for code in sorted(scope):
        if len(_within(people, frozenset({code}))) == len(people):
            return Area.objects.get(pk=code)
    raise Http404
