"""A plan and its variants, each as a plan of its own: what a variant says stands for what is said outside it.

Variants that stand beside each other are for different people, so that everybody has one plan: the innermost variant
that fits them, or the plan itself. A variant within a variant begins with what that one says.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from attrs import evolve

from compdsl.checked import problems_of_variants as problems
from compdsl.checked.from_syntax import check_plan
from compdsl.checked.header import file_name
from compdsl.checked.plan import OfVariant, Plan
from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.problem import Mark, Problem
from compdsl.source.frozen import changed, frozen
from compdsl.source.source import Source, Span
from compdsl.syntax import tree

MOST_VARIANTS = 100
"""How many variants a plan has, those within others among them."""

MOST_STATEMENTS = 5_000
"""How many statements a plan and all its variants have together: each variant is checked as a whole plan."""


@frozen()
class Branch:
    """The plan, or one of its variants with all that holds for it; `within` are the variants from the outside in."""

    within: tuple[tree.Variant, ...]
    plan: tree.Plan
    of: OfVariant | None = None


def check_branches(source: Source, plan: tree.Plan) -> tuple[list[Plan], list[Problem]]:
    """The checked plan and its checked variants, none where a problem stands in the way, and every problem found.

    A problem outside a variant that only the variant has is said with the variant: there something is taken out that
    the rest of the plan needs, or is of another kind.
    """
    branches, found = branches_of(source, plan, file_name(source.path))
    found += _shared(source, branches)
    plans: list[Plan] = []
    known = {_identity(one) for one in found}
    for branch in branches if not found else branches[:1]:
        checked, more = check_plan(source, branch.plan)
        plans += [changed(checked, variant=branch.of)] if checked is not None else []
        for one in more:
            if _identity(one) not in known:
                known.add(_identity(one))
                found.append(_in_variant(source, one, branch))
    return (plans if len(plans) == len(branches) else []), found


_FOR_ALL = {"split": "split", "team_budget": "held to a budget", "company_budget": "held to a budget"}


def _shared(source: Source, branches: Sequence[Branch]) -> list[Problem]:
    """Amounts that are one for all people of a plan, and that more than one of its variants would have."""
    first: dict[int, Branch] = {}
    found: dict[int, Problem] = {}
    for branch in branches:
        clauses = [one for one in branch.plan.statements if isinstance(one, tree.Component)]
        for modifier in (one for clause in clauses for one in clause.modifiers):
            if modifier.word in _FOR_ALL:
                other = first.setdefault(id(modifier), branch)
                if other is not branch and id(modifier) not in found:
                    word, names = _FOR_ALL[modifier.word], (_named(other), _named(branch))
                    found[id(modifier)] = problems.shared_by_variants(source, modifier.span, word, names)
    return list(found.values())


def _named(branch: Branch) -> str:
    return f"the variant `{branch.within[-1].name}`" if branch.within else "the plan outside its variants"


def _identity(found: Problem) -> tuple[object, ...]:
    return found.name, found.message, found.main.span if found.main is not None else None


def _in_variant(source: Source, found: Problem, branch: Branch) -> Problem:
    """A problem with the variant it is found in, where it does not lie in that."""
    if branch.of is None or found.main is None:
        return found
    variant = branch.within[-1]
    own, span = source.own(variant.span)
    if found.main.source is own and span.start <= found.main.span.start < span.end:
        return found
    mark = Mark(source, variant.name_span, f"in the variant `{variant.name}`")
    asked = found.main.source.at(found.main.span).partition(".")[0]
    hint = found.hint
    if asked in branch.of.removed:
        hint = f"Write in the variant what stands here instead, since it is without `{asked}`."
    return evolve(found, others=(*found.others, mark), hint=hint)


def branches_of(source: Source, plan: tree.Plan, name: str) -> tuple[list[Branch], list[Problem]]:
    """The plan and each of its variants, those that hold others before these, and what is wrong with the variants.

    `name` is what the plan is called where it does not say so itself.
    """
    reader = _Reader(source)
    header = next((one for one in plan.statements if isinstance(one, tree.Header)), None)
    reader.check_all(plan.statements, ())
    if reader.found:
        return [Branch((), _without_variants(plan, plan.statements))], reader.found
    reader.follow((), header.name if header is not None else name, header, plan, tuple(plan.statements), None)
    return reader.branches, reader.found


class _Reader:
    """Goes through the variants of a plan. `found` are the problems, `branches` the plans that they make."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Problem] = []
        self.branches: list[Branch] = []
        self.names: dict[str, Span] = {}
        self.statements = 0
        self.is_full = False

    # What is wrong with variants

    def check_all(self, statements: Sequence[tree.Statement], within: tuple[tree.Variant, ...]) -> None:
        """Check the variants among some statements, and those within them."""
        variants = _variants(statements)
        for variant in variants:
            span, name = variant.name_span, variant.name
            first = self.names.setdefault(name.casefold(), span)
            if first is not span:
                self.found.append(problems.two_variants_of_one_name(self.source, span, first, name))
            if len(self.names) == MOST_VARIANTS + 1 and first is span:
                self.found.append(problems.too_many_variants(self.source, span, MOST_VARIANTS))
        for statement in statements if not within else ():
            if isinstance(statement, tree.Without):
                self.found.append(problems.without_outside(self.source, statement.span, statement.names[0][0]))
        told = [one for one in variants[: MOST_VARIANTS + 1] if one.people.columns]
        for one, other in combinations(told, 2):
            if not _are_apart(one.people, other.people):
                names, column = (one.name, other.name), one.people.columns[0].column
                self.found.append(
                    problems.variants_overlap(self.source, one.people.span, other.people.span, names, column)
                )
                break
        for variant in variants:
            self._check_one(variant, statements, within)
            self.check_all(variant.statements, (*within, variant))

    def _check_one(
        self, variant: tree.Variant, outside: Sequence[tree.Statement], within: tuple[tree.Variant, ...]
    ) -> None:
        people = variant.people
        if not people.columns or people.is_beside:
            self.found.append(problems.variant_of_everybody(self.source, people.span, variant.name))
        for statement in variant.statements:
            word = _not_in_a_variant(statement)
            if word is not None:
                self.found.append(problems.not_in_a_variant(self.source, statement.span, word, variant.name))
        if not variant.statements:
            self.found.append(problems.empty_variant(self.source, variant.span, variant.name))

    # The plans they make

    def follow(
        self, within: tuple[tree.Variant, ...], name: str, header: tree.Header | None, plan: tree.Plan,
        statements: tuple[tree.Statement, ...], people: tree.People | None, of: OfVariant | None = None,
    ) -> None:  # fmt: skip
        """Add the plan of some statements, then those of the variants among them."""
        own = [one for one in statements if isinstance(one, tree.People)]
        whole = people if people is not None else own[0] if own else None
        variants = _variants(statements)
        kept = [one for one in statements if not isinstance(one, tree.Variant | tree.Header)]
        kept = [one for one in kept if not isinstance(one, tree.People) or one in own[1:]]
        made: list[tree.Statement] = [*kept]
        if within or header is not None:
            made.insert(0, self._header(within, name, header))
        made.insert(0, _except(whole, variants))
        self.statements += len(made)
        self.branches.append(Branch(within, changed(plan, statements=tuple(made)), of))
        if self.statements > MOST_STATEMENTS and not self.is_full:
            self.is_full = True
            span = within[-1].name_span if within else plan.span
            self.found.append(problems.too_large_variants(self.source, span, MOST_STATEMENTS))
        for variant in variants:
            if self.is_full:
                return
            theirs = self._replaced(statements, variant)
            joined = self._joined(whole, variant)
            inside = (*within, variant)
            of_variant = _of_variant(inside, statements, variant)
            self.follow(inside, f"{name}.{variant.name}", header, plan, theirs, joined, of_variant)

    def _header(self, within: tuple[tree.Variant, ...], name: str, header: tree.Header | None) -> tree.Header:
        span = within[-1].name_span if within else header.span if header is not None else Span(0, 0)
        whole = header.title if header is not None else None
        titles = [whole, *(one.title or (one.name if whole else None) for one in within)]
        return tree.Header(span, name, " · ".join(one for one in titles if one) or None)

    def _joined(self, outer: tree.People | None, variant: tree.Variant) -> tree.People:
        """Whom a variant is for: who fits what is said outside it, and what it says."""
        said = {one.column: one for one in outer.columns} if outer is not None else {}
        for one in variant.people.columns:
            before = said.get(one.column)
            for text in one.values:
                if before is not None and text.value not in {allowed.value for allowed in before.values}:
                    self.found.append(
                        problems.variant_of_others(self.source, text.span, before.span, variant.name, text.value)
                    )
            said[one.column] = one
        is_beside = outer is not None and outer.is_beside
        return tree.People(variant.people.span, tuple(said.values()), is_beside)

    def _replaced(self, statements: tuple[tree.Statement, ...], variant: tree.Variant) -> tuple[tree.Statement, ...]:
        """The statements outside a variant, with its own in the place of those of the same name."""
        own = [one for one in variant.statements if not isinstance(one, tree.Without | tree.Variant)]
        by_key = {key: one for one in own if (key := _key(one)) is not None}
        removed = self._removed(statements, variant)
        components = [one for one in statements if isinstance(one, tree.Component)]
        gone = {one.name for one in components if id(one) in removed}
        placed: set[int] = set()
        found: list[tree.Statement] = []
        for one in statements:
            if isinstance(one, tree.Variant | tree.Test) or id(one) in removed:
                continue
            if isinstance(one, tree.Multiply) and gone.intersection(one.names):
                found += _multiplying(one, gone)
                continue
            mine = by_key.get(_key(one) or ())
            if mine is None:
                found.append(one)
            elif id(mine) not in placed:
                placed.add(id(mine))
                found.append(mine)
        found += [one for one in own if id(one) not in placed]
        return (*found, *_variants(variant.statements))

    def _removed(self, statements: tuple[tree.Statement, ...], variant: tree.Variant) -> set[int]:
        """The statements that a variant does not have, by identity."""
        named: dict[str, list[tree.Statement]] = {}
        for one in statements:
            for name in _names(one):
                named.setdefault(name, []).append(one)
        mine = {name: one.span for one in variant.statements for name in _names(one)}
        removed: set[int] = set()
        for without in variant.statements:
            for name, span in without.names if isinstance(without, tree.Without) else ():
                if name not in named:
                    meant = closest(name, list(named))
                    self.found.append(problems.nothing_to_take_out(self.source, span, name, variant.name, meant))
                elif name in mine:
                    self.found.append(problems.out_and_in(self.source, span, mine[name], name))
                removed |= {id(one) for one in named.get(name, ())}
        return removed


