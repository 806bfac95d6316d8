"""Rows: one display with the text before it, as in a batch.

The text before puts definitions, declarations and assumptions in force; what it
claims is not judged. `assuming` lists conditions, as LaTeX or in words. Of the text
after it, only a sentence that goes on with the display is heard: where c is a constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import ascii_letters

from derive.elaborate.chance.stochastic import Chance, chance
from derive.elaborate.context import Context, equation
from derive.elaborate.document import enter, read_blocks, read_display, settle_ranges
from derive.elaborate.finish import finished
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import unwrapped
from derive.elaborate.language.template import Template, template
from derive.elaborate.names.signature import Choice, Signature
from derive.elaborate.names.wording import runs, worded
from derive.elaborate.page import Page
from derive.elaborate.prose.layers import Network
from derive.elaborate.prose.sentences import read_template, read_trailing
from derive.elaborate.statements import Statement, state
from derive.elaborate.step import Elaborated
from derive.kernel.term import Apply, Symbol, Term, free
from derive.read import read
from derive.read.displays import display
from derive.read.document import Block, Display, Document, Formula, Paragraph, Text
from derive.read.masking import undoubled
from derive.read.node import Node, Span
from derive.read.parse import parse_line
from derive.read.record import replace

_LETTER = re.compile(r"(?<![\w$\\])[A-Zb-z](?!\w)")       # a name in words without dollars
_PLAIN = re.compile(r"(?<![\\A-Za-z{])abs\(")
_LETTERS = re.compile(r"[A-Za-z]+")
_STOP = re.compile(r"[.!?](?=\s|$)|#")
_PROSE = re.compile(r"\s*[A-Za-z]{2,} [^$\\]*\$[^$]+\$")     # words, then a formula between dollars


def elaborate_row(
    written: str, context: str = "", assuming: Sequence[str] = (), exchanged: frozenset[Choice] = frozenset(),
    after: str = "",
) -> tuple[Document, Elaborated]:
    """The steps of a display; every place is one in `written`. What is exchanged is read the other way."""
    document = _display(written)
    before = read(whole_text(context), "context.md") if context.strip() else Document("", ())
    ending, cut = first_sentence(after)
    before_it = len(context) + len(written) + sum(map(len, assuming)) + len(assuming)
    behind = read("\n" * before_it + ending, "after.md") if ending.strip() else Document("", ())
    names = runs([*before.blocks, *document.blocks, *behind.blocks])
    document, before, behind = (worded(text, names) for text in (document, before, behind))
    page = Page(before, Context(exchanged=exchanged), Network({}))
    conditions = list(_conditions(assuming, len(before.source)))
    blocks = [*before.blocks, *(block for _, block in conditions), *document.blocks, *behind.blocks]
    page.formulas = nodes(document.blocks) if not context.strip() else []
    enter(page, page.context, "", blocks)
    page.cautious = bool(context.strip())
    page.mentioned = {part.text for node in nodes(before.blocks) for part in node.walk() if part.kind == "name"}
    page.mentioned |= set(_LETTERS.findall(context))             # also where the text was cut within a formula
    read_blocks(page, before.blocks)
    for source, block in conditions:
        page.document, page.chain = source, None
        _assume(page, source, block)
    _read_ahead(page, behind, cut)
    page.start_anew(document)
    for block in document.blocks:
        if isinstance(block, Display):
            settle_ranges(page, block)
            read_display(page, block)
        else:
            read_blocks(page, [block])
    page.close_problem()
    for fault in document.faults:
        page.unread(fault.span, fault.message)
    return document, finished(page)


def _read_ahead(page: Page, behind: Document, cut: bool) -> None:
    """What the sentence of the display goes on with; nothing is refuted where that sentence was cut off."""
    page.document = behind
    for block in behind.blocks[:1]:
        if isinstance(block, Paragraph) and read_trailing(page, block) is not block and cut:
            page.doubt()


def first_sentence(after: str) -> tuple[str, bool]:
    """The rest of the sentence that a display stands in, without a formula that was cut; and whether it was cut."""
    parts = after.partition("$$")[0].partition("\n\n")[0].split("$")
    for place in range(0, len(parts), 2):        # words stand between the formulas
        stop = _STOP.search(parts[place])
        if stop is not None:
            return "$".join([*parts[:place], parts[place][: stop.start()]]), False
    whole = parts if len(parts) % 2 else parts[:-1]
    return "$".join(whole), "$$" not in after


def whole_text(context: str) -> str:
    """A text that was cut within a display, from the end of that display on: the fences before it are not paired."""
    fences = context.count("$$")
    return context.partition("$$")[2] if fences % 2 else context


def premises(assuming: Sequence[str]) -> Signature:
    """What conditions, as LaTeX or in words, put in force: names and hypotheses."""
    known = _premised(assuming).context
    given = [equation(definition) for definition in known.definitions.values()]
    given += [Apply("=", (Symbol(name, known.sorts.get(name, "real")), value)) for name, value in known.values.items()]
    return replace(known.signature, hypotheses=(*given, *known.facts))


def told(assuming: Sequence[str], goal: Term) -> Chance:
    """What conditions say of what is random; words that were not understood may tie the names of the goal."""
    page = _premised(assuming)
    texts = [text if "$" in text else _LETTER.sub(r"$\g<0>$", text) for text in assuming]
    found = chance((), [(0, text) for text in texts], ())
    understood = found.constant or found.families or found.symmetric or found.random
    found.tied = found.tied or (page.doubtful and not understood)
    found.told |= {symbol.name for symbol in free(goal)} - page.open
    found.special |= page.open - found.symmetric - found.constant
    return found


def _premised(assuming: Sequence[str]) -> Page:
    page = Page(Document("", ()), Context(), Network({}))
    conditions = list(_conditions(assuming))
    enter(page, page.context, "", [block for _, block in conditions])
    for source, block in conditions:
        page.document, page.chain = source, None
        _assume(page, source, block)
    return page


def _display(source: str) -> Document:
    """A row's display, within fences of its own or without any."""
    if source.lstrip().startswith(("$", "\\[", "\\(")) or _PROSE.match(source):
        return read(source, "display.md")
    return Document(source, (display(undoubled(source), 0, len(source)),))


