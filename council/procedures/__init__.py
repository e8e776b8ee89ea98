"""Cases on their way through procedures."""
