"""Terms to SymPy and back. Imported only from inside the functions that need SymPy.

Symbols take what the hypotheses say of their sign and nothing else, so SymPy is never told more than
is known. Integers are capped before they are raised or turned into factorials: SymPy computes such
things when an expression is built, and nothing can interrupt it.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef

from derive.decide.oracle import Untranslatable
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number

BITS = 20_000                                    # size of a number that a power may make
FACTORIAL = 1_000

CONSTANTS: dict[str, Any] = {
    "pi": sp.pi, "e": sp.E, "i": sp.I, "infinity": sp.oo, "true": sp.true, "false": sp.false,
    "reals": sp.S.Reals, "integers": sp.S.Integers, "naturals": sp.S.Naturals0, "complexes": sp.S.Complexes,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt, "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "cot": sp.cot,
    "sec": sp.sec, "csc": sp.csc, "asin": sp.asin, "acos": sp.acos, "atan": sp.atan, "acot": sp.acot,
    "atan2": sp.atan2, "sinh": sp.sinh, "cosh": sp.cosh, "tanh": sp.tanh, "coth": sp.coth, "sech": sp.sech,
    "csch": sp.csch, "asinh": sp.asinh, "acosh": sp.acosh, "atanh": sp.atanh, "abs": sp.Abs, "sign": sp.sign,
    "floor": sp.floor, "ceil": sp.ceiling, "max": sp.Max, "min": sp.Min, "mod": sp.Mod,
    "factorial": sp.factorial, "binomial": sp.binomial, "gamma": sp.gamma, "erf": sp.erf,
    "fibonacci": sp.fibonacci, "rising": sp.RisingFactorial, "factorial2": sp.factorial2,
    "re": sp.re, "im": sp.im, "conj": sp.conjugate, "delta": sp.KroneckerDelta,
    "and": sp.And, "or": sp.Or, "not": sp.Not, "implies": sp.Implies, "iff": sp.Equivalent,
    "=": sp.Eq, "!=": sp.Ne, "<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "in": sp.Contains,
    "tuple": sp.Tuple, "set": sp.FiniteSet,
}
BACK: dict[Any, str] = {
    function: head for head, function in FUNCTIONS.items() if isinstance(function, type) and head not in ("sqrt", "abs")
} | {sp.Abs: "abs"}
SIDES = {-1: "-", 0: "+-", 1: "+"}


class Translation:
    """One translation: the same symbol there for the same symbol here, in both directions."""

    def __init__(self, hypotheses: tuple[Term, ...] = (), evaluate: bool = True) -> None:
        self.evaluate = evaluate
        self.facts = _facts(hypotheses)
        self.there: dict[Symbol, Any] = {}
        self.back: dict[Any, Term] = {}

    def symbol(self, symbol: Symbol) -> Any:
        """The SymPy symbol of the same name, with the assumptions of its sort and of the hypotheses."""
        if symbol not in self.there:
            if symbol.sort == "array":
                made = sp.IndexedBase(symbol.name)
            elif symbol.sort in ("function", "unknown"):
                made = sp.Function(symbol.name)
            else:
                sort = {"integer": {"integer": True}, "complex": {}}.get(symbol.sort, {"real": True})
                made = sp.Symbol(symbol.name, **{**sort, **self.facts.get(symbol, {})})
            self.there[symbol] = made
            self.back.setdefault(made, symbol)
        return self.there[symbol]

    def express(self, term: Term) -> Any:
        """The SymPy expression of a term. Fails with Untranslatable."""
        match term:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Symbol():
                return self.symbol(term)
            case Bind():
                return self._binder(term)
            case Apply(head, ()) if head in CONSTANTS:
                return CONSTANTS[head]
            case Apply(head, args):
                return self._apply(head, tuple(self.express(arg) for arg in args))
        raise Untranslatable(str(type(term)))

    def _apply(self, head: str, args: tuple[Any, ...]) -> Any:
        keep = {} if self.evaluate else {"evaluate": False}
        match head:
            case "+":
                return sp.Add(*args, **keep)
            case "*":
                return sp.Mul(*args, **keep)
            case "-":
                return sp.Mul(-1, args[0], **keep)
            case "/":
                return sp.Mul(args[0], sp.Pow(args[1], -1, **keep), **keep)
            case "^":
                _guard_power(args[0], args[1])
                return sp.Pow(args[0], args[1], **keep)
            case "root":
                return sp.real_root(*args) if self.evaluate else sp.Pow(args[0], sp.Pow(args[1], -1))
            case "log" if len(args) == 2:
                return sp.log(args[0], **keep) / sp.log(args[1], **keep)
            case "at":
                return args[0][args[1:]]
            case "call":
                return args[0](*args[1:])
            case "piecewise":
                return _piecewise(args)
            case "matrix":
                rows, columns = int(args[0]), int(args[1])
                return sp.Matrix(rows, columns, list(args[2:]))
            case "interval":
                return sp.Interval(args[0], args[1], args[2].name[0] == "(", args[2].name[1] == ")")
            case "factorial" if args[0].is_Integer and args[0] > FACTORIAL:
                raise Untranslatable("a factorial too large to write down")
        if head not in FUNCTIONS:
            raise Untranslatable(head)
        return FUNCTIONS[head](*args, **(keep if head not in ("sqrt", "tuple") else {}))

    def _binder(self, term: Bind) -> Any:
        variable, body = self.symbol(term.variable), self.express(term.body)
        bounds = tuple(self.express(bound) for bound in term.bounds)
        match term.head:
            case "sum" | "product" | "integral":
                kind = {"sum": sp.Sum, "product": sp.Product, "integral": sp.Integral}[term.head]
                return kind(body, (variable, *bounds))
            case "antiderivative":
                return sp.Integral(body, variable).subs(variable, bounds[0])
            case "limit":
                return sp.Limit(body, variable, bounds[0], SIDES[int(bounds[1])])
            case "derivative" if len(bounds) == 1:
                found = sp.Derivative(body, variable)
                return found if bounds[0] == variable else sp.Subs(found, variable, bounds[0])
        raise Untranslatable(term.head)

    def read(self, expression: Any) -> Term:
        """The term of a SymPy expression. Fails with Untranslatable."""
        if expression in self.back:
            return self.back[expression]
        if isinstance(expression, sp.Symbol):
            return Symbol(expression.name, "integer" if expression.is_integer else "real")
        if expression.is_Rational:
            return Number(Fraction(int(expression.p), int(expression.q)))
        for head, constant in CONSTANTS.items():
            if expression == constant:
                return Apply(head)
        if expression == -sp.oo:
            return Apply("-", (Apply("infinity"),))
        if expression.is_Add or expression.is_Mul:
            return Apply("+" if expression.is_Add else "*", tuple(self.read(arg) for arg in expression.args))
        if isinstance(expression, sp.Pow):
            return self._read_power(expression)
        if isinstance(expression, sp.Piecewise):
            return self._read_piecewise(expression)
        if isinstance(expression, sp.Sum | sp.Product | sp.Integral | sp.Derivative | sp.Limit):
            return self._read_binder(expression)
        if isinstance(expression, sp.Indexed):
            array = Symbol(expression.base.name, "array")
            return Apply("at", (array, *(self.read(index) for index in expression.indices)))
        if isinstance(expression, AppliedUndef):
            return Apply("call", (Symbol(expression.func.__name__, "function"), *map(self.read, expression.args)))
        if isinstance(expression, sp.MatrixBase):
            rows, columns = expression.shape
            return Apply("matrix", (number(rows), number(columns), *map(self.read, expression)))
        if expression.func not in BACK:
            raise Untranslatable(str(expression.func))
        return Apply(BACK[expression.func], tuple(self.read(arg) for arg in expression.args))

    def _read_power(self, power: Any) -> Term:
        if power.exp == sp.Rational(1, 2):
            return Apply("sqrt", (self.read(power.base),))
        if power.exp == -1:
            return Apply("/", (number(1), self.read(power.base)))
        return Apply("^", (self.read(power.base), self.read(power.exp)))

    def _read_binder(self, expression: Any) -> Term:
        if isinstance(expression, sp.Limit):
            body, variable, point, side = expression.args
            sides = {"+": number(1), "-": number(-1), "+-": number(0)}
            return Bind("limit", self._bound(variable), self.read(body), (self.read(point), sides[str(side)]))
        found = self.read(expression.args[0])
        for limits in expression.args[1:]:
            if isinstance(expression, sp.Derivative):
                variable = self._bound(limits[0])
                for _ in range(int(limits[1])):
                    found = Bind("derivative", variable, found, (variable,))
                continue
            kind = {sp.Sum: "sum", sp.Product: "product", sp.Integral: "integral"}[expression.func]
            bounds = tuple(self.read(bound) for bound in limits[1:]) or (self._bound(limits[0]),)
            kind = "antiderivative" if kind == "integral" and len(bounds) == 1 else kind
            found = Bind(kind, self._bound(limits[0]), found, bounds)
        return found

    def _bound(self, variable: Any) -> Symbol:
        found = self.read(variable)
        if not isinstance(found, Symbol):
            raise Untranslatable("a binder of something else than a symbol")
        return found

    def _read_piecewise(self, expression: Any) -> Term:
        args: list[Term] = []
        for value, condition in expression.args:
            args += [self.read(value)] if condition == sp.true else [self.read(condition), self.read(value)]
        return Apply("piecewise", tuple(args))


def _guard_power(base: Any, exponent: Any) -> None:
    if exponent.is_Rational and base.is_Rational:
        bits = max(abs(int(base.p)), int(base.q)).bit_length()
        if abs(exponent) * bits > BITS:
            raise Untranslatable("a power too large to write down")
    elif exponent.is_Rational and abs(exponent) > BITS:
        raise Untranslatable("an exponent too large")


def _piecewise(args: tuple[Any, ...]) -> Any:
    pairs = [(value, condition) for condition, value in zip(args[0::2], args[1::2], strict=False)]
    if len(args) % 2:
        pairs.append((args[-1], sp.true))
    return sp.Piecewise(*pairs)


def _facts(hypotheses: tuple[Term, ...]) -> dict[Symbol, dict[str, bool]]:
    """What hypotheses of the forms `x > c` and `x != 0` say about the sign of x."""
    found: dict[Symbol, dict[str, bool]] = {}
    mirrored = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "!=": "!="}
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply(sign, (Symbol() as symbol, Number(value))) if sign in mirrored:
                found.setdefault(symbol, {}).update(_sign(sign, value))
            case Apply(sign, (Number(value), Symbol() as symbol)) if sign in mirrored:
                found.setdefault(symbol, {}).update(_sign(mirrored[sign], value))
    return found


def _sign(relation: str, value: Fraction) -> dict[str, bool]:
    """x > c with c >= 0 is positive; x >= 0 is nonnegative; and so on for the negative side."""
    if relation == "!=":
        return {"nonzero": True} if value == 0 else {}
    if relation in (">", ">="):
        strict = value > 0 or (value == 0 and relation == ">")
        return {"positive": True} if strict else {"nonnegative": True} if value == 0 else {}
    strict = value < 0 or (value == 0 and relation == "<")
    return {"negative": True} if strict else {"nonpositive": True} if value == 0 else {}
