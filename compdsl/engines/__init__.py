"""The kernel in bulk: the same cents as the reference evaluator, worked out by a database."""
