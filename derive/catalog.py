"""Rules are modules.

A rule is one file in a rules package. Its module name is its name, its
docstring is its documentation, and one function is its body. Nothing is
registered anywhere else.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def collect(package: ModuleType) -> tuple[ModuleType, ...]:
    """Every rule of a package, cheapest first, then by name."""
    names = [info.name for info in iter_modules(package.__path__)]
    rules = [import_module(f"{package.__name__}.{name}") for name in names]
    return tuple(sorted(rules, key=lambda rule: (rule.COST, rule.__name__)))


def name(rule: ModuleType) -> str:
    """The name of a rule: the last part of its module's name."""
    return rule.__name__.rpartition(".")[2]
