r"""Where the unknowns of the equations of a list are sought, said at its head.

    Equations on $[0, 2\pi)$:    - $2 \sin x = 1 \iff x = \pi/6$ or $x = 5\pi/6$    - $\tan^2 x = 3$: ...

The interval is in force for the one unknown of each of these equations, to the end of its item.
"""

from __future__ import annotations

import re

from derive.elaborate.arrows import has_arrow
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.phrases_notation_en import WITHIN
from derive.elaborate.language.spelling import names_in
from derive.elaborate.language.template import Template
from derive.elaborate.page import Page
from derive.elaborate.statements import Statement, state
from derive.kernel.term import Term
from derive.read.node import Node

OTHERS = frozenset({"pi", "e", *FUNCTIONS})
ASKS = re.compile(r"\b(?:solv\w+|equations?|inequalit(?:y|ies)|solutions?|roots?|zeros)\b[^.;⟦]*$", re.I)
ITEM = re.compile(r"\s*(?:[-*+•]\s|\(?\w{1,3}[.)]\s|\\item\b|\\begin\{(?:enumerate|itemize)\})")
LINES = re.compile(r"\n[ \t]*\n")


def hear_interval(page: Page, text: Template) -> None:
    """Hear such an interval; what was in force of one ends with the item."""
    items, here = page.items, text.offsets[0] if text.offsets else 0
    page.context.withdraw(items.sought_now)
    items.sought_now = []
    if here >= items.sought_to:
        items.sought = {}
    for index, (start, _) in enumerate(text.gaps):
        words = text.text[text.sentence_start(start) : start]
        interval = text.node(index) if "⟦" not in words and ASKS.search(words) and WITHIN.search(words) else None
        if interval is None or interval.kind != "paren" or interval.children[0].kind != "list" or len(
                interval.children[0].children) != 2:
            continue
        begin = text.formulas[index].span.stop
        items.sought_to = _end(page.document.source, begin)
        for name in _unknowns(page, begin, items.sought_to):
            if (term := _within(page, name, interval)) is not None:
                items.sought[name] = term


def state_within(page: Page, statement: Statement) -> None:
    """State what an item says; where its unknown is sought is in force behind its equation, and under arrows."""
    node = statement.node
    names = names_in(node) & page.items.sought.keys() if page.items.sought and node.kind == "chain" else set()
    bounds = [page.items.sought[name] for name in names if page.items.sought[name] not in page.items.sought_now]
    if has_arrow(node):
        _put_in_force(page, bounds)
    state(page, statement)
    _put_in_force(page, bounds)


def _put_in_force(page: Page, bounds: list[Term]) -> None:
    for bound in bounds:
        if bound not in page.items.sought_now:
            page.context.assume(bound)
            page.items.sought_now.append(bound)


def _within(page: Page, name: str, interval: Node) -> Term | None:
    parts = (Node("name", name, (), interval.span), Node("relation", "in", (), interval.span), interval)
    return elaborate(Node("chain", "", parts, interval.span), page.signature).term


def _unknowns(page: Page, start: int, stop: int) -> set[str]:
    """The names that stand alone in equations there."""
    chains = [part for node in page.written if start < node.span.start < stop for part in node.walk()
              if part.kind == "chain" and len(part.children) > 2]
    alone = [names_in(chain) - OTHERS for chain in chains]
    return {name for names in alone if len(names) == 1 for name in names}


def _end(source: str, start: int) -> int:
    """Where the list behind a place ends: before the first paragraph that is none of its items."""
    breaks = [*LINES.finditer(source, start)]
    for one in breaks:
        if not ITEM.match(source, one.end()):
            return one.end()
    return len(source)


__all__ = ["hear_interval", "state_within"]
