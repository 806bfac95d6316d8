"""How long the axes of arrays are by what is declared.

    W \\in \\mathbb{R}^{m \\times n}, W_{ij}      i goes to m and j to n, where no sum says anything else
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.nearest_ranges import Range, end
from derive.kernel.term import number
from derive.read.node import Node

LENGTHS = ("n", "m", "N", "M", "K", "d")
FACES = ("mathbf{", "boldsymbol{", "bm{", "vec{")


def declared(node: Node) -> Iterator[tuple[str, Range]]:
    """The axes of what is declared to be a vector or a matrix, "W:0", each with its range; elements x_i are none."""
    if node.kind != "chain" or len(node.children) < 3 or node.children[1].text != "in":
        return
    left, space = node.children[0], node.children[2]
    if space.kind != "sup" or "R" not in {part.text for part in space.children[0].walk()}:
        return
    size = space.children[1]
    sizes = [part for part in size.children if part.kind != "symbol"] if size.kind == "product" else [size]
    for item in left.children if left.kind == "list" else (left,):
        name = spelling(item)
        for axis, length in enumerate(sizes if name and "_" not in name else ()):
            if (last := end(length)) is not None:
                yield f"{base(name or '')}:{axis}", (number(1), last)


def base(letter: str) -> str:
    """z of \\\\mathbf z and z."""
    for face in FACES:
        if letter.startswith(face) and letter.endswith("}"):
            return letter[len(face):-1]
    return letter


__all__ = ["LENGTHS", "base", "declared"]
