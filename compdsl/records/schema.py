"""What a plan asks of its data: the blocks of records, the roster's columns, the measures."""

from collections.abc import Mapping

from attrs import field, frozen

from compdsl.records.crediting import Rule, credits_of
from compdsl.values.types import Type


@frozen
class BlockSchema:
    """One `records` block: its columns by name, which of them says whose row it is, and which when it was.

    `people` are the other columns that name somebody of the roster. With a `credit` a row belongs to those it is
    credited to, and no column alone says whose it is.
    """

    name: str
    columns: Mapping[str, Type]
    payee_column: str | None
    date_column: str | None
    people: tuple[str, ...] = ()
    credit: Rule | None = None

    @property
    def has_owner(self) -> bool:
        """Whether a row belongs to somebody."""
        return self.payee_column is not None or self.credit is not None

    @property
    def naming(self) -> tuple[str, ...]:
        """The columns that name somebody of the roster."""
        return (*((self.payee_column,) if self.payee_column is not None else ()), *self.people)

    def owners(self, values: Mapping[str, object]) -> tuple[str | None, ...]:
        """Whose row it is: of one payee, of those it is credited to, or nobody's."""
        if self.credit is not None:
            return tuple(credits_of(self.credit, values))
        return (str(values[self.payee_column]),) if self.payee_column is not None else (None,)


@frozen
class Schema:
    """Everything a plan reads.

    `payee_fields` are the roster's columns it uses, apart from payee, team, start, end.
    `measures` holds the names of the measures read from `measures`, empty for a plan with records.
    `currency` is the plan's, or None where it names none. `measure_kinds` says of some measures what they must be,
    as the plan uses them: money, a percentage, a number of units. `uses_reports` asks for the managers of the roster.
    """

    blocks: tuple[BlockSchema, ...] = ()
    payee_fields: Mapping[str, Type] = field(factory=dict)
    measures: tuple[str, ...] = ()
    currency: str | None = None
    uses_team: bool = False
    measure_kinds: Mapping[str, Type] = field(factory=dict)
    uses_reports: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the files or tables it is read from."""
        return ("payees", *(one.name for one in self.blocks), *(("measures",) if self.measures else ()))

    def block(self, name: str) -> BlockSchema:
        """The block of a name."""
        return next(one for one in self.blocks if one.name == name)
