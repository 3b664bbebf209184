"""The page of the commands, made from their help: `python tests/docs/commands.py` writes it anew."""

import inspect
from pathlib import Path

import click

from compdsl.cli.group import compdsl

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Written from the help of the commands. `compdsl COMMAND --help` shows the same, offline.

Exit status: 0 clean, 1 findings (problems, failed tests, refused rows, a difference), 2 usage, 3 a file or a limit,
4 a defect of compdsl, 130 interrupted. Data goes to standard output, talk to standard error.
"""


def page() -> str:
    """The text of the page."""
    context = click.Context(compdsl, info_name="compdsl", **compdsl.context_settings)
    parts = [HEAD]
    for name in compdsl.list_commands(context):
        command = compdsl.get_command(context, name)
        assert command is not None
        parts.append(_section(name, command, context))
    return "\n".join(parts)


def _section(name: str, command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join(command.collect_usage_pieces(context))
    rows = [record for one in command.get_params(context) if (record := one.get_help_record(context)) is not None]
    options = [f"| `{option}` | {' '.join(text.split())} |".replace("|text", "&#124;text") for option, text in rows]
    body = inspect.cleandoc(command.help or "")
    epilog = " ".join((command.epilog or "").split())
    table = ["| option | meaning |", "| --- | --- |", *(_escaped(row) for row in options)]
    return "\n".join([f"## `compdsl {name}`", "", f"`compdsl {name} {usage}`", "", body, "", *table, "", epilog, ""])


def _escaped(row: str) -> str:
    """A row of a table whose cells may hold bars."""
    head, _, tail = row.removeprefix("| `").partition("` | ")
    return f"| `{head.replace('|', chr(92) + '|')}` | {tail}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
