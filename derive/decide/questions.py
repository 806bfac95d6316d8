"""What the oracle is asked, as it runs in a worker: Terms in, Terms out, any failure raised.

Imported only from inside a worker, where a failure of SymPy or z3 becomes a named outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import sympy as sp

from derive.decide.budget import OutOfBudget
from derive.decide.oracle import Untranslatable
from derive.decide.translation import Translation
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term

DIGITS = 30
AGREEMENT = 20
AT_SERIES = 3            # points at which series are summed: each takes long
VALUES = tuple(sp.Rational(a, b) for a, b in ((7, 5), (3, 7), (9, 4), (5, 3), (11, 6), (2, 9), (13, 8)))


def antiderivative(body: Term, variable: Symbol, hypotheses: tuple[Term, ...]) -> Term:
    """An antiderivative without branches on parameters, if SymPy finds one that is right at a point."""
    translation = Translation(hypotheses)
    integrand, x = translation.express(body), translation.symbol(variable)
    factor, rest = integrand.as_independent(x, as_Add=False)
    found = factor * sp.integrate(rest, x)
    if not _is_slope(found, integrand, x):
        # SymPy loses terms when roots of parameters stand in a factor: take those out first.
        terms = [term.as_independent(x, as_Add=False) for term in sp.Add.make_args(integrand)]
        found = sp.Add(*(factor * sp.integrate(rest, x) for factor, rest in terms))
    return translation.read(sp.factor_terms(_settled(found)))


def antidifference(body: Term, variable: Symbol) -> Term:
    """F with F(k + 1) - F(k) the body, for hypergeometric terms; fails where there is none."""
    from sympy.concrete.gosper import gosper_term

    translation = Translation(())
    summand, k = translation.express(body), translation.symbol(variable)
    share = gosper_term(sp.together(summand), k)
    if share is None:
        raise Untranslatable("no antidifference found")
    return translation.read(sp.factor(sp.simplify(share * summand)))


def _is_slope(found: Any, integrand: Any, x: Any) -> bool:
    """Whether the derivative agrees with the integrand at one point; a doubt counts as agreement."""
    if found.has(sp.Integral):
        return False
    symbols = sorted(integrand.free_symbols | {x}, key=str)
    point = {symbol: sp.Rational(7 + 2 * place, 11 + place) for place, symbol in enumerate(symbols)}
    difference = (found.diff(x) - integrand).subs(point)
    if not difference.is_number:
        return True
    size = abs(sp.N(difference, 20))
    return bool(not size.is_finite or size < sp.Float(10) ** -12)


def value(term: Bind, hypotheses: tuple[Term, ...]) -> Term:
    """The closed form of an integral, a limit, a sum or a product."""
    translation = Translation(hypotheses)
    return translation.read(_settled(translation.express(term).doit()))


def _settled(found: Any) -> Any:
    """A result whose conditions on parameters are decided by the assumptions; fails where one is left."""
    if found.has(sp.Integral, sp.Sum, sp.Product, sp.Limit, sp.nan, sp.zoo):
        raise Untranslatable("no closed form found")
    return sp.piecewise_fold(found) if found.has(sp.Piecewise) else found


def difference_is_zero(left: Term, right: Term, hypotheses: tuple[Term, ...]) -> tuple[bool, str]:
    """Whether SymPy simplifies the difference to zero, and how the sides as written were compared in numbers.

    The numbers come from the unevaluated sides (quadrature, summation), so they do not repeat SymPy's algebra.
    They must agree to twenty digits at every point tried, and there must be one.
    """
    translation = Translation(hypotheses)
    sides = translation.express(left), translation.express(right)
    agreed = 0
    # A series with a parameter exists at some of its values: it is asked of the first at which the sides agree. A
    # finite sum is compared at every point: that of binomial(n, k) (-1)^k is zero but for n = 0.
    varies = any(isinstance(part, sp.Sum | sp.Product) and part.free_symbols and sp.Tuple(*part.limits).has(sp.oo)
                 for side in sides for part in sp.preorder_traversal(side))
    if not varies and not _all_exist(sides):
        return False, "a sum or an integral that may not exist"
    stated = [translation.express(hypothesis) for hypothesis in hypotheses]
    for point in [*_points(sides), *_special_points(sides)]:
        if varies and agreed >= AT_SERIES:
            break
        if any(condition.subs(point) == sp.false for condition in stated):
            continue
        values = [sp.N(side.subs(point), DIGITS) for side in sides]
        if not all(value.is_number and value.is_finite and value.is_real for value in values):
            continue
        if abs(values[0] - values[1]) > sp.Float(10) ** (-AGREEMENT) * (1 + abs(values[1])):
            return False, "the sides differ in numbers"
        if varies and not agreed and not _all_exist(side.subs(point) for side in sides):
            return False, "a sum or an integral that may not exist"
        agreed += 1
    if not agreed:
        return False, "no point to compare the sides at"
    done = [_resolved(side.doit(), hypotheses, translation) for side in sides]
    if any(side.has(sp.nan, sp.zoo, sp.oo, sp.AccumBounds) for side in done):
        return False, "a side without a finite value"
    zero = done[0] == done[1] or sp.simplify(done[0] - done[1]) == 0
    return bool(zero), f"{AGREEMENT} digits at {agreed} points"


def _all_exist(sides: Iterable[Any]) -> bool:
    return all(_exists(part) for side in sides for part in sp.preorder_traversal(side))


def _resolved(found: Any, hypotheses: tuple[Term, ...], translation: Translation) -> Any:
    """A result with its branches chosen where the kernel knows from the hypotheses that their conditions hold."""
    branching = found.atoms(sp.Piecewise)
    if not branching:
        return found
    from derive.decide.procedures import case_split  # few questions need it, and it takes long
    from derive.kernel.verdict import CertificateError, certify

    chosen = {}
    for part in branching:
        value, condition = part.args[0]
        try:
            asked = Obligation(hypotheses, translation.read(condition))
            proof = case_split.attempt(asked)
            if proof is not None and certify(asked, proof).trust == "kernel":
                chosen[part] = value
        except (Untranslatable, Beyond, OutOfBudget, CertificateError):
            continue
    return found.xreplace(chosen) if chosen else found


def _points(sides: tuple[Any, Any]) -> list[dict[Any, Any]]:
    """A few values for the free symbols, of the signs that are known; one empty point where there are none."""
    symbols = sorted(sides[0].free_symbols | sides[1].free_symbols, key=str)
    if not symbols:
        return [{}]
    if len(symbols) > 4 or not all(symbol.is_real for symbol in symbols):
        return []
    found = []
    for start in (0, 3, 5):
        values = [VALUES[(start + 2 * place) % len(VALUES)] for place in range(len(symbols))]
        found.append({
            symbol: sp.Integer(place) if symbol.is_integer else -value if _is_below(symbol, start) else value
            for place, (symbol, value) in enumerate(zip(symbols, values, strict=True), 2 + start)
        })
    return found


def _exists(part: Any) -> bool:
    """An infinite sum or product converges; an integral with two improper ends does at each of them."""
    if isinstance(part, sp.Sum | sp.Product) and any(sp.oo in limits or -sp.oo in limits for limits in part.limits):
        return bool(part.is_convergent() == sp.true)
    if isinstance(part, sp.Integral):
        for x, *ends in part.limits:
            if len(ends) == 2 and all(_is_improper(part.function, x, end) for end in ends):
                middle = _between(*ends)
                halves = [sp.integrate(part.function, (x, *half)) for half in ((ends[0], middle), (middle, ends[1]))]
                return all(half.is_finite for half in halves)
    return True


def _between(lo: Any, hi: Any) -> Any:
    if lo.is_finite and hi.is_finite:
        return (lo + hi) / 2
    finite = lo if lo.is_finite else hi if hi.is_finite else sp.Integer(0)
    return finite + (sp.sign(hi - lo) if finite == lo else -sp.sign(hi - lo) if finite == hi else 0)


def _is_improper(body: Any, x: Any, end: Any) -> bool:
    return not end.is_finite or not body.subs(x, end).is_finite


def _special_points(sides: tuple[Any, Any]) -> list[dict[Any, Any]]:
    """Where identities break that hold in general: 0, 1, -1, equal values; small whole numbers with empty ranges."""
    symbols = sorted(sides[0].free_symbols | sides[1].free_symbols, key=str)
    if not 0 < len(symbols) <= 4:
        return []
    usual = {s: sp.Integer(3 + k) if s.is_integer else VALUES[k] for k, s in enumerate(symbols)}
    found = [dict.fromkeys(symbols, sp.Integer(value)) for value in (0, 1, 2, -1)]
    for symbol in symbols:
        small = range(-2, 8) if symbol.is_integer else (0, 1, -1)
        found += [{**usual, symbol: sp.Integer(value)} for value in small]
    return [point for point in found if all(_may_be(symbol, value) for symbol, value in point.items())]


def _may_be(symbol: Any, value: Any) -> bool:
    """Whether the signs that are known allow a value."""
    asked = {"is_positive": value > 0, "is_negative": value < 0, "is_nonnegative": value >= 0,
             "is_nonpositive": value <= 0, "is_nonzero": value != 0}
    return all(getattr(symbol, name) is not True or bool(holds) for name, holds in asked.items())


def _is_below(symbol: Any, start: int) -> bool:
    """Whether a value is to be negative: where it must be, and at one point in three where it may be."""
    return bool(symbol.is_negative or (symbol.is_nonnegative is None and start == 3))


def roots(equation: Term, unknown: Symbol) -> tuple[Term, ...]:
    """The real roots of a polynomial equation, each once, in increasing order."""
    translation = Translation()
    if not isinstance(equation, Apply) or equation.head != "=":
        raise Untranslatable("not an equation")
    left, right = (translation.express(side) for side in equation.args)
    polynomial = sp.Poly(sp.numer(sp.together(left - right)), translation.symbol(unknown))
    found = []
    for root in sp.real_roots(polynomial, multiple=False):
        found.append(translation.read(sp.nsimplify(root[0].radicals() if hasattr(root[0], "radicals") else root[0])))
    return tuple(found)


def entailed(hypotheses: tuple[Term, ...], goal: Term) -> tuple[str, tuple[tuple[Symbol, Term], ...]]:
    """("yes", ()), ("no", values that break it) or ("unknown", ()): polynomial arithmetic in z3."""
    import z3

    names: dict[Symbol, Any] = {}
    solver = z3.Solver()
    solver.set("timeout", 5_000, "random_seed", 1)
    for hypothesis in hypotheses:
        solver.add(_z3(hypothesis, names))
    solver.add(z3.Not(_z3(goal, names)))
    outcome = solver.check()
    if outcome == z3.unsat:
        return "yes", ()
    if outcome != z3.sat:
        return "unknown", ()
    model = solver.model()
    values = [(symbol, model.eval(constant, model_completion=True)) for symbol, constant in names.items()]
    if not all(z3.is_rational_value(value) or z3.is_int_value(value) for _, value in values):
        return "unknown", ()
    return "no", tuple((symbol, Number(Fraction(str(value)))) for symbol, value in values)


def _z3(term: Term, names: dict[Symbol, Any]) -> Any:
    """The z3 expression of polynomial arithmetic with quotients; a divisor's nonzeroness is the caller's to assume."""
    import z3

    match term:
        case Number(value):
            return z3.RealVal(str(value))
        case Symbol(name, sort) if sort in ("real", "integer"):
            if term not in names:
                names[term] = z3.Int(name) if sort == "integer" else z3.Real(name)
            return names[term]
        case Apply("^", (base, Number(value))) if value.denominator == 1 and 0 <= value <= 12:
            return _z3_product([_z3(base, names)] * int(value))
        case Apply("abs", (inner,)):
            part = _z3(inner, names)
            return z3.If(part >= 0, part, -part)
        case Apply("max" | "min" as head, args):
            parts = [_z3(arg, names) for arg in args]
            found = parts[0]
            for part in parts[1:]:
                found = z3.If(found >= part if head == "max" else found <= part, found, part)
            return found
        case Apply(head, args):
            return _z3_apply(head, [_z3(arg, names) for arg in args])
    raise Untranslatable("not polynomial arithmetic")


def _z3_product(factors: list[Any]) -> Any:
    import z3

    found = z3.RealVal(1)
    for factor in factors:
        found = found * factor
    return found


def _z3_apply(head: str, parts: list[Any]) -> Any:
    import z3

    match head, parts:
        case "+", _:
            return z3.Sum(parts)
        case "*", _:
            return _z3_product(parts)
        case "-", [part]:
            return -part
        case "/", [above, below]:
            return z3.ToReal(above) / below if above.is_int() else above / below
        case "=", [left, right]:
            return left == right
        case "!=", [left, right]:
            return left != right
        case "<", [left, right]:
            return left < right
        case "<=", [left, right]:
            return left <= right
        case ">", [left, right]:
            return left > right
        case ">=", [left, right]:
            return left >= right
        case "and", _:
            return z3.And(parts)
        case "or", _:
            return z3.Or(parts)
        case "not", [part]:
            return z3.Not(part)
        case "implies", [left, right]:
            return z3.Implies(left, right)
        case "iff", [left, right]:
            return left == right
        case "true", _:
            return z3.BoolVal(True)
        case "false", _:
            return z3.BoolVal(False)
    raise Untranslatable(head)


