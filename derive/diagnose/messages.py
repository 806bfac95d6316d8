"""The sentence of a judgement: what is so, in the author's own names."""

from __future__ import annotations

from derive.decide.portfolio import decide
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Bind, Obligation, free, substitute, subterms
from derive.kernel.verdict import Proved, Refuted, Undecided, Verdict

RELATION_WORDS = {"=": "equal to", "<": "less than", ">": "greater than", "<=": "at most", ">=": "at least"}


def message(step: Step, verdict: Verdict | None) -> str:
    """One sentence, lower case, no full stop."""
    if step.kind == "given" and verdict is None:
        return step.role or "given"
    if step.unread:
        return step.unread
    match verdict:
        case Proved(by=by, trust=trust):
            return f"holds ({by})" if trust == "kernel" else f"holds, on the word of an oracle ({by})"
        case Refuted(counterexample=counterexample):
            return _refuted(step, counterexample)
        case Undecided(attempts=attempts, agreements=agreements):
            return step.undecidable or _undecided(tuple(a.outcome for a in attempts), agreements)
    return step.undecidable or "not decided"


def _refuted(step: Step, counterexample: Counterexample) -> str:
    left, right = counterexample.lhs, counterexample.rhs
    if left in ("true", "false") and right in ("true", "false"):
        left, right = "", ""
    quantity = step.quantity
    if quantity is not None and quantity.message:
        return quantity.message
    if not left or not right:
        said = _solved(step, counterexample) or _part(step, counterexample)
        if said:
            return said
        return f"false at {point(counterexample)}" if counterexample.point else "false"
    closed = step.rhs is not None and step.rhs.term is not None and not free(step.rhs.term)
    if closed and step.lhs is not None and step.lhs.term is not None and step.relation == "=" and _short(step):
        subject = plain(step.lhs.term)
        return f"{subject} is not {right}" if left == subject else f"{subject} is {left}, not {right}"
    where = f" at {point(counterexample)}" if counterexample.point else ""
    return f"the left side is {left} and the right side {right}{where}"


def _solved(step: Step, counterexample: Counterexample) -> str:
    """Which of two statements the point satisfies, where an equation or inequality is being solved."""
    goal = step.obligation.goal if step.obligation is not None else None
    match goal:
        case Apply("iff" | "implies", (before, _)):
            verdict = decide(Obligation((), substitute(before, dict(counterexample.point))), 0.5)
            if isinstance(verdict, Proved):
                return f"{point(counterexample)} satisfies the first statement and not the second"
            if isinstance(verdict, Refuted):
                return f"{point(counterexample)} satisfies the second statement and not the first"
    return ""


def _part(step: Step, counterexample: Counterexample) -> str:
    """Which of several numbers is wrong, where pairs or tables are equated."""
    match step.obligation.goal if step.obligation is not None else None:
        case Apply("and", parts):
            pass
        case Apply("=", (Apply("matrix", left), Apply("matrix", right))) if len(left) == len(right):
            parts = tuple(Apply("=", pair) for pair in zip(left[2:], right[2:], strict=True))
        case _:
            return ""
    where = f" at {point(counterexample)}" if counterexample.point else ""
    for part in parts:
        verdict = decide(Obligation((), substitute(part, dict(counterexample.point))), 0.5)
        if isinstance(verdict, Refuted) and isinstance(part, Apply) and part.head == "=" and verdict.counterexample.lhs:
            subject, value = plain(part.args[0]), verdict.counterexample.lhs
            return f"{subject} is {'' if subject == value else f'{value}, '}not {plain(part.args[1])}{where}"
    return ""


def _short(step: Step) -> bool:
    assert step.lhs is not None
    assert step.lhs.term is not None
    parts = list(subterms(step.lhs.term))
    return len(parts) < 12 and not any(isinstance(part, Bind) for part in parts)


def point(counterexample: Counterexample) -> str:
    """The point in plain notation: x = 1, y = 2."""
    return ", ".join(f"{symbol.name} = {plain(value)}" for symbol, value in counterexample.point)


def _undecided(outcomes: tuple[str, ...], agreements: int) -> str:
    empty = next((outcome for outcome in outcomes if outcome.endswith("nothing to prove")), "")
    if empty:
        return empty.removeprefix("rejected: ")
    special = [outcome for outcome in outcomes if outcome not in ("declined", "")]
    tail = f"; both sides agree at {agreements} points, which is no proof" if agreements > 1 else ""
    return (special[-1] if special else "no procedure decides it") + tail
