"""Matrices: sums of words over matrix letters, with scalar coefficients.

    (A B)^T = B^T A^T      (A B)^{-1} = B^{-1} A^{-1}, both invertible      A^p A^q = A^(p + q)
    A^T = A, A symmetric      S^{-1} S = S S^{-1} = 1      u^T A v = v^T A^T u, a number      u (v^T w) = (v^T w) u

An equation is proved for matrices of all sizes at which both of its sides are defined: every rule keeps the value
there. Sizes are known in part: a vector is one column. What starts with a row and ends with a column is a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from derive.kernel.polynomial import ONE, Atom, Beyond, Polynomial, add, multiply, power, text
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads

LENGTH = 40                                       # letters of a word
WORDS = 400                                       # of a sum
MOMENTS = frozenset(("E", "mathbb{E}", "Var", "Cov"))
IDENTITIES = ("I", "mathbf{I}", "boldsymbol{I}", "mathbb{I}")     # names of unit matrices
SHAPED = frozenset(("matrix", "transpose", "inverse", "matmul", "matpow"))
MAKING = SHAPED | MOMENTS
EACH = frozenset((                                # functions of a number, taken of every element of a vector
    "exp", "log", "sqrt", "abs", "sign", "sin", "cos", "tan", "tanh", "sinh", "cosh", "max", "min",
))


@dataclass(frozen=True, slots=True)
class Letter:
    """A power of a matrix, transposed or not; a vector is a column, a transposed one a row."""

    key: str
    turned: bool = False
    power: Fraction = Fraction(1)
    vector: bool = False

    def __str__(self) -> str:
        return f"{self.key}{'~' if self.turned else ''}^{self.power}"


Word = tuple[Letter, ...]
Matrix = dict[Word, Polynomial]
UNIT: Word = ()                                   # the identity
NUMBER: Word = (Letter("1x1"),)                   # a number by itself


def shaped(term: Term) -> bool:
    """Whether a term is a vector or a matrix, by its sort or by how it is made. A number may be made of such."""
    if heads(term).isdisjoint(MAKING) and not any(symbol.sort in ("matrix", "vector") for symbol in free(term)):
        return False
    match term:
        case Symbol(_, sort):
            return sort in ("matrix", "vector")
        case Apply("at", (Symbol(sort="matrix"), _)):
            return True                          # one of several vectors
        case Apply("+" | "-" | "*" | "/", args):
            return any(shaped(arg) for arg in args)
        case Apply(head, args):
            return head in SHAPED or (head in MOMENTS and 0 < len(args) < 3 and all(map(shaped, args))) or (
                head in EACH and any(map(shaped, args)))
    return False


def loose(term: Term) -> frozenset[Symbol]:
    """The names free in a term outside of its expected values, which do not vary."""
    if isinstance(term, Apply):
        if term.head in ("E", "mathbb{E}") and len(term.args) == 1:
            return frozenset()
        return frozenset().union(*map(loose, term.args))
    return free(term)


def key_of(word: Word) -> str:
    return " ".join(map(str, word))


def turned(word: Word, symmetric: frozenset[str]) -> Word:
    """The transpose of a word."""
    return tuple(
        letter if letter == NUMBER[0] or letter.key in symmetric
        else Letter(letter.key, not letter.turned, letter.power, letter.vector) for letter in reversed(word)
    )


def merged(word: Word) -> Word:
    """Neighbours that are powers of one matrix put together."""
    done: list[Letter] = []
    for letter in word:
        last = done[-1] if done else None
        if last is not None and not letter.vector and (last.key, last.turned) == (letter.key, letter.turned):
            done.pop()
            e = last.power + letter.power
            if e:
                done.append(Letter(letter.key, letter.turned, e))
        else:
            done.append(letter)
    if len(done) > LENGTH:
        raise Beyond("a product of too many matrices")
    return tuple(done)


class Scalars(Protocol):
    """What matrices ask of the normal form of numbers."""

    fixed: frozenset[Symbol]

    def of(self, term: Term) -> Polynomial: ...
    def atom(self, atom: Atom) -> Polynomial: ...
    def write(self, p: Polynomial) -> Term: ...
    def expected(self, p: Polynomial) -> Polynomial: ...
    def root(self, p: Polynomial, e: Fraction) -> Polynomial: ...


class Words:
    """Normal forms of matrices; the numbers among them are those of `normal`."""

    def __init__(self, normal: Scalars) -> None:                           # Used for:
        self.normal = normal                                               # coefficients
        self.terms: dict[str, Term] = {}                                   # what a letter stands for
        self.symmetric: frozenset[str] = frozenset()
        self.invertible: frozenset[str] = frozenset()
        self.rules: list[tuple[Word, Matrix]] = []                         # a word, and what it equals
        self.inner: dict[str, Matrix] = {}                                 # of the letter of an inverse
        self.words: dict[str, Word] = {}                                   # of the atom of a number

    # --- words ------------------------------------------------------------------

    def letter(self, term: Term, vector: bool = False, key: str = "") -> Matrix:
        key = key or (term.name if isinstance(term, Symbol) else repr(term))
        self.terms[key] = term
        return {(Letter(key, vector=vector),): ONE}

    def settled(self, word: Word, coefficient: Polynomial) -> Matrix:
        """A word with its rules applied and its numbers taken out."""
        word = merged(word)
        for left, right in self.rules:
            at = next((k for k in range(len(word) - len(left) + 1) if word[k:k + len(left)] == left), None)
            if at is not None:
                found = self.times(coefficient, right)
                if word[:at]:
                    found = self.product({word[:at]: ONE}, found)
                return self.product(found, {word[at + len(left):]: ONE}) if word[at + len(left):] else found
        return self._numbers_out(word, coefficient)

    def _numbers_out(self, word: Word, coefficient: Polynomial) -> Matrix:
        """u (v^T A w) x^T = (v^T A w) u x^T; a word that is all numbers is one."""
        if word == NUMBER:
            return {word: coefficient}
        word, had = tuple(letter for letter in word if letter != NUMBER[0]), NUMBER[0] in word
        start: int | None = None
        for k, letter in enumerate(word):
            if letter.vector and letter.turned:
                start = k
            elif letter.vector and start is not None:
                coefficient = multiply(coefficient, self.number(word[start:k + 1]))
                return self.settled(word[:start] + word[k + 1:] or NUMBER, coefficient)
        for left, right in pairwise(word):
            if left.vector and not left.turned and not (right.vector and right.turned):
                raise Beyond("a column times what is no row")
            if right.vector and right.turned and not (left.vector and not left.turned):
                raise Beyond("what is no column times a row")
        return {word or (NUMBER if had else UNIT): coefficient}

    def number(self, word: Word) -> Polynomial:
        """The atom of v^T A w, the same as that of w^T A^T v."""
        other = turned(word, self.symmetric)
        if key_of(other) < key_of(word):
            word = other
        return self.named(f"word {key_of(word)}", self.write_word(word), word)

    def named(self, key: str, term: Term, word: Word = ()) -> Polynomial:
        """A number that is known by a matrix term only."""
        self.words[key] = word
        return self.normal.atom(Atom("symbol", key, term=term, symbols=free(term)))

    def write_word(self, word: Word) -> Term:
        """A product of matrices with this word."""
        if word in (UNIT, NUMBER):
            raise Beyond("a number among matrices")
        parts = []
        for letter in word:
            part = self.terms[letter.key]
            if letter.power != 1:
                part = Apply("matpow", (part, Number(letter.power)))
            parts.append(Apply("transpose", (part,)) if letter.turned else part)
        return parts[0] if len(parts) == 1 else Apply("matmul", tuple(parts))

    def write(self, matrix: Matrix) -> Term:
        parts: list[Term] = []
        for word, c in matrix.items():
            if word == UNIT:
                raise Beyond("an identity without a size")
            number = self.normal.write(c)
            parts.append(number if word == NUMBER else Apply("*", (number, self.write_word(word))))
        return Apply("+", tuple(parts))

    # --- sums of words ----------------------------------------------------------

    def plus(self, a: Matrix, b: Matrix, factor: int = 1) -> Matrix:
        total = dict(a)
        for word, c in b.items():
            new = add(total.get(word, {}), c, factor)
            if new:
                total[word] = new
            else:
                total.pop(word, None)
        if len(total) > WORDS:
            raise Beyond("too many products of matrices")
        return total

    def times(self, p: Polynomial, a: Matrix) -> Matrix:
        found = {word: multiply(p, c) for word, c in a.items()}
        return {word: c for word, c in found.items() if c}

    def product(self, a: Matrix, b: Matrix) -> Matrix:
        total: Matrix = {}
        for left, c in a.items():
            for right, d in b.items():
                joined = right if left == NUMBER else left if right == NUMBER else left + right
                total = self.plus(total, self.settled(joined, multiply(c, d)))
        return total

    def transposed(self, a: Matrix) -> Matrix:
        total: Matrix = {}
        for word, c in a.items():
            total = self.plus(total, self.settled(turned(word, self.symmetric), c))
        return total

    def text(self, a: Matrix) -> str:
        return "+".join(sorted(f"{text(c)}[{key_of(word)}]" for word, c in a.items()))

    def inverse(self, a: Matrix) -> Matrix:
        """The inverse: of a product of invertible letters letter by letter, of anything else a letter of its own.

        (c S)^{-1} = c^{-1} S^{-1}, and S^{-1} S = 1 is a rule that takes the first word of S away.
        """
        if not a:
            raise Beyond("the inverse of zero")
        if a.keys() == {NUMBER}:
            return {NUMBER: power(a[NUMBER], -1)}
        lead = min(a, key=lambda word: (-len(word), key_of(word)))
        if len(a[lead]) != 1:
            raise Beyond("the inverse of a sum without a plain coefficient")
        below = power(a[lead], -1)
        a = self.times(below, a)
        if len(a) == 1:
            if lead == UNIT:
                return {lead: below}
            if len(lead) == 1 or all(letter.key in self.invertible for letter in lead):
                word = tuple(Letter(x.key, x.turned, -x.power) for x in reversed(lead) if not x.vector)
                if len(word) != len(lead):
                    raise Beyond("the inverse of a vector")
                return self._unfolded(word, below)
        if NUMBER in a:
            raise Beyond("a number among matrices")
        return {(self._inverted(a, lead),): below}

    def _unfolded(self, word: Word, c: Polynomial) -> Matrix:
        """The inverse of an inverse is what was inverted."""
        total: Matrix = {UNIT: c}
        for letter in word:
            inner = self.inner.get(letter.key)
            if inner is None or letter.power != -1:
                total = self.product(total, {(letter,): ONE})
            else:
                total = self.product(total, self.transposed(inner) if letter.turned else inner)
        return total

    def _inverted(self, a: Matrix, lead: Word) -> Letter:
        other = self.transposed(a)
        is_turned = self.text(other) < self.text(a)
        base = other if is_turned else a
        key = f"inv({self.text(base)})"
        if key not in self.inner:
            self.inner[key] = base
            self.terms[key] = Apply("inverse", (self.write_inner(base),))
            if self.text(other) == self.text(a):
                self.symmetric |= {key}
            first = turned(lead, self.symmetric) if is_turned else lead
            letter = (Letter(key),)
            self._learn(base, merged(first), letter)
            if key not in self.symmetric:
                self._learn(other if not is_turned else a, turned(merged(first), self.symmetric), (Letter(key, True),))
        return Letter(key, is_turned and key not in self.symmetric)

    def _learn(self, a: Matrix, lead: Word, letter: Word) -> None:
        """inv lead = 1 - inv (a - lead), and lead inv = 1 - (a - lead) inv."""
        if lead not in a or a[lead] != ONE:
            return
        rest = {word: c for word, c in a.items() if word != lead}
        left: Matrix = {UNIT: ONE}
        right: Matrix = {UNIT: ONE}
        for word, c in rest.items():
            left = self.plus(left, {merged(letter + word): c}, -1)
            right = self.plus(right, {merged(word + letter): c}, -1)
        self.rules += [(letter + lead, left), (lead + letter, right)]

    def write_inner(self, a: Matrix) -> Term:
        return Apply("+", tuple(Apply("*", (self.normal.write(c), Symbol("I", "matrix") if word == UNIT else
                                            self.write_word(word))) for word, c in a.items()))
