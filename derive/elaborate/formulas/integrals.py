"""Integrals: between limits, over a set, or some antiderivative. The variable is bound in the integrand only."""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.membership import read_set
from derive.elaborate.formulas.told_ends import told_end
from derive.elaborate.language.conventions import FUNCTION_LETTERS
from derive.elaborate.language.spelling import names_in, spelling, varied
from derive.elaborate.reading import Scope, Unreadable, letter_sort
from derive.elaborate.unfolding import moving
from derive.kernel.probability import DOMAIN
from derive.kernel.term import Apply, Bind, Symbol, Term, free, number, subterms
from derive.kernel.writing import of_letter
from derive.read.node import Node


def _integral(node: Node, scope: Scope) -> Term:
    """An integral: between limits, over a set, or some antiderivative; several variables from the inside out."""
    lower, upper, body, *variables = node.children
    if not variables:
        raise Unreadable("the integral does not say its variable", node.span)
    written = [varied(item) for item in variables]
    names = [spelling(item) for item in written]
    if names == [None]:
        return _by_function(written[0], node, scope)
    if not all(names):
        raise Unreadable("the variable of an integral is a name", variables[0].span)
    symbols = [Symbol(name, _sort_of_variable(name, scope)) for name in names if name]
    inside = scope.binding({symbol.name: symbol for symbol in symbols})
    # \int dx is the integral of 1.
    term = number(1) if body.kind == "none" else inside.term(body)
    limits = _limits(lower, upper, node, scope)
    over_region = body.kind == "integral" and body.children[0].kind != "none" and body.children[1].kind == "none"
    if not limits and over_region:
        raise Unreadable("an integral over a region is not read", node.span)
    if (not limits or limits[0] == "in") and _is_over_region(node, symbols, term, bool(limits), scope):
        return _over_region(node, symbols, term, limits)
    if len(symbols) > 1 and limits and limits[0] != _WHOLE:
        raise Unreadable("one pair of limits for several variables", node.span)
    for symbol in symbols:
        term = moving(term, symbol, scope.signature, {*scope.bound, *(other.name for other in symbols)})
        if not limits and not is_density(term, symbol):
            term = Bind("antiderivative", symbol, term, (symbol,))
            continue
        kind, low, high = limits or ("in", Symbol(f"{DOMAIN}{symbol.name}", "set"), number(0))
        if kind == "in":
            term = Apply("piecewise", (Apply("in", (symbol, low)), term, number(0)))
            low, high = Apply("-", (Apply("infinity"),)), Apply("infinity")
        term = Bind("integral", symbol, term, (low, high))
    return term


_MEASURES = frozenset({"A", "V", "S", "P", "mu", "nu", "lambda", "sigma", "Omega", "omega", "m"})


def _is_over_region(node: Node, symbols: list[Symbol], term: Term, named: bool, scope: Scope) -> bool:
    """Whether an integral runs along a path, over a region, or by a measure."""
    if node.text.startswith("o") or (named and (len(symbols) > 1 or node.text != "int")):
        return True
    measure = len(symbols) == 1 and symbols[0].name in _MEASURES and symbols[0] not in free(term)
    bare = any(s.name in FUNCTION_LETTERS and not scope.knows(s.name) and s.sort == "real" for s in free(term))
    return measure and (node.text != "int" or bare)


def _over_region(node: Node, symbols: list[Symbol], term: Term, limits: tuple[str, Term, Term] | tuple[()]) -> Term:
    """An integral of which only the shape is known, the region where it is named."""
    region = (limits[1],) if limits else ()
    for place, symbol in enumerate(symbols):
        term = Bind(f"{node.text} over", symbol, term, region if place == len(symbols) - 1 else ())
    return term


def _by_function(measure: Node, node: Node, scope: Scope) -> Term:
    """An integral with respect to a function, whose limits are those of its variable.

        integral_a^b f(t) d(g(t))  =  integral_a^b f(t) g'(t) dt

    Over a set it is not read: there the size of g'(t) counts, or the set is that of the values of g.
    """
    lower, upper, body, *_ = node.children
    inner = measure.children[0] if measure.kind == "paren" else measure
    names = sorted(name for name in names_in(inner) - names_in(lower) - names_in(upper) if name in _VARIABLES)
    limits = _limits(lower, upper, node, scope)
    if len(names) != 1 or (limits and limits[0] == "in") or _sort_of_variable(names[0], scope) != "real":
        raise Unreadable("the variable of an integral is a name", measure.span)
    variable = Symbol(names[0], "real")
    inside = scope.binding({variable.name: variable})
    term, value = number(1) if body.kind == "none" else inside.term(body), inside.term(inner)
    if is_matrix(value):
        raise Unreadable("the variable of an integral is a name", measure.span)
    term = Apply("*", (term, Bind("derivative", variable, value, (variable,))))
    if not limits:
        return Bind("antiderivative", variable, term, (variable,))
    return Bind("integral", variable, term, limits[1:])


_VARIABLES = frozenset("rstuvwxyz")


def is_density(term: Term, variable: Symbol) -> bool:
    """Whether an integrand speaks of conditional or joint probabilities: without limits, it is over all values then."""
    return any(
        isinstance(part, Apply) and of_letter(part.head) and variable in free(part)
        and ("|" in part.head or len(part.args) > 1) for part in subterms(term))


def _sort_of_variable(name: str, scope: Scope) -> str:
    sort = scope.sort(name, letter_sort(name))
    return sort if sort in ("vector", "matrix") else "real"


_WHOLE = "whole"


def _limits(lower: Node, upper: Node, node: Node, scope: Scope) -> tuple[str, Term, Term] | tuple[()]:
    """The limits of an integral: none, a pair, or a set."""
    if lower.kind == "none" and upper.kind == "none":
        return ()
    if lower.kind == "none":
        raise Unreadable("the integral has no lower limit", node.span)
    if upper.kind != "none":
        names = {name for item in node.children[3:] if (name := spelling(varied(item)))}
        return "between", scope.term(told_end(lower, names)), scope.term(told_end(upper, names))
    inner = lower.children[2] if lower.kind == "chain" and len(lower.children) == 3 else lower
    if inner.kind == "chain":
        raise Unreadable("this range is not read", lower.span)
    where = read_set(inner, scope)
    if where == Apply("reals"):
        return _WHOLE, Apply("-", (Apply("infinity"),)), Apply("infinity")
    if isinstance(where, Apply) and where.head == "interval":
        return "between", where.args[0], where.args[1]
    if isinstance(where, Symbol):
        return "in", Symbol(where.name, "set"), where
    if isinstance(where, Apply) and where.head == "^" and isinstance(where.args[0], Symbol | Apply):
        return "in", where, where                # a space of several dimensions: R^n
    raise Unreadable("this range is not read", lower.span)


READERS: dict[str, Callable[[Node, Scope], Term]] = {"integral": _integral}
