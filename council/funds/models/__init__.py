"""The tables of funds."""

from council.funds.models.allocations import Allocation, AllocationLine
from council.funds.models.payments import DeliveryCheck, Payable, Payment, PaymentList, Reached
from council.funds.models.plans import (
    DistributionPlan,
    Earmark,
    LineKind,
    PlanDraft,
    PlanLine,
    PlanVersion,
)
from council.funds.models.sources import FundItem, FundSource, SourceLevel

__all__ = [
    "Allocation",
    "AllocationLine",
    "DeliveryCheck",
    "DistributionPlan",
    "Earmark",
    "FundItem",
    "FundSource",
    "LineKind",
    "Payable",
    "Payment",
    "PaymentList",
    "PlanDraft",
    "PlanLine",
    "PlanVersion",
    "Reached",
    "SourceLevel",
]
