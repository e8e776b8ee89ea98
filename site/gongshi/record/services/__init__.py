"""Writing the record: append an entry, erase rows on a lawful ground, sign a checkpoint."""

from gongshi.record.services.append import CLOCK, append
from gongshi.record.services.checkpoints import make_checkpoint
from gongshi.record.services.erase import erase

__all__ = ["CLOCK", "append", "erase", "make_checkpoint"]
