"""The pages villagers read."""
