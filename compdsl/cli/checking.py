"""Reads a plan file with all files it uses, and checks it: what every command that looks at plans begins with."""

import os
from collections.abc import Sequence

from compdsl import pipeline
from compdsl.cli.files import STDIN, is_folder, read_plan
from compdsl.cli.statuses import Exit, Refused, Status
from compdsl.cli.used_files import FilesOnDisk
from compdsl.diagnostics.problem import Problem
from compdsl.pipeline import Checking
from compdsl.source.source import Source

LEFT_TO_USERS = {"missing-currency", "missing-period"}
"""What a file that others use may lack: the plans that use it say it."""


def check_file(path: str, *, is_used: bool = False) -> Checking:
    """The plan of a file, or of standard input for `-`, with the files it uses, and every problem in them."""
    source, found = read_plan(path)
    return Checking(source, None, found) if found else pipeline.check(source, FilesOnDisk(path), is_used=is_used)


def check_files(paths: Sequence[str]) -> list[Checking]:
    """The plans of several files; one that others of them use is left what these say: its currency, its period."""
    checked = [check_file(path) for path in paths]
    return [
        check_file(path, is_used=True) if _lacks_of_users(one) and is_shared(one.source, checked) else one
        for path, one in zip(paths, checked, strict=True)
    ]


def _lacks_of_users(checking: Checking) -> bool:
    return checking.plan is None and any(one.name in LEFT_TO_USERS for one in checking.problems)


def is_shared(source: Source, others: Sequence[Checking]) -> bool:
    """Whether a file is one that others use and that has no name of its own as a plan."""
    from compdsl.syntax import tree
    from compdsl.syntax.from_source import read_plan as read_tree

    own = source.files[0]
    place = os.path.realpath(own.path)
    if not any(os.path.realpath(used.path) == place for one in others for used in one.source.files[1:]):
        return False
    return not any(isinstance(one, tree.Header) for one in read_tree(own)[0].statements)


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
