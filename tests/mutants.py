"""One-place mutants of a document: every sign flip, index swap, exponent change, relation flip, dropped factor and
changed digit in its mathematical lines, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.read import read
from derive.read.document import Display, Formula, Heading, Paragraph
from derive.read.node import Node, Span


@dataclass(frozen=True, slots=True)
class Mutant:
    kind: str
    span: Span                                   # in the original
    text: str                                    # what stands there now
    source: str


RELATIONS = {"<": ">", ">": "<", r"\leq": r"\geq", r"\geq": r"\leq", r"\neq": "=", r"\le": r"\ge", r"\ge": r"\le"}
INDICES = "ijk"


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a document, in order of place; no two with the same text."""
    seen = {source}
    for formula in formulas(source):
        for part in formula.parts:
            for node in part.walk():
                for kind, span, text in _edits(source, node):
                    mutated = source[: span.start] + text + source[span.stop :]
                    if mutated not in seen:
                        seen.add(mutated)
                        yield Mutant(kind, span, text, mutated)


def formulas(source: str) -> Iterator[Formula]:
    for block in read(source).blocks:
        match block:
            case Display(lines=lines):
                yield from lines
            case Paragraph(pieces=pieces) | Heading(pieces=pieces):
                yield from (piece for piece in pieces if isinstance(piece, Formula))


def _edits(source: str, node: Node) -> Iterator[tuple[str, Span, str]]:
    written = source[node.span.start : node.span.stop]
    match node.kind:
        case "sum":
            yield from _signs(source, node)
        case "negate":
            yield "sign", Span(node.span.start, node.span.start + 1), "+"
        case "sub":
            yield from _indices(source, node.children[1])
        case "chain":
            for operand in node.children[2::2]:
                if source[operand.span.start : operand.span.stop] in tuple(INDICES):
                    yield from _indices(source, operand)
            for relation in node.children[1::2]:
                sign = source[relation.span.start : relation.span.stop].strip()
                if sign in RELATIONS:
                    yield "relation", relation.span, RELATIONS[sign] + " "
        case "sup":
            yield from _exponents(source, node)
        case "product" | "juxtapose":
            for index, child in enumerate(node.children):
                if len(node.children) > 1 and child.kind not in ("paren", "text"):
                    yield from _dropped(node, index)
        case "number" if written[:1].isdigit():
            yield from _digits(node, written)


def _signs(source: str, node: Node) -> Iterator[tuple[str, Span, str]]:
    for before, term in zip(node.children, node.children[1:], strict=False):
        between = source[before.span.stop : term.span.start]
        if "+" in between:
            at = before.span.stop + between.index("+")
            yield "sign", Span(at, at + 1), "-"


def _indices(source: str, node: Node) -> Iterator[tuple[str, Span, str]]:
    for name in node.walk():
        written = source[name.span.start : name.span.stop]
        if name.kind == "name" and written in tuple(INDICES):
            for other in INDICES:
                if other != written:
                    yield "index", name.span, other


def _exponents(source: str, node: Node) -> Iterator[tuple[str, Span, str]]:
    exponent = node.children[1]
    written = source[exponent.span.start : exponent.span.stop]
    digits = written.strip("{}-")
    if digits.isdigit():
        sign = "-" if "-" in written else ""
        for other in {int(digits) + 1, max(1, int(digits) - 1)} - {int(digits)}:
            yield "exponent", exponent.span, f"{{{sign}{other}}}"


def _dropped(node: Node, index: int) -> Iterator[tuple[str, Span, str]]:
    """The factor with the sign that joins it to its neighbour."""
    if index == 0:
        yield "factor", Span(node.span.start, node.children[1].span.start), ""
    else:
        yield "factor", Span(node.children[index - 1].span.stop, node.children[index].span.stop), ""


def _digits(node: Node, written: str) -> Iterator[tuple[str, Span, str]]:
    """The first and the last digit raised by one."""
    places = [i for i, character in enumerate(written) if character.isdigit()]
    for place in {places[0], places[-1]}:
        digit = (int(written[place]) + 1) % 10
        yield "digit", Span(node.span.start + place, node.span.start + place + 1), str(digit)
