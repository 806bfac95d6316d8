"""Sums of polynomials in their index, one inside the other too, by the sums of powers.

Decides      equations with sum_(i=1..n) (n - i), sum_(i=1..n) sum_(j=1..i) j, sum_(i=1..n - 1) sum_(j=i + 1..n) 1
Certificate  a Lemma for each sum that is closed, innermost first: Alike down to it, then Induction, or a Lemma for each
             power of the index; Exchanged where the inner sum begins at the outer index; then the equation without them
Declines     when a body is no polynomial of low degree in the index, or an end of a range is not linear
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

from derive.decide.accepted import accepted
from derive.decide.budget import remaining, spend
from derive.decide.consequences import consequences
from derive.decide.exchanged_parts import exchanged_part
from derive.decide.procedures import induction
from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Alike, Certificate, Exchanged, Identity, Lemma
from derive.kernel.congruence import bodies, standing
from derive.kernel.exchange import exchanged
from derive.kernel.integration import replaced
from derive.kernel.places import Terms, Unproved, whole
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, substitute, subterms

COST = 36
DEGREE = 5
STEPS = 6
ZERO, ONE = number(0), number(1)


def attempt(obligation: Obligation) -> Certificate | None:
    """Every sum closed that can be, then the rest."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not any(_is_sum(part) for part in subterms(goal)):
        return None
    claims: list[tuple[Apply, Certificate]] = []
    while len(claims) < STEPS and remaining() > 0.3 and (found := _step(obligation.hypotheses, goal)) is not None:
        claims.append(found)
        old, new = found[0].args
        goal = replaced(goal, {old: new})
    if not claims:
        return None
    left = Obligation(obligation.hypotheses, goal)
    last = Identity() if accepted(left.hypotheses, left.goal, Identity()) else proof_of(left, "polynomial_sums")
    if last is None:
        return None
    assert isinstance(goal, Apply)
    claims.append((goal, last))
    known = (*obligation.hypotheses, *(claim for claim, _ in claims))
    rest: Certificate | None = Identity()
    if not accepted(known, obligation.goal, Identity()):
        rest = consequences(known, obligation.goal)
    return None if rest is None else _with(claims, rest)


def _with(claims: list[tuple[Apply, Certificate]], rest: Certificate) -> Certificate:
    """A proof that may use the claims."""
    for claim, proof in reversed(claims):
        rest = Lemma(claim, proof, rest)
    return rest


def _step(hypotheses: Terms, goal: Term) -> tuple[Apply, Certificate] | None:
    """An equation between a sum of the goal and what is to stand in its place, with its proof."""
    for one in standing(goal):
        spend()
        if not _is_sum(one):
            continue
        found = _closed_within(hypotheses, one) or _exchanged(hypotheses, one)
        if found is not None:
            return found
    return None


def _closed_within(hypotheses: Terms, one: Bind) -> tuple[Apply, Certificate] | None:
    """A sum with the first of those in it that can be closed in closed form."""
    for inner in reversed([part for part in subterms(one) if _is_sum(part)]):
        assert isinstance(inner, Bind)
        if any(isinstance(part, Bind) for part in subterms(inner.body)) or (value := _value(inner)) is None:
            continue
        new = value if inner is one else exchanged_part(one, inner, value)
        claim = Apply("=", (one, new))
        try:
            proof = _proof(hypotheses, one, new)
        except (Unproved, Beyond):
            continue
        if proof is not None and accepted(hypotheses, claim, proof):
            return claim, proof
    return None


def _proof(hypotheses: Terms, left: Term, right: Term) -> Certificate | None:
    """That a term is the same with a sum in it closed: through the sums around it, then the closed form."""
    if isinstance(left, Bind) and isinstance(right, Bind) and left.bounds == right.bounds:
        _, given, equation = bodies(hypotheses, Apply("=", (left, right)), left, right)
        inner = _proof(given, *equation.args)
        return None if inner is None else Alike(left, right, ONE, inner, Identity())
    goal = Apply("=", (left, right))
    if accepted(hypotheses, goal, Identity()):
        return Identity()
    return induction.attempt(Obligation(hypotheses, goal)) or _by_powers(hypotheses, goal)


