"""Divisors: what must not vanish for a quotient to have a value, of real numbers and of complex ones.

    a b != 0: a != 0 and b != 0        a^n != 0, n > 0: a != 0        a + i b != 0, a and b real: a^2 + b^2 != 0
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.kernel.plane import is_planar
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Number, Symbol, Term, number

ZERO = number(0)
ENTIRE = frozenset(("+", "*", "-", "exp", "sin", "cos", "sinh", "cosh", "tuple"))


def needs(part: Term) -> list[Apply] | None:
    """What a part needs that may be complex: of an entire function nothing, of a divisor that it is not zero.

    None for what has cuts, and for a divisor whose real and imaginary parts do not show: signs are of real numbers.
    """
    match part:
        case Symbol() | Apply("i", ()):
            return []
        case Apply("/", (_, below)):
            return _not_zero(below)
        case Apply("^", (Apply("e"), _)):
            return []
        case Apply("^", (base, Number(e))) if e.denominator == 1:
            return _not_zero(base) if e < 0 else []
        case Apply(head, _) if head in ENTIRE:
            return []
    return None


def _not_zero(below: Term) -> list[Apply] | None:
    """u != 0 as |u|^2 != 0, for factors a + i b with real a and b; of a name as it is"""
    found: list[Apply] = []
    for factor in factors(below):
        if isinstance(factor, Apply) and (
                factor.head in ("i", "exp") or (factor.head == "^" and factor.args[0] == Apply("e"))):
            continue                             # nowhere zero
        if isinstance(factor, Symbol) or not is_planar(factor):
            found.append(Apply("!=", (factor, ZERO)))
            continue
        terms = factor.args if isinstance(factor, Apply) and factor.head == "+" else (factor,)
        sides: tuple[list[Term], list[Term]] = [], []
        for term in terms:
            up, rest = _without_i(term)
            if is_planar(rest):
                return None
            sides[up].append(rest)
        squares = tuple(Apply("^", (Apply("+", tuple(side)), number(2))) for side in sides if side)
        found.append(Apply("!=", (Apply("+", squares) if len(squares) > 1 else squares[0], ZERO)))
    return found


def _without_i(term: Term) -> tuple[bool, Term]:
    """Whether i is a factor of a term, and what is left without it."""
    match term:
        case Apply("i", ()):
            return True, number(1)
        case Apply("-", (inner,)):
            up, rest = _without_i(inner)
            return up, Apply("-", (rest,))
        case Apply("*", args) if Apply("i") in args:
            at = args.index(Apply("i"))
            return True, Apply("*", (*args[:at], *args[at + 1:], number(1)))
    return False, term


def factors(term: Term) -> Iterator[Term]:
    """What must not vanish for a product not to: each factor, each base of a positive whole power."""
    pending = [term]
    while pending:
        part = pending.pop()
        match part:
            case Apply("*", args) if args:
                pending.extend(reversed(args))
            case Apply("-", (inner,)):
                pending.append(inner)
            case Apply("^", (base, written)) if (e := rational(written)) is not None and e.denominator == 1 and e > 0:
                pending.append(base)
            case Number(value) if value:
                pass
            case _:
                yield part
