"""Columns of a typed line: what stands apart by three blanks or more is a statement of its own.

    m = 0.1*2 = 0.2        v = 0.001*4 = 0.004       two statements, and no product 0.2 v
    y = 3 x       + 2                                one: an operator goes on with it
    y = 3         x                                  one: no relation follows
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.read.numerals import Token

WIDE = 3                                         # blanks
OPENING = frozenset(("open", "{", "left", "begin"))
CLOSING = frozenset(("close", "}", "right", "finish"))
ENDING = CLOSING | {"number", "name", "bar"}
BEGINNING = OPENING | {"number", "name", "bar", "func", "accent"}


def in_columns(tokens: Sequence[Token], source: str) -> list[Token]:
    """The tokens with space that separates statements where columns of a typed line stand side by side."""
    found: list[Token] = []
    depth, related = 0, False                    # a relation since the last column began
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        if before is not None and depth == 0 and related and _are_apart(before, token, source) and any(
                one.kind == "rel" for one in tokens[place:]):
            found.append(Token("quad", "", before.stop, token.start))
            related = False
        depth += (token.kind in OPENING) - (token.kind in CLOSING)
        related |= token.kind == "rel"
        found.append(token)
    return found


def _are_apart(before: Token, token: Token, source: str) -> bool:
    gap = source[before.stop : token.start]
    return len(gap) >= WIDE and not gap.strip(" \t") and before.kind in ENDING and token.kind in BEGINNING


__all__ = ["in_columns"]
