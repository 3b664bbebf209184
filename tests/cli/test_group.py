"""The command group."""

import subprocess
import sys
from pathlib import Path

import pytest

from compdsl.cli import commands
from compdsl.cli.group import help_line
from compdsl.cli.main import main

FILES = sorted(path.stem for path in Path(commands.__path__[0]).glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_the_folder_is_a_command(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With help that has an example, and a first line for the list of all."""
    verb = file.replace("_", "-")
    assert main([verb, "--help"]) == 0
    out, _ = capsys.readouterr()
    assert f"Usage: compdsl {verb}" in out
    assert "Example" in out
    assert "--color" in out
    assert help_line(verb).endswith(".")


def test_the_help_lists_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with its line."""
    assert main(["--help"]) == 0
    out, _ = capsys.readouterr()
    assert [file for file in FILES if f"\n  {file.replace('_', '-')} " not in out] == []


def test_the_list_is_made_without_importing_a_command() -> None:
    """So that help costs no more than it must."""
    code = (
        "import sys\n"
        "from compdsl.cli.main import main\n"
        "main(['--help'])\n"
        "sys.exit(any(name.startswith('compdsl.cli.commands.') for name in sys.modules))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
