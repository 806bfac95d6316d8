"""Names put back: a side is the other one with a term in place of a name that nothing defines.

    2 sqrt(u) + C = 2 sqrt(x^2 + 1) + C       u stands for x^2 + 1, and nothing says so
"""

from __future__ import annotations

from derive.elaborate.step import Step
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free

CONSTANTS = ("C", "K")                           # of integration: a value found elsewhere may stand for them


def replaced(left: Term, right: Term) -> Symbol | None:
    """The name for which the other side has one compound term throughout; None where there is none.

        left[u := e] is right,  u not in right,  e = f(...) with a name that is not in left
    """
    for one, other in ((left, right), (right, left)):
        for name in sorted(free(one) - free(other), key=lambda symbol: symbol.name):
            found: dict[Symbol, Term] = {}
            if name.sort == "real" and _matches(one, other, name, found) and name in found:
                term = found[name]
                constant = name.name[:1] in CONSTANTS and not free(term)
                if isinstance(term, Apply) and (constant or free(term) - free(one)):
                    return name
    return None


def _matches(one: Term, other: Term, name: Symbol, found: dict[Symbol, Term]) -> bool:
    if one == name:
        return found.setdefault(name, other) == other
    match one, other:
        case Apply(head, args), Apply(second, others):
            return head == second and len(args) == len(others) and all(
                _matches(a, b, name, found) for a, b in zip(args, others, strict=True)
            )
        case (Number() | Symbol(), _) | (_, Number() | Symbol()):
            return one == other
        case Bind(), Bind():
            return one == other
    return False


def is_of_others(step: Step, name: Symbol, right: Term) -> bool:
    """Z = Z_1 Z_2/(Z_1 + Z_2), where Z was R + X, and Z_1, Z_2 were given after it: this may be another Z."""
    known = step.signature.definitions
    order = [*known, *step.signature.values]
    others = {symbol.name for symbol in free(right)}
    if name.name not in known or not free(known[name.name].body) or known[name.name].parameters:
        return False
    after = set(order[order.index(name.name) + 1 :])
    return bool(others) and others <= after and others.isdisjoint(s.name for s in free(known[name.name].body))


def bounded_index(step: Step) -> frozenset[Symbol]:
    """k of k >= 6 log 10 / log(5/3) = 27.05, at the head of a chain: it says which k are meant."""
    match step.obligation.goal if step.obligation is not None else None:
        case Apply("<" | "<=" | ">" | ">=", (one, other)):
            for name, bound in ((one, other), (other, one)):
                if isinstance(name, Symbol) and name.sort == "integer" and not free(bound) and not (
                        name.name in step.signature.definitions or name.name in step.signature.values):
                    return frozenset((name,))
    return frozenset()


def is_put_into(step: Step) -> bool:
    """lambda^* = v, judged as the equation for lambda with v in its place."""
    left = step.lhs.term if step.lhs is not None else None
    return step.role == "solution" and isinstance(left, Symbol) and step.obligation is not None and (
        left not in free(step.obligation.goal))
