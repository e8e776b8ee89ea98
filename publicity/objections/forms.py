"""The forms of objections: few words, no account, no picture puzzle; and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from publicity.objections.models import Outcome
from publicity.objections.rules import LONGEST

#: For each field its label and, unless the field says it itself, its help; translated when shown.
Words = Mapping[str, tuple[Any, Any]]
NO_HELP = ""


class WordsForm(forms.Form):
    """What is wrong, and who says so; ``key`` makes a second tap harmless.

    A form derived from it says in ``words`` how it asks: label and help of each field.
    """

    refused_at: ClassVar = {"OBJ-2": "text", "OBJ-3": "row"}
    words: ClassVar[Words] = {}

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}))
    name = forms.CharField(required=False, max_length=40)
    phone = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Never shown to anyone but those who answer."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ["row"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text or self.fields[name].help_text


class ObjectionForm(WordsForm):
    """The villager's own; ``website`` is a trap that people never see."""

    words: ClassVar[Words] = {
        "text": (
            _("What is wrong?"),
            _("For example: our family has four people, the list says three."),
        ),
        "name": (_("Your name"), _("So that the answer can be brought to you.")),
        "phone": (_("Your telephone"), NO_HELP),
    }

    row = forms.CharField(label=_("What is it about?"), required=False, widget=forms.Select)
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, rows: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["row"].widget
        assert isinstance(widget, forms.Select)  # noqa: S101 -- declared above
        # Not a field of choices: a row that is not there is refused by its rule, in words.
        widget.choices = [("", _("The whole notice")), *rows.items()]


class ForVillagerForm(WordsForm):
    """What a clerk takes down for somebody who came to the office or called."""

    words: ClassVar[Words] = {
        "text": (
            _("What the villager says is wrong"),
            _("In the villager's own words. Read it to them before you hand it in."),
        ),
        "name": (_("The villager's name"), _("May be left out, if the villager wants so.")),
        "phone": (_("The villager's telephone"), NO_HELP),
    }

    row = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [("", _("The whole notice")), *rows]  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The answer in writing, and what follows from it."""

    refused_at: ClassVar = {"OBJ-4": "text", "OBJ-7": "text"}

    outcome = forms.ChoiceField(
        label=_("What follows"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 5}))


class ReceiptForm(forms.Form):
    """The key of the form that filed an objection: who holds it may print the receipt."""

    key = forms.UUIDField()


class FollowForm(forms.Form):
    """The code on the receipt."""

    code = forms.CharField(
        label=_("Code on the receipt"),
        max_length=30,
        help_text=_("Twelve letters and figures; capital or small makes no difference."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
