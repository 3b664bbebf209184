"""A plan as one query that somebody reads, and runs on a warehouse of their own."""
