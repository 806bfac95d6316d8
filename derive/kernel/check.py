"""The inference rules: what each kind of certificate must satisfy.

    hypotheses, goal, certificate  ->  the trust it earns, or Unproved with the reason

Sides known to be defined travel with the goal: a proof may use what their strict parts need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.kernel import consequence, divergence, integration, limits, signs
from derive.kernel.certificate import (
    Cases,
    Certificate,
    Choice,
    Consequences,
    Contradiction,
    Enclosed,
    Identity,
    Induction,
    Integrals,
    Limits,
    Parts,
    Reindex,
    Rewrite,
    Sign,
    Testimony,
    UpToConstant,
)
from derive.kernel.enclosure import enclose
from derive.kernel.facts import conditions
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.laws import LAWS
from derive.kernel.polynomial import Beyond, Nowhere
from derive.kernel.setting import Setting
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    children,
    free,
    fresh,
    number,
    same,
    substitute,
)

TOTAL = frozenset((
    "+", "*", "-", "exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "abs", "sign", "floor", "ceil", "max", "min",
    "pi", "e", "delta", "and", "or", "not", "true", "false", *RELATIONS,
))
DEPTH = 60                                        # rules one inside another
BITS = 4000

Terms = tuple[Term, ...]


class Unproved(Exception):
    """A certificate does not fit its goal."""


def check(hypotheses: Terms, goal: Term, certificate: Certificate, defined: Terms = (), depth: int = 0) -> str:
    """The trust that a certificate earns: "kernel", or "oracle" where a library's word is part of it."""
    if depth > DEPTH:
        raise Unproved("the certificate is nested too deeply")
    match certificate:
        case Testimony():
            return "oracle"
        case Identity():
            return _identity(hypotheses, goal, defined)
        case Sign():
            return _sign(hypotheses, goal, defined)
        case Enclosed(bits):
            return _enclosed(hypotheses, goal, bits)
        case Contradiction():
            return _contradiction(hypotheses, goal, defined)
        case Cases():
            return _cases(hypotheses, goal, certificate, defined, depth)
        case Rewrite():
            return _rewrite(hypotheses, goal, certificate, defined, depth)
        case Reindex():
            return _reindex(hypotheses, goal, certificate, defined, depth)
        case Induction():
            return _induction(hypotheses, goal, certificate, depth)
        case Parts(proofs):
            needed = parts(hypotheses, goal)
            if len(needed) != len(proofs):
                raise Unproved("as many proofs as parts of the goal")
            return _all(check(given, part, proof, (), depth + 1)
                        for (given, part), proof in zip(needed, proofs, strict=True))
        case Choice(index, proof):
            if not isinstance(goal, Apply) or goal.head != "or" or not 0 <= index < len(goal.args):
                raise Unproved("a choice among the parts of a disjunction")
            return check(hypotheses, goal.args[index], proof, (), depth + 1)
        case Consequences():
            return _consequences(hypotheses, goal, certificate)
        case Integrals(_, rest):
            return _integrals(hypotheses, goal, certificate, rest, depth)
        case Limits(rest):
            return _limits(hypotheses, goal, rest, depth)
        case UpToConstant(variable, rest):
            try:
                left, right = divergence.differentiated(goal, variable)
            except integration.NotIntegrated as reason:
                raise Unproved(str(reason)) from None
            return check(hypotheses, Apply("=", (left, right)), rest, (), depth + 1)
    raise Unproved("an unknown kind of certificate")


def _all(trusts: Iterable[str]) -> str:
    return "oracle" if "oracle" in list(trusts) else "kernel"


def relation(goal: Term) -> tuple[str, Term, Term]:
    match goal:
        case Apply(head, (left, right)) if head in RELATIONS:
            return head, left, right
    raise Unproved("the goal is not a relation between two terms")


def setting(hypotheses: Terms, goal: Term, defined: Terms) -> tuple[Setting, str, Term, Term]:
    head, left, right = relation(goal)
    return Setting(hypotheses, (left, right, *defined)), head, left, right


