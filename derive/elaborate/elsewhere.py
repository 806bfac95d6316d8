"""Whether a name was set to something else in another exercise, or under another label.

    ### A loan: M = 1199.10 ...        ### An income: M = 200
    **Ex 2.** f(x) = x^2 ...           **Ex 3.** f(x) = x^3
    Arm A: m = 0.5, n = 20.            Arm B: m = 0.4, n = 5.

Words that conclude, cite or go back speak of the same thing, and so do the parts of one solution.
"""

from __future__ import annotations

import re

from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.sampling import approximate, looks_like_identity
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import CLOSED
from derive.elaborate.language.labels import under_another_label
from derive.elaborate.language.outline import items_between, titles_between
from derive.elaborate.language.phrases_notation_en import ANOTHER_EXAMPLE, PART_OF_A_SOLUTION, REWRITING
from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Number, Symbol, Term, free, heads, substitute
from derive.read.node import Node

DEPTH = 4                                        # of values that are given by other values
NEAR = 0.02                                      # of a number that may have been rounded otherwise
NUMBERED_PART = re.compile(r"^\W*parts?\s+\w{1,4}\b\W*", re.IGNORECASE)
SAID_OF_THE_SAME = frozenset({
    "so", "thus", "hence", "therefore", "then", "since", "because", "using", "recall", "by", "from", "but", "also"})
GOES_BACK = re.compile(
    r"\b(?:again|still|same|as before|above|earlier|previous\w*|recall\w*|known|expand\w*|simplif\w*|rewrit\w*"
    r"|equivalent\w*|that is|i\.e\.|in (?:part|item|step|section|exercise)|found|obtained|becomes?|equals?|gives?"
    r"|yields?|get)\b", re.IGNORECASE)
FORMULAS = re.compile(r"⟦\d+⟧[\s,;:]*")          # before this one, in its sentence
EXAMPLE = re.compile(r"[\W_]*(?:(?:a |the )?(?:numerical |worked |small )?examples?|e\.g\.|numerically)\b", re.I)
SUBSTITUTING = re.compile(r"\b(?:sub|subst\w*|put|set|let|take|use|using|with|where)\b[^.]{0,20}$", re.I)
SUBSTITUTES = frozenset("uvwst")                 # letters that each integral lets anew


def is_set_elsewhere(page: Page, left: Node, symbol: Symbol, parameters: tuple[Symbol, ...], right: Node) -> bool:
    """Whether an equation sets a name, or a function, that another exercise set to something else."""
    given = page.items.places.get(symbol.name)
    if given is None or page.said in SAID_OF_THE_SAME or GOES_BACK.search(page.words):
        return False
    source = page.document.source
    titled = _begins_between(source, given, left.span.start)
    bare = phrases.INTRODUCING.fullmatch(FORMULAS.sub("", page.words)) is not None
    if parameters:
        return bare and titled and _is_another_function(page, symbol, parameters, right)
    if names_in(right) - functions_known(page):
        if under_another_label(source, given, left.span.start):
            return _is_another_formula(page, symbol, right)
        if symbol.name in SUBSTITUTES and (titled or items_between(source, given, left.span.start)):
            bare, titled = bare or SUBSTITUTING.search(page.words) is not None, True
        return titled and bare and _is_another_formula(page, symbol, right)
    known, term = _in_numbers(page, symbol), page.read(right).term
    value = page.context.valuation.of(term) if term is not None else None
    if term is None or (value is not None and value == page.context.valuation.of(symbol)):
        return False
    example = ANOTHER_EXAMPLE.search(page.words) or EXAMPLE.match(page.words)
    if example or under_another_label(source, given, left.span.start):
        return not free(known) and known != term
    other = are_far_apart(page, known, term) or (is_matrix(term) and known != term and not free(known))
    if titled and isinstance(term, Number) and not free(known) and "sum" in heads(known):
        return _near(page, known) is None or other           # S = v + v^2 + ... + v^n, and the price S = 100
    return other and (titled or items_between(source, given, left.span.start))


def functions_known(page: Page) -> set[str]:
    """What may stand in a side in numbers: pi and e, the functions that have names of their own, those of the page."""
    return set(CLOSED) | {one.name for one in page.context.functions}


def _begins_between(source: str, start: int, stop: int) -> bool:
    """Whether a title stands between two places that is none of a part of one solution."""
    titles = (NUMBERED_PART.sub("", title) for title in titles_between(source, start, stop))
    return any(title and not PART_OF_A_SOLUTION.match(title) and not REWRITING.match(title) for title in titles)


