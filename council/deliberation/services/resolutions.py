"""Entering what an assembly resolved, and certifying it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from council.deliberation.duties import ASSEMBLY_WITNESSES, CLERKS
from council.deliberation.models import (
    Meeting,
    Resolution,
    ResolutionCertification,
    ResolutionRecusal,
)
from council.deliberation.queries import (
    latest_resolution,
    roll,
    rules_of,
)
from council.deliberation.rules.resolutions import (
    CERTIFIERS,
    Minute,
    is_not_early,
    is_written,
    may_certify_resolution,
    may_resolve,
)
from council.deliberation.rules.thresholds import Count, Outcome, outcome, to_json
from council.deliberation.services.meetings import add_to_agenda
from council.deliberation.services.motions import locked_step
from council.deliberation.services.results import stands
from council.deliberation.services.standing import enact, in_office
from council.deliberation.signals import resolution_certified
from council.deliberation.states import Body
from council.procedures.models import Step
from council.procedures.queries import reading_of
from council.procedures.registries import case_kinds
from council.procedures.services import finish
from gongshi.clock import local_date
from gongshi.matters.services import saving
from gongshi.offices.duties import Duty
from gongshi.offices.models import Category
from gongshi.offices.queries import holders
from gongshi.people.models import Person, User
from gongshi.people.names import name_of
from gongshi.people.queries import keys_of
from gongshi.verdict import Verdict, first_refusal, require


@transaction.atomic
def record_resolution(
    *,
    meeting: Meeting,
    step: Step,
    text: str,
    count: Count,
    recusals: Sequence[tuple[str, str]] = (),
    authorisation: str = "",
    by: Person,
    at: datetime,
    client_key: UUID,
    account: User | None = None,
) -> Resolution:
    """Enter an assembly's resolution: a clerk's act that two certify; the newest entry counts.

    ``recusals``: (name, reason). Raises NO-QUORUM or a rule named RESOLUTION.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    done = Resolution.objects.filter(client_key=client_key).first()
    if done is not None:
        return done
    step = locked_step(step)
    require(is_written(Body(meeting.body), text))
    in_office(by, CLERKS, step.case.area_id, at)
    add_to_agenda(meeting=meeting, step=step)
    found = outcome(rules_of(Body(meeting.body)), count)
    require(_may_resolve(meeting, step, count, found, len(recusals), authorisation, at))
    resolution = _resolution(meeting, step, text.strip(), count, found)
    resolution.authorisation, resolution.client_key = authorisation, client_key
    enact(
        "resolution",
        step,
        Duty.RECORD,
        by=by,
        at=at,
        account=account,
        body={"body": meeting.body, "adopted": found.adopted},
        write=lambda act: [*saving(resolution)(act), *_write_recusals(resolution, recusals)],
    )
    return resolution


@transaction.atomic
def certify_resolution(
    *, resolution: Resolution, by: Person, at: datetime, account: User | None = None
) -> ResolutionCertification:
    """Certify a resolution. With the second certification an adopted one finishes its step.

    Raises PROC-2, VOTE-ABOUT, RESOLUTION-CERT, or what ``may()`` refuses.
    """
    step = locked_step(resolution.step)
    area = step.case.area_id
    resolution.step = step
    require(may_certify(resolution, by, at))
    row = ResolutionCertification(resolution=resolution, person=by, name=name_of(by), at=at)
    enact(
        "resolution.certified",
        step,
        Duty.CERTIFY,
        by=by,
        at=at,
        account=account,
        body={"resolution": resolution.pk},
        write=saving(row),
    )
    if resolution.certifications.count() == CERTIFIERS:
        if resolution.adopted:
            finish(step=step, at=at, outcome=facts(resolution))
        resolution_certified.announce(area, resolution=resolution)
    return row


def facts(resolution: Resolution) -> dict[str, object]:
    """Give the arithmetic of a resolution, as it is kept in the step's outcome."""
    names = (
        "due",
        "present",
        "women_due",
        "women_present",
        "yes",
        "no",
        "abstain",
        "quorum",
        "women_quorum",
        "needed",
        "adopted",
        "authorisation",
    )
    values = {name: getattr(resolution, name) for name in names}
    recused = resolution.recusals.count()
    return {
        "body": resolution.meeting.body,
        "resolution": resolution.pk,
        "recused": recused,
        **values,
    }


def may_certify(resolution: Resolution, by: Person, at: datetime) -> Verdict:
    """Say whether a person may certify a resolution now, changing nothing."""
    own, latest = keys_of(by), latest_resolution(resolution.step)
    witnesses = holders(ASSEMBLY_WITNESSES, resolution.step.case.area_id, at)
    allowed = may_certify_resolution(
        certifier=[str(key) for key in own],
        clerk=[str(key) for key in keys_of(resolution.act.person)],
        already=resolution.certifications.filter(person__in=own).exists(),
        of_body=witnesses.filter(person__in=own).exists(),
        latest=latest is not None and latest.pk == resolution.pk,
    )
    return allowed and stands(resolution)


def _write_recusals(
    resolution: Resolution, recusals: Sequence[tuple[str, str]]
) -> list[ResolutionRecusal]:
    return [
        ResolutionRecusal.objects.create(resolution=resolution, name=name, reason=reason)
        for name, reason in recusals
    ]


def _resolution(
    meeting: Meeting, step: Step, text: str, count: Count, found: Outcome
) -> Resolution:
    return Resolution(
        meeting=meeting,
        step=step,
        text=text,
        about=reading_of(step.case),
        rules=to_json(rules_of(Body(meeting.body))),
        due=count.due,
        present=count.present,
        women_due=count.women_due,
        women_present=count.women_present,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        quorum=found.quorum,
        women_quorum=found.women_quorum,
        needed=found.needed,
        adopted=found.adopted,
    )


def _may_resolve(
    meeting: Meeting,
    step: Step,
    count: Count,
    found: Outcome,
    recused: int,
    authorisation: str,
    at: datetime,
) -> Verdict:
    body = Body(meeting.body)
    rules = rules_of(body)
    # A meeting dated before the roll was begun has at least the members of today.
    members = roll(body, meeting.area_id, meeting.held_at) or roll(body, meeting.area_id, at)
    women = [row for row in members if row.category == Category.WOMAN]
    minute = Minute(
        body=body,
        count=count,
        recused=recused,
        authorisation=authorisation,
        held_on=local_date(meeting.held_at),
        today=local_date(at),
        roll=len(members),
        women_roll=len(women) if rules.women else 0,
    )
    since = case_kinds.get(step.case.kind)().stands_since(step.case)
    return first_refusal(is_not_early(meeting.held_at, since), may_resolve(minute, rules, found))
