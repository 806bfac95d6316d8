"""Plainness: formulas that show nothing of their names, so that nobody need look for it."""

from __future__ import annotations

from derive.read.node import Node

DIVISORS = frozenset({"gcd", "lcm"})             # of whole numbers
TRACES = frozenset({"tr", "Tr", "trace", "Trace", "det"})         # of matrices
_INDICES = frozenset({"sub", "bigop"})
_TELLING = frozenset({"sub", "bigop", "factorial", "binom", "derivative", "integral", "nth", "matrix"})


def is_plain(node: Node) -> bool:
    """Whether a formula of numbers, letters and signs shows nothing of its names: no index, no call, no calculus."""
    try:
        return node._plain
    except AttributeError:
        found = _TELLING.isdisjoint(node.kinds()) and _is_plain(node)
        object.__setattr__(node, "_plain", found)
        return found


def _is_plain(node: Node) -> bool:
    applied = lettered = False
    for part in node.walk():
        match part.kind:
            case "name":
                lettered = lettered or part.text == "i"
                if part.text in ("d", "Delta"):
                    return False
            case "accent":
                if part.text.endswith("hat"):
                    return False                 # an operator may stand before what it acts on
            case "sup":
                if part.children[1].kind != "number":
                    return False
            case "juxtapose" | "sum" | "product":
                before = ""
                for child in part.children:
                    if child.kind == "dots" or (child.kind == "paren" and before == "name"):
                        return False
                    before = child.kind
            case "paren":
                if part.children[0].kind == "chain":
                    return False
            case "relation":
                if part.text == "equiv":
                    return False
            case "given" | "operator":
                return False                     # d | n, n mod d: both are whole
            case "apply":
                applied = True
                if part.children[1].kind == "chain" or part.children[0].text in DIVISORS | TRACES:
                    return False
    return not (applied and lettered)            # exp(i t)


def is_without_indices(node: Node) -> bool:
    """Whether neither an index nor a sum stands in a formula, nor a chain within it, as in P(y=j)."""
    if not _INDICES.isdisjoint(node.kinds()):
        return False
    return not any(part.kind == "chain" and part is not node for part in node.walk())
