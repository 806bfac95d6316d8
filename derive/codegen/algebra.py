"""Terms made small enough to compile: constructors that drop zeros and ones, and sums contracted.

These are for compiled functions only; nothing here decides a step. Every rewriting keeps the value
wherever the term it replaces is defined.

    0 + u = u      1 * u = u      0 * u = 0      u / 1 = u      u ^ 1 = u      (constants are folded)
    log(exp u) = u                log(a b) = log a + log b,  log(a / b) = log a - log b   for positive a, b
    Σ_k (u + v) = Σ_k u + Σ_k v   only where a δ of the bound index can be met by it
    Σ_k c u = c Σ_k u             for c free of k
    Σ_k δ(k, i) u(k) = u(i)       if i is in the range of k, else 0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, children, free, number, substitute

ZERO, ONE, MINUS = number(0), number(1), number(-1)
BITS = 512                                       # a folded constant longer than this stays unfolded
Ranges = Mapping[Symbol, tuple[Term, Term]]


def add(terms: Iterable[Term]) -> Term:
    """The sum, flat, its numbers in one."""
    constant = Fraction(0)
    rest: list[Term] = []
    for term in _flat("+", terms):
        if isinstance(term, Number):
            constant += term.value
        else:
            rest.append(term)
    if constant or not rest:
        rest.append(Number(constant))
    return rest[0] if len(rest) == 1 else Apply("+", tuple(rest))


def multiply(factors: Iterable[Term]) -> Term:
    """The product, flat, its numbers in front and its deltas behind."""
    constant = Fraction(1)
    rest: list[Term] = []
    deltas: list[Term] = []
    for factor in _flat("*", factors):
        while isinstance(factor, Apply) and factor.head == "-":
            constant, factor = -constant, factor.args[0]
        if isinstance(factor, Number):
            constant *= factor.value
        elif isinstance(factor, Apply) and factor.head == "*":
            inner = multiply(factor.args)
            rest.append(inner)
        else:
            (deltas if _is(factor, "delta") else rest).append(factor)
    if constant == 0:
        return ZERO
    parts = [*([Number(abs(constant))] if abs(constant) != 1 else []), *rest, *deltas]
    product = ONE if not parts else parts[0] if len(parts) == 1 else Apply("*", tuple(parts))
    return negate(product) if constant < 0 else product


def negate(term: Term) -> Term:
    match term:
        case Number(value):
            return Number(-value)
        case Apply("-", (inner,)):
            return inner
        case Apply("+", args):
            return add(negate(arg) for arg in args)
    return Apply("-", (term,))


def divide(numerator: Term, denominator: Term) -> Term:
    """The quotient; a sign or a delta of the numerator stays outside it."""
    match numerator, denominator:
        case Number(a), Number(b) if b != 0:
            return Number(a / b)
        case Number(a), _ if a == 0:
            return ZERO
        case _, Number(b) if b == 1:
            return numerator
        case Apply("-", (inner,)), _:
            return negate(divide(inner, denominator))
        case Apply("delta"), _:
            return multiply((divide(ONE, denominator), numerator))
        case Apply("*", args), _ if any(_is(arg, "delta") for arg in args):
            deltas = [arg for arg in args if _is(arg, "delta")]
            rest = multiply(arg for arg in args if not _is(arg, "delta"))
            return multiply((divide(rest, denominator), *deltas))
    return ONE if numerator == denominator else Apply("/", (numerator, denominator))


def power(base: Term, exponent: Term) -> Term:
    match base, exponent:
        case _, Number(n) if n == 1:
            return base
        case Number(b), Number(n) if n.denominator == 1 and (b != 0 or n > 0) and _small(b, n):
            return Number(b**n.numerator)
    return Apply("^", (base, exponent))


def delta(left: Term, right: Term) -> Term:
    match left, right:
        case Number(a), Number(b):
            return ONE if a == b else ZERO
    return ONE if left == right else Apply("delta", (left, right))


def _small(base: Fraction, exponent: Fraction) -> bool:
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    return abs(exponent) * size <= BITS


def _is(term: Term, head: str) -> bool:
    return isinstance(term, Apply) and term.head == head


def _flat(head: str, terms: Iterable[Term]) -> Iterable[Term]:
    for term in terms:
        if isinstance(term, Apply) and term.head == head:
            yield from _flat(head, term.args)
        else:
            yield term


def settle(term: Term, ranges: Ranges) -> Term:
    """The term with every rewriting of this module made, innermost first."""
    match term:
        case Apply(head, args):
            return _apply(head, tuple(settle(arg, ranges) for arg in args))
        case Bind("sum", variable, body, (lo, hi)):
            return total(variable, settle(body, ranges), (settle(lo, ranges), settle(hi, ranges)), ranges)
        case Bind(head, variable, body, bounds):
            return Bind(head, variable, settle(body, ranges), tuple(settle(bound, ranges) for bound in bounds))
    return term


def _apply(head: str, args: tuple[Term, ...]) -> Term:
    match head, args:
        case "+", _ if not all(isinstance(arg, Number) for arg in args):
            kept = tuple(arg for arg in args if arg != ZERO)      # not flat: a part may have a name of its own
            return kept[0] if len(kept) == 1 else Apply("+", kept)
        case "+", _:
            return add(args)
        case "*", _:
            return multiply(args)
        case "-", (inner,):
            return negate(inner)
        case "/", (top, bottom) if top != bottom:    # u / u keeps its hole where u is 0
            return divide(top, bottom)
        case "^", (base, exponent):
            return power(base, exponent)
        case "delta", (left, right):
            return delta(left, right)
        case "log", (inner,):
            return logarithm(inner)
    return Apply(head, args)


def logarithm(term: Term) -> Term:
    """The logarithm, taken apart over positive factors where an exponential is among them."""
    match term:
        case Apply("exp", (inner,)):
            return inner
        case Apply("*", args) if _worth(term):
            return add(logarithm(arg) for arg in args)
        case Apply("/", (top, bottom)) if _worth(term):
            return add((logarithm(top), negate(logarithm(bottom))))
        case Apply("^", (base, Number() as exponent)) if _worth(base):
            return multiply((exponent, logarithm(base)))
        case Number(value) if value == 1:
            return ZERO
    return Apply("log", (term,))


def _worth(term: Term) -> bool:
    return positive(term) and any(_is(part, "exp") for part in _parts(term))


def _parts(term: Term) -> Iterable[Term]:
    yield term
    for child in children(term):
        yield from _parts(child)


def positive(term: Term) -> bool:
    """Whether the form alone shows that the value is positive wherever it is defined."""
    match term:
        case Number(value):
            return value > 0
        case Apply("exp" | "cosh" | "e" | "pi"):
            return True
        case Apply("+" | "*" | "/" | "sqrt", args):
            return all(positive(arg) for arg in args)
        case Apply("^", (base, Number())):
            return positive(base)
        case Bind("sum" | "product", _, body):
            return positive(body)
    return False


def total(variable: Symbol, body: Term, bounds: tuple[Term, Term], ranges: Ranges) -> Term:
    """Σ over the variable, by the rules for sums above."""
    match body:
        case Apply("-", (inner,)):
            return negate(total(variable, inner, bounds, ranges))
        case Apply("+", args) if any(_meets(arg, variable) for arg in args):
            return add(total(variable, arg, bounds, ranges) for arg in args)
        case Apply("*" | "delta") | Apply("/", (_, _)):
            return _product(variable, body, bounds, ranges)
    return body if body == ZERO else Bind("sum", variable, body, bounds)


def _product(variable: Symbol, body: Term, bounds: tuple[Term, Term], ranges: Ranges) -> Term:
    factors = list(body.args) if isinstance(body, Apply) and body.head == "*" else [body]
    outside = [factor for factor in factors if variable not in free(factor)]
    inside = [factor for factor in factors if variable in free(factor)]
    if outside and inside:
        return multiply((*outside, total(variable, multiply(inside), bounds, ranges)))
    for position, factor in enumerate(inside):
        rest = inside[:position] + inside[position + 1 :]
        if isinstance(factor, Apply) and factor.head == "delta":
            met = _solve(factor, variable)
            if met is not None:
                value = settle(substitute(multiply(rest), {variable: met}), ranges)
                return _within(met, bounds, value, ranges)
        if isinstance(factor, Apply) and factor.head == "+" and _meets(factor, variable):
            return add(total(variable, multiply((*rest, term)), bounds, ranges) for term in factor.args)
    match body:
        case Apply("/", (top, bottom)) if variable not in free(bottom):
            return divide(total(variable, top, bounds, ranges), bottom)
    return Bind("sum", variable, body, bounds)


def _meets(term: Term, variable: Symbol) -> bool:
    """Whether a delta of the variable is a factor of some summand of the term."""
    match term:
        case Apply("delta"):
            return _solve(term, variable) is not None
        case Apply("+" | "*" | "-", args):
            return any(_meets(arg, variable) for arg in args)
    return False


def _solve(factor: Apply, variable: Symbol) -> Term | None:
    """The one value of the variable at which δ(variable + c, i) is 1."""
    for one, other in (factor.args, factor.args[::-1]):
        if variable in free(other):
            continue
        if one == variable:
            return other
        shift = offset(one, variable)
        if shift is not None:
            return add((other, Number(-shift)))
    return None


def offset(term: Term, variable: Symbol) -> Fraction | None:
    """c when the term is variable + c, a number."""
    if term == variable:
        return Fraction(0)
    terms = list(_flat("+", (term,)))
    if terms.count(variable) != 1:
        return None
    rest = add(settle(one, {}) for one in terms if one != variable)
    return rest.value if isinstance(rest, Number) else None


def _within(met: Term, bounds: tuple[Term, Term], value: Term, ranges: Ranges) -> Term:
    """The value where the index met lies within the bounds, else 0."""
    if isinstance(met, Symbol) and ranges.get(met) == bounds:
        return value
    lo, hi = bounds
    conditions = [Apply("<=", pair) for pair in ((lo, met), (met, hi)) if not _holds(*pair)]
    if not conditions:
        return value
    condition = conditions[0] if len(conditions) == 1 else Apply("and", tuple(conditions))
    return Apply("piecewise", (condition, value, ZERO))


def _holds(low: Term, high: Term) -> bool:
    return isinstance(low, Number) and isinstance(high, Number) and low.value <= high.value
