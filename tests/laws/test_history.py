"""A closed period is never changed; what was paid for it, with what made up for it, is what it comes to; once is once.

Records are added, corrected and taken out, people come and go, the plan is amended, periods are paid and paid again, in
any order.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from compdsl.kernel.plan import Plan
from compdsl.paid.history import history_of
from compdsl.paid.payroll import Payroll, run_payroll, statements_of
from compdsl.paid.periods import keeps_account
from compdsl.records.data import Data
from compdsl.records.from_texts import from_texts
from compdsl.records.paid_before import PaidAsked, PaidText
from compdsl.rendered.run_to_jsonl import RunTraces
from compdsl.rendered.to_csv import payroll_to_csv
from compdsl.trace.replay import replay_run
from compdsl.values.calendar import CIVIL
from compdsl.values.exact import Exact
from compdsl.values.figures import read_exact
from compdsl.values.period import WINDOWS, Period
from tests.laws.paying import lowered

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2")
MONTHS = ("2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07")
PEOPLE = ("ada", "ben")
OTHER = "chloe"
HEAD = """\
plan sales "Sales" {{
currency USD
period {kind}
records deals {{ payee, closed_on: date, amount: money }}
metric sold = sum(deals.amount)
"""
PLAIN = (
    "sales rate {rate}% on sold",
    "sales rate {rate}% on sold cap ${cap} per year",
    "sales rate {rate}% on sold cap ${cap}",
    "sales rate {rate}% on sold paid yearly",
    "sales rate {rate}% on sold hold 50% until 2026-12-31",
    "sales rate {rate}% on sold paid over 3 {kind}s",
    "sales rate {rate}% on sold cap ${cap} per year hold 50% until 2026-12-31",
    "sales $100 when sold >= ${cap}",
    "sales rate {rate}% on deals.amount accelerate 2x from ${cap} for each row of deals hold 50% until 2026-12-31",
)
MORE = (
    "",
    "club rate {rate}% on sold {window}",
    "club rate {rate}% on sold {window} cap ${cap}",
    "club rate {rate}% on sold {window} cap ${cap} per year",
    "club rate {rate}% on sold {window} hold 50% until 2026-12-31",
    "club rate {rate}% on sold {window} cap ${cap} per year paid over 2 {kind}s",
    "back clawback {rate}% on sold",
    "back clawback {rate}% on sold {window}",
)
LIMITS = (
    "",
    "total cap ${cap}",
    "total floor ${cap}",
    "total cap ${cap} per year",
    "total draw ${cap}",
    "total draw ${cap} recoverable",
)

AMOUNTS = st.sampled_from((1, 333, 1_000, 4_999, 10_000, 25_000, -2_500, 0))
PLACES = st.integers(0, 20)
PERIODS = st.integers(0, len(QUARTERS) - 1)
DEALS = st.tuples(st.sampled_from(PEOPLE), PERIODS, AMOUNTS)
DAYS = st.none() | PERIODS
CHANGES = st.one_of(
    st.tuples(st.just("sell"), DEALS),
    st.tuples(st.just("correct"), st.tuples(PLACES, AMOUNTS)),
    st.tuples(st.just("void"), st.tuples(PLACES)),
    st.tuples(st.just("amend"), st.tuples(st.integers(1, 12), st.sampled_from((50, 100, 400, 1_000)))),
    st.tuples(st.just("employ"), st.tuples(st.sampled_from(PEOPLE), DAYS, DAYS)),
)


@frozen(eq=False)
class Run:
    """The files a run has left behind, and a picture of them to compare them with."""

    period: Period
    lines: bytes
    manifest: bytes


class History(RuleBasedStateMachine):
    """What a company does over two years."""

    def __init__(self) -> None:
        super().__init__()
        self.deals: list[tuple[str, int, int]] = []
        self.days: dict[str, tuple[int | None, int | None]] = dict.fromkeys(PEOPLE, (None, None))
        self.runs: list[Run] = []
        self.is_whole = True
        self.kind, self.window, self.periods = "quarter", "ytd", [when(one) for one in QUARTERS]
        self.plan: Plan = lowered(HEAD.format(kind="quarter") + "sales rate 1% on sold\n}")
        self.clauses: tuple[str, ...] = ()
        self.cap, self.limit = 0, ""

    # What changes

    @initialize(
        clauses=st.tuples(st.sampled_from(PLAIN), st.sampled_from(MORE), st.sampled_from(LIMITS)),
        deals=st.lists(DEALS, min_size=6, max_size=12),
        is_whole=st.sampled_from((True, True, False)),
        kind=st.sampled_from((("quarter", "ytd"), ("month", "ytd"), ("month", "qtd"))),
    )
    def begin(
        self, clauses: tuple[str, str, str], deals: list[tuple[str, int, int]], is_whole: bool, kind: tuple[str, str]
    ) -> None:
        """Of data that is whole, each period always has a row: somebody else's."""
        self.clauses, self.is_whole = tuple(one for one in clauses if one), is_whole
        self.kind, self.window = kind
        self.periods = [when(one) for one in (QUARTERS if self.kind == "quarter" else MONTHS)]
        self.deals = deals
        self.amend(5, 400)

    @rule(changes=st.lists(CHANGES, min_size=1, max_size=3))
    def change(self, changes: list[tuple[str, Any]]) -> None:
        """Some of what happens between two runs."""
        for name, what in changes:
            getattr(self, name)(*what)

    def amend(self, rate: int, cap: int) -> None:
        """A retroactive amendment: other rates and limits, in all periods."""
        self.cap, self.limit = cap, self.clauses[-1].removesuffix(" ${cap}")
        words = {"rate": rate, "cap": cap, "kind": self.kind, "window": self.window}
        body = "\n".join(one.format(**words) for one in (HEAD, *self.clauses))
        self.plan = lowered(f"{body}\n}}")

    def sell(self, payee: str, period: int, amount: int) -> None:
        """A deal that is entered, on time or late."""
        self.deals.append((payee, period, amount))

    def correct(self, place: int, amount: int) -> None:
        """Another amount for a deal."""
        if self.deals:
            place %= len(self.deals)
            self.deals[place] = (*self.deals[place][:2], amount)

    def void(self, place: int) -> None:
        """A deal that never was."""
        if self.deals:
            del self.deals[place % len(self.deals)]

    def employ(self, payee: str, first: int | None, last: int | None) -> None:
        """Other days somebody works from and to."""
        if first is None or last is None or first <= last:
            self.days[payee] = first, last

    # What is paid

    @rule(place=PERIODS)
    def pay(self, place: int) -> None:
        """A period is paid; then everything up to it is settled, and paying it again pays nothing."""
        period = self.periods[place]
        payroll, data = self.paid(period)
        if self.rows_are_gone(payroll):
            return
        self.replay(data, payroll)
        self.keep(period, payroll)
        again, data = self.paid(period)
        assert [line.component for one in again.statements for line in one.lines] == []
        self.is_settled(period, data)

    @rule(place=PERIODS)
    def pay_on(self, place: int) -> None:
        """All of the first periods are paid in one run: closed ones once more, and those that are not yet paid."""
        periods = self.periods[: place + 1]
        payroll = run_payroll(self.plan, self.data(), periods)
        if self.rows_are_gone(payroll):
            return
        self.keep(periods[-1], payroll)
        self.is_settled(periods[-1], self.data())

    @invariant()
    def closed_periods_stay_as_they_are(self) -> None:
        """What a run has written is what it is read as: its hash is that of its manifest."""
        for run in self.runs:
            assert json.loads(run.manifest)["outputs"][0]["sha256"] == sha256(run.lines).hexdigest()

    # How

    def rows_are_gone(self, payroll: Payroll) -> bool:
        """Whether somebody cannot be paid, for all rows of a closed period have been taken out of the data."""
        for problem in payroll.problems:
            assert "the data holds no rows of" in problem.message
        return bool(payroll.problems)

    def data(self) -> Data:
        """The files as they are now, and all that was paid."""
        rows = [*self.deals, *((OTHER, place, 0) for place in range(len(self.periods)) if self.is_whole)]
        deals = "".join(f"{payee},{self.periods[place].start},{amount}\n" for payee, place, amount in rows)
        people = ""
        for key, (first, last) in self.days.items():
            start = self.periods[first].start if first is not None else ""
            people += f"{key},{start},{self.periods[last].end if last is not None else ''}\n"
        files = {
            "payees.csv": f"payee,start,end\n{people}{OTHER},,\n".encode(),
            "deals.csv": f"payee,closed_on,amount\n{deals}".encode(),
        }
        texts = tuple(
            PaidText(f"run-{number}/lines.csv", run.lines, run.manifest) for number, run in enumerate(self.runs)
        )
        names = tuple(line.component for line in self.plan.lines)
        asked = PaidAsked(texts, self.plan.name, names)
        reading = from_texts(files, self.plan.schema, self.kind, paid=asked)
        assert reading.data is not None, reading.problems
        assert reading.errors == 0, reading.problems
        return reading.data

    def paid(self, period: Period) -> tuple[Payroll, Data]:
        data = self.data()
        return run_payroll(self.plan, data, [period]), data

    def keep(self, period: Period, payroll: Payroll) -> None:
        """Write the files of a run; no two runs have one manifest."""
        lines = "".join(payroll_to_csv(self.plan, payroll)).encode()
        manifest = {
            "compdsl": "0",
            "run": len(self.runs),
            "plan": {"name": self.plan.name, "meaning": self.plan.meaning},
            "outputs": [{"file": "lines.csv", "sha256": sha256(lines).hexdigest()}],
        }
        self.runs.append(Run(period, lines, json.dumps(manifest).encode()))

    def replay(self, data: Data, payroll: Payroll) -> None:
        """Every line, and every line that makes up for a closed period, comes out of its trace again."""
        traces = RunTraces(self.plan, data.files, payroll.periods, data.paid, payroll.adjusted)
        records = [traces.head()]
        for statement in statements_of(self.plan, data, payroll.periods):
            records += traces.of(statement)
        text = "".join(records)
        replayed = [
            (line["component"], read_exact(line["amount"]), value)
            for line, value in replay_run(map(json.loads, text.splitlines()))
        ]
        lines = [(line.component, line.amount) for one in payroll.statements for line in one.lines]
        assert [(name, amount) for name, amount, _ in replayed] == lines
        assert all(amount == value for _, amount, value in replayed)

    def is_settled(self, last: Period, data: Data) -> None:
        """What was paid for each closed period is what it comes to, for everybody and every component."""
        history = history_of(self.plan, data)
        assert history is not None
        if not self.is_whole:
            return
        closed = [one for one in history.closed if one <= last]
        if keeps_account(self.plan) and closed != self.periods[: len(closed)]:
            return  # what was passed over was not paid, so it earned, held and advanced nothing
        now = self.worked_out(closed)
        to_date = {line.component for line in self.plan.lines if line.window is not None}
        for payee in PEOPLE:
            self.is_within_limits([history.paid(payee, one) for one in closed if now[payee, one]])
            for period in closed:
                due, paid = now[payee, period], history.paid(payee, period)
                for name in {*due, *paid} - to_date:
                    if not (to_date and name.startswith("total ")):
                        assert paid.get(name, 0) == due.get(name, 0), (payee, str(period), name)
            for name in to_date:
                self.is_settled_to_date(name, payee, last, now)

    def is_within_limits(self, paid: list[Mapping[str, Exact]]) -> None:
        """What was paid to people in force is within the limits, also where later periods make up for a part of it."""
        totals = [sum(amount for name, amount in one.items() if name != "back") for one in paid if one]
        if self.limit == "total cap":
            assert all(total <= self.cap for total in totals)
        elif self.limit == "total floor":
            assert all(total == 0 or total >= self.cap for total in totals)

    def is_settled_to_date(
        self, name: str, payee: str, last: Period, now: Mapping[tuple[str, Period], Mapping[str, Exact]]
    ) -> None:
        """All that was paid for the closed periods of a window is what it comes to, where none was passed over."""
        history = history_of(self.plan, self.data())
        assert history is not None
        of_window: dict[Period, list[Period]] = {}
        for one in self.periods:
            of_window.setdefault(CIVIL.period_of(one.end, WINDOWS[self.window]), []).append(one)
        for window, periods in of_window.items():
            closed = [one for one in periods if one in history.closed]
            if closed and closed == periods[: len(closed)] and closed[-1] <= last:
                paid = sum(history.paid(payee, one).get(name, 0) for one in closed)
                assert paid == sum(now[payee, one].get(name, 0) for one in closed), (payee, str(window))

    def worked_out(self, periods: list[Period]) -> Mapping[tuple[str, Period], Mapping[str, Exact]]:
        """What periods come to as if nothing had been paid before."""
        found: Any = defaultdict(dict)
        data = self.data()
        data.paid = None
        for one in run_payroll(self.plan, data, periods).statements:
            found[one.payee, one.period] = {line.component: line.amount for line in one.lines}
        return found


def when(label: str) -> Period:
    """The period of a label."""
    found = CIVIL.read(label)
    assert found is not None
    return found


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=max(1, settings().max_examples // 2), stateful_step_count=20)


@given(deals=st.lists(DEALS, max_size=12), rates=st.tuples(*[st.integers(1, 12)] * 2), late=DEALS)
def test_an_amendment_from_a_day_on_keeps_what_was_paid_before(
    deals: list[tuple[str, int, int]], rates: tuple[int, int], late: tuple[str, int, int]
) -> None:
    """A plan that is in force from the third quarter on has nothing to say of the first two, whatever comes late."""
    company = History()
    company.deals = deals
    periods, head = company.periods[:4], HEAD.format(kind="quarter")
    company.plan = lowered(f"{head}sales rate {rates[0]}% on sold\n}}")
    company.keep(periods[1], run_payroll(company.plan, company.data(), periods[:2]))
    company.plan = lowered(f"{head}effective 2026-07-01 to 2026-12-31\nsales rate {rates[1]}% on sold\n}}")
    company.deals = [*deals, late]
    payroll = run_payroll(company.plan, company.data(), periods[2:])
    assert payroll.adjusted == ()
    assert company.worked_out(periods[2:]) == {
        (one.payee, one.period): {line.component: line.amount for line in one.lines} for one in payroll.statements
    }
