"""Orders, and equations in several unknowns, that words draw from the one before them.

    |2x - 3| < 5 means -5 < 2x - 3 < 5, so -2 < 2x < 8
    x^2 + y^2 - 6x = 16. Completing the square, (x - 3)^2 + y^2 = 25

The words between the two may only lead on, or say what was done to all sides: what else they say is a condition, and
then nothing is drawn.
"""

from __future__ import annotations

import re

from derive.elaborate.equations.granted import ORDERED
from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Term, free
from derive.read.node import Node, Span

LEADING_ON = re.compile(
    r"(?:[\s,.;:$\\()*_]|\b(?:and|so|hence|thus|therefore|finally|then|consequently|or|equivalently|that|is|i\.\s?e\b"
    r"|which|this|it|gives?|means|yields?|implies|leads|we|get|obtain|have|find|now|next|add(?:ing)?|subtract(?:ing)?"
    r"|multiply(?:ing)?|divid(?:e|ing)|simplify(?:ing)?|rearranging|solving|by|to|from|both|all|each|every|sides?|parts?"
    r"|three|through(?:out)?|everywhere|flip(?:s|ping)?|revers(?:es?|ing)|the|inequalit(?:y|ies)|signs?|us)\b"
    r"|[-+]?\d+(?:\.\d+)?|\\[dt]?frac\s*\{?\d\}?\{?\d\}?)*", re.I)


REWRITES = re.compile(
    r"(?:[\s,.;:$\\()*_]|\b(?:so|hence|thus|therefore|that is|i\.\s?e|or|which|this|it|gives?|becomes|yields?|means|we"
    r"|get|obtain|is|same as|the|dividing|multiplying|through(?:out)?|both|all|sides|by|expanding|simplifying"
    r"|rearranging|collecting|terms|(?:and )?completing|squares?|equation|constants?|out"
    r"|(?:can|may|could) (?:also |then )?be (?:re)?written(?: as| in (?:the |standard )*form)?)\b|[-+]?\d+)*", re.I)
REWRITING = re.compile(
    r"dividing|multiplying|expanding|simplifying|rearranging|collecting|completing|\bso\b|hence|i\.\s?e|that is|thus"
    r"|therefore|be (?:re)?written", re.I)


def drawn(page: Page, node: Node, purpose: str) -> Node:
    """The statement under an arrow from the one before it; the node itself where the words do not draw it from that.

    Only from an order in the one name that it is in, or from an equation in the same two names or more; nothing else
    is known of them.
    """
    names = names_in(node)
    before = page.statement.term if page.statement is not None else None
    if purpose in ("given", "condition", "goal") or before is None or page.behind is None or not names:
        return node
    if {symbol.name for symbol in free(before)} != names or any(map(page.context.knows, names)):
        return node
    words = page.document.source[page.behind.span.stop : node.span.start]
    if not (_is_bound(page, node, before, words) if len(names) == 1 else _is_rewritten(page, node, before, words)):
        return node
    at = Span(node.span.start, node.span.start)
    sign = node.children[1].span if node.kind == "chain" else at
    return Node("chain", "", (Node("none", "", (), at), Node("relation", "implies", (), sign), node), node.span)


def speak_of_points(page: Page, node: Node | None) -> None:
    """The circle x^2 + y^2 - 6x = 16: its points, and no x and y of the page; what words draw from it is judged."""
    if node is not None and node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "=":
        page.statement, page.behind = page.read(node), node


def _is_bound(page: Page, node: Node, before: Term, words: str) -> bool:
    parts = node.children if node.kind == "logic" and node.text == "or" else (node,)
    return not page.run and _orders(before) and all(map(is_order, parts)) and LEADING_ON.fullmatch(words) is not None


def _is_rewritten(page: Page, node: Node, before: Term, words: str) -> bool:
    """Whether words rewrite the only equation that was posed in some names of numbers."""
    if not isinstance(before, Apply) or before.head != "=" or any(symbol.sort != "real" for symbol in free(before)):
        return False
    if node.kind != "chain" or len(node.children) < 3 or node.children[0].kind == "none" or any(
            relation.text != "=" for relation in node.children[1::2]) or names_in(node.children[-1]) == names_in(node):
        return False
    alone = [lone for run in page.runs for lone in run if lone.unknowns & free(before)]
    told = any(free(fact) & free(before) for fact in page.context.facts)
    return len(alone) < 2 and not told and REWRITING.search(words) is not None and REWRITES.fullmatch(words) is not None


def is_order(node: Node) -> bool:
    """Whether a formula is a chain of orders with a left side: -1 < x < 4."""
    return node.kind == "chain" and node.children[0].kind != "none" and all(
        relation.text in ORDERED for relation in node.children[1::2])


def _orders(term: Term) -> bool:
    return isinstance(term, Apply) and (
        term.head in ORDERED or (term.head in ("and", "or") and all(map(_orders, term.args))))


__all__ = ["drawn", "is_order", "speak_of_points"]
