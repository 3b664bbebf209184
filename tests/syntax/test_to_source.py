"""The one layout of a plan."""

from pathlib import Path

import pytest

from compdsl.source.source import Source
from compdsl.syntax import to_source
from compdsl.syntax.to_source import Untrusted, formatted
from compdsl.syntax.written import read_written

PLANS = Path(__file__).parents[2] / "plans"


def laid_out(text: str, width: int = 100) -> str:
    written, problems = read_written(Source(text, "plan.comp"))
    assert written is not None, problems
    return formatted(written, width)


@pytest.mark.parametrize("name", ["01_one_line/one_line", "02_csm/csm"])
def test_the_first_plans_are_written_as_the_formatter_writes_them(name: str) -> None:
    """Nothing changes in them."""
    text = (PLANS / f"{name}.comp").read_text(encoding="utf-8")
    assert text == laid_out(text)


# One line


def test_a_plan_of_one_line_stays_one() -> None:
    """With one blank between its parts."""
    expected = "adoption 60% cap 150%; retention 20% team; expansion tiers 5% / 8%\n"
    assert expected == laid_out(" adoption  60%   cap 150% ;retention 20% team;expansion tiers 5%/8% ")


def test_it_becomes_several_where_it_does_not_fit() -> None:
    """Or where it has a comment, or where one of its statements is a block."""
    assert laid_out("a 5%; b 6%", 9) == "a 5%\nb 6%\n"
    assert laid_out("a 5%; b 6% # why") == "a 5%\nb 6%  # why\n"
    assert laid_out('a 5%; test "" { a = $1 }') == 'a 5%\ntest "" { a = $1 }\n'


def test_a_single_statement_is_one_line_however_it_was_written() -> None:
    """So that formatting twice changes nothing."""
    assert laid_out("a 5%\n  cap 150%\n  goal 1\n") == "a 5% goal 1 cap 150%\n"


# Spelling


def test_figures_dates_and_texts_are_never_spelt_anew() -> None:
    """Each stands as it was written."""
    text = 'let a = max($1_500.00, 1.20m * 5.0% - EUR 1,000 / 1.50x, 2026-03-31, "CSM  #1")\n'
    assert text == laid_out(text)


# Clauses


def test_modifiers_stand_in_the_order_of_calculation() -> None:
    """Each `when` stays with its word."""
    written = laid_out(
        "a 60% round to $1 threshold 50% cap 9 when b > 1 floor 3 times 2 "
        "rate 1 above 5 up to 9 else own goal 4 team on c",
        60,
    )
    expected = """\
a 60%
  on c
  team
  goal 4
  else own
  up to 9
  above 5
  threshold 50%
  rate 1
  times 2
  floor 3
  cap 9 when b > 1
  round to $1
"""
    assert expected == written


def test_modifiers_of_one_word_keep_their_order() -> None:
    """The order of limits under a condition, of factors and of gates is the author's."""
    text = "a 60% threshold 5% times 2 times 3 cap 5 when b > 1 cap 4 when b > 2 only when b > 0\n"
    assert text == laid_out(text)


def test_each_stays_with_its_amount() -> None:
    """`$100 each` is read as one."""
    assert laid_out("a $100 on b each full 10 cap $500") == "a $100 each full 10 on b cap $500\n"


def test_modifiers_with_comments_among_them_stay_as_they_are_written() -> None:
    """A comment is about what stands beside it, and comments keep their order."""
    text = """\
a 60%  # share
  cap 150%  # agreed in March
  # the goal is the board's
  goal 80%
"""
    assert text == laid_out(text)


def test_names_amounts_and_modifiers_are_under_one_another() -> None:
    """In components that follow one another; two blanks before a modifier."""
    expected = """\
adoption      60%  goal 80%  cap 150%
expansion          tiers 5% / 8%
make_it_stick $1_500 when adoption >= 80% and expansion > $1

other = adoption * 5%
"""
    text = """\
adoption 60% cap 150% goal 80%
expansion tiers 5%/8%
make_it_stick $1_500 when adoption>=80% and expansion>$1

other = adoption*5%
"""
    assert expected == laid_out(text)


def test_a_long_clause_is_broken_before_its_modifiers() -> None:
    """And in lists, where a row stands on its own line."""
    expected = """\
revenue target $2_500
  curve
    80%:  15% rising 2.5 per point,
    105%: 125%
  cap 5
  only when not top_quarter
"""
    text = "revenue target $2_500 cap 5 only when not top_quarter curve 80%: 15% rising 2.5 per point, 105%: 125%"
    assert expected == laid_out(text, 48)


def test_what_rows_are_looked_up_by_stands_under_them() -> None:
    """Where the rows are broken."""
    expected = """\
revenue target $2_500
  tiers
    5%  from 0,
    10% from 100
    by sales.attainment
  cap 5
"""
    assert expected == laid_out("revenue target $2_500 tiers 5% from 0, 10% from 100 by sales.attainment cap 5", 40)


