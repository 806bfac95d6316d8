"""Quantities that sentences name, English: the determinant of A is 10, the derivative of f at x = 1 is 2.

Each word with the formula that it stands for; {0} and {1} are what it is of. Those of lists are of numbers.
"""

from __future__ import annotations

import re

from derive.read.patterns import regex

QUANTITIES = {
    "determinant": r"\det({0})", "trace": r"\operatorname{{tr}}({0})", "inverse": "({0})^{{-1}}",
    "transpose": r"({0})^T", "norm": r"\|{0}\|", "euclidean norm": r"\|{0}\|", "magnitude": r"\|{0}\|",
    "modulus": "|{0}|", "absolute value": "|{0}|", "complex conjugate": r"\overline{{{0}}}",
    "square": "({0})^2", "cube": "({0})^3", "square root": r"\sqrt{{{0}}}", "reciprocal": r"\frac{{1}}{{{0}}}",
}
OF_TWO = {
    "dot product": r"({0}) \cdot ({1})", "inner product": r"({0}) \cdot ({1})", "scalar product": r"({0}) \cdot ({1})",
    "sum": "({0}) + ({1})", "product": "({0}) ({1})", "difference": "({0}) - ({1})",
    "quotient": r"\frac{{{0}}}{{{1}}}", "ratio": r"\frac{{{0}}}{{{1}}}",
    "greatest common divisor": r"\gcd({0}, {1})", "gcd": r"\gcd({0}, {1})",
    "least common multiple": r"\operatorname{{lcm}}({0}, {1})", "lcm": r"\operatorname{{lcm}}({0}, {1})",
}
SLOPES = {"derivative": "'", "first derivative": "'", "slope": "'", "second derivative": "''"}
OF_LISTS = frozenset({"mean", "average", "arithmetic mean", "median", "sum", "total", "product", "range"})
_WORDS = sorted({*QUANTITIES, *OF_TWO, *SLOPES, *OF_LISTS, "gradient", "value", "eigenvalues", "eigenvalue"},
                key=len, reverse=True)
_OF = r"⟦\d+⟧|-?\d+(?:\.\d+)?"
DESCRIBED = regex(
    rf"\b(?P<word>{'|'.join(_WORDS)})\s+of\s+(?:the\s+)?(?:matrix|matrices|vectors?|function|numbers?|data|sample"
    rf"|values?|list)?\s*(?P<of>(?:{_OF})(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)(?:{_OF}))*)"
    r"(?:\s+(?:with respect to|in)\s+⟦(?P<variable>\d+)⟧)?"
    r"(?:\s+(?:at|in)\s+(?:the point\s+|the origin\s+)?⟦(?P<at>\d+)⟧)?"
    r"\s*,?\s+(?P<verb>is|are|equals?)\s+(?:(?:then|thus|therefore|hence|just|simply|again|now)\s+)?"
    r"(?:equal to\s+|given by\s+)?(?:the (?:matrix|vector|number)\s+)?"
    r"(?P<near>(?:approximately|about|roughly)\s+)?"
    r"(?P<values>(?:⟦\d+⟧|(?<![\w.])-?\d+(?:\.\d+)?(?![\w/]|\.\d|\s*[%°])(?!\s*(?:times|percent)\b))"
    r"(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)⟦\d+⟧)*)")
# What may stand right before the word: "the L1 norm of x", "the harmonic mean of 2 and 6" are other quantities.
BEFORE = regex(r"(?:^|[.,;:(!?*\n]\s*|\b(?:the|and|so|that|hence|thus|then|therefore|since|because|as|where|while|but"
               r"|with|is)\s+)\**$")
# An inverse of a number is meant as that of a residue, as like as not.
OF_RESIDUES = regex(r"\b(?:mod|modulo|modular|congruen\w*|residues?)\b|≡|\\pmod|\\equiv")
# Words of a sentence with which it does not say that this is so.
UNSAID = regex(
    r"\b(?:if|suppose|assum\w+|let|whether|not|unless|such that|so that|must|should|would|could|may|estimat\w+|when"
    r"|given|require\w*|want|find|show|prove|claim\w*|conjectur\w+|say|modulo|mod|weighted|running|moving|partial"
    r"|geometric|harmonic|squared|two of|one of|no|every|any|each|possible)\b")

# Words before a number that tells by how much something is more or less.
BY_HOW_MUCH = regex(r"\b(?:by|by a factor(?: of)?|a factor(?: of)?)\s*$")
# A quantity whose value stands behind: gives a variance of 4 - 4/5 = 16/5. No a third of, a share of.
OF_A_QUANTITY = regex(
    r"\b(?:an?|total|smaller|larger)\s+(?:[a-z]+\s+)?(?:variance|mean|average|deviation|error|probability|chance|score"
    r"|distance|length|area|volume|speed|velocity|force|energy|loss|profit|penalty|rate|cost|total|price|bias|entropy"
    r"|slope|height|width|frequency|period|likelihood|value)\s+of\W*$")
# What is worth less the later it comes, by a factor between 0 and 1.
DISCOUNTED = regex(
    r"\bdiscount(?:ed|ing)? (?:factors?|rewards?|utilit\w+|payoffs?|returns?)\b|\b(?:grim|tit)[- ](?:trigger|for)\b"
    r"|\btrigger strateg\w+|\brepeated (?:games?|prisoner\w*)\b", re.I)
