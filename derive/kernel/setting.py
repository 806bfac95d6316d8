"""A setting: the hypotheses of an obligation, made ready to judge terms by.

Definitions are unfolded everywhere, derivatives carried out, signs and ranges learned, and an equation
that gives an atom (sum_k p_k = 1) rewrites that atom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm

from derive.kernel import polynomial as poly
from derive.kernel.differentiate import eliminate
from derive.kernel.normal import Normalizer
from derive.kernel.plane import is_planar
from derive.kernel.polynomial import Atom, Beyond, Polynomial, add, is_real, multiply, scale, single
from derive.kernel.shapes import differences, learn, learn_equation
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, children, heads, subterms
from derive.kernel.unfold import Definitions
from derive.kernel.words import shaped
from derive.kernel.writing import TURN

DEPTH = 120                                       # nesting of a term
SIZE = 20000                                      # parts of a term
SPLITS = 5                                        # deltas decided one after another
REMEMBERED = 256                                  # lists of hypotheses
KINDS = ("sum", "bind", "function", "at", "symbol")


class Setting:
    """Hypotheses |- ... with `sides`, the terms known to be defined."""

    def __init__(self, hypotheses: tuple[Term, ...], sides: tuple[Term, ...]) -> None:
        self.hypotheses = hypotheses
        self.sides = sides
        self.normal = Normalizer()
        self.facts = self.normal.facts
        self.facts.ready = self.ready
        self.normal.plane = any(map(is_planar, (*hypotheses, *sides)))
        self.assumed, self.definitions, self.relations, written = _read(hypotheses)
        self.facts.defined(term for term in self.definitions.plain.values())
        learn(self.normal, self.assumed, sides)
        for relation in self.relations:
            self.facts.assume(relation)
        self.facts.defined(written)
        for side in sides:
            measured(side)
            self.facts.defined((self.definitions.unfold(side),))
        self._compare_sums()
        for relation in self.relations:
            if isinstance(relation, Apply) and relation.head == "=":
                self._rewrite(relation)

    def _compare_sums(self) -> None:
        """Let sums over one range but for a few terms be cut alike."""
        folded = [term for term in (*self.relations, *self.sides) if not heads(term).isdisjoint(("sum", "product"))]
        spans = [part for term in folded for part in subterms(term)
                 if isinstance(part, Bind) and part.head in ("sum", "product") and Apply("infinity") not in part.bounds]
        if len(spans) > 1:
            for span in spans:
                try:
                    self.normal.compare(span)
                except Beyond:
                    continue

    def ready(self, term: Term) -> Term:
        """Unfolded, and free of derivatives; again unfolded, for a derivative in a defined name ends at that name."""
        return ready(term, self.definitions)

    def assumed_ready(self) -> list[Term]:
        """The hypotheses, as far as they can be made ready."""
        return _as_far_as(self.ready, self.assumed)

    def of(self, term: Term) -> Polynomial:
        """The normal form of a term in this setting."""
        measured(term)
        return self.normal.of(self.ready(term))

    def suits(self, letter: Symbol, value: Term) -> bool:
        """Whether a value is of the sort of a letter of a law."""
        p = self.of(value)
        return letter.sort == "complex" or (is_real(p) and (letter.sort != "integer" or self.normal.integral(p)))

    def difference(self, left: Term, right: Term) -> Polynomial:
        return add(self.of(left), self.of(right), -1)

    def _rewrite(self, equation: Apply) -> None:
        """Replace an atom by what an equation makes of it: c X + rest = 0 with X nowhere in rest."""
        try:
            if any(map(shaped, equation.args)) and learn_equation(self.normal.matrices, *equation.args):
                self.normal.met.clear()
                return
            difference = self.difference(*equation.args)
            cleared = self.clear(difference)
            for p in (difference, self._factored(difference), cleared, self._factored(cleared)):
                atom = _alone(p)
                if atom is not None:
                    c = p[((atom, 1),)]
                    self.normal.rewrites[atom.key] = scale(add(p, single(atom), -c), Fraction(-1) / c)
                    self.normal.met.clear()
                    return
        except Beyond:
            return

    def _factored(self, p: Polynomial) -> Polynomial:
        """p without the powers that its monomials share and that are not zero: from g q = 0 and g != 0, q = 0."""
        common = tuple((atom, e) for atom, e in (poly.primitive(p)[1] if p else ()) if e > 0)
        common = tuple((atom, e) for atom, e in common if self.facts.nonzero(single(atom)))
        return poly.divided(p, common, 1) if common else {}

    # --- zero -----------------------------------------------------------------

    def equal(self, left: Term, right: Term) -> bool:
        if shaped(left) or shaped(right):
            return all(self.is_zero(c) for c in differences(self.normal.matrices, self.ready(left), self.ready(right)))
        return self.is_zero(self.difference(left, right))

    def is_zero(self, p: Polynomial, splits: int = SPLITS) -> bool:
        """p is zero: identically once denominators are cleared, or for both values of each delta left.

            hypotheses, a = b |- p[delta(a, b) := 1] = 0     hypotheses, a != b |- p[delta(a, b) := 0] = 0
            --------------------------------------------------------------------------------------------
            hypotheses |- p = 0
        """
        p = self._joined(self.clear(p))
        if not p or self.facts.holds(p, "="):          # p >= 0 and p <= 0
            return True
        deltas = {a for m in p for a, _ in m if a.kind == "delta" and not any(s.name[0] == "@" for s in a.symbols)}
        if not deltas or not splits:
            return False
        delta = min(deltas)
        zero = Number(Fraction(0))
        written = self.normal.write(delta.inner[0])
        for to, head in ((1, "="), (0, "!=")):
            case = Setting((*self.hypotheses, Apply(head, (written, zero))), self.sides)
            rest = case.difference(self.normal.write(poly.set_delta(p, delta, to)), zero)
            if not case.is_zero(rest, splits - 1):
                return False
        return True

    def _joined(self, p: Polynomial) -> Polynomial:
        """|a| |b| = |a b| for real a and b, so that a product of moduli meets the modulus of a product."""
        total: Polynomial = {}
        for m, c in p.items():
            moduli = [a for a, e in m if a.kind == "function" and a.head == "abs" and e == 1 and is_real(a.inner[0])]
            if len(moduli) < 2:
                poly.add_to(total, {m: c})
                continue
            product = reduce(multiply, (a.inner[0] for a in moduli))
            rest = tuple((a, e) for a, e in m if a not in moduli)
            poly.add_to(total, multiply({rest: c}, self.normal.size(product)))
        return total

    def clear(self, p: Polynomial) -> Polynomial:
        """p times what its denominators need to go; none of them is zero where both sides are defined."""
        for _ in range(60):
            below = {a for m in p for a, e in m if a.kind == "base" and e < 0}
            if not below:
                return _reduce_turns(p)
            base = max(below, key=lambda a: (len(a.key), a.key))
            shift = -min(dict(m).get(base, 0) // 1 for m in p)
            total: Polynomial = {}
            for m, c in p.items():
                exponents = dict(m)
                e = exponents.pop(base, 0) + shift
                whole = poly.power(base.inner[0], int(e // 1))
                if e % 1:
                    whole = multiply(whole, single(base, e % 1))
                poly.add_to(total, multiply({tuple(exponents.items()): c}, whole))
            p = total
        raise Beyond("denominators do not clear")


@lru_cache(maxsize=REMEMBERED)
def _read(hypotheses: tuple[Term, ...]) -> tuple[tuple[Term, ...], Definitions, tuple[Term, ...], tuple[Term, ...]]:
    """Conjuncts, definitions among them, and the relations that are left, made ready and as written. Not to be changed.

    What a relation needs to be defined is asked as it is written: a slope by rule may need more than the slope does.
    """
    assumed = tuple(part for h in hypotheses for part in conjuncts(h))
    definitions = Definitions()
    relations = []
    for part in assumed:
        measured(part)
        if not definitions.take(part):
            relations.append(part)
    written = tuple(_as_far_as(definitions.unfold, relations))
    return assumed, definitions, tuple(_as_far_as(lambda term: ready(term, definitions), relations)), written


def ready(term: Term, definitions: Definitions) -> Term:
    unfolded = definitions.unfold(term)
    return definitions.unfold(eliminate(unfolded)) if "derivative" in heads(unfolded) else unfolded


def _as_far_as(work: Callable[[Term], Term], terms: Iterable[Term]) -> list[Term]:
    found = []
    for term in terms:
        try:
            found.append(work(term))
        except Beyond:
            continue
    return found


def _alone(p: Polynomial) -> Atom | None:
    """An atom that is a monomial by itself and occurs nowhere else, sums before elements before names."""
    alone = [m[0][0] for m in p if len(m) == 1 and m[0][1] == 1 and m[0][0].kind in KINDS]
    for atom in sorted(alone, key=lambda a: (KINDS.index(a.kind), a.key)):
        if sum(any(atom.key in other.key for other, _ in m) for m in p) == 1:
            return atom
    return None


def conjuncts(hypothesis: Term) -> list[Term]:
    if isinstance(hypothesis, Apply) and hypothesis.head == "and":
        return [part for arg in hypothesis.args for part in conjuncts(arg)]
    if isinstance(hypothesis, Apply) and hypothesis.head == "not":
        match hypothesis.args:
            case (Apply("!=", sides),):
                return [Apply("=", sides)]
    return [hypothesis]


def measured(term: Term) -> None:
    """Fails with Beyond when a term is nested too deeply or too large, without recursion. What passed passes again."""
    if hasattr(term, "_small"):
        return
    layer: list[Term] = [term]
    size = 0
    for _ in range(DEPTH):
        if not layer:
            object.__setattr__(term, "_small", True)
            return
        size += len(layer)
        if size > SIZE:
            raise Beyond("a term is too large")
        layer = [child for part in layer for child in children(part)]
    raise Beyond("nested too deeply")


def _reduce_turns(p: Polynomial) -> Polynomial:
    """Powers of exp(i pi / q) below q brought under the degree of its minimal polynomial."""
    turns = {Fraction(e) for m in p for a, e in m if a.key == poly.TURN}
    if not turns:
        return p
    q = lcm(*(e.denominator for e in turns))
    if q > 60:
        raise Beyond("a root of unity of too high an order")
    minimal = cyclotomic(2 * q)
    degree = len(minimal) - 1
    parts: list[Polynomial] = [{} for _ in range(q)]
    for m, c in p.items():
        exponents = dict(m)
        turn = next((a for a in exponents if a.key == poly.TURN), None)
        k = int(exponents.pop(turn) * q) if turn else 0
        parts[k] = add(parts[k], {tuple(exponents.items()): c})
    for k in range(q - 1, degree - 1, -1):
        for j in range(degree):
            parts[k - degree + j] = add(parts[k - degree + j], parts[k], -minimal[j])
        parts[k] = {}
    total: Polynomial = {}
    for k, part in enumerate(parts):
        total = add(total, multiply(part, single(TURN, Fraction(k, q)) if k else poly.constant(1)))
    return total


def cyclotomic(n: int) -> list[int]:
    """Coefficients of the n-th cyclotomic polynomial, lowest first: (x^n - 1) / those of proper divisors."""
    top = [-1] + [0] * (n - 1) + [1]
    for d in range(1, n):
        if n % d == 0:
            below = cyclotomic(d)
            quotient = [0] * (len(top) - len(below) + 1)
            for k in range(len(quotient) - 1, -1, -1):
                quotient[k] = top[k + len(below) - 1]
                for j, c in enumerate(below):
                    top[k + j] -= quotient[k] * c
            top = quotient
    return top

