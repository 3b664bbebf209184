"""Reading an account aloud: the steps that matter, in the order of calculation, each as a label, words and a value.

An amount comes before what changes it, and a condition just before the place where it decides. What was not chosen
is not read; the step that did not choose it says so.
"""

from attrs import define, field

from compdsl.clauses import clause_of
from compdsl.kernel.nodes import (
    Aggregate,
    Choose,
    Compare,
    EachTeam,
    Earlier,
    Fallback,
    Given,
    Known,
    Literal,
    Named,
    PayeeField,
    PeriodFact,
    Piecewise,
    Product,
    Prorated,
    Rank,
    Roster,
    Round,
    Split,
    Table,
    ToDate,
    holds_column,
)
from compdsl.kernel.running import MEASURED, TOTALS
from compdsl.paid.operations import row_of
from compdsl.trace.account import CHANGES, GATES, Account, Step
from compdsl.trace.calculation import (
    CLAUSE_FORMS,
    COMPOUND,
    MODES,
    ROW_ATTAINMENT,
    TOLD_FORMS,
    calculation,
    earlier_words,
    is_inline,
    name_of,
    prorated_words,
    roster_place,
    stretch_of,
    table_words,
    told,
)
from compdsl.trace.draws import OWED_BEFORE, draw_words, is_owed_before, total_words
from compdsl.trace.each_row import FORM, is_of_rows, read_outside
from compdsl.trace.figures import exact_figure, figure, reason
from compdsl.trace.modifiers import gate_words, has_several_gates, multiplied_words
from compdsl.trace.parameters import parameter_words, place_written
from compdsl.trace.people import people_in_words, people_label, people_lines, rank_words
from compdsl.trace.rows import (
    days_in_words,
    each_row_lines,
    earlier_lines,
    given_as_source,
    given_in_words,
    given_lines,
    row_lines,
    rows_as_source,
    rows_in_words,
)
from compdsl.trace.tiers import is_between, shape_lines
from compdsl.values.figures import shown

PAYING = frozenset(
    {"pays", "tiers", "whole tiers", "steps", "curve", "clawback", "split", "each team", "hold", "paid over", FORM}
)
"""The kinds of entries that say what a clause pays."""

SUMS = {
    "total": "sum of the lines",
    "with clawbacks": "with what is taken back",
    "adjusted": "with the adjustment",
}
"""The sums of lines on the way to the total, and what each is called."""

LEAVES = Aggregate | PayeeField | Roster | ToDate | Prorated | Earlier | Given
"""The forms that read data."""


@define(eq=False)
class Entry:
    """One thing a reader is told. `below` are details: rows of the data, rows of a shape, people of a team.

    `kind` is what it is about, for those who make a sentence of it: a form of a clause, or rows, measure, goal,
    attainment, target, share, table, payee, period, people, each team, pays, rounded, line, lines, difference, balance,
    result; of a closed period now, paid, then and unknown. Where a figure is read from the data, `how` and `source` are
    the two halves of the words: what is read, and where.
    """

    kind: str
    label: str
    words: str
    value: str
    step: Step | None
    below: list[str] = field(factory=list)
    how: str = ""
    source: str = ""


def read_account(account: Account) -> list[Entry]:
    """The entries of an account, in the order of calculation. What would be told twice in the same words is not.

    Where nothing comes of it since a condition is not met, that comes first.
    """
    steps = steps_read(account)
    base = account.pay_and_changes[-1] if account.pay_and_changes else None
    named = _only_named(steps)
    found: list[Entry] = []
    seen: set[tuple[str, ...]] = set()
    for step in steps:
        entry = _entry(step, named) if step is not base else _entry(step, named) or _paid(step)
        if entry is None:
            continue
        key = (entry.kind, entry.label, entry.words, entry.value, *entry.below)
        if key not in seen or entry.kind not in ("rows", "people", "payee"):
            found.append(entry)
            if step is base and entry.kind not in PAYING:
                found.append(Entry("pays", "pays", name_of(step), figure(step), step))
        seen.add(key)
    closed = [entry for entry in found if _is_closed(entry, account)]
    return [*closed, *(entry for entry in found if entry not in closed)]


