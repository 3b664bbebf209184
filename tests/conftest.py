"""How the laws are run, a quick profile and a thorough one; and the database that tests of databases ask."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.postgresql import Server, found_programs, started

_ALWAYS: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
}

_AS_FOUND = [Phase.explicit, Phase.generate]
"""Making a failing example small takes minutes; the quick profile shows it as it was found."""

settings.register_profile("quick", max_examples=60, derandomize=True, database=None, phases=_AS_FOUND, **_ALWAYS)
settings.register_profile("thorough", max_examples=3_000, **_ALWAYS)
settings.load_profile("thorough" if os.environ.get("COMPDSL_THOROUGH") == "1" else "quick")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this run."""
    programs = found_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this machine: apt-get install postgresql")
    with started(programs) as server:
        yield server
