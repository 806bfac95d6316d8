"""Declarations in words: what names are said to be.

    y_j is 1 if y is class j, and 0 otherwise       forall k. y_k = delta(k, c)
    j is the correct class                          c = j
    n is a positive integer                         n is of sort integer, n > 0
    random variables X and Y                        of sort random
"""

from __future__ import annotations

import re

from derive.elaborate.equations.data import give_points
from derive.elaborate.equations.samples_told import read_samples
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.elaborate.names.axes import is_letter
from derive.elaborate.names.everywhere import element_of, everywhere
from derive.elaborate.names.lengths import base
from derive.elaborate.page import Page
from derive.elaborate.prose.experiments import hear_experiments
from derive.elaborate.prose.laws_in_words import hear_laws
from derive.elaborate.prose.own_laws_told import end_told_laws, hear_own_laws
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number
from derive.read.node import Node
from derive.read.parse import parse
from derive.read.patterns import regex
from derive.read.record import replace

ITEMS = r"⟦\d+⟧(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)⟦\d+⟧)*"
SIZE = r"⟦\d+⟧(?=(?:[\s-]+\w+){0,3}?[\s-]+(?:matri|vectors?\b))"         # n x n (real) matrices
AN_ARRAY = r"an?\s+(?:⟦\d+⟧[\s-]+)?(?:\w+\s+){0,2}(?:matrix|vector)\b"           # v a vector, and A a matrix
AFTER = regex(
    rf"(?P<names>{ITEMS})\s*,?\s*(?P<verb>is|are|be|denotes?|being|represents?|(?={AN_ARRAY}))\b"
    rf"(?P<noun>(?:[^⟦.;:]|{SIZE})*)")
BEFORE = regex(
    rf"(?P<noun>(?:{SIZE}[\s-]+)?(?:\b[\w.-]+\s+){{1,4}})(?!{SIZE})(?P<names>{ITEMS})")
JOINED = regex(r"\b(?:and|or)\s*\Z")         # a vector and ⟦0⟧: what that is comes behind it
BOUNDS = frozenset({"<", "<=", ">", ">=", "!="})
WORDED_SHAPE = regex(r"\b(\d{1,3}|[kmnpqr])(?: ?[x×] ?| by )(\d{1,3}|[kmnpqr])\b")
CLAUSE = regex(r"\b(?:let|where|while|whereas|that|for|if|when|whether|whose)\b")
CORRECT = regex(
    r"⟦(\d+)⟧\s+(is|be|as|denotes?|=)\s+(?:the\s+)?(?:index of the\s+)?"
    r"(?:correct|true|right|actual|ground[- ]truth|target)\s+(?:class|label|category|one)\b"
    r"|\b(?:correct|true|right|actual|target)\s+(?:class|label|category)\s+(is|be|,)\s*⟦(\d+)⟧"
)
CLASS_NUMBER = regex(
    r"\b(?:class|label|target|category)\s+(is|be)\s+(?:class\s+|number\s+)?(\d{1,3}|⟦\d+⟧)(?=[\s,.;:]|$)"
    r"|\bclass\s+(?:number\s+)?(\d{1,3}|⟦\d+⟧)\s+(?:is|be)\s+(?:the\s+)?(?:correct|true|right|actual|target)\b"
    r"|\b(?:correct|true|right|actual|target)\s+(?:class|label)\s+(?:number\s+)?(\d{1,3}|⟦\d+⟧)(?=[\s,.;:]|$)")
INDICATOR = regex(
    r"⟦(\d+)⟧\s*(is|be|=|equals?|are)\s*(?:1|one|⟦one⟧)\s*,?\s+(?:if|when|where|for)\b(?P<condition>.*?)"
    r"(?:,|;|\band\b|\bor\b)\s*(?:and\s+)?(?:(?:it )?is\s+|equals?\s+)?(?:0|zero)\s+(?:otherwise|else|if not)",
    re.DOTALL,
)
FOR_SIGNED = regex(r"\bfor\s+(?:all|any|every)?\s*(?:strictly\s+)?(?:positive|non-?negative)\s*\Z", re.I)
POINTS = regex(
    rf"\b(?:points?|data|samples?|observations?|measurements?|pairs?|examples?)\b[^⟦.;]{{0,40}}(?P<points>{ITEMS})")

