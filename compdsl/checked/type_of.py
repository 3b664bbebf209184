"""The type of every expression: figures and names first, then what is made of them.

Each function mirrors a class of `syntax/tree.py` and gives one of `checked/expressions.py`. What does not fit is
reported once and goes on as UNKNOWN, which fits everywhere.
"""

from typing import assert_never

from compdsl.checked import aggregates, conditions, names_of, previous
from compdsl.checked.accounting import check_brackets
from compdsl.checked.context import Context
from compdsl.checked.days import added, check_days
from compdsl.checked.expressions import (
    Added,
    Answered,
    Checked,
    Chosen,
    ColumnValue,
    Inverted,
    Literal,
    MeasureFact,
    Multiplied,
    Negated,
    PayeeField,
    Rounded,
    constant,
)
from compdsl.checked.given import settle_measure
from compdsl.checked.problems_of_names import missing_currency, unknown_currency
from compdsl.checked.problems_of_types import (
    divided_by_zero,
    do_not_fit,
    mixed_currency,
    range_as_figure,
    sign_and_currency,
    sign_of_several,
    thousands_or_decimals,
    wrong_kind,
)
from compdsl.checked.suggested import amount, example_of, is_range, report_mixed_points, shown_as
from compdsl.syntax import tree
from compdsl.values.currency import SYMBOLS, is_currency, places_of, sign_of
from compdsl.values.types import BOOL, COUNT, DATE, FIGURE, NUMBER, PERCENT, TEXT, UNKNOWN, Kind, Type

LONGEST_SHOWN = 60
"""How long an expression may be to be repeated in a hint."""


def check_expression(ctx: Context, node: tree.Expression, rows: str | None = None) -> Checked:
    """An expression with its type. `rows` names the block whose row is at hand, inside an aggregate."""
    rows = rows or ctx.row_of
    match node:
        case tree.Number(form="refused"):
            return Literal(node.span, UNKNOWN, 0)
        case tree.Number():
            return Literal(node.span, PERCENT if node.form == "percent" else NUMBER, node.value)
        case tree.Money():
            return check_money(ctx, node)
        case tree.Date():
            return Literal(node.span, DATE, node.value)
        case tree.Text():
            return Literal(node.span, TEXT, node.value)
        case tree.Path():
            return names_of.check_path(ctx, node, rows)
        case tree.Call():
            return aggregates.check_call(ctx, node, rows)
        case tree.RoundOf():
            return check_round(ctx, node, rows)
        case tree.Sum():
            return check_sum(ctx, node, rows)
        case tree.Product():
            return check_product(ctx, node, rows)
        case tree.Negative():
            return check_negative(ctx, node, rows)
        case tree.Comparison():
            return conditions.check_comparison(ctx, node, rows)
        case tree.Logic():
            return conditions.check_logic(ctx, node, rows)
        case tree.Not():
            value = check_condition(ctx, node.value, rows)
            return Inverted(node.span, BOOL.maybe(value.type.optional), value)
        case tree.Choose():
            return check_choose(ctx, node, rows)
        case tree.Fallback():
            return check_fallback(ctx, node, rows)
        case tree.Previous():
            return previous.check_previous(ctx, node, rows)
        case tree.Bracketed():
            check_brackets(ctx, node)
            return check_expression(ctx, node.value, rows)
        case _:
            assert_never(node)


def check_condition(ctx: Context, node: tree.Expression, rows: str | None = None) -> Checked:
    """An expression that must be a condition."""
    value = check_expression(ctx, node, rows)
    value = settle(ctx, value, BOOL) if isinstance(value, PayeeField) else value
    if value.type.kind not in (Kind.BOOL, Kind.UNKNOWN):
        hint = f"Write a comparison, such as `{_compared(ctx, value)}`."
        ctx.report(wrong_kind(ctx.source, value.span, "A condition", "yes or no", value.type.words(), hint))
    return value


