"""Angles that an equation asks for: arg z, and phi of z = r (cos phi + i sin phi).

    z = x + i y,  z = r e^{i phi}                     says what phi is, of which nothing was said
    z = r e^{i phi},  z^2 = r^2 e^{i phi}             a claim, as z was given by phi
    cos(phi) + i sin(phi) = e^{i phi}                 a claim of every phi: both sides hold it
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.names.functions import is_angle
from derive.kernel.term import Apply, Symbol, Term, free, heads, subterms

ARG = Symbol("arg")                              # or another by full turns


def angles_asked(goal: Term, hypotheses: Iterable[Term]) -> set[Symbol]:
    """The angles that stand for something unsettled: an argument, and the angle of a polar form of something named."""
    found = {ARG} if any(map(is_angle, subterms(goal))) else set()
    match goal:
        case Apply("=", (left, right)) if free(left) and free(right) and "i" in heads(goal):
            for one, other in ((left, right), (right, left)):
                found |= _turned_by(one) - free(other)
    return found - {symbol for known in hypotheses for symbol in free(known)}


def _turned_by(side: Term) -> set[Symbol]:
    """phi of e^{i phi} and of cos(phi) + i sin(phi)."""
    found: set[Symbol] = set()
    for part in subterms(side):
        match part:
            case Apply("exp", (exponent,)) if "i" in heads(exponent) and "+" not in heads(exponent) and len(
                    free(exponent)) == 1:
                found |= {symbol for symbol in free(exponent) if symbol.sort == "real"}
            case Apply("cos", (Symbol(_, "real") as angle,)) if "i" in heads(side) and any(
                    part == Apply("sin", (angle,)) for part in subterms(side)):
                found.add(angle)
    return found


__all__ = ["angles_asked"]
