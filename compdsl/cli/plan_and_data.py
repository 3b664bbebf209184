"""A command that is called with PLAN and DATA, and knows the slips that are made with the two."""

import os
from collections import Counter
from collections.abc import Mapping
from shlex import quote
from typing import TypeAlias

import click

from compdsl.cli.data_place import is_database
from compdsl.cli.files import STDIN
from compdsl.source.characters import visible
from compdsl.source.files import SUFFIX

SUFFIXES = (".csv", ".jsonl", ".parquet", ".xlsx")
ROSTERS = tuple(f"payees{suffix}" for suffix in SUFFIXES)


class PlanAndData(click.Command):
    """PLAN is a file or a folder, DATA a folder or a database: the other way round, the right call is said."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart; a usage error where they are none, with the call that was probably meant."""
        given = list(args)
        try:
            rest = super().parse_args(ctx, args)
        except click.MissingParameter as missing:
            found = _meant(ctx)
            if found is None:
                raise
            raise click.UsageError(f"{missing.format_message()} {_words(ctx, *found)}", ctx) from missing
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        self._refuse_twice(ctx, given)
        _refuse_empty(ctx)
        found = _meant(ctx)
        if found is not None:
            raise click.UsageError(_words(ctx, *found), ctx)
        return rest

    def _refuse_twice(self, ctx: click.Context, args: list[str]) -> None:
        """Stop where an option is there twice: the first of two periods would be passed over."""
        _, _, order = self.make_parser(ctx).parse_args(args)
        for param, times in Counter(order).items():
            if isinstance(param, click.Option) and times > 1 and not param.multiple and not param.is_flag:
                raise click.UsageError(f"{param.opts[0]} is there {times} times. Write it once.", ctx)


def _refuse_empty(ctx: click.Context) -> None:
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        if isinstance(param, click.Argument) and isinstance(value, str) and not value.strip():
            raise click.UsageError(f"{param.make_metavar(ctx)} is empty.", ctx)


Meant: TypeAlias = tuple[str, dict[str, str]]
"""What is wrong with the arguments, and those that were meant, by name."""


def _meant(ctx: click.Context) -> Meant | None:
    """What was meant by arguments that do not fit; None where nothing can be told."""
    plan, data = ctx.params.get("plan"), ctx.params.get("data")
    if plan is None or plan == STDIN:
        return None
    if data is not None and is_database(plan) and data.endswith(SUFFIX):
        return "The plan comes first, and then its data.", {"plan": data, "data": plan}
    if data is not None and is_database(data):
        return None
    if os.path.isdir(plan):  # noqa: PTH112 - see files.py
        return _of_folder(ctx, plan, data)
    if not os.path.isfile(plan):  # noqa: PTH113 - see files.py
        return None
    if data is None:
        beside = os.path.join(os.path.dirname(plan), "data")  # noqa: PTH118, PTH120 - see files.py
        return ("DATA is the folder of the records.", {"data": beside}) if _is_data(beside) else None
    folder = os.path.dirname(data) or "."  # noqa: PTH120 - see files.py
    if os.path.isfile(data) and _is_data(folder):  # noqa: PTH113 - see files.py
        return f"{visible(data)} is a file, and DATA is the folder it lies in.", {"data": folder}
    return None


def _of_folder(ctx: click.Context, folder: str, data: str | None) -> Meant | None:
    """What was meant by a folder of plans: the data the other way round, or data that lies in the folder."""
    if data is not None and os.path.isfile(data) and not data.endswith(SUFFIXES):  # noqa: PTH113 - see files.py
        return "The plan comes first, and then the folder of its data.", {"plan": data, "data": folder}
    if data is not None and _is_data(data):
        return None
    inside = os.path.join(folder, "data")  # noqa: PTH118 - see files.py
    place = next((one for one in (inside, folder) if _is_data(one)), None)
    if place is None or not _holds_plan(folder):
        return None
    meant = {"data": place}
    asks_payee = any(param.name == "payee" for param in ctx.command.params)
    if asks_payee and data not in (None, folder) and ctx.params.get("payee") is None:
        meant["payee"] = str(data)
    return "DATA is the folder of the records.", meant


def _holds_plan(folder: str) -> bool:
    try:
        return any(name.endswith(SUFFIX) for name in os.listdir(folder))  # noqa: PTH208 - names only
    except OSError:
        return False


def _is_data(folder: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, name)) for name in ROSTERS)  # noqa: PTH113, PTH118 - see files.py


def _words(ctx: click.Context, why: str, meant: Mapping[str, str]) -> str:
    """What is wrong, and the call as it was meant, with the options that were given."""
    arguments, options = [], []
    for param in ctx.command.params:
        value = meant.get(param.name or "", ctx.params.get(param.name or ""))
        if isinstance(param, click.Argument):
            arguments += [quote(str(value))] if value is not None else [param.make_metavar(ctx)]
        elif value is not None and value != param.default:
            for one in value if isinstance(value, tuple) else (value,):
                options += [param.opts[0], quote(str(one))]
    return f"{why}\nWrite: {visible(' '.join([ctx.command_path, *arguments, *options]))}"