def _conditions(assuming: Sequence[str], start: int = 0) -> Iterator[tuple[Document, Block]]:
    """Conditions as documents of their own, each at a place of its own: what is read twice is known by its place."""
    for text in filter(str.strip, assuming):
        yield _condition("\n" * start + text, start)
        start += len(text) + 1


def _condition(text: str, start: int) -> tuple[Document, Block]:
    """A condition from a place on; abs(x) in plain text is |x|."""
    text = _PLAIN.sub(r"\\operatorname{abs}(", text)
    if "$" in text:
        document = read(text, "assuming.md")
        if document.blocks:
            return document, document.blocks[0]
    parts, span = tuple(map(unwrapped, parse_line(text, start, len(text)))), Span(start, len(text))
    if all(part.kind in ("chain", "logic") for part in parts) and parts:
        block: Block = Display(span, (Formula(span, parts),))
    else:
        block = Paragraph(span, (Text(span, text[start:]),))
    return Document(text, (block,)), block


def _assume(page: Page, source: Document, block: Block) -> None:
    if isinstance(block, Display):
        for line in block.lines:
            for part in line.parts:
                state(page, Statement(part, "given"))
        return
    page.said = "assume"
    words = template(block, source.source, ascii_letters)
    before = _in_force(page)
    read_template(page, words, set(), "given")
    if _in_force(page) == before:
        _doubt_words(page, words)


def _in_force(page: Page) -> tuple[object, ...]:
    """What conditions change."""
    known = page.context
    facts = tuple(known.facts)
    return facts, dict(known.sorts), dict(known.definitions), dict(known.values), dict(known.ranges), set(page.open)


def _doubt_words(page: Page, words: Template) -> None:
    """A condition in words that nothing was understood of."""
    nodes = [part for formula in words.formulas for part in formula.parts]
    page.doubt(Node("list", ",", tuple(nodes), Span(0, 0)))


__all__ = ["elaborate_row", "premises", "told"]