def _of_variant(
    within: tuple[tree.Variant, ...], outside: tuple[tree.Statement, ...], variant: tree.Variant
) -> OfVariant:
    """What of the statements outside a variant it changes, in the order in which it says so."""
    keys = {key for one in outside if (key := _key(one)) is not None}
    own = [one for one in variant.statements if not isinstance(one, tree.Without | tree.Variant | tree.Test)]
    replaced = tuple(_called(one) for one in own if _key(one) in keys)
    added = tuple(_called(one) for one in own if _key(one) not in keys)
    taken_out = [one for one in variant.statements if isinstance(one, tree.Without)]
    removed = tuple(name for one in taken_out for name, _ in one.names)
    names = tuple(one.name for one in within)
    return OfVariant(variant.name_span, names, variant.title, variant.people.span, replaced, added, removed)


def _called(statement: tree.Statement) -> str:
    """What a statement is called where it is named beside others."""
    match statement:
        case tree.Multiply():
            return f"multiply {', '.join(statement.names)}"
        case tree.Total():
            return " ".join(["total", *(modifier.word.replace("_", " ") for modifier in statement.modifiers)])
        case _:
            return next(_names(statement), type(statement).__name__.lower())


def _multiplying(multiply: tree.Multiply, gone: set[str]) -> list[tree.Multiply]:
    """The same without the components that a variant does not have; none where it has none of them."""
    pairs = zip(multiply.names, multiply.name_spans, strict=True)
    kept = [(name, span) for name, span in pairs if name not in gone]
    names, spans = tuple(name for name, _ in kept), tuple(span for _, span in kept)
    return [changed(multiply, names=names, name_spans=spans)] if kept else []


