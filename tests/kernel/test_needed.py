"""What a plan needs of its data, where files that it uses ask for more."""

from compdsl import pipeline
from compdsl.records.schema import Schema
from compdsl.source.files import TextFiles
from compdsl.source.source import Source

SHARED = """currency USD
period quarter
records deals { payee, closed_on: date, amount: money }
records other { payee, closed_on: date, amount: money }
metric sales = sum(deals.amount)
metric others = sum(other.amount)
table ramp by payee.months { from 0: 50% }
"""


def schema_of(own: str, shared: str = SHARED) -> Schema:
    texts = {"plan.comp": f'use "shared.comp"\n{own}\n', "shared.comp": shared}
    checking = pipeline.check(Source(texts["plan.comp"], "plan.comp"), TextFiles(texts, "plan.comp"))
    assert checking.plan is not None, [one.message for one in checking.problems]
    return pipeline.lower(checking.plan).schema


def asked(schema: Schema) -> tuple[list[str], list[str]]:
    return [block.name for block in schema.blocks], list(schema.payee_fields)


def test_what_only_a_used_file_names_is_not_asked_for() -> None:
    """Blocks and columns that no line is made of."""
    assert asked(schema_of("sales rate 5%")) == (["deals"], [])
    assert asked(schema_of("sales rate 5% times (ramp else 1)")) == (["deals"], ["months"])
    assert asked(schema_of("sales rate 5% when others > $5")) == (["deals", "other"], [])


def test_what_the_plan_names_itself_is_asked_for() -> None:
    """Also where no line is made of it, as in a plan of one file; and what its tests are about."""
    assert asked(schema_of("sales rate 5%\nlet months = payee.months")) == (["deals"], ["months"])
    assert asked(schema_of("sales rate 5%\nrecords more { payee, day: date }")) == (["deals", "more"], [])
    assert asked(schema_of('sales rate 5%\ntest "x" { other { amount: $1 }\nexpect others $1 }'))[0] == [
        "deals",
        "other",
    ]
