"""What the pages say: the arithmetic of a vote in one line, the quorum in words, the minutes."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from council.deliberation.models import (
    OPTION_TITLES,
    Attendance,
    Meeting,
    Motion,
    Resolution,
    VoteEvent,
    VoteResult,
)
from council.deliberation.queries import latest_result, presence, present_keys, roll, rules_of
from council.deliberation.queries.ballots import box_is_lost
from council.deliberation.rules.ballots import is_unanimous
from council.deliberation.rules.thresholds import Count, outcome
from council.deliberation.states import Body, Option, Presence, Withheld
from gongshi.people.models import Person
from gongshi.people.names import names_of
from gongshi.people.queries import keys_of

#: What a ballot's buttons send: one sign each, so that no length tells which was pressed.
BALLOT_CODES = {str(number): option for number, option in enumerate(Option, 1)}


def moment(at: datetime) -> str:
    """Give a moment as people write it."""
    return date_format(localtime(at), "DATETIME_FORMAT")


def arithmetic(result: VoteResult) -> dict[str, object]:
    """Give a council's result for the component that prints how it was counted."""
    numbers = {
        "due": result.due,
        "recused": result.recused,
        "entitled": result.entitled,
        "cast": result.cast,
        "yes": result.yes,
        "quorum": result.quorum,
        "needed": result.needed,
        "result": withheld_words(result)
        or _verdict(quorate=result.quorate, adopted=result.adopted),
    }
    return {
        "entitled": result.due,
        "present": presence(result.event.motion.meeting, result.at)[1],
        "recused": result.recused,
        "approve": result.yes,
        "reject": result.no,
        "abstain": result.abstain,
        "needed": result.needed,
        "formula": _("more than half of %(entitled)s entitled") % numbers,
        "passed": result.adopted,
        "rule": "I9",
        "rule_text": _sum(result) % numbers,
    }


def ballot_page(event: VoteEvent, person: Person) -> dict[str, object]:
    """Give a secret vote as it stands for this person: the ballot, or that they took part."""
    own, present = keys_of(person), present_keys(event.motion.meeting)
    return {
        "mine": event.participations.filter(person__in=own).first(),
        "entitled": event.roll.filter(person__in=own).exists(),
        "here": bool(present & {str(key) for key in own}),
        "voted": [row.name for row in event.participations.order_by("name")],
        "of": event.roll.count(),
        "options": [(code, OPTION_TITLES[option]) for code, option in BALLOT_CODES.items()],
        "client_key": uuid4(),
        "lost": box_is_lost(event),
    }


def secret_result(result: VoteResult) -> dict[str, object]:
    """Give who took part in a secret vote, and what its values tell against everybody's will."""
    values = (result.yes, result.no, result.abstain)
    names = [row.name for row in result.event.participations.order_by("name")]
    return {
        "withheld": withheld_words(result),
        "facts": [(_("Took part"), "、".join(names) or "—")],
        "unanimous": not result.withheld and is_unanimous(*values),
    }


def withheld_words(result: VoteResult) -> str:
    """Say why the values of a secret vote are not told; nothing where they are."""
    if result.withheld == Withheld.FEW:
        words = _("Fewer than %(least)s took part: the box stays closed and nothing is decided.")
        return words % {"least": result.quorum}
    if result.withheld == Withheld.ANNULLED:
        return _("This vote is annulled and decides nothing. It is taken anew.")
    return ""


def resolution_arithmetic(resolution: Resolution) -> dict[str, object]:
    """Give an assembly's result for the same component."""
    numbers = {
        "due": resolution.due,
        "present": resolution.present,
        "quorum": resolution.quorum,
        "women_due": resolution.women_due,
        "women_present": resolution.women_present,
        "women_quorum": resolution.women_quorum,
        "yes": resolution.yes,
        "needed": resolution.needed,
        "result": _verdict(quorate=True, adopted=resolution.adopted),
    }
    words = _(
        "Due %(due)s, present %(present)s (%(quorum)s needed), in favour %(yes)s "
        "(%(needed)s needed) → %(result)s."
    )
    women = _("Women due %(women_due)s, present %(women_present)s (%(women_quorum)s needed).")
    text = f"{words % numbers} {women % numbers if resolution.women_quorum else ''}".strip()
    return {
        "entitled": resolution.due,
        "present": resolution.present,
        "recused": resolution.recusals.count(),
        "approve": resolution.yes,
        "reject": resolution.no,
        "abstain": resolution.abstain,
        "needed": resolution.needed,
        "formula": "",
        "passed": resolution.adopted,
        "rule_text": f"{text} {resolution.rules['source']}",
    }


