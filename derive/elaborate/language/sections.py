"""Sections: where a problem, a heading or a case begins and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.own_items import hold_lists, solve_alike
from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION
from derive.elaborate.language.sheets import BARE, are_of_a_sheet, boxed, have_data, turns
from derive.elaborate.language.spelling import call_of, head_of, names_in, spelling
from derive.elaborate.language.stretches import first_words, nodes, stretches, way_of
from derive.elaborate.language.typed_problems import told_anew_in_type
from derive.read.document import Block, Formula, Heading, Paragraph

TEX_ITEM_BEFORE = re.compile(r"\\(?:item|question|(?:sub)*part)(?:\[\d{1,3}\])?\s*\Z")
TEX_LIST = re.compile(r"\\begin\{(?:enumerate|itemize|questions|parts)\}")
TEX_LIST_END = re.compile(r"\\end\{(?:enumerate|itemize|questions|parts)\}")
TEX_ITEM = "Item"
TITLED_LABEL = re.compile(r"\s+[A-Z][\w ,'’()-]{2,40}[.:]?(?:\*\*|__)")
MANY = 3                                         # numbered paragraphs that may be problems by their letters alone


def problem_label(block: Block) -> str:
    """The label of the problem that begins with this block; "" where none does.

    A capital label counts as written: "T1." is one, "t1." is not; words such as "Problem 2" count in any case.
    "Question:" is one without a number.
    """
    words = first_words(block).lstrip()
    if isinstance(block, Heading) and (number := phrases.NUMBERED.match(words)) is not None:
        return number["label"]
    match = phrases.PROBLEM.match(words)
    if match is None:
        bare_label = phrases.BARE_PROBLEM.match(words)
        return bare_label["label"].capitalize() if bare_label is not None else ""
    label = match["label"]
    bare = " " not in label
    after = words[match.end("label") :]
    closed = after.lstrip("*_")[:1] in (".", ":", ")", "") or after.startswith(("**", "__"))
    closed = closed or (isinstance(block, Heading) and after.lstrip()[:1] in ("(", "-", "–", "—"))       # Q2 (entropy)
    closed = closed or (words[:2] in ("**", "__") and TITLED_LABEL.match(after) is not None)     # **A2 Braking car.**
    if bare and not (label[0].isupper() and closed):
        return ""
    return label


def problems(blocks: Sequence[Block], source: str = "") -> list[tuple[str, int, int]]:
    """Label, first and last block (exclusive) of each problem; the first has no label.

    Problems without a number are counted: Question, Question 2, Question 3. A single one is none. Where there are none,
    claims are, or the items of a LaTeX list that are solved one by one; or numbered equations, each with its roots.
    """
    for label_of in (problem_label, turns(source), _claim_label, boxed(source)):
        found = _labelled(blocks, label_of)
        labels = [label for label, _, _ in found if label]
        if len(labels) > 1 or (labels and not labels[0].isalpha()):
            return found
    for items in (_labelled(blocks, item_label), _labelled(blocks, _tex_items(blocks, source))):
        if any(isinstance(block, Heading) and block.level < BARE for block in blocks[items[0][2] :]):
            continue                             # an item does not go on under the next heading
        held = [blocks[start:stop] for label, start, stop in items if label]
        if _are_problems(blocks, items) or _define_anew(blocks, items) or hold_lists(held, source) or (
                len(items) > MANY and (
                    _begin_anew(blocks, items, 2) or _are_lettered(items) or told_anew_in_type(blocks, items, source))):
            return items
    apart = _labelled(blocks, _items_and_titles(blocks))
    numbered = [blocks[start:stop] for label, start, stop in apart if label.isdigit()]
    if len(numbered) > MANY and solve_alike(numbered):
        return apart
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    for depth in levels[:2]:                     # the first may be the title of the page
        sections = _labelled(blocks, partial(title_of, level=depth))
        if _begin_anew(blocks, sections) or (_are_titled(sections) and (
                _are_problems(blocks, sections) or are_of_a_sheet(blocks, sections)
                or have_data(blocks, sections, source))):
            return sections
    return [("", 0, len(blocks))]


def is_first_of(stretches: Sequence[tuple[str, int, int]]) -> bool:
    """Whether what stands before the first label is a problem of its own, and no preamble: "Problem 2" comes next."""
    return len(stretches) > 1 and stretches[0][2] > 0 and stretches[1][0].split()[-1] == "2"


def title_of(block: Block, level: int = 0) -> str:
    """The words of a heading, of a level where one is named; "" for other blocks."""
    heading = isinstance(block, Heading) and (not level or block.level == level)
    return block.text.strip().rstrip(".:") if isinstance(block, Heading) and heading else ""


def _are_titled(sections: Sequence[tuple[str, int, int]]) -> bool:
    """Whether no section is a step of a solution, by its title."""
    *before, _ = sections                        # the last one may be a summary
    return not any(PART_OF_A_SOLUTION.match(title) for title, _, _ in before)


def _begin_anew(blocks: Sequence[Block], sections: Sequence[tuple[str, int, int]], least: int = 1) -> bool:
    """Whether sections are problems of their own: none is a step of a solution, and letters stand for something else.

    `least` names that a section begins with are given another number there than where they were given last, or half of
    the sections begin by giving a name by another formula.
    """
    titled = [(title, start, stop) for title, start, stop in sections if title]
    if len(titled) < 2 or not _are_titled(sections):
        return False
    last: dict[str, tuple[bool, str]] = {}
    ever: set[str] = set()
    fresh = numbers = 0
    for _, start, stop in titled:
        here = _first_given(blocks[start:stop])
        if not ever.isdisjoint(parameters_in(blocks[start:stop])):
            return True                          # x = r cos t, and then a function f(x)
        ever |= _given_ever(blocks[start:stop])
        other = [name for name, (_, way) in here.items() if name in last and last[name][1] != way]
        numbers += sum(here[name][0] and last[name][0] for name in other)
        fresh += bool(other)
        last |= here
    return numbers >= least or (2 * fresh >= len(titled) - 1 and fresh > least)


def _define_anew(blocks: Sequence[Block], items: Sequence[tuple[str, int, int]]) -> bool:
    """Whether two items define one function, of other names and by other formulas: l(theta) = ..., and then l(mu)."""
    known: dict[str, tuple[str, str]] = {}
    for label, start, stop in items:
        here: dict[str, tuple[str, str]] = {}
        for node in nodes(blocks[start:stop]) if label else ():
            call = call_of(node.children[0]) if node.kind == "chain" and len(node.children) > 2 else None
            of = spelling(call[1]) if call is not None else None
            if call is None or of is None or node.children[1].text != "=" or of not in names_in(node.children[2]):
                continue
            here.setdefault(call[0], (of, way_of(node.children[2]).replace(repr(of), "")))
        if any(name in known and known[name][0] != of and known[name][1] != way for name, (of, way) in here.items()):
            return True
        known |= here
    return False


def parameters_in(blocks: Sequence[Block]) -> set[str]:
    """The names that the functions of a stretch are defined of: x and y of p(x, y) = x y."""
    return {
        name for node in nodes(blocks) if node.kind == "chain" and len(node.children) > 2
        and node.children[1].text in ("=", "define") and (call := call_of(node.children[0])) is not None
        for part in (call[1].children if call[1].kind == "list" else (call[1],)) if (name := spelling(part))
    }


def _given_ever(blocks: Sequence[Block]) -> set[str]:
    """The names that a stretch says to equal something else: x of x = r cos t."""
    return {
        name for node in nodes(blocks) if node.kind == "chain" and len(node.children) > 2
        and node.children[1].text in ("=", "define") and (name := spelling(node.children[0]))
        and name not in names_in(node.children[2])
    }


def _are_lettered(items: Sequence[tuple[str, int, int]]) -> bool:
    """Whether items have capitals for labels, A. to D. and more: these are no steps of one solution."""
    return all(label.isalpha() for label, _, _ in items if label)


def _first_given(blocks: Sequence[Block]) -> dict[str, tuple[bool, str]]:
    """The names whose first mention in a stretch gives them: whether numbers do, and how it is written."""
    found: dict[str, tuple[bool, str]] = {}
    met: set[str] = set()
    for node in nodes(blocks):
        gives = node.kind == "chain" and len(node.children) > 2 and node.children[1].text == "="
        name = head_of(node.children[0]) if gives else None
        right = node.children[2] if gives else node
        if name and name not in met and name not in names_in(right):
            plain = names_in(right) <= {"pi", "e"} and node.children[0].kind in ("name", "sub")
            found[name] = plain, way_of(right)
        met |= names_in(node)
    return found


def _tex_items(blocks: Sequence[Block], source: str) -> Callable[[Block], str]:
    """The labels of the outermost items of LaTeX lists: Item (1), Item (2)."""
    starts = [block.span.start for block in blocks if isinstance(block, Paragraph) and TEX_ITEM_BEFORE.search(
        source, max(0, block.span.start - 40), block.span.start)]
    depth = {at: len(TEX_LIST.findall(source, 0, at)) - len(TEX_LIST_END.findall(source, 0, at)) for at in starts}
    outermost = [at for at in starts if depth[at] == min(depth.values())]
    return lambda block: f"{TEX_ITEM} ({outermost.index(at) + 1})" if (at := block.span.start) in outermost else ""


def item_label(block: Block) -> str:
    match = phrases.ITEM.match(first_words(block).lstrip()) if isinstance(block, Paragraph) else None
    return match["label"] if match is not None else ""


def _items_and_titles(blocks: Sequence[Block]) -> Callable[[Block], str]:
    """The labels of numbered paragraphs, and the titles of what comes between them; none before the first of them."""
    first = next((block.span.start for block in blocks if item_label(block)), 0)
    return lambda block: item_label(block) or (
        title_of(block) if block.span.start > first and isinstance(block, Heading) and block.level < BARE else "")


def _are_problems(blocks: Sequence[Block], items: Sequence[tuple[str, int, int]]) -> bool:
    """Whether numbered paragraphs are problems, and no steps of one: most of them ask for something, or have solutions
    of their own, and a name that one of them gives by a formula another one gives by another.
    """
    numbered = [(start, stop) for label, start, stop in items if label]
    asking = sum(any(map(_asks, blocks[start : min(stop, start + 2)])) or any(map(_is_solution, blocks[start:stop]))
                 for start, stop in numbered)
    if len(numbered) < 2 or 2 * asking < len(numbered):
        return False
    given: dict[str, set[tuple[int, str]]] = {}
    for place, (start, stop) in enumerate(numbered):
        for node in nodes(blocks[start:stop]):
            name = head_of(node.children[0]) if node.kind == "chain" and len(node.children) > 2 else None
            if name and node.children[1].text == "=" and names_in(node.children[2]):
                given.setdefault(name, set()).add((place, way_of(node.children[2])))
    return any(len({place for place, _ in ways}) > 1 and len({way for _, way in ways}) > 1 for ways in given.values())


def _asks(block: Block) -> bool:
    """Whether a paragraph begins with a question, or is numbered and begins with what is to be worked out."""
    words = first_words(block).lstrip()
    if isinstance(block, Paragraph) and len(block.pieces) > 1 and phrases.NUMBER_ONLY.match(words):
        asked = block.pieces[1]
        return isinstance(asked, Formula) and not any(part.kind == "chain" for part in asked.parts)
    return bool((phrases.ASKING if isinstance(block, Heading) else phrases.ASKING_ITEM).match(words))


def _is_solution(block: Block) -> bool:
    return phrases.PROOF.match(re.sub(r"\\(?:textbf|textit|emph)\b", "", first_words(block))) is not None


def _claim_label(block: Block) -> str:
    match = phrases.CLAIM.match(first_words(block).lstrip())
    return match["label"].capitalize() if match is not None else ""


def _labelled(blocks: Sequence[Block], label_of: Callable[[Block], str]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    label, start, counts = "", 0, Counter[str]()
    for index, block in enumerate(blocks):
        new = label_of(block)
        if new and new.isalpha():
            counts[new] += 1
            new = new if counts[new] == 1 else f"{new} {counts[new]}"
        if new and new != label:
            found.append((label, start, index))
            label, start = new, index
    found.append((label, start, len(blocks)))
    return found


def is_case(block: Block) -> bool:
    """Whether a block begins a case."""
    return isinstance(block, Heading | Paragraph) and bool(phrases.CASE.match(first_words(block)))


def initials(path: Sequence[str]) -> str:
    """The prefix of step ids: labels as they are, headings by their first letter.

    >>> initials(("T1", "Forward Pass")), initials(("Exercise 12",))
    ('T1.F', 'E12')
    """
    parts = []
    for part in path:
        kept = "".join(c for c in part if c.isalnum())
        digits = "".join(c for c in kept if c.isdigit())
        parts.append(kept if digits and len(kept) <= 6 else kept[:1].upper() + digits[:4])
    return ".".join(part for part in parts if part)


__all__ = [
    "first_words", "initials", "is_case", "is_first_of", "item_label", "nodes", "parameters_in", "problem_label",
    "problems", "stretches", "title_of", "way_of",
]
