"""Whether the sides of a proved step have values: a proof about divergent sums and integrals is worth nothing.

    every infinite sum or product, integral and limit of the goal exists     -> it stands
    each at some admissible values of its names                              -> it stands
    one is seen not to exist, or not seen to exist, at any value tried       -> not proved
    one holds functions or arrays of which nothing is known                  -> it stands: it is about those that do
    both sides hold the same ones, but for how their bodies are written      -> it stands, unless one is seen to fail

A limit is only asked not to be seen to fail: an infinite one is a value on a side by itself, not inside a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.decide import convergence, oracle
from derive.decide.budget import OutOfBudget, allowance, remaining, worked
from derive.decide.congruence import is_rewritten
from derive.decide.procedures.tabulated_values import without_known
from derive.decide.sampling import Sampler
from derive.decide.scene import Scene
from derive.kernel.assembly import BOUNDED, INFINITE
from derive.kernel.congruence import standing
from derive.kernel.differentiate import eliminate
from derive.kernel.polynomial import Beyond
from derive.kernel.refutation import definition
from derive.kernel.signs import conditions
from derive.kernel.smooth import ordered
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    heads,
    number,
    substitute,
    subterms,
)
from derive.kernel.writing import of_letter

TRIES = 8
SECONDS = 3.0                                    # for looking at one goal
BRIEFLY = 0.5                                    # where nothing is asked but that it is not seen to fail
DIVERGES = "a sum, integral or limit without a value"
UNKNOWN = "a sum or an integral that is not seen to converge"
BINDERS = frozenset(("sum", "product", "integral", "limit"))
OPAQUE = frozenset(("call", "at", "delta", "piecewise", "undefined", "re", "im", "conj"))


def missing(obligation: Obligation) -> str:
    """Why the sides of the obligation may have no values; "" where nothing speaks against them."""
    if not any(True for _ in _endless(obligation)):
        return ""
    carried = False
    try:
        carried = _carries_over(obligation)
        with allowance(worked() + (BRIEFLY if carried else SECONDS)):
            found = _missing(obligation)
    except OutOfBudget:
        found = UNKNOWN
    return "" if carried and found == UNKNOWN else found


def _carries_over(obligation: Obligation) -> bool:
    """Every sum, product or integral that may be without a value stands on both sides, up to a constant factor.

    Where the one side has a value the other has it too, whatever that is: nothing rests on its existence.
    """
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return False
    wanted = {binder for binder, _ in _endless(obligation)}
    if not wanted <= {*standing(goal)}:
        return False
    sides = [[one for one in standing(side) if one in wanted] for side in goal.args]
    return all(any(is_rewritten(obligation, *pair) for other in there for pair in (
        (_bare(one), _bare(other)), (one, other)))
               for here, there in (sides, sides[::-1]) for one in here)


def _bare(binder: Bind) -> Bind:
    if binder.head == "product":
        return binder
    return Bind(binder.head, binder.variable, _varying(binder.body, binder.variable), binder.bounds)


def _missing(obligation: Obligation) -> str:
    """Why the sides of the obligation may have no values; "" where nothing speaks against them."""
    wanted = list(dict.fromkeys(_endless(obligation)))
    names = sorted(frozenset().union(*(free(binder) for binder, _ in wanted)), key=lambda name: name.name)
    if not names:
        return _reason([_exists(*pair) for pair in wanted])
    found = DIVERGES
    for values in _points(obligation, names):
        reason = _reason([_exists(_closed(binder, values), alone) for binder, alone in wanted])
        if not reason:
            return ""
        found = reason if reason == UNKNOWN else found
    return found


def _endless(obligation: Obligation) -> Iterator[tuple[Bind, bool]]:
    """The binders that may be without a value, in the goal and in its names' definitions; whether each is a side."""
    defined = {given[0]: given[2] for given in map(definition, obligation.hypotheses) if given and not given[1]}
    if all(heads(term).isdisjoint(BINDERS) for term in (obligation.goal, *defined.values())):
        return
    pending: list[tuple[Term, bool]] = [(obligation.goal, True)]
    seen: set[Symbol] = set()
    while pending:
        part, by_itself = pending.pop()
        match part:
            case Symbol() if part in defined and part not in seen:
                seen.add(part)
                pending.append((defined[part], False))
            case Apply("piecewise" | "or" | "not", _):
                continue
            case Apply(head, args):
                alone = head in ("=", "<", ">", "<=", ">=", "!=", "and", "implies", "iff")
                pending += [(arg, alone) for arg in args]
            case Bind(head, _, _, bounds):
                pending += [(bound, False) for bound in bounds]
                if head in BINDERS and _is_plain(part) and not _is_safe(part):
                    yield part, by_itself


