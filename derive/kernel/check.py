"""The inference rules: what each kind of certificate must satisfy.

    hypotheses, goal, certificate  ->  the trust it earns, or Unproved with the reason

Sides known to be defined travel with the goal: a proof may use what their strict parts need.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.kernel import certificate as by
from derive.kernel import (
    congruence,
    consequence,
    divergence,
    elementwise,
    exchange,
    growth,
    inequality,
    integration,
    inverses,
    residues,
)
from derive.kernel.definedness import denotes, grows, strict
from derive.kernel.leaves import contradiction, enclosed, identity, is_void, relation, same_constants, sign
from derive.kernel.leaves import identical as identical
from derive.kernel.places import Terms, parts, reindexed, replace_at, unfolded, without, without_limits
from derive.kernel.places import Unproved as Unproved
from derive.kernel.plane_laws import admit, law_named
from derive.kernel.probability import averaged
from derive.kernel.setting import Setting
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Term,
    children,
    free,
    fresh,
    heads,
    number,
    substitute,
)

Binding = by.Alike | by.Named | by.Summed | by.Telescoped | by.Exchanged | by.Split | by.Listed | by.Expanded
DEPTH = 60                                        # rules one inside another


def check(hypotheses: Terms, goal: Term, certificate: by.Certificate, defined: Terms = (), depth: int = 0) -> str:
    """The trust that a certificate earns: "kernel", or "oracle" where a library's word is part of it."""
    if depth > DEPTH:
        raise Unproved("the certificate is nested too deeply")
    match certificate:
        case by.Testimony():
            return "oracle"
        case by.Identity():
            return identity(hypotheses, goal, defined)
        case by.Sign():
            return sign(hypotheses, goal, defined)
        case by.Enclosed(bits):
            return enclosed(hypotheses, goal, bits)
        case by.Inverted(path, rest):
            return check(hypotheses, inverses.inverted(hypotheses, goal, path), rest, (), depth + 1)
        case by.Raised(path, base, rest):
            return check(hypotheses, inverses.raised(hypotheses, goal, path, base), rest, (), depth + 1)
        case by.Unfolded(name, rest):
            return check(hypotheses, unfolded(hypotheses, goal, name), rest, (), depth + 1)
        case by.Weakened(dropped, rest):
            return check(without(hypotheses, goal, dropped), goal, rest, (), depth + 1)
        case by.Elementwise(proofs):
            return _each(elementwise.everywhere(hypotheses, goal), proofs, depth)
        case by.Separated() | by.Turns():
            return same_constants(goal, certificate)
        case by.Residues():
            return residues.check_residues(hypotheses, goal, certificate)
        case by.Contradiction():
            return "kernel" if depth and is_void(hypotheses, goal, defined) else contradiction(
                hypotheses, goal, defined)
        case by.Cases():
            return _cases(hypotheses, goal, certificate, defined, depth)
        case by.Rewrite():
            return _rewrite(hypotheses, goal, certificate, defined, depth)
        case by.Reindex():
            return _reindex(hypotheses, goal, certificate, defined, depth)
        case by.Alike() | by.Named():
            return _congruence(hypotheses, goal, certificate, depth)
        case by.Summed() | by.Telescoped() | by.Exchanged() | by.Split() | by.Listed() | by.Expanded():
            return _congruence(hypotheses, goal, certificate, depth)
        case by.Induction():
            return _induction(hypotheses, goal, certificate, depth)
        case by.Parts(proofs):
            inverses.conclusions_defined(hypotheses, goal)
            return _each(parts(hypotheses, goal), proofs, depth)
        case by.Choice(index, proof):
            if not isinstance(goal, Apply) or goal.head != "or" or not 0 <= index < len(goal.args):
                raise Unproved("a choice among the parts of a disjunction")
            return check(hypotheses, goal.args[index], proof, (), depth + 1)
        case by.Lemma() | by.Squares() | by.Bound() | by.Applied() | by.Termwise() | by.Rising():
            return _all(inequality.judged(hypotheses, goal, certificate, defined, lambda under, part, how, sides: check(
                under, part, how, sides, depth + 1)))
        case by.Consequences():
            consequence.check(hypotheses, goal, certificate, identical)      # its identities hold by normal form
            return "kernel"
        case by.Integrals(_, rest):
            left = integration.remaining(Obligation(hypotheses, goal), certificate, identical)
            return check(left.hypotheses, left.goal, rest, (), depth + 1)        # it holds without the integrals
        case by.Limits() | by.Growth():
            return _limits(hypotheses, goal, certificate, depth)
        case by.UpToConstant(variable, rest):
            loose = tuple(h for h in hypotheses if variable not in free(h) or (       # y = x^2 ties it to y, not y' = x
                isinstance(h, Apply) and (h.head in RELATIONS - {"="} or "derivative" in heads(h))))
            return check(loose, Apply("=", divergence.differentiated(goal, variable)), rest, (), depth + 1)
    raise Unproved("an unknown kind of certificate")


