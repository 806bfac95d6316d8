"""Names that stand for a value told outside of the formulas.

    "tossed 100 times": n p = 50          n is 100, which no formula says
    A = \\pi r^2 = 28.27                   r has the value that gives this

A step that puts in such values is not refuted by choosing others: it is no claim about all values of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from derive.elaborate.equations.apart import is_put_in, is_set_to_a_number, restricted, shares_nothing
from derive.elaborate.equations.places_told import is_given_in_bold
from derive.elaborate.equations.slopes_above import is_beside_slopes
from derive.elaborate.language.conventions import GREEK
from derive.elaborate.language.phrases_notation_en import NEEDED
from derive.elaborate.names.counts import bounds
from derive.elaborate.names.dependence import varies_nothing
from derive.elaborate.names.open_names import has_a_property, is_primed, is_sequence, may_be_settled, rests_on_a_sign
from derive.elaborate.names.wording import is_worded
from derive.elaborate.unfolding import rests_on, unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, subterms
from derive.kernel.words import IDENTITIES

if TYPE_CHECKING:
    from derive.elaborate.page import Page

RELATIONS = frozenset({"=", "<", "<=", ">", ">=", "!="})
ALGEBRAIC = frozenset({"=", "+", "-", "*", "/", "^", "log", "sqrt"})
CITING = frozenset({"using", "recall", "by", "from"})
ORDERED = RELATIONS - {"=", "!="}
# What rests on several conditions at once, which may not all have been understood.
COMBINES = re.compile(
    r"\W*(?:dividing(?! (?:both|by|through|each))|combining|eliminating"
    r"|from the (?:budget|constraint|first|second|conditions?))\b", re.IGNORECASE)
_COUNTS = frozenset("nmkN")
ELSEWHERE = re.compile(r"\bin (?:series|parallel)\b")                # the R of another circuit


def is_meant(page: Page, symbol: Symbol, goal: Term, all_open: bool) -> bool:
    """Whether a name stands for something the page does not settle, so that no counterexample may choose it.

    `all_open` where the whole goal leaves its names open: `leaves_all_open`.
    """
    if _is_of_integration(symbol, goal):
        return False                             # whatever it is, an antiderivative has it
    if page.doubtful or symbol.name in page.open or page.said == "supposed" or NEEDED.search(page.words):
        return True                              # if the radius doubles, F; we need |1 - 50 h| <= 1
    table = isinstance(value := page.context.values.get(symbol.name), Apply) and value.head in ("tuple", "matrix")
    if table and symbol.sort in ("integer", "real"):
        return True                              # a w that was read as a number, and is (1, -1)
    if symbol.sort in ("integer", "real") and _is_of_a_table(page, symbol.name):
        return True                              # p_1, where p = (b/(a + b), a/(a + b))
    if page.context.knows(symbol.name) and not _is_number_beside(page, symbol):
        beside = isinstance(goal, Apply) and symbol in goal.args and ELSEWHERE.search(page.words)
        return bool(beside) or (symbol.sort == "array" and is_told_elsewhere(page, symbol, goal))
    if is_worded(symbol) or is_operator(symbol.name) or (symbol == page.correct and _names_an_element(page, goal)):
        return True
    if symbol.sort == "matrix" and symbol.name.partition("_")[0] in IDENTITIES:
        return False                             # the identity, which is put in its place alone
    several = page.context.sorts.get(f"{symbol.name}*") == "vector"
    slope = (several or symbol.sort == "vector") and "derivative" in heads(goal) and not is_zeroed(goal)
    if symbol.sort in ("matrix", "vector") and symbol.name not in page.context.declared and not slope:
        return True                              # it may be of a special kind
    operator = symbol.sort == "unknown" and symbol.name.startswith("hat{")
    if operator or (symbol.sort in ("matrix", "vector") and is_said_of_a_matrix(page, symbol, goal)):
        return True
    if symbol.sort == "array" and (is_said_of_any_index(page, symbol, goal) or is_given_in_bold(page, symbol)):
        return True
    if all_open or fixes(page, symbol, goal) or is_beside_slopes(page, symbol, goal) or restricted(page, symbol, goal):
        return True
    if raises_a_complex(symbol, goal) or varies_nothing(symbol, goal) or is_put_in(symbol, goal):
        return True
    if says_what_it_is(page, symbol, goal) or symbol.name in page.capitals or is_cited(page, symbol, goal):
        return True
    if symbol.name == "i" and (page.mixed_i or "i" not in page.context.sorts):
        return True                              # it may be the imaginary unit
    if is_sequence(symbol, goal) and is_sequence(symbol, unfold(goal, page.signature)):
        page.sequences.add(symbol.name)          # what the recurrence makes of it is not refuted, either
    return symbol.name in page.sequences or has_a_value_told(page, symbol, goal) or is_primed(symbol, goal) or (
        has_a_property(symbol, goal)) or (
        page.cautious and not is_generic(page, goal) and may_be_settled(
            symbol, goal, symbol.name in page.mentioned and (not page.inside or rests_on_a_sign(symbol, goal))))


def _is_of_integration(symbol: Symbol, goal: Term) -> bool:
    """C of int f dx = F + C, which stands nowhere else."""
    match goal:
        case Apply("=", (Bind("antiderivative"), Apply("+", parts))):
            return symbol in parts and sum(part == symbol for part in subterms(goal)) == 1
    return False


def _is_number_beside(page: Page, symbol: Symbol) -> bool:
    """Whether what the page says of the name of an array is said of a number: y = e^t, and y_1 of a method."""
    definition = page.context.definitions.get(symbol.name)
    number = symbol.sort == "array" and definition is not None and definition.symbol.sort != "array"
    return number and not any(symbol in free(fact) for fact in page.context.facts)


def is_operator(name: str) -> bool:
    """Whether a name is a word with an index, of which nothing is said: proj_w u is no product."""
    base, _, index = name.partition("_")
    return bool(index) and len(base) > 3 and base.isalpha() and base.islower() and base not in GREEK


def is_generic(page: Page, goal: Term) -> bool:
    """Whether an equation is algebra in the size of an input and the constants of a guess: no text gives them values.

    Not where it matters which numbers the size may be: even ones, powers of two.
    """
    if not page.guesses or not isinstance(goal, Apply) or goal.head != "=" or not heads(goal) <= ALGEBRAIC:
        return False
    chosen = {symbol.name for guess in page.guesses for symbol in (guess.parameter, *free(guess.bound))}
    return {symbol.name for symbol in free(goal)} <= chosen | page.context.inputs


def _names_an_element(page: Page, goal: Term) -> bool:
    """Whether a class is spoken of by its number, p_2: the one that is right is told, and not any one."""
    told = any(isinstance(fact, Apply) and fact.head == "=" and fact.args[0] == page.correct
               for fact in page.context.facts)
    return not told and any(isinstance(part, Apply) and part.head == "at" and isinstance(part.args[-1], Number)
               for part in subterms(goal))


def is_said_of_any_index(page: Page, array: Symbol, goal: Term) -> bool:
    """Whether the page says something of an array at an index i, that is of every i, of which the goal does not speak.

        sum_k r_ik = 1, and the goal holds sum_i sum_k r_ik
    """
    return any(
        isinstance(fact, Apply) and fact.head == "=" and array in free(fact) and any(
            index in free(part) and index not in free(goal) for part in subterms(fact)
            if isinstance(part, Apply) and part.head == "at" and part.args[0] == array
            for index in free(fact) if index.sort == "integer")
        for fact in page.context.facts)


def _is_of_a_table(page: Page, name: str) -> bool:
    """Whether a name with an index is one of the numbers that the name without it was said to be."""
    stem = name.rpartition("_")[0]
    known = page.context.definitions.get(stem)
    body = known.body if known is not None else page.context.values.get(stem)
    return not page.context.knows(name) and isinstance(body, Apply) and body.head in ("tuple", "matrix", "transpose")


def is_large(page: Page, symbol: Symbol, goal: Term, told: Iterable[Term]) -> bool:
    """Whether an inequality may be meant for large inputs only, or for a constant that is still to be chosen.

        c n/2 + n <= c n      n is the size of an input, c stands in what is guessed of T(n): true for c >= 2
    """
    if not isinstance(goal, Apply) or goal.head not in ORDERED or not page.context.inputs:
        return False
    chosen = any(symbol in free(guess.bound) for guess in page.guesses)
    return (chosen or symbol.name in page.context.inputs) and not any(
        bounds(fact, symbol) and not (chosen and _is_sign(fact)) for fact in told)


def _is_sign(fact: Term) -> bool:
    return isinstance(fact, Apply) and number(0) in fact.args


def is_zeroed(goal: Term) -> bool:
    """Whether one side of a relation is 0: a gradient that is set to zero says something of its names."""
    return isinstance(goal, Apply) and number(0) in goal.args


def has_a_value_told(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether a name has a value that the words tell, or that a result reckoned from it, r = ... = 0.671, rests on."""
    reckoned = any(name.name in page.digits.stated for name in free(goal))
    told = bool(page.told) or page.headed or reckoned or _is_put_into(page, goal)
    if not told or symbol.name in page.context.declared or not stands_for_a_value(symbol, goal):
        return False
    return not all(symbol.name in _rests_on(page, side) for side in goal.args) if isinstance(goal, Apply) else True


