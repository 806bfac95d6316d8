"""Greek letters and degrees spelled out in formulas that are typed without dollars, as the signs that they are.

    mu >= 75/200, tan(theta) = 0.4, pi*d^2/4        the letters, where an operator or a bracket stands beside them
    cos(30 deg), theta = 21.8 deg                   degrees, behind a number
    the mean mu of the sample, Sigma Chi            words of the text stay words
    H0: mu = 50 against Ha: mu > 50                 so do those of a page that tests hypotheses, which it does not state

Each sign is followed by blanks, so that every other character keeps its place.
"""

from __future__ import annotations

from functools import lru_cache

from derive.read.node import Node
from derive.read.patterns import regex
from derive.read.record import replace

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ", "lambda": "λ", "mu": "μ",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω", "pi": "π",
}
_NAMES = "|".join(sorted(LETTERS, key=len, reverse=True))
_LETTER = regex(
    rf"(?<![\w\\$`@.'’&-])(?:(?<=[=<>≤≥*/+(^])|(?<=[=<>≤≥*/+(^-] )|(?<=\d )|(?=(?:{_NAMES})\)?\s?[=<>≤≥≈*/+^]))"
    rf"(?!lambda\s+\w[\w, ]{{0,20}}:)(?P<letter>{_NAMES})(?![\w'’\\$`{{-]|\.\w)")
_DEGREES = regex(r"(?<=\d)(?P<sign>[ ]deg)(?=\s*[)=,.;+*/-]|\s*$|\s+[(a-z])")
_TEST = regex(r"\bH_?[01aA]\s*:|\b(?:null|alternative) hypothes[ie]s")
_WORD = regex(r"[ ]?[a-z]+")
PAGES = 4                                        # that are remembered


@lru_cache(maxsize=PAGES)
def with_signs(source: str) -> str:
    """The page with such words as signs, as long as it was."""
    source = _DEGREES.sub(lambda found: "°".ljust(len(found[0])), source)
    if _TEST.search(source) is not None:
        return source
    return _LETTER.sub(lambda found: LETTERS[found["letter"]].ljust(len(found[0])), source)


def with_places(node: Node, source: str, start: int, stop: int) -> Node:
    """A formula that was read with the signs, with the places of the words: mu ends behind its u."""
    signs = with_signs(source)
    places = [at for at in range(start, stop) if signs[at] not in (source[at], " ")]
    ends = {at + 1: word.end() for at in places if (word := _WORD.match(source, at)) is not None}
    return _moved(node, ends) if ends else node


def _moved(node: Node, ends: dict[int, int]) -> Node:
    span = replace(node.span, stop=ends.get(node.span.stop, node.span.stop))
    return replace(node, span=span, children=tuple(_moved(child, ends) for child in node.children))


__all__ = ["with_places", "with_signs"]