# Expressions


def test_long_expressions_are_broken_before_operators() -> None:
    """And inside brackets, and before `where`."""
    expected = """\
metric credit = sum(deals.amount where kind == "growth")
  + sum(
    max(deals.value - deals.before, $0)
      where kind == "buyout" and amount > $10
  )
  - 5
"""
    text = (
        'metric credit = sum(deals.amount where kind == "growth") + '
        'sum(max(deals.value - deals.before, $0) where kind == "buyout" and amount > $10) - 5'
    )
    assert expected == laid_out(text, 60)


def test_choices_stand_under_one_another() -> None:
    """Where they do not fit."""
    expected = """\
let rate = if years >= 3 then 5%
  else if years == 2 then 4%
  else 3%
"""
    assert expected == laid_out("let rate = if years >= 3 then 5% else if years == 2 then 4% else 3%", 40)


def test_no_line_begins_with_a_word_that_would_begin_a_statement() -> None:
    """Rather is a line too long."""
    text = "let a = max(bbbbbbbbbbbbbbbbbbbb, plan.x)\n"
    assert laid_out(text, 30) == "let a = max(\n    bbbbbbbbbbbbbbbbbbbb, plan.x\n  )\n"


# Statements


def test_headers_measures_and_records_are_aligned() -> None:
    """Each kind for itself, and no further than the next blank line."""
    expected = """\
currency  USD
effective 2026-01-01 to 2026-12-31
records usage    { payee, seats: count }
records renewals { payee, due: money USD } dated closed_on
metric a      = 1
metric longer = 2

metric b = 3
let x = 4
"""
    text = """\
currency USD
effective   2026-01-01 to 2026-12-31
records usage {payee,seats:count,}
records renewals {payee,due:money USD} dated closed_on
metric a=1
metric longer=2


metric b=3
let x=4
"""
    assert expected == laid_out(text)


def test_parameters_are_aligned_by_their_values() -> None:
    """One that has a kind and no value stays as it is; so do the weeks of a year."""
    expected = """\
year of weeks 4-4-5 ending last saturday of september

parameter rate: percent
parameter long_name = 5%
parameter x         = $5
"""
    text = """\
year   of weeks 4-4-5 ending last saturday of september

parameter rate:percent
parameter long_name=5%
parameter x=$5
"""
    assert expected == laid_out(text)


def test_long_records_have_a_column_a_line() -> None:
    """With a comma behind each."""
    expected = """\
records usage {
  payee,
  month: date,  # first of the month
  seats: count,
}
"""
    assert expected == laid_out("records usage { payee, month: date, # first of the month\n seats: count }")


def test_tables_have_their_values_under_one_another() -> None:
    """By one key on one line where it fits, by two keys always as a grid."""
    expected = """\
table share by payee.role { "lead": 60%, "specialist": 25% }

table bonus by rating, payee.years {
          | from 0 | from 10
  from 5  | $1     | $2_000
  over 10 | $3     | $4
}
"""
    text = """\
table share by payee.role {
  "lead": 60%
  "specialist": 25% }

table bonus by rating,payee.years { |from 0|from 10
 from 5|$1|$2_000
 over 10|$3|$4 }
"""
    assert expected == laid_out(text)
    narrow = 'table share by payee.role {\n  "lead":       60%,\n  "specialist": 25%,\n}\n'
    assert narrow == laid_out(expected.partition("\n")[0], 40)


def test_a_grid_with_comments_keeps_them() -> None:
    """Those between rows leave it aligned, those within a row do not."""
    between = "table t by a, b {\n    | 1 | 2  # heads\n  1 | 3 | 44\n  # more\n  2 | 5 | 6\n}\n"
    assert between == laid_out(between)
    within = "table t by a, b {\n  | 1 | 2\n  1 | 3  # three\n  | 44\n}\n"
    assert within == laid_out(within)


def test_a_multiplier_is_broken_before_its_condition() -> None:
    """Then before `by`."""
    assert laid_out("multiply a,b by 1.5 when aaaa >= 110%", 30) == "multiply a, b by 1.5\n  when aaaa >= 110%\n"
    assert laid_out("multiply a,b by 1.5 when c > 1", 19) == "multiply a, b\n  by 1.5\n  when c > 1\n"


