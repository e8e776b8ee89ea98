"""Imports that set a village up, and the clock that turns offices.

The imports stand here because here is known who may record or grant.
"""

from gongshi.offices.kinds import homes, kinship, rolls, today

__all__ = ["homes", "kinship", "rolls", "today"]
