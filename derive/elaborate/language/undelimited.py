"""Formulas in running text without dollars: single names, equations, arithmetic.

    (x+1)² = x² + 2x + 1       an equation: letters stand alone, or beside a number, a Greek letter, a bracket
    3 x 4 + 5 = 17, $40 - $10 = $30    arithmetic, where numbers count as usual; the first side calculates something
    3/4 of 20 is 15            a share in words
    m g h = (1/2) m v^2        products typed with blanks: letters, functions, brackets; not the unit behind a number
    y_j                        a name, where the page uses it

Words are no formulas: two letters side by side are a word, unless they are the name of a function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.elaborate.language.degrees_meant import in_degrees
from derive.elaborate.language.degrees_typed import with_places, with_signs
from derive.elaborate.language.typed_events import PROBABILITY, with_events
from derive.elaborate.language.typed_laws import LAW, MOMENT, read_law
from derive.read.factors import with_factors
from derive.read.item_labels import label_before
from derive.read.node import Node, Span
from derive.read.parse import parse
from derive.read.patterns import regex
from derive.read.vocabulary import BARE_FUNCTIONS, BARE_NAMES, MARKED, SPELLED, SPELLED_SHORT

BARE = regex(r"(?<![\w\\$@/.'’-])(?:[A-Za-z](?:[_^](?:\{[\w,+-]{1,8}\}|[^\W_]{1,3}))+|[B-HJ-Zb-z]"
                  r"|[aAI](?=\s+(?:is|are|be)\b|(?:,\s?[b-zB-Z])*(?:,?\s+and\s+|,\s?)[b-zB-Z]\s+(?:are|be)\b)"
                  r"|(?<=reals )a(?=,)|(?<=numbers )a(?=,)|(?<=integers )a(?=,))"
                  r"(?![\w'’/-]|\.\w)")
# a, b > 0: what is said of several names, behind a word that begins it.
_LISTED = r"(?:[A-Za-z](?:_\w{1,2})?,\s*)+[A-Za-z](?:_\w{1,2})?"
LISTED = regex(
    "(?:" + "|".join(rf"(?<=\b{word} )" for word in (
        "for", "For", "let", "Let", "with", "With", "if", "If", "all", "given", "Given", "where", "suppose", "Suppose",
        "assume", "Assume", "that", "reals", "numbers"))
    + rf"){_LISTED}(?:\s*(?:<=|>=|<|>|≤|≥|≠)\s*-?\d+(?:\.\d+)?(?![\w.,]*\d|\s*[-+*/^=<>≤≥(])|(?=\s+(?:be|are)\s))"
    rf"|(?:(?<=\breals )|(?<=\bnumbers )|(?<=\bintegers )){_LISTED}(?![\w'’]|\s*[-+*/^=<>≤≥(])")
ATOM = (
    r"(?:\d+(?:\.\d+)?(?:[A-Za-z](?![A-Za-z]))?|[A-Za-z](?:_\w{1,3})?(?:\([\w,. ]{1,9}\))?(?![A-Za-z])"
    r"|\([^()\n]{1,40}\))"
)
EQUATION = regex(
    rf"(?<![\w\\$`@/.'’°^*+-])(?<![-−+*/^×·÷<≤≥] )(?<!(?<![=-])> )[A-Za-z](?:_\w{{1,3}})?(?:\(\w\))?"
    rf"(?:\s*(?:=|<=|>=|<|>|≤|≥|≠)\s*-?{ATOM}(?:(?:\s*[-+*/^]\s*-?|(?=\()){ATOM})*)+(?![\w`(°²³√]|\s*[±∓])"
)
PERCENT = r"[ ]%(?![ ]*(?:\d|\((?![A-Za-z]{2})|[A-Za-z](?![A-Za-z])))"       # 75 %, and not the rest 17 % 5
NUMERAL = rf"\$?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:[%!]|{PERCENT})?"
OPERATION = r"\s*(?:[-+*/^×·÷]|x(?=\s*[\d(]))\s*"
PIECE = rf"-?(?:{NUMERAL}|\(\s*-?{NUMERAL}(?:{OPERATION}{NUMERAL})*\s*\))"
ARITHMETIC = regex(
    rf"(?<![\w\\$`@/.,:'’%^*+×·÷√−⋅±-])(?<![-−+/^×·⋅÷±] )(?<![^*]\* ){PIECE}(?:{OPERATION}{PIECE})+"
    rf"(?:\s*(?:=|≈|(?<=\s)~=)\s*{PIECE}(?:{OPERATION}{PIECE})*)+(?![\w`(%$\\°²³√]|[.,]\d|\s*[-+*/^×·÷=<>≈]\s*[\w($\\√])"
)
# A share of a number in words: 3/4 of 20 is 15, 15% of 240 = 0.15 × 240 = 36.
SHARE = regex(
    rf"(?<![\w\\$`@/.,:'’%^*+×·÷√−⋅±-])(?:\d{{1,3}}/\d{{1,3}}|\d{{1,4}}(?:\.\d+)?\s?%)\s+of\s+{NUMERAL}"
    rf"\s+(?:is|are|=|equals)\s+{PIECE}(?:{OPERATION}{PIECE})*(?:\s*(?:=|≈)\s*{PIECE}(?:{OPERATION}{PIECE})*)*"
    r"(?![\w`(%$\\°²³√]|[.,]\d|\s*[-+*/^×·÷=<>≈]\s*[\w($\\√]"
    r"|\s+(?:more|less|fewer|times|percent|of|out|greater|larger|smaller|higher|lower|plus|minus|too)\b)")
WORDS_OF_SHARES = regex(r"\b(?:of|is|are|equals)\b")
# The same with every sign that a keyboard of mathematics has. Nothing is tried twice: all repetitions are possessive.
_BRACKET = r"\((?:[^()\n]|\([^()\n]{0,40}\)){1,60}\)"
_SPELT = "|".join(sorted({*SPELLED, *SPELLED_SHORT, *MARKED, *filter(str.isupper, BARE_NAMES)}, key=len, reverse=True))
_LETTER = rf"(?:[α-ωΑ-Ωϕϵ∞ℏ]|(?:{_SPELT})(?![A-Za-z])|[A-Za-z](?![A-Za-z]))"
_SCRIPTS = r"(?:['′″]|[⁰¹²³⁴-⁹⁺⁻ⁿ]|[₀-₉₊₋ₙᵢⱼₖ]|_\w{1,3}(?![A-Za-z])|[_^]\{[^{}\s]{1,12}\}|!(?!=))*+"
_GROUPED = r"(?<!\d )\d{1,3}(?:[ ]\d{3})*[ ]000(?:[ ]\d{3})*(?![ ]?\d|[.,]\d)"       # 90 000 000, 1 250 000
_NUMBER = rf"(?>(?:\d{{1,3}}(?:,\d{{3}})++(?!\d)|{_GROUPED}|\d++)(?:\.\d++)?+(?:%|°(?!\s?[CFK]\b)|{PERCENT})?+)"
_CALLED = rf"(?:{'|'.join(sorted(BARE_FUNCTIONS, key=len, reverse=True))}|sqrt)(?![A-Za-z])"
_SIGN = (
    rf"(?:{PROBABILITY}|{MOMENT}|{_NUMBER}|(?>{_LETTER})|(?>{_BRACKET})|\|[^|\n]{{1,20}}\||√\s?+(?:{_BRACKET}|{_NUMBER}|{_LETTER})"
    rf"|(?>{_CALLED}[²³]?+\s?+(?={_BRACKET}|{_LETTER}|\d))|(?<=[+*·] )(?:\.\.\.|…|⋯)(?=[ ][+*·]))"
)
# A blank between factors, m g h = (1/2) m v^2, and not before the unit that a number ends with: 9.9 m/s, 24 W.
_ALONE = r"(?:(?![aAI][ \t]+[A-Za-z])[A-Za-zα-ωΑ-Ω](?![A-Za-z])(?:\d{0,2}|_\w{1,3}))"
_RECKONED = r"\((?:[^()\nA-Za-z]|[A-Za-z](?![A-Za-z])|\([^()\n]{1,40}\)){1,40}\)"
_UNIT = (r"(?:(?:[kmcM]?(?:[msgNJWVACKFTHLh]|Hz|Pa|eV)|rad|mol|ohm|Ω)(?:\^?-?\d|[²³])?"
         r"(?:/\(?[A-Za-z ]{1,6}\)?(?:\^\d|[²³])?|(?<=N)[ ·]m(?![A-Za-z]))?)"
         r"(?![A-Za-z0-9_(])(?![ ]*[-+*/^=<>]|[ ](?:[A-Za-z(](?![A-Za-z])))")
_OF_WHAT = r"(?:\d{0,2}\s?\(|[ ](?:\d|[b-zB-HJ-Z](?![\w'’])))"           # log(2), log2 (3), log 5, log p; no log a line
_BLANK = (rf"(?:[ ](?!(?<=\d[ ]){_UNIT})(?={_ALONE}(?![\w'’])|{_CALLED}{_OF_WHAT}|{_RECKONED}))")
_PRODUCT = rf"(?>(?:{_SIGN}{_SCRIPTS})(?:{_BLANK}?+{_SIGN}{_SCRIPTS})*+)"
_COLON = r"(?:(?<=/\d\))|(?<=/\d\d\)))[ ]:[ ](?=\(\d)"            # (5/8) : (15/4)
_SIDE = rf"[-−±]?+(?>{_PRODUCT}(?:(?:\s*+(?:\+-(?=\s)|[-−+*/^×·⋅÷±])\s*+|{_COLON})[-−]?+{_PRODUCT})*+)"
_RELATED = rf"(?:\s*+(?:<=(?!>)|>=|(?<=\s)~=|=(?!>)|<(?!=>)|>|≤|≥|≠|≈)\s*+{_SIDE})++"
_ARROW = r"(?:<=>|=>|⇔|⇒)"
_WITHIN = rf"(?<=[Ff]or )-?{_NUMBER}\s?<=?\s?{_LETTER}\s?<=?\s?-?{_NUMBER}(?=:\s)"          # for 2 < x < 6: V = 8 - 4 x
TYPED = regex(
    rf"{_WITHIN}|"
    rf"(?<![\w\\$`@/.,:'’%^+×·÷√°_(\[{{|#&-])(?<![-+/^×·÷<>≤≥] )(?<![^*]\* )(?<![\w)]\*)(?<!<)(?<!=)(?<![xX] )"
    rf"{_SIDE}{_RELATED}(?:\s*+{_ARROW}\s*+{_SIDE}{_RELATED})*+"
    rf"(?![\w`(%$\\°√∑∫∂{{|_^]|[.,]\d|\s*(?!-+>\s+[A-Za-z]{{3}}|{_ARROW}\s)(?:\+-|[-−+*/^×·⋅÷=<>≈≤≥≠±→])\s*[\w($\\√∑∫|=>]|\s*[∈:]\s*\S)"
)
_ALONE_ON_ITS_SIDE = regex(_SIDE)
_NAMED = regex(r"[A-Za-z]\([A-Za-z |,]{2,30}\)\s*=\s*")
_WORD = regex(r"[A-Za-z]{2,}")
_GROUPS = regex(_GROUPED)
_X_ENDS = regex(r"\d x \d$")                     # 32 x (75 + 1) = 32 x, and 76 behind it
_RATIO = regex(r"(?:(?<=/\d\) )|(?<=/\d\d\) )):(?= \(\d)")
# Words behind a number that make another number of it, and words near by that make another arithmetic.
SCALE = regex(
    r"\s*(?:hundred|thousand|[mb]illion|dozen|percent|per cent|k\b|r\b|rem|mod|\(mod|base|seconds?|minutes?|mins?"
    r"|hours?|hrs?|days?|weeks?|months?|years?|feet|foot|ft|inch|cents?|a\.?m\b|p\.?m\b|o'clock)"
)
_MILLIONS = regex(r"\s*m\b")
_MONEY = regex(r"[$£€¥]\s?\d|\b(?:[mb]illions?|thousands?|population|profits?|revenues?|sales)\b")
OTHER_ARITHMETIC = regex(
    r"\b(?:binary|hex\w*|octal|base(?!\s*(?::|case|step|of|[a-z]\s*=))|modul\w+|mod|clock"
    r"|integer division|rounded? (?:up|down)|truncat\w+|remainder)\b"
)


# A factor and a blank before a formula, x of "x y = 4", which would be cut there; and labels, which are no factors.
_FACTOR = regex(
    r"(?:[=*/+(-][ \t]*\d{0,3}[A-Za-z]{2,3}\d?|(?<![\w'’])[A-Za-z](?:[_^][^\s,;:]{1,8}|['′²³])*|[\d²³)\]}])[ \t]+$")
_NUMBERED = regex(r"\d+[ ]+")
_LABEL = regex(
    r"\b(?:step|part|case|problem|exercise|question|equation|section|line|item|day|year|week|number|no|eq)\.?[ ]"
    r"\(?\w{1,3}\)?[ \t]+$|^[\s*#>-]*\(?\w{1,2}\)[ \t]+$", re.IGNORECASE)


# The same behind it, h of "v^2 = 2 g h" and tau of "t = 2 tau", and no unit of the number that it ends with, unless
# that makes it another number.
_SPELLED = r"(?:alpha|beta|gamma|delta|eps(?:ilon)?|theta|lambda|mu|pi|rho|sigma|tau|phi|omega)(?![A-Za-z])"
_BEHIND = regex(
    r"[ \t]*[kMmµμnp](?:Ω|ohms?|[FHAVCT])(?![A-Za-z])"
    rf"|[ \t]+(?!(?<=\d[ \t]){_UNIT})(?:{_ALONE}(?![\w'’])|{_CALLED}{_OF_WHAT}|{_RECKONED}|[±∓]|{_SPELLED}"
    r"|[A-Za-z]{2,3}\d?[ ]*(?:[=^*/+]|-[ ]?\d)|[a-z][A-Z](?![A-Za-z]))")
_GROUP_BEHIND = regex(r"[ ]\d{3}(?!\d)")
_LAST_LETTER = regex(r"[ \t]+([A-Za-z])(?![\w'’])")


_DOTS, _DOTS_BEHIND = regex(r"(?:\.\.\.|…|⋯)\s*[-+*·×]\s*$"), regex(r"\s*[-+*·×]\s*(?:\.\.\.|…|⋯)")     # 1 + ... + n


def _is_cut(source: str, start: int, stop: int) -> bool:
    """Whether a factor stands before the formula or behind it, so that it would be read in part."""
    before = source[max(source.rfind("\n", 0, start) + 1, start - 40) : start]
    if source[stop - 1 : stop].isdigit() and _GROUP_BEHIND.match(source, stop) is not None:
        return True                              # 9 of 9 375
    return (_FACTOR.search(before) is not None and _LABEL.search(before) is None) or (
        _BEHIND.match(source, stop) is not None or _DOTS_BEHIND.match(source, stop) is not None) or (
        _DOTS.search(before) is not None) or _is_letter_of(source, start, stop)


def _is_letter_of(source: str, start: int, stop: int) -> bool:
    """Whether the letter behind a formula stands in the side before its last one: g/(1 - 0.9) = 10 g is no gram."""
    own, sides = _LAST_LETTER.match(source, stop), re.split(r"[=<>≈≤≥]+", source[start:stop])
    return own is not None and len(sides[-2:][0].strip()) > 1 and re.search(
        rf"(?<![A-Za-z]){own[1]}(?!\w)", sides[-2:][0]) is not None


def undelimited(source: str, span: Span, counts: bool) -> Iterator[re.Match[str]]:
    """Names, equations and, where numbers count as usual, arithmetic written without dollars, in order."""
    source = with_factors(with_signs(source))
    found = [match for match in SHARE.finditer(source, span.start, span.stop) if counts and not _is_scaled(match)]
    shares = [match.span() for match in found]
    found += [match for match in _typed(source, span) if _is_equation(match, counts)
              and not any(start < match.end() and match.start() < stop for start, stop in shares)]
    listed = list(LISTED.finditer(source, span.start, span.stop))
    found = [match for match in found if not any(one.start() <= match.start() < one.end() for one in listed)] + listed
    for pattern in (EQUATION, ARITHMETIC) if counts else (EQUATION,):
        taken = [match.span() for match in found]
        found += [
            match for match in pattern.finditer(source, span.start, span.stop)
            if (pattern is EQUATION or not _is_scaled(match))
            and not any(start < match.end() and match.start() < stop for start, stop in taken)
        ]
    found = [match for match in found if not _is_cut(source, *match.span())]
    found += [match for match in LAW.finditer(source, span.start, span.stop)
              if not any(one.start() < match.end() and match.start() < one.end() for one in found)]
    place = span.start
    for equation in sorted(found, key=lambda match: match.start()):
        yield from BARE.finditer(source, place, equation.start())
        yield equation
        place = equation.end()
    yield from BARE.finditer(source, place, span.stop)


def side_behind(source: str, start: int, stop: int) -> Node | None:
    """What stands behind the last sign of equality of a typed line, where all of it can be read."""
    start = source.rfind("=", start, stop) + 1
    written = source[start:stop]
    start, stop = start + len(written) - len(written.lstrip()), start + len(written.rstrip())
    match = _ALONE_ON_ITS_SIDE.fullmatch(with_signs(source), start, stop)
    if match is None or not _is_equation(match, counts=True):
        return None
    return read_undelimited(source, match)


def _is_scaled(match: re.Match[str]) -> bool:
    """Whether the word behind a number makes another number of it; m is metres where nothing is of money."""
    after = match.string[match.end() : match.end() + 20].lower()
    return SCALE.match(after) is not None or (
        _MILLIONS.match(after) is not None and _MONEY.search(match.string) is not None)


def _typed(source: str, span: Span) -> Iterator[re.Match[str]]:
    """Equations and arithmetic, without the number of a label, t = 3 of "in step 2 t = 3", and words on the left."""
    for match in TYPED.finditer(source, span.start, span.stop):
        number = _NUMBERED.match(match[0])
        line = source.rfind("\n", 0, match.start()) + 1
        if number and _LABEL.search(source[max(line, match.start() - 40) : match.start() + number.end()]):
            shorter = TYPED.match(source, match.start() + number.end(), match.end())
            match = shorter if shorter is not None else match
        label = label_before(source, line, match.end())
        if label is not None and match.start() < label.end() < match.end():
            match = TYPED.match(source, label.end(), match.end()) or match
        named = _NAMED.match(match[0])           # H(weak) = -(6/8) log2(6/8) - ... = 0.811
        if named is not None and not _is_equation(match, counts=True):
            shorter = TYPED.match(source, match.start() + named.end(), match.end())
            match = shorter if shorter is not None else match
        yield match


def _is_equation(match: re.Match[str], counts: bool) -> bool:
    """Whether there are no words in it, and no numbers that count otherwise."""
    written = re.sub(rf"{PROBABILITY}|(?<!\w){MOMENT}", "P", match[0])
    words = set(_WORD.findall(written)) - BARE_FUNCTIONS - BARE_NAMES - SPELLED - SPELLED_SHORT - MARKED.keys()
    if words or re.search(r"\d(?:x| x )\d", written) or _X_ENDS.search(written + match.string[match.end():][:2]):
        return False
    if _WORD.search(written) is None and not re.search(r"[A-Za-zα-ωΑ-Ω]", written):
        return counts and not _is_scaled(match) and re.search(r"[-−+*/^×·⋅÷²³√!(]", written) is not None
    return True


def read_undelimited(source: str, match: re.Match[str]) -> Node:
    """What is written without dollars; an x between numbers is a cross, and a dollar before one is its unit."""
    start, stop = match.span()
    if match.re.pattern == LAW.pattern:
        return read_law(source, match)
    page, with_degrees = source, in_degrees(source)
    typed = _GROUPS.sub(lambda number: number[0].replace(" ", ","), match[0])
    source = source[:start] + typed.replace(" %", "% ") + source[stop:]          # the sign stands behind its digit
    if match.re.pattern == SHARE.pattern:
        plain = WORDS_OF_SHARES.sub(
            lambda word: ("×" if word[0] == "of" else "=").ljust(len(word[0])), source[start:stop])
        source = source[:start] + plain.replace("$", " ") + source[stop:]
    elif match.re.pattern == ARITHMETIC.pattern:
        source = source[:start] + source[start:stop].replace("x", "×").replace("$", " ") + source[stop:]
    else:
        source = source[:start] + _RATIO.sub("÷", source[start:stop]) + source[stop:]
    tree = parse(source, start, stop, typed=True)
    tree = with_places(with_degrees(tree) if with_degrees is not None else tree, page, start, stop)
    return with_events(tree, source) or Node("error", "words in a formula", (), tree.span)
