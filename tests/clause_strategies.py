"""Random plans with the clauses that few plans have: accelerated rates, clauses for each row."""

from attrs import define

from tests.strategies import SIGNS, Figure, Writer, plain_number

FACTORS = ("1.5x", "2x", "110%", "0.5x", "1x", "payee.factor")


@define
class ClauseWriter(Writer):
    """Writes plans of which every second component is one of those clauses."""

    def component(self) -> None:
        """One payout line, every second time of the rarer kinds."""
        if self.chance(50):
            Writer.component(self)
            return
        name, text, has_rate = self.one(self.accelerated, self.each_row, self.each_row, self.clawback, self.abroad)()
        self.statements.append(f"{name} {text}")
        if "target deals." not in text:
            self.paid.append(name)
        if has_rate:
            self.rated.append(name)

    # Clauses for each row

    def each_row(self) -> tuple[str, str, bool]:
        """A clause whose figures may be those of a row."""
        pays, counting, is_share = self.paid_of_row()
        limits = self.limits_of_row(is_share)
        scope = self.one("", "", " team", " company") if not self.own_only else ""
        where = self.maybe(40, lambda: f"where {self.condition(1, 'deals')}")
        rounds = self.maybe(10, lambda: f"round to {self.unit('money')}")
        order = ""
        if " on " in counting and "curve" not in counting + pays and self.chance(50):
            order = f" running by {self.one('closed, amount', 'closed, amount, units', 'amount, closed', 'closed')}"
        return self.name("c"), f"{pays}{counting}{scope}{limits}{rounds} for each row of deals{order}{where}", False

    def paid_of_row(self) -> tuple[str, str, bool]:
        """What a row pays, what is said of what counts, and whether it is a share of target."""
        least = f"max(deals.amount - {self.expression('money', 1, 'deals')}, {self.literal('money')})"
        money = self.one("amount", "deals.amount", "(deals.amount - cost)", least)
        units = self.one("units", "deals.units")
        kind = self.one("rate", "tiers", "steps", "each", "amount", "formula", "share", "share")
        if kind == "rate":
            rate = self.one("score", self.expression("percent", 1, "deals"))
            return f"rate {rate}{self.row_when()}", f" on {money}{self.counting_row('money')}", False
        if kind == "tiers":
            word = self.one("tiers", "tiers", "whole tiers")
            return self.shape(word, "money", "percent"), f" on {money}{self.counting_row('money')}", False
        if kind == "steps":
            word, start = self.one("steps", "curve"), self.one("money", "percent")
            on = money if start == "money" else "deals.score"
            return self.shape(word, start, "money"), f" on {on}{self.counting_row(start)}", False
        if kind == "each":
            return f"{self.literal('money')} each", f" on {units}{self.counting_row('count')}", False
        if kind == "amount":
            return f"{self.literal('money')}{self.row_when()}", "", False
        if kind == "formula":
            return f"= {self.expression('money', 2, 'deals')}{self.row_when()}", "", False
        share = self.one("60%", self.literal("percent"), f"target {self.literal('money')}", "target deals.cost")
        shape = self.maybe(60, lambda: self.shape(self.one("tiers", "steps", "curve"), "percent", "number"))
        if self.chance(50):
            return share, f" on deals.score{shape}{self.counting_row('percent')}", True
        goal = self.one("payee.quota", f"{SIGNS[self.currency]}100")
        return share, f" on {money} goal {goal}{shape}{self.counting_row('percent')}", True

    def counting_row(self, kind: str) -> str:
        """Modifiers of what counts of a row."""

        def bound() -> str:
            return self.literal(kind) if self.chance(70) else self.expression(kind, 0, "deals")

        words = [lambda: f"up to {bound()}", lambda: f"above {bound()}", lambda: f"threshold {bound()}"]
        return self.some((0, 0, 1, 1, 2), words)

    def limits_of_row(self, is_share: bool) -> str:
        """Modifiers of what a row pays."""

        def limit() -> str:
            return self.literal("percent") if is_share and self.chance(50) else self.expression("money", 1, "deals")

        words = [
            lambda: f"times {self.expression('number', 1, 'deals')}{self.row_when()}",
            lambda: f"floor {limit()} when {self.condition(1, 'deals')}",
            lambda: f"cap {limit()} when {self.condition(1, 'deals')}",
            lambda: f"cap {self.expression('money', 1, 'deals')}",
            lambda: f"only when {self.condition(1, 'deals')}",
        ]
        return self.some((0, 0, 1, 1, 2), words)

    def row_when(self) -> str:
        """A condition that may be about the row."""
        return self.maybe(25, lambda: f"when {self.condition(1, 'deals')}")

    # What is taken back, and what comes last

    def clawback(self) -> tuple[str, str, bool]:
        """A share of a measure or of a row, taken back."""
        if self.chance(40):
            share = self.one("100%", "score", f"{self.shape('steps', 'count', 'percent')} by units")
            times = self.maybe(20, lambda: f"times {self.expression('number', 1, 'deals')}{self.row_when()}")
            order = self.one("", " running by closed, amount")
            on = f" on amount{self.counting_row('money')}"
            return self.name("c"), f"clawback {share}{self.row_when()}{on}{times} for each row of deals{order}", False
        figure = self.measure("money", "count")
        if figure is None:
            return self.name("c"), f"clawback 50% on payee.base only when {self.condition(1)}", False
        name, on = self.behind(figure)
        share = self.literal("money" if figure.kind == "count" else "percent")
        counting = self.counting(figure, has_attainment=figure.has_goal)
        gate = self.maybe(20, lambda: f"only when {self.condition(1)}")
        return name, f"clawback {share}{self.when()}{on}{counting}{gate}", False

    def total(self) -> None:
        """Limits of the sum of the lines, a draw, an adjustment."""
        Writer.total(self)
        if self.chance(40):
            draw = self.one("50%", self.expression("money", 1), self.literal("money"))
            self.statements.append(f"total draw {draw}{self.when()}")
        if self.chance(40):
            self.statements.append(f"adjust {self.expression('money', 2)}{self.when()}")

    # Money of another currency

    @property
    def blocks(self) -> dict[str, tuple[int, dict[str, str]]]:
        """One more block, of records in another currency."""
        exports = {"payee": "text", "day": "date", "price": "money EUR", "fx": "number", "most": "money EUR"}
        return {**Writer.blocks.fget(self), "exports": (4, exports)}  # type: ignore[attr-defined]

    def abroad(self) -> tuple[str, str, bool]:
        """A clause in another currency, converted in the end."""
        euros = self.one("EUR 10", "EUR 500", "€999.99", "EUR 0")
        rate = self.one("1.08", "payee.factor", "0.5", "(payee.factor else 1)")
        limit = self.maybe(50, lambda: f"{self.one('cap', 'floor', 'above', 'up to', 'threshold')} {euros}")
        if self.chance(50):
            pays = self.one("rate 5%", "tiers 5% / 8% at €0 / EUR 500", f"clawback {self.literal('percent')}")
            limit = limit if not pays.startswith("clawback") or limit[:4] not in (" cap", " flo") else ""
            per_row = self.one("convert at exports.fx", f"convert at {rate}")
            return self.name("c"), f"{pays} on price{limit} {per_row} for each row of exports", False
        on = self.one("sum(exports.price)", "max(sum(exports.price), EUR 10)", "sum(exports.price - exports.most)")
        pays = self.one(f"rate {self.literal('percent')} on {on}", f"= {on} * 2%", f"{euros} when {on} > €100")
        limit = "" if not pays.startswith("rate") else limit
        return self.name("c"), f"{pays}{limit} convert at {rate}", False

    # Accelerated rates

    def accelerated(self) -> tuple[str, str, bool]:
        """A rate, an amount each or a share of target, and factors above points."""
        figure = self.measure("money", "count")
        if figure is None:
            return self.name("c"), f"{self.literal('money')}", False
        name, on = self.behind(figure)
        forms = [f"rate {self.expression('percent', 1)}" if figure.kind == "money" else f"{self.literal('money')} each"]
        forms += [f"{self.literal('percent')}", f"target {self.literal('money')}"] if figure.has_goal else []
        pays = self.one(*forms)
        is_share = pays not in forms[:1]
        counting = self.counting(figure, has_attainment=figure.has_goal)
        return name, f"{pays}{on}{counting}{self.factors(figure)}{self.payment(is_share)}", not is_share

    def factors(self, figure: Figure) -> str:
        """Factors above points that are not zero."""
        kind = self.one("percent", figure.kind) if figure.has_goal else figure.kind
        starts = [one for one in self.rising(kind, self.one(2, 3)) if plain_number(one.strip("$JPYBHD %"))]
        rows = [f"{self.one(*FACTORS)} {self.one('from', 'from', 'over')} {start}" for start in starts]
        return f" accelerate {', '.join(rows)}{self.when()}"
