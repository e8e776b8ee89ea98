"""Reading funds."""
