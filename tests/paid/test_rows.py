"""In which scopes the lines of a plan read their rows."""

from compdsl.paid.rows import scopes_used
from tests.trace.paying import HEAD, plan_of


def test_the_goal_of_a_team_reads_the_rows_of_everybody() -> None:
    """That of a ratio is weighted by the denominators; one that is a field of the roster reads no rows."""
    ratio = "metric r = sum(deals.amount) / sum(deals.amount where won) goal payee.share\n"
    assert scopes_used(plan_of(HEAD + ratio + "a 20% on r.team")) == {"deals": {"own", "team"}}
    assert scopes_used(plan_of(HEAD + "a rate 1% on sales")) == {"deals": {"own"}}
    assert scopes_used(plan_of(HEAD + "a = sales.company.goal")) == {}


def test_measures_that_the_data_gives_are_told_by_their_name() -> None:
    """Value, goal and attainment are read in the scope of the clause."""
    assert scopes_used(plan_of("currency USD\nperiod quarter\nm 10%\nn 10% team")) == {"m": {"own"}, "n": {"team"}}
