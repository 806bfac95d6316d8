"""The gradient of a function of several numbers that the page defines: the column of its partial derivatives.

    f(x, y) = x^2 + 3 y^2      \\nabla f, \\nabla f(x, y) = (2 x, 6 y)      \\nabla f(1, 2) = (2, 12)
"""

from __future__ import annotations

from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Symbol, Term, number, substitute


def gradient(term: Term, signature: Signature) -> Term | None:
    """The column of partial derivatives; None of anything but such a function, at its parameters or at a point."""
    match term:
        case Symbol(name) if (known := _of_numbers(name, signature)) is not None:
            at: tuple[Term, ...] = known.parameters
        case Apply("call", (Symbol(name), *args)) if (known := _of_numbers(name, signature)) is not None:
            at = tuple(args)
        case _:
            return None
    if len(at) != len(known.parameters):
        return None
    body = unfold(known.body, signature, frozenset(one.name for one in known.parameters))
    places = dict(zip(known.parameters, at, strict=True))
    others = ({other: value for other, value in places.items() if other != one} for one in places)
    entries = (Bind("derivative", one, substitute(body, held), (place,))
               for (one, place), held in zip(places.items(), others, strict=True))
    return Apply("matrix", (number(len(at)), number(1), *entries))


def _of_numbers(name: str, signature: Signature) -> Definition | None:
    known = signature.definitions.get(name)
    if known is None or len(known.parameters) < 2 or known.squared:
        return None
    return known if all(one.sort in ("real", "integer") for one in known.parameters) else None


__all__ = ["gradient"]
