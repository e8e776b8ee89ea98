"""What is checked before a notice goes up."""
