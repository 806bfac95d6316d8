"""Nodes to terms: every line of the fixtures, and what no fixture can say."""

from __future__ import annotations

import re
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from derive.elaborate.formulas.expression import Reading, alternatives, definition_head, elaborate, unfold, usage
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.notation import latex, tree
from derive.kernel.term import Apply, Symbol, free, number
from derive.read.node import Node, Span
from derive.read.parse import parse

FOLDER = Path(__file__).parent / "expression"
BLOCK = re.compile(r"^```toml\n(?P<toml>.*?)^```$|^\$\$\n(?P<math>.*?)^\$\$$", re.M | re.S)


def read(text: str, signature: Signature | None = None) -> Reading:
    return elaborate(parse(text), signature or Signature())


def signature(text: str) -> Signature:
    """A signature as a fixture declares it."""
    declared = tomllib.loads(text)
    made = Signature(sorts=declared.get("sorts", {}), arity=declared.get("arity", {}),
                     aliases=declared.get("aliases", {}))
    made = replace(made, ranges={
        name: (read(low).term, Symbol(high, "integer")) for name, (low, high) in declared.get("ranges", {}).items()
    })
    for line in declared.get("definitions", []):
        left, _, right = parse(line).children
        head = definition_head(left, made)
        assert head is not None, line
        inner = replace(made, sorts={**made.sorts, **{p.name: p.sort for p in head[1]}})
        body = elaborate(right, inner).term
        assert body is not None, line
        made = replace(made, definitions={**made.definitions, head[0].name: Definition(*head, body, 1)})
    return made


def fixtures() -> Iterator[tuple[str, int, str, str, Signature]]:
    for path in sorted(FOLDER.glob("*.md")):
        source = path.read_text(encoding="utf-8")
        known = Signature()
        for block in BLOCK.finditer(source):
            if block["toml"] is not None:
                known = signature(block["toml"])
                continue
            first = source.count("\n", 0, block.start("math")) + 1
            for offset, line in enumerate(block["math"].splitlines()):
                text, _, expected = line.partition(" % ")
                yield path.stem, first + offset, text.strip(), expected.strip(), known


def told(reading: Reading, text: str) -> str:
    """A reading as the fixtures write it."""
    if reading.term is None:
        assert reading.span is not None
        return f"unread {text[reading.span.start:reading.span.stop]!r}: {reading.problem}"
    notes = "".join(f"  [{finding.code}]" for finding in reading.findings)
    return tree(reading.term) + notes


LINES = list(fixtures())


@pytest.mark.parametrize(("text", "expected", "known"), [line[2:] for line in LINES],
                         ids=[f"{name}:{line}" for name, line, *_ in LINES])
def test_a_formula_is_read_as_its_fixture_says(text: str, expected: str, known: Signature) -> None:
    reading = read(text, known)
    first, *others = expected.split(" or ") if reading.term is not None else [expected]

    assert first == told(reading, text)
    assert not others or others == [tree(other) for other in alternatives(parse(text), known)]


@pytest.mark.parametrize(("text", "known"), [(line[2], line[4]) for line in LINES],
                         ids=[f"{name}:{line}" for name, line, *_ in LINES])
def test_a_term_is_written_so_that_it_is_read_again(text: str, known: Signature) -> None:
    known = usage(parse(text), known)
    term = read(text, known).term
    if term is not None:
        again = read(latex(term), known)

        assert tree(term) == (tree(again.term) if again.term else again.problem), latex(term)


def test_the_sides_of_a_chain_agree_when_its_usage_is_known_first() -> None:
    node = parse(r"\sum_{k=1}^n k = \frac{n(n+1)}{2}")
    known = usage(node, Signature())
    left, right = (elaborate(side, known).term for side in node.children[::2])

    assert left is not None
    assert right is not None
    assert free(left) == free(right) == {Symbol("n", "integer")}


def test_indices_of_one_array_share_one_range() -> None:
    known = usage(parse(r"\sum_i x_i = \sum_k x_k"), Signature())

    assert known.ranges["i"] == known.ranges["k"]


def test_unfolding_stops_where_it_is_told_and_goes_round_no_circle() -> None:
    x, y, z = Symbol("x"), Symbol("y"), Symbol("z")
    known = Signature(definitions={
        "y": Definition(y, (), Apply("+", (x, number(1))), 1),
        "z": Definition(z, (), Apply("*", (y, y)), 2),
        "a": Definition(Symbol("a"), (), Symbol("b"), 3),
        "b": Definition(Symbol("b"), (), Symbol("a"), 4),
    })

    assert tree(unfold(z, known, frozenset({"y"}))) == "(* y y)"
    assert tree(unfold(z, known)) == "(* (+ x 1) (+ x 1))"
    assert unfold(Symbol("a"), known) == Symbol("a")


def test_words_in_a_condition_go_to_whoever_knows_them() -> None:
    text = r"\begin{cases} 1 & \text{if it is class } i \\ 0 & \text{otherwise} \end{cases}"
    condition = Apply("=", (Symbol("i", "integer"), Symbol("c", "integer")))
    reading = elaborate(parse(text), Signature(), lambda node: condition)

    assert reading.term == Apply("piecewise", (condition, number(1), number(0)))


def test_an_alias_is_reported_at_its_place() -> None:
    (finding,) = read("1 + Z", Signature(aliases={"Z": "z"})).findings

    assert (finding.code, finding.span, finding.fix) == ("notation", Span(4, 5), "z")


LARGE = {
    "brackets": "(" * 3000 + "x" + ")" * 3000, "digits": "9" * 20_000,
    "fractions": r"\frac{1}{" * 500 + "x" + "}" * 500, "accents": r"\hat" * 3000 + "x",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_what_is_too_large_is_a_problem_and_no_failure(text: str) -> None:
    reading = read(text)

    assert reading.term is None
    assert reading.problem


def test_a_tree_too_deep_is_a_problem_whoever_made_it() -> None:
    node = Node("name", "x", (), Span(0, 1))
    for _ in range(100_000):
        node = Node("negate", "", (node,), Span(0, 1))

    assert "nested deeper" in elaborate(node, Signature()).problem


def test_long_numerals_are_exact() -> None:
    digits = "7" * 9_000
    sys.set_int_max_str_digits(0)
    try:
        assert read(digits).term == number(int(digits))
    finally:
        sys.set_int_max_str_digits(4300)


def test_reading_is_linear_in_the_length_of_a_formula() -> None:
    def seconds(count: int) -> float:
        node = parse(" + ".join(["x_1 y"] * count))
        best = []
        for _ in range(3):
            start = time.perf_counter()
            elaborate(node, Signature())
            best.append(time.perf_counter() - start)
        return min(best)

    assert seconds(2000) < 100 * seconds(100)
