"""Orders near zero: 1 + x + x^2/2 + O(x^3) says what is left out of an expansion, and not what grows far out.

    x > 0 small  ->  x = 1/n, x = -1/n, n far out: both are asked for
"""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.formulas.order_arithmetic import MARK, Piece, Unclear, pieces
from derive.kernel.assembly import ONE, over
from derive.kernel.term import Apply, Number, Symbol, Term, free, number, substitute


def expands(side: Term, x: Symbol) -> bool:
    """Whether a side is an expansion at zero: no written power is above the order, and one is below it."""
    try:
        found = pieces(side, x)
    except Unclear:
        return False
    orders = [power for one in found if one.order in ("O", "o") and (power := _power(one, x)) is not None]
    written = [power for one in found if not one.order and (power := _power(one, x)) is not None]
    return bool(orders and written) and min(orders) > 0 and max(written) <= min(orders) and min(written) < min(orders)


def _power(one: Piece, x: Symbol) -> Fraction | None:
    """The exponent of c x^e, c free of x."""
    return exponent(one.term, x)


def exponent(term: Term, x: Symbol) -> Fraction | None:
    if x not in free(term):
        return Fraction(0)
    match term:
        case Symbol():
            return Fraction(1)
        case Apply("^", (base, Number(e))) if base == x:
            return e
        case Apply("/", (above, below)) if x not in free(below):
            return exponent(above, x)
        case Apply("-", (inner,)):
            return exponent(inner, x)
        case Apply("*", args):
            found = [exponent(arg, x) for arg in args]
            return None if None in found else sum((e for e in found if e is not None), Fraction(0))
    return None


def near_zero(side: Term, x: Symbol, sign: int) -> Term:
    """A side at 1/x or -1/x, with the sizes that stand under an order at 1/x."""
    match side:
        case Apply(head, (inner,)) if head.startswith(MARK):
            return Apply(head, (substitute(inner, {x: over(ONE, x)}),))
        case Apply("+" | "-" as head, args):
            return Apply(head, tuple(near_zero(arg, x, sign) for arg in args))
    return substitute(side, {x: over(number(sign), x)})
