"""Derivatives of terms, by rule, and their elimination.

    Bind(derivative, v, body, (at, index...))  ->  (d body / d v)[v := at]

A rule gives a term that has the derivative's value wherever the derivative is defined. At a kink of max or abs
it has an unknown number in place of the slope: that from the right, which every rule carries along, so that
(x |x|)' = |0| + 0 k = 0 at 0. At a jump nothing is known: the result is undefined, which has no normal form.
What has no rule is declined, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from derive.kernel.parameters import is_uniform
from derive.kernel.polynomial import Beyond
from derive.kernel.sinc import slope_of_sinc
from derive.kernel.term import NEGATED, Apply, Bind, Number, Symbol, Term, free, fresh, heads, number, subterms
from derive.kernel.term import substitute as substitute

ZERO, ONE, TWO = number(0), number(1), number(2)
DEPTH, REMEMBERED = 150, 2000                     # nesting, and terms without derivatives
SORTS = frozenset(("real", "complex", "array", "integer", "random"))
JUMPING = frozenset(("floor", "ceil", "sign", "mod", "piecewise", "delta", "call"))
LONELY = frozenset(("floor", "ceil", "sign", "mod", "delta", "=", "!="))     # a lone value may differ


def plus(*terms: Term) -> Term:
    kept = tuple(t for t in terms if t != ZERO)
    return kept[0] if len(kept) == 1 else Apply("+", kept) if kept else ZERO


def times(*terms: Term) -> Term:
    if ZERO in terms:
        return ZERO
    kept = tuple(t for t in terms if t != ONE)
    return kept[0] if len(kept) == 1 else Apply("*", kept) if kept else ONE


def minus(term: Term) -> Term:
    return Apply("-", (term,))


def over(above: Term, below: Term) -> Term:
    return ZERO if above == ZERO else Apply("/", (above, below))


def square(term: Term) -> Term:
    return Apply("^", (term, TWO))


def fn(head: str, *args: Term) -> Term:
    return Apply(head, args)


OUTER: dict[str, Callable[[Term], Term]] = {              # f'(u) for f(u)
    "exp": lambda u: fn("exp", u),
    "log": lambda u: over(ONE, u),
    "sqrt": lambda u: over(ONE, times(TWO, fn("sqrt", u))),
    "sin": lambda u: fn("cos", u),
    "cos": lambda u: minus(fn("sin", u)),
    "tan": lambda u: over(ONE, square(fn("cos", u))),
    "cot": lambda u: minus(over(ONE, square(fn("sin", u)))),
    "sec": lambda u: over(fn("sin", u), square(fn("cos", u))),
    "csc": lambda u: minus(over(fn("cos", u), square(fn("sin", u)))),
    "asin": lambda u: over(ONE, fn("sqrt", plus(ONE, minus(square(u))))),
    "acos": lambda u: minus(over(ONE, fn("sqrt", plus(ONE, minus(square(u)))))),
    "atan": lambda u: over(ONE, plus(ONE, square(u))),
    "acot": lambda u: minus(over(ONE, plus(ONE, square(u)))),
    "sinh": lambda u: fn("cosh", u),
    "cosh": lambda u: fn("sinh", u),
    "tanh": lambda u: over(ONE, square(fn("cosh", u))),
    "coth": lambda u: minus(over(ONE, square(fn("sinh", u)))),
    "sech": lambda u: minus(over(fn("sinh", u), square(fn("cosh", u)))),
    "csch": lambda u: minus(over(fn("cosh", u), square(fn("sinh", u)))),
    "asinh": lambda u: over(ONE, fn("sqrt", plus(square(u), ONE))),
    "acosh": lambda u: over(ONE, times(fn("sqrt", plus(u, minus(ONE))), fn("sqrt", plus(u, ONE)))),
    "atanh": lambda u: over(ONE, plus(ONE, minus(square(u)))),
    "erf": lambda u: over(times(TWO, fn("exp", minus(square(u)))), fn("sqrt", fn("pi"))),
    "sign": lambda u: fn("piecewise", fn("!=", u, ZERO), ZERO),
    "floor": lambda u: fn("piecewise", fn("!=", fn("floor", u), u), ZERO),
    "ceil": lambda u: fn("piecewise", fn("!=", fn("ceil", u), u), ZERO),
}


@lru_cache(maxsize=REMEMBERED)
def eliminate(term: Term) -> Term:
    """The term with every derivative carried out, innermost first. Fails with Beyond where a rule is missing."""
    return _eliminated(term, 0)


def _eliminated(term: Term, depth: int) -> Term:
    if depth > DEPTH:
        raise Beyond("nested too deeply")
    if "derivative" not in heads(term):
        return term
    match term:
        case Apply(head, args):
            moved = tuple(_eliminated(arg, depth + 1) for arg in args)
            return term if moved == args else Apply(head, moved)
        case Bind(head, variable, body, bounds):
            bounds = tuple(_eliminated(bound, depth + 1) for bound in bounds)
            body = _eliminated(body, depth + 1)
            if head != "derivative":
                return Bind(head, variable, body, bounds)
            at, *index = bounds
            incoming = frozenset().union(*map(free, bounds))
            if any(one.name == variable.name and one.sort in ("vector", "matrix") for one in free(body) - {variable}):
                raise Beyond("a derivative in an element of what stands there as a whole")
            if variable in incoming:                      # its own bound name hides the outer one in the body
                renamed = fresh(variable, incoming | free(body))
                body, variable = substitute(body, {variable: renamed}), renamed
            slope = _Slope(variable, tuple(index)).of(body)
            if slope == term or (isinstance(slope, Bind) and getattr(body, "head", "") in ("call", "derivative")):
                return Bind(head, variable, body, bounds)
            return substitute(slope, {variable: at})
    return term


class _Slope:
    """Differentiation in one variable, or in one element of an array."""

    def __init__(self, variable: Symbol, index: tuple[Term, ...]) -> None:
        if variable.sort not in SORTS or (variable.sort == "array") != bool(index):
            raise Beyond(f"a derivative in a {variable.sort}")
        self.variable, self.index = variable, index

    def of(self, term: Term, depth: int = 0) -> Term:
        """d term / d variable

            (u v)' = u' v + u v'     (u / v)' = u'/v - u v'/v^2     f(u)' = f'(u) u'     sum_k u' inside
        """
        if depth > DEPTH:
            raise Beyond("nested too deeply")
        if self.variable not in free(term):
            return ZERO
        match term:
            case Symbol() if not self.index:     # and no whole array
                return ONE
            case Bind():
                return self._binder(term, depth)
            case Apply("at", (base, *indices)):
                return self._element(base, tuple(indices))
            case Apply("+", args):
                return plus(*(self.of(arg, depth + 1) for arg in args))
            case Apply("-", (u,)):
                return ZERO if (slope := self.of(u, depth + 1)) == ZERO else minus(slope)
            case Apply("*", args):
                return plus(*(times(*args[:k], self.of(u, depth + 1), *args[k + 1:]) for k, u in enumerate(args)))
            case Apply("/", (u, v)):
                first, slope = over(self.of(u, depth + 1), v), self.of(v, depth + 1)
                return plus(first, ZERO if slope == ZERO else minus(over(times(u, slope), square(v))))
            case Apply("^", (u, e)):
                return self._power(u, e, depth)
            case Apply("root", (u, Number(n))) if n.denominator == 1 and n > 0:
                below = times(Number(n), Apply("^", (term, Number(n - 1))))
                return over(self.of(u, depth + 1), below) if n > 1 else self.of(u, depth + 1)
            case Apply("atan2", (u, v)):         # wherever it has a slope: it jumps where u = 0 and v < 0
                across = plus(times(v, self.of(u, depth + 1)), minus(times(u, self.of(v, depth + 1))))
                return over(across, plus(square(v), square(u)))
            case Apply("log", (u, b)):
                return self.of(over(fn("log", u), fn("log", b)), depth + 1)
            case Apply("log", (Bind("product", k, body, bounds),)):
                return self.of(Bind("sum", k, fn("log", body), bounds), depth + 1)
            case Apply("log", (Apply("abs", (u,)),)):
                return over(self.of(u, depth + 1), u)
            case Apply("abs", (u,)):
                slope, flat = self.of(u, depth + 1), ZERO
                signs = (fn(">", u, ZERO), slope, fn("<", u, ZERO), minus(slope))
                return fn("piecewise", *signs, fn("=", slope, ZERO), flat, self._kink(term))
            case Apply("max" | "min" as head, (u, *rest)):
                return self._greatest(head, u, rest, depth)
            case Apply("piecewise", args):
                smooth = slope_of_sinc(term)
                return times(smooth[0], self.of(smooth[1], depth + 1)) if smooth else self._piecewise(args, depth)
            case Apply("call", (name, *args)) if self.variable not in free(name):
                return self._chain(name, tuple(args), depth)
            case Apply(head, (u,)) if head in OUTER:
                return times(OUTER[head](u), self.of(u, depth + 1))
        raise Beyond(f"no rule for the derivative of {getattr(term, 'head', 'this')}")

    def _element(self, base: Term, indices: tuple[Term, ...]) -> Term:
        if base != self.variable or not self.index or len(indices) != len(self.index) or any(
                self.variable in free(index) for index in indices):
            raise Beyond("a derivative in an index")
        return times(*(fn("delta", a, b) for a, b in zip(indices, self.index, strict=True)))

    def _power(self, u: Term, e: Term, depth: int) -> Term:
        """(u^n)' = n u^(n-1) u', n whole or free of the variable; (u^e)' = u^e (e' log u + e u'/u) otherwise"""
        if self.variable not in free(e):
            if isinstance(e, Number) and e.value in (0, 1):
                return self.of(u, depth + 1) if e.value else ZERO
            lower = Number(e.value - 1) if isinstance(e, Number) else plus(e, Number(Fraction(-1)))
            return times(e, u if lower == ONE else Apply("^", (u, lower)), self.of(u, depth + 1))
        outer = plus(times(self.of(e, depth + 1), fn("log", u)), over(times(e, self.of(u, depth + 1)), u))
        return times(Apply("^", (u, e)), outer)

    def _greatest(self, head: str, u: Term, rest: list[Term], depth: int) -> Term:
        if not rest:
            return self.of(u, depth + 1)
        v = rest[0] if len(rest) == 1 else Apply(head, tuple(rest))
        first, second = self.of(u, depth + 1), self.of(v, depth + 1)
        wins = ">" if head == "max" else "<"
        slopes = (fn(wins, u, v), first, fn(wins, v, u), second, fn("=", first, second), first)
        return fn("piecewise", *slopes, self._kink(fn(head, u, v)))

    def _kink(self, term: Term) -> Term:
        """The slope of what has one on either side: left as it is."""
        return Bind("derivative", self.variable, term, (self.variable, *self.index))

    def _piecewise(self, args: tuple[Term, ...], depth: int) -> Term:
        """Each branch inside its region; on a border that moves with the variable

            first' where both branches have one value and one slope
            a kink where they have one value, and the sides of the condition cross there
            nothing where they cross, with other slopes or values; undefined elsewhere
        """
        border = _border(args)
        found: list[Term] = []
        outside: list[Term] = []
        for condition, branch in zip(args[::2], args[1::2], strict=False):
            inside = interior(condition, self.variable)
            found += [_both([*outside, inside]), self.of(branch, depth + 1)]
            outside.append(interior(fn("not", condition), self.variable))
        if len(args) % 2:
            found += [_both(outside), self.of(args[-1], depth + 1)]
        if border is None:
            return fn("piecewise", *found, fn("undefined"))
        (u, v), (first, second) = border
        slopes = [self.of(term, depth + 1) for term in (first, second, u, v)]
        smooth, crossing, meeting = fn("=", *slopes[:2]), fn("!=", *slopes[2:]), fn("=", first, second)
        found += [fn("and", meeting, smooth), slopes[0]]
        found += [fn("and", meeting, crossing), self._kink(fn("piecewise", *args))]
        open_end = fn("not", fn("and", crossing, fn("not", fn("and", meeting, smooth))))
        return fn("piecewise", *found, open_end, fn("undefined"))

    def _chain(self, name: Term, args: tuple[Term, ...], depth: int) -> Term:
        """f(u, v)' = D1 f (u, v) u' + D2 f (u, v) v', with D f left as it is"""
        parts = []
        for k, u in enumerate(args):
            slope = self.of(u, depth + 1)
            if slope != ZERO:
                slot = fresh(Symbol("u"), frozenset().union(free(name), *map(free, args)) | {self.variable})
                inner = Apply("call", (name, *args[:k], slot, *args[k + 1:]))
                parts.append(times(Bind("derivative", slot, inner, (u,)), slope))
        return plus(*parts)

    def _binder(self, term: Bind, depth: int) -> Term:
        head, variable, body, bounds = term.head, term.variable, term.body, term.bounds
        clash = frozenset().union(*map(free, self.index)) | {self.variable}
        if variable.name in {s.name for s in clash}:
            renamed = fresh(variable, clash | free(body))
            body, variable = substitute(body, {variable: renamed}), renamed
        inside, moving = self.variable in free(body), [self.variable in free(bound) for bound in bounds]
        match head:
            case "sum" if not any(moving) and fn("infinity") not in bounds:
                return Bind(head, variable, self.of(body, depth + 1), bounds)
            case "product" if isinstance(body, Apply) and body.head == "exp":
                return times(term, self.of(Bind("sum", variable, body.args[0], bounds), depth + 1))
            case "integral" if len(bounds) == 2 and heads(body).isdisjoint(LONELY) and (
                    not inside or is_uniform(body, variable, bounds)):
                ends = [times(substitute(body, {variable: b}), self.of(b, depth + 1)) for b in bounds]
                within = [Bind(head, variable, self.of(body, depth + 1), bounds)] if inside else []
                return plus(*within, ends[1], minus(ends[0]) if ends[0] != ZERO else ZERO)
            case "antiderivative" if not inside:
                return times(substitute(body, {variable: bounds[0]}), self.of(bounds[0], depth + 1))
            case "derivative" if not inside and not any(moving[1:]) and len(bounds) == 1:
                again = fresh(Symbol(variable.name + "'", variable.sort), free(body) | clash)
                inner = Bind(head, variable, body, (again,))
                return times(Bind(head, again, inner, bounds), self.of(bounds[0], depth + 1))
        raise Beyond(f"no rule for the derivative of this {head}")


