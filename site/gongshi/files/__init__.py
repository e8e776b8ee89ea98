"""Uploads re-encoded, originals guarded, hashes."""