def _variants(statements: Iterable[tree.Statement]) -> list[tree.Variant]:
    return [one for one in statements if isinstance(one, tree.Variant)]


def _without_variants(plan: tree.Plan, statements: Iterable[tree.Statement]) -> tree.Plan:
    kept = tuple(one for one in statements if not isinstance(one, tree.OfVariant))
    return changed(plan, statements=kept)


def _are_apart(one: tree.People, other: tree.People) -> bool:
    """Whether a column holds one text for the people of one variant and another for those of the other."""
    texts = {column.column: {text.value for text in column.values} for column in one.columns}
    return any(
        column.column in texts and not texts[column.column] & {text.value for text in column.values}
        for column in other.columns
    )


def _except(people: tree.People | None, variants: list[tree.Variant]) -> tree.People:
    """Whom the plan outside some variants is for: all but their people."""
    others = tuple(one.people for one in variants)
    if people is None:
        return tree.People(variants[0].people.span, (), is_beside=False, others=others)
    return changed(people, others=others)


_PER_PLAN = {
    tree.Header: "plan", tree.Use: "use", tree.FiscalYear: "year", tree.Effective: "effective",
    tree.Holidays: "holidays", tree.People: "for", tree.Records: "records", tree.Credit: "credit",
    tree.Parameter: "parameter",
}  # fmt: skip


def _not_in_a_variant(statement: tree.Statement) -> str | None:
    """The word of a statement that holds for a whole plan; None where a variant may say it."""
    if isinstance(statement, tree.Setting):
        return statement.word
    return _PER_PLAN.get(type(statement))


def _key(statement: tree.Statement) -> tuple[object, ...] | None:
    """What tells which statement another one stands for: the kind and the name; None where it stands for none."""
    match statement:
        case tree.Component() | tree.Metric() | tree.Table():
            return (type(statement), statement.name)
        case tree.Let() | tree.Parameter():
            return (tree.Let, statement.name)
        case tree.Target() | tree.Adjust():
            return (type(statement),)
        case tree.Multiply():
            return (tree.Multiply, frozenset(statement.names))
        case tree.Total():
            return (tree.Total, *(modifier.word for modifier in statement.modifiers))
        case _:
            return None


def _names(statement: tree.Statement) -> Iterator[str]:
    """The names that a statement declares, by which a variant takes it out."""
    if isinstance(statement, tree.Component | tree.Metric | tree.Table | tree.Let | tree.Parameter):
        yield statement.name
