"""Goals about solutions: an equation under a function that has an inverse, and whether conclusions have values.

    goal, place  ->  the goal with another equation at the place, that holds for the same values
"""

from __future__ import annotations

from derive.kernel import consequence, signs
from derive.kernel.definedness import strict
from derive.kernel.places import Terms, Unproved, replace_at
from derive.kernel.polynomial import is_real
from derive.kernel.setting import Setting
from derive.kernel.sturm import is_base
from derive.kernel.term import RELATIONS, Apply, Symbol, Term, children, free, subterms
from derive.kernel.words import shaped

JOINING = ("iff", "implies", "and", "or")


def equation(goal: Term, path: tuple[int, ...]) -> Term:
    """What stands at a place of a goal iff or implies that only these, and and or, lead to."""
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies"):
        raise Unproved("not a goal about solutions")
    found: Term = goal
    for child in path:
        below = children(found)
        if not isinstance(found, Apply) or found.head not in JOINING or not 0 <= child < len(below):
            raise Unproved("no equation at the place")
        found = below[child]
    return found


def inverted(hypotheses: Terms, goal: Term, path: tuple[int, ...]) -> Term:
    """
        hypotheses |- goal[u = log t], t > 0          hypotheses |- goal[u = exp t]
        ------------------------------------          ----------------------------- Inverted
        hypotheses |- goal[exp u = t]                 hypotheses |- goal[log u = t]

    In a goal iff or implies, where an equation without a value has no solution. Fails where a part of what
    is left may be without a value: a solution lost there is lost in silence. So M^{-1} = R, v = M^{-1} r by M v = r.
    """
    match goal:
        case Apply("=", (Apply("inverse", (m,)), r)) | Apply("=", (r, Apply("inverse", (m,)))) if shaped(m):
            return Apply("=", (Apply("matmul", (m, r)), Symbol("I", "matrix")))
        case Apply("=", (v, Apply("matmul", (Apply("inverse", (m,)), *rest)))) if shaped(m):
            return Apply("=", (Apply("matmul", (m, v)), rest[0] if len(rest) == 1 else Apply("matmul", tuple(rest))))
        case Apply("=", (v, Apply("matmul", (*rest, Apply("inverse", (m,)))))) if shaped(m):
            return Apply("=", (Apply("matmul", (v, m)), rest[0] if len(rest) == 1 else Apply("matmul", tuple(rest))))
    found = equation(goal, path)
    known = signs.facts(h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    match found:
        case Apply("=", (Apply("exp", (u,)), t)) if signs.is_positive(t, known):
            new = Apply("=", (u, Apply("log", (t,))))
        case Apply("=", (Apply("log", (u,)), t)):
            new = Apply("=", (u, Apply("exp", (t,))))
        case _:
            raise Unproved("no equation with an exponential or a logarithm on its left")
    changed = replace_at(goal, path, found, new, frozenset())
    sides = [side for part in subterms(changed) if isinstance(part, Apply) and part.head in RELATIONS
             for side in part.args]
    needed, opaque = signs.conditions(sides)
    if opaque or not all(signs.holds(condition, known) for condition in needed):
        raise Unproved("a side may be without a value")
    return changed


def raised(hypotheses: Terms, goal: Term, path: tuple[int, ...], base: Term) -> Term:
    """
        hypotheses |- goal[b^u = b^t]
        ----------------------------- Raised, b > 0 a number other than 1, or e; u and t real
        hypotheses |- goal[u = t]

    b^u has a value exactly where u has one, and takes none twice.
    """
    found = equation(goal, path)
    if not isinstance(found, Apply) or found.head != "=" or len(found.args) != 2:
        raise Unproved("no equation at the place")
    if base != Apply("e") and not is_base(base):
        raise Unproved("no base of powers that differ")
    u, t = found.args
    if any(s.sort not in ("real", "integer") for s in free(found)) or Apply("i") in subterms(found):
        raise Unproved("not over the real numbers")
    here = Setting(hypotheses, (u, t))
    if not all(is_real(here.of(side)) for side in (u, t)):
        raise Unproved("a side may not be real")
    sides = [Apply("exp", (side,)) if base == Apply("e") else Apply("^", (base, side)) for side in (u, t)]
    return replace_at(goal, path, found, Apply("=", tuple(sides)), frozenset())


def conclusions_defined(hypotheses: Terms, goal: Term) -> None:
    """
        P |- u R 0 for every condition u R 0 of Q that speaks of an unknown
        ------------------------------------------------------------------- Parts of P implies Q
        where P holds, Q has a value

    An equation without a value has no solution there, so x^2 = x does not imply x^2 / x = 1. Conditions on
    parameters alone narrow the step, as they do in `consequence`.
    """
    if not isinstance(goal, Apply) or goal.head not in ("implies", "iff"):
        return
    unknowns = consequence.isolated(goal)
    parameters = tuple(c for c in sorted(signs.learned(consequence.sides(goal)), key=repr) if not free(c) & unknowns)
    for premise, conclusion in consequence.directions(goal):
        stated = tuple(consequence.sides(premise)) if isinstance(premise, Apply) and premise.head != "or" else ()
        needed, opaque = signs.conditions(consequence.sides(conclusion))
        present = {part for side in stated for part in strict(side)}
        if any(free(part) & unknowns and part not in present for part in opaque):
            raise Unproved("whether a part of the conclusion is defined")
        here = Setting((*hypotheses, premise, *parameters), stated)
        for condition in needed:
            if free(condition) & unknowns and not here.facts.truth(here.ready(condition)):
                raise Unproved("the conclusion may be undefined where the premise holds")
