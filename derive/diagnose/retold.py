"""What is right with another value that the text tells of a name: the text may have moved on without saying so.

    a = 3, v = a t = 12.  It then brakes at 6 m/s^2:  v^2/(2 a) = 144/12       right with 6 for a and 12 for v
    n = 20 in part (a), and n = 50 in part (b):  part (c) goes on with 20 again
    n = 36.  For a smaller margin, n >= 11.76^2 = 138.3, so n = 139             a bound of the n that is told next

Such a step is not refuted: the context does not settle which value is meant, so both are tried, and the finding
`reading` names the one with which it is right. Values are the number that a chain about the name ended with, where a
formula makes it another number by now; numbers in words since its value was told; and, where another item or heading
has begun since then, the values that it had before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations, product

from derive.diagnose.carried import Stated, beginning, with_values
from derive.diagnose.judgement import Judged, Judgement
from derive.elaborate.language.outline import begins_between
from derive.elaborate.notation import plain
from derive.elaborate.step import Finding, Step, goes_on
from derive.kernel.term import Apply, Bind, Symbol, Term, free, number
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided

MOST_NAMES = 4                                   # whose values are exchanged in one step
MOST_VALUES = 8                                  # that are tried of one name, the last told first
MOST_TRIED = 40                                  # exchanges in one step
FAR = 3000                                       # characters over which a text may have moved on
NUMBER = re.compile(r"(?<![\w.,^_{/-])(\d{1,9}(?:\.\d{1,9})?)(?:/(\d{1,6}))?(\s?\\?%)?(?![\w^]|[.,]\d)")
STATED = re.compile(
    r"\$[^$]*[=<>][^$]*\$|\$[^$]*\\(?:le|ge|approx|in|sim)[^$]*\$|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
BOUNDS = frozenset({"<", "<=", ">", ">="})
NEAR = 300                                       # characters behind a bound in which the next value of its name stands
MOST_BETWEEN = 5                                 # steps
GIVING = frozenset({"=", "define", "approx"})


def retold(judgements: Sequence[Judgement], source: str, judged: Judged) -> list[Judgement]:
    """The judgements, in which what is right with another value that the text tells is refuted no longer."""
    found = list(judgements)
    for place, one in enumerate(judgements):
        if isinstance(one.verdict, Refuted) and one.step.kind == "link" and one.step.obligation is not None and (
                not _is_of_all_values(one.step)):
            tried = islice(_exchanges(judgements, place, source), MOST_TRIED)
            exchanged = next((values for values in tried if isinstance(
                judged(with_values(one.step, *values)).verdict, Proved)), None)
            if exchanged is not None:
                found[place] = _doubted(one, exchanged)
    return found


def _is_of_all_values(step: Step) -> bool:
    """(1 - p) a < p b <=> p > b/(a + b): the same names on both sides of an equivalence, and no value is put in."""
    match step.obligation.goal if step.obligation is not None else None:
        case Apply("iff", (first, second)):
            return len(free(first)) > 1 and free(first) == free(second)
    return False


def _exchanges(judgements: Sequence[Judgement], place: int, source: str) -> Iterator[tuple[Stated, ...]]:
    """What may be put in the places of names: one value for one of them, or two where the page has said one of them."""
    step, first = judgements[place].step, beginning(judgements, place)
    yield from _told_next(judgements, place)
    at = _start(judgements[first].step)
    chains = _chains([one.step for one in judgements[:first] if one.step.at.start >= at - FAR])
    known = dict(islice(_valued(step), MOST_NAMES))
    told = {name: list(_told(name, value, chains, at, source)) for name, value in known.items()}
    values = {name: [Stated("", name, value) for value in dict.fromkeys(
        (*told[name], *_in_words(name, chains, at, source)))][:MOST_VALUES] for name in told}
    for name in told:
        yield from ((one,) for one in values[name])
    for name, other in permutations(told, 2):
        yield from product([one for one in values[name] if one.value in told[name]], values[other])


def _told_next(judgements: Sequence[Judgement], place: int) -> Iterator[tuple[Stated, ...]]:
    """The number that the text tells right behind a bound of a name, with which the bound holds."""
    step = judgements[place].step
    name = step.lhs.term if step.lhs is not None else None
    if step.relation not in BOUNDS or not isinstance(name, Symbol):
        return
    for later in (one.step for one in judgements[place + 1 : place + MOST_BETWEEN]):
        if later.lhs is not None and later.lhs.term == name and later.relation in GIVING and later.rhs is not None and (
                later.at.start - step.at.stop <= NEAR):
            if later.rhs.term is not None and not free(later.rhs.term):
                yield (Stated("", name, later.rhs.term),)
            return


def _valued(step: Step) -> Iterator[tuple[Symbol, Term]]:
    """The names that a step rests on, with what is known of them; those that it is about are not exchanged."""
    assert step.obligation is not None
    of = step.lhs.term if step.lhs is not None else None
    under = {part for condition in step.conditions for part in free(condition.term)} | _varied(step)
    for known in step.obligation.hypotheses:
        match known:
            case Apply("=", (Symbol() as name, value)) if name != of and name not in under:
                yield name, value


def _varied(step: Step) -> frozenset[Symbol]:
    """x of g'(x) = 2 sin x/(1 + sin^2 x): it is said of every x, whichever values the text tells elsewhere."""
    left, right = (side.term if side is not None else None for side in (step.lhs, step.rhs))
    match left:
        case Bind(head="derivative", variable=variable, bounds=bounds) if bounds == (variable,) and right is not None:
            return frozenset((variable,)) & free(right)
    return frozenset()


