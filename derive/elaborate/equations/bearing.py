"""What bears on a goal: the names that hypotheses tie to it, and words that say equations or tell of which class it is.

Labels are names that words set to 0 or 1, one way or the other. Which of these is meant, words tell as well.

    label s = 1 if similar        a pair that is not similar: C = max(0, M - d)^2 / 2

So it is with equations told in words: if r is zero. An equation that knows a label on one side only speaks of one
class; one with the label on both sides is of either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from derive.elaborate.language.phrases_notation_en import CHANGED_IN_WORDS, EQUAL_IN_WORDS, LABELLED, TELLS_CLASS
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.told_rows import UNNAMED
from derive.elaborate.unfolding import rests_on
from derive.kernel.term import Apply, Symbol, Term, free, heads
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

REACH = 120                                      # letters behind a formula
REMEMBERED = 4                                   # pages


def connected(page: Page, goal: Term, hypotheses: Sequence[Term]) -> set[Symbol]:
    """The names in a goal, and those that hypotheses tie to them; none where there are no names: 1 - 0.01 = 0.99.

    An index ties no arrays to each other: alpha_i >= 0 beside xi_i >= 0. That k <= M, where M was made up here as the
    length of a row, says nothing of k.
    """
    found, ranges, pending = set(free(goal)), page.context.ranges, list(hypotheses)
    indices = {name for name in ranges if not name.endswith(UNNAMED)}
    made_up = {name.removesuffix(UNNAMED) for name in ranges if name.endswith(UNNAMED)} - {one.name for one in found}

    def ties(hypothesis: Term) -> bool:
        names = {one for one in free(hypothesis) if one.sort != "integer" or one.name not in indices}
        bound = isinstance(hypothesis, Apply) and hypothesis.head == "<=" and heads(hypothesis) == {"<="}
        if bound and any(one.name in made_up for one in names):
            return False
        return not (names or free(hypothesis)).isdisjoint(found)

    while found and (tied := [one for one in pending if ties(one)]):
        pending = [one for one in pending if one not in tied]
        found = found.union(*map(free, tied))
    return found


def told_in_words(page: Page, goal: Term) -> bool:
    """Whether the words before a goal say an equation, if r is zero, that x is doubled, or the class that it is of."""
    if free(goal) and CHANGED_IN_WORDS.search(page.words):
        return True
    return EQUAL_IN_WORDS.search(page.words) is not None or is_of_one_class(page, goal)


def is_of_one_class(page: Page, goal: Term) -> bool:
    """Whether a goal knows a label on one side only: words tell which class it speaks of."""
    if not (known := told(page.document.source)) or not isinstance(goal, Apply) or len(goal.args) != 2:
        return False
    here, there = (rests_on(page.context.definitions, (one.name for one in free(side))) for side in goal.args)
    return any(name in known and not page.context.knows(name) for name in here ^ there)


def labels(page: Page, node: Node) -> bool:
    """Whether an equation is what a label is where words hold, not what it is from here on; it is given."""
    if node.kind != "chain" or len(node.children) != 3 or node.children[1].text != "=" or page.said == "supposed":
        return False
    name, value = spelling(node.children[0]), node.children[2]
    value = value.children[0] if value.kind in ("negate",) and value.children else value
    behind = page.document.source[node.span.stop : node.span.stop + REACH]
    if name is None or value.text not in ("0", "1") or page.context.knows(name) or not TELLS_CLASS.match(behind):
        return False
    page.add(page.step("given", node.children[1].span, role="assumption", lhs=page.read(node.children[0]).side,
                       rhs=page.read(node.children[2]).side, relation="="))
    return True


@lru_cache(maxsize=REMEMBERED)
def told(source: str) -> frozenset[str]:
    """The names that a page calls 0 or 1 where something holds that it says in words."""
    return frozenset(name.lstrip("\\") for found in LABELLED.finditer(source) for name in found.groups() if name)


__all__ = ["connected", "labels", "told_in_words"]
