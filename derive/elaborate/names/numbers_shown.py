"""Names that a formula shows to be numbers: what one divides by, what is compared by order, what a norm is.

    1/(2 L), R G / sqrt T, mu/L        L, T
    \\|g\\| <= G                      G
    R = \\|x_0 - x\\|                  R
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.elaborate.language.spelling import spelling
from derive.read.node import Node

_ORDERS = frozenset(("<", "<=", ">", ">="))
_ROWS = frozenset(("juxtapose", "product"))


def numbers_shown(part: Node) -> Iterator[str]:
    """The names of one part of a formula, by which it divides or which it holds against numbers."""
    if part.kind in ("frac", "over"):
        below = part.children[1]
        sides = below.children if below.kind in _ROWS else (below,)
    elif part.kind == "chain":
        signs = {sign.text for sign in part.children[1::2]}
        normed = signs == {"="} and any(side.kind == "norm" for side in part.children[::2])
        sides = part.children[::2] if signs & _ORDERS or normed else ()
    else:
        return
    yield from (name for side in sides if (name := spelling(side)) is not None)
