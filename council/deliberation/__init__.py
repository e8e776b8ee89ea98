"""Terms, rolls, meetings, motions and votes."""
