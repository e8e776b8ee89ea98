"""When a plan, its lines, its payments and its figures hold together (pure)."""
