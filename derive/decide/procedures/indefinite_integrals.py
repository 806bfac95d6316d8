"""Indefinite integrals, by differentiating both sides.

Decides      equations in which an antiderivative stands with a constant factor: its value, with or without
             "+ C", linearity, parts, rewritten integrands
Certificate  UpToConstant: the derivatives of both sides have one normal form
Declines     changes of the variable, where the two sides speak of different variables
"""

from __future__ import annotations

from derive.decide.integrals import finish
from derive.kernel.certificate import UpToConstant
from derive.kernel.divergence import differentiated
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, Symbol, free, subterms

COST = 50


def attempt(obligation: Obligation) -> UpToConstant | None:
    """The certificate for an equation with an antiderivative in it."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    ends = {part.bounds[0] for part in subterms(goal) if isinstance(part, Bind) and part.head == "antiderivative"}
    variables = {end for end in ends if isinstance(end, Symbol)}
    if len(variables) != 1 or any(free(end) != variables for end in ends - variables):
        return None                              # an end x^2 is what a change of the variable leaves
    (variable,) = variables
    try:
        sides = differentiated(goal, variable)
    except NotIntegrated:
        return None
    return UpToConstant(variable, finish(Obligation(obligation.hypotheses, Apply("=", sides))))
