"""The order of calculation, one for all plans: a modifier acts at its stage, wherever it stands in the text."""

import enum


class Stage(enum.IntEnum):
    """When a modifier acts."""

    MEASURED = 1
    """on, own, team, company, else, goal: which figure, and what it is held against."""
    LIMITED = 2
    """up to: the most that counts."""
    COUNTED = 3
    """above: the part that counts."""
    PAID = 4
    """rate, each, tiers, whole tiers, steps, curve: what pay follows from it."""
    MULTIPLIED = 5
    """times."""
    FLOORED = 6
    """floor."""
    CAPPED = 7
    """cap."""
    ENDED = 8
    """threshold, only when: they end the component, its floor included."""
    ROUNDED = 9
    """round to."""
