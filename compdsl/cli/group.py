"""The command `compdsl`: its sub-commands are the files of the folder `commands`, imported only when called.

The first line of such a file is its line in the help. Its click command is called `command`.
"""

import pkgutil
from importlib import import_module
from typing import Any

import click

from compdsl import __version__
from compdsl.cli import commands
from compdsl.cli.terminal import COLOR_CHOICES, Terminal
from compdsl.diagnostics.did_you_mean import closest


class Commands(click.Group):
    """A group that lists a folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The files of the folder, as verbs."""
        return sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, with the options that every command has."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(_module_of(cmd_name)).command
        command.name = cmd_name
        taken = {param.name for param in command.params}
        command.params += [option for option in shared_options() if option.name not in taken]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was called, or which one was probably meant."""
        name = args[0]
        if not name.startswith("-") and name not in self.list_commands(ctx):
            meant = closest(name, self.list_commands(ctx))
            hint = f" Did you mean '{meant}'?" if meant else ""
            raise click.UsageError(f"There is no command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the commands in the help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line(name)) for name in self.list_commands(ctx)])


def help_line(name: str) -> str:
    """What a command does, in the first line of its file."""
    from importlib.util import find_spec

    spec = find_spec(_module_of(name))
    source: str = spec.loader.get_source(spec.name) if spec is not None and spec.loader is not None else ""  # type: ignore[attr-defined]
    return source.partition("\n")[0].strip('"')


def shared_options() -> list[click.Option]:
    """The options that stand behind `compdsl` as well as behind every command of it."""
    return [
        click.Option(
            ["--color"],
            type=click.Choice(COLOR_CHOICES),
            expose_value=False,
            is_eager=True,
            callback=_set_color,
            help="Whether to write in colour.",
        ),
        click.Option(
            ["--traceback"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_set_traceback,
            hidden=True,
        ),
    ]


def _set_color(ctx: click.Context, _: click.Parameter, choice: Any) -> None:
    terminal = ctx.find_object(Terminal)
    if choice is not None and terminal is not None:
        terminal.color = choice


def _set_traceback(ctx: click.Context, _: click.Parameter, chosen: Any) -> None:
    terminal = ctx.find_object(Terminal)
    if chosen and terminal is not None:
        terminal.traceback = True


def _module_of(name: str) -> str:
    return f"{commands.__name__}.{name.replace('-', '_')}"


@click.command(
    cls=Commands,
    name="compdsl",
    params=list[click.Parameter](shared_options()),
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 clean, 1 findings, 2 usage, 3 a file or a limit, 4 a defect of compdsl.",
)
@click.version_option(__version__, prog_name="compdsl", message="%(prog)s %(version)s")
def compdsl() -> None:
    """Variable-compensation plans: exact payouts, checked plans, a trace behind every line."""
