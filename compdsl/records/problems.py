"""The problems of data files: a cell, a row, a file, a folder that cannot be read without guessing.

Status 1 is a mistake in what a file says; status 3 is a file that cannot be read, or one past a limit.
"""

from collections.abc import Iterable, Sequence

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem, Severity, problem
from compdsl.records.shown import characters, listed, quoted, strange_character
from compdsl.values.period import EXAMPLES

LIMIT = 3

_NO_DATA = frozenset({"", "n/a", "na", "nan", "nil", "none", "null"})

# Cells


@problem
def empty_cell(text: str) -> Problem:
    """A cell that must hold something is empty, or holds blanks only.

    An empty cell is not zero: nobody chose that figure. Write the value, or take the row out of the file.
    A cell of the roster may be empty, and then the payee has no such figure.
    """
    if text:
        return Problem(f"{quoted(text)} holds blanks only", hint="write the value, or leave the row out")
    return Problem("the cell is empty, and empty is not zero", hint="write the value, or leave the row out")


@problem
def not_a_number(text: str, write: Sequence[str] = (), expected: str = "a number") -> Problem:
    """A cell that must hold a number holds something else.

    A number is written with the digits 0 to 9, `-` in front where it is negative, and one point: `-1234.50`.
    No signs of currency, no separators of thousands, no exponent, no blanks, no words such as NaN or NULL:
    programs read those in different ways, so the file has to say the number plainly.
    """
    is_missing = len(text) < 10 and text.strip("#-. ").lower() in _NO_DATA
    way = "write the number, or leave the row out" if is_missing else "write a number such as 1234.50"
    hint = _write(write, way)
    if text.endswith("%") and write and expected == "a number":
        hint += "; or say in the plan that the column holds percentages, such as `records payees { share: percent }`"
    return Problem(f"{quoted(text)} is not {expected}{strange_character(text)}", hint=hint)


@problem
def number_too_long(text: str) -> Problem:
    """A number has more than 18 digits before the point or more than 9 after it.

    No amount of pay needs more; a longer number is usually two cells run together, or an identifier.
    """
    return Problem(
        f"{quoted(text)} is too long for a number",
        hint="write at most 18 digits before the point and 9 after it",
    )


@problem
def too_many_decimals(text: str, places: int, currency: str | None, write: Sequence[str] = ()) -> Problem:
    """An amount of money has more decimals than its currency.

    1.005 euros cannot be paid, and rounding while reading would be a rounding that nobody asked for.
    """
    most = "no decimals" if places == 0 else f"{places} decimals"
    whose = f"{currency} has {most}" if currency else f"money has {most}"
    way = "write a whole amount" if places == 0 else f"write at most {places} decimals"
    return Problem(f"{quoted(text)} has too many decimals: {whose}", hint=_write(write, way))


@problem
def not_whole(text: str, write: Sequence[str] = ()) -> Problem:
    """A count is not written as a whole number.

    People, seats and tickets are counted one by one: write `12`, not `12.0` and not `12.5`.
    """
    return Problem(
        f"{quoted(text)} is not a whole number",
        hint=_write(write, "write a whole number, or declare the column as a number"),
    )


@problem
def not_a_date(text: str, why: str = "", write: Sequence[str] = ()) -> Problem:
    """A cell that must hold a date holds something else, or a day that no calendar has.

    A date is written year first, `2024-02-01`: `01/02/2024` is January to one reader and February to another.
    Years go from 1000 to 9998.
    """
    reason = f": {why}" if why else strange_character(text)
    return Problem(f"{quoted(text)} is not a date{reason}", hint=_write(write, "write it as YYYY-MM-DD"))


@problem
def not_yes_or_no(text: str, write: Sequence[str] = ()) -> Problem:
    """A cell that must say yes or no says something else.

    Write `true` or `false`, or `yes` or `no`, in small letters.
    """
    return Problem(f"{quoted(text)} is not a yes or no", hint=_write(write, "write true, false, yes or no"))


