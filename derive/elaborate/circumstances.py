"""Equations in other circumstances: what is sought in them is not what was found before.

    With a tax of 3: 100 - 2P = 10 + (P - 3), where P was 30 without one
    For lambda = 2: 2 v_1 + v_2 = 0, where v was (1, 1) for another lambda
"""

from __future__ import annotations

import re
from fractions import Fraction

from derive.elaborate.elsewhere import are_far_apart
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.outline import begins_between, items_between, titles_between
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.page import Page
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Number, Symbol, Term, free, subterms
from derive.read.node import Node

OTHER_CIRCUMSTANCES = re.compile(
    r"[\W_]*(?:with|under|after|for|if|suppose|now)\b[^⟦:]*(?:⟦\d+⟧[^⟦:]*)?:\s*", re.IGNORECASE)
ENTRY = re.compile(r"(\w+)_\{?(\d)\}?")


def ask_anew(page: Page, left: Node, right: Node) -> None:
    """What was said of the one unknown, or the one vector, of an equation ends, where it is not its solution."""
    if not OTHER_CIRCUMSTANCES.fullmatch(page.words) or spelling(left) or spelling(right):
        return
    one, other = page.read(left).term, page.read(right).term
    if one is None or other is None:
        return
    known = _elements(page, one, other) or _unknown(page, one, other, names_in(left) | names_in(right))
    names = {_name(page, part) for part in known}
    if len(names) != 1:
        return
    (name,) = names
    given_here = page.items.places.get(name, -1) >= left.span.start - len(page.words)
    if not given_here and are_far_apart(page, *(rewrite(side, known.get) for side in (one, other))):
        page.context.forget(name, page.context.sorts.get(name))


def _elements(page: Page, *sides: Term) -> dict[Term, Term]:
    """The elements in both sides of vectors that are given as tables."""
    found: dict[Term, Term] = {}
    for part in (part for side in sides for part in subterms(side)):
        match part:
            case Apply("at", (Symbol(name), Number(place))):
                pass
            case Symbol(written) if (one := ENTRY.fullmatch(written)) and written not in page.context.values:
                name, place = one[1], Fraction(one[2])       # v_1, met before v was given
            case _:
                continue
        cells = cells_of(page.context.values.get(name))
        if 0 < place <= len(cells):
            found[part] = cells[int(place) - 1]
    return found


def _unknown(page: Page, one: Term, other: Term, names: set[str]) -> dict[Term, Term]:
    """The only name of both sides, where it has a number."""
    letters = names - FUNCTIONS.keys() - {"pi", "e"}
    value = page.context.values.get(min(letters)) if len(letters) == 1 else None
    return dict.fromkeys(free(one) | free(other), value) if isinstance(value, Number) else {}


def _name(page: Page, part: Term) -> str:
    match part:
        case Symbol(written) if (one := ENTRY.fullmatch(written)) and one[1] in page.context.values:
            return one[1]
        case Apply("at", (Symbol(name), *_)) | Symbol(name):
            return name
    return ""


def cells_of(table: Term | None) -> tuple[Term, ...]:
    """The elements of a column or a row."""
    match table:
        case Apply("transpose", (inner,)):
            return cells_of(inner)
        case Apply("tuple", cells):
            return cells
        case Apply("matrix", (Number(rows), Number(columns), *cells)) if 1 in (rows, columns):
            return tuple(cells)
        case Apply("*", (*factors, table)) if not any(map(free, factors)):
            return tuple(Apply("*", (*factors, cell)) for cell in cells_of(table))
    return ()


def is_of_another_item(page: Page, left: Node, *names: Term) -> bool:
    """Whether an item of a list, or a section, begins behind the place where one of the names was on the left last."""
    between = page.document.source, _given_at(page, left, *names), left.span.start
    return items_between(*between, bullets=False) or next(titles_between(*between, bold=False), None) is not None


def _given_at(page: Page, left: Node, *names: Term) -> int:
    return max((step.at.start for step in page.steps if step.lhs is not None and step.lhs.term in names),
               default=left.span.start)


def let_names_anew(page: Page, node: Node) -> bool:
    """Forget the numbers of names that another item gave, where one chain gives them all one: t_1 = t_2 = 0."""
    names = [spelling(side) or "" for side in node.children[:-1:2]]
    known = [page.context.values.get(name) for name in names]
    if len(names) < 2 or names_in(node.children[-1]) or any(sign.text != "=" for sign in node.children[1::2]):
        return False
    if not all(value is not None and not free(value) for value in known):
        return False
    terms = [page.read(side).term for side in node.children[:-1:2]]
    if not all(term is not None and begins_between(
            page.document.source, _given_at(page, node, term), node.span.start) for term in terms):
        return False
    for name in names:
        page.context.forget(name, page.context.sorts.get(name))
    return True


__all__ = ["ask_anew", "cells_of", "is_of_another_item", "let_names_anew"]