def check_number(ctx: Context, node: tree.Expression, what: str, rows: str | None = None) -> Checked:
    """An expression that must be a figure to calculate with."""
    value = check_expression(ctx, node, rows)
    if not value.type.is_numeric:
        _wrong_number(ctx, value, what)
        return Literal(value.span, UNKNOWN, 0)
    return value


def settle(ctx: Context, value: Checked, wanted: Type) -> Checked:
    """Let a column of the roster whose type nothing has said yet be what its place asks for."""
    if isinstance(value, MeasureFact):
        return settle_measure(ctx, value, wanted)
    if not isinstance(value, PayeeField) or value.name in names_of.ROSTER_COLUMNS:
        return value
    kind, place = ctx.settle_field(value.name, wanted, value.span)
    numeric = wanted.is_numeric and kind.is_numeric
    if kind.kind is not wanted.kind and not numeric and Kind.UNKNOWN not in (kind.kind, wanted.kind):
        what = f"cannot both be `payee.{value.name}`"
        ctx.report(
            do_not_fit(
                ctx.source,
                value.span,
                place,
                what,
                kind.words(),
                wanted.words(),
                "Use two columns of the roster.",
            )
        )
        return PayeeField(value.span, UNKNOWN, value.name)
    return PayeeField(value.span, kind.maybe(value.type.optional), value.name)


def settle_factor(ctx: Context, value: Checked) -> Checked:
    """A column of the roster that is a factor holds percentages: `50` in it is no factor of 50."""
    return settle(ctx, value, PERCENT) if isinstance(value, PayeeField) else value


# Figures


def check_money(ctx: Context, node: tree.Money) -> Checked:
    """An amount; its sign must be one of the plan's currency."""
    if ctx.currency is None:
        if ctx.lacks_currency:
            ctx.report(missing_currency(ctx.source, node.span, f"`{ctx.source.at(node.span)}`"))
            ctx.has_currency = True
        return Literal(node.span, ctx.money(), node.value)
    if node.sign.isalpha() and not is_currency(node.sign):
        ctx.report(unknown_currency(ctx.source, node.span, node.sign, None))
        return Literal(node.span, UNKNOWN, node.value)
    currency = _currency_of(ctx, node.sign)
    if currency is None and ctx.currency_span:
        ctx.foreign.setdefault((node.sign, ctx.is_converted), []).append(node)
        if ctx.is_converted:
            return Literal(node.span, UNKNOWN, node.value)
    _check_thousands(ctx, node, currency or ctx.currency)
    return Literal(node.span, Type(Kind.MONEY, currency or ctx.currency), node.value)


def _currency_of(ctx: Context, sign: str) -> str | None:
    """The currency an amount is in: the plan's, or that of a column or of what is converted; None of any other."""
    meant = {sign} if sign.isalpha() else SYMBOLS[sign]
    if ctx.currency in meant:
        return ctx.currency
    others = meant & ctx.other_currencies
    if not others and ctx.is_converted:
        others = meant
    return next(iter(others)) if len(others) == 1 else None


def report_foreign(ctx: Context) -> None:
    """Amounts in another currency than the plan's: one problem a sign or code, which names the other lines."""
    place, currency = ctx.currency_span, ctx.currency
    if place is None or currency is None:
        return
    for (sign, is_converted), nodes in ctx.foreign.items():
        first, *rest = sorted(nodes, key=lambda node: node.span.start)
        more = tuple(node.span for node in rest)
        figure = ctx.source.at(first.span).removeprefix(sign)
        if is_converted:
            instead = f"{_one_currency_of(ctx, sign)} {figure}"
            ctx.report(sign_of_several(ctx.source, first.span, sign, instead, more))
        elif sign.isalpha():
            ctx.report(mixed_currency(ctx.source, first.span, place, sign, currency, more))
        else:
            ctx.report(sign_and_currency(ctx.source, first.span, sign, currency, place, amount(ctx, figure), more))


def _one_currency_of(ctx: Context, sign: str) -> str:
    """One of the currencies of a sign: that of a column if one has it, else the one that is shown with it."""
    return min(SYMBOLS[sign], key=lambda code: (code not in ctx.other_currencies, sign_of(code) != sign, code))


