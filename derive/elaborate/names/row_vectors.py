r"""Row vectors, on a page where a name times a matrix is the name again: \pi P = \pi.

    \pi P, \pi P^n       P^T \pi, (P^n)^T \pi, the same numbers as a column
    \pi P v              \pi^T P v, a number

Only names are taken so that such an equation shows to be rows, and that are turned nowhere.
"""

from __future__ import annotations

from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.wording import changed
from derive.read.document import Document
from derive.read.node import Node, Span
from derive.read.record import replace

TURNS = frozenset({"top", "intercal", "T"})


def with_row_vectors(document: Document) -> Document:
    """The document with such products as those of columns."""
    parts = [part for top in nodes(document.blocks) for part in top.walk()]
    rows = {name: matrix for part in parts if part.kind == "chain" for name, matrix in _stationary(part)}
    turned = {spelling(part.children[0]) for part in parts
              if part.kind == "sup" and (part.children[1].text in TURNS or spelling(part.children[1]) == "T")}
    rows = {name: matrix for name, matrix in rows.items() if name not in turned}
    if not rows:
        return document
    return replace(document, blocks=tuple(
        changed(block, lambda node: _as_columns(node, rows)) for block in document.blocks))


def _stationary(chain: Node) -> list[tuple[str, str]]:
    """v and M of v M = v."""
    sides = [chain.children[k] for k in range(0, len(chain.children), 2)]
    names = {spelling(side) for side in sides}
    found = []
    for side in sides if all(sign.text == "=" for sign in chain.children[1::2]) else ():
        if side.kind == "juxtapose" and len(side.children) == 2:
            name, matrix = map(spelling, side.children)
            if name in names and name and matrix and matrix[:1].isupper() and len(matrix) == 1 and name != matrix:
                found.append((name, matrix))
    return found


def _as_columns(node: Node, rows: dict[str, str]) -> Node:
    children = tuple(_as_columns(child, rows) for child in node.children)
    node = replace(node, children=children) if children != node.children else node
    if node.kind != "juxtapose" or len(children) < 2:
        return node
    first, *rest = children
    matrix = rows.get(spelling(first) or "")
    if matrix is None or not all(_is_power(factor, matrix) for factor in rest[:-1]):
        return node
    if _is_power(rest[-1], matrix):
        span = Span(rest[0].span.start, node.span.stop)
        inner = rest[0] if len(rest) == 1 else Node("juxtapose", "", tuple(rest), span)
        around = Node("paren", "()", (inner,), inner.span)
        return replace(node, children=(_turned(around), first))
    return replace(node, children=(_turned(first), *rest)) if len(rest) > 1 else node


def _is_power(factor: Node, matrix: str) -> bool:
    """P, P^n and (P^n)."""
    base = factor.children[0] if factor.kind in ("sup", "paren") else factor
    return spelling(base) == matrix or (base is not factor and base.kind == "sup" and _is_power(base, matrix))


def _turned(node: Node) -> Node:
    return Node("sup", "", (node, Node("symbol", "top", (), node.span)), node.span)


__all__ = ["with_row_vectors"]
