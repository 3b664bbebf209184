"""Finding the name that was probably meant; silent unless one is close."""

from collections.abc import Iterable
from functools import lru_cache

MOST_LETTERS = 2
"""How far a slip of the pen can be from what was meant: letters added, dropped, changed or swapped."""


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to a name, or None where none is close enough to be a slip of the pen.

    Of several that are as near, one of the same length is more likely: two letters that changed places.
    """
    candidates = list(candidates)
    length = len(name)
    same = [one for one in candidates if len(one) == length and one != name and one.lower() == name.lower()]
    if same or len(name) < 3:
        return min(same, default=None)
    allowed = 1 if length < 5 else MOST_LETTERS
    written, ours = name.lower(), _letters(name)
    best, meant = allowed + 1, None
    for other in candidates:
        if not -allowed <= len(other) - length <= allowed or other == name:
            continue
        theirs = _letters(other)
        if (ours & ~theirs).bit_count() > allowed or (theirs & ~ours).bit_count() > allowed:
            continue
        found = distance(written, other.lower(), allowed)
        is_nearer = meant is not None and (abs(len(other) - len(name)), other) < (abs(len(meant) - len(name)), meant)
        if found < best or (found == best and is_nearer):
            best, meant = found, other
    return meant


def distance(left: str, right: str, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped; `most + 1` where it is more than `most`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    left, right = _without_shared_ends(left, right)
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        new = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > most and min(row) > most:
            return most + 1
        before, row = row, new
    return min(row[-1], most + 1)


@lru_cache(4096)
def _letters(text: str) -> int:
    """The kinds of letters of a text as bits; each step from one text to another adds or drops one kind at most."""
    found = 0
    for letter in text.lower():
        found |= 1 << (ord(letter) & 127)
    return found


def _without_shared_ends(left: str, right: str) -> tuple[str, str]:
    """What is left of two texts without the letters they begin with and end with alike."""
    start, least = 0, min(len(left), len(right))
    while start < least and left[start] == right[start]:
        start += 1
    end = 0
    while end < least - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]
