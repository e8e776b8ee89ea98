"""Coming in and going out: sign-in, slip, first password, sign-out, lock-out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gongshi.desk.forms import PasswordForm, SignInForm, SlipForm
from gongshi.desk.queries import last_slip
from gongshi.desk.shell import account_of, desk_page
from gongshi.people.services.accounts import choose_password


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session with user name or telephone and password."""
    form = SignInForm(request.POST or None)
    target = _target(request)
    if request.method == "POST" and form.is_valid():
        if _opened(request, form, "password"):
            home = "desk" if account_of(request).person_id else "wagtailadmin_home"
            return HttpResponseRedirect(target or reverse(home))
        form.add_error(None, _("User name, telephone or password is wrong."))
    context = {"form": form, "next": target, "slip_url": reverse("slip")}
    return render(request, "desk/sign_in.html", context)


@never_cache
@sensitive_post_parameters("slip")
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponse:
    """Open the first session with the printed code, which then is used up."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _opened(request, form, "slip"):
            return redirect("choose_password")
        form.add_error(
            None,
            _("The name or the code is wrong, or the slip is used or too old. Ask for a new one."),
        )
    return render(request, "desk/slip.html", {"form": form})


@desk_page
@sensitive_post_parameters("password_now", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Let the holder choose a password; every other session of the account ends.

    Whoever finds a desk left open does not know the password there is, and keeps nobody out.
    """
    known = None if account_of(request).must_choose_password else partial(_is_known, request)
    form = PasswordForm(request.POST or None, account=account_of(request), known=known)
    if request.method == "POST" and form.is_valid():
        account = choose_password(
            account=account_of(request), password=form.cleaned_data["password"], at=timezone.now()
        )
        update_session_auth_hash(request, account)
        return redirect("desk")
    context = {"form": form, "slip": last_slip(account_of(request))}
    return render(request, "desk/choose_password.html", context)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("sign_in")


@never_cache
def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,  # noqa: ARG001 -- axes' signature
    credentials: dict[str, Any] | None = None,  # noqa: ARG001 -- likewise
) -> HttpResponse:
    """Say that too many attempts failed, how long to wait and whom to call."""
    return render(request, "desk/locked_out.html", status=429)


def _opened(request: HttpRequest, form: forms.Form, secret: str) -> bool:
    given = {"username": form.cleaned_data["username"], secret: form.cleaned_data[secret]}
    account = authenticate(request, **given)
    if account is None:
        return False
    login(request, account)
    return True


def _is_known(request: HttpRequest, typed: str) -> bool:
    """Say whether this is the password of who is signed in; wrong ones count as at the door."""
    name = account_of(request).username
    return authenticate(request, username=name, password=typed) == account_of(request)


def _target(request: HttpRequest) -> str:
    """Give the page of this site the reader came from, or nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    inside = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if inside else ""
