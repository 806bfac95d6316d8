r"""What a formula that begins with a relation goes on with.

    $x + x$ which $= 2x$               the expression right before it
    LHS $= 2 + 3$, the area $= 4$      what the words name: the chain begins behind the sign
    $3 * 3 = 9$ pairs, so AUC $= 8/9$  the same: no word of the clause says that it goes on
    $2 * 3 = 6$, so the slope is $= 5$ not settled: the clause has a subject of its own
    $$x^2 + 1$$ By symmetry, $$= 5$$   the chain before
    Taking $\sin 2x$ for f, $= 5$      not settled: the chain before may prove it, and refutes nothing
"""

from __future__ import annotations

import re

from derive.elaborate.formulas.units import LETTERS
from derive.elaborate.language.conventions import UNITS
from derive.elaborate.language.phrases_changes_en import speaks_of_others
from derive.elaborate.language.phrases_notation_en import CONNECTING, COUNTS, GOES_ON, LINKING, SUBJECT
from derive.elaborate.language.spelling import names_in
from derive.elaborate.language.template import GAP, Template
from derive.elaborate.page import Page
from derive.elaborate.prose.assumptions import begins_with_relation
from derive.elaborate.prose.attached import is_tied, is_under_words, reason_behind
from derive.elaborate.statements import Statement, begin_chain
from derive.read.node import Node, Span
from derive.read.record import replace

JOINING = re.compile(r"[\s,*_]*(?:which|this|that)?[\s,*_]*")
OWN_SUBJECT = re.compile(r"\b(?:the|its|their|our)\s+(?P<named>(?:[a-z-]+\s+){0,2}(?!result|answer)[a-z-]{3,})\s+"
                         r"(?:is|was)(?:\s+(?:about|roughly|now|then))?\s*\Z")
LONGEST = 4                                      # words of a name
NAMING = ("name", "number", "sub", "font", "accent", "prime", "text", "symbol", "relation", "error", "none", "dots")


def resumed(page: Page, text: Template, index: int, node: Node) -> Node | None:
    """The formula, without the sign at its head where words are its left side; None where nothing is left of it."""
    start = text.gaps[index][0]
    begin = max(text.gaps[index - 1][1] if index else 0, text.sentence_start(start))
    before = text.text[begin:start]
    mention = text.node(index - 1) if index and text.gaps[index - 1][1] == begin else None
    if mention is not None and is_compound(mention):
        if JOINING.fullmatch(before):
            begin_chain(page, mention)
        else:
            page.unsettled = True
        return node
    if mention is not None and mention.kind == "number" and re.search(r"[a-z]", before) and not GOES_ON.search(before):
        return Node("error", f"words in a formula: {before.split()[-1]}", (), node.span)     # 72 km/h = 20 m/s
    return _of_words(page, before, node, index == 0 or begin != text.gaps[index - 1][1])


def resumed_display(page: Page, statements: list[Statement], first: bool) -> list[Statement]:
    """The statements of a line of a display; the first line may go on with the words before it."""
    if not first or not statements or not begins_with_relation(statements[0].node):
        return statements
    node = _of_words(page, page.words.lower(), statements[0].node, True)
    return statements[1:] if node is None else [replace(statements[0], node=node), *statements[1:]]


def tie(page: Page, display: Node) -> set[str]:
    """Leave the names of a display open that its sentence ties in words alone, and return those it ties only here.

        By symmetry, F        F, since the targets sum to one       of which the second stays so
    """
    behind = is_tied(reason_behind(page.document.source[display.span.stop :]), behind=True)
    if not behind and not is_tied(page.words):
        return set()
    names = names_in(display)
    names |= {name.partition("_")[0] for name in names}          # y of y_k
    here = names - page.open if is_tied(page.words) else set()
    page.open |= here
    if behind:
        page.open |= names
        return set()
    return here


def tie_under_words(page: Page, node: Node) -> set[str]:
    """The names left open in what is said under a condition in words: if the label is wrong, the loss is F."""
    under = is_under_words(page.words) or speaks_of_others(page.words)
    here = names_in(node) - page.open if under else set()
    page.open |= here
    return here


def _of_words(page: Page, before: str, node: Node, alone: bool) -> Node | None:
    """`alone`: no formula stands before in the sentence."""
    if not SUBJECT.search(before) and not names_something(before):
        if re.search(r"[a-z]{2}", before) is None or GOES_ON.search(before):
            page.unsettled = page.unsettled or speaks_of_another(before, alone) or has_own_subject(before)
            return node
        page.unsettled = page.unsettled or (alone and len(before.split()) > 1)
        return node
    sign, value = node.children[1:3]
    if len(node.children) > 3:
        page.add(page.step("given", sign.span, role="value"))
        return replace(node, children=node.children[2:], span=Span(value.span.start, node.span.stop))
    page.add(page.step("given", sign.span, role="value"))
    begin_chain(page, value)
    return None


def speaks_of_another(before: str, alone: bool) -> bool:
    """Whether words may have a subject of their own: 0.784, and five with $= 0.8$; 1.386. If the last one is $> 4$."""
    plain = re.sub(r"\b(?:by|using|via)\s+(?:the\s+)?[a-z]+", "", before)       # by symmetry, = 2 + m
    own = [word for word in re.findall(r"[a-z]+", plain) if not LINKING.fullmatch(word)]
    return bool(own) and (alone or not COUNTS.isdisjoint(own))


def has_own_subject(before: str) -> bool:
    """Whether the last clause says something of a thing that it names: so the difference quotient is. No result is."""
    found = OWN_SUBJECT.search(re.split(r"[,;:.]", before)[-1])
    return found is not None and any(LINKING.fullmatch(word) is None for word in found["named"].split())


def names_something(before: str) -> bool:
    """Whether the clause before a sign is the name of a quantity, in a few words: so AUC, the posterior. No unit is."""
    clause = CONNECTING.sub("", re.split(r"[,;:.]", before)[-1])
    words = re.findall(r"[a-z]+", clause)
    unit = all(word in UNITS or word in LETTERS for word in words)
    return any(len(word) > 1 for word in words) and len(words) <= LONGEST and not unit and not GOES_ON.search(clause)


def leaves_open(text: Template) -> bool:
    """Whether the last sentence mentions an expression that a display behind it may go on with, or not."""
    last = text.text.rstrip().rstrip(":,.")
    start = max((stop for stop in text.sentences[1] if stop < len(last)), default=0)
    met = (text.node(int(found[1])) for found in GAP.finditer(last, start))
    return any(node is not None and is_compound(node) for node in met)


def is_compound(node: Node) -> bool:
    """Whether this is an expression of several parts that states nothing."""
    if node.kind in ("chain", "logic", "list", "given", "interval", "set", "quantified", *NAMING):
        return False
    return not (node.kind in ("negate", "percent", "degree", "sup") and node.children[0].kind in NAMING)
