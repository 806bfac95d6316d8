"""Laws from the table, applied wherever their conditions are known, then the normal form.

Decides      equations that need sin(asin x) = x, atan 1 = pi/4, sqrt(u^2) = |u| for a square u of several terms,
             and the like; of complex numbers re sqrt z, conj log z, log exp z, atan z in logarithms
Certificate  Rewrite, down to Identity
Declines     when no law fits, or the sides still differ
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from derive.decide.budget import spend
from derive.decide.matching import fits, natural
from derive.decide.squares import square_root
from derive.kernel.certificate import Certificate, Identity, Rewrite
from derive.kernel.check import check
from derive.kernel.laws import LAWS, Law
from derive.kernel.places import Terms, Unproved, replace_at
from derive.kernel.plane import is_planar
from derive.kernel.plane_laws import LAST as LAST_OF_PLANE
from derive.kernel.plane_laws import PLANE, admit
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, children, free, substitute

COST = 20
STEPS = 16
ROOT, Z = LAWS["root_of_square"], Symbol("z", "complex")
LAST = LAST_OF_PLANE | {                         # they take away what the others are known by
    "acos_asin", "atan_turned", "log_of_quotient", "mod_floor"}
WAYS = 6                                         # of fitting one law to one place
POLAR = "log_polar"                              # of what is no modulus itself, after the others
Place = tuple[tuple[int, ...], Law, dict[Symbol, Term]]


def attempt(obligation: Obligation) -> Certificate | None:
    """Rewrites until no law fits, then Identity."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    steps: list[Rewrite] = []
    seen: set[Term] = {goal}
    for _ in range(STEPS):
        spend()
        found = next((way for way in _ways(obligation.hypotheses, goal) if way[1] not in seen), None)
        if found is None:
            break
        step, goal = found
        if step.law in LAST and steps and (proof := _proved(obligation, steps)) is not None:
            return proof
        steps.append(step)
        seen.add(goal)
    return _proved(obligation, steps) if steps else None


def _proved(obligation: Obligation, steps: list[Rewrite]) -> Certificate | None:
    """The rewrites in a row, where the kernel takes them for a proof."""
    proof: Certificate = Identity()
    for step in reversed(steps):
        proof = Rewrite(step.law, step.path, step.values, proof)
    try:
        check(obligation.hypotheses, obligation.goal, proof)
    except (Unproved, Beyond):
        return None
    return proof


def _ways(hypotheses: Terms, goal: Term) -> Iterator[tuple[Rewrite, Term]]:
    """Laws that fit under known conditions, at the innermost places first, and the goal after each."""
    planar = any(map(is_planar, (*hypotheses, goal)))
    laws = _by_head(planar)
    places = sorted(_places(goal, (), goal, laws), key=_late)
    if not places:
        return
    outer = free(goal).union(*map(free, hypotheses))
    try:
        here = Setting(hypotheses, children(goal))
    except Beyond:
        return
    for path, law, values in places:
        if law is ROOT and not _with_root(here, values):
            continue
        if law.name == POLAR and isinstance(inner := values[Z], Apply) and inner.head == "abs":
            continue
        try:
            admit(here, law, values)
            found = replace_at(goal, path, substitute(law.left, values), substitute(law.right, values), outer)
        except (Unproved, Beyond):
            continue
        yield Rewrite(law.name, path, tuple(values.items()), Identity()), found


@cache
def _by_head(planar: bool) -> dict[str, tuple[Law, ...]]:
    """The laws by the head of what they are used for."""
    found: dict[str, tuple[Law, ...]] = {}
    for law in (*PLANE.values(), *LAWS.values()) if planar else LAWS.values():
        if isinstance(law.left, Apply):
            found[law.left.head] = (*found.get(law.left.head, ()), law)
    return found


def _late(place: Place) -> int:
    """An angle before the parts it is made of; what fits nearly everything last."""
    _, law, _ = place
    angle = isinstance(law.left, Apply) and law.left.head == "atan2" and law.name in PLANE
    return (law.name in LAST) + (law.name == POLAR) - angle


def _with_root(here: Setting, values: dict[Symbol, Term]) -> bool:
    """Give the law sqrt(y) = |x| its x, if y is a square."""
    try:
        root = square_root(here, values[Symbol("y")])
    except Beyond:
        return False
    if root is None:
        return False
    values[Symbol("x")] = root
    return True


def _places(term: Term, path: tuple[int, ...], whole: Term, laws: dict[str, tuple[Law, ...]]) -> Iterator[Place]:
    """Every place with every law that fits it, innermost first."""
    for k, child in enumerate(children(term)):
        if not (isinstance(term, Bind) and k == 0 and term.variable in free(whole)):
            yield from _places(child, (*path, k), whole, laws)
    own = natural(term)
    if not isinstance(own, Apply):
        return
    for law in laws.get(own.head, ()):
        for values in islice(fits(law.left, own, {}), WAYS):
            if law is not ROOT or not isinstance(own.args[0], Symbol | Number):
                yield path, law, values
