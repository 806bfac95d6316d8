"""A whole number that is concluded from a bound, and lies on its other side: n > 8.45, so n = 8 steps do.

    n >= 138.3, so n = 139              given: it is chosen
    n >= 138.3, so n = 138              refuted: 138 >= 138.3 is false
    n > 8.45, so n = 8 is too small     given: words say what comes of it

The number may be what the bound was rounded from: within a tenth nothing is refuted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from derive.diagnose.judgement import Judged, Judgement
from derive.elaborate.language.phrases_refuted_en import SENTENCE_ENDS
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free
from derive.kernel.verdict import Refuted
from derive.read.record import replace

UPWARDS = {">": True, ">=": True, "<": False, "<=": False}
MARGIN = Fraction(1, 10)
NEAR = 120                                       # characters between a bound and the number
CONCLUDED = re.compile(
    r"\b(?:so|hence|thus|therefore|i\.\s?e\.)\b,?(?: (?:that|we|one|you|need|needs|take|takes|choose|chooses|the|least|"
    r"smallest|minimal|minimum|number|is|are|after|with|already|about|a|sample|size|of)){0,8}[\s$:(]*\Z", re.I)
OTHERWISE = re.compile(r"\b(?:not|never|no|too|fails?|insufficient|violat\w+|still|only|cannot|un\w+)\b|n't", re.I)


def not_beyond_bounds(judgements: Sequence[Judgement], source: str, judged: Judged) -> list[Judgement]:
    """The judgements, in which numbers that were concluded from a bound, and are beyond it, are refuted."""
    found = list(judgements)
    for place, one in enumerate(judgements):
        open_yet = one.step.kind == "given" or one.outcome == "undecided"
        concluded = _concluded(one.step, source) if open_yet else None
        if concluded is None:
            continue
        name, number = concluded
        start = one.step.lhs.span.start if one.step.lhs is not None else one.step.at.start
        for sign, bound in _bounds(judgements[:place], name, start):
            if not _is_beyond(number, sign, bound, one.step, judged):
                break
            goal = Obligation((), Apply(sign, (Number(number), bound)))
            wrong = judged(replace(one.step, kind="link", role="", claim=None, obligation=goal, general=None))
            if isinstance(wrong.verdict, Refuted):
                text = f"{plain(name)} {sign} {plain(bound)} was told before, and {number} is beyond that"
                found[place] = replace(wrong, message=text)
            break
    return found


def _concluded(step: Step, source: str) -> tuple[Symbol, Fraction] | None:
    """A name and the whole number that it is concluded to be, where words do not say that it does not do."""
    if step.relation != "=" or step.lhs is None or step.rhs is None:
        return None
    before = source[max(0, step.lhs.span.start - NEAR) : step.lhs.span.start]
    behind = SENTENCE_ENDS.split(source[step.rhs.span.stop :][:NEAR])[0]
    match step.lhs.term, step.rhs.term:
        case Symbol() as name, Number(value) if value.denominator == 1 and CONCLUDED.search(before):
            return None if OTHERWISE.search(behind) else (name, value)
    return None


def _bounds(judgements: Sequence[Judgement], name: Symbol, start: int) -> Iterator[tuple[str, Term]]:
    """The bounds of a name that stand right before a place, the last first."""
    for one in reversed(judgements):
        if start - one.step.at.start > 2 * NEAR:
            return
        side = one.step.rhs.term if one.step.rhs is not None else None
        left = one.step.lhs.term if one.step.lhs is not None else None
        if one.step.relation in UPWARDS and left is not None and side is not None:
            side = Apply(one.step.relation, (left, side))
        elif one.step.relation not in ("iff", "implies"):
            side = left
        match side:
            case Apply(sign, (Symbol() as of, bound)) if sign in UPWARDS and of.name == name.name and not free(bound):
                if not isinstance(one.verdict, Refuted):
                    yield sign, bound
                return
        if any(term is not None and name.name in {other.name for other in free(term)} for term in (left, side)):
            return                               # something else is said of the name in between


def _is_beyond(number: Fraction, sign: str, bound: Term, step: Step, judged: Judged) -> bool:
    """Whether a number is beyond a bound by more than a tenth."""
    over = Number(number + MARGIN if UPWARDS[sign] else number - MARGIN)
    goal = Obligation((), Apply(sign, (over, bound)))
    return isinstance(judged(replace(step, kind="link", role="", claim=None, obligation=goal, general=None)).verdict,
                      Refuted)


__all__ = ["not_beyond_bounds"]