_OF_ALL = regex(r"\b(?:all|every|any|each|arbitrary)\s+(?:integers?|(?:real )?numbers?|reals?)\b")


def read_declarations(page: Page, text: Template) -> set[int]:
    """Put the declarations of a paragraph in force; the numbers of the formulas that they used up."""
    done: set[int] = set()
    end_told_laws(page, text)
    hear_laws(page, text)
    hear_own_laws(page, text)
    hear_experiments(page, text)
    for match in INDICATOR.finditer(text.text):
        done |= _indicator(page, text, match)
    for match in CORRECT.finditer(text.text):
        done |= _correct_class(page, text, match)
    for match in POINTS.finditer(text.text):
        give_points(page, [node for index in gaps_in(match["points"]) if (node := text.node(index)) is not None])
    read_samples(page, text)
    spoken_of = phrases.ONE_HOT.search(text.text) is not None
    for match in [*AFTER.finditer(text.text), *BEFORE.finditer(text.text)] if spoken_of else ():
        if not done & set(gaps_in(match["names"])) and phrases.ONE_HOT.search(CLAUSE.split(match["noun"])[-1]):
            done |= _one_hot(page, text, match)
    for match in CLASS_NUMBER.finditer(text.text) if page.correct is not None else ():
        done |= _numbered_class(page, text, match[2] or match[3] or match[4])
    for match in AFTER.finditer(text.text):
        if not done & set(gaps_in(match["names"])):
            _declare(page, text, match, match["noun"])
    for match in BEFORE.finditer(text.text):
        noun = CLAUSE.split(match["noun"])[-1]
        if not done & set(gaps_in(match["names"])) and not JOINED.search(noun):
            _declare(page, text, match, noun, before=True)
    return done


def class_symbol(page: Page) -> Symbol:
    """The class that is right: a name that the page does not use."""
    if page.correct is None:
        name = next(name for name in ("c", "t", "q", "class") if name not in page.taken)
        page.correct = Symbol(name, "integer")
        page.context.declare(name, "integer")
    return page.correct


def _one_hot(page: Page, text: Template, match: re.Match[str]) -> set[int]:
    """y is a one-hot vector: y_k = delta(k, c) for a class c that the page need not name."""
    found = set()
    for index in gaps_in(match["names"]):
        name = spelling(node) if (node := text.node(index)) is not None else None
        name = base(name) if name is not None and base(name) in page.context.arity else name     # \bm y, of the y_i
        if name is None or page.context.arity.get(name, 1) != 1:
            continue
        letters = (letter for top in page.written for part in top.walk() if _element(part)[0] == name
                   and (letter := _element(part)[1]) in page.context.ranges)
        _mark_class(page, name, next(letters, ""))
        page.add(page.step("given", text.span(*match.span("noun")), role="declaration", relation="is",
                           lhs=page.read(node).side if node is not None else None))
        found.add(index)
    return found


def _mark_class(page: Page, array: str, letter: str) -> None:
    """The array is 1 at the class that is right, which is in the range of the letter, and 0 elsewhere."""
    chosen = class_symbol(page)
    context = page.context
    context.declare(array, "array")
    context.arity[array] = 1
    if letter in context.ranges:
        context.ranges[chosen.name] = context.ranges[letter]
    k = Symbol("k" if chosen.name != "k" else "l", "integer")
    element = Apply("at", (Symbol(array, "array"), k))
    context.changed()
    context.assume(Bind("forall", k, Apply("=", (element, Apply("delta", (k, chosen))))))


