"""Axes: which names are indexed, and one dimension for each set of connected indices.

An index letter is connected to the axis at which it stands: in h_j and
sum_k e^{h_k} the letters j and k run over one dimension. The dimension has the
bounds that a sum in the section states, or a fresh symbolic length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.elaborate.conventions import INDEX_LETTERS
from derive.elaborate.spelling import names_in, spelling
from derive.kernel.term import Symbol, Term, number
from derive.read.node import Node

LENGTHS = ("n", "m", "N", "M", "K", "d")


@dataclass
class Survey:
    """What one section shows of its indices."""

    arity: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, tuple[Term, Term]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)             # every name written
    distinct: set[str] = field(default_factory=set)          # letters that stand beside their other case
    given: set[str] = field(default_factory=set)             # what a line says by other names
    classes: set[str] = field(default_factory=set)           # z, where z_j stands only as in P(y=z_j)


def survey(nodes: Iterable[Node]) -> Survey:
    """Index names and arities of a section, with one range for each connected component."""
    found = Survey()
    links = _Links()
    bounds: dict[str, tuple[Node, Node]] = {}
    for top in nodes:
        here = {node.text for node in top.walk() if node.kind == "name" and len(node.text) == 1}
        found.distinct |= {name for name in here if name.swapcase() in here}
        events = {id(inner) for node in top.walk() for inner in _class_names(node, found)}
        for node in top.walk():
            if id(node) not in events:
                _look_at(node, found, links, bounds)
    for letter in {node.text for pair in bounds.values() for part in pair for node in part.walk()}:
        links.drop(letter)                                    # a length is no index
    _give_ranges(found, links, bounds)
    found.classes -= found.arity.keys()
    if found.arity.get("delta") == 2 and "delta" not in found.given:
        del found.arity["delta"]                              # Kronecker's: no array, whose values anybody could choose
    return found


def _class_names(node: Node, found: Survey) -> Iterator[Node]:
    """The z_j of P(y=z_j)."""
    if node.kind == "paren" and event_letter(node) is not None:
        right = node.children[0].children[2]
        name = spelling(right.children[0]) if right.kind == "sub" else None
        if name is not None:
            found.classes.add(name)
            yield right


def _look_at(node: Node, found: Survey, links: _Links, bounds: dict[str, tuple[Node, Node]]) -> None:
    if node.kind == "name":
        found.names.add(node.text)
    if node.kind == "chain" and len(node.children) > 2:
        said, by = names_in(node.children[0]), set[str]().union(*map(names_in, node.children[2::2]))
        found.given |= said - by
    indices = list(_indices(node))
    if indices:
        array, letters = indices[0][0], [letter for _, letter in indices]
        found.arity[array] = max(found.arity.get(array, 0), len(letters))
        for axis, letter in enumerate(letters):
            links.join(f"{array}:{axis}", letter)
    if node.kind == "bigop" and node.children:
        lower, upper = node.children[0], node.children[1]
        if lower.kind == "chain" and len(lower.children) == 3 and lower.children[1].text == "=":
            if lower.children[0].kind == "name" and upper.kind in ("name", "number"):
                bounds[lower.children[0].text] = (lower.children[2], upper)
                links.join(lower.children[0].text, lower.children[0].text)
        elif lower.kind == "name":
            links.join(lower.text, lower.text)
    if node.kind == "chain" and len(node.children) == 3 and node.children[1].text in ("=", "!="):
        left, right = node.children[0], node.children[2]
        if is_letter(left) and is_letter(right):
            links.maybe.append((left.text, right.text))


def is_letter(node: Node) -> bool:
    return node.kind == "name" and node.text in INDEX_LETTERS


def _indices(node: Node) -> Iterator[tuple[str, str]]:
    """The indexed name and its index letters: h_j, W_{ij}, W_{i,j}, P(y=j)."""
    if node.kind == "sub" and len(node.children) == 2:
        array, index = spelling(node.children[0]), node.children[1]
        parts = index.children if index.kind in ("list", "juxtapose") else (index,)
        if array and parts and all(is_letter(part) for part in parts):
            for part in parts:
                yield array, part.text
    elif node.kind in ("juxtapose", "apply") and len(node.children) >= 2:
        for name, argument in zip(node.children, node.children[1:], strict=False):
            letter = event_letter(argument)
            if name.kind == "sup":
                name = name.children[0]
            array = spelling(name)
            if letter is not None and array:
                yield array, letter
                return


def event_letter(argument: Node) -> str | None:
    """j in the (y=j) of P(y=j), and in (y=z_j); None for everything else."""
    inner = argument.children[0] if argument.kind == "paren" and argument.children else argument
    if inner.kind != "chain" or len(inner.children) != 3 or inner.children[1].text != "=":
        return None
    left, right = inner.children[0], inner.children[2]
    if right.kind == "sub" and len(right.children) == 2:
        right = right.children[1]
    return right.text if left.kind == "name" and is_letter(right) else None


class _Links:
    """Connected components of index letters and axes."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.maybe: list[tuple[str, str]] = []   # i = j connects only what is known to be an index
        self.dropped: set[str] = set()

    def root(self, key: str) -> str:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: str, other: str) -> None:
        self.parent[self.root(one)] = self.root(other)

    def drop(self, letter: str) -> None:
        self.dropped.add(letter)

    def components(self) -> list[list[str]]:
        for one, other in self.maybe:
            if one in self.parent or other in self.parent:
                self.join(one, other)
        groups: dict[str, list[str]] = {}
        for key in self.parent:
            groups.setdefault(self.root(key), []).append(key)
        return list(groups.values())


def _give_ranges(found: Survey, links: _Links, bounds: dict[str, tuple[Node, Node]]) -> None:
    free_lengths = [name for name in LENGTHS if name not in found.names] + [f"n{k}" for k in range(1, 100)]
    for component in links.components():
        letters = [key for key in component if ":" not in key and key not in links.dropped]
        if not letters:
            continue
        stated = next((bounds[letter] for letter in letters if letter in bounds), None)
        pair = _ends(stated) if stated else None
        if pair is None:
            pair = (number(1), Symbol(free_lengths.pop(0), "integer"))
        for letter in letters:
            found.ranges[letter] = pair


def _ends(stated: tuple[Node, Node]) -> tuple[Term, Term] | None:
    low, high = (_end(node) for node in stated)
    return (low, high) if low is not None and high is not None else None


def _end(node: Node) -> Term | None:
    if node.kind == "number" and node.text.isdigit() and len(node.text) < 10:
        return number(node.text)
    return Symbol(node.text, "integer") if node.kind == "name" else None
