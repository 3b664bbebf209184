"""`measures`: figures that were worked out elsewhere, one row a payee, period and measure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import cast

from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Problem
from compdsl.records import problems
from compdsl.records.cells import MOST_AS_DECIMAL, doubt_percent, read_figure, read_number, read_text
from compdsl.records.columns import Bound, CellError, Column, bind, count_refused, problems_of
from compdsl.records.data import Given
from compdsl.records.reader import Reader
from compdsl.records.roster import LONGEST_COMPARED, Roster
from compdsl.records.schema import Schema
from compdsl.records.spelling import fold
from compdsl.records.text import Cells, TextFile, TextRow, open_rows
from compdsl.values.calendar import Calendar
from compdsl.values.exact import Exact
from compdsl.values.period import Period
from compdsl.values.types import Kind, Type

COLUMNS = ("payee", "period", "metric", "value")
OPTIONAL_COLUMNS = ("of", "goal")


def read_measures(
    file: TextFile, schema: Schema, roster: Roster | None, period_kind: str | None, calendar: Calendar
) -> tuple[tuple[Given, ...], Counter[str]]:
    """The good rows of the measures the plan uses, and how many rows there are of each it does not use."""
    file.payee_columns = ("payee",)
    file.refused_elsewhere = roster.refused if roster is not None else frozenset()
    left_out: Counter[str] = Counter()
    rows = open_rows(file, COLUMNS, OPTIONAL_COLUMNS)
    if rows is None:
        return (), left_out
    given, found = rows_of_measures(file, rows, schema, roster, period_kind, calendar, left_out)
    file.rows_left_out = left_out.total()
    warn_of_unused(file, frozenset(schema.measures), found, left_out)
    return given, left_out


def rows_of_measures(
    file: TextFile,
    rows: Iterable[TextRow],
    schema: Schema,
    roster: Roster | None,
    period_kind: str | None,
    calendar: Calendar,
    left_out: Counter[str],
) -> tuple[tuple[Given, ...], set[str]]:
    """The good rows among some rows of the file, and the measures they are of; others are counted."""
    found: set[str] = set()
    return tuple(each_good_figure(file, rows, schema, roster, period_kind, calendar, left_out, found)), found


def each_good_figure(
    file: TextFile,
    rows: Iterable[TextRow],
    schema: Schema,
    roster: Roster | None,
    period_kind: str | None,
    calendar: Calendar,
    left_out: Counter[str],
    found: set[str],
) -> Iterator[Given]:
    """The good rows among some rows of the file, one after the other; the others are refused, or counted."""
    reader = _MeasuresReader(file, roster, period_kind, calendar, schema.measure_kinds)
    metric_at = file.columns.index("metric")
    used = frozenset(schema.measures)
    for line, number, cells in rows:
        metric = cells[metric_at]
        if metric and metric not in used and not metric.isspace():
            left_out[metric] += 1
            continue
        found.add(metric or "")
        given = reader.take(line, number, cells)
        if given is not None:
            yield given


def warn_of_unused(file: TextFile, used: frozenset[str], found: set[str], left_out: Counter[str]) -> None:
    """Name measures that nobody uses, where the plan uses one of nearly the same name."""
    names = [name for name in list(left_out)[:1_000] if len(name) <= LONGEST_COMPARED]
    near = {metric: closest(metric, names) for metric in used - found}
    spelt = {fold(name): name for name in names}
    near |= {metric: spelt[fold(metric)] for metric in used if fold(metric) in spelt}
    for metric, name in sorted(near.items()):
        if name is not None:
            file.warn(partial(problems.unused_measure, name, metric, left_out[name], metric in found))


class _MeasuresReader:
    """The rows as they are read; one figure for a payee, a period and a measure."""

    def __init__(
        self,
        file: TextFile,
        roster: Roster | None,
        period_kind: str | None,
        calendar: Calendar,
        kinds: Mapping[str, Type],
    ) -> None:
        self.file = file
        self.kinds = kinds
        self.lines: dict[tuple[str, str, str], int] = {}
        self.doubted: set[tuple[str, str]] = set()
        self.value_at = file.columns.index("value")
        readers: dict[str, Column[str | Exact | Period]] = {
            "payee": Column(read_text if roster is None else roster.reader),
            "period": Column(period_reader(period_kind, calendar)),
            "metric": Column(read_text),
            "value": Column(read_figure),
            "of": Column(read_number, may_be_empty=True),
            "goal": Column(read_figure, may_be_empty=True),
        }
        self.bound: Bound[str | Exact | Period] = bind(file.columns, readers)

    def take(self, line: int, number: int, cells: Cells) -> Given | None:
        """Read one row: a figure, or a refused row."""
        if self.file.refusals.only_counts and (errors := count_refused(cells, self.bound)):
            self.file.count_refused(cells, errors)
            return None
        try:
            values = {name: reader[cells[index]] for name, index, reader in self.bound}
        except CellError:
            self.file.refuse(line, number, cells, problems_of(cells, self.bound))
            return None
        written = cells[self.value_at] or ""
        is_ratio = written.endswith("%")
        given = self._given(values, is_ratio, line, number)
        if is_ratio and given.of is not None:
            of = cells[self.file.columns.index("of")] or ""
            self.file.refuse(line, number, cells, [("value", partial(problems.percent_of_something, written, of))])
        elif (wrong := self._of_wrong_kind(given, written)) is not None:
            self.file.refuse(line, number, cells, [("value", wrong)])
        elif (goal := self._goal_in_points(given, cells)) is not None:
            self.file.refuse(line, number, cells, [("goal", partial(problems.percent_in_points, goal))])
        elif (first := self._first_line(given)) != line:
            key = given.payee, given.period.label, given.metric
            self.file.refuse_row(line, number, cells, partial(problems.duplicate_measure, *key, first))
        else:
            self._doubt(given, cells)
            return given
        return None

    def _doubt(self, given: Given, cells: Cells) -> None:
        """Warn, once for each measure, of a percentage that may be meant in points."""
        is_percent = given.metric in self.kinds and self.kinds[given.metric].kind is Kind.PERCENT
        texts = {}
        if is_percent and given.of is None:
            texts["value"] = cells[self.value_at]
        if given.goal is not None and (is_percent or given.is_ratio):
            texts["goal"] = cells[self.file.columns.index("goal")]
        for column, text in texts.items():
            is_new = (given.metric, column) not in self.doubted
            if text and is_new and (found := doubt_percent(text)) is not None:
                self.doubted.add((given.metric, column))
                self.file.warn_in_row(given.line, given.number, [(column, found)])

    def _of_wrong_kind(self, given: Given, written: str) -> Callable[[], Problem] | None:
        """Makes the problem of a figure that is not what the plan takes the measure to be."""
        kind = self.kinds[given.metric].kind if given.metric in self.kinds else None
        if kind is Kind.MONEY and (given.is_ratio or given.of is not None):
            of = "" if given.is_ratio else f" of {given.of}"
            return partial(problems.ratio_as_money, given.metric, f"{written}{of}")
        if kind is Kind.NUMBER and given.is_ratio:
            return partial(problems.ratio_as_units, given.metric, written)
        is_plain = not given.is_ratio and given.of is None
        is_in_points = is_plain and not -MOST_AS_DECIMAL <= given.value <= MOST_AS_DECIMAL
        return partial(problems.percent_in_points, written) if kind is Kind.PERCENT and is_in_points else None

    def _goal_in_points(self, given: Given, cells: Cells) -> str | None:
        """What is written as the goal of a ratio, where it is a figure such as 92 that is meant as 92%."""
        is_ratio = given.is_ratio or given.of is not None
        if not is_ratio or given.goal is None or -MOST_AS_DECIMAL <= given.goal <= MOST_AS_DECIMAL:
            return None
        written = cells[self.file.columns.index("goal")] or ""
        return None if written.endswith("%") else written

    def _given(
        self, values: Mapping[str, str | Exact | Period | None], is_ratio: bool, line: int, number: int
    ) -> Given:
        """The row as a figure; the reader of each column has seen to the kind of its value."""
        return Given(
            payee=cast(str, values["payee"]),
            period=cast(Period, values["period"]),
            metric=cast(str, values["metric"]),
            value=cast(Exact, values["value"]),
            of=cast(Exact | None, values.get("of")),
            goal=cast(Exact | None, values.get("goal")),
            is_ratio=is_ratio,
            file=self.file.name,
            line=line,
            number=number,
        )

    def _first_line(self, given: Given) -> int:
        """The line of the first figure for the same payee, period and measure; maybe its own."""
        return self.lines.setdefault((given.payee, given.period.label, given.metric), given.line)


def period_reader(kind: str | None, calendar: Calendar) -> Reader[Period]:
    """How a cell is read that names a period, of the kind the plan pays by."""

    def value(text: str) -> Period | None:
        period = calendar.read(text)
        return period if period is not None and kind in (None, period.kind) else None

    def problem(text: str) -> Problem:
        period = calendar.read(text)
        if period is None or kind is None:
            return problems.not_a_period(text, kind)
        return problems.wrong_period_kind(text, period.kind, kind)

    return Reader(value, problem)
