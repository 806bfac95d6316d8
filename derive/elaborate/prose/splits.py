"""Case splits: where a case begins, under which condition, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.formulas.rewording import in_words
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.sections import first_words, nodes
from derive.elaborate.language.template import template
from derive.elaborate.page import Page
from derive.elaborate.prose.sentences import read_template
from derive.elaborate.step import Case
from derive.kernel.term import Apply, Symbol, Term, free
from derive.read.document import Block, Display, Formula, Heading, Paragraph
from derive.read.node import Node
from derive.read.parse import parse


def begin_case(page: Page, block: Heading | Paragraph) -> None:
    """A case begins: its condition holds until the case ends."""
    text = template(block, page.document.source, ())
    node, used = _condition(page, block, text.formulas)
    follows_case = page.case is not None
    page.leave_case()
    page.before_case = page.context.copy()
    condition = elaborate(node, page.context.signature, in_words(page.correct)).term if node is not None else None
    page.case, page.chain, page.local, page.concluded = None, None, [], False
    if node is None or condition is None:
        page.unread(block.span, "the condition of this case could not be read")
        # Nobody can check this hypothesis: what stands under the heading may be proved without it, never refuted.
        condition = Apply("meant", (Symbol(f"case {len(page.cases) + 1}", "boolean"),))
    if not follows_case:
        page.groups += 1
    premises = page.context.in_force([condition], [], with_values=True)
    words = page.text(node.span if node is not None else block.span)
    page.cases.append(Case(block.span, condition, words, (), page.groups, node, premises))
    page.case = len(page.cases) - 1
    if len(text.formulas) > used:
        read_template(page, text, set(range(used)))


def _condition(page: Page, block: Heading | Paragraph, formulas: Sequence[Formula]) -> tuple[Node | None, int]:
    """The formula in a heading of a case, and how many formulas it used up."""
    if formulas:
        parts = [part for part in formulas[0].parts if part.kind not in ("text", "symbol")]
        return (parts[0] if len(parts) == 1 and parts[0].kind == "chain" else None), 1
    source = page.document.source
    match = phrases.CASE.match(source[block.span.start : block.span.stop])
    if match is None:
        return None, 0
    start = block.span.start + match.end()
    stop = source.find(":", start, block.span.stop)
    node = parse(source, start, block.span.stop if stop < 0 else stop)
    return (node if node.kind == "chain" else None), 0


def ends_case(page: Page, blocks: Sequence[Block], index: int) -> bool:
    """Whether the block speaks of all cases again.

    Words that say so end a case; so does a conclusion after the case has had its own, and a
    conclusion that leads to a formula with cases, or sums over an index of the case.
    """
    block = blocks[index]
    if isinstance(block, Display):
        return False
    words = first_words(block).lower()
    whole = page.document.source[block.span.start : block.span.stop].lower()
    if phrases.ALL_CASES.search(whole):
        return True
    if not phrases.CONCLUDES.match(words if words else whole):
        return False
    if page.concluded:
        return True
    follows = blocks[index + 1] if index + 1 < len(blocks) else None
    if not isinstance(follows, Display):
        return False
    parts = [part for node in nodes([follows]) for part in node.walk()]
    return any(part.kind == "cases" for part in parts) or _binds(parts, page.case_terms())


def _binds(parts: Sequence[Node], conditions: Sequence[Term]) -> bool:
    """Whether a sum takes an index of the conditions through all its values: sum_i after the case i != j."""
    letters = {symbol.name for condition in conditions for symbol in free(condition)}
    return any(name.text in letters for part in parts if part.kind == "bigop" for name in part.children[0].walk())


__all__ = ["begin_case", "ends_case"]
