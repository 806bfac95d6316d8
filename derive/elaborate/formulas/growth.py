"""Orders of growth: O(n) stands for some function of that order, not for one.

    n + O(n) = O(n) + n          one such function on the left: the right side may take the same
    1 + x + O(x^2)               near zero, not far out: what is left out is larger far out than what is written
    3 n^2 + O(n) = \\Theta(n^2)    a statement about growth: read from the left to the right, as everybody does
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from derive.elaborate.formulas.expansions import expands, near_zero
from derive.elaborate.formulas.limits_of_orders import limits_compared
from derive.elaborate.formulas.order_arithmetic import (
    Piece,
    Unclear,
    gathered,
    has_order,
    pieces,
    product,
    together,
    with_orders,
)
from derive.elaborate.formulas.order_of_terms import SPECIAL, alike, stirling
from derive.elaborate.formulas.orders_told import SPOKEN
from derive.elaborate.language.phrases_notation_en import NEAR_ZERO
from derive.elaborate.names.signature import Definition
from derive.kernel.assembly import ONE, product_of
from derive.kernel.leaves import identical
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, heads, substitute, subterms
from derive.read.document import Document

TURNED = frozenset({"<", "<=", ">", ">="})
KEPT = TURNED | {"="}
OTHERS = {"O": ("omega",), "Theta": ("omega", "o"), "Omega": ("o",), "o": ("Omega",), "omega": ("O",)}
LOGARITHMIC = frozenset({"+", "-", "*", "/", "^", "log", "sqrt"})
COST = re.compile(r"[cd](?:_\w+)?")              # the constants in which costs are told
FAR_OUT = "\\infty"
CONSTANT = re.compile(r"(?:[abc]|epsilon|varepsilon|alpha|beta|delta)(?:_\w+)?")


class Known(Protocol):
    """What the page knows of names."""

    definitions: dict[str, Definition]

    def knows(self, name: str) -> bool: ...


def about_growth(
    head: str, sides: tuple[Term, Term], known: Known, fixed: Callable[[str], bool],
    told: frozenset[Symbol] = frozenset(), page: Document | None = None,
) -> tuple[Term, tuple[Term, ...]] | None:
    """What a link says of growth, and what is presumed of its constants, where an order stands in it.

    Where the page speaks of what happens near zero, so does what is said of a real name; of both, if it speaks of both.

    n is the only name that is not fixed: constants c, c_1, a, b, epsilon, and what the page says is constant. Costs c
    and d of which nothing is told are above zero.
    """
    if all(heads(side).isdisjoint(SPOKEN | {"limit"}) for side in sides):
        return None                              # no order stands there
    left, right = (with_orders(_written_out(side, known.definitions), known.knows) for side in sides)
    if has_order(left) or has_order(right):
        if (limits := limits_compared(head, left, right, statement)) is not None:
            return limits, _costs((left, right), told)
    if left == right or not (has_order(left) or has_order(right)):
        return None
    names = {name for name in free(left) | free(right) if name not in _functions((left, right))}
    if len(names) > 1:
        names = {name for name in names if not (CONSTANT.fullmatch(name.name) or fixed(name.name))}
    if len(names) > 1 or any(name.sort not in ("real", "integer") for name in names):
        return None
    n = next(iter(names), Symbol("n"))
    words = page.source if page is not None and n.sort == "real" else ""
    expanded = n.sort == "real" and expands(right, n)
    near = expanded or NEAR_ZERO.search(words)
    goals = [] if expanded or (near and FAR_OUT not in words) else [statement(head, left, right, n)]
    if near:
        goals += [statement(head, near_zero(left, n, way), near_zero(right, n, way), n) for way in (1, -1)]
    asked = [goal for goal in goals if goal is not None]
    goal = None if len(asked) < len(goals) else asked[0] if len(asked) == 1 else Apply("and", tuple(asked))
    return None if goal is None else (goal, _costs((left, right), told | names))


def everywhere(obligation: Obligation) -> Obligation:
    """What is said of growth, without what is told of the variable alone: at x = 3 nothing grows."""
    running = {part.args[0] for part in subterms(obligation.goal) if isinstance(part, Apply) and part.head == "grows"}
    return Obligation(tuple(one for one in obligation.hypotheses if not free(one) or not free(one) <= running or (
        isinstance(one, Apply) and one.head not in ("=", "meant"))), obligation.goal)


def limits_as_growth(obligation: Obligation) -> Obligation | None:
    """Limits far out of factorials, and inequalities between limits, as statements of growth."""
    match obligation.goal:
        case Apply(head, (left, right)) if "limit" in heads(obligation.goal) and (
                goal := limits_compared(head, left, right, statement)) is not None:
            return Obligation((*obligation.hypotheses, *_costs((left, right), frozenset())), goal)
    return None


def _costs(sides: tuple[Term, Term], told: frozenset[Symbol]) -> tuple[Term, ...]:
    """That costs of which nothing is told are above zero."""
    costs = {name for side in sides for name in free(side) if COST.fullmatch(name.name)} - told
    return tuple(Apply(">", (name, ZERO)) for name in sorted(costs, key=lambda name: name.name))


def statement(head: str, left: Term, right: Term, n: Symbol) -> Term | None:
    """A goal that shows a link with orders in it, by one of the ways of taking it; None where there is none."""
    try:
        ours, theirs = pieces(left, n), pieces(right, n)
    except Unclear:
        return None
    if not any(one.order for one in theirs):
        return _over_a_function(head, ours, theirs, n)
    if head not in KEPT:
        return _of_another(head, ours, theirs, n)
    moved = [*ours, *(replace(one, sign=-one.sign) for one in theirs if not one.order)]
    rough = [one for one in theirs if one.order]
    ways = [_cancelled(moved, rough), (_without_pairs(moved), rough)]
    goals = [goal for taken, wanted in ways for goal in _goals(head, taken, wanted, n)]
    goals = [goal for place, goal in enumerate(goals) if goal not in goals[:place]]
    return None if not goals else goals[0] if len(goals) == 1 else Apply("or", tuple(goals))


def _goals(head: str, taken: list[Piece], wanted: list[Piece], n: Symbol) -> Iterator[Term]:
    """That what is left over is nothing, or that it is of one order, as it stands or with simpler functions."""
    if not wanted:
        if not any(one.order for one in taken):
            above, below = ([replace(one, sign=1) for one in taken if one.sign == sign] for sign in (1, -1))
            yield Apply(head, (together(above), together(below)))
        return
    order = _as_one(head, wanted, n)
    if order is None:
        return
    right = replace(order, term=alike(order.term, n)).written()
    for one in (_expanded(taken, n), _roughly(taken, n), _worked_out(taken, n)):
        if one or order.order in ("O", "o"):
            yield Apply("grows", (n, together(one), right))


def _of_another(head: str, ours: list[Piece], theirs: list[Piece], n: Symbol) -> Term | None:
    """f != O(g), where f is of an order that no function of the order O(g) has."""
    if head != "!=" or len(theirs) != 1 or theirs[0].sign < 0:
        return None
    other = [replace(theirs[0], order=order) for order in OTHERS[theirs[0].order]]
    goals = [goal for one in other for goal in _goals("=", ours, [one], n)]
    return goals[0] if len(goals) == 1 else Apply("or", tuple(goals)) if goals else None


def _over_a_function(head: str, ours: list[Piece], theirs: list[Piece], n: Symbol) -> Term | None:
    """f + Theta(g) >= h, where f - h + Theta(g) is above zero far out; turned around for <=."""
    if head not in TURNED:
        return None
    turn = 1 if head in (">", ">=") else -1
    moved = _without_pairs([*(replace(one, sign=turn * one.sign) for one in ours),
                            *(replace(one, sign=-turn * one.sign) for one in theirs)])
    lifting = [one for one in moved if one.order in ("Theta", "Omega", "omega") and one.sign > 0]
    if not lifting:
        return None
    return Apply("grows", (n, together(_expanded(moved, n)), Piece(1, "Omega", lifting[0].term).written()))


def _cancelled(moved: list[Piece], rough: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Without the orders that stand on both sides: the right side may take the same functions."""
    left, right = list(_without_pairs(moved)), []
    for one in rough:
        if one in left:
            left.remove(one)
        else:
            right.append(one)
    if not right and any(one.order for one in left):         # something of an order is left over: keep what takes it
        return _without_pairs(moved), rough
    return left, right


