"""Which duty lets somebody settle why a case is held up (pure)."""

from __future__ import annotations

from gongshi.offices.duties import Duty

#: Those who watch: the five supervision paths, else the village's supervisory committee. Neither
#: decides nor carries out, and the separations of their duties are asked on every settlement.
SETTLING = (Duty.SUPERVISE, Duty.REVIEW_NOTICE)
