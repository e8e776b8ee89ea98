"""Terms, meetings, motions, votes and the resolutions of assemblies."""

from council.deliberation.models.ballots import Ballot, Participation, SealedBallot
from council.deliberation.models.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Nomination,
    Term,
)
from council.deliberation.models.resolutions import (
    Resolution,
    ResolutionCertification,
    ResolutionRecusal,
)
from council.deliberation.models.titles import (
    BODY_TITLES,
    METHOD_SENTENCES,
    METHOD_TITLES,
    OPTION_TITLES,
    PRESENCE_TITLES,
)
from council.deliberation.models.votes import (
    EntitledVoter,
    Hand,
    Motion,
    Recusal,
    VoidedVote,
    Vote,
    VoteCertification,
    VoteEvent,
    VoteResult,
)

__all__ = [
    "BODY_TITLES",
    "METHOD_SENTENCES",
    "METHOD_TITLES",
    "OPTION_TITLES",
    "PRESENCE_TITLES",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "EntitledVoter",
    "Hand",
    "Meeting",
    "Minutes",
    "Motion",
    "Nomination",
    "Participation",
    "Recusal",
    "Resolution",
    "ResolutionCertification",
    "ResolutionRecusal",
    "SealedBallot",
    "Term",
    "VoidedVote",
    "Vote",
    "VoteCertification",
    "VoteEvent",
    "VoteResult",
]
