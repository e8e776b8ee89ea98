"""What deliberation adds: the page of steps that are voted on, what waits on the desk, and what
the clock and the doctor do about the keys of secret votes.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.deliberation.models import VoteEvent
from council.deliberation.queries import hands_digest
from council.deliberation.queries.ballots import leftover_keys, lost_boxes
from council.deliberation.queries.councils import waiting_nominations
from council.deliberation.queries.standing import councils_in_need
from council.deliberation.queries.waiting import waiting_hands, waiting_resolutions
from council.deliberation.services.asking import DECIDERS
from council.deliberation.services.boxes import destroy_leftover_keys
from council.deliberation.services.counting import may_cast_now, voter_of
from council.deliberation.services.hands import may_sign
from council.deliberation.services.resolutions import may_certify
from council.deliberation.states import Method
from council.procedures.models import Step
from council.procedures.registries import step_doers, step_pages
from council.procedures.states import StepKind
from gongshi.admin.registries import Finding, Look, looks
from gongshi.desk.registries import Section, Task, TaskSource, sections, task_sources
from gongshi.matters.registries import act_titles
from gongshi.people.models import Person
from gongshi.plugins.jobs import ClockJob, clock_jobs
from gongshi.verdict import Verdict


def vote_page(step: Step) -> str:
    """Give the page from which a step that is voted on goes on."""
    return reverse("desk_vote_step", args=[step.pk])


step_pages[StepKind.VOTE] = vote_page
step_doers[StepKind.VOTE] = DECIDERS


act_titles.update(
    {
        "motion": gettext_lazy("put the motion"),
        "recusal": gettext_lazy("withdrew from the vote"),
        "recusal.late": gettext_lazy("recorded a conflict found late"),
        "vote.opened": gettext_lazy("opened the vote"),
        "vote.escalated": gettext_lazy("handed the vote to the representatives"),
        "vote.entered": gettext_lazy("entered the list of hands"),
        "vote.certified": gettext_lazy("certified the list of hands"),
        "vote.taken_part": gettext_lazy("took part in the secret vote"),
        "resolution": gettext_lazy("entered the resolution"),
        "resolution.certified": gettext_lazy("certified the resolution"),
    }
)


def may_raise_hand(event: VoteEvent, person: Person, at: datetime) -> Verdict:
    """Say whether an open vote waits for this person: to vote, or to certify the list of hands."""
    if event.method == Method.SHOW_OF_HANDS:
        return may_sign(event, hands_digest(event), person, at)
    return may_cast_now(event, voter_of(event, person), person, Method(event.method))


@sections.register
class Meetings(Section):
    """The list of meetings."""

    key = "deliberation.meetings"
    title = gettext_lazy("Meetings")
    name = "meetings"
    view = "desk_meetings"
    order = 20


@task_sources.register
class CouncilsToConfirm(TaskSource):
    """Nominations of councils that wait for the second granter."""

    key = "deliberation.councils"
    title = gettext_lazy("councils to be confirmed")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        return [
            Task(
                title=_("Confirm who sits on the council"),
                about=row.term.area.name,
                url=reverse("desk_term", args=[row.term_id]),
            )
            for row in waiting_nominations(person, at)
        ]


@task_sources.register
class CouncilsInNeed(TaskSource):
    """Councils with a vacant seat or near the end of their term, for who forms them."""

    key = "deliberation.standing"
    title = gettext_lazy("councils to be completed or renewed")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        found = []
        for one in councils_in_need(person, at):
            words = _("Fill the vacant seats by a by-election") if one.vacant else ""
            found.append(
                Task(
                    title=words or _("Form the next council"),
                    about=one.term.area.name,
                    url=reverse("desk_term", args=[one.term.pk])
                    if one.vacant
                    else reverse("desk_council", args=[one.term.area_id]),
                    due_on=one.fill_by if one.vacant else one.term.ends_on,
                )
            )
        return found


@task_sources.register
class WaitingVotes(TaskSource):
    """Votes and resolutions that wait for this person's hand."""

    key = "deliberation.votes"
    title = gettext_lazy("votes and certifications")

    def tasks(self, person: Person, at: datetime) -> list[Task]:
        votes = [
            Task(
                title=_("Vote, or certify the list"),
                about=f"{event.motion.step.case.area.name} · {event.motion}",
                url=reverse("desk_vote", args=[event.pk]),
            )
            for event in waiting_hands(person, at)
            if may_raise_hand(event, person, at)
        ]
        resolutions = [
            Task(
                title=_("Certify a resolution"),
                about=f"{row.step.case.area.name} · {row}",
                url=reverse("desk_resolution", args=[row.pk]),
            )
            for row in waiting_resolutions(person, at)
            if may_certify(row, person, at)
        ]
        return votes + resolutions


@clock_jobs.register
class BallotKeysGo(ClockJob):
    """Destroys keys of secret votes that outlived their vote."""

    key = "deliberation.ballot_keys"

    def run(self, at: datetime) -> int:  # noqa: ARG002 -- a key's age is the file's
        return destroy_leftover_keys()


@looks.register
class BallotKeys(Look):
    """The keys of secret votes: none left over, none lost."""

    key = "deliberation.ballot_keys"
    title = gettext_lazy("Keys of secret votes")

    def look(self) -> Finding:
        left, lost = len(list(leftover_keys())), lost_boxes()
        advice = []
        if left:
            advice.append(
                _("%(n)s keys outlived their vote. Run: python manage.py tick") % {"n": left}
            )
        if lost:
            names = "、".join(str(event) for event in lost)
            words = _("The key is lost, the chair annuls the vote and takes it anew: %(votes)s")
            advice.append(words % {"votes": names})
        seen = _("%(left)s left over, %(lost)s lost") % {"left": left, "lost": len(lost)}
        return Finding("ballot_keys", str(self.title), seen, " ".join(advice), necessary=bool(left))
