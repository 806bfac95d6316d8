"""Sums over one set of whole numbers written in two ways, and ranges taken apart.

    hypotheses |- (a <= i <= b and l(i) <= j <= h(i))  iff  (c <= j <= d and l'(j) <= i <= h'(j)), for whole i and j
    ---------------------------------------------------------------------------------------------------------- Exchanged
    sum_{i=a}^b sum_{j=l(i)}^h(i) f  =  sum_{j=c}^d sum_{i=l'(j)}^h'(j) f, likewise for products

    lo - 1 <= c <= hi, whole                                  lo <= c <= hi, the integral has a value
    ----------------------------------------------- Split     ------------------------------------------- Split
    sum_lo^hi f = sum_lo^c f + sum_{c + 1}^hi f               integral_lo^hi = integral_lo^c + integral_c^hi

    f(k) = c binomial(n, k) x^k y^(n - k) for 0 <= k <= n, n whole, n >= 0
    ---------------------------------------------------------------------- Expanded, c, x and y without k
    sum_{k=0}^n f(k) = c (x + y)^n
"""

from __future__ import annotations

from derive.kernel.certificate import Exchanged, Expanded, Listed, Split, Summed, Telescoped
from derive.kernel.congruence import standing
from derive.kernel.handbook import listed
from derive.kernel.integration import knowledge, replaced
from derive.kernel.places import Terms, Unproved, whole
from derive.kernel.polynomial import is_real
from derive.kernel.series import Identical, without
from derive.kernel.setting import Setting
from derive.kernel.signs import have_values, is_nonnegative
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, minus, number, substitute

ONE = number(1)
Bounds = tuple[Term, Term]


def moved(
    hypotheses: Terms, goal: Term, step: Summed | Telescoped | Exchanged | Split | Listed | Expanded,
    identical: Identical,
) -> Term:
    """The goal with a sum, product or integral in another form. Fails with Unproved."""
    match step:
        case Exchanged():
            return exchanged(hypotheses, goal, step)
        case Split():
            return split(hypotheses, goal, step)
        case Expanded():
            return expanded(hypotheses, goal, step, identical)
        case Listed():
            return listed(hypotheses, goal, step, identical)
    return without(hypotheses, goal, step, identical)


def exchanged(hypotheses: Terms, goal: Term, step: Exchanged) -> Term:
    """The goal with the double sum in the other order. Fails with Unproved."""
    match step.sum:
        case Bind(head, i, Bind(other, j, body, (low, high)), (first, last)) if head == other and head in (
            "sum", "product",
        ) and step.sum in standing(goal) and i.sort == j.sort == "integer" and i != j:
            pass
        case _:
            raise Unproved("no double sum or product that stands in the goal")
    ends = (first, last, low, high, *step.outer, *step.inner)
    outside = frozenset().union(*map(free, (first, last, *step.outer)))
    if {i, j} & outside or j in free(low) | free(high) or i in free(step.inner[0]) | free(step.inner[1]):
        raise Unproved("a range that depends on its own index, or on one that runs inside")
    if not all(map(whole, ends)):
        raise Unproved("an end that may not be whole")
    taken = free(goal).union(*map(free, (*hypotheses, *ends)), free(body)) | {i, j}
    p = fresh(Symbol("p", "integer"), taken)
    q = fresh(Symbol("q", "integer"), taken | {p})
    names = {i: p, j: q}
    here = _within(p, (first, last), names) + _within(q, (low, high), names)
    there = _within(q, step.outer, names) + _within(p, step.inner, names)
    for given, wanted in ((here, there), (there, here)):
        setting = Setting((*hypotheses, *given), ())
        if not all(setting.facts.nonnegative(setting.difference(*reversed(one.args))) for one in wanted):
            raise Unproved("the ranges are not seen to be the same")
    return replaced(goal, {step.sum: Bind(head, j, Bind(head, i, body, step.inner), step.outer)})


def _within(index: Symbol, ends: Bounds, names: dict[Symbol, Symbol]) -> tuple[Apply, ...]:
    lo, hi = (substitute(end, dict(names)) for end in ends)
    return Apply("<=", (lo, index)), Apply("<=", (index, hi))


def split(hypotheses: Terms, goal: Term, step: Split) -> Term:
    """The goal with a range in two parts. Fails with Unproved."""
    one, at = step.binder, step.at
    if one not in standing(goal) or one.variable in free(at):
        raise Unproved("no sum, product or integral that stands in the goal")
    lo, hi = one.bounds
    if one.head == "integral":
        known = knowledge(Obligation(hypotheses, goal))
        endless = (Apply("infinity"), Apply("-", (Apply("infinity"),)))
        if at in endless or not (lo == endless[1] or is_nonnegative(minus(at, lo), known)) or not (
            hi == endless[0] or is_nonnegative(minus(hi, at), known)
        ) or not have_values((at,), known):
            raise Unproved("a point that may not be between the ends")
        after = at
    else:
        if not whole(at) or not whole(lo) or (hi != Apply("infinity") and not whole(hi)):
            raise Unproved("an end that may not be whole")
        after = Apply("+", (at, ONE))
        setting = Setting(hypotheses, ())
        below = setting.facts.nonnegative(setting.difference(after, lo))
        if not below or (hi != Apply("infinity") and not setting.facts.nonnegative(setting.difference(hi, at))):
            raise Unproved("a place that may not be in the range")
    pieces = (Bind(one.head, one.variable, one.body, bounds) for bounds in ((lo, at), (after, hi)))
    return replaced(goal, {one: Apply("*" if one.head == "product" else "+", tuple(pieces))})


def expanded(hypotheses: Terms, goal: Term, step: Expanded, identical: Identical) -> Term:
    """The goal with a power of a sum for its expansion. Fails with Unproved."""
    letters = (step.first, step.second, step.factor)
    match step.sum:
        case Bind("sum", Symbol(_, "integer") as k, body, (lo, n)) if (
            lo == number(0) and whole(n) and step.sum in standing(goal) and not any(k in free(part) for part in letters)
        ):
            pass
        case _:
            raise Unproved("no sum from 0 to a whole number that stands in the goal")
    setting = Setting(hypotheses, ())
    if not setting.facts.nonnegative(setting.of(n)) or not all(is_real(setting.of(part)) for part in letters):
        raise Unproved("a power that may be below zero, or of what may not be real")
    if not have_values(letters, knowledge(Obligation(hypotheses, goal))):
        raise Unproved("a part that may be undefined")
    j = fresh(k, free(goal).union(*map(free, hypotheses), *map(free, letters), free(body)))
    term = Apply("*", (step.factor, Apply("binomial", (n, j)), Apply("^", (step.first, j)),
                       Apply("^", (step.second, minus(n, j)))))
    given = (*hypotheses, Apply("<=", (number(0), j)), Apply("<=", (j, n)))
    if not identical(given, substitute(body, {k: j}), term):
        raise Unproved("another expansion")
    power = Apply("^", (Apply("+", (step.first, step.second)), n))
    return replaced(goal, {step.sum: Apply("*", (step.factor, power))})
