"""Random plans with the clauses that few plans have: rates that are accelerated above a point."""

from attrs import define

from tests.strategies import Figure, Writer, plain_number

FACTORS = ("1.5x", "2x", "110%", "0.5x", "1x", "payee.factor")


@define
class ClauseWriter(Writer):
    """Writes plans of which every second component is one of those clauses."""

    def component(self) -> None:
        """One payout line, every second time of the rarer kinds."""
        if self.chance(50):
            Writer.component(self)
            return
        name, text, has_rate = self.one(self.accelerated)()
        self.statements.append(f"{name} {text}")
        self.paid.append(name)
        if has_rate:
            self.rated.append(name)

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
