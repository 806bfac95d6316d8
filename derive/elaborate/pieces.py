"""Functions that are defined piece by piece, in several equations: L(r) = r^2/2 for |r| <= d, L(r) = ... otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from derive.elaborate.definitions import defines
from derive.elaborate.equations.where_given import called
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.page import Page
from derive.elaborate.step import Condition
from derive.kernel.term import Apply, free, heads
from derive.read.node import Node

ORDERS = frozenset({"<", "<=", ">", ">="})


def defined_twice(formulas: Sequence[Node]) -> set[str]:
    """The functions for whose value at one name more than one equation stands on the page."""
    found: Counter[tuple[str, str]] = Counter()
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
    bounded = (free(one.term) for one in conditions if isinstance(one.term, Apply) and one.term.head in ORDERS)
    if own in page.context.definitions and len(node.children) == 3 and own not in names_in(node.children[2]) and any(
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
    return bool(about) and all(symbol.sort == "integer" for names in about for symbol in names) and (
        node.children[0].kind == "sub" and all(condition.term.head in ("=", "!=") for condition in conditions
                                               if isinstance(condition.term, Apply))
        and defines(page, node.children[0], node.children[1], node.children[2], ""))
