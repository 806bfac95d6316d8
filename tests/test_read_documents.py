"""Documents: blocks, formulas and places in Markdown, LaTeX and notebooks; faults; size."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from derive.read import read
from derive.read.document import Block, Display, Document, Formula, Heading, Paragraph, Text
from derive.read.show import show

DOCUMENTS = Path(__file__).parent / "read" / "documents"


def summary(block: Block) -> str:
    """A block on one line: its kind, then words as they stand and formulas as trees."""
    if isinstance(block, Display):
        return "display: " + " / ".join(shown(line) for line in block.lines)
    pieces = " ".join(shown(piece) if isinstance(piece, Formula) else piece.text.strip() for piece in block.pieces)
    return f"heading {block.level}: {block.text}" if isinstance(block, Heading) else f"paragraph: {pieces.strip()}"


def shown(formula: Formula) -> str:
    return ", ".join(map(show, formula.parts)) + (f" [{formula.label}]" if formula.label else "")


def document(name: str) -> Document:
    path = DOCUMENTS / name
    return read(path.read_text(encoding="utf-8"), str(path))


def faults(text: str) -> list[tuple[int, int, str]]:
    found = read(text)
    return [(*found.place(fault.span.start), fault.message) for fault in found.faults]


def displays(text: str) -> list[str]:
    return [summary(block) for block in read(text).blocks]


def test_markdown_is_cut_into_blocks() -> None:
    page = document("markdown.md")

    assert [summary(block) for block in page.blocks] == [
        "heading 1: Homework on $x^2$",
        "paragraph: It costs $5 and $10, and 50% of x is \\$7.",
        "paragraph: An unclosed $x = 1 stays alone.",
        "paragraph: Then (chain y = 2) and (chain z = 3) .",
        "paragraph: Inline          and                    nothing.",
        "display: (chain a = b)",
        "paragraph: - item i",
        "paragraph: - item two",
        "heading 6: Forward Pass",
        "display: (chain (sum (sup x 2) (juxtapose 2 x) 1) = (sup (paren:() (sum x 1)) 2))",
        "paragraph: \\therefore Gradient of Z",
        "paragraph: Case (chain j != i) :",
        'display: (chain a = (sum b c d)) [eq:1] / (chain _ = e), "by (1)" / "and then" / (chain f = g)',
        "display: (chain x = 1) / (chain y = 2)",
        "paragraph: The answer is 42 .",
    ]
    assert [(*page.place(fault.span.start), fault.message) for fault in page.faults] == [
        (9, 13, "nothing closes this $")]


def test_a_latex_document_is_read_with_its_own_macros() -> None:
    paper = document("paper.tex")

    assert [summary(block) for block in paper.blocks] == [
        "heading 2: Setting",
        "paragraph: Let (chain x in (font:mathbb R)) and                     \nconsider (norm x) .",
        "heading 6: Theorem (Main)",
        "paragraph: We have (chain (juxtapose (frac 1 2) x) = (juxtapose ReLU (paren:() x))) .",
        "display: (chain u = 1)",
        "paragraph: The next paragraph has (chain c = 3) .\nFrom the other file: (chain p = q) .",
        "display: (chain d = 4)",
    ]
    assert [fault.message for fault in paper.faults] == [
        "../secret is not read: only files in the folder of the document are", "no \\end{align}"]


def test_an_expansion_has_the_place_of_its_call() -> None:
    paper = document("paper.tex")
    formula = next(p for b in paper.blocks if isinstance(b, Paragraph) for p in b.pieces if isinstance(p, Formula))
    chain = formula.parts[0]

    assert paper.source[chain.span.start:chain.span.stop] == "x \\in \\R"
    assert paper.source[chain.children[2].span.start:chain.children[2].span.stop] == "\\R"


def test_a_macro_that_calls_itself_ends() -> None:
    page = read("\\newcommand{\\a}{\\a\\a}\n\n$\\a$ and $x$")

    assert page.faults[0].message == "the macro \\a expands without end"
    assert summary(page.blocks[-1]).endswith("and x")


def test_a_notebook_is_its_markdown_cells() -> None:
    code = {"outputs": [], "execution_count": None}
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "id": "one", "source": ["Let $x = 1", " is open"]},
        {"cell_type": "code", "id": "two", "source": "a = '$y$'", **code},
        {"cell_type": "markdown", "id": "three", "source": "$$z = 2$$"},
    ]
    whole = {"cells": [{"metadata": {}, **cell} for cell in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    source = json.dumps(whole)
    notebook = read(source, "page.ipynb")

    assert [summary(block) for block in notebook.blocks] == ["paragraph: Let $x = 1 is open", "display: (chain z = 2)"]
    assert [name for _, name in notebook.cells] == ["one", "three"]
    start = notebook.cells[1][0]
    assert notebook.source[start:] == "$$z = 2$$"
    assert notebook.blocks[1].span.start == start


def test_a_broken_notebook_is_a_fault() -> None:
    assert [fault.message for fault in read("{", "page.ipynb").faults] == ["this is not a notebook"]


@pytest.mark.parametrize(("text", "expected"), [
    ("a $b", [(1, 3, "nothing closes this $")]),
    ("one\n\n$$x = 1\n\nThen $y$", [(3, 1, "nothing closes $$")]),
    ("\\[ x = 1\n\nThen $y$", [(1, 1, "nothing closes \\[")]),
    ("\\begin{align}\nx = 1\n\nThen $y$", [(1, 1, "no \\end{align}")]),
    ("\\(x", [(1, 1, "nothing closes \\(")]),
    ("it is $5", []),
    ("from $5 to $10 or $20", []),
    ("`$` and \\$", []),
    ("a\r\n\r\nb $c", [(3, 3, "nothing closes this $")]),
    ("a\r\rb $c", [(3, 3, "nothing closes this $")]),
])
def test_what_is_left_open_is_a_fault_at_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert faults(text) == expected


def test_a_formula_left_open_does_not_flip_the_next_ones() -> None:
    blocks = displays("An open $x = 1 here.\n\nThen $y = 2$ and $$z = 3$$\n\n$$ w = 4\n\nand $v = 5$.")

    assert blocks == [
        "paragraph: An open $x = 1 here.",
        "paragraph: Then (chain y = 2) and",
        "display: (chain z = 3)",
        "display: (chain w = 4)",
        "paragraph: and (chain v = 5) .",
    ]


def test_comments_of_a_display_are_invisible() -> None:
    with_comments = "$$\na &= b \\\\ % refuted a=1 b=\n&= c % proved \\\\ no\n% only\n$$"

    assert displays(with_comments) == ["display: (chain a = b) / (chain _ = c)"]
    assert displays("$$\na &= b \\\\\n&= c\n$$") == displays(with_comments)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\x00", "\\", "$", "$$", "$$$$", "\\[", "%"])
def test_next_to_nothing_is_read_as_nothing_or_a_fault(text: str) -> None:
    page = read(text)

    assert all(not isinstance(block, Display) or not block.lines for block in page.blocks)


def test_places_count_code_points() -> None:
    text = "\ufeff\u05d0\u05d1 \U0001d465 $a = \U0001d465$ end"
    formula = next(p for b in read(text).blocks if isinstance(b, Paragraph) for p in b.pieces if isinstance(p, Formula))

    assert text[formula.span.start:formula.span.stop] == "a = \U0001d465"
    assert show(formula.parts[0]) == "(chain a = x)"


def test_text_and_formulas_tile_a_paragraph() -> None:
    text = "Let $x = 1$, then\n$y$ is *two*."
    block = read(text).blocks[0]
    assert isinstance(block, Paragraph)

    assert [text[p.span.start:p.span.stop] for p in block.pieces] == ["Let ", "x = 1", ", then\n", "y", " is *two*."]
    assert [piece.text for piece in block.pieces if isinstance(piece, Text)] == ["Let ", ", then\n", " is *two*."]


@pytest.mark.parametrize(("line", "heading"), [
    ("Forward Pass", True), ("T3.", True), ("**Solution.**", True), ("Problem 2", True), ("Question 1 (a", True),
    ("Assume j is the correct class", False), ("(name withheld)", False), ("It follows.", False),
    ("Let x be real", False), ("Therefore", False), ("n = 5", False), ("the rest", False),
])
def test_a_short_line_alone_is_a_heading_when_it_says_nothing(line: str, heading: bool) -> None:
    page = read(f"Some text.\n\n{line}\n\nMore text.")

    assert isinstance(page.blocks[1], Heading) == heading


@pytest.mark.parametrize("unit", [
    "$ a ", "$$ a\n\n", "\\[ a\n\n", "\\begin{align} a\n", "` a `` b\n", "```\n", "word ", "<!-- ", "\n", "\\( a ",
    "\\def\\a{\\a\\a}\\a ", "> ", "- a\n", "$x$ ", "\\\\", "a=1\n", "\\text{", "\\begin{align}a\\end{align}",
    "$$a % c\n$$\n",
])
def test_reading_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        began = time.process_time()               # of this process alone: other work on the machine does not count
        read(text)
        return time.process_time() - began

    seconds(1_000)
    small, large = (min(seconds(size) for _ in range(2)) for size in (8_000, 64_000))   # a cache cold by chance is no size

    assert large < 40 * small + 0.5


def test_a_display_left_open_ends_at_a_blank_line_before_the_next() -> None:
    assert 3 == len(displays("$$a = b\n\n$$c = d$$\n\n$$e = f$$\n"))
    assert 2 == len(displays("$$\na = b\n\nc = d\n$$\n\n$$e = f$$\n"))


@pytest.mark.parametrize("text", ["$x$ and " * 12_000, "$x$ and\n\n" * 12_000, "words " * 1_400_000])
def test_a_page_beyond_all_measure_is_read_up_to_a_place_that_is_said(text: str) -> None:
    found = read(text, "page.md").faults

    assert ["the page is too large: from here on it is not read"] == [fault.message for fault in found]
    assert found[0].span.stop == len(text)


def test_macros_are_defined_in_every_way_of_latex() -> None:
    text = (
        "\\DeclarePairedDelimiter{\\mag}{\\lvert}{\\rvert} \\let\\eps\\varepsilon \\NewDocumentCommand{\\half}{m}{\\frac{#1}{2}}"
        "\\DeclareRobustCommand{\\two}{2} \\let\\old\\phi \\let\\phi\\varphi \\let\\varphi\\old\n"
        "$\\mag*{\\half{x}} + \\mag[\\big]{\\eps} = \\two \\phi$")

    assert displays(text)[-1].endswith("(chain (sum (abs (frac x 2)) (abs varepsilon)) = (juxtapose 2 phi))")


def test_lines_between_single_dollars_are_a_display() -> None:
    assert displays("So $\\begin{aligned} a &= b \\\\ &= c \\end{aligned}$ holds.") == [
        "paragraph: So", "display: (chain a = b) / (chain _ = c)", "paragraph: holds."]


def test_questions_and_parts_of_an_examination_are_paragraphs() -> None:
    page = read("\\begin{questions}\n\\question[10] Find $a$.\n\\part $b$\n\\end{questions}", "exam.tex")

    assert [summary(block) for block in page.blocks] == ["paragraph: Find a .", "paragraph: b"]