def _indicator(page: Page, text: Template, match: re.Match[str]) -> set[int]:
    """y_j is 1 if it is class j: the one-hot array of the class that is right."""
    index = int(match.group(1))
    node, inside = text.node(index), gaps_in(match["condition"])
    array, letter = _element(node)
    says = text.text[match.start("condition") : match.end("condition")]
    letters = {spelling(part) for k in inside if (part := text.node(k)) is not None}
    if array is None or letter not in letters or not (phrases.CLASS.search(says) or phrases.RIGHT.search(says)):
        return set()
    _mark_class(page, array, letter)
    side = page.read(node).side if node is not None else None
    page.add(page.step("given", text.span(match.start(2), match.end(2)), role="declaration", lhs=side, relation="is"))
    return {index, *inside}


def _element(node: Node | None) -> tuple[str | None, str]:
    """The array and the index letter of y_j."""
    if node is None or node.kind != "sub" or len(node.children) != 2:
        return None, ""
    return spelling(node.children[0]), spelling(node.children[1]) or ""


def _correct_class(page: Page, text: Template, match: re.Match[str]) -> set[int]:
    """j is the correct class: c = j."""
    index = int(match.group(1) or match.group(4))
    node = text.node(index)
    name = spelling(node) if node is not None else None
    if name is None:
        return set()
    chosen = class_symbol(page)
    if name in page.context.ranges:
        page.context.ranges.setdefault(chosen.name, page.context.ranges[name])
    page.context.assume(Apply("=", (chosen, Symbol(name, "integer"))))
    verb = 2 if match.group(1) else 3
    page.add(page.step("given", text.span(match.start(verb), match.end(verb)), role="assumption", relation="is",
                       lhs=page.read(node).side if node is not None else None))
    return {index}


def _numbered_class(page: Page, text: Template, written: str) -> set[int]:
    """The label is class 2: c = 2, until another is said to be right."""
    node = text.node(int(written[1:-1])) if written.startswith("⟦") else None
    if node is not None and node.kind != "number":
        return set()
    page.context.assume(Apply("=", (class_symbol(page), number(int(node.text if node is not None else written)))))
    return set() if node is None else {int(written[1:-1])}


def _declare(page: Page, text: Template, match: re.Match[str], noun: str, before: bool = False) -> None:
    """Sort and sign of each bare name in a list of names, by the noun beside it."""
    noun = phrases.NEXT_CLAUSE.split(noun)[0]
    if phrases.NOT_A_DECLARATION.search(noun) or len(noun.split()) > 8 or (
            before and phrases.PARTS_BEHIND.search(noun)):
        return
    sentence = text.text[text.sentence_start(match.start()) : match.start("names")]
    if phrases.CLAIMED.search(sentence):
        return                                   # a conclusion, not a declaration
    sort = next((sort for sort, pattern in phrases.SORT_PATTERNS if pattern.search(noun)), None)
    if before and ((sort == "random" and phrases.WITH.search(noun)) or phrases.MEASURING.search(noun)):
        sort = None                              # i.i.d. exponential with rate lambda; a vector of length n
    sign = next((sign for sign, pattern in phrases.SIGN_PATTERNS if pattern.search(noun)), None)
    measured = phrases.MEASURED.search(noun) is not None     # at radius r, a mass m
    if sort is None and (sign is None or (before and not measured and not FOR_SIGNED.search(match["noun"]))):
        return
    words = set(re.findall(r"[a-z]+", noun.lower())) - phrases.PLAIN_SHAPES
    shape = _shape(page, text, noun) if sort == "matrix" else ""
    for index in gaps_in(match["names"]):
        for node in text.formulas[index].parts:
            if _is_bounded(node):                # for every integer n >= 1, for integers m != n
                node = replace(node, kind="list", children=tuple(filter(spelling, node.children[::2])))
            if sign is not None and (element := element_of(node, page.taken)) is not None:
                _declare_elements(page, element, sign)
            for item in node.children if node.kind == "list" else (node,):
                if before and sign is None and item is node and _OF_ALL.search(match.group()):
                    _speak_of_all(page, item)
                _declare_name(page, item, sort, sign)
                if shape:
                    _declare_shape(page, item, shape)
                name = spelling(item)
                if sort in ("matrix", "vector") and name is not None and _is_special(page, words, name):
                    page.open.add(name)          # a projection matrix is not any matrix


