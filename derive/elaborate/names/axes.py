"""Axes: which names are indexed, and one dimension for each set of connected indices.

An index letter is connected to the axis at which it stands: in h_j and
sum_k e^{h_k} the letters j and k run over one dimension. The dimension has the
bounds that a sum in the section states, or a fresh symbolic length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from derive.elaborate.language.conventions import INDEX_LETTERS
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.stretches import nodes
from derive.elaborate.language.typed_problems import told_in_type
from derive.elaborate.names.lengths import LENGTHS, declared
from derive.elaborate.names.nearest_ranges import Key, Range, ends, near, of_a_letter
from derive.elaborate.names.plainness import is_plain, is_without_indices
from derive.elaborate.names.told_rows import Rows, told_rows
from derive.kernel.term import Symbol, number
from derive.read.document import Block
from derive.read.node import Node

INDEXING = frozenset({"sub", "juxtapose", "apply"})      # the kinds that can show an index


@dataclass
class Survey:
    """What one section shows of its indices."""

    arity: dict[str, int] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)   # of a letter where nothing nearer is known
    local: list[dict[str, Range]] = field(default_factory=list)     # of the letters of each block
    names: set[str] = field(default_factory=set)             # every name written
    distinct: set[str] = field(default_factory=set)          # letters that stand beside their other case
    given: set[str] = field(default_factory=set)             # what a line says by other names
    classes: set[str] = field(default_factory=set)           # z, where z_j stands only as in P(y=z_j)
    rows: dict[str, Range] = field(default_factory=dict)     # of arrays x_1, ..., x_n
    fresh: set[str] = field(default_factory=set)             # lengths that no formula names
    numbers: set[str] = field(default_factory=set)           # d, where d = 512 beside d_k, and k stands nowhere else


def survey(
    blocks: Sequence[Sequence[Node]], known: frozenset[str] = frozenset(),
    before: Mapping[str, Range] = MappingProxyType({}), typed: frozenset[str] = frozenset(),
) -> Survey:
    """Index names and arities of a section, and a range for each index letter of each of its blocks.

    A letter means one index within a block only, and under a sum that states its range, within that sum only:
    \\sum_{i=1}^m x_i and \\sum_{i=1}^n y_i leave x and y apart. Letters that stand at one axis share its range.
    """
    if all(is_plain(top) or is_without_indices(top) for block in blocks for top in block):
        return _of_letters(blocks)
    found = Survey(numbers=_numbers(blocks, typed) | known)
    links = _Links(told_rows(blocks, before))
    found.rows = links.rows.arrays()
    for number_of_block, block in enumerate(blocks):
        for top in block:
            here = {node.text for node in top.walk() if node.kind == "name" and len(node.text) == 1}
            found.distinct |= {name for name in here if name.swapcase() in here}
            events = {id(inner) for node in top.walk() if node.kind == "paren" for inner in _class_names(node, found)}
            for node, keys in _walk(top, number_of_block):
                if id(node) not in events:
                    _look_at(node, keys, found, links)
    for letter in {node.text for stated in links.stated.values() for part in stated for node in part.walk()}:
        links.dropped.add(letter)                             # a length is no index
    links.dropped |= links.rows.lengths
    _give_ranges(found, links, len(blocks))
    found.classes -= found.arity.keys()
    if found.arity.get("delta") == 2 and "delta" not in found.given:
        del found.arity["delta"]                              # Kronecker's: no array, whose values anybody could choose
    return found


def survey_of(
    blocks: Sequence[Block], known: frozenset[str] = frozenset(), before: Mapping[str, Range] = MappingProxyType({}),
) -> Survey:
    """The same of the blocks of a section, with the numbers that running text tells."""
    return survey([nodes([block]) for block in blocks], known, before, told_in_type(blocks))


def _of_letters(blocks: Sequence[Sequence[Node]]) -> Survey:
    """A section without an index: its names alone."""
    found = Survey(local=[{} for _ in blocks])
    for top in (top for block in blocks for top in block):
        here = top.letters()
        found.names |= here
        found.distinct |= {name for name in here if len(name) == 1 and name.swapcase() in here}
    return found


def _numbers(blocks: Sequence[Sequence[Node]], typed: frozenset[str]) -> set[str]:
    """Names that are numbers, for all that a letter stands under them: d = 512, d_k = d / h, where k is no index.

    `typed` are those that running text tells a number, without dollars.
    """
    outside, running = set[str](), set[str]()
    valued = set(typed)
    letters: dict[str, set[str]] = {}
    pending = [top for block in blocks for top in block]
    while pending:
        node = pending.pop()
        for name, letter in _indices(node) if node.kind in INDEXING else ():
            letters.setdefault(name, set()).add(letter)
        if node.kind == "name":
            outside.add(node.text)
        if node.kind == "bigop":
            running |= names_in(node.children[0])
        if node.kind == "chain" and len(node.children) > 2 and node.children[1].text in ("=", "define"):
            left, right = node.children[0], node.children[-1]
            if left.kind == "name" and right.kind == "number":
                valued.add(left.text)
        if node.children:
            pending += node.children[:1] if node.kind == "sub" else node.children
    beside = {name: running.union(*(under for other, under in letters.items() if other != name)) for name in letters}
    found = {n for n in valued & letters.keys() if not (letters[n] & outside and letters[n] & beside[n])}
    others = _other_marks(blocks)
    return found | {name for name in letters if letters[name].isdisjoint(outside) and others.get(name)}


def _other_marks(blocks: Sequence[Sequence[Node]]) -> dict[str, set[str]]:
    """The small letters that stand under a name and are no index: f of v_f, o of d_o; v_i and d_i are of their kind."""
    found: dict[str, set[str]] = {}
    for part in (part for block in blocks for top in block for part in top.walk()):
        if part.kind == "sub" and part.children[1].kind == "name" and (name := spelling(part.children[0])) is not None:
            mark = part.children[1].text
            if len(mark) == 1 and mark.islower() and mark not in INDEX_LETTERS:
                found.setdefault(name, set()).add(mark)
    return found


@dataclass(frozen=True)
class Keys:
    """Which index each letter means at one place."""

    block: int
    bound: Mapping[str, Key]

    def of(self, letter: str) -> Key:
        return self.bound.get(letter) or Key(letter, self.block)


def _walk(top: Node, block: int) -> Iterator[tuple[Node, Keys]]:
    """Every part of a formula, with what its letters mean there."""
    pending = [(top, Keys(block, {}))]
    while pending:
        node, keys = pending.pop()
        yield node, keys
        letter = _stated_letter(node) if node.kind == "bigop" else None
        if letter is None:
            if node.children:
                pending += [(child, keys) for child in node.children[::-1]]
            continue
        inside = Keys(block, {**keys.bound, letter: Key(letter, block, id(node))})
        pending.extend((child, inside) for child in node.children[2:])
        pending.extend((child, keys) for child in node.children[:2])


def _stated_letter(node: Node) -> str | None:
    """i of a sum that states its range: \\sum_{i=1}^n."""
    if node.kind != "bigop" or len(node.children) != 3 or node.children[1].kind == "none":
        return None
    lower = node.children[0]
    if lower.kind == "chain" and len(lower.children) == 3 and lower.children[1].text == "=":
        return lower.children[0].text if lower.children[0].kind == "name" else None
    return None


def _class_names(node: Node, found: Survey) -> Iterator[Node]:
    """The z_j of P(y=z_j)."""
    if node.kind == "paren" and event_letter(node) is not None:
        right = node.children[0].children[2]
        name = spelling(right.children[0]) if right.kind == "sub" else None
        if name is not None:
            found.classes.add(name)
            yield right


def _look_at(node: Node, keys: Keys, found: Survey, links: _Links) -> None:
    if node.kind == "name":
        found.names.add(node.text)
    if node.kind == "chain" and len(node.children) > 2:
        links.lengths |= declared(node)
        said, by = names_in(node.children[0]), set[str]().union(*map(names_in, node.children[2::2]))
        found.given |= said - by
    indices = [pair for pair in _indices(node) if pair[0] not in found.numbers] if node.kind in INDEXING else ()
    if indices:
        array, letters = indices[0][0], [letter for _, letter in indices]
        found.arity[array] = max(found.arity.get(array, 0), len(letters))
        for axis, letter in enumerate(letters if id(node) not in links.rows.last else ()):
            links.join(Key(f"{array}:{axis}", -1), keys.of(letter))
    if node.kind == "bigop" and node.children:
        for array in _shifted(node):             # r_{t+k+1} under a sum over k: r_{t+1} is an element as well
            found.arity.setdefault(array, 1)
        lower, upper = node.children[0], node.children[1]
        stated = _stated_letter(node)
        if stated is not None and upper.kind in ("name", "number"):
            key = Key(stated, keys.block, id(node))
            links.stated[key] = (lower.children[2], upper)
            links.join(key, key)
        elif lower.kind == "name":
            links.join(keys.of(lower.text), keys.of(lower.text))
    if node.kind == "chain" and len(node.children) == 3 and node.children[1].text in ("=", "!="):
        left, right = node.children[0], node.children[2]
        if is_letter(left) and is_letter(right):
            links.maybe.append((keys.of(left.text), keys.of(right.text)))


def _shifted(total: Node) -> Iterator[str]:
    """The names with an index that is a sum in which the index of a sum around them stands."""
    letters = names_in(total.children[0]) & INDEX_LETTERS
    for part in total.children[2].walk() if letters and len(total.children) == 3 else ():
        if part.kind == "sub" and part.children[1].kind == "sum" and names_in(part.children[1]) & letters:
            array = spelling(part.children[0])
            if array is not None:
                yield array


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
    """j in the (y=j) of P(y=j), and in (y=z_j); None for everything else, P(X=k) of a capital among it."""
    inner = argument.children[0] if argument.kind == "paren" and argument.children else argument
    if inner.kind != "chain" or len(inner.children) != 3 or inner.children[1].text != "=":
        return None
    left, right = inner.children[0], inner.children[2]
    if right.kind == "sub" and len(right.children) == 2:
        right = right.children[1]
    return right.text if left.kind == "name" and not left.text.isupper() and is_letter(right) else None


class _Links:
    """Connected components of index letters and axes."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.parent: dict[Key, Key] = {}
        self.maybe: list[tuple[Key, Key]] = []   # i = j connects only what is known to be an index
        self.dropped: set[str] = set()
        self.stated: dict[Key, tuple[Node, Node]] = {}
        self.lengths: dict[str, Range] = {}      # of what is declared in R^n, by its axes

    def root(self, key: Key) -> Key:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: Key, other: Key) -> None:
        self.parent[self.root(one)] = self.root(other)

    def components(self) -> list[list[Key]]:
        for one, other in self.maybe:
            if one in self.parent or other in self.parent:
                self.join(one, other)
        groups: dict[Key, list[Key]] = {}
        for key in self.parent:
            groups.setdefault(self.root(key), []).append(key)
        return list(groups.values())


