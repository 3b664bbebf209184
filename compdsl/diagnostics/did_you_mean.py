"""Finding the name that was probably meant; silent unless one is close."""

from collections.abc import Iterable


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to a name, or None where none is close enough to be a slip of the pen."""
    if len(name) < 3:
        return None
    allowed = 1 if len(name) < 5 else 2
    scored = ((distance(name.lower(), other.lower(), allowed), other) for other in candidates if other != name)
    best = min(scored, default=(allowed + 1, ""))
    return best[1] if best[0] <= allowed else None


def distance(left: str, right: str, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped; `most + 1` where it is more than `most`."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        new = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return min(row[-1], most + 1)
