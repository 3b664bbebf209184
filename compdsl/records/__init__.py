"""Data in: what a plan asks of its data, reading it strictly, and the rows that are refused."""
