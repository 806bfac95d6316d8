"""Superscripts: exponents, transposes, inverses, marks on names, and indices in brackets."""

from __future__ import annotations

from derive.elaborate.formulas.calls import is_minus_one
from derive.elaborate.formulas.matrices import is_matrix, transposes
from derive.elaborate.language.spelling import decoration, flat, names_in, spelling
from derive.elaborate.names.entries import entry, stem_of
from derive.elaborate.names.functions import extended, falling, rising
from derive.elaborate.names.symbols import base_name, element, indices_of, named, split
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.node import Node


def power(node: Node, scope: Scope) -> Term:
    """A superscript: an exponent, a transpose, an inverse, a mark on a name, or an index in brackets."""
    base, exponent = node.children
    name = spelling(node)
    if name is not None and scope.knows(name):
        return named(name, node, scope)
    if exponent.kind == "repeated":
        return Apply("circpower", (scope.term(base), scope.term(exponent.children[0])))
    mark = decoration(exponent)
    stem = spelling(base)
    if mark is None and exponent.kind == "paren" and stem in scope.signature.marked and flat(exponent):
        return scope.symbol(f"{stem}^{{{flat(exponent)}}}")
    if mark is None and exponent.kind == "juxtapose" and decoration(exponent.children[0]) is not None:
        raise Unreadable("this superscript is not read", exponent.span)
    if mark is not None:
        return _cell(name, node, scope) or _marked(node, base, exponent, mark, scope)
    if exponent.kind == "symbol" and exponent.text in ("top", "intercal"):
        return Apply("transpose", (_row(base, scope),))
    if exponent.kind == "negate" and is_matrix(inner := scope.term(base)) and transposes(
            exponent.children[0], inner, scope):
        return Apply("transpose", (Apply("inverse", (inner,)),))         # X^{-T}
    if exponent.kind == "symbol" and not (exponent.text == "infty" and _is_euler(base, scope)):
        raise Unreadable("this superscript has no meaning here", exponent.span)
    if exponent.kind == "accent" and exponent.text in ("underline", "overline") and not _is_euler(base, scope):
        return _factorial_power(base, exponent, scope)
    if stem is not None and base.kind == "sub" and stem[:2] in ("C_", "A_", "P_") and not scope.knows(stem):
        if not scope.choose("combinations", node):
            return Apply("call", (Symbol(stem[0], "unknown"), scope.term(base.children[1]), scope.term(exponent)))
    if _is_euler(base, scope) and exponent.kind != "number":
        return extended("exp", scope.term(exponent))
    inner = scope.term(base)
    if transposes(exponent, inner, scope):
        return Apply("transpose", (_row(base, scope),))
    if is_matrix(inner) and spelling(exponent) in ("H", "mathrm{H}", "mathsf{H}") and not scope.knows("H"):
        return Apply("adjoint", (inner,))
    if (part := _of_part(node, inner, scope) or _of_bracket(node, inner, scope)) is not None:
        return part
    if is_matrix(inner):
        return Apply("inverse", (inner,)) if is_minus_one(exponent) else Apply("matpow", (inner, scope.term(exponent)))
    if base.kind == "sup" and decoration(base.children[1]) is None:
        raise Unreadable("a tower of powers without braces", node.span)
    if inner == Apply("e") and base.kind == "name":
        return Apply("exp", (scope.term(exponent),))
    return Apply("^", (inner, scope.term(exponent)))


def _of_part(node: Node, inner: Term, scope: Scope) -> Term | None:
    """Re(a + i b)^3 is the real part of a power, as the bracket shows its own parts; Re(z)^2 leans to a square."""
    base, exponent = node.children
    if not isinstance(inner, Apply) or inner.head not in ("re", "im") or base.kind != "apply" or (
            base.children[1].kind != "paren"):
        return None
    shown = base.children[1].children[0].kind == "sum" and "i" in names_in(base.children[1])
    if scope.choose("power_of_part", node) != shown:
        return None
    return Apply(inner.head, (Apply("^", (*inner.args, scope.term(exponent))),))


def _of_bracket(node: Node, inner: Term, scope: Scope) -> Term | None:
    """ln(x + 1)^2 as the logarithm of a power, where it is not to be a power of the logarithm."""
    base, exponent = node.children
    if not isinstance(inner, Apply) or inner.head != "log" or base.kind != "apply" or (
            base.children[0].kind == "sup" or base.children[1].kind != "paren"):
        return None
    if scope.choose("log_bracket", node):
        return None
    return Apply("log", (Apply("^", (inner.args[0], scope.term(exponent))), *inner.args[1:]))


def _cell(name: str | None, node: Node, scope: Scope) -> Term | None:
    """W^{(1)}_{12} of W^{(1)}, where the page gives that one."""
    stem, index = stem_of(node)
    return entry(name, stem, indices_of(index), scope) if name is not None and index is not None else None


def _is_euler(base: Node, scope: Scope) -> bool:
    return base.kind == "name" and base.text == "e" and not scope.knows("e")


def _factorial_power(base: Node, exponent: Node, scope: Scope) -> Term:
    """x^{\\underline{k}} and x^{\\overline{k}}, of whole numbers k; what else is marked so is not guessed."""
    count, inner = exponent.children[0], scope.term(base)
    names = names_in(count)
    if is_matrix(inner) or not all(scope.sort(name) == "integer" for name in names):
        raise Unreadable("a falling or rising factorial is not read", exponent.span)
    return (falling if exponent.text == "underline" else rising)(inner, scope.term(count))


def _row(base: Node, scope: Scope) -> Term:
    """What is transposed: several entries in a bracket, [x, y]^T, are a row, and no interval."""
    inner = base.children[0] if base.kind == "paren" and base.text in ("[]", "()") else base
    if inner.kind != "list" or any(item.kind in ("dots", "list", "chain", "none") for item in inner.children):
        return scope.term(base)
    entries = tuple(scope.term(item) for item in inner.children)
    if any(is_matrix(entry) for entry in entries):
        return scope.term(base)                  # blocks, whose shapes are not known
    return Apply("matrix", (number(1), number(len(entries)), *entries))


def _marked(node: Node, base: Node, exponent: Node, mark: str, scope: Scope) -> Term:
    stem, indices = split(node)
    array = base_name(stem, scope)
    if exponent.kind == "paren" and array is not None and indices:
        # x^{(i)} where i is bound, or x is known as indexed, is an element; x^{(2)} is a name.
        wanted = any(part.text in scope.bound for index in indices for part in index.walk() if part.kind == "name")
        if wanted or (scope.is_array(array) and scope.signature.arity.get(array, 0) == len(indices)):
            return element(array, indices, scope)
    name = spelling(node)
    if name is None:
        if exponent.kind == "paren":
            return Apply("^", (scope.term(base), scope.term(exponent)))
        if mark in ("*", "dagger") and is_matrix(scope.term(base)):
            return Apply("adjoint", (scope.term(base),))
        if mark == "*" or mark == "dagger":
            return Apply("conj", (scope.term(base),))
        raise Unreadable("this mark has no meaning here", exponent.span)
    plain = spelling(base)
    if mark in ("*", "dagger") and plain is not None:
        if scope.sort(plain) == "complex" or (mark == "*" and not scope.choose("starred", node, plain)):
            return Apply("conj", (scope.term(base),))
    return named(name, node, scope)
