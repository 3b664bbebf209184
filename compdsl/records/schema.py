"""What a plan asks of its data: the blocks of records, the roster's columns, the measures."""

from collections.abc import Mapping

from attrs import field, frozen

from compdsl.values.types import Type


@frozen
class BlockSchema:
    """One `records` block: its columns by name, which of them says whose row it is, and which when it was."""

    name: str
    columns: Mapping[str, Type]
    payee_column: str | None
    date_column: str | None


@frozen
class Schema:
    """Everything a plan reads.

    `payee_fields` are the roster's columns it uses, apart from payee, team, start, end.
    `measures` holds the names of the measures read from `measures`, empty for a plan with records.
    `currency` is the plan's, or None where it names none. `measure_kinds` says of some measures what they must be,
    as the plan uses them: money, a percentage, a number of units.
    """

    blocks: tuple[BlockSchema, ...] = ()
    payee_fields: Mapping[str, Type] = field(factory=dict)
    measures: tuple[str, ...] = ()
    currency: str | None = None
    uses_team: bool = False
    measure_kinds: Mapping[str, Type] = field(factory=dict)
