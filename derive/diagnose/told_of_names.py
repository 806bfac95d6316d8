r"""Refuted relations that tell of a name what it is, or is asked to be, and claim nothing of its formula.

    s^2 Y - s + 2 Y = 1/(s + 3), so Y = ...              an equation for Y, which the next statement is solved for
    u = x + y, v = x - y; R becomes -1 <= v <= 1         the region of new variables, where x and y are in the old one
"""

from __future__ import annotations

import re

from derive.diagnose.page_evidence import Refutation
from derive.elaborate.notation import plain
from derive.kernel.term import Apply, Symbol, free

ORDERS = frozenset({"<", "<=", ">", ">="})
NEAR = 160                                       # characters
REGION = re.compile(
    r"\b(?:regions?|domains?|squares?|rectangles?|strips?|triangles?|boxe?s?|images?|maps?|transforms? (?:to|into)"
    r"|becomes?|limits of integration|ranges?|runs?|varies|vary)\b", re.I)


def is_solved_next(asked: Refutation) -> str:
    """Y on one side of an equation, of which nothing is told, where the next statement is Y = ... in other names."""
    later = [one.step for one in asked.page.judgements if one.step.at.start > asked.step.at.start]
    if asked.relation != "=" or asked.goes_on or not later:
        return ""
    follows = min(later, key=lambda step: step.at.start)
    name = follows.lhs.term if follows.lhs is not None else None
    if not isinstance(name, Symbol) or name not in asked.chosen or follows.relation != "=" or (
            follows.at.start - asked.step.at.start > NEAR):
        return ""
    solved = free(follows.rhs.term) if follows.rhs is not None and follows.rhs.term is not None else frozenset()
    if all(name in side for side in asked.sides) or solved.isdisjoint(free(asked.goal) - {name}) or any(
            name in free(fact) for fact in asked.obligation.hypotheses):
        return ""
    return f"false for some {plain(name)}, for which the next statement is solved: it may ask for it"


def is_of_a_region(asked: Refutation) -> str:
    """A bound in numbers of a name that a formula gives, in a sentence about a region."""
    match asked.goal:
        case Apply(head, (Symbol() as name, end) | (end, Symbol() as name)) if head in ORDERS and not free(end):
            given = any(isinstance(fact, Apply) and fact.head == "=" and fact.args[0] == name and len(free(fact)) > 1
                        for fact in asked.obligation.hypotheses)
        case _:
            return ""
    if not given or REGION.search(asked.sentence) is None:
        return ""
    return f"a bound of {plain(name)} in a sentence about a region: that of the new variables may be meant"


__all__ = ["is_of_a_region", "is_solved_next"]
