"""Sums over pairs: \\sum_{(u, v) \\in E} w(u, v), over the edges of a graph.

A pair is in E where a function of u and v is one, elsewhere it is zero; which pairs are in E is told elsewhere. The
blank in its name keeps it apart from every name of a document, and from every counterexample.
"""

from __future__ import annotations

from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Symbol, Term
from derive.read.node import Node


def names_of_a_pair(node: Node) -> list[str]:
    """u and v of (u, v); none where anything but two different names stands there."""
    inside = node.children[0] if node.kind == "paren" and node.text == "()" else node
    names = [name for part in inside.children if (name := spelling(part))] if inside.kind == "list" else []
    return names if len(set(names)) == len(inside.children) == 2 else []


def of_a_pair(condition: Term) -> Term | None:
    """That function, of a condition (u, v) in E; None of other conditions."""
    match condition:
        case Apply("in", (Apply("tuple", (_, _) as pair), Symbol(name))):
            return Apply("call", (Symbol(f"in {name}", "unknown"), *pair))
    return None
