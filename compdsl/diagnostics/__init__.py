"""The one shape of a problem, and drawing it."""