@problem
def hidden_character(text: str) -> Problem:
    """A text holds a control character, or one that turns the direction of writing.

    Such a character is not seen: two texts look the same and are not, or one reads as what it is not.
    """
    return Problem(f"{quoted(text)} holds a character that is not seen", hint="take it out, or type the text again")


@problem
def text_too_long(text: str, most: int) -> Problem:
    """A text has more than 4,096 characters."""
    return Problem(f"{quoted(text)} is too long for a text", hint=f"write at most {most:,} characters")


@problem
def not_a_period(text: str, kind: str | None) -> Problem:
    """A cell that must name a period does not.

    Periods are written `2026-03` (a month), `2026-Q1`, `2026-H1` (a half-year), `2026` (a year) or `2026-W07` (a week).
    """
    way = f"like {EXAMPLES[kind]}" if kind else "like 2026-03, 2026-Q1, 2026-H1, 2026 or 2026-W07"
    return Problem(f"{quoted(text)} is not a period", hint=f"write it {way}")


@problem
def wrong_period_kind(text: str, found: str, kind: str) -> Problem:
    """A row is for a period of another length than the plan pays by.

    A plan that pays by quarter cannot say what a month's figure is worth in it: the row must say the quarter.
    """
    return Problem(f"{quoted(text)} is a {found}, and the plan pays by {kind}", hint=f"write the {kind} it belongs to")


@problem
def unknown_payee(key: str, similar: str | None, nearly: str | None, differ: str) -> Problem:
    """A row belongs to a payee who is not in the roster.

    Payees are compared letter by letter: `7` is not `007`, `Ada` is not `ada`, and an accent may be stored in two ways.
    A row whose payee is not known can be paid to nobody, so it is refused rather than dropped.
    """
    message = f"{quoted(key)} is not a payee of the roster"
    if nearly is not None:
        return Problem(message, hint=f"write {quoted(nearly)} as the roster does: {differ}")
    if similar is not None:
        return Problem(message, hint=f"write {quoted(similar)} if that is who is meant, or add the payee to the roster")
    return Problem(message, hint="add the payee to the roster, or leave the row out")


@problem
def refused_payee(key: str) -> Problem:
    """A row belongs to a payee whose own row in the roster is refused.

    It is not counted as a problem of its own: the roster's row is the cause.
    """
    return Problem(f"the roster's row of {quoted(key)} is refused", hint="correct that row")


@problem
def end_before_start(start: str, end: str) -> Problem:
    """A payee leaves before they start."""
    return Problem(f"the end, {end}, is before the start, {start}", hint="correct one of the two dates")


@problem
def percent_in_points(value: str) -> Problem:
    """A percentage is written without its sign and above ten, so that it would be more than 1,000%.

    `80` may be meant as 80% or as eighty times the whole. Write `80%` or `0.8`; `8000%` if that is meant.
    """
    return Problem(
        f"{quoted(value)} as a percentage would be above 1,000%", hint="write it with its %, or as a decimal"
    )


@problem
def percent_in_doubt(value: str, percent: str, decimal: str) -> Problem:
    """A percentage is written without its sign and is 2 or more, so that it is read as 200% or more.

    `8` in a column of percentages is the decimal 8, which is 800%. Where 8% is meant, write `8%` or `0.08`; where
    800% is meant, write `800%`, and nothing is said. It is told once for each column, at the first such cell.
    """
    return Problem(
        f"{quoted(value)} is read as {percent}%",
        hint=f"write {value}% or {decimal} if that is meant, else {percent}%",
        severity=Severity.WARNING,
    )


@problem
def percent_of_something(value: str, of: str) -> Problem:
    """A measure is given as a percentage, and of something.

    `92%` is a ratio already. Write either `92%` with `of` empty, or the two figures: `46` of `50`.
    """
    return Problem(
        f"{quoted(value)} is a ratio already, and `of` holds {quoted(of)}",
        hint="leave `of` empty, or write the plain figure",
    )


