"""The clause at hand while its modifiers are checked, and the questions they ask of it."""

from fractions import Fraction

from compdsl.checked.context import Context
from compdsl.checked.expressions import Checked, Literal, constant
from compdsl.checked.given import note_bare, want
from compdsl.checked.names_of import report_no_goal
from compdsl.checked.periods import check_yearly
from compdsl.checked.plan import Bound, Measure, Modifier
from compdsl.checked.problems_of_clauses import misplaced_modifier, percent_cap
from compdsl.checked.problems_of_names import at_most_bound
from compdsl.checked.problems_of_types import wrong_kind
from compdsl.checked.suggested import amount, as_kind, as_share, shown_as
from compdsl.checked.type_of import check_condition, check_expression, fit, settle
from compdsl.source.mutable import mutable
from compdsl.source.source import Span
from compdsl.syntax import tree
from compdsl.values.types import PERCENT, Kind, Type

LEAST_AMOUNT = 1_000
"""A limit without a unit is rather an amount from here on, and rather a percentage below."""


@mutable()
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
        is_attainment = self.is_attainment(value, what)
        if is_attainment and what != "`threshold`":
            self.refuse_turned(value, what)
        return Bound(value, is_attainment)

    def refuse_turned(self, value: Checked, what: str) -> bool:
        """Report a percentage of the goal that would be taken from a measure of which less is better."""
        measure = self.measure
        if self.has_share or measure is None or not measure.goal_at_most or measure.goal is None:
            return False
        goal = self.ctx.source.at(measure.goal.span)
        hint = f"Write it in the unit of the measure, such as `{goal}` for the goal."
        if measure.type.kind is Kind.PERCENT:
            hint = f"Write a share of target, such as `{self.name} 20%`, or what a level pays: `steps $500 from 100%`."
        self.ctx.report(at_most_bound(self.ctx.source, value.span, what, measure.goal.span, hint))
        return True

    def is_attainment(self, value: Checked, what: str) -> bool:
        """Whether a bound is about attainment; reports one that fits neither attainment nor measure."""
        kind, measure = value.type.kind, self.measure
        if measure is None or Kind.UNKNOWN in (kind, measure.type.kind):
            return self.has_share
        if not value.type.is_numeric and measure.is_given:
            hint = shown_as(self.ctx, value, PERCENT)
            found = wrong_kind(self.ctx.source, value.span, what, "a figure", value.type.words(), hint)
            self.ctx.report_once((what, self.span, "kind"), found)
            return self.has_share
        if self.kind == "metric":
            self._fit_measure(value, measure.type, what)
            return False
        if kind is Kind.PERCENT:
            self._need_attainment(value.span)
            return True
        if kind is Kind.FIGURE:
            return self.has_share
        note_bare(self.ctx, measure, what, value)
        if kind is Kind.MONEY:
            want(self.ctx, measure, value.type, value.span)
        if measure.type.kind is Kind.PERCENT or not fit(measure.type, value.type):
            self._fit_measure(value, measure.type, what)
        elif self.has_share and measure.goal_at_most and measure.goal is not None:
            hint = "Write it as a percentage of the goal."
            if what == "`threshold`":
                hint = "Write it as a percentage of the goal: who is at the goal or below it reaches `100%`."
            self.ctx.report(at_most_bound(self.ctx.source, value.span, what, measure.goal.span, hint))
        return False

    def _need_attainment(self, span: Span) -> None:
        measure = self.measure
        if (
            measure is not None
            and measure.goal is None
            and not measure.is_given
            and measure.type.kind is not Kind.PERCENT
        ):
            report_no_goal(self.ctx, span, measure)

    def _fit_measure(self, value: Checked, measure: Type, what: str) -> None:
        if fit(measure, value.type) and not (
            measure.kind is Kind.PERCENT and value.type.kind is Kind.NUMBER and self.kind != "metric"
        ):
            return
        hint = shown_as(self.ctx, value, measure)
        if measure.kind is not Kind.PERCENT and self.kind != "metric":
            hint = f"{hint[:-1]}, or a percentage of the goal."
        name = self.measure.name.partition(" ")[0] if self.measure else self.name
        self.ctx.report_once(
            (what, self.span, "kind"),
            wrong_kind(self.ctx.source, value.span, f"{what} of `{name}`", measure.words(), value.type.words(), hint),
        )

    def limit(self, word: str, modifier: tree.Modifier) -> Modifier:
        """The value of `cap`, `soft cap` or `floor`: money, or a percentage of target."""
        written, share_above = modifier.value, ""
        said = {"recoverable_draw": "draw"}.get(word, word.replace("_", " "))
        node = written.limit if isinstance(written, tree.SoftLimit) else self.expression_of(modifier)
        if isinstance(written, tree.SoftLimit):
            share_above = f" at {self.ctx.source.at(written.share.span)}"
        value = settle(self.ctx, self.expression(node), self.type)
        if value.type.kind is Kind.PERCENT and self.type.kind is Kind.MONEY:
            if not self.has_target:
                text, example = self.ctx.source.at(value.span), amount(self.ctx, "5_000")
                source, has_measure = self.ctx.source, self.measure is not None
                limit = f"{example}{share_above}"
                found = percent_cap(source, modifier.span, said, self.name, text, limit, has_measure=has_measure)
                self.ctx.report(found)
        elif not fit(value.type, self.type):
            share, money = as_share(self.ctx, value), as_kind(self.ctx, value, self.ctx.money())
            example = amount(self.ctx, "5_000")
            hint = f"Write a percentage of target such as `{said} 150%`, or an amount such as `{said} {example}`."
            if share is not None and money is not None and self.has_target:
                ways = [f"`{said} {share}` for a percentage of target", f"`{said} {money}` for an amount"]
                figure = constant(value)
                is_amount = isinstance(figure, int | Fraction) and figure >= LEAST_AMOUNT
                hint = f"Write {', or '.join(reversed(ways) if is_amount else ways)}."
            elif share is not None and self.has_target:
                hint = f"Write `{said} {share}` for a percentage of target."
            elif self.kind == "metric" or not self.has_target:
                hint = shown_as(self.ctx, value, self.type)
            self.ctx.report(
                wrong_kind(self.ctx.source, value.span, f"`{said}`", self.type.words(), value.type.words(), hint)
            )
        if modifier.yearly is not None and self.kind == "metric":
            hint = f"Leave it out for a limit in each period, or write it behind a clause on `{self.name}`."
            self.ctx.report(
                misplaced_modifier(self.ctx.source, modifier.yearly, "per year", "the limit of a measure", hint)
            )
        return Modifier(modifier.span, word, value, self.when(modifier), check_yearly(self.ctx, modifier.yearly))

    def as_value(self, span: Span) -> Checked:
        """What the clause comes to, for a check against it."""
        return Literal(span, self.type, 0)

    @staticmethod
    def expression_of(modifier: tree.Modifier) -> tree.Expression:
        """The expression a modifier takes."""
        assert not isinstance(modifier.value, tree.Shape | tree.Hold | tree.SoftLimit | tree.EachRow | str | None)
        return modifier.value
