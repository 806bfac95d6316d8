"""The regular expressions of the tokenizer, and the signs of one character."""

from __future__ import annotations

import re
from functools import lru_cache

PATTERN = re.compile(
    r"""(?P<space>\s+|\\l?eqno(?![A-Za-z]).*)
    |(?P<macro>\\(?:[A-Za-z]+\*?|.|\n|$))
    |(?P<number>(?<![\d.])(?<!\d,)\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+(?![\d]|,\d|\{,\}\d)(?:\.\d+)?|\d+\{,\}\d+
       |\d+(?:\.\d+)?|\.\d+)
    |(?P<longer><=>|<->|<=|>=|=>|->|:=|=:|==|\*\*|\.\.\.+|\+-(?=\s)|(?<=\s)~=(?=\s)
       |(?<![A-Za-z])(?:int|sum|prod)(?=_[\d({A-Za-z])|(?<![A-Za-z])oo(?![A-Za-z]))
    |(?P<letters>[A-Za-z]+)
    |(?P<prime>['’′″]+)
    |(?P<comment>%)
    |(?P<one>.)""",
    re.VERBOSE | re.DOTALL,
)

MIXED = re.compile(r"\$([^$]*)\$|\\\((.*?)\\\)|((?:[^$\\]|\\[^(])+)", re.DOTALL)
ARGUMENT = re.compile(r"\s*(\*?)\s*\{")
LETTER = re.compile(r"\s*([A-Za-z])")
# A connective set as an operator: \operatorname{and}, \mathbin{\operatorname{or}}.
CONNECTIVE = re.compile(r"\s*(?:\\[A-Za-z]+\s*\{\s*)?(and|or)\s*\}?\s*")
LEFTRIGHT = re.compile(r"\s*(\\[A-Za-z]+|\\.|[^\\\s])")
NUMERAL = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?")     # \text{44,925}, \text{7.2e-6}
INDEX = re.compile(r"\{|[A-Za-z0-9](?![A-Za-z0-9]|\\_)")               # behind an underscore that Markdown made escape
PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9'-]*(?:\\_[A-Za-z0-9]+|_[A-Za-z0-9]+)*\Z")
# What \rm sets upright: a word, or words with blanks that are written out.
UPRIGHT_WORD = re.compile(r"\s*([A-Za-z]+(?:(?:\\ |~)[A-Za-z]+)*)")
# Type faces within words, \text{\emph{diff}}, and a string between quotes, \text{"h"}, which is a name.
FACE_IN_WORDS = re.compile(r"\\(?:emph|text(?:it|bf|sf|tt|rm|sl|up|md)|math(?:it|bf|rm|sf|tt))\s*\{([^{}]*)\}")
QUOTED = re.compile(r"(?:\"|“|``)([^\"“”`']{1,40})(?:\"|”|'')")
SPACING = re.compile(r"\\[,;:!> ]|~|\\thinspace|\\hspace\{[^}]*\}|\\mathstrut|\\-")
EQUALS = re.compile(r"\s*&?\s*(?:=|\\(?:approx|equiv|triangleq|coloneqq)\b)")
LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mu|cm|mm|in)")
EMS = {"em": 1.0, "ex": 0.45, "pt": 0.1, "mu": 1 / 18, "cm": 2.8, "mm": 0.28, "in": 7.2}       # about, of a length
# A delimiter or a sign that lost the blank behind it, as character recognition and templates write: \\lvertx, \\cdotx.
GLUED = re.compile(r"([lr]?[vV]ert|[lr](?:angle|floor|ceil|brace|brack|group)|cdot|times|leq|geq)([A-Za-z])\Z")
# 6.67E-11: nobody multiplies 6.67 by a name E and takes 11 from it. 6.67e-11 may be of Euler's number, but not on a
# page that writes numbers as programs do, with two digits behind the e, or with no sign.
POWER_OF_TEN = re.compile(r"E([+-]\d{1,3})(?![\d.])")
AS_PROGRAMS_WRITE = re.compile(r"e([+-]?\d{1,3})(?![\dA-Za-z_^{(]|\.\d)")
OF_PROGRAMS = re.compile(r"(?<![\w.^{])\d+\.\d+e(?:[+-]\d\d|\d\d?)(?![\dA-Za-z_^{(]|\.\d)")
SIGNED_DIGITS = frozenset(f"{sign}{digit}" for sign in "+-" for digit in range(10))
ONES: dict[str, tuple[str, str]] = {
    "{": ("{", "{"), "}": ("}", "}"), "^": ("^", "^"), "_": ("_", "_"), "&": ("&", "&"), "+": ("+", "+"),
    "-": ("-", "-"), "−": ("-", "-"), "–": ("-", "-"), "/": ("/", "/"), "∕": ("/", "/"), "*": ("times", "*"),
    "=": ("rel", "="), "<": ("rel", "<"), ">": ("rel", ">"), "(": ("open", "("), "[": ("open", "["),
    ")": ("close", ")"), "]": ("close", "]"), "|": ("bar", "|"), ",": (",", ","), ";": (";", ";"), ":": (":", ":"),
    ".": (".", "."), "!": ("!", "!"), "，": (",", ","), "；": (";", ";"), "。": (".", "."), "：": (":", ":"),
    "（": ("open", "("), "）": ("close", ")"), "＝": ("rel", "="), "＋": ("+", "+"), "－": ("-", "-"),
}


def power_of_ten(source: str, start: int, stop: int, decimal: bool) -> re.Match[str] | None:
    """The power of ten behind a number, written E-11 or, on pages that write as programs do, e-11."""
    letter = source[start : start + 1]
    if letter == "E":
        return POWER_OF_TEN.match(source, start, stop) if decimal else None
    if letter != "e" or not _is_of_programs(source):
        return None
    found = AS_PROGRAMS_WRITE.match(source, start, stop)
    either = found is not None and not decimal and found[1] in SIGNED_DIGITS and _raises_e(source)
    return None if either else found             # 2e-1 beside e^2


@lru_cache(maxsize=8)
def _is_of_programs(source: str) -> bool:
    return OF_PROGRAMS.search(source) is not None


@lru_cache(maxsize=8)
def _raises_e(source: str) -> bool:
    return re.search(r"(?<![A-Za-z])e\s*(?:\^|\*\*)", source) is not None
