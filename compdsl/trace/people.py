"""Figures over people in words: whose they are, of each what it is, and the place of one among them."""

from compdsl.kernel.nodes import Choose, Compare, Extreme, Named, Node, Product, Prorated, Rank, Roster, Sum
from compdsl.records.data import Payee
from compdsl.source.characters import visible
from compdsl.trace.account import Account, Step
from compdsl.trace.calculation import calculation, condition_words, prorated_words
from compdsl.trace.figures import amount_of, figure, reason
from compdsl.trace.rows import count_of, cut, of_scope
from compdsl.values.scopes import SAID


def people_label(step: Step) -> str:
    """What is added up over people, or how many of them there are."""
    node = step.node
    assert isinstance(node, Roster)
    if node.origin.form == "people who":
        return step.written
    if node.origin.form in ("people", "sum of people"):
        chosen = node.value.chosen if isinstance(node.value, Choose) else node.value
        where = f" where {_name(step, node.value.condition)}" if isinstance(node.value, Choose) else ""
        if node.origin.form == "people":
            return f"people of the {SAID[node.scope]}{where}"
        return f"{_name(step, chosen)}{where}, added up over the {SAID[node.scope]}"
    parts = node.value.factors if isinstance(node.value, Product) else (node.value,)
    return f"{' × '.join(_name(step, one) for one in parts)}, added up over the {SAID[node.scope]}"


def _name(step: Step, node: Node) -> str:
    return node.key if isinstance(node, Named) else step.account.text_of(node)


def people_in_words(step: Step) -> str:
    """How many people it is about."""
    node = step.node
    assert isinstance(node, Roster)
    if step.is_missing:
        return reason(step)
    people = count_of(len(step.members()), "person", "people")
    is_of_some = step.form in ("people who", "people") and isinstance(node.value, Choose)
    return f"{figure(step)} of {people}" if is_of_some else people


def people_asked(step: Step) -> str:
    """Of how many people a condition is true, where it is asked whether of one or of all."""
    so, node = step.parts[0], step.node
    assert isinstance(node, Compare)
    among = figure(step.parts[1]) if node.operator == "==" else f"{len(so.members())}"
    return f"{step.written}: {figure(so)} of {among} {'person' if among == '1' else 'people'}"


def rank_words(step: Step) -> str:
    """How many take part, and what the next better one has; nobody is named."""
    if step.is_missing:
        return reason(step)
    assert isinstance(step.node, Rank)
    own, ranking = step.parts[0], step.ranking()
    better = ranking.next_better(own.value)
    who = f"{figure(own)} among {count_of(len(ranking.figures), 'person', 'people')}{of_scope(step.node.scope)}"
    return f"{who}, {'nobody has more' if better is None else f'the next better has {amount_of(better, own)}'}"


def people_lines(step: Step) -> list[str]:
    """Every person with their figure, worked out where it has several parts, and their row of the roster."""
    return cut([f"{visible(payee.key)}  {_of_person(step, payee, account)}" for payee, account in step.members()])


def _of_person(step: Step, payee: Payee, account: Account) -> str:
    result = account.result
    if step.form in ("people who", "people", "sum of people"):
        return _asked_of_person(step, payee, result)
    inner = result.parts[0] if isinstance(result.node, Named) and len(result.parts) == 1 else result
    how = f"{calculation(result)} = " if isinstance(result.node, Product) else ""
    if isinstance(inner.node, Prorated) and not inner.is_missing:
        how, rows = f"{prorated_words(inner)} = ", [one for one, _, _ in inner.stints()]
    else:
        rows = [payee]
    places = " and ".join(f"{visible(one.file)}:{one.line}" for one in rows if one.file)
    return f"{how}{amount_of(result.value, step)}{f'  ({places})' if places else ''}"


def _asked_of_person(step: Step, payee: Payee, result: Step) -> str:
    """The figure of somebody, or whether they are counted and why."""
    place = f"  ({visible(payee.file)}:{payee.line})" if payee.file else ""
    if step.form == "people" and not isinstance(result.node, Choose):
        return place.strip()
    if not isinstance(result.node, Choose):
        is_made = isinstance(result.node, Product | Sum | Extreme) and not result.is_missing
        how = f"{calculation(result)} = " if is_made else ""
        return f"{how}{amount_of(result.value, step)}{place}"
    condition = result.parts[0]
    words = condition_words(condition)
    if not condition.is_missing and condition.value and step.form == "sum of people":
        return f"{amount_of(result.value, step)}{place}"
    return f"{words}{place}" if condition.value is True else f"left out: {words}{place}"
