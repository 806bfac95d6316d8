"""Places of arrays of which the page tells nothing: behind the last element of told data, and at no whole number.

    x = (1, 2, 3, 4, 5), and sum_{i=1}^{5} sum_{k=1}^{3} w_k x_{i+k-1}     x_6 and x_7 are not told
    y_1 = -1.95, and s_{y_i}                                                another y

And lengths: a sum without a range, of a row whose length is nowhere told, may be over just n, where the page has an n.
Where its index is more than the place of an element, sum_k binom(n, k), sum_l gamma^l r_{t+l}, it may begin at 0, too,
and have no end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.names.lengths import base
from derive.elaborate.names.told_rows import UNNAMED
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, subterms

COUNTS = frozenset("nNmMkKdDTBSpq")              # what the number of things is called

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def has_no_place(page: Page, array: Symbol, goal: Term) -> bool:
    """Whether a goal, its definitions written out, speaks of an element that told data cannot have."""
    if array.sort != "array":
        if array.sort == "integer" and array.name not in page.taken and _has_another_length(page, array, goal):
            return True
        unnamed = array.sort == "integer" and array.name + UNNAMED in page.context.ranges
        return unnamed and _may_be_told(page, array, goal)
    told = {fact.args[0].args[1].value: fact.args[1] for fact in page.context.facts
            if isinstance(fact, Apply) and fact.head == "=" and isinstance(fact.args[0], Apply)
            and fact.args[0].head == "at" and fact.args[0].args[0] == array and len(fact.args[0].args) == 2
            and isinstance(fact.args[0].args[1], Number) and not free(fact.args[1])}
    if not told:
        return False
    written = unfold(goal, page.signature)
    values = {one: page.context.valuation.of(value) for one, value in told.items()}
    broken = any(value is not None and value.denominator != 1 for value in values.values())
    if broken and any(isinstance(part, Apply) and part.head == "at" and any(
            isinstance(inner, Apply) and inner.head == "at" and inner.args[0] == array
            for place in part.args[1:] for inner in subterms(place)) for part in subterms(written)):
        return True
    whole = sorted(told) == list(range(1, len(told) + 1)) and len(told) > 1
    return whole and _reaches(written, array, page.context.valuation, {}) > len(told)


def _has_another_length(page: Page, length: Symbol, goal: Term) -> bool:
    """Whether a length that stands nowhere is of a row over which another sum of the page goes to another end."""
    rows = {row for end, row in _summed(goal) if end == length}
    if not rows:
        return False
    told = [*page.context.facts, *(definition.body for definition in page.context.definitions.values())]
    return any(end != length and row in rows for term in told for end, row in _summed(term))


def _summed(term: Term) -> Iterator[tuple[Term, str]]:
    """The ends of sums, with the rows that stand under them."""
    if "sum" not in heads(term):
        return
    for part in subterms(term):
        if isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2:
            for inner in subterms(part.body):
                match inner:
                    case Apply("at", (Symbol(row), *_)):
                        yield part.bounds[1], row


def _may_be_told(page: Page, length: Symbol, goal: Term) -> bool:
    """Whether a length that the page does not name may be a name of the goal: sum_i (x_i - c) = sum_i x_i - n c."""
    ranges = page.context.ranges
    numbers = {one.name for one in free(goal) if one.sort != "array"} - ranges.keys()
    others = {name for name in numbers if name + UNNAMED not in ranges}
    if any(isinstance(part, Bind) and part.head == "sum" and length in part.bounds and _is_of_a_formula(page, part.body)
           for part in subterms(goal)):
        return True                              # sum b_n^2, of Fourier's b_n, may have no end
    written = subterms(unfold(goal, page.signature))
    if any(isinstance(part, Bind) and part.head in ("sum", "product") and length in part.bounds
           and _is_reckoned_with(part) for part in written):
        return True
    return any(name.partition("_")[0] in COUNTS for name in others) and any(
        isinstance(part, Bind) and part.head in ("sum", "product") and length in part.bounds for part in subterms(goal))


def _is_reckoned_with(binder: Bind) -> bool:
    """Whether the index of a sum is more than the place of an element: rho^k, binom(n, k), x_{t+k}."""
    pending = [binder.body]
    while pending:
        match pending.pop():
            case Symbol() as name if name == binder.variable:
                return True
            case Apply("at" | "delta", (array, *places)):
                pending += [array, *(place for place in places if not isinstance(place, Symbol))]
            case Apply(_, args):
                pending += args
            case Bind("derivative", _, body, (_, *places)):
                pending += [body, *(place for place in places if not isinstance(place, Symbol))]
            case Bind(_, _, body, bounds):
                pending += [body, *bounds]
    return False


def _is_of_a_formula(page: Page, body: Term) -> bool:
    """Whether the elements in a term are all given by formulas of their index alone."""
    given = [part.args[0] for part in subterms(body) if isinstance(part, Apply) and part.head == "at"]
    written = unfold(body, page.signature)
    return bool(given) and not any(isinstance(part, Apply) and part.head == "at" for part in subterms(written))


def is_given_in_bold(page: Page, array: Symbol) -> bool:
    """Whether a formula gives the vectors whose elements these are: h_{t,i} of \\mathbf h_t = tanh(a_t)."""
    return any(name != array.name and base(name) == array.name for name in page.context.definitions)


def _reaches(term: Term, array: Symbol, known: Valuation, ends: Mapping[str, Term]) -> float:
    """The last place of an array that a term speaks of, as far as its indices run between numbers; else 0."""
    match term:
        case Apply("at", (name, place)) if name == array:
            last = Valuation({**known.values, **ends}, known.definitions).of(place)
            return 0.0 if last is None else float(last)
        case Bind("sum" | "product", index, body, (_, high)):
            end = Valuation({**known.values, **ends}, known.definitions).of(high)
            further = ends if end is None else {**ends, index.name: Number(end)}
            return _reaches(body, array, known, further)
        case Bind(_, _, body, _):
            return _reaches(body, array, known, ends)
        case Apply(_, args):
            return max((_reaches(arg, array, known, ends) for arg in args), default=0.0)
    return 0.0
