"""Items of a list, and sections, that are problems of their own for some names: what they give begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import FUNCTIONS, INDEX_LETTERS
from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION, REWRITING
from derive.elaborate.language.sections import TEX_ITEM_BEFORE, first_words, nodes, title_of, way_of
from derive.elaborate.language.spelling import call_of, head_of, names_in, spelling
from derive.read.document import Block, Heading, Paragraph
from derive.read.node import Node

TITLED = re.compile(r"\s*(?:\*\*|__|\\text(?:bf|it)\{|\\emph\{)[^*_}]{2,40}[.:](?:\*\*|__|\})")


def given_anew(blocks: Sequence[Block], source: str) -> dict[int, frozenset[str]]:
    """The items of lists, and sections, that are problems of their own for some names, by where they begin.

    Each begins by giving a name, and goes on to say something of what it gave; another item gave it by another
    formula: "f(x) = x^2, so f'(x) = 2x", and then "f(x) = x, so f'(x) = 1". Where items begin with functions, all that
    two of them give goes with these. Steps of a solution have titles. A number that an item finds after it has spoken
    of it, k of 70 e^{-10k} = 40, is not the k that another item found.
    """
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Heading) or _is_item(block, source)]
    last: dict[str, str] = {}
    of_functions: dict[str, str] = {}
    found: dict[int, frozenset[str]] = {}
    numbers = set[str]()
    for start, stop in pairwise([*starts, len(blocks)]):
        sought, given = _found_after(blocks[start:stop])
        if sought & numbers and not isinstance(blocks[start], Heading):
            found[start] = frozenset(sought & numbers)
        numbers |= given
        if (first := _gives_first(blocks[start:stop])) is None:
            continue
        name, way, is_function, is_about_it = first
        here = _given_in(blocks[start:stop]) if is_function else {}
        other = {one for one in here if of_functions.get(one, here[one]) != here[one]}
        if is_about_it:
            found[start] = found.get(start, frozenset()) | other | ({name} if last.get(name, way) != way else set())
        last[name] = way
        of_functions |= here
    for start, names in _under_titles(blocks):
        found[start] = found.get(start, frozenset()) | names
    return found


def _under_titles(blocks: Sequence[Block]) -> Iterator[tuple[int, frozenset[str]]]:
    """The sequences and functions that stretches under titles give by other formulas than stretches before them.

    **Gradient descent.** x_{t+1} = 0.6 x_t, x_1 = 0.6      **Momentum.** x_1 = 1 - 0.4
    """
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Heading) or _is_titled(block)]
    before: dict[str, str] = {}
    for start, stop in pairwise([*starts, len(blocks)]):
        title = phrases.INTRODUCING.match(first_words(blocks[start]))
        words = (title["title"] or "") if title is not None else ""
        own = _is_titled(blocks[start]) and not (PART_OF_A_SOLUTION.match(words) or REWRITING.match(words))
        here = dict(_elements_and_functions(blocks[start:stop]))
        anew = {key.partition(" ")[0] for key, way in here.items() if before.get(key, way) != way}
        if anew and own:
            yield start, frozenset(anew)
        before |= here


def _elements_and_functions(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """x_1, x_{t+1} and k(x, z) where an equation gives them first, and by which formula."""
    seen = set[str]()
    for node in nodes(blocks):
        if node.kind != "chain" or node.children[1].text not in ("=", "approx"):
            continue
        left, way = node.children[0], way_of(node.children[2])
        numbered = left.kind == "sub" and any(part.kind == "number" for part in left.children[1].walk())
        name = spelling(left.children[0]) if numbered else head_of(left) if call_of(left) else None
        key = f"{name} {way_of(left)}"
        if name and key not in seen and (left.kind == "sub" or not names_in(node.children[2]) <= FUNCTIONS.keys()):
            seen.add(key)
            yield key, way


def _found_after(blocks: Sequence[Block]) -> tuple[set[str], set[str]]:
    """The names that equations ask for before they come to a number, 70 e^{-10k} = 40, so k = 0.056; and all others."""
    asked, sought, given = set[str](), set[str](), set[str]()
    for node in nodes(blocks):
        left = node.children[0] if node.kind == "chain" and node.children[1].text in ("=", "approx") else node
        name = spelling(left) if left is not node else None
        if name is not None and names_in(node.children[2]) <= FUNCTIONS.keys():
            given.add(name)
            sought |= {name} & asked
        names = names_in(node) - FUNCTIONS.keys() - {"e", "pi"}
        asked |= names if left is not node and len(names) == 1 and name not in names else set()
    return sought, given


def _given_in(blocks: Sequence[Block]) -> dict[str, str]:
    """The names that stand alone on the left of an equation, and what they are said to equal first."""
    found: dict[str, str] = {}
    for node in nodes(blocks):
        left = node.children[0] if node.kind == "chain" and node.children[1].text == "=" else node
        name = spelling(left.children[0]) if _is_element(left) else spelling(left)
        if name and left is not node and name not in names_in(node.children[2]):
            found.setdefault(name, way_of(node.children[2]))
    return found


def _is_item(block: Block, source: str) -> bool:
    if not isinstance(block, Paragraph):
        return False
    before = source[max(0, block.span.start - 40) : block.span.start]
    return TEX_ITEM_BEFORE.search(before) is not None or phrases.LISTED.match(source, block.span.start) is not None


def _is_titled(block: Block) -> bool:
    """**RBF.** k(x, z) = ...: a paragraph under a title of its own."""
    return isinstance(block, Paragraph) and TITLED.match(first_words(block)) is not None


def _is_element(node: Node) -> bool:
    """a_n: of any n."""
    return node.kind == "sub" and node.children[1].text in INDEX_LETTERS


def _gives_first(item: Sequence[Block]) -> tuple[str, str, bool, bool] | None:
    """The name that an item begins with, by which formula, whether it is a function, and whether the item is about it.

    It is where it goes on to speak of it; "the area under y = x^2", "Fourier series of f(x) = x" speak of it already.
    """
    title = title_of(item[0])
    item = item[1:] if title else item
    written_here = nodes(item)
    introduced = phrases.INTRODUCING.fullmatch(first_words(item[0])) if written_here else None
    if introduced is None:
        return None
    first = written_here[0]
    title = introduced["title"] or title
    if PART_OF_A_SOLUTION.match(title) or REWRITING.match(title) or first.kind != "chain" or (
            first.children[1].text != "="):
        return None
    left, right = first.children[0], first.children[2]
    call = call_of(left)
    name, written = head_of(left), way_of(left)
    row = _is_element(left)                      # a_n = 2n + 1: a_1 = 3
    name = spelling(left.children[0]) if row else name
    if call is not None and not names_in(call[1]):
        return None                              # y(0) = C_1 gives no function
    if name is None or name in names_in(right) or (right.kind == "number" and len(first.children) == 3):
        return None
    goes_on = any(
        name in {one.partition("_")[0] if row else one.rstrip("'") for one in names_in(node)}
        and [way_of(side) for side in node.children[:1]] != [written] for node in written_here[1:])
    return name, way_of(right), call is not None, goes_on or bool(introduced["of"])


__all__ = ["given_anew"]
