"""One step, judged: its obligations in the order in which they are to be tried.

general    without the given values, on the branch that they select
obligation every hypothesis in force, the given values among them
rounded    a decimal result is within half a unit of its last digit

general proved                        -> proved
obligation refuted                    -> rounded decides, if there is one; else refuted
obligation proved, values substituted -> proved, under the values
opposite proved, however one chooses  -> refuted: c n + n <= c n, of a constant c of a guess
sides proved to differ by a number    -> refuted: P(A or B) = 0.9 beside facts that make it 0.7
solution in decimals                  -> rounded as any result: 3 t = 7.1, so t = 2.37
customary  densities and means written out as is customary: proved if it is
proved, and agrees at other values    -> proved, under the values
obligation proved by coincidence      -> undecided: x_0 w_1 = w_1 is no step of algebra because x_0 = 1
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from derive.decide.agreement import agrees_elsewhere
from derive.decide.budget import worked
from derive.decide.intended import is_meant
from derive.decide.portfolio import decide
from derive.decide.procedures.certified_refutation import attempt as counterexample
from derive.decide.solved_for import broken_elsewhere
from derive.decide.solved_in_digits import solved_in_digits
from derive.decide.throughout import wrong_throughout
from derive.decide.unequal_terms import ORDERS
from derive.decide.values_meant import values_are_meant
from derive.decide.where_defined import of_the_chain, of_the_constants, of_the_functions
from derive.elaborate.chance.determined import gap, number_of
from derive.elaborate.formulas.rounding import last_digit
from derive.elaborate.notation.plain import plain
from derive.elaborate.step import Finding, Step, is_mark
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Number, Obligation, free, heads
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided, Verdict
from derive.read.node import Node
from derive.read.record import replace as step_replace

OPPOSITES = {"<=": (">",), "<": (">=",), ">=": ("<",), ">": ("<=",), "=": ("<", ">")}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with what is worth saying beside it."""

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    used: Obligation | None = None  # the obligation that the verdict is about
    values: bool = False  # the given values were needed


class _Limit:
    """The work that a step may take: each obligation has what those before it left, and not less than a fourth."""

    def __init__(self, seconds: float) -> None:
        self.least = seconds / 4
        self.ends = worked() + seconds

    def decide(self, obligation: Obligation) -> Verdict:
        return decide(obligation, max(self.least, self.ends - worked()))


def judge(step: Step, seconds: float = 5.0) -> Ruling | None:
    """The ruling on a step; None when there is nothing to decide (given, unread).

    A given that holds of what its names customarily mean is proved; one that stands alone, and is seen to speak of
    that, may be refuted.
    """
    limit = _Limit(seconds)
    if step.kind == "given" and step.claim is not None:
        known = limit.decide(step.claim)
        told = isinstance(known, Proved) or (step.lone and isinstance(known, Refuted) and is_meant(
            step.claim, limit.decide))
        return Ruling(known, used=step.claim) if told else None
    if step.kind == "given" or step.unread or step.obligation is None:
        return None
    step = _of_numbers(step, step.obligation)
    assert step.obligation is not None
    if step.general is not None:
        verdict = limit.decide(step.general)
        if isinstance(verdict, Proved):
            return Ruling(verdict, used=step.general)
    full = limit.decide(step.obligation)
    if not isinstance(full, Proved) and (natural := _of_sizes(step, limit)) is not None:
        return natural
    if not isinstance(full, Proved) and (elsewhere := _where_spoken_of(step, full, limit)) is not None:
        return elsewhere
    if not isinstance(full, Proved) and (within := _within(step, limit)) is not None:
        return within
    if isinstance(full, Undecided) and step.customary is not None and (
            step.general is None or values_are_meant(step)):
        written = limit.decide(step.customary)
        if isinstance(written, Proved):
            return Ruling(written, used=step.customary)
    if isinstance(full, Undecided) and (wrong := _however_chosen(step, limit) or _clash(step, limit)) is not None:
        return wrong
    if not isinstance(full, Proved) and (ruling := _solved(step, full, limit)) is not None:
        return ruling
    if isinstance(full, Undecided) and (broken := wrong_throughout(step, limit.decide)) is not None:
        return _where_spoken_of(step, broken, limit) or Ruling(broken, used=broken.obligation)
    if isinstance(full, Refuted) and step.rounded is not None:
        return _rounded(step, full, limit)
    if not isinstance(full, Proved) and step.rounded is not None and step.numeric:
        if (ruling := _as_a_result(step, limit)) is not None:
            return ruling
    if isinstance(full, Proved) and step.general is not None and not (
            values_are_meant(step) or agrees_elsewhere(step.general)):
        if (broken := broken_elsewhere(step.obligation, limit.decide)) is not None:
            return Ruling(broken, used=broken.obligation)
        outcome = "holds at the given values only, not in general"
        undecided = Undecided(step.obligation, (Attempt("given_values", outcome),), 1)
        return Ruling(undecided, used=step.obligation, values=True)
    return Ruling(full, used=step.obligation, values=step.general is not None)


