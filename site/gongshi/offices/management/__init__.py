"""What the operator does with offices at the machine."""
