"""The address of a database: what is told of it, and what never is."""

import pytest

from compdsl.records.address import read_address


@pytest.mark.parametrize(
    ("text", "shown", "secrets"),
    [
        ("postgresql://host/db", "postgresql://host/db", ()),
        ("postgres://ada@host:5433/db", "postgresql://host:5433/db", ()),
        ("postgresql://ada:s%40f%2F1@host/db", "postgresql://host/db", ("s%40f%2F1", "s@f/1")),
        ("postgresql://ada:@host/db", "postgresql://host/db", ()),
        ("postgresql://a:b@one:1,two:2/db?target_session_attrs=any", "postgresql://one:1,two:2/db", ("b",)),
        ("postgresql://%2Fvar%2Frun/my%20db", "postgresql://%2Fvar%2Frun/my db", ()),
        ("postgresql://[::1]:5432/db", "postgresql://[::1]:5432/db", ()),
        ("postgresql:///db?host=h&password=x%26y&sslpassword=z", "postgresql:///db", ("x%26y", "x&y", "z")),
        ("postgresql://", "postgresql:///", ()),
        ("postgresql://host/db?options=-csearch_path%3Dsales", "postgresql://host/db", ()),
    ],
)
def test_what_is_told(text: str, shown: str, secrets: tuple[str, ...]) -> None:
    found = read_address(text)
    assert found is not None
    assert found.shown == shown
    assert set(secrets) <= set(found.secrets)
    assert found.text.startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://ada:p@ss@host/db", "postgresql://ada:p/ss@host/db", "postgresql://ada:p?ss@host/db",
        "postgresql://ada:12/ss@host/db", "postgresql://ada:12?a=b@host/db#x", "postgresql://ada:p#s@host/db",
        "postgresql://ada:p s@host/db?x", "postgresql://ho st/db", "postgresql://host:port/db", "mysql://host/db",
        "postgresql:/host/db", "postgresql://host/db?", "postgresql://host/db?password",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    """A sign in a password that should be written `%..` makes another address of it."""
    assert read_address(text) is None


def test_who_waits_for_an_answer() -> None:
    """Ten seconds, where the address says nothing else."""
    ends = {
        "postgresql://h/d": "?connect_timeout=10", "postgresql://h/d?a=b": "&connect_timeout=10",
        "postgresql://h/d?connect_timeout=2": "",
    }  # fmt: skip
    for text, end in ends.items():
        found = read_address(text)
        assert found is not None
        assert found.text == text + end


def test_what_holds_a_password() -> None:
    found = read_address("postgresql://ada:secret@host/db")
    assert found is not None
    assert found.hides("no such user")
    assert not found.hides('token "secret"')
