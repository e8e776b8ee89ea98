"""The desk's forms of a notice: its words, a review, a posting record."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from gongshi.desk.forms import ReasonField


class DraftForm(forms.Form):
    """What a committee writes around the frozen figures: plain paragraphs and the telephone."""

    refused_at: ClassVar = {"NOTICE-1": "hotlines"}

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("What villagers should know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One paragraph a line. The figures and the table are added by themselves."),
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=120)
    hotlines = forms.CharField(
        label=_("Telephone numbers for objections"),
        max_length=200,
        help_text=_("Several numbers are separated by a semicolon."),
    )
    finished = forms.BooleanField(label=_("Finished: hand it to the review"), required=False)


class ReviewForm(forms.Form):
    """Approve, or send back with the reason; ``digest`` says which text was read."""

    decision = forms.ChoiceField(
        label=_("Finding of the review"),
        choices=[("approve", _("Nothing to object to")), ("return", _("Send back"))],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=_("Reason, if it is sent back"))
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean_reason(self) -> str:
        """Whoever drafts must know what to change."""
        reason = str(self.cleaned_data["reason"]).strip()
        if self.cleaned_data.get("decision") == "return" and not reason:
            raise forms.ValidationError(_("Please write what has to be changed."))
        return reason


class PostForm(forms.Form):
    """张贴记录: where and when, with a photograph of the board."""

    place = forms.CharField(label=_("Which board"), max_length=120)
    posted_on = forms.DateField(
        label=_("Posted on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    photo = forms.FileField(
        label=_("Photograph of the board"), widget=forms.FileInput(attrs={"accept": "image/*"})
    )


class WithdrawForm(forms.Form):
    """Why a public notice is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
