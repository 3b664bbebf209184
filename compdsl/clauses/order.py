"""The order of calculation, one for all plans: a modifier acts at its stage, wherever it stands in the text."""

import enum


class Stage(enum.IntEnum):
    """When a modifier acts."""

    MEASURED = 1
    """on: which figure."""
    SCOPED = 2
    """own, team, company: whose figure."""
    AIMED = 3
    """goal: what it is held against."""
    ANSWERED = 4
    """else: what stands in where there is no data."""
    LIMITED = 5
    """up to: the most that counts."""
    COUNTED = 6
    """above: the part that counts."""
    ACCELERATED = 7
    """accelerate: what counts for more above a point."""
    PAID = 8
    """rate, each, tiers, whole tiers, steps, curve: what pay follows from it."""
    MULTIPLIED = 9
    """times."""
    FLOORED = 10
    """floor."""
    SOFT_CAPPED = 11
    """soft cap: of what lies above it a share is paid."""
    CAPPED = 12
    """cap."""
    TAKEN_BACK = 13
    """clawback: pay turned into what is taken back."""
    ENDED = 14
    """threshold, only when: they end the component, its floor included."""
    CONVERTED = 15
    """convert: money of another currency turned into the plan's."""
    ADDED_UP = 16
    """for each row: all before holds for each row; the rows are added up."""
    ROUNDED = 17
    """round to."""
    TRUED_UP = 18
    """mtd, qtd, htd, ytd: what earlier periods paid of it is taken off."""
    SPLIT = 19
    """split: an amount for all, parted."""
    HELD = 20
    """hold: what of the line is paid later."""
    DRAWN = 21
    """draw: the least that a statement pays."""