def _is_put_into(page: Page, goal: Term) -> bool:
    """Whether numbers are said to be what a name of the page is, or its element, or its square: sigma^2 = 8/3."""
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2 or free(goal.args[1]):
        return False
    left = goal.args[0]
    while isinstance(left, Apply) and left.head in ("^", "at") and left.args and not any(map(free, left.args[1:])):
        left = left.args[0]
    return isinstance(left, Symbol) and left.name in page.context.definitions


def _rests_on(page: Page, side: Term) -> set[str]:
    """The names in a side, and those in the definitions of these: what is on both sides is put in on neither."""
    return rests_on(page.context.definitions, (symbol.name for symbol in free(side)))


def is_told_elsewhere(page: Page, array: Symbol, goal: Term) -> bool:
    """Whether a goal speaks of an element that is not told, where others are: of w_1, where w_0 = 0."""
    told = {fact.args[0] for fact in page.context.facts if isinstance(fact, Apply) and fact.head == "="
            and isinstance(fact.args[0], Apply) and fact.args[0].head == "at" and fact.args[0].args[0] == array}
    known = free(goal)
    if any(isinstance(fact, Bind) and array in free(fact) for fact in page.context.facts):
        return False                             # a rule tells the others
    whole = len(told) > 1 and number(len(told)) in page.context.values.values()          # x = (1, 3, 5), and m = 3
    return bool(told) and ((array not in known and not whole) or any(    # a definition in the goal speaks of it
        isinstance(part, Apply) and part.head == "at" and part.args[0] == array and part not in told
        and free(part) <= known for part in subterms(goal)))


