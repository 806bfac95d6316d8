"""Expansions at zero that differ below the order of what they leave out.

    (2 x)^2 / 2 + O(x^4) = x^2 + O(x^4)                             2 x^2 and x^2
    cos(x) = 1 - x^2/2 + x^4/12 - ...                               x^4/24 and x^4/12
    (f(x + h) - f(x - h)) / (2 h) = f'(x) + h^2/3 f'''(x) + O(h^4)  of f(t) = t^3: h^2 and 2 h^2

The sides are compared power by power below the least order; of a function that the page leaves open, t, t^2, ... t^5
are tried. Says nothing where a name stands on one side alone, where a side is no sum of powers, and where none reads
as an expansion: far out, O(x^4) is more than x^2.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.decide.taylor import taylor
from derive.decide.unequal_terms import Unequal
from derive.elaborate.formulas.expansions import expands, exponent
from derive.elaborate.formulas.order_arithmetic import Unclear, pieces, together, with_orders
from derive.elaborate.step import Step
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, subterms

Coefficients = dict[Fraction, Fraction]          # by the power of what goes to zero
TRIED = (1, 2, 3, 4, 5)                          # f(t) = t^k
PLACE = Fraction(2)                              # the other names
OPEN = frozenset({"unknown", "function"})


def unequal_expansion(step: Step) -> Unequal | None:
    """The lowest power that the sides of a step hold with different coefficients, though no order takes it."""
    left, right = (side.term if side is not None else None for side in (step.lhs, step.rhs))
    if step.relation != "=" or left is None or right is None:
        return None
    if (going_on := _of_a_row(step, left, right)) is not None:
        return going_on
    known = step.signature.definitions
    sides = [with_orders(side, lambda name: name in known) for side in (left, right)]
    measures = [part.args[0] for side in sides for part in subterms(side)
                if isinstance(part, Apply) and part.head.startswith("order_")]
    names = frozenset().union(*map(free, measures)) if measures else frozenset()
    if len(names) != 1 or any(name.sort != "real" or name.name in known for name in names):
        return None
    (x,) = names
    try:
        written = [pieces(side, x) for side in sides]
    except Unclear:
        return None
    orders = [exponent(one.term, x) if one.order in ("O", "o") else None
              for side in written for one in side if one.order]
    if None in orders or not any(expands(side, x) for side in sides):
        return None
    least = min(order for order in orders if order is not None)
    plain = [together(one for one in side if not one.order) for side in written]
    if free(plain[0]) - {x} != free(plain[1]) - {x}:
        return None                              # f(r) = f(s) + h f'(s) + O(h^2): r may be s + h
    hypotheses = step.obligation.hypotheses if step.obligation is not None else ()
    tied = frozenset(name for h in hypotheses if isinstance(h, Apply) and h.head == "=" for name in free(h))
    return next(_differences(plain, x, least, tied, frozenset(known)), None)


def _of_a_row(step: Step, left: Term, right: Term) -> Unequal | None:
    """f(x) = a + b x + c x^2 + ..., where f has another coefficient: no row that goes on is told by its first term."""
    head = ""
    left_out: Term | None = None
    match with_orders(right, lambda name: name in step.signature.definitions):
        case Apply("dotted sum", (*terms, (Apply("dots") | Apply("-", (Apply("dots"),))))) if len(terms) > 1:
            pass
        case Apply("+", (*terms, Apply("order_O" | "order_o" as head, (left_out,)))):
            pass
        case _:
            return None
    names = free(left)
    if len(names) != 1 or free(Apply("tuple", tuple(terms))) != names:
        return None
    (x,) = names
    if x.sort != "real" or x.name in step.signature.definitions or (not head and x.name in step.signature.values):
        return None                              # O(x^6) is said of every x that is small, whatever x was before
    powers = [exponent(term, x) for term in terms]
    degrees = [int(e) for e in powers if e is not None and e.denominator == 1 and e >= 0]
    if len(degrees) < len(terms) or degrees != sorted(set(degrees)) or len(terms) < 2:
        return None
    if left_out is not None and ((order := exponent(left_out, x)) is None or order < degrees[-1] + (head == "order_O")):
        return None
    here = taylor(left, x, degrees[-1])
    there = taylor(Apply("+", tuple(terms)), x, degrees[-1])
    if here is None or there is None:
        return None
    return next((Unequal(f"{x.name}^{k}", a, b) for k, (a, b) in enumerate(zip(here, there, strict=True)) if a != b),
                None)


def _differences(
    plain: list[Term], x: Symbol, least: Fraction, tied: frozenset[Symbol], known: frozenset[str]
) -> Iterator[Unequal]:
    functions = {part.args[0] for side in plain for part in subterms(side)
                 if isinstance(part, Apply) and part.head == "call"}
    if len(functions) > 1 or any(not isinstance(f, Symbol) or f.sort not in OPEN or f.name in known for f in functions):
        return
    for power in TRIED if functions else TRIED[:1]:
        here, there = (_coefficients(_of_power(side, power), x, tied) for side in plain)
        if here is None or there is None:
            return
        for e in sorted({e for e in here | there if e < least and here.get(e, 0) != there.get(e, 0)})[:1]:
            yield Unequal(f"{x.name}^{e}", here.get(e, Fraction(0)), there.get(e, Fraction(0)))


def _of_power(term: Term, power: int) -> Term:
    """The term with t^power for its one open function."""
    match term:
        case Apply("call", (_, inner)):
            return Apply("^", (_of_power(inner, power), Number(Fraction(power))))
        case Apply(head, args):
            return Apply(head, tuple(_of_power(arg, power) for arg in args))
        case Bind(head, variable, body, bounds):
            return Bind(head, variable, _of_power(body, power), tuple(_of_power(bound, power) for bound in bounds))
    return term


def _coefficients(side: Term, x: Symbol, tied: frozenset[Symbol]) -> Coefficients | None:
    """The powers of x in a side, with other names at a place of their own; None where it is no sum of powers."""
    found: Coefficients = {}
    try:
        monomials = Setting((), (side,)).of(side).items()
    except (Beyond, RecursionError):
        return None
    for monomial, coefficient in monomials:
        value, power = Fraction(coefficient), Fraction(0)
        for atom, e in monomial:
            if atom.kind != "symbol" or atom.term in tied or Fraction(e).denominator != 1:
                return None
            if atom.term == x:
                power += Fraction(e)
            else:
                value *= PLACE ** int(e)
        found[power] = found.get(power, Fraction(0)) + value
    return found


__all__ = ["unequal_expansion"]
