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

from collections.abc import Callable, Iterable, Mapping

from derive.kernel.certificate import Gathered, Integrals, Substitution
from derive.kernel.definedness import strict
from derive.kernel.differentiate import eliminate
from derive.kernel.limits import INFINITE, NoLimit, limit
from derive.kernel.signs import ZERO, conditions, facts, have_values, is_negative, is_positive, learned, minus
from derive.kernel.smooth import NotIntegrated, check_smooth, holds_closed, holds_on_pieces, is_endless, ordered
from derive.kernel.term import RELATIONS, Apply, Bind, Obligation, Symbol, Term, free, fresh, substitute, subterms

Identical = Callable[[tuple[Term, ...], Term, Term], bool]


def remaining(obligation: Obligation, certificate: Integrals, identical: Identical) -> Obligation:
    """The equation that is left when the gathered integrals are replaced by what they are worth.

    Fails with NotIntegrated, saying which premise of the theorem is missing.
    """
    known = knowledge(obligation)
    goal = changed(obligation, certificate.substitutions, identical)
    names = named(goal)
    values = _differences(names, obligation.hypotheses, known, identical)
    right = [replaced(goal.args[1], values)]
    for group in certificate.groups:
        _check_brought((c for c, _ in group.members), group.antiderivative, group.variable, known, goal)
        right.append(worth(group, obligation.hypotheses, known, identical))
        for coefficient, integral in group.members:
            if integral not in names:
                raise NotIntegrated("an integral that does not stand in the equation")
            right.append(Apply("*", (coefficient, values[integral])))
    # left = right + sum of c * integral - (G(hi) - G(lo)), and the sum in the equation is what it is worth
    return Obligation(obligation.hypotheses, Apply("=", (replaced(goal.args[0], values), Apply("+", tuple(right)))))


def _check_brought(
    terms: Iterable[Term], function: Term, x: Symbol, known: frozenset[Apply], goal: Term
) -> None:
    """What a certificate brings in has values: terms, and what of a function does not depend on its variable."""
    fixed = (part for part in conditions((function,))[1] if x not in free(part))
    if not have_values((*(term for term in terms if not is_endless(term)), *fixed), known, {*strict(goal)}):
        raise NotIntegrated("a part that may be undefined")


