"""Expected values, and integrals over one set: linear in what varies, with what does not taken out.

    E(a f + b g) = a E(f) + b E(g)            a, b fixed: numbers, names that a hypothesis fixes, expected values
    E(f(X) g(Y)) = E(f(X)) E(g(Y))            X, Y independent by a hypothesis
    E(sum_k f_k) = sum_k E(f_k)               a sum of fixed length
    E(X_i^a X_j^b) = d E(X_i^(a+b)) + (1 - d) E(X_i^a) E(X_j^b)         d = delta(i, j), the elements of X independent
    E(X_i) = m, E(X_i^2) = v + m^2            by hypotheses about every element of X
    E(E(u | v))  = E(u)                       v numbers, no event
    Var(u) = E(u^2) - E(u)^2    Cov(u, v) = E(u v) - E(u) E(v)    Corr(u, v) = Cov(u, v) / sqrt(Var(u) Var(v))
    <u>_{q(x)}   likewise, where what is free of the names under q is fixed

That E(f) exists is not presumed. On the functions whose expected value both sides need, E is a linear functional;
every such functional extends to one on all functions, and the normal form computes with an extension. An equation
that holds for every extension holds for the values that exist. Integrals over one range go by the same argument.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.kernel import polynomial as poly
from derive.kernel.polynomial import ONE, Atom, Monomial, Polynomial, add, compound, multiply, power
from derive.kernel.sums import Sums
from derive.kernel.term import Apply, Bind, Symbol, Term, free
from derive.kernel.words import loose
from derive.kernel.writing import HALF, of_letter

EXPECTED = frozenset(("E", "mathbb{E}", "mathrm{E}"))
VARIANCES = frozenset(("Var", "mathrm{Var}", "mathbb{V}"))
Fixed = Callable[[Symbol], bool]


class Moments(Sums):
    """What is random, and linear."""

    delta: Callable[[Polynomial], Polynomial]                              # 1 where a difference is zero
    expected_word: Callable[[Atom], Polynomial | None]                     # the mean of a number made of matrices

    def __init__(self) -> None:                                            # Used for:
        super().__init__()
        self.fixed: frozenset[Symbol] = frozenset()                        # names that do not vary
        self.independent: tuple[frozenset[Symbol], ...] = ()               # families of independent names
        self.each: dict[tuple[str, Symbol], Term] = {}                     # the mean and the variance of every element

    def moments(self, term: Apply) -> Polynomial | None:
        """The normal form of an expected value, a variance or a covariance of numbers; None for other terms."""
        match term:
            case Apply(head, (u,)) if head in EXPECTED:
                return self.expected(self.of(u))
            case Apply(head, (u,)) if head in VARIANCES:
                return self.covariance(self.of(u), self.of(u))
            case Apply("Cov", (u, v)):
                return self.covariance(self.of(u), self.of(v))
            case Apply("Corr", (u, v)):
                p, q = self.of(u), self.of(v)
                spread = multiply(self.covariance(p, p), self.covariance(q, q))
                return multiply(self.covariance(p, q), self.root(power(spread, -1), HALF))
            case Apply("mean", (u, law)):
                return self._under(self.of(u), law)
        return None

    def covariance(self, p: Polynomial, q: Polynomial) -> Polynomial:
        return add(self.expected(multiply(p, q)), multiply(self.expected(p), self.expected(q)), -1)

    def expected(self, p: Polynomial) -> Polynomial:
        return self._linear(p, lambda symbol: symbol in self.fixed, self._moment)

    def _under(self, p: Polynomial, law: Term) -> Polynomial:
        """The mean of p under a law: what is free of the law's own names is fixed."""
        own, written = _varying(law), self.of(law)
        return self._linear(p, lambda symbol: own is not None and symbol not in own, lambda inside: self.atom(
            compound("function", "mean", ({inside: 1}, written))) if inside else ONE)

    def _linear(self, p: Polynomial, fixed: Fixed, of: Callable[[Monomial], Polynomial]) -> Polynomial:
        """sum of c m n, m fixed, n not, to the sum of c m of(n)"""
        total: Polynomial = {}
        for m, c in p.items():
            inside = tuple(part for part in m if not is_fixed(part[0], fixed))
            total = add(total, multiply({tuple(part for part in m if part not in inside): c}, of(inside)))
        return total

    def _moment(self, m: Monomial) -> Polynomial:
        """The expected value of a product in which every factor may vary."""
        if not m:
            return ONE
        if len(m) == 1 and m[0][1] == 1 and _is_given_names(m[0][0]):
            return self.expected(m[0][0].inner[0])
        if len(m) == 1 and m[0][1] == 1 and (of_word := self.expected_word(m[0][0])) is not None:
            return of_word
        for atom, e in m:
            if atom.kind == "sum" and e >= 1 and e % 1 == 0 and self._has_fixed_length(atom):
                left = tuple(part for part in m if part[0] is not atom)
                return self._summed(atom, left if e == 1 else tuple(sorted((*left, (atom, e - 1)))))
        groups = self._apart(m)
        if len(groups) > 1:
            total = ONE
            for group in groups:
                total = multiply(total, self._moment(group))
            return total
        found = self._of_elements(m)
        return self.atom(compound("function", "E", ({m: 1},))) if found is None else found

    def _of_elements(self, m: Monomial) -> Polynomial | None:
        """The mean of powers of one or two elements of an array of which enough is said; None for other products."""
        arrays = {atom.term for atom, _ in m if atom.kind == "at" and len(atom.inner) == 1}
        array = next(iter(arrays), None)
        if len(arrays) != 1 or not isinstance(array, Symbol) or any(atom.kind != "at" for atom, _ in m) or len(m) > 2:
            return None
        atom, e = m[0]
        if len(m) == 1:
            mean, variance = self.each.get(("mean", array)), self.each.get(("variance", array))
            if e == 1 and mean is not None:
                return self.of(mean)
            if e == 2 and variance is not None:
                return add(self.of(variance), power(self._moment(((atom, Fraction(1)),)), 2))
            return None
        other, power_of_other = m[1]
        if frozenset((array,)) not in self.independent:
            return None
        same = self.delta(add(atom.inner[0], other.inner[0], -1))
        apart = multiply(self._moment((m[0],)), self._moment((m[1],)))
        one = multiply(same, self._moment(((atom, e + power_of_other),)))
        return add(one, multiply(add(ONE, same, -1), apart))

    def _has_fixed_length(self, atom: Atom) -> bool:
        ends = [end for _, first, last in atom.bounds for end in (first, last)]
        return all(is_fixed(a, lambda s: s in self.fixed or s.sort == "integer") for p in ends for m in p for a, _ in m)

    def _summed(self, atom: Atom, others: Monomial) -> Polynomial:
        """E(g sum_k f_k) = sum_k E(g f_k)"""
        taken = [symbol for part, _ in others for symbol in part.symbols if symbol.name.startswith("@")]
        opened, names = self._open(atom, taken)
        body: Term = Apply("E", (self.write(poly.product(others, opened)),))
        for k in reversed(names):
            body = Bind("sum", k, body, (self.write(self.ranges[k][0]), self.write(self.ranges[k][1])))
        return self.of(body)

    def _apart(self, m: Monomial) -> list[Monomial]:
        """The factors grouped by what varies in them, where a family of independent names holds all of that."""
        varying = {atom: frozenset(s for s in atom.symbols if s not in self.fixed and s.name[:1] != "@")
                   for atom, _ in m}
        everything = frozenset().union(*varying.values())
        if not any(everything <= family for family in self.independent):
            return [m]
        groups: list[tuple[frozenset[Symbol], Monomial]] = []
        for part in m:
            own: frozenset[Symbol] = varying[part[0]]
            joined: Monomial = (part,)
            apart = []
            for names, group in groups:
                if names & own:
                    own, joined = own | names, group + joined
                else:
                    apart.append((names, group))
            groups = [*apart, (own, tuple(sorted(joined)))]
        return [group for _, group in groups]


