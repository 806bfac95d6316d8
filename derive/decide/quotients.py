"""Terms as quotients of polynomials over atoms, for searching; the kernel checks what is found.

An atom is a symbol or an application that is not arithmetic. Squares of roots and of absolute values
are known: sqrt(u)^2 = u, |u|^2 = u^2.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import comb
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly_ctx

from derive.decide.exponentials import factored
from derive.kernel.polynomial import Beyond
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Number, Symbol, Term, number

DEGREE = 40                                      # largest exponent that is multiplied out
TERMS = 3_000                                    # of a polynomial
SIZE = 400                                       # rows or columns of a linear system, counted before they are built

Quotient = tuple[Any, Any]                       # numerator, denominator: fmpq_mpoly


class TooLarge(Exception):
    """The polynomial would be larger than is worth it."""


def whole(exponent: Term) -> int | None:
    """The value of a whole exponent as written."""
    value = rational(exponent)
    return int(value) if value is not None and value.denominator == 1 else None


class Ring:
    """The polynomials over the atoms of some terms, the preferred symbols first."""

    def __init__(self, terms: Iterable[Term], first: Iterable[Symbol] = (), roots: bool = True) -> None:
        self.atoms: list[Term] = list(first)
        for term in terms:
            self._collect(term)
        names = [f"a{index}" for index in range(max(1, len(self.atoms)))]
        self.context = fmpq_mpoly_ctx.get(names, "lex")
        self.generators = dict(zip(self.atoms, self.context.gens(), strict=False))
        self.one = self.context.constant(1)
        self.zero = self.context.constant(0)
        self.free_roots: set[Term] = set()
        self.squares: dict[Term, Any] = dict.fromkeys(self.atoms)
        if roots:
            self._express_by_roots()
        self.squares |= {atom: self._square(atom) for atom in self.atoms}

    def _collect(self, term: Term) -> None:
        match term:
            case Number():
                return
            case Apply("+" | "*" | "-" | "/", args):
                for arg in args:
                    self._collect(arg)
            case Apply("^", (base, exponent)) if whole(exponent) is not None:
                self._collect(base)
            case Apply("exp" | "^") if (factors := factored(term)) != [(term, 1)]:
                for factor, _ in factors:
                    self._collect(factor)
            case _:
                if term not in self.atoms:
                    self.atoms.append(term)
                    if isinstance(term, Apply) and term.head in ("sqrt", "abs"):
                        self._collect(term.args[0])

    def _express_by_roots(self) -> None:
        """Where sqrt(a x + b) is an atom, x is (sqrt(a x + b)^2 - b) / a: the root alone carries its sign."""
        for atom in self.atoms:
            if not isinstance(atom, Apply) or atom.head != "sqrt":
                continue
            above, below = self.quotient(atom.args[0])
            degrees = above.degrees()
            used = [index for index, degree in enumerate(degrees) if degree]
            if not below.is_constant() or len(used) != 1 or degrees[used[0]] != 1:
                continue
            symbol = self.atoms[used[0]]
            generator = self.context.gens()[used[0]]
            if not isinstance(symbol, Symbol) or self.generators[symbol] != generator:
                continue
            rest = above.subs({self.context.names()[used[0]]: 0})
            slope = (above - rest) / generator
            root = self.generators[atom]
            self.generators[symbol] = (root * root * below - rest) / slope
            self.free_roots.add(atom)

    def _square(self, atom: Term) -> Any:
        """What the square of a root, an absolute value or i is; None for other atoms, or for a quotient."""
        if atom == Apply("i"):
            return -self.one
        if not isinstance(atom, Apply) or atom.head not in ("sqrt", "abs") or atom in self.free_roots:
            return None
        above, below = self.quotient(atom.args[0])
        if not below.is_constant():
            return None
        inner = above / below
        return inner if atom.head == "sqrt" else inner * inner

    def quotient(self, term: Term) -> Quotient:
        """Numerator and denominator. Fails with TooLarge, or ZeroDivisionError for a division by zero."""
        match term:
            case Number(value):
                return self.context.constant(fmpq(value.numerator, value.denominator)), self.one
            case Apply("+", args):
                total = (self.zero, self.one)
                for arg in args:
                    total = self._add(total, self.quotient(arg))
                return total
            case Apply("*", args):
                above, below = self.one, self.one
                for arg in args:
                    numerator, denominator = self.quotient(arg)
                    above, below = self._sized(above * numerator), self._sized(below * denominator)
                return above, below
            case Apply("-", (arg,)):
                above, below = self.quotient(arg)
                return -above, below
            case Apply("/", (over, under)):
                return self._divide(self.quotient(over), self.quotient(under))
            case Apply("^", (base, written)) if (exponent := whole(written)) is not None:
                return self._power(self.quotient(base), exponent)
            case Apply("exp" | "^") if (factors := factored(term)) != [(term, 1)]:
                above, below = self.one, self.one
                for factor, count in factors:
                    numerator, denominator = self._power(self.quotient(factor), count)
                    above, below = self._sized(above * numerator), self._sized(below * denominator)
                return above, below
        if term not in self.generators:
            raise Beyond("a part that the claim does not speak of")
        return self.generators[term], self.one

    def _add(self, left: Quotient, right: Quotient) -> Quotient:
        if left[1] == right[1]:
            return left[0] + right[0], left[1]
        return self._sized(left[0] * right[1] + right[0] * left[1]), self._sized(left[1] * right[1])

    def _divide(self, left: Quotient, right: Quotient) -> Quotient:
        if right[0].is_zero():
            raise ZeroDivisionError
        return self._sized(left[0] * right[1]), self._sized(left[1] * right[0])

    def _power(self, base: Quotient, exponent: int) -> Quotient:
        if abs(exponent) > DEGREE:
            raise TooLarge
        if exponent < 0:
            return self._power(self._divide((self.one, self.one), base), -exponent)
        return self._sized(base[0] ** exponent), self._sized(base[1] ** exponent)

    def _sized(self, polynomial: Any) -> Any:
        if len(polynomial) > TERMS or polynomial.total_degree() > 4 * DEGREE:
            raise TooLarge
        return polynomial

    def lowest(self, quotient: Quotient) -> Quotient:
        """Reduced by the squares that are known, and by the common factor."""
        above, below = self.reduce(quotient[0]), self.reduce(quotient[1])
        common = above.gcd(below)
        return (above, below) if common.is_constant() else (above / common, below / common)

    def reduce(self, polynomial: Any) -> Any:
        """Squares of roots and of absolute values replaced."""
        for index, atom in enumerate(self.atoms):
            square = self.squares[atom]
            if square is None or polynomial.is_zero() or polynomial.degrees()[index] < 2:
                continue
            total = self.zero
            for exponents, coefficient in polynomial.to_dict().items():
                count = int(exponents[index])
                rest = tuple(count % 2 if place == index else int(e) for place, e in enumerate(exponents))
                total += self.context.from_dict({rest: coefficient}) * square ** (count // 2)
            polynomial = self._sized(total)
        return polynomial

    def term(self, polynomial: Any) -> Term:
        """The polynomial as a term, in the order of its monomials."""
        parts: list[Term] = []
        for exponents, coefficient in polynomial.to_dict().items():
            factors: list[Term] = [
                atom if count == 1 else Apply("^", (atom, number(int(count))))
                for atom, count in zip(self.atoms, exponents, strict=False)
                if count
            ]
            value = Fraction(int(coefficient.p), int(coefficient.q))
            if value != 1 or not factors:
                factors.insert(0, Number(value))
            parts.append(factors[0] if len(factors) == 1 else Apply("*", tuple(factors)))
        return number(0) if not parts else parts[0] if len(parts) == 1 else Apply("+", tuple(parts))

    def sum_of_squares(self, polynomial: Any) -> Term | None:
        """A quadratic polynomial as a sum of squares with positive factors, by completing squares; none if it is none.

        a x^2 + b x + c  =  a (x + b / 2a)^2 + (c - b^2 / 4a),   a > 0
        """
        parts: list[Term] = []
        for index in range(len(self.atoms)):
            degree = 0 if polynomial.is_zero() else polynomial.degrees()[index]
            if degree == 0:
                continue
            variable, name = self.context.gens()[index], self.context.names()[index]
            rest = polynomial.subs({name: 0})
            linear = polynomial.derivative(index).subs({name: 0})
            lead = polynomial - rest - linear * variable
            square = lead.to_dict()
            factor = next(iter(square.values()), fmpq(0))
            if degree != 2 or len(square) != 1 or factor <= 0 or lead != factor * variable**2:
                return None
            inner = variable + linear / self.context.constant(2 * factor)
            power = Apply("^", (self.term(inner), number(2)))
            parts.append(Apply("*", (self.term(self.context.constant(factor)), power)))
            polynomial = polynomial - factor * inner**2
        if not polynomial.is_constant():
            return None
        constant = self.term(polynomial)
        if not isinstance(constant, Number) or constant.value < 0:
            return None
        return Apply("+", (*parts, constant)) if parts else constant

    def combination(self, target: Any, generators: list[Any], degree: int) -> list[Any] | None:
        """Polynomials c_i of at most that degree with target = sum of c_i * generators_i, by linear algebra."""
        if len(generators) * comb(len(self.generators) + degree, degree) > SIZE:
            return None
        monomials = self._monomials(degree)
        columns = [self.reduce(generator * monomial) for generator in generators for monomial in monomials]
        *parts, wanted = (polynomial.to_dict() for polynomial in (*columns, self.reduce(target)))
        rows: dict[tuple[int, ...], int] = {exponents: row for row, exponents in enumerate(wanted)}
        for part in parts:
            for exponents in part:
                rows.setdefault(exponents, len(rows))
        if not columns or len(rows) > SIZE or not set().union(*parts) >= wanted.keys():
            return None
        width = len(columns) + 1
        entries = [fmpq(0)] * ((len(rows) or 1) * width)
        for column, part in enumerate((*parts, wanted)):
            for exponents, coefficient in part.items():
                entries[rows[exponents] * width + column] = coefficient
        matrix = fmpq_mat(len(rows) or 1, width, entries)
        solution = _solve(matrix)
        if solution is None:
            return None
        size = len(monomials)
        blocks = [solution[start : start + size] for start in range(0, len(solution), size)]
        return [sum((c * m for c, m in zip(block, monomials, strict=True)), self.zero) for block in blocks]

    def _monomials(self, degree: int) -> list[Any]:
        found = {self.one.repr(): self.one}
        for _ in range(degree):
            for monomial in list(found.values()):
                for generator in self.generators.values():
                    grown = monomial * generator
                    found.setdefault(grown.repr(), grown)
        return list(found.values())


def _solve(matrix: Any) -> list[Any] | None:
    """A solution of the linear system whose last column is the right side, free unknowns at zero."""
    reduced, rank = matrix.rref()
    width = matrix.ncols() - 1
    solution = [fmpq(0)] * width
    for row in reduced.table()[:rank]:
        pivot = next(column for column, entry in enumerate(row) if entry != 0)
        if pivot == width:
            return None
        solution[pivot] = row[width]
    return solution