def _each(needed: list[tuple[Terms, Term]], proofs: tuple[by.Certificate, ...], depth: int) -> str:
    if len(needed) != len(proofs):
        raise Unproved("as many proofs as parts of the goal")
    return _all(check(given, part, proof, (), depth + 1)
                for (given, part), proof in zip(needed, proofs, strict=True))


def _all(trusts: Iterable[str]) -> str:
    return "oracle" if "oracle" in list(trusts) else "kernel"


def _cases(hypotheses: Terms, goal: Term, split: by.Cases, defined: Terms, depth: int) -> str:
    """
        hypotheses, c |- goal      hypotheses, not c |- goal      c is defined
        ---------------------------------------------------------------------- Cases
        hypotheses |- goal

    Fails when c may be undefined where the sides and hypotheses are not, or is about a bound name of a normal form, or
    about something that a mean is taken of: |X| is X or -X, and E|X| is neither E X nor -E X.
    """
    condition = split.condition
    if any(symbol.name.startswith("@") for symbol in free(condition)):
        raise Unproved("a split on a bound name")
    if not free(condition).isdisjoint(averaged((goal, *hypotheses))):
        raise Unproved("a split on what a mean is taken of")
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    if not denotes(condition, {part for term in (*sides, *defined, *hypotheses) for part in strict(term)}):
        raise Unproved("the condition of a split may be undefined")
    return _all([
        check((*hypotheses, condition), goal, split.holds, defined, depth + 1),
        check((*hypotheses, Apply("not", (condition,))), goal, split.fails, defined, depth + 1),
    ])


def _rewrite(hypotheses: Terms, goal: Term, step: by.Rewrite, defined: Terms, depth: int) -> str:
    """
        s = t is a law under c      hypotheses |- c      hypotheses |- goal[t for s at the place]
        ----------------------------------------------------------------------------------------- Rewrite
        hypotheses |- goal

    Fails when the place does not hold an instance of s, a condition is not known, or the place lies under
    a bound name that is also free. A law of principal values is used among complex numbers alone, a law of real
    numbers of these alone; a condition may be known by cases of a disjunction among the hypotheses.
    """
    law, values = law_named(step.law), dict(step.values)
    found, new = substitute(law.left, values), substitute(law.right, values)
    outer = frozenset().union(free(goal), *map(free, hypotheses))
    changed = replace_at(goal, step.path, found, new, outer)
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    admit(Setting(hypotheses, (*sides, *defined)), law, values)
    if not sides and not inequality.assured(hypotheses, found, defined):
        raise Unproved("an equation about solutions may gain one where a side had no value")
    chosen = (value for letter, value in values.items() if letter not in free(law.left))
    if not all(inequality.assured(hypotheses, value, (*sides, *defined)) for value in chosen):
        raise Unproved("what the law is used for may be undefined")
    return check(hypotheses, changed, step.rest, (*sides, *defined), depth + 1)


