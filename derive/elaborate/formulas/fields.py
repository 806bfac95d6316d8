r"""Fields of vectors that the page gives by their components: divergence, curl, and slopes along them.

    F = (x y, y z, z x)        \nabla \cdot F, \operatorname{div} F = y + z + x        \nabla \times F = (-y, -z, -x)
    u = (3, 4)/5               D_u f = \nabla f \cdot u

Without arguments of its own a field is one of x and y, or of x, y and z. None where the components are not told, or
where a direction has not the length 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.formulas.gradients import gradient
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.language.spelling import varied
from derive.elaborate.names.signature import Signature
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.reading import Scope

UNITS = re.compile(r"(?:(?:mathbf|boldsymbol|hat|vec|mathbf\{hat|hat\{mathbf)\{)([ijk])\}+")
NEAR = 1e-9
ZEROS = frozenset({"mathbf{0}", "boldsymbol{0}", "vec{0}", "bm{0}"})
COORDINATES = ("x", "y", "z")


def components(term: Term) -> tuple[Term, ...] | None:
    """The components of a pair, a triple, a column of two or three, a multiple of one, or a sum over i, j and k."""
    match term:
        case Apply("tuple", items) if len(items) in (2, 3):
            return items
        case Apply("mean", (Apply("tuple", items),)) if len(items) in (2, 3):
            return items                         # <y, -x, 0>
        case Apply("matrix", (Number(rows), Number(columns), *cells)) if columns == 1 and rows in (2, 3):
            return tuple(cells)
        case Apply("*", args) if sum(components(arg) is not None for arg in args) == 1:
            (field,) = [found for arg in args if (found := components(arg)) is not None]
            factors = [arg for arg in args if components(arg) is None]
            return tuple(Apply("*", (*factors, one)) for one in field)
        case Apply("/", (above, below)) if (inner := components(above)) is not None:
            return tuple(Apply("/", (one, below)) for one in inner)
    return _over_units(term)


def _over_units(term: Term) -> tuple[Term, ...] | None:
    found: dict[str, Term] = {}
    for part in term.args if isinstance(term, Apply) and term.head == "+" else (term,):
        sign, inner = (True, part.args[0]) if isinstance(part, Apply) and part.head == "-" else (False, part)
        factors = inner.args if isinstance(inner, Apply) and inner.head == "*" else (inner,)
        units = [unit[1] for one in factors if isinstance(one, Symbol) and (unit := UNITS.fullmatch(one.name))]
        if len(units) != 1 or units[0] in found:
            return None
        rest = tuple(one for one in factors if not (isinstance(one, Symbol) and UNITS.fullmatch(one.name)))
        value: Term = rest[0] if len(rest) == 1 else Apply("*", rest) if rest else number(1)
        found[units[0]] = Apply("-", (value,)) if sign else value
    return tuple(found.get(unit, number(0)) for unit in "ijk")


def _field(term: Term, signature: Signature) -> tuple[tuple[Symbol, ...], tuple[Term, ...]] | None:
    """The coordinates and the components of a field."""
    name = term.args[0] if isinstance(term, Apply) and term.head == "call" else term
    known = signature.definitions.get(name.name) if isinstance(name, Symbol) else None
    body = known.body if known is not None and not known.squared else term
    given = signature.values.get(name.name) if isinstance(name, Symbol) and known is None else None
    found = components(given if given is not None else body)
    if found is None:
        return None
    at = known.parameters if known is not None and known.parameters else tuple(map(Symbol, COORDINATES[:len(found)]))
    if isinstance(term, Apply) and term.head == "call" and term.args[1:] != at:
        return None
    if len(at) != len(found) or any(one.sort not in ("real", "integer") for one in at):
        return None
    kept = frozenset(one.name for one in at)
    return at, tuple(unfold(one, signature, kept) for one in found)


def of_field(operator: str, term: Term, signature: Signature) -> Term | None:
    """What "cdot" and "div" make of a field, and "times" and "curl"; None of other operators."""
    if operator in ("cdot", "div"):
        return divergence(term, signature)
    return curl(term, signature) if operator in ("times", "curl", "rot") else None


def divergence(term: Term, signature: Signature) -> Term | None:
    if (field := _field(term, signature)) is None:
        return None
    return Apply("+", tuple(_slope(one, at) for at, one in zip(*field, strict=True)))


def curl(term: Term, signature: Signature) -> Term | None:
    """The column of a field of three components."""
    field = _field(term, signature)
    return None if field is None or len(field[0]) != 3 else _turning(*field)


def _turning(at: tuple[Symbol, ...], field: tuple[Term, ...]) -> Term:
    (x, y, z), (p, q, r) = at, field
    cells = (_slope(r, y), _slope(q, z)), (_slope(p, z), _slope(r, x)), (_slope(q, x), _slope(p, y))
    return Apply("matrix", (number(3), number(1), *(Apply("+", (one, Apply("-", (other,)))) for one, other in cells)))


def _slope(term: Term, at: Symbol) -> Term:
    return Bind("derivative", at, term, (at,))


def in_coordinates(term: Term, signature: Signature) -> Term | None:
    r"""\nabla of what is made of x, y and z and of nothing else: of r = sqrt(x^2 + y^2 + z^2), of 1/r."""
    at = tuple(map(Symbol, COORDINATES))
    body = unfold(term, signature, frozenset(COORDINATES))
    return _table(tuple(_slope(body, one) for one in at)) if free(body) == frozenset(at) else None


def field_named(items: tuple[Node, ...], scope: Scope) -> Term | None:
    """div F, curl F and div curl F; None of other products."""
    *names, last = items
    known = scope.signature.definitions.keys() | scope.signature.values.keys()
    words = [name.text for name in names if name.kind == "name" and name.text not in known]
    if not words or len(words) < len(names) or not set(words) <= {"div", "curl", "rot"}:
        return None
    found: Term | None = scope.term(last)
    for word in reversed(words):
        found = of_field(word, found, scope.signature) if found is not None else None
    return found


def as_fields(left: Term, right: Term) -> tuple[Term, Term] | None:
    """Columns for both sides, of a pair, a triple or a column beside 0 or a sum over i, j and k; None of others."""
    for one, other in ((left, right), (right, left)):
        cells = components(one) if isinstance(one, Apply) and one.head in ("tuple", "matrix", "mean") else None
        if cells is None:
            continue
        zero = other == number(0) or (isinstance(other, Symbol) and other.name in ZEROS)
        sums = (number(0),) * len(cells) if zero else components(other) if _is_angled(other) else _over_units(other)
        if sums is None or any(part != number(0) for part in sums[len(cells):]):
            continue
        made = _table(cells), _table(sums[:len(cells)])
        return made if one is left else made[::-1]
    return None


def _is_angled(side: Term) -> bool:
    return isinstance(side, Apply) and side.head == "mean"


def crossed(rows: Sequence[Sequence[Node]], scope: Scope) -> Term | None:
    """The determinant of i, j, k over two rows: a cross product, or a curl where the second row takes derivatives."""
    if [len(row) for row in rows] != [3, 3, 3]:
        return None
    top = [name.name for one in rows[0] if one.kind in ("name", "font", "accent") and isinstance(
        name := scope.term(one), Symbol)]
    if [((unit := UNITS.fullmatch(name)) and unit[1]) or name for name in top] != ["i", "j", "k"]:
        return None
    last = tuple(map(scope.term, rows[2]))
    if all(one.kind == "derivative" and one.children[0].kind == "none" and len(one.children) == 2 for one in rows[1]):
        at = tuple(name for one in rows[1] if isinstance(name := scope.term(varied(one.children[1])), Symbol))
        kept = frozenset(one.name for one in at)
        return _turning(at, tuple(unfold(one, scope.signature, kept) for one in last)) if len(kept) == 3 else None
    (a, b, c), (p, q, r) = map(scope.term, rows[1]), last
    pairs = ((b, r), (c, q)), ((c, p), (a, r)), ((a, q), (b, p))
    return _table(tuple(Apply("+", (Apply("*", one), Apply("-", (Apply("*", other),)))) for one, other in pairs))


def _table(cells: tuple[Term, ...]) -> Term:
    return Apply("matrix", (number(len(cells)), number(1), *cells))


def along(term: Term, direction: Term, signature: Signature) -> Term | None:
    """The slope of a function of several numbers along a direction that the page gives, of length 1."""
    if not isinstance(direction, Symbol):
        return None
    known = signature.definitions.get(direction.name)
    given = signature.values.get(direction.name) if known is None else known.body if not known.parameters else None
    entries = components(given) if given is not None else None
    slopes = gradient(term, signature)
    if entries is None or not isinstance(slopes, Apply) or len(slopes.args) != len(entries) + 2:
        return None
    lengths = [approximate(Apply("*", (one, one)), {}) for one in entries]
    if any(length is None for length in lengths) or abs(sum(one for one in lengths if one is not None) - 1) > NEAR:
        return None
    pairs = zip(slopes.args[2:], entries, strict=True)
    return Apply("+", tuple(Apply("*", pair) for pair in pairs))


def is_given(direction: Term, signature: Signature) -> bool:
    """Whether the page gives a name by components: what D_u f says of it is no slope in u."""
    known = signature.definitions.get(direction.name) if isinstance(direction, Symbol) else None
    given = known.body if known is not None else (
        signature.values.get(direction.name) if isinstance(direction, Symbol) else None)
    return given is not None and components(given) is not None and not free(given) & {direction}


__all__ = ["along", "as_fields", "components", "crossed", "field_named", "in_coordinates", "is_given", "of_field"]
