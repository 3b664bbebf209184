"""What is told of a clause in a period, for the tests of the words of clauses."""

from collections.abc import Mapping

from compdsl.trace.account import account_for
from compdsl.trace.reading import read_account
from tests.trace.paying import FILES, HEAD, plan_of, statement_of


def told(period: str, clause: str, label: str, files: Mapping[str, str] = FILES, payee: str = "ada") -> str:
    """The value and the words of an entry of the clause's line, with what stands below it."""
    plan = plan_of(HEAD + clause)
    (line,) = statement_of(plan, files, payee, period).lines
    entry = next(one for one in read_account(account_for(line, plan)) if one.label == label)
    return "\n".join([f"{entry.value}  {entry.words}", *entry.below])
