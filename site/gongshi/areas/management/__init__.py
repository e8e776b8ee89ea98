"""Loading administrative codes from the shell."""
