"""Texts of plans that need not mean anything, written piece by piece from the grammar.

`~` stands where there must be a blank and may be a line end, `^` where there may be either or nothing.
"""

from collections.abc import Callable
from random import Random

NAMES = ("adoption", "retention", "a", "b2", "make_it_stick", "expansion", "payee", "NRR_2")
COMMENTS = ("# why", "#", "#!  two  blanks", '# a; b, { ( "', "#\tagreed in March  ")
FIGURES = ("60%", "1.5x", "50k", "5_000", "$1_500", "1.2m", "$5,000", "EUR 12.50", "2026-03-31", '"C # S; M"', "0.10")
BLANKS = (" ", " ", "  ", "\t", " \t ")


def plan_text(random: Random) -> str:
    """A plan."""
    return Pieces(random).plan()


class Pieces:
    """Writes the pieces of one plan."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.has_comments = random.random() < 0.7
        self.depth = 0

    def plan(self) -> str:
        """Statements, or a header around them."""
        inside = self.statements(self.statement, 1, 6)
        if self.chance(30):
            inside = f"plan {self.name()}{self.maybe(60, lambda: f' {self.text()}')} {{^{inside}^}}"
            inside += self.maybe(20, lambda: self.separator() + self.statements(self.statement, 1, 2))
        return self.filled(f"^{inside}^")

    # Choosing

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def one(self, *options: str) -> str:
        return self.random.choice(options)

    def maybe(self, percent: int, piece: Callable[[], str]) -> str:
        return piece() if self.chance(percent) else ""

    def several(self, piece: Callable[[], str], between: str, least: int, most: int) -> str:
        return between.join(piece() for _ in range(self.random.randint(least, most)))

    # Blanks and comments

    def filled(self, text: str) -> str:
        """The text with blanks, line ends and comments where they may be."""
        return "".join(self.blank(char) if char in "~^ " else char for char in text)

    def blank(self, char: str) -> str:
        if char == " " or self.chance(75):
            return "" if char == "^" and self.chance(50) else self.one(*BLANKS)
        if self.has_comments and self.chance(40):
            own = "".join(f"{self.one(*BLANKS)}{self.one(*COMMENTS)}\n" for _ in range(self.random.randint(0, 2)))
            return f" {self.one(*COMMENTS)}\n{self.one('', chr(10))}{own}"
        return self.one("\n", "\n  ", " \n\n\n")

    def separator(self) -> str:
        if self.has_comments and self.chance(30):
            return f" {self.one(*COMMENTS)}\n{self.maybe(40, lambda: self.one(*COMMENTS) + chr(10))}" + self.one(
                "", "\n"
            )
        return self.one("\n", "\n\n", ";", "; ", " ;\n", "\n\n\n\n", ";;\n")

    def statements(self, piece: Callable[[], str], least: int, most: int) -> str:
        text = piece()
        for _ in range(self.random.randint(least, most) - 1):
            text += self.separator() + piece()
        return text

    # Statements

    def statement(self) -> str:
        kinds = (
            self.setting, self.component, self.component, self.component, self.metric, self.let, self.records,
            self.table, self.grid, self.multiply, self.total, self.adjust, self.test, self.use, self.parameter,
        )  # fmt: skip
        return self.random.choice(kinds)()

    def setting(self) -> str:
        return self.one(
            "currency USD", "period quarter", "year starts february", "edition 2026", "rounding half even",
            "effective 2026-01-01 to 2026-12-31", f"target {self.expression()}",
        )  # fmt: skip

    def component(self) -> str:
        name, modifiers = self.name(), "".join(self.modifier() for _ in range(self.random.randint(0, 4)))
        when = self.maybe(20, self.when)
        forms = (
            f"{name} {self.one('60%', '$1_500', 'share', 'payee.rate')}{when}{modifiers}",
            f"{name} ({self.expression()}^){when}{modifiers}",
            f"{name} target {self.expression()}{when}{modifiers}",
            f"{name} =~{self.expression()}{when}{modifiers}",
            f"{name} {(modifiers or self.modifier()).lstrip('~')}",
        )
        return self.one(*forms)

    def metric(self) -> str:
        modifiers = "".join(self.modifier() for _ in range(self.random.randint(0, 2)))
        return f"metric {self.name()}~=~{self.expression()}{modifiers}"

    def let(self) -> str:
        return f"let {self.name()}~=~{self.expression()}"

    def use(self) -> str:
        sets = f"~with~{self.several(self.set_parameter, '^,^', 1, 3)}" if self.chance(50) else ""
        return f'use~"{self.one("shared/measures.comp", "../a b.comp")}"{sets}'

    def set_parameter(self) -> str:
        return f"{self.name()}~=~{self.expression()}"

    def parameter(self) -> str:
        return f"parameter {self.name()}" + (f"~=~{self.expression()}" if self.chance(70) else "^:^percent")

    def records(self) -> str:
        columns = self.several(self.column, "^,^", 1, 6) + self.maybe(30, lambda: "^,")
        return f"records {self.name()} {{^{columns}^}}{self.maybe(20, lambda: ' dated month')}"

    def column(self) -> str:
        return self.one("payee", "month: date", "plan^:^text", "active_seats: count", "due: money USD", "cap: money")

    def table(self) -> str:
        entries = self.several(self.entry, self.one("^,^", ";", "^,~"), 1, 5) + self.maybe(30, lambda: "^,")
        return f"table {self.name()} by {self.path()} {{^{entries}^}}"

    def entry(self) -> str:
        return f"{self.head()}^:^{self.expression()}"

    def head(self) -> str:
        return self.one('"lead"', "1", "from 5", "over $50k", '"a longer key"')

    def grid(self) -> str:
        width = self.random.randint(1, 3)
        header = "".join(f"^|^{self.head()}" for _ in range(width))
        rows = "".join("\n" + self.head() + "".join(f"~|^{self.operand()}" for _ in range(width)) for _ in range(2))
        return f"table {self.name()} by {self.path()},^{self.path()} {{{header}{rows}^}}"

    def multiply(self) -> str:
        return f"multiply {self.several(self.name, '^,^', 1, 3)}~by~{self.operand()}{self.maybe(50, self.when)}"

    def total(self) -> str:
        return f"total {self.several(self.modifier, '', 1, 3).lstrip('~')}"

    def adjust(self) -> str:
        return f"adjust {self.expression()}{self.maybe(30, self.when)}"

    def test(self) -> str:
        return f"test {self.text()}~{{^{self.statements(self.test_item, 0, 5)}^}}"

    def test_item(self) -> str:
        pair = f"{self.name()}^:^{self.expression()}"
        pairs = pair + "".join(f"^,^{self.name()}: {self.operand()}" for _ in range(self.random.randint(0, 3)))
        expected = f"{self.path()} {self.operand()}{self.maybe(30, lambda: ' to 4 places')}"
        return self.one(
            f"payee~{{^{pairs}^}}", f"{self.path()}~=^{self.expression()}", f"{self.path()} = {self.operand()}",
            f"expect {expected}", f"expect {expected},^{self.path()} {self.operand()}", "total = 5",
        )  # fmt: skip

    # Clauses

    def modifier(self) -> str:
        value = self.expression
        when = self.maybe(25, self.when)
        kinds = (
            f"on {self.path()}", f"goal {self.operand()}", f"goal at most {self.operand()}",
            self.one("own", "team", "company"), f"else {self.one('own', 'team', '5%')}", f"above {self.operand()}",
            f"up to {self.operand()}", f"rate {self.operand()}{when}", f"each{when}", f"each full 10{when}",
            f"accelerate {self.accelerated()}{when}", f"clawback {self.one(self.operand(), self.shape())}{when}",
            f"draw {self.operand()}{when}", self.each_row(), f"convert~at {self.operand()}",
            self.shape(), self.shape(), f"threshold {self.operand()}", f"only{self.when()}",
            f"times {self.operand()}{when}", f"times {self.shape()}{when}", f"floor {self.operand()}{when}",
            f"soft~cap {self.operand()} at {self.operand()}{when}",
            f"cap {self.operand()}{when}", f"cap ({value()}){when}", f"round to {self.operand()}",
        )  # fmt: skip
        return "~" + self.one(*kinds)

    def when(self) -> str:
        return f"~when {self.condition()}"

    def shape(self) -> str:
        word = self.one("tiers", "whole tiers", "steps")
        slashes = self.several(self.one_figure, "^/^", 1, 4)
        rows = self.several(lambda: f"{self.one_figure()}~{self.one('from', 'over')} {self.one_figure()}", "^,^", 1, 4)
        points = self.several(lambda: f"90%^:^{self.one_figure()}{self.maybe(30, self.rising)}", "^,^", 1, 4)
        form = self.one(f"{word}~{slashes}", f"{word} {slashes}~at {slashes}", f"{word}~{rows}", f"curve~{points}")
        return form + self.maybe(30, lambda: f"~by {self.path()}")

    def each_row(self) -> str:
        order = self.maybe(50, lambda: f"~running~by~{self.several(self.name, '^,^', 1, 2)}")
        where = self.maybe(50, lambda: f"~where {self.condition()}")
        return f"for~each~row~of~{self.name()}{self.one(order + where, where + order)}"

    def accelerated(self) -> str:
        rows = self.several(lambda: f"{self.one_figure()}~{self.one('from', 'over')} {self.one_figure()}", "^,^", 1, 3)
        return self.one(f"{self.one_figure()}^/^2x~at 5 / 8", rows)

    def rising(self) -> str:
        return "~rising 2.5 per point"

    # Expressions

    def expression(self) -> str:
        self.depth += 1
        kinds = (self.operand,) if self.depth > 3 else (self.operand, self.operation, self.operation, self.choice)
        text = self.random.choice(kinds)()
        self.depth -= 1
        return text

    def condition(self) -> str:
        comparison = f"{self.operand()}~{self.one('>=', '<', '==')}^{self.operand()}"
        return self.one(
            comparison, f"not {comparison}", f"{comparison}~and~{self.path()}", f"{self.path()}~or~{comparison}"
        )

    def operation(self) -> str:
        return self.several(self.operand, self.one("~+^", "~-~", "^*^", "^/^"), 2, 4)

    def choice(self) -> str:
        return f"if {self.condition()}~then {self.operand()}~else {self.expression()}"

    def operand(self) -> str:
        if self.depth > 3 or self.chance(60):
            return self.one(self.one_figure(), self.path(), self.one(*FIGURES))
        self.depth += 1
        text = self.one(
            f"(^{self.expression()}^)",
            f"(^{self.operand()}~else~{self.operand()}^)",
            f"-^{self.operand()}",
            f"round(^{self.expression()}^,^$0.01^)",
            f"sum(^{self.path()}{self.maybe(50, lambda: f'~where {self.condition()}')}^)",
            f"max(^{self.expression()}^,^{self.expression()}^)",
            f"sum({self.path()}, team)",
        )
        self.depth -= 1
        return text

    def one_figure(self) -> str:
        return self.one("5%", "8%", "12.5%", "$50k", "0", "$1_000")

    def path(self) -> str:
        return self.one("a", "b", "adoption.attainment", "payee.cap", "sales.team", "usage.active_seats")

    def name(self) -> str:
        return self.one(*NAMES)

    def text(self) -> str:
        return self.one('"at goal"', '""', '"a # b; c"')