def quorum_words(meeting: Meeting, at: datetime) -> dict[str, object]:
    """Say how many are due, how many came, and whether that is enough."""
    due, came = presence(meeting, at)
    quorum = outcome(rules_of(Body(meeting.body)), Count(due, came, 0)).quorum
    numbers = {"due": due, "came": came, "quorum": quorum}
    enough = came >= quorum and due > 0
    words = (
        _("%(came)s present: enough for a vote.")
        if enough
        else _("%(came)s present: not enough for a vote yet.")
    )
    rest = _("%(due)s are due, at least %(quorum)s must come.")
    return {**numbers, "enough": enough, "words": words % numbers, "rest": rest % numbers}


def due_list(meeting: Meeting, at: datetime) -> list[dict[str, object]]:
    """Give those due with what was entered for each."""
    rows = roll(Body(meeting.body), meeting.area_id, at)
    names = names_of([row.person_id for row in rows])
    came = dict(Attendance.objects.filter(meeting=meeting).values_list("person", "presence"))
    return [
        {
            "id": row.person_id,
            "name": names.get(row.person_id, str(row.person)),
            "office": row.get_office_display(),
            "presence": came.get(row.person_id, ""),
        }
        for row in rows
    ]


def draft(meeting: Meeting, at: datetime) -> str:
    """Draft the minutes from what happened: who came, what was put, how it was decided."""
    rows = list(meeting.attendance.all())
    came = [row.name for row in rows if row.presence == Presence.PRESENT]
    away = [row.name for row in rows if row.presence != Presence.PRESENT]
    due, present = presence(meeting, at)
    facts = {
        "when": moment(meeting.held_at),
        "where": meeting.place,
        "who": meeting.convener_name,
        "due": due,
        "present": present,
        "came": "、".join(came) or "—",
        "away": "、".join(away) or "—",
    }
    lines = [
        str(meeting),
        _("Time: %(when)s. Place: %(where)s. Called by: %(who)s.") % facts,
        _("Due %(due)s, present %(present)s: %(came)s. Not present: %(away)s.") % facts,
    ]
    for number, motion in enumerate(meeting.motions.all(), 1):
        lines += ["", f"{number}. {motion.text}", *_motion_lines(motion)]
    for resolution in meeting.resolutions.all():
        told = str(resolution_arithmetic(resolution)["rule_text"])
        lines += ["", resolution.text, told]
    return "\n".join(lines)


def _motion_lines(motion: Motion) -> list[str]:
    lines = [
        _("%(name)s withdrew: %(why)s") % {"name": row.name, "why": _(row.reason)}
        for row in motion.recusals.all()
    ]
    for event in motion.events.all():
        if event.box:
            lines += _secret_lines(event)
            continue
        votes = list(event.votes.all())
        for option in Option:
            names = "、".join(vote.name for vote in votes if vote.option == option)
            lines += (
                [_("%(option)s: %(names)s") % {"option": OPTION_TITLES[option], "names": names}]
                if names
                else []
            )
        result = latest_result(event)
        lines += [str(arithmetic(result)["rule_text"])] if result else []
    return lines


def _secret_lines(event: VoteEvent) -> list[str]:
    """Tell a secret vote by its numbers alone."""
    result = latest_result(event)
    if result is None:
        return []
    numbers = {"yes": result.yes, "no": result.no, "abstain": result.abstain}
    told = _("Secret ballot: in favour %(yes)s, against %(no)s, abstaining %(abstain)s.") % numbers
    return [*([] if result.withheld else [told]), str(arithmetic(result)["rule_text"])]


def _sum(result: VoteResult) -> str:
    if result.withheld:
        return _(
            "Secret ballot: due %(due)s, recused %(recused)s, entitled %(entitled)s, voting "
            "%(cast)s → %(result)s"
        )
    return _(
        "Due %(due)s, recused %(recused)s, entitled %(entitled)s, voting %(cast)s, in favour "
        "%(yes)s → %(quorum)s must vote and %(needed)s be in favour → %(result)s"
    )


def _verdict(*, quorate: bool, adopted: bool) -> str:
    if not quorate:
        return _("not enough voted, no decision")
    return _("adopted") if adopted else _("not adopted")
