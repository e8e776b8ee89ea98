"""Fund sources, allocations, distribution plans and payments."""