def _by_powers(hypotheses: Terms, goal: Apply) -> Certificate | None:
    """By the sums of the powers of the index."""
    sums = [part for part in subterms(goal) if _is_sum(part)]
    claims: list[tuple[Apply, Certificate]] = []
    for one in sums[:1]:
        assert isinstance(one, Bind)
        for power in range(1, DEGREE):
            lone = Bind("sum", one.variable, Apply("^", (one.variable, number(power))), one.bounds)
            value = _value(lone)
            claim = None if value is None else Apply("=", (lone, value))
            proof = None if claim is None else induction.attempt(Obligation(hypotheses, claim))
            if claim is None or proof is None:
                break
            claims.append((claim, proof))
            known = (*hypotheses, *(c for c, _ in claims))
            rest = Identity() if accepted(known, goal, Identity()) else consequences(known, goal)
            if rest is not None:
                return _with(claims, rest)
    return None


def _value(one: Bind) -> Term | None:
    """The sum of a polynomial in its index, by differences: sum_k D^k p(lo) binomial(hi - lo + 1, k + 1)."""
    low, high = one.bounds
    if any(end == Apply("infinity") or isinstance(end, Bind) for end in one.bounds) or not (whole(low) and whole(high)):
        return None
    values = [substitute(one.body, {one.variable: Apply("+", (low, number(k)))}) for k in range(DEGREE + 2)]
    try:
        steps = [_tidy(_difference(values, k)) for k in range(DEGREE + 2)]
    except (Beyond, RecursionError):
        return None
    degree = max((k for k, step in enumerate(steps) if step != ZERO), default=0)
    if degree > DEGREE or not _is_polynomial(one.body, one.variable):
        return None
    count = Apply("+", (high, Apply("-", (low,)), ONE))
    return _tidy(Apply("+", tuple(Apply("*", (steps[k], _choose(count, k + 1))) for k in range(degree + 1))))


def _is_polynomial(body: Term, index: Symbol) -> bool:
    """Whether the index stands in sums, products and whole powers only."""
    match body:
        case Apply("+" | "*" | "-", args):
            return all(_is_polynomial(arg, index) for arg in args)
        case Apply("/", (above, below)):
            return index not in free(below) and _is_polynomial(above, index)
        case Apply("^", (base, Number(power))) if power.denominator == 1 and 0 <= power <= DEGREE:
            return _is_polynomial(base, index)
    return body == index or index not in free(body)


def _difference(values: list[Term], k: int) -> Term:
    return Apply("+", tuple(Apply("*", (number((-1) ** (k - r) * comb(k, r)), values[r])) for r in range(k + 1)))


def _choose(count: Term, k: int) -> Term:
    """count (count - 1) ... / k!"""
    factors = [Apply("/", (Apply("+", (count, number(-r))), number(r + 1))) for r in range(k)]
    return Apply("*", tuple(factors)) if len(factors) > 1 else factors[0]


def _tidy(term: Term) -> Term:
    here = Setting((), (term,))
    found = here.of(term)
    return here.normal.write(found) if found else ZERO


def _exchanged(hypotheses: Terms, one: Bind) -> tuple[Apply, Certificate] | None:
    """sum_(i=a..b) sum_(j=i + s..n) as sum_(j=a + s..n) sum_(i=a..j - s)"""
    inner = one.body
    if not isinstance(inner, Bind) or not _is_sum(inner) or one.variable in free(inner.bounds[1]):
        return None
    i, j = one.variable, inner.variable
    shift = _tidy(Apply("+", (inner.bounds[0], Apply("-", (i,)))))
    if not isinstance(shift, Number):
        return None
    outer = _tidy(Apply("+", (one.bounds[0], shift))), inner.bounds[1]
    within = one.bounds[0], _tidy(Apply("+", (j, Number(Fraction(-shift.value)))))
    other = Bind("sum", j, Bind("sum", i, inner.body, within), outer)
    claim = Apply("=", (one, other))
    step = Exchanged(one, outer, within, Identity())
    try:
        exchanged(hypotheses, claim, step)
    except (Unproved, Beyond):
        return None
    return (claim, step) if accepted(hypotheses, claim, step) else None


def _is_sum(part: Term) -> bool:
    return isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2
