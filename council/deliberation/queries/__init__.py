"""Reading councils, meetings and votes: who sits, who may vote, how it stands."""

from council.deliberation.queries.bodies import (
    is_member,
    limits,
    notice_days,
    roll,
    rules_of,
    seat_of,
    seats,
)
from council.deliberation.queries.meetings import (
    callable_bodies,
    keeps_record,
    may_vote_in,
    meetings_of,
    minutes_reading,
    presence,
    present_keys,
)
from council.deliberation.queries.steps import (
    deciding_body,
    fits,
    is_escalated,
    latest_resolution,
    votable,
)
from council.deliberation.queries.votes import (
    conflicts,
    hands_digest,
    latest_result,
    recused_keys,
    tally,
)

__all__ = [
    "callable_bodies",
    "conflicts",
    "deciding_body",
    "fits",
    "hands_digest",
    "is_escalated",
    "is_member",
    "keeps_record",
    "latest_resolution",
    "latest_result",
    "limits",
    "may_vote_in",
    "meetings_of",
    "minutes_reading",
    "notice_days",
    "presence",
    "present_keys",
    "recused_keys",
    "roll",
    "rules_of",
    "seat_of",
    "seats",
    "tally",
    "votable",
]
