"""The file of measures -> a relation of a database: figures worked out elsewhere, a row a payee, period and measure.

As in `reading.py`: what is surely good becomes values in the query, by the rules of `records/measures.py`; a row that
is not is left to the reader of files.
"""

from collections import Counter
from typing import TYPE_CHECKING

from compdsl.engines.beyond import ReadOneByOne
from compdsl.engines.duckdb.cells import column, figure_column, number_column
from compdsl.engines.relations import Relation, day
from compdsl.engines.to_sql import Plain, SqlValue, quoted
from compdsl.records.measures import COLUMNS, OPTIONAL_COLUMNS, period_reader, warn_of_unused
from compdsl.records.text import TextFile
from compdsl.values.types import FIGURE, NUMBER, Kind

if TYPE_CHECKING:
    from compdsl.engines.duckdb.reading import BulkReading, DataFile

MOST_PERIODS = 1_000
FIGURES = {"value": FIGURE, "of": NUMBER, "goal": FIGURE}


def read_measures(reading: "BulkReading") -> Relation:
    """The measures that the plan uses; rows of others are counted as left out."""
    file = reading.file("measures", COLUMNS)
    source, used = reading.source(file), frozenset(reading.schema.measures)
    text = {name: file.inner_name(name) for name in (*COLUMNS, *OPTIONAL_COLUMNS) if name in file.columns}
    counts = dict(reading.session.ask(f"SELECT {text['metric']}, count(*) FROM {source} GROUP BY ALL"))
    if any(name is None or not name.strip() for name in counts):
        raise ReadOneByOne("a row of measures names none")
    left_out = Counter({name: rows for name, rows in counts.items() if name not in used})
    told = TextFile(file.name, file.shown, b"", reading.refusals)
    warn_of_unused(told, used, {name for name in counts if name in used}, left_out)
    looked = reading.look(file, {name: kind for name, kind in FIGURES.items() if name in text})
    columns: dict[str, SqlValue] = {"metric": Plain("metric"), "first": Plain("first"), "until": Plain("until")}
    read, values, sure = [], [], [_are_sure(reading, text)]
    for at, (name, kind) in enumerate(FIGURES.items(), 1):
        places = looked[name].places if name in looked else 0
        columns[name] = column(f"m{at}", kind.kind, places, may_lack=name != "value")
        if name not in text:
            values.append(f"CAST(NULL AS BIGINT) AS m{at}")
            continue
        is_figure = kind.kind is Kind.FIGURE
        cells = (figure_column if is_figure else number_column)(text[name], f"x{at}", places)
        read.append(f"{cells.read} AS x{at}")
        values.append(f"{cells.value} AS m{at}")
        sure.append(cells.is_sure if name == "value" else f"({cells.is_sure} OR {text[name]} IS NULL)")
    columns |= {"is_ratio": Plain("is_ratio"), "label": Plain("label"), "payee": Plain("owner")}
    first, until = _days(reading, file)
    values += [f"{text['metric']} AS metric", f"ends_with({text['value']}, '%') AS is_ratio"]
    values += [f"{first} AS first", f"{until} AS until"]
    values.append(f"{text['period']} AS label")
    values.append(reading.owner_of(file, text["payee"], [*sure, f"{first} IS NOT NULL"]))
    values += reading.raw_of(file, text["payee"])
    names = ", ".join(map(quoted, sorted(used)))
    inner = f"(SELECT *, {', '.join(read)} FROM {source})"
    query = f"SELECT {', '.join(values)} FROM {inner}"
    _refuse_twice(reading, file, source, names)
    kept = reading.kept("measures", query, columns) if reading.store is not None else f"({query})"
    reading.session.ask(f"CREATE OR REPLACE VIEW read_measures AS SELECT * FROM {kept} WHERE metric IN ({names})")
    reading.left_out["measures"] = left_out.total()
    most = {name: looked[name].most if name in looked else 0 for name in FIGURES}
    typical = {f"m{at}": (-most[name], most[name]) for at, name in enumerate(FIGURES, 1)}
    return Relation("read_measures", columns, 2**40, typical, raw=reading.raw_name)


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


def _refuse_twice(reading: "BulkReading", file: "DataFile", source: str, names: str) -> None:
    """Leave a file to its reader in which a figure stands twice."""
    payee, period, metric = (file.inner_name(name) for name in ("payee", "period", "metric"))
    grouped = (
        f"SELECT 1 FROM {source} WHERE {metric} IN ({names}) GROUP BY {payee}, {period}, {metric} HAVING count(*) > 1"
    )
    if reading.session.ask(f"{grouped} LIMIT 1"):
        raise ReadOneByOne("a measure stands twice for somebody")
