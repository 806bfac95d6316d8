"""The normal form: a term as a polynomial over atoms, by the rules that define its heads.

    sin u = (exp(iu) - exp(-iu)) / 2i      sqrt u = u^(1/2)       x^n x = x^(n+1)      exp(a + b) = exp a exp b
    log(u v) = log u + log v, u > 0        |u| = u, u >= 0        (n+1)! = (n+1) n!    max(a, b) = a, a >= b
    sum_k c f(k) = c sum_k f(k)            sum_k delta(k, t) f(k) = f(t), lo <= t <= hi
    sum_k 1 = hi - lo + 1, hi >= lo - 1    delta(a, b) by its difference

Every rule keeps the value wherever the term it rewrites is defined. Signs and ranges come from `facts`:
what is not known there is not used. Bound names are renamed to canonical ones (@0, @1, ... from the inside
out) that carry their range, so that one name always has one range.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, partial
from itertools import permutations
from math import isqrt
from typing import TypeVar

from derive.kernel import polynomial as poly
from derive.kernel.facts import Facts
from derive.kernel.polynomial import (
    ONE,
    Atom,
    Beyond,
    Monomial,
    NotScalar,
    Nowhere,
    Polynomial,
    Rational,
    add,
    by_delta,
    compound,
    constant,
    is_real,
    multiply,
    power,
    scale,
    settled,
    single,
    text,
    value,
)
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, children, free, substitute

Found = TypeVar("Found")
SCALARS = frozenset(("real", "integer", "complex", "random"))
UNROLLED = 64                                     # terms of a sum of numeric length
PEELED = 8                                        # terms taken off the end of a sum
BOUND = 4                                         # bound names of one sum
HALF = Fraction(1, 2)
IMAGINARY = single(Atom("imaginary", "i", real=False))
PI = single(Atom("constant", "pi", term=Apply("pi")))
TURN = Atom("exp", poly.TURN, inner=(multiply(IMAGINARY, PI),), real=False, period=2)


class Normalizer:
    """Normal forms under one set of facts."""

    def __init__(self) -> None:
        self.facts = Facts(self)
        self.ranges: dict[Symbol, tuple[Polynomial, Polynomial]] = {}
        self.rewrites: dict[str, Polynomial] = {}
        self.sums: dict[Term, Polynomial] = {}
        self.count = 0

    # --- from terms ---------------------------------------------------------------

    def of(self, term: Term) -> Polynomial:
        """The normal form of a scalar term. Fails with Beyond where a head, sort or size has no rule."""
        match term:
            case Number(number):
                return constant(number.numerator if number.denominator == 1 else number)
            case Symbol(name, sort):
                if sort not in SCALARS:
                    raise NotScalar(f"{name} is no number")
                key = f"{name!r}:{sort}"
                return self.atom(Atom("symbol", key, term=term, symbols=frozenset((term,)), real=sort != "complex"))
            case Bind():
                return self._binder(term)
            case Apply("+", args):
                total: Polynomial = {}
                for arg in args:
                    total = add(total, self.of(arg))
                return total
            case Apply("*", args):
                total = ONE
                for arg in args:
                    total = multiply(total, self.of(arg))
                return total
            case Apply("-", (u,)):
                return scale(self.of(u), -1)
            case Apply("/", (u, v)):
                return multiply(self.of(u), power(self.of(v), -1))
            case Apply("^", (u, e)):
                return self._raised(u, self.of(e))
        return self._function(term)

    def atom(self, atom: Atom) -> Polynomial:
        """An atom as a polynomial: what a hypothesis equates it to, if there is one."""
        return self.rewrites.get(atom.key) or single(atom) if self.rewrites else single(atom)

    def _function(self, term: Apply) -> Polynomial:
        head, args = term.head, term.args
        match head, args:
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
            case ("abs" | "sign"), (u,):
                return by_delta(self.of(u), self.size if head == "abs" else self.sign)
            case ("max" | "min"), (_, *_):
                sign = 1 if head == "max" else -1
                return scale(self._greatest([scale(self.of(arg), sign) for arg in args]), sign)
            case ("floor" | "ceil"), (u,):
                sign = 1 if head == "floor" else -1
                return scale(self._floor(scale(self.of(u), sign)), sign)
            case "factorial", (u,):
                return self._factorial(self.of(u))
            case "gamma", (u,):
                return self._factorial(add(self.of(u), ONE, -1))
            case "binomial", (n, k):
                return self._binomial(self.of(n), self.of(k))
            case "delta", (a, b):
                return self.delta(add(self.of(a), self.of(b), -1))
            case "at", (Symbol("" | _, "array") as array, _, *_):
                inner = tuple(self.of(index) for index in args[1:])
                made = compound("at", f"{array.name!r}", inner)
                return self.atom(Atom("at", made.key, "", inner, array, made.symbols | {array}, True, made.level))
            case "piecewise", (_, _, *_):
                return self._piecewise(args)
        return self.atom(self._opaque(term))

    def _opaque(self, term: Apply) -> Atom:
        """A function without rules: equal where its arguments are."""
        if term.head in ("undefined", "infinity", "true", "false") or term.head in RELATIONS | {"and", "or", "not"}:
            raise NotScalar(f"{term.head} is no number")
        inner: list[Polynomial] = []
        shape: list[str] = []
        names: frozenset[Symbol] = frozenset()
        for arg in term.args:
            if isinstance(arg, Symbol) and arg.sort not in SCALARS:
                shape.append(f"{arg.name!r}:{arg.sort}")
                names |= {arg}
            else:
                inner.append(self.of(arg))
                shape.append(text(inner[-1]))
        made = compound("function", term.head, tuple(inner))
        written = tuple(arg if isinstance(arg, Symbol) and arg.sort not in SCALARS else None for arg in term.args)
        known = term.head in ("asin", "acos", "atan", "acot", "atan2", "asinh", "acosh", "atanh", "erf", "mod")
        return Atom(
            "function", f"{term.head!r}[{','.join(shape)}]", term.head, tuple(inner),
            Apply(term.head, tuple(arg or Symbol("") for arg in written)), made.symbols | names,
            made.real and (known or term.head not in ("re", "im", "conj")), made.level,
        )

    # --- powers, exponentials, logarithms -----------------------------------------

    def _raised(self, u: Term, e: Polynomial) -> Polynomial:
        """u^e

            e a number                 whole, or a root
            u = e, or u > 0            exp(e log u)
            e whole, u of any sign     u^(n + c) = u^n u^c, (-1)^(2n) = 1
            otherwise                  u >= 0 because the power is defined: exp(e log u)
        """
        exponent = value(e)
        if u == Apply("e"):
            return by_delta(e, self.exp)
        base = self.of(u)
        if exponent is not None:
            return power(base, int(exponent)) if exponent == int(exponent) else self.root(base, exponent)
        if any(atom.kind == "delta" for m in e for atom, _ in m):
            return by_delta(e, partial(self._raised, u))
        if not base:
            raise Beyond("a power of zero")
        if base == ONE:
            return ONE
        if not self.facts.positive(base) and self.integral(e):
            return self._whole(base, e)
        return self.exp(multiply(e, self.log(base)))

    def _whole(self, base: Polynomial, e: Polynomial) -> Polynomial:
        """base^e for a whole e with names in it: c^e common^e rest^e, the sign of c apart."""
        lead, common, rest = poly.primitive(base)
        total = self.exp(multiply(e, self.log(constant(abs(Fraction(lead))))))
        if lead < 0:
            total = multiply(total, self.exp(multiply(e, multiply(IMAGINARY, PI))))
        for factor, k in [*((single(atom), k) for atom, k in common), (rest, 1)]:
            if factor == ONE:
                continue
            if k != int(k):
                raise Beyond("a symbolic power of a root")
            if self.facts.positive(factor):
                total = multiply(total, self.exp(scale(multiply(e, self.log(factor)), k)))
                continue
            for m, c in e.items():
                tower = compound("function", "power", (factor, {m: 1}))
                total = multiply(total, power(factor, int(c * k)) if m == () else single(tower, int(c * k)))
        return total

    def root(self, p: Polynomial, e: Rational) -> Polynomial:
        """p^e for a fraction e. Odd roots are those of the reals; an even root has p >= 0 because it is defined.

            (a^k q)^e = a^(k e) q^e  for a >= 0, or an odd root      (a^2k q)^e = |a|^(2k e) q^e
        """
        if e == int(e):
            return power(p, int(e))
        number = value(p)
        odd = Fraction(e).denominator % 2 == 1
        if number is not None:
            if number == 0 and e > 0:
                return {}
            if number < 0 and odd:
                return scale(self.root(constant(-number), e), -1 if Fraction(e).numerator % 2 else 1)
            if number <= 0:
                raise Beyond("an even root of a negative number")
            return _number_root(number, e)
        if any(atom.kind == "delta" for m in p for atom, _ in m):
            return by_delta(p, lambda q: self.root(q, e))
        if not is_real(p):
            raise Beyond("a root of what may be complex")
        lead, common, rest = poly.primitive(p)
        total = _number_root(abs(Fraction(lead)), e)
        rest = scale(rest, 1 if lead > 0 else -1)
        for atom, k in common:
            alone = single(atom)
            if odd or self.facts.nonnegative(alone):
                total = multiply(total, settled({atom: k * e}))
            elif k == int(k) and k % 2 == 0:
                total = multiply(total, self.root(self.size(alone), k * e))
            else:
                rest = multiply(rest, settled({atom: k}))
        if odd and rest and rest[min(rest)] < 0:
            rest, total = scale(rest, -1), scale(total, -1 if Fraction(e).numerator % 2 else 1)
        if rest == ONE:
            return total
        if len(rest) == 1:
            ((m, c),) = rest.items()
            if len(m) == 1 and c == 1:
                return multiply(total, settled({m[0][0]: m[0][1] * e}))
            if m == ():
                raise Beyond("an even root of a negative number")
        base = poly.base_atom(rest)
        whole = e // 1
        return multiply(multiply(total, power(rest, int(whole))), single(base, e - whole))

    def exp(self, p: Polynomial) -> Polynomial:
        """exp of a sum: exp(c log q) = q^c, exp(i pi c) by its value, otherwise one atom for each monomial."""
        total = ONE
        for m, c in p.items():
            if len(m) == 1 and m[0][0].kind == "log" and m[0][1] == 1:
                total = multiply(total, self.root(m[0][0].inner[0], c))
                continue
            phase = dict(m)
            turned = phase.pop(IMAGINARY_ATOM, 0) == 1 and phase.pop(PI_ATOM, 0) == 1
            if turned and not phase:
                total = multiply(total, _turn(c))
            elif turned and self.integral({tuple(phase.items()): 1}):
                total = multiply(total, settled({compound("exp", "", ({m: 1},), 2): c}))
            else:
                total = multiply(total, self.atom_power(compound("exp", "", ({m: 1},)), c))
        return total

    def atom_power(self, atom: Atom, e: Rational) -> Polynomial:
        return settled({atom: e})

    def log(self, p: Polynomial) -> Polynomial:
        """log of a product: factors known to be positive apart, log(a^2k q) = 2k log|a| + log q, log exp u = u."""
        if not p:
            raise Beyond("log of zero")
        if not is_real(p):
            raise Beyond("a logarithm of what may be complex")
        lead, common, rest = poly.primitive(p)
        total = _log_number(abs(Fraction(lead)))
        rest = scale(rest, 1 if lead > 0 else -1)
        for atom, e in common:
            alone = single(atom)
            if atom.kind == "exp" and atom.real:
                total = add(total, atom.inner[0], e)
            elif atom.kind == "prime" or (atom.kind == "base" and self.facts.positive(alone)):
                total = add(total, self.log(atom.inner[0] if atom.kind == "base" else constant(int(atom.head))), e)
            elif self.facts.positive(alone):
                total = add(total, self._log_atom(alone), e)
            elif e == int(e) and e % 2 == 0:
                total = add(total, self._log_atom(self.size(alone)), e)
            else:
                rest = multiply(rest, settled({atom: e}))
        if rest == ONE:
            return total
        if value(rest) is not None:
            raise Beyond("log of a negative number")
        return add(total, self._log_atom(rest))

    def _log_atom(self, p: Polynomial) -> Polynomial:
        return self.atom(compound("log", "", (p,)))

    def _wave(self, head: str, unit: Polynomial, u: Polynomial) -> Polynomial:
        """Circular functions with unit i, hyperbolic ones with unit 1, through exp(unit u)."""
        up = self.exp(multiply(unit, u))
        down = self.exp(scale(multiply(unit, u), -1))
        cosine = scale(add(up, down), HALF)
        sine = multiply(scale(add(up, down, -1), HALF), power(unit, -1))
        match head:
            case "sin":
                return sine
            case "cos":
                return cosine
            case "tan":
                return multiply(sine, power(cosine, -1))
            case "cot":
                return multiply(cosine, power(sine, -1))
            case "sec":
                return power(cosine, -1)
        return power(sine, -1)

    # --- size, order, steps -------------------------------------------------------

    def size(self, p: Polynomial) -> Polynomial:
        """|p|: p or -p where the sign is known, |c a q| = |c| |a| |q|"""
        if not is_real(p):
            raise Beyond("the modulus of what may be complex")
        if self.facts.nonnegative(p):
            return p
        if self.facts.nonnegative(scale(p, -1)):
            return scale(p, -1)
        lead, common, rest = poly.primitive(p)
        total = constant(abs(Fraction(lead)))
        for atom, e in common:
            if self.facts.nonnegative(single(atom)):
                total = multiply(total, settled({atom: e}))
            elif e == int(e):
                total = multiply(total, power(single(compound("function", "abs", (single(atom),))), int(e)))
            else:
                rest = multiply(rest, settled({atom: e}))
        return total if rest == ONE else multiply(total, self.atom(compound("function", "abs", (rest,))))

    def sign(self, p: Polynomial) -> Polynomial:
        if not p:
            return {}
        if self.facts.positive(p):
            return ONE
        if self.facts.positive(scale(p, -1)):
            return constant(-1)
        lead = Fraction(p[min(p)])
        return scale(self.atom(compound("function", "sign", (scale(p, 1 / lead),))), 1 if lead > 0 else -1)

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
        return add(whole, self.atom(compound("function", "floor", (rest,)))) if value(rest) is None else whole

    def _factorial(self, p: Polynomial) -> Polynomial:
        """u! with (u + c)! = (u + c) ... (u + 1) u!, c whole"""
        shift = int(p.get((), 0) // 1)
        if abs(shift) > (500 if value(p) is not None else 30):
            raise Beyond("a factorial is too large")
        base = add(p, constant(shift), -1)
        if not base and shift < 0:
            raise Beyond("a factorial of a negative number")
        total = ONE if not base else self.atom(compound("function", "factorial", (base,)))
        if base == constant(HALF):
            total = scale(self.root(PI, HALF), HALF)
        for j in range(1, shift + 1):
            total = multiply(total, add(base, constant(j)))
        for j in range(-shift):
            total = multiply(total, power(add(base, constant(-j)), -1))
        return total

    def _binomial(self, n: Polynomial, k: Polynomial) -> Polynomial:
        """n! / (k! (n - k)!) for a whole n >= 0; for a number k the falling product over k!"""
        fixed = value(k)
        if fixed is not None and fixed == int(fixed) and fixed <= 100:
            total = ONE if fixed >= 0 else {}
            for j in range(int(fixed)):
                total = multiply(total, scale(add(n, constant(-j)), Fraction(1, j + 1)))
            return total
        if not (self.integral(n) and self.integral(k) and self.facts.nonnegative(n)):
            return self.atom(compound("function", "binomial", (n, k)))
        below = multiply(self._factorial(k), self._factorial(add(n, k, -1)))
        return multiply(self._factorial(n), power(below, -1))

    def delta(self, difference: Polynomial) -> Polynomial:
        """delta(a, b) from a - b: 1 where it is zero, 0 where it is known not to be"""
        if not difference:
            return ONE
        lead = difference[min(difference)]
        scaled = scale(difference, Fraction(1) / lead)
        if self.facts.nonzero(scaled):
            return {}
        return self.atom(compound("delta", "", (scaled,)))

    def _piecewise(self, args: tuple[Term, ...]) -> Polynomial:
        """The first branch whose condition holds, where the facts settle it; an opaque function otherwise.

        Fails with Nowhere when every condition is known to fail: the term has no value.
        """
        inner: list[Polynomial] = []
        shape: list[str] = []
        pairs = [*zip(args[::2], args[1::2], strict=False)]
        if len(args) % 2:
            pairs.append((Apply("true"), args[-1]))
        for condition, branch in pairs:
            holds = self.facts.truth(condition) if not inner else self._lazily(partial(self.facts.truth, condition))
            if holds is True and not inner:
                return self.of(branch)
            if holds is not False:
                sign, difference = self._lazily(partial(self.facts.relation, condition, holds))
                inner += [difference, self._lazily(partial(self.of, branch))]
                shape.append(sign)
            if holds is True:
                break
        if not inner:
            raise Nowhere("no branch is left")
        return self.atom(compound("function", "piecewise " + " ".join(shape), tuple(inner)))

    def _lazily(self, work: Callable[[], Found]) -> Found:
        """What is undefined here need not be: the part may never be looked at."""
        try:
            return work()
        except Nowhere as reason:
            raise Beyond(str(reason)) from None

    # --- sums ---------------------------------------------------------------------

    def _binder(self, term: Bind) -> Polynomial:
        cached = self.sums.get(term)
        if cached is None:
            cached = self.sums[term] = self._sum(term) if term.head == "sum" else self._bound(term)
        return cached

    def _sum(self, term: Bind) -> Polynomial:
        lo, hi = term.bounds
        if Apply("infinity") in (lo, hi) :
            return self._bound(term)
        first, last = self.of(lo), self.of(hi)
        whole = self.integral(first) and self.integral(last)
        length = value(add(last, first, -1))
        if whole and length is not None:
            if length >= UNROLLED:
                raise Beyond("a sum of too many terms")
            return self._terms(term, first, 0, int(length) + 1)
        tail = int(last.get((), 0)) if whole else 0
        if 0 < tail <= PEELED and self.facts.nonnegative(add(add(last, first, -1), constant(1 - tail))):
            last = add(last, constant(tail), -1)
            return add(self._closed(term, first, last), self._terms(term, last, 1, tail + 1))
        return self._closed(term, first, last)

    def _terms(self, term: Bind, start: Polynomial, low: int, high: int) -> Polynomial:
        """The terms of a sum at start + low .. start + high - 1"""
        total: Polynomial = {}
        for j in range(low, high):
            at = self.write(add(start, constant(j)))
            total = add(total, self.of(substitute(term.body, {term.variable: at})))
        return total

    def _closed(self, term: Bind, first: Polynomial, last: Polynomial) -> Polynomial:
        bound, inside = self._enter(term, first, last)
        body = self._lazily(partial(self.of, inside))
        total: Polynomial = {}
        for m, c in body.items():
            total = add(total, self._one_sum(m, bound), c)
        return total

    def entered(self, term: Bind) -> tuple[Symbol, Term]:
        """The bound name that a sum gets, and its body under that name."""
        first, last = (self.of(end) for end in term.bounds)
        return self._enter(term, first, last)

    def _enter(self, term: Bind, first: Polynomial, last: Polynomial) -> tuple[Symbol, Term]:
        level, names = _height(term.body), free(term.body) - {term.variable}
        while (bound := self.bound(level, first, last)) in names:
            level += 1
        return bound, term.body if bound == term.variable else substitute(term.body, {term.variable: bound})

    def bound(self, level: int | str, first: Polynomial, last: Polynomial) -> Symbol:
        """The bound name of a level and a range."""
        name = f"@{level}[{text(first)},{text(last)}]"
        symbol = Symbol(name, "integer")
        self.ranges[symbol] = (first, last)
        return symbol

    def _one_sum(self, m: Monomial, k: Symbol) -> Polynomial:
        """The sum of one monomial over the range of k: contract, take out what is free of k, close the rest."""
        first, last = self.ranges[k]
        for atom, _ in m:
            if atom.kind == "delta" and k in atom.symbols:
                at = self._solved(atom.inner[0], k)
                if at is not None and self.facts.within(at, first, last):
                    return self.replace(tuple(part for part in m if part[0] is not atom), k, at)
        inside = tuple((atom, e) for atom, e in m if k in atom.symbols)
        outside: Polynomial = {tuple((atom, e) for atom, e in m if k not in atom.symbols): 1}
        count = add(add(last, first, -1), ONE)
        if not inside and self.integral(count) and self.integral(first) and self.facts.nonnegative(count):
            return multiply(outside, count)
        flat, bounds = inside, [k]
        for atom, e in inside:
            if atom.kind == "sum" and e == int(e) and e > 0:
                flat = tuple(part for part in flat if part[0] is not atom)
                for _ in range(int(e)):
                    opened, names = self._open(atom, bounds)
                    bounds += names
                    (flat,) = poly.product(flat, opened)
        return multiply(outside, self._close(flat, bounds))

    def _solved(self, difference: Polynomial, k: Symbol) -> Polynomial | None:
        """The whole t with difference = c (k - t), if k occurs just once and linearly."""
        own = [m for m in difference if any(k in atom.symbols for atom, _ in m)]
        if len(own) != 1 or len(own[0]) != 1 or own[0][0][0].term != k or own[0][0][1] != 1:
            return None
        t = scale(add(difference, {own[0]: difference[own[0]]}, -1), Fraction(-1) / difference[own[0]])
        return t if self.integral(t) else None

    def replace(self, m: Monomial, k: Symbol, at: Polynomial) -> Polynomial:
        """A monomial with k replaced, in normal form again."""
        written = self.write(at)
        total: Polynomial = ONE
        for atom, e in m:
            if k not in atom.symbols:
                total = multiply(total, settled({atom: e}))
            else:
                moved = self.of(substitute(self.write_atom(atom), {k: written}))
                total = multiply(total, power(moved, int(e)) if e == int(e) else self.root(moved, e))
        return total

    def _open(self, atom: Atom, taken: list[Symbol]) -> tuple[Monomial, list[Symbol]]:
        """The body of a closed sum, under bound names that are not taken."""
        names = [k for k, _, _ in atom.bounds]
        (m,) = atom.inner[0]
        if not {*names} & {*taken}:
            return m, names
        return self._renamed(m, names, lambda _: f"#{self._next()}")

    def _next(self) -> int:
        self.count += 1
        return self.count

    def _renamed(self, m: Monomial, names: list[Symbol], label: object) -> tuple[Monomial, list[Symbol]]:
        """A body with new bound names, ranges renamed with them, outermost first."""
        new: list[Symbol] = []
        values: dict[Symbol, Term] = {}
        for position, k in enumerate(names):
            first, last = (self.of(substitute(self.write(b), values)) for b in self.ranges[k])
            new.append(self.bound(label(position), first, last))           # type: ignore[operator]
            values[k] = new[-1]
        total: Polynomial = ONE
        for atom, e in m:
            moved = self.of(substitute(self.write_atom(atom), values)) if {*names} & atom.symbols else single(atom)
            total = multiply(total, power(moved, int(e)) if e == int(e) else self.root(moved, e))
        if len(total) != 1 or next(iter(total.values())) != 1:
            raise Beyond("a sum changes form under other names")
        return next(iter(total)), new

    def _close(self, m: Monomial, bounds: list[Symbol]) -> Polynomial:
        """One closed sum: canonical names by what the bound names do, ties by trying every order."""
        if len(bounds) > BOUND:
            raise Beyond("too many bound names in one sum")
        base = self._free_level(m, bounds)
        best: tuple[str, Monomial, list[Symbol]] | None = None
        for order in permutations(bounds):
            if not self._is_nested(order):
                continue
            names = list(order)
            if names != [self.bound(base + j, *self.ranges[k]) for j, k in enumerate(names)]:
                body, names = self._renamed(m, names, lambda j: base + j)
            else:
                body = m
            ranges = ";".join(name.name for name in names)
            key = f"sum[{ranges}]{text({body: 1})}"
            if best is None or key < best[0]:
                best = key, body, names
        if best is None:
            raise Beyond("ranges that depend on each other")
        key, body, names = best
        made = compound("sum", "", ({body: 1}, *(b for k in names for b in self.ranges[k])))
        spans = tuple((k, *self.ranges[k]) for k in names)
        return self.atom(Atom("sum", key, "", made.inner, None, made.symbols - {*names}, made.real,
                              base + len(names), 0, spans))

    def _free_level(self, m: Monomial, bounds: list[Symbol]) -> int:
        """The lowest level whose names are neither bound inside nor free in the body and its ranges."""
        used = frozenset().union(*(atom.symbols for atom, _ in m), *map(self._in_range, bounds)) - {*bounds}
        taken = {_level(symbol.name) for symbol in used}
        base = max((atom.level for atom, _ in m), default=0)
        while taken & {*range(base, base + len(bounds))}:
            base += 1
        return base

    def _in_range(self, k: Symbol) -> frozenset[Symbol]:
        return frozenset().union(*(atom.symbols for b in self.ranges[k] for m in b for atom, _ in m))

    def _is_nested(self, order: tuple[Symbol, ...]) -> bool:
        """No range names its own or a later bound name."""
        return not any(self._in_range(k) & {*order[j:]} for j, k in enumerate(order))

    def _bound(self, term: Bind) -> Polynomial:
        """Any other binder: opaque but for its bound name and the factors free of it."""
        if term.head not in ("sum", "product", "integral", "limit", "antiderivative", "derivative"):
            raise NotScalar(f"{term.head} is no number")
        bounds = tuple(self.end(b) for b in term.bounds)
        level, sort = _height(term.body), term.variable.sort
        if sort not in SCALARS:
            raise Beyond(f"a binder over a {sort}")
        while (bound := Symbol(f"@{level}:{term.head}", sort)) in free(term.body) and bound != term.variable:
            level += 1
        body = self._lazily(partial(self.of, substitute(term.body, {term.variable: bound})))
        outside: Polynomial = ONE
        if term.head in ("sum", "integral") and body:
            lead, common, _ = poly.primitive(body)
            outer = tuple((atom, e) for atom, e in common if bound not in atom.symbols)
            outside = {outer: lead}
            body = multiply(body, scale(power({outer: 1}, -1), Fraction(1) / lead))
        made = compound("bind", f"{term.head} {bound.name!r}:{sort}", (body, *bounds))
        names = made.symbols - {bound}
        key, level = made.key, max(made.level, level + 1)
        atom = Atom("bind", key, term.head, made.inner, bound, names, made.real, level)
        return multiply(outside, self.atom(atom))

    def end(self, bound: Term) -> Polynomial:
        """An end of a range, perhaps infinite."""
        match bound:
            case Apply("infinity", ()):
                return INFINITY
            case Apply("-", (Apply("infinity", ()),)):
                return scale(INFINITY, -1)
        return self.of(bound)

    def integral(self, p: Polynomial) -> bool:
        """Certainly whole: whole coefficients, whole atoms to whole powers."""
        return _whole(p)

    # --- back to terms ------------------------------------------------------------

    def write(self, p: Polynomial) -> Term:
        """A term with this normal form."""
        parts: list[Term] = []
        for m, c in p.items():
            factors: list[Term] = [Number(Fraction(c))] if c != 1 or not m else []
            for atom, e in m:
                written = self.write_atom(atom)
                factors.append(written if e == 1 else self._write_power(atom, written, Fraction(e)))
            parts.append(factors[0] if len(factors) == 1 else Apply("*", tuple(factors)))
        return parts[0] if len(parts) == 1 else Apply("+", tuple(parts))

    def _write_power(self, atom: Atom, written: Term, e: Fraction) -> Term:
        if atom.kind == "exp":
            return Apply("exp", (Apply("*", (Number(e), self.write(atom.inner[0]))),))
        if e.denominator == 1:
            return Apply("^", (written, Number(e)))
        return Apply("^", (Apply("root", (written, Number(Fraction(e.denominator)))), Number(Fraction(e.numerator))))

    def write_atom(self, atom: Atom) -> Term:
        inner = [self.write(p) for p in atom.inner] if atom.kind not in ("sum", "function") else []
        match atom.kind:
            case "symbol" | "constant":
                assert atom.term is not None
                return atom.term
            case "prime":
                return Number(Fraction(int(atom.head)))
            case "imaginary":
                return Apply("i")
            case "at":
                assert atom.term is not None
                return Apply("at", (atom.term, *inner))
            case "delta":
                return Apply("delta", (inner[0], Number(Fraction(0))))
            case "exp" | "log":
                return Apply(atom.kind, tuple(inner))
            case "base":
                return inner[0]
            case "sum":
                body = self.write(atom.inner[0])
                for k, first, last in reversed(atom.bounds):
                    body = Bind("sum", k, body, (self.write(first), self.write(last)))
                return body
        return self._write_function(atom)

    def _write_function(self, atom: Atom) -> Term:
        inner = [self.write(p) for p in atom.inner]
        if atom.kind == "bind":
            assert isinstance(atom.term, Symbol)
            return Bind(atom.head, atom.term, inner[0], tuple(inner[1:]))
        if atom.head == "power":
            return Apply("^", tuple(inner))
        if atom.head.startswith("piecewise"):
            signs = atom.head.split()[1:]
            parts: list[Term] = []
            for sign, difference, branch in zip(signs, inner[::2], inner[1::2], strict=True):
                parts += [Apply("true") if sign == "true" else Apply(sign, (difference, ZERO)), branch]
            return Apply("piecewise", tuple(parts))
        if isinstance(atom.term, Apply):
            given = iter(inner)
            return Apply(atom.head, tuple(next(given) if arg == HOLE else arg for arg in atom.term.args))
        return Apply(atom.head, tuple(inner))


ZERO = Number(Fraction(0))
HOLE = Symbol("")
IMAGINARY_ATOM, PI_ATOM = (next(iter(p))[0][0] for p in (IMAGINARY, PI))
INFINITY = single(Atom("constant", "infinity", term=Apply("infinity")))


def _is_whole(atom: Atom) -> bool:
    match atom.kind:
        case "symbol":
            return isinstance(atom.term, Symbol) and atom.term.sort == "integer"
        case "delta":
            return True
        case "function":
            return atom.head in ("floor", "sign") or (atom.head == "factorial" and all(_whole(p) for p in atom.inner))
        case "sum":
            return _whole(atom.inner[0])
    return False


def _whole(p: Polynomial) -> bool:
    return all(c == int(c) and all(_is_whole(atom) and e > 0 and e == int(e) for atom, e in m) for m, c in p.items())


def _level(name: str) -> int:
    """The level in a canonical bound name, -1 for other names."""
    if not name.startswith("@"):
        return -1
    digits = name[1:].partition("[")[0].partition(":")[0]
    return int(digits)


@lru_cache(maxsize=65536)
def _height(term: Term) -> int:
    """The greatest number of binders inside one another."""
    inner = max(map(_height, children(term)), default=0)
    return inner + isinstance(term, Bind)


def factors(n: int) -> dict[int, int]:
    """Small primes of n with their exponents, and what is left as one more factor."""
    found: dict[int, int] = {}
    p = 2
    while p < 1000 and p * p <= n:
        while n % p == 0:
            found[p] = found.get(p, 0) + 1
            n //= p
        p += 1 if p == 2 else 2
    root = isqrt(n)
    if n > 1 and root * root == n:
        found[root] = found.get(root, 0) + 2
    elif n > 1:
        found[n] = found.get(n, 0) + 1
    return found


def _number_factors(number: Rational) -> list[tuple[int, int]]:
    fraction = Fraction(number)
    if max(fraction.numerator, fraction.denominator).bit_length() > 4000:
        raise Beyond("a number is too large")
    return [*factors(fraction.numerator).items(), *((p, -k) for p, k in factors(fraction.denominator).items())]


def _prime(p: int) -> Atom:
    return Atom("prime", f"prime {p}", str(p))


def _number_root(number: Rational, e: Rational) -> Polynomial:
    """number^e for number > 0, by its primes"""
    total = ONE
    for p, k in _number_factors(number):
        total = multiply(total, settled({_prime(p): k * e}))
    return total


def _log_number(number: Rational) -> Polynomial:
    total: Polynomial = {}
    for p, k in _number_factors(number):
        total = add(total, single(compound("log", "", (constant(p),))), k)
    return total


def _turn(c: Rational) -> Polynomial:
    """exp(i pi c): by square roots for denominators 2, 3, 4, 6, 12; a power of exp(i pi) otherwise"""
    fraction = Fraction(c) % 2
    total = constant(-1 if fraction >= 1 else 1)
    fraction %= 1
    if 12 % fraction.denominator:
        return multiply(total, single(TURN, fraction))
    root3 = scale(_number_root(3, HALF), HALF)
    root2 = scale(_number_root(2, HALF), HALF)
    sixth = add(root3, scale(IMAGINARY, HALF))                     # exp(i pi / 6)
    eighth = add(root2, multiply(root2, IMAGINARY))                # exp(i pi / 4)
    twelfths = int(fraction * 12)
    k = twelfths % 2                                               # 1/12 = 1/4 - 1/6: an odd count takes one of these
    for factor, times in ((eighth, 3 * k), (sixth, (twelfths - 9 * k) // 2 % 12)):
        total = multiply(total, power(factor, times))
    return total