@problem
def ratio_as_money(metric: str, value: str) -> Problem:
    """A measure is given as a ratio, and the plan takes it to be money: it pays a rate on it, say.

    Five percent of 95% is no amount. Either the data gives the amount, or the plan pays a share of target.
    """
    return Problem(
        f"{quoted(value)} makes `{metric}` a ratio, and the plan takes it to be money",
        hint="bring the amount itself, without a `%` and with `of` empty, or pay a share of target in the plan",
    )


@problem
def ratio_as_units(metric: str, value: str) -> Problem:
    """A measure is given as a percentage, and the plan takes it as a number.

    It pays for each unit of it, or compares it with a number such as 90, which 92% is below.
    """
    return Problem(
        f"{quoted(value)} is a percentage, and the plan takes `{metric}` as a number, which it pays or compares",
        hint="write the number without %; or in the plan a percentage, such as 90%, or a share of target",
    )


# Rows


@problem
def row_length(found: int, expected: int) -> Problem:
    """A row has fewer or more cells than the header has columns.

    Which of its cells is missing cannot be known, so none of them is read. A comma inside a cell needs quotes
    around the cell.
    """
    cells = "1 cell" if found == 1 else f"{found:,} cells"
    hint = "write every cell, also an empty one" if found < expected else "put quotes around a cell that holds a comma"
    return Problem(f"the row has {cells} and the header {expected:,}", hint=hint)


@problem
def blank_line(first: int, last: int) -> Problem:
    """Between the rows there is a line that is blank, or holds nothing but commas.

    A row may be missing there, so it is not passed over. Blank lines at the end of a file are no rows: a spreadsheet
    leaves them below the last one, and the run says how many there are.
    """
    if first == last:
        return Problem("the line is blank", hint="delete the line, or put back the row that belongs there")
    return Problem(
        f"lines {first:,} to {last:,} are blank",
        hint=f"delete these {last - first + 1:,} lines, or put back the rows that belong there",
    )


@problem
def broken_quotes(is_open: bool) -> Problem:
    """The quotes of a row do not pair up, or stand inside a cell that is not quoted.

    A cell with a comma or a quote in it is written in quotes, and a quote in it twice: `"12"" screen"`.
    Where a quote is never closed nobody can tell where the row ends, and the rest of the file cannot be read.
    """
    if is_open:
        return Problem("a quote that opens in this row is not closed", hint="close the quote")
    return Problem(
        "a quote stands where none can",
        hint='put quotes around the whole cell, and write a quote inside it twice: ""',
    )


@problem
def duplicate_id(key: str, line: int) -> Problem:
    """Two rows of a block have the same identifier: paying both would pay one thing twice.

    The columns called `id` and `<block>_id` hold one. The first row is read, the later ones are refused.
    """
    return Problem(f"{quoted(key)} is already on line {line:,}", hint="take one of the two rows out")


@problem
def duplicate_payee(key: str, line: int) -> Problem:
    """A payee is in the roster twice for the same days, and which of the two rows holds is not known.

    Several rows of one payee are several stretches of time, such as before and after a change of target: each has its
    own days in `start` and `end`, and no day is in two of them.
    """
    return Problem(
        f"the payee {quoted(key)} is already on line {line:,}, for the same days",
        hint="take one of the two rows out, or give each its own days in `start` and `end`",
    )


@problem
def duplicate_measure(payee: str, period: str, metric: str, line: int) -> Problem:
    """A payee has two figures for one measure in one period."""
    return Problem(
        f"{quoted(payee)} has `{metric}` for {period} already on line {line:,}",
        hint="take one of the two rows out",
    )


