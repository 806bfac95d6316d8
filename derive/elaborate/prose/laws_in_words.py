"""Laws that sentences tell: X is binomial with n = 10 and p = 0.3, W is normal with mean 50 and standard deviation 4.

    Heights are normal with mean 64 and ...     of no name: the law of the one name in events, which proves, and
                                                refutes nothing
"""

from __future__ import annotations

import re
from fractions import Fraction

from derive.elaborate.chance.events import CHANCES
from derive.elaborate.chance.standard_laws import BINOMIAL, EXPONENTIAL, NORMAL, POISSON, UNIFORM, Law
from derive.elaborate.formulas.units import quantity
from derive.elaborate.language.spelling import capital, spelling
from derive.elaborate.language.template import Template
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Number, Symbol, Term, number
from derive.read.node import Node
from derive.read.patterns import regex

_VALUE = r"\s*(?:of|is|=|equal to)?\s*(?:⟦(\d+)⟧|(\d+(?:\.\d+)?)(?![\d.]*\d))"
_LAW = regex(
    r"\b(normal(?:ly)?|gaussian|binomial(?:ly)?|poisson|uniform(?:ly)?|exponential(?:ly)?|geometric(?:ally)?)\b"
    r"(?!\s+(?:series|sums?|progression|mean|decay|growth|functions?|convergence|bounds?|initiali[sz]\w+|weights?))")
_NAME = regex(
    r"⟦(\d+)⟧\s*,?\s*(?:(?:is|are|be|has|have|having|follows?|denotes? [^.⟦]*|with)\b[^.⟦]*)?$")
_RANGE = regex(r"^[^.⟦]{0,40}?\b(?:on|over|in)\s+(?:the (?:unit )?interval\s+)?⟦(\d+)⟧")
_BETWEEN = regex(rf"^[^.⟦]{{0,40}}?\bbetween{_VALUE}\s+and{_VALUE}")
_MEAN = regex(rf"\b(?:mean|average|expected value|expectation)(?:\s+[a-z]+)?{_VALUE}")
_SPREAD = regex(rf"\b(standard deviation|s\.d\.|sd|variance)(?:\s+[a-z]+)?{_VALUE}")
_TRIALS = regex(rf"\b(?:{_VALUE}\s+(?:independent\s+)?trials)|\bn\s*=\s*(\d+)")
_CHANCE = regex(rf"\bprobability(?: of (?:a )?success)?{_VALUE}")
_RATE = regex(rf"\b(?:mean|rate|parameter|average)(?:\s+[a-z]+)?{_VALUE}")
_PER = regex(rf"\b(?:rate|parameter)(?:\s+[a-z]+)?{_VALUE}")
_DOUBTED = regex(
    r"\b(?:not|if|whether|unless|neither|sampl\w+|nearly|when|integers?|discrete\w*|digits?|whole|dice|die"
    r"|approximat\w+ (?:the|a) binomial)\b")


def hear_laws(page: Page, text: Template) -> None:
    """The laws that the sentences of a paragraph tell, each where one is spoken of alone."""
    for match in _LAW.finditer(text.text):
        start, stop = text.sentence_start(match.start()), text.sentence_stop(match.start())
        before, after = text.text[start : match.start()], text.text[match.end() : stop]
        if _LAW.search(before) or _LAW.search(after) or before.rstrip().endswith("standard"):
            continue
        named = _NAME.search(before)
        name = capital(text.node(int(named[1]))) if named else ""
        found = None if _DOUBTED.search(before + after) else _law(page, text, match[1], after)
        if name:
            page.densities.forget(name)
            if found is not None:
                page.densities.laws[name] = found
                page.densities.worded.add(name)
        elif found is not None and not named and (only := _in_events(page)):
            page.densities.laws[only] = found
            page.densities.lent.add(only)


