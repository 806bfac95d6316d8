"""The fundamental theorem of calculus, for sums of integrals over one interval.

    c_1 f_1 + ... + c_n f_n = G'  on the open interval          G is continuous on the closed one
    ------------------------------------------------------------------------------------------------
    c_1 * integral of f_1 + ... + c_n * integral of f_n  =  G(hi) - G(lo)

The integrals exist, since both sides of the equation in which they stand are defined. With G constant this is
linearity, with G = u v integration by parts. G is continuous where its divisors are not zero, the arguments
of its logarithms positive, and so on: each such condition must be evident from its sign, by Sturm's theorem
for a polynomial, or by enclosures on small pieces of the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from derive.kernel.certificate import Gathered, Integrals
from derive.kernel.consequence import minus
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.signs import ZERO, conditions, facts, holds, is_nonnegative
from derive.kernel.term import RELATIONS, Apply, Bind, Obligation, Symbol, Term, free, fresh, substitute

PIECES = 256                                     # of an interval, for enclosures
BITS = 64
Identical = Callable[[tuple[Term, ...], Term, Term], bool]


class NotIntegrated(Exception):
    """A certificate of integrals does not fit its equation."""


def remaining(obligation: Obligation, certificate: Integrals, identical: Identical) -> Obligation:
    """The equation that is left when the gathered integrals are replaced by what they are worth.

    Fails with NotIntegrated, saying which premise of the theorem is missing.
    """
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        raise NotIntegrated("not an equation")
    names = named(goal)
    known = facts(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    known |= frozenset(conditions((goal,))[0])
    right = [replaced(goal.args[1], names)]
    for group in certificate.groups:
        right.append(_worth(group, obligation.hypotheses, known, identical))
        for coefficient, integral in group.members:
            if integral not in names:
                raise NotIntegrated("an integral that does not stand in the equation")
            right.append(Apply("*", (coefficient, names[integral])))
    # left = right + sum of c * integral - (G(hi) - G(lo)), and the sum in the equation is what it is worth
    return Obligation(obligation.hypotheses, Apply("=", (replaced(goal.args[0], names), Apply("+", tuple(right)))))


def named(goal: Term) -> dict[Term, Symbol]:
    """A name for every definite integral that must exist for the goal to be defined."""
    found: dict[Term, Symbol] = {}
    pending = [goal]
    taken = free(goal)
    while pending:
        part = pending.pop()
        if isinstance(part, Bind) and part.head == "integral":
            if part not in found:
                found[part] = fresh(Symbol("J"), taken)
                taken |= {found[part]}
        elif isinstance(part, Apply) and part.head not in ("piecewise", "and", "or", "not", "implies", "iff"):
            pending.extend(reversed(part.args))
    return found


def replaced(term: Term, names: dict[Term, Symbol]) -> Term:
    """The term with its integrals named."""
    if term in names:
        return names[term]
    if isinstance(term, Apply) and term.head not in ("piecewise", "and", "or", "not", "implies", "iff"):
        return Apply(term.head, tuple(replaced(arg, names) for arg in term.args))
    return term


def _worth(group: Gathered, hypotheses: tuple[Term, ...], known: frozenset[Apply], identical: Identical) -> Term:
    """-(G(hi) - G(lo)). Fails where the theorem does not apply."""
    if not group.members:
        raise NotIntegrated("no integrals")
    lo, hi = group.members[0][1].bounds
    x = fresh(Symbol(group.variable.name), free(lo) | free(hi) | free_of(hypotheses) | frozenset(
        symbol for c, integral in group.members for symbol in free(c) | free(integral)))
    total: list[Term] = []
    for coefficient, integral in group.members:
        if integral.head != "integral" or group.variable in free(coefficient):
            raise NotIntegrated("a coefficient that depends on the variable")
        if not all(a == b or identical(hypotheses, a, b) for a, b in zip(integral.bounds, (lo, hi), strict=True)):
            raise NotIntegrated("integrals over different intervals")
        total.append(Apply("*", (coefficient, substitute(integral.body, {integral.variable: x}))))
    antiderivative = substitute(group.antiderivative, {group.variable: x})
    order = ordered(x, lo, hi, known)
    slope = Bind("derivative", x, antiderivative, (x,))
    if not identical((*hypotheses, *order), slope, Apply("+", tuple(total))):
        raise NotIntegrated("the derivative is not the integrand")
    if x not in free(antiderivative):
        return ZERO
    _check_continuous(antiderivative, x, (lo, hi), known, facts(order))
    ends = (substitute(antiderivative, {x: lo}), substitute(antiderivative, {x: hi}))
    return minus(*ends)


def free_of(terms: Iterable[Term]) -> frozenset[Symbol]:
    """The symbols free in any of the terms."""
    return frozenset().union(*(free(term) for term in terms))


def ordered(x: Symbol, lo: Term, hi: Term, known: frozenset[Apply]) -> tuple[Apply, ...]:
    """What is known of a number between the ends: lo < x < hi, the other way round, or nothing."""
    infinity, below = Apply("infinity"), Apply("-", (Apply("infinity"),))
    if lo == below or hi == infinity:
        found = [] if lo == below else [Apply("<", (lo, x))]
        return (*found, *([] if hi == infinity else [Apply("<", (x, hi))]))
    if infinity in (lo, hi) or below in (lo, hi):
        return ()
    if is_nonnegative(minus(hi, lo), known):
        return Apply("<", (lo, x)), Apply("<", (x, hi))
    if is_nonnegative(minus(lo, hi), known):
        return Apply("<", (hi, x)), Apply("<", (x, lo))
    return ()


def _check_continuous(
    term: Term, x: Symbol, ends: tuple[Term, Term], known: frozenset[Apply], inside: frozenset[Apply]
) -> None:
    """The term is defined on the closed interval and smooth on the open one."""
    if any(isinstance(end, Apply) and end.head in ("infinity", "-") and Apply("infinity") in (end, *end.args)
           for end in ends):
        raise NotIntegrated("an infinite interval")
    needed, opaque = conditions((term,))
    if any(x in free(part) for part in opaque):
        raise NotIntegrated("an antiderivative that may jump")
    for condition in (*needed, *_kinks(term)):
        subject = condition.args[0]
        if x not in free(subject):
            if not holds(condition, known):
                raise NotIntegrated("an antiderivative that may not exist")
            continue
        for end in ends:
            at = Apply(condition.head, (substitute(subject, {x: end}), ZERO))
            if condition not in _kinks(term) and not _holds_closed(at, known):
                raise NotIntegrated("an antiderivative that may not exist at an end")
        strict = Apply("!=" if condition.head == "!=" else ">", condition.args)
        if not inside and ends[0] != ends[1]:
            raise NotIntegrated("which end is the greater")
        if not holds(strict, known | inside) and not _holds_on_pieces(strict, x, ends):
            raise NotIntegrated("an antiderivative that may jump inside the interval")


def _holds_closed(condition: Apply, known: frozenset[Apply]) -> bool:
    """A condition at an end; a zero found exactly counts for >=."""
    if holds(condition, known):
        return True
    subject = condition.args[0]
    if condition.head != ">=" or free(subject):
        return False
    try:
        return enclose(subject, {}, BITS) == 0
    except (Undefined, Unknown):
        return False


def _kinks(term: Term) -> list[Apply]:
    """What must not vanish inside for the term to be smooth: |u|, sign u, and the like are met only with care."""
    found: list[Apply] = []
    pending = [term]
    while pending:
        part = pending.pop()
        if isinstance(part, Apply):
            pending.extend(part.args)
            if part.head == "abs":
                found.append(Apply("!=", (part.args[0], ZERO)))
            elif part.head in ("sign", "floor", "ceil", "max", "min", "mod"):
                raise NotIntegrated("an antiderivative with kinks")
    return found


def _holds_on_pieces(condition: Apply, x: Symbol, ends: tuple[Term, Term]) -> bool:
    """The subject keeps clear of zero on the closed interval, by enclosures on halves of halves."""
    subject = condition.args[0]
    try:
        outer = [bound for end in ends for bound in _bounds(enclose(end, {}, BITS))]
    except (Undefined, Unknown):
        return False
    if free(subject) != {x} or not outer:
        return False
    pieces, signs, spent = [(min(outer), max(outer))], set(), 0
    while pieces:
        low, high = pieces.pop()
        spent += 1
        if spent > PIECES:
            return False
        try:
            found = _bounds(enclose(subject, {x: _interval(low, high)}, BITS))
        except Undefined:
            return False
        except Unknown:
            found = []
        if found and (min(found) > 0 or max(found) < 0):
            signs.add(min(found) > 0)
        elif high - low < Fraction(1, 1 << 16):
            return False
        else:
            middle = (low + high) / 2
            pieces += [(low, middle), (middle, high)]
    return signs == {True} or (signs == {False} and condition.head == "!=")


def _interval(low: Fraction, high: Fraction) -> Interval:
    one = 1 << BITS
    return Interval(low.numerator * one // low.denominator, -(-high.numerator * one // high.denominator))


def _bounds(value: object) -> list[Fraction]:
    if isinstance(value, Fraction):
        return [value, value]
    if isinstance(value, Interval):
        return [Fraction(value.lo, 1 << BITS), Fraction(value.hi, 1 << BITS)]
    return []


