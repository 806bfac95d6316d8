"""The words of a page that settle its ambiguous notation, beside the phrases of `phrases_en`."""

from __future__ import annotations

import re

# What speaks of algorithms, where lg is to base 2.
ALGORITHMS = re.compile(
    r"\b(?:recurrences?|running times?|algorithms?|binary|asymptotic\w*|comparisons|heaps?|subproblems?)\b", re.I)

# Coordinates are changed, optima sought, conjugates or slopes spoken of.
COORDINATES = re.compile(
    r"\b(?:transform(?:s|ed|ations?)?\b(?! of)|rotat\w+|translat\w+|reflect\w+|coordinates?|lorentz|boosts?|galilean"
    r"|(?:primed|new|moving|rest|other) (?:frames?|variables?|basis|axes|system)|renam\w+|perturb\w+|updated?)\b", re.I)
OPTIMA = re.compile(
    r"\b(?:minimi[sz]\w+|maximi[sz]\w+|optim\w+|equilibri\w+|critical|stationary|steady|fixed points?|profit|minimum"
    r"|maximum|derivative|first[- ]order condition)\b", re.I)
CONJUGATES = re.compile(r"\b(?:complex|conjugates?|imaginary|hermitian|unitary|adjoint|wave ?functions?|dual)\b", re.I)
DIFFERENTIATES = re.compile(
    r"\b(?:deriv(?:atives?|ing)|differenti\w+|slopes?|tangents?|velocit\w+|acceler\w+|critical points?|concav\w+|odes?"
    r"|(?:chain|product|quotient|power) rule|rates? of change|l'h[oô]pital\w*|wronskian"
    r"|initial[- ]value|separable|separat\w+|integrating factors?)\b", re.I)
# To which base a logarithm is.
_BASE = r"\blog(arithm)?s?\b[^.]{0,50}\bbase\s*(of |is |= )?\$?"
LOGARITHMS = (
    ("natural", re.compile(r"\bnatural (\$?\\?)?log", re.I)),
    ("log", re.compile(r"\b(common|decimal|decadic) log|" + _BASE + r"(10|ten)\b", re.I)),
    ("log_binary", re.compile(r"\bbinary log|" + _BASE + r"(2|two)\b", re.I)),
)
# What brackets mean.
INTEGER_PART = re.compile(r"\b(integer|integral) part\b|\b(greatest|largest) integer\b|\bfloor (function|of)\b", re.I)
FRACTIONAL_PART = re.compile(r"\bfractional part\b", re.I)
