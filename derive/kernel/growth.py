"""Orders of growth: which functions of n grow like which, told by the limits of quotients as n -> oo.

    grows(n, f + s u + ..., h + K(g))      u of an order of its own, s a sign, K one of O, o, Theta, Omega, omega

says that whatever functions of their orders the left side holds, what is left of it without h is of the order K(g).
The orders are those of functions that are above zero far out: u is Theta(g) where c g <= u <= C g from some n on,
0 < c; for O and o, |u| <= C g. All other names are fixed.

    u <= C g for every part                                          left is O(g)
    u / g -> 0 for every part                                        left is o(g)
    one part >= c g, what may be negative is o(g)                    left is Omega(g), with O(g) Theta(g)
    one part / g -> oo, what may be negative is O(g)                 left is omega(g)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.kernel.assembly import BOUNDED, ONE, over, plus, times
from derive.kernel.limits import INFINITE, NoLimit, one_sided
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.signs import ZERO, is_negative, is_positive
from derive.kernel.term import Apply, Number, Symbol, Term, free, substitute, subterms

ORDERS = ("order_O", "order_o", "order_Theta", "order_Omega", "order_omega")
ABOVE = frozenset(("", "order_O", "order_o", "order_Theta"))         # kept from above by their own measure
BELOW = frozenset(("order_Theta", "order_Omega", "order_omega"))     # kept from below, and above zero
SMALL, LIKE, LARGE = 0, 1, 2                     # u / g -> 0, -> a number, -> infinity
Identical = Callable[[tuple[Apply, ...], Term, Term], bool]
Share = tuple[int, int]                          # how large, and the sign


@dataclass(frozen=True, slots=True)
class Part:
    """One summand: a function itself (order ""), or any of an order."""

    order: str
    sign: int
    measure: Term


def check_growth(goal: Term, known: frozenset[Apply], identical: Identical) -> str:
    """Accept a statement about orders of growth. Fails with NoLimit where the rules above do not show it."""
    match goal:
        case Apply("grows", (Symbol() as n, left, right)):
            here = Scale(n, frozenset(fact for fact in known if n not in free(fact)), identical)
        case _:
            raise NoLimit("no statement about growth")
    parts, wanted = here.parts(left), here.parts(right)
    orders = [part for part in wanted if part.order]
    if len(orders) != 1 or orders[0].sign < 0:
        raise NoLimit("not one order on the right")
    plain = [part for part in parts if not part.order] + [
        Part("", -part.sign, part.measure) for part in wanted if not part.order]
    single = [Part("", 1, part.measure if part.sign > 0 else Apply("-", (part.measure,))) for part in plain]
    together = [Part("", 1, plus([part.measure for part in single]))]
    if not plain or here.equal(together[0].measure, ZERO):
        single = together = []
    others = [part for part in parts if part.order]
    if not any(_shown(orders[0], others + rest, here) for rest in (together, single)):
        raise NoLimit("not shown to be of this order")
    return "kernel"


def _shown(order: Part, parts: list[Part], here: Scale) -> bool:
    try:
        return _belongs(order, parts, here)
    except NoLimit:
        return False


class Scale:
    """Comparisons of functions of n, far out."""

    def __init__(self, n: Symbol, known: frozenset[Apply], identical: Identical) -> None:
        self.n, self.known, self.identical = n, known, identical
        self.given = (Apply(">", (n, ZERO)), *sorted(known, key=repr))

    def equal(self, a: Term, b: Term) -> bool:
        return self.identical(self.given, a, b)

    def quotient(self, u: Term, g: Term) -> Term:
        """u / g, in its normal form where it has one."""
        written = _natural(over(u, g))
        try:
            here = Setting(self.given, (written,))
            return here.normal.write(here.of(written))
        except Beyond:
            return written

    def share(self, u: Term, g: Term) -> Share:
        """How u compares with g. Fails with NoLimit where the limit of u / g is not found."""
        value = self.limit(self.quotient(u, g))
        if value in INFINITE:
            return LARGE, 1 if value == INFINITE[0] else -1
        if value == BOUNDED:
            raise NoLimit("it oscillates")
        if value == ZERO or self.equal(value, ZERO):
            return SMALL, 0
        if sign := is_positive(value, self.known) - is_negative(value, self.known):
            return LIKE, sign
        raise NoLimit("the sign of a limit")

    def limit(self, quotient: Term) -> Term:
        """Its limit, found for n or for log n."""
        try:
            return one_sided(quotient, self.n, INFINITE[0], 1, self.known, self.equal)
        except NoLimit:
            moved = substitute(quotient, {self.n: Apply("exp", (self.n,))})
            return one_sided(_joined(self.quotient(moved, ONE)), self.n, INFINITE[0], 1, self.known, self.equal)

    def sign(self, g: Term) -> int:
        """The sign of g from some n on."""
        size, sign = self.share(g, ONE)
        return sign if size != SMALL else self.share(ONE, g)[1]

    def parts(self, side: Term, sign: int = 1) -> list[Part]:
        """The summands of a side; an order times or over functions of one sign is an order of the product."""
        match side:
            case Apply("+", args):
                return [part for arg in args for part in self.parts(arg, sign)]
            case Apply("-", (inner,)):
                return self.parts(inner, -sign)
            case Apply(head, (g,)) if head in ORDERS:
                return [self.whole(head, sign, g)]
            case Apply("*", args) if _has_order(side):
                (within,) = [self.parts(arg) for arg in args if _has_order(arg)][:1]
                others = [arg for arg in args if not _has_order(arg)]
                if len(within) != 1 or len(others) != len(args) - 1:
                    raise NoLimit("a product of orders")
                turned = self.sign(times(others))
                factor = times(others) if turned > 0 else Apply("-", (times(others),))
                return [self.whole(within[0].order, sign * within[0].sign * turned, times([factor, within[0].measure]))]
            case Apply("/", (Apply("order_Theta", (u,)), Apply("order_Theta", (v,)))):
                return [self.whole("order_Theta", sign, over(u, self.whole("order_Theta", 1, v).measure))]
        if _has_order(side):
            raise NoLimit("an order inside of another function")
        return [Part("", sign, side)]

    def whole(self, order: str, sign: int, measure: Term) -> Part:
        """A part of an order whose measure is above zero far out."""
        if _has_order(measure) or sign == 0 or self.sign(measure) <= 0:
            raise NoLimit("an order of what is not above zero")
        return Part(order, sign, measure)


def _belongs(order: Part, parts: list[Part], here: Scale) -> bool:
    """The rules at the head of this file."""
    shares = [here.share(part.measure, order.measure) for part in parts]
    pairs = list(zip(parts, shares, strict=True))
    bounded = all(part.order in ABOVE and size != LARGE for part, (size, _) in pairs)
    match order.order:
        case "order_O":
            return bounded
        case "order_o":
            return bounded and all(_is_small(part, size) for part, (size, _) in pairs)
        case "order_omega":
            lifted = any(_is_above(part, sign) and (size == LARGE or (size == LIKE and part.order == "order_omega"))
                         for part, (size, sign) in pairs)
            return lifted and all(_is_above(part, sign) or (part.order in ABOVE and size != LARGE)
                                  for part, (size, sign) in pairs)
    lifted = any(_is_above(part, sign) and size != SMALL for part, (size, sign) in pairs)
    harmless = all(_is_above(part, sign) or _is_small(part, size) for part, (size, sign) in pairs)
    return lifted and harmless and (bounded or order.order == "order_Omega")


def _is_above(part: Part, sign: int) -> bool:
    """Above zero far out: of an order that is, or a function with a quotient above zero."""
    return part.sign > 0 and sign > 0 if not part.order else part.sign > 0 and part.order in BELOW


def _is_small(part: Part, size: int) -> bool:
    """Of the order o(g)."""
    return part.order in ABOVE and (size == SMALL or (part.order == "order_o" and size == LIKE))


def _has_order(term: Term) -> bool:
    return any(isinstance(part, Apply) and part.head in ORDERS for part in subterms(term))


def _natural(term: Term) -> Term:
    """Logarithms to a base other than 1 as quotients of natural ones."""
    match term:
        case Apply("log", (u, Number(base))) if base > 0 and base != 1:
            return over(Apply("log", (_natural(u),)), Apply("log", (Number(base),)))
        case Apply(head, args):
            return Apply(head, tuple(map(_natural, args)))
    return term


def _joined(term: Term) -> Term:
    """A product with its exponentials as one."""
    if not isinstance(term, Apply) or term.head != "*":
        return term
    exponents = [arg.args[0] for arg in term.args if isinstance(arg, Apply) and arg.head == "exp"]
    others = [arg for arg in term.args if not (isinstance(arg, Apply) and arg.head == "exp")]
    return times([*others, Apply("exp", (plus(exponents),))]) if exponents else term
