"""The search for what an infinite sum is worth: a series of the table with a letter, a factor and a shift.

    in    a sum from a whole number on
    out   the step that the kernel takes in its place, or none
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide import oracle
from derive.decide.budget import remaining, spend
from derive.kernel.certificate import Identity, Summed, Telescoped
from derive.kernel.check import Unproved, identical
from derive.kernel.differentiate import eliminate
from derive.kernel.polynomial import Beyond
from derive.kernel.series import SERIES, K, Series, X, summed
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, substitute, subterms

SHIFTS = (0, 1, -1, 2, -2)
LETTERS = 8
ONE = number(1)


def summation(obligation: Obligation, series: Bind) -> Summed | None:
    """A law of the table that fits."""
    start = series.bounds[0]
    if not isinstance(start, Number) or series.bounds[1] != Apply("infinity"):
        return None
    for law in _laws(series):
        for letter in _letters(series, law):
            for shift in SHIFTS:
                spend()
                step = _fitted(obligation, series, law, letter, shift, int(start.value))
                if step is not None:
                    return step
    return None


def telescope(series: Bind) -> Telescoped | None:
    """An antidifference that SymPy finds."""
    start, end = series.bounds
    endless = isinstance(start, Number) and end == Apply("infinity")
    if not endless or remaining() < 0.5 or any(isinstance(part, Bind) for part in subterms(series.body)):
        return None
    answer = oracle.question("antidifference", series.body, series.variable, seconds=min(3.0, remaining()))
    return Telescoped(series, answer.value, Identity()) if isinstance(answer.value, Apply) else None


def _laws(series: Bind) -> list[Series]:
    """Those of the table with a factorial where the series has one, and a power where it has one."""
    k = series.variable

    def shape(body: Term, index: Symbol) -> tuple[bool, bool, bool]:
        parts = [part for part in subterms(body) if isinstance(part, Apply) and index in free(part)]
        return (any(p.head == "factorial" for p in parts), any(p.head == "binomial" for p in parts),
                any(p.head in ("^", "exp") and index in free(p.args[-1]) for p in parts))

    own = shape(series.body, k)
    return [law for law in SERIES.values() if (found := shape(law.term, K))[:2] == own[:2] and (
        found[2] == own[2] or any(own[:2]))]


def _letters(series: Bind, law: Series) -> Iterator[Term]:
    """What may stand for x: the bases of powers, as often as the index counts, with either sign."""
    if X not in free(law.term):
        yield ONE
        return
    k = series.variable
    once: list[Term] = []
    often: list[Term] = []
    for part in subterms(series.body):
        match part:
            case Apply("^", (base, exponent)) if k in free(exponent) and k not in free(base):
                step = rational(_slope(exponent, k))
            case Apply("exp", (exponent,)) if k in free(exponent):
                base, step = Apply("exp", (_slope(exponent, k),)), rational(ONE)
            case _:
                continue
        if step is None or step.denominator != 1 or base in (number(-1), Apply("-", (ONE,))):
            continue
        if not _is_below(series.body, part):
            once.append(base)
            often.append(base if step == 1 else Apply("^", (base, Number(step))))
        else:
            once.append(Apply("/", (ONE, base)))
            often.append(Apply("^", (base, Number(-step))))
    seen: dict[Term, None] = {}
    for parts in (often, once):
        whole = parts[0] if len(parts) == 1 else Apply("*", tuple(parts)) if parts else ONE
        seen[whole] = seen[Apply("-", (whole,))] = None
    yield from list(seen)[:LETTERS]


def _slope(exponent: Term, k: Symbol) -> Term:
    try:
        return eliminate(Bind("derivative", k, exponent, (k,)))
    except Beyond:
        return exponent


def _is_below(body: Term, part: Term) -> bool:
    """Whether a part stands below a line."""
    return any(isinstance(other, Apply) and other.head == "/" and part in subterms(other.args[1])
               for other in subterms(body))


def _fitted(
    obligation: Obligation, series: Bind, law: Series, letter: Term, shift: int, start: int
) -> Summed | None:
    first = max(start, law.start - shift, 1)
    if start + shift < law.start:
        return None
    here = [substitute(series.body, {series.variable: number(first + j)}) for j in (0, 1)]
    there = [substitute(law.term, {K: number(first + shift + j), X: letter}) for j in (0, 1)]
    try:
        crossed = Apply("*", (here[0], there[1])), Apply("*", (here[1], there[0]))
        if not identical(obligation.hypotheses, *crossed):
            return None
        step = Summed(series, law.name, letter, _ratio(obligation, here[0], there[0]), shift, Identity())
        summed(obligation.hypotheses, obligation.goal, step, identical)
    except (Unproved, NotIntegrated, Beyond):
        return None
    return step


def _ratio(obligation: Obligation, above: Term, below: Term) -> Term:
    """The quotient in lowest terms, where the normal form gives them."""
    quotient = Apply("/", (above, below))
    here = Setting(obligation.hypotheses, (quotient,))
    return here.normal.write(here.of(quotient))
