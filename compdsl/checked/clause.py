"""The clause at hand while its modifiers are checked, and the questions they ask of it."""

from attrs import define

from compdsl.checked import problems
from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, constant
from compdsl.checked.plan import Bound, Measure, Modifier
from compdsl.checked.type_of import check_condition, check_expression, fit, settle
from compdsl.checked.types import Kind, Type
from compdsl.source.source import Span
from compdsl.syntax import tree


@define
class Clause:
    """A component, a metric or the total. `type` is what the clause comes to so far, before its next modifier.

    `kind` is component, metric or total; `has_target` whether a percentage of pay means anything.
    """

    ctx: Context
    kind: str
    name: str
    span: Span
    measure: Measure | None
    scope: str | None
    type: Type
    has_target: bool
    has_share: bool

    def expression(self, node: tree.Expression) -> Checked:
        """An expression of the clause."""
        return check_expression(self.ctx, node)

    def when(self, modifier: tree.Modifier) -> Checked | None:
        """The condition of a modifier."""
        return check_condition(self.ctx, modifier.when) if modifier.when is not None else None

    def bound(self, node: tree.Expression, what: str) -> Bound:
        """A figure that what counts is compared with: a percentage means attainment, any other the measure."""
        value = self.expression(node)
        return Bound(value, self.is_attainment(value, what))

    def is_attainment(self, value: Checked, what: str) -> bool:
        """Whether a bound is about attainment; reports one that fits neither attainment nor measure."""
        kind, measure = value.type.kind, self.measure
        if measure is None or Kind.UNKNOWN in (kind, measure.type.kind):
            return self.has_share
        if self.kind == "metric":
            self._fit_measure(value, measure.type, what)
            return False
        if kind is Kind.PERCENT:
            self._need_attainment(value.span)
            return True
        if kind is Kind.FIGURE:
            return self.has_share
        if measure.type.kind is Kind.PERCENT or not fit(measure.type, value.type):
            self._fit_measure(value, measure.type, what)
        return False

    def _need_attainment(self, span: Span) -> None:
        measure = self.measure
        if (
            measure is not None
            and measure.goal is None
            and not measure.is_given
            and measure.type.kind is not Kind.PERCENT
        ):
            self.ctx.report(problems.no_goal(self.ctx.source, span, measure.name, measure.type.words(), measure.span))

    def _fit_measure(self, value: Checked, measure: Type, what: str) -> None:
        text = self.ctx.source.at(value.span)
        if fit(measure, value.type) and not (
            measure.kind is Kind.PERCENT and value.type.kind is Kind.NUMBER and self.kind != "metric"
        ):
            return
        number = constant(value)
        if measure.kind is Kind.PERCENT and isinstance(number, (int,)) and value.type.kind is Kind.NUMBER:
            hint = f"Write `{text}%`, if that is what you meant."
        elif measure.kind is Kind.MONEY and value.type.is_plain:
            hint = f"Write an amount such as `$50k`, or a percentage such as `{text}%` of the goal."
        else:
            hint = f"Write {measure.words()}, or a percentage of the goal."
        name = self.measure.name if self.measure else self.name
        self.ctx.report(
            problems.wrong_kind(
                self.ctx.source, value.span, f"{what} of `{name}`", measure.words(), value.type.words(), hint
            )
        )

    def limit(self, word: str, modifier: tree.Modifier) -> Modifier:
        """The value of `cap` or `floor`: money, or a percentage of target."""
        value = settle(self.ctx, self.expression(self.expression_of(modifier)), self.type)
        if value.type.kind is Kind.PERCENT and self.type.kind is Kind.MONEY:
            if not self.has_target:
                self.ctx.report(problems.percent_cap(self.ctx.source, modifier.span, word, self.name))
        elif not fit(value.type, self.type):
            text = self.ctx.source.at(value.span)
            hint = f"Write a percentage of target such as `{word} 150%`, or an amount such as `{word} $5_000`."
            if constant(value) is not None and value.type.is_plain:
                hint = f"Write `{word} {text}%` for a percentage of target, or `{word} ${text}` for an amount."
            self.ctx.report(
                problems.wrong_kind(
                    self.ctx.source, value.span, f"`{word}`", self.type.words(), value.type.words(), hint
                )
            )
        return Modifier(modifier.span, word, value, self.when(modifier))

    def as_value(self, span: Span) -> Checked:
        """What the clause comes to, for a check against it."""
        return Literal(span, self.type, 0)

    @staticmethod
    def expression_of(modifier: tree.Modifier) -> tree.Expression:
        """The expression a modifier takes."""
        assert not isinstance(modifier.value, tree.Shape | str | None)
        return modifier.value
