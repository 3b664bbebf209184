"""The pages of all problems, by name: gathered from every module of this package that holds problems."""

import pkgutil
from importlib import import_module
from inspect import cleandoc

import compdsl
from compdsl.diagnostics.problem import CATALOGUE


def pages() -> dict[str, str]:
    """The page of each problem there is, sorted by name."""
    for module in problem_modules():
        import_module(module)
    return {name: cleandoc(CATALOGUE[name]) for name in sorted(CATALOGUE)}


def problem_modules() -> list[str]:
    """The modules of the stages that hold problems: `problems.py`, or several where a stage has many."""
    found = []
    for package in pkgutil.iter_modules(compdsl.__path__, "compdsl."):
        if package.ispkg:
            path = import_module(package.name).__path__
            found += [module.name for module in pkgutil.iter_modules(path, f"{package.name}.") if _holds(module.name)]
    return sorted(found)


def page_title(name: str) -> str:
    """The name of a problem as a heading: `Unknown name`."""
    return name.replace("-", " ").capitalize()


def summary(page: str) -> str:
    """The first sentence of a page, which is its first line."""
    return page.partition("\n")[0]


def _holds(module: str) -> bool:
    words = module.rpartition(".")[2].split("_")
    return "problems" in words
