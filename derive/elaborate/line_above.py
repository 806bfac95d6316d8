"""A display that begins with its sign, and the typed line above it that it goes on from.

    var = 0.5^2 * 0.04 + 0.5^2 * 0.09
        = 0.01 + 0.0225                  the first line is text, of which nothing was made: its last side is read here
    E = (sum over all cells)
      = 12 + 30                          nor can its side be read: nothing is said of what came before
"""

from __future__ import annotations

from derive.elaborate.formulas.operand import Chain
from derive.elaborate.language.undelimited import side_behind
from derive.elaborate.page import Page
from derive.elaborate.prose.assumptions import begins_with_relation
from derive.read.document import Display

MARKS = ("$", "\\", "<", ">")                   # of formulas that are read where they stand


def chain_above(page: Page, display: Display) -> Chain | None:
    """The chain that the sign at the head of a display goes on from: of the line above it, where that is typed."""
    source, start = page.document.source, display.span.start
    if display.lines and display.lines[0].parts and not begins_with_relation(display.lines[0].parts[0]):
        return page.chain
    stop = source.rfind("\n", 0, start)
    begin = source.rfind("\n", 0, max(stop, 0)) + 1
    above = source[begin : max(stop, 0)]
    if "=" not in above or any(mark in above for mark in MARKS) or (
            page.chain is not None and page.chain.last.side.span.stop > begin):
        return page.chain
    node = side_behind(source, begin, stop)
    operand = page.read(node) if node is not None and "error" not in node.kinds() else None
    if operand is None or operand.term is None:
        return None
    page.words, page.unsettled = "", False
    last = page.steps[-1] if page.steps else None
    if last is not None and last.unread and begin <= last.at.start < stop:
        page.steps[-1] = page.step("given", last.at, role="definition")          # its words are what is reckoned here
    return Chain(operand, start=operand)


__all__ = ["chain_above"]
