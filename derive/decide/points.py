"""Trying an obligation at admissible points: evidence, and the simplest counterexample.

    in    an obligation
    out   `evidence`: how often both sides agreed, and the simplest point at which they certainly do not

Every pattern of equal and different free indices is tried. Agreement is evidence and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from flint import fmpq

from derive.decide.balls import precision
from derive.decide.budget import worked
from derive.decide.closures import related
from derive.decide.sampling import Sample, Sampler
from derive.decide.scene import Scene
from derive.decide.showing import SHOWN, shown
from derive.kernel.certificate import Counterexample
from derive.kernel.check import identical
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.replacing import Replacing, instead
from derive.kernel.term import Apply, Bind, Obligation, Unproved, subterms
from derive.kernel.verdict import CertificateError, refute

WANTED = 6              # points at which both sides are defined
TRIES = 36
SECONDS = 0.5           # after which no further point is begun
FEW = 3                 # names, where only readable points are left
SIMPLER = 60            # readable points tried once a goal is known to fail
VOID = "one side has no value at any point tried"
NOWHERE = "no point to tell by"
BEYOND = frozenset(                              # heads that only balls can evaluate
    {"integral", "erf", "gamma", "i", "re", "im", "conj", "jacobi", "infinity", "catalan", "nth derivative",
     "acot"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What trying an obligation at admissible points gave."""

    agree: int                                   # points where both sides are defined and nothing was wrong
    undefined: int                               # admissible points where a side certainly has no value
    unclear: int                                 # admissible points where it cannot be told
    disagree: Counterexample | None              # the simplest point found that breaks the goal

    @property
    def outcome(self) -> str:
        """In the words of an attempt."""
        if self.agree:
            return f"agreed at {self.agree}"
        return VOID if self.undefined and not self.unclear else NOWHERE


def broken_by(obligation: Obligation, ways: Iterable[Replacing], wanted: int) -> Counterexample | None:
    """The first way of replacing parts of the goal after which a point breaks it, with that point."""
    for way in ways:
        try:
            replaced = instead(obligation, way, identical)
        except Unproved:
            continue
        found = evidence(replaced, wanted).disagree
        if found is not None:
            return replace(found, through=way)
    return None


def _in_whole_numbers(sample: Sample) -> str:
    """A point at which everything is a whole number, spelled; empty of any other."""
    if sample.functions or not sample.complete or any(symbol.sort != "integer" for symbol in sample.complete):
        return ""
    return ", ".join(sorted(f"{symbol.name} = {value}" for symbol, value in sample.complete.items()))


def evidence(obligation: Obligation, wanted: int = WANTED, patterns: bool = True, few: bool = False) -> Evidence:
    """Try an obligation at admissible points, generic ones first, and at readable ones once it is seen to fail.

    With `few`, at readable ones also where no generic point is admissible: (3, 4) of x^2 + y^2 = 25.

    It ends when both sides are defined at `wanted` points, with `patterns` only after every pattern of equal
    and different indices has had one.
    """
    scene = Scene(obligation)
    if scene.hopeless:
        return Evidence(0, 0, 0, None)
    sampler = Sampler(scene)
    agree = undefined = unclear = 0
    admissible: set[int] = set()
    met: set[int] = set()
    count = len(sampler.patterns)
    deadline = worked() + SECONDS
    tried: set[str] = set()
    for t, sample in enumerate(sampler.samples(TRIES)):
        if sample is None or (whole := _in_whole_numbers(sample)) in tried:
            continue                             # the same few numbers again show nothing
        tried |= {whole} if whole else set()
        admissible.add(t % count)
        outcome = verdict_at(sampler.scene, sample)
        if outcome == "agrees":
            agree += 1
            met.add(t % count)
        elif outcome == "undefined":
            undefined += 1
        else:
            unclear += 1
        if outcome == "fails":
            found = _simplest(sampler) or signed(sampler.scene, sample)
            if found is not None:
                return Evidence(agree, undefined, unclear, found)
        late = worked() > deadline
        if late or not sampler.scene.drawn:
            break
        if agree >= wanted and (not patterns or (t >= 2 * count and met == admissible)):
            break
    if few and not agree and sampler.equations and len(sampler.reals) <= FEW:
        return Evidence(0, undefined, unclear, _simplest(sampler))
    return Evidence(agree if met == admissible else 0, undefined, unclear + (agree if met != admissible else 0), None)


def verdict_at(scene: Scene, sample: Sample) -> str:
    """What happens at a point: "agrees" (is not seen to fail), "fails" for certain, "undefined", "unknown"."""
    for bits in scene.precisions:
        try:
            with precision(bits):
                return "agrees" if _holds(scene, sample, bits) else "fails"
        except Undefined:
            return "undefined"
        except Unknown:
            if _overlap(scene, sample, bits):
                return "agrees"
    return "unknown"


def _holds(scene: Scene, sample: Sample, bits: int) -> bool:
    goal = scene.obligation.goal
    if scene.ordered and isinstance(goal, Apply):
        left, right = (side_at(scene, sample, k, bits) for k in (0, 1))
        return related(goal.head, left, right)
    return bool(scene.whole[0](sample.complete))


def side_at(scene: Scene, sample: Sample, k: int, bits: int) -> Any:
    """The value of the left (0) or right (1) side at a point, worked out once; fails with Undefined or Unknown."""
    if (k, bits) not in sample.met:
        try:
            with precision(bits):
                sample.met[k, bits] = scene.sides[k](sample.complete)
        except (Undefined, Unknown) as reason:
            sample.met[k, bits] = reason
    value = sample.met[k, bits]
    if isinstance(value, Undefined | Unknown):
        raise value.with_traceback(None)
    return value


def _overlap(scene: Scene, sample: Sample, bits: int) -> bool:
    """Both sides of an equation are narrow balls that meet."""
    goal = scene.obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("=", "<=", ">="):
        return False
    try:
        with precision(bits):
            left, right = (side_at(scene, sample, k, bits) for k in range(len(scene.sides)))
            difference = left - right
            return bool(abs(difference) < fmpq(1, 1 << 60) * (1 + abs(left)))
    except (Undefined, Unknown, TypeError):
        return False


def _simplest(sampler: Sampler) -> Counterexample | None:
    deadline = worked() + SECONDS
    for sample in islice(sampler.simple(), SIMPLER):
        if worked() > deadline:
            return None
        if verdict_at(sampler.scene, sample) == "fails":
            found = signed(sampler.scene, sample)
            if found is not None:
                return found
    return None


def signed(scene: Scene, sample: Sample) -> Counterexample | None:
    """The sample as a counterexample that the kernel accepts."""
    two = len(scene.sides) == 2
    sides = [shown(partial(side_at, scene, sample, k, SHOWN)) for k in (0, 1)] if two else ["", ""]
    found = Counterexample(sample.point(), sides[0], sides[1])
    try:
        refute(scene.obligation, found)
        return found
    except CertificateError:
        pass
    heads = {part.head for term in scene.terms for part in subterms(term) if isinstance(part, Apply | Bind)}
    if not heads & BEYOND and all(symbol.sort != "complex" for symbol in scene.drawn):
        return None
    found = Counterexample(sample.point(), sides[0], sides[1], "balls")
    try:
        refute(scene.obligation, found)
        return found
    except CertificateError:
        return None
