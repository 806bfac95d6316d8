"""Lines: the parts of one line of a display, or of one inline formula, as statements with their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derive.elaborate import phrases_en as phrases
from derive.elaborate.page import Page
from derive.elaborate.statements import Statement
from derive.read.document import Formula
from derive.read.node import Node, Span

ALIGNED = frozenset({"aligned", "split", "gathered", "alignedat", "align", "array"})
SEPARATING = re.compile(r"[,;&]|\\\\|\\q?quad|\\hspace")
# Words between numbers that calculate: 50% of x, 3 per hour.
OPERATING = re.compile(r"\W*(of|per|percent|plus|minus|times|squared|cubed|modulo|mod|divided)\b")
INEQUALITIES = frozenset({"<", "<=", ">", ">=", "!=", "in"})


def gather(page: Page, line: Formula, purpose: str = "") -> list[Statement]:
    """The statements of a line in order; side conditions go to the statement before them."""
    found: list[Statement] = []
    mode, conclusion, stop = purpose, False, line.span.start
    for part in whole_parts(page, line.parts):
        gap = page.document.source[stop : part.span.start]
        stop = part.span.stop
        if part.kind in ("text", "symbol") or (part.kind == "relation"):
            words = part.text.lower()
            conclusion = conclusion or words == "therefore" or bool(phrases.CONCLUDES.match(words))
            mode = _mode(words, mode, bool(found))
            continue
        if found and _is_condition(part, mode, gap, found[-1]):
            found[-1].conditions.append(part)
            continue
        if found and found[-1].node.kind == "chain" and (bracketed := _in_brackets(part)):
            found[-1].conditions.extend(bracketed)
            continue
        found.append(Statement(part, mode if mode != "after" else "", [], conclusion))
    return found


def whole_parts(page: Page, parts: Iterable[Node]) -> list[Node]:
    """The parts of a line; what runs into an error, or into words that calculate, is an error as a whole."""
    kept: list[Node] = []
    for part in parts:
        before = kept[-1] if kept else None
        gap = page.document.source[before.span.stop : part.span.start] if before is not None else ","
        together = before is not None and not SEPARATING.search(gap)
        if before is not None and together and before.kind != "text" and part.kind == "error":
            kept[-1] = Node("error", part.text, (), Span(before.span.start, part.span.stop))
        elif before is not None and together and part.kind == "text" and before.kind == "chain" and OPERATING.match(
            part.text.lower()
        ):
            kept[-1] = Node("error", f"words in a formula: {part.text}", (), Span(before.span.start, part.span.stop))
        elif before is not None and together and before.kind == "error" and part.kind not in ("text", "error"):
            kept[-1] = Node("error", before.text, (), Span(before.span.start, part.span.stop))
        else:
            kept.append(part)
    return kept


def unwrapped(lines: Iterable[Formula]) -> Iterator[Formula]:
    """Lines with aligned blocks inside them taken apart, row by row."""
    for line in lines:
        if len(line.parts) == 1 and line.parts[0].kind == "matrix" and line.parts[0].text in ALIGNED:
            for row in line.parts[0].children:
                yield Formula(row.span, row.children, line.label, line.tag)
        else:
            yield line


def _mode(words: str, mode: str, after: bool) -> str:
    from derive.elaborate.prose import purpose_of

    found, said = purpose_of(words)
    if after and (found == "condition" or said in ("where", "with", "for", "such", "given", "subject", "using")):
        return "after"
    return found or mode


def _in_brackets(part: Node) -> tuple[Node, ...]:
    """The relations of a bracket of its own after a statement: `a = b \\quad (x > 0)`."""
    if part.kind != "paren" or part.text != "()":
        return ()
    inner = part.children[0]
    items = inner.children if inner.kind == "list" else (inner,)
    return items if all(item.kind == "chain" and item.children[0].kind != "none" for item in items) else ()


def _is_condition(part: Node, mode: str, gap: str, before: Statement) -> bool:
    """Whether a part says when the statement before it holds: after words or `;`, or a bare inequality."""
    if part.kind != "chain" or part.children[0].kind == "none":
        return False
    if mode == "after" or ";" in gap:
        return True
    relations = {relation.text for relation in part.children[1::2]}
    equations = before.node.kind == "chain" and "=" in {relation.text for relation in before.node.children[1::2]}
    return mode == "" and relations <= INEQUALITIES and equations and not re.search(r"\\\\", gap)
