"""An equation at the head of a chain, which goes on to work out its other side; then the words solve it.

    1 = c int_0^2 (2x - x^2) dx = 4c/3, so c = 3/4           that it is 1 is the condition; what it equals is judged
    20 = 2(w + 4) = 2w + 8 => w = 6                          c and w are what the first and the last side make of them
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.equations.solving import begin_run, whole
from derive.elaborate.equations.unknowns import beside_marks, spare_first
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.sampling import changes, looks_like_identity
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.told_behind import told_behind
from derive.elaborate.step import Step
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Number, Symbol, Term, free
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

def head_of_chain(page: Page, node: Node, place: int) -> None:
    """The first link of a chain, as it stands; a condition where it asks for what the text says right behind it."""
    last = _posed(page, node)
    if last is None:
        page.steps[place] = spare_first(page, page.steps[place])
        return
    begin_run(page, node, place)
    lone = page.run[0]
    known = frozenset(symbol for symbol in free(lone.left) | free(last) if page.context.knows(symbol.name))
    page.run[0] = replace(lone, right=last, known=known, side=replace(lone.side, term=Apply("=", (lone.left, last))))
    page.statement = whole(page.run[0])
    page.steps[place] = given_equation(page.steps[place])


def tells_nothing(page: Page, chain: Node) -> bool:
    """Whether the last equation of a chain is none to solve: its sides are the same, or the first one is a number."""
    first, one, other = (page.read(chain.children[place]).term for place in (0, -3, -1))
    if first is None or one is None or other is None or not free(other):
        return False
    return not free(first) or (bool(free(one)) and looks_like_identity(one, other) is True)


def worked_out(chain: Node, rest: Sequence[Node]) -> bool:
    """Whether the name at the head of a chain is worked out in it, and what is behind its arrow is solved by that name.

        q = sqrt(K L) = 2/3 L => L = 3/2 q          q is the last side; y = x^2 = 2x + 3 => x = 3 puts two sides equal
    """
    head, *others = chain.children[::2]
    name = spelling(head)
    inside = [names_in(side) for side in others]
    if name is None or len(rest) != 2 or rest[1].kind != "chain" or len(rest[1].children) != 3:
        return False
    solved, sign, value = rest[1].children
    letter = spelling(solved)
    return sign.text == "=" and letter in inside[-1] <= inside[-2] and name in names_in(value) and letter not in (
        names_in(value)) and not any(name in names for names in inside)


def leaves_out(page: Page, step: Step, premise: Term | None, conclusion: Term | None) -> Step:
    """P = 4y + 6 => y = 5, where P is open, or is just that: the words tell what it is, and no value of it refutes."""
    match premise, conclusion:
        case Apply("=", (one, other)), Apply("=", (Symbol() as name, value)) if not free(value):
            others = frozenset(symbol for symbol in free(one) | free(other) if not page.context.knows(symbol.name))
            says_nothing = looks_like_identity(*(unfold(side, page.signature) for side in (one, other))) is True
            if name in others and (says_nothing or (isinstance(one, Symbol) and one in others - {name})):
                return beside_marks(step, others)
    return step


def _posed(page: Page, node: Node) -> Term | None:
    """The last side of a chain that says of a number that it is a formula in the one unknown that is told behind it."""
    sides, signs = node.children[0::2], node.children[1::2]
    if len(sides) < 3 or signs[0].text != "=" or any(sign.text not in ("=", "approx") for sign in signs):
        return None
    number, formula, last = (page.read(side).term for side in (sides[0], sides[1], sides[-1]))
    if number is None or formula is None or last is None:
        return None
    value = page.context.valuation.of(number)
    closed = Number(value) if value is not None else number
    names = free(formula)
    if free(closed) or len(names) != 1 or names != free(last) or any(
            symbol.sort != "real" or page.context.knows(symbol.name) for symbol in names):
        return None
    if looks_like_identity(closed, last) is not False or not changes(closed, last):
        return None
    return last if told_behind(page.document.source, node.span.stop) in {symbol.name for symbol in names} else None


__all__ = ["head_of_chain", "leaves_out", "tells_nothing", "worked_out"]
