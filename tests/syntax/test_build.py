"""The parser's table is written from the grammar by one command, whatever table there was before."""

import shutil
import subprocess
import sys
from pathlib import Path

from compdsl.syntax import table
from compdsl.syntax.build import grammar_folder


def test_the_command_writes_the_table_of_the_grammar(tmp_path: Path) -> None:
    """In a copy whose own table cannot even be read."""
    package, kept = Path(table.__file__).parent.parent, Path(table.__file__).read_text(encoding="utf-8")
    shutil.copytree(package, tmp_path / "compdsl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(grammar_folder(), tmp_path / "grammar")
    written = tmp_path / "compdsl" / "syntax" / "table.py"
    written.write_text("STATES = (", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "compdsl.syntax.build"], cwd=tmp_path, check=True)
    assert written.read_text(encoding="utf-8") == kept