def test_short_tests_are_one_line_and_long_ones_a_block() -> None:
    """In a block, facts that follow one another share a line."""
    assert laid_out('test "x" {\n  a = 1\n\n  expect b 2\n}\n') == 'test "x" { a = 1; expect b 2 }\n'
    assert laid_out('test "x" {\n}\n') == 'test "x" { }\n'
    expected = """\
test "at goal" {
  payee { target: $5_000 }
  adoption = 80%; retention = 92%
  expansion = $0
  expect adoption $3_000,
    total $4_000
}
"""
    text = """\
test "at goal" { payee{target:$5_000}; adoption=80%; retention=92%
expansion=$0; expect adoption $3_000,total $4_000 }
"""
    assert expected == laid_out(text, 35)


def test_a_header_has_its_statements_in_braces() -> None:
    """Indented by two; blank lines at the edges go, between statements one stays."""
    expected = """\
plan csm "Customer Success" {  # opening
  # first

  currency USD

  a 5%  # why
  # last
}  # closing

# end
"""
    text = """

plan csm   "Customer Success" { # opening


# first

currency USD



a 5%# why
# last
} # closing


# end"""
    assert expected == laid_out(text)


def test_a_semicolon_stays_where_a_line_end_would_not_separate() -> None:
    """A name that is also the word of a modifier would be read as one."""
    assert laid_out("a 5%;\n\ncap = 6") == "a 5%;\n\ncap = 6\n"


# Comments


def test_comments_behind_lines_that_follow_one_another_are_aligned() -> None:
    """What they belong to stays the same."""
    expected = """\
metric a = 1    # one
period quarter  # two
# of its own
let x      = 3   # three
let longer = 40  # four
let y = max(
    bbbbbbbbbbbbbb,
    cccc
  )  # five
"""
    text = """\
metric a=1 # one
period quarter# two
# of its own
let x=3 # three
let longer=40 # four
let y=max(bbbbbbbbbbbbbb,cccc) # five
"""
    assert expected == laid_out(text, 30)


def test_comments_inside_a_statement_end_the_line() -> None:
    """And what follows is indented."""
    assert laid_out("let a = # why\n5\n\n# own\n+ 6") == "let a =  # why\n  5\n  # own\n  + 6\n"


def test_a_comment_before_a_comma_stands_behind_it() -> None:
    """As does one behind it."""
    assert laid_out("multiply a # one\n, # two\n b by 5") == "multiply a,  # one\n  # two\n  b\n  by 5\n"


# Trust


def test_what_is_not_the_same_plan_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is read again, its comments are compared, and it is formatted once more."""
    written, _ = read_written(Source("a 5% # why", "plan.comp"))
    assert written is not None
    for text, reason in (
        ("a 6%  # why\n", "it would not be the same plan"),
        ("a 5% cap  # why\n", "it would not be the same plan"),
        ("a 5%\n", "a comment would be lost or moved"),
        ("a 5%  # why not\n", "a comment would be lost or moved"),
    ):
        monkeypatch.setattr(to_source, "format_plan", lambda *_, text=text: text)
        with pytest.raises(Untrusted, match=reason):
            formatted(written)
    texts = iter(("a 5%  # why\n", "a 5%   # why\n"))
    monkeypatch.setattr(to_source, "format_plan", lambda *_: next(texts))
    with pytest.raises(Untrusted, match="formatting once more would change it again"):
        formatted(written)


def test_braces_without_anything_stay_empty() -> None:
    """A block without rows in a test, on one line and over several; a comment in it is kept."""
    assert laid_out('test "t" { deals {}; expect a $1 }\n') == 'test "t" { deals {}; expect a $1 }\n'
    long = 'test "t" {\n  deals {}\n  # before\n  calls { # none\n  }\n  expect a $1\n}\n'
    once = laid_out(long)
    assert "  deals {}\n" in once
    assert "# none\n" in once
    assert laid_out(once) == once


def test_settings_stay_on_the_line_they_are_written_on() -> None:
    """Not where a comment stands between them, nor where the line would become too long."""
    text = "currency USD; period quarter; target $1_000\nrounding half even  # of a bank\nadoption 60%\n"
    assert laid_out(text) == text
    apart = "currency USD\nperiod   quarter\nadoption 60%\n"
    assert laid_out(apart) == apart
    long = (
        "currency USD; target $1_000 * (payee.grade_of_last_year + payee.grade_of_this_year) + $2_000; period quarter\n"
    )
    assert laid_out(long + "adoption 60%\n").splitlines()[0] == long[: long.rindex(";")]


def test_facts_of_a_test_keep_their_comments() -> None:
    facts = "  adoption = 80%  # as in May\n  retention = 90%\n"
    text = f'adoption 60%\ntest "x" {{\n{facts}  expect adoption.payout_percent 80%\n}}\n'
    assert laid_out(text).count("# as in May\n") == 1


def test_a_comment_within_the_weeks_of_a_year_is_kept() -> None:
    """Behind the month it stands behind."""
    text = "year of weeks 4-4  # x\n  -5 ending last saturday of september\na $5\n"
    assert laid_out(text) == text
