"""Sums, products, powers and logarithms of orders of growth, as equations between sets of functions far out.

    O(f) O(g) = O(f g)      Theta(f) K(g) = K(f g)      f / Theta(g) = f Theta(1/g)      K(f)^c = K(f^c), c > 0
    O(Theta(f)) = O(f)      K(f) + K(g) = K(f + g)      sum_i K(f(i)) = K(sum_i f(i)), the constants being the same
    log Theta(f) = log f + O(1)                         log(f + K(g)) = log f + K(g/f) where g/f -> 0

A side is a sum of pieces, each a function or any function of some order, with a sign. Declines (Unclear) where an order
stands in any other place. Source: Graham, Knuth, Patashnik, Concrete Mathematics, 9.3; CLRS, 3.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.elaborate.formulas.order_of_terms import is_positive, tends
from derive.elaborate.language.conventions import ORDERS
from derive.kernel.assembly import ONE, over, plus, times
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, minus, number

MARK = "order_"
WITHIN = {                                       # K(J(f)) = K(f)
    "O": ("O", "Theta", "o"), "Theta": ("Theta",), "Omega": ("Omega", "Theta"), "o": ("o", "O", "Theta"),
    "omega": ("omega", "Omega", "Theta"),
}
TOGETHER = {frozenset(("O", "o")): "o", frozenset(("Omega", "omega")): "omega"}      # K(f) J(g), of two kinds
LEAST = "Theta"                                  # times K it is K
MOST = 40                                        # pieces of a side


class Unclear(Exception):
    """An order stands where no rule tells what it makes of the whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One summand of a side: a function (order ""), or any function of an order."""

    sign: int
    order: str
    term: Term

    def written(self) -> Term:
        body = Apply(MARK + self.order, (self.term,)) if self.order else self.term
        return body if self.sign > 0 else Apply("-", (body,))


def has_order(term: Term) -> bool:
    return any(head.startswith(MARK) for head in heads(term))


def with_orders(term: Term, knows: Callable[[str], bool]) -> Term:
    """The term with its orders of growth as such."""
    match term:
        case Apply("call", (Symbol(name), inner)) | Apply(name, (inner,)) if name in ORDERS and not knows(name):
            return Apply(MARK + name, (with_orders(inner, knows),))
        case Apply(head, args):
            return Apply(head, tuple(with_orders(arg, knows) for arg in args))
        case Bind(head, variable, body, bounds):
            return Bind(head, variable, with_orders(body, knows), bounds)
    return term


def pieces(term: Term, n: Symbol) -> list[Piece]:
    """The summands of a side. Fails with Unclear."""
    found = list(_pieces(term, n, 1))
    if len(found) > MOST:
        raise Unclear("too many summands")
    return found


def together(found: Iterable[Piece]) -> Term:
    """The sum of pieces as a term."""
    return plus([piece.written() for piece in found])


def _pieces(term: Term, n: Symbol, sign: int) -> Iterator[Piece]:
    match term:
        case Apply("+", args):
            for arg in args:
                yield from _pieces(arg, n, sign)
        case Apply("-", (inner,)):
            yield from _pieces(inner, n, -sign)
        case _ if not has_order(term) and not ("call" in heads(term) and isinstance(term, Apply) and term.head == "*"):
            yield Piece(sign, "", term)
        case Apply(head, (inner,)) if head.startswith(MARK):
            yield _within(Piece(sign, head.removeprefix(MARK), inner), n)
        case Apply("*", args):
            yield from (replace(one, sign=sign * one.sign) for one in _multiplied([pieces(arg, n) for arg in args]))
        case Apply("/", (above, below)):
            yield from (replace(one, sign=sign * one.sign) for one in _divided(pieces(above, n), below, n))
        case Apply("^", (base, Number(e))) if e > 0:
            yield _raised(_one(base, n), number(e), sign)
        case Apply("sqrt", (base,)):
            yield _raised(_one(base, n), Apply("/", (ONE, number(2))), sign)
        case Apply("log", (inner, *base)):
            yield from _logarithm(pieces(inner, n), tuple(base), n, sign)
        case Bind("sum", k, body, (low, high)):
            for one in pieces(body, n):
                yield _summed(replace(one, sign=sign * one.sign), k, low, high, n)
        case _:
            raise Unclear("an order inside of another function")


def _one(term: Term, n: Symbol) -> Piece:
    found = pieces(term, n)
    if len(found) != 1 or found[0].sign < 0:
        raise Unclear("a power of a sum of orders")
    return found[0]


def _within(outer: Piece, n: Symbol) -> Piece:
    """O(Theta(f)) is O(f)."""
    if not has_order(outer.term):
        return outer
    inner = _one(outer.term, n)
    if inner.order not in WITHIN[outer.order]:
        raise Unclear("an order of an order")
    return replace(outer, term=inner.term)


def product(left: Piece, right: Piece) -> Piece:
    """What two pieces make; a function times an order is left to the kernel as it stands."""
    sign = left.sign * right.sign
    if not left.order or not right.order:
        order = left.order or right.order
        if not order:
            return Piece(sign, "", times([left.term, right.term]))
        plain, rough = (left, right) if not left.order else (right, left)
        return Piece(sign, order, times([plain.term, rough.term]))
    kinds = frozenset((left.order, right.order))
    rest = kinds - {LEAST}
    order = LEAST if not rest else next(iter(rest)) if len(rest) == 1 else TOGETHER.get(kinds, "")
    if not order:
        raise Unclear("a product of orders")
    return Piece(sign, order, times([left.term, right.term]))


def _multiplied(factors: Sequence[list[Piece]]) -> Iterator[Piece]:
    """The products of one piece of each factor."""
    found = [Piece(1, "", ONE)]
    for factor in factors:
        found = [product(one, other) for one in found for other in factor]
        if len(found) > MOST:
            raise Unclear("too many summands")
    yield from found


def _divided(above: list[Piece], below: Term, n: Symbol) -> Iterator[Piece]:
    if not has_order(below):
        yield from (replace(one, term=over(one.term, below)) for one in above)
        return
    if isinstance(below, Apply) and below.head == "*":
        for factor in below.args:
            above = list(_divided(above, factor, n))
        yield from above
        return
    under = gathered(_firm(pieces(below, n), n), n)
    if under.order != LEAST or under.sign < 0:
        raise Unclear("a quotient by an order that may be small")
    yield from (Piece(one.sign, one.order or LEAST, over(one.term, under.term)) for one in above)


def _firm(found: list[Piece], n: Symbol) -> list[Piece]:
    """Functions above zero as what is of their order, where orders that are no smaller from below stand beside them."""
    if not all(one.sign > 0 and one.order in ("", LEAST) and tends(one.term, n) is not None for one in found):
        return found
    return [replace(one, order=LEAST) for one in found]


def gathered(found: list[Piece], n: Symbol) -> Piece:
    """Orders of one kind as one: K(f) + K(g) = K(f + g)."""
    kinds = {one.order for one in found}
    if len(kinds) != 1 or any(one.sign < 0 for one in found):
        raise Unclear("a sum of several orders")
    if len(found) > 1 and any(tends(one.term, n) is None for one in found):
        raise Unclear("an order of what may be below zero")
    return Piece(1, kinds.pop(), plus([one.term for one in found]))


def _raised(piece: Piece, e: Term, sign: int) -> Piece:
    return Piece(sign, piece.order, Apply("^", (piece.term, e)))


def _logarithm(inside: list[Piece], base: tuple[Term, ...], n: Symbol, sign: int) -> Iterator[Piece]:
    """log Theta(f) = log f + O(1); log(f + K(g)) = log f + K(g/f) where g/f -> 0."""
    if any(not isinstance(one, Number) or one.value <= 1 for one in base):
        raise Unclear("a logarithm to a base that may be below one")
    rough, plain = [one for one in inside if one.order], [one for one in inside if not one.order]
    if not plain:
        whole = gathered(rough, n)
        if whole.order != LEAST:
            raise Unclear("the logarithm of an order that may be small")
        yield Piece(sign, "", Apply("log", (whole.term, *base)))
        yield Piece(sign, "O", ONE)
        return
    if any(one.sign < 0 for one in plain):
        raise Unclear("the logarithm of a difference")
    first = plus([one.term for one in plain])
    if tends(first, n) is None:
        raise Unclear("the logarithm of what may be below zero")
    yield Piece(sign, "", Apply("log", (first, *base)))
    for one in rough:
        ratio = _ratio(one.term, first)
        if tends(ratio, n) != -1 or one.order not in ("O", "o", LEAST):
            raise Unclear("the logarithm of an order")
        yield Piece(sign * one.sign, "O" if len(rough) > 1 and one.order == LEAST else one.order, ratio)


def _ratio(above: Term, below: Term) -> Term:
    """A quotient, without the divisor where it is a factor."""
    if isinstance(above, Apply) and above.head == "*" and below in above.args:
        rest = list(above.args)
        rest.remove(below)
        return times(rest)
    return over(above, below)


def _summed(one: Piece, k: Symbol, low: Term, high: Term, n: Symbol) -> Piece:
    """A sum of functions, or of orders whose constants are the same for all of them."""
    if one.order and k not in free(one.term):
        return replace(one, term=times([plus([minus(high, low), ONE]), one.term]))
    if one.order in ("o", "omega") or (one.order and not is_positive(one.term, {k, n})):
        raise Unclear("a sum of orders that are small far out only")
    return replace(one, term=Bind("sum", k, one.term, (low, high)))


__all__ = ["MARK", "Piece", "Unclear", "gathered", "has_order", "pieces", "product", "together", "with_orders"]
