"""What each rule of the grammar makes of its parts: one function a rule, named after it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from compdsl.diagnostics.problem import Problem
from compdsl.source.mutable import fresh, mutable
from compdsl.source.source import Source, Span
from compdsl.syntax import tree
from compdsl.syntax.figures_read import exact, hundredth, is_number, nearest_day
from compdsl.syntax.lalr import Token
from compdsl.syntax.parts import Items, Part, flat, part, token_span, without_signs
from compdsl.syntax.problems_of_figures import grid_row_length, no_such_day, places_form
from compdsl.syntax.problems_of_words import beside_form, per_year_only
from compdsl.values.scopes import SCOPES


@mutable()
class Actions:
    """Builds the tree of one source, bottom up; impossible dates and the like are collected."""

    source: Source
    found: list[Problem] = fresh(factory=list)

    def action_of(self, name: str, origin: str) -> Callable[[Span, Items], Any]:
        """What makes the value of an alternative of a rule."""
        if origin == "modifier":
            return partial(self.modifier, name.rstrip("_"))
        action: Callable[[Span, Items], Any] = getattr(self, name)
        return action

    # Statements

    def start(self, span: Span, items: Items) -> tree.Plan:
        """start."""
        return tree.Plan(span, tuple(flat(items)))

    def plan(self, span: Span, items: Items) -> Part:
        """Plan."""
        name = items[0]
        title = next((item.value[1:-1] for item in items[1:] if isinstance(item, Token)), None)
        end = items[-1].span.start if isinstance(items[-1], Part) else span.end
        header = tree.Header(Span(span.start, end), name.value, title)
        inside = items[-1].value if isinstance(items[-1], Part) else []
        return Part(span, "statements", [header, *inside])

    def block(self, span: Span, items: Items) -> Part:
        """Block."""
        return Part(span, "block", items)

    def use(self, span: Span, items: Items) -> tree.Use:
        """Use."""
        path, *sets = items
        return tree.Use(span, path.value[1:-1], token_span(path), tuple(sets))

    def set_parameter(self, span: Span, items: Items) -> tree.SetParameter:
        """set_parameter."""
        return tree.SetParameter(span, items[0].value, token_span(items[0]), items[1])

    def setting(self, word: str, span: Span, items: Items) -> tree.Setting:
        """currency, period, edition, rounding."""
        value = " ".join(item.value for item in items)
        return tree.Setting(span, word, value, Span(items[0].start_pos, items[-1].end_pos))

    def currency(self, span: Span, items: Items) -> tree.Setting:
        """Currency."""
        return self.setting("currency", span, items)

    def period(self, span: Span, items: Items) -> tree.Setting:
        """Period."""
        return self.setting("period", span, items)

    def year_starts(self, span: Span, items: Items) -> tree.FiscalYear:
        """year_starts."""
        return tree.FiscalYear(span, _word(items[0]), None, (), part(items, "named"))

    def year_of_weeks(self, span: Span, items: Items) -> tree.FiscalYear:
        """year_of_weeks."""
        weeks, *end, month = (_word(item) for item in items if isinstance(item, Token))
        return tree.FiscalYear(span, month, part(items, "weeks"), (weeks, *end), part(items, "named"))

    def weeks(self, span: Span, items: Items) -> Part:
        """Weeks."""
        return Part(span, "weeks", tree.Word(span, "".join(item.value for item in items)))

    def year_name(self, span: Span, items: Items) -> Part:
        """year_name."""
        return Part(span, "named", tuple(map(_word, items)))

    def edition(self, span: Span, items: Items) -> tree.Setting:
        """Edition."""
        return self.setting("edition", span, items)

    def rounding(self, span: Span, items: Items) -> tree.Setting:
        """Rounding."""
        return self.setting("rounding", span, items)

    def effective(self, span: Span, items: Items) -> tree.Effective:
        """Effective."""
        return tree.Effective(span, *(self.date(token_span(item), [item]) for item in items))

    def holidays(self, span: Span, items: Items) -> tree.Holidays:
        """Holidays."""
        return tree.Holidays(span, tuple(self.date(token_span(item), [item]) for item in items))

    def people(self, span: Span, items: Items) -> tree.People:
        """People."""
        columns = tuple(item for item in items if isinstance(item, tree.OfColumn))
        return tree.People(span, columns, any(isinstance(item, Part) for item in items))

    def variant(self, span: Span, items: Items) -> tree.Variant:
        """Variant."""
        name, *rest = items
        title = next((item.value[1:-1] for item in rest if isinstance(item, Token)), None)
        people = next(item for item in rest if isinstance(item, tree.People))
        return tree.Variant(span, name.value, token_span(name), title, people, tuple(flat(rest[-1].value)))

    def without(self, span: Span, items: Items) -> tree.Without:
        """Without."""
        return tree.Without(span, tuple((item.value, token_span(item)) for item in items))

    def of_column(self, span: Span, items: Items) -> tree.OfColumn:
        """of_column."""
        name, *texts = items
        values = tuple(tree.Text(token_span(text), text.value[1:-1]) for text in texts)
        return tree.OfColumn(span, name.value, token_span(name), values)

    def beside(self, span: Span, items: Items) -> Part:
        """Beside."""
        if tuple(item.value for item in items) != ("other", "plans"):
            self.found.append(beside_form(self.source, span))
        return Part(span, "beside", True)

    def target(self, span: Span, items: Items) -> tree.Target:
        """Target."""
        return tree.Target(span, items[0], part(items, "yearly"), part(items, "phased") or (), part(items, "prorated"))

    def phased(self, span: Span, items: Items) -> Part:
        """Phased."""
        return Part(span, "phased", tuple(without_signs(items)))

    def records(self, span: Span, items: Items) -> tree.Records:
        """Records."""
        name, *rest = items
        dated = rest.pop() if isinstance(rest[-1], Part) else None
        return tree.Records(
            span, name.value, token_span(name), tuple(rest),
            dated.value.value if dated else None, token_span(dated.value) if dated else span,
        )  # fmt: skip

    def dated(self, span: Span, items: Items) -> Part:
        """Dated."""
        return Part(span, "dated", items[0])

    def column(self, span: Span, items: Items) -> tree.Column:
        """Column."""
        name, kind, code = [*items, None, None][:3]
        kind_span = token_span(kind) if kind is not None else token_span(name)
        return tree.Column(span, name.value, kind and kind.value, kind_span, code and code.value)

    def credit(self, span: Span, items: Items) -> tree.Credit:
        """Credit."""
        block, *roles = items
        return tree.Credit(span, block.value, token_span(block), tuple(roles))

    def credited(self, span: Span, items: Items) -> tree.Credited:
        """Credited."""
        return tree.Credited(span, items[0].value, token_span(items[0]), items[1], overlay=False)

    def credited_rest(self, span: Span, items: Items) -> tree.Credited:
        """credited_rest."""
        return tree.Credited(span, items[0].value, token_span(items[0]), None, overlay=False)

    def overlay(self, span: Span, items: Items) -> tree.Credited:
        """Overlay."""
        return tree.Credited(span, items[0].value, token_span(items[0]), items[1], overlay=True)

    def metric(self, span: Span, items: Items) -> tree.Metric:
        """Metric."""
        return tree.Metric(span, items[0].value, token_span(items[0]), items[1], tuple(items[2:]))

    def let(self, span: Span, items: Items) -> tree.Let:
        """Let."""
        return tree.Let(span, items[0].value, token_span(items[0]), items[1])

    def parameter(self, span: Span, items: Items) -> tree.Parameter:
        """Parameter."""
        name, second = items
        is_kind = isinstance(second, Token)
        value, kind = (None, second.value) if is_kind else (second, None)
        return tree.Parameter(span, name.value, token_span(name), value, kind, token_span(second if is_kind else name))

    def table(self, span: Span, items: Items) -> tree.Table:
        """Table."""
        name, *rest = items
        by = tuple(item for item in rest if isinstance(item, tree.Path))
        grid = next((item for item in rest if isinstance(item, Part)), None)
        entries = grid.value[1] if grid else tuple(item for item in rest if isinstance(item, tree.Entry))
        columns = grid.value[0] if grid else ()
        return tree.Table(span, name.value, token_span(name), by, entries, grid is not None, columns)

    def entry(self, span: Span, items: Items) -> tree.Entry:
        """Entry."""
        return tree.Entry(span, (items[0],), items[1])

    def grid(self, span: Span, items: Items) -> Part:
        """Grid."""
        items = [item for item in items if not isinstance(item, Token)]
        columns = tuple(item for item in items if not isinstance(item, Part))
        entries: list[tree.Entry] = []
        for row in (item for item in items if isinstance(item, Part)):
            head, *cells = row.value
            if len(cells) != len(columns):
                self.found.append(grid_row_length(self.source, row.span, len(cells), len(columns)))
            entries += [
                tree.Entry(cell.span, (head, column), cell) for column, cell in zip(columns, cells, strict=False)
            ]
        return Part(span, "grid", (columns, tuple(entries)))

    def grid_row(self, span: Span, items: Items) -> Part:
        """grid_row."""
        return Part(span, "grid_row", items)

    def multiply(self, span: Span, items: Items) -> tree.Multiply:
        """Multiply."""
        names = [item for item in items if isinstance(item, Token)]
        factor = next(item for item in items if not isinstance(item, (Token, Part)))
        return tree.Multiply(
            span, tuple(n.value for n in names), tuple(map(token_span, names)), factor, part(items, "when")
        )

    def total(self, span: Span, items: Items) -> tree.Total:
        """Total."""
        return tree.Total(span, tuple(items))

    def adjust(self, span: Span, items: Items) -> tree.Adjust:
        """Adjust."""
        return tree.Adjust(span, items[0], part(items, "when"))

    # Components

    def paid_amount(self, span: Span, items: Items) -> tree.Component:
        """paid_amount."""
        return self.component("amount", span, items)

    def paid_of_own_target(self, span: Span, items: Items) -> tree.Component:
        """paid_of_own_target."""
        return self.component("target", span, items)

    def formula(self, span: Span, items: Items) -> tree.Component:
        """Formula."""
        return self.component("formula", span, items)

    def paid_by_modifiers(self, span: Span, items: Items) -> tree.Component:
        """paid_by_modifiers."""
        return self.component("nothing", span, items)

    def component(self, form: str, span: Span, items: Items) -> tree.Component:
        """A component of any form."""
        name = items[0]
        amount = items[1] if form != "nothing" else None
        modifiers = tuple([item for item in items if type(item) is tree.Modifier])
        return tree.Component(span, name.value, token_span(name), form, amount, part(items, "when"), modifiers)

    def amount(self, span: Span, items: Items) -> Any:
        """Amount."""
        return items[0]

    def amount_or_else(self, span: Span, items: Items) -> tree.Fallback:
        """amount_or_else."""
        return tree.Fallback(span, *items)

    def reference(self, span: Span, items: Items) -> tree.Path:
        """Reference."""
        return self.path(span, items)

    def modifier(self, word: str, span: Span, items: Items) -> tree.Modifier:
        """A modifier of any word."""
        value = when = yearly = None
        for item in reversed(items):
            if isinstance(item, Part) and item.kind == "when":
                when = item.value
            elif isinstance(item, Part) and item.kind == "yearly":
                yearly = item.value
            else:
                value = item.value if isinstance(item, Part | Token) else item
        return tree.Modifier(span, word, value, when, yearly)

    def hold(self, span: Span, items: Items) -> tree.Hold:
        """Hold."""
        return tree.Hold(span, *items)

    def soft_limit(self, span: Span, items: Items) -> tree.SoftLimit:
        """soft_limit."""
        return tree.SoftLimit(span, *items)

    def prorated(self, span: Span, items: Items) -> Part:
        """Prorated."""
        words = [item.value for item in items if isinstance(item, Token)]
        return Part(span, "prorated", "".join(words) if "/" in words else " ".join(words))

    def trailing(self, span: Span, items: Items) -> Part:
        """Trailing."""
        return Part(span, "trailing", " ".join(item.value for item in items))

    def instalments(self, span: Span, items: Items) -> Part:
        """Instalments."""
        return Part(span, "instalments", " ".join(item.value for item in items))

    def yearly(self, span: Span, items: Items) -> Part:
        """Yearly."""
        if items[0].value != "year":
            self.found.append(per_year_only(self.source, span))
        return Part(span, "yearly", span)

    def each_row(self, span: Span, items: Items) -> tree.EachRow:
        """each_row."""
        name, order = items[0], part(items, "running") or ()
        return tree.EachRow(span, name.value, token_span(name), order, part(items, "where"))

    def running(self, span: Span, items: Items) -> Part:
        """Running."""
        return Part(span, "running", tuple((item.value, token_span(item)) for item in items))

    def when(self, span: Span, items: Items) -> Part:
        """When."""
        return Part(span, "when", items[0])

    def full(self, span: Span, items: Items) -> Part:
        """Full."""
        return Part(span, "full", items[0])

    def value_instead(self, span: Span, items: Items) -> Part:
        """value_instead."""
        return Part(span, "value", items[0])

    # Shapes

    def tiers(self, span: Span, items: Items) -> tree.Shape:
        """Tiers."""
        return self.listed("tiers", span, items)

    def whole_tiers(self, span: Span, items: Items) -> tree.Shape:
        """whole_tiers."""
        return self.listed("whole tiers", span, items)

    def steps(self, span: Span, items: Items) -> tree.Shape:
        """Steps."""
        return self.listed("steps", span, items)

    def listed(self, word: str, span: Span, items: Items) -> tree.Shape:
        """Tiers, whole tiers or steps."""
        values = next((item for item in items if isinstance(item, Part) and item.kind == "values"), None)
        rows: Any = tuple(item for item in items if isinstance(item, tree.Row))
        if values is not None:
            rows = tree.Slashes(values.span, tuple(values.value), part(items, "starts"))
        return tree.Shape(span, word, rows, part(items, "by"))

    def acceleration(self, span: Span, items: Items) -> tree.Shape:
        """Acceleration."""
        return self.listed("accelerate", span, items)

    def curve(self, span: Span, items: Items) -> tree.Shape:
        """Curve."""
        points = tuple(item for item in items if isinstance(item, tree.Point))
        return tree.Shape(span, "curve", points, part(items, "by"))

    def lookup(self, span: Span, items: Items) -> Part:
        """Lookup."""
        return Part(span, "by", items[0])

    def slashes(self, span: Span, items: Items) -> Part:
        """Slashes."""
        return Part(span, "values", without_signs(items))

    def bounds(self, span: Span, items: Items) -> Part:
        """Bounds."""
        return Part(span, "starts", tuple(without_signs(items)))

    def row(self, span: Span, items: Items) -> tree.Row:
        """Row."""
        return tree.Row(span, items[0], items[1].start, items[1].over)

    def from_(self, span: Span, items: Items) -> tree.Bound:
        """from."""
        return tree.Bound(span, items[0], over=False)

    def over(self, span: Span, items: Items) -> tree.Bound:
        """Over."""
        return tree.Bound(span, items[0], over=True)

    def point(self, span: Span, items: Items) -> tree.Point:
        """Point."""
        return tree.Point(span, items[0], items[1], part(items, "rising"))

    def rising(self, span: Span, items: Items) -> Part:
        """Rising."""
        return Part(span, "rising", items[0])

    # Expressions

    def choose(self, span: Span, items: Items) -> tree.Choose:
        """Choose."""
        return tree.Choose(span, *items)

    def or_(self, span: Span, items: Items) -> tree.Logic:
        """or."""
        return tree.Logic(span, "or", tuple(items))

    def and_(self, span: Span, items: Items) -> tree.Logic:
        """and."""
        return tree.Logic(span, "and", tuple(items))

    def not_(self, span: Span, items: Items) -> tree.Not:
        """not."""
        return tree.Not(span, items[0])

    def comparison(self, span: Span, items: Items) -> tree.Comparison:
        """Comparison."""
        return tree.Comparison(span, items[1].value, items[0], items[2])

    def sum(self, span: Span, items: Items) -> tree.Sum:
        """Sum."""
        return tree.Sum(span, ("+", *(item.value for item in items[1::2])), tuple(items[0::2]))

    def product(self, span: Span, items: Items) -> tree.Product:
        """Product."""
        return tree.Product(span, ("*", *(item.value for item in items[1::2])), tuple(items[0::2]))

    def negative(self, span: Span, items: Items) -> tree.Negative:
        """Negative."""
        return tree.Negative(span, items[0].value, items[1])

    def round_of(self, span: Span, items: Items) -> tree.RoundOf:
        """round_of."""
        return tree.RoundOf(span, *items)

    def bracketed(self, span: Span, items: Items) -> tree.Bracketed:
        """Bracketed."""
        return tree.Bracketed(span, items[0])

    def fallback(self, span: Span, items: Items) -> tree.Fallback:
        """Fallback."""
        return tree.Fallback(span, *items)

    def previous(self, span: Span, items: Items) -> tree.Previous:
        """Previous."""
        return tree.Previous(span, items[0], items[1] if len(items) > 1 else None)

    def number(self, span: Span, items: Items) -> tree.Number:
        """Number; one that was refused already has no kind."""
        return tree.Number(span, exact(items[0].value), "number" if is_number(items[0].value) else "refused")

    def percent(self, span: Span, items: Items) -> tree.Number:
        """Percent."""
        return tree.Number(span, hundredth(items[0].value[:-1]), "percent")

    def factor(self, span: Span, items: Items) -> tree.Number:
        """Factor."""
        return tree.Number(span, exact(items[0].value[:-1]), "factor")

    def money(self, span: Span, items: Items) -> tree.Money:
        """Money."""
        text = items[0].value
        sign = text[0] if not text[0].isalpha() else text[:3]
        return tree.Money(span, exact(text[len(sign) :].strip()), sign)

    def date(self, span: Span, items: Items) -> tree.Date:
        """Date."""
        text = items[0].value
        day = nearest_day(text)
        if day.isoformat() != text:
            self.found.append(no_such_day(self.source, span, text, day.isoformat()))
        return tree.Date(span, day)

    def text(self, span: Span, items: Items) -> tree.Text:
        """Text."""
        return tree.Text(span, items[0].value[1:-1])

    def call(self, span: Span, items: Items) -> tree.Call:
        """Call."""
        return tree.Call(span, items[0].value, token_span(items[0]), tuple(items[1:]))

    def argument(self, span: Span, items: Items) -> tree.Argument:
        """Argument."""
        return tree.Argument(span, items[0], part(items, "where"))

    def where(self, span: Span, items: Items) -> Part:
        """Where."""
        return Part(span, "where", items[0])

    def path(self, span: Span, items: Items) -> tree.Path:
        """Path."""
        return tree.Path(span, tuple(item.value for item in items), tuple(map(token_span, items)))

    # Tests

    def test(self, span: Span, items: Items) -> tree.Test:
        """Test."""
        given = tuple(item for item in items if isinstance(item, tree.Given))
        facts = tuple(item for item in items if isinstance(item, tree.Fact))
        lists = [item.value for item in items if isinstance(item, Part) and item.kind == "expect"]
        expected = tuple(one for several in lists for one in several)
        is_whole = not any(isinstance(item, tree.Broken) for item in items)
        head = items[0].value[1:-1], token_span(items[0])
        label = part(items, "period")
        period = (label.value, token_span(label)) if label is not None else (None, None)
        return tree.Test(span, *head, given, facts, expected, is_whole, *period)

    def tested_period(self, span: Span, items: Items) -> Part:
        """tested_period."""
        return Part(span, "period", items[-1])

    def given(self, span: Span, items: Items) -> tree.Given:
        """Given."""
        return tree.Given(span, items[0].value, token_span(items[0]), tuple(item.value for item in items[1:]))

    def pair(self, span: Span, items: Items) -> Part:
        """Pair."""
        return Part(span, "pair", (items[0].value, token_span(items[0]), items[1]))

    def fact(self, span: Span, items: Items) -> tree.Fact:
        """Fact."""
        return tree.Fact(span, items[0], items[1])

    def expect(self, span: Span, items: Items) -> Part:
        """Expect."""
        return Part(span, "expect", items)

    def expectation(self, span: Span, items: Items) -> tree.Expectation:
        """Expectation."""
        return tree.Expectation(span, items[0], items[1], part(items, "places"))

    def places(self, span: Span, items: Items) -> Part:
        """Places."""
        number, word = items
        if word.value not in ("places", "place") or not number.value.isdigit() or int(number.value) > 20:
            self.found.append(places_form(self.source, span))
            return Part(span, "places", 0)
        return Part(span, "places", int(number.value))


def _word(token: Token) -> tree.Word:
    return tree.Word(token_span(token), token.value)


def _instead(scope: str) -> Callable[[Actions, Span, Items], Part]:
    return lambda _, span, items: Part(span, "scope", scope)


def _scoped(scope: str) -> Callable[[Actions, Span, Items], tree.Scoped]:
    return lambda _, span, items: tree.Scoped(span, scope)


for _scope in SCOPES:
    setattr(Actions, f"{_scope}_instead", _instead(_scope))
    setattr(Actions, f"{_scope}_scope", _scoped(_scope))
