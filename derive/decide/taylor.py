"""The first coefficients of an elementary function at zero, exact: of exp(x) cos(2 x), sqrt(1 + x), 1/(1 - x)^2.

None where a coefficient is no rational number, where another name stands in the function, or where it has no
expansion at zero in whole powers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

from derive.kernel.term import Apply, Number, Symbol, Term

Row = list[Fraction]                             # coefficients of 1, x, x^2, ...
ONE, ZERO = Fraction(1), Fraction(0)
MOST = 12                                        # the highest power


def _alternating(k: int) -> int:
    return -1 if k // 2 % 2 else 1


SERIES: dict[str, Callable[[int], Fraction]] = {      # of u near zero
    "exp": lambda k: Fraction(1, factorial(k)),
    "sin": lambda k: Fraction(_alternating(k) * (k % 2), factorial(k)),
    "cos": lambda k: Fraction(_alternating(k) * ((k + 1) % 2), factorial(k)),
    "sinh": lambda k: Fraction(k % 2, factorial(k)),
    "cosh": lambda k: Fraction((k + 1) % 2, factorial(k)),
    "atan": lambda k: Fraction(_alternating(k) * (k % 2), k or 1),
}


def taylor(term: Term, x: Symbol, degree: int) -> Row | None:
    """The coefficients up to a power of x; None where they are not found."""
    if degree > MOST:
        return None
    match term:
        case Number(value):
            return [value] + [ZERO] * degree
        case Symbol() if term == x:
            return ([ZERO, ONE] + [ZERO] * degree)[: degree + 1]
        case Apply(head, args):
            rows = [row for arg in args if (row := taylor(arg, x, degree)) is not None]
            return _made(head, rows) if len(rows) == len(args) and rows else None
    return None


def _made(head: str, rows: list[Row]) -> Row | None:
    match head, rows:
        case "+", _:
            return [sum(cells, ZERO) for cells in zip(*rows, strict=True)]
        case "-", [row]:
            return [-cell for cell in row]
        case "*", [first, *rest]:
            for row in rest:
                first = _times(first, row)
            return first
        case "/", [above, below]:
            inverse = _power(below, Fraction(-1))
            return _times(above, inverse) if inverse is not None else None
        case "^", [base, exponent] if not any(exponent[1:]):
            return _power(base, exponent[0])
        case "sqrt", [row]:
            return _power(row, Fraction(1, 2))
        case "log", [row] if row[0] == 1:
            return _logarithm(row)
        case "tan" | "tanh", [row]:
            sine, cosine = ("sin", "cos") if head == "tan" else ("sinh", "cosh")
            parts = _made(sine, [row]), _made(cosine, [row])
            return _made("/", [part for part in parts if part is not None]) if None not in parts else None
    return _composed(SERIES[head], rows[0]) if head in SERIES and len(rows) == 1 and not rows[0][0] else None


def _times(one: Row, other: Row) -> Row:
    return [sum((one[i] * other[k - i] for i in range(k + 1)), ZERO) for k in range(len(one))]


def _composed(coefficient: Callable[[int], Fraction], row: Row) -> Row:
    """The series in u = row, whose constant is zero."""
    total, power = [ZERO] * len(row), [ONE] + [ZERO] * (len(row) - 1)
    for k in range(len(row)):
        total = [a + coefficient(k) * b for a, b in zip(total, power, strict=True)]
        power = _times(power, row)
    return total


def _power(base: Row, exponent: Fraction) -> Row | None:
    """base^exponent; of a constant other than 1 for whole exponents alone."""
    constant = base[0]
    if exponent.denominator == 1 and 0 <= exponent <= MOST:
        found = [ONE] + [ZERO] * (len(base) - 1)
        for _ in range(int(exponent)):
            found = _times(found, base)
        return found
    if not constant or (exponent.denominator != 1 and constant != 1) or abs(exponent) > MOST:
        return None
    scale = constant ** int(exponent) if exponent.denominator == 1 else ONE
    binomial = [ONE]
    for k in range(len(base)):
        binomial.append(binomial[-1] * (exponent - k) / (k + 1))
    rest = _composed(lambda k: binomial[k], [ZERO, *(cell / constant for cell in base[1:])])
    return [scale * cell for cell in rest]


def _logarithm(row: Row) -> Row:
    return _composed(lambda k: Fraction((-1) ** (k + 1), k) if k else ZERO, [ZERO, *row[1:]])


__all__ = ["taylor"]
