"""The letters of the master theorem: a and b of n^{log_b a}, where T(n) = a T(n/b) + f(n) is the recurrence.

    T(n) = 9 T(n/3) + n, n^{log_b a} = n^2        a is 9 and b is 3
    n^{log_b a} = n^2, without a recurrence       nobody says what a and b are: never refuted
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.elaborate.equations.recurrences import Recurrence
from derive.elaborate.notation import plain
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, heads, subterms
from derive.read.record import replace


def with_letters(step: Step, known: Iterable[Recurrence]) -> Step:
    """The step with what a and b are, where it has a logarithm of the one to the base of the other and no more."""
    obligation = step.obligation
    if obligation is None or "log" not in heads(obligation.goal):
        return step
    letters = {part.args for part in subterms(obligation.goal) if isinstance(part, Apply) and part.head == "log"
               and len(part.args) == 2 and all(isinstance(arg, Symbol) and len(arg.name) == 1 for arg in part.args)}
    if len(letters) != 1:
        return step
    told = set().union(*(free(h) for h in obligation.hypotheses if not is_mark(h)))
    a, b = letters.pop()
    if not isinstance(a, Symbol) or not isinstance(b, Symbol) or {a, b} & told:
        return step
    found = {numbers for one in known if (numbers := _numbers(one)) is not None}
    new: tuple[Term, ...] = (Apply("meant", (a,)), Apply("meant", (b,)))
    if len(found) == 1:
        new = tuple(Apply("=", pair) for pair in zip((a, b), map(Number, found.pop()), strict=True))

    def beside(one: Obligation | None) -> Obligation | None:
        return None if one is None else Obligation((*one.hypotheses, *new), one.goal)

    under = tuple(plain(fact) for fact in new if not is_mark(fact))
    return replace(step, obligation=beside(obligation), general=beside(step.general), under=(*step.under, *under))


def _numbers(one: Recurrence) -> tuple[Fraction, Fraction] | None:
    """How many parts of which size: 4 and 2 in 4 T(n/2) + n, where T stands once."""
    terms = one.body.args if isinstance(one.body, Apply) and one.body.head == "+" else (one.body,)
    found = [(term, part) for term in terms for part in subterms(term)
             if isinstance(part, Apply) and (part.head, part.args[:1]) == (one.place[0], (one.place[1],))]
    if len(found) != 1 or one.shift:
        return None
    term, part = found[0]
    index = part.args[1]
    while isinstance(index, Apply) and index.head in ("floor", "ceil"):
        (index,) = index.args
    match index:
        case Apply("/", (Symbol() as n, Number(size))) if n == one.parameter:
            pass
        case _:
            return None
    match term:
        case Apply("*", (Number(count), other)) if other == part:
            return count, size
    return (Fraction(1), size) if term == part else None