def _check_thousands(ctx: Context, node: tree.Money, currency: str) -> None:
    """Refuse `€1.000`: three decimals behind a whole amount may be meant as thousands."""
    text = ctx.source.at(node.span)
    whole, _, decimals = text.partition(".")
    digits = whole.removeprefix(node.sign).strip()
    is_group = decimals.isdecimal() and len(decimals) == len("000")
    if is_group and digits.strip("0_,") and places_of(currency) != len(decimals):
        thousands = amount(ctx, f"{digits}_{decimals}")
        in_cents = text.removesuffix("0") if text.endswith("0") else f"{text}0"
        ctx.report(thousands_or_decimals(ctx.source, node.span, text, thousands, in_cents))


# Arithmetic


def check_round(ctx: Context, node: tree.RoundOf, rows: str | None) -> Checked:
    """round(x, unit): the unit is of the figure's own kind."""
    value = check_number(ctx, node.value, "`round`", rows)
    unit = check_number(ctx, node.unit, "The unit of `round`", rows)
    return Rounded(node.span, value.type, value, check_unit(ctx, value, unit))


def check_unit(ctx: Context, value: Checked, unit: Checked) -> Checked:
    """The unit something is rounded to: of its kind, and above zero."""
    size = constant(unit)
    if isinstance(size, int) and size <= 0:
        ctx.report(
            wrong_kind(
                ctx.source,
                unit.span,
                "The unit of rounding",
                "a figure above zero",
                "zero or less",
                f"Write the unit, such as `{_unit_of(ctx, value.type)}`.",
            )
        )
    if not fit(value.type, unit.type):
        hint = f"Write a unit that is {value.type.words()}, such as `{_unit_of(ctx, value.type)}`."
        ctx.report(
            do_not_fit(
                ctx.source,
                unit.span,
                value.span,
                "cannot be a figure and its unit of rounding",
                value.type.words(),
                unit.type.words(),
                hint,
            )
        )
    return unit


def check_sum(ctx: Context, node: tree.Sum, rows: str | None) -> Checked:
    """Terms of one kind; a day and a number of days give a day."""
    if is_range(ctx.source, node):
        ctx.report(range_as_figure(ctx.source, node.span))
        return Literal(node.span, UNKNOWN, 0)
    terms = [check_expression(ctx, term, rows) for term in node.terms]
    report_mixed_points(ctx, terms)
    if terms[-1].type.kind is Kind.DATE and node.signs[-1] == "-":
        terms[0] = settle(ctx, terms[0], DATE)
    total, first = terms[0].type, terms[0]
    if total.kind is Kind.DATE:
        return check_days(ctx, node, terms)
    for index, (term, sign) in enumerate(zip(terms, node.signs, strict=True)):
        if not term.type.is_numeric:
            _wrong_number(ctx, term, f"`{sign}`")
            return Literal(node.span, UNKNOWN, 0)
        if index:
            together = added(total, term.type)
            if together is None:
                _not_added(ctx, first, term, sign)
                return Literal(node.span, UNKNOWN, 0)
            if total.kind is Kind.FIGURE and term.type.kind is not Kind.FIGURE:
                first = term
            total = together
    return Added(node.span, total.maybe(any(t.type.optional for t in terms)), node.signs, tuple(terms))


def check_product(ctx: Context, node: tree.Product, rows: str | None) -> Checked:
    """Factors multiplied and divided from left to right."""
    factors = [check_expression(ctx, factor, rows) for factor in node.factors]
    for factor, sign in zip(factors, [node.signs[1], *node.signs[1:]], strict=True):
        if not factor.type.is_numeric:
            _wrong_number(ctx, factor, f"`{sign}`")
            return Literal(node.span, UNKNOWN, 0)
    result = factors[0].type
    optional = any(f.type.optional for f in factors)
    for index, (factor, sign) in enumerate(_in_turn(factors, node.signs), 1):
        step = (
            times(result, factor.type)
            if sign == "*"
            else over(result, factor, is_literal=index == 1 and constant(factors[0]) is not None)
        )
        if isinstance(step, str):
            _not_multiplied(ctx, factors[0], factor, step, sign)
            return Literal(node.span, UNKNOWN, 0)
        if sign == "/":
            if constant(factor) == 0:
                ctx.report(divided_by_zero(ctx.source, factor.span))
            optional = optional or constant(factor) is None
        result = step
    return Multiplied(node.span, result.sure().maybe(optional), node.signs, tuple(factors))


