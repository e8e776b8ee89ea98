"""The verbs of deliberation: seat, convene, move, vote, certify, resolve."""
