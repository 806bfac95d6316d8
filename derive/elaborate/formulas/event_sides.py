"""Events in the bracket of a probability: P(A^c), P(\\bar A), P(A'), P(\\neg A) are of what is not A.

    A^c, A^C, A^\\complement, \\bar A, A', \\neg A      complement(A)
    A \\cup B, A \\cap B, A \\setminus B                as they stand, of events
    A or B, A and B, X = 1 or X = 2                  A \\cup B, A \\cap B, and so of what a name is worth
"""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Term
from derive.read.node import Node

CHANCES = frozenset(("P", "Pr", "mathbb{P}", "mathrm{P}"))
_JOINED = {"or": "cup", "and": "cap"}


def event(node: Node, term: Callable[[Node], Term]) -> Term:
    """An event by its node; other parts are read as everywhere."""
    if node.kind == "paren" and node.text == "()" and len(node.children) == 1 and _is_made(node.children[0]):
        return event(node.children[0], term)
    if is_complement(node):
        return Apply("complement", (event(node.children[-1 if node.kind == "phrase" else 0], term),))
    if node.kind == "operator" and node.text in ("cup", "cap", "setminus") and all(map(_is_made, node.children)):
        return Apply(node.text, tuple(event(child, term) for child in node.children))
    if is_joined(node):
        dotted = any(child.kind == "dots" for child in node.children)
        parts = (Apply("dots") if child.kind == "dots" else event(child, term) for child in node.children)
        return Apply(f"dotted {_JOINED[node.text]}" if dotted else _JOINED[node.text], tuple(parts))
    name = spelling(node) or ""
    inner = name[4:-1] if name.startswith("bar{") else name[:-1] if name.endswith("'") else ""
    if len(inner) == 1 and inner.isupper():
        return Apply("complement", (term(Node("name", inner, (), node.span)),))
    return term(node)


def _is_made(node: Node) -> bool:
    """Whether a node is an event by its looks: a capital letter, or what is made of such."""
    if node.kind == "paren" and len(node.children) == 1:
        return _is_made(node.children[0])
    if is_complement(node) or is_joined(node):
        return True
    if node.kind == "operator" and node.text in ("cup", "cap", "setminus"):
        return all(map(_is_made, node.children))
    name = (spelling(node) or "").removeprefix("bar{")
    return name[:1].isupper() or name.startswith("event ") or (node.kind == "name" and len(name) > 2)


def is_joined(node: Node) -> bool:
    """Whether a node is of events joined by a word: A or B, X = 1 or X = 2 or ... or X = n."""
    return node.kind == "logic" and node.text in _JOINED and all(
        child.kind in ("chain", "dots") or _is_made(child) for child in node.children)


def is_complement(node: Node) -> bool:
    """Whether a node is of what an event is not: A^c, not A."""
    if node.kind == "logic":
        return node.text == "not" and _is_made(node.children[0])
    if node.kind == "phrase":
        return len(node.children) == 2 and node.children[0].text == "not" and _is_made(node.children[1])
    return node.kind == "sup" and _is_made(node.children[0]) and (
        node.children[1].kind in ("name", "symbol") and node.children[1].text in ("c", "C", "complement"))
