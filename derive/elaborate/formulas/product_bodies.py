"""Where the body of a product ends: before a sum or product that begins anew under the same name."""

from __future__ import annotations

from derive.elaborate.language.spelling import spelling
from derive.read.node import Node

AGAIN = frozenset(("sum", "prod"))


def ended(node: Node, body: Node, names: set[str]) -> tuple[Node, Node | None]:
    """The body of a product up to a sum or product with an index of the same name, and what begins there.

    In prod_k a_k prod_k b_k the second is no factor of the first's body: its name would hide that of the first.
    """
    if node.text != "prod" or body.kind != "juxtapose":
        return body, None
    *factors, last = body.children
    if last.kind != "bigop" or last.text not in AGAIN or last.children[0].kind != "chain":
        return body, None
    if spelling(last.children[0].children[0]) not in names:
        return body, None
    kept = factors[0] if len(factors) == 1 else Node("juxtapose", body.text, tuple(factors), body.span)
    return kept, last
