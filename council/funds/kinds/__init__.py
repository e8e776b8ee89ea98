"""What funds adds to the house's registries."""

from council.funds.kinds import (
    allocation,
    allocation_import,
    desk,
    formulas,
    items_import,
    lines_import,
    photographs,
    plan,
    publications,
)

__all__ = [
    "allocation",
    "allocation_import",
    "desk",
    "formulas",
    "items_import",
    "lines_import",
    "photographs",
    "plan",
    "publications",
]
