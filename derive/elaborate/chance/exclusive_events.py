"""Events of which at most one happens, or exactly one: what the words and the numbers of a page tell of that.

    "A and B are disjoint", "mutually exclusive"      P(A and B) = 0
    P(X = 1 or X = 2)                                 P(X = 1 and X = 2) = 0: a name has one value
    P(B_1) = 0.2, P(B_2) = 0.3, P(B_3) = 0.5          P(A) = P(A and B_1) + P(A and B_2) + P(A and B_3): they sum to one
    P(A | B) = 0.9, P(A | not B) = 0.2, P(B) = 0.1    P(A) = P(A and B) + P(A and not B)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from derive.elaborate.formulas.event_sides import CHANCES
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Number, Symbol, Term, heads, number, subterms

_FORMULA = r"\$[^$]{1,60}\$"
_LISTED = rf"{_FORMULA}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+){_FORMULA})*"
_EXCLUSIVE = re.compile(
    rf"({_LISTED})\s+(?:are|be|as)\s+(?:two\s+|three\s+|pairwise\s+)?(?:events\s+that\s+are\s+)?"
    r"(?:disjoint|mutually\s+exclusive)\b"
    rf"|\b(?:disjoint|mutually\s+exclusive)\s+events\s+({_LISTED})", re.I)
_OPEN = re.compile(r"\b(?:if|whether|unless|when|suppose\s+instead|not\s+(?:\w+\s+)?(?:disjoint|mutually))\b", re.I)

Told = tuple[float, float, frozenset[str]]


def exclusive_in(sentence: str, start: float, stop: float) -> Iterator[Told]:
    """The events of which a sentence says that no two of them happen, and where that holds."""
    if _OPEN.search(sentence):
        return
    from derive.read.parse import parse

    for match in _EXCLUSIVE.finditer(sentence):
        written = re.findall(r"\$([^$]+)\$", match[1] or match[2])
        nodes = [item for node in map(parse, written) for item in (node.children if node.kind == "list" else (node,))]
        family = frozenset(filter(None, map(spelling, nodes)))
        if len(family) > 1:
            yield start, stop, family


def said_of_exclusive(
    told: Sequence[Told], symbols: Sequence[Symbol], sides: Sequence[Term], hypotheses: Sequence[Term], at: float
) -> Iterator[Term]:
    """What is known of the events in the sides, in the letter for probabilities that stands there."""
    letters = sorted(set().union(*map(heads, sides)) & CHANCES)
    if not letters:
        return
    for start, stop, family in told:
        pairs = combinations([symbol for symbol in symbols if symbol.name in family], 2) if start <= at < stop else ()
        yield from (_never(letters[0], pair) for pair in pairs)
    values = {part for side in sides for part in subterms(side) if isinstance(part, Apply) and part.head == "cup"}
    for joined in sorted(values, key=repr):
        yield from (_never(letters[0], pair) for pair in combinations(joined.args, 2) if _are_values(*pair))
    yield from _in_total(letters[0], sides, hypotheses)
    yield from _in_halves(letters[0], hypotheses)


def plain_first(hypotheses: tuple[Term, ...]) -> tuple[Term, ...]:
    """The hypotheses, P(B) = 0.02 before P(A | B) = 0.95: a quotient by P(B) is by a number then."""
    plain = tuple(fact for fact in hypotheses if isinstance(fact, Apply) and fact.head == "="
                  and isinstance(fact.args[0], Apply) and fact.args[0].head in CHANCES)
    return (*plain, *(fact for fact in hypotheses if fact not in plain)) if plain else hypotheses


def _never(letter: str, events: Iterable[Term]) -> Term:
    return Apply("=", (Apply(letter, (Apply("cap", tuple(events)),)), number(0)))


def _are_values(one: Term, other: Term) -> bool:
    """Whether both say what one thing is worth, and not the same: X = 1 and X = 2."""
    match one, other:
        case Apply("=", (left, Number(a))), Apply("=", (right, Number(b))):
            return left == right and a != b
    return False


def _in_total(letter: str, sides: Sequence[Term], hypotheses: Sequence[Term]) -> Iterator[Term]:
    """The law of total probability, where the events of one letter have probabilities that sum to one."""
    shares: dict[str, dict[Symbol, Number]] = {}
    for fact in hypotheses:
        match fact:
            case Apply("=", (Apply(head, (Symbol(name) as event,)), Number() as share)) if (
                    head == letter and "_" in name):
                shares.setdefault(name.partition("_")[0], {})[event] = share
    events = {part for side in sides for part in subterms(side) if isinstance(part, Symbol)}
    for family in shares.values():
        if len(family) < 2 or sum(share.value for share in family.values()) != 1:
            continue
        mentioned = {part for side in sides for part in subterms(side) if isinstance(part, Apply)
                     and part.head in (letter, f"{letter}|") and not set(part.args).isdisjoint(family)}
        for event in sorted({one for part in mentioned for one in part.args if one in events and one not in family},
                            key=repr):
            parts = tuple(Apply(letter, (Apply("cap", (event, one)),)) for one in family)
            yield Apply("=", (Apply(letter, (event,)), Apply("+", parts)))


def _in_halves(letter: str, hypotheses: Sequence[Term]) -> Iterator[Term]:
    """The law of total probability for B and what is not B, where all that it is made of is told in numbers."""
    told = {fact.args[0]: fact.args[1].value for fact in hypotheses if isinstance(fact, Apply) and fact.head == "="
            and isinstance(fact.args[1], Number)}
    for one, value in list(told.items()):        # P(- | B) = 0.9 tells P(+ | B)
        match one:
            case Apply(head, (Apply("complement", (event,)), under)) if head == f"{letter}|":
                told.setdefault(Apply(head, (event, under)), 1 - value)
    for under in list(told):
        match under:
            case Apply(head, (event, Apply("complement", (other,)) as rest)) if head == f"{letter}|":
                whole, share = Apply(letter, (event,)), told.get(Apply(letter, (other,)))
                left = told.get(Apply(letter, (rest,)))
                share = 1 - left if share is None and left is not None else share
                beside = told.get(Apply(head, (event, other)))
                if share is not None and beside is not None and whole not in told:
                    yield Apply("=", (whole, number(share * beside + (1 - share) * told[under])))


__all__ = ["Told", "exclusive_in", "plain_first", "said_of_exclusive"]
