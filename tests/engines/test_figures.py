"""Figures of known size: how wide the numbers of a query are."""

from compdsl.engines.dialects import DUCKDB
from compdsl.engines.duckdb.session import open_session
from compdsl.engines.figures import Arithmetic, Figure
from compdsl.engines.stages import Stages


def test_what_is_always_nought_times_a_wide_number_has_room_for_it() -> None:
    sums = Arithmetic(DUCKDB, Stages("held"), [], [])
    product = sums.multiply(Figure("a", 0, 0, may_lack=True), Figure("b", 0, 2**80))
    session = open_session(threads=1)
    session.ask(f"CREATE TABLE held AS SELECT 0::BIGINT AS a, {2**80}::HUGEINT AS b")
    assert session.ask(sums.stages.select([(product.top, "product")])) == [(0,)]
    session.close()
