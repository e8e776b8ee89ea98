"""Template tags of the hand-over."""
