"""Subscripts that say in what a function of the page is differentiated, where it is defined of several names.

    f(x, y) = x^2 y:    f_x, f_{xy}      the derivatives of f
                        f_x(1, 2)        the derivative of f, at x = 1 and y = 2
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import call_of, names_in, spelling
from derive.elaborate.names.wording import changed
from derive.read.document import Block, Document, Formula, Paragraph, Text
from derive.read.node import Node, Span
from derive.read.record import replace

CHANCE = re.compile(
    r"\b(?:densit|marginals?\b(?!\s+(?:product|cost|revenue|utilit|rate|propensit|benefit|profit))|probabilit|random|joint)",
    re.I)
AT = re.compile(r"\bat(?: the (?:critical |stationary )?point)?\s*$", re.I)
INDICES = frozenset("ijklmn")
COORDINATES = frozenset("xyztuvrs")
Functions = Mapping[str, tuple[str, ...]]


def with_partial_derivatives(document: Document) -> Document:
    """The document with \\partial f / \\partial x for each f_x."""
    everything = nodes(document.blocks)
    functions = {} if CHANCE.search(document.source) else {**_by_formulas(everything), **_of_several(everything)}
    if not functions:
        return document
    blocks = (changed(block, lambda node: _rewritten(node, functions)) for block in document.blocks)
    return replace(document, blocks=tuple(_with_places(block, functions) for block in blocks))


def _with_places(block: Block, functions: Functions) -> Block:
    """At (1, 2), where all functions of two names are of x and y: at x = 1, y = 2."""
    if not isinstance(block, Paragraph):
        return block
    pieces = list(block.pieces)
    for index, (before, piece) in enumerate(pairwise(block.pieces), 1):
        if isinstance(before, Text) and isinstance(piece, Formula) and len(piece.parts) == 1 and AT.search(before.text):
            found = {at for letters in functions.values() if (at := _equations(letters, piece.parts[0])) is not None}
            pieces[index] = replace(piece, parts=tuple(found)) if len(found) == 1 else piece
    return replace(block, pieces=tuple(pieces))


def _of_several(tops: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    """The functions that are defined of several letters, and of which; none that is defined of others, too."""
    found: dict[str, tuple[str, ...]] = {}
    twice: set[str] = set()
    for chain in (part for top in tops for part in top.walk() if part.kind == "chain"):
        for side, relation in zip(chain.children[0::2], chain.children[1::2], strict=False):
            call = call_of(side) if relation.text in ("=", "define") else None
            if call is None or side.children[0].kind != "name" or call[1].kind != "list":
                continue
            letters = tuple(part.text for part in call[1].children if part.kind == "name")
            if len(letters) == len(call[1].children) == len(set(letters)) and not INDICES & set(letters):
                twice |= {call[0]} if found.get(call[0], letters) != letters else set()
                found[call[0]] = letters
    return {name: letters for name, letters in found.items() if name not in twice}


def _by_formulas(tops: Sequence[Node]) -> dict[str, tuple[str, ...]]:
    """The names that one formula in two letters gives, with both letters as subscripts: z_x, z_y of z = x^2 y."""
    subscripts = {(part.children[0].text, part.children[1].text) for top in tops if "sub" in top.kinds()
                  for part in top.walk() if part.kind == "sub" and part.children[0].kind == "name"
                  and part.children[1].kind == "name" and part.children[1].text in COORDINATES}
    found: dict[str, tuple[str, ...]] = {}
    twice: set[str] = set()
    for chain in tops if subscripts else ():
        if chain.kind != "chain" or len(chain.children) < 3 or chain.children[1].text not in ("=", "define"):
            continue
        name = chain.children[0].text if chain.children[0].kind == "name" else ""
        letters = tuple(sorted(names_in(chain.children[2]) - FUNCTIONS.keys() - {"e", "pi"}))
        if len(letters) == 2 and name not in letters and all((name, letter) in subscripts for letter in letters):
            twice |= {name} if found.get(name, letters) != letters else set()
            found[name] = letters
    return {name: letters for name, letters in found.items() if name not in twice}


def _rewritten(node: Node, functions: Functions) -> Node:
    here = replace(node, children=tuple(_rewritten(child, functions) for child in node.children))
    if here.kind == "sub":
        return _differentiated(here, functions) or here
    if here.kind == "juxtapose" and len(here.children) > 1:
        return _taken_at_places(here, functions)
    if here.kind == "evaluated" and (places := _places(here.children[0], here.children[1], functions)) is not None:
        return replace(here, children=(here.children[0], places, *here.children[2:]))
    return here


def _differentiated(node: Node, functions: Functions) -> Node | None:
    """f_{xy} as a derivative."""
    name, below = node.children
    letters = functions.get(name.text) if name.kind == "name" else None
    variables = below.children if below.kind == "juxtapose" else (below,)
    if letters is None or not all(part.kind == "name" and part.text in letters for part in variables):
        return None
    return Node("derivative", "partial", (name, *variables), node.span)


def _taken_at_places(product: Node, functions: Functions) -> Node:
    """The derivatives among factors that a bracket with numbers follows, taken there."""
    parts: list[Node] = []
    for part in product.children:
        power = part if part.kind == "sup" else None                     # f_x(1, 2)^2
        places = _places(parts[-1], power.children[0] if power else part, functions) if parts else None
        if places is None:
            parts.append(part)
            continue
        span = Span(parts[-1].span.start, part.span.stop)
        taken = Node("evaluated", "", (parts[-1], places, Node("none", "", (), Span(span.stop, span.stop))), span)
        parts[-1] = replace(power, children=(taken, *power.children[1:]), span=span) if power else taken
    return parts[0] if len(parts) == 1 else replace(product, children=tuple(parts))


def _places(derivative: Node, bracket: Node, functions: Functions) -> Node | None:
    """x = 1, y = 2 for the bracket (1, 2) behind a derivative of f(x, y)."""
    letters = functions.get(spelling(derivative.children[0]) or "") if derivative.kind == "derivative" else None
    return _equations(letters, bracket) if letters is not None else None


def _equations(letters: tuple[str, ...], bracket: Node) -> Node | None:
    """x = 1, y = 2 for (1, 2)."""
    values = bracket.children[0] if bracket.kind == "paren" and bracket.text == "()" else bracket
    if values.kind != "list" or len(values.children) != len(letters):
        return None
    if any(part.kind == "chain" for part in values.children):
        return None
    at = tuple(
        Node("chain", "", (Node("name", letter, (), value.span), Node("relation", "=", (), value.span), value),
             value.span) for letter, value in zip(letters, values.children, strict=True))
    return Node("list", ",", at, values.span)
