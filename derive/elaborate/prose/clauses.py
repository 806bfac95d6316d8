"""Clauses: what each formula of a paragraph is for, by the words before it and the formulas around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.elaborate.equations.inductive import SUPPOSING
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.phrases_notation_en import FOR_ROOTS, OPENING, SUPPOSED, TELLS, THAT_IS
from derive.elaborate.language.purposes import purpose_of
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template
from derive.elaborate.names.divisors import divided
from derive.read.node import Node

QUANTIFIERS = frozenset({"for", "if", "when", "whenever", "unless", "provided", "at"})
UNDER = re.compile(r"\s*(?:instead|alone|only|here)?\s*,\s*")       # if x = 2 instead, this holds
WE_CHOOSE = re.compile(r"\W*if (?:we|one|you) \w+\s+⟦", re.I)      # if we choose c = 1, this holds
COLON = re.compile(r"^(?!.*\bsolv).*\w\s+\w[^:]*:\s*$", re.S | re.I)
WITH_WORDS = re.compile(r"\bwith\s+[^⟦:]*\w[^⟦:]*:\s*$", re.I)
INTERSECTING = re.compile(
    r"\b(?:intersect\w*|meets?|cross(?:es)?)\b|\bdemand\b.*\bsupply\b|\bsupply\b.*\bdemand\b"
    r"|\b(?:area|region|between|enclosed|bounded by)\b[^.⟦]{0,40}⟦\d+⟧ and ⟦\d+⟧", re.I | re.S)
BESIDE = re.compile(
    r"\s*,?\s*(?:and|meets?|intersects?|crosses|cuts|with)\s+(?:the \w+\s+)?"
    r"|\s*[,;]?\s*(?:and\s+)?(?:the\s+)?(?:demand|supply)(?:\s+(?:curve|function))?(?:\s+(?:is|be))?"
    r"(?:\s+given by)?\s*:?\s*", re.I)
LITTLE = re.compile(r"[\s,)*_]*(?:[a-z]{1,3}(?:[/^][\w^]+)?)?[\s,)*_]*(?:<!--.*)?", re.I | re.S)       # a unit, say
CHECKED = re.compile(r"\b(?:check|checking|test|testing|try|trying|verify|verifying)\s*$", re.I)
OF_A_CLASS = re.compile(r"\b(?:correct|true|right|target|wrong)\s+(?:class|label)\b", re.I)       # is understood
SOLVED = re.compile(r"\s*,?\s*(?:that is|i\.\s?e\.)\s*,?\s*(?:at|for|when|where|if)\s*", re.I)
IN_BOLD = re.compile(r"^[\s>*+-]*(?:\*\*|__)[^*_\n]{1,60}[.:](?:\*\*|__)\s*")              # the title of an item
PAIRS = re.compile(r"\b(?:pairs|indices)\s*$")
ORDERS = frozenset({"!=", "<", "<=", ">", ">="})
CONNECTIVE = re.compile(r"^[\s,;&]*((?:and|or|as well as)(?:\s+the)?(?:\s+(?:inequality|equation))?)?[\s,]*$")


def purposes(text: Template) -> Iterator[tuple[int, str, str]]:
    """For each formula what it is for, by the words before it in its sentence, and the word that says so."""
    purpose = said = ""
    end = 0
    values: set[str] = set()                     # names that the formulas of one clause set to something
    for index, (start, stop) in enumerate(text.gaps):
        begin = max(end, text.sentence_start(start))
        before = text.text[begin:start]
        values = values if begin == end and CONNECTIVE.match(before) else set()
        if purpose == "given" and _rests_on(text.node(index), values):
            purpose, said = "statement", ""      # with k = 3 and p = 1, k - p = 2
        if (said in ("setting", "at") or purpose in ("given", "equation")) and begin == end and before.strip() == ":":
            purpose, said = "statement", ""      # setting x = 1: 6 = 3 A; solve 2 x + 3 = 7: 2 x = 4
        values |= _set_by(text.node(index))
        if begin == end and purpose == "condition" and TELLS.fullmatch(before):
            purpose, said = "statement", ""      # at q = 20 is R = 30
        supposed = purpose == "given" and WE_CHOOSE.match(text.text[text.sentence_start(start):])
        if begin == end and (said in QUANTIFIERS or supposed) and _opens_statement(text, index, before):
            purpose = said = ""                  # for all n, this holds: what is claimed under the condition
        if begin > end or not CONNECTIVE.match(before) or index == 0:
            found = purpose_of(before)
            if begin == end and said in SUPPOSING and THAT_IS.search(before):
                found = purpose, said            # suppose 3 | n, i.e. n = 3k
            if found[0] == "condition" and (phrases.UNDER_WORDS.search(before) or COLON.search(before)):
                found = "statement", ""          # if the first class is right, the loss is this; for 5 years: F
            if found == ("given", "with") and WITH_WORDS.search(before):
                found = "statement", ""          # descent with a penalty: w <- w - h (g + t w)
            if begin == end and purpose in ("given", "condition") and _asks_again(text, index, before):
                found = "equation", said         # where f'(x) = 0, that is 2x = 4
            if begin > end or found[0] or not _same_clause(before):
                purpose, said = found
        sentence = text.sentence_start(start), text.sentence_stop(start)
        if FOR_ROOTS.search(text.text[sentence[0] : start]):
            purpose, said = "equation", ""
        if begin == sentence[0] and _is_claimed_under(text, index, before):
            purpose, said = "statement", ("" if OPENING.fullmatch(before) else "supposed")
        if CHECKED.search(text.text[sentence[0] : start]) and text.text[stop : stop + 1] == ":":
            purpose, said = "condition", "at"    # check x = 3: sqrt 9 = 3, ok
        if purpose == "condition" and (phrases.ASKS.search(text.text[stop : sentence[1]])
                                       or phrases.ASKED.match(text.text[sentence[0] : start])):
            purpose, said = "given", "suppose"   # if sin t = 3/5, find cos t
        if said in ("where", "when", "if") and _is_solved_next(text, index):
            purpose, said = "equation", ""       # where 4 P = 120 - 4 P, that is, at P = 15
        if index and _is_solved_next(text, index - 1) and SOLVED.fullmatch(before):
            purpose, said = "statement", ""
        if not said and purpose in ("", "statement") and _is_of_curves(text, index):
            purpose, said = "equation", ""       # where y = 2x + 1 and y = 4 - x intersect
        if PAIRS.search(before) and _is_of_indices(text.node(index)):
            purpose, said = "condition", "for"   # the 6 ordered pairs i != j
        if not said and purpose in ("", "statement") and _is_of_numbers_ahead(text, index):
            purpose, said = "given", "with"      # a = 0.3, b = 0.1: what follows is reckoned with these
        yield index, purpose, said
        end = stop


def _is_of_indices(node: Node | None) -> bool:
    """Whether a formula compares two names, and says nothing else: i != j, i < j."""
    if node is None or node.kind != "chain" or len(node.children) != 3 or node.children[1].text not in ORDERS:
        return False
    return all(spelling(side) is not None for side in node.children[::2])


def _is_of_numbers_ahead(text: Template, index: int) -> bool:
    """Whether a formula is in a row of two names or more set to numbers, a sentence up to its colon by themselves."""
    start = text.sentence_start(text.gaps[index][0])
    row = [place for place, (begin, _) in enumerate(text.gaps) if begin >= start]
    names: list[str] = []
    end = start
    for place in row:
        begin, stop = text.gaps[place]
        between, node, name = text.text[end:begin], text.node(place), _set_by(text.node(place))
        between = between if names else IN_BOLD.sub("", between)
        if re.search(r"[a-z0-9]", between.replace("and", "")) or (names and ":" in between):
            break
        if len(name) != 1 or node is None or len(node.children) != 3 or names_in(node.children[2]):
            return False
        names += name
        end = stop
    colon = text.text[end : end + 1] == ":"
    return colon and len(set(names)) == len(names) > 1 and text.gaps[index][1] <= end


def _is_of_curves(text: Template, index: int) -> bool:
    """Whether an equation is one of two beside each other for curves that the sentence says to intersect."""
    start, gaps = text.gaps[index][0], text.gaps
    if not INTERSECTING.search(text.text[text.sentence_start(start) : text.sentence_stop(start)]):
        return False
    for one, other in ((index - 1, index), (index, index + 1)):
        if one < 0 or other >= len(gaps) or not BESIDE.fullmatch(text.text[gaps[one][1] : gaps[other][0]]):
            continue
        names = [_set_by(text.node(place)) for place in (one, other)]
        if names[0] and names[0] == names[1]:
            return True
    return False


def _is_solved_next(text: Template, index: int) -> bool:
    """Whether the next formula says for which number an equation holds: where 4 P = 120 - 4 P, that is, at P = 15."""
    if index + 1 >= len(text.gaps) or not SOLVED.fullmatch(text.text[text.gaps[index][1] : text.gaps[index + 1][0]]):
        return False
    one, other = text.node(index), text.node(index + 1)
    if one is None or one.kind != "chain" or len(one.children) != 3 or one.children[1].text != "=":
        return False
    names = _set_by(other)
    return other is not None and len(other.children) == 3 and not names_in(other.children[2]) and (
        bool(names) and names == names_in(one) and not _set_by(one))


def _set_by(node: Node | None) -> set[str]:
    if node is None or node.kind != "chain" or node.children[1].text not in ("=", "define"):
        return set()
    name = spelling(node.children[0])
    return {name} if name is not None else set()


def _rests_on(node: Node | None, values: set[str]) -> bool:
    """Whether a relation reckons with what the same clause has just set: it is claimed."""
    if node is None or node.kind != "chain" or spelling(node.children[0]) is not None:
        return False
    names = names_in(node)
    return bool(names) and names <= values


def _opens_statement(text: Template, index: int, before: str) -> bool:
    """Whether a formula after "for all n >= 1," or "if x = 2:" is what is said under that, and no further condition."""
    if ":" in before:
        return True
    node = text.node(index)
    node = None if node is None else divided(node)
    if not UNDER.fullmatch(before) or node is None or node.kind != "chain":
        return False
    start = text.gaps[index][0]
    later = index + 1 < len(text.gaps) and text.gaps[index + 1][0] < text.sentence_stop(start)
    return not later or spelling(node.children[0]) is None


def _asks_again(text: Template, index: int, before: str) -> bool:
    """Whether an equation says again, in other words, what an equation before it asks for."""
    first, again = ([] if (node := text.node(one)) is None or node.kind != "chain" else node.children
                    for one in (index - 1, index))
    return THAT_IS.search(before) is not None and [*map(len, (first, again))] == [3, 3] and (
        first[1].text == again[1].text == "=" and first[2].kind != "none" and spelling(again[0]) is None
        and bool(names_in(again[0]) | names_in(again[2])) and (spelling(first[0]) is None or bool(names_in(first[2]))))


def _is_claimed_under(text: Template, index: int, before: str) -> bool:
    """Whether a sentence opens with a clause in words alone, and goes on with what is claimed: no bound or value."""
    node = text.node(index)
    if node is None or node.kind != "chain" or phrases.THEN.match(text.text[text.gaps[index][1] :]):
        return False
    plain = len(node.children) == 3 and all(
        spelling(one) or one.kind in ("number", "negate") for one in node.children[::2])
    if plain:                                    # if the compression is doubled, E = 4: what else would be said of it
        stop = text.gaps[index][1]
        return SUPPOSED.fullmatch(before) is not None and not OF_A_CLASS.search(before) and LITTLE.fullmatch(
            text.text[stop : text.sentence_stop(stop)]) is not None
    return bool(OPENING.fullmatch(before) or SUPPOSED.fullmatch(before))


def _same_clause(before: str) -> bool:
    return len(before.split()) <= 1
