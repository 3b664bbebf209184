"""What a plan pays: the reference evaluator, kernel and records to lines, exact."""
