"""Sets whose elements are counted: |A| of a name that is a set on the page is no absolute value.

    A cup B, x in B \\setminus A, A subset of B     and |A| < |B|
    a graph, and |E| <= |V|^2

|A| is a name of its own then, for a whole number that is not negative; no counterexample chooses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.elaborate.language.phrases_notation_en import GRAPHS, INFINITE
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Symbol
from derive.read.node import Node

_JOINED = frozenset({"cup", "cap", "setminus", "triangle"})
_WITHIN = frozenset({"in", "notin"})
_BETWEEN = frozenset({"subset", "subseteq", "supset", "supseteq", "subsetneq", "supsetneq"})
_OF_A_GRAPH = frozenset({"V", "E"})


def counted_sets(everything: Iterable[Node], words: str) -> dict[str, str]:
    """The sorts of names that stand alone between bars and are sets elsewhere, or the vertices and edges of a graph.

    Of their sizes as well: where the words speak of infinite sets, a size need be no number, and |A| + 1 may be |A|.
    """
    counted: set[str] = set()
    sets: set[str] = set()
    numbers: set[str] = set()
    for part in (part for node in everything for part in node.walk()):
        if part.kind == "abs" and (name := spelling(part.children[0])) is not None:
            counted.add(name)
        elif part.kind == "operator" and part.text in _JOINED:
            sets |= _named(part.children)
        elif part.kind == "chain":
            for place in range(1, len(part.children) - 1, 2):
                left, sign, right = part.children[place - 1 : place + 2]
                if sign.text in _WITHIN:
                    sets |= _named((right,))
                    numbers |= _named((left,)) if _is_of_numbers(right) else set()
                elif sign.text in _BETWEEN:
                    sets |= _named((left, right))
    if counted >= _OF_A_GRAPH or (counted & _OF_A_GRAPH and all(word.search(words) for word in GRAPHS)):
        sets |= _OF_A_GRAPH
    sizes = "unknown" if INFINITE.search(words) else "integer"
    found = sorted(counted & sets - numbers)
    return dict.fromkeys(found, "set") | {f"|{name}|": sizes for name in found}


def size_of(name: str, sorts: Mapping[str, str]) -> Symbol:
    """How many elements a set has: a whole number, which the page tells if anything does."""
    return Symbol(f"|{name}|", sorts.get(f"|{name}|", "unknown"))


def _named(parts: Iterable[Node]) -> set[str]:
    return {name for part in parts if (name := spelling(part)) is not None}


def _is_of_numbers(node: Node) -> bool:
    """R, R^n, a field of numbers: what is in it is no set."""
    return any(part.kind == "font" and part.text in ("mathbb", "mathbf", "Bbb") for part in node.walk())


__all__ = ["counted_sets", "size_of"]
