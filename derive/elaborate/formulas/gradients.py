"""The gradient of a function of several numbers that the page defines: the column of its partial derivatives.

    f(x, y) = x^2 + 3 y^2      \\nabla f, \\nabla f(x, y) = (2 x, 6 y)      \\nabla f(1, 2) = (2, 12)
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.elaborate.names.lengths import base
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Symbol, Term, free, fresh, number, substitute

MOST = 12                                        # elements


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


def in_elements(term: Term, signature: Signature, twice: bool = False) -> Term | None:
    """The gradient, or the Hessian, of a function of a vector that a formula gives in the elements of it.

        f(x) = x_1^2 + 4 x_2^2      \\nabla f(x) = (2 x_1, 8 x_2)

    None where no element stands in the formula; a head of which nothing is known where they do not count from 1.
    """
    name = term.args[0] if isinstance(term, Apply) and term.head == "call" else term
    known = signature.definitions.get(name.name) if isinstance(name, Symbol) else None
    if known is None or len(known.parameters) != 1 or known.squared or not isinstance(known.body, Apply | Bind):
        return None
    of = known.parameters[0]
    if isinstance(term, Apply) and (len(term.args) != 2 or not _is_of(term.args[1], of)):
        return None
    body = unfold(known.body, signature, frozenset({of.name}))
    stem = base(of.name)
    elements = {int(index): one for one in free(body) if one.sort in ("real", "integer")
                and (index := one.name.removeprefix(f"{stem}_")).isdecimal() and one.name != index}
    if not elements or len(elements) > MOST:
        return None
    if sorted(elements) != list(range(1, len(elements) + 1)) or any(_is_of(one, of) for one in free(body)):
        return Apply("nabla", (term,))
    column = [elements[place] for place in sorted(elements)]
    slopes: list[Term] = [Bind("derivative", one, body, (one,)) for one in column]
    if twice:
        slopes = [Bind("derivative", other, slope, (other,)) for slope in slopes for other in column]
    return Apply("matrix", (number(len(column)), number(len(column) if twice else 1), *slopes))


def hessian_beside(side: Term, other: Term, definitions: Mapping[str, Definition]) -> Term:
    """\\nabla^2 f beside a square table, f(x, y) of the page: the second derivatives, not their sum."""
    match side, other:
        case Apply("nabla ^2", (of,)), Apply("matrix", (rows, columns, *_)) if rows == columns != number(1):
            name, *at = of.args if isinstance(of, Apply) and of.head == "call" else (of,)
        case _:
            return side
    known = definitions.get(name.name) if isinstance(name, Symbol) else None
    if known is None or rows != number(len(known.parameters)) or known.squared or len(at) not in (
            0, len(known.parameters)) or not all(one.sort in ("real", "integer") for one in known.parameters):
        return side
    places = dict(zip(known.parameters, at or known.parameters, strict=False))
    plain = all(one == value for one, value in places.items())
    own = known.parameters if plain else tuple(fresh(one, free(known.body)) for one in known.parameters)
    body = substitute(known.body, dict(zip(known.parameters, own, strict=True)))
    cells = []
    for one in own:
        for two in own:
            slope = Bind("derivative", two, Bind("derivative", one, body, (one,)), (two,))
            cells.append(substitute(slope, dict(zip(own, places.values(), strict=True))))
    return Apply("matrix", (rows, columns, *cells))


def _is_of(term: Term, parameter: Symbol) -> bool:
    """Whether a name is the parameter itself, in whatever type it is printed."""
    return isinstance(term, Symbol) and base(term.name) == base(parameter.name)


def _of_numbers(name: str, signature: Signature) -> Definition | None:
    known = signature.definitions.get(name)
    if known is None or len(known.parameters) < 2 or known.squared:
        return None
    return known if all(one.sort in ("real", "integer") for one in known.parameters) else None


__all__ = ["gradient", "hessian_beside", "in_elements"]
