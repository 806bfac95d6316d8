"""A step about the numbers of a sequence: F_5 = F_4 + F_3 as 5 = 3 + 2, without what told these values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.equations.recurrences import Place, Recurrence


def with_values(step: Step, sequences: Mapping[Place, Recurrence]) -> Step:
    """The step about the numbers, where every value of a sequence in it is known."""
    def reckoned(obligation: Obligation | None) -> Obligation | None:
        return None if obligation is None else _about_numbers(obligation, sequences)

    obligation = reckoned(step.obligation)
    if obligation is None:
        return step
    return replace(
        step, obligation=obligation, general=reckoned(step.general), rounded=reckoned(step.rounded),
        within=tuple(one for each in step.within if (one := reckoned(each)) is not None))


def _about_numbers(obligation: Obligation, sequences: Mapping[Place, Recurrence]) -> Obligation | None:
    """The obligation with numbers for the values of sequences, and without what told these values."""
    goal = obligation.goal
    told: list[Recurrence] = []
    for sequence in sequences.values():
        if sequence.place[1] in free(goal):
            closed = _reckoned(goal, sequence)
            if closed is None:
                return None
            goal, told = closed, [*told, sequence]
    if any(_is_of_others(h, one, goal) for h in obligation.hypotheses for one in told):
        return None
    kept = [h for h in obligation.hypotheses if not any(_tells(h, one) for one in told)]
    if not free(goal):
        kept = [h for h in kept if not (is_mark(h) and free(h))]        # numbers alone are left of what is claimed
    return Obligation(tuple(kept), goal) if told else None


def _is_of_others(hypothesis: Term, one: Recurrence, goal: Term) -> bool:
    """Whether a rule for another array of the goal rests on the sequence: delta_t = dL/dh_t, of the h_t."""
    body = hypothesis
    while isinstance(body, Bind) and body.head == "forall":
        body = body.body
    if body is hypothesis or one.place[1] not in free(body):
        return False
    match body:
        case Apply("=", (Apply("at" | "call", (Symbol() as other, *_)), _)):
            return other != one.place[1] and other in free(goal)
    return False


def _tells(hypothesis: Term, one: Recurrence) -> bool:
    """Whether a hypothesis is a recurrence or a value that the numbers were reckoned from."""
    if one.place[1] not in free(hypothesis):
        return False
    if isinstance(hypothesis, Bind):
        return hypothesis.head == "forall"
    match hypothesis:
        case Apply("=", (left, right)):
            if one.parameter in free(hypothesis):
                return True
            sides = (_reckoned(left, one), _reckoned(right, one))
            values = [one.valuation.of(side) if side is not None else None for side in sides]
            return values[0] is not None and values[0] == values[1]
    return is_mark(hypothesis)


def _reckoned(goal: Term, sequence: Recurrence) -> Term | None:
    """The goal with the values of a sequence at numbers put in; None where one of its places is no number."""
    match goal:
        case Apply(head, (Symbol() as letter, index)) if (head, letter) == sequence.place:
            k = sequence.valuation.of(index)
            value = sequence.value(k) if k is not None else None
            return Number(value) if value is not None else None
        case Apply(head, args):
            moved = [_reckoned(arg, sequence) for arg in args]
            return None if any(one is None for one in moved) else Apply(head, tuple(one for one in moved if one))
        case Symbol() if goal == sequence.place[1]:
            return None
        case Bind():
            return goal if sequence.place[1] not in free(goal) else None
    return goal