def _is_another_function(page: Page, symbol: Symbol, parameters: tuple[Symbol, ...], right: Node) -> bool:
    """Whether a function of as many arguments is another one, at the points that are tried."""
    known, term = page.context.definitions.get(symbol.name), page.read(right).term
    if known is None or term is None or len(known.parameters) != len(parameters) or not known.parameters:
        return False
    return _differ(page, substitute(known.body, dict(zip(known.parameters, parameters, strict=True))), term)


def _is_another_formula(page: Page, symbol: Symbol, right: Node) -> bool:
    known, term = page.context.definitions.get(symbol.name), page.read(right).term
    return known is not None and term is not None and not known.parameters and _differ(page, known.body, term)


def _differ(page: Page, before: Term, now: Term) -> bool:
    one, other = unfold(before, page.signature), unfold(now, page.signature)
    return looks_like_identity(one, other) is False or free(one) != free(other)


def _in_numbers(page: Page, term: Term) -> Term:
    """A term with the values of the names that its definitions lead to."""
    values = page.context.values
    for _ in range(DEPTH):
        term = unfold(term, page.signature)
        known = {one: values[one.name] for one in free(term) if one.name in values}
        if not known:
            break
        term = substitute(term, known)
    return term


def found_before(page: Page, symbol: Symbol, right: Node, at: int) -> set[str]:
    """The variables of a formula, and of the one before it, whose values were found by that one, under another label.

        Perimeter 20: A = x (10 - x), so x = 5.      Perimeter 40: A = x (20 - x)
    """
    known, places, source = page.context.definitions.get(symbol.name), page.items.places, page.document.source
    if known is None or (given := places.get(symbol.name)) is None:
        return set()
    variables = {one.name for one in free(known.body)} & names_in(right) & page.context.values.keys()
    found = {name: places[name] for name in variables if places.get(name, -1) > given}
    return {name for name, place in found.items() if _begins_between(source, place, at) or items_between(
        source, place, at) or under_another_label(source, place, at)}


def reckon_again(page: Page, name: str, value: Term) -> None:
    """A name that has a number is given another: what was reckoned from it is what its formula makes of it again.

        p = sigma(z), z = 0.25, p = sigma(0.25) = 0.562.      The new z is 1.56, so p = 0.827
    """
    known = page.context.values
    if name not in known or not are_far_apart(page, known[name], value):
        return
    formulas = {one.definition.symbol.name: one.definition for one in page.named
                if not one.definition.parameters and free(one.definition.body)}
    for other, formula in formulas.items():
        if other == name or other not in known or isinstance(known[other], Number):
            continue                             # given as a number, and not reckoned
        before = _in_numbers(page, formula.body)
        rests = name in {symbol.name for symbol in free(formula.body)} and not free(before)
        if rests and not are_far_apart(page, known[other], before):
            page.context.define(formula)


def agrees(page: Page, name: str, right: Node) -> bool:
    """Whether a side in numbers is about the number that a name has by its formula."""
    formula, term = page.context.definitions.get(name), page.read(right).term
    if formula is None or term is None or formula.parameters:
        return False
    before, now = _near(page, _in_numbers(page, formula.body)), _near(page, _in_numbers(page, term))
    return before is not None and now is not None and abs(before - now) <= NEAR * max(abs(before), abs(now))


def goes_on_from(page: Page, symbol: Symbol, right: Node) -> bool:
    """Whether a side in numbers is a sum that begins with the number that a name was given, other than 0."""
    before = page.context.valuation.of(symbol)
    if right.kind != "sum" or before in (None, 0) or names_in(right) - functions_known(page):
        return False
    first, now = page.read(right.children[0]).term, page.read(right).term
    return first is not None and now is not None and page.context.valuation.of(first) == before and (
        page.context.valuation.of(now) != before)


def are_far_apart(page: Page, known: Term, term: Term) -> bool:
    """Whether two terms are numbers, and not nearly the same."""
    before, now = _near(page, known), _near(page, term)
    return before is not None and now is not None and abs(before - now) > NEAR * max(abs(before), abs(now))


def _near(page: Page, term: Term) -> float | None:
    """About which number a term is: 9/11, (sqrt(10) - 1)/(sqrt(10) + 1)."""
    value = page.context.valuation.of(term)
    return approximate(term, {}) if value is None else float(value)


__all__ = [
    "agrees", "are_far_apart", "found_before", "functions_known", "goes_on_from", "is_set_elsewhere", "reckon_again",
]
