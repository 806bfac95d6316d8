"""z3's word on polynomial arithmetic, or its values that break the goal.

Decides      inequalities, implications and equivalences between polynomials and quotients with max, min and abs
Certificate  Testimony: trust "oracle"; or a Counterexample, which the kernel checks by itself
Declines     roots, exponentials and everything else that is not arithmetic; what z3 does not settle in time
"""

from __future__ import annotations

from derive.decide import oracle
from derive.decide.budget import remaining
from derive.kernel.certificate import Counterexample, Testimony
from derive.kernel.signs import conditions
from derive.kernel.term import RELATIONS, Apply, Number, Obligation, Symbol, Term, free, subterms

COST = 92
SECONDS = 1.5
HEADS = RELATIONS | {"+", "*", "-", "/", "abs", "max", "min", "and", "or", "not", "implies", "iff", "true", "false"}
SYMBOLS = 8


def attempt(obligation: Obligation) -> Testimony | Counterexample | None:
    """z3's answer for a goal of arithmetic other than a plain equation."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head == "=" or not _is_arithmetic(goal) or remaining() < 0.5:
        return None
    hypotheses = tuple(h for h in obligation.hypotheses if _is_arithmetic(h))
    needed, _ = conditions(side for part in subterms(goal) if isinstance(part, Apply) for side in part.args)
    if needed and goal.head not in RELATIONS:
        return None                              # z3 gives every quotient a value; a solution needs a real one
    given = (*hypotheses, *needed, *conditions(hypotheses)[0])
    if not given and not free(goal):
        return None                              # numbers alone were compared before
    answer = oracle.entailed(given, goal, min(SECONDS, remaining()))
    match answer.value:
        case ("yes", _):
            return Testimony("z3", "do the hypotheses entail the goal", "the negation has no model over the reals")
        case ("no", values) if len(hypotheses) == len(obligation.hypotheses):
            assert isinstance(values, tuple)
            return Counterexample(tuple(sorted(values, key=lambda pair: pair[0].name)))
    return None


def _is_arithmetic(term: Term) -> bool:
    if len(free(term)) > SYMBOLS:
        return False
    for part in subterms(term):
        match part:
            case Number():
                pass
            case Symbol(_, sort) if sort in ("real", "integer"):
                pass
            case Apply("^", (_, Number(exponent))) if exponent.denominator == 1 and 0 <= exponent <= 12:
                pass
            case Apply(head, _) if head in HEADS:
                pass
            case _:
                return False
    return True
