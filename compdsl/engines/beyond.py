"""What a query does not work out: the whole plan or some people are then left to the reference evaluator."""

from collections.abc import Iterable


class BeyondQuery(Exception):  # noqa: N818 - it is a limit, not a defect
    """A form of the kernel that no query works out; `why` completes "the plan is paid one payee at a time: …"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def refuse_names_alike(names: Iterable[str]) -> None:
    """Raise BeyondQuery where two names are one in a database, which looks at no capital letters."""
    seen: dict[str, str] = {}
    for name in names:
        if seen.setdefault(name.casefold(), name) != name:
            raise BeyondQuery(f"`{seen[name.casefold()]}` and `{name}` are one name in a database")


class ReadOneByOne(BeyondQuery):
    """Rows that a query does not surely read: the reader of files takes them, or says what is wrong with them."""


class RefusedRows(Exception):  # noqa: N818 - it is a finding
    """Rows that cannot be paid on, as their readers say; nothing is paid."""


class TooWide(Exception):  # noqa: N818 - it is a limit, not a defect
    """A figure may need more digits than whole numbers of a database have."""
