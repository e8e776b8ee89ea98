"""The desk pages of meetings, motions, votes and resolutions."""