@problem
def json_not_read(why: str) -> Problem:
    """A line of a JSON lines file is not one JSON object of plain values.

    A line holds one object, each key once; a value is text, a number, true, false or null.
    Objects and lists inside it, NaN and Infinity are refused.
    """
    return Problem(why, hint="write one object a line, with plain values")


@problem
def json_missing_key(key: str) -> Problem:
    """A line of a JSON lines file lacks a key that other lines have and the plan reads."""
    return Problem(f"the object has no key `{key}`", hint=f'write "{key}", with null where there is no value')


# Files


@problem
def missing_column(column: str, columns: Sequence[str]) -> Problem:
    """A file lacks a column that the plan reads. Columns go by name, in any order; others are ignored."""
    near = closest(column, columns) if len(column) <= 64 else None
    there = f"; the columns there are: {listed(columns)}" if columns else ""
    hint = f"rename {quoted(near)} if it is meant" if near is not None else "add the column, or take it out of the plan"
    return Problem(f"there is no column `{column}`{there}", hint=hint)


@problem
def duplicate_column(column: str) -> Problem:
    """Two columns of a file have the same name, so which of them is meant cannot be known."""
    return Problem(f"two columns are called {quoted(column)}", hint="rename one of them")


@problem
def unnamed_column(position: int) -> Problem:
    """A column has no name: often a comma too many at the end of the header."""
    return Problem(f"column {position:,} has no name", hint="name it, or take its comma out of every line")


@problem
def wrong_separator(separator: str) -> Problem:
    """The cells of a file are separated by something else than commas."""
    word = {";": "semicolons", "\t": "tabs", "|": "bars"}[separator]
    return Problem(f"the columns are separated by {word}", hint="save the file with commas between the cells")


@problem
def note_to_a_spreadsheet(line: str) -> Problem:
    """The first line of a file is a note such as `sep=,`, by which a spreadsheet learns how cells are separated."""
    return Problem(
        f"the first line is {quoted(line)}, and not the names of the columns",
        hint="delete that line, and save the file with commas between the cells",
    )


@problem
def no_header() -> Problem:
    """A CSV file has no first line with the names of its columns."""
    return Problem("the file has no header", hint="write the names of the columns on the first line")


@problem
def data_not_utf8(offset: int, byte: int, is_utf16: bool = False) -> Problem:
    """A file is not written in UTF-8. The encoding is never guessed: a wrong guess changes people's names."""
    if is_utf16:
        return Problem("the file looks like UTF-16", hint="save the file as UTF-8")
    return Problem(f"byte {offset + 1:,} is {byte:02X}, which is not UTF-8", hint="save the file as UTF-8")


@problem
def nul_in_file(offset: int) -> Problem:
    """A file holds a NUL byte: it is damaged, or not a text."""
    return Problem(f"byte {offset + 1:,} is NUL, which no text holds", hint="write the file again from its source")


@problem
def lone_carriage_return(offset: int) -> Problem:
    """A carriage return stands alone. Lines end with a line feed, or with a carriage return before it."""
    return Problem(
        f"byte {offset + 1:,} is a carriage return alone",
        hint="save the file with line feeds at the line ends",
    )


@problem
def no_final_newline() -> Problem:
    """The last line of a file does not end, as if it were cut: `10` may have been `1000`. It is read."""
    return Problem(
        "the last line does not end, so the file may be cut short",
        hint="check the last row, and end it with a line feed",
        severity=Severity.WARNING,
    )


@problem
def look_alike_payees(key: str, other: str, line: int, differ: str) -> Problem:
    """Two payees of the roster have keys that differ only in capital letters, accents or blanks: two payees."""
    return Problem(
        f"the payee {quoted(key)} is another than {quoted(other)} on line {line:,}: {differ}",
        hint="write both alike if they are one person",
        severity=Severity.WARNING,
    )


