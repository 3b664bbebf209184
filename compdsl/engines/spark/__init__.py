"""A plan paid by Spark: the rows of the records are gone through by as many machines as it has."""
