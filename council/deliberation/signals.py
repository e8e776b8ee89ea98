"""What others may hear about votes and resolutions."""

from gongshi.plugins import VillageSignal

#: A council vote was closed or recounted. Facts: ``event``, ``result``.
vote_closed = VillageSignal("vote_closed")
#: An assembly's resolution was certified by two persons. Facts: ``resolution``.
resolution_certified = VillageSignal("resolution_certified")
