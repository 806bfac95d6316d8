"""Side conditions, read from what was written.

    conditions(obligation)  ->  findings `narrowed` and `widened`: one side is defined where the other is not
    missing(obligation)     ->  the least conditions under which a step that fails, or is open, would hold

Points inside and outside of every guard, and exactly on it, tell which condition it is; a missing condition
is named only if with it the step is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from flint import fmpq

from derive.decide.arrays import exact, fraction
from derive.decide.balls import Kink
from derive.decide.budget import OutOfBudget, allowance, remembered, spend, worked
from derive.decide.draws import SMALL
from derive.decide.evaluation import compiled
from derive.decide.guards import ZERO, branches, definedness, evident, index_conditions
from derive.decide.points import side_at, verdict_at
from derive.decide.portfolio import decide
from derive.decide.sampling import Sample, Sampler
from derive.decide.scene import Scene, Values
from derive.elaborate.notation import plain
from derive.elaborate.step import Finding
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import RELATIONS, Apply, Number, Obligation, Symbol, Term, free, subterms
from derive.kernel.verdict import Proved

POINTS = 24
SECONDS = 0.6           # for the proof under one added condition
LOOKING = 3.0           # for all of it, where the step has so much time left
TRIED = 4               # conditions for which a proof is asked

Test = Callable[[Values], bool]


@dataclass(frozen=True, slots=True)
class Try:
    """What happened at one admissible point."""

    sample: Sample
    defined: tuple[bool | None, bool | None]     # left, right; None where it cannot be told
    agrees: bool | None


@remembered
def conditions(obligation: Obligation, seconds: float = LOOKING) -> tuple[Finding, ...]:
    """What an equation leaves unsaid about where its sides are defined; nothing where both are alike or time is out."""
    try:
        with allowance(worked() + seconds):
            return _unsaid(obligation)
    except OutOfBudget:
        return ()


def _unsaid(obligation: Obligation) -> tuple[Finding, ...]:
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or len(goal.args) != 2:
        return ()
    guards = [c for c in definedness(goal) if free(c) <= free(goal) and not evident(c, obligation.hypotheses)]
    if not guards:
        return ()
    scene = Scene(obligation)
    tries = list(_tries(scene, guards))
    guards += [c for c in branches(goal) if free(c) <= free(goal)]
    guards.sort(key=lambda guard: sum(1 for _ in subterms(guard)))
    found = []
    for side, code in ((0, "widened"), (1, "narrowed")):
        lost = [t for t in tries if t.defined[side] is False and t.defined[1 - side]]
        if lost:
            found.append(_finding(scene, guards, tries, lost, side, code))
    return tuple(found)


def _finding(scene: Scene, guards: list[Apply], tries: list[Try], lost: list[Try], side: int, code: str) -> Finding:
    """The guard that separates the lost points from those where both sides are defined."""
    kept = [t for t in tries if all(t.defined)]
    choices = [*((g,) for g in guards), *combinations(guards, 2)]
    exactly = next((gs for gs in choices if _separates(gs, kept, lost)), None)
    name = ("left", "right")[side]
    where = point_text(_simplest(lost).sample)
    if exactly is None:
        return Finding(code, f"the {name} side is undefined at {where}, the other is not")
    condition = " and ".join(plain(readable(guard)) for guard in exactly)
    if code == "narrowed" and all(guard.head == "!=" for guard in exactly):
        return Finding(code, f"lost {where}: needs {condition}, the {name} side is undefined there")
    return Finding(code, f"needs {condition}: the {name} side is undefined at {where}")


@remembered
def missing(obligation: Obligation, seconds: float = LOOKING) -> tuple[str, ...]:
    """Conditions under which the step is proved, the least restrictive first; at most one is named."""
    ends = worked() + seconds
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or len(goal.args) != 2:
        return ()
    candidates = [c for c in (*branches(goal), *index_conditions(goal)) if free(c) <= free(goal)]
    if not candidates:
        return ()
    scene = Scene(obligation)
    try:
        with allowance(ends):
            tries = list(_tries(scene, candidates))
    except OutOfBudget:
        return ()
    good = [t for t in tries if t.agrees]
    bad = [t for t in tries if t.agrees is False]
    void = [t for t in tries if t.agrees is None]
    if len(good) < 2 or not bad:
        return ()
    for condition in islice(_separating(candidates, good, bad, void), TRIED):
        left = min(SECONDS, ends - worked())
        if left <= 0:
            break
        if isinstance(decide(Obligation((*obligation.hypotheses, *condition), goal), left), Proved):
            return (" and ".join(plain(readable(part)) for part in condition),)
    return ()


def _separating(
    candidates: list[Apply], good: list[Try], bad: list[Try], void: list[Try]
) -> Iterator[tuple[Apply, ...]]:
    """Single conditions, then pairs, that no bad point satisfies: most good points first, then fewest void ones."""
    holds = {c: [_truths(c, tries) for tries in (good, bad, void)] for c in candidates}
    single = [((c,), holds[c]) for c in candidates]
    double = [
        ((c, d), [one & other for one, other in zip(holds[c], holds[d], strict=True)])
        for c, d in combinations([c for c in candidates if c.head != "="], 2)
        if free(c) != free(d)
    ]
    for group in (single, double):
        costs = [(cs, len(empty) - 1000 * len(kept), wrong, kept) for cs, (kept, wrong, empty) in group]
        fitting = [(cs, cost) for cs, cost, wrong, kept in costs if not wrong and len(kept) > 1]
        yield from (cs for cs, _ in sorted(fitting, key=lambda one: one[1]))


def _truths(condition: Apply, tries: list[Try]) -> frozenset[int]:
    test = compiled(condition)
    return frozenset(k for k, t in enumerate(tries) if _holds(test, t.sample.complete))


def _separates(guards: tuple[Apply, ...], kept: list[Try], lost: list[Try]) -> bool:
    tests = [compiled(guard) for guard in guards]

    def inside(one: Try) -> bool:
        return all(_holds(test, one.sample.complete) for test in tests)

    return all(map(inside, kept)) and not any(map(inside, lost))


def _holds(test: Test, values: Values) -> bool:
    try:
        return bool(test(values))
    except (Undefined, Unknown):
        return False


# --- points in, out of and on the guards ---------------------------------------------------------


def _tries(scene: Scene, guards: list[Apply]) -> Iterator[Try]:
    sampler = Sampler(scene)
    if len(scene.sides) != 2:
        return
    simple = list(islice(sampler.simple(), POINTS))
    generic = [sample for sample in sampler.samples(6) if sample is not None]
    for sample in (*simple, *generic):
        spend()
        yield _tried(scene, sample)
    for guard in guards:
        for sample in islice(_on(sampler, guard, [*simple[:3], *generic[:1]]), 4):
            spend()
            yield _tried(scene, sample)


def _on(sampler: Sampler, guard: Apply, samples: list[Sample]) -> Iterator[Sample]:
    """Points at which the two sides of a guard are equal: small numbers tried for each of its letters."""
    if guard.head == "and":
        return
    border = compiled(Apply("=", guard.args))
    letters = [symbol for symbol in sampler.reals if symbol in free(guard)]
    for sample in samples:
        for letter in letters:
            for value in SMALL:
                moved = sampler.moved(sample, letter, exact(value))
                if moved is not None and _holds(border, moved.complete):
                    yield moved


def _tried(scene: Scene, sample: Sample) -> Try:
    defined: list[bool | None] = []
    for k in range(len(scene.sides)):
        known = None
        for bits in scene.precisions:
            try:
                side_at(scene, sample, k, bits)
                known = True
                break
            except Kink:
                break                            # the finding `kink` speaks of it
            except Undefined:
                known = False
                break
            except Unknown:
                continue
        defined.append(known)
    agrees = _agree(scene, sample) if all(defined) else None
    return Try(sample, (defined[0], defined[1]), agrees)


def _agree(scene: Scene, sample: Sample) -> bool | None:
    return {"agrees": True, "fails": False}.get(verdict_at(scene, sample))


def _simplest(tries: list[Try]) -> Try:
    ranks = {exact(value): rank for rank, value in enumerate(SMALL)}

    def cost(one: Try) -> int:
        return sum(ranks.get(value, 99) for value in one.sample.values.values() if isinstance(value, fmpq))

    return min(tries, key=cost)


def point_text(sample: Sample) -> str:
    """x = 2, y = 1: the numbers of a point."""
    numbers = [(s, v) for s, v in sample.values.items() if isinstance(v, fmpq)]
    return ", ".join(f"{symbol.name} = {value}" for symbol, value in numbers) or "some arrays"


# --- conditions as people write them -------------------------------------------------------------

MIRROR = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "!=": "!=", "=": "="}


def readable(condition: Term) -> Term:
    """x - 2 != 0 as x != 2, 1 - x > 0 as x < 1, where one letter enters linearly."""
    if not isinstance(condition, Apply) or condition.head not in MIRROR or condition.args[1] != ZERO:
        return condition
    inner, letters = condition.args[0], free(condition)
    if len(letters) != 1 or isinstance(inner, Symbol):
        return condition
    (letter,) = letters
    try:
        zero, one, seven = (compiled(inner)({letter: fmpq(k)}) for k in (0, 1, 7))
    except (Undefined, Unknown):
        return condition
    slope = one - zero
    if not isinstance(slope, fmpq) or slope == 0 or seven != zero + 7 * slope:
        return condition
    head = condition.head if slope > 0 else MIRROR[condition.head]
    return Apply(head, (letter, Number(fraction(-zero / slope))))
