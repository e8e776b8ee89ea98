"""Recomputing the separations from rows and record, after the fact."""

from gongshi.matters.scan.run import Tally, scan

__all__ = ["Tally", "scan"]