def _without_pairs(found: list[Piece]) -> list[Piece]:
    """Without the functions that are added and taken away."""
    kept: list[Piece] = []
    for one in found:
        turned = replace(one, sign=-one.sign)
        same = [] if one.order else [other for other in kept if other.sign == turned.sign and not other.order
                                     and _is_one(other.term, one.term)]
        if same:
            kept.remove(same[0])
        else:
            kept.append(one)
    return kept


def _is_one(left: Term, right: Term) -> bool:
    """Whether they are one function; sums of unknown ones are compared by their normal forms."""
    return left == right or ("call" in heads(left) and "call" in heads(right) and identical((), left, right))


def _as_one(head: str, wanted: list[Piece], n: Symbol) -> Piece | None:
    """Several orders as one that is no larger as a set; in an inequality as what keeps the side apart."""
    if head in ("<", "<="):
        wanted = [one if one.order == "o" else replace(one, order="O") for one in wanted if one.sign > 0 or
                  one.order in ("O", "o")]
    elif head in (">", ">="):
        wanted = [replace(one, order="Omega") if one.order == "Theta" else one for one in wanted]
    wanted = [replace(one, sign=1) if one.order in ("O", "o") else one for one in wanted]
    firm = [one for one in wanted if one.order not in ("O", "o")]
    for choice in (firm or [one for one in wanted if one.order == "O"] or wanted,):
        try:
            return gathered(choice, n)
        except Unclear:
            return None
    return None


