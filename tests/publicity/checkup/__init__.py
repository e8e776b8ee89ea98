"""Tests of what is checked before a notice goes up."""
