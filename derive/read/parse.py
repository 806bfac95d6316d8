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
from derive.read.numerals import Token
from derive.read.scripts import Scripts
from derive.read.tokens import tokenize
from derive.read.vocabulary import LINES


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


OPERATORS = frozenset(
    ("rel", "arrow", "+", "-", "times", "/", "operator", "pm", "quad", ",", ";", "&", "newline", "begin", "")
)


def flat(tokens: list[Token]) -> list[Token]:
    """Without the alignment marks of lines, and the line breaks outside of every environment.

    A mark beside a sign only aligns. A mark between two operands separates columns of equations: it is left as space
    that separates statements. The marks of matrices and cases stay.
    """
    environments: list[str] = []
    kept: list[Token] = []
    related = False                              # a relation since the last mark
    for index, token in enumerate(tokens):
        if token.kind == "begin":
            environments.append(token.text)
        elif token.kind == "finish" and environments:
            environments.pop()
        lined = not environments or environments[-1] in LINES
        if token.kind in ("rel", "arrow", "begin", "newline"):
            related = token.kind in ("rel", "arrow")
        if lined and (token.kind == "&" or (token.kind == "newline" and not environments)):
            before, after = kept[-1].kind if kept else "", following(tokens, index)
            if before not in OPERATORS and after not in OPERATORS and (related or "text" in (before, after)):
                kept.append(Token("quad", "", token.start, token.stop))
                related = False
            continue
        kept.append(token)
    return kept


def following(tokens: list[Token], index: int) -> str:
    """The kind of the next token that is not an empty group; "" at the end of a row."""
    index += 1
    while index + 1 < len(tokens) and (tokens[index].kind, tokens[index + 1].kind) == ("{", "}"):
        index += 2
    kind = tokens[index].kind if index < len(tokens) else ""
    return "" if kind == "finish" else kind
