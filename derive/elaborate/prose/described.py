"""Quantities that sentences name, with what they are said to be, as equations.

    The determinant of $A$ is $10$.                        det(A) = 10
    The derivative of $f$ at $x = 1$ is 2.                 f'(1) = 2
    The eigenvalues of $A$ are $5$ and $2$.                det(A - 5 I) = 0, det(A - 2 I) = 0
    The mean of 2, 4 and 9 is 5.                           (2 + 4 + 9)/3 = 5

The left side is read from what the words stand for, and stands on the page where the words do. Declined where the
sentence doubts or asks, and where its parts are statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.phrases_quantities_en import (
    BEFORE,
    DESCRIBED,
    OF_LISTS,
    OF_RESIDUES,
    OF_TWO,
    QUANTITIES,
    SLOPES,
    UNSAID,
)
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.elaborate.page import Page
from derive.kernel.term import free
from derive.read.node import Node, Span
from derive.read.parse import parse
from derive.read.record import replace

PARTS = re.compile(r"⟦(\d+)⟧|(-?\d+(?:\.\d+)?)")
STATING = frozenset({"chain", "logic", "given", "error", "none"})
LONGEST = 30                                     # numbers in a list


class Described:
    """What the sentences of a paragraph tell in words of quantities, to be stated in order of place."""

    def __init__(self, page: Page, text: Template) -> None:
        self.page, self.text = page, text
        self.told: list[tuple[int, re.Match[str]]] = []
        for match in DESCRIBED.finditer(text.text):
            start = text.sentence_start(match.start())
            if UNSAID.search(text.text, start, match.start()) or UNSAID.search(match.group()):
                continue
            if BEFORE.search(text.text[start : match.start()]):
                behind = sum(1 for _, stop in text.gaps if stop <= match.end())
                self.told.append((min(self._used(match), default=behind), match))

    def before(self, index: int) -> Iterator[tuple[Node, set[int]]]:
        """The equations that are to be read before a formula, and the formulas that each uses up."""
        due = [match for place, match in self.told if place <= index]
        self.told = [one for one in self.told if one[0] > index]
        for match in due:
            for node in _equations(self.page, self.text, match):
                yield node, self._used(match)

    def _used(self, match: re.Match[str]) -> set[int]:
        """The place at which, and the values that are no equations: an equation may give them a name."""
        values = {gap for gap in gaps_in(match["values"]) if not _states(self.text.node(gap))}
        return values | ({int(match["at"])} if match["at"] else set())


def _equations(page: Page, text: Template, match: re.Match[str]) -> Iterator[Node]:
    word, verb = match["word"], match.start("verb")
    of = [_part(page, text, one) for one in PARTS.finditer(match["of"])]
    values = [_value(page, text, match.start("values"), one) for one in PARTS.finditer(match["values"])]
    written = [part for part in of if part is not None]
    said = [value for value in values if value is not None]
    if len(written) != len(of) or len(said) != len(values) or not written or not said:
        return
    is_said = replace(_relation(match), span=text.span(verb, match.end("verb")))
    span = text.span(match.start("word"), match.end("at") + 1 if match["at"] else match.end("of"))
    span = Span(span.start, span.stop + (page.document.source[span.stop : span.stop + 1] == "$"))
    if word.startswith("eigenvalue"):
        known = _letters(page, written[0])
        for value in said if len(written) == 1 and all(names_in(one) <= known for one in said) else ():
            of_value = page.text(value.span)
            yield _chain(parse(rf"\det({written[0]} - ({of_value}) I)"), span, is_said, _at(parse("0"), value.span))
        return
    left = _left(page, text, word, written, match)
    if left and len(said) == 1:
        yield _chain(parse(left), span, is_said, said[0])


def _letters(page: Page, matrix: str) -> set[str]:
    """The names in a matrix, of which its eigenvalues may be made, and those of functions; lambda_1 is none of them."""
    table = page.context.values.get(matrix.strip())
    formula = page.context.definitions.get(matrix.strip())
    body = table if table is not None else formula.body if formula is not None else None
    names = {symbol.name for symbol in free(body)} if body is not None else set()
    return names | FUNCTIONS.keys() | {"pi", "e"}


def _relation(match: re.Match[str]) -> Node:
    return parse("x \\approx y" if match["near"] else "x = y").children[1]


def _chain(left: Node, span: Span, relation: Node, right: Node) -> Node:
    return Node("chain", "", (_at(left, span), relation, right), Span(span.start, right.span.stop))


def _at(node: Node, span: Span) -> Node:
    """A formula that stands for words, in their place."""
    return replace(node, span=span, children=tuple(_at(child, span) for child in node.children))


def _part(page: Page, text: Template, one: re.Match[str]) -> str | None:
    """What the quantity is of, as it is written; of an equation that gives a name, the name."""
    if one[1] is None:
        return one[2]
    node = text.node(int(one[1]))
    if node is not None and node.kind == "chain" and node.children[1].text in ("=", "define"):
        node = node.children[0]
    if node is None:                             # 2, 4, 9
        parts = text.formulas[int(one[1])].parts
        plain = all(part.kind in ("number", "negate", "frac", "over") for part in parts)
        return ", ".join(page.text(part.span) for part in parts) if plain and parts else None
    return page.text(node.span) if node.kind not in STATING else None


def _states(node: Node | None) -> bool:
    return node is not None and node.kind in STATING


def _value(page: Page, text: Template, start: int, one: re.Match[str]) -> Node | None:
    if one[1] is None:
        return _at(parse(one[2]), text.span(start + one.start(), start + one.end()))
    node = text.node(int(one[1]))
    if node is not None and node.kind == "chain" and node.children[1].text == "=":
        node = node.children[-1]                 # \\lambda_1 = 5
    return node if node is not None and node.kind not in STATING | {"plusminus"} else None


def _left(page: Page, text: Template, word: str, of: list[str], match: re.Match[str]) -> str:
    """The formula that the words stand for; "" where they are not understood."""
    numbers = [item.strip() for part in of for item in part.split(",")]
    plain = all(re.fullmatch(r"-?\d+(?:\.\d+)?", item) for item in numbers)
    if word in OF_LISTS and plain and 2 < len(numbers) <= LONGEST:
        return _of_list(word, numbers)
    if word in ("mean", "average") and plain and len(numbers) == 2:
        return _of_list(word, numbers)
    if word == "difference" and len(of) == 2 and plain:
        return "({1}) - ({0})".format(*sorted(of, key=Fraction))             # of 3 and 8 it is 5
    if word in OF_TWO and len(of) == 2:
        return OF_TWO[word].format(*of)
    if word in ("inverse", "reciprocal") and OF_RESIDUES.search(page.document.source):
        return ""
    if word in QUANTITIES and len(of) == 1 and not match["at"]:
        return QUANTITIES[word].format(of[0])
    return _of_function(page, text, word, of[0], match) if len(of) == 1 else ""


def _of_list(word: str, numbers: list[str]) -> str:
    total = " + ".join(f"({one})" for one in numbers)
    ordered = sorted(numbers, key=Fraction)
    middle = len(numbers) // 2
    match word:
        case "mean" | "average" | "arithmetic mean":
            return rf"\frac{{{total}}}{{{len(numbers)}}}"
        case "median" if len(numbers) % 2:
            return ordered[middle]
        case "median":
            return rf"\frac{{({ordered[middle - 1]}) + ({ordered[middle]})}}{{2}}"
        case "range":
            return f"({ordered[-1]}) - ({ordered[0]})"
        case "product":
            return r" \cdot ".join(f"({one})" for one in numbers)
    return total


def _of_function(page: Page, text: Template, word: str, of: str, match: re.Match[str]) -> str:
    """f'(x) and f'(1), f(2), nabla f(1, 2), of a function of the page; the slope of an expression in one name."""
    node = parse(of)
    name = spelling(node.children[0] if node.kind == "juxtapose" and len(node.children) == 2 else node) or ""
    known = page.context.definitions.get(name)
    parameters = [parameter.name for parameter in known.parameters] if known is not None else []
    at = _place(page, text, int(match["at"])) if match["at"] else ""
    if match["at"] and not at:
        return ""
    if word == "gradient" and len(parameters) > 1:
        return rf"\nabla {name}({at})" if at else rf"\nabla {name}"
    if word == "value" and at and len(parameters) == 1:
        return f"{name}({at})"
    if word not in SLOPES:
        return ""
    if len(parameters) == 1 and (at or word != "slope"):
        return f"{name}{SLOPES[word]}({at or parameters[0]})"
    letters = sorted(names_in(node) - FUNCTIONS.keys() - {"e", "pi"})
    if known is None and len(letters) == 1 and not at and spelling(node) is None:
        return rf"\frac{{d}}{{d {letters[0]}}} ({of})" if SLOPES[word] == "'" else (
            rf"\frac{{d^2}}{{d {letters[0]}^2}} ({of})")
    return ""


def _place(page: Page, text: Template, gap: int) -> str:
    """1 of x = 1 and of 1; 1, 2 of (1, 2)."""
    node = text.node(gap)
    if node is not None and node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "=":
        node = node.children[2]
    if node is not None and node.kind == "paren" and node.text == "()" and len(node.children) == 1:
        node = node.children[0]
    return page.text(node.span) if node is not None and node.kind not in STATING else ""


__all__ = ["Described"]