def _expanded(taken: list[Piece], n: Symbol) -> list[Piece]:
    """With Stirling's formula for logarithms of factorials, and simpler functions under orders."""
    found: list[Piece] = []
    for one in taken:
        near = None if one.order else _logarithm_of_factorials(one, n)
        found += near or [replace(one, term=alike(one.term, n)) if one.order else one]
    return found


def _roughly(taken: list[Piece], n: Symbol) -> list[Piece]:
    """With an order for every function that has roundings, factorials or sums in it."""
    return [
        replace(one, order="Theta", term=near)
        if not one.order and not heads(one.term).isdisjoint(SPECIAL) and (near := alike(one.term, n)) != one.term
        else one for one in _expanded(taken, n)
    ]


def _worked_out(taken: list[Piece], n: Symbol) -> list[Piece]:
    """With what is left when logarithms are taken apart: n log(n/2) + n - n log n is n (1 - log 2)."""
    plain = together(one for one in taken if not one.order)
    if len(taken) < 2 or "log" not in heads(plain) or not heads(plain) <= LOGARITHMIC:
        return taken
    here = Setting((Apply(">=", (n, ONE)),), (plain,))
    try:
        found = here.normal.write(here.of(plain))
    except Beyond:
        return taken
    return [Piece(1, "", found), *(one for one in taken if one.order)]


def _logarithm_of_factorials(one: Piece, n: Symbol) -> list[Piece] | None:
    """c log(u!) by Stirling's formula."""
    factors = one.term.args if isinstance(one.term, Apply) and one.term.head == "*" else (one.term,)
    last = stirling(factors[-1], n)
    if last is None:
        return None
    return [product(Piece(one.sign, "", product_of(list(factors[:-1]))), Piece(1, order, term)) for order, term in last]


def _functions(sides: tuple[Term, ...]) -> set[Symbol]:
    """The letters of unknown functions."""
    return {part.args[0] for side in sides for part in subterms(side)
            if isinstance(part, Apply) and part.head == "call" and isinstance(part.args[0], Symbol)}


def _written_out(term: Term, definitions: Mapping[str, Definition]) -> Term:
    """With the formulas that are given for the elements of a sequence: H_n as the sum that it is."""
    match term:
        case Apply("at", (Symbol(name), place)) if name in definitions and len(definitions[name].parameters) == 1:
            (index,), body = definitions[name].parameters, definitions[name].body
            return term if any(symbol.name == name for symbol in free(body)) else substitute(body, {index: place})
        case Apply(head, args):
            return Apply(head, tuple(_written_out(arg, definitions) for arg in args))
        case Bind(head, variable, body, bounds) if "at" in heads(body):
            return Bind(head, variable, _written_out(body, definitions), bounds)
    return term


__all__ = ["about_growth", "everywhere", "limits_as_growth", "statement"]
