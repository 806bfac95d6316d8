"""The shape of the house, checked."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from derive import catalog
from derive.decide import procedures
from derive.diagnose import slips

ROOT = Path(__file__).parent.parent / "derive"
TESTS = Path(__file__).parent
ORDER = [
    "containment", "kernel", "recheck", "read", "elaborate", "catalog", "decide", "diagnose", "codegen", "grade", "report",
    "pipeline", "library", "batch", "cli",
]  # fmt: skip
WITHIN_ELABORATE = ["language", "names", "notation", "formulas", "chance", "equations", "prose"]
MODULES = sorted(ROOT.rglob("*.py"))
IN_ROOMS = [path for path in MODULES if path.relative_to(ROOT).with_suffix("").parts[0] in ORDER]
KERNEL_LINES = 12065    # the design wanted 1,000; see DIVERGENCES.md. It may only shrink
MODULE_LINES = 320
FORBIDDEN = {"utils", "helpers", "common", "core", "base", "manager", "misc"}


def identity(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> list[str]:
    """The dotted names of all modules that a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.append(node.module)
        elif isinstance(node, ast.Import):
            names.extend(alias.name for alias in node.names)
    return names


@pytest.mark.parametrize("path", IN_ROOMS, ids=identity)
def test_imports_point_one_way(path: Path) -> None:
    here = path.relative_to(ROOT).with_suffix("").parts[0]
    for name in imported(path):
        room = name.split(".")[1] if name.startswith("derive.") else None
        if room in ORDER:
            assert ORDER.index(room) <= ORDER.index(here), f"{identity(path)} imports {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "elaborate").glob("*/*.py")), ids=identity)
def test_rooms_within_elaborate_ask_those_before_them(path: Path) -> None:
    for name in imported(path):
        room = name.split(".")[2] if name.startswith("derive.elaborate.") else None
        if room in WITHIN_ELABORATE:
            assert WITHIN_ELABORATE.index(room) <= WITHIN_ELABORATE.index(path.parent.name), f"{identity(path)}: {name}"


@pytest.mark.parametrize("path", sorted((ROOT / "kernel").glob("*.py")), ids=identity)
def test_the_kernel_imports_the_standard_library_only(path: Path) -> None:
    for name in imported(path):
        top = name.split(".")[0]
        assert top in sys.stdlib_module_names or name.startswith("derive.kernel") or name == "derive", name


@pytest.mark.parametrize("verdict", ["Proved", "Refuted"])
def test_only_the_kernel_gives_a_verdict(verdict: str) -> None:
    makers = {
        identity(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == verdict
    }

    assert {"kernel/verdict.py"} == makers


@pytest.mark.parametrize("rules, folder", [(procedures, "procedures"), (slips, "slips")])
def test_every_rule_has_its_fixture_and_every_fixture_its_rule(rules: object, folder: str) -> None:
    named = {catalog.name(rule) for rule in catalog.collect(rules)}
    written = {path.stem for path in (TESTS / folder).glob("*.md")}

    assert named == written


@pytest.mark.parametrize(
    ("rule", "section"),
    [(r, s) for r in catalog.collect(procedures) for s in ("Decides", "Certificate", "Declines")]
    + [(r, s) for r in catalog.collect(slips) for s in ("Pattern", "Repair", "Example")],
    ids=lambda value: value if isinstance(value, str) else catalog.name(value),
)
def test_every_rule_is_documented(rule: object, section: str) -> None:
    assert f"\n{section} " in (rule.__doc__ or "")


CATCHERS = {"containment.py", "decide/oracle.py"}


@pytest.mark.parametrize("path", [p for p in MODULES if identity(p) not in CATCHERS], ids=identity)
def test_nothing_catches_everything_but_containment_and_the_oracle(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type is not None else "everything"
            assert caught not in ("everything", "Exception", "BaseException"), f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_no_name_of_a_module_hides_another(path: Path) -> None:
    names = Counter(
        target.id for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Assign)
        for target in node.targets if isinstance(target, ast.Name))

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_modules_are_small_and_named_for_what_they_do(path: Path) -> None:
    assert path.stem not in FORBIDDEN
    assert len(path.read_text("utf-8").splitlines()) <= MODULE_LINES


def test_the_kernel_does_not_grow() -> None:
    lines = sum(len(path.read_text("utf-8").splitlines()) for path in (ROOT / "kernel").glob("*.py"))

    assert lines <= KERNEL_LINES


@pytest.mark.parametrize("path", MODULES, ids=identity)
def test_nothing_executes_text(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "")
            method = getattr(node.func, "attr", "")
            assert called not in ("sympify", "parse_expr", "eval"), f"line {node.lineno}"
            assert method not in ("sympify", "parse_expr"), f"line {node.lineno}"


def test_help_loads_neither_sympy_nor_numpy() -> None:
    heavy = ("sympy", "numpy", "z3", "rich", "flint")
    program = f"import sys, derive.cli; print([m for m in {heavy} if m in sys.modules])"
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT.parent)

    assert "[]" == result.stdout.strip()