def _border(args: tuple[Term, ...]) -> tuple[tuple[Term, Term], tuple[Term, Term]] | None:
    """The sides of the order, and the branches, of a term with one order that decides between two branches."""
    match args:
        case (Apply("<" | "<=" | ">" | ">=", (u, v)), first, second):
            return (u, v), (first, second)
        case (Apply("<" | "<=" | ">" | ">=" as head, (u, v)), first, Apply(other, sides), second) if (
            (other, sides) in ((NEGATED[head], (u, v)), (TURNED[NEGATED[head]], (v, u)))
        ):
            return (u, v), (first, second)
    return None


def _both(conditions: list[Term]) -> Term:
    return conditions[0] if len(conditions) == 1 else Apply("and", tuple(conditions))


def interior(condition: Term, variable: Symbol) -> Term:
    """A condition that holds on an open set in the variable and implies the given one.

        u <= v -> u < v     u = v -> false     not (u < v) -> u > v     free of the variable -> itself
    """
    if variable not in free(condition):
        return condition
    if any(isinstance(part, Bind) or getattr(part, "head", "") in JUMPING for part in subterms(condition)):
        raise Beyond("a condition that may jump")
    match condition:
        case Apply("<" | "<=" as head, (u, v)):
            return Apply("<", (u, v))
        case Apply(">" | ">=", (u, v)):
            return Apply(">", (u, v))
        case Apply("!=", _):
            return condition
        case Apply("=", _):
            return Apply("false")
        case Apply("and" | "or" as head, args):
            return Apply(head, tuple(interior(arg, variable) for arg in args))
        case Apply("not", (Apply(head, (u, v)),)) if head in NEGATED:
            return interior(Apply(NEGATED[head], (u, v)), variable)
        case Apply("not", (Apply("and" | "or" as head, args),)):
            other = "or" if head == "and" else "and"
            return Apply(other, tuple(interior(Apply("not", (arg,)), variable) for arg in args))
    raise Beyond("a condition that moves with the variable")


TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
