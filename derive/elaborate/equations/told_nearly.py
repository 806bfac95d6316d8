"""Steps that rest on a number told nearly: r_A \\approx 0.805, then 9 r_A \\approx 7.24, and 1 - r_A \\approx 0.195.

The number put in, with what its digits leave open, must come to the result as far as its digits go. What comes nowhere
near is refuted; what is told of a name by itself is another number for it, and no claim. Nothing is taken from another
section, from far above, or from before words that begin something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.rounding import Units, decimals, last_digit, moved, within_bound
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.language.phrases_notation_en import ELSE_BEGINS
from derive.elaborate.step import Side, Step, goes_on
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

Told = dict[Term, tuple[Side, bool]]             # and whether it was told nearly
NOT_TOLD = "an approximation without a stated accuracy"
FAR = 1500                                       # characters between what is told and what rests on it
OFF = 4                                          # times by which digits that were worked with may be off
SHARE = Fraction(1, 20)                          # of the length of a vector
HALF = Fraction(1, 2)
CLOSE = 0.01                                     # numbers of which digits do not tell the greater


def judge_by_told_numbers(page: Page, start: int) -> None:
    """Approximations that rest on numbers told nearly are judged by these."""
    for place in range(start, len(page.steps)):
        step = page.steps[place]
        if step.undecidable == NOT_TOLD and (judged := _judged(page, place)) is not None:
            page.steps[place] = judged


def _judged(page: Page, place: int) -> Step | None:
    step = page.steps[place]
    left, right = step.lhs, step.rhs
    if left is None or right is None or left.term is None or right.term is None or right.node is None:
        return None
    told: Told = {}
    put_in = rewrite(left.term, partial(_put, page=page, place=place, told=told))
    if not any(is_near for _, is_near in told.values()) or left.term in told or free(put_in) or free(right.term):
        return None
    exact = Obligation((), Apply("=", (put_in, right.term)))
    if is_matrix(put_in) or is_matrix(right.term) or _is_row(right.term):
        gap = Apply("norm", (Apply("+", (put_in, Apply("-", (right.term,)))),))
        most = Apply("*", (number(SHARE), Apply("norm", (right.term,))))
        return replace(step, undecidable="", obligation=exact, rounded=Obligation((), Apply("<=", (gap, most))))
    units: Units = {}
    for side, is_near in told.values():
        units |= decimals(side.node) if is_near and side.node is not None else {}
    off, beside = moved(put_in, units), moved(right.term, decimals(right.node))
    if off is None or beside is None or approximate(put_in, {}) is None:
        return None
    unit = last_digit(right.node) or Fraction(0)
    far = within_bound(put_in, right.term, 2 * unit + OFF * (off + beside))
    near = within_bound(put_in, right.term, unit * HALF + off + beside)
    return replace(step, undecidable="", obligation=exact, rounded=Obligation((), far),
                   within=(Obligation((), near),))


def _put(part: Term, page: Page, place: int, told: Told) -> Term | None:
    """The number that a part was told to be, or that a name in it is given as."""
    if part in told:
        return told[part][0].term
    put = partial(_put, page=page, place=place, told=told)
    match part:
        case Apply("piecewise", (Apply(">" | ">=" | "<" | "<=" as sign, (one, other)), here, elsewhere)):
            near = [approximate(rewrite(side, put), {}) for side in (one, other)]
            if near[0] is None or near[1] is None or abs(near[0] - near[1]) < CLOSE:
                return None
            return rewrite(here if (near[0] > near[1]) == (sign in (">", ">=")) else elsewhere, put)
        case Apply("at", (Symbol(name), Number(index))) if (table := _given(page.steps[place], name)) is not None:
            cells = _cells(table)
            return cells[int(index) - 1] if index.denominator == 1 and 0 < index <= len(cells) else None
    if isinstance(part, Symbol) and (value := _given(page.steps[place], part.name)) is not None:
        return value
    if not isinstance(part, Number) and free(part) and (found := _told(page, place, part)) is not None:
        told[part] = found
        return found[0].term
    return None


def _given(step: Step, name: str) -> Term | None:
    """The number or the table that a name is given as, or that its formula makes of numbers."""
    if step.signature is None:
        return None
    value, known = step.signature.values.get(name), step.signature.definitions.get(name)
    if value is None and known is not None and not known.parameters:
        value = known.body
    return value if value is not None and not free(value) else None


def _cells(table: Term) -> tuple[Term, ...]:
    match table:
        case Apply("transpose", (inner,)):
            return _cells(inner)
        case Apply("tuple", cells):
            return cells
        case Apply("matrix", (Number(rows), Number(columns), *cells)) if 1 in (rows, columns):
            return tuple(cells)
    return ()


def _told(page: Page, place: int, term: Term) -> tuple[Side, bool] | None:
    """The number in digits that a chain gives for a term, the last time that it was on the left; whether nearly."""
    here = page.steps[place]
    found = [at for at in range(place) if (side := page.steps[at].lhs) is not None and side.term == term and (
        page.steps[at].section == here.section and here.at.start - page.steps[at].at.start < FAR)]
    if not found:
        return None
    chain = [page.steps[found[-1]], *_after(page, found[-1], place)]
    last = chain[-1].rhs
    if last is None or last.term is None or last.node is None or free(last.term):
        return None
    if not decimals(last.node) or any(one.relation not in ("=", "approx") for one in chain):
        return None
    between = page.document.source[chain[-1].at.start : here.at.start]
    return None if ELSE_BEGINS.search(between) else (last, any(one.relation == "approx" for one in chain))


def _after(page: Page, first: int, stop: int) -> Iterator[Step]:
    for one, after in pairwise(page.steps[first:stop]):
        if not goes_on(one, after):
            return
        yield after


def _is_row(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "tuple"


__all__ = ["judge_by_told_numbers"]
