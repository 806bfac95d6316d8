"""Values put in the places of names: what a link tells of names that nothing else on the page settles.

    "tossed 100 times": n p = 100 * 0.5                             n = 100, p = 0.5
    \\frac{\\text{estimate} - 0}{SE} = \\frac{0.8 - 0}{0.2}           two quantities in words have these values
    \\frac{x - m}{s} = \\frac{\\annscore{} - \\mean{}}{\\sd{}}         and so where another file holds the values
    \\frac{\\annscore{} - \\mean{}}{\\sd{}} = \\annzscore{}             a value that the other file holds is named
    \\frac{\\annscore{} - \\mean{}}{\\sd{}} = \\frac{90}{\\sd{}} = 1.5     what is made of these values

Such a link is given: whether the values belong to these names only the words, or the other file, could say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.chance.determined import number_of
from derive.elaborate.equations.numbers_told import numbers_told
from derive.elaborate.equations.standing import stands_for_a_value
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.language.conventions import GREEK, ORDERS, PROBABILITY_LETTERS
from derive.elaborate.names.wording import is_worded
from derive.elaborate.notation import plain
from derive.kernel.leaves import identical
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, substitute, subterms
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

CHANCES = PROBABILITY_LETTERS - ORDERS
FOREIGN = "macro "                               # how the name of a macro that another file defines begins


@dataclass(frozen=True)
class Place:
    """What the page knows at the link.                            # Used for: """

    is_open: Callable[[Term], bool]                                # what a value may be put in for
    value: Callable[[Term], Fraction | None]                       # closed arithmetic, and names that have values
    told: frozenset[Fraction]                                      # the numbers that the words hold
    knows: Callable[[str], bool]                                   # names that the page defines
    meaning: Callable[[Term], Term | None] = lambda term: None     # what it defines one as: p, of another file's value
    headed: bool = False                                           # SE = ... = ...: the numbers are those of the name


def held_elsewhere(term: Term, knows: Callable[[str], bool]) -> bool:
    """Whether a term is made of macros of another file alone, of which the page says nothing."""
    names = free(term)
    return bool(names) and all(name.name.startswith(FOREIGN) and not knows(name.name) for name in names)


def chance_of(term: Term) -> tuple[Term, ...]:
    """What stands in the bracket of a probability, an expectation or the like; () for any other term."""
    match term:
        case Apply("call", (Symbol(name), *inside)) if name in CHANCES:
            return tuple(inside)
        case Apply(head, args) if head.rstrip("|") in CHANCES:
            return args
    return ()


def is_told_in_words(term: Term) -> bool:
    """The probability of events told in words: P(two heads), P(tall | female)."""
    inside = [part for one in chance_of(term) for part in (
        one.args if isinstance(one, Apply) and one.head in ("cap", "cup") else (one,))]
    return bool(inside) and all(isinstance(one, Symbol) and _is_words(one.name) for one in inside)


def _is_words(name: str) -> bool:
    return " " in name or (len(name) > 2 and name.replace("-", "").isalpha() and name.islower() and name not in GREEK)


def _is_reversed(one: Term, other: Term) -> bool:
    """Whether two probabilities are of the same two events, each under the other, as in Bayes' rule."""
    events = chance_of(one)
    return len(events) == 2 and events == chance_of(other)[::-1]


def values_put_in(left: Term, right: Term, place: Place) -> dict[Term, Term]:
    """The values with which the left side is the right one as written; {} where it is not.

        P (1 + r)^n = 1000 (1 + 0.05)^3          P = 1000, r = 0.05, n = 3
        n p (1 - p) = 100 * 0.5 * 0.5            n = 100, p = 0.5; 1 - p is 0.5 then

    Numbers must be told in the words, except where a quantity in words is among what they are put in for, or the chain
    says what its first side is.
    """
    found = put_in(left, right, place)
    in_words = any(not isinstance(name, Symbol) or is_worded(name) for name in found)
    numbers = [put.value for put in found.values() if isinstance(put, Number)]
    if not in_words and not place.headed and any(abs(number) not in place.told for number in numbers):
        return {}
    return found


def put_in(left: Term, right: Term, place: Place) -> dict[Term, Term]:
    """The values with which the left side is the right one, wherever they come from; {} where there are none."""
    found: dict[Term, Term] = {}
    later: list[tuple[Term, Term]] = []
    pending = [(left, right)]
    while pending:
        here, there = pending.pop()
        exact = place.value(there) if not free(there) else None
        closed = exact is None and not free(there) and is_told_in_words(here)
        put = Number(exact) if exact is not None else there if closed or held_elsewhere(there, place.knows) else None
        if put is not None and place.is_open(here):
            if found.setdefault(here, put) != put:
                return {}
        elif here != there and (put is None or place.meaning(here) != put):
            same = isinstance(here, Apply) and isinstance(there, Apply) and here.head == there.head
            if same and len(here.args) == len(there.args):                        # type: ignore[union-attr]
                pending += zip(here.args, there.args, strict=True)                # type: ignore[union-attr]
            else:
                later.append((here, there))
    return found if all(_agree(here, there, found, place) for here, there in later) else {}


def _agree(here: Term, there: Term, found: dict[Term, Term], place: Place) -> bool:
    """1 - p and 0.5, where p is 0.5"""
    named = {name: put for name, put in found.items() if isinstance(name, Symbol)}
    checked = place.value(substitute(here, named))
    return checked is not None and checked == place.value(there)


