"""Sequences given by a recurrence and first values, and what they are at the numbers a page asks for.

    F_0 = 0, F_1 = 1, F_n = F_{n-1} + F_{n-2}        F_5 = F_4 + F_3 is judged as 5 = 3 + 2
    T(1) = 1, T(n) = 2 T(n/2) + n                    T(8) = 30 is judged as 32 = 30
    a_1 = 3 beside a_{n+1} = 2 a_n + 1               given: nothing on the page could show it

A page that states two recurrences for one letter means two sequences by it, and nothing is reckoned with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from derive.elaborate.equations.beginnings_of_recurrences import heads_row
from derive.elaborate.equations.sequence_values import with_values
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.step import Step
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Symbol,
    Term,
    free,
    number,
    substitute,
    subterms,
)
from derive.read.node import Span
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

Place = tuple[str, Symbol]                       # at(F, .), call(T, .)
FURTHEST = 400                                   # values behind one that is asked for
LONGEST = 2000                                   # bits of a value
NESTING = 60
TRIED = 4                                        # values in which two recurrences must agree to be one


@dataclass
class Recurrence:
    """One letter that a recurrence makes: value(k) = body[parameter := k - shift]."""

    parameter: Symbol
    shift: Fraction
    body: Term
    place: Place
    valuation: Valuation
    first: dict[Fraction, Fraction] = field(default_factory=dict)
    met: dict[Fraction, Fraction | None] = field(default_factory=dict)
    doubtful: bool = False                       # it has another beginning or another rule somewhere: nothing is known

    def value(self, k: Fraction, depth: int = 0) -> Fraction | None:
        """The value at a whole number; None where the recurrence and the first values do not tell it."""
        if self.doubtful:
            return None
        if k in self.first:
            return self.first[k]
        start = self.start
        if start is None or k.denominator > 1 or not 0 <= k - start <= FURTHEST:
            return None
        if k not in self.met:
            self.met[k] = None                   # what leads to itself has no value
            for before in range(int(k - start) if not depth else 0):
                self.value(start + before, 1)
            self.met[k] = self.reckoned(k, depth) if depth < NESTING else None
        return self.met[k]

    @property
    def start(self) -> Fraction | None:
        """The least number that has a value; a recurrence with cases may hold its first values itself."""
        cased = any(isinstance(part, Apply) and part.head == "piecewise" for part in subterms(self.body))
        return min(self.first, default=Fraction(0) if cased else None)

    def reckoned(self, k: Fraction, depth: int = 0) -> Fraction | None:
        """The value by the recurrence itself."""
        found = self.closed(substitute(self.body, {self.parameter: Number(k - self.shift)}), depth + 1)
        value = self.valuation.of(found) if found is not None else None
        return value if value is not None and value.numerator.bit_length() < LONGEST else None

    def closed(self, term: Term, depth: int = 0) -> Term | None:
        """The term with the numbers in place of its values; None where one of them is not known."""
        if not isinstance(term, Apply):
            return None if isinstance(term, Bind) else term
        if term.head == "piecewise":
            return self._branch(term.args, depth)
        args = [self.closed(arg, depth) for arg in term.args]
        if any(arg is None for arg in args):
            return None
        known = [arg for arg in args if arg is not None]
        if (term.head, known[0] if known else None) == self.place and len(known) == 2:
            k = self.valuation.of(known[1])
            value = self.value(k, depth) if k is not None else None
            return Number(value) if value is not None else None
        if term.head in ("floor", "ceil"):
            inner = self.valuation.of(known[0])
            return None if inner is None else number(floor(inner) if term.head == "floor" else ceil(inner))
        return Apply(term.head, tuple(known))

    def _branch(self, args: Sequence[Term], depth: int) -> Term | None:
        for index in range(0, len(args) - 1, 2):
            holds = self._holds(args[index], depth)
            if holds is None or holds:
                return self.closed(args[index + 1], depth) if holds else None
        return self.closed(args[-1], depth) if len(args) % 2 else None

    def _holds(self, condition: Term, depth: int) -> bool | None:
        match condition:
            case Apply("and", parts):
                known = [self._holds(part, depth) for part in parts]
                return None if None in known else all(known)
            case Apply(head, (left, right)) if head in RELATIONS:
                sides = [self.closed(side, depth) for side in (left, right)]
                one, other = (self.valuation.of(side) if side is not None else None for side in sides)
                if one is None or other is None:
                    return None
                return {"=": one == other, "!=": one != other, "<": one < other, "<=": one <= other,
                        ">": one > other, ">=": one >= other}[head]
        return None


SOLVED = frozenset({"=", "and", "or"})


def reckon_recurrences(page: Page) -> None:
    """First values are given, and the values at numbers stand in place of what the recurrence makes of them."""
    earlier = _told_before(page)
    for start, stop in pairwise([page.closed_steps, *_restarts(page), len(page.steps)]):
        earlier = _reckon(page, range(start, stop), earlier)


def _restarts(page: Page) -> list[int]:
    """The steps from which on a letter is given by another recurrence: T of merge sort, then T of binary search."""
    met: dict[Place, Term] = {}
    found: list[int] = []
    for place in range(page.closed_steps, len(page.steps)):
        one = recurrence(page, page.steps[place]) if page.steps[place].kind == "given" else None
        if one is not None and met.setdefault(one.place, one.body) != one.body:
            met[one.place] = one.body
            found.append(place)
    return found


def _in_rows(page: Page) -> set[str]:
    """The letters of which each row of a table gives another recurrence: which one is meant then the words tell."""
    found = Counter[str]()
    for step in page.steps[page.closed_steps :]:
        one = recurrence(page, step) if step.kind == "given" else None
        if one is not None and step.lhs and step.rhs and heads_row(
                page.document.source, Span(step.lhs.span.start, step.rhs.span.stop)):
            found[one.place[1].name] += 1
    return {name for name, count in found.items() if count > 1}


def _reckon(page: Page, steps: range, earlier: dict[Place, Recurrence]) -> dict[Place, Recurrence]:
    """The steps with the values of their sequences; the sequences that are known after them."""
    sequences, stated = dict(earlier), dict.fromkeys(earlier, steps.start)
    others: list[Recurrence] = []
    for place in steps:
        one = recurrence(page, page.steps[place])
        if one is not None:
            stated.setdefault(one.place, place)
        if one is not None and one.place in earlier:
            known = earlier.pop(one.place)
            if known.first and _agrees(one, known):
                continue
            del sequences[one.place]             # the problem has a sequence of its own
        if one is not None and sequences.setdefault(one.place, one) is not one:
            others.append(one)
        elif one is not None and page.steps[place].kind == "link" and not _spoken_of(page, one, steps.start, place):
            page.steps[place] = given_equation(page.steps[place])
    starts = {place for place in steps if _begins(page.steps, place, sequences)} if sequences else set()
    for one in sequences.values():
        one.doubtful = one.doubtful or one.place[1].name in _in_rows(page)
    for one in others:
        if not _agrees(one, sequences[one.place]):
            sequences[one.place].doubtful = True         # another sequence, or a wrong one
    for place in steps:
        step = page.steps[place]
        if place not in starts and step.kind == "link" and step.relation == "=" and step.obligation is not None:
            told = {name: one for name, one in sequences.items() if stated[name] <= place and (
                _given_by(page, one, steps.start) < place)}
            page.steps[place] = with_values(step, told)      # what is stated further down may be another rule
    return sequences


def _given_by(page: Page, one: Recurrence, start: int) -> int:
    """The last of the steps that first say what the names in a rule are: a_5 = 13, before d = 3, is not reckoned.

    Nor is anything by a name that is said to be several numbers: i = 0.05, and i = 0.005 of another loan.
    """
    names = free(one.body) - {one.parameter, one.place[1]}
    first: dict[Term, int] = {}
    values: dict[Term, Term] = {}
    for place in range(start, len(page.steps)):
        step = page.steps[place]
        sides = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
        for side in [*sides, *(part for whole in sides if isinstance(whole, Apply) and whole.head in SOLVED
                               for part in subterms(whole))]:
            if side in names and (step.role in ("value", "equation") or step.relation in ("=", "iff", "implies")):
                first.setdefault(side, place)
        if len(sides) == 2 and sides[0] in names and step.role == "value" and (
                values.setdefault(sides[0], sides[1]) != sides[1]):
            return len(page.steps)
    return max(first.values(), default=-1)


def _spoken_of(page: Page, one: Recurrence, start: int, place: int) -> bool:
    """Whether anything before a recurrence says something of its letter; if not, the recurrence says what it is."""
    obligation = page.steps[place].obligation
    facts = [fact for fact in obligation.hypotheses if fact != Apply("meant", (one.place[1],))] if obligation else []
    for step in page.steps[start:place]:
        facts += [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    return any(one.place[1] in free(fact) and not _is_value(fact, one.place) for fact in facts)


def _is_value(fact: Term, place: Place) -> bool:
    """F_0 = 0, or F_0 as a side of it."""
    match fact:
        case Apply("=", sides):
            return all(_is_value(side, place) or not free(side) for side in sides)
        case Apply(head, (letter, Number())):
            return (head, letter) == place
    return False


def _agrees(other: Recurrence, one: Recurrence) -> bool:
    """Whether another recurrence of a letter, F_{n+2} = F_{n+1} + F_n, follows from the first, at a few numbers."""
    if not one.first:
        return True
    again = replace(other, first=one.first, met=one.met)
    known = [(one.value(k), again.reckoned(k)) for j in range(1, TRIED) if (k := min(one.first) + j) not in one.first]
    return all(a == b for a, b in known if a is not None and b is not None)


def recurrence(page: Page, step: Step | None, left: Term | None = None, right: Term | None = None) -> Recurrence | None:
    """F(t) = ... F(u) ..., where t is n or n + c: a step, or the sides of a fact."""
    if step is not None:
        left = step.lhs.term if step.lhs is not None else None
        right = step.rhs.term if step.rhs is not None else None
    if right is None or (step is not None and (step.relation != "=" or step.case is not None)):
        return None
    match left:
        case Apply("at" | "call" as head, (Symbol() as letter, index)) if len(free(index)) == 1:
            (parameter,) = free(index)
        case _:
            return None
    at = [Valuation({parameter.name: number(k)}, {}).of(index) for k in range(3)]
    again = any(isinstance(part, Apply) and (part.head, part.args[:1]) == (head, (letter,)) and (
        parameter in free(part) or isinstance(part.args[1], Number)) for part in subterms(right))       # a_1 + n d
    if not again or at[0] is None or at[1] != at[0] + 1 or at[2] != at[0] + 2 or letter == parameter:
        return None
    return Recurrence(parameter, at[0], right, (head, letter), page.context.valuation)


def _told_before(page: Page) -> dict[Place, Recurrence]:
    """The sequences of the text before all problems, or before a row."""
    told, found = list(page.told_before), dict[Place, Recurrence]()
    for step in told:
        one = recurrence(page, step)
        if one is not None and found.setdefault(one.place, one) is not one and not _agrees(one, found[one.place]):
            found[one.place].doubtful = True
    for place in range(len(told)) if found else ():
        _begins(told, place, found)
    return found


def _begins(steps: list[Step], place: int, sequences: dict[Place, Recurrence]) -> bool:
    """Whether a step says what a sequence begins with: F_0 = 0, F_1 = F_2 = 1; it is given then."""
    step = steps[place]
    found = _element(step, sequences)
    if found is None or step.rhs is None or step.rhs.term is None:
        return False
    sequence, k = found
    value = sequence.valuation.of(step.rhs.term)
    after = steps[place + 1] if place + 1 < len(steps) else step
    if value is None and after.lhs is not None and after.lhs.term == step.rhs.term and after.rhs is not None:
        again = _element(after, sequences)
        if again is not None and again[0] is sequence and sequence.value(again[1]) is None:
            value = sequence.valuation.of(after.rhs.term) if after.rhs.term is not None else None
    if value is not None and sequence.first.get(k, value) != value:
        sequence.doubtful = True
    first, known = sequence.first, sequence.value(k)
    ruled = known is not None and (step.kind != "given" or known == value)       # a_1 = 5 told: the rule begins at a_2
    if value is None or ruled or (first and min(first) <= k != max(first) + 1):
        return False
    sequence.first[k] = value
    sequence.met = {}
    if step.kind == "link" and step.lhs is not None and sequence.place[1] in free(step.lhs.term or number(0)):
        steps[place] = given_equation(step)
    return True


def _element(step: Step, sequences: dict[Place, Recurrence]) -> tuple[Recurrence, Fraction] | None:
    match step.lhs.term if step.lhs is not None else None:
        case Apply("at" | "call" as head, (Symbol() as letter, Number(k))) if (head, letter) in sequences:
            return sequences[head, letter], k
        case Apply("fibonacci", (Number(k),)):   # as F was read before its recurrence was written out
            return next(((one, k) for place, one in sequences.items() if place[1].name == "F"), None)
    return None
