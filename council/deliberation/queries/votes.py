"""Reading votes: who must stay out, what was typed, how the count stands."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from council.deliberation.models import (
    Motion,
    Recusal,
    Vote,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries.ballots import count_ballots
from council.deliberation.queries.bodies import roll
from council.deliberation.rules.motions import RECUSING
from council.deliberation.rules.thresholds import Count
from council.deliberation.states import Body
from council.procedures.queries import digest
from gongshi.matters.services import may
from gongshi.offices.duties import (
    Duty,
)
from gongshi.people.models import Person
from gongshi.people.queries import under_every_key
from gongshi.verdict import Verdict, require


def conflicts(motion: Motion, at: datetime) -> list[tuple[Person, Verdict]]:
    """Give the members whom I2, I3, I4, I5 or a declared interest takes out of this vote."""
    matter = motion.step.case.matter
    found = []
    for row in roll(Body.COUNCIL, matter.area_id, at):
        verdict = may(row.person, Duty.DECIDE, matter, at, class_rule=motion.class_rule)
        if not verdict and verdict.rule not in RECUSING:
            require(verdict)
        if not verdict:
            found.append((row.person, verdict))
    return found


def recused_keys(motion: Motion, *, late: bool | None = None) -> set[str]:
    """Give the keys of everyone recused on a motion."""
    rows = Recusal.objects.filter(motion=motion)
    if late is not None:
        rows = rows.filter(late=late)
    return {str(key) for key in under_every_key(rows.values_list("person", flat=True))}


def hands_digest(event: VoteEvent) -> str:
    """Give the digest of the list of hands as it stands."""
    rows = event.hands.order_by("person").values_list("person", "option")
    return digest([[str(person), option] for person, option in rows])


def tally(event: VoteEvent) -> Count:
    """Count the votes that stand; those of members with a late conflict are left out."""
    out = recused_keys(event.motion, late=True)
    entitled = sum(str(row.person_id) not in out for row in event.roll.all())
    if event.box:
        return count_ballots(event, entitled, out)
    votes = Vote.objects.filter(event=event, voided=None)
    count = Counter(row.option for row in votes if str(row.person_id) not in out)
    return Count(
        due=entitled,
        present=sum(count.values()),
        yes=count["yes"],
        no=count["no"],
        abstain=count["abstain"],
    )


def latest_result(event: VoteEvent) -> VoteResult | None:
    """Give the result that stands: the last recount."""
    return VoteResult.objects.filter(event=event).order_by("number").last()
