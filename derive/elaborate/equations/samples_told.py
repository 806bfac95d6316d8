r"""Samples that words tell: the batch 2, 4, 4, 6 is what the x_i of the page are, and there are four of them.

    counts $3, 0, 2, 5$      lifetimes of $0.5$, $1.2$ and $2.3$ hours      Example: $2, 4, 4, 6$ has \bar x = 4

Another list takes their place. What an example gives ends with its section: in the next one n is any number again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.equations.data import give_data, is_entry, letters_under
from derive.elaborate.language.phrases_samples_en import EXAMPLE, HAVING, SAMPLE
from derive.elaborate.language.template import Template, gaps_in
from derive.kernel.term import Apply, Bind, Symbol, free
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

X = Symbol("x", "array")
SAMPLE_OF_X = "x:sample"                         # where its section and its counts are kept


def read_samples(page: Page, text: Template) -> None:
    """Put the samples of a paragraph in force; another list of numbers, not understood, ends the one before."""
    understood: set[int] = set()
    for match in (*SAMPLE.finditer(text.text), *HAVING.finditer(text.text)):
        gaps = gaps_in(match["list"])
        nodes = [node for index in gaps if (node := text.node(index)) is not None]
        before = set(page.context.values)
        if give_sample(page, nodes[0].children if len(nodes) == 1 and nodes[0].kind == "list" else nodes):
            example = EXAMPLE.search(text.text[text.sentence_start(match.start()):match.start("list")])
            page.homes[SAMPLE_OF_X] = page.section if example else (), set(page.context.values) - before
            understood |= set(gaps)
    for index in range(len(text.formulas)) if SAMPLE_OF_X in page.homes and not understood else ():
        node = text.node(index)
        if node is not None and node.kind == "list" and _is_plain(node.children):
            _end_sample(page)


def give_sample(page: Page, items: Sequence[Node]) -> bool:
    """Whether the items are numbers, and the page speaks of x_i and says nothing else of them: then they are these."""
    if not _is_plain(items) or not letters_under(page.written, "x") & page.context.ranges.keys():
        return False
    told = any(X in free(fact) and not is_entry(fact, X) for fact in page.context.facts if not isinstance(fact, Bind))
    terms = [page.read(item).term for item in items]
    if told or page.context.knows("x") or None in terms:
        return False
    give_data(page, X, Apply("tuple", tuple(term for term in terms if term is not None)))
    return True


def end_examples(page: Page, at_end: bool = False) -> None:
    """A heading, or the end of a problem: the sample of an example of another section is no more in force."""
    section, _ = page.homes.get(SAMPLE_OF_X, ((), set()))
    if section and (at_end or page.section[:len(section)] != section):
        _end_sample(page)
    if at_end:
        page.homes.pop(SAMPLE_OF_X, None)


def _end_sample(page: Page) -> None:
    _, counts = page.homes.pop(SAMPLE_OF_X, ((), set()))
    page.context.withdraw([fact for fact in page.context.facts if is_entry(fact, X)])
    for name in counts:
        page.context.values.pop(name, None)
    page.context.changed()


def _is_plain(items: Sequence[Node]) -> bool:
    """Whether there are three numbers or more, and nothing else."""
    kinds = {part.kind for item in items for part in item.walk()}
    return len(items) > 2 and kinds <= {"number", "negate", "frac", "over"}


__all__ = ["end_examples", "read_samples"]
