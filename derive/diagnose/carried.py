"""What rests on a refuted step, and is right with what that step stated: an error is charged once.

    E = k x^2/2 = 10, refuted; then sqrt(2 E/m) = sqrt(20/0.5)      right with 10 for E
    5^4 = 64 = 11 (mod 17), refuted; then 5^8 = 11^2 (mod 17)       right with 11 for 5^4

Such a step is neither refuted, for it follows as its author says, nor proved, for it is not so: it is left undecided,
with a finding that names the slip. It is tried with what was stated in the place of what it was stated for, in the
goal and in the hypotheses; what else they say of a name that is replaced is dropped, so that nothing contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.diagnose.judgement import Judged, Judgement
from derive.elaborate.step import Finding, Step, goes_on
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, subterms
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided
from derive.read.record import replace as step_replace

MOST = 12                                        # statements of slips that one step is tried with, the last ones first
LEAST = 10                                       # whole numbers below it stand for too much


@dataclass(frozen=True, slots=True)
class Stated:
    """What a step states, or a text tells: one term for another."""

    id: str
    of: Term
    value: Term
    modulus: Term | None = None                  # of a congruence


def carried_on(judgements: Sequence[Judgement], judged: Judged) -> list[Judgement]:
    """The judgements, in which what is right by an earlier slip is refuted no longer."""
    stated: list[Stated] = []
    found: list[Judgement] = []
    for place, one in enumerate(judgements):
        if isinstance(one.verdict, Refuted) and one.step.kind == "link":
            root = next((slip for slip in reversed(stated[-MOST:]) if _follows(one.step, slip, judged)), None)
            stated += _stated(judgements, place, one.step.id if root is None else root.id)
            one = one if root is None else _resting(one, root)
        found.append(one)
    return found


def _stated(judgements: Sequence[Judgement], place: int, root: str) -> Iterator[Stated]:
    """What a refuted link of a chain says: of its left side, of the side that the chain began with, and in the end."""
    step, first, last = judgements[place].step, beginning(judgements, place), place
    while last + 1 < len(judgements) and goes_on(judgements[last].step, judgements[last + 1].step):
        last += 1
    lefts = (judgements[first].step.lhs, step.lhs)
    rights = (step.rhs, judgements[last].step.rhs)
    goal = step.obligation.goal if step.obligation is not None else None
    if not isinstance(goal, Apply) or goal.head != "=" or step.relation not in ("=", "equiv", "approx"):
        return
    pairs = dict.fromkeys((left.term, right.term) for left in lefts for right in rights if left and right)
    for of, value in pairs:
        if of is None or value is None or of == value:
            continue
        match of, value:
            case Symbol(), _ if not free(value):
                yield Stated(root, of, value)
            case Bind("derivative"), _:
                yield Stated(root, of, value)
            case Apply("mod", (whole, modulus)), Apply("mod", (rest, Number())) if modulus == value.args[1]:
                yield Stated(root, whole, rest, modulus)
            case Number(size), _ if size >= LEAST and not free(value):
                yield Stated(root, of, value)


def beginning(judgements: Sequence[Judgement], place: int) -> int:
    """Where the chain begins in which a link stands."""
    while place and goes_on(judgements[place - 1].step, judgements[place].step):
        place -= 1
    return place


def _follows(step: Step, slip: Stated, judged: Judged) -> bool:
    """Whether a step is proved with what a slip stated in the place of what it was stated for."""
    whole = step.obligation
    if whole is None or not any(_is_of(slip, part) for part in _parts(whole)):
        return False
    sides = whole.goal.args if isinstance(whole.goal, Apply) else ()
    of_residues = all(isinstance(side, Apply) and side.head == "mod" for side in sides)
    if slip.modulus is not None and not (of_residues and all(slip.modulus in subterms(side) for side in sides)):
        return False
    if not isinstance(slip.of, Symbol) and (slip.of in sides or (isinstance(slip.of, Number) and not of_residues)):
        return False                             # it is stated again
    if isinstance(slip.of, Bind) and not any(isinstance(side, Apply) and side.head == "+" for side in sides):
        return False                             # du/dx = 2x says the same as dx = du/(2x)
    return isinstance(judged(with_values(step, slip)).verdict, Proved)


def with_values(step: Step, *stated: Stated) -> Step:
    """A step with what is stated in the place of what it is stated for, and nothing else said of that."""
    def put_in(obligation: Obligation) -> Obligation:
        for one in stated:
            obligation = _put_in(obligation, one)
        return obligation

    assert step.obligation is not None
    return step_replace(
        step, obligation=put_in(step.obligation), general=None, customary=None, claim=None, however=(), previous=None,
        following=None, rounded=None if step.rounded is None else put_in(step.rounded),
        within=tuple(put_in(one) for one in step.within))


def _parts(obligation: Obligation) -> Iterable[Term]:
    for term in (obligation.goal, *obligation.hypotheses):
        yield from subterms(term)


def _is_of(slip: Stated, part: Term) -> bool:
    return part == slip.of or _power(slip.of, part) > 0


def _power(of: Term, part: Term) -> int:
    """2 of 5^8, where 5^4 is given; 0 of what is no power of it."""
    match of, part:
        case Apply("^", (base, Number(m))), Apply("^", (same, Number(n))) if base == same and m > 0:
            return int(n / m) if (n / m).denominator == 1 and n > m else 0
    return 0


def _put_in(obligation: Obligation, slip: Stated) -> Obligation:
    def stated(part: Term) -> Term | None:
        if part == slip.of:
            return slip.value
        power = _power(slip.of, part)
        return Apply("^", (slip.value, number(power))) if power else None

    kept = (known for known in obligation.hypotheses if not _says_what_it_is(known, slip.of))
    return Obligation(tuple(rewrite(known, stated) for known in kept), rewrite(obligation.goal, stated))


def _says_what_it_is(known: Term, of: Term) -> bool:
    return isinstance(known, Apply) and known.head == "=" and of in known.args


def _resting(one: Judgement, root: Stated) -> Judgement:
    assert one.step.obligation is not None
    text = f"right with what {root.id} states, which is refuted"
    verdict = Undecided(one.step.obligation, (Attempt("carried", text),))
    return replace(one, verdict=verdict, message=text, findings=(
        *one.findings, Finding("carried", text, one.step.at, None, root.id)))


__all__ = ["Stated", "beginning", "carried_on", "with_values"]
