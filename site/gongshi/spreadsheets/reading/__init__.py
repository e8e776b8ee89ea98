"""Reading what clerks send: pure functions from bytes to rows with values, remarks and sums."""
