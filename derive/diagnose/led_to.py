r"""Statements that stand one after the other, refuted as if the second were said to follow from the first.

    \sin x = 1 -> x = \pi/2                    two lines, each with an arrow of its own; no line follows from the other
    \sin x = -1/2 -> x = 7\pi/6
    -92200 + 198.7 T < 0, so T < 464           "so" draws what the numbers of the page allow: the bound is rounded
    the transition n = 3 \to n = 1             an arrow of what changes

That one statement follows from another is borne out by a sign between them, by words that say what is done to the
first one (both sides are divided, it may be rewritten), or by a slip that makes the second one follow. Where none of
these is there, the counterexample shows that the statements differ, and not that the author said otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from derive.diagnose.judgement import Judged, Judgement, saying
from derive.elaborate.language.phrases_notation_en import CONCLUDES
from derive.elaborate.language.phrases_refuted_en import (
    DEFINED_UNDER,
    NOT_CLAIMED,
    OPERATES,
    SAID_TO_BE_FALSE,
    TURNS_INTO,
)
from derive.elaborate.notation import plain
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number, substitute
from derive.kernel.verdict import Proved, Refuted

SUCCESSIVE = "the second statement does not follow from the first, and nothing says that it is meant to"
APART = "the second statement does not follow from the first, which stands far from it"
CHANGES = "an arrow between two values of a name: a change may be meant"
MORE = "the second statement is one of several values that are told"
KNOWN = "the second statement follows with a number that was found before"
TRIED = "the root that is lost is spoken of near by: it may have been tried and left out"
DENIED = "the second statement does not follow from the first, and it is said not to"
DOMAIN = "the second statement is a condition under which something is defined, by the words before it"
COMPARED = "the second statement follows where the first one holds for all numbers, as when coefficients are compared"
LINE = 80                                        # characters of a line before a statement
BEYOND = 300                                     # characters behind a statement, in which another root is tried
PARAGRAPH_ENDS = re.compile(r"\n\s*\n|\n#")
PARAGRAPH = re.compile(r"\n\s*\n|\\item\b|\n[ \t]*[-*•][ \t]")
PLACES = tuple(number(value) for value in (0, 1, -1, 2, -2, 3))
WORDS = 8                                        # of other things between two statements
RUNNING = frozenset({"x", "s", "t", "z", "n"})
FEW = 3                                          # names of an identity with constants to be determined
WORD = re.compile(r"\w+")
IN_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")


def not_led_to(one: Judgement, source: str, judged: Judged, solved: Collection[Symbol]) -> str:
    """Why a statement that does not follow from another one need not be meant to; "" where it is.

    `solved` are the names for which the page has found numbers before.
    """
    step = one.step
    if step.relation not in ("iff", "implies") or step.lhs is None or step.rhs is None:
        return ""
    if _goes_on(one, source):
        return MORE
    first, second = sorted((step.lhs.span, step.rhs.span), key=lambda span: span.start)
    behind = PARAGRAPH_ENDS.split(source[second.stop :][:BEYOND])[0]
    between = source[first.stop : second.start]
    if _is_tried(one, between, behind):
        return TRIED
    if _is_compared(one, judged):
        return COMPARED
    if SAID_TO_BE_FALSE.match(source, second.stop):
        return DENIED
    if DEFINED_UNDER.search(between):
        return DOMAIN
    if _is_signed(step.lhs, step.rhs, step.at.start):
        if TURNS_INTO.match(source, step.at.start) and _changes(one):
            return CHANGES
        return KNOWN if one.slip is None and _may_be_known(one, solved) else ""
    follows = CONCLUDES.search(between) is not None
    if step.rhs.span.start < step.lhs.span.start or (
            PARAGRAPH.search(between) and len(WORD.findall(between)) > WORDS and not follows):
        return APART
    is_one_display = "$" not in between and "\n\n" not in between and IN_WORDS.search(between) is None
    if one.slip is not None or is_one_display or (
            (follows or _is_solved(step.rhs.term)) and not _may_be_chosen(one, judged)):
        return ""
    begins = max(source.rfind("\n", 0, first.start), first.start - LINE, 0)
    said = source[begins : second.start]
    return "" if OPERATES.search(said) and not NOT_CLAIMED.search(said) else SUCCESSIVE


def _is_tried(one: Judgement, between: str, behind: str) -> bool:
    """x = 1: sqrt 9 = 3, ok; x = -3: no, below (x + 3)(x - 1) = 0: the root that the second statement leaves out."""
    if one.slip is None or one.slip.rule != "lost_root" or not isinstance(one.verdict, Refuted):
        return False
    return any(re.search(rf"(?<![A-Za-z]){re.escape(name.name)}\s*=\s*{re.escape(plain(value))}(?![\d.])", text)
               for name, value in one.verdict.counterexample.point if isinstance(name, Symbol)
               for text in (between, behind))


def _is_compared(one: Judgement, judged: Judged) -> bool:
    """8 = a (s^2 + 4) + b s^2 + c s => a = 2: what the first one says at several s makes the second one follow."""
    match one.step.obligation.goal if one.step.obligation is not None and one.slip is None else None:
        case Apply("implies", (Apply("=") as first, Apply("=", (Symbol() as name, value)))) if not free(value):
            running = [other for other in free(first) - {name} if other.sort == "real" and other.name in RUNNING]
        case _:
            return False
    if len(running) != 1 or len(free(first)) < FEW:
        return False
    told = tuple(substitute(first, {running[0]: place}) for place in PLACES)
    again = saying(one.step, Obligation(told, Apply("=", (name, value))), "=")
    return not isinstance(judged(again).verdict, Refuted)


def _may_be_known(one: Judgement, solved: Collection[Symbol]) -> bool:
    """2A = 4 => A = 2; then -3A + 2B = 0 => B = 3, with the A that was found; M V = N W => N = 6 (25)/150, put in."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply(_, (first, Apply("=", (Symbol() as name, value)))) if not free(value):
            others = free(first) - {name}
            return any(other in solved for other in others) or (bool(others) and not isinstance(value, Number))
    return False


