"""Prose: what the sentences around formulas put in force, and what they claim of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from derive.elaborate.carried_orders import speak_of_points
from derive.elaborate.equations.apart import WITHIN_BOUNDS
from derive.elaborate.equations.inductive import INDUCTION_STEP, begins, end_passing, hear_induction
from derive.elaborate.equations.where_given import is_for_the_others, restricting
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.phrases_notation_en import ANOTHER_IF, BOUNDS, LOCATES, PUTS_IN, SAYS_MORE, TO_SHOW_IF
from derive.elaborate.language.sections import first_words
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template, gaps_in, template
from derive.elaborate.lines import gather, is_calculated_with
from derive.elaborate.page import Page
from derive.elaborate.prose.alternatives import (
    IFF,
    alternatives,
    equivalence,
    joined_by_or,
    orders_said_again,
    said_again,
)
from derive.elaborate.prose.asked_items import posed
from derive.elaborate.prose.assumptions import DECLARING, begins_with_relation, bounds_unknown, read_conditions
from derive.elaborate.prose.attached import attached
from derive.elaborate.prose.beginnings import begins_sentence, first_and_rest
from derive.elaborate.prose.claims import read_claims
from derive.elaborate.prose.clauses import purposes
from derive.elaborate.prose.declarations import read_declarations
from derive.elaborate.prose.denied import denial
from derive.elaborate.prose.described import Described
from derive.elaborate.prose.descriptions import numbered, read_descriptions
from derive.elaborate.prose.figures import is_of_a_figure
from derive.elaborate.prose.quantified import implied_by, of_all
from derive.elaborate.prose.resuming import leaves_open, resumed, tie_under_words
from derive.elaborate.prose.roots_named import hear_roots
from derive.elaborate.prose.sought_within import hear_interval, state_within
from derive.elaborate.statements import Statement
from derive.kernel.setting import conjuncts
from derive.read.document import Heading, Paragraph
from derive.read.node import Node
from derive.read.record import replace

SENTENCE_ENDS = re.compile(r"[.!?]\s*$")
OF_KIND = re.compile(r"\s+(?:(?:integers?|numbers?|natural|positive|real|whole)\s+)*")
DISPLAY = re.compile(r"\s*(?:\$\$|\\\[|\\begin\{(?:equation|align|gather|multline|eqnarray|displaymath|flalign))")


def read_prose(page: Page, block: Paragraph | Heading, skip: int = 0, keep: bool = False) -> None:
    """Everything a paragraph says; the first `skip` formulas have been read already.

    Conditions that no statement has used end with the sentence, unless they are to be kept for a display.
    """
    end_passing(page)                            # what is said at x = 2 ends with the paragraph and its displays
    text = template(block, page.document.source, page.taken)
    onward = read_template(page, text, set(range(skip)))
    if DISPLAY.match(page.document.source, block.span.stop):
        page.local = page.local + read_conditions(page, onward)
    if not keep and SENTENCE_ENDS.search(text.text):
        page.local = []


def read_trailing(page: Page, block: Paragraph) -> Paragraph:
    """What is left of a paragraph, when that has been read which goes on with the sentence of the display before it.

    "where c is a constant" is read first. "When i = j:" leads to the display after it, and "Since x > 0, we have"
    begins another sentence.
    """
    if not phrases.TRAILING.match(first_words(block)) or phrases.LEADS_ON.search(page.text(block.span)) or (
            begins_sentence(block)):
        return block
    chain, words = page.chain, page.words
    first, rest = first_and_rest(block)
    read_prose(page, first, keep=True)
    page.chain, page.words = chain, words
    page.near[id(rest)] = page.near.get(id(block), {})
    return rest


def read_template(page: Page, text: Template, done: set[int], default: str = "") -> list[Node]:
    """Everything a text says; the conditions under which its last sentence goes on."""
    _let_anew(page, text)
    hear_induction(page, text)
    hear_roots(page, text)
    hear_interval(page, text)
    of_layers = numbered(text)
    described = read_descriptions(page, of_layers)
    done |= {index for index, (start, _) in enumerate(text.gaps) if any(a <= start < b for a, b in described)}
    done |= read_claims(page, of_layers, described)
    done |= read_declarations(page, text)
    doubt_restricted(page, text)
    if phrases.ANOTHER_LINE.search(text.text):
        page.open |= {"y", "z"}                  # those of the tangent are not those of the curve
    either, equal = alternatives(text), alternatives(text, IFF)
    again = orders_said_again(text, either, done)
    ties = attached(text, {index: purpose for index, purpose, _ in purposes(text)})
    for node in ties.doubtful:
        page.doubt(node)
    done |= ties.used
    sentence, universal, to_solve, worded = -1, of_all(text), posed(page, text), Described(page, text)
    for index, purpose, said in _in_order(text, ties.first):
        done |= _state_described(page, worded, index)
        if index in done:
            continue
        if sentence not in (-1, text.sentence_start(text.gaps[index][0])):
            page.local = []                      # it vanishes when x = 2. That is said of no other sentence
        sentence = text.sentence_start(text.gaps[index][0])
        page.context.universal = universal.get(sentence, frozenset())
        if index in ties.claims:
            purpose = said = ""
        if index in to_solve:
            purpose, page.run = ("equation" if to_solve[index] == "=" else purpose), []
        if page.passing and INDUCTION_STEP.search(text.text[text.gaps[index - 1][1] : text.gaps[index][0]]):
            end_passing(page)                    # the base of an induction was n = 1
        page.said, page.of_statement = said, index in ties.kept
        start = text.gaps[index][0]
        page.words = text.text[text.sentence_start(start) : start]
        after = text.text[text.gaps[index][1] : text.sentence_stop(text.gaps[index][0])]
        if (denied := denial(page, text.node(index), after)) is not None:
            if denied.children:                  # 1 = -1, which is false
                state_within(page, Statement(denied, purpose or default))
            continue
        if _selects(text, index):
            page.doubt(text.node(index))
            continue
        if LOCATES.search(page.words) or is_of_a_figure(page, text.node(index)):
            speak_of_points(page, text.node(index))
            continue                             # the disk x^2 + y^2 <= 4: its points, and no x and y of the page
        if bounds_unknown(page, text, index):
            continue                             # solve sin x = 1 on [0, 2 pi)
        if index in equal or either.get(index) in equal:
            node, last = equivalence(text, index, equal, either)
            done.update(range(index, last + 1))
            state_within(page, Statement(node, purpose or default))
            continue
        if index in again and purpose not in ("given", "condition", "goal"):
            node, last = said_again(text, index, again, either)
            done.update(range(index, last + 1))
            state_within(page, Statement(node, "" if purpose == "equation" else purpose or default))
            continue
        if index in either:
            done.update(range(index, either[index] + 1))
            node = joined_by_or(text, index, either[index])
            state_within(page, Statement(node, purpose or default, [*ties.conditions.get(index, ())]))
            continue
        if begins(page, text.node(index)):
            purpose, page.said = "given", "at"
        if is_for_the_others(page, text, index) and (piece := text.node(index)) is not None:
            page.add(page.step("given", piece.children[1].span, role="definition"))
            page.doubt(piece.children[0])
            continue
        before = page.chain
        for place, statement in enumerate(gather(page, text.formulas[index], purpose or default)):
            told: Node | None = _in_its_words(text, index, statement.node)
            if begins_with_relation(statement.node) and not place:
                told = resumed(page, text, index, statement.node)
            if told is not None:
                conditions = [*statement.conditions, *ties.conditions.get(index, ()), *restricting(
                    text, index, statement.purpose), *([] if place else implied_by(text, index))]
                tied = tie_under_words(page, told)
                state_within(page, replace(statement, node=told, conditions=conditions))
                page.open -= tied
                page.run = [] if tied else page.run
        _grant(page, text, index, ties.conditions.get(index, ()))
        if purpose == "condition" or PUTS_IN.search(text.text[:start][-60:]):
            page.chain = before                  # what is put in, x = 2, is not what is reckoned with
    _state_described(page, worded, len(text.gaps) + 1)
    page.said, page.of_statement, page.words, page.unsettled = "", False, "", leaves_open(text)
    page.context.universal = frozenset()
    page.local = page.local + read_conditions(page, [*ties.ahead, *ties.before])
    return ties.onward


def _state_described(page: Page, worded: Described, index: int) -> set[int]:
    """State what words say of quantities before a formula; the formulas that this uses up."""
    used: set[int] = set()
    for node, gaps in worded.before(index):
        page.said, page.words, used = "", "", used | gaps
        state_within(page, Statement(node, "statement"))
    return used


def _grant(page: Page, text: Template, index: int, conditions: Sequence[Node]) -> None:
    """Prove that if a > b > 0, then c > 0: in the proof a > b > 0 holds."""
    asked = TO_SHOW_IF.search(page.words)
    start, stop = text.gaps[index]
    if asked and conditions and not ANOTHER_IF.search(
            page.words[asked.end():] + " " + text.text[stop : text.sentence_stop(start)]):
        for condition in read_conditions(page, list(conditions)):
            for term in conjuncts(condition.term):
                page.context.assume(term)


def _let_anew(page: Page, text: Template) -> None:
    """Let X be a random variable, where X was a matrix in the section before: what was said of that X has ended."""
    for match in phrases.LET.finditer(text.text):
        for index in gaps_in(match["names"]):
            node = text.node(index)
            if node is not None and node.kind == "chain" and node.children[1].text in DECLARING:
                node = node.children[0]
            elif match["verb"] is None:
                continue
            for item in () if node is None else node.children if node.kind == "list" else (node,):
                name = spelling(item)
                page.densities.forget(name or "")
                if name in page.earlier:
                    page.context.forget(name, page.earlier.pop(name))


def _selects(text: Template, index: int) -> bool:
    """Whether an equation only says which terms are meant: those that remain are the ones where i = k."""
    start, node = text.gaps[index][0], text.node(index)
    if node is None or node.kind != "chain" or node.children[1].text not in ("=", "!="):
        return False
    if any(spelling(side) is None and side.kind not in ("number", "sum", "none") for side in node.children[::2]):
        return False                             # a sum of p_i is no index
    return bool(phrases.SELECTS.search(text.text[text.sentence_start(start) : start]))


def _in_its_words(text: Template, index: int, node: Node) -> Node:
    """A formula whose first number the words before it calculate with is no statement by itself: half of 30 = 15."""
    start = text.gaps[index][0]
    before = text.text[text.sentence_start(start) : start]
    if text.node(index) is node and is_calculated_with(before, node):
        return Node("error", f"words in a formula: {before.split()[-1]}", (), node.span)
    return node


def doubt_restricted(page: Page, text: Template) -> None:
    """n is even, v is a unit vector: a name that a sentence restricts in a way that is not checked may be special."""
    independent = frozenset().union(*(family for _, _, family in page.chance.families))
    chains = [part for formula in text.formulas for part in formula.parts if part.kind == "chain"]
    settled = {spelling(one.children[0]) for one in chains if one.children[1].text == "=" and not names_in(
        one.children[2])}
    for match in phrases.RESTRICTS.finditer(text.text):
        start, stop = text.sentence_start(match.start()), text.sentence_stop(match.start())
        cases = re.search(r"\b(?:if|when)\b", text.text[start:stop], re.I)
        whole = _halved(text, start, stop) if match[0] in ("odd", "even") and cases is None else set()
        for letter in whole:
            page.context.declare(letter, "integer")
        for index, (begin, end) in enumerate(text.gaps):
            node = text.node(index) if start <= begin and end <= stop else None
            if node is not None and node.kind == "chain" and (node.children[1].text in ("in", "notin") or (
                    OF_KIND.fullmatch(text.text[match.end():begin]))):
                node = node.children[0]          # every even number n >= 2
            for item in () if node is None else node.children if node.kind == "list" else (node,):
                name = spelling(item)
                if name is None or name in whole | settled or page.context.knows(name):
                    continue
                if _is_any_integer(text, begin, end):
                    continue
                if (match[0] != "independent" or name not in independent) and not _is_taken_in(page, match[0], name):
                    bounds = BOUNDS.fullmatch(match[0]) and not SAYS_MORE.search(text.text[start:stop])
                    (page.measured if bounds else page.open).add(f"{name} {WITHIN_BOUNDS}" if bounds else name)


def _halved(text: Template, start: int, stop: int) -> set[str]:
    """The two letters of n = 2k + 1 or n = 2k in a sentence: both are whole, where one is said to be odd or even."""
    for index, (begin, end) in enumerate(text.gaps):
        node = text.node(index) if start <= begin and end <= stop else None
        if node is not None and node.kind == "chain" and [one.text for one in node.children[1::2]] == ["="]:
            left, right = node.children[0], node.children[2]
            first = right.children[0] if right.kind == "sum" and right.children[-1].kind == "number" else right
            if left.kind == "name" and first.kind == "juxtapose" and [
                    one.kind for one in first.children] == ["number", "name"] and first.children[0].text == "2":
                return {left.text, first.children[1].text}
    return set()


def _is_taken_in(page: Page, word: str, name: str) -> bool:
    """Whether a word that restricts a matrix is a hypothesis about it."""
    told = {"symmetric": page.chance.symmetric, "invertible": page.chance.invertible}
    word = "invertible" if word.endswith("singular") else word
    return word in told and (name in told[word] or page.context.sorts.get(name) == "vector")


def _is_any_integer(text: Template, begin: int, end: int) -> bool:
    """Whether a name is one of the integers for which an odd number is 2k + 1: no other word restricts it."""
    after = text.text[end : end + 40]
    return bool(phrases.ANY_INTEGER.search(text.text[max(0, begin - 60) : begin])) and not phrases.SAID_OF.match(after)


def _in_order(text: Template, first: Collection[int]) -> list[tuple[int, str, str]]:
    """What a sentence explains by "where" holds for all of it; its reasons are claimed before what rests on them."""
    found = list(purposes(text))
    return sorted(found, key=lambda item: (
        text.sentence_start(text.gaps[item[0]][0]), item[2] != "where", item[0] not in first, item[0]))
