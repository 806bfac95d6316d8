"""Sides that differ in the coefficient of what one of them writes out: wrong whatever their names mean.

    left = K + g,  right = K + c g,  c a number other than 0 and 1       they are equal exactly where g = 0

Nobody writes out a term that he takes to be zero, with one coefficient on one side and with another on the other. So
no meaning that a page leaves open for its names makes such a step right, and no value is chosen for any of them.
Nor does any meaning help where the sides differ by a number. It is said of nothing where a step may hold all the same
by a habit of writing:

    |u + v|^2 = |u - v|^2                    neither side writes u v: the two are orthogonal
    2 sum_i r_i = sum_i r_i = 0              all is zero, as an optimum makes it
    I = -I, so I = 0                         the sides are one term with opposite signs
    3 x + 4 = 5 x + 4                        alone, an equation to be solved
    (x + C)/2 = x/2 + C,  j = j + 1          a constant that is chosen anew, an assignment
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from derive.elaborate.notation.plain import plain
from derive.elaborate.step import is_mark
from derive.kernel.polynomial import Atom, Beyond, Monomial, Rational
from derive.kernel.refutation import definition
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, heads, subterms
from derive.kernel.words import NUMBER, Word, shaped

Part = tuple[int, Word, Monomial]                 # the cell of a table, and what stands in it; a number has one cell
Parts = dict[Part, Rational]

ALONE: Part = (0, (), ())                        # a number by itself
LINEAR = frozenset(("sum", "integral", "derivative"))
MEANS = frozenset(("E", "mean"))
LOOSE = frozenset(("mod", "congruent", "grows", "infinity", "approx"))
OPAQUE = frozenset(("function", "sum", "bind", "at"))
CHOSEN_ANEW = re.compile(r"[A-Zck](_.*)?|const(ant)?|(var)?epsilon|delta")
ORDERS = frozenset(("O", "o", "Theta", "Omega", "omega", "mathcal{O}", "tilde{O}"))
MOST = 60                                        # terms of a side


@dataclass(frozen=True, slots=True)
class Unequal:
    """What has two coefficients, in words, and these."""

    name: str
    left: Fraction
    right: Fraction


def unequal(obligation: Obligation, alone: bool, vanishes: bool) -> Unequal | None:
    """The term that the sides hold with different coefficients, in an equation alone or in a chain.

    `vanishes` where the chain says that the sides are zero.
    """
    match obligation.goal:
        case Apply("=", (left, right)) if left != right and not _is_loose(obligation.goal):
            pass
        case _:
            return None
    if any(side in subterms(other) and _is_assigned_to(side) for side, other in ((left, right), (right, left))):
        return None                              # j = j + 1, A[j] = 2 A[j]
    setting = Setting(settled(obligation), (left, right))
    try:
        tables = any(map(shaped, (left, right)))
        here, there = (_parts(setting, side, tables) for side in (left, right))
        if max(len(here), len(there)) > MOST:
            return None
        gap = _sum(here, there, -1)
        if gap.keys() == {ALONE}:
            by_itself = not open_names(obligation) or _is_apart(left, right, tables)
            return Unequal("", Fraction(gap[ALONE]), Fraction(0)) if by_itself and not _may_depend(obligation) else None
        if not gap or (alone and not _is_no_condition(here, there)):
            return None
        for side, sign, other in ((left, -1, here), (right, 1, there)):
            found = _written_in(setting, side, tables, {part: sign * c for part, c in gap.items()}, other, vanishes)
            if found is not None:
                name, scale = found
                return Unequal(name, *((Fraction(1), scale) if side is left else (scale, Fraction(1))))
    except (Beyond, RecursionError):
        pass
    return None


def _is_apart(left: Term, right: Term, tables: bool) -> bool:
    """Whether two sides differ by a number whatever is known: y = 8 for a moment does not make dy/dt = 0."""
    setting = Setting((), (left, right))
    here, there = (_parts(setting, side, tables) for side in (left, right))
    return _sum(here, there, -1).keys() == {ALONE}


def _written_in(
    setting: Setting, side: Term, tables: bool, gap: Parts, whole: Parts, vanishes: bool
) -> tuple[str, Fraction] | None:
    """What a side writes out as g, where the other one is this side with c g in its place; and c, neither 0 nor 1."""
    summands = [(part, _parts(setting, part, tables)) for part in islice(_summands(side), MOST)]
    within = [(part, parts) for part, parts in summands if parts and parts.keys() <= gap.keys()]
    groups = [within] if len(within) > 1 else []
    for group in (*groups, *([one] for one in within)):
        total: Parts = {}
        for _, parts in group:
            total = _sum(total, parts)
        scales = {Fraction(gap[part]) / Fraction(total[part]) for part in gap if part in total}
        if total.keys() != gap.keys() or len(scales) != 1 or not any(map(_may_not_vanish, total)):
            continue
        scale = 1 + min(scales)
        if scale and not (total == whole and (vanishes or scale < 0)):
            return plain(group[0][0]), scale
    return None


def _sum(one: Parts, other: Parts, factor: int = 1) -> Parts:
    total = {part: one.get(part, 0) + factor * other.get(part, 0) for part in one | other}
    return {part: c for part, c in total.items() if c}


def _parts(setting: Setting, term: Term, tables: bool) -> Parts:
    """What a term adds up to, with coefficients: monomials of a number, words of a matrix in each cell of a table."""
    if not tables:
        return {(0, (), m): c for m, c in setting.of(term).items()}
    table = setting.normal.matrices.of(setting.ready(term))
    return {(place, word, m): c for place, cell in enumerate(table.cells)
            for word, p in cell.items() for m, c in p.items()}


def _is_assigned_to(side: Term) -> bool:
    return isinstance(side, Symbol) or (isinstance(side, Apply) and side.head in ("at", "call"))


def _may_depend(obligation: Obligation) -> bool:
    """Whether something open is differentiated in another name: d/dx (x + y) = 2 holds where y is x."""
    names = open_names(obligation)
    slopes = (part for part in subterms(obligation.goal) if isinstance(part, Bind) and part.head == "derivative")
    return any(isinstance(part.body, Symbol) or free(part.body) & names - {part.variable} for part in slopes)


def _is_no_condition(here: Parts, there: Parts) -> bool:
    """Whether no one would ask for what solves it: unlike 3 x + 4 = 5 x + 4, it holds a name or more on both sides."""
    kept = [part for part in here if here[part] == there.get(part) and (
        part[1] or any(atom.symbols for atom, _ in part[2]))]
    return bool(kept) or any(atom.kind in OPAQUE for part in here for atom, _ in part[2])


def _may_not_vanish(part: Part) -> bool:
    """Whether something that is no number stands in it, and not a constant alone that an author may choose anew."""
    _, word, monomial = part
    if word and word != NUMBER:
        return True
    named = [(atom, e) for atom, e in monomial if atom.symbols or atom.kind in OPAQUE]
    match named:
        case []:
            return False
        case [(Atom(kind="symbol", term=Symbol(name)), 1)]:
            return CHOSEN_ANEW.fullmatch(name) is None
    return True


def open_names(obligation: Obligation) -> set[Symbol]:
    """The names that stand for something that the page does not settle."""
    return {h.args[0] for h in obligation.hypotheses
            if is_mark(h) and h.args and isinstance(h.args[0], Symbol)}


def settled(obligation: Obligation) -> tuple[Term, ...]:
    """The definitions of names that the page settles, signs and ranges: no equation that may be of another case."""
    names, kept = open_names(obligation), []
    for h in obligation.hypotheses:
        given = definition(h)
        if given is not None and given[0] in names:
            continue
        if given is not None or not isinstance(h, Apply) or h.head not in ("=", "meant") or _recurs(h):
            kept.append(h)
    return tuple(kept)


def _recurs(fact: Apply) -> bool:
    """Whether an equation is one place of a recurrence: T(n/2) = 2 T(n/4) + n/2."""
    match fact.args:
        case (Apply("call", (Symbol() as name, *places)), right):
            return name in free(right) and any(map(free, places))
    return False


def _summands(term: Term) -> Iterator[Term]:
    """What a term adds up, through signs, common factors, sums, slopes and means; no product of sums is expanded."""
    match term:
        case Apply("+", args):
            for arg in args:
                yield from _summands(arg)
        case Apply("-", (u,)):
            yield from (Apply("-", (part,)) for part in _summands(u))
        case Apply("/", (u, v)):
            yield from (Apply("/", (part, v)) for part in _summands(u))
        case Apply("*", args):
            parts = [list(islice(_summands(arg), MOST)) for arg in args]
            several = [k for k, each in enumerate(parts) if len(each) > 1]
            if len(several) != 1:
                yield term
            else:
                k = several[0]
                yield from (Apply("*", (*args[:k], part, *args[k + 1 :])) for part in parts[k])
        case Bind(head, variable, body, bounds) if head in LINEAR:
            yield from (Bind(head, variable, part, bounds) for part in _summands(body))
        case Apply(head, (u, *rest)) if head in MEANS:
            yield from (Apply(head, (part, *rest)) for part in _summands(u))
        case _:
            yield term


def _is_loose(goal: Term) -> bool:
    """Whether it speaks of orders of growth, of remainders, or of what is only near."""
    if not heads(goal).isdisjoint(LOOSE) or any(head.startswith("order_") for head in heads(goal)):
        return True
    return any(symbol.name in ORDERS and symbol.sort != "array" for symbol in free(goal))
