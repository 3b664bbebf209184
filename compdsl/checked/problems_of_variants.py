"""The problems of variants of a plan."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span


@problem
def variants_overlap(source: Source, span: Span, other: Span, names: tuple[str, str], column: str) -> Problem:
    """Two variants that stand beside each other may be for the same person, and then nobody could say which holds.

    No variant wins over another by its place. Variants beside each other are told apart by a column of the roster that
    both name, with other texts: `for segment "strategic"` and `for segment "smb"`. An exception to an exception, such
    as a side letter of somebody in the strategic segment, stands in the braces of that variant.
    """
    one, second = names
    return Problem(
        f"Somebody may be in both variants, `{one}` and `{second}`, and then it is open which holds.",
        Mark(source, other),
        others=(Mark(source, span, f"whom `{one}` is for"),),
        hint=f'Tell them apart by one column, such as `and {column} "…"` in both, or write `{second}` in the braces '
        f"of `{one}`.",
    )


@problem
def variant_of_everybody(source: Source, span: Span, name: str) -> Problem:
    """A variant says whom it is for: it is for some of those whom the plan pays."""
    return Problem(
        f"The variant `{name}` is for some of the plan's people, and does not say for which.",
        Mark(source, span),
        hint='Write it by a column of the roster, such as `for segment "strategic"`, and nothing behind that.',
    )


@problem
def variant_of_others(source: Source, span: Span, plan: Span, name: str, text: str) -> Problem:
    """A variant is for people whom the plan around it does not pay, so it would never hold."""
    return Problem(
        f'The variant `{name}` would be for nobody with "{text}": what is around it is not for them.',
        Mark(source, span),
        others=(Mark(source, plan, "whom that is for"),),
        hint=f'Add "{text}" there, or take it out here.',
    )


@problem
def not_in_a_variant(source: Source, span: Span, word: str, name: str) -> Problem:
    """A variant says what is paid otherwise; what holds for the plan as a whole stands outside it.

    That is the currency, the period, the year, the days in force, `rounding`, `records`, `credit` and parameters.
    People with another currency or another period have a plan of their own in the same folder.
    """
    return Problem(
        f"`{word}` holds for the whole plan, so it cannot stand in the variant `{name}`.",
        Mark(source, span),
        hint="Write it before the variant, or write a plan of its own for these people.",
    )


@problem
def empty_variant(source: Source, span: Span, name: str) -> Problem:
    """A variant in which nothing stands pays what the plan pays."""
    return Problem(
        f"The variant `{name}` says nothing that is otherwise.",
        Mark(source, span),
        hint="Write between its braces what is otherwise, such as `retention 40% goal 95%`, or take it out.",
    )


@problem
def two_variants_of_one_name(source: Source, span: Span, other: Span, name: str) -> Problem:
    """Two variants of a plan have one name, or names that differ in capital letters only.

    A line, a trace and a folder of a run say by the name which variant paid.
    """
    return Problem(
        f"Two variants are called `{name}`.",
        Mark(source, span),
        others=(Mark(source, other, "the other one"),),
        hint="Give one of them another name.",
    )


@problem
def nothing_to_take_out(source: Source, span: Span, name: str, variant: str, meant: str | None) -> Problem:
    """`without` names something that the plan around the variant does not have."""
    hint = f"Write `without {meant}`." if meant else "Take it out: there is nothing to leave out."
    return Problem(f"What the variant `{variant}` begins with has no `{name}`.", Mark(source, span), hint=hint)


@problem
def out_and_in(source: Source, span: Span, other: Span, name: str) -> Problem:
    """A variant takes something out, and says it anew. What it says stands for what the plan says under that name."""
    return Problem(
        f"`{name}` is taken out and said anew.",
        Mark(source, span),
        others=(Mark(source, other, "here it is said"),),
        hint=f"Take `without {name}` out: what the variant says of `{name}` stands for what the plan says.",
    )


@problem
def without_outside(source: Source, span: Span, name: str) -> Problem:
    """`without` stands in a variant, and takes something out of the plan for its people."""
    return Problem(
        "Only a variant is `without` something, and this is the plan itself.",
        Mark(source, span),
        hint=f'Write `variant strategic for segment "strategic" {{ without {name} }}`, or take `{name}` out.',
    )


@problem
def too_many_variants(source: Source, span: Span, most: int) -> Problem:
    """A plan has more variants than one can keep in mind, or a run can match with people."""
    return Problem(
        f"A plan has at most {most} variants.",
        Mark(source, span),
        hint="Write a table by a column of the roster, such as `table share by payee.role { … }`, or several plans.",
    )


@problem
def too_large_variants(source: Source, span: Span, most: int) -> Problem:
    """Each variant is checked as a whole plan, and all of them together are too long."""
    return Problem(
        f"The plan and its variants have more than {most:,} statements together.",
        Mark(source, span),
        hint="Write several plans, each with its own variants.",
    )


@problem
def shared_by_variants(source: Source, span: Span, word: str, names: tuple[str, str]) -> Problem:
    """An amount that is split, or a budget, is one for all whom a plan pays, and each variant would have it anew.

    Each variant is paid as a plan of its own, so a pool of $10,000 would be $10,000 for the people of the plan, and
    $10,000 for those of every variant that has the clause.
    """
    one, other = names
    return Problem(
        f"What is {word} is one amount for all, and {one} and {other} would each have it whole.",
        Mark(source, span),
        hint="Write the clause in a plan of its own, with `for everybody beside other plans`, or one in each variant.",
    )
