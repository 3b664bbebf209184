"""The modifiers of the language: one file each, named after the word, listed and not registered.

A file says where in the order of calculation its modifier stands (`STAGE`), what it goes with (`WHERE`), how it is
checked (`check`), what it computes (`lower`) and how a trace puts it (`words`). Whether it takes a condition, the
grammar says. Its docstring is the modifier's page. One that acts on the line, behind the multipliers of the plan, says
so too (`lower_line`), with the stage at which it does where that is another one (`LINE_STAGE`), and one that is not
written where it acts (`WRITTEN`).
"""

from importlib import import_module
from types import ModuleType

from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES

_LOADED: dict[str, ModuleType] = {}


def clause_of(word: str) -> ModuleType:
    """The file of a modifier."""
    if word not in _LOADED:
        _LOADED[word] = import_module(f"compdsl.clauses.{_FILES.get(word, word)}")
    return _LOADED[word]


def line_stage(word: str) -> int:
    """When a modifier acts on the line."""
    file = clause_of(word)
    stage: int = getattr(file, "LINE_STAGE", file.STAGE)
    return stage


def written_place(word: str) -> tuple[int, bool]:
    """Where a modifier is written: at its stage, or behind those of the stage its file says it is written at."""
    file = clause_of(word)
    return getattr(file, "WRITTEN", file.STAGE), hasattr(file, "WRITTEN")


_FILES = {
    **dict.fromkeys(SCOPES, "scope"),
    **dict.fromkeys(WINDOWS, "to_date"),
    **dict.fromkeys(("team_budget", "company_budget"), "budget"),
    "else": "otherwise",
    "recoverable_draw": "draw",
}
"""The words whose file has another name: those that share one, and one that is a word of Python."""