def _chains(steps: Sequence[Step]) -> list[list[Step]]:
    found: list[list[Step]] = []
    for step in steps:
        if found and goes_on(found[-1][-1], step):
            found[-1].append(step)
        else:
            found.append([step])
    return found


def _told(name: Symbol, known: Term, chains: Sequence[Sequence[Step]], at: int, source: str) -> Iterator[Term]:
    """The numbers and tables with which chains end that begin with a name, the last of them first."""
    about = [one for one in reversed(chains) if _is_about(name, one)]
    if not about or (not free(known) and not begins_between(source, _stop(about[0][-1]), at)):
        return
    for one in about if not free(known) else about[:1]:
        end = one[-1].rhs.term if one[-1].rhs is not None else None
        if end is not None and not free(end) and end != known:
            yield end


def _is_about(name: Symbol, one: Sequence[Step]) -> bool:
    return one[0].lhs is not None and one[0].lhs.term == name and all(step.relation in GIVING for step in one)


def _in_words(name: Symbol, chains: Sequence[Sequence[Step]], at: int, source: str) -> Iterator[Term]:
    """The numbers in the text, outside of statements, since the last chain about a name: the last of them first."""
    about = [one for one in chains if _is_about(name, one)]
    if not about:
        return
    since = _stop(about[-1][-1])
    stated = [(_start(one[0]), _stop(one[-1])) for one in chains]
    stated += [(since + one.start(), since + one.end()) for one in STATED.finditer(source[since:at])]
    for match in reversed(list(NUMBER.finditer(source, since, at))):
        if not any(start <= match.start() < stop for start, stop in stated):
            value = Fraction(match[1]) / (int(match[2] or 1) or 1)
            yield number(value / 100 if match[3] else value)


def _start(step: Step) -> int:
    return step.lhs.span.start if step.lhs is not None else step.at.start


def _stop(step: Step) -> int:
    return step.rhs.span.stop if step.rhs is not None else step.at.stop


def _doubted(one: Judgement, values: Sequence[Stated]) -> Judgement:
    assert one.step.obligation is not None
    with_them = " and ".join(f"{plain(each.value)} for {plain(each.of)}" for each in values)
    text = f"right with {with_them}, which the text tells as well: which value is meant is left open"
    verdict = Undecided(one.step.obligation, (Attempt("retold", text),))
    return replace(one, verdict=verdict, message=text,
                   findings=(*one.findings, Finding("reading", text, one.step.at)))


__all__ = ["retold"]