def _of_numbers(step: Step, obligation: Obligation) -> Step:
    """A step in rounded numbers alone, without what is known of names, which may have no value at any point."""
    rounded = step.rounded
    if rounded is None or free(obligation.goal) or free(rounded.goal):
        return step
    marks = tuple(one for one in obligation.hypotheses if is_mark(one))
    return step_replace(step, obligation=replace(obligation, hypotheses=marks), rounded=replace(
        rounded, hypotheses=tuple(one for one in rounded.hypotheses if is_mark(one))))


def _of_sizes(step: Step, limit: _Limit) -> Ruling | None:
    """Proved of masses, lengths and speeds as they are by their nature, and said to be."""
    if not step.sizes or step.obligation is None:
        return None
    under = replace(step.obligation, hypotheses=(*step.obligation.hypotheses, *step.sizes))
    verdict = limit.decide(under)
    if not isinstance(verdict, Proved):
        return None
    text = f"holds where {' and '.join(map(plain, step.sizes))}, as sizes and the constants of bounds are"
    return Ruling(verdict, (Finding("narrowed", text, step.at),), under)


def _where_spoken_of(step: Step, found: Verdict, limit: _Limit) -> Ruling | None:
    """Not refuted where it fails only outside of what the page spoke of before, or where nothing has a value.

    Proved where it holds wherever the first side of its chain has a value.
    """
    assert step.obligation is not None
    if chain := of_the_chain(step):
        under = replace(step.obligation, hypotheses=(*step.obligation.hypotheses, *chain, *step.sizes))
        if isinstance(known := limit.decide(under), Proved):
            text = f"holds where {' and '.join(map(plain, chain))}, as its chain begins"
            return Ruling(known, (Finding("narrowed", text, step.at),), under)
    before = [*(one for one in step.before if heads(one).isdisjoint(ORDERS)), *chain, *of_the_functions(step),
              *of_the_constants(step)]
    if not before or not isinstance(found, Refuted) or found.obligation.goal != step.obligation.goal:
        return None
    under = replace(found.obligation, hypotheses=(*found.obligation.hypotheses, *before))
    if isinstance(limit.decide(under), Refuted):
        return None
    doubt = Attempt("conditions_before", "fails only outside of a condition under which the page spoke before")
    return Ruling(Undecided(step.obligation, (doubt,)), used=step.obligation)


def _however_chosen(step: Step, limit: _Limit) -> Ruling | None:
    """Refuted where the opposite is proved of every value: c n + n <= c n, of constants and inputs to be chosen."""
    breaks = [one for one in step.however if isinstance(counterexample(one), Counterexample)]
    if not breaks:
        return None
    widest = step.however[-1]                    # where n is large, if the step is about large n
    assert isinstance(widest.goal, Apply)
    opposites = [Apply(head, widest.goal.args) for head in OPPOSITES.get(widest.goal.head, ())]
    if any(isinstance(limit.decide(replace(widest, goal=opposite)), Proved) for opposite in opposites):
        verdict = limit.decide(breaks[0])
        return Ruling(verdict, used=breaks[0]) if isinstance(verdict, Refuted) else None
    return None


