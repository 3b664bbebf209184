"""The file of measures -> a relation of a database: figures worked out elsewhere, a row a payee, period and measure.

As in `reading.py`: what is surely good becomes values in the query, by the rules of `records/measures.py`; a row that
is not is left to the reader of files.
"""

from collections import Counter
from typing import TYPE_CHECKING

from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.duckdb.cell_rows import CellRows
from compdsl.engines.duckdb.cells import column, figure_column, number_column
from compdsl.engines.duckdb.odd_rows import text_file
from compdsl.engines.relations import day
from compdsl.engines.to_sql import Plain, quoted
from compdsl.records.measures import COLUMNS, OPTIONAL_COLUMNS, period_reader, warn_of_unused
from compdsl.values.types import FIGURE, NUMBER, Kind

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import BulkReading, DataFile

MOST_PERIODS = 1_000
FIGURES = {"value": FIGURE, "of": NUMBER, "goal": FIGURE}


def cells_of_measures(reading: "BulkReading") -> CellRows:
    """How the measures that the plan uses are read; rows of others are counted as left out."""
    file = reading.files.get("measures") or reading.file("measures", COLUMNS)
    source, used = reading.source(file), frozenset(reading.schema.measures)
    text = {name: file.inner_name(name) for name in (*COLUMNS, *OPTIONAL_COLUMNS) if name in file.columns}
    if "measures" not in reading.odd:
        _count_unused(reading, file, source, text["metric"])
    looked = reading.look(file, {name: kind for name, kind in FIGURES.items() if name in text})
    rows = CellRows(file, source, owner=text["payee"])
    for at, (name, kind) in enumerate(FIGURES.items(), 1):
        places = looked[name].places if name in looked else 0
        value = column(f"m{at}", kind.kind, places, may_lack=name != "value")
        if name in text:
            cells_of = figure_column if kind.kind is Kind.FIGURE else number_column
            cells = cells_of(text[name], f"x_m{at}", places)
            rows.add(name, cells, value, text[name], kind.kind, is_filled=name == "value")
        else:
            rows.add_value(name, "CAST(NULL AS BIGINT)", value, kind.kind)
    first, until = _days(reading, file)
    rows.add_value("metric", text["metric"], Plain("metric"), Kind.TEXT)
    rows.add_value("is_ratio", f"ends_with({text['value']}, '%')", Plain("is_ratio"), Kind.BOOL)
    rows.add_value("first", first, Plain("first"), Kind.DATE)
    rows.add_value("until", until, Plain("until"), Kind.DATE)
    rows.add_value("label", text["period"], Plain("label"), Kind.TEXT)
    rows.columns["payee"] = Plain("owner")
    rows.used += [text["metric"], text["period"]]
    names = ", ".join(map(quoted, sorted(used)))
    rows.where = f"metric IN ({names})"
    rows.asked = f"coalesce({text['metric']} IN ({names}), TRUE) OR trim({text['metric']}) = ''"
    rows.sure += [_are_sure(reading, text), f"{first} IS NOT NULL", _stands_once(reading, file, source, names)]
    most = {name: looked[name].most if name in looked else 0 for name in FIGURES}
    rows.typical = {f"m{at}": (-most[name], most[name]) for at, name in enumerate(FIGURES, 1)}
    reading.cells["measures"] = rows
    return rows


def _count_unused(reading: "BulkReading", file: "DataFile", source: str, metric: str) -> None:
    """Count the rows of measures that the plan does not use."""
    used = frozenset(reading.schema.measures)
    counts = dict(reading.session.ask(f"SELECT {metric}, count(*) FROM {source} GROUP BY ALL"))
    named = {str(name): rows for name, rows in counts.items() if name is not None and not str(name).isspace()}
    left_out = Counter({name: rows for name, rows in named.items() if name not in used})
    told = text_file(reading, file)
    warn_of_unused(told, used, {name for name in named if name in used}, left_out)
    reading.left_out["measures"] = left_out.total()


def _days(reading: "BulkReading", file: "DataFile") -> tuple[str, str]:
    """The first day of the period that a row names, and the first one after it."""
    label = file.inner_name("period")
    labels = [str(one) for (one,) in reading.session.ask(f"SELECT DISTINCT {label} FROM {reading.source(file)}") if one]
    if len(labels) > MOST_PERIODS:
        raise ReadOneByOne("the measures are of very many periods")
    periods = period_reader(reading.period_kind, reading.calendar)
    known = [(text, period) for text in sorted(labels) if (period := periods.value(text)) is not None]
    if len({period.kind for _, period in known}) > 1:
        raise ReadOneByOne("the measures are of several kinds of periods")
    arms = [(f"WHEN {quoted(text)} THEN", period) for text, period in known]
    if not arms:
        return "CAST(NULL AS DATE)", "CAST(NULL AS DATE)"
    first = " ".join(f"{arm} {day(period.start)}" for arm, period in arms)
    until = " ".join(f"{arm} {day(period.until)}" for arm, period in arms)
    return f"CASE {label} {first} END", f"CASE {label} {until} END"


def _are_sure(reading: "BulkReading", text: dict[str, str]) -> str:
    """That a figure is of the kind which the plan takes its measure for, and that nothing is meant in points."""
    value, of, goal = text["value"], text.get("of", "NULL"), text.get("goal", "NULL")
    is_ratio, has_of = f"ends_with({value}, '%')", f"({of} IS NOT NULL)"
    sure = [f"NOT ({is_ratio} AND {has_of})"]
    for name, kind in reading.schema.measure_kinds.items():
        is_it = f"{text['metric']} = {quoted(name)}"
        if kind.kind is Kind.MONEY:
            sure.append(f"NOT ({is_it} AND ({is_ratio} OR {has_of}))")
        elif kind.kind is Kind.NUMBER:
            sure.append(f"NOT ({is_it} AND {is_ratio})")
        elif kind.kind is Kind.PERCENT:
            sure.append(f"(NOT {is_it} OR {is_ratio} OR {has_of} OR {_is_decimal(value)})")
            sure.append(f"(NOT {is_it} OR {goal} IS NULL OR ends_with({goal}, '%') OR {_is_decimal(goal)})")
    of_ratio = f"({is_ratio} OR {has_of})"
    sure.append(f"(NOT {of_ratio} OR {goal} IS NULL OR ends_with({goal}, '%') OR {_is_decimal(goal)})")
    return " AND ".join(sure)


def _is_decimal(text: str) -> str:
    """That a ratio written without its sign is smaller than one meant in points."""
    return f"regexp_full_match({text}, '-?[01](\\.[0-9]+)?')"


def _stands_once(reading: "BulkReading", file: "DataFile", source: str, names: str) -> str:
    """The condition that no other row has the figure of a row."""
    columns = ", ".join(file.inner_name(name) for name in ("payee", "period", "metric"))
    metric = file.inner_name("metric")
    twice = f"SELECT {columns} FROM {source} WHERE {metric} IN ({names}) GROUP BY {columns} HAVING count(*) > 1"
    reading.session.ask(f"CREATE OR REPLACE TABLE twice_measures AS {twice}")
    ((several,),) = reading.session.ask("SELECT count(*) FROM twice_measures")
    return f"({columns}) NOT IN (SELECT ({columns}) FROM twice_measures)" if several else "TRUE"
