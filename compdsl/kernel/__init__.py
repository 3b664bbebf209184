"""What a plan computes: the one definition of its meaning, in few forms."""