def _clash(step: Step, limit: _Limit) -> Ruling | None:
    """Sides that differ by a number, as the facts about probabilities and moments prove: l = r + c, so c = 0 fails.

    Not where c is no more than rounding may explain.
    """
    assert step.obligation is not None
    by = gap(step.obligation)
    if by is None:
        return None
    left, right = step.obligation.goal.args      # type: ignore[union-attr]
    shown = replace(step.obligation, goal=Apply("=", (left, Apply("+", (right, Number(by))))))
    if not isinstance(limit.decide(shown), Proved):
        return None
    bounds = [part.args[1] for part in (step.rounded.goal,) if isinstance(part, Apply)] if step.rounded else []
    if any(not isinstance(bound, Number) or abs(by) <= bound.value for bound in bounds):
        return None
    ends = [number_of(side, step.obligation.hypotheses) for side in (left, right)]
    here, there = (by, Fraction(0)) if None in ends else (ends[0], ends[1])
    broken = Obligation((), Apply("=", (Number(here), Number(there))))       # type: ignore[arg-type]
    verdict = limit.decide(broken)
    return Ruling(verdict, used=broken) if isinstance(verdict, Refuted) else None


def _within(step: Step, limit: _Limit) -> Ruling | None:
    """Each decimal within the sides is the rounding of what it stands for, or the result is that of stated digits."""
    for obligation in step.within:
        verdict = limit.decide(obligation)
        if isinstance(verdict, Proved):
            finding = Finding("rounding", "equal where each decimal is the rounding of what it stands for", step.at)
            return Ruling(verdict, (finding,), obligation)
    return None


def _rounded(step: Step, exact: Refuted, limit: _Limit) -> Ruling:
    """An exact reading fails: the decimal is a rounded result, rightly rounded or not.

        |l - r| < half a unit of the last digit of a side that is one numeral     -> proved
        |l - r| = half a unit, rounded away from zero                             -> proved
        |l - r| no more than the decimals within the sides may have been rounded  -> undecided
        otherwise                                                                 -> refuted
    """
    assert step.rounded is not None
    if (ruling := _as_a_result(step, limit)) is not None:
        return ruling
    if isinstance(limit.decide(step.rounded), Refuted):
        return Ruling(exact, used=exact.obligation)
    doubt = Attempt("rounding", "the sides differ by no more than the decimals in them may have been rounded")
    return Ruling(Undecided(step.rounded, (doubt,), 1), used=step.rounded)


def _solved(step: Step, full: Verdict, limit: _Limit) -> Ruling | None:
    """A solution in decimals: the rounding of the exact one, far from it, or left open."""
    found = solved_in_digits(step, limit.decide)
    if found is None:
        return None
    verdict, used = found
    if isinstance(verdict, Proved):
        return Ruling(verdict, (Finding("rounding", "equal to the digits shown, not exactly", step.at),), used)
    if isinstance(verdict, Refuted):
        return Ruling(full, used=step.obligation) if isinstance(full, Refuted) else Ruling(verdict, used=used)
    doubt = Attempt("rounding", "the solution differs by no more than what it rests on may have been rounded")
    return Ruling(Undecided(used, (doubt,), 1), used=used)


def _as_a_result(step: Step, limit: _Limit) -> Ruling | None:
    """A side that is one numeral, as the rounding of the other."""
    assert step.rounded is not None
    halves = [half for side in (step.rhs, step.lhs) if side is not None and (half := _half_unit(side.node)) is not None]
    for half in halves[:1]:
        verdict = limit.decide(_nearest(step.rounded, half))
        if isinstance(verdict, Proved):
            finding = Finding("rounding", "equal to the digits shown, not exactly", step.at)
            return Ruling(verdict, (finding,), step.rounded)
    return None


def _nearest(rounded: Obligation, half: Fraction) -> Obligation:
    """|l - r| < half, or the tie in which |r| > |l|: half to even is a convention that the page would have to state."""
    match rounded.goal:
        case Apply("<=", (Apply("abs", (Apply("+", (left, Apply("-", (right,)))),)), Number(bound))):
            gap, limit = Apply("abs", (Apply("+", (left, Apply("-", (right,)))),)), Number(min(half, bound))
            tie = Apply("and", (Apply("<=", (gap, limit)), Apply(">", (Apply("abs", (right,)), Apply("abs", (left,))))))
            return replace(rounded, goal=Apply("or", (Apply("<", (gap, limit)), tie)))
    return rounded


def _half_unit(node: Node | None) -> Fraction | None:
    """Half a unit of the last digit of a side that is one numeral; None for any other side."""
    unit = last_digit(node, True) if node is not None else None
    return unit / 2 if unit else None