def _varying(law: Term) -> frozenset[Symbol] | None:
    """The names that a mean is taken over: those of over(z), q(z | x) and z ~ q(z | x); None where that is not said."""
    match law:
        case Apply("sim" | "over", (names, *_)):
            return free(names)
        case Apply("under", laws) if None not in (found := [*map(_varying, laws)]):
            return frozenset(symbol for own in found for symbol in own or ())
        case Apply(head, (_, *_)) if of_letter(head) or head.rstrip(",|") == "f":
            return own_names(law)
    return None


def own_names(law: Apply) -> frozenset[Symbol]:
    """The names that a law is of: x and y of p(x, y | z)."""
    return frozenset().union(*map(free, law.args[:law.head.count(",") + 1 if "|" in law.head else None]))


def _is_given_names(atom: Atom) -> bool:
    """Whether an atom is E(u | v), v numbers: given an event, Y = 1 or A, the mean is a number of its own."""
    return (atom.head in {name + "|" for name in EXPECTED} and isinstance(atom.term, Apply)
            and len(atom.inner) == len(atom.term.args) > 1
            and all(s.sort not in ("event", "set") for p in atom.inner[1:] for m in p for a, _ in m for s in a.symbols))


def is_fixed(atom: Atom, fixed: Fixed) -> bool:
    """Whether nothing in an atom varies: an expected value does not, whatever it is taken of."""
    if atom.kind == "function" and atom.head == "E":
        return True
    if isinstance(atom.term, Apply) and atom.kind == "symbol":
        return all(symbol.name[:1] == "@" or fixed(symbol) for symbol in loose(atom.term))
    if atom.kind in ("function", "exp", "log", "base", "sum", "bind") and atom.inner:
        own = atom.symbols - frozenset().union(*(a.symbols for p in atom.inner for m in p for a, _ in m))
        inner = all(is_fixed(a, fixed) for p in atom.inner for m in p for a, _ in m)
        return inner and all(s.name[:1] == "@" or fixed(s) for s in own)
    return all(symbol.name[:1] == "@" or fixed(symbol) for symbol in atom.symbols)
