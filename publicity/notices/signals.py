"""What others may hear about notices."""

from gongshi.plugins import VillageSignal

#: A notice was released, posted, concluded, corrected or withdrawn. Facts: ``notice``.
notice_changed = VillageSignal("notice_changed")