def _law(page: Page, text: Template, word: str, after: str) -> tuple[Law, tuple[Term, ...]] | None:
    def told(match: re.Match[str] | None) -> Fraction | None:
        groups = [group for group in (match.groups() if match else ()) if group and group[0].isdecimal()]
        if not groups or match is None:
            return None
        gap = f"⟦{groups[0]}⟧" in match.group()
        return _number(page, text.node(int(groups[0]))) if gap else Fraction(groups[0])

    if word.startswith("binomial"):
        count, share = _named(page, text, after, "n") or told(_TRIALS.search(after)), _named(page, text, after, "p")
        share = told(_CHANCE.search(after)) if share is None else share
        if count is None or share is None or count.denominator != 1 or not 0 < share < 1:
            return None
        return BINOMIAL, (number(count), number(share))
    if word == "poisson":
        rate = _named(page, text, after, "lambda") or told(_RATE.search(after))
        return (POISSON, (number(rate),)) if rate is not None and rate > 0 else None
    if word.startswith("geometric"):
        return None                              # from 0, or from 1
    if word.startswith("exponential"):
        rate, mean = told(_PER.search(after)), told(_MEAN.search(after))
        rate = 1 / mean if rate is None and mean else rate
        return (EXPONENTIAL, (number(rate),)) if rate is not None and rate > 0 else None
    if word.startswith("uniform"):
        ends = _ends(page, text, after)
        return (UNIFORM, ends) if ends is not None else None
    mean, spread = told(_MEAN.search(after)), _SPREAD.search(after)
    size = told(spread)
    if mean is None or spread is None or size is None or size <= 0:
        return None
    root = number(size) if spread[1] != "variance" else Apply("sqrt", (number(size),))
    return NORMAL, (number(mean), Apply("^", (root, number(2))))


def _ends(page: Page, text: Template, after: str) -> tuple[Term, Term] | None:
    """The ends of an interval: on [0, 2], on [a, b], between 0 and 2; none where the first is not below the other."""
    found = _BETWEEN.search(after)
    if (among := _RANGE.search(after)) is not None:
        node = text.node(int(among[1]))
        inner = node.children[0] if node is not None and node.kind == "paren" else None
        sides = [page.read(side).term for side in inner.children] if inner is not None and inner.kind == "list" else []
    else:
        groups = [group for group in (found.groups() if found else ()) if group]
        values = [_number(page, text.node(int(one))) if found is not None and f"⟦{one}⟧" in found[0] else Fraction(one)
                  for one in groups]
        sides = [number(value) for value in values if value is not None]
    match sides:
        case [Number(low), Number(high)] if low < high:
            return number(low), number(high)
        case [Symbol() | Number() as low_end, Symbol() | Number() as high_end] if low_end != high_end and not (
                isinstance(low_end, Number) and isinstance(high_end, Number)):
            return low_end, high_end
    return None


def _named(page: Page, text: Template, after: str, name: str) -> Fraction | None:
    """The number in n = 10 among the formulas of the sentence."""
    for gap in re.findall(r"⟦(\d+)⟧", after):
        for node in text.formulas[int(gap)].parts:
            for chain in node.children if node.kind in ("list", "logic") else (node,):
                if chain.kind == "chain" and len(chain.children) == 3 and spelling(chain.children[0]) == name:
                    return _number(page, chain)
    return None


def _number(page: Page, node: Node | None) -> Fraction | None:
    """The number that a formula is, or says that a name is: 64, mu = 64."""
    if node is not None and node.kind == "chain":
        node = node.children[2] if len(node.children) == 3 and node.children[1].text == "=" else None
    term = page.read(quantity(page, node)[0]).term if node is not None else None
    return page.context.valuation.of(term) if term is not None else None


def _in_events(page: Page) -> str:
    """The one capital in the events of the problem, apart from Z; "" where there are several."""
    found = {
        inner.text for top in page.written for part in top.walk() if part.kind == "juxtapose" and len(part.children) > 1
        and part.children[0].kind == "name" and part.children[0].text in CHANCES and part.children[1].kind == "paren"
        for inner in part.children[1].walk() if inner.kind == "name" and len(inner.text) == 1 and inner.text.isupper()
    } - {"Z"}
    return found.pop() if len(found) == 1 else ""


__all__ = ["hear_laws"]
