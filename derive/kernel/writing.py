"""Normal forms written back as terms, and what every group of rules shares."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from derive.kernel.facts import Facts
from derive.kernel.polynomial import TURN as TURN_KEY
from derive.kernel.polynomial import Atom, Beyond, Nowhere, Polynomial, multiply, single
from derive.kernel.term import Apply, Bind, Number, Symbol, Term

Found = TypeVar("Found")
SCALARS, WHOLE = frozenset(("real", "integer", "complex", "random")), frozenset(("factorial", "gcd", "lcm"))
ZERO = Number(Fraction(0))
HALF = Fraction(1, 2)
HOLE = Symbol("")
IMAGINARY = single(Atom("imaginary", "i", real=False))
PI = single(Atom("constant", "pi", term=Apply("pi")))
INFINITY = single(Atom("constant", "infinity", term=Apply("infinity")))
TURN = Atom("exp", TURN_KEY, inner=(multiply(IMAGINARY, PI),), real=False, period=2)
IMAGINARY_ATOM, PI_ATOM = (next(iter(p))[0][0] for p in (IMAGINARY, PI))
LETTERS = frozenset(("p", "q", "P", "Q", "Pr", "mathbb{P}"))      # of probability


def of_letter(head: str) -> bool:
    """Whether a head is a letter of probability, with its parameters or without: p, p_theta, before a bar or not."""
    return head.rstrip("|,").partition("_")[0] in LETTERS


class Writing:
    """State of one normalizer, and the way back from polynomials to terms."""

    of: Callable[[Term], Polynomial]
    size: Callable[[Polynomial], Polynomial]
    entered: Callable[[Bind], tuple[Symbol, Term]]

    def __init__(self) -> None:                                            # Used for:
        self.facts = Facts(self)                                           # signs and ranges
        self.ranges: dict[Symbol, tuple[Polynomial, Polynomial]] = {}      # of bound names
        self.rewrites: dict[str, Polynomial] = {}                          # atoms that a hypothesis gives
        self.met: dict[Term, Polynomial] = {}                              # forms of terms, until more is known
        self.tails: dict[str, int] = {}                                    # how far the shortest sum goes
        self.starts: dict[str, int] = {}                                   # where the last sum starts
        self.letters: frozenset[str] = frozenset()                         # that stand for probabilities
        self.counts: frozenset[Symbol] = frozenset()                       # arrays of whole numbers, none below zero
        self.plane = False                                                 # something is complex: principal values
        self.count = 0                                                     # names given out

    def atom(self, atom: Atom) -> Polynomial:
        """An atom as a polynomial: what a hypothesis equates it to, if there is one."""
        found = self.rewrites.get(atom.key)
        return single(atom) if found is None else found

    def integral(self, p: Polynomial) -> bool:
        """Certainly whole: whole coefficients, whole atoms to whole powers."""
        return all(is_whole({tuple((a, e) for a, e in m if a.term not in self.counts or e < 0 or e % 1): c})
                   for m, c in p.items())

    def lazily(self, work: Callable[[], Found]) -> Found:
        """What is undefined here need not be: the part may never be looked at."""
        try:
            return work()
        except Nowhere as reason:
            raise Beyond(str(reason)) from None

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
        if atom.head.startswith("in ") and isinstance(atom.term, Apply):
            condition, one, other = atom.term.args
            assert isinstance(condition, Apply)
            return Apply("piecewise", (Apply("in", (inner[0], condition.args[1])), one, other))
        if isinstance(atom.term, Apply):
            given = iter(inner)
            return Apply(atom.head, tuple(next(given) if arg == HOLE else arg for arg in atom.term.args))
        return Apply(atom.head, tuple(inner))


def _is_whole_atom(atom: Atom) -> bool:
    match atom.kind:
        case "symbol":
            return isinstance(atom.term, Symbol) and atom.term.sort == "integer"
        case "delta":
            return True
        case "function":
            return atom.head in ("floor", "sign") or (atom.head in WHOLE and all(map(is_whole, atom.inner)))
        case "sum":
            return is_whole(atom.inner[0])
    return False


def is_whole(p: Polynomial) -> bool:
    powers = [part for m in p for part in m]
    return all(c == int(c) for c in p.values()) and all(_is_whole_atom(a) and e > 0 and e == int(e) for a, e in powers)
