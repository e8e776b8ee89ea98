"""The guarded Wagtail admin."""