@problem
def unused_measure(metric: str, similar: str, rows: int, has_rows: bool = False) -> Problem:
    """The plan does not use a measure of the data, and uses one of nearly the same name."""
    many = "1 row" if rows == 1 else f"{rows:,} rows"
    other = f"but it uses `{similar}`" if has_rows else f"and there are no rows for `{similar}`"
    hint = f"write {similar} if it is meant"
    if not has_rows:
        hint = f"write {shown_name(metric)} in the plan, or {similar} in the data, whichever is right"
    return Problem(
        f"the plan does not use `{shown_name(metric)}` ({many}), {other}",
        hint=hint,
        severity=Severity.WARNING,
    )


@problem
def same_file_twice(other: str) -> Problem:
    """Two files hold the same bytes: one of them was probably copied over the other."""
    return Problem(f"the file holds the same as {shown_name(other)}", hint="put the right data into one of the two")


@problem
def two_files_for_a_block(first: str, second: str) -> Problem:
    """There are files of two kinds for one block, so which of them is meant cannot be known."""
    return Problem(f"there are both {first} and {second}", hint="take one of the two away", status=LIMIT)


@problem
def missing_file(what: str, name: str, header: Sequence[str], similar: str | None) -> Problem:
    """A file that the plan needs is not in the folder. A block without rows has a file with a header only."""
    first = f"a file {name} whose first line is {','.join(header)}"
    if similar is not None:
        return Problem(
            f"there is no file for {what}; {quoted(similar)} is there",
            hint=f"rename or save it as {name} if it is meant, or add {first}",
            status=LIMIT,
        )
    return Problem(f"there is no file for {what}", hint=f"add {first}", status=LIMIT)


@problem
def missing_folder(is_file: bool = False) -> Problem:
    """The folder of the data cannot be found, or is not a folder."""
    message = "it is a file, and not the folder of the data" if is_file else "there is no such folder"
    return Problem(message, hint="give the folder that holds payees.csv", status=LIMIT)


@problem
def unreadable_file(why: str) -> Problem:
    """The machine refuses to read a file or a folder."""
    return Problem(f"it cannot be read: {why}", hint="check its permissions and links", status=LIMIT)


@problem
def not_a_regular_file() -> Problem:
    """What should be a file is a folder, a device, a pipe or a socket."""
    return Problem("it is not a regular file", hint="put a plain file in its place", status=LIMIT)


@problem
def link_outside() -> Problem:
    """A file of the data folder is a link that leads out of the folder.

    A folder that somebody sent could otherwise show, in a message or a payout, what stands elsewhere on this machine.
    Links within the folder are followed, and so is one by which the folder itself is given.
    """
    return Problem(
        "it is a link that leads out of the folder, and is not followed",
        hint="put a copy of the file in its place",
        status=LIMIT,
    )


@problem
def file_too_large(limit: int) -> Problem:
    """A file is larger than the limit."""
    return Problem(f"the file is larger than {limit:,} bytes", hint="split the run, or raise the limit", status=LIMIT)


@problem
def too_many_columns(found: int, limit: int) -> Problem:
    """A file has more columns than the limit."""
    return Problem(f"there are {found:,} columns", hint=f"keep at most {limit:,}", status=LIMIT)


@problem
def cell_too_large(limit: int) -> Problem:
    """A cell is larger than the limit: often a quote that is never closed."""
    return Problem(
        f"a cell is longer than {limit:,} characters",
        hint="look for a quote that is not closed",
        status=LIMIT,
    )


@problem
def row_too_large(limit: int) -> Problem:
    """A row is larger than the limit."""
    return Problem(f"a row is longer than {limit:,} bytes", hint="check that the file has line ends", status=LIMIT)


def shown_name(text: str) -> str:
    """A name out of the data as a message shows it, without quotes."""
    return characters(text)


def _write(ways: Iterable[str], otherwise: str) -> str:
    known = list(dict.fromkeys(ways))
    return f"write {' or '.join(known)}" if known else otherwise
