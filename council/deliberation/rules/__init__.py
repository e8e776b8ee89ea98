"""The rules of councils, meetings and votes (pure)."""
