"""Items of a list, and sections, that are problems of their own for some names: what they give begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import INDEX_LETTERS
from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION, REWRITING
from derive.elaborate.language.sections import TEX_ITEM_BEFORE, first_words, nodes, title_of, way_of
from derive.elaborate.language.spelling import call_of, head_of, names_in, spelling
from derive.read.document import Block, Heading, Paragraph
from derive.read.node import Node


def given_anew(blocks: Sequence[Block], source: str) -> dict[int, frozenset[str]]:
    """The items of lists, and sections, that are problems of their own for some names, by where they begin.

    Each begins by giving a name, and goes on to say something of what it gave; another item gave it by another
    formula: "f(x) = x^2, so f'(x) = 2x", and then "f(x) = x, so f'(x) = 1". Where items begin with functions, all that
    two of them give goes with these. Steps of a solution have titles.
    """
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Heading) or _is_item(block, source)]
    last: dict[str, str] = {}
    of_functions: dict[str, str] = {}
    found: dict[int, frozenset[str]] = {}
    for start, stop in pairwise([*starts, len(blocks)]):
        if (first := _gives_first(blocks[start:stop])) is None:
            continue
        name, way, is_function, is_about_it = first
        here = _given_in(blocks[start:stop]) if is_function else {}
        other = {one for one in here if of_functions.get(one, here[one]) != here[one]}
        if is_about_it:
            found[start] = frozenset(other | ({name} if last.get(name, way) != way else set()))
        last[name] = way
        of_functions |= here
    return found


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
