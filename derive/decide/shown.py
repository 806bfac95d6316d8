"""Terms as SymPy expressions for people to go on with: more than the oracle is asked.

Heads of which nothing is decided here, gcd(x, y), Var(X), get SymPy's word for them, or a function of their name. No
verdict rests on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from derive.decide.oracle import Untranslatable
from derive.decide.translation import Translation
from derive.kernel.term import Apply, Bind, Symbol, Term


class Shown(Translation):
    """A translation that keeps matrices apart from numbers, and knows more heads."""

    def symbol(self, symbol: Symbol) -> Any:
        if symbol.sort in ("matrix", "vector") and symbol not in self.there:
            self.there[symbol] = sp.Symbol(symbol.name, commutative=False)
        elif symbol.sort == "set" and symbol not in self.there:
            self.there[symbol] = sp.ConditionSet(sp.Symbol("x"), sp.Function(symbol.name)(sp.Symbol("x")) > 0)
        return super().symbol(symbol)

    def _apply(self, head: str, args: tuple[Any, ...]) -> Any:
        made = _HEADS.get(head)
        if head == "^" and isinstance(args[0], sp.Set):
            return args[0] ** args[1]            # a product of sets
        if head == "+" and (shapes := {arg.shape for arg in args if isinstance(arg, sp.MatrixBase)}):
            args = tuple(sp.MatrixSymbol(arg.name, *shapes.copy().pop()) if isinstance(arg, sp.Symbol) else arg
                         for arg in args)        # names beside a matrix are matrices of its shape
            return sp.MatAdd(*args) if any(isinstance(arg, sp.MatrixSymbol) for arg in args) else sum(args[1:], args[0])
        if head in _STATEMENTS:
            args = tuple(sp.Symbol("e") if arg is sp.E else arg for arg in args)
        try:
            if made is not None:
                return made(*args)
            return super()._apply(head, args)
        except (TypeError, AttributeError, sp.ShapeError) as fault:
            raise Untranslatable(f"{head}: {fault}") from fault
        except Untranslatable:
            if not head.isidentifier() or not all(isinstance(arg, sp.Basic) for arg in args):
                raise
            return sp.Function(head)(*args)

    def _binder(self, term: Bind) -> Any:
        match term.head:
            case "collection":
                return self._collection(term)
            case "nth derivative":
                order = (self.symbol(term.variable), self.express(term.bounds[0]))
                return sp.Derivative(self.express(term.body), order)
            case head if head.startswith("transform "):
                running = (self.express(term.body), self.symbol(term.variable))
                return sp.Function(head)(*running, *map(self.express, term.bounds))
        return super()._binder(term)

    def _collection(self, term: Term) -> Any:
        """A set by a condition: x in S with P(x), and the values that a formula takes over one set or several."""
        variables: list[Symbol] = []
        while isinstance(term, Bind) and term.head == "collection":
            variables.append(term.variable)
            term = term.body
        match term:
            case Apply("where", (value, Apply("and", stated))) | Apply("where", (value, *stated)):
                return self._selected(tuple(variables), value, tuple(stated))
        raise Untranslatable("collection")

    def _selected(self, variables: tuple[Symbol, ...], value: Term, stated: tuple[Term, ...]) -> Any:
        names = tuple(self.symbol(one) for one in variables)
        within: dict[Term, Any] = {}
        rest: list[Any] = []
        for part in stated:
            match part:
                case Apply("in", (Apply("tuple", pair), region)) if pair == variables and len(stated) == 1:
                    return sp.ImageSet(sp.Lambda((names,), self.express(value)), self.express(region))
                case Apply("in", (Symbol() as name, region)) if name in variables:
                    within[name] = self.express(region)
                case _:
                    rest.append(self.express(part))
        if not rest and len(within) == len(variables) and (value,) != variables:
            return sp.ImageSet(sp.Lambda(names, self.express(value)), *(within[one] for one in variables))
        if rest and (value,) == variables:
            holds = sp.And(*rest, evaluate=False)
            return sp.ConditionSet(names[0], holds, within.get(value, sp.S.UniversalSet))
        raise Untranslatable("collection")


def _divisor(name: str, of: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    """gcd and lcm of numbers; of names they are functions, not those of polynomials."""
    def made(*args: Any) -> Any:
        values = [arg.doit() for arg in args]
        return of(values) if all(value.is_Rational for value in values) else sp.Function(name)(*args)
    return made


def _of_matrix(name: str, of: Callable[[Any], Any]) -> Callable[..., Any]:
    """Something of a matrix that is written out; of any other, a function of that name."""
    def made(arg: Any) -> Any:
        written = arg.doit() if hasattr(arg, "doit") else arg
        return of(written) if isinstance(written, sp.MatrixBase) else sp.Function(name)(arg)
    return made


def _norm(arg: Any, *order: Any) -> Any:
    if isinstance(arg, sp.MatrixBase):
        return arg.norm(*order)
    return sp.Abs(arg) if arg.is_commutative and not order else sp.Function("norm")(arg, *order)


def _product(*args: Any) -> Any:
    result = args[0]
    for arg in args[1:]:
        result = result * arg
    return result


_STATEMENTS = frozenset(("and", "or", "not", "implies", "iff", "veebar"))

_HEADS: dict[str, Callable[..., Any]] = {
    "gcd": _divisor("gcd", sp.gcd), "lcm": _divisor("lcm", sp.lcm), "factorial2": sp.factorial2, "arg": sp.arg,
    "transpose": sp.transpose, "adjoint": sp.adjoint, "inverse": lambda arg: arg**-1, "norm": _norm,
    "matmul": _product, "matpow": lambda base, exponent: base**exponent,
    "det": _of_matrix("Determinant", lambda arg: arg.det()), "trace": _of_matrix("Trace", lambda arg: arg.trace()),
    "cup": lambda *args: sp.Union(*args, evaluate=False), "cap": lambda *args: sp.Intersection(*args, evaluate=False),
    "setminus": lambda *args: sp.Complement(*args, evaluate=False),
    "triangle": lambda *args: sp.SymmetricDifference(*args, evaluate=False),
    "cartesian": lambda *args: sp.ProductSet(*args),  "held": lambda derivative, *names: derivative,
    "conj": lambda arg: arg.conjugate() if isinstance(arg, sp.MatrixBase) else sp.conjugate(arg),
    ":": sp.Tuple, "none": lambda: sp.Symbol("none"),
    "O": lambda arg: sp.Order(arg), "circ": sp.Function("circ"), "dot": sp.Function("dot"),
    "cross": sp.Function("cross"), "approx": sp.Eq,
}
