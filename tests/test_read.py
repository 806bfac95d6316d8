"""Formulas: LaTeX to trees, as written in read/*.md; places; hostile input."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.read import read
from derive.read.document import Display, Document, Formula
from derive.read.node import Node
from derive.read.parse import parse, parse_line
from derive.read.show import show

HERE = Path(__file__).parent
FIXTURES = sorted((HERE / "read").glob("*.md"))
HOMEWORK = HERE.parent / "proofs" / "homework4" / "homework4.md"
EXPECTED = re.compile(r"(?P<formula>.*?)\s+% (?P<tree>.*)")
ERROR = re.compile(r"error (\d+)-(\d+) (.*)")


def rows(path: Path) -> list[tuple[str, str]]:
    """(formula, expectation) for every line of the displays of a fixture."""
    found = []
    for display in path.read_text(encoding="utf-8").split("$$")[1::2]:
        for line in display.strip().splitlines():
            match = EXPECTED.fullmatch(line)
            assert match is not None, f"no expectation: {line}"
            found.append((match["formula"], match["tree"]))
    return found


ROWS = [pytest.param(*row, id=f"{path.stem}: {row[0]}") for path in FIXTURES for row in rows(path)]


def formulas(document: Document) -> list[Formula]:
    found: list[Formula] = []
    for block in document.blocks:
        pieces = block.lines if isinstance(block, Display) else block.pieces
        found += (piece for piece in pieces if isinstance(piece, Formula))
    return found


def errors(parts: tuple[Node, ...]) -> list[Node]:
    return [node for part in parts for node in part.walk() if node.kind == "error"]


def height(node: Node) -> int:
    deepest, pending = 0, [(node, 1)]
    while pending:
        here, level = pending.pop()
        deepest = max(deepest, level)
        pending += ((child, level + 1) for child in here.children)
    return deepest


def check_places(source: str, node: Node) -> None:
    """Every node lies inside its parent, and a leaf is what is written there."""
    for here in node.walk():
        assert 0 <= here.span.start <= here.span.stop <= len(source)
        for child in here.children:
            assert here.span.start <= child.span.start
            assert child.span.stop <= here.span.stop
        written = source[here.span.start:here.span.stop]
        if here.kind == "number" and written.isascii() and written:
            assert re.sub(r"\D", "", written).lstrip("0") == re.sub(r"\D", "", here.text).lstrip("0")
        if here.kind == "name" and len(here.text) == 1 and len(written) == 1 and written.isascii():
            assert written == here.text


@pytest.mark.parametrize(("formula", "tree"), ROWS)
def test_a_formula_is_read_as_its_fixture_says(formula: str, tree: str) -> None:
    parts = parse_line(formula)
    fault = ERROR.fullmatch(tree)
    if fault is None:

        assert "  |  ".join(map(show, parts)) == tree
    else:
        first = errors(parts)[0]

        assert f"{first.span.start + 1}-{first.span.stop + 1} {first.text}" == f"{fault[1]}-{fault[2]} {fault[3]}"


@pytest.mark.parametrize(("formula", "tree"), ROWS)
def test_every_place_is_inside_its_parent(formula: str, tree: str) -> None:
    shifted = "prefix " + formula + " suffix"
    for part in parse_line(shifted, 7, 7 + len(formula)):
        check_places(shifted, part)


def test_all_formulas_of_the_homework_are_read_and_placed() -> None:
    source = HOMEWORK.read_text(encoding="utf-8")
    document = read(source, str(HOMEWORK))

    assert not document.faults
    assert len(formulas(document)) == 65
    for formula in formulas(document):
        assert not errors(formula.parts)
        for part in formula.parts:
            check_places(source, part)
            assert formula.span.start <= part.span.start <= part.span.stop <= formula.span.stop


def test_a_chain_is_its_operands_and_relations_in_order() -> None:
    source = "x_1 = 0.5 + y \\leq \\frac{1}{2}"
    chain = parse(source)

    assert [source[child.span.start:child.span.stop] for child in chain.children] == [
        "x_1", "=", "0.5 + y", "\\leq", "\\frac{1}{2}"]


@pytest.mark.parametrize(("unit", "tail"), [
    ("{", "}"), ("(", ")"), ("x^{", "}"), ("\\frac{", "}{1}"), ("\\sqrt", ""), ("\\sin", ""), ("\\sum", ""), ("-", ""),
    ("a/", ""), ("a\\pm ", ""), ("|", ""), ("\\left(", "\\right)"), ("\\text{", "}"), ("\\overset{", "}{=}"),
    ("\\begin{pmatrix}", "\\end{pmatrix}"), ("\\int ", " dx"), ("x^", ""), ("\\frac{d}{dx}", ""), ("\\neg ", ""),
    ("a=", ""), ("\\hat", ""), ("[", "]"), ("a b", ""), ("'", ""), ("!", ""), ("||x ", ""), ("\\partial f/", ""),
])
def test_ten_thousand_of_anything_is_read_flat_and_fast(unit: str, tail: str) -> None:
    source = unit * 10_000 + "x" + tail * 10_000
    began = time.perf_counter()
    parts = parse_line(source)

    assert time.perf_counter() - began < 5
    assert max(map(height, parts)) < 300


def test_nesting_beyond_the_limit_says_so() -> None:
    tree = parse("{" * 10_000 + "x" + "}" * 10_000)

    assert tree.kind == "error"
    assert tree.text == "nested deeper than 44 levels"


PIECES = (
    "x y i 1 2.5 1,234 + - = < \\le ( ) [ ] \\{ \\} { } ^ _ | \\| , ; : . ! ' & \\\\ $ % \\frac \\frac{d}{dx} "
    "\\sum_{i=1}^n \\int dx \\, \\quad \\text{if} \\text{ReLU} \\mathrm{d} \\left( \\right) \\left. \\right| "
    "\\begin{cases} \\end{cases} \\begin{aligned} \\end{aligned} \\sqrt[3] \\partial \\nabla \\sin \\log_2 \\max "
    "\\lim \\overset \\underbrace \\foo \\pm \\cdot / \\implies \\therefore \\forall \\choose \\not \\dots é ∑ 𝑥 ב ² "
    "\\"
)
LETTERS = "\\{}()[]$|^_&%=+-*/.,;:!'\"`~#<> \n\rabdxyfracsum0123456789\u00e9\u2211\U0001d465\u05d0"
WORDS = st.sampled_from(PIECES.split(" "))


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_no_formula_raises_and_every_place_is_in_the_source(words: list[str]) -> None:
    source = " ".join(words)
    for part in parse_line(source):
        for node in part.walk():
            assert 0 <= node.span.start <= node.span.stop <= len(source)
            for child in node.children:
                assert node.span.start <= child.span.start
                assert child.span.stop <= node.span.stop


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=120))
def test_no_text_raises(source: str) -> None:
    document = read(source)
    for formula in formulas(document):
        assert 0 <= formula.span.start <= formula.span.stop <= len(source)
    for part in parse_line(source):
        assert show(part)
