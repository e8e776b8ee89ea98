"""What every way of voting shares: the locked vote, who may cast, who is waited for, closing.

Whoever writes locks the step and then the vote, so one tap or a hundred, one closer or two, come
to the same single effect.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from council.deliberation.models import EntitledVoter, Participation, Vote, VoteEvent, VoteResult
from council.deliberation.queries import present_keys, recused_keys, tally
from council.deliberation.queries.ballots import voted_keys
from council.deliberation.rules.voting import may_cast
from council.deliberation.services.boxes import empty_box
from council.deliberation.services.results import announce_result, stands, write_result
from council.deliberation.states import EventState, Method, Option, Withheld
from council.procedures.models import Step
from gongshi.matters.services import record_act, saving
from gongshi.offices.duties import Duty
from gongshi.people.models import Person, User
from gongshi.people.queries import keys_of
from gongshi.verdict import Verdict, first_refusal


def locked_event(event: VoteEvent) -> VoteEvent:
    """Lock a vote, after its step, and read it anew."""
    Step.objects.select_for_update(of=("self",)).get(motions__events=event.pk)
    rows = VoteEvent.objects.select_for_update(of=("self",))
    return rows.select_related("motion__step__case__matter", "motion__meeting").get(pk=event.pk)


def left(event: VoteEvent) -> set[str]:
    """Give the keys of those who left the vote after it opened."""
    return recused_keys(event.motion, late=True)


def waiting(event: VoteEvent, *, everyone: bool) -> int:
    """Count who has not voted: of everyone entitled, or only of those who are here."""
    out, here = left(event), present_keys(event.motion.meeting)
    voted = voted_keys(event)
    return sum(
        voter.person_id not in voted
        and str(voter.person_id) not in out
        and (everyone or str(voter.person_id) in here)
        for voter in event.roll.all()
    )


def voter_of(event: VoteEvent, by: Person) -> EntitledVoter | None:
    """Give the place of a person on the list of those entitled, under any of their keys."""
    return EntitledVoter.objects.filter(event=event, person__in=keys_of(by)).first()


def may_cast_now(
    event: VoteEvent, voter: EntitledVoter | None, by: Person, method: Method
) -> Verdict:
    """Say whether a person may cast their own vote in this way now."""
    own = set(keys_of(by))
    keys = {str(key) for key in own}
    cast = may_cast(
        state=EventState(event.state),
        entitled=voter is not None and not left(event) & keys,
        present=bool(present_keys(event.motion.meeting) & keys),
        this_way=event.method == method,
        voted=bool(voted_keys(event) & own),
    )
    return first_refusal(cast, stands(event.motion))


def write_act(
    event: VoteEvent,
    voter: EntitledVoter,
    row: Vote | Participation,
    kind: str,
    at: datetime,
    *,
    account: User | None = None,
    entered_by: User | None = None,
) -> None:
    """Write what a member did in a vote as their act of deciding, whoever typed it."""
    record_act(
        by=voter.person,
        duty=Duty.DECIDE,
        matter=event.motion.step.case.matter,
        at=at,
        kind=kind,
        body={"event": event.pk, "motion": event.motion.digest},
        write=saving(row),
        account=account,
        entered_by=entered_by,
        class_rule=event.motion.class_rule,
        name=voter.name,
    )


def count_vote(
    event: VoteEvent,
    voter: EntitledVoter,
    option: Option,
    at: datetime,
    client_key: UUID,
    *,
    account: User | None = None,
    entered_by: User | None = None,
) -> Vote:
    """Write one counted vote: the act of its member, whoever typed it."""
    vote = Vote(
        event=event,
        person=voter.person,
        name=voter.name,
        option=option.value,
        client_key=client_key,
    )
    write_act(event, voter, vote, "vote.cast", at, account=account, entered_by=entered_by)
    return vote


def close_event(event: VoteEvent, *, actor: str, at: datetime) -> VoteResult:
    """Close a vote, open its box where it has one, and work out what it comes to."""
    ballots = empty_box(event) if event.box else []
    withheld = Withheld.FEW if event.box and not ballots else ""
    event.state, event.closed_at = EventState.CLOSED.value, at
    event.save(update_fields=["state", "closed_at"])
    result = write_result(
        event,
        tally(event),
        kind="vote.closed",
        actor=actor,
        at=at,
        rows=ballots,
        withheld=withheld,
    )
    announce_result(event, result, at)
    return result
