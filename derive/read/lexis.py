"""The regular expressions of the tokenizer, and the signs of one character."""

from __future__ import annotations

import re

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
ONES: dict[str, tuple[str, str]] = {
    "{": ("{", "{"), "}": ("}", "}"), "^": ("^", "^"), "_": ("_", "_"), "&": ("&", "&"), "+": ("+", "+"),
    "-": ("-", "-"), "−": ("-", "-"), "–": ("-", "-"), "/": ("/", "/"), "∕": ("/", "/"), "*": ("times", "*"),
    "=": ("rel", "="), "<": ("rel", "<"), ">": ("rel", ">"), "(": ("open", "("), "[": ("open", "["),
    ")": ("close", ")"), "]": ("close", "]"), "|": ("bar", "|"), ",": (",", ","), ";": (";", ";"), ":": (":", ":"),
    ".": (".", "."), "!": ("!", "!"), "，": (",", ","), "；": (";", ";"), "。": (".", "."), "：": (":", ":"),
    "（": ("open", "("), "）": ("close", ")"), "＝": ("rel", "="), "＋": ("+", "+"), "－": ("-", "-"),
}
