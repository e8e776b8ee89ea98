"""Counties, townships and villages by their 12-digit code."""