def _goes_on(one: Judgement, source: str) -> bool:
    """Whether more values of the name stand behind: the candidates are x = 2 and x = 9."""
    rhs = one.step.rhs
    if rhs is None or not isinstance(rhs.term, Apply) or not rhs.term.args or not isinstance(rhs.term.args[0], Symbol):
        return False
    name = re.escape(rhs.term.args[0].name)
    return re.match(rf"[\s$,]*(?:and|or|,)[\s$]*\\?{name}\s*=", source[rhs.span.stop :][:LINE]) is not None


def _is_solved(term: Term | None) -> bool:
    """x = 2.62 or x = 0.38"""
    match term:
        case Apply("or", args):
            return all(map(_is_solved, args))
        case Apply("=" | "approx", (Symbol(), value)):
            return not free(value)
    return False


def _may_be_chosen(one: Judgement, judged: Judged) -> bool:
    """Whether the second statement tells some of what the first one allows: one root, a bound that is rounded."""
    obligation = one.step.obligation
    match obligation.goal if obligation is not None else None:
        case Apply(_, (first, second)):
            back = Obligation(obligation.hypotheses if obligation else (), Apply("implies", (second, first)))
            return isinstance(judged(saying(one.step, back, "implies")).verdict, Proved)
    return False


def _is_signed(lhs: Side, rhs: Side, at: int) -> bool:
    """Whether a relation sign or an arrow stands between two statements."""
    return lhs.span.stop <= at < rhs.span.start


def _changes(one: Judgement) -> bool:
    """Whether both statements tell a number for the same name."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply(_, (Apply("=", (Symbol() as first, before)), Apply("=", (second, after)))):
            return first == second and not free(before) and not free(after)
    return False


__all__ = ["not_led_to"]