def told_values(page: Page, relation: Node, goal: Apply, hypotheses: Sequence[Term]) -> str:
    """The values that a link puts in for names, in plain notation; "" where it does not only that.

    A probability that follows from the others that are told is none.
    """
    left, right = goal.args
    if isinstance(left, Apply) and left.head.rstrip("|") in CHANCES and number_of(left, hypotheses) is not None:
        return ""
    known = page.context
    if relation.text == "=" and isinstance(right, Symbol) and not isinstance(left, Symbol):
        fresh = held_elsewhere(right, known.knows) and right not in free(left) and right.name not in known.used
        return f"a value held elsewhere: {plain(right)}" if fresh else ""
    if relation.text == "=" and _tells_of_indicators(left, right, page):
        return "told of indicators in words"
    if relation.text not in ("=", "approx") or isinstance(left, Symbol) or isinstance(right, Symbol):
        return ""
    if all(held_elsewhere(side, known.knows) or not free(side) for side in (left, right)) and free(
            left) > free(right) and not identical((), left, right):
        return "values held elsewhere"           # 90 of the two that the other file holds
    place = _place(page, goal)
    found = values_put_in(left, right, place) or _of_this_paragraph(page, relation, goal, place)
    shown = (plain(Apply("=", (name, put))) for name, put in found.items())
    return "values put in: " + ", ".join(shown) if found else ""


def _tells_of_indicators(left: Term, right: Term, page: Page) -> bool:
    """Whether the probabilities of events that words tell of are put in for the means of their indicators.

        sum_i E(X_i) = sum_i 1/n       E(X) = E(sum_i X_i), where nothing else says what X is
    """
    def is_told(term: Term) -> bool:
        match term:
            case Apply("E" | "mathbb{E}" | "P" | "Pr", (inside,)):
                return any(is_one(part) for part in (inside, *(inside.args if isinstance(inside, Apply) else ())))
        return False

    def is_one(term: Term) -> bool:
        match term:
            case Apply("at", (Symbol(name), *_)):
                return name in page.chance.indicators
        return False

    def agree(one: Term, other: Term) -> bool:
        match one, other:
            case Apply(head, (Symbol(name),)), Apply(same, (Bind("sum", _, body),)) if head == same and is_one(body):
                return not page.context.knows(name)
            case _ if is_told(one):
                return not any(is_told(part) or is_one(part) for part in subterms(other))
            case Apply(), Apply() if one.head == other.head and len(one.args) == len(other.args):
                return all(a == b or agree(a, b) for a, b in zip(one.args, other.args, strict=True))
            case Bind(), Bind() if one.head == other.head and one.bounds == other.bounds:
                return agree(one.body, substitute(other.body, {other.variable: one.variable}))
        return False

    return bool(page.chance.indicators) and left != right and agree(left, right)


def _of_this_paragraph(page: Page, relation: Node, goal: Apply, place: Place) -> dict[Term, Term]:
    """Values that a numbered paragraph tells, put in for names to which another one gave other values."""
    known, told = page.context, numbers_told(page.items.own(at := relation.span.start))
    others = {name for name in known.values if page.items.gave_elsewhere(name, at)}
    without = Valuation({name: put for name, put in known.values.items() if name not in others}, known.definitions)
    if not others & {symbol.name for symbol in free(goal)}:
        return {}

    left, right = goal.args
    found = put_in(left, right, replace(place, value=without.of, is_open=lambda term: (
        isinstance(term, Symbol) and term.name in others) or place.is_open(term)))
    if not found or any(not isinstance(put, Number) or (put.value not in told and known.values.get(name.name) != put)
                        for name, put in found.items() if isinstance(name, Symbol)):
        return {}
    if all(isinstance(name, Symbol) and known.values.get(name.name) == put for name, put in found.items()):
        return {}                                # as they were given
    for name, put in found.items():
        if isinstance(name, Symbol) and name.name in others:
            known.give(name.name, put)
            page.open.add(name.name)
    return found


def _place(page: Page, goal: Apply) -> Place:
    known = page.context
    stated: dict[str, Term] = {name: Number(exact) for name, (exact, _) in page.digits.stated.items()}
    exactly, as_stated = known.valuation, Valuation({**known.values, **stated}, known.definitions)

    def value(term: Term) -> Fraction | None:
        found = exactly.of(term)
        return as_stated.of(term) if found is None else found

    def is_foreign(name: Symbol) -> bool:
        return any((name in free(here)) > (name in free(there)) and any(map(is_macro, free(there)))
                   for here, there in (goal.args, goal.args[::-1]))

    def is_macro(name: Symbol) -> bool:
        return held_elsewhere(name, known.knows)

    def is_open(term: Term) -> bool:
        match term:
            case Symbol(name, sort):
                settled = known.knows(name) or name in known.declared or sort not in ("real", "integer")
                return not settled and (stands_for_a_value(term, goal) or is_foreign(term))
            case Apply() if is_told_in_words(term):
                return not any(isinstance(fact, Apply) and fact.head == "=" and any(
                    side == term or _is_reversed(side, term) for side in fact.args) for fact in known.facts)
        return False

    def meaning(term: Term) -> Term | None:
        told = known.definitions.get(term.name) if isinstance(term, Symbol) else None
        return told.body if told is not None and not told.parameters else None

    return Place(is_open, value, page.told, known.knows, meaning, page.headed)


__all__ = ["Place", "held_elsewhere", "is_told_in_words", "put_in", "told_values", "values_put_in"]
