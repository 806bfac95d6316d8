"""Sizes of inputs and constants of guesses: what is right of them where they are chosen well, and wrong however chosen.

    sum_{i=0}^{lg n} 2^i = 2n - 1 where a sum ends at lg n, that is whole: n = 2^h; never refuted by it

    c n (lg n + 1) >= c n lg n    c > 0, of a cost of which nothing is told: likewise
    T(n) <= c n is guessed        c > 0, as bounds of costs are: a step may be proved by it, and says so
    c n + n <= c n                wrong of every c, and of every n >= 1: refuted, though both are the author's to choose
    c n/2 + n <= c n              right of c >= 2: never refuted
    T(n) <= ... <= n^2 <= 9 n     in a chain about T(n), which is said of large n: wrong of every n >= 100
    T(n) <= c n + n^2 <= c n^2    likewise: right of c >= 2
    T(n) <= ... n^2 <= c n        wrong of every n > c
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from derive.elaborate.formulas.growth import COST, TURNED
from derive.elaborate.notation import plain
from derive.elaborate.step import is_mark
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    heads,
    number,
    substitute,
    subterms,
)
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.equations.recurrence_instances import Guess
    from derive.elaborate.page import Page
    from derive.elaborate.step import Step

LARGE = number(100)                              # a claim about large n fails if it fails for all n from here on
SUMS = frozenset({"sum", "product"})
FUNCTIONS = frozenset({"call", "at", "grows", "arg", "mean", "probability"})


def hear_choices(page: Page, start: int) -> None:
    """The links from a place on, with what is presumed of constants of guesses, and what they say however chosen."""
    for place in range(start, len(page.steps)):
        step = page.steps[place]
        if step.kind == "link" and step.obligation is not None:
            guesses = [guess for guess in page.guesses if guess.since <= place < guess.until]
            names = free(step.obligation.goal)
            positive = tuple(dict.fromkeys(Apply(">", (c, number(0))) for c in _constants(guesses) if c in names))
            found = _however(page, place, step.obligation, positive)
            costs = positive or _costs(page, step.obligation)
            if found or costs:
                step = replace(step, however=found, sizes=(*step.sizes, *costs))
            page.steps[place] = _with_whole_ends(step) if step.customary is None else step


def _costs(page: Page, obligation: Obligation) -> tuple[Apply, ...]:
    """c > 0 of the costs of which the page tells nothing, in an inequality about the size of an input."""
    goal, names = obligation.goal, free(obligation.goal)
    if not isinstance(goal, Apply) or goal.head not in TURNED or not any(n.name in page.context.inputs for n in names):
        return ()
    spoken = frozenset().union(*(free(h) for h in obligation.hypotheses if not is_mark(h) and "call" not in heads(h)))
    return tuple(Apply(">", (c, number(0))) for c in sorted(names - spoken, key=lambda name: name.name)
                 if COST.fullmatch(c.name) and c.sort == "real")


def _with_whole_ends(step: Step) -> Step:
    """Where sums end at lg n or n/2, as is customary for an n for which these are whole: n is 2^h or 2 h."""
    assert step.obligation is not None
    goal, hypotheses = step.obligation.goal, step.obligation.hypotheses
    if isinstance(goal, Apply) and goal.head == "or" and "grows" in heads(goal) and "grows" not in heads(goal.args[0]):
        goal = goal.args[0]                      # A + Theta(g) = B + Theta(g), where A = B
        step = replace(step, customary=Obligation(hypotheses, goal))
    if heads(goal).isdisjoint(SUMS):
        return step
    ends = [end for part in subterms(goal) if isinstance(part, Bind) and part.head in ("sum", "product")
            for end in part.bounds if free(end) <= free(goal)]
    h = fresh(Symbol("h", "integer"), free(goal).union(*map(free, hypotheses)))
    wholes = {whole for end in ends for part in subterms(end) if (whole := _whole(part, h)) is not None}
    if len(wholes) != 1:
        return step
    (n, value, end), = wholes

    def there(term: Term) -> Term:
        return substitute(rewrite(term, lambda part: h if part == end else None), {n: value})

    told = tuple(there(fact) for fact in hypotheses if not is_mark(fact))
    least = Apply(">=", (h, number(0 if value.head == "^" else 1)))
    under = (*step.under, f"{plain(end)} is whole")
    return replace(step, customary=Obligation((*told, least), there(goal)), under=under)


def _whole(part: Term, h: Symbol) -> tuple[Symbol, Apply, Term] | None:
    """The name in lg n or n/2, and what it is where that is h."""
    match part:
        case Apply("log", (Symbol() as n, Number(base) as b)) if base > 1 and base.denominator == 1:
            return n, Apply("^", (b, h)), part
        case Apply("/", (Symbol() as n, Number(by) as k)) if by > 1 and by.denominator == 1:
            return n, Apply("*", (k, h)), part
    return None


def _constants(guesses: Iterable[Guess]) -> Iterator[Symbol]:
    """c in T(n) <= c n lg n - d n: what the first term of the bound has as a factor."""
    for guess in guesses:
        bound = guess.bound
        while isinstance(bound, Apply) and bound.head in ("+", "*", "/") and not isinstance(bound.args[0], Symbol):
            bound = bound.args[0]
        first = bound.args[0] if isinstance(bound, Apply) and bound.head in ("*", "/") else bound
        if isinstance(first, Symbol) and first != guess.parameter and first.sort == "real":
            yield first


def _however(page: Page, place: int, obligation: Obligation, positive: tuple[Apply, ...]) -> tuple[Obligation, ...]:
    """The obligation without the marks of what may be chosen; then for large n, in a chain about T(n)."""
    goal, hypotheses = obligation.goal, obligation.hypotheses
    marked = {h.args[0] for h in hypotheses if is_mark(h) and h.args}
    if page.doubtful or not marked or not isinstance(goal, Apply) or goal.head not in RELATIONS:
        return ()
    names = free(goal)
    inputs = {symbol for symbol in names if symbol.name in page.context.inputs}
    plain = all(symbol.sort in ("real", "integer") for symbol in names)
    if not inputs or not plain or not heads(goal).isdisjoint(FUNCTIONS) or Apply("meant") in hypotheses:
        return ()
    kept = tuple(h for h in hypotheses if not is_mark(h))
    found = (Obligation((*kept, *positive), goal),)
    match page.starts.get(place):
        case Apply("call", (Symbol(), Symbol() as n)) if n in inputs and not any(_holds_down(h, n) for h in kept):
            large = (Apply(">=", (n, LARGE)), *(Apply(">", (n, order.args[0])) for order in positive))
            return (*found, Obligation((*kept, *positive, *large), goal))
    return found


def _holds_down(fact: Term, n: Symbol) -> bool:
    """Whether a fact on n may fail for large n: anything but n >= 2 and 2 < n."""
    match fact:
        case Apply(">" | ">=", (size, Number())) | Apply("<" | "<=", (Number(), size)):
            return size != n and n in free(size)
    return n in free(fact)
