"""What others may hear about cases."""

from gongshi.plugins import VillageSignal

#: A step was finished, sent back or refused. Facts: ``step``.
step_finished = VillageSignal("step_finished")
#: A case came to its end. Facts: ``case``.
case_closed = VillageSignal("case_closed")
