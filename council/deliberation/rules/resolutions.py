"""When an assembly's resolution may be entered and certified (pure)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from council.deliberation.rules.thresholds import Count, Outcome, RuleSet
from council.deliberation.states import Body
from gongshi.verdict import ALLOWED, Verdict, denied, first_refusal, gettext_noop

#: Bodies that decide only what the village assembly has authorised them to.
AUTHORISED = frozenset({Body.REPRESENTATIVES, Body.ACTING_REPRESENTATIVES})
CERTIFIERS = 2


def is_written(body: Body, text: str) -> Verdict:
    """RESOLUTION-BODY, RESOLUTION-1: an assembly's resolution, in words; the council votes."""
    if body is Body.COUNCIL:
        return denied(
            "RESOLUTION-BODY",
            gettext_noop("The council votes here itself: its result is not entered by hand."),
        )
    if not text.strip():
        return denied("RESOLUTION-1", gettext_noop("Write down what was resolved."))
    return ALLOWED


def is_not_early(held_at: datetime, since: datetime) -> Verdict:
    """RESOLUTION-EARLY: nobody resolved on something that did not exist yet.

    ``since`` is when the matter came to stand as it is now; meetings are dated to the minute.
    """
    if held_at < since.replace(second=0, microsecond=0):
        return denied(
            "RESOLUTION-EARLY",
            gettext_noop(
                "This meeting was held before what it is said to have decided on existed. Only a "
                "later meeting can decide on it."
            ),
        )
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Minute:
    """An assembly's resolution as the clerk enters it.

    ``recused`` are those present who did not vote; ``roll`` and ``women_roll`` what the
    system's own roll of the body says (0: no roll kept here).
    """

    body: Body
    count: Count
    recused: int
    authorisation: str
    held_on: date
    today: date
    roll: int = 0
    women_roll: int = 0


def may_resolve(minute: Minute, rules: RuleSet, result: Outcome) -> Verdict:
    """Judge a resolution: the sums, the roll, the authority, then the quorum."""
    return first_refusal(
        adds_up(minute),
        keeps_roll(minute, rules),
        is_authorised(minute),
        _quorate(minute.count, result),
    )


def adds_up(minute: Minute) -> Verdict:
    """RESOLUTION-SUM: nobody votes twice and nobody gets lost."""
    count = minute.count
    numbers = (count.yes, count.no, count.abstain, minute.recused, count.women_present)
    voted = count.yes + count.no + count.abstain + minute.recused
    if min(numbers) < 0 or voted != count.present:
        return denied(
            "RESOLUTION-SUM",
            gettext_noop(
                "For, against, abstaining and recused make %(voted)s, but %(present)s were present."
            ),
            voted=voted,
            present=count.present,
        )
    men_due, men_present = count.due - count.women_due, count.present - count.women_present
    if count.women_present > count.women_due or not 0 <= men_present <= men_due:
        return denied(
            "RESOLUTION-SUM", gettext_noop("More were present than the body has members.")
        )
    if minute.held_on > minute.today:
        return denied("RESOLUTION-SUM", gettext_noop("This meeting has not been held yet."))
    return ALLOWED


def keeps_roll(minute: Minute, rules: RuleSet) -> Verdict:
    """RESOLUTION-ROLL: the base is the whole body; a recusal or an absence never reduces it."""
    count = minute.count
    least = max(rules.roll, minute.roll)
    if count.due < least or count.women_due < minute.women_roll:
        return denied(
            "RESOLUTION-ROLL",
            gettext_noop(
                "This body has at least %(least)s members, %(women)s of them women: the number "
                "due may not be smaller."
            ),
            least=least,
            women=minute.women_roll,
        )
    return ALLOWED


def is_authorised(minute: Minute) -> Verdict:
    """RESOLUTION-AUTH: representatives decide only what the village assembly authorised."""
    if minute.body in AUTHORISED and not minute.authorisation.strip():
        return denied(
            "RESOLUTION-AUTH",
            gettext_noop(
                "Name the village assembly's authorisation; without it the resolution is void."
            ),
        )
    return ALLOWED


def _quorate(count: Count, result: Outcome) -> Verdict:
    if result.quorate:
        return ALLOWED
    return denied(
        "NO-QUORUM",
        gettext_noop(
            "Not enough came: %(present)s present (%(women)s women), %(quorum)s needed "
            "(%(women_quorum)s women)."
        ),
        present=count.present,
        women=count.women_present,
        quorum=result.quorum,
        women_quorum=result.women_quorum,
    )


def may_certify_resolution(
    *,
    certifier: Collection[str],
    clerk: Collection[str],
    already: bool,
    of_body: bool,
    latest: bool,
) -> Verdict:
    """RESOLUTION-CERT: two persons who sat there or watched sign; never the one who typed."""
    if set(certifier) & set(clerk):
        return denied(
            "RESOLUTION-CERT", gettext_noop("Whoever typed the resolution cannot certify it.")
        )
    if not of_body:
        return denied(
            "RESOLUTION-CERT",
            gettext_noop(
                "Only a villagers' representative or a member of the supervisory committee "
                "certifies a resolution."
            ),
        )
    if already:
        return denied("RESOLUTION-CERT", gettext_noop("You have already certified this."))
    if not latest:
        return denied(
            "RESOLUTION-CERT", gettext_noop("A newer entry has taken the place of this one.")
        )
    return ALLOWED


def is_left_to_recorder(*, met: bool, entered: bool) -> Verdict:
    """RESOLUTION-WAITS: a resolution is entered from the day of the meeting on, and once."""
    if not met:
        return denied("RESOLUTION-WAITS", gettext_noop("This meeting has not been held yet."))
    if entered:
        return denied("RESOLUTION-WAITS", gettext_noop("It is entered: others certify it now."))
    return ALLOWED


def body_fits(body: Body, wanted: str, *, escalated: bool) -> Verdict:
    """RESOLUTION-BODY: the body the step names decides; the representatives take over a
    council's vote only where too few members were left."""
    if body == wanted or (escalated and body is Body.REPRESENTATIVES and wanted == Body.COUNCIL):
        return ALLOWED
    return denied("RESOLUTION-BODY", gettext_noop("This step is decided by another body."))
