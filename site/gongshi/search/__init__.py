"""Chinese search on both databases."""
