"""The letter j as the imaginary unit, where a page of signals or circuits writes it so; it is read as i from then on.

    j^2 = -1, e^{j \\omega t}, R + j \\omega L     j is the unit, where it is nowhere an index; an i on the page is the
                                             unit as well, or an index of which no formula with a j speaks
    i = C dv/dt, \\int i^2 dt                      a current of a page with a j: a name apart from the unit
    H(j \\omega) = 1/(1 + j \\omega R C)         H is a function of omega: every bracket behind it has a factor j
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import names_in
from derive.elaborate.names.imaginary import role_of_i
from derive.elaborate.names.wording import changed
from derive.read.document import Document
from derive.read.node import Node
from derive.read.record import replace

TOLD = re.compile(r"\bj\b\W*(?:is|denotes|for|=)?[^.\n]{0,40}\bimaginary unit|\bimaginary unit\b[^.\n]{0,9}\bj\b", re.I)
ANGULAR = frozenset({"omega", "Omega"})
CURRENT = "ı"                                    # a letter of its own, which no page writes
IMMEDIATE = frozenset({"juxtapose", "product"})


def with_one_unit(document: Document) -> Document:
    """The document with i in place of a j that is the imaginary unit, and functions of j omega as ones of omega."""
    everything = nodes(document.blocks)
    letters = {part.text for top in everything for part in top.walk() if part.kind == "name"}
    if "j" not in letters or any(_is_index(part) for top in everything for part in top.walk()):
        return document
    if "i" in letters and role_of_i(everything, document.source) != "unit" and any(
            {"i", "j"} <= {part.text for part in top.walk() if part.kind == "name"} for top in everything):
        return document                          # sum over i of x_i e^{-j omega i}
    letter_of = {"j": "i", "i": CURRENT if _is_current(everything) else "i"}
    as_i = [_renamed(top, letter_of) for top in everything]
    beside = any(_beside_frequency(part) for top in everything for part in top.walk())
    if not (beside or TOLD.search(document.source) or role_of_i(as_i, "") == "unit"):
        return document
    functions = _of_frequency(as_i)
    return replace(document, blocks=tuple(
        changed(block, lambda node: _along(_renamed(node, letter_of), functions)) for block in document.blocks))


def _is_current(everything: Iterable[Node]) -> bool:
    """Whether an i of the page is neither the unit nor an index: i = 3 A is no index."""
    tops = tuple(everything)
    return role_of_i(tops, "") in ("", "index") and not any(
        _is_index(part, "i") for top in tops for part in top.walk() if part.kind != "chain")


def _is_index(part: Node, letter: str = "j") -> bool:
    """x_j, sum over j, j = 1"""
    if part.kind == "sub":
        below = part.children[1]                 # Res_{z = j}
        return letter in names_in(below.children[0] if below.kind == "chain" else below)
    if part.kind == "bigop":
        return letter in names_in(part.children[0]) if part.children else False
    return part.kind == "chain" and part.children[0].kind == "name" and part.children[0].text == letter


def _beside_frequency(part: Node) -> bool:
    """j omega, j 2 pi f"""
    if part.kind not in IMMEDIATE:
        return False
    names = [child.text for child in part.children if child.kind == "name"]
    return "j" in names and bool(ANGULAR & set(names))


def _renamed(node: Node, letter_of: Mapping[str, str]) -> Node:
    if node.kind == "name":
        return replace(node, text=letter_of[node.text]) if node.text in letter_of else node
    return replace(node, children=tuple(_renamed(child, letter_of) for child in node.children)) if (
        node.children) else node


def _called(part: Node) -> tuple[str, Node] | None:
    """H and what stands in the bracket behind it."""
    if part.kind != "juxtapose" or len(part.children) != 2:
        return None
    name, bracket = part.children
    known = name.kind == "name" and name.text.isupper() and bracket.kind == "paren"
    return (name.text, bracket.children[0]) if known else None


def _has_unit(inside: Node) -> bool:
    return inside.kind == "juxtapose" and inside.children[0].kind == "name" and inside.children[0].text == "i"


def _of_frequency(tops: Iterable[Node]) -> frozenset[str]:
    """The capitals that stand before brackets with a factor i, and before no others."""
    calls = [call for top in tops for part in top.walk() if (call := _called(part)) is not None]
    return frozenset({name for name, inside in calls if _has_unit(inside)}
                     - {name for name, inside in calls if not _has_unit(inside)})


def _along(node: Node, functions: frozenset[str]) -> Node:
    """H(i omega) as H(omega)."""
    call = _called(node)
    if call is not None and call[0] in functions:
        rest = call[1].children[1:]
        inside = rest[0] if len(rest) == 1 else replace(call[1], children=rest)
        return replace(node, children=(node.children[0], replace(node.children[1], children=(inside,))))
    return replace(node, children=tuple(_along(child, functions) for child in node.children)) if node.children else node


__all__ = ["with_one_unit"]