def knowledge(obligation: Obligation) -> frozenset[Apply]:
    """The hypotheses, and what both sides need to be defined."""
    known = facts(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    return known | learned((obligation.goal,))


def changed(obligation: Obligation, changes: tuple[Substitution, ...], identical: Identical) -> Apply:
    """The equation after changes of variables. Fails with NotIntegrated."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        raise NotIntegrated("not an equation")
    for change in changes:
        goal = _substituted(goal, change, obligation.hypotheses, knowledge(obligation), identical)
    return goal


def _substituted(
    goal: Apply, change: Substitution, hypotheses: tuple[Term, ...], known: frozenset[Apply], identical: Identical
) -> Apply:
    """
        g is smooth and strictly monotone on the open interval      g -> a at c, g -> b at d
        -----------------------------------------------------------------------------------
        integral of f(x) dx over [a, b]  =  integral of f(g(u)) g'(u) du over [c, d]
    """
    integral, u = change.integral, change.variable
    taken = free(goal) | free(integral) | free_of(hypotheses) | free(change.lo) | free(change.hi)
    if integral not in named(goal) or u in taken or free(change.inner) - {u} - taken:
        raise NotIntegrated("a substitution in an integral that does not stand there")
    _check_brought((change.lo, change.hi), change.inner, u, known, goal)
    order = ordered(u, change.lo, change.hi, known)
    inside = facts(order)
    ends = (change.lo, change.hi)
    check_smooth(change.inner, u, ends, known, inside)
    slope = eliminate(Bind("derivative", u, change.inner, (u,)))
    is_falling = is_negative(slope, known | inside)
    if not (is_falling or is_positive(slope, known | inside) or holds_on_pieces(Apply("!=", (slope, ZERO)), u, ends)):
        raise NotIntegrated("a substitution that may turn back")
    for end, old in zip(ends, integral.bounds, strict=True):
        new = _end_value(change.inner, u, end, order, known, hypotheses, identical)
        if new != old and (new in INFINITE or old in INFINITE or not identical(hypotheses, new, old)):
            raise NotIntegrated("the ends do not correspond")
    if is_falling:                               # the same integral, from the smaller end to the greater
        slope, ends = Apply("-", (slope,)), (change.hi, change.lo)
    body = Apply("*", (substitute(integral.body, {integral.variable: change.inner}), slope))
    moved = replaced(goal, {integral: Bind("integral", u, body, ends)})
    assert isinstance(moved, Apply)
    return moved


def _differences(
    names: dict[Term, Symbol], hypotheses: tuple[Term, ...], known: frozenset[Apply], identical: Identical
) -> dict[Term, Term]:
    """Each integral of f from a to b as F(b) - F(a), with one opaque F for all integrals of one f.

    That is additivity over intervals: all these integrals exist, so the values of such an F can be chosen.
    """
    found: dict[Term, Term] = {}
    classes: list[tuple[Symbol, Term, frozenset[Apply]]] = []
    taken = free_of(names) | free_of(hypotheses) | frozenset(names.values())
    x = fresh(Symbol("x"), taken)
    for integral, name in names.items():
        assert isinstance(integral, Bind)
        body = substitute(integral.body, {integral.variable: x})
        lo, hi = integral.bounds
        order = frozenset(ordered(x, lo, hi, known))
        function = next((f for f, other, place in classes if body == other or identical(
            (*hypotheses, *sorted(order & place, key=repr)), body, other)), None)
        if function is None:
            function = Symbol(name.name, "function")
            classes.append((function, body, order))
        found[integral] = minus(*(Apply("call", (function, _place(end))) for end in (hi, lo)))
    return found


def _place(end: Term) -> Term:
    """An end of an interval as an argument: the infinite ones get names of their own."""
    if end in INFINITE:
        return Symbol("+oo" if end == INFINITE[0] else "-oo")
    return end


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


def replaced(term: Term, names: Mapping[Term, Term]) -> Term:
    """The term with its integrals named."""
    if term in names:
        return names[term]
    if isinstance(term, Apply) and term.head not in ("piecewise", "and", "or", "not", "implies", "iff"):
        return Apply(term.head, tuple(replaced(arg, names) for arg in term.args))
    return term


def worth(group: Gathered, hypotheses: tuple[Term, ...], known: frozenset[Apply], identical: Identical) -> Term:
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
    granted = _sloped(Apply("+", tuple(total)), x, free_of(hypotheses))
    check_smooth(antiderivative, x, (lo, hi), known, facts(order), granted)
    values = [_worth_at(antiderivative, x, end, order, known, hypotheses, identical, granted) for end in (lo, hi)]
    if any(value in INFINITE for value in values):
        raise NotIntegrated("the integral diverges")
    return minus(*values)


def _sloped(integrand: Term, x: Symbol, told: frozenset[Symbol]) -> frozenset[Term]:
    """f(u) for each f'(u) that is integrated, f a function of which nothing is told: it has a slope at the ends too."""
    slopes = (part for part in strict(integrand) if isinstance(part, Bind) and part.head == "derivative")
    return frozenset(
        substitute(part.body, {part.variable: part.bounds[0]}) for part in slopes if len(part.bounds) == 1
        and _is_function(part.body, part.variable, x, told))


def _is_function(value: Term, slot: Symbol, x: Symbol, told: frozenset[Symbol]) -> bool:
    """f(slot), f(slot, a), f'(slot)"""
    match value:
        case Apply("call", (Symbol() as f, *args)):
            return f not in told and all(arg == slot or free(arg).isdisjoint((x, slot)) for arg in args)
        case Bind("derivative", v, body, (at,)):
            return at == slot and _is_function(body, v, x, told)
    return False


def _worth_at(
    term: Term, x: Symbol, end: Term, order: tuple[Apply, ...], known: frozenset[Apply], hypotheses: tuple[Term, ...],
    identical: Identical, granted: frozenset[Term],
) -> Term:
    """The value of an antiderivative at an end; at an infinite one its limit, whatever that is.

    There is one: it is G(b) plus what is gathered of the integrals from b on, and these exist.
    """
    try:
        return _end_value(term, x, end, order, known, hypotheses, identical, granted)
    except NotIntegrated:
        if not is_endless(end):
            raise
        return Bind("limit", x, term, (end, ZERO))


def _end_value(
    term: Term, x: Symbol, end: Term, order: tuple[Apply, ...], known: frozenset[Apply], hypotheses: tuple[Term, ...],
    identical: Identical, granted: frozenset[Term] = frozenset(),
) -> Term:
    """The value of a smooth term at an end of the interval, or its limit there from inside."""
    at = substitute(term, {x: end})
    if _is_defined(at, known, {substitute(part, {x: end}) for part in granted}):
        return at
    is_lower, is_upper = Apply("<", (end, x)) in order, Apply("<", (x, end)) in order
    if not is_lower and not is_upper and not is_endless(end):
        raise NotIntegrated("which end is the greater")
    side = 1 if is_lower else -1
    return _limit(term, x, end, side, known, hypotheses, identical)


def _limit(
    term: Term, x: Symbol, end: Term, side: int, known: frozenset[Apply], hypotheses: tuple[Term, ...],
    identical: Identical,
) -> Term:
    """The limit of a term at an end of the interval, infinite ones included."""
    try:
        found = limit(term, x, end, side, known, lambda a, b: identical(hypotheses, a, b))
    except NoLimit as reason:
        raise NotIntegrated(f"no limit at an end: {reason}") from None
    return found


def _is_defined(at: Term, known: frozenset[Apply], granted: set[Term]) -> bool:
    """Every condition of the value at an end holds."""
    if any(part == INFINITE[0] for part in subterms(at)):
        return False
    needed, opaque = conditions((at,))
    return granted.issuperset(opaque) and all(holds_closed(condition, known) for condition in needed)


def free_of(terms: Iterable[Term]) -> frozenset[Symbol]:
    """The symbols free in any of the terms."""
    return frozenset().union(*(free(term) for term in terms))
