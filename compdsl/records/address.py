"""The address of a PostgreSQL database, taken apart as far as it is told: nothing that may be a password ever is."""

import re
from urllib.parse import unquote

from attrs import field, frozen

_ADDRESS = re.compile(
    r"(?P<scheme>postgres(?:ql)?)://(?:(?P<user>[^@/?#]*)@)?(?P<hosts>[^@/?#]*)(?:/(?P<name>[^@/?#]*))?"
    r"(?:\?(?P<options>[A-Za-z_]+=[^&#]*(?:&[A-Za-z_]+=[^&#]*)*))?"
)
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|%2[Ff][A-Za-z0-9._%/-]+|\[[0-9A-Fa-f:.]+\])?(?::[0-9]{1,5})?")
_SECRET = ("password", "sslpassword")
_TIMEOUT = "connect_timeout"
_SECONDS = 10


@frozen
class Address:
    """Where a database is: the address it is connected by, what it is called, and the texts that are told to nobody."""

    text: str = field(repr=False)
    shown: str
    secrets: tuple[str, ...] = field(repr=False)

    def hides(self, text: str) -> bool:
        """Whether a text holds none of what is told to nobody."""
        return not any(secret in text for secret in self.secrets)


def read_address(text: str) -> Address | None:
    """The parts of an address; None where it is none, which may be since a sign in a password is not written `%..`."""
    found = _ADDRESS.fullmatch(text)
    if found is None or not all(_HOST.fullmatch(one) for one in found["hosts"].split(",")):
        return None
    options = [one.partition("=")[::2] for one in (found["options"] or "").split("&")]
    _, _, password = (found["user"] or "").partition(":")
    secrets = [password, *(value for name, value in options if name in _SECRET)]
    every = {one for secret in secrets if secret for one in (secret, unquote(secret))}
    shown = f"postgresql://{found['hosts']}/{unquote(found['name'] or '')}"
    has_timeout = any(name == _TIMEOUT for name, _ in options)
    end = "" if has_timeout else f"{'&' if found['options'] else '?'}{_TIMEOUT}={_SECONDS}"
    return Address(text + end, shown, tuple(sorted(every)))