def _is_closed(entry: Entry, account: Account) -> bool:
    """Whether an entry is a threshold or a condition that is not met, for which an account comes to nothing."""
    if entry.step is None or entry.kind not in (*GATES, "gates") or account.result.value != 0:
        return False
    return isinstance(entry.step.node, Choose) and entry.step.parts[0].value is False


# Which steps are read, and when


def steps_read(account: Account) -> list[Step]:
    """The steps the figure really came from, each after those it came from."""
    order: list[Step] = []
    done: set[int] = set()
    waiting = [(account.result, False)]
    while waiting:
        step, is_ready = waiting.pop()
        if is_ready:
            order.append(step)
        elif step.id not in done:
            done.add(step.id)
            waiting.append((step, True))
            waiting.extend((part, False) for part in reversed(_parts_read(step)))
    return order


def _parts_read(step: Step) -> list[Step]:
    """What a step really came from, in the order in which it is told."""
    node, parts = step.node, step.parts
    if is_other_line(step) or step.account.is_outside(step):
        return []
    match node:
        case Choose():
            return _parts_of_choice(step)
        case Aggregate() if is_of_rows(node):
            return read_outside(step)
        case EachTeam() if step.is_of_teams:
            return []
        case Fallback():
            return parts if parts and parts[0].is_missing else parts[:1]
        case Table():
            index = None if step.is_missing else row_of(node, [part.value for part in parts])
            count = len(node.keys)
            taken = () if index is None else (index,)
            return parts[:count] + [part for one in taken for part in parts[count + one * (count + 1) :][: count + 1]]
        case _:
            return parts


def _parts_of_choice(step: Step) -> list[Step]:
    condition, chosen, otherwise = step.parts
    if condition.is_missing:
        return [condition]
    taken = chosen if condition.value else otherwise
    return [taken, condition] if step.form in CHANGES else [condition, taken]


def is_other_line(step: Step) -> bool:
    """Whether a step is the amount of another line, which has an account of its own."""
    result = step.account.result
    if step.form == "line" and isinstance(step.node, Round):
        return step is not result
    own = result.parts[0] if result.form == "line" else result
    return step.form == "component" and isinstance(step.node, Named) and step is not own


def _only_named(steps: list[Step]) -> set[int]:
    """The leaves whose one use is to be given a name; they are told with the name."""
    readers: dict[int, list[Step]] = {}
    for step in steps:
        for part in _parts_read(step):
            readers.setdefault(part.id, []).append(step)
    leaves = [step for step in steps if isinstance(step.node, LEAVES)]
    return {step.id for step in leaves if all(_is_name(one) for one in readers.get(step.id, [step]))}


def _is_name(step: Step) -> bool:
    """Whether a step gives a name to what it is made of, and is told as that."""
    return isinstance(step.node, Named) and step.form != "component"


# What each is told as


def _entry(step: Step, named: set[int]) -> Entry | None:
    node = step.node
    if step.account.is_outside(step):
        return None
    match node:
        case Named():
            return _named(step, node)
        case Aggregate() if is_of_rows(node):
            below = each_row_lines(step, read_account)
            return Entry(FORM, f"each row of {node.block}", rows_in_words(step), figure(step), step, below)
        case Aggregate():
            return None if step.id in named else _read("rows", step.written, step, step)
        case Roster() if step.form == "all earned":
            return None
        case Roster():
            return None if step.id in named else _read("people", people_label(step), step, step)
        case PayeeField():
            return None if step.id in named else _read("payee", name_of(step), step, step)
        case Earlier() if step.form == "still due before":
            return None
        case ToDate() | Earlier() | Prorated():
            label = OWED_BEFORE if is_owed_before(step) else name_of(step)
            return None if step.id in named else _read("period", label, step, step)
        case Rank():
            return _entry_of("rank", name_of(step), rank_words(step), step)
        case PeriodFact():
            return _entry_of("period", f"period.{node.name}", calculation(step), step)
        case EachTeam() if step.is_of_teams:
            return Entry("each team", "each team", calculation(step), figure(step), step, _lines_of_teams(step))
        case Literal() | Given() | EachTeam():
            return None
        case _:
            return _of_form(step)


def _entry_of(kind: str, label: str, words: str, step: Step) -> Entry:
    return Entry(kind, label, words, figure(step), step)


