"""Which duties read cases, and which settle why one is held up (pure)."""

from __future__ import annotations

from gongshi.offices.duties import DUTIES, Duty, Office, Side, side_of

#: Those who watch: the five supervision paths, else the village's supervisory committee. Neither
#: decides nor carries out, and the separations of their duties are asked on every settlement.
SETTLING = (Duty.SUPERVISE, Duty.REVIEW_NOTICE)


def works_on_cases(office: Office) -> bool:
    """Say whether an office does more than appoint people and keep keys."""
    return any(side_of(duty) is not Side.ADMINISTRATION for duty in DUTIES[office])
