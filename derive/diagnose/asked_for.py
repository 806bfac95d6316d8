r"""A relation that is false for most numbers, and true for the one that the page says its name is: it asks for it.

    \sqrt{x+7} = x-5, and below x = 9          (N+1)^2 > 1000, and then N = 31; 1.03^n >= 2
    (x - 2)(x - 9) = 0. Only x = 9 is >= 5      words choose one of the roots

Nobody says such a thing of all numbers: it is left open, and no step is refuted by choosing another number. Where a
slip of a formula explains the step, (a + b)^2 = a^2 + b^2 before a = 0, it stays refuted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from derive.diagnose.borrowed import is_weak, told_names
from derive.diagnose.judgement import Judged, Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import path
from derive.elaborate.language.phrases_notation_en import CHOOSES, FOR_ALL, ROOTS_IN_WORDS
from derive.elaborate.notation import plain
from derive.elaborate.step import is_mark
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, substitute, subterms
from derive.kernel.verdict import Proved, Refuted
from derive.read.record import replace

TOLD = "false of others, and nothing else is told of it: it may be what it is said to be"
SOUGHT = "false for most {}, which words ask for"
SEEKS = r"(?:find|solve|determine|calculate|compute|what|how)\b"
CHOSEN = "false for another solution, and words choose this one"
NEAR = 40                                        # characters
WHY = "false for most {}, and true for {}: it may ask for it"
ORDERS = frozenset({"<", "<=", ">", ">="})
NUMBERS = frozenset({"real", "integer", "complex"})
ALGEBRAIC = frozenset({"+", "-", "*", "/", "^", "sqrt", "log"})
REACH = 800                                      # characters
TRIED = 12                                       # values, or pairs of them
MOST = 2                                         # names


def not_asked_for(judgements: Sequence[Judgement], source: str, judged: Judged) -> list[Judgement]:
    """The judgements, in which nothing is refuted by other numbers than those that the page says its names are."""
    found = [withheld(one, TOLD) if _introduces(one) else one for one in judgements]
    found = [withheld(one, SOUGHT.format(name)) if (name := _sought(one, judgements, source)) else one for one in found]
    found = [withheld(one, WHY.format(", ".join(names), ", ".join(names.values())))
             if (names := _asked(one, judgements, source, judged)) else one for one in found]
    return [withheld(one, CHOSEN) if _is_chosen(one, source, judged) else one for one in found]


def _introduces(one: Judgement) -> bool:
    """Whether elements of a name are said to be something, or it to lie in a set, and nothing else is told of it."""
    obligation = one.step.obligation
    if not isinstance(one.verdict, Refuted) or obligation is None:
        return False
    match obligation.goal:
        case Apply("in", (left, _)):
            names = free(left)
        case Apply("=", (Apply("at", (Symbol() as array, *indices)), _)) if any(map(free, indices)) and is_weak(one):
            names = frozenset((array,))
        case _:
            return False
    chosen = {symbol for symbol, _ in one.verdict.counterexample.point}
    told = any(not names.isdisjoint(_spoken_of(fact)) for fact in obligation.hypotheses if not _is_of_a_kind(fact))
    return not told and not names.isdisjoint(chosen)


def _sought(one: Judgement, judgements: Sequence[Judgement], source: str) -> str:
    """The name that words ask for, and for which a number is told below, where an equation speaks of it alone."""
    obligation = one.step.obligation
    if not is_weak(one) or obligation is None or one.step.lhs is None:
        return ""
    match obligation.goal:
        case Apply("=", (left, right)) if len(names := free(left) | free(right)) == 1:
            (symbol,) = names
            if not isinstance(symbol, Symbol) or symbol in (left, right) or any(
                    symbol in told_names(fact) for fact in obligation.hypotheses):
                return ""
            here = path(source, one.step.at.start)
            begin = here[-1] if here else max(0, one.step.at.start - REACH)
            asked = rf"\b{SEEKS}[^.?!]{{0,60}}\$\\?{re.escape(symbol.name)}\$"
            asks = re.search(asked, source[begin : one.step.at.start], re.I)
            below = any(
                other.step.at.start > one.step.at.start and other.step.lhs is not None and other.step.rhs is not None
                and other.step.lhs.term == symbol and other.step.rhs.term is not None and not free(other.step.rhs.term)
                and path(source, other.step.at.start) == here for other in judgements)
            return symbol.name if asks and below else ""
    return ""


def _is_of_a_kind(fact: Term) -> bool:
    """A mark, or the length of an array: nothing that tells its values."""
    return is_mark(fact) or not heads(fact).isdisjoint(("length", "size"))


def _spoken_of(fact: Term) -> frozenset[Symbol]:
    """The names of which a hypothesis tells something: an equation that defines one of them tells nothing of others."""
    return frozenset(told_names(fact)) or free(fact)


def _is_chosen(one: Judgement, source: str, judged: Judged) -> bool:
    """Whether words choose one of the solutions of an equation, which it is."""
    step, goal = one.step, one.step.obligation.goal if one.step.obligation is not None else None
    if not isinstance(one.verdict, Refuted) or step.lhs is None or step.rhs is None or step.obligation is None:
        return False
    words = source[step.lhs.span.stop : step.rhs.span.start], source[step.rhs.span.stop :][:NEAR]
    if not any(map(CHOOSES.search, words)):
        return False
    match goal:
        case Apply("iff", (asked, Apply("=", (Symbol(), value)) as chosen)) if not free(value):
            back = Obligation(step.obligation.hypotheses, Apply("implies", (chosen, asked)))
            return isinstance(judged(replace(step, obligation=back, general=None)).verdict, Proved)
    return False


def _asked(one: Judgement, judgements: Sequence[Judgement], source: str, judged: Judged) -> dict[str, str]:
    """The names whose values in this part of the page make a refuted relation true, and these values."""
    obligation = one.step.obligation
    if not isinstance(one.verdict, Refuted) or obligation is None or not isinstance(obligation.goal, Apply):
        return {}
    goal = obligation.goal
    behind = source[one.step.rhs.span.stop :][:NEAR] if one.step.rhs is not None else ""
    if FOR_ALL.search(behind):
        return {}
    is_told = any(not free(goal).isdisjoint(told_names(fact)) for fact in obligation.hypotheses)
    if goal.head in ORDERS and ((not is_told and _bounds_a_name(goal)) or _is_led_to(one, judgements, judged)):
        return {symbol.name: "others" for symbol in free(goal)}
    if is_told or isinstance(goal.args[0], Symbol) or any(isinstance(part, Bind) for part in subterms(goal)):
        return {}                                # x = 3 of a system is what it is said to be
    if not (is_weak(one) if goal.head == "=" else goal.head in ORDERS):
        return {}
    chosen = sorted({symbol for symbol, _ in one.verdict.counterexample.point if isinstance(symbol, Symbol)
                     and symbol.sort in NUMBERS and symbol in free(goal)}, key=lambda symbol: symbol.name)
    if not chosen or len(chosen) > MOST or frozenset(chosen) != free(goal):
        return {}
    here = path(source, one.step.at.start)
    told = {symbol: list(dict.fromkeys(_values(symbol, judgements, source, here))) for symbol in chosen}
    for values in islice(product(*told.values()), TRIED):
        put_in = dict(zip(chosen, values, strict=True))
        put = Obligation((), substitute(goal, put_in))
        if isinstance(judged(replace(one.step, obligation=put, general=None, within=(), rounded=None)).verdict, Proved):
            return {symbol.name: plain(put_in[symbol]) for symbol in chosen}
    return {}


def _bounds_a_name(goal: Apply) -> bool:
    """Whether algebra in one name, which stands once, is compared with a number: 1.03^n >= 2 says from which n on."""
    closed = [side for side in goal.args if not free(side)]
    if len(closed) != 1 or closed[0] == number(0) or not heads(goal) <= ALGEBRAIC | {goal.head}:
        return False
    names = [part for part in subterms(goal) if isinstance(part, Symbol)]
    return len(names) == 1 and names[0].sort in NUMBERS


def _is_led_to(one: Judgement, judgements: Sequence[Judgement], judged: Judged) -> bool:
    """Whether an order that is no fact leads to this one: 1.05 p > 0.1, and so p > 0.1/1.05, whatever p was before."""
    place = next(place for place, other in enumerate(judgements) if other.step is one.step)
    obligation = one.step.obligation
    before = judgements[place - 1] if place else None
    known = before.step.obligation if before is not None else None
    if obligation is None or before is None or known is None or before.outcome not in ("undecided", "refuted"):
        return False
    match known.goal, obligation.goal:
        case Apply(first), Apply(second) if {first, second} <= ORDERS and free(known.goal) == free(obligation.goal):
            led = Obligation((), Apply("implies", (known.goal, obligation.goal)))
            return isinstance(judged(replace(one.step, obligation=led, general=None)).verdict, Proved)
    return False


def _values(symbol: Symbol, judgements: Sequence[Judgement], source: str, here: tuple[int, ...]) -> Iterator[Term]:
    """The closed values that a part of the page says a name has: x = 9, (x - 9)(x - 2) = 0, "the roots 2 and 9"."""
    if here:
        yield from (Number(Fraction(root)) for found in ROOTS_IN_WORDS.finditer(source, here[-1], here[-1] + REACH)
                    for root in found.groups() if root)
    for one in judgements:
        if path(source, one.step.at.start) != here:
            continue
        for side in (one.step.lhs, one.step.rhs):
            for part in subterms(side.term) if side is not None and side.term is not None else ():
                yield from _told(symbol, part)
        if one.step.lhs is not None and one.step.rhs is not None and one.step.lhs.term and one.step.rhs.term:
            yield from _told(symbol, Apply(one.step.relation, (one.step.lhs.term, one.step.rhs.term)))


def _told(symbol: Symbol, part: Term) -> Iterator[Term]:
    match part:
        case Apply("=", (left, right)) if left == symbol and not free(right):
            yield right
        case Apply("=", (Apply("*", factors), right)) if not free(right):
            for factor in factors:
                yield from _root(symbol, factor)


def _root(symbol: Symbol, factor: Term) -> Iterator[Term]:
    """9 of x - 9, -3 of x + 3."""
    match factor:
        case Apply("+", (left, shift)) if left == symbol and not free(shift):
            yield Number(-shift.value) if isinstance(shift, Number) else Apply("-", (shift,))


__all__ = ["not_asked_for"]
