"""Items of a list that are problems of their own: what one of them lets a name stand for ends with it.

    Solve the following equations.      (a) y'' + 4y = 8t        y is another function in (b), and so are c_1 and c_2
                                        (b) y'' - 2y' + y = e^t

    **Gradient descent.** x_2 = 4.4 - 0.48       **Momentum.** x_2 = 4.4 - 1.02

None are found where the words do not say so, and no two items pose equations for the slopes of one function or solve
equations for one name: the items of most problems go on with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language.conventions import CLOSED, FUNCTIONS
from derive.elaborate.language.phrases_notation_en import FOLLOWING, GOES_BACK, PART_OF_A_SOLUTION
from derive.elaborate.language.sheets import BARE
from derive.elaborate.language.spelling import head_of, names_in, spelling
from derive.elaborate.language.stretches import first_words, nodes, way_of
from derive.read.document import Block, Display, Heading, Paragraph
from derive.read.node import Node, outside

LETTERED = re.compile(r"[\s*_\[]*(?:\\(?:textbf|textit|emph)\s*\{)?\(?(?P<label>[a-z]|[ivx]{1,4}|\d{1,2})[.)\]]")
TEX_ITEM_BEFORE = re.compile(r"\\(?:item|(?:sub)*part)(?:\[[^\]]{1,6}\])?\s*\Z")
ITEM = "item"                                    # of LaTeX, and the label of an item that is a problem of its own
TITLED = re.compile(
    r"\s*(?:\*\*|__|\\text(?:bf|it)\{|\\emph\{|\\paragraph\{)(?P<title>[A-Z][^*_}\d]{2,50})[.:]?(?:\*\*|__|\})")
SLOPES = frozenset({"prime", "derivative"})
FIRST = frozenset(("a", "i"))
CONSTANT = re.compile(r"[cCABDkK](?:_\{?\w+\}?)?")


def own_items(blocks: Sequence[Block], source: str) -> list[int]:
    """The places of the blocks with which items begin that are problems of their own; none where there are no such."""
    if methods := _methods(blocks, source):
        return methods
    starts = _starts(blocks, source)
    if len(starts) < 2 or (starts[0] == 0 and not _label_of(blocks[0], source)):
        return []
    items = [blocks[start:stop] for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    if any(isinstance(block, Heading) and block.level < BARE for item in items[:-1] for block in item[1:]):
        return []
    if _pose_slopes(items) or solve_alike(items):
        return starts
    asked = starts[0] > 0 and FOLLOWING.search(_last_sentence(blocks[starts[0] - 1], source)) is not None
    return starts if asked and not _go_back(items, source) else []


def own_names(item: Sequence[Block]) -> set[str]:
    """The names that such an item gives, or asks for, itself, and those of its constants."""
    here = nodes(item)
    constants = {name for node in here for name in names_in(node) if CONSTANT.fullmatch(name)}
    return constants.union(_given_in(item), filter(None, map(unknown_of, here)))


def hold_lists(stretches: Sequence[Sequence[Block]], source: str) -> bool:
    """Whether numbered paragraphs hold lists of lettered items that begin anew: 1. (a) (b)  2. (a) (b) (c)."""
    lists = [[_label_of(block, source) for block in stretch] for stretch in stretches]
    return sum(not FIRST.isdisjoint(labels) for labels in lists) > 1


def _methods(blocks: Sequence[Block], source: str) -> list[int]:
    """Where the paragraphs under titles begin that reckon one sequence in several ways: gradient descent, momentum.

    Two of them give x_2 by other numbers, and none is a part of one solution by its title.
    """
    titles = [(place, title) for place, block in enumerate(blocks) if (title := _title(block, source))]
    between = blocks[titles[0][0] + 1 : titles[-1][0]] if len(titles) > 1 else ()
    if not between or any(PART_OF_A_SOLUTION.match(title) for _, title in titles) or any(
            isinstance(block, Heading) and block.level < BARE for block in between):
        return []
    before: dict[str, str] = {}
    for (place, _), (stop, _) in pairwise([*titles, (len(blocks), "")]):
        here = dict(_elements(blocks[place:stop]))
        if any(before.get(name, way) != way for name, way in here.items()):
            return [place for place, _ in titles]
        before |= here
    return []


def _title(block: Block, source: str) -> str:
    """Momentum, of a paragraph that begins so in bold, or of a line in bold that reads as a heading."""
    bare = isinstance(block, Heading) and block.level == BARE
    words = source[block.span.start : block.span.stop] if bare else first_words(block)
    match = TITLED.match(words) if bare or isinstance(block, Paragraph) else None
    return match["title"] if match is not None else ""


def _elements(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The elements of sequences that are reckoned from numbers, from the last on to the first: x_2 = 4.4 - 1.02."""
    for node in reversed(nodes(blocks)):
        if node.kind != "chain" or len(node.children) < 3:
            continue
        left, right = node.children[0], node.children[2]
        if left.kind == "sub" and left.children[1].kind == "number" and (name := spelling(left)) and not (
                names_in(right)) and right.kind != "number":
            yield name, way_of(right)


