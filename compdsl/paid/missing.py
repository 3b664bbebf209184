"""What stands in the place of a value that the data does not give, and what is too large to be one."""

from compdsl.kernel.nodes import Node
from compdsl.source.characters import visible


class Missing:
    """No data: the form at which it is missing, and why. It spreads through whatever is made of it.

    `reason` is one of REASONS; `detail` names the column, the measure or the block, `whose` the person of a team whose
    row of the roster it is.
    """

    __slots__ = ("detail", "node", "reason", "whose")

    def __init__(self, node: Node, reason: str, detail: str = "", whose: str = "") -> None:
        self.node = node
        self.reason = reason
        self.detail = detail
        self.whose = whose

    @property
    def words(self) -> str:
        """The reason, with what it is about."""
        words = OF_A_MEMBER.get(self.reason) if self.whose else None
        return (words or REASONS[self.reason]).format(self.detail, visible(self.whose))

    def __repr__(self) -> str:
        return f"Missing({self.reason}, {self.detail})"


REASONS = {
    "empty field": "the roster has no `{0}` for this payee",
    "changing field": "`{0}` changes within the period, and nothing is said to be prorated",
    "changing team": "the payee changes teams within the period",
    "no rows": "there are no rows of `{0}` to take it from",
    "no measure": "the data has no row of `{0}`",
    "no goal": "`{0}` is a plain value and has no goal, so it has no attainment",
    "no denominator": "the rows of `{0}` are ratios without a denominator, so they cannot be added up",
    "mixed rows": "some rows of `{0}` have a denominator and some have none",
    "some goals": "some rows of `{0}` have a goal and some have none",
    "divided by zero": "it divides by zero",
    "no row fits": "no row of the table `{0}` fits",
    "before the table": "{0}",
    "starts do not rise": "the starts of its rows do not rise",
    "unit of rounding": "the unit of rounding is not above zero",
    "not given": "the test does not give `{0}`",
    "too many periods": "it begins on `{0}`, too many periods ago to carry a figure on",
    "no earlier period": "there is no period before this one, and nothing says what `{0}` is then",
    "closed period": "the data holds no rows of {0}, which was paid before, so this figure is not known",
    "split among": "{0}",
    "different pools": "the amount to split is not the same for everybody it is split among",
    "negative weight": "the weight of {0} is below zero",
    "budget among": "{0}",
    "different budgets": "the budget is reached, and it is not the same for everybody who shares it",
    "negative earnings": "what `{0}` earned is below zero, so the budget cannot be split by what each earned",
    "no weight": "nobody it is split among has a weight",
    "one place": "{0}, so it is not known which of them comes first",
    "no team": "the roster names no team for this payee",
}

OF_A_MEMBER = {
    "empty field": "the roster has no `{0}` for {1}",
    "changing field": "`{0}` of {1} changes within the period, and nothing is said to be prorated",
}
"""The reasons that are about the row of one person, where a figure of a team or the company is made of it."""


class TooLarge(Exception):  # noqa: N818 - it is a limit, not a defect
    """A figure has grown beyond any pay; raised at the form where it happened."""

    def __init__(self, node: Node) -> None:
        super().__init__("a figure is too large")
        self.node = node
