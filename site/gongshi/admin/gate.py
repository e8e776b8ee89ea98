"""The gate of the admin: every request passes it, and what it does not know is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gongshi.admin.duties import Section
from gongshi.admin.guard import sections_of
from gongshi.admin.queries import Entrant, entrant_of
from gongshi.admin.routes import Way, way_of
from gongshi.offices.duties import Duty
from gongshi.verdict import RuleBroken

View = Callable[..., HttpResponse]
SAFE = ("GET", "HEAD")
PAGE_KEYS = ("page_id", "parent_page_id", "pk")

#: Wagtail's editor needs inline styles and previews in frames; scripts need the nonce.
POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


class AdminGate:
    """In the admin an account is what its appointments make it; the superuser's flag is laid off.

    One request is one transaction: a refused act leaves nothing behind, whatever Wagtail wrote
    before it asked us.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = POLICY  # type: ignore[attr-defined]  # noqa: SLF001 -- django-csp's mark
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        match = request.resolver_match
        name = match.view_name if match else ""
        way, sections = way_of(name), sections_of(view)
        if way is Way.OPEN:
            return None
        if way is Way.SIGN_IN or not request.user.is_authenticated:
            return _sign_in(request, way)
        asked = Asked(name, way, sections, kwargs)
        return _admit(request, asked) or _run(request, view, args, kwargs)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address opens: its name, the way it is classed, its sections and its arguments."""

    name: str
    way: Way | None
    sections: frozenset[Section]
    kwargs: dict[str, Any]


def _admit(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """Answer whoever may not see the page or is led elsewhere; None lets them in."""
    entrant = entrant_of(request.user)
    if not entrant.may_enter:
        return refused(request, _("None of your offices works in the admin today."))
    request.user.is_superuser = False  # for this request alone; nothing saves the account
    try:
        _pass(request, entrant, asked)
    except PermissionDenied:
        return refused(request, _("Your office does not open this page."))
    if asked.way is Way.LIST:
        return _to_list(request)
    if asked.name == "wagtailadmin_choose_page":  # only links to other sites can be chosen
        query = request.GET.urlencode()
        return redirect(f"{reverse('wagtailadmin_choose_page_external_link')}?{query}")
    return None


def _pass(request: HttpRequest, entrant: Entrant, asked: Asked) -> None:
    """Let through, or raise Http404 (closed, or not yours to know of) or PermissionDenied."""
    way, sections, kwargs = asked.way, asked.sections, asked.kwargs
    if sections:
        if not sections & entrant.sections:
            raise PermissionDenied
        return
    if way is None or way is Way.CLOSED:
        raise Http404
    if way is Way.DRAFTER and Duty.DRAFT_NOTICE not in entrant.duties:
        raise PermissionDenied
    if way is Way.LIST and Section.NOTICES not in entrant.sections:
        raise PermissionDenied
    if way is Way.PAGE:
        key = next(kwargs[name] for name in PAGE_KEYS if name in kwargs)
        _seen_by(request, get_object_or_404(Page, pk=key), "view")
    if way is Way.MEDIA:
        images = request.resolver_match is not None and "images" in request.resolver_match.view_name
        model = get_image_model() if images else get_document_model()
        _seen_by(request, get_object_or_404(model, pk=kwargs["pk"]), "choose")


def _seen_by(request: HttpRequest, instance: Any, action: str) -> None:
    policy = policy_registry.get(instance)
    if not policy.user_has_permission_for_instance(request.user, action, instance):
        raise Http404


def _run(request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
    try:
        if request.method in SAFE:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)
    except RuleBroken as broken:
        return rule_broken(request, broken)


def rule_broken(request: HttpRequest, broken: RuleBroken) -> HttpResponse:
    """Say which rule refused and why; one of Wagtail's windows is closed for it."""
    words = broken.verdict.text(_)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        messages.error(request, f"{words}({broken.verdict.rule})")
        back = request.headers.get("referer") or reverse("wagtailadmin_home")
        return JsonResponse({"step": "success", "redirect": back}, status=200)
    return refused(request, words, rule=broken.verdict.rule)


def refused(request: HttpRequest, words: str, *, rule: str = "") -> HttpResponse:
    """Show why something is refused, with a way back."""
    entrant = entrant_of(request.user)
    home = reverse("wagtailadmin_home") if entrant.may_enter else "/"
    context = {"words": words, "rule": rule, "back": request.headers.get("referer") or home}
    return render(request, "gongshi_admin/refused.html", context, status=403)


def _sign_in(request: HttpRequest, way: Way | None) -> HttpResponse:
    if way is Way.SIGN_IN and request.user.is_authenticated:
        return redirect("desk")
    wanted = request.GET.get("next", "") if way is Way.SIGN_IN else request.get_full_path()
    return redirect_to_login(wanted or reverse("wagtailadmin_home"), settings.LOGIN_URL)


def _to_list(request: HttpRequest) -> HttpResponse:
    try:
        address = reverse("notices_admin:index")
    except NoReverseMatch:
        raise Http404 from None
    query = request.GET.get("q", "")
    return redirect(f"{address}?{urlencode({'q': query})}" if query else address)