def _starts(blocks: Sequence[Block], source: str) -> list[int]:
    """Where the items of the first list of a stretch begin: of the kind of the first label that is found."""
    labels = [(place, _label_of(block, source)) for place, block in enumerate(blocks)]
    first = next(((place, label) for place, label in labels[1:] if label), None)
    if first is None:
        return []
    kind = _kind(first[1])
    return [place for place, label in labels if place >= first[0] and label and _kind(label) == kind]


def _kind(label: str) -> str:
    return "digit" if label.isdigit() else ITEM if label == ITEM else "letter"


def _label_of(block: Block, source: str) -> str:
    """a of "(a) Find ...", "item" of an item in LaTeX; "" for other blocks."""
    if not isinstance(block, Paragraph | Heading):
        return ""
    if TEX_ITEM_BEFORE.search(source, max(0, block.span.start - 40), block.span.start):
        return ITEM
    match = LETTERED.match(first_words(block)) or LETTERED.match(source, block.span.start, block.span.stop)
    return match["label"] if match is not None else ""


def _pose_slopes(items: Sequence[Sequence[Block]]) -> bool:
    """Whether two items begin with equations for the slopes of one function."""
    posed: set[str] = set()
    for item in items:
        name = next(filter(None, map(unknown_of, _first_formulas(item))), None)
        if name in posed:
            return True
        posed |= {name} if name else set()
    return False


def solve_alike(items: Sequence[Sequence[Block]]) -> bool:
    """Whether two items solve equations for one name, and find other numbers: 70 e^{-10k} = 40, so k = 0.056."""
    before: dict[str, str] = {}
    for item in items:
        here: dict[str, str] = {}
        sought: set[str] = set()
        for node in nodes(item):
            if node.kind != "chain" or node.children[1].text not in ("=", "approx"):
                continue
            left, right = node.children[0], node.children[2]
            name, others = spelling(left), names_in(right) - CLOSED
            if name in sought and name is not None and not others:
                here.setdefault(name, way_of(right))
            names = names_in(left) - CLOSED
            if name is None and len(names) == 1 and not others and left.kind not in ("sub", "prime", "derivative"):
                sought |= names                  # of one unknown, and a number on the right
        if any(name in before and before[name] != way for name, way in here.items()):
            return True
        before |= here
    return False


def _first_formulas(item: Sequence[Block]) -> Iterator[Node]:
    """The formulas of the block that an item begins with, and of the display right after it."""
    yield from nodes(item[:1])[:2]
    if len(item) > 1 and isinstance(item[1], Display) and not nodes(item[:1]):
        yield from nodes(item[1:2])[:1]


def unknown_of(formula: Node) -> str | None:
    """The function that an equation asks for: y of y'' + 4y = 8t, and of dy/dx = x y; none of y' = 2x."""
    if formula.kind != "chain" or len(formula.children) != 3 or formula.children[1].text != "=":
        return None
    slopes = list(_slopes(formula))
    names = {name for name, _ in slopes}
    if len(names) != 1:
        return None
    (name,) = names
    stands_beside = any(part.kind == "name" and spelling(part) == name for part in outside(formula, SLOPES))
    return name if stands_beside or any(order > 1 for _, order in slopes) else None


def _slopes(formula: Node) -> Iterator[tuple[str, int]]:
    for part in formula.walk():
        if part.kind == "prime" and (name := spelling(part.children[0])) and name not in FUNCTIONS:
            yield name, len(part.text)
        elif part.kind == "derivative" and (name := spelling(part.children[0])):
            yield name, len(part.children) - 1


def _last_sentence(block: Block, source: str) -> str:
    words = source[block.span.start : block.span.stop].strip().rstrip(".:")
    return re.split(r"[.:;]\s", words)[-1] if not isinstance(block, Display) else ""


def _go_back(items: Sequence[Sequence[Block]], source: str) -> bool:
    """Whether an item speaks of another one, or uses a name that another gave and it does not give itself."""
    given: set[str] = set()
    for item in items:
        words = source[item[0].span.start : item[-1].span.stop]
        label = LETTERED.match(words)
        if GOES_BACK.search(words, label.end() if label is not None else 0):
            return True
        here, used = set(_given_in(item)), set().union(*map(names_in, nodes(item)))
        if any(one in given and not CONSTANT.fullmatch(one) for one in used - here - CLOSED):
            return True
        given |= here
    return False


def _given_in(item: Sequence[Block]) -> Iterator[str]:
    for node in nodes(item):
        gives = node.kind == "chain" and len(node.children) > 2 and node.children[1].text in ("=", "approx", "define")
        left = node.children[0] if gives else node
        name = (head_of(left) or spelling(left)) if gives else None
        if name and name not in names_in(node.children[2]):
            yield name
        if gives and left.kind == "sub" and (base := spelling(left.children[0])):
            yield base                           # x of x_{k+1} = x_k - eta v_k


__all__ = ["ITEM", "hold_lists", "own_items", "own_names", "solve_alike", "unknown_of"]
