"""Accounts, statements and figures, in the forms that people and machines read."""
