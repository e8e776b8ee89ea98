"""Which duties need a notice as its board shows it: with full names (pure)."""

from __future__ import annotations

from gongshi.offices.duties import Duty

#: A list of households with full names hangs on the board of its own village; elsewhere it is for
#: those whose work is with the very rows. Granting, keeping the machine, and filing what others
#: have decided are not: they read what everyone reads, with masked names.
READING: frozenset[Duty] = frozenset(
    {
        # the notice itself: written, read by another, fixed, released, hung, answered for
        Duty.DRAFT_NOTICE,
        Duty.REDACT,
        Duty.REVIEW_NOTICE,
        Duty.FIX_NOTICE,
        Duty.PUBLISH,
        Duty.POST,
        Duty.ANSWER,
        Duty.RECORD,  # takes down what a villager says about a row
        # those who decided the rows, and see whether it arrived
        Duty.DRAFT_PLAN,
        Duty.DECIDE,
        Duty.INSPECT,
        Duty.ACCEPT,
        Duty.RELEASE,
        Duty.CERTIFY,
        Duty.VERIFY,
        # those who carry it out, and pay row by row
        Duty.HANDLE,
        Duty.CONTRACT,
        Duty.EXECUTE,
        Duty.PAY,
        # those who check it from above or outside
        Duty.TOWN_REVIEW,
        Duty.APPROVE,
        Duty.SUPERVISE,
    }
)
