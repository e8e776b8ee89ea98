"""What others may hear about objections."""

from gongshi.plugins import VillageSignal

#: Someone objected. Facts: ``objection``.
objection_filed = VillageSignal("objection_filed")
#: An objection was answered. Facts: ``reply``.
objection_replied = VillageSignal("objection_replied")
