"""Laws that a page tells by the experiment: coins that are tossed, dice that are rolled, and what is counted.

    A fair coin is tossed 10 times; X is the number of heads         binomial, 10 and 1/2
    A die is rolled until a six appears; N is the number of rolls    geometric from 1 on, 1/6
    Let X be the outcome of a fair die; let S be the sum of two      1 to 6, each with 1/6; 2 to 12

Both sentences stand in one paragraph, one name counts one thing, and nothing in them doubts, draws without
replacement or loads the die. Otherwise nothing is heard.
"""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from itertools import product

from derive.elaborate.chance.own_laws import Table
from derive.elaborate.chance.standard_laws import BINOMIAL, GEOMETRIC, Law
from derive.elaborate.language.spelling import capital
from derive.elaborate.language.template import Template
from derive.elaborate.page import Page
from derive.kernel.term import Number, Term, free, number
from derive.read.patterns import regex

COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
HALF, SIXTH = Fraction(1, 2), Fraction(1, 6)
_DOUBTED = regex(
    r"\b(?:not (?:an? )?(?:fair|honest|independent|replaced)|unfair"
    r"|biased|loaded|weighted|without replacement|if|whether|suppose instead|conditional\w*|given that"
    r"|at least|at most|difference|product|larger|smaller|maximum|minimum|second|third|consecutive|in a row"
    r"|before|after|failures?)\b")
_THROWN = r"(?:tossed|flipped|thrown|rolled|cast|toss|flip|throw|roll)"
_TIMES = rf"(?:⟦(?P<gap>\d+)⟧|(?P<digits>\d{{1,4}})|(?P<word>{'|'.join(COUNTS[1:])}))\s+times"
_FAIR = r"\b(?:fair|honest|unbiased)\s+coin\b"
_COIN = regex(rf"{_FAIR}[^.]*?\b{_THROWN}\b|\b{_THROWN}\b[^.]*?{_FAIR}")
_DIE = regex(
    rf"\b(?:die|dice)\b[^.]*?\b{_THROWN}\b|\b{_THROWN}\b[^.]*?\b(?:die|dice)\b|\b(?:fair|six-sided) (?:die|dice)\b")
_TWO_DICE = regex(r"\b(?:two|2|a pair of)\s+(?:\w+\s+){0,2}dice\b")
_SEVERAL = regex(r"\b(?:dice|coins|\d+-sided|(?:four|eight|ten|twelve|twenty)-sided)\b")
_NAME = r"⟦(?P<name>\d+)⟧\s*(?:be|is|denotes?|denote|=|counts?|equals?|stands? for|represents?)?\s*(?:the\s+)?"
_NUMBER_OF = regex(
    _NAME + r"(?:total\s+)?number\s+of\s+(?P<what>heads?|tails?|(?:one|two|three|four|five|six)e?s"
    r"|rolls?|tosses|throws?|flips?|trials?|attempts?)\b(?P<rest>[^.]*)")
_UNTIL = regex(
    r"\b(?:until|till)\s+(?:the\s+)?(?:first\s+)?(?:a\s+|an\s+|the\s+)?(?:first\s+)?"
    r"(?P<what>heads?|tails?|one|two|three|four|five|six|6)\b")
_OUTCOME = regex(
    _NAME + r"(?:number|result|outcome|score|value|face|points?)\b(?:\s+(?:shown|showing|rolled|of|on|that))?[^.]*")
_SUM = regex(_NAME + r"(?:sum|total)\b[^.]*")


def hear_experiments(page: Page, text: Template) -> None:
    """The law of a name that counts what a paragraph tells of coins and dice."""
    words = text.text
    coin, die = _COIN.search(words) is not None, _DIE.search(words) is not None
    if coin == die or _DOUBTED.search(words):
        return
    two, several = _TWO_DICE.search(words) is not None, _SEVERAL.search(words) is not None
    if (counted := _NUMBER_OF.search(words)) is not None and not several:
        _hear_count(page, text, counted, HALF if coin else SIXTH)
    elif die and two and (summed := _SUM.search(words)) is not None:
        ways = Counter(map(sum, product(range(1, 7), repeat=2)))
        _own(page, text, summed["name"], Table(tuple(
            (Fraction(value), Fraction(count, 36)) for value, count in ways.items())))
    elif die and not several and _times(page, text) is None and (shown := _OUTCOME.search(words)) is not None:
        _own(page, text, shown["name"], Table(tuple((Fraction(value), SIXTH) for value in range(1, 7))))


def _hear_count(page: Page, text: Template, counted: re.Match[str], share: Fraction) -> None:
    name, what = capital(text.node(int(counted["name"]))), counted["what"]
    of_rolls = what.rstrip("s").removesuffix("e") in ("roll", "toss", "throw", "flip", "trial", "attempt")
    if not name:
        return
    until = _UNTIL.search(text.text)
    face = until["what"].rstrip("s") if until is not None else ""
    found: tuple[Law, tuple[Term, ...]]
    if of_rolls and until is not None and (face in ("head", "tail")) == (share == HALF):
        found = GEOMETRIC, (number(share),)
    elif not of_rolls and until is None and (what.rstrip("s") in ("head", "tail")) == (share == HALF) and (
            times := _times(page, text)) is not None:
        found = BINOMIAL, (number(times), number(share))
    else:
        return
    page.densities.forget(name)
    page.densities.laws[name] = found
    page.densities.worded.add(name)
    page.densities.counted.add(name)


def _times(page: Page, text: Template) -> Fraction | None:
    """How often it is thrown, where the paragraph says so once, in a number."""
    found = list(re.finditer(_TIMES, text.text))
    if len(found) != 1:
        return None
    if found[0]["digits"]:
        return Fraction(found[0]["digits"])
    if found[0]["word"]:
        return Fraction(COUNTS.index(found[0]["word"]))
    node = text.node(int(found[0]["gap"]))
    term = page.read(node).term if node is not None else None
    return term.value if isinstance(term, Number) and not free(term) else None


def _own(page: Page, text: Template, gap: str, table: Table) -> None:
    name = capital(text.node(int(gap)))
    if name:
        page.densities.forget(name)
        page.densities.own[name,] = table


__all__ = ["hear_experiments"]
