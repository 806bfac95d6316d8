"""Names in square brackets: the concentration [A], which is a name of its own and no bracket around A.

    \\frac{d[A]}{dt} = -k[A]         [A] stands where nothing could be applied or grouped
    [\\text{OH}^-] = 10^{-11}        so does this
    E[X], f[n], [A]_{ij}            arguments, and elements of A
    2[A] = 6, where A = 3           a bracket: A stands by itself in equations of the page
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.elaborate.language.conventions import INDEX_LETTERS
from derive.elaborate.language.spelling import names_in, spelling
from derive.read.node import Node
from derive.read.record import replace

RATES = frozenset({"k", "K"})                    # constants of rates and equilibria: k[A] applies nothing
LOGARITHMS = frozenset({"ln", "log", "lg"})
BINDING = frozenset({"juxtapose", "apply", "sub", "bigop", "given"})
REACTIONS = frozenset({"to", "leftrightarrow", "rightleftharpoons", "rightarrow", "mapsto"})


def bracketed(tops: Sequence[Node]) -> frozenset[str]:
    """The names that stand in brackets of their own."""
    within = [top for top in tops if "paren" in top.kinds() and any(
        part.kind == "paren" and part.text == "[]" for part in top.walk())]
    found = {name for top in within for name in _alone(top, None)}
    if not found:
        return frozenset()
    indexed = {name for top in within for part in top.walk() if (name := _indexed(part))}
    return frozenset(found - indexed - {name for top in tops for name in _bare(top)})


def named_in(node: Node, named: frozenset[str]) -> Node:
    """The node with brackets around these names as names."""
    if not node.children or "paren" not in node.kinds():
        return node
    if (name := _content(node)) in named and name:
        return Node("accent", "bracket", node.children, node.span)
    children = tuple(named_in(child, named) for child in node.children)
    inner = children[0]
    if node.kind == "sub" and inner.kind == "apply" and inner.children[-1].text == "bracket":        # ln [A]_0
        lower = Node("sub", node.text, (inner.children[-1], *children[1:]), node.span)
        return replace(inner, children=(*inner.children[:-1], lower), span=node.span)
    return replace(node, children=children)


def _content(node: Node) -> str | None:
    """The name of a species that is all that stands in a square bracket: a capital, or a word that begins with one."""
    if node.kind != "paren" or node.text != "[]":
        return None
    name = spelling(node.children[0])
    return name if name and name[0].isupper() and "'" not in name else None


def _alone(node: Node, parent: Node | None) -> Iterator[str]:
    """The names in brackets where nothing stands before them that could take them as an argument."""
    for place, child in enumerate(node.children):
        name = _content(child.children[0] if child.kind in ("sub", "sup") else child)
        before = node.children[place - 1] if place else None
        if name and (node.kind not in BINDING or _leaves_alone(node, before)):
            yield name
        yield from _alone(child, node)
    if parent is None and (name := _content(node)):
        yield name


def _leaves_alone(node: Node, before: Node | None) -> bool:
    """Whether what stands before a bracket applies nothing to it: a number, a constant of a rate, such a bracket."""
    if node.kind == "apply":
        head = node.children[0]
        return (head.children[0] if head.kind == "sub" else head).text in LOGARITHMS
    if node.kind != "juxtapose":
        return False
    if before is None:
        return True
    stem = before.children[0] if before.kind in ("sub", "sup") else before
    closed = stem.kind in ("number", "frac", "root") or (stem.kind == "paren" and stem.text == "()")
    return closed or stem.text in RATES or _content(stem) is not None


def _indexed(part: Node) -> str | None:
    """A of [A]_{ij}"""
    name = _content(part.children[0]) if part.kind == "sub" else None
    letters = names_in(part.children[1]) if name else set()
    return name if letters and letters <= INDEX_LETTERS - {"t"} else None


def _bare(top: Node) -> set[str]:
    """The names of an equation that stand in it outside of such brackets; a reaction is none."""
    if top.kind == "chain" and any(part.text in REACTIONS for part in top.children[1::2]):
        return set()
    found: set[str] = set()
    pending = [top] if spelling(top) is None else []
    while pending:
        part = pending.pop()
        name = spelling(part)
        if name is not None:
            found.add(name)
        elif _content(part) is None:
            pending.extend(part.children)
    return found
