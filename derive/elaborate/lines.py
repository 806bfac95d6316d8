"""Lines: the parts of one line of a display, or of one inline formula, as statements with their conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derive.elaborate.equations.restated import updating, worked_out_update
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.phrases_quantities_en import OF_A_QUANTITY
from derive.elaborate.language.purposes import purpose_of
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.page import Page
from derive.elaborate.statements import Statement
from derive.read.congruence import carried_back
from derive.read.document import Formula
from derive.read.node import Node, Span
from derive.read.record import replace

ALIGNED = frozenset({"aligned", "split", "gathered", "alignedat", "align", "array"})
REMARK = re.compile(r"&|\\(?:text\w*|mbox|mathrm)\b")
SEPARATING = re.compile(r"[,;&]|\\\\|\\q?quad|\\hspace")
# Words between numbers that calculate: 50% of x, 3 per hour.
OPERATING = re.compile(r"\W*(of|per|percent|plus|minus|times|squared|cubed|modulo|mod|divided)\b")
SHARES = frozenset({"number", "percent", "over", "frac", "paren", "product", "decimal", "mixed"})
REASON = re.compile(r"\b(?:since|because)\s*$")
INEQUALITIES = frozenset({"<", "<=", ">", ">=", "!=", "in"})


def gather(page: Page, line: Formula, purpose: str = "") -> list[Statement]:
    """The statements of a line in order; side conditions, and reasons, go to the statement before them.

    A reason, a = b \\text{ since } c = d, is a statement by itself as well.
    """
    found: list[Statement] = []
    mode, conclusion, stop, reason = purpose, False, line.span.start, False
    for part in whole_parts(page, line.parts):
        gap = page.document.source[stop : part.span.start]
        stop = part.span.stop
        if found and is_label(part):
            continue
        if part.kind in ("text", "symbol") or (part.kind == "relation"):
            words = part.text.lower()
            conclusion = conclusion or words == "therefore" or bool(phrases.CONCLUDES.match(words))
            mode, reason = _mode(words, mode, bool(found)), bool(found) and REASON.search(words) is not None
            continue
        if found and _is_condition(part, mode, gap, found[-1]):
            found[-1].conditions.extend(part.children if part.kind == "logic" and part.text == "and" else (part,))
            continue
        if found and found[-1].node.kind == "chain" and (bracketed := _in_brackets(part)):
            found[-1].conditions.extend(bracketed)
            continue
        if reason and _is_a_reason(page, part, found[-1].node):
            found[-1].conditions.append(part)
        part = worked_out_update(page, updating(page.words, part))
        found.append(Statement(part, mode if mode != "after" else "", [], conclusion))
    return found


def _is_a_reason(page: Page, part: Node, before: Node) -> bool:
    """Whether a part is a relation, in names, that the relation before it may rest on, of no known name."""
    if any(name is not None and page.context.knows(name) for name in map(spelling, part.children[0::2])):
        return False
    whole = all(node.kind == "chain" and len(node.children) > 2 for node in (part, before))
    return whole and part.children[0].kind != "none" and bool(names_in(part))


def is_remark(page: Page, before: Node, node: Node) -> bool:
    """Whether a part of a line stands in a column of its own, or behind words: a = b && \\text{since } c = d."""
    return REMARK.search(page.document.source, before.span.stop, node.span.start + 1) is not None


def whole_parts(page: Page, parts: Iterable[Node]) -> list[Node]:
    """The parts of a line; what runs into an error, or into words that calculate, is an error as a whole.

    A share "of" something is a product: 20\\% \\text{ of } 50 = 10.
    """
    kept: list[Node] = []
    for part in parts:
        before = kept[-1] if kept else part
        if not kept or SEPARATING.search(page.document.source[before.span.stop : part.span.start]):
            kept.append(part)
        elif part.kind == "error" and before.kind != "text":
            kept[-1] = _broken(before, part, part.text)
        elif before.kind == "error" and part.kind not in ("text", "error"):
            kept[-1] = _broken(before, part, before.text)
        elif part.kind == "text" and _goes_on(before, part.text.lower()):
            kept[-1] = _broken(before, part, f"words in a formula: {part.text}")
        elif _is_of(before) and len(kept) > 1 and kept[-2].kind in SHARES:
            kept[-2:] = [_share(kept[-2], part) or _broken(kept[-2], part, "words in a formula: of")]
        elif before.kind == "text" and is_calculated_with(before.text, part):
            kept[-1] = _broken(before, part, f"words in a formula: {before.text}")
        else:
            kept.append(part)
    return kept


def _broken(first: Node, last: Node, why: str) -> Node:
    return Node("error", why, (), Span(first.span.start, last.span.stop))


def _goes_on(before: Node, words: str) -> bool:
    """Whether words behind a formula calculate with it, or leave what is written before them without a meaning."""
    if before.kind in ("chain", *SHARES) and OPERATING.match(words):
        return before.kind == "chain" or words.strip() != "of"
    return before.kind in SHARES and not phrases.JOINS.search(words)


def _is_of(part: Node) -> bool:
    return part.kind == "text" and part.text.strip().lower() == "of"


def _share(part: Node, whole: Node) -> Node | None:
    """20% of 50 = 10 as 20% * 50 = 10."""
    first = whole.children[0] if whole.kind == "chain" else whole
    if first.kind == "none":
        return None
    product = Node("product", "times", (part, first), Span(part.span.start, first.span.stop))
    if whole.kind != "chain":
        return product
    return replace(whole, children=(product, *whole.children[1:]), span=Span(part.span.start, whole.span.stop))


def is_calculated_with(words: str, formula: Node) -> bool:
    """Whether words before a formula make another number of the number with which it begins: half of 30 = 15.

    None is made by a variance of 4 - 4/5 = 16/5.
    """
    first = formula.children[0] if formula.kind == "chain" else formula
    if formula.kind != "chain" or first.kind == "none" or any(part.kind == "name" for part in first.walk()):
        return False
    return bool(phrases.CALCULATES.search(words.lower())) and not OF_A_QUANTITY.search(words.lower())


def unwrapped(lines: Iterable[Formula]) -> list[Formula]:
    """Lines with aligned blocks inside them taken apart, row by row; a modulus holds for the chain that it ends."""
    rows = list(_rows(lines))
    carried = carried_back([row.parts for row in rows])
    return [replace(row, parts=parts) for row, parts in zip(rows, carried, strict=True)]


def _rows(lines: Iterable[Formula]) -> Iterator[Formula]:
    for line in lines:
        if len(line.parts) == 1 and line.parts[0].kind == "matrix" and line.parts[0].text in ALIGNED:
            for row in line.parts[0].children:
                yield Formula(row.span, row.children, line.label, line.tag)
        else:
            yield line


def is_label(part: Node) -> bool:
    """The number of a line, led to by dots: `a = b \\quad \\cdots (1)`."""
    if part.kind != "juxtapose" or len(part.children) != 2 or part.children[0].kind != "dots":
        return False
    number = part.children[1]
    while number.kind in ("font", "paren", "tag") and len(number.children) == 1:
        number = number.children[0]
    return number.kind in ("number", "name", "font") and number is not part.children[1] and len(number.text) < 4


def said_alone(line: Formula) -> str:
    """What a line of nothing but words, subject to, makes of the lines below it."""
    if not line.parts or any(part.kind != "text" for part in line.parts):
        return ""
    return purpose_of(" ".join(part.text for part in line.parts).lower())[0]


def _mode(words: str, mode: str, after: bool) -> str:
    found, said = purpose_of(words)
    if after and (found == "condition" or said in ("where", "with", "for", "such", "given", "subject", "using")):
        return "after"
    return found or mode


def _in_brackets(part: Node) -> tuple[Node, ...]:
    """The relations of a bracket of its own after a statement: `a = b \\quad (x > 0)`."""
    if part.kind != "paren" or part.text != "()":
        return ()
    inner = part.children[0]
    items = _folded(inner.children) if inner.kind == "list" else (inner,)
    return items if all(item.kind == "chain" and item.children[0].kind != "none" for item in items) else ()


def _folded(items: Iterable[Node]) -> tuple[Node, ...]:
    """x, y >= 0 in brackets: the names before a relation are on its left, too."""
    found: list[Node] = []
    names: list[Node] = []
    for item in items:
        if item.kind != "chain":
            names.append(item)
            continue
        if names:
            span = Span(names[0].span.start, item.children[0].span.stop)
            item = replace(item, children=(Node("list", ",", (*names, item.children[0]), span), *item.children[1:]))
            names = []
        found.append(item)
    return (*found, *names)


def _is_condition(part: Node, mode: str, gap: str, before: Statement) -> bool:
    """Whether a part says when the statement before it holds: after words or `;`, or a bare inequality."""
    if part.kind == "logic" and mode == "after":
        return all(child.kind == "chain" and child.children[0].kind != "none" for child in part.children)
    if part.kind != "chain" or part.children[0].kind == "none":
        return False
    if mode == "after" or ";" in gap:
        return True
    relations = {relation.text for relation in part.children[1::2]}
    equations = before.node.kind == "chain" and "=" in {relation.text for relation in before.node.children[1::2]}
    return mode == "" and relations <= INEQUALITIES and equations and not re.search(r"\\\\", gap)
