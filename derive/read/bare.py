"""Lines without any mark-up that are plainly a heading or plainly a formula."""

from __future__ import annotations

import re
from itertools import pairwise

from derive.read.factors import with_factors
from derive.read.vocabulary import BARE_FUNCTIONS, BARE_NAMES, MARKED, SPELLED, SPELLED_SHORT, words

KNOWN = BARE_FUNCTIONS | BARE_NAMES | SPELLED | SPELLED_SHORT | MARKED.keys()
LABEL = re.compile(r"\(?[A-Za-z]{0,4}\s?\d{0,3}(?:\.\d{1,3})*[a-z]?[.)]\Z")
# A line with one of these says something and is not a title.
SAYING = frozenset(words(
    "is are was were be has have let assume suppose prove show find then thus hence therefore where since "
    "because so given note that we it this there if and we're now consider define compute calculate"
)) - {"and"}
SHORT = frozenset(words("is if in so as we by to at or an of it on be no do he me my up us"))
RELATION = re.compile(r"(?:^|[^<>=!:])(?:=|<=|>=|≤|≥|≈|<|>)|\\(?:leq?|geq?|approx|neq?|implies|iff|equiv)(?![A-Za-z])")
WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
BAR = re.compile(r"(?<!\\)\|")
# What a keyboard spells: lim_{x->0}, int_0^1, oo.
TYPED = re.compile(r"\b(?:lim|int|sum|prod)(?=_[\d({A-Za-z])|\boo\b")
# Units stand behind a result in text: 12/6 = 2 A.
UNIT_LAST = re.compile(
    r"^(?![=<>≤≥≈]).*\d[ ](?:[kmcM]?(?:[msgNJWVACKLh]|Hz|Pa|eV)|rad|mol|ohms?|Ω)(?:\^\d|[²³])?"
    r"(?:/\(?[A-Za-z ]{1,6}\)?(?:\^\d|[²³])?)?$")
ALLOWED = re.compile(r"[\w\s+\-*/^=<>().,;:!|{}\[\]\\'&∞≤≥≈≠·×÷−√∑∫∂πθαβγλμσ²³⁺⁻⁼⁽⁾₊₋₌₍₎∇∏…⋯→⇒⇔±∓‖⌊⌋⌈⌉]*\Z")


def bare_heading(words: str) -> bool:
    """Whether a paragraph of these words alone is a heading: short, no mathematics, no full stop unless a label's."""
    words = words.strip()
    bold = re.fullmatch(r"(\*\*|__)([^*_\n]{1,80})\1[:.]?", words)
    if bold:
        words = bold[2].rstrip(":.")
    if LABEL.match(words) and len(words) <= 10:
        return any(c.isalnum() for c in words)
    if not words or len(words) > 60 or "\n" in words or words[-1] in ".:,;?!)" or not words[0].isalnum():
        return False
    if any(c in words for c in "=<>\\$^_+|`[]{}") or not (words[0].isupper() or words[0].isdigit()):
        return False
    parts = words.split()
    return len(parts) <= 8 and any(c.isalpha() for c in words) and not any(part.lower() in SAYING for part in parts)


def is_bare_formula(line: str) -> bool:
    """Whether an undelimited line is a formula with a relation and no words."""
    line = TYPED.sub(" ", line.strip().replace(" ~= ", " ≈ "))
    if not 3 <= len(line) <= 300 or "$" in line or not RELATION.search(line) or not ALLOWED.match(line) or (
            UNIT_LAST.match(with_factors(line))):
        return False
    opening = line[1:] if line.startswith("\\\\") else line
    if opening.startswith(("\\begin", "\\end", "<", "\\(", "\\[", "[", "{", "http")) or "://" in line or "==" in line:
        return False
    unmarked = re.sub(r"\\[A-Za-z]+(?:\s*\{[A-Za-z ]+\})?", " ", line)
    unmarked = re.sub(r"[_^]\{[^{}]*\}", " ", unmarked)
    return all(word in KNOWN or is_product(word) for word in WORD.findall(unmarked))


def bare_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where formulas stand in a row of a table without words; none in any other line: | 2 | 3 × 0.5 = 1.5 |."""
    bars = [found.start() for found in BAR.finditer(text, start, end)]
    line = text[start:end].strip()
    if len(bars) < 3 or not (line.startswith("|") and line.endswith("|")):
        return []
    cells = [(one + 1, other) for one, other in pairwise(bars)]
    found = [(one, other) for one, other in cells if is_bare_formula(text[one:other])]
    others = [text[one:other] for one, other in cells if (one, other) not in found]
    return [] if any(map(RELATION.search, others)) else found


def is_product(word: str) -> bool:
    """Two letters side by side can be a product; more are a word."""
    return len(word) == 2 and word.lower() not in SHORT
