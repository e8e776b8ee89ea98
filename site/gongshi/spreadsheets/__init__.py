"""Reading what clerks send; preview, row errors; safe export."""
