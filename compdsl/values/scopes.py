"""Whose records a figure is about: the payee's own, those of a team, of the company, of the people below a manager."""

SCOPES = ("own", "team", "company", "reports", "direct_reports")
"""The scopes, as they are written."""

BELOW = ("reports", "direct_reports")
"""The scopes of a manager: everybody below in the roster, or those of whom they are the manager themselves."""

SAID = {"own": "payee", "team": "team", "company": "company", "reports": "reports", "direct_reports": "direct reports"}
"""What a scope is called in a sentence."""
