"""Tests of the guarded admin and of the commands of the house."""