def _in_turn(factors: list[Checked], signs: tuple[str, ...]) -> list[tuple[Checked, str]]:
    """The factors behind the first as they stand; but money is divided by money before it is multiplied with more.

    `$2_000 * sales / total_sales` is a share of an amount, however it is written.
    """
    left, found = list(zip(factors[1:], signs[1:], strict=True)), list[tuple[Checked, str]]()
    is_money = factors[0].type.kind is Kind.MONEY
    while left:
        one = left[0]
        is_twice = is_money and one[0].type.kind is Kind.MONEY and one[1] == "*"
        divisors = [other for other in left if other[0].type.kind is Kind.MONEY and other[1] == "/"]
        one = divisors[0] if is_twice and divisors else one
        left.remove(one)
        found.append(one)
        if one[0].type.kind is Kind.MONEY:
            is_money = one[1] == "*"
    return found


def check_negative(ctx: Context, node: tree.Negative, rows: str | None) -> Checked:
    """-x."""
    value = check_number(ctx, node.value, f"`{node.sign}`", rows)
    return Negated(node.span, value.type, value) if node.sign == "-" else value


def times(left: Type, right: Type) -> Type | str:
    """The type of a product, or why there is none."""
    kinds = {left.kind, right.kind}
    if Kind.UNKNOWN in kinds:
        return UNKNOWN
    if kinds == {Kind.MONEY}:
        return "money"
    if Kind.MONEY in kinds:
        return left if left.kind is Kind.MONEY else right
    if Kind.FIGURE in kinds:
        return FIGURE
    if kinds == {Kind.COUNT}:
        return COUNT
    return PERCENT if kinds <= {Kind.PERCENT, Kind.NUMBER} and Kind.PERCENT in kinds else NUMBER


def over(left: Type, divisor: Checked, *, is_literal: bool) -> Type | str:
    """The type of a quotient, or why there is none. Two figures of one kind make a percentage."""
    right = divisor.type
    kinds = {left.kind, right.kind}
    if Kind.UNKNOWN in kinds:
        return UNKNOWN
    if Kind.FIGURE in kinds:
        return FIGURE
    if right.kind is Kind.MONEY:
        if left.kind is not Kind.MONEY:
            return "plain"
        return PERCENT if left.currency == right.currency else "currency"
    if left.kind is Kind.MONEY:
        return left
    if constant(divisor) is not None or is_literal:
        return left if left.kind is not Kind.COUNT else NUMBER
    return PERCENT if left.kind is right.kind or left.kind is Kind.PERCENT else NUMBER


# Conditions


def check_choose(ctx: Context, node: tree.Choose, rows: str | None) -> Checked:
    """if c then x else y: both branches of one kind."""
    condition = check_condition(ctx, node.condition, rows)
    chosen, otherwise = check_expression(ctx, node.chosen, rows), check_expression(ctx, node.otherwise, rows)
    result = joined(chosen.type, otherwise.type)
    if result is None:
        _branches(ctx, chosen, otherwise, "cannot be the two branches of one `if`")
        return Literal(node.span, UNKNOWN, 0)
    return Chosen(node.span, result.maybe(condition.type.optional), condition, chosen, otherwise)


def check_fallback(ctx: Context, node: tree.Fallback, rows: str | None) -> Checked:
    """(x else y): y answers where x has no data."""
    value, otherwise = check_expression(ctx, node.value, rows), check_expression(ctx, node.otherwise, rows)
    value = settle(ctx, value, otherwise.type)
    result = joined(value.type.sure(), otherwise.type)
    if result is None:
        _branches(ctx, value, otherwise, "cannot be the two sides of one `else`")
        return Literal(node.span, UNKNOWN, 0)
    return Answered(node.span, result, value, otherwise)


