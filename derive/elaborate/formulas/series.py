"""Dots in a row whose pattern is plain: x_1 + x_2 + ... + x_n is a sum, 1 * 2 ... n a product.

The first term and the last must differ in one thing only, a number in the first; the term after the first must
follow from counting on by one. Or the last term is the general one, and the first numbers are its first values,
as in 1 + 3 + ... + (2n - 1). Rows that count down, m (m - 1) ... (m - n + 1), are those of `stepwise`. Anything less
plain is not guessed: it is kept as it is written, a "dotted" row of which nothing is known but that it is equal to
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from derive.elaborate.formulas.endless_rows import FEWEST, endless
from derive.elaborate.formulas.stepwise import stepwise
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute
from derive.read.node import Node

FIRST = (1, 0, 2, -1, 3)                         # where the variable of a general term may begin
SMALL = 100
_HEADS = {"sum": "sum", "product": "product", "juxtapose": "product"}


def series(node: Node, scope: Scope) -> Term:
    """A row with dots in it, as a sum or product from its first term to its last.

        a(1) + a(2) + ... + a(n)      =  sum k (1, n) a(k)
        a(1) + a(2) + ... + a(n) + b  =  sum k (1, n) a(k) + b
    """
    items = list(node.children)
    places = [k for k, item in enumerate(items) if item.kind == "dots"]
    if node.kind == "sum" and goes_on(items) and len(items) > FEWEST:
        row = endless([scope.term(item) for item in items[:-1]])
        if row is not None:
            return row
    if len(places) != 1 or not 0 < places[0] < len(items) - 1:
        return dotted_row(_HEADS[node.kind], node, items, scope)
    terms = [scope.term(item) for item in items if item.kind != "dots"]
    heads, last, rest = terms[:places[0]], terms[places[0]], terms[places[0] + 1:]
    pattern = _pattern(heads, last) if node.kind == "sum" or not rest else None
    if pattern is None and (told := stepwise(_HEADS[node.kind], heads, (last, *rest))) is not None:
        return told
    if pattern is None or (rest and not free(pattern[3])):
        return dotted_row(_HEADS[node.kind], node, items, scope)
    variable, body, low, high = pattern
    row = Bind(_HEADS[node.kind], variable, body, (number(low), high))
    return Apply("+", (row, *rest)) if rest else row


def goes_on(items: Sequence[Node]) -> bool:
    """Whether a row ends with dots, and has no others: ... + 1/8 + \\cdots, ... - x^3 + x^5 - \\cdots."""
    last = items[-1].children[0] if items[-1].kind == "negate" else items[-1]
    return last.kind == "dots" and not any(item.kind == "dots" for item in items[:-1])


def dotted_row(kind: str, node: Node, items: Sequence[Node], scope: Scope) -> Apply:
    """A row as it is written, its dots among its items; what the dots stand for cannot be told without a first item.

    The blank in its head keeps it apart from every name of a document.
    """
    trailing = len(items) == 2 and items[0].kind in ("number", "negate") and items[1].kind == "dots"
    if (items[0].kind == "dots" and kind != "matrix") or trailing:
        raise Unreadable("the pattern of the dots is not settled", node.span)
    less = goes_on(items) and items[-1].kind == "negate"         # x - x^2/3 - ...
    terms = [Apply("dots") if item.kind == "dots" else scope.term(item) for item in items[: -1 if less else None]]
    terms += [Apply("-", (Apply("dots"),))] if less else []
    return Apply(f"dotted {kind}", tuple(terms))


def _pattern(heads: list[Term], last: Term) -> tuple[Symbol, Term, int, Term] | None:
    """The general term, and the values that its variable runs through."""
    avoid = frozenset().union(*(free(term) for term in (*heads, last)))
    variable = fresh(Symbol("k", "integer"), avoid)
    if len(heads) == 1 and not isinstance(heads[0], Apply):
        return None                              # 1 + ... + n: one number shows no pattern
    for position in reversed(range(len(heads))):
        found = _difference(heads[position], last, variable)
        if found is None:
            continue
        body, value, high = found
        if any(symbol.sort != "integer" for symbol in free(high)) or value.denominator != 1:
            continue
        low = int(value) - position
        if all(_counted(body, variable, low + step) == _plain(term) for step, term in enumerate(heads)):
            return variable, body, low, high
    return _general(heads, last, variable)


def _general(heads: list[Term], last: Term, variable: Symbol) -> tuple[Symbol, Term, int, Term] | None:
    """The last term as the general one: 1 + 3 + ... + (2n - 1), where the first numbers are its first values."""
    names = [symbol for symbol in free(last) if symbol.sort == "integer"]
    values = [_value(term) for term in heads]
    if len(names) != 1 or len(free(last)) != 1 or len(values) < 2 or None in values:
        return None
    body = substitute(last, {names[0]: variable})
    for low in FIRST:
        if values == [_value(substitute(body, {variable: number(low + step)})) for step in range(len(values))]:
            return variable, body, low, names[0]
    return None


def _value(term: Term) -> Fraction | None:
    """The number that plain arithmetic makes; None where there is anything else in it, or it grows large."""
    if isinstance(term, Number):
        return term.value
    if not isinstance(term, Apply) or not term.args:
        return None
    found = [_value(arg) for arg in term.args]
    values = [value for value in found if value is not None]
    if len(values) != len(found):
        return None
    match term.head, values:
        case "+", _:
            return sum(values, Fraction(0))
        case "*", _:
            return prod(values, start=Fraction(1))
        case "-", [value]:
            return -value
        case "/", [above, below] if below:
            return above / below
        case "^", [base, power] if power.denominator == 1 and abs(power) <= SMALL and abs(base) <= SMALL and base:
            return base ** int(power)
    return None


def _counted(body: Term, variable: Symbol, value: int) -> Term:
    return _plain(substitute(body, {variable: number(value)}))


def _plain(term: Term) -> Term:
    """A first term as people write it: a/1 is a, x^1 is x, x^0 is 1, 1 x is x."""
    match term:
        case Apply("/" | "^", (inner, Number(value))) if value == 1:
            return inner
        case Apply("^", (_, Number(value))) if value == 0:
            return number(1)
        case Apply("*", args) if len(args) > 1:
            kept = [part for part in map(_plain, args) if part != number(1)]
            return kept[0] if len(kept) == 1 else Apply("*", tuple(kept)) if kept else number(1)
        case Apply(head, args):
            return Apply(head, tuple(map(_plain, args)))
    return term


def _difference(first: Term, last: Term, variable: Symbol) -> tuple[Term, Fraction, Term] | None:
    """Where two terms differ: the first with the variable there, its number, and what the last has instead."""
    if isinstance(first, Number) and first != last:
        return variable, first.value, last
    if not (isinstance(first, Apply) and isinstance(last, Apply)) or first.head != last.head:
        return None
    if len(first.args) != len(last.args):
        return None
    args: list[Term] = []
    value: Fraction | None = None
    high: Term | None = None
    for a, b in zip(first.args, last.args, strict=True):
        if a == b:
            args.append(a)
            continue
        inner = _difference(a, b, variable)
        if inner is None or (value is not None and (inner[1], inner[2]) != (value, high)):
            return None
        args.append(inner[0])
        value, high = inner[1], inner[2]
    return (Apply(first.head, tuple(args)), value, high) if value is not None and high is not None else None
