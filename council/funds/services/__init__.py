"""What happens to plans, payments and allocations: check → write → record → announce."""
