"""Passwords of addresses are told nowhere."""

import pytest

from compdsl.cli.passwords import without_passwords


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no address", "no address"),
        ("postgresql://ada@host/db", "postgresql://ada@host/db"),
        ("pay 'postgresql://ada:pass@host/db' PAYEE", "pay 'postgresql://ada:…@host/db' PAYEE"),
        ("postgresql://ada:p@s/s w:rd@host/db", "postgresql://ada:…@host/db"),
        ("postgresql://host/db?password=x&a=b&sslpassword=y", "postgresql://host/db?password=…&a=b&sslpassword=…"),
        ("postgresql://host:5432/db: and more", "postgresql://host:5432/db: and more"),
    ],
)
def test_what_is_told(text: str, told: str) -> None:
    assert without_passwords(text) == told
