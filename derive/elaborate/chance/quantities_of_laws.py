"""Quantities of laws: what every text on probability takes F_X, M_X, H, I, KL and a mean under p for.

    M_X(t)       E(exp(t X))
    F_X(x)       P(X <= x); the integral of f_X up to x where densities, integrals or slopes stand beside it
    H(X), h(X)   the sum or integral of -p log p          H(X | Y) = H(X, Y) - H(Y)
    H(P, Q)      that of -p log q
    I(X, Y)      H(X) + H(Y) - H(X, Y)
    Var(X | Y)   E(X^2 | Y) - E(X | Y)^2
    KL(P || Q)   the sum or integral of p log(p / q); the mean of log(p / q) under p
    <u>_{p(x)}   the sum or integral of u p(x)

Over which values a sum or an integral goes is taken from one beside it, over the same density and over all of its
values. These are conventions: a step is tried with them where it is open, and nothing is refuted by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from derive.kernel.moments import own_names
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, heads, number, subterms
from derive.kernel.writing import LETTERS, of_letter
from derive.read.record import replace

INFINITY = Apply("infinity")
BELOW = Apply("-", (INFINITY,))
CHANCES = frozenset(("P", "Pr", "mathbb{P}", "mathrm{P}"))
ENTROPIES = frozenset(("H", "h"))
DIVERGENCES = frozenset(("KL", "D_KL", "D_mathrm{KL}", "D"))
Key = tuple[str, ...]


@dataclass(frozen=True)
class Place:                                     # Used for:
    binders: tuple[Bind, ...]                    # over all values, the outermost first
    density: Term                                # what stands below them

    def over(self, value: Term) -> Term:
        """The sum or integral of a value in place of what stands there."""
        for one in reversed(self.binders):
            match one.body:
                case Apply("piecewise", (Apply("in") as inside, _, Number(zero))) if not zero:
                    value = Apply("piecewise", (inside, value, number(0)))
            value = replace(one, body=value)
        return value


def written_out(goal: Term) -> Term:
    """The goal with such quantities written out as far as they can be."""
    divergent = any(name.rstrip("|,") in DIVERGENCES for name in _names(goal))
    if _names(goal).isdisjoint(_CANDIDATES) and "interval" not in heads(goal) and not divergent:
        return goal
    return _Out(goal, dict(_places(goal, ()))).written(goal)


_CANDIDATES = frozenset(("F", "M", "H", "h", "H|", "h|", "I", "mean", "parallel", "Var|", "Cov,|"))


def _names(term: Term) -> frozenset[str]:
    return heads(term).union([symbol.name for symbol in free(term) if symbol.sort in ("unknown", "function")])


def _places(term: Term, around: tuple[Bind, ...]) -> Iterator[tuple[Key, Place]]:
    """Where a density stands below sums or integrals over all values of what it is of."""
    if isinstance(term, Bind):
        inside = (*around, term) if term.head in ("sum", "integral") and _is_over_all(term) else ()
        yield from _places(term.body, inside)
        return
    if not isinstance(term, Apply):
        return
    found = _density(term)
    if found is not None and around and len(found[1]) == len(around):
        bound = [next(iter(free(at) & {one.variable for one in around}), None) for at in found[1]]
        if set(bound) == {one.variable for one in around}:
            yield found[0], Place(around, term)
    for arg in term.args:
        yield from _places(arg, around)


def _is_over_all(term: Bind) -> bool:
    """Whether a sum or an integral is over all values: of a set, of the real numbers, or of a running index."""
    if term.head == "integral":
        return term.bounds == (BELOW, INFINITY)
    return term.bounds[0] in (number(1), number(0)) and isinstance(term.bounds[1], Symbol)


def _density(term: Apply) -> tuple[Key, tuple[Term, ...]] | None:
    """f_X(x), p(x), p(x, y), P(X = x) and p_i as densities, by the letter and the names that they are of."""
    match term:
        case Apply("call", (Symbol("f"), Symbol(of), at)):
            return ("f", of), (at,)
        case Apply(head, (Apply("=", (Symbol(of), at)),)) if of_letter(head):
            return ("f", of), (at,)
        case Apply("at", (Symbol("p" | "q" as letter), index)):
            return (letter,), (index,)
        case Apply(head, args) if head in LETTERS or head == "f":
            names = [_of(at) for at in args]
            return (head, *(name for name in names if name)), args
    return None


def _of(at: Term) -> str | None:
    """The name whose values an argument is: x of x and of x_i."""
    match at:
        case Symbol(name):
            return name
        case Apply("at", (Symbol(name), *_)):
            return name
    return None


@dataclass
class _Out:                                                                # Used for:
    goal: Term                                                             # what stands beside
    places: Mapping[Key, Place]                                            # over which values one goes

    def written(self, term: Term) -> Term:
        if isinstance(term, Bind):
            return replace(term, body=self.written(term.body), bounds=tuple(map(self.written, term.bounds)))
        if not isinstance(term, Apply):
            return term
        moved = Apply(term.head, tuple(map(self.written, term.args)))
        found = self._written(moved)
        return moved if found is None else found

    def _written(self, term: Apply) -> Term | None:
        match term:
            case Apply("call", (Symbol("M"), Symbol(of), at)) if of[:1].isupper():
                return Apply("E", (Apply("exp", (Apply("*", (at, self._variable(of))),)),))
            case Apply("call", (Symbol("F"), Symbol(of), at)) if of[:1].isupper():
                return self._below(of, at)
            case Apply(head, (Apply("<=" | "<", (Symbol(of), at)),)) if head in CHANCES and self._by_density:
                return self._below(of, at) if of[:1].isupper() and Symbol(of) not in free(at) else None
            case Apply(head, (Apply("in", (Symbol() as x, Apply("interval", (lo, hi, Symbol("(]"))))),)) if (
                    head in CHANCES and lo == BELOW):
                return self.written(Apply(head, (Apply("<=", (x, hi)),)))
            case Apply("call", (Symbol(letter), Symbol(of))) if letter in ENTROPIES:
                return self._entropy((of,))
            case Apply("call", (Symbol(letter) as name, Symbol() as x, Symbol() as y)) if letter in ENTROPIES:
                return self._joint(name, (x, y))
            case Apply("call", (Symbol("H|" | "h|") as head, Symbol() as x, Symbol() as y)):
                both, one = self._called("call", head.name[0], (x, y)), self._called("call", head.name[0], (y,))
                return Apply("+", (both, Apply("-", (one,))))
            case Apply("call", (Symbol("I"), Symbol() as x, Symbol() as y)):
                letter = "h" if "h" in _names(self.goal) or "h|" in _names(self.goal) else "H"
                parts = [self._called("call", letter, args) for args in ((x,), (y,), (x, y))]
                return Apply("+", (parts[0], parts[1], Apply("-", (parts[2],))))
            case Apply("mean", (u, law)):
                return self._mean(u, law)
            case Apply("Var|", (u, *given)):
                return self._spread(u, u, tuple(given))
            case Apply("Cov,|", (u, v, *given)):
                return self._spread(u, v, tuple(given))
        return self._divergence(term)

    def _mean(self, u: Term, law: Term) -> Term | None:
        """A mean written out, or one over z under the only law of z in the goal."""
        match law:
            case Apply("over", (Symbol() as z,)):
                laws = {one for one in self._laws() if isinstance(one, Apply) and own_names(one) == {z}}
                return Apply("mean", (u, laws.pop())) if len(laws) == 1 else None
            case Apply("sim", (Symbol() as x, Symbol(letter))):
                law = Apply(letter, (x,)) if (letter, x.name) in self.places else Apply(letter.lower(), (x,))
        found = _density(law) if isinstance(law, Apply) else None
        place = self.places.get(found[0]) if found is not None else None
        return None if place is None or law != place.density else place.over(Apply("*", (u, law)))

    def _spread(self, u: Term, v: Term, given: tuple[Term, ...]) -> Term:
        """E(u v | w) - E(u | w) E(v | w), with the letter that means have in the goal."""
        letter = "mathbb{E}|" if any(head.startswith("mathbb{E}") for head in heads(self.goal)) else "E|"
        of_product, first, second = (Apply(letter, (one, *given)) for one in (Apply("*", (u, v)), u, v))
        return Apply("+", (of_product, Apply("-", (Apply("*", (first, second)),))))

    def _laws(self) -> Iterator[Term]:
        for part in subterms(self.goal):
            match part:
                case Apply("mean", (_, Apply(head) as law)) if of_letter(head):
                    yield law
                case Apply() if (parted := divergent(part)) is not None:
                    yield parted[0]

    def _called(self, head: str, letter: str, args: tuple[Term, ...]) -> Term:
        return self.written(Apply(head, (Symbol(letter, "unknown"), *args)))

    def _variable(self, of: str) -> Symbol:
        """The random name, as it stands elsewhere in the goal."""
        known = [s for s in free(self.goal) if s.name == of and s.sort not in ("integer", "array")]
        return known[0] if len(known) == 1 else Symbol(of)

    @property
    def _by_density(self) -> bool:
        """Whether densities, integrals or slopes of distribution functions stand in the goal."""
        called = any(isinstance(part, Apply) and part.head == "call" and part.args[0] in (
            Symbol("f", "unknown"), Symbol("f", "function")) for part in subterms(self.goal))
        return called and not heads(self.goal).isdisjoint(("integral", "derivative"))

    def _below(self, of: str, at: Term) -> Term:
        """The probability of what is not above a value."""
        if not self._by_density:
            head = next((name for name in sorted(heads(self.goal) & CHANCES)), "P")
            return Apply(head, (Apply("<=", (self._variable(of), at)),))
        t = fresh(Symbol("t"), free(self.goal) | free(at))
        return Bind("integral", t, Apply("call", (Symbol("f", "unknown"), Symbol(of, "integer"), t)), (BELOW, at))

    def _entropy(self, names: tuple[str, ...]) -> Term | None:
        """-p log p over all values; a law is named by its variable, X, or by its density, p or P."""
        small = tuple(name.lower() for name in names)
        if set(small) <= {"p", "q"} and (place := self._by_letter(names[0])) is not None:
            second = self._second(place, names[-1])
            return place.over(Apply("-", (Apply("*", (place.density, self._log(second))),)))
        keys: list[Key] = [(letter, *small) for letter in ("p", "P", "f", "q")]
        if len(names) == 1:
            keys += [("f", names[0]), ("p",)]
        place = next((self.places[key] for key in keys if key in self.places), None)
        if place is None:
            return None
        return place.over(Apply("-", (Apply("*", (place.density, self._log(place.density))),)))

    def _joint(self, letter: Symbol, names: tuple[Symbol, Symbol]) -> Term | None:
        """H(Y, X) as H(X, Y): a joint entropy is one of two variables together; a cross-entropy is not."""
        found = self._entropy((names[0].name, names[1].name))
        if found is None and names[0].name > names[1].name and not {one.name.lower() for one in names} & {"p", "q"}:
            return Apply("call", (letter, names[1], names[0]))
        return found

    def _by_letter(self, letter: str) -> Place | None:
        """The place of the density of a law that is called by its letter, P or p."""
        return next((place for key, place in self.places.items() if key[0] in (letter, letter.lower())), None)

    def _second(self, place: Place, letter: str) -> Term:
        """q(x) beside p(x), q_i beside p_i."""
        match place.density:
            case Apply("at", (_, *places)):
                return Apply("at", (Symbol(letter.lower(), "array"), *places))
            case Apply(head, args):
                return Apply(letter if head.isupper() else letter.lower(), args)
        return place.density

    def _log(self, u: Term) -> Term:
        """To the base that logarithms have in the goal."""
        bases = {part.args[1:] for part in subterms(self.goal) if isinstance(part, Apply) and part.head == "log"}
        return Apply("log", (u, *(next(iter(bases)) if len(bases) == 1 else ())))

    def _divergence(self, term: Apply) -> Term | None:
        """KL(P || Q) with P and Q as laws or as their densities."""
        parted = divergent(term)
        if parted is None:
            return None
        p, q = parted
        if isinstance(p, Symbol) and isinstance(q, Symbol):
            if p == q or (place := self._by_letter(p.name)) is None:
                return None
            second = self._second(place, q.name)
            return place.over(Apply("*", (place.density, self._log(Apply("/", (place.density, second))))))
        if isinstance(p, Apply) and isinstance(q, Apply) and of_letter(p.head) and of_letter(q.head):
            found = _density(p)
            ratio = self._log(Apply("/", (p, q)))
            one = self.places.get(found[0]) if found is not None else None
            if one is not None and one.density == p:
                return one.over(Apply("*", (p, ratio)))
            return Apply("mean", (ratio, p))
        return None


def divergent(term: Apply) -> tuple[Term, Term] | None:
    """P and Q of KL(P || Q), however it is spelled."""
    match term:
        case Apply("KL|", (p, q)) | Apply("*", (Symbol("D_KL" | "KL"), Apply("parallel", (p, q)))):
            return p, q
        case Apply("call", (Symbol("D|"), Symbol("K"), Symbol("L"), p, q)):
            return p, q
        case Apply("*", (Symbol("K"), Apply("call", (Symbol("L|"), p, q)))):
            return p, q
        case Apply("call", (Symbol("D|"), Symbol("KL" | "mathrm{KL}"), p, q)):
            return p, q
    return None


__all__ = ["divergent", "written_out"]
