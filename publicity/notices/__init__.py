"""Notices, their review, posting and conclusion."""
