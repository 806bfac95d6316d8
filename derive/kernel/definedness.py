"""Where terms are defined: what their strict parts need, and which terms need nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, number, substitute

if TYPE_CHECKING:
    from derive.kernel.setting import Setting

REMEMBERED = 2000                                 # conditions of terms
TOTAL = frozenset((
    "+", "*", "-", "exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "abs", "sign", "floor", "ceil", "max", "min",
    "pi", "e", "delta", "and", "or", "not", "true", "false", *RELATIONS,
))


@lru_cache(maxsize=REMEMBERED)
def conditions(term: Term) -> tuple[tuple[Term, str], ...]:
    """(u, R) such that u R 0 where the term is defined, from its strict parts outside binders.

        a / b  b != 0     log u  u > 0     sqrt u  u >= 0     u^-n  u != 0     u^q  u >= 0
    """
    return tuple(_conditions(term))


def _conditions(term: Term) -> Iterator[tuple[Term, str]]:
    pending = [term]
    while pending:
        part = pending.pop()
        if isinstance(part, Number | Symbol):
            continue
        match part:
            case Apply(head, args) if head in TOTAL:
                pass
            case Apply("/", (_, below)):
                yield below, "!="
            case Apply("log", args):
                yield from ((u, ">") for u in args)
            case Apply("sqrt", (u,)):
                yield u, ">="
            case Apply("root", (u, Number(n))) if n.denominator == 1 and n % 2 == 0:
                yield u, ">="
            case Apply("^", (u, Number(e))) if e.denominator % 2 == 0:     # u^(1/3) may be meant for u < 0
                yield u, ">" if e < 0 else ">="
            case Apply("^", (u, Number(e))) if e < 0:
                yield u, "!="
            case Apply("factorial", (u,)) if whole(u):
                yield u, ">="
            case Apply("atan2", (y, x)):
                yield Apply("+", (Apply("*", (x, x)), Apply("*", (y, y)))), "!="
            case Apply("asin" | "acos" | "atanh", (u,)):
                yield Apply("+", (Number(Fraction(1)), u)), ">="
                yield Apply("+", (Number(Fraction(1)), Apply("-", (u,)))), ">="
        match part:
            case Apply("piecewise", (first, *_)):
                pending.append(first)
            case Apply(head, args) if head not in ("and", "or", "implies", "iff", "not"):
                pending.extend(reversed(args))
            case Bind("sum", _, _, bounds):
                yield part, "inside"
                pending.extend(reversed(bounds))
            case Bind("derivative", v, body, (at,)):
                pending += [at, substitute(body, {v: at})]
            case Bind("derivative", v, body, (at, *_)) if isinstance(at, Symbol):
                pending.append(substitute(body, {v: at}))
            case Bind(_, _, _, bounds):
                pending.extend(reversed(bounds))


def whole(term: Term) -> bool:
    """Whole by its shape: whole names and numbers under +, - and *."""
    match term:
        case Number(value):
            return value.denominator == 1
        case Symbol(_, sort):
            return sort == "integer"
        case Apply("+" | "-" | "*", args):
            return all(map(whole, args))
    return False


def is_other_number(term: Term) -> bool:
    """A number other than zero."""
    return isinstance(term, Number) and term.value != 0


def denotes(
    term: Term, known: Set[Term] = frozenset(), nonzero: Callable[[Term], bool] = is_other_number,
    total: Set[str] = TOTAL,
) -> bool:
    """Certainly defined at all values of its names, given that the terms `known` are.

    `nonzero` tells what is never zero, `total` the heads that are defined wherever their arguments are.
    """
    if term in known:
        return True
    match term:
        case Number() | Symbol():
            return True
        case Apply("/", (above, below)):
            return all(denotes(part, known, nonzero, total) for part in (above, below)) and nonzero(below)
        case Apply("^", (base, Number(e))) if e.denominator == 1 and e >= 0:
            return denotes(base, known, nonzero, total)
        case Apply("fibonacci", (n,)):
            return whole(n)
        case Apply(head, args) if head in total:
            return all(denotes(arg, known, nonzero, total) for arg in args)
        case Bind("sum", k, body, bounds) if all(map(whole, bounds)):
            outside = {part for part in known if k not in free(part)}
            return denotes(body, outside, lambda part: k not in free(part) and nonzero(part), total)
    return False


def strict(term: Term) -> Iterator[Term]:
    """The parts that are defined wherever the term is: not inside binders, nor in branches not taken."""
    pending = [term]
    while pending:
        part = pending.pop()
        yield part
        match part:
            case Apply("piecewise", (first, *_)):
                pending.append(first)
            case Apply(head, args) if head not in ("or", "implies", "iff"):
                pending.extend(args)
            case Bind(_, _, _, bounds):
                pending.extend(bounds)


def _of_base(part: Term, head: str, m: Symbol, here: Setting, sign: int) -> bool:
    """Whether a condition holds at m because it does at m + 1: n - m >= 0, or a power y^m != 0 (y^{-m} is defined: y is
    not zero, and e of a sign there), or a product of such, of factorials, and of what m does not stand in."""
    after = Apply("+", (m, number(1)))
    match part:
        case _ if head == ">=":
            return here.facts.nonnegative(here.of(Apply("+", (part, Apply("-", (substitute(part, {m: after}),))))))
        case Apply("*", args) if head == "!=" and sign > 0:
            return all(m not in free(arg) or _of_base(arg, head, m, here, sign) for arg in args)
        case Apply("factorial") if head == "!=":
            return True
        case Apply("^", (base, e)) if head == "!=" and m not in free(base):
            later = Apply("*", (number(sign), substitute(e, {m: after})))
            return here.normal.integral(here.of(e)) and here.facts.positive(here.of(later))
    return False


def grows(side: Term, m: Symbol, here: Setting) -> bool:
    """Defined at m wherever it is defined at m + 1: sums and products up to m, and parts surely defined."""
    needed = [part for part in conditions(side) if part[1] != "inside" and m in free(part[0])]
    if not all(here.facts.holds(here.of(part), head) or _of_base(part, head, m, here, 1) for part, head in needed):
        return False
    pending = [side]
    while pending:
        part = pending.pop()
        if m not in free(part) or part == m:
            continue
        match part:
            case Bind("sum" | "product", k, body, (lo, hi)) if m not in free(lo) | free(body) - {k}:
                longer = Apply("+", (substitute(hi, {m: Apply("+", (m, number(1)))}), Apply("-", (hi,))))
                if not here.facts.nonnegative(here.of(longer)):
                    return False
                pending.append(hi)
            case Apply("^", (base, e)) if not isinstance(e, Number):
                exponent = here.of(e)
                counts = here.normal.integral(exponent) and here.facts.nonnegative(exponent)
                if not counts and not here.facts.positive(here.of(base)) and not _of_base(part, "!=", m, here, -1):
                    return False
                pending += [base, e]
            case Apply("factorial", (first, *_) as args) | Apply("rising", (first, *_) as args):
                if not here.normal.integral(here.of(u := args[-1])) or not (
                        here.facts.nonnegative(here.of(u)) or _of_base(u, ">=", m, here, 1)):
                    return False
                pending.append(first)
            case Apply("fibonacci", (u,)) if whole(u):
                pass
            case Apply("at", (Symbol(sort="array"), *indices)):
                pending += indices                # an array may be taken to go on: its ends are no condition
            case Apply(head, args) if head in TOTAL | {"/", "sqrt", "log", "^"}:
                pending.extend(args)
            case _:
                return False
    return True
