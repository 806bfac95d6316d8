"""Explanations: the documentation of a rule by its name, read from its source without running it."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from importlib.machinery import PathFinder
from pathlib import Path
from pkgutil import iter_modules

from derive.report.codes import FINDINGS, VERDICTS

ROOT = Path(__file__).parent
SHELVES = {                                      # what is explained: title, the folder whose modules are it
    "procedures": ROOT / "decide" / "procedures",
    "slips": ROOT / "diagnose" / "slips",
    "formats": ROOT / "report" / "formats",
}


def names() -> dict[str, list[str]]:
    """Every name that can be explained, by kind."""
    found = {"verdicts": list(VERDICTS), "findings": list(FINDINGS)}
    for title, folder in SHELVES.items():
        found[title] = sorted(info.name for info in iter_modules([str(folder)]))
    return found


def explain(name: str) -> str | None:
    """The documentation of a verdict, a finding or a rule; None where there is none of that name."""
    if name in VERDICTS or name in FINDINGS:
        return (VERDICTS | FINDINGS)[name]
    for folder in SHELVES.values():
        if name in {info.name for info in iter_modules([str(folder)])}:
            return _docstring(name, folder)
    return None


def close(name: str) -> list[str]:
    """Names that are spelled nearly so."""
    return get_close_matches(name, [known for shelf in names().values() for known in shelf], n=3)


def _docstring(name: str, folder: Path) -> str:
    spec = PathFinder.find_spec(name, [str(folder)])
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    return ast.get_docstring(ast.parse(source)) or f"{name} has no documentation"
