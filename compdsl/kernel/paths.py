"""The paths that figures of measures are written as and kept under."""

from compdsl.kernel.nodes import SINCE_THEY_CAME
from compdsl.values.period import WINDOWS


def path_of(name: str, scope: str, fact: str = "value", window: str | None = None) -> str:
    """The path a measure's fact is written as: `adoption`, `adoption.team.ytd.goal`."""
    stretch, since, _ = (window or "").partition(SINCE_THEY_CAME)
    parts = [name] + ([scope] if scope != "own" else [])
    parts += [next((word for word, one in WINDOWS.items() if one == stretch), stretch)] if stretch else []
    return ".".join(parts + ([fact] if fact != "value" else [])) + since
