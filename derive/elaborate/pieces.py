"""Functions that are defined piece by piece, in several equations: L(r) = r^2/2 for |r| <= d, L(r) = ... otherwise.

Two pieces whose conditions are opposites make a definition; until then nothing that speaks of the function is refuted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from derive.elaborate.definitions import defines
from derive.elaborate.equations.granted import ORDERED
from derive.elaborate.equations.where_given import called
from derive.elaborate.formulas.operand import Chain
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.signature import Definition
from derive.elaborate.page import Page
from derive.elaborate.step import Condition
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads
from derive.read.node import Node

ORDERS = frozenset({"<", "<=", ">", ">="})
# For 2 < x < 6: V(x) = 8 - 4 x, typed.
TYPED_PIECE = re.compile(
    r"\b[Ff]or\s+[^.:$\\\n]{0,12}\b(?P<of>[a-z])\b[^.:$\\\n]{0,12}[:,]\s+(?P<name>[A-Za-z])\((?P=of)\)\s*=")
OPPOSITES = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}


def defined_twice(formulas: Sequence[Node], source: str = "") -> set[str]:
    """The functions for whose value at one name more than one equation stands on the page."""
    found: Counter[tuple[str, str]] = Counter((one["name"], one["of"]) for one in TYPED_PIECE.finditer(source))
    told = (formula for formula in formulas if not {"juxtapose", "sub"}.isdisjoint(formula.kinds()))
    for part in (part for formula in told for part in formula.walk()):
        if part.kind != "chain" or len(part.children) < 3 or part.children[1].text not in ("=", "define"):
            continue
        call = called(part.children[0])
        argument = spelling(call[1]) if call is not None else None
        if call is not None and argument:
            found[call[0], argument] += 1
    return {name for (name, _), count in found.items() if count > 1}


def is_partial(page: Page, node: Node, conditions: Sequence[Condition]) -> bool:
    """Whether a name is defined for some indices alone: for i = j, d_{ij} = 1."""
    own = spelling(node.children[0])
    bounded = (free(one.term) for one in conditions if isinstance(one.term, Apply) and one.term.head in ORDERED)
    said = names_in(node.children[2])
    if own in page.context.definitions and len(node.children) == 3 and said and own not in said and any(
            own in {symbol.name for symbol in names} for names in bounded):
        return True                              # for w > 0 it is w = a - t, and if w < 0, then w = a + t
    call = called(node.children[0])
    about = [names for condition in conditions if (names := free(condition.term))
             and (call is None or call[0] not in {symbol.name for symbol in names})]
    if call is not None and call[0] in page.defined_twice and len(node.children) == 3 and (
            call[0] not in names_in(node.children[2])) and any(
            symbol.name in names_in(call[1]) for names in about for symbol in names) and (
            node.children[0].kind != "sub" or any("mod" in heads(condition.term) for condition in conditions)):
        return True                              # L(r) = r^2/2 for |r| <= d, and something else otherwise
    if not about or node.children[0].kind != "sub" or any(
            symbol.sort != "integer" for names in about for symbol in names):
        return False
    here = node.children[0].letters()            # i = j of d_{ij}, and no k
    return any(symbol.name in here for names in about for symbol in names) and all(
        condition.term.head in ("=", "!=") for condition in conditions if isinstance(condition.term, Apply)) and (
        defines(page, node.children[0], node.children[1], node.children[2], ""))


def take_piece(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """A piece is given; with the one before it, it may be the whole function."""
    page.add(page.step("given", node.children[1].span, role="definition"))
    last = page.read(node.children[-1])
    page.chain = Chain(last, start=last)         # what goes on below goes on with the piece
    call = called(node.children[0]) if node.children[0].kind == "juxtapose" else None
    at = page.read(call[1]).term if call is not None else None
    body = page.read(node.children[2]).term
    if call is None or not isinstance(at, Symbol) or at.sort != "real" or body is None or len(conditions) != 1:
        page.doubt(node.children[0])
        return
    name, condition = call[0], conditions[0].term
    function = Symbol(name, "function")
    for fact in page.context.facts:
        match fact:
            case Bind("forall", one, Apply("implies", (before, Apply("=", (Apply("call", (known, _)), value))))) if (
                    one == at and known == function and _are_opposite(before, condition)):
                page.context.withdraw([fact])
                page.context.declare(name, "function")
                whole = Apply("piecewise", (before, value, body))
                page.context.define(Definition(function, (at,), whole, page.line(node.span)))
                page.open.discard(name)
                page.doubted.discard(name)
                return
    page.doubt(node.children[0])
    said = Apply("=", (Apply("call", (function, at)), body))
    page.context.assume(Bind("forall", at, Apply("implies", (condition, said))))


def _are_opposite(one: Term, other: Term) -> bool:
    """Whether just one of two conditions holds: |r| <= c and |r| > c."""
    match one, other:
        case Apply(head, sides), Apply(opposite, same) if OPPOSITES.get(head) == opposite:
            return sides == same
        case Apply(head, (left, right)), Apply(opposite, (first, second)):
            return (left, right) == (second, first) and OPPOSITES.get(head) == {"<": ">", ">": "<", "<=": ">=",
                                                                                ">=": "<="}.get(opposite, opposite)
    return False