def _reindex(hypotheses: Terms, goal: Term, step: by.Reindex, defined: Terms, depth: int) -> str:
    """
        hypotheses |- goal[sum of f(k + by) over lo - by .. hi - by, or of f(lo + hi - k) over lo .. hi]
        ------------------------------------------------------------------------------------------------ Reindex
        hypotheses |- goal[sum of f(k) over lo .. hi]

    Likewise for products; fails when the place holds neither, or an end reversed about, or `by`, is not whole.
    """
    found = goal
    for child in step.path:
        found = dict(enumerate(children(found))).get(child, number(0))          # no such place: replace_at fails there
    new = reindexed(found, step.by, step.reversed)
    changed = replace_at(goal, step.path, found, new, frozenset())
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    return check(hypotheses, changed, step.rest, (*sides, *defined), depth + 1)


def _induction(hypotheses: Terms, goal: Term, proof: by.Induction, depth: int) -> str:
    """
        hypotheses |- goal[n := a]      hypotheses, m >= a, goal[n := m] |- goal[n := m + 1]
        a <= n is a hypothesis          goal[n := m] is defined wherever goal[n := m + 1] is
        ------------------------------------------------------------------------------------ Induction on a whole n
        hypotheses |- goal

    Hypotheses that mention n are left out of both premises; rules for every whole k hold at a and at m + 1.
    """
    n, start = proof.variable, proof.start
    _, left, right = relation(goal)
    if n.sort != "integer" or n in free(start) or not isinstance(start, Number) or start.value.denominator != 1:
        raise Unproved("induction starts at a whole number, on a whole name")
    lowest = Apply("+", (n, Apply("-", (start,))))
    if not (here := Setting(hypotheses, ())).facts.nonnegative(here.of(lowest)):
        raise Unproved("the least value is not a hypothesis")
    kept = tuple(h for h in hypotheses if n not in free(h))
    m = fresh(n, frozenset().union(free(goal), *map(free, hypotheses)))
    given = (*kept, Apply(">=", (m, start)))
    below = Setting(given, ())
    for side in (left, right):
        if not grows(substitute(side, {n: m}), m, below):
            raise Unproved("the goal at n may be undefined where it is defined at n + 1")
    after, at = Apply("+", (m, number(1))), substitute(goal, {n: m})
    return _all(
        check((*known, *_instances(kept, place)), substitute(goal, {n: place}), leaf, (), depth + 1)
        for known, place, leaf in ((kept, start, proof.base), ((*given, at), after, proof.step)))


def _instances(rules: Terms, place: Term) -> list[Term]:
    """What rules for every whole k say at a place of whose left side nothing else is said."""
    here = [substitute(h.body, {h.variable: place}) for h in rules if isinstance(h, Bind) and h.head == "forall"
            and h.variable.sort == "integer" and not h.bounds]
    return [one for one in here if not any(isinstance(h, Apply) and h.args[:1] == children(one)[:1] for h in rules)]


def _congruence(hypotheses: Terms, goal: Term, step: Binding, depth: int) -> str:
    """The rules are drawn in `congruence`, `series` and `exchange`."""
    if isinstance(step, by.Named):
        given, left = congruence.generalized(hypotheses, goal, step)
        return check(given, left, step.rest, (), depth + 1)
    if not isinstance(step, by.Alike):
        return check(hypotheses, exchange.moved(hypotheses, goal, step, identical), step.rest, (), depth + 1)
    trust, left = congruence.alike(hypotheses, goal, step, identical, lambda given, equation, proof: check(
        given, equation, proof, (), depth + 1))
    return _all([trust, check(hypotheses, left, step.rest, (), depth + 1)])


def _limits(hypotheses: Terms, goal: Term, certificate: by.Limits | by.Growth, depth: int) -> str:
    """The rules are drawn in `limits` and `growth`; what is left of the goal needs its own proof."""
    known = integration.knowledge(Obligation(hypotheses, goal))
    if isinstance(certificate, by.Growth):
        return growth.check_growth(goal, known, identical)
    left = without_limits(goal, known, lambda a, b: identical(hypotheses, a, b))
    return check(hypotheses, left, certificate.rest, (), depth + 1)
