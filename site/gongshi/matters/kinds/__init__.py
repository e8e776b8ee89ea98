"""What the host's own scan looks for."""

from gongshi.matters.kinds import acts, offices, order

__all__ = ["acts", "offices", "order"]