def _is_plain(term: Term) -> bool:
    """Nothing in it stands for what is not known."""
    return all(symbol.sort in ("real", "integer") for symbol in free(term)) and not any(
        (isinstance(part, Apply) and (part.head in OPAQUE or of_letter(part.head)))
        or (isinstance(part, Bind) and part.variable.sort not in ("real", "integer")) for part in subterms(term))


def _is_safe(term: Bind) -> bool:
    """It exists whatever its names stand for."""
    match term:
        case Bind("sum" | "product", _, body, (lo, hi)):
            return not {lo, hi} & {*INFINITE} and not any(isinstance(p, Bind) for p in subterms(body))
        case Bind("integral", _, body, (lo, hi)):
            if {lo, hi} & {*INFINITE} or any(isinstance(part, Bind) for part in subterms(body)):
                return False
            needed, opaque = conditions((body,))
            return not needed and not opaque
    return False


def _points(obligation: Obligation, names: list[Symbol]) -> Iterator[dict[Symbol, Term]]:
    """Admissible values of the names."""
    one = Apply("+", (*names, number(0)))        # the same names in a goal that has values everywhere
    # What is not a relation, that a name is meant or fixed, no value can satisfy, and none need.
    relations = tuple(h for h in obligation.hypotheses if not isinstance(h, Apply) or h.head in RELATIONS)
    sampler = Sampler(Scene(Obligation(relations, Apply("=", (one, one)))))
    for sample in sampler.samples(TRIES):
        if sample is not None:
            values = dict(sample.point())
            if all(isinstance(values.get(name), Number) for name in names) and remaining() > 0:
                yield {name: values[name] for name in names}


def _closed(binder: Bind, values: dict[Symbol, Term]) -> Bind:
    found = substitute(binder, values)
    assert isinstance(found, Bind)
    return found


def _reason(found: Iterable[bool | None]) -> str:
    seen = list(found)
    return DIVERGES if False in seen else UNKNOWN if None in seen else ""


def _exists(term: Bind, is_side: bool) -> bool | None:
    """Whether a closed binder has a value; binders inside are worked out by the oracle first."""
    try:
        body = eliminate(term.body)
    except Beyond:
        body = term.body
    if term.head != "product":
        body = _varying(body, term.variable)
    if any(isinstance(part, Bind) for part in subterms(body)):
        body = _worked_out(_summed(term, body), _within(term))
    if term.head in ("sum", "product") and not {*term.bounds} & {*INFINITE}:
        return True
    if term.head == "limit" and is_side and isinstance(term.bounds[1], Number):
        side = int(term.bounds[1].value)
        return convergence.value_of_limit(term.variable, body, term.bounds[0], side) != BOUNDED
    found = convergence.converges(Bind(term.head, term.variable, body, term.bounds))
    return True if found is None and term.head == "limit" else found


def _within(term: Bind) -> tuple[Apply, ...]:
    """What is known of the variable of a binder."""
    match term:
        case Bind("sum" | "product", k, _, (lo, _)):
            return (Apply(">=", (k, lo)),)
        case Bind("integral", x, _, (lo, hi)):
            return ordered(x, lo, hi, frozenset())
    return ()


def _summed(term: Bind, body: Term) -> Term:
    """The body with the values of series and integrals that stand in tables, between the ends."""
    left = without_known(Obligation(_within(term), Apply("=", (body, number(0)))))[1].goal
    return left.args[0] if isinstance(left, Apply) else body


def _varying(body: Term, variable: Symbol) -> Term:
    """A summand or integrand without its constant factors."""
    match body:
        case Apply("*", args):
            kept = [_varying(arg, variable) for arg in args if variable in free(arg)]
            return body if not kept else kept[0] if len(kept) == 1 else Apply("*", tuple(kept))
        case Apply("/", (above, below)) if variable not in free(below) and variable in free(above):
            return _varying(above, variable)
        case Apply("/", (above, below)) if variable in free(below):
            return Apply("/", (
                _varying(above, variable) if variable in free(above) else number(1), _varying(below, variable)))
        case Apply("-", (u,)):
            return _varying(u, variable)
    return body


def _worked_out(term: Term, within: tuple[Apply, ...]) -> Term:
    """The term with the binders in it replaced by the values that SymPy gives them."""
    match term:
        case Bind(head, _, _, _) if head in BINDERS:
            answer = oracle.value(term, within, min(1.0, max(remaining(), 0.1)))
            return answer.value if isinstance(answer.value, Apply | Number | Symbol) else term
        case Apply(head, args):
            return Apply(head, tuple(_worked_out(arg, within) for arg in args))
    return term
