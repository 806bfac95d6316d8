"""Evaluation between bars and brackets: [F]_a^b is F(b) - F(a), f|_{x = a} is f at a."""

from __future__ import annotations

import re

from derive.elaborate.formulas.brackets import between
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.symbols import depends
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Symbol, Term, free, substitute
from derive.read.node import Node, Span

RUNNING = frozenset("xyztuvwrs")                 # letters over which integrals run
DEPENDENT = re.compile(r"(?:[A-Z]|[yzuvw]|ell|f|g|h)(?:_.*)?")


def evaluated(node: Node, scope: Scope) -> Term:
    """F between bars: F(b) - F(a), or F where a name has a value."""
    inner, lower, upper = node.children
    term = scope.term(inner.children[0] if inner.kind == "paren" else inner)
    if lower.kind in ("chain", "list"):
        values = _values(lower, scope)
        if values is not None and upper.kind == "none":
            if values and not values.keys() & free(term):
                constant(term, next(iter(values)), lower.span)
            return substitute(term, values)
        high = _values(upper, scope) if upper.kind == "chain" else None
        if values is not None and len(values) == 1:
            (variable,) = values
            if not high or high.keys() == values.keys():
                return between(term, variable, values[variable], high[variable] if high else scope.term(upper))
        raise Unreadable("this evaluation is not read", lower.span)
    if lower.kind == "none" or upper.kind == "none":
        raise Unreadable("this evaluation is not read: where", node.span)
    return between(term, _only_variable(term, node, scope), scope.term(lower), scope.term(upper))


def _values(lower: Node, scope: Scope) -> dict[Symbol, Term] | None:
    """x = a, y = b as values of names."""
    values: dict[Symbol, Term] = {}
    for item in lower.children if lower.kind == "list" else (lower,):
        if item.kind != "chain" or len(item.children) != 3 or item.children[1].text != "=":
            return None
        name = spelling(item.children[0])
        # What depends on other names has been read at its own value already.
        known = name is not None and depends(name, scope.signature)
        symbol = Symbol(name) if name and known else scope.term(item.children[0])
        if not isinstance(symbol, Symbol):
            return None
        values[symbol] = scope.term(item.children[2])
    return values


def _only_variable(term: Term, node: Node, scope: Scope) -> Symbol:
    """The variable between bars that do not name it: the one of the integral just taken, or the only one there is."""
    inside = {symbol for symbol in free(term) if symbol.sort in ("real", "complex")}
    marked = {symbol for symbol in inside if symbol.name in scope.signature.integrated}
    others = names_in(node.children[1]) | names_in(node.children[2]) | {"n", "m"}       # W of |_0^W, and what counts
    running = {symbol for symbol in inside if symbol.name not in others}
    settled = next((found for found in (marked, inside, running) if len(found) == 1), marked)
    if len(settled) != 1 or (settled is running and not {symbol.name for symbol in running} <= RUNNING):
        raise Unreadable("which variable is evaluated is not settled", node.span)
    return next(iter(settled))


def constant(body: Term, variable: Symbol, span: Span) -> None:
    """What holds no x is constant in x, unless a name in it is of the kind that depends on others: log L, y^2."""
    for symbol in sorted(free(body), key=lambda symbol: symbol.name):
        if symbol.sort == "real" and DEPENDENT.fullmatch(symbol.name):
            raise Unreadable(f"what {symbol.name} depends on is not known", span)
