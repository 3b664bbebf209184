"""The page of the commands is what the commands say of themselves."""

import importlib.util
from pathlib import Path


def test_the_page_is_that_of_the_commands() -> None:
    """`python tests/docs/commands.py` writes it anew."""
    file = Path(__file__).with_name("commands.py")
    spec = importlib.util.spec_from_file_location("commands", file)
    assert spec is not None
    assert spec.loader is not None
    commands = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(commands)
    assert commands.page() == commands.PAGE.read_text(encoding="utf-8")