def _read(kind: str, label: str, leaf: Step, step: Step) -> Entry:
    """The entry of a figure that the data gives, under its own label or under the name of the step it is given."""
    how = "" if leaf is step else name_of(leaf)
    match leaf.node:
        case Aggregate():
            how = "" if leaf is step else leaf.written
            words, below, source = rows_in_words(leaf), row_lines(leaf), rows_as_source(leaf)
        case Roster():
            how = "" if leaf is step else people_label(leaf)
            words, below, source = people_in_words(leaf), people_lines(leaf), people_in_words(leaf)
        case ToDate():
            words, below = stretch_of(leaf), _lines_of(leaf.to_date())
            source = words
        case Prorated():
            words, below = prorated_words(leaf), _lines_of_stints(leaf)
            source = words
        case Earlier():
            words, below, source = earlier_words(leaf), earlier_lines(leaf), earlier_words(leaf)
        case Given():
            how, below, source = given_in_words(leaf), given_lines(leaf), given_as_source(leaf)
            return Entry(kind, label, how or "as the data gives it", figure(step), step, below, how, source)
        case _:
            where = roster_place(leaf)
            return Entry(kind, label, f"{how} ({where})" if how else where, figure(step), step, [], how, where)
    return Entry(kind, label, f"{how}: {words}" if how else words, figure(step), step, below, how, source)


def _lines_of_stints(leaf: Step) -> list[str]:
    """What a prorated figure was made of in each row of the roster, each under its days and its team."""
    stints = leaf.stints()
    if len(stints) == 1:
        return _lines_of(stints[0][-1])
    lines = []
    for payee, _, account in stints:
        lines += [days_in_words(payee, leaf), *(f"  {line}" for line in _lines_of(account))]
    return lines


def _lines_of_teams(step: Step) -> list[str]:
    """What a figure was made of in each team, under the days in it."""
    lines = []
    for payee, account in step.teams():
        *before, last = [days_in_words(one, step) for one in payee.stints or (payee,)]
        lines += [*before, last, *(f"  {line}" for line in _lines_of(account))]
    return lines


def _lines_of(account: Account) -> list[str]:
    """What a figure of another time was made of, as lines below it."""
    lines = []
    for entry in read_account(account):
        lines.append(f"{entry.label} = {entry.value}  {entry.words}".rstrip())
        lines += [f"  {line}" for line in entry.below]
    return lines


def _named(step: Step, node: Named) -> Entry | None:
    kind, label = _label(step, node)
    if node.key in step.account.program.taken:
        return _entry_of(kind, label, "taken as given", step)
    if step.form == "parameter":
        return _entry_of(kind, label, parameter_words(step), step)
    if step.form == "component":
        return _entry_of("line", node.key, f"the exact amount of `{step.name}`", step) if is_other_line(step) else None
    inner = step.parts[0]
    match inner.node:
        case Table():
            return _entry_of("table", step.name, table_words(inner), step)
        case Given() | Aggregate() | Roster() | ToDate() | Prorated() | Earlier() | PayeeField():
            return _read(kind, label, inner, step)
        case Named():
            name = name_of(inner)
            return _entry_of(kind, label, f"as {name} has no goal" if kind == "attainment" else name, step)
        case Literal():
            return _entry_of(kind, label, "as written in the plan", step)
        case _:
            return _entry_of(kind, label, told(inner) if is_inline(inner) else "", step)


def _label(step: Step, node: Named) -> tuple[str, str]:
    """What a named figure is, and what it is called."""
    if step.form == "target share":
        return "share", f"target of {step.name}"
    if step.form in ("goal", "attainment"):
        return step.form, f"{step.form} of {node.key.rsplit('.', 1)[0]}"
    if step.form == "metric" and step.written not in (node.key, step.name):
        return "measured", f"measure of {node.key}"
    return ("target" if step.form == "target" else "measure"), node.key


def _paid(step: Step) -> Entry | None:
    """What a clause pays that is neither a shape nor a share nor a rate."""
    if step.form == "earned":
        is_cut = step.is_missing or step.value != step.parts[0].value
        return _entry_of("pays", "earned", told(step), step) if is_cut else None
    is_expression = step.is_literal or (isinstance(step.node, COMPOUND) and step.form not in TOLD_FORMS)
    return _entry_of("pays", "pays", told(step), step) if is_expression else None


AS_PAID = "as paid, see its own line"
"""How another line is told within a line."""


