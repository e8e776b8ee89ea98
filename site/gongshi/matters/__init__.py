"""Matters, acts and the one function that says who may act."""
