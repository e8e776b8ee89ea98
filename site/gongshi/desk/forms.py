"""The forms of signing in, and a field that several desks share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from gongshi.people.models import User

_LOGIN = {"autocapitalize": "none", "spellcheck": "false"}


class ReasonField(forms.CharField):
    """A reason that only some answers need: the label says which, so it is not called optional."""

    needed_when = True

    def __init__(self, *, label: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.Textarea({"rows": 3}))


class SignInForm(forms.Form):
    """User name or telephone, and the password."""

    username = forms.CharField(
        label=_("User name or telephone"),
        max_length=60,
        widget=forms.TextInput(_LOGIN | {"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class SlipForm(forms.Form):
    """User name or telephone, and the code printed on the slip."""

    username = forms.CharField(
        label=_("User name or telephone"),
        max_length=60,
        widget=forms.TextInput(_LOGIN | {"autocomplete": "off"}),
    )
    slip = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("Three groups of four letters and digits. Capitals or not, both are right."),
        widget=forms.TextInput(_LOGIN | {"autocomplete": "off"}),
    )


class PasswordForm(forms.Form):
    """The password there is, then a new one, twice; ``known`` judges the first, if there is one."""

    password_now = forms.CharField(
        label=_("The password until now"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        help_text=_("At least 8 characters. A short sentence is easy to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(
        self,
        *args: Any,
        account: User,
        known: Callable[[str], bool] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.known = account, known
        if known is None:
            del self.fields["password_now"]

    def clean_password_now(self) -> str:
        typed = str(self.cleaned_data["password_now"])
        if self.known is not None and not self.known(typed):
            raise forms.ValidationError(_("This is not the password until now."))
        return typed

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned.get("again") != cleaned["password"]:
            self.add_error("again", _("The two passwords differ."))
        return cleaned
