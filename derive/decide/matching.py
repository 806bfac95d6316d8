"""One-way matching up to the order of terms and factors: what the letters of a pattern stand for in a term.

    a x + b     in  7 + x/2     a = 1/2, b = 7         a letter for the factors, for the terms that are left
    exp(-a x)   in  exp(-x)     a = 1                  and for the 1, the 0 that nobody writes

What is found is a guess: whoever asks has the kernel compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from derive.decide.budget import spend
from derive.kernel.places import Terms, plain
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number

ONE, ZERO = number(1), number(0)
NEUTRAL: Mapping[str, Term] = {"+": ZERO, "*": ONE}
PARTS = 8                                        # of a sum or product that is taken in any order
ORDERED = 3                                      # the same, where every order is tried
Values = dict[Symbol, Term]


def may_be_whole(term: Term) -> bool:
    """No fraction, and nothing but whole names in it."""
    if isinstance(term, Number):
        return term.value.denominator == 1
    return heads(term) <= {"+", "*", "-"} and all(name.sort == "integer" for name in free(term))


@dataclass(frozen=True, slots=True)
class Matcher:
    """Matching below a binder: its name stands in no letter, and factors without it do not count."""

    bound: Symbol

    def multiples(self, pattern: Term, term: Term, values: Values) -> Iterator[Values]:
        """Values of the letters under which the term is the pattern times something fixed."""
        yield from self._joined("*", _flat("*", pattern), _flat("*", term), values, True)

    def _instances(self, pattern: Term, term: Term, values: Values) -> Iterator[Values]:
        spend()
        term = _natural(term)
        match pattern:
            case Symbol():
                yield from self._letter(pattern, term, values)
            case Apply("+" as head, _) | Apply("*" | "-" as head, _):
                head = "*" if head == "-" else head
                yield from self._joined(head, _flat(head, pattern), _flat(head, term), values, False)
            case Apply("/", (above, _)) if above != ONE:
                yield from self._joined("*", _flat("*", pattern), _flat("*", term), values, False)
            case Apply("^", (Symbol() as base, exponent)) if (inverse := _inverse(term)) is not None:
                yield from self._each((exponent, base), (inverse.args[1], Apply("/", (ONE, inverse.args[0]))), values)
            case Apply(head, args) if args:
                if isinstance(term, Apply) and term.head == head and len(term.args) == len(args):
                    yield from self._each(args, term.args, values)
            case _ if pattern == term:
                yield values

    def _letter(self, letter: Symbol, term: Term, values: Values) -> Iterator[Values]:
        if letter in values:
            if values[letter] == term:
                yield values
        elif self.bound not in free(term) and (letter.sort != "integer" or may_be_whole(term)):
            yield {**values, letter: term}

    def _each(self, patterns: tuple[Term, ...], terms: tuple[Term, ...], values: Values) -> Iterator[Values]:
        if not patterns:
            yield values
            return
        for found in self._instances(patterns[0], terms[0], values):
            yield from self._each(patterns[1:], terms[1:], found)

    def _joined(
        self, head: str, patterns: list[Term], terms: list[Term], values: Values, loose: bool
    ) -> Iterator[Values]:
        """Each part of the pattern that is no open letter has a part of its own, the letters have what is left."""
        rigid = next((part for part in patterns if not isinstance(part, Symbol) or part in values), None)
        if len(terms) > PARTS:
            return
        if rigid is None:
            letters = tuple(part for part in patterns if isinstance(part, Symbol))
            yield from self._left(head, letters, terms, values, loose)
            return
        rest = list(patterns)
        rest.remove(rigid)
        for k, term in enumerate(terms):
            for found in self._instances(rigid, term, values):
                yield from self._joined(head, rest, terms[:k] + terms[k + 1:], found, loose)
        if isinstance(rigid, Symbol) and values[rigid] == NEUTRAL[head]:
            yield from self._joined(head, rest, terms, values, loose)

    def _left(
        self, head: str, letters: tuple[Symbol, ...], terms: list[Term], values: Values, loose: bool
    ) -> Iterator[Values]:
        if not letters:
            if not terms or (loose and not any(self.bound in free(term) for term in terms)):
                yield values
        elif len(letters) == 1:
            whole = NEUTRAL[head] if not terms else terms[0] if len(terms) == 1 else Apply(head, tuple(terms))
            yield from self._letter(letters[0], whole, values)
        elif len(terms) <= len(letters) <= 3:
            neutral = [NEUTRAL[head]] * (len(letters) - len(terms))
            for order in permutations((*terms, *neutral)):
                yield from self._each(letters, order, values)


def _flat(head: str, term: Term) -> list[Term]:
    """The parts of a sum or a product; u/v is u times 1/v, -u is -1 times u."""
    term = _natural(term)
    match head, term:
        case _, Apply(same, parts) if same == head:
            return [inner for part in parts for inner in _flat(head, part)]
        case "*", Apply("/", (above, below)) if above != ONE:
            return [*_flat("*", above), Apply("/", (ONE, below))]
        case "*", Apply("-", (inner,)):
            return [number(-1), *_flat("*", inner)]
        case "*", Number(value) if value < 0 and value != -1:
            return [number(-1), *_flat("*", Number(-value))]
        case "*", Number(value) if value.denominator != 1:
            return [*_flat("*", number(value.numerator)), Apply("/", (ONE, number(value.denominator)))]
        case "*", Number(value) if value == 1:
            return []
    return [term]


def _inverse(term: Term) -> Apply | None:
    """b^k of 1/b^k, which is (1/b)^k"""
    match term:
        case Apply("/", (above, Apply("^", _) as below)) if above == ONE:
            return below
    return None


def _natural(term: Term) -> Term:
    """e^u as exp(u), the negative of a number as a number"""
    match term:
        case Apply("^", (Apply("e", ()), exponent)):
            return Apply("exp", (exponent,))
        case Apply("-", (Number(value),)):
            return Number(-value)
    return term


def fits(pattern: Term, term: Term, values: dict[Symbol, Term]) -> Iterator[dict[Symbol, Term]]:
    """One-way matching, sums and products in any order; a whole letter stands for a whole name or number."""
    pattern, term = natural(pattern), natural(term)
    match pattern, term:
        case Symbol(_, sort), _:
            whole = (isinstance(term, Symbol) and term.sort == "integer") or (
                isinstance(term, Number) and term.value.denominator == 1)
            if (whole or sort != "integer") and values.get(pattern, term) == term:
                yield {**values, pattern: term}
        case Apply(head, args), Apply(other, others) if head == other and len(args) == len(others):
            orders = permutations(others) if head in ("+", "*") and len(args) <= ORDERED else (others,)
            for order in dict.fromkeys(orders):
                yield from _in_turn(args, order, values)
        case Apply("/", (above, below)), Apply("*", (share, *rest)) if (part := _part(natural(share))) is not None:
            whole_one = rest[0] if len(rest) == 1 else Apply("*", tuple(rest))   # 1/2 u, as u/2
            yield from _in_turn((above, below), (whole_one, part), values)
        case _ if pattern == term:
            yield values


def _part(term: Term) -> Number | None:
    """2 of 1/2"""
    return number(term.value.denominator) if isinstance(term, Number) and term.value.numerator == 1 != (
        term.value.denominator) else None


def _in_turn(patterns: Terms, terms: Terms, values: dict[Symbol, Term]) -> Iterator[dict[Symbol, Term]]:
    if not patterns:
        yield values
        return
    for found in fits(patterns[0], terms[0], values):
        yield from _in_turn(patterns[1:], terms[1:], found)


def natural(term: Term) -> Term:
    """A number by itself, and a power of e, as tables have them."""
    match term:
        case Apply("-" | "/" | "^", (first, *_)) if isinstance(natural(first), Number) or first == Apply("e"):
            return plain(term)
    return term
