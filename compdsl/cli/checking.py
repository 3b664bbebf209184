"""Reads a plan file with all files it uses, and checks it: what every command that looks at plans begins with."""

from compdsl import pipeline
from compdsl.cli.files import STDIN, is_folder, read_plan
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.used_files import FilesOnDisk
from compdsl.diagnostics.problem import Problem
from compdsl.pipeline import Checking


def check_file(path: str) -> Checking:
    """The plan of a file, or of standard input for `-`, with the files it uses, and every problem in them."""
    source, found = read_plan(path)
    return Checking(source, None, found) if found else pipeline.check(source, FilesOnDisk(path))


def check_to_pay(path: str) -> Checking:
    """The plan of a file that can be paid; Refused with what stands in the way."""
    checking = check_file(path)
    if checking.plan is None:
        raise Refused(*checking.problems)
    if checking.variants:
        raise Exit(Status.USAGE, "A plan with variants is paid from its file, not from standard input.")
    why = pipeline.stands_in_the_way(checking.plan)
    if why is not None:
        raise Refused(why)
    return checking


def holds_several(path: str) -> bool:
    """Whether a path leads to several plans: a folder of them, or a plan with variants."""
    if path == STDIN:
        return False
    if is_folder(path):
        return True
    source, found = read_plan(path)
    return not found and "variant" in source.text and bool(pipeline.check(source, FilesOnDisk(path)).variants)


def each_once(found: list[Problem]) -> list[Problem]:
    """The problems without those that several plans have from a file they all use."""
    once: dict[object, Problem] = {}
    for one in found:
        place = (one.main.span.start, one.main.span.end) if one.main is not None else id(one)
        once.setdefault((one.file, one.name, place, one.message), one)
    return list(once.values())
