"""What a plan means: every name resolved, every type known, nothing left to guess."""
