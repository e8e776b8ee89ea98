"""A vote: one's own on a phone, everyone's hands on one screen, certifying, the result."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.deliberation.models import OPTION_TITLES, VoteEvent
from council.deliberation.pages import arithmetic, ballot_page, secret_result
from council.deliberation.queries import (
    hands_digest,
    is_member,
    latest_result,
    meetings_of,
    present_keys,
    recused_keys,
)
from council.deliberation.rules.motions import before_opening
from council.deliberation.services.hands import certify_hands, enter_hands, may_sign
from council.deliberation.services.voting import cast_vote, close_vote
from council.deliberation.states import EventState, Method, Option
from gongshi.desk.keeping import sent
from gongshi.desk.shell import account_of, desk_page, person_of, show, tap_of
from gongshi.matters.services import may
from gongshi.offices.duties import Duty
from gongshi.verdict import require

#: The words of the component with the hands, and ours.
WORDS = {"approve": Option.YES, "reject": Option.NO, "abstain": Option.ABSTAIN}
CHOICES = {option.value: word for word, option in WORDS.items()}


def event_of(request: HttpRequest, pk: int) -> VoteEvent:
    """Give a vote of a meeting this person may see, else 404."""
    mine = meetings_of(person_of(request), timezone.now())
    rows = VoteEvent.objects.select_related("motion__meeting__area", "motion__step__case")
    return get_object_or_404(rows, pk=pk, motion__meeting__in=mine)


@desk_page
def vote_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a vote as it stands for this person: to cast, to enter, to certify, or its result."""
    return _page(request, event_of(request, pk))


def _page(request: HttpRequest, event: VoteEvent) -> HttpResponse:
    at, person = timezone.now(), person_of(request)
    recusals = [{"name": row.name, "why": _(row.reason)} for row in event.motion.recusals.all()]
    result = latest_result(event)
    context: dict[str, object] = {
        "event": event,
        "motion": event.motion,
        "recusals": recusals,
        "is_chair": is_member(person, event.motion.meeting.area_id, at, chair=True),
        "is_member": is_member(person, event.motion.meeting.area_id, at),
        "may_record": may(person, Duty.RECORD, event.motion.step.case.matter, at),
    }
    if event.state == EventState.ESCALATED:
        template = "escalated"
    elif result is not None:
        context |= {"count": arithmetic(result)}
        context |= {"secret": secret_result(result)} if event.box else {"votes": _votes(event)}
        context["recounts"] = [arithmetic(row) for row in event.results.order_by("number")][:-1]
        template = "result"
    elif event.method == Method.SECRET:
        context |= ballot_page(event, person)
        template = "secret_vote"
    elif event.method == Method.OWN_PHONE:
        context |= _own(event, person.key)
        template = "own_vote"
    else:
        context |= _list(event, request.POST) | {"recorder": _recorder(event) == person.key}
        context["may_certify"] = may_sign(event, hands_digest(event), person, at)
        template = "hands"
    return show(request, f"council/deliberation/{template}.html", context, section="meetings")


@desk_page
@require_POST
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own vote: first the question whether it is meant, then the vote."""
    event = event_of(request, pk)
    option = Option(request.POST["option"]) if request.POST.get("option") in set(Option) else None
    if option is None:
        return redirect("desk_vote", pk=pk)
    if "confirmed" not in request.POST:
        context = {
            "event": event,
            "motion": event.motion,
            "option": option.value,
            "option_title": OPTION_TITLES[option],
            "client_key": uuid4(),
        }
        return show(request, "council/deliberation/confirm.html", context, section="meetings")
    cast_vote(
        event=event,
        option=option,
        by=person_of(request),
        at=timezone.now(),
        client_key=tap_of(request),
        account=account_of(request),
    )
    messages.success(request, _("Your vote is counted."))
    return redirect("desk_vote", pk=pk)


@desk_page
@require_POST
def hands(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the raised hands of everyone from one screen."""
    event = event_of(request, pk)
    if not sent(request):
        return _page(request, event)
    found: dict[UUID, Option] = {}
    for voter in event.roll.all():
        word = request.POST.get(f"vote-{voter.person_id}", "")
        if word == "recused":
            require(before_opening(voting=True))
        if word in WORDS:
            found[voter.person_id] = WORDS[word]
    enter_hands(
        event=event,
        hands=found,
        by=person_of(request),
        account=account_of(request),
        at=timezone.now(),
    )
    messages.success(request, _("The list is entered. Read it out and let another member certify."))
    return redirect("desk_vote", pk=pk)


@desk_page
@require_POST
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Certify the list that was read out."""
    result = certify_hands(
        event=event_of(request, pk),
        digest=request.POST.get("digest", ""),
        by=person_of(request),
        at=timezone.now(),
        account=account_of(request),
    )
    if result is None:
        messages.success(request, _("Certified. One more member must certify."))
    return redirect("desk_vote", pk=pk)


@desk_page
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the vote."""
    close_vote(event=event_of(request, pk), by=person_of(request), at=timezone.now())
    return redirect("desk_vote", pk=pk)


def _own(event: VoteEvent, me: UUID) -> dict[str, object]:
    mine = event.votes.filter(person=me).first()
    here = str(me) in present_keys(event.motion.meeting)
    return {
        "mine": mine,
        "entitled": event.roll.filter(person=me).exists(),
        "here": here,
        "cast": event.votes.count(),
        "of": event.roll.count(),
        "options": [(option.value, OPTION_TITLES[option]) for option in Option],
    }


def _list(event: VoteEvent, data: Mapping[str, str]) -> dict[str, object]:
    """Give the people for the screen with the hands; nothing typed yet: those away are absent.

    What was ticked and refused comes back in the list; what counts is the list as it was entered.
    """
    typed = dict(event.hands.values_list("person", "option"))
    here, left = present_keys(event.motion.meeting), recused_keys(event.motion, late=True)
    people = []
    for voter in event.roll.all():
        if str(voter.person_id) in left:
            continue
        choice = CHOICES.get(typed.get(voter.person_id, ""), "")
        away = str(voter.person_id) not in here
        choice = choice or ("absent" if away or typed else "")
        people.append({"id": voter.person_id, "name": voter.name, "office": "", "choice": choice})
    lines = _lines(people)
    for one in people:
        one["choice"] = data.get(f"vote-{one['id']}", one["choice"])
    counts = {word: sum(one["choice"] == word for one in people) for word in WORDS}
    by = event.hands.select_related("entered_by__person").first()
    return {
        "people": people,
        "counts": counts,
        "typed": bool(typed),
        "digest": hands_digest(event),
        "lines": lines,
        "certifications": event.certifications.filter(digest=hands_digest(event)),
        "typed_by": by.entered_by if by else None,
    }


def _lines(people: list[dict[str, object]]) -> list[tuple[object, str]]:
    titles = {word: OPTION_TITLES[option] for word, option in WORDS.items()}
    lines = [
        (title, "、".join(str(one["name"]) for one in people if one["choice"] == word) or "—")
        for word, title in titles.items()
    ]
    return [
        *lines,
        (
            _("Not voting"),
            "、".join(str(one["name"]) for one in people if one["choice"] == "absent") or "—",
        ),
    ]


def _recorder(event: VoteEvent) -> UUID | None:
    hand = event.hands.select_related("entered_by").first()
    return hand.entered_by.person_id if hand else None


def _votes(event: VoteEvent) -> list[tuple[object, str]]:
    votes = list(event.votes.filter(voided=None))
    return [
        (title, "、".join(vote.name for vote in votes if vote.option == option) or "—")
        for option, title in OPTION_TITLES.items()
    ]