def _identity(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        normal form of s - t under the hypotheses, denominators cleared, is 0
        -------------------------------------------------------------------- Identity
        hypotheses |- s = t

    Fails when it is not, or when a side has a head without rules. Two sides that are the same up to the
    names of bound variables need no normal form, for = and for <= and >=.
    """
    head, left, right = relation(goal)
    if head in ("=", "<=", ">=") and same(left, right):
        return "kernel"
    try:
        here, head, left, right = setting(hypotheses, goal, defined)
        if head != "=":
            raise Unproved("the goal is not an equation")
        if not here.equal(left, right):
            raise Unproved("the normal forms differ")
    except Beyond as reason:
        raise Unproved(str(reason)) from None
    return "kernel"


def _sign(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        s - t R 0 is known from hypotheses, definedness, ranges and shape
        ----------------------------------------------------------------- Sign, R an order or !=
        hypotheses |- s R t
    """
    try:
        here, head, left, right = setting(hypotheses, goal, defined)
        if not here.facts.holds(here.difference(left, right), head):
            raise Unproved("the sign of the difference is not known")
    except Beyond as reason:
        raise Unproved(str(reason)) from None
    return "kernel"


def _enclosed(hypotheses: Terms, goal: Term, bits: int) -> str:
    """
        intervals around s and t, definitions unfolded, decide s R t
        ------------------------------------------------------------ Enclosed, R not =
        hypotheses |- s R t

    Fails when a side has a free name, or the intervals meet.
    """
    head, left, right = relation(goal)
    if head == "=" or not 0 < bits <= BITS:
        raise Unproved("intervals cannot show that two values are equal")
    try:
        here = Setting(hypotheses, ())
        difference = here.ready(Apply("+", (left, Apply("-", (right,)))))
        if free(difference):
            raise Unproved("a side is not closed")
        value = enclose(difference, {}, bits)
    except (Beyond, Undefined, Unknown) as reason:
        raise Unproved(f"no enclosure: {reason}") from None
    if not isinstance(value, Interval | Fraction):
        raise Unproved("no enclosure")
    low, high = (value.lo, value.hi) if isinstance(value, Interval) else (value, value)
    if not {"<": high < 0, "<=": high <= 0, ">": low > 0, ">=": low >= 0, "!=": high < 0 or low > 0}[head]:
        raise Unproved("the enclosures do not decide the relation")
    return "kernel"


def _contradiction(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        the negation of a hypothesis is known from the hypotheses and from definedness
        ------------------------------------------------------------------------------ Contradiction
        hypotheses |- goal

    So it is where a side has no value under the hypotheses: a derivative at a kink.
    """
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    try:
        here = Setting(hypotheses, (*sides, *defined))
        for side in sides:
            try:
                here.of(side)
            except Nowhere:
                return "kernel"
            except Beyond:
                continue
        if any(here.facts.fails(part) for part in here.assumed_ready()):
            return "kernel"
    except Beyond as reason:
        raise Unproved(str(reason)) from None
    raise Unproved("the hypotheses are not known to contradict each other")


def _cases(hypotheses: Terms, goal: Term, split: Cases, defined: Terms, depth: int) -> str:
    """
        hypotheses, c |- goal      hypotheses, not c |- goal      c is defined
        ---------------------------------------------------------------------- Cases
        hypotheses |- goal

    Fails when c may be undefined where the sides and hypotheses are not.
    """
    condition = split.condition
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    if not denotes(condition, {part for term in (*sides, *defined, *hypotheses) for part in strict(term)}):
        raise Unproved("the condition of a split may be undefined")
    negation = Apply("not", (condition,))
    return _all([
        check((*hypotheses, condition), goal, split.holds, defined, depth + 1),
        check((*hypotheses, negation), goal, split.fails, defined, depth + 1),
    ])


def denotes(term: Term, known: set[Term]) -> bool:
    """Certainly defined, given that the terms `known` are."""
    pending = [term]
    while pending:
        part = pending.pop()
        if part in known:
            continue
        match part:
            case Number() | Symbol():
                pass
            case Apply("^", (base, Number(e))) if e.denominator == 1 and e >= 0:
                pending.append(base)
            case Apply("/", (above, Number(below))) if below:
                pending.append(above)
            case Apply(head, args) if head in TOTAL:
                pending.extend(args)
            case _:
                return False
    return True


def strict(term: Term) -> Iterator[Term]:
    """The parts that are defined wherever the term is: not inside binders, nor in branches not taken."""
    pending = [term]
    while pending:
        part = pending.pop()
        yield part
        match part:
            case Apply("piecewise", (first, *_)):
                pending.append(first)
            case Apply(head, args) if head not in ("or", "implies", "iff"):
                pending.extend(args)
            case Bind(_, _, _, bounds):
                pending.extend(bounds)


def _rewrite(hypotheses: Terms, goal: Term, step: Rewrite, defined: Terms, depth: int) -> str:
    """
        s = t is a law under c      hypotheses |- c      hypotheses |- goal[t for s at the place]
        ----------------------------------------------------------------------------------------- Rewrite
        hypotheses |- goal

    Fails when the place does not hold an instance of s, a condition is not known, or the place lies under
    a bound name that is also free.
    """
    law = LAWS.get(step.law)
    if law is None:
        raise Unproved(f"no law {step.law}")
    values = dict(step.values)
    found, new = substitute(law.left, values), substitute(law.right, values)
    outer = frozenset().union(free(goal), *map(free, hypotheses))
    changed = replace_at(goal, step.path, found, new, outer)
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    try:
        here = Setting(hypotheses, (*sides, *defined))
        for condition in law.conditions:
            if here.facts.truth(here.ready(substitute(condition, values))) is not True:
                raise Unproved(f"a condition of {step.law} is not known")
    except Beyond as reason:
        raise Unproved(str(reason)) from None
    return check(hypotheses, changed, step.rest, (*sides, *defined), depth + 1)


def _reindex(hypotheses: Terms, goal: Term, step: Reindex, defined: Terms, depth: int) -> str:
    """
        hypotheses |- goal[sum of f(k + by) over lo - by .. hi - by, or of f(lo + hi - k) over lo .. hi]
        ------------------------------------------------------------------------------------------------ Reindex
        hypotheses |- goal[sum of f(k) over lo .. hi]

    Likewise for products; fails when the place holds neither, or an end reversed about is not whole.
    """
    found = goal
    for child in step.path:
        below = children(found)
        if not 0 <= child < len(below):
            raise Unproved("no such place")
        found = below[child]
    new = reindexed(found, step.by, step.reversed)
    changed = replace_at(goal, step.path, found, new, frozenset())
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    return check(hypotheses, changed, step.rest, (*sides, *defined), depth + 1)


def reindexed(term: Term, by: int, back: bool) -> Term:
    """The same sum or product under another index."""
    if not isinstance(term, Bind) or term.head not in ("sum", "product") or Apply("infinity") in term.bounds:
        raise Unproved("the place does not hold a sum or a product")
    lo, hi = term.bounds
    k = fresh(term.variable, free(term.body) | free(lo) | free(hi))
    if back:
        if not all(whole(end) for end in (lo, hi)):
            raise Unproved("an end of the range may not be whole")
        at: Term = Apply("+", (lo, hi, Apply("-", (k,))))
        return Bind(term.head, k, substitute(term.body, {term.variable: at}), (lo, hi))
    ends = tuple(Apply("+", (end, number(-by))) for end in (lo, hi))
    return Bind(term.head, k, substitute(term.body, {term.variable: Apply("+", (k, number(by)))}), ends)


def whole(term: Term) -> bool:
    """Whole by its shape: whole names and numbers under +, - and *."""
    match term:
        case Number(value):
            return value.denominator == 1
        case Symbol(_, sort):
            return sort == "integer"
        case Apply("+" | "-" | "*", args):
            return all(map(whole, args))
    return False


def replace_at(term: Term, path: tuple[int, ...], found: Term, new: Term, outer: frozenset[Symbol]) -> Term:
    """The term with `found`, which must stand at the path, replaced."""
    if not path:
        if term != found:
            raise Unproved("the law does not fit the place")
        return new
    below = children(term)
    if not 0 <= path[0] < len(below):
        raise Unproved("no such place")
    changed = replace_at(below[path[0]], path[1:], found, new, outer)
    kept = (*below[:path[0]], changed, *below[path[0] + 1:])
    match term:
        case Bind(head, variable, _, _):
            if path[0] == 0 and variable in outer:
                raise Unproved("a bound name is also free")
            return Bind(head, variable, kept[0], kept[1:])
        case Apply(head, _):
            return Apply(head, kept)
    raise Unproved("no such place")


def _induction(hypotheses: Terms, goal: Term, proof: Induction, depth: int) -> str:
    """
        hypotheses |- goal[n := a]      hypotheses, m >= a, goal[n := m] |- goal[n := m + 1]
        a <= n is a hypothesis          goal[n := m] is defined wherever goal[n := m + 1] is
        ------------------------------------------------------------------------------------ Induction on a whole n
        hypotheses |- goal

    Hypotheses that mention n are left out of both premises.
    """
    n, start = proof.variable, proof.start
    _, left, right = relation(goal)
    if n.sort != "integer" or n in free(start) or not isinstance(start, Number) or start.value.denominator != 1:
        raise Unproved("induction starts at a whole number, on a whole name")
    try:
        lowest = Apply("+", (n, Apply("-", (start,))))
        here = Setting(hypotheses, ())
        if not here.facts.nonnegative(here.of(lowest)):
            raise Unproved("the least value is not a hypothesis")
        kept = tuple(h for h in hypotheses if n not in free(h))
        m = fresh(n, frozenset().union(free(goal), *map(free, hypotheses)))
        given = (*kept, Apply(">=", (m, start)))
        below = Setting(given, ())
        for side in (left, right):
            if not _grows(substitute(side, {n: m}), m, below):
                raise Unproved("the goal at n may be undefined where it is defined at n + 1")
    except Beyond as reason:
        raise Unproved(str(reason)) from None
    at = substitute(goal, {n: m})
    after = substitute(goal, {n: Apply("+", (m, number(1)))})
    return _all([
        check(kept, substitute(goal, {n: start}), proof.base, (), depth + 1),
        check((*given, at), after, proof.step, (), depth + 1),
    ])


def _grows(side: Term, m: Symbol, here: Setting) -> bool:
    """Defined at m wherever it is defined at m + 1: sums and products up to m, and parts surely defined."""
    needed = [part for part in conditions(side) if part[1] != "inside" and m in free(part[0])]
    if not all(here.facts.holds(here.of(part), head) for part, head in needed):
        return False
    pending = [side]
    while pending:
        part = pending.pop()
        if m not in free(part):
            continue
        match part:
            case Bind("sum" | "product", _, body, (lo, hi)) if m not in free(lo) | free(body):
                longer = Apply("+", (substitute(hi, {m: Apply("+", (m, number(1)))}), Apply("-", (hi,))))
                if not here.facts.nonnegative(here.of(longer)):
                    return False
                pending.append(hi)
            case Apply("^", (base, e)) if not isinstance(e, Number):
                exponent = here.of(e)
                whole = here.normal.integral(exponent) and here.facts.nonnegative(exponent)
                if not whole and not here.facts.positive(here.of(base)):
                    return False
                pending += [base, e]
            case Apply("factorial", (u,)):
                if not here.normal.integral(here.of(u)) or not here.facts.nonnegative(here.of(u)):
                    return False
                pending.append(u)
            case Apply(head, args) if head in TOTAL | {"/", "sqrt", "log", "^"}:
                pending.extend(args)
            case Symbol():
                pass
            case _:
                return False
    return True


def parts(hypotheses: Terms, goal: Term) -> list[tuple[Terms, Term]]:
    """The obligations of which a compound goal consists.

        P and Q: P, Q     P iff Q: P |- Q, Q |- P     P implies Q: P |- Q     forall x. P: P for a new x
    """
    match goal:
        case Apply("and", args):
            return [(hypotheses, arg) for arg in args]
        case Apply("implies", (premise, conclusion)):
            return [((*hypotheses, premise), conclusion)]
        case Apply("iff", (left, right)):
            return [((*hypotheses, left), right), ((*hypotheses, right), left)]
        case Bind("forall", x, body, ()):
            new = fresh(x, frozenset().union(free(goal), *map(free, hypotheses)))
            return [(hypotheses, substitute(body, {x: new}))]
        case Apply("not", (Apply("=", args),)):
            return [(hypotheses, Apply("!=", args))]
    raise Unproved("the goal has no parts")


def identical(given: Terms, left: Term, right: Term) -> bool:
    """One normal form under the hypotheses given."""
    try:
        return same(left, right) or Setting(given, (left, right)).equal(left, right)
    except Beyond:
        return False


def _consequences(hypotheses: Terms, goal: Term, certificate: Consequences) -> str:
    """The rules are drawn in `consequence`; the identities that they need hold by normal form."""
    try:
        consequence.check(hypotheses, goal, certificate, identical)
    except consequence.NotEstablished as reason:
        raise Unproved(str(reason)) from None
    return "kernel"


def _integrals(hypotheses: Terms, goal: Term, certificate: Integrals, rest: Certificate, depth: int) -> str:
    """The fundamental theorem is drawn in `integration`; what is left of the equation needs its own proof."""
    try:
        left = integration.remaining(Obligation(hypotheses, goal), certificate, identical)
    except integration.NotIntegrated as reason:
        raise Unproved(str(reason)) from None
    return check(left.hypotheses, left.goal, rest, (), depth + 1)


def _limits(hypotheses: Terms, goal: Term, rest: Certificate, depth: int) -> str:
    """The rules are drawn in `limits`; what is left of the goal needs its own proof."""
    known = signs.facts(h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    try:
        left = limits.without_limits(goal, known, lambda a, b: identical(hypotheses, a, b))
    except limits.NoLimit as reason:
        raise Unproved(str(reason)) from None
    return check(hypotheses, left, rest, (), depth + 1)
