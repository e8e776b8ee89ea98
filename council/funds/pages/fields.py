"""A sum of money as people type it, whole fen as the services want it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from gongshi.money import parse_yuan, yuan
from gongshi.verdict import RuleBroken


class YuanField(forms.CharField):
    """Reads "1,234.50", "12.5万元" or full-width digits; an empty field is no amount."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return parse_yuan(text)
        except RuleBroken as broken:
            raise ValidationError(broken.verdict.text(gettext)) from broken

    def prepare_value(self, value: Any) -> Any:
        return yuan(value) if isinstance(value, int) else value
