"""Vectors and matrices that stand as wholes: which terms are numbers, columns and rows, and which names are vectors."""

from __future__ import annotations

from collections.abc import Mapping

from derive.kernel.term import Apply, Bind, Number, Symbol, Term
from derive.kernel.words import EACH

WHOLE = ("vector", "matrix")
PRODUCTS = ("*", "matmul")


def as_wholes(term: Term, arity: Mapping[str, int]) -> Term:
    """The term with its indexed names, where they stand without an index, as vectors and matrices."""
    match term:
        case Symbol(name, "array") if arity.get(name) in (1, 2):
            return Symbol(name, WHOLE[arity[name] - 1])
        case Apply("at", (Symbol(), *places) as args):
            return Apply("at", (args[0], *(as_wholes(place, arity) for place in places)))
        case Apply(head, args):
            return Apply(head, tuple(as_wholes(arg, arity) for arg in args))
        case Bind(head, variable, body, bounds):
            ends = tuple(b if b == variable else as_wholes(b, arity) for b in bounds)
            return Bind(head, variable, as_wholes(body, arity), ends)
    return term


def is_number(term: Term) -> bool:
    """Whether no vector or matrix stands in a term but for its elements."""
    match term:
        case Symbol(_, sort):
            return sort not in (*WHOLE, "array")
        case Apply("at", (Symbol(sort="matrix"), _)):
            return False
        case Apply("at" | "norm" | "dot" | "trace", _):
            return True
        case Apply("transpose" | "diag" | "softmax"):
            return False
        case Apply(_, args):
            return all(map(is_number, args))
        case Bind(_, _, body, _):
            return is_number(body)
    return True


def is_column(term: Term) -> bool:
    match term:
        case Symbol(sort="vector" | "array") | Apply("at", (Symbol(sort="matrix"), _)) | Apply("softmax"):
            return True
        case Symbol() | Number() | Apply("transpose" | "diag"):
            return False
        case Apply("*" | "matmul", args):
            return is_column(args[-1])
        case Apply("+" | "-" | "odot" | "/", args):
            return any(map(is_column, args)) and all(is_column(arg) or is_number(arg) for arg in args)
        case Apply(head, (v,)) if head in EACH:
            return is_column(v)
        case Apply("call", (_, v)):
            return is_column(v)
    return False


def is_row(term: Term) -> bool:
    return is_column(term) or (isinstance(term, Apply) and term.head == "transpose" and is_column(term.args[0]))


__all__ = ["PRODUCTS", "WHOLE", "as_wholes", "is_column", "is_number", "is_row"]
