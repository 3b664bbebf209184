"""Why it pays that: one account a line, over what was written, from the amount down to the rows of the data."""