def _of_form(step: Step) -> Entry | None:
    """The entry of a modifier or of a clause; expressions are told within what they belong to."""
    form, node = step.form, step.node
    if form in CLAUSE_FORMS:
        return _of_clause(step)
    if form in TOTALS:
        before, row = step.parts
        term = f"({calculation(row)})" if is_inline(row) else figure(row)
        sign, term = ("−", term[1:]) if term.startswith("-") else ("+", term)
        words = f"{figure(before)} of {name_of(before)} {sign} {term}"
        return _entry_of(MEASURED, name_of(step), words, step)
    if isinstance(node, Table) and holds_column(node):
        return _entry_of("table", step.name, table_words(step), step)
    if form == ROW_ATTAINMENT:
        return _entry_of("attainment", "attainment", calculation(step), step)
    if form in ("share", "own target", "rate", "each") and isinstance(node, Product):
        is_units = form == "each" and "/" in node.signs
        return None if is_units else _entry_of("pays", "pays", calculation(step), step)
    if form == "when" and isinstance(node, Choose):
        return _entry_of("when", "when", gate_words(step, "met"), step)
    if form == "multiply" and is_outermost(step):
        found = _entry_of("multiply", "multiply", multiplied_words(step), step)
        found.below.append(f"written in {place_written(step, step.node.origin.span)}")
        return found
    if is_other_line(step):
        words = reason(step) if step.is_missing else AS_PAID
        return Entry("line", step.name, words, _payable(step), step)
    if form == "line":
        return None if step.is_missing else _rounded(step)
    if form == "limit line":
        if not is_outermost(step):
            return None
        if (drawn := draw_words(step)) is not None:
            return Entry("balance", step.name, drawn, _payable(step), step)
        return Entry("difference", step.name, calculation(step), _payable(step), step)
    if form in SUMS:
        return _entry_of("lines", SUMS[form], calculation(step), step)
    if step is step.account.result and step not in step.account.pay_and_changes[-1:]:
        is_drawn = form == "recoverable draw" and not step.is_missing
        how = total_words(step) if is_drawn else calculation(step)
        return _entry_of("result", step.name or step.written, how, step)
    return None


def _payable(step: Step) -> str:
    """An amount with all the places it is paid in."""
    return "no data" if step.is_missing else shown(step.value, step.node.type)


def _of_clause(step: Step) -> Entry | None:
    """The entry of a modifier, in the words of its own file, with the rows of its shape if it has one."""
    if isinstance(step.node, Compare | Known) or not is_outermost(step):
        return None
    words = clause_of(CLAUSE_FORMS[step.form]).words(step)
    below = [line for one in _shapes(step) for line in shape_lines(one)]
    if isinstance(step.node, Split):
        below = _lines_of(step.pool()) if not step.is_missing else []
    if step.form in GATES and has_several_gates(step):
        return _entry_of("gates", "threshold and only when", words, step)
    return Entry(step.form, step.form, words, figure(step), step, below)


def _shapes(step: Step) -> list[Step]:
    """The shape of a modifier: the step itself, or what it multiplies with, also under a condition that holds."""
    node, parts = step.node, step.parts
    if isinstance(node, Piecewise) or is_between(step):
        return [step]
    if isinstance(node, Choose) and step.form in ("times", "accelerate"):
        return _shapes(parts[1]) if parts[0].value is True else []
    return [one for one in parts if isinstance(one.node, Piecewise) and one.form == step.form]


def is_outermost(step: Step) -> bool:
    """Whether no other step of the same piece of text is made of this one."""
    span, form = step.node.origin.span, step.form
    alike = (one for one in step.account.steps if one.form == form and one.id != step.id)
    return not any(one.node.origin.span == span and any(part.id == step.id for part in one.parts) for one in alike)


def _rounded(step: Step) -> Entry:
    """The exact value of a line, the unit and the rule of rounding, and the difference."""
    (value, unit), node = step.parts, step.node
    assert isinstance(node, Round)
    words = "nothing to round"
    if value.value != step.value:
        difference = shown(step.value - value.value, node.type, short=True)
        plus = "+" if step.value > value.value else ""
        words = f"from exactly {exact_figure(value)} to {figure(unit)}, {MODES[node.mode]}: {plus}{difference}"
    return Entry("rounded", "rounded", words, shown(step.value, node.type), step)
