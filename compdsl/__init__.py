"""compdsl: a small typed language for variable-compensation plans."""

__version__ = "0.1.0"
EDITION = "2026"
