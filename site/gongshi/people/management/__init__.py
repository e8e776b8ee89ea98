"""What the operator does with accounts at the machine."""