def _give_ranges(found: Survey, links: _Links, blocks: int) -> None:
    """A range for the letters of each component: the one stated nearest, for the component or else for the letter."""
    free_lengths = [name for name in LENGTHS if name not in found.names] + [f"n{k}" for k in range(1, 100)]
    found.local = [{} for _ in range(blocks)]
    stated = {key: pair for key, written in links.stated.items() if (pair := ends(written)) is not None}
    for component in links.components():
        letters = [key for key in component if key.block >= 0 and key.letter not in links.dropped]
        if not letters:
            continue
        here = {key: stated[key] for key in letters if key in stated}
        common = None if here else of_a_letter(letters, stated, blocks)
        if not here and common is None:
            common = links.rows.of(component)
        if not here and common is None:
            common = next((links.lengths[key.letter] for key in component if key.letter in links.lengths), None)
        if not here and common is None:
            found.fresh.add(free_lengths[0])
            common = (number(1), Symbol(free_lengths.pop(0), "integer"))
        for key in letters:
            pair = common or here.get(key) or near(key, here, blocks)
            found.ranges.setdefault(key.letter, pair)
            if not key.under:
                found.local[key.block][key.letter] = pair
    for key, pair in stated.items():
        if key.letter not in links.dropped:
            found.ranges[key.letter] = pair
