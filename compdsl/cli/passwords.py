"""Addresses of databases are told without their passwords, wherever they stand in a message."""

import re

_PASSWORD = re.compile(r"(://[^\s:@/]*:)[^\n'\"]*(?=@)|((?:ssl)?password=)[^&\s'\"]+")


def without_passwords(text: str) -> str:
    """A text in which no password of an address is told, however the address is wrong."""
    return _PASSWORD.sub(lambda found: f"{found[1] or found[2]}…", text) if "://" in text else text
