"""Show the page of a problem, offline."""

import click

from compdsl.cli.statuses import Exit, Status
from compdsl.cli.terminal import Terminal
from compdsl.diagnostics.did_you_mean import closest
from compdsl.diagnostics.pages import page_title, pages, summary


@click.command(epilog="Example: compdsl rule not-utf8")
@click.argument("name", required=False)
@click.pass_obj
def command(terminal: Terminal, name: str | None) -> None:
    """Show the page of a problem: what is meant by it, and why it cannot stand.

    NAME is what stands in brackets behind "error" or "warning". Without it, all of them are listed.
    """
    known = pages()
    terminal.data(_listed(known) if name is None else _page(name, known))


def _listed(known: dict[str, str]) -> str:
    longest = max(map(len, known))
    return "".join(f"{name:<{longest}}  {summary(page)}\n" for name, page in known.items())


def _page(asked: str, known: dict[str, str]) -> str:
    name = asked.strip().replace("_", "-").lower()
    if name not in known:
        meant = closest(name, known)
        hint = f" Did you mean '{meant}'?" if meant else " `compdsl rule` lists all."
        raise Exit(Status.USAGE, f"There is no problem called '{asked}'.{hint}")
    return f"# {page_title(name)}\n\n`{name}`\n\n{known[name]}\n"
