"""Inequalities: what a certificate has to show of an order between two terms.

    m (s - t) = c_1 g_1 q_1^2 + ... + c_n g_n q_n^2      m > 0, c_j > 0, g_j >= 0, q_j real
    --------------------------------------------------------------------------------------- Squares
    s >= t

    s <= t is an instance of a law under c      hypotheses |- c
    ----------------------------------------------------------- Bound
    hypotheses |- s <= t

    hypotheses |- f(s) R f(t), f strictly increasing where s and t are
    ------------------------------------------------------------------ Applied
    hypotheses |- s R t

    hypotheses, k in the range |- f R g      both binders have a value
    ------------------------------------------------------------------ Termwise, over one range
    hypotheses |- sum of f R sum of g

    f continuous from a to x, f(a) >= 0      hypotheses, a < y < x |- f'(y) >= 0
    ---------------------------------------------------------------------------- Rising, a <= x; falling likewise
    hypotheses |- f(x) >= 0

    hypotheses |- claim      hypotheses, claim |- goal      the sides of the claim have values
    ------------------------------------------------------------------------------------------ Lemma
    hypotheses |- goal
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.certificate import Applied, Bound, Certificate, Lemma, Rising, Squares, Termwise
from derive.kernel.definedness import TOTAL, strict
from derive.kernel.differentiate import eliminate
from derive.kernel.laws import BOUNDS
from derive.kernel.leaves import relation, setting, settled
from derive.kernel.places import Terms, Unproved, plain, whole
from derive.kernel.polynomial import is_real
from derive.kernel.setting import Setting
from derive.kernel.signs import ZERO, bounds, conditions, facts, learned, minus
from derive.kernel.smooth import check_smooth, holds_closed
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute

ORDERS = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
ONE = number(1)
POWER = 60                                       # the highest of an applied power
Part = tuple[Terms, Term]                        # hypotheses, goal
Ordering = Lemma | Squares | Bound | Applied | Termwise | Rising
Prove = Callable[[Terms, Term, Certificate, Terms], str]


def judged(hypotheses: Terms, goal: Term, proof: Ordering, defined: Terms, prove: Prove) -> list[str]:
    """The trust that each premise earns. Fails with Unproved or Beyond where a rule does not apply."""
    sides = (*(goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()), *defined)
    match proof:
        case Lemma(claim, shown, rest):
            check_claim(hypotheses, goal, claim, defined)
            return [prove(hypotheses, claim, shown, sides), prove((*hypotheses, claim), goal, rest, defined)]
        case Applied(_, rest):
            return [prove(hypotheses, applied(hypotheses, goal, proof, defined), rest, sides)]
        case Termwise(bodies):
            return [prove(*termwise(hypotheses, goal, defined), bodies, ())]
        case Rising(_, _, base, slope):
            first, second = rising(hypotheses, goal, proof, defined)
            return [prove(*first, base, sides), prove(*second, slope, sides)]
        case Squares():
            check_squares(hypotheses, goal, proof, defined)
        case Bound():
            check_bound(hypotheses, goal, proof, defined)
    return []


def assured(hypotheses: Terms, term: Term, sides: Terms) -> bool:
    """Certainly defined where the sides are, at every place that the hypotheses allow."""
    known = {part for side in sides for part in strict(side)}
    here = settled(hypotheses, sides)
    pending = [term]
    while pending:
        part = pending.pop()
        if part in known:
            continue
        match part:
            case Number() | Symbol(sort="real" | "integer"):
                continue
            case Apply(head, args) if head in TOTAL - RELATIONS - {"and", "or", "not", "delta"}:
                pending.extend(args)
            case Apply("/", (above, below)) if here.facts.nonzero(here.of(below)):
                pending += [above, below]
            case Apply("log", (u,)) if here.facts.positive(here.of(u)):
                pending.append(u)
            case Apply("sqrt", (u,)) if here.facts.nonnegative(here.of(u)):
                pending.append(u)
            case Apply("root", (u, Number(n))) if n.denominator == 1 and n > 0 and here.facts.nonnegative(here.of(u)):
                pending.append(u)
            case Apply("^", (u, e)) if _has_power(here, u, e):
                pending += [u, e]
            case Apply("factorial", (u,)) if here.normal.integral(here.of(u)) and here.facts.nonnegative(here.of(u)):
                pending.append(u)
            case Apply("at", (Symbol(sort="array"), *places)):
                pending += places
            case Bind("sum", Symbol(_, "integer") as k, body, (lo, hi)) if not {"infinity"} & _heads((lo, hi)):
                new = fresh(k, free(body).union(*map(free, (*hypotheses, *sides, lo, hi))))
                inside = (*hypotheses, Apply("<=", (lo, new)), Apply("<=", (new, hi)))
                if not assured(inside, substitute(body, {k: new}), sides):
                    return False
                pending += [lo, hi]
            case _:
                return False
    return True


def _heads(terms: Terms) -> set[str]:
    return {part.head for term in terms for part in strict(term) if isinstance(part, Apply)}


def _has_power(here: Setting, base: Term, exponent: Term) -> bool:
    """u^e has a value: e whole and not negative, or e whole and u not zero, or u above zero."""
    e, u = here.of(exponent), here.of(base)
    if here.normal.integral(e) and (here.facts.nonnegative(e) or here.facts.nonzero(u)):
        return True
    return here.facts.positive(u) or (here.facts.nonnegative(u) and here.facts.positive(e))


def check_claim(hypotheses: Terms, goal: Term, claim: Term, defined: Terms) -> None:
    """Fails with Unproved where a side of a claim may have no value."""
    sides = (*(goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()), *defined)
    head, left, right = relation(claim)
    if head not in ORDERS and head != "=":
        raise Unproved("a claim that is neither an order nor an equation")
    if any(symbol.name.startswith("@") for symbol in free(claim)):
        raise Unproved("a claim about a bound name")
    if not all(assured(hypotheses, side, sides) for side in (left, right)):
        raise Unproved("a side of a claim may have no value")


def check_squares(hypotheses: Terms, goal: Term, proof: Squares, defined: Terms) -> None:
    """Fails with Unproved where a premise is not seen."""
    here, head, left, right = setting(hypotheses, goal, defined)
    if head not in ORDERS:
        raise Unproved("the goal is not an order")
    if head in ("<", "<="):
        left, right = right, left
    sides = (left, right, *defined)
    parts: list[Term] = []
    some = False
    for factor in proof.multiplier:
        if not assured(hypotheses, factor, sides) or not _is_above(here, factor):
            raise Unproved("a multiplier that may not be above zero")
    for c, signed, root in proof.parts:
        if c.value <= 0 or not all(here.facts.nonnegative(here.of(g)) for g in signed) or not is_real(here.of(root)):
            raise Unproved("a part that may be below zero")
        if not all(assured(hypotheses, term, sides) for term in (*signed, root)):
            raise Unproved("a part that may have no value")
        some = some or (here.facts.nonzero(here.of(root)) and all(here.facts.positive(here.of(g)) for g in signed))
        parts.append(Apply("*", (c, *signed, Apply("^", (root, number(2))))))
    if head in ("<", ">") and not some:
        raise Unproved("no part is above zero")
    if not here.equal(Apply("*", (*proof.multiplier, minus(left, right))), Apply("+", tuple(parts))):
        raise Unproved("the parts do not make up the difference")


def _is_above(here: Setting, factor: Term) -> bool:
    match factor:
        case Apply("^", (u, Number(e))) if e == 2:
            return is_real(here.of(u)) and here.facts.nonzero(here.of(u))
    return here.facts.positive(here.of(factor))


def check_bound(hypotheses: Terms, goal: Term, proof: Bound, defined: Terms) -> None:
    """The goal is an instance of a law under its conditions. Fails with Unproved."""
    law = BOUNDS.get(proof.law)
    values = dict(proof.values)
    if law is None or plain(substitute(law.claim, values)) != plain(goal):
        raise Unproved("not an instance of that law")
    sides = goal.args if isinstance(goal, Apply) else ()
    here = settled(hypotheses, (*sides, *defined))
    if not all(here.suits(letter, value) for letter, value in values.items()):
        raise Unproved("a law of numbers of another sort")
    for condition in law.conditions:
        if here.facts.truth(here.ready(substitute(condition, values))) is not True:
            raise Unproved(f"a condition of {proof.law} is not known")


def applied(hypotheses: Terms, goal: Term, step: Applied, defined: Terms) -> Term:
    """What is left to show: exp u, log u for u > 0, u^n for odd n or u >= 0. Equal values have equal arguments."""
    here, head, left, right = setting(hypotheses, goal, defined)
    ends = [here.of(side) for side in (left, right)]
    if head not in (*ORDERS, "=") or not all(map(is_real, ends)):
        raise Unproved("not an order of real numbers")
    if step.function == "exp":
        return Apply(head, (Apply("exp", (left,)), Apply("exp", (right,))))
    if step.function == "log" and all(map(here.facts.positive, ends)):
        return Apply(head, (Apply("log", (left,)), Apply("log", (right,))))
    n = step.power
    if step.function == "power" and n == 2 and head == "=":
        below = [here.of(Apply("-", (side,))) for side in (left, right)]
        if all(map(here.facts.nonnegative, ends)) or all(map(here.facts.nonnegative, below)):
            return Apply("=", (squared(left), squared(right)))
    if step.function == "power" and 1 < n < POWER and (n % 2 or all(map(here.facts.nonnegative, ends))):
        return Apply(head, (Apply("^", (left, number(n))), Apply("^", (right, number(n)))))
    raise Unproved("no increasing function of both sides")


def squared(term: Term) -> Term:
    """The square of a real term, without the roots that are factors of it."""
    match term:
        case Apply("sqrt", (inner,)):
            return inner
        case Apply("*" | "/" as head, args):
            return Apply(head, tuple(map(squared, args)))
    return Apply("^", (term, number(2)))


def termwise(hypotheses: Terms, goal: Term, defined: Terms) -> Part:
    """What is to be shown of the bodies of two sums or integrals over one range; 0 is the sum of zeros."""
    head, left, right = relation(goal)
    one = left if isinstance(left, Bind) else right
    if head not in ORDERS or not isinstance(one, Bind) or one.head not in ("sum", "integral") or len(one.bounds) != 2:
        raise Unproved("not an order of sums or of integrals")
    lo, hi = one.bounds
    endless, below = Apply("infinity"), Apply("-", (Apply("infinity"),))
    finite = [end for end, far in ((lo, below), (hi, endless)) if end != far]
    if "infinity" in _heads(tuple(finite)):
        raise Unproved("a range that runs backwards")
    if one.head == "sum" and (one.variable.sort != "integer" or not all(map(whole, finite))):
        raise Unproved("a sum over what may not be whole")
    kind = Symbol(one.variable.name, "integer" if one.head == "sum" else "real")
    k = fresh(kind, free(goal).union(*map(free, (*hypotheses, *defined))))
    bodies: list[Term] = []
    for side in (left, right):
        if isinstance(side, Bind) and side.head == one.head and side.bounds == one.bounds and (
            side.variable.sort == one.variable.sort):
            bodies.append(substitute(side.body, {side.variable: k}))
        elif side == ZERO:
            bodies.append(ZERO)
        elif one.head == "integral" and (level := _level(side, lo, hi)) is not None:
            bodies.append(level)
        else:
            raise Unproved("binders over different ranges")
    here = settled(hypotheses, (left, right, *defined))
    order = [Apply("<=", (lo, k))] if lo != below else []
    order += [Apply("<=", (k, hi))] if hi != endless else []
    is_full = len(order) < 2 or (here.facts.nonnegative if one.head == "sum" else here.facts.positive)(
        here.difference(hi, lo))
    if not is_full and head in ("<", ">"):
        raise Unproved("the range may be empty")
    if one.head == "integral":
        if len(order) == 2 and not here.facts.nonnegative(here.difference(hi, lo)):
            raise Unproved("which end is the greater")
        order = [Apply("<", part.args) for part in order]          # the ends themselves do not count
    return (*hypotheses, *order), Apply(head, (bodies[0], bodies[1]))


def _level(side: Term, lo: Term, hi: Term) -> Term | None:
    """The constant whose integral m (hi - lo) is; k is new, so m does not depend on it."""
    match side:
        case Apply("*", (m, length)) if length == minus(hi, lo):
            return m
    return None


def rising(hypotheses: Terms, goal: Term, step: Rising, defined: Terms) -> tuple[Part, Part]:
    """What is to be shown at the near end, and of the slope on the way to x. Fails with Unproved."""
    here, head, left, right = setting(hypotheses, goal, defined)
    x, a = step.variable, step.start
    if head not in ORDERS or x in free(a) or x.sort not in ("real", "integer"):
        raise Unproved("no order, or no place to start from")
    body = minus(left, right) if head in (">", ">=") else minus(right, left)
    up = here.facts.nonnegative(here.difference(x, a))
    if not up and not here.facts.nonnegative(here.difference(a, x)):
        raise Unproved("on which side of its start x lies")
    if head in ("<", ">") and step.strict and not here.facts.nonzero(here.difference(x, a)):
        raise Unproved("x may be where it starts")
    y = fresh(Symbol(x.name), free(goal).union(free(a), *map(free, (*hypotheses, *defined))))
    known = facts(h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS) | learned((goal,))
    order = _between(x, y, a, up, hypotheses, known)
    inside = facts(order)
    f = substitute(body, {x: y})
    slope = eliminate(Bind("derivative", y, f, (y,)))
    for term in (f, slope):
        check_smooth(term, y, (a, x) if up else (x, a), known, inside)
    at = substitute(body, {x: a})
    given = {part for side in (left, right) for part in strict(side)}
    needed, opaque = conditions((at,))
    if any(part not in given for part in opaque) or not all(holds_closed(condition, known) for condition in needed):
        raise Unproved("there may be no value where it starts")
    if any(x in free(part) for part in conditions((body,))[1]):
        raise Unproved("the difference may jump at x")
    weak, strictly = ">=", ">" if head in ("<", ">") else ">="
    base = Apply(weak if step.strict else strictly, (at, ZERO))
    toward = Apply(strictly if step.strict else weak, (slope if up else Apply("-", (slope,)), ZERO))
    return (hypotheses, base), ((*hypotheses, *order), toward)


def _between(
    x: Symbol, y: Symbol, a: Term, up: bool, hypotheses: Terms, known: frozenset[Apply]
) -> tuple[Apply, ...]:
    """a < y < x or x < y < a, and what then follows from the bounds that are known of x."""
    order = [Apply("<", (a, y)), Apply("<", (y, x))] if up else [Apply("<", (x, y)), Apply("<", (y, a))]
    low, high = bounds(x, known)
    end = high[0] if up else low[0]
    if end is not None:
        order.append(Apply("<", (y, Number(end))) if up else Apply("<", (Number(end), y)))
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("<" | "<=", (low_side, high_side)) | Apply(">" | ">=", (high_side, low_side)):
                if up and low_side == x and x not in free(high_side):
                    order.append(Apply("<", (y, high_side)))
                if not up and high_side == x and x not in free(low_side):
                    order.append(Apply("<", (low_side, y)))
    return tuple(dict.fromkeys(order))
