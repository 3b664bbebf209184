"""The records of `trace.jsonl`, one after the other, to the traces of the lines, each as if it stood by itself.

Records refer to earlier ones only, so a run is read in one go. A step that several lines share is made once and is
the same object in all of them: whoever goes through a run can see that they have met it before.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import define, field

Record: TypeAlias = Mapping[str, Any]
Step: TypeAlias = dict[str, Any]

VERSION = 2
ORIGIN = ("version", "compdsl", "plan", "files")
LISTS = ("rows", "left_out_rows", "people", "shares")
OF_THE_RECORD = ("record", "id", "forms", "step", "period", "first", "last")


class RunError(ValueError):
    """The records are not those of a run: one is missing, or they are of another version."""


class SharedStep(Step):
    """A step that several lines use; `came_to` is for those who work with it more than once."""

    came_to: Any = None


class SharedShares(list[Step]):
    """The parts of an amount that is split among people, for each of whom it is a step."""

    came_to: Any = None


@define(eq=False)
class StatementRead:
    """What a payee is paid in a period. `steps` has each step once, after those it used.

    `lines` holds each line with the id of the step that is its amount and of all the steps that it is made of,
    `adjustments` the lines that make up for closed periods: what these come to now is in a statement of their own.
    """

    payee: str
    period: str
    steps: dict[int, Step]
    lines: list[tuple[Record, Record]]
    adjustments: list[Record] = field(factory=list)


@define(eq=False)
class Run:
    """What has been read of a run so far: its first record, and what later ones refer to, by `id`."""

    first: Record
    periods: dict[str, Record]
    forms: dict[int, dict[int, Step]] = field(factory=dict)
    results: dict[int, list[Record]] = field(factory=dict)
    begun: dict[int, Step] = field(factory=dict)
    shared: dict[int, SharedStep] = field(factory=dict)
    renumbered: dict[tuple[int, int], SharedStep] = field(factory=dict)
    closed: dict[tuple[str, str], StatementRead] = field(factory=dict)

    def take(self, record: Record) -> StatementRead | None:
        """Read the next record; a statement where it is one."""
        match record["record"]:
            case "forms":
                self.forms[record["id"]] = {form["id"]: form for form in record["forms"]}
                self.results[record["id"]] = record["results"]
            case "shared" | "outside":
                self.begun[record["id"]] = dict(record)
            case "more":
                for name in LISTS:
                    if name in record:
                        self.begun[record["id"]].setdefault(name, []).extend(record[name])
            case "closed":
                closed = self._statement(record)
                self.closed[closed.payee, closed.period] = closed
            case "statement":
                return self._statement(record)
            case other:
                raise RunError(f"no record of a run is a {other}")
        return None

    def _statement(self, record: Record) -> StatementRead:
        forms, period = record["forms"], self.periods[record["period"]]
        payee, adjustments = record["payee"], record.get("adjustments", [])
        if forms is None:
            return StatementRead(payee, record["period"], {}, [], adjustments)
        steps = {step["id"]: self._step(step, forms, period) for step in record["steps"]}
        results = {one["component"]: one for one in self.results[forms]}
        lines = [(line, results[line["component"]]) for line in record["lines"]]
        return StatementRead(payee, record["period"], steps, lines, adjustments)

    def _step(self, facts: Record, forms: int, period: Record) -> Step:
        """A whole step; `period` is the time its rows are from."""
        if "shared" in facts:
            return self._shared_as(facts["shared"], facts["id"])
        found = {**self.forms[forms][facts["id"]], **facts}
        if "steps" in found:
            found["steps"] = self._steps(found, found)
        if "pool" in found:
            found |= self._pool(found.pop("pool"))
        for name in ("stints", "teams"):
            if name in found:
                found[name] = self._inner(found[name], period)
        return self._with_outside(found, period) if "left_out_rows" in found else found

    def _inner(self, owners: list[Step], period: Record) -> list[Step]:
        """The people of a sum, the rows of the roster of a prorated figure, or several teams, with whole steps."""
        copies = [dict(one) for one in owners]
        return [one | {"steps": self._steps(one, period)} for one in copies]

    def _steps(self, owner: Step, period: Record) -> list[Step]:
        forms = owner.pop("forms")
        return [self._step(step, forms, period) for step in owner["steps"]]

    def _shared_as(self, number: int, step: int) -> Step:
        """A step of its own record under the number it has where it is used: among other forms it is another one."""
        found = self._shared(number)
        if found["id"] == step:
            return found
        if (number, step) not in self.renumbered:
            self.renumbered[number, step] = SharedStep({**found, "id": step})
        return self.renumbered[number, step]

    def _shared(self, number: int) -> Step:
        """A step of its own record, put together when it is first used: all its rows have been read by then."""
        if number not in self.shared:
            facts = self.begun.pop(number)
            own = {name: one for name, one in facts.items() if name not in OF_THE_RECORD}
            found = {**self.forms[facts["forms"]][facts["step"]], **own}
            if "left_out_rows" in found:
                found = self._with_outside(found, facts)
            if "people" in found:
                found["people"] = self._inner(found["people"], facts)
            self.shared[number] = SharedStep(found)
        return self.shared[number]

    def _pool(self, number: int) -> Step:
        """An amount with the parts of all it is split among."""
        if number not in self.shared:
            facts = self.begun.pop(number)
            self.shared[number] = SharedStep({"amount": facts["amount"], "shares": SharedShares(facts["shares"])})
        return self.shared[number]

    def _with_outside(self, step: Step, period: Record) -> Step:
        """A step with the rows outside its time among those that are left out."""
        rows, told = list(step["left_out_rows"]), set()
        for number in step.pop("outside", ()):
            outside = self.begun[number]
            for row in outside["rows"]:
                is_inside = period["first"] <= row["day"] <= period["last"]
                if not is_inside and row["row"] not in told:
                    told.add(row["row"])  # a row that several people are credited with stands once
                    reason = f"{outside['column']} {row['day']} is outside {period['period']}"
                    rows.append({"file": row["file"], "line": row["line"], "row": row["row"], "reason": reason})
        step["left_out_rows"] = rows
        return step


def statements_in(records: Iterable[Record]) -> Iterator[tuple[Run, StatementRead]]:
    """Every statement of a run, with what has been read of the run; what closed periods come to now stands there."""
    run = None
    for record in records:
        if run is None:
            run = begin(record)
            continue
        statement = run.take(record)
        if statement is not None:
            yield run, statement


def traces_in(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """The trace of every line of a run, self-contained."""
    for run, statement in statements_in(records):
        for line, result in statement.lines:
            yield {
                **{name: run.first[name] for name in ORIGIN},
                "payee": statement.payee,
                "period": statement.period,
                **line,
                "currency": run.first["currency"],
                "result": result["result"],
                "steps": [statement.steps[number] for number in result["steps"]],
            }


def begin(record: Record) -> Run:
    """A run of which the first record has been read."""
    if record.get("record") != "run":
        raise RunError("the first record is not that of a run")
    if record["version"] != VERSION:
        raise RunError(f"the traces are of version {record['version']}, not of version {VERSION}")
    return Run(record, {one["period"]: one for one in [*record.get("closed", []), *record["periods"]]})
