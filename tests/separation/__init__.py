"""The separations, judged by an oracle that knows nothing of the product."""
