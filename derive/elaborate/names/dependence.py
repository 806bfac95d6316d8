"""Derivatives of what is not known to depend on the variable.

Nobody writes \\partial z_i / \\partial X_j of a z that does not depend on X: where nothing says how it does, the
derivative is not zero but unknown, and neither is anything else of z to be taken as constant in X.
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, subterms


def unsettled(sides: Iterable[Term]) -> str:
    """Why nothing is decided: an element of an array is differentiated in what it does not mention; "" otherwise."""
    for side in sides:
        for part in subterms(side) if "derivative" in heads(side) else ():
            match part:
                case Bind("derivative", variable, Apply("at", (Symbol(name), *_)) as it) if variable not in free(it):
                    return f"what {name} depends on is not known"
    return ""


__all__ = ["unsettled"]
