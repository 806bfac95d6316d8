"""LaTeX mathematics in, `Node` trees out. Reading never raises: what cannot be read is an error node.

The conventions for ambiguous notation stand in `derive.read.expression`, those for numbers in `derive.read.tokens`,
those for bars in `derive.read.brackets`.
"""

from __future__ import annotations

from derive.read.atoms import Atoms
from derive.read.brackets import Brackets
from derive.read.derivatives import Derivatives
from derive.read.environments import Environments
from derive.read.expression import Expression
from derive.read.functions import Functions
from derive.read.lines import Lines, label
from derive.read.node import Node, Span
from derive.read.scripts import Scripts
from derive.read.tokens import Token, tokenize


class Parser(Expression, Scripts, Derivatives, Functions, Brackets, Environments, Atoms, Lines):
    """All the notation together."""


def parse_line(source: str, start: int = 0, stop: int | None = None) -> tuple[Node, ...]:
    """The statements on one line of a display, in order, with the words between them."""
    stop = len(source) if stop is None else stop
    named = label(source, start, stop)
    tokens = tokenize(source, named.stop if named else start, stop)
    parts = Parser(source, flat(tokens), start, stop).parts()
    if named is None:
        return parts
    return (Node("text", source[named.start:named.stop], (), named), *parts)


def parse(source: str, start: int = 0, stop: int | None = None) -> Node:
    """One formula: a chain, an expression, a list where there are several statements, or an error."""
    stop = len(source) if stop is None else stop
    parts = parse_line(source, start, stop)
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Node("error", "nothing is written here", (), Span(start, stop))
    return Node("list", ",", parts, Span(parts[0].span.start, parts[-1].span.stop))


def flat(tokens: list[Token]) -> list[Token]:
    """Without the alignment marks and line breaks that are outside of every environment."""
    level = 0
    kept: list[Token] = []
    for token in tokens:
        level += (token.kind == "begin") - (token.kind == "finish" and level > 0)
        if level == 0 and token.kind in ("&", "newline"):
            continue
        kept.append(token)
    return kept