def says_what_it_is(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether a name with a value is said to be made of one name that has none: K_a = x^2/(c - x), c and K_a known."""
    match goal:
        case Apply("=", (Symbol(name), right)) if name in page.context.values:
            open_ones = {one for one in _rests_on(page, right) if not page.context.knows(one)}
            return open_ones == {symbol.name} and symbol not in free(goal.args[0])
    return False


def is_cited(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether a law is cited for a name, the others of which have values: using v^2 = u^2 + 2 a s, of s."""
    others = [one.name for one in free(goal) if one != symbol]
    return page.said in CITING and bool(others) and all(name in page.context.values for name in others)


def leaves_all_open(page: Page, goal: Term, hypotheses: Iterable[Term] = ()) -> bool:
    """Whether nothing in a goal is said of all numbers: its sides have no name in common, or it combines conditions."""
    told = (free(one) for one in hypotheses if isinstance(one, Apply) and one.head == "=" and free(one) <= free(goal))
    known = all(page.context.knows(symbol.name) for names in told for symbol in names)
    return bool(COMBINES.match(page.words)) or shares_nothing(page, goal) or (known and is_set_to_a_number(page, goal))


def fixes(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether an equation says what a name is: 1/R = 1/R_1 + 1/R_2, the others known, a_0/2 = 3, y = z in x = y = z."""
    if isinstance(goal, Apply) and goal.head == "=" and all(isinstance(side, Symbol) for side in goal.args):
        return symbol in goal.args
    if page.inside or not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        return False
    left, right = goal.args
    ends = {part.bounds[1] for part in subterms(left) if isinstance(part, Bind) and part.head in ("sum", "product")}
    alone = free(left) - ends == {symbol} and (symbol.sort == "real" if free(right) else symbol.sort == "array")
    return alone and symbol.name not in _rests_on(page, right) and all(
        page.context.knows(other.name) for other in free(right)) and (
        sum(part == symbol for part in subterms(left)) == 1)


def raises_a_complex(symbol: Symbol, goal: Term) -> bool:
    """Whether n stands in an exponent beside the imaginary unit, where it is likely to be a whole number."""
    if symbol.name not in _COUNTS or symbol.sort != "real" or "i" not in heads(goal):
        return False
    return any(isinstance(part, Apply) and part.head == "^" and symbol in free(part.args[1]) for part in subterms(goal))


def is_said_of_a_matrix(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether an equation can say of what kind a matrix is: A^T A = 1, P^2 = P, u^T v = 0. Words may have said it.

    Only one side knows it, or it is one side.
    """
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        return False
    if "derivative" in heads(goal) and not is_zeroed(goal):
        return False                             # nobody says of what kind a matrix is by a gradient
    bare = (symbol, Apply("transpose", (symbol,)), Apply("inverse", (symbol,)))
    known = [symbol.name in _rests_on(page, side) for side in goal.args]
    return sum(known) == 1 or (all(known) and any(side in bare for side in goal.args))


def stands_for_a_value(symbol: Symbol, goal: Term) -> bool:
    """Whether a name that nothing on the page settles stands on one side of a relation, and numbers on the other.

    A derivative in an element h_i, i free, is said of every i: no value told is meant by it.
    """
    if "derivative" in heads(goal) and any(
            isinstance(part, Bind) and part.head == "derivative" and any(free(index) for index in part.bounds[1:])
            for part in subterms(goal)):
        return False
    match goal:
        case Apply(head, (left, right)) if head in RELATIONS:
            if symbol not in free(left) | free(right):
                return not free(left) or not free(right)         # it stands in a definition that one side rests on
            here, there = (left, right) if symbol in free(left) else (right, left)
            return symbol not in free(there) and bool(_numerals(there) - _numerals(here))
    return False


def _numerals(term: Term) -> set[object]:
    return {part.value for part in subterms(term) if isinstance(part, Number)}
