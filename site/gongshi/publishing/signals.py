"""What others may hear about publication."""

from gongshi.plugins import VillageSignal

#: Something waits to be published, for the first time or again. Facts: ``request``.
publication_requested = VillageSignal("publication_requested")
#: A period was concluded. Facts: ``request``.
publication_concluded = VillageSignal("publication_concluded")
#: A request was taken back because the matter was sent back. Facts: ``request``.
publication_interrupted = VillageSignal("publication_interrupted")
