"""Results: what earlier steps of a problem have proved, for the later ones that are open without it.

    cos t = -4/5 proved, then sin t/cos t = -3/4      from sin t = 3/5 and that
    F(s) = ... = a/(s^2 + a^2), each link proved      F(s) is what its chain ends with

A result is used under the hypotheses it was proved under, and no others, and only where it has a value wherever the
step has one, with everything that its chain went through: A = x/x, x/x = 1 of A x = x says nothing of A at x = 0, nor
does x/|x| = 1 of x > 0. A refutation has no need of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from derive.elaborate.step import Step, is_mark
from derive.kernel.definedness import TOTAL, conditions
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, subterms

MOST = 4                                         # results that one step may rest on
LARGEST = 60                                     # hypotheses, results among them


@dataclass(frozen=True, slots=True)
class _Result:
    term: Term
    under: frozenset[Term]                       # hypotheses, apart from marks of what is meant
    through: tuple[Term, ...]                    # what its chain, and what that rests on, speaks of
    section: str
    case: int | None


@dataclass
class Results:
    """The equations that have been proved so far, in the order of the page."""

    known: list[_Result] = field(default_factory=list)
    proved: dict[Term, tuple[frozenset[Term], tuple[Term, ...]]] = field(default_factory=dict)      # under, and through
    start: Term | None = None                    # of the chain under way, all of it proved
    stop: Term | None = None
    under: frozenset[Term] = frozenset()
    through: tuple[Term, ...] = ()

    def learn(self, step: Step, used: Obligation | None) -> None:
        """A step that was proved under an obligation; None where it was not proved."""
        left = step.lhs.term if step.lhs is not None else None
        right = step.rhs.term if step.rhs is not None else None
        exact = used is not None and isinstance(used.goal, Apply) and used.goal.head == "="       # and no rounding
        if used is None or not exact or step.relation != "=" or left is None or right is None or step.kind != "link":
            self.start = self.stop = None
            return
        rests = [self.proved.get(term, (frozenset((term,)), ())) for term in _told(used.hypotheses)]
        under = frozenset().union(*(told for told, _ in rests))
        through = (used.goal, Apply("=", (left, right)), *(term for _, passed in rests for term in passed))
        self.proved[used.goal] = (under, through)
        if left != self.stop:
            self.start, self.under, self.through = left, frozenset(), ()
        self.stop, self.under = right, self.under | under
        self.through = tuple(dict.fromkeys((*self.through, *through)))
        if self.start is not None and self.start != right and _is_a_name(self.start):
            result = Apply("=", (self.start, right))
            self.known.append(_Result(result, self.under, self.through, _root(step), step.case))

    def about(self, step: Step) -> tuple[Term, ...]:
        """Results about what a step speaks of, the last ones first, that hold under its hypotheses."""
        if step.obligation is None or len(step.obligation.hypotheses) > LARGEST:
            return ()
        goal, here = step.obligation.goal, frozenset(_told(step.obligation.hypotheses))
        found = dict.fromkeys(
            result.term for result in reversed(self.known)
            if result.section == _root(step) and result.case in (None, step.case) and result.under <= here
            and not free(goal).isdisjoint(free(result.term)) and result.term not in (*here, goal)
            and all(_has_a_value(term, goal, here) for term in (result.term, *result.through))
        )
        return tuple(found)[:MOST]


def resting_on(step: Step, results: tuple[Term, ...]) -> Step:
    """The step with results among its hypotheses."""
    def more(obligation: Obligation) -> Obligation:
        return replace(obligation, hypotheses=(*obligation.hypotheses, *results))

    return replace(
        step, obligation=step.obligation and more(step.obligation), general=step.general and more(step.general),
        rounded=step.rounded and more(step.rounded), within=tuple(map(more, step.within)))


def _has_a_value(result: Term, goal: Term, here: Iterable[Term]) -> bool:
    """Whether a result is defined wherever the goal and the hypotheses are, by the parts that it has in common."""
    others = (goal, *here)
    there = {part for other in others for part in subterms(other)}
    wanted = {one for one in conditions(result) if not (isinstance(one[0], Number) and one[1] == "!=" and one[0].value)}
    partial = (part for part in subterms(result) if isinstance(part, Bind) or (
        isinstance(part, Apply) and part.head not in TOTAL | {"=", "/", "sqrt", "log", "^"}))
    return there.issuperset(partial) and wanted <= {one for other in others for one in conditions(other)}


def _told(hypotheses: Iterable[Term]) -> Iterator[Term]:
    return (term for term in hypotheses if not is_mark(term))


def _is_a_name(term: Term) -> bool:
    """A name, a value of a function, an element, a definite integral: what a result says the value of."""
    match term:
        case Symbol() | Bind():
            return True
        case Apply(head, args):
            return bool(free(term)) and head not in ("+", "-", "*", "/", "^") and len(args) <= 2
    return False


def _root(step: Step) -> str:
    return step.section.partition(" / ")[0]
