"""What can be wrong with parameters, and with what several files of a plan say of the same thing."""

from compdsl.diagnostics.problem import Mark, Problem, problem
from compdsl.source.source import Source, Span


@problem
def unknown_parameter(
    source: Source, span: Span, name: str, path: str, names: tuple[str, ...], meant: str | None
) -> Problem:
    """A `use … with` sets something that the file does not declare as a parameter.

    Only what is declared with `parameter` can be set from outside; a `let` or a metric of the file cannot.
    """
    listed = ", ".join(f"`{one}`" for one in names[:8])
    hint = f"Write `{meant}`." if meant else f"Set one of {listed}." if names else "Take the `with` out."
    return Problem(f"`{path}` has no parameter `{name}`.", Mark(source, span), hint=hint)


@problem
def parameter_not_constant(source: Source, span: Span, name: str, text: str | None) -> Problem:
    """The value of a parameter is not a figure, a text or a date that is written in the plan.

    A parameter is what a plan can set from outside, so it does not depend on the data or on other names. Arithmetic
    with figures is allowed.
    """
    let = f", or `let {name} = {text}` where nobody sets it" if text is not None and len(text) <= LONGEST_SHOWN else ""
    return Problem(
        f"The parameter `{name}` is not a figure that is written here.",
        Mark(source, span),
        hint=f"Write a figure such as `1.5x`{let}.",
    )


LONGEST_SHOWN = 60


@problem
def parameter_of_another_kind(
    source: Source, span: Span, declared: Span, name: str, wanted: str, found: str, hint: str | None
) -> Problem:
    """A plan sets a parameter to a value of another kind than it is declared with."""
    return Problem(
        f"The parameter `{name}` is {wanted}, and this is {found}.",
        Mark(source, span, found),
        others=(Mark(source, declared, wanted),),
        hint=hint or f"Write {wanted}.",
    )


@problem
def parameter_set_twice(source: Source, span: Span, first: Span, name: str) -> Problem:
    """Two `use` set one parameter to different values.

    A file is read once for a plan, however many files use it, so each of its parameters has one value.
    """
    return Problem(
        f"The parameter `{name}` is set to two values.",
        Mark(source, span, "set to another value here"),
        others=(Mark(source, first, "set first here"),),
        hint="Set it once, in the plan.",
    )


@problem
def parameter_without_value(source: Source, span: Span, declared: Span, name: str, path: str, kind: str) -> Problem:
    """A plan uses a file with a parameter that has no value, and does not set it."""
    return Problem(
        f"The parameter `{name}` has no value.",
        Mark(source, span, "not set here"),
        others=(Mark(source, declared, "declared without a value"),),
        hint=f'Write `use "{path}" with {name} = {EXAMPLES.get(kind, "1.5x")}`, with the value you want.',
    )


EXAMPLES = {"money": "$500", "percent": "5%", "number": "1.5", "count": "10", "date": "2026-12-31", "text": '"CSM"'}


@problem
def own_parameter_without_value(source: Source, span: Span, name: str, kind: str) -> Problem:
    """A file is to be paid or tested in which a parameter has no value.

    A file with such a parameter can be checked by itself. To be paid, it is used by a plan that sets the parameter.
    """
    value = EXAMPLES.get(kind, "1.5x")
    return Problem(
        f"The parameter `{name}` has no value, so nothing can be worked out.",
        Mark(source, span),
        hint=f"Write `parameter {name} = {value}`, or pay a plan that uses this file `with {name} = {value}`.",
    )


@problem
def definitions_only(source: Source) -> Problem:
    """A file that holds definitions only is to be paid.

    A file that declares records, metrics, tables, parameters and the like, and has no component, is for other plans to
    use: `use "measures.comp"`. It is checked and its tests are run as those of a plan, and it pays nothing.
    """
    return Problem(
        "This file holds definitions for other plans and no component, so it pays nothing.",
        Mark(source, Span(0, 0)),
        hint="Pay a plan that uses it, or add a component such as `adoption 60%`.",
    )


@problem
def said_differently(source: Source, span: Span, first: Span, word: str, values: tuple[str, str]) -> Problem:
    """Two files of one plan differ in their currency, period, fiscal year, rounding or edition.

    What a used file defines was written with these facts in mind: its amounts are in its currency, its records placed
    in its periods. They hold for the plan as a whole, so all files that say them say the same.
    """
    return Problem(
        f"The files of this plan differ: `{word}` is `{values[0]}` in one and `{values[1]}` in another.",
        Mark(source, span, "said differently here"),
        others=(Mark(source, first, "said first here"),),
        hint="Say the same in both, or take it out of the file that is used.",
    )
