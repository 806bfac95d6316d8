"""The emitter: from a term to NumPy source, one array axis for each index.

Σ becomes a sum over its axis, a product under it an `einsum` or a matrix product; exp(h_k) and exp(h_i)
are one array, because pieces of source are shared by structure and carry no names of indices; δ is an
identity matrix; a case is an `np.where` whose other branch is computed in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from derive.codegen.arrays import Scale, Value
from derive.codegen.axes import Axes
from derive.codegen.exponentials import Exponentials, Group, splits
from derive.codegen.problem import NotCompiled
from derive.codegen.source import AND, ATOM, COMPARE, OR, POWER, PRODUCT, SUM, UNARY
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term

FUNCTIONS = {
    "exp": "np.exp", "log": "np.log", "sqrt": "np.sqrt", "sin": "np.sin", "cos": "np.cos", "tan": "np.tan",
    "asin": "np.arcsin", "acos": "np.arccos", "atan": "np.arctan", "sinh": "np.sinh", "cosh": "np.cosh",
    "tanh": "np.tanh", "asinh": "np.arcsinh", "acosh": "np.arccosh", "atanh": "np.arctanh", "abs": "np.abs",
    "sign": "np.sign", "floor": "np.floor", "ceil": "np.ceil", "re": "np.real", "im": "np.imag", "conj": "np.conj",
}
INVERTED = {"cot": "np.tan", "sec": "np.cos", "csc": "np.sin", "coth": "np.tanh", "sech": "np.cosh", "csch": "np.sinh"}
CONSTANTS = {"pi": "np.pi", "e": "np.e", "infinity": "np.inf", "undefined": "np.nan", "true": "True", "false": "False"}
PAIRS = {"mod": "np.mod", "atan2": "np.arctan2"}
COMPARISONS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
EXTREMES = {"max": "np.maximum", "min": "np.minimum"}
SCALELESS = (Number(Fraction(0)), Apply("undefined"))   # the same on every scale
REDUCTIONS = {"sum": "sum", "product": "prod", "max_over": "max", "min_over": "min"}


class Emitter(Exponentials):
    """Makes values of terms; names are the arguments of the function to be."""

    def __init__(self, names: Mapping[Symbol, str], axes: Axes, hints: Mapping[Term, str] | None = None) -> None:
        super().__init__(names, axes)
        self.hints = hints or {}
        self.groups: list[Group] = []
        self.made: dict[Term, Value] = {}
        self.branches = False                    # whether a branch is computed that may not be taken

    def value(self, term: Term) -> Value:
        """The value of a term, with nothing left to be multiplied on."""
        if term not in self.made:
            made = self.unscaled(self.scaled(term, {}))
            if term in self.hints and not made.piece.hint:
                made.piece.hint = self.hints[term]
            self.made[term] = made
        return self.made[term]

    def scaled(self, term: Term, room: Scale) -> Value:
        """The value of a term up to a scale; exponentials take up a shift only where there is room for it."""
        match term:
            case Number(value):
                return self.number(value)
            case Symbol():
                return self._symbol(term)
            case Apply("exp", (inner,)):
                return self.exponential(inner, room)
            case Apply("*" | "/" | "-"):
                return self.product(term, room)
            case Apply("^", (_, Number(power))) if splits(power):
                return self.product(term, room)
            case Apply("+"):
                return self.sum_of_terms(term, room)
            case Apply("piecewise", args):
                return self._piecewise(args, room)
            case Apply():
                return self._apply(term)
            case Bind(head, variable, body, (_, _)) if head in REDUCTIONS:
                return self._reduce(head, variable, body, room)
            case Bind("argmax" | "argmin" as head, variable, body, (_, _)):
                found = self.reduce(variable, self.value(body), head)
                first = Value(self.bounds(variable)[0])
                return self.join("{0} + {1}", found, first, level=SUM, demands=SUM)
        raise NotCompiled(f"no NumPy source for {term.head}")

    def number(self, value: Fraction) -> Value:
        if value < 0:
            return Value(self.make.make("-{0}", self.number(-value).piece, level=UNARY, demands=UNARY))
        if value.denominator == 1 and value < 2**53:
            return Value(self.make.make(str(value.numerator)))
        try:
            real = float(value)
        except OverflowError:
            raise NotCompiled("a number beyond floating point") from None
        if value.denominator == 1 or Fraction(repr(real)) == value:
            return Value(self.make.make(repr(real)))
        top, bottom = self.number(Fraction(value.numerator)), self.number(Fraction(value.denominator))
        return Value(self.make.make("{0} / {1}", top.piece, bottom.piece, level=PRODUCT, demands=(PRODUCT, UNARY)))

    def _symbol(self, symbol: Symbol) -> Value:
        if symbol in self.axes.ranges:
            return Value(self.positions(symbol), (symbol,))
        if symbol in self.axes.sizes:
            return Value(self.size(symbol))
        if symbol.sort == "array":
            raise NotCompiled(f"the array {symbol.name} without an index")
        if symbol not in self.names:
            raise NotCompiled(f"{symbol.name} is not a number here")
        return Value(self.make.make(self.names[symbol]), (), batch=True)

    def _apply(self, term: Apply) -> Value:
        head, args = term.head, term.args
        match head, args:
            case "at", (Symbol() as array, *index):
                return self.load(array, index)
            case "log", (inner,):
                return self._log(inner)
            case "log", (inner, base):
                return self.value(Apply("/", (Apply("log", (inner,)), Apply("log", (base,)))))
            case "root", (inner, degree):
                return self._root(inner, degree)
            case "^", (base, exponent):
                return self._power(self.value(base), self.value(exponent))
            case "delta", (left, right):
                return self._delta(left, right)
            case "ReLU", (inner,):
                return self.value(Apply("max", (Number(Fraction(0)), inner)))
            case ("max" | "min"), (first, *rest) if rest:
                made = self.value(first)
                for arg in rest:
                    made = self.join(f"{EXTREMES[head]}({{0}}, {{1}})", made, self.value(arg))
                return made
            case _, (inner,) if head in FUNCTIONS:
                return self.join(f"{FUNCTIONS[head]}({{0}})", self.value(inner))
            case _, (inner,) if head in INVERTED:
                return self.join(f"1 / {INVERTED[head]}({{0}})", self.value(inner), level=PRODUCT)
            case _, (left, right) if head in PAIRS:
                return self.join(f"{PAIRS[head]}({{0}}, {{1}})", self.value(left), self.value(right))
            case _, () if head in CONSTANTS:
                return Value(self.make.make(CONSTANTS[head]))
        if head in RELATIONS or head in ("and", "or", "not", "in"):
            return self._condition(term)
        raise NotCompiled(f"no NumPy source for {head}")

    def _root(self, inner: Term, degree: Term) -> Value:
        made = self.value(inner)
        if degree == Number(Fraction(3)):
            return self.join("np.cbrt({0})", made)
        if isinstance(degree, Number) and degree.value.denominator == 1 and degree.value > 0:
            order = degree.value.numerator
            if order % 2 == 0:
                return self.join(f"{{0}} ** (1 / {order})", made, level=POWER, demands=ATOM)
            return self.join(f"np.sign({{0}}) * np.abs({{0}}) ** (1 / {order})", made, level=PRODUCT)
        raise NotCompiled("a root of symbolic degree")

    def _power(self, base: Value, exponent: Value) -> Value:
        if base.piece.template.isdigit():        # an integer to a negative power is an error in NumPy
            base = replace(base, piece=self.make.make(base.piece.template + ".0"))
        return self.join("{0} ** {1}", base, exponent, level=POWER, demands=(ATOM, UNARY))

    def _log(self, inner: Term) -> Value:
        self.register(inner)
        made = self.natural(inner)
        result = self.join("np.log({0})", replace(made, scale={}))
        for shift, times in made.scale.items():
            part = self.shift_times(shift, times)
            result = self.join("{0} + {1}", result, part, level=SUM, demands=SUM)
        return result

    def _condition(self, term: Term) -> Value:
        match term:
            case Apply(head, (left, right)) if head in RELATIONS:
                text = f"{{0}} {COMPARISONS[head]} {{1}}"
                return self.join(text, self.value(left), self.value(right), level=COMPARE, demands=OR)
            case Apply("and" | "or" as head, args):
                sign, level = ("&", AND) if head == "and" else ("|", OR)
                made = self._condition(args[0])
                for arg in args[1:]:
                    made = self.join(f"{{0}} {sign} {{1}}", made, self._condition(arg), level=level, demands=level)
                return made
            case Apply("not", (inner,)):
                return self.join("~{0}", self._condition(inner), level=UNARY, demands=ATOM)
            case Apply("in", (inner, Apply("interval", (lo, hi, Symbol(kind))))):
                low, high = ("<=" if kind[0] == "[" else "<"), ("<=" if kind[-1] == "]" else "<")
                return self._condition(Apply("and", (Apply(low, (lo, inner)), Apply(high, (inner, hi)))))
            case Apply("true" | "false" as head, ()):
                return Value(self.make.make(f"np.{head.capitalize()}_"))
        raise NotCompiled("a condition that is no relation")

    def _piecewise(self, args: tuple[Term, ...], room: Scale) -> Value:
        """The chosen value; on a scale if all values that are not 0 have the same."""
        self.branches = True
        values = [*args[1::2], args[-1] if len(args) % 2 else Apply("undefined")]
        made = [self.scaled(value, room) for value in values]
        scales = [one.scale for one, value in zip(made, values, strict=True) if value not in SCALELESS]
        if any(scale != scales[0] for scale in scales):
            made, scales = [self.value(value) for value in values], [{}]
        chosen = made.pop()
        for condition, taken in reversed(list(zip(args[::2], made, strict=False))):
            chosen = self.join("np.where({0}, {1}, {2})", self._condition(condition), taken, chosen)
        return replace(chosen, scale=scales[0] if scales else {})

    def _delta(self, left: Term, right: Term) -> Value:
        match left, right:
            case Symbol(), Symbol() if left in self.axes.ranges and right in self.axes.ranges:
                if self._range(left) == self._range(right) and not self.is_ragged(left):
                    return Value(self.make.call("np.eye", self.length(left)), (left, right))
        equal = self.join("{0} == {1}", self.value(left), self.value(right), level=COMPARE, demands=OR)
        return self.join("np.where({0}, 1.0, 0.0)", equal)

    def _range(self, index: Symbol) -> object:
        known = self.axes.ranges[index]
        return known if known is not None else self.axes.met.get(index)

    def _reduce(self, head: str, variable: Symbol, body: Term, room: Scale) -> Value:
        """Σ, Π, max or min over an index."""
        if head != "sum":
            made = self.value(body)
            if variable in made.axes:
                return self.reduce(variable, made, REDUCTIONS[head])
            if head == "product":
                return self.join("{0} ** {1}", made, self._count(variable), level=POWER, demands=(ATOM, UNARY))
            return made
        sign, above, below, scale = self.pieces(body, self.room_outside(variable, room))
        moving = [made for made in above if variable in made.axes]
        still = [made for made in above if variable not in made.axes]
        under = [made for made in below if variable in made.axes]
        if under:
            moving = [self.quotient(moving, under)]
        total = self.contract(variable, moving) if moving else self._count(variable)
        made = self.quotient([*still, total], [made for made in below if variable not in made.axes])
        return replace(self.signed(sign, made), scale=scale)

    def _count(self, index: Symbol) -> Value:
        """How many values an index takes, never below 0."""
        known = self.axes.ranges[index]
        if known is None or (not self.is_ragged(index) and known in self.axes.full.values()):
            return Value(self.length(index))
        lo, hi = self.value(known[0]), self.value(known[1])
        return self.join("np.maximum({0} - {1} + 1, 0)", hi, lo, demands=(SUM, PRODUCT))
