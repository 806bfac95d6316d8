"""Equations between vectors and matrices as equations between their elements.

    A = B  where both are m by n     1 <= i <= m, 1 <= j <= n  |-  A_ij = B_ij
    A = B  at one place              m = 2, n = 3              |-  A_12 = B_12
    A = B  in size                   m = 2, n = 3              |-  rows of A = rows of B

The first proves, for all sizes at which both sides are defined; the others are what a counterexample breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache

from derive.kernel.components import SORTS, TWO, Elements
from derive.kernel.sizes import ONE, ZERO, Cells, NoElements
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute

LARGEST = 6                                       # side of a table whose cells are taken one by one
SAID = frozenset(("symmetric", "square", "fixed", "elementwise"))
Terms = tuple[Term, ...]
Claim = Callable[[], Term]


def everywhere(hypotheses: Terms, goal: Term) -> list[tuple[Terms, Term]]:
    """The equations of the elements: at every place where these are few, at any place elsewhere.

    What is not read of the hypotheses is left out. Fails with NoElements.
    """
    elements, left, right = _sides(hypotheses, goal)
    _fit(elements, left, right)
    claims: list[Claim] = []
    _distinct((goal,))
    for hypothesis in hypotheses:
        with suppress(NoElements):
            _distinct((goal, hypothesis))
            claims += _claims(elements, hypothesis)
    elements.settled()
    spans = [_span(elements, size, name) for size, name in ((left.rows, "i"), (left.columns, "j"))]
    given: list[Term] = []
    for made in claims:
        with suppress(NoElements):
            given.append(made())
    given += [Apply(">=", (s, ONE)) for s in sorted(elements.open - elements.equal.keys(), key=repr)]
    return [((*bounds, *others, *given), Apply(goal.head, (left.at(i, j), right.at(i, j))))  # type: ignore[union-attr]
            for i, bounds in spans[0] for j, others in spans[1]]


def _span(elements: Elements, size: Term, name: str) -> list[tuple[Term, Terms]]:
    """The places along a side with what is known of each: numbers if they are few."""
    size = elements.known(size)
    if isinstance(size, Number) and size.value in range(1, LARGEST + 1):
        return [(number(k), ()) for k in range(1, int(size.value) + 1)]
    index = fresh(Symbol(name, "integer"), elements.taken)
    elements.taken |= {index}
    return [(index, (Apply("<=", (ONE, index)), Apply("<=", (index, size))))]


def at_place(hypotheses: Terms, goal: Term, sizes: Mapping[Symbol, Term], place: Terms) -> tuple[Terms, Term]:
    """The equation of the elements at one place with numbers for sizes, or at no place () that of the sizes.

    Every hypothesis is carried over. Fails with NoElements where one cannot be.
    """
    if not all(isinstance(n, Number) and n.value.denominator == 1 and 1 <= n.value <= LARGEST for n in sizes.values()):
        raise NoElements("a size that is no small number")
    laid = _laid_out(hypotheses, goal, tuple(sizes.items()), bool(place))
    if isinstance(laid, NoElements):
        raise laid.with_traceback(None)
    elements, left, right, given = laid
    if not place:
        counts = [(elements.known(a), elements.known(b)) for a, b in
                  ((left.rows, right.rows), (left.columns, right.columns))]
        pair = next((pair for pair in counts if pair[0] != pair[1]), None)
        if pair is None or left.zero or right.zero:
            raise NoElements("sides of one size")
        return given, Apply("=", pair)
    for index, size in zip(place, (left.rows, left.columns), strict=True):
        most = elements.known(size)
        if not isinstance(index, Number) or not isinstance(most, Number) or not 1 <= index.value <= most.value:
            raise NoElements("no such place")
    return given, Apply(goal.head, (left.at(*place), right.at(*place)))  # type: ignore[union-attr]


@lru_cache(maxsize=16)
def _laid_out(hypotheses: Terms, goal: Term, sizes: tuple[tuple[Symbol, Term], ...], fit: bool
              ) -> tuple[Elements, Cells, Cells, Terms] | NoElements:
    """The elements of both sides, and what is given of elements; or why there are none. Every place asks for them."""
    goal, *hypotheses_there = (substitute(term, dict(sizes)) for term in (goal, *hypotheses))
    try:
        elements, left, right = _sides(tuple(hypotheses_there), goal)
        if fit:
            _fit(elements, left, right)
        claimed = [claim for h in hypotheses_there for claim in _claims(elements, h)]
        elements.settled()
        for unsettled in sorted(elements.open - elements.equal.keys(), key=repr):
            elements.unify(unsettled, TWO)
        _distinct((*hypotheses_there, goal))
        return elements, left, right, tuple(made() for made in claimed)
    except NoElements as reason:
        return reason


def _sides(hypotheses: Terms, goal: Term) -> tuple[Elements, Cells, Cells]:
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or len(goal.args) != 2:
        raise NoElements("not a relation")
    elements = Elements(hypotheses, goal)
    left, right = (elements.of(side) for side in goal.args)
    if goal.head != "=" and not (left.plain and right.plain):
        raise NoElements("an order of tables")
    if left.zero != right.zero:
        other = right if left.zero else left
        zero = Cells(other.rows, other.columns, lambda i, j: ZERO, other.plain, True)
        left, right = (zero, right) if left.zero else (left, zero)
    return elements, left, right


def _fit(elements: Elements, left: Cells, right: Cells) -> None:
    if left.plain != right.plain and not (left.zero or right.zero or elements.is_one(left if right.plain else right)):
        raise NoElements("a number and a table")
    elements.unify(left.rows, right.rows)
    elements.unify(left.columns, right.columns)


def _distinct(terms: Terms) -> None:
    """No array bears the name of a vector or matrix: x_i may be the i-th of several vectors x."""
    names = frozenset().union(*map(free, terms))
    shaped = {s.name for s in names if s.sort in SORTS}
    if any(s.sort == "array" and s.name in shaped for s in names):
        raise NoElements("an array with the name of a vector")


def _claims(elements: Elements, hypothesis: Term) -> list[Claim]:
    """What a hypothesis says of numbers; sizes are settled on the way. Fails with NoElements."""
    match hypothesis:
        case Apply("in", (Symbol() as name, _)) if name in elements.sizes:
            return [lambda size=size: Apply(">=", (elements.known(size), ONE)) for size in elements.sizes[name]  # type: ignore[misc]
                    if not isinstance(size, Number)]
        case Apply("in", (Apply("at", (Symbol(sort="matrix") as name, _)), Apply("^", (Apply("reals"), _)))):
            return []                            # told in `sizes`
        case Apply("invertible", (Symbol() as name,)) if name.sort == "matrix":
            det = elements.number(Apply("det", (name,)))
            return [lambda: Apply("!=", (det(), ZERO))]
        case Apply(head, (Symbol() as name,)) if head in SAID and name.sort not in ("real", "integer"):
            return []
        case Apply(head, (left, right)) if head in RELATIONS:
            return [_relation(elements, hypothesis, left, right)]
        case Bind("forall", variable, Apply() as body, ()) if variable.sort not in SORTS | {"array"}:
            return [lambda made=made: Bind("forall", variable, made(), ()) for made in _claims(elements, body)]  # type: ignore[misc]
    raise NoElements("a hypothesis that is not about numbers")


def _relation(elements: Elements, claim: Apply, left: Term, right: Term) -> Claim:
    """A relation of numbers, or a vector or matrix that is given by a formula."""
    a, b = elements.of(left), elements.of(right)
    if all(side.plain or elements.is_one(side) for side in (a, b)):
        return lambda: Apply(claim.head, (a.at(ONE, ONE), b.at(ONE, ONE)))
    if claim.head != "=" or not isinstance(left, Symbol) or left.sort not in SORTS or left in free(right) or (
            left in elements.symmetric):
        raise NoElements("a relation of matrices")
    _fit(elements, a, b)
    i, j = elements.index(), elements.index()

    def made() -> Term:
        wide = elements.known(a.columns) != ONE
        equation: Term = Apply("=", (a.at(i, j if wide else ONE), b.at(i, j if wide else ONE)))
        places = (j, i) if left.sort == "matrix" or wide else (i,)
        for place in places:
            equation = Bind("forall", place, equation, ())
        return equation

    return made
