"""Short codes: paper against web."""
