"""Derivatives of terms, for compiled functions.

The kernel proves by a normal form of its own; these rules only make terms that are good to evaluate,
and `compare` sets what they make against the complex step. Where a maximum or an absolute value has a
kink the derivative has no branch, so a compiled derivative is nan there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derive.codegen.algebra import (
    MINUS,
    ONE,
    ZERO,
    Ranges,
    add,
    delta,
    divide,
    multiply,
    negate,
    power,
    settle,
    total,
)
from derive.codegen.problem import NotCompiled
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute, subterms


def slope(term: Term, variable: Symbol, index: Sequence[Term] = (), ranges: Ranges | None = None) -> Term:
    """The derivative in the variable, or in one element of an array.

        d x = 1     d x[k] = δ(k, index)     d c = 0     d Σ_k u = Σ_k du
        d(u v) = du v + u dv                 d(u / v) = du / v - (u / v) (dv / v)
        d piecewise(c, u, ...) = piecewise(c, du, ...)
    """
    return _Slope(variable, tuple(index), ranges or {}).of(settle(term, ranges or {}))


class _Slope:
    """One variable (or one element of an array), and the ranges in which deltas are contracted."""

    def __init__(self, variable: Symbol, index: tuple[Term, ...], ranges: Ranges) -> None:
        self.variable, self.index, self.ranges = variable, index, ranges

    def of(self, term: Term) -> Term:
        if self.variable not in free(term):
            return ZERO
        match term:
            case Symbol():
                return ONE
            case Apply(head, args):
                return self._apply(head, args, term)
            case Bind():
                return self._bind(term)
        return ZERO

    def _apply(self, head: str, args: tuple[Term, ...], term: Term) -> Term:
        match head, args:
            case "at", (array, *index) if array == self.variable and len(index) == len(self.index):
                return multiply(delta(*pair) for pair in zip(index, self.index, strict=True))
            case "+", _:
                return add(self.of(arg) for arg in args)
            case "-", (inner,):
                return negate(self.of(inner))
            case "*", _:
                return add(
                    multiply((*args[:place], change, *args[place + 1 :]))
                    for place, change in enumerate(map(self.of, args))
                    if change != ZERO
                )
            case "/", (top, bottom):
                change = divide(self.of(bottom), bottom)
                return add((divide(self.of(top), bottom), negate(multiply((divide(top, bottom), change)))))
            case "^", (base, exponent):
                return self._power(base, exponent, term)
            case "log", (inner, base):
                return self.of(divide(Apply("log", (inner,)), Apply("log", (base,))))
            case "max" | "min", _:
                return self._extreme(head, args)
            case "piecewise", _:
                return self._piecewise(args)
            case _, (inner,) if head in TABLE:
                return multiply((TABLE[head](inner, term), self.of(inner)))
        raise NotCompiled(f"no derivative of {head} is known here")

    def _power(self, base: Term, exponent: Term, term: Term) -> Term:
        if self.variable not in free(exponent):
            lower = power(base, add((exponent, MINUS)))
            return multiply((exponent, lower, self.of(base)))
        grown = multiply((term, Apply("log", (base,)), self.of(exponent)))
        if self.variable not in free(base):
            return grown
        return add((grown, multiply((term, exponent, divide(self.of(base), base)))))

    def _extreme(self, head: str, args: tuple[Term, ...]) -> Term:
        """The derivative of the part that wins; where two win together, only if their derivatives agree."""
        if len(args) == 1:
            return self.of(args[0])
        if len(args) > 2:
            return self.of(Apply(head, (args[0], Apply(head, args[1:]))))
        changes = [self.of(arg) for arg in args]
        one, two = changes
        if one == two:
            return one
        left, right = args
        wins, loses = (">", "<") if head == "max" else ("<", ">")
        if isinstance(left, Number):
            left, right, one, two = right, left, two, one
        return Apply("piecewise", (Apply(wins, (left, right)), one, Apply(loses, (left, right)), two))

    def _piecewise(self, args: tuple[Term, ...]) -> Term:
        """Branch by branch; undefined on the border of two branches that differ in slope."""
        has_otherwise = len(args) % 2 == 1
        conditions = args[: len(args) - has_otherwise : 2]
        changed = tuple(arg if place % 2 == 0 and arg in conditions else self.of(arg) for place, arg in enumerate(args))
        values = {*changed[1::2], *(changed[-1:] if has_otherwise else ())}
        if len(values) == 1 and has_otherwise:
            return values.pop()
        borders = [
            part
            for condition in conditions
            for pair in _relations(condition)
            if self.variable in free(pair[0]) | free(pair[1])
            for part in (Apply("=", pair), Apply("undefined"))
        ]
        return Apply("piecewise", (*borders, *changed))

    def _bind(self, term: Bind) -> Term:
        avoid = frozenset((self.variable,)).union(*(free(part) for part in self.index))
        variable, body = term.variable, term.body
        if variable.name in {symbol.name for symbol in avoid}:
            renamed = fresh(variable, avoid | free(body))
            body, variable = substitute(body, {variable: renamed}), renamed
        if any(self.variable in free(bound) for bound in term.bounds):
            raise NotCompiled(f"the variable stands in the bounds of a {term.head}")
        match term.head, term.bounds:
            case "sum", (lo, hi):
                return total(variable, self.of(body), (lo, hi), self.ranges)
            case "product", (lo, hi):
                ratio = total(variable, divide(self.of(body), body), (lo, hi), self.ranges)
                return multiply((term, ratio))
        raise NotCompiled(f"no derivative of {term.head} is known here")


def _relations(condition: Term) -> Iterator[tuple[Term, Term]]:
    """The two sides of every relation in a condition."""
    for part in subterms(condition):
        if isinstance(part, Apply) and part.head in RELATIONS:
            yield part.args[0], part.args[1]


def _call(head: str, *args: Term) -> Term:
    return Apply(head, args)


def _square(term: Term) -> Term:
    return power(term, number(2))


def _step(inner: Term, term: Term) -> Term:
    return Apply("piecewise", (Apply(">", (inner, ZERO)), ONE, Apply("<", (inner, ZERO)), MINUS))


TABLE: dict[str, Callable[[Term, Term], Term]] = {   # the factor that stands before du, from u and f(u)
    "exp": lambda u, f: f,
    "log": lambda u, f: divide(ONE, u),
    "sqrt": lambda u, f: divide(ONE, multiply((number(2), f))),
    "sin": lambda u, f: _call("cos", u),
    "cos": lambda u, f: negate(_call("sin", u)),
    "tan": lambda u, f: add((ONE, _square(f))),
    "cot": lambda u, f: negate(add((ONE, _square(f)))),
    "sec": lambda u, f: multiply((f, _call("tan", u))),
    "csc": lambda u, f: negate(multiply((f, _call("cot", u)))),
    "asin": lambda u, f: divide(ONE, _call("sqrt", add((ONE, negate(_square(u)))))),
    "acos": lambda u, f: negate(divide(ONE, _call("sqrt", add((ONE, negate(_square(u))))))),
    "atan": lambda u, f: divide(ONE, add((ONE, _square(u)))),
    "acot": lambda u, f: negate(divide(ONE, add((ONE, _square(u))))),
    "sinh": lambda u, f: _call("cosh", u),
    "cosh": lambda u, f: _call("sinh", u),
    "tanh": lambda u, f: add((ONE, negate(_square(f)))),
    "coth": lambda u, f: add((ONE, negate(_square(f)))),
    "sech": lambda u, f: negate(multiply((f, _call("tanh", u)))),
    "csch": lambda u, f: negate(multiply((f, _call("coth", u)))),
    "asinh": lambda u, f: divide(ONE, _call("sqrt", add((_square(u), ONE)))),
    "acosh": lambda u, f: divide(ONE, multiply((_call("sqrt", add((u, MINUS))), _call("sqrt", add((u, ONE)))))),
    "atanh": lambda u, f: divide(ONE, add((ONE, negate(_square(u))))),
    "abs": _step,
    "ReLU": lambda u, f: Apply("piecewise", (Apply(">", (u, ZERO)), ONE, Apply("<", (u, ZERO)), ZERO)),
    "sign": lambda u, f: Apply("piecewise", (Apply("!=", (u, ZERO)), ZERO)),
    "floor": lambda u, f: Apply("piecewise", (Apply("!=", (u, f)), ZERO)),
    "ceil": lambda u, f: Apply("piecewise", (Apply("!=", (u, f)), ZERO)),
}


def evaluate(term: Term, ranges: Ranges) -> Term:
    """The term with every derivative in it carried out, innermost first.

        (∂/∂v body)(at) = slope(body, v)[v := at]
    """
    match term:
        case Apply(head, args):
            return Apply(head, tuple(evaluate(arg, ranges) for arg in args))
        case Bind("derivative", variable, body, (at, *index)):
            change = slope(evaluate(body, ranges), variable, index, ranges)
            return substitute(change, {variable: at})
        case Bind(head, variable, body, bounds):
            return Bind(head, variable, evaluate(body, ranges), tuple(evaluate(bound, ranges) for bound in bounds))
    return term


def is_kinked(term: Term) -> bool:
    """Whether the complex step cannot be taken through the term: a maximum, |.|, a jump or a case is in it."""
    pending = [term]
    while pending:
        part = pending.pop()
        match part:
            case Apply(head, args):
                if head in KINKED:
                    return True
                pending.extend(args)
            case Bind(head, _, body, bounds):
                if head in ("max_over", "min_over", "argmax", "argmin"):
                    return True
                pending.extend((body, *bounds))
            case Number() | Symbol():
                pass
    return False


KINKED = frozenset({"max", "min", "abs", "sign", "floor", "ceil", "mod", "piecewise", "root", "atan2", "ReLU",
                    "re", "im", "conj", "norm"})
