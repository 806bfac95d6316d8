r"""Refutations that the page bears out, and those that rest on how it was read.

A counterexample shows that a relation is false for some numbers, among those that the hypotheses allow. The step is
wrong only if the page says the relation of these numbers. Where a slip explains the step, it does. Where none does,
this is asked of the page:

    3 \cdot 0.6 = 1.7                          numbers alone: needs nothing
    (a + 1)^2 = a^2 + 1                        the same names on both sides: an identity is meant
    w x + b < 0, and w, x, b never declared    a condition that something stands under, and nothing that is claimed
    h = 50 came out above, then 0.05 h = 3.9   another h, unless a step that is right rests on h = 50 as well
    we would need h <= 0.003                   words: nothing is claimed

What is not borne out is left undecided, with the finding `reading`. The rules were found on sixty marked documents of
authors who never saw the checker, where they withhold 40 of 55 refutations of right steps and none of 68 of wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from derive.diagnose.borrowed import Since, is_weak, says_again, told_names
from derive.diagnose.judgement import Judged, Judgement
from derive.diagnose.led_to import not_led_to
from derive.diagnose.page_evidence import Page, Refutation
from derive.diagnose.renamed import is_substituted
from derive.diagnose.told_of_names import is_of_a_region, is_solved_next
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import path
from derive.elaborate.language.phrases_refuted_en import (
    CONDITION,
    CONTRARY_TO_FACT,
    ELSEWHERE_NOW,
    NOT_CLAIMED,
    SAID_TO_BE_FALSE,
    SENTENCE_ENDS,
)
from derive.elaborate.notation import plain
from derive.elaborate.step import Side, Step, goes_on, is_mark
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, subterms
from derive.kernel.verdict import Proved, Refuted
from derive.read.record import replace

COUNTERS = frozenset({"n", "m", "k", "N", "M", "K", "i", "j"})
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
TABLES = frozenset({"matrix", "tuple", "transpose"})
OF_BOUNDS = ("wrong_term", "wrong_exponent", "wrong_factor")
FAR = 600                                        # characters
REACH = 800
CALL = re.compile(r"[A-Za-z]'?\([^()]*\)")
OPENS = re.compile(r"[$(\[]\s*\Z")


def not_unborne(
    judgements: Sequence[Judgement], source: str, since: Since, judged: Judged
) -> list[Judgement]:
    """The judgements, in which nothing stays refuted that no slip explains and the page does not bear out."""
    page = Page(judgements, source, since, judged)
    return [withheld(one, why) if isinstance(one.verdict, Refuted) and (why := _why(page, place, one)) else one
            for place, one in enumerate(judgements)]


def _why(page: Page, place: int, one: Judgement) -> str:
    """Why a refutation is not borne out; "" where it is."""
    if page.is_struck(one.step.at.start):
        return "false, and struck out"
    if one.step.relation in ("iff", "implies"):
        solved = {name for other in page.judgements[:place] if (name := _solved_for(other)) is not None}
        return not_led_to(one, page.source, page.judged, solved)
    obligation, before = one.step.obligation, page.judgements[place - 1].step if place else None
    if before is not None and before.relation == "parallel" and goes_on(before, one.step):
        return "what stands behind the sign of parallel is one of two"           # R_1 || R_2 = R_1 R_2/(R_1 + R_2)
    if obligation is None or not _says_little(one):
        return ""
    asked = Refutation(page, place, one, obligation)
    return next((why for rule in RULES if (why := rule(asked))), "")


def _says_little(one: Judgement) -> bool:
    """Whether no slip explains a step; a term added to an order makes any right, a number changed most bounds."""
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply(head, sides) if head in ORDERS and one.slip is not None:
            count = len(OF_BOUNDS) if Symbol in map(type, sides) and not all(map(free, sides)) else 1
            return is_weak(one) or one.slip.rule in OF_BOUNDS[:count]
    return is_weak(one)


def _opens_elsewhere(asked: Refutation) -> str:
    r"""$\approx 6.7 \cdot 10^8$ in a sentence of its own is no result of the one before."""
    lhs, at, source = asked.step.lhs, asked.step.at.start, asked.page.source
    if lhs is None or asked.step.relation != "approx" or OPENS.search(source[:at]) is None:
        return ""
    if SENTENCE_ENDS.search(source, lhs.span.stop, at) is None:
        return ""
    return "what stands before a formula that begins with its sign may be left out"


def _of_numbers(asked: Refutation) -> str:
    """Numbers alone are what they are, unless it is said that they would not be."""
    if free(asked.goal):
        return ""
    if _written(asked.step) or CONTRARY_TO_FACT.search(asked.sentence) is None:
        return ""
    return "false, and its sentence says what would be so if something else were"


def _bound(asked: Refutation) -> str:
    """0 <= theta <= 2 pi, wx + b < 0: what is told of names of which nothing else is told; (a+b)^2 != a^2 + b^2."""
    if asked.relation not in ORDERS or asked.is_for_all:
        return ""
    assert isinstance(asked.goal, Apply)
    told = {name for premise in asked.premises for name in told_names(premise)}
    left, right = asked.goal.args
    if any(isinstance(side, Symbol) and side not in free(other) and side not in told
           for side, other in ((left, right), (right, left))):
        _stands_under(asked)
        return f"a bound of {plain(left if isinstance(left, Symbol) else right)}, of which nothing else is told"
    if any(isinstance(premise, Apply) and premise.args in ((left, right), (right, left)) for premise in asked.premises):
        return "the end of a range, which is told by itself as well"        # x = -5 and x = -2, so -5 <= x < -2
    if asked.relation == "!=" and asked.chosen:
        return "equal for some numbers: that two sides differ may be said of them in general"
    spoken = {name for fact in asked.obligation.hypotheses if not is_mark(fact) for name in free(fact)}
    undeclared = {name for name in asked.chosen - spoken if name.sort in ("real", "integer")}
    if undeclared and asked.sides[0] != asked.sides[1] and not (asked.is_concluded or asked.is_led):
        _stands_under(asked)
        return f"false for some {_listed(undeclared)}, of which nothing is told: it may be a condition"
    return ""


def _counts_from_one(asked: Refutation) -> str:
    """13/(4n + 10) < 13/(4n) of a sequence: letters of counters are chosen above 0."""
    assert isinstance(asked.one.verdict, Refuted)
    spoken = {name for fact in asked.obligation.hypotheses if not is_mark(fact) for name in free(fact)}
    counters = {name for name, value in asked.one.verdict.counterexample.point
                if isinstance(name, Symbol) and name.name in COUNTERS and name in asked.chosen - spoken
                and isinstance(value, Number) and value.value < 1}
    if not counters:
        return ""
    facts = tuple(Apply(">=", (name, number(1))) for name in sorted(counters, key=lambda name: name.name))
    above = Obligation((*asked.obligation.hypotheses, *facts), asked.goal)
    again = asked.page.judged(replace(asked.step, obligation=above, general=None))
    return "" if isinstance(again.verdict, Refuted) else f"false for {_listed(counters)} below 1, which may be counters"


def _stands_under(asked: Refutation) -> None:
    """What stands below may stand under this condition."""
    asked.page.conditions.append((asked.step.at.start, asked.chosen, asked.part))


def _retold(asked: Refutation) -> str:
    """K = 4 before, and now K = 2.1: another number is told for the name."""
    match asked.goal:
        case Apply("=", (Symbol() as name, value)) if not free(value):
            known = any(isinstance(premise, Apply) and premise.head == "=" and premise.args[0] == name
                        and not free(premise.args[1]) for premise in asked.premises)
            if known and not asked.goes_on and not asked.is_concluded and not is_substituted(
                    asked.one, asked.page.source, asked.start):
                return f"false with the {plain(name)} of before: another may be meant"
    return ""


def _of_untold_elements(asked: Refutation) -> str:
    """sum_i p_i log p_i = -H with H = 1.75, and nothing told of p: its elements are what they are, and give this."""
    if asked.relation != "=":
        return ""
    spoken = {name for fact in asked.obligation.hypotheses if not is_mark(fact) for name in free(fact)}
    for side, other in (asked.sides, asked.sides[::-1]):
        arrays = {name for name in side & asked.chosen - spoken if name.sort == "array"}
        if arrays and other and other.isdisjoint(asked.chosen):
            return f"false for some elements of {_listed(arrays)}, of which nothing is told"
    return ""


def _rests_on_values(asked: Refutation) -> str:
    """A number that came out elsewhere, or was told of something else, and that no right step here rests on."""
    if not asked.hangs_on_premises:
        return ""
    numbers = [premise for premise in asked.premises if not _is_formula(premise)]
    if numbers and not any(_is_declared(premise, asked) or _is_used(premise, asked) for premise in numbers):
        return f"false with {plain(numbers[0])}, which no step that is right bears out here"
    return _in_words(asked)


def _is_formula(premise: Term) -> bool:
    """Whether a premise tells a formula or a table for a name, and no number."""
    match premise:
        case Apply("=", (Symbol(), body)):
            return bool(free(body)) or any(isinstance(part, Bind) for part in subterms(body)) or (
                isinstance(body, Apply) and body.head in TABLES)
    return False


def _is_declared(premise: Term, asked: Refutation) -> bool:
    """Whether the page tells a premise near by, in words that declare it, and speaks of nothing else in between."""
    places = [place for place in asked.page.since.get(premise, ()) if place <= asked.step.at.start]
    if not places:
        return True
    told, source = max(places), asked.page.source
    before = [one for one in asked.page.judgements if one.step.at.start < asked.step.at.start
              and one.step.lhs is not None and one.step.rhs is not None]
    if any(one.step.relation in ("iff", "implies") and one.step.rhs is not None and one.step.rhs.term == premise
           for one in before):
        return False
    if isinstance(premise, Apply):
        told = next((one.step.lhs.span.start for one in reversed(before) if told <= one.step.at.start
                     and one.step.lhs is not None and one.step.rhs is not None
                     and (one.step.lhs.term, one.step.rhs.term) == premise.args[:2]), told)
    if told >= asked.start - len(asked.sentence):
        return True
    begin = asked.start - len(asked.sentence)
    if any(says_again(one.step, premise) for one in asked.earlier if one.step.at.start > begin):
        return True
    if path(source, told) != path(source, asked.start) or asked.start - told > FAR:
        return False
    return not ELSEWHERE_NOW.search(source, told, asked.start)


def _is_used(premise: Term, asked: Refutation) -> bool:
    """Whether a right step here rests on a premise, or on one of its kind: lambda_1 beside lambda_2."""
    kind = {_family(name) for name in told_names(premise) if "_" in name.name}
    return any(premise in used or any(not kind.isdisjoint(map(_family, told_names(other))) for other in used)
               for _, used in asked.proved)


def _named_anew(asked: Refutation) -> str:
    """x_0 = -75, y_1 = 0 - 0.2 (-6): what a name is said to be, where the other side knows none of its parts."""
    left, right = asked.sides
    if asked.relation != "=" or left == right or not asked.chosen or asked.hangs_on_premises or asked.step.lhs is None:
        return ""
    if asked.one.slip is not None and asked.one.slip.rule != "wrong_value":
        return ""
    led = asked.goes_on and isinstance(asked.page.judgements[asked.place - 1].verdict, Proved)
    if led or asked.comes_out or not _is_name(asked.step.lhs):
        return ""
    if isinstance(asked.step.lhs.term, Symbol) and left & asked.chosen & right:
        return ""
    if any(not is_mark(fact) and not left.isdisjoint(free(fact)) for fact in asked.obligation.hypotheses):
        return ""
    return f"false for some {_listed(asked.chosen)}: what is named here may be another thing"


def _under_a_condition(asked: Refutation) -> str:
    """What stands below a condition that is not in force may stand under it."""
    for place, names, part in asked.page.conditions:
        if 0 < asked.step.at.start - place < REACH and part == asked.part and not names.isdisjoint(asked.chosen):
            return f"false for some {_listed(names & asked.chosen)}, and a condition on it stands above"
    return ""


def _of_a_solution(asked: Refutation) -> str:
    """r = 4.3 came out above, so that 500/(pi r^2) = 2r is no identity."""
    if asked.relation != "=" or not asked.chosen or asked.hangs_on_premises:
        return ""
    found = (_solved_for(one) for one in asked.earlier)
    name = next((name for name in found if name is not None and name in asked.chosen), None)
    return f"false for other {plain(name)} than the one found above" if name is not None else ""


def _solved_for(one: Judgement) -> Symbol | None:
    """The name for which a statement is solved that may be right."""
    right = one.step.rhs.term if one.step.rhs is not None else None
    match right:
        case Apply("=" | "approx", (Symbol() as name, value)) if one.step.relation in ("iff", "implies"):
            return name if not free(value) and not isinstance(one.verdict, Refuted) else None
    return None


def _in_words(asked: Refutation) -> str:
    """Words of the sentence claim nothing, deny it, or tell a condition of which nothing was understood."""
    rhs = asked.step.rhs
    if rhs is not None and SAID_TO_BE_FALSE.match(asked.page.source, rhs.span.stop):
        return "false, and so the page says"
    if found := NOT_CLAIMED.search(asked.sentence):
        return f"false, and its sentence claims nothing: {found[0]}"
    if (found := CONDITION.search(asked.sentence)) and not _is_heard(asked):
        return f"false, and its sentence begins with a condition: {found[0]}"
    return ""


def _is_heard(asked: Refutation) -> bool:
    """Whether a hypothesis comes from the sentence itself."""
    begin = asked.start - len(asked.sentence)
    return bool(asked.step.conditions) or any(
        any(begin <= place <= asked.start for place in asked.page.since.get(fact, ()))
        or (fact not in asked.page.since and isinstance(fact, Apply) and fact.head in ORDERS | {"="})
        for fact in asked.obligation.hypotheses)


def _family(name: Symbol) -> str:
    """lambda of lambda_1"""
    return re.split("[_^]", name.name)[0]


def _written(step: Step) -> frozenset[Symbol]:
    return frozenset(name for side in (step.lhs, step.rhs) if side is not None and side.term is not None
                     for name in free(side.term))


def _is_name(side: Side) -> bool:
    return isinstance(side.term, Symbol) or (isinstance(side.term, Apply) and side.term.head in ("at", "call")) or (
        CALL.fullmatch(side.latex.strip()) is not None)


def _listed(names: Iterable[Symbol]) -> str:
    return ", ".join(sorted(name.name for name in names))


def _hardly_claimed(asked: Refutation) -> str:
    """Words, where names are left: of numbers alone, they change nothing."""
    return _in_words(asked) if free(asked.goal) else ""


# In order: what reads most of the page comes last.
RULES: tuple[Callable[[Refutation], str], ...] = (
    _opens_elsewhere, _of_numbers, _bound, _counts_from_one, _retold, _of_untold_elements,
    _rests_on_values, _named_anew, _under_a_condition, _of_a_solution, _hardly_claimed,
    is_solved_next, is_of_a_region,
)

__all__ = ["not_unborne"]
