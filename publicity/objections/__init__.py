"""Objections to a notice or one of its rows."""
