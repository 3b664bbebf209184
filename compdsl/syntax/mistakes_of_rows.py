"""Mistakes of tiers, steps and curves: rows by their ends, points for rows, ranges."""

import re

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source, Span
from compdsl.syntax import ranges, rewriting
from compdsl.syntax.mistake_text import FIGURES, place_of, shape_word, shown_text, span_of, text_behind, text_of_rows
from compdsl.syntax.money_starts import with_money_starts
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import (
    above_in_row,
    curve_in_rows,
    one_sign_missing,
    range_as_difference,
    row_without_start,
    rows_in_points,
    running_without_rows,
    tier_with_end,
)


def find_range(source: Source, mistake: Mistake) -> Problem | None:
    """`tiers 5%-8%-12%`."""
    shape, before, token = shape_word(mistake), mistake.before, mistake.token
    if shown_text(mistake) != "-" or token is None or shape is None or before is None or before.type not in FIGURES:
        return None
    figure = rewriting.FIGURE.pattern
    match = re.match(rf"\s*{figure}(?:\s*-\s*{figure})*", text_behind(source, token))
    end = (token.end_pos or 0) + (match.end() if match else 0)
    text = source.text[before.start_pos or 0 : end]
    values = with_money_starts(source, mistake, ranges.rows_of_ranges(str(shape), text_of_rows(source, shape)))
    values = values or " / ".join(part.strip() for part in text.split("-"))
    return range_as_difference(source, Span(before.start_pos or 0, end), values)


def find_tier_end(source: Source, mistake: Mistake) -> Problem | None:
    """Rows by where they end: `5% to $50k`, `5% up to $50k`."""
    shape = shape_word(mistake)
    if shape is None or shape == "curve":
        return None
    is_up_to = shown_text(mistake) == "," and "up" in mistake.seen
    if not is_up_to and (shown_text(mistake) != "to" or "TO" in mistake.expected):
        return None
    token = next((t for t in mistake.seen if t == "up"), mistake.token)
    word = f"{'whole ' if 'whole' in mistake.seen else ''}{shape}"
    return tier_with_end(
        source,
        span_of(token) if token else place_of(mistake),
        with_money_starts(source, mistake, ranges.rows_of_ranges(word, text_of_rows(source, shape))),
    )


def find_row_in_words(source: Source, mistake: Mistake) -> Problem | None:
    """Rows in the words of a plan document: `5% on the first $50k, 8% after`, `<$50k 5%`."""
    shape = shape_word(mistake)
    if shape is None or shape == "curve" or mistake.is_on_new_line:
        return None
    word = f"{'whole ' if 'whole' in mistake.seen else ''}{shape}"
    rows = with_money_starts(source, mistake, ranges.rows_of_ranges(word, text_of_rows(source, shape)))
    return tier_with_end(source, place_of(mistake), rows) if rows is not None else None


def find_and_in_rows(source: Source, mistake: Mistake) -> Problem | None:
    """`5% from $0 and 8% from $50k`."""
    shape, token = shape_word(mistake), mistake.token
    if (
        shape is None
        or token is None
        or str(token) not in ("and", "then", "&", "plus")
        or "COMMA" not in mistake.expected
    ):
        return None
    if not re.match(rf"\s*(?:then\s+)?{rewriting.FIGURE.pattern}", text_behind(source, token)):
        return None
    written = source.text[shape.start_pos or 0 : token.start_pos].rstrip()
    behind = re.sub(r"^then\s+", "", text_behind(source, token).strip())
    rest = re.sub(r"\s+(?:and|then|plus|&)(?:\s+then)?\s+", ", ", behind)
    return one_sign_missing(source, span_of(token), str(token), ",", f"{written}, {rest}")


def find_above_in_row(source: Source, mistake: Mistake) -> Problem | None:
    """`5% above $0, 8% above $50k`."""
    above = next((token for token in mistake.seen if token == "above"), None)
    if shown_text(mistake) != "," or above is None or shape_word(mistake) is None:
        return None
    return above_in_row(source, span_of(above), (text_behind(source, above).split(",")[0]).strip())


def find_row_start(source: Source, mistake: Mistake) -> Problem | None:
    """A row without a start: `tiers 5%, 8% from $50k`."""
    before, shape = mistake.before, shape_word(mistake)
    lists = rewriting.slashes_of_commas(str(shape), text_of_rows(source, shape)) if shape is not None else None
    if lists is not None and shown_text(mistake) == "," and before is not None:
        return row_without_start(source, span_of(before), lists, is_list=True)
    if shown_text(mistake) not in (",", "from") or before is None or shape is None or before.type not in FIGURES:
        return None
    start = re.search(
        r"(?:from|over)\s+([$£€]?[0-9][0-9_.,]*[km]?%?)",
        source.text[before.start_pos or 0 : (before.start_pos or 0) + 80],
    )
    return row_without_start(source, span_of(before), f"{before} from {rewriting.zero_of(start[1]) if start else '$0'}")


def find_point(source: Source, mistake: Mistake) -> Problem | None:
    """Points where rows stand, or rows where points stand."""
    shape = shape_word(mistake)
    if shape is None:
        return None
    if shape == "curve" and shown_text(mistake) in ("from", "over", "at", "/", ","):
        return curve_in_rows(source, place_of(mistake), rewriting.points_of_rows(text_of_rows(source, shape)))
    if shape != "curve" and shown_text(mistake) == ":":
        rows = rewriting.rows_of_points(str(shape), text_of_rows(source, shape))
        return rows_in_points(source, place_of(mistake), str(shape), rows)
    return None


def find_running(source: Source, mistake: Mistake) -> Problem | None:
    """`running by closed_on` behind a clause that is not one for each row."""
    if shown_text(mistake) != "running" or mistake.token is None or mistake.unit != "statement":
        return None
    order = re.match(r"\s*by\s+([\w, ]*\w)", text_behind(source, mistake.token))
    return running_without_rows(source, place_of(mistake), order[1] if order else "closed_on")