def _speak_of_all(page: Page, node: Node) -> None:
    """For all integers n, where a positive integer n was spoken of: of which n what is said, is open from here on."""
    name = spelling(node) or ""
    signs = [fact for fact in page.context.facts if isinstance(fact, Apply) and len(fact.args) == 2
             and isinstance(fact.args[0], Symbol) and fact.args[0].name == name and fact.args[1] == number(0)]
    if signs and not page.context.is_settled(name):
        page.context.withdraw(signs)
        page.open.add(name)


def _is_special(page: Page, words: set[str], name: str) -> bool:
    """Whether words about a matrix say more than what is a hypothesis about it already."""
    told = {"symmetric": page.chance.symmetric, "invertible": page.chance.invertible}
    return any(name not in told.get("invertible" if word == "nonsingular" else word, ()) for word in words)


def _is_bounded(node: Node) -> bool:
    """x > 0, n >= 1, z != 0: a bound or an exception for one name"""
    return node.kind == "chain" and spelling(node.children[0]) is not None and all(
        relation.text in BOUNDS for relation in node.children[1::2])


def _shape(page: Page, text: Template, noun: str) -> str:
    """How many rows and columns the words give a matrix: an n x n matrix, a 2 by 3 matrix."""
    for index in gaps_in(noun):
        node = text.node(index)
        if node is not None and node.kind == "product" and len(node.children) == 2:
            return page.text(node.span)
    words = WORDED_SHAPE.search(noun)
    return f"{words[1]} \\times {words[2]}" if words else ""


def _declare_shape(page: Page, node: Node, shape: str) -> None:
    """The shape as if A in R^{n x n} had been written."""
    fact = elaborate(parse(f"{page.text(node.span)} \\in \\mathbb{{R}}^{{{shape}}}"), page.context.signature).term
    if isinstance(fact, Apply) and fact.head == "in":
        page.context.assume(fact)


def _declare_elements(page: Page, element: Node, sign: str) -> None:
    """Positive numbers a_1, ..., a_n: each of them is."""
    term = page.read(element).term
    if isinstance(term, Apply) and term.head == "at":
        for fact in _signed(term, sign):
            page.context.assume(fact)
            if (of_all := everywhere(fact, ())) is not None:
                page.context.assume(of_all)


def _signed(term: Term, sign: str) -> list[Term]:
    """What the noun beside a name says of its sign."""
    if sign == "odds":
        return [Apply("<=", (number(0), term)), Apply("<=", (term, number(1)))]
    return [Apply(">=" if sign == "natural" else sign, (term, number(0)))]


def _declare_name(page: Page, node: Node, sort: str | None, sign: str | None) -> None:
    name = spelling(node)
    if name is None or page.context.knows(name):
        return
    if sort == "random" and page.context.sorts.get(name) in ("vector", "matrix"):
        sort = None                              # a random vector, by what is done with it
    if is_letter(node) and sort in ("vector", "matrix", "set", "function", "event") and page.context.ranges.get(name):
        return                                   # the weight vector of item i
    if node.kind == "sub" and is_letter(node.children[1]) and spelling(node.children[0]) in page.context.arity:
        if sort == "vector":
            page.context.sorts.setdefault(f"{spelling(node.children[0])}*", sort)
            page.context.changed()
            return
        sort = None if sort in ("random", "integer") else sort       # of an element: X_i is a random variable
    if sort is not None and sort != "real" and name not in page.context.arity:
        page.context.declare(name, sort)
    term = page.read(node).term
    if term is None or sign is None or not isinstance(term, Symbol) or term.sort not in ("real", "integer"):
        return
    for fact in _signed(term, sign):
        page.context.assume(fact)


__all__ = ["Number", "class_symbol", "read_declarations"]
