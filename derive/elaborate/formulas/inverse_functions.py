"""What is known of a function's inverse: f(f^{-1}(t)) = t, f^{-1}(f(u)) = u.

    F_X(F_X^{-1}(y)) = y                         whatever F is, where F^{-1}(y) has a value
    y = g(x) told: g^{-1}(y)                     x
    g(x) = 2x + 1: g^{-1}(t)                     the w of which 2w + 1 = t

Declines (None) where no inverse is taken, and where it is none of these. An inverse of a function undoes it on both
sides; that there is one is what the page says by writing it.
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.elaborate.names.signature import Definition
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, heads, substitute, subterms

INVERSE = "^{-1}"


def without_inverses(obligation: Obligation, definitions: Mapping[str, Definition]) -> Obligation | None:
    """The obligation with what inverses of functions are worth; None where nothing is known of one."""
    goal = obligation.goal
    if "call" not in heads(goal) or not any(symbol.name.endswith(INVERSE) for symbol in free(goal)):
        return None
    bound = {part.variable for part in subterms(goal) if isinstance(part, Bind)}
    told = {name: known for name, known in definitions.items() if known.symbol not in bound}
    found = rewrite(goal, lambda part: _undone(part, told))
    given: list[Term] = []
    for part in dict.fromkeys(subterms(found)):
        if (undoing := _inverse(part)) is None:
            continue
        letter, (*indices, t) = undoing
        formula = definitions.get(letter)
        if indices or formula is None or len(formula.parameters) != 1 or not bound.isdisjoint(free(part)) or (
                Symbol(letter) in free(formula.body)):
            continue
        w = fresh(Symbol("w"), free(found).union(free(formula.body), *map(free, (*obligation.hypotheses, *given))))
        found = rewrite(found, lambda one, whole=part, w=w: w if one == whole else None)     # type: ignore[misc]
        given.append(Apply("=", (substitute(formula.body, {formula.parameters[0]: w}), t)))
    return None if found == goal else Obligation((*obligation.hypotheses, *given), found)


def _undone(part: Term, definitions: Mapping[str, Definition]) -> Term | None:
    """f(f^{-1}(t)) as t, f^{-1}(f(u)) as u, also where f(u) is what a name is said to be."""
    undoing = _inverse(part)
    if undoing is not None:
        letter, (*indices, t) = undoing
        told = definitions.get(t.name) if isinstance(t, Symbol) else None
        value = told.body if told is not None and not told.parameters else t
        match value:
            case Apply("call", (Symbol(name), *others, u)) if name == letter and others == indices:
                return u
    match part:
        case Apply("call", (Symbol(name), *indices, inner)) if (done := _inverse(inner)) is not None:
            letter, (*others, t) = done
            if name == letter and others == indices:
                return t
    return None


def _inverse(part: Term) -> tuple[str, tuple[Term, ...]] | None:
    """The letter of f^{-1}(..) and what it is taken of."""
    match part:
        case Apply("call", (Symbol(name), _, *_)) if name.endswith(INVERSE):
            return name.removesuffix(INVERSE), part.args[1:]
    return None


__all__ = ["without_inverses"]
