"""Vectors and matrices: products that do not commute are kept under a head of their own.

    A B x        matmul(A, B, x)
    2 A x        *(2, matmul(A, x))
    A^T  A^{-1}  transpose(A)  inverse(A)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from derive.elaborate.language.spelling import is_upright, spelling
from derive.elaborate.reading import Scope, letter_sort
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number
from derive.read.node import Node

ONE = number(1)
_SORTS = frozenset({"matrix", "vector"})
_SHAPED = frozenset({"matrix", "transpose", "inverse", "matmul", "matpow", "adjoint", "nabla", "dotted matrix"})
_MAKING = _SHAPED | {"odot", "sum", "derivative"}  # heads that may make a matrix of what is none

EACH = frozenset({                                # functions of a number that are taken of every element
    "sigma", "phi", "varphi", "tanh", "ReLU", "relu", "sigmoid", "operatorname{ReLU}",
})
_STATES = frozenset({"bra", "ket", "states"})     # whose products keep their order, with whatever stands among them


def is_matrix(term: Term, square: bool = False) -> bool:
    """Whether a term is a vector or a matrix, by its sort or by how it is made."""
    if heads(term).isdisjoint(_MAKING) and not any(symbol.sort in _SORTS for symbol in free(term)):
        return False
    match term:
        case Symbol(_, sort):
            return sort == "matrix" or (sort == "vector" and not square)
        case Apply("+" | "-" | "*" | "/" | "dotted sum" | "dotted product", args):
            return any(is_matrix(arg, square) for arg in args)
        case Apply("E" | "mathbb{E}" | "Var" | "Cov", (_,) | (_, _) as args):
            return all(is_matrix(arg, square) for arg in args)
        case Apply("at", (Symbol(sort="matrix"), _)):
            return not square                    # one of several vectors
        case Apply("odot", args):
            return all(is_matrix(arg, square) for arg in args)
        case Apply("call", (Symbol(name, _), arg)) if name in EACH:
            return is_matrix(arg, square)
        case Apply(head):
            return head in _SHAPED
        case Bind("derivative", Symbol(_, sort), body, (at,)):
            return sort in _SORTS or is_matrix(at, square) or is_matrix(body, square)
        case Bind("sum" | "derivative", _, body):
            return is_matrix(body, square)
    return False


def sort_of_value(name: str, value: Term, sorts: Mapping[str, str]) -> str:
    """The sort of a name of this value: an indexed one is a vector as a whole, if it is known as such."""
    bare = letter_sort(name)
    return sorts.get(name, sorts.get(f"{name}^T", bare) if is_matrix(value) else bare)


def kinds_told(equations: Iterable[Term]) -> Iterator[Term]:
    """What is known of names that are told in numbers, apart from these."""
    for equation in equations:
        yield from _kind_told(equation)


def _kind_told(equation: Term) -> Iterator[Term]:
    """W in R^(2 3), where W is a table, and y_1 + y_2 + y_3 = 1 of a one-hot y; nothing of what is no table."""
    match equation:
        case Apply("=", (Symbol(sort="vector" | "matrix") as name, Apply("transpose", (
                Apply("matrix", (columns, rows, *cells)),)) | Apply("matrix", (rows, columns, *cells)))):
            size = rows if name.sort == "vector" else Apply("*", (rows, columns))
            if name.sort == "matrix" or columns == ONE:
                yield Apply("in", (name, Apply("^", (Apply("reals"), size))))
            if name.sort == "vector" and columns == ONE and sorted(map(repr, cells)) == sorted(
                    map(repr, (ONE, *(number(0),) * (len(cells) - 1)))):
                k = Symbol("k", "integer")
                yield Apply("=", (Bind("sum", k, Apply("at", (name, k)), (ONE, rows)), ONE))


def is_vector(term: Term) -> bool:
    """Whether a term is a plain vector, or a sum or multiple of such."""
    match term:
        case Symbol(_, sort):
            return sort == "vector"
        case Apply("+" | "-", args):
            return all(is_vector(arg) for arg in args)
    return False


def acting(factors: Sequence[Term]) -> Sequence[Term]:
    """Factors in which an operator before the value of a function is what it makes of it.

        \\hat H \\psi(x)  =  \\hat H(\\psi(x))
    """
    for place, (one, other) in enumerate(pairwise(factors)):
        match one, other:
            case Symbol(name, "matrix"), Apply("call") if name.startswith("hat{"):
                made = Apply("call", (Symbol(name, "unknown"), other))
                return acting((*factors[:place], made, *factors[place + 2:]))
    return factors


def transposes(exponent: Node, inner: Term, scope: Scope) -> bool:
    """Whether a superscript turns what it stands on: an upright T always does, a plain one a matrix."""
    if exponent.kind == "symbol":
        return exponent.text in ("top", "intercal")
    if exponent.kind not in ("name", "font") or spelling(exponent) not in ("T", "mathsf{T}", "mathtt{T}"):
        return False
    entries = isinstance(inner, Apply) and inner.head in ("tuple", "interval")       # (2, 1)^T
    if isinstance(inner, Symbol) and inner.sort == "array" and not scope.knows("T"):
        return scope.signature.arity.get(inner.name) == 2 and inner.name[:1].isupper()       # W^T beside W_ij
    return entries or is_matrix(inner) or (is_upright(exponent) and not scope.knows("T"))


def dotted(factors: Sequence[Term]) -> list[Term]:
    """Factors with a dot between them: two vectors side by side are their dot product.

        2 . u . v  =  2 . dot(u, v)
    """
    result: list[Term] = []
    for factor in factors:
        if result and is_vector(result[-1]) and is_vector(factor):
            result[-1] = Apply("dot", (result[-1], factor))
        else:
            result.append(factor)
    return result


def product(factors: Sequence[Term]) -> Term:
    """The product of factors in their order; matrices are multiplied apart from the numbers."""
    factors = acting(factors)
    if len(factors) == 1:
        return factors[0]
    if any(not _STATES.isdisjoint(heads(factor)) for factor in factors):
        numbers = [factor for factor in factors if isinstance(factor, Number)]
        rest = (factor for factor in factors if not isinstance(factor, Number))
        chain = Apply("states", tuple(
            part for factor in rest
            for part in (factor.args if isinstance(factor, Apply) and factor.head == "states" else (factor,))))
        return Apply("*", (*numbers, chain)) if numbers else chain
    shaped = [factor for factor in factors if is_matrix(factor)]
    if len(shaped) < 2:
        return Apply("*", tuple(factors))
    scalars = [factor for factor in factors if not is_matrix(factor)]
    chain = Apply("matmul", tuple(shaped))
    return Apply("*", (*scalars, chain)) if scalars else chain
