r"""Laplace transforms of what is written out in t, as the integrals that they are (DLMF 1.14.17).

    \mathcal{L}\{t^2\} = \frac{2}{s^3}                  int_0^infinity t^2 exp(-s t) dt = 2/s^3
    \mathcal{L}\{\cos 3t\}(s) = \frac{s}{s^2 + 9}       the same, where the place is written
    \mathcal{L}^{-1}\{\frac{1}{s - 2}\} = e^{2t}        1/(s - 2) = int_0^infinity exp(-(s - 2) t) dt, by Lerch

Left as operators: transforms of names and of functions that are not written out, f(t), u(t - 2), and those beside no
formula in s. Where they converge is another question: see `where_convergent`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.where_convergent import negated, slope, total, where_convergent
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, number
from derive.read.node import Node

LETTER = "transform mathcal{L}"
PLACE = Symbol("s", "real")
WRITTEN_OUT = frozenset({"+", "-", "*", "/", "^", "exp", "sin", "cos", "sinh", "cosh", "pi", "e", "sqrt", "factorial"})
PARAMETERS = frozenset({"a", "b", "c", "k", "m", "n", "alpha", "beta", "lambda", "omega", "omega_0", "gamma"})
NUMBERS = frozenset({"real", "integer"})


def as_integrals(left: Term, right: Term, *operands: Operand) -> tuple[Term, Term]:
    """Both sides, with the Laplace transforms in them as integrals, where one of them is a formula in s."""
    if not any(head.startswith(LETTER) for side in (left, right) for head in heads(side)) or any(
            _calls(operand.side.node) for operand in operands):
        return left, right
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Bind) and one.head == LETTER + "^{-1}" and one.variable == PLACE:
            made = _inverted(one, other)
            return made if one is left else made[::-1]
    if PLACE not in free(left) | free(right) and not any(_is_placed(side) for side in (left, right)):
        return left, right
    return _integral(left), _integral(right)


def presumed(
    operands: Sequence[Operand], sides: Sequence[Term], spoken: Iterable[Symbol], values: Iterable[str]
) -> list[Term]:
    """Where the transforms of a link converge, as far as nothing is told of the names of their rates."""
    terms = [operand.term for operand in operands if operand.term is not None]
    transforms = any(head.startswith(LETTER) for term in terms for head in heads(term))
    return where_convergent(sides, {*values, *(symbol.name for symbol in spoken)}) if transforms else []


def _inverted(inverse: Bind, other: Term) -> tuple[Term, Term]:
    """F(s) and the transform of what its inverse is said to be; the sides as they are where that is not written out."""
    time = Symbol("t", "real")
    if inverse.bounds or PLACE in free(other) or not _is_written_out(other, time) or not _is_written_out(
            inverse.body, PLACE):
        return inverse, other
    return inverse.body, _of(time, other, PLACE)


def _integral(term: Term) -> Term:
    match term:
        case Bind(head, Symbol(sort="real") as time, body, places) if head == LETTER and _is_written_out(body, time):
            place = places[0] if places else PLACE
            return _of(time, body, place) if free(place) and time not in free(place) and free(place).isdisjoint(
                free(body)) else term
        case Apply(head, args):
            return Apply(head, tuple(_integral(arg) for arg in args))
    return term


def _of(time: Symbol, body: Term, place: Term) -> Term:
    """The integral of each term, the exponentials of a product in one: t exp(a t) exp(-s t) = t exp(-(s - a) t)."""
    if isinstance(body, Apply) and body.head in ("+", "-"):
        return Apply(body.head, tuple(_of(time, term, place) for term in body.args))
    factors = body.args if isinstance(body, Apply) and body.head == "*" else (body,)
    constants = [factor for factor in factors if time not in free(factor)]
    rate, others = [place], [factor for factor in factors if time in free(factor)]
    for factor in tuple(others):
        match factor:
            case Apply("exp", (exponent,)) if (parts := slope(exponent, time)) is not None:
                rate, others = [*rate, *map(negated, parts)], [one for one in others if one is not factor]
    decay = Apply("exp", (Apply("-", (Apply("*", (total(rate), time)),)),))
    integral = Bind("integral", time, _product([*others, decay]), (number(0), Apply("infinity")))
    return _product([*constants, integral]) if constants and constants != [number(1)] else integral


def _product(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Apply("*", tuple(factors))


def _is_written_out(body: Term, variable: Symbol) -> bool:
    """Whether a formula has nothing but numbers, parameters and the variable in it, under functions that are known."""
    names = free(body) - {variable}
    return heads(body) <= WRITTEN_OUT and not (isinstance(body, Symbol) and names) and all(
        symbol.name in PARAMETERS and symbol.sort in NUMBERS for symbol in names)


def _is_placed(term: Term) -> bool:
    """L{f}(s) as a whole side, or within one."""
    match term:
        case Bind(head, _, _, (Symbol(sort="real"),)):
            return head == LETTER
        case Apply(_, args):
            return any(_is_placed(arg) for arg in args)
    return False


def _calls(node: Node | None) -> bool:
    """Whether a name stands before a bracket, u(t - 2), which may be a function that the page does not tell."""
    if node is None:
        return True
    return any(
        before.kind in ("name", "sub", "prime") and after.kind == "paren" and after.text == "()"
        for part in node.walk() if part.kind in ("juxtapose", "product")
        for before, after in zip(part.children, part.children[1:], strict=False))


__all__ = ["as_integrals", "presumed"]
