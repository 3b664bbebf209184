"""The modifiers of a clause: each where it goes, said once, checked by its own file, at its stage."""

from types import ModuleType

from compdsl.checked.clause import Clause
from compdsl.checked.currencies import comes_to, is_foreign
from compdsl.checked.plan import Modifier, Shape
from compdsl.checked.problems_of_clauses import misplaced_modifier
from compdsl.checked.problems_of_names import said_twice
from compdsl.checked.type_of import times
from compdsl.clauses import clause_of
from compdsl.clauses.order import Stage
from compdsl.syntax import tree
from compdsl.values.period import WINDOWS
from compdsl.values.scopes import SCOPES
from compdsl.values.types import UNKNOWN, Kind, Type

PAYING = ("rate", "each", "shape", "clawback")
SCOPE_WORDS = SCOPES
_PAYS = {"rate": "rate", "shape": "tiers"}
TOTAL_ONLY = frozenset({"total"})


def check_modifiers(clause: Clause, modifiers: tuple[tree.Modifier, ...]) -> tuple[Modifier, ...]:
    """The modifiers of a clause, each at its stage."""
    found: list[Modifier] = []
    seen: dict[str, tree.Modifier] = {}
    for modifier in sorted(modifiers, key=lambda m: clause_of(m.word).STAGE):
        file = clause_of(modifier.word)
        if file.STAGE > Stage.ADDED_UP:
            clause.ctx.row_of = None
        if not _is_placed(clause, modifier, file):
            continue
        _check_once(clause, modifier, file, seen)
        if hasattr(file, "check_others"):
            file.check_others(clause, modifier, {one.word: one for one in modifiers})
        checked = file.check(clause, modifier)
        if checked is not None:
            found.append(checked)
            clause.type = _after(clause, checked)
    return tuple(found)


def _is_placed(clause: Clause, modifier: tree.Modifier, file: ModuleType) -> bool:
    word = shown_word(modifier)
    if clause.kind not in file.WHERE:
        where = {"component": "a component", "metric": "a metric, which is not paid", "total": "`total`"}[clause.kind]
        instead = "Write it behind a component." if clause.kind != "component" else "Take it out."
        if file.WHERE == TOTAL_ONLY:
            written = " ".join(clause.ctx.source.at(modifier.span).split())
            instead = f"Write it behind `total`, such as `total {written}`."
        clause.ctx.report(misplaced_modifier(clause.ctx.source, modifier.span, word, where, instead))
        return False
    return True


def _check_once(clause: Clause, modifier: tree.Modifier, file: ModuleType, seen: dict[str, tree.Modifier]) -> None:
    before = seen.setdefault(modifier.word, modifier)
    has_condition = modifier.when is not None or before.when is not None
    repeats = getattr(file, "REPEATS", False) or (has_condition and not getattr(file, "ONCE", False))
    if before is not modifier and not repeats and modifier.word not in (*PAYING, *SCOPE_WORDS, *WINDOWS):
        clause.ctx.report(said_twice(clause.ctx.source, modifier.span, before.span, shown_word(modifier)))


def _after(clause: Clause, modifier: Modifier) -> Type:
    """The type of a clause after a modifier; a component pays money throughout, perhaps of another currency."""
    if modifier.word == "convert" and is_foreign(clause.ctx, clause.type):
        return clause.ctx.money().maybe(clause.type.optional)
    if clause.kind != "metric":
        found = comes_to(_PAYS.get(modifier.word, ""), None, clause.measure, (modifier,))[0]
        return found.sure() if found.kind is Kind.MONEY and not clause.has_share else clause.type
    if modifier.word == "shape" and isinstance(modifier.value, Shape):
        return modifier.value.type.maybe(clause.type.optional)
    if modifier.word == "rate":
        product = times(modifier.value.type, clause.type)  # type: ignore[union-attr]
        return UNKNOWN if isinstance(product, str) else product.maybe(clause.type.optional)
    return clause.type


def shown_word(modifier: tree.Modifier) -> str:
    """A modifier's word as it is written."""
    if modifier.word in SCOPES:
        return modifier.word
    return modifier.value.word if isinstance(modifier.value, tree.Shape) else modifier.word.replace("_", " ")
