"""The desk pages of funds."""
