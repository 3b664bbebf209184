"""The columns of a query in steps: short ones put into those that use them, the others by what they are for."""

from collections import Counter
from collections.abc import Callable, Container, Sequence

from attrs import define, field

from compdsl.engines.sql.naming import names_in, renamed
from compdsl.engines.stages import Stages

SHORT = 64
"""How long an expression is at most that stands inside another one."""


@define(eq=False)
class Columns:
    """The columns that some expressions need, in an order in which each comes after those it is made of."""

    stages: Stages
    columns: dict[str, str] = field(factory=dict)
    wanted: list[str] = field(factory=list)

    def inline(self, kept: Container[str]) -> None:
        """Put each short column that is used once into the one that uses it, but for those that are kept."""
        while True:
            uses = Counter(name for text in [*self.columns.values(), *self.wanted] for name in names_in(text))
            able = {
                name
                for name, text in self.columns.items()
                if uses[name] == 1 and len(text) <= SHORT and name not in kept and " OVER " not in text
            }
            gone = {name: f"({self.columns[name]})" for name in able if not able & set(names_in(self.columns[name]))}
            if not gone:
                return
            self.columns = {name: renamed(text, gone) for name, text in self.columns.items() if name not in gone}
            self.wanted = [renamed(text, gone) for text in self.wanted]

    def few_steps(self) -> list[tuple[str, list[str]]]:
        """The columns in as few steps as there can be, no column beside one that it is made of."""
        places: dict[str, int] = {}
        for name, text in self.columns.items():
            places[name] = 1 + max([places[one] for one in names_in(text) if one in places], default=0)
        count = max(places.values(), default=0)
        return [("step", [name for name in places if places[name] == at]) for at in range(1, count + 1)]

    def steps(self, owner: Callable[[str], str]) -> list[tuple[str, list[str]]]:
        """The columns in steps, each of one owner, no column beside one that it is made of."""
        waiting, found = dict(self.columns), list[tuple[str, list[str]]]()
        current = ""
        while waiting:
            ready = [name for name, text in waiting.items() if not any(one in waiting for one in names_in(text))]
            mine = [name for name in ready if owner(name) == current]
            if not mine:
                current = owner(ready[0])
                mine = [name for name in ready if owner(name) == current]
            found.append((current, mine))
            for name in mine:
                del waiting[name]
        return found


def columns_for(stages: Stages, wanted: Sequence[str]) -> Columns:
    """The columns that some expressions are made of."""
    needed = stages.needed(wanted)
    ordered = sorted((name for name in stages.columns if name in needed), key=lambda name: int(name[1:]))
    return Columns(stages, {name: stages.columns[name] for name in ordered}, list(wanted))
