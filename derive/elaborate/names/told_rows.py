r"""Rows of which the page writes the ends: what a sum without a range runs over.

    x_1, \dots, x_n          x_1, \dots, x_n \in R        \{x_i\}_{i=1}^n        i = 1, \dots, n        1 <= i <= n

The letter at the end is the length of the row, and no index: where it stands under a name elsewhere too, as x_n of a
recurrence, it is an index still, unless a sum without a range runs over its letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.nearest_ranges import Key, Range, ends
from derive.kernel.term import Symbol, number
from derive.read.node import Node

UNNAMED = ":unnamed"                             # behind a length that no formula of its section names
LONGEST = 6                                      # of a row with its dots
TELLING = frozenset({"list", "sub", "sup", "chain"})          # what may say where a row begins and ends


@dataclass
class Rows:
    """What the rows of a section tell."""

    ends: dict[str, Range | None] = field(default_factory=dict)     # of x:0, an axis, and =i@2; none if two differ
    before: Mapping[str, Range] = field(default_factory=dict)       # what the page told of its arrays before
    last: set[int] = field(default_factory=set)              # x_n at the end of a row: its n is a length

    def of(self, component: Iterable[Key]) -> Range | None:
        """The one range that is told of the arrays and letters that share an axis, if its end is none of them."""
        keys = list(component)
        names = [key.letter if key.block < 0 else f"={key.letter}@{key.block}" for key in keys]
        told = {pair for name in names if (pair := self.ends.get(name)) is not None} or {
            self.before[name] for name in names if name in self.before and name not in self.ends}
        letters = {key.letter for key in keys if key.block >= 0}
        pair = told.pop() if len(told) == 1 else None
        return pair if pair is not None and not (isinstance(pair[1], Symbol) and pair[1].name in letters) else None

    def tell(self, name: str | None, low: Node, high: Node) -> None:
        pair = ends((low, high))
        if name is not None and pair is not None and isinstance(pair[1], Symbol):
            self.ends[name] = pair if self.ends.get(name, pair) == pair else None


    @property
    def lengths(self) -> set[str]:
        """The letters at the ends of rows, which are no indices."""
        told = [pair for name, pair in (*self.before.items(), *self.ends.items())
                if pair is not None and (name not in self.ends or self.last)]
        return {pair[1].name for pair in told if isinstance(pair[1], Symbol)}

    def arrays(self) -> dict[str, Range]:
        """What is told of arrays, for the sections that follow."""
        return {name: pair for name, pair in self.ends.items() if pair is not None and is_axis(name)}


def with_rows(ranges: Mapping[str, Range], rows: Mapping[str, Range], fresh: Iterable[str]) -> dict[str, Range]:
    """The ranges with the rows of a section, and a mark for each length that the section does not name."""
    kept = {name: pair for name, pair in ranges.items() if not name.endswith(UNNAMED)}
    lengths: dict[str, Range] = {name + UNNAMED: (number(1), Symbol(name, "integer")) for name in fresh}
    return {**kept, **rows, **lengths}


def is_axis(name: str) -> bool:
    """Whether a range is kept for the first index of an array, and not for a letter."""
    return name.endswith(":0")


def told_rows(blocks: Sequence[Sequence[Node]], before: Mapping[str, Range]) -> Rows:
    """The rows of a section, after those that the page told of before."""
    rows, elsewhere, bare = Rows(before={k: v for k, v in before.items() if is_axis(k)}), dict[str, int](), False
    final: dict[int, str] = {}
    parts = [(place, part) for place, block in enumerate(blocks) for top in block for part in top.walk()]
    for place, part in parts:
        if part.kind == "sub" and part.children[1].kind == "name":
            elsewhere[part.children[1].text] = elsewhere.get(part.children[1].text, 0) + 1
        bare = bare or (part.kind == "bigop" and part.children[0].kind == "name")
        for name, low, last, high in (*_of_elements(part), *_of_letters(part)) if part.kind in TELLING else ():
            rows.tell(name and (f"{name}@{place}" if name[0] == "=" else f"{name}:0"), low, high)
            if last is not None:
                final[id(last)] = high.text
    counts = {letter: list(final.values()).count(letter) for letter in final.values()}
    rows.last = {one for one, letter in final.items() if bare or elsewhere[letter] == counts[letter]}
    return rows


def _of_elements(part: Node) -> Iterator[tuple[str | None, Node, Node | None, Node]]:
    """x, 1, x_n and n of x_1, ..., x_n; of pairs (x_1, y_1), ..., (x_n, y_n) each."""
    items = part.children if part.kind == "list" else ()
    if part.kind == "sub" and part.text:         # x_j, for what was written x_1, ..., x_n
        yield spelling(part.children[0]), replace(part, kind="number", text="1", children=()), None, replace(
            part, kind="name", children=())
    if not 3 <= len(items) <= LONGEST or items[-2].kind != "dots":
        return
    first, last = ([one] if one.kind == "sub" else _inside(one) for one in (items[0], items[-1]))
    if len(first) != len(last):
        return
    for low, high in zip(first, last, strict=True):
        if low.kind == high.kind == "sub" and spelling(low.children[0]) == spelling(high.children[0]) and (
                low.children[1].kind == "number" and high.children[1].kind == "name"):
            yield spelling(low.children[0]), low.children[1], high, high.children[1]


def _inside(item: Node) -> Sequence[Node]:
    return item.children[0].children if item.kind == "paren" and item.children[0].kind == "list" else ()


def _of_letters(part: Node) -> Iterator[tuple[str | None, Node, None, Node]]:
    """i, 1 and n of i = 1, ..., n, of 1 <= i <= n, and of {x_i}_{i=1}^n."""
    if part.kind == "sup" and part.children[0].kind == "sub":
        (base, below), above = part.children[0].children, part.children[1]
        if base.kind == "paren" and base.text in ("{}", "()") and _is_equation(below) and above.kind == "name":
            names = {spelling(sub.children[0]) for sub in base.walk()
                     if sub.kind == "sub" and spelling(sub.children[1]) == spelling(below.children[0])}
            yield from ((name, below.children[2], None, above) for name in names)
        return
    if part.kind != "chain":
        return
    match [child.text for child in part.children[1::2]]:
        case ["<=", "<="] if part.children[2].kind == "name":
            yield f"={part.children[2].text}", part.children[0], None, part.children[4]
        case ["=" | "in"] if part.children[0].kind == "name":
            right = part.children[2]
            items = _inside(right) if right.kind == "paren" and right.text == "{}" else (
                right.children if right.kind == "list" else ())
            if 3 <= len(items) <= LONGEST and items[-2].kind == "dots":
                yield f"={part.children[0].text}", items[0], None, items[-1]


def _is_equation(node: Node) -> bool:
    return node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "="


__all__ = ["UNNAMED", "Rows", "is_axis", "told_rows", "with_rows"]