def joined(left: Type, right: Type) -> Type | None:
    """The type of what is one or the other."""
    optional = left.optional or right.optional
    if left.is_numeric and right.is_numeric:
        together = added(left, right)
        return together.sure().maybe(optional) if together is not None else None
    if Kind.UNKNOWN in (left.kind, right.kind):
        return UNKNOWN
    if left.kind is right.kind:
        return left.maybe(optional)
    if Kind.FIGURE in (left.kind, right.kind):
        return (right if left.kind is Kind.FIGURE else left).maybe(optional)
    return None


def fit(left: Type, right: Type) -> bool:
    """Whether two values can be compared."""
    return joined(left, right) is not None


# Words for what does not fit


def _wrong_number(ctx: Context, value: Checked, what: str) -> None:
    hint = (
        "Write `if … then … else …` to turn a condition into a figure."
        if value.type.kind is Kind.BOOL
        else shown_as(ctx, value, NUMBER)
    )
    if isinstance(value, ColumnValue) and value.type.kind is Kind.TEXT:
        hint = f"Write the type of the column where the records are declared, such as `{value.name}: money`."
    ctx.report(wrong_kind(ctx.source, value.span, what, "a figure", value.type.words(), hint))


def _not_added(ctx: Context, left: Checked, right: Checked, sign: str) -> None:
    kinds = (left.type.kind, right.type.kind)
    if kinds == (Kind.MONEY, Kind.MONEY):
        ctx.report(mixed_currency(ctx.source, right.span, left.span, str(right.type.currency), str(left.type.currency)))
        return
    plain = right if kinds[0] is Kind.MONEY else left
    money = left if plain is right else right
    text, what = ctx.source.at(plain.span), "cannot be added" if sign == "+" else "cannot be subtracted"
    hint = (
        f"Write `{ctx.source.at(money.span)} * (1 {sign} {text})` for a change by {text}, "
        f"or an amount such as `{amount(ctx, '500')}`."
        if plain.type.kind is Kind.PERCENT
        else shown_as(ctx, plain, money.type)
    )
    ctx.report(do_not_fit(ctx.source, right.span, left.span, what, left.type.words(), right.type.words(), hint))


def _not_multiplied(ctx: Context, left: Checked, right: Checked, why: str, sign: str) -> None:
    if why == "currency":
        ctx.report(mixed_currency(ctx.source, right.span, left.span, str(right.type.currency), str(left.type.currency)))
        return
    hint = (
        "Multiply money by a rate or a count; a share of money is written `12%`."
        if why == "money"
        else "Turn the division round: money divided by a figure is money, money by money a percentage."
    )
    what = "cannot be multiplied" if sign == "*" else "cannot be divided"
    ctx.report(do_not_fit(ctx.source, right.span, left.span, what, left.type.words(), right.type.words(), hint))


def _branches(ctx: Context, left: Checked, right: Checked, what: str) -> None:
    hint = shown_as(ctx, right, left.type)
    if constant(right) == 0:
        hint = f"Write `{amount(ctx, '0') if left.type.kind is Kind.MONEY else '0%'}`."
    ctx.report(do_not_fit(ctx.source, right.span, left.span, what, left.type.words(), right.type.words(), hint))


def _unit_of(ctx: Context, kind: Type) -> str:
    units = {Kind.MONEY: amount(ctx, "0.01"), Kind.PERCENT: "0.1%"}
    return units.get(kind.kind, "1")


def _compared(ctx: Context, value: Checked) -> str:
    """A comparison of what stands where a condition should."""
    if isinstance(value, Literal) or len(ctx.source.at(value.span)) > LONGEST_SHOWN:
        return "adoption >= 80%"
    return f"{ctx.source.at(value.span)} >= {example_of(ctx, value.type)}"
