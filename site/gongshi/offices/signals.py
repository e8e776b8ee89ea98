"""What others may hear about offices."""

from gongshi.plugins import VillageSignal

#: An appointment was made or ended. Facts: ``appointment``.
office_changed = VillageSignal("office_changed")
