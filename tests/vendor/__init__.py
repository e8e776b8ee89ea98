"""Third-party code that only the tests use, each with its licence."""
