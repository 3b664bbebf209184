"""Piecewise functions in a query: of the row that a figure reaches, what it gives there."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from compdsl.engines.figures import Arithmetic, Figure, constant, lacking
from compdsl.kernel.nodes import Piecewise


@frozen
class Piece:
    """One row: from where on, or above what, and what it gives there; its own slope if it has one."""

    start: Figure
    value: Figure
    over: bool
    rising: Figure | None


def piecewise(sums: Arithmetic, node: Piecewise, parts: Sequence[Figure]) -> Figure:
    """A piecewise function of its first part; `parts` are those of the form, x first."""
    x, *rest = parts
    pieces = []
    for row in node.rows:
        start, value = rest[:2]
        rising = rest[2] if row.rising is not None else None
        rest = rest[3 if rising is not None else 2 :]
        pieces.append(Piece(start, value, row.over, rising))
    rises = [_is_below(sums, one, after) for one, after in pairwise(pieces)]
    if "FALSE" in rises:
        return lacking()
    gives = {"marginal": _marginal, "whole": _whole, "step": _step, "linear": _linear}[node.word](sums, x, pieces)
    jumps = node.word in ("whole", "step") or any(one.rising is not None for one in pieces)
    cases = [
        (sums.compare(x, ">" if one.over else ">=", one.start, is_edge=jumps), figure)
        for one, figure in zip(pieces, gives, strict=True)
    ]
    found = sums.choose(cases[::-1], _below_the_first(sums, x, pieces[0]) if node.word == "marginal" else constant(0))
    unknown = [one for one in (x, *rest_of(pieces)) if one.may_lack]
    needed = [*(one for one in rises if one != "TRUE"), *(f"{one.top} IS NOT NULL" for one in unknown)]
    return sums.choose([(" AND ".join(needed), found)], None) if needed else found


def rest_of(pieces: Sequence[Piece]) -> list[Figure]:
    """All figures that the rows hold."""
    return [one for piece in pieces for one in (piece.start, piece.value, piece.rising) if one is not None]


def _is_below(sums: Arithmetic, one: Piece, after: Piece) -> str:
    """Whether a row starts before the next one."""
    below = sums.compare(one.start, "<", after.start)
    if one.over or not after.over or below in ("TRUE", "FALSE"):
        is_at_one_place = one.start.value is not None and one.start.value == after.start.value
        return "TRUE" if is_at_one_place and not one.over and after.over else below
    return f"({below} OR {sums.compare(one.start, '=', after.start)})"


def _below_the_first(sums: Arithmetic, x: Figure, first: Piece) -> Figure:
    """The first row goes on below a start of zero."""
    goes_on = sums.multiply(first.value, x)
    if first.start.value is not None:
        return goes_on if first.start.value == 0 else constant(0)
    is_zero = sums.compare(first.start, "=", constant(0))
    return sums.choose([(f"{is_zero} AND {sums.compare(x, '<', constant(0))}", goes_on)], constant(0))


def _marginal(sums: Arithmetic, x: Figure, pieces: Sequence[Piece]) -> list[Figure]:
    """Each slice of x at the value of its row: what the rows below come to, and the part above the start."""
    found, base = [], constant(0)
    for at, one in enumerate(pieces):
        found.append(sums.add(base, sums.multiply(one.value, sums.subtract(x, one.start))))
        if at + 1 < len(pieces):
            length = sums.subtract(pieces[at + 1].start, one.start)
            base = sums.add(base, sums.multiply(one.value, length))
    return found


def _whole(sums: Arithmetic, x: Figure, pieces: Sequence[Piece]) -> list[Figure]:
    return [sums.multiply(one.value, x) for one in pieces]


def _step(_: Arithmetic, __: Figure, pieces: Sequence[Piece]) -> list[Figure]:
    return [one.value for one in pieces]


def _linear(sums: Arithmetic, x: Figure, pieces: Sequence[Piece]) -> list[Figure]:
    """Straight lines from point to point, or at a point's own slope; flat right of the last."""
    found = []
    for at, one in enumerate(pieces):
        beyond = sums.subtract(x, one.start)
        if one.rising is not None:
            found.append(sums.add(one.value, sums.multiply(one.rising, beyond)))
        elif at + 1 == len(pieces):
            found.append(one.value)
        else:
            after = pieces[at + 1]
            climb = sums.subtract(after.value, one.value)
            slope = sums.divide(climb, sums.subtract(after.start, one.start))
            found.append(sums.add(one.value, sums.multiply(slope, beyond)))
    return found
