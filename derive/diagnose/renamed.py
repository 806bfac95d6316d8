r"""A name that a new chain says to be another formula, which no slip explains: it may be another thing by that name.

    V = \pi \int_0^1 (x^2 - x^4) dx about the x-axis; about the y-axis V = 2 \pi \int_0^1 x (x - x^2) dx

A formula has names or a binder in it: N = (32 - 5)/1 = 27 is still what a formula for N makes of numbers. A slip
that makes a short one right, y = x of y = x^2, says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.borrowed import is_weak, rests_on
from derive.diagnose.judgement import Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.phrases_notation_en import CONCLUDES, SUBSTITUTES
from derive.elaborate.notation import plain
from derive.elaborate.step import goes_on
from derive.kernel.term import Apply, Bind, Symbol, Term, free, subterms
from derive.kernel.verdict import Refuted

WHY = "false with {}: whether the same is meant is left open"
LONG = 6                                         # parts of a formula
NEAR = 20                                        # characters
FAR = 200


def not_renamed(judgements: Sequence[Judgement], source: str) -> list[Judgement]:
    """The judgements, in which no name is refuted to be another formula than it was, unless words conclude it."""
    return [withheld(one, WHY.format(plain(before))) if (before := _formula_before(judgements, place)) is not None
            and not _is_concluded(one, source) else one for place, one in enumerate(judgements)]


def _is_concluded(one: Judgement, source: str) -> bool:
    """Whether words before a chain say that it follows, or that it is not so: it is about the same thing."""
    start = one.step.lhs.span.start if one.step.lhs is not None else 0
    return CONCLUDES.search(source, max(0, start - NEAR), start) is not None or is_substituted(one, source, start)


def is_substituted(one: Judgement, source: str, start: int) -> bool:
    """I = int_0^2 x sqrt(4 - x^2) dx. With u = 4 - x^2, I = (1/2) int_0^2 sqrt(u) du: the same integral is meant."""
    formula = one.step.rhs.term if one.step.rhs is not None else None
    variables = {part.variable.name for part in subterms(formula) if isinstance(part, Bind) and part.head == "integral"
                 } if formula is not None else set[str]()
    return any(found["name"].lstrip("\\") in variables
               for found in SUBSTITUTES.finditer(source, max(0, start - FAR), start))


def _formula_before(judgements: Sequence[Judgement], place: int) -> Term | None:
    """The formula that a name was, where a chain begins that says it is another one."""
    one = judgements[place]
    step, obligation = one.step, one.step.obligation
    goes_on_here = place > 0 and goes_on(judgements[place - 1].step, step)
    if not isinstance(one.verdict, Refuted) or goes_on_here or step.relation != "=":
        return None
    if obligation is None or step.lhs is None or step.rhs is None:
        return None
    name, formula = step.lhs.term, step.rhs.term
    if not isinstance(name, Symbol) or formula is None or not _is_formula(formula) or name in free(formula):
        return None
    if not is_weak(one) and sum(1 for _ in subterms(formula)) >= LONG:
        return None
    return next((known for known in rests_on(obligation) if isinstance(known, Apply) and known.args[0] == name
                 and (isinstance(known.args[1], Symbol) or _is_formula(known.args[1]))), None)


def _is_formula(term: Term) -> bool:
    return not isinstance(term, Symbol) and bool(free(term) or any(isinstance(part, Bind) for part in subterms(term)))


__all__ = ["is_substituted", "not_renamed"]
