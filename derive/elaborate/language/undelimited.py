"""Formulas in running text without dollars: single names, equations, arithmetic.

    (x+1)² = x² + 2x + 1       an equation: letters stand alone, or beside a number, a Greek letter, a bracket
    3 x 4 + 5 = 17, $40 - $10 = $30    arithmetic, where numbers count as usual; the first side calculates something
    3/4 of 20 is 15            a share in words
    y_j                        a name, where the page uses it

Words are no formulas: two letters side by side are a word, unless they are the name of a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.elaborate.language.typed_events import PROBABILITY, with_events
from derive.read.node import Node, Span
from derive.read.parse import parse
from derive.read.vocabulary import BARE_FUNCTIONS

BARE = re.compile(r"(?<![\w\\$@/.'’-])(?:[A-Za-z](?:[_^](?:\{[\w,+-]{1,8}\}|[^\W_]{1,3}))+|[B-HJ-Zb-z]"
                  r"|[aAI](?=\s+(?:is|are|be)\b))(?![\w'’/-]|\.\w)")
ATOM = (
    r"(?:\d+(?:\.\d+)?(?:[A-Za-z](?![A-Za-z]))?|[A-Za-z](?:_\w{1,3})?(?:\([\w,. ]{1,9}\))?(?![A-Za-z])"
    r"|\([^()\n]{1,40}\))"
)
EQUATION = re.compile(
    rf"(?<![\w\\$`@/.'’°-])[A-Za-z](?:_\w{{1,3}})?(?:\(\w\))?"
    rf"(?:\s*(?:=|<=|>=|<|>|≤|≥|≠)\s*-?{ATOM}(?:(?:\s*[-+*/^]\s*-?|(?=\()){ATOM})*)+(?![\w`(°²³√])"
)
NUMERAL = r"\$?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%!]?"
OPERATION = r"\s*(?:[-+*/^×·÷]|x(?=\s*[\d(]))\s*"
PIECE = rf"-?(?:{NUMERAL}|\(\s*-?{NUMERAL}(?:{OPERATION}{NUMERAL})*\s*\))"
ARITHMETIC = re.compile(
    rf"(?<![\w\\$`@/.,:'’%^*+×·÷√−⋅±-])(?<![-−+/^×·⋅÷±] )(?<![^*]\* ){PIECE}(?:{OPERATION}{PIECE})+"
    rf"(?:\s*(?:=|≈)\s*{PIECE}(?:{OPERATION}{PIECE})*)+(?![\w`(%$\\°²³√]|[.,]\d|\s*[-+*/^×·÷=<>≈]\s*[\w($\\√])"
)
# A share of a number in words: 3/4 of 20 is 15, 15% of 240 = 0.15 × 240 = 36.
SHARE = re.compile(
    rf"(?<![\w\\$`@/.,:'’%^*+×·÷√−⋅±-])(?:\d{{1,3}}/\d{{1,3}}|\d{{1,4}}(?:\.\d+)?\s?%)\s+of\s+{NUMERAL}"
    rf"\s+(?:is|are|=|equals)\s+{PIECE}(?:{OPERATION}{PIECE})*(?:\s*(?:=|≈)\s*{PIECE}(?:{OPERATION}{PIECE})*)*"
    r"(?![\w`(%$\\°²³√]|[.,]\d|\s*[-+*/^×·÷=<>≈]\s*[\w($\\√]"
    r"|\s+(?:more|less|fewer|times|percent|of|out|greater|larger|smaller|higher|lower|plus|minus|too)\b)")
WORDS_OF_SHARES = re.compile(r"\b(?:of|is|are|equals)\b")
# The same with every sign that a keyboard of mathematics has. Nothing is tried twice: all repetitions are possessive.
_BRACKET = r"\((?:[^()\n]|\([^()\n]{0,40}\)){1,60}\)"
_LETTER = r"(?:[α-ωΑ-Ωϕϵ∞ℏ]|[A-Za-z](?![A-Za-z]))"
_SCRIPTS = r"(?:['′″]|[⁰¹²³⁴-⁹⁺⁻ⁿ]|[₀-₉₊₋ₙᵢⱼₖ]|_\w{1,3}(?![A-Za-z])|[_^]\{[^{}\s]{1,12}\}|!(?!=))*+"
_NUMBER = r"(?>(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+%?+)"
_CALLED = rf"(?:{'|'.join(sorted(BARE_FUNCTIONS, key=len, reverse=True))}|sqrt)(?![A-Za-z])"
_SIGN = (
    rf"(?:{PROBABILITY}|{_NUMBER}|(?>{_LETTER})|(?>{_BRACKET})|\|[^|\n]{{1,20}}\||√\s?+(?:{_BRACKET}|{_NUMBER}|{_LETTER})"
    rf"|(?>{_CALLED}[²³]?+\s?+(?={_BRACKET}|{_LETTER}|\d)))"
)
_CHANCE = r"Pr?\([^()=\n]{1,60}\)"
# A letter behind a blank, of m x and 2 x; not of 5 m, 3 x 4, and of x = 2 y = 3.
_BESIDE = (
    r"(?:(?<=[A-Za-zα-ω)²³])[ \t](?![aAI](?!\w))|(?<=\d)[ \t](?=[bcefijknp-rt-z](?!\w))(?!x\s*[\d(]))"
    rf"(?>{_LETTER})(?!['’)\w])(?!\s*+[=<>≤≥≠≈:]){_SCRIPTS}"
)
_PRODUCT = rf"(?>(?:{_SIGN}{_SCRIPTS})++(?:[ \t]++{_CHANCE}|{_BESIDE})*+)"
_SIDE = rf"[-−±]?+(?>{_PRODUCT}(?:\s*+[-−+*/^×·⋅÷±]\s*+[-−]?+{_PRODUCT})*+)"
TYPED = re.compile(
    rf"(?<![\w\\$`@/.,:'’%^+×·÷√°_(\[{{|#&-])(?<![-+/^×·÷<>≤≥] )(?<![^*]\* )(?<![\w)]\*)(?<!<)(?<!=)(?<![xX] )"
    rf"{_SIDE}(?:\s*+(?:<=|>=|=|<|>|≤|≥|≠|≈)\s*+{_SIDE})++"
    rf"(?![\w`(%$\\°√∑∫∂{{|_^]|[.,]\d|\s*[-−+*/^×·⋅÷=<>≈≤≥≠±→]\s*[\w($\\√∑∫|=>]|\s*[∈:]\s*\S)"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
# Words behind a number that make another number of it, and words near by that make another arithmetic.
SCALE = re.compile(
    r"\s*(?:hundred|thousand|[mb]illion|dozen|percent|per cent|k\b|[mr]\b|rem|mod|\(mod|base|seconds?|minutes?|mins?"
    r"|hours?|hrs?|days?|weeks?|months?|years?|feet|foot|ft|inch|cents?|a\.?m\b|p\.?m\b|o'clock)"
)
OTHER_ARITHMETIC = re.compile(
    r"\b(?:binary|hex\w*|octal|base|modul\w+|mod|clock|integer division|rounded? (?:up|down)|truncat\w+|remainder)\b"
)


# A factor and a blank before a formula, x of "x y = 4", which would be cut there; and labels, which are no factors.
_FACTOR = re.compile(r"(?:(?<![\w'’])[A-Za-z](?:[_^]\S{1,8}|['′²³])*|[\d²³)\]}])[ \t]+$")
_BEHIND = re.compile(
    r"[ \t]+(?:([B-HJ-Zb-z])(?![\w'’).:])(?!\s*[=<>≤≥≠≈])|\((?=[^()\n]*[a-zA-Z])(?=[^()\n]*[-+*/^−])[^()\n]{1,40}\))")
_LABEL = re.compile(
    r"\b(?:step|part|case|problem|exercise|question|equation|section|line|item|day|year|week|number|no|eq)\.?[ ]"
    r"\(?\w{1,3}\)?[ \t]+$|^[\s*#>-]*\(?\w{1,2}\)[ \t]+$", re.IGNORECASE)


def _is_cut(source: str, start: int) -> bool:
    """Whether a factor stands before the formula, so that it would be read in part."""
    before = source[max(source.rfind("\n", 0, start) + 1, start - 40) : start]
    return _FACTOR.search(before) is not None and _LABEL.search(before) is None


def _goes_on(source: str, stop: int) -> bool:
    """Whether another factor stands behind the formula: x of y = m x, where that was not read; (x + 1) of 2 (x + 1)."""
    factor = _BEHIND.match(source, stop)
    return factor is not None and (factor[1] is None or source[stop - 1].isalpha() or factor[1] in "xyznk") and (
        _WORD.search(factor[0]) is None)


def undelimited(source: str, span: Span, counts: bool) -> Iterator[re.Match[str]]:
    """Names, equations and, where numbers count as usual, arithmetic written without dollars, in order."""
    found = [match for match in SHARE.finditer(source, span.start, span.stop) if counts and not SCALE.match(
        source[match.end() : match.end() + 20].lower())]
    shares = [match.span() for match in found]
    found += [match for match in TYPED.finditer(source, span.start, span.stop) if _is_equation(match, counts)
              and not any(start < match.end() and match.start() < stop for start, stop in shares)]
    for pattern in (EQUATION, ARITHMETIC) if counts else (EQUATION,):
        taken = [match.span() for match in found]
        found += [
            match for match in pattern.finditer(source, span.start, span.stop)
            if (pattern is EQUATION or not SCALE.match(source[match.end() : match.end() + 20].lower()))
            and not any(start < match.end() and match.start() < stop for start, stop in taken)
        ]
    found = [match for match in found if not _is_cut(source, match.start()) and not _goes_on(source, match.end())]
    place = span.start
    for equation in sorted(found, key=lambda match: match.start()):
        yield from BARE.finditer(source, place, equation.start())
        yield equation
        place = equation.end()
    yield from BARE.finditer(source, place, span.stop)


def _is_equation(match: re.Match[str], counts: bool) -> bool:
    """Whether there are no words in it, and no numbers that count otherwise."""
    written = re.sub(PROBABILITY, "P", match[0])
    words = set(_WORD.findall(written)) - BARE_FUNCTIONS - {"sqrt"}
    if words or re.search(r"\dx\d", written):
        return False
    if _WORD.search(written) is None and not re.search(r"[A-Za-zα-ωΑ-Ω]", written):
        after = match.string[match.end() : match.end() + 20].lower()
        return counts and not SCALE.match(after) and re.search(r"[-−+*/^×·⋅÷²³√!(]", written) is not None
    return True


def read_undelimited(source: str, match: re.Match[str]) -> Node:
    """What is written without dollars; an x between numbers is a cross, and a dollar before one is its unit."""
    start, stop = match.span()
    if match.re is SHARE:
        plain = WORDS_OF_SHARES.sub(lambda word: ("×" if word[0] == "of" else "=").ljust(len(word[0])), match[0])
        source = source[:start] + plain.replace("$", " ") + source[stop:]
    elif match.re is ARITHMETIC:
        source = source[:start] + match[0].replace("x", "×").replace("$", " ") + source[stop:]
    tree = parse(source, start, stop, typed=True)
    return with_events(tree, source) or Node("error", "words in a formula", (), tree.span)
