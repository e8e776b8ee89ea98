"""The plain forms of a meeting; each carries a key, so that a double tap does nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from council.deliberation.models import BODY_TITLES, METHOD_SENTENCES, METHOD_TITLES
from council.deliberation.rules.thresholds import Count
from council.deliberation.states import Body, Method
from council.procedures.models import Step
from gongshi.areas.models import Area

format_html_lazy = lazy(format_html, SafeString)


class Keyed(forms.Form):
    """A form that is taken once."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class MeetingForm(Keyed):
    """Who meets, when and where."""

    refused_at: ClassVar = {"MEETING-1": "noticed_on"}  # the day itself stands beside it

    where = forms.ChoiceField(label=_("Who meets"))
    held_at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label=_("Where"), max_length=100)
    noticed_on = forms.DateField(
        label=_("When the notice went out"),
        required=False,
        help_text=_("Leave empty where the notice goes out today."),
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, bodies: Sequence[tuple[Area, Body]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {f"{area.code}-{body}": (area, body) for area, body in bodies}
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            (key, f"{area.name} · {BODY_TITLES[body]}") for key, (area, body) in self.bodies.items()
        ]

    def chosen(self) -> tuple[Area, Body]:
        """Give the village and the body that were chosen."""
        return self.bodies[self.cleaned_data["where"]]


class StepChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A step, named by its case."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.case.title)


class OnStep(Keyed):
    """A form about one of the steps that wait for this body."""

    step = StepChoice(label=_("Matter"), queryset=Step.objects.none(), empty_label=None)

    def __init__(self, steps: Sequence[Step], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["step"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = Step.objects.filter(pk__in=[one.pk for one in steps])


class MotionForm(OnStep):
    """The words of a motion."""

    refused_at: ClassVar = {"MOTION-1": "text", "MOTION-2": "class_rule"}

    text = forms.CharField(
        label=_("What is voted on"), widget=forms.Textarea({"rows": 5}), max_length=2000
    )
    class_rule = forms.BooleanField(
        label=_("A general rule or formula that names no household"), required=False
    )


class TermForm(forms.Form):
    """A new term of a council."""

    number = forms.IntegerField(
        label=_("Number of the term"),
        min_value=1,
        max_value=999,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=forms.DateInput({"type": "date"}))
    ends_on = forms.DateField(label=_("Ends on"), widget=forms.DateInput({"type": "date"}))


class CloseForm(forms.Form):
    """On what the closing of a term rests."""

    refused_at: ClassVar = {"TERM-6": "document"}

    document = forms.CharField(
        label=_("On what it rests (document and number)"), max_length=200, required=False
    )


class SittingForm(forms.Form):
    """On what a council sits that was appointed before its term was opened here."""

    document = forms.CharField(
        label=_("Resolution of the villagers' representatives (document and number)"),
        max_length=200,
    )


class LateForm(forms.Form):
    """A conflict that became known after a vote had opened."""

    person = forms.ChoiceField(label=_("Which member"))
    reason = forms.CharField(label=_("What the conflict is"), max_length=200)

    def __init__(self, voters: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = list(voters)


def _with_sentence(method: Method) -> Any:
    return format_html_lazy(
        "<span><b>{}</b><br><small>{}</small></span>",
        METHOD_TITLES[method],
        METHOD_SENTENCES[method],
    )


class OpenForm(forms.Form):
    """How a vote is taken."""

    method = forms.ChoiceField(
        label=_("How the vote is taken"),
        choices=[(method.value, _with_sentence(method)) for method in Method],
        initial=Method.SHOW_OF_HANDS.value,
        widget=forms.RadioSelect,
    )


class ReasonForm(forms.Form):
    """Why someone withdraws."""

    reason = forms.CharField(label=_("How this concerns you"), max_length=200)


class MinutesForm(forms.Form):
    """The wording of the minutes."""

    text = forms.CharField(label=_("Minutes"), widget=forms.Textarea({"rows": 24}))


def _number(label: Any, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        required=required,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class ResolutionForm(OnStep):
    """An assembly's resolution as counted in the room."""

    refused_at: ClassVar = {
        "RESOLUTION-1": "text",
        "RESOLUTION-AUTH": "authorisation",
        "RESOLUTION-ROLL": "due",
        "RESOLUTION-SUM": "present",
        "NO-QUORUM": "present",
    }

    text = forms.CharField(label=_("What was resolved"), widget=forms.Textarea({"rows": 4}))
    authorisation = forms.CharField(
        label=_("Authorisation by the village assembly (document and number)"),
        max_length=200,
        required=False,
    )
    due = _number(_("Members due"))
    present = _number(_("Members present"))
    women_due = _number(_("Women due"), required=False)
    women_present = _number(_("Women present"), required=False)
    yes = _number(_("Votes in favour"))
    no = _number(_("Votes against"))
    abstain = _number(_("Abstentions"))
    recusals = forms.CharField(
        label=_("Present but recused"),
        help_text=_("One a line: name, then a space, then the reason."),
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def count(self) -> Count:
        """Give the numbers as a count."""
        data = self.cleaned_data
        return Count(
            data["due"],
            data["present"],
            data["yes"],
            data["no"],
            data["abstain"],
            data["women_due"] or 0,
            data["women_present"] or 0,
        )

    def recused(self) -> list[tuple[str, str]]:
        """Give name and reason of each who was present but did not vote."""
        lines = [line.strip() for line in self.cleaned_data["recusals"].splitlines()]
        parts = [line.partition(" ") for line in lines if line]
        return [(name[:60], reason.strip()[:200]) for name, _space, reason in parts]
