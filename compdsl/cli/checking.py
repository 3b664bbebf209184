"""Reads a plan file with everything it needs, and checks it: what every command that looks at plans begins with."""

from compdsl import pipeline
from compdsl.cli.files import read_plan
from compdsl.pipeline import Checking


def check_file(path: str) -> Checking:
    """The plan of a file, or of standard input for `-`, and every problem in it."""
    source, found = read_plan(path)
    return Checking(source, None, found) if found else pipeline.check(source)
