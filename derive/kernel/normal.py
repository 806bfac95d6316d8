"""The normal form: a term as a polynomial over atoms, by the rules that define its heads.

    sin u = (exp(iu) - exp(-iu)) / 2i      sqrt u = u^(1/2)       x^n x = x^(n+1)      exp(a + b) = exp a exp b
    log(u v) = log u + log v, u > 0        |u| = u, u >= 0        (n+1)! = (n+1) n!    max(a, b) = a, a >= b

Every rule keeps the value wherever the term it rewrites is defined. Signs and ranges come from `facts`:
what is not known there is not used. Powers are in `powers`, sums in `sums`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial

from derive.kernel.branches import Branches
from derive.kernel.matrices import Matrices
from derive.kernel.parts import UNDOES
from derive.kernel.polynomial import (
    ONE,
    Atom,
    Beyond,
    NotScalar,
    Polynomial,
    add,
    by_delta,
    compound,
    constant,
    is_real,
    multiply,
    power,
    scale,
    text,
    value,
)
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free
from derive.kernel.words import shaped
from derive.kernel.writing import HALF, IMAGINARY, PI, SCALARS

REMEMBERED = 1000                                 # names
NO_NUMBERS = frozenset((
    "undefined", "infinity", "true", "false", "and", "or", "not", "implies", "iff", "in", "tuple", "set", "interval",
    "reals", "integers", "naturals", "complexes", "matrix", "transpose", "inverse",
    # What comes of these may be a matrix, whose products do not commute.
    "otimes", "odot", "oplus", "circ", "star", "bullet", "wedge", "adjoint", "diag", "vec", "cartesian", "slice",
    "circpower",
))


@lru_cache(maxsize=REMEMBERED)
def symbol_atom(term: Symbol) -> Atom:
    """A name as an atom."""
    key = f"{term.name!r}:{term.sort}"
    return Atom("symbol", key, term=term, symbols=frozenset((term,)), real=term.sort != "complex")


class Normalizer(Branches):
    """Normal forms under one set of facts."""

    def __init__(self) -> None:                                            # Used for:
        super().__init__()
        self.matrices = Matrices(self)                                     # numbers made of matrices

    def of(self, term: Term) -> Polynomial:
        """The normal form of a scalar term. Fails with Beyond where a head, sort or size has no rule."""
        if isinstance(term, Number):
            return constant(term.value.numerator if term.value.denominator == 1 else term.value)
        if isinstance(term, Symbol):
            if term.sort not in SCALARS:
                raise NotScalar(f"{term.name} is no number")
            return self.atom(symbol_atom(term))
        if isinstance(term, Bind):
            return self._binder(term)
        found = self.met.get(term)
        if found is None:
            found = self._arithmetic(term)
            if not self.facts.asking and not self.facts.busy:   # with all that is known, not in the midst of learning
                self.met[term] = found
        return found

    def _arithmetic(self, term: Apply) -> Polynomial:
        match term.head, term.args:
            case "+", args:
                total: Polynomial = {}
                for arg in args:
                    total = add(total, self.of(arg))
                return total
            case "*", args:
                total = ONE
                for arg in args:
                    total = multiply(total, self.of(arg))
                return total
            case "-", (u,):
                return scale(self.of(u), -1)
            case "/", (u, Apply("^", (v, Number(n)))) if n.denominator == 1 and 0 < n <= 8:
                return multiply(self.of(u), power(self.of(v), -int(n)))
            case "/", (u, v):
                return multiply(self.of(u), power(self.of(v), -1))
            case "^", (Apply("e"), e):
                return self.of(Apply("exp", (e,)))
            case "^", (u, e):
                return self._raised(u, self.of(e))
        return self._function(term)

    def _function(self, term: Apply) -> Polynomial:
        head, args = term.head, term.args
        match head, args:
            case _, (Apply(undone, (v,)),) if UNDOES.get(head) == undone and not is_real(p := self.of(v)):
                return p
            case "pi", ():
                return PI
            case "i", ():
                return IMAGINARY
            case "e", ():
                return self.exp(ONE)
            case "sqrt", (u,):
                return self.root(self.of(u), HALF)
            case "root", (u, Number(n)) if n.denominator == 1 and n > 0:
                return self.root(self.of(u), Fraction(1, n.numerator))
            case "exp", (u,):
                return by_delta(self.of(u), self.exp)
            case "log", (u,):
                return by_delta(self.of(u), self.log)
            case "log", (u, b):
                return multiply(self.log(self.of(u)), power(self.log(self.of(b)), -1))
            case ("sin" | "cos" | "tan" | "cot" | "sec" | "csc"), (u,):
                return by_delta(self.of(u), partial(self._wave, head, IMAGINARY))
            case ("sinh" | "cosh" | "tanh" | "coth" | "sech" | "csch"), (u,):
                return by_delta(self.of(u), partial(self._wave, head[:-1], ONE))
            case "abs", (u,):
                return self.modulus(u)
            case "sign", (u,):
                return self.direction(u)
            case ("re" | "im" | "conj"), (u,) if (found := self.part(head, self.of(u))) is not None:
                return found
            case ("max" | "min"), (_, *_):
                sign = 1 if head == "max" else -1
                return scale(self._greatest([scale(self.of(arg), sign) for arg in args]), sign)
            case ("floor" | "ceil"), (u,):
                sign = 1 if head == "floor" else -1
                return scale(self._floor(scale(self.of(u), sign)), sign)
            case ("asin" | "atan" | "asinh" | "atanh" | "erf"), (u,):
                return by_delta(self.of(u), partial(self._odd, head))
            case "atan2", (u, v) if (found := self._direction_of(u, v)) is not None:
                return found
            case "factorial", (u,):
                return self._factorial(self.of(u))
            case "gamma", (u,):
                return self._factorial(add(self.of(u), ONE, -1))
            case "factorial2", (u,):
                return self._double_factorial(self.of(u))
            case "binomial", (n, k):
                return self._binomial(self.of(n), self.of(k))
            case "rising", (a, k):
                return self._rising(self.of(a), self.of(k))
            case "fibonacci", (n,):
                return self._fibonacci(self.of(n))
            case ("gcd" | "lcm"), _ if (found := self._divisor(head, [self.of(arg) for arg in args])) is not None:
                return found
            case "delta", (a, b):
                return self.delta(add(self.of(a), self.of(b), -1))
            case "at", (Symbol("" | _, "array") as array, _, *_):
                inner = tuple(self.of(index) for index in args[1:])
                made = compound("at", f"{array.name!r}", inner)
                return self.atom(Atom("at", made.key, "", inner, array, made.symbols | {array}, True, made.level))
            case "piecewise", (_, _, *_):
                return self._piecewise(args)
        found = self.moments(term)
        if found is None:
            found = self.matrices.scalar(term)
        if found is None:
            found = self.probability(term)
        return self.atom(self.opaque(term)) if found is None else found

    def expected_word(self, atom: Atom) -> Polynomial | None:
        word = self.matrices.words.get(atom.key)
        return self.matrices.expected_number(word) if word else None

    def opaque(self, term: Apply) -> Atom:
        """A function without rules: equal where its arguments are."""
        if term.head in NO_NUMBERS or term.head in RELATIONS or (term.head == "at" and shaped(term)):
            raise NotScalar(f"{term.head} is no number")
        inner: list[Polynomial] = []
        shape: list[str] = []
        names: frozenset[Symbol] = frozenset()
        for arg in term.args:
            if isinstance(arg, Symbol) and arg.sort not in SCALARS:
                shape.append(f"{arg.name!r}:{arg.sort}")
                names |= {arg}
            elif isinstance(arg, Apply) and arg.head in RELATIONS and not any(map(shaped, arg.args)):
                sign, difference = self.facts.relation(arg)          # the event X + Y <= z is X <= z - Y
                shape.append(f"{sign} {text(difference)}")
                names |= free(arg)
            elif shaped(arg):
                shape.append(f"M{self.matrices.key(arg)}")
                names |= free(arg)
            else:
                inner.append(self.of(arg))
                shape.append(text(inner[-1]))
        made = compound("function", term.head, tuple(inner))
        written = tuple(arg if _is_kept(arg) else None for arg in term.args)
        return Atom(
            "function", f"{term.head!r}[{','.join(shape)}]", term.head, tuple(inner),
            Apply(term.head, tuple(arg or Symbol("") for arg in written)), made.symbols | names,
            (term.head in ("re", "im") or (made.real and term.head != "conj"))
            and not (self.plane and term.head in ("asin", "acos", "acosh", "atanh")), made.level,
        )

    def _odd(self, head: str, p: Polynomial) -> Polynomial:
        """f(0) = 0, f(-u) = -f(u)"""
        if not p:
            return {}
        if not is_real(p) or (self.plane and head in ("asin", "atanh") and not self._is_inside(p)):
            return self.atom(replace(compound("function", head, (p,)), real=False))
        if head in ("asin", "atan") and (turn := self._special(head, p)) is not None:
            return scale(PI, turn)
        sign = 1 if p[min(p)] > 0 else -1
        return scale(self.atom(compound("function", head, (scale(p, sign),))), sign)

    def _direction_of(self, u: Term, v: Term) -> Polynomial | None:
        """atan2(y, x): atan(y/x), x > 0; pi/2 - atan(x/y), y > 0; -pi/2 - atan(x/y), y < 0; pi, y = 0 > x"""
        y, x = self.of(u), self.of(v)
        if not (is_real(x) and is_real(y)):
            return None
        if self.facts.positive(x):
            return self.of(Apply("atan", (Apply("/", (u, v)),)))
        for sign in (1, -1):
            if self.facts.positive(scale(y, sign)):
                return add(scale(PI, HALF * sign), self.of(Apply("atan", (Apply("/", (v, u)),))), -1)
        return PI if self.facts.holds(y, "=") and self.facts.positive(scale(x, -1)) else None

    def _is_inside(self, p: Polynomial) -> bool:
        """-1 < p < 1"""
        return self.facts.positive(add(ONE, p)) and self.facts.positive(add(ONE, p, -1))

    def _greatest(self, args: list[Polynomial]) -> Polynomial:
        """max without the arguments that another is known to reach."""
        kept: list[Polynomial] = []
        for p in args:
            if not is_real(p):
                raise Beyond("an order among what may be complex")
            if any(self.facts.nonnegative(add(q, p, -1)) for q in kept):
                continue
            kept = [*(q for q in kept if not self.facts.nonnegative(add(p, q, -1))), p]
        if len(kept) == 1:
            return kept[0]
        return self.atom(compound("function", "max", tuple(sorted(kept, key=text))))

    def _floor(self, p: Polynomial) -> Polynomial:
        """floor(n + q) = n + floor q for a whole n"""
        number = value(p)
        if number is not None:
            return constant(number // 1)
        whole = {m: c for m, c in p.items() if m != () and self.integral({m: c})}
        rest = add(p, whole, -1)
        whole = add(whole, constant(rest.get((), 0) // 1))
        rest = add(rest, constant(rest.get((), 0) // 1), -1)
        if value(rest) is not None:
            return whole
        below = self.facts.whole_below(rest)
        return add(whole, self.atom(compound("function", "floor", (rest,))) if below is None else constant(below))


def _is_kept(arg: Term) -> bool:
    """Whether an argument of an opaque function stays as it is written: it is no number."""
    if isinstance(arg, Symbol):
        return arg.sort not in SCALARS
    return shaped(arg) or (isinstance(arg, Apply) and arg.head in RELATIONS)
