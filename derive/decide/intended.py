"""Whether a formula that stands alone means a letter as is customary, though it does not hold of it.

    G = sum_n (-1)^n / (2 n + 1)^3       holds of Catalan's constant once the exponent is 2: that is what is meant
    G = int_0^1 x^2 dx                   holds of it by no small change: here G may be anything

One place of the claim is changed at a time, as a slip would be undone: a digit, a sign, a function, a factor left out.
Where both sides then agree, to all digits that were worked out or by a proof, the formula is a claim about the letter
and not its definition. What this settles is the reading; the claim as written is judged for itself. A letter that is
customary for two numbers, phi for the golden ratio and for one over it, means the one of which the formula holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, islice

from flint import acb, arb

from derive.decide.balls import precision
from derive.decide.budget import worked
from derive.decide.evaluation import compiled
from derive.decide.exchanged_parts import exchanged_part
from derive.decide.sampling import Sample, Sampler
from derive.decide.scene import Scene
from derive.kernel.golden import PHI
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, number
from derive.kernel.verdict import Proved, Verdict

CHANGES = 400
SECONDS = 3.0
BITS = 96
NARROW = arb(2) ** -40                           # agreement that tells by itself
CLOSE = arb(2) ** -3                             # agreement that leaves a proof to be looked for
PROOFS = 4
POINTS = 3                                       # where there are names
EXCHANGED = {
    "sin": "cos", "cos": "sin", "exp": "log", "log": "exp", "tan": "cot", "cot": "tan", "max": "min", "min": "max",
    "sinh": "cosh", "cosh": "sinh", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}
FACTORS = (number(2), number(3), Apply("pi"), number(-1), Number(number(1).value / 2))
RESTORED = ("sin", "cos", "exp", "log")          # functions of a name that may have been lost
STATEMENTS = frozenset(("=", "<", ">", "<=", ">=", "!=", "and", "or", "not", "in"))
Decide = Callable[[Obligation], Verdict]
Change = Callable[[Term, tuple[Symbol, ...]], Iterator[Term]]


def is_meant(claim: Obligation, decide: Decide) -> bool:
    """Whether a claim that fails holds once one slip is undone."""
    goal = claim.goal
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        return False
    points = _points(claim)
    ends, close = worked() + SECONDS, list[tuple[float, Obligation]]()
    if any(_agreement(other, claim, points) is not None for other in _other_meanings(goal)):
        return False
    for changed in islice(chain(changes(goal, (), altered), changes(goal, (), multiplied)), CHANGES):
        if worked() > ends:
            break
        within = _agreement(changed, claim, points)
        if within is not None and within < NARROW:
            return True
        if within is not None:
            close.append((float(within), Obligation(claim.hypotheses, changed)))
    nearest = sorted(close, key=lambda one: one[0])[:PROOFS]
    return any(isinstance(decide(one), Proved) for _, one in nearest)


def _other_meanings(goal: Term) -> Iterator[Term]:
    """The goal of one over the golden ratio."""
    inverse = Apply("/", (Apply("+", (Apply("sqrt", (number(5),)), number(-1))), number(2)))
    for other in (inverse, Apply("-", (inverse,))):
        if (read := exchanged_part(goal, PHI, other)) != goal:
            yield read


def _points(claim: Obligation) -> list[Sample]:
    scene = Scene(claim)
    found = (sample for sample in Sampler(scene).samples(4 * POINTS) if sample is not None)
    return list(islice(found, POINTS if scene.drawn else 1))


def _agreement(goal: Term, claim: Obligation, points: list[Sample]) -> arb | None:
    """How closely the sides of a changed goal agree at every point; None where they do not, or it is not told."""
    assert isinstance(goal, Apply)
    plane = Scene(claim).plane
    widest = arb(0)
    for sample in points:
        try:
            with precision(BITS):
                left, right = (compiled(side, plane)(sample.complete) for side in goal.args)
                gap = acb(left - right)
                within = arb(max(gap.real.rad(), gap.imag.rad()))
        except (Undefined, Unknown, TypeError, ValueError):
            return None
        if not gap.contains(0) or not within < CLOSE:
            return None
        widest = widest.max(within)
    return widest if points else None


def changes(term: Term, scope: tuple[Symbol, ...], here: Change) -> Iterator[Term]:
    """The term with one place changed; in `scope` are the names bound about it."""
    yield from here(term, scope)
    match term:
        case Apply(head, args):
            for place, arg in enumerate(args):
                for other in changes(arg, scope, here):
                    yield Apply(head, (*args[:place], other, *args[place + 1:]))
        case Bind(head, variable, body, bounds):
            for other in changes(body, (*scope, variable), here):
                yield Bind(head, variable, other, bounds)
            for place, bound in enumerate(bounds):
                for other in changes(bound, scope, here):
                    yield Bind(head, variable, body, (*bounds[:place], other, *bounds[place + 1:]))


def altered(term: Term, scope: tuple[Symbol, ...]) -> Iterator[Term]:
    """Another digit, sign, function or binder."""
    match term:
        case Number(value) if value.denominator == 1:
            yield from (Number(value - 1), Number(value + 1))
        case Apply("+", args):
            for place, arg in enumerate(args):
                yield Apply("+", (*args[:place], _negated(arg), *args[place + 1:]))
        case Apply("-", (inner,)):
            yield inner
        case Apply(head, args) if head in EXCHANGED:
            yield Apply(EXCHANGED[head], args)
        case Bind("sum" | "product" as head, variable, body, bounds):
            yield Bind("product" if head == "sum" else "sum", variable, body, bounds)
    match term:
        case Apply("exp", (inner,)):
            yield Apply("sqrt", (inner,))
        case Symbol() if term in scope:
            yield from (Apply(head, (term,)) for head in RESTORED)


def multiplied(term: Term, scope: tuple[Symbol, ...]) -> Iterator[Term]:
    """A factor that was left out."""
    if term == number(0) or (isinstance(term, Apply) and term.head in STATEMENTS):
        return
    factors: tuple[Term, ...] = (*(scope if not isinstance(term, Number) else scope[-1:]), *FACTORS)
    for factor in factors:
        yield Apply("*", (factor, term))


def _negated(term: Term) -> Term:
    match term:
        case Apply("-", (inner,)):
            return inner
        case Number(value):
            return Number(-value)
    return Apply("-", (term,))
