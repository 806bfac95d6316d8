"""A node as a compact s-expression: `(chain (sub x 1) = 0.6)`."""

from __future__ import annotations

from derive.read.node import Node

QUOTED = frozenset("() \"'")


def show(node: Node) -> str:
    """The tree on one line. Names and numbers stand for themselves; kind and text are joined by a colon."""
    if node.kind in ("name", "number", "symbol") and node.text and not QUOTED & set(node.text):
        return node.text if node.kind != "symbol" else ":" + node.text
    if node.kind == "none":
        return "_"
    if node.kind == "dots":
        return "..."
    if node.kind == "relation" and not node.children:
        return node.text
    if node.kind == "text":
        return f'"{node.text}"'
    if node.kind == "error":
        return " ".join([f"(error {node.text!r}", *map(show, node.children)]) + ")"
    head = f"{node.kind}:{node.text}" if node.text else node.kind
    return "(" + " ".join([head, *map(show, node.children)]) + ")"
