"""The end of an integration by substitution, where the page does not say what was substituted.

    8 sqrt(u) + C = 8 sqrt(e^(2x) + 1) + C     u stands for e^(2x) + 1

Read so where a constant of integration is added on both sides, the letter is one that substitutions use and nothing
else is said of it, and one and the same term stands in its place everywhere. What is presumed is shown with the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.operand import Operand
from derive.kernel.term import Apply, Symbol, Term, children, free

if TYPE_CHECKING:
    from derive.elaborate.page import Page

CONSTANTS = frozenset({"C", "C_1", "K", "c"})
LETTERS = frozenset({"u", "v", "w", "t", "s", "y", "z", "theta", "phi"})


def put_back(page: Page, left: Operand, right: Operand) -> list[Term]:
    """What the letter of a substitution stands for, if a link puts it back."""
    if left.term is None or right.term is None:
        return []
    knows = page.context.knows
    constants = {name for name in _summands(left.term) & _summands(right.term) if name.name in CONSTANTS}
    (mine, theirs) = free(left.term), free(right.term)
    gone = [name for name in mine - theirs if name.name in LETTERS and name.sort == "real" and not knows(name.name)]
    if not constants or len(gone) != 1 or not theirs - mine or mine - theirs != {gone[0]}:
        return []
    found: set[Term] = set()
    fits = _fits(left.term, right.term, gone[0], found)
    given = next(iter(found), gone[0])
    return [Apply("=", (gone[0], given))] if fits and len(found) == 1 and theirs - mine <= free(given) else []


def _summands(term: Term) -> set[Symbol]:
    """The names that are added by themselves."""
    args = term.args if isinstance(term, Apply) and term.head == "+" else ()
    return {arg for arg in args if isinstance(arg, Symbol)}


def _fits(pattern: Term, term: Term, letter: Symbol, found: set[Term]) -> bool:
    """Whether a term is the pattern with something in place of the letter; what that is, is found."""
    if pattern == letter:
        found.add(term)
        return True
    if letter not in free(pattern):
        return pattern == term
    return (isinstance(pattern, Apply) and isinstance(term, Apply) and pattern.head == term.head
            and len(pattern.args) == len(term.args)
            and all(_fits(a, b, letter, found) for a, b in zip(children(pattern), children(term), strict=True)))
