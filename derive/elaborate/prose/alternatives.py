"""Formulas that words join to one statement: x = 1, x = 2 or x = 3; A if and only if B.

    |x - 2| < 3 means -3 < x - 2 < 3         two orders in the same names: the one holds exactly where the other does
    |x - 2| < 3, i.e. -1 < x < 5             the second follows from the first
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from derive.elaborate.carried_orders import is_order
from derive.elaborate.language.spelling import head_of, names_in, spelling
from derive.elaborate.language.template import Template
from derive.read.congruence import with_one_modulus
from derive.read.node import Node, Span

EITHER = re.compile(r"\beither\b[^⟦]*⟦\d+⟧")
OR = re.compile(r"^\s*,?\s*or\s*$")
IFF = re.compile(r"^\s*,?\s*(?:iff|if and only if|exactly (?:when|if)|precisely (?:when|if))\s*$")
WRITTEN = re.compile(
    r"^\s*,?\s*(?:(?:can|may|could) (?:also |then )?be (?:re)?written(?: as| in (?:the |standard )*form)?"
    r"|is (?:equivalent to|the same as))[\s:]*$", re.I)
MEANS = re.compile(
    r"^\s*[.,;:]?\s*(?:(?:(?:that|this|which|it) )?(?:just |simply |really )?(?:means|says|amounts to|reads"
    r"|is (?:(?:just )?the same as|equivalent to))(?: that)?|or,? equivalently|equivalently)[\s,:]*$", re.IGNORECASE)
SAID_AGAIN = re.compile(
    r"^\s*[.,;:]?\s*(?:\(?(?:i\.\s?e\.|that is(?: to say)?|in other words|meaning(?: that)?)|this is)[\s,:]*$",
    re.IGNORECASE)


def alternatives(text: Template, joined: re.Pattern[str] = OR) -> dict[int, int]:
    """First and last of formulas joined by "or": x = 2 or x = 3."""
    found: dict[int, int] = {}
    first = 0
    for index in range(1, len(text.gaps)):
        both = (text.node(index - 1), text.node(index))
        start, stop = text.gaps[index - 1]
        ways = EITHER.search(text.text[text.sentence_start(start) : start])    # either A, so B, or C
        between = text.text[stop : text.gaps[index][0]]
        said = joined.match(between) or (joined is IFF and WRITTEN.match(between) and _are_of_points(*both))
        if not ways and said and all(
                node is not None and node.kind == "chain" and node.children[0].kind != "none" for node in both):
            found[first] = index
        else:
            first = index
    return {_first_of_list(text, first): last for first, last in found.items()}


def _are_of_points(one: Node | None, other: Node | None) -> bool:
    """Whether both are equations in the same names, two or more, and neither says what a name or a function is."""
    if one is None or other is None or not one.kind == other.kind == "chain":
        return False
    names = names_in(one)
    return len(names) > 1 and names == names_in(other) and all(
        len(node.children) == 3 and node.children[1].text == "=" and head_of(node.children[0]) is None
        for node in (one, other))


def orders_said_again(text: Template, taken: Mapping[int, int], given: Container[int]) -> dict[int, tuple[str, int]]:
    """Orders that words say again by another in the same names, by the first: the arrow, and the place of the other."""
    found: dict[int, tuple[str, int]] = {}
    for index in range(1, len(text.gaps)):
        between = text.text[text.gaps[index - 1][1] : text.gaps[index][0]]
        arrow = "iff" if MEANS.match(between) else "implies" if SAID_AGAIN.match(between) else ""
        one, other = text.node(index - 1), text.node(index)
        if arrow and index - 1 not in given and one is not None and other is not None and _are_bounds(one, other):
            found[index - 1] = arrow, taken.get(index, index)
    return found


def _are_bounds(one: Node, other: Node) -> bool:
    """Whether both are orders in the same names, and one of them in one name bounds a formula of it."""
    names = names_in(one)
    return len(names) == 1 and names == names_in(other) and is_order(one) and is_order(other)


def _first_of_list(text: Template, first: int) -> int:
    """The first of the values of one name that commas join to the last two: x = 1, x = 2 or x = 3."""
    def sets(index: int) -> str | None:
        node = text.node(index)
        lone = node is not None and node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "="
        return spelling(node.children[0]) if lone and node is not None else None

    name = sets(first)
    while name and first and sets(first - 1) == name and (
            text.text[text.gaps[first - 1][1] : text.gaps[first][0]].strip() == ","):
        first -= 1
    return first


def joined_by_or(text: Template, first: int, last: int) -> Node:
    """The formulas of such a list as one statement; behind an arrow, what it leads to: x^2 = 1 <=> x = 1 or x = -1."""
    head, *others = [node for index in range(first, last + 1) if (node := text.node(index)) is not None]
    before: list[Node] = []
    if head.kind == "chain" and len(head.children) > 2 and head.children[-2].text in ("iff", "implies"):
        *before, head = head.children
    head, *others = with_one_modulus((head, *others))
    either = Node("logic", "or", (head, *others), Span(head.span.start, [head, *others][-1].span.stop))
    whole = Span((before or (head,))[0].span.start, either.span.stop)
    return Node("chain", "", (*before, either), whole) if before else either


def equivalence(text: Template, first: int, equal: dict[int, int], either: dict[int, int]) -> tuple[Node, int]:
    """A iff B or C, with the words as relations; and the last formula of it."""
    parts: list[Node] = []
    last = equal[either.get(first, first)]
    while first <= last:
        stop = either.get(first, first)
        node = joined_by_or(text, first, stop) if first in either else text.node(first)
        assert node is not None
        if parts:
            parts.append(Node("relation", "iff", (), Span(parts[-1].span.stop, node.span.start)))
        parts.append(node)
        first, last = stop + 1, max(last, stop)
    return Node("chain", "", tuple(parts), Span(parts[0].span.start, parts[-1].span.stop)), last


def said_again(
    text: Template, first: int, told: Mapping[int, tuple[str, int]], either: Mapping[int, int]
) -> tuple[Node, int]:
    """|x| > 1, i.e. x > 1 or x < -1, with the words as arrows; and the last formula of it."""
    one, last = text.node(first), first
    assert one is not None
    parts = [one]
    while last in told:
        arrow, stop = told[last]
        other = joined_by_or(text, last + 1, stop) if last + 1 in either else text.node(last + 1)
        assert other is not None
        parts += [Node("relation", arrow, (), Span(parts[-1].span.stop, other.span.start)), other]
        last = stop
    return Node("chain", "", tuple(parts), Span(one.span.start, parts[-1].span.stop)), last
