"""`pytest tests/spec --record` writes the drawn problems of every case into its Markdown file."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the drawn problems into the files of tests/spec")


@pytest.fixture
def is_recording(request: pytest.FixtureRequest) -> bool:
    """Whether the drawn problems are written instead of compared."""
    return bool(request.config.getoption("--record", default=False))
