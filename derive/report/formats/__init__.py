"""Formats: each module here renders judged documents; its name is what `--format` takes.

A format has `render(documents, look) -> str`, and its docstring is what `proof-check explain NAME` prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from derive.diagnose.judgement import JudgedDocument
    from derive.report.look import Look


class Format(Protocol):
    def render(self, documents: Sequence[JudgedDocument], look: Look) -> str: ...


def names() -> list[str]:
    """The formats there are, without loading any."""
    return sorted(info.name for info in iter_modules(__path__))


def format_of(name: str) -> Format:
    """The format of a name that is among `names()`."""
    return import_module(f"{__name__}.{name}")
