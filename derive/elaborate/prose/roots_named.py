"""Names that words give to the roots of a polynomial: what they add and multiply to, by Viete's formulas.

    let a and b be the roots of 2x^2 - 5x + 1 = 0       a + b = 5/2, a b = 1/2
    x^3 - 6x^2 + 11x - 6 has roots p, q and r           p + q + r = 6, p q + q r + r p = 11, p q r = 6

Of quadratic and cubic polynomials in one name with numbers as coefficients, all roots of which are named and real;
where they are not real, the names are complex. Nothing is put in force about names of which something was said.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations, pairwise

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Number, Symbol, Term, free, number, substitute
from derive.read.node import Node

_KIND = r"(?:(?:two|three|distinct|real|complex|different|both|all|its)\s+)*"
_WHAT = r"(?:the\s+|a\s+)?(?:(?:quadratic|cubic|polynomial|equation|following)\s+)*"
_NAMES = r"(?P<names>⟦\d+⟧(?:\s*,\s*⟦\d+⟧)*(?:\s*,?\s*and\s+⟦\d+⟧)?)"
TOLD = (
    re.compile(rf"{_NAMES}\s+(?:be|are|denote)\s+(?:the\s+)?{_KIND}(?:roots|zeros|solutions)\s+(?:of|to)\s+{_WHAT}⟦(?P<of>\d+)⟧"),
    re.compile(rf"⟦(?P<of>\d+)⟧\s+has\s+(?:the\s+)?{_KIND}(?:roots|zeros|solutions)\s+{_NAMES}"),
)
DEGREES = (2, 3)


def hear_roots(page: Page, text: Template) -> None:
    """Put in force what the roots that a paragraph names add and multiply to."""
    for match in (found for pattern in TOLD for found in pattern.finditer(text.text)):
        names = _names(text, match["names"])
        node = text.node(int(match["of"]))
        if node is None or len(names) not in DEGREES or any(map(page.context.is_settled, names)):
            continue
        coefficients = _coefficients(page, node, len(names))
        if coefficients is None:
            continue
        if _discriminant(coefficients) < 0:
            for name in names:
                page.context.declare(name, "complex")
        roots = [Symbol(name, page.context.sorts.get(name, "real")) for name in names]
        if any(root.sort not in ("real", "complex") for root in roots):
            continue
        for count in range(1, len(roots) + 1):
            value = coefficients[-1 - count] / coefficients[-1] * (-1) ** count
            page.context.assume(Apply("=", (_symmetric(roots, count), _exactly(value))))


def _names(text: Template, listed: str) -> list[str]:
    """The plain names in a list of formulas; none where one of them is something else."""
    nodes = [text.node(index) for index in gaps_in(listed)]
    items = [item for node in nodes if node is not None
             for item in (node.children if node.kind == "list" else (node,))]
    names = [spelling(item) for item in items]
    return [name for name in names if name] if all(names) and len(set(names)) == len(names) else []


def _coefficients(page: Page, node: Node, degree: int) -> list[Fraction] | None:
    """Those of a polynomial that is set to zero, or stands alone, from the constant on; it is of that degree."""
    chained = node.kind == "chain" and len(node.children) == 3 and node.children[1].text in ("=", "define")
    sides = [page.read(side).term for side in (node.children[::2] if chained else (node,))]
    if chained and sides[1] is not None and free(sides[1]):
        sides = sides[1:]                        # p(x) = x^2 - 5x + 3
    if None in sides or not sides:
        return None
    whole = sides[0] if len(sides) == 1 else Apply("+", (sides[0], Apply("-", (sides[1],))))    # type: ignore[arg-type]
    return _interpolated(whole, degree) if whole is not None and len(free(whole)) == 1 else None


def _interpolated(whole: Term, degree: int) -> list[Fraction] | None:
    """The coefficients by values at 0, 1, 2, ..., more than enough of them to show the degree."""
    (unknown,) = free(whole)
    values = [Valuation({}, {}).of(substitute(whole, {unknown: number(k)})) for k in range(degree + 3)]
    if None in values:
        return None
    differences, row = [], [value for value in values if value is not None]
    while row:
        differences.append(row[0])
        row = [after - before for before, after in pairwise(row)]
    if any(differences[degree + 1:]) or not differences[degree]:
        return None
    total, basis = [Fraction(0)] * (degree + 1), [Fraction(1)]
    for k, difference in enumerate(differences[: degree + 1]):
        total = [have + difference * (basis[i] if i < len(basis) else 0) for i, have in enumerate(total)]
        basis = [(shifted - k * own) / (k + 1) for shifted, own in zip([Fraction(0), *basis], [*basis, Fraction(0)],
                                                                      strict=True)]      # (x - k) / (k + 1)
    return total


def _discriminant(coefficients: list[Fraction]) -> Fraction:
    """Below zero where some of the roots are not real."""
    if len(coefficients) == 3:
        c, b, a = coefficients
        return b * b - 4 * a * c
    d, c, b, a = coefficients
    return 18 * a * b * c * d - 4 * b**3 * d + b * b * c * c - 4 * a * c**3 - 27 * a * a * d * d


def _symmetric(roots: list[Symbol], count: int) -> Term:
    """The sum of all products of so many of the roots."""
    products: list[Term] = [chosen[0] if count == 1 else Apply("*", chosen) for chosen in combinations(roots, count)]
    return products[0] if len(products) == 1 else Apply("+", tuple(products))


def _exactly(value: Fraction) -> Term:
    return Number(value) if value >= 0 else Apply("-", (Number(-value),))


__all__ = ["hear_roots"]
