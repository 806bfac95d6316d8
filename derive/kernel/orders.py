"""Signs and order, asked of what is known: facts, ranges of bound names, and the shape of a term."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.polynomial import Atom, Beyond, Monomial, Polynomial, Rational, add, constant, scale, single, value
from derive.kernel.term import Apply, Symbol, Term, substitute, subterms

if TYPE_CHECKING:
    from derive.kernel.writing import Writing

QUESTIONS = 600                                   # that one question may lead to
NESTED = 12                                       # questions that hang on one another
BITS = 80                                         # of an enclosure
DEPTH = 3                                         # facts added up to reach one sign
Line = frozenset[tuple[Monomial, Rational]]       # a polynomial and its multiples


class Orders:
    """Signs of polynomials. `known` holds p >= 0 (False) or p > 0 (True), `distinct` p != 0, both scaled."""

    _settle: Callable[[], None]

    def __init__(self, normalizer: Writing) -> None:
        self.normal = normalizer
        self.known: dict[tuple[bool, Line], tuple[Polynomial, bool]] = {}
        self.distinct: set[Line] = set()
        self.patterns: list[tuple[Term, str, Symbol, tuple[Term, Term] | None]] = []
        self.pending: list[tuple[Term, str]] = []
        self.answers: dict[tuple[tuple[bool, Line], bool, int], bool] = {}
        self.ready: Callable[[Term], Term] = lambda term: term
        self.asking: set[tuple[tuple[bool, Line], bool]] = set()
        self.busy = False
        self.effort = 0

    def positive(self, p: Polynomial) -> bool:
        return self._sign(p, True, DEPTH)

    def nonnegative(self, p: Polynomial) -> bool:
        return self._sign(p, False, DEPTH)

    def nonzero(self, p: Polynomial) -> bool:
        """Known not to be zero: by a fact, by its sign, or as a product of what is not zero."""
        number = value(p)
        if number is not None:
            return number != 0
        self._settle()
        if scaled(p)[1] in self.distinct or self.positive(p) or self.positive(scale(p, -1)):
            return True
        if len(p) == 1:
            ((m, _),) = p.items()
            bare = len(m) == m[0][1] == 1
            return all(a.kind in ("exp", "imaginary") or (not bare and self.nonzero(single(a))) for a, _ in m)
        if () not in p or all(atom.real for m in p for atom, _ in m):
            return False
        try:                                     # |c + u| >= |c| - |u|
            rest = self.normal.write({m: c for m, c in p.items() if m})
            return self.positive(add(constant(abs(Fraction(p[()]))), self.normal.of(Apply("abs", (rest,))), -1))
        except Beyond:
            return False

    def within(self, p: Polynomial, first: Polynomial, last: Polynomial) -> bool:
        return self.nonnegative(add(p, first, -1)) and self.nonnegative(add(last, p, -1))

    def _sign(self, p: Polynomial, strict: bool, depth: int) -> bool:
        number = value(p)
        if number is not None:
            return number > 0 if strict else number >= 0
        if self._by_shape(p, strict):
            return True
        self._settle()
        key = scaled(p)
        asked = key, strict, depth
        if asked in self.answers:
            return self.answers[asked]
        if not self.asking:
            self.effort = 0
        self.effort += 1
        if (key, strict) in self.asking or len(self.asking) > NESTED or self.effort > QUESTIONS:
            return False
        self.asking.add((key, strict))
        try:
            found = self._search(p, key, strict, depth)
        finally:
            self.asking.discard((key, strict))
        if not self.busy:
            self.answers[asked] = found
        return found

    def _search(self, p: Polynomial, key: tuple[bool, Line], strict: bool, depth: int) -> bool:
        found = self.known.get(key)
        if found is not None and (found[1] or not strict):
            return True
        if strict and key[1] in self.distinct and self._sign(p, False, depth):
            return True
        if not any(atom.symbols for m in p for atom, _ in m) and self._by_enclosure(p):
            return True
        if self._by_pattern(p, strict) or self._by_shape(p, strict) or (depth and self._by_facts(p, strict, depth)):
            return True
        return strict and self.normal.integral(p) and self._sign(add(p, constant(-1)), False, depth)

    def _by_enclosure(self, p: Polynomial) -> bool:
        """A closed number that an interval shows to be above zero."""
        try:
            found = enclose(self.normal.write(p), {}, BITS)
        except (Undefined, Unknown, Beyond):
            return False
        return (isinstance(found, Interval) and found.lo > 0) or (isinstance(found, Fraction) and found > 0)

    def whole_below(self, p: Polynomial) -> int | None:
        """The whole number n with n <= p < n + 1 for a closed p, where an interval shows it."""
        if any(atom.symbols for m in p for atom, _ in m):
            return None
        try:
            found = enclose(self.normal.write(p), {}, BITS)
        except (Undefined, Unknown, Beyond):
            return None
        n = found.lo >> BITS if isinstance(found, Interval) else 0
        fits = self.nonnegative(add(p, constant(-n))) and self.positive(add(constant(n + 1), p, -1))
        return n if fits else None

    def _by_facts(self, p: Polynomial, strict: bool, depth: int) -> bool:
        """p = c f + q, f a fact or a range, q of known sign, c > 0 taking away a monomial of unknown sign"""
        names = frozenset().union(*(atom.symbols for m in p for atom, _ in m))
        for target in self._open(p):
            for fact, is_strict in self._about(target, names):
                c = Fraction(p[target]) / fact[target]
                if c > 0 and self._sign(add(p, fact, -c), strict and not is_strict, depth - 1):
                    return True
        return False

    def _open(self, p: Polynomial) -> list[Monomial]:
        """The first monomial of unknown or negative sign; every one where only a negative number is left over."""
        unknown = [m for m, c in p.items() if m != () and (c < 0 or self.monomial(m) < 0)]
        return [min(unknown)] if unknown else sorted(m for m in p if m != ()) if p.get((), 0) < 0 else []

    def _about(self, target: Monomial, names: frozenset[Symbol]) -> list[tuple[Polynomial, bool]]:
        """The facts, and the ranges of bound names, in which a monomial occurs.

        What is known of a bound name says nothing where no such name is: its range may be empty.
        """
        bound = self.normal.ranges.keys() - names
        found = [fact for fact in self.known.values() if target in fact[0]
                 and not any(atom.symbols & bound for m in fact[0] for atom, _ in m)]
        for atom, _ in target:
            if isinstance(atom.term, Symbol) and atom.term in self.normal.ranges:
                first, last = self.normal.ranges[atom.term]
                alone = single(atom)
                ends = add(alone, first, -1), add(last, alone, -1)
                found += [(end, False) for end in ends if target in end]
        return found

    def _by_shape(self, p: Polynomial, strict: bool) -> bool:
        """Every term at least zero, and one above it where that is asked."""
        some = False
        for m, c in p.items():
            sign = self.monomial(m)
            if c < 0 or sign < 0:
                return False
            some = some or sign > 0
        return some or not strict

    def monomial(self, m: Monomial) -> int:
        """1 above zero, 0 at least zero, -1 not known"""
        lowest = 1
        for atom, e in m:
            sign = self._atom(atom)
            even = e.numerator % 2 == 0 or e.denominator % 2 == 0
            if sign < 1 and even and atom.real:
                sign = 1 if e < 0 or alone(atom)[1] in self.distinct else 0
            elif sign == 0 and e < 0:
                sign = 1
            if sign < 0:
                return -1
            lowest = min(lowest, sign)
        return lowest

    def _atom(self, atom: Atom) -> int:
        match atom.kind:
            case "prime":
                return 1
            case "constant":
                return 1 if atom.key == "pi" else -1
            case "exp" if atom.real:
                return 1
            case "delta":
                return 0
            case "base" if atom.real:
                p = atom.inner[0]
                return 1 if self.positive(p) else 0 if self.nonnegative(p) else -1
            case "function" if atom.head == "abs":
                return 1 if self.nonzero(atom.inner[0]) else 0
            case "function" if atom.head == "power":
                return 0 if atom.real and self.nonnegative(atom.inner[0]) else -1
            case "function" if atom.head == "max":
                return 1 if any(map(self.positive, atom.inner)) else 0 if any(map(self.nonnegative, atom.inner)) else -1
            case "function" if atom.head == "factorial" and self.normal.integral(atom.inner[0]):
                return 1 if self.nonnegative(atom.inner[0]) else -1     # binomial(2, 3) = 0 is 2! / (3! (-1)!)
            case "log":
                above = add(atom.inner[0], constant(-1))
                return 1 if self.positive(above) else 0 if self.nonnegative(above) else -1
            case "sum":
                return self._sum(atom)
            case "function" | "at" if atom.head in self.normal.letters or atom.term in self.normal.counts:
                return 0                         # a probability, a density, or a count
        found = self.known.get(alone(atom))
        return int(found[1]) if found is not None else self._above(((atom, 1),), atom.symbols)

    def _above(self, alone: Monomial, names: frozenset[Symbol]) -> int:
        """What facts of the form c X + d > 0, c > 0, d <= 0 say of an atom X."""
        best = -1
        for fact, is_strict in self._about(alone, names):
            if len(fact) == 2 and () in fact and fact[alone] > 0 and fact[()] < 0:
                return 1
            if len(fact) == 1 and fact[alone] > 0:
                best = max(best, int(is_strict))
        return best

    def _sum(self, atom: Atom) -> int:
        (body,) = atom.inner[0]
        sign = self.monomial(body)
        if sign < 0:
            return -1
        names = {k for k, _, _ in atom.bounds}
        ends = [p for _, *span in atom.bounds for p in span]
        full = not any(names & a.symbols for p in ends for m in p for a, _ in m) and all(
            self.nonnegative(add(last, first, -1)) for _, first, last in atom.bounds)
        return 1 if sign > 0 and full else 0

    def _by_pattern(self, p: Polynomial, strict: bool) -> bool:
        """An instance of `forall k. f(k) > 0`: k is what stands in its place in an element of p."""
        for fact, head, k, span in self.patterns:
            if head == "!=" or (strict and head in ("<=", ">=")):
                continue
            for t in self._instances(fact, k, p):
                if span and not self.within(t, self.normal.of(span[0]), self.normal.of(span[1])):
                    continue
                try:
                    q = self.normal.of(substitute(fact, {k: self.normal.write(t)}))
                except Beyond:
                    continue
                if value(q) is None and scaled(scale(q, -1) if head[0] == "<" else q) == scaled(p):
                    return True
        return False

    def _instances(self, fact: Term, k: Symbol, p: Polynomial) -> list[Polynomial]:
        """What stands in the place of k where fact has at(x, k) and p has at(x, t)."""
        found: list[Polynomial] = []
        for part in subterms(fact):
            if isinstance(part, Apply) and part.head == "at" and k in part.args[1:]:
                place = part.args.index(k) - 1
                for m in p:
                    for atom, _ in m:
                        if atom.kind == "at" and atom.term == part.args[0] and len(atom.inner) == len(part.args) - 1:
                            if atom.inner[place] not in found:
                                found.append(atom.inner[place])
        return found


def scaled(p: Polynomial) -> tuple[bool, Line]:
    """What a positive factor does not change: the sign of the first coefficient, and all of them divided by it."""
    lead = p[min(p)] if len(p) > 1 else next(iter(p.values()))
    return lead > 0, frozenset((p if lead == 1 else scale(p, 1 / Fraction(lead))).items())


def alone(atom: Atom) -> tuple[bool, Line]:
    """The key of an atom by itself."""
    return True, frozenset(((((atom, 1),), 1),))
