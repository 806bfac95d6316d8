"""Laws and moments typed without dollars: X ~ Bin(5, 0.3), E[X^2], Var(2X + 3)."""

from __future__ import annotations

import re

from derive.read.node import Node, Span
from derive.read.parse import parse
from derive.read.patterns import regex

_INNER = r"(?:[^()\[\]=<>$\n]|\([^()\n]{1,30}\)(?:\^\d)?){1,40}"
MOMENT = rf"(?:(?:E|Var|Cov)\({_INNER}\)|E\[{_INNER}\])"
LAW = regex(
    r"(?<![\w\\$~])(?P<name>[A-Z](?:_?\d{1,2}|_[a-z])?)\s*(?P<sign>~)\s*"
    r"(?P<law>Bin(?:om(?:ial)?)?|N|Poiss?(?:on)?|Exp|U(?:nif)?|Geom?|Bern(?:oulli)?)"
    r"(?P<of>\((?:[^()\n$]|\([^()\n$]{1,20}\)){1,40}\))")

_NAME = r"\$?[S-Z](?:_?\d)?\$?(?![\w'$])"
INDEPENDENT = re.compile(
    rf"\bindependent (?:random variables )?(?P<first>{_NAME}) and (?P<second>{_NAME})"
    rf"|(?<![\w$])(?P<one>{_NAME}) and (?P<other>{_NAME}) (?:are|be|being) "
    r"(?:(?:mutually|also|both|statistically) )?independent\b")


def read_law(source: str, match: re.Match[str]) -> Node:
    r"""X ~ Bin(5, 0.3) as X \sim \mathrm{Bin}(5, 0.3)."""
    name, of = (parse(source, *match.span(group), typed=True) for group in ("name", "of"))
    law = Node("name", match["law"], (), Span(*match.span("law")))
    sign = Node("relation", "sim", (), Span(*match.span("sign")))
    told = Node("juxtapose", "", (law, of), Span(match.start("law"), match.end()))
    return Node("chain", "", (name, sign, told), Span(*match.span()))


def with_laws(text: str) -> str:
    """A text with the laws, and the names that are said to be independent, between dollars, for what hears these."""
    text = LAW.sub(r"$\g<name> \\sim \\mathrm{\g<law>}\g<of>$", text) if "~" in text else text
    return INDEPENDENT.sub(_as_random, text) if "independent" in text else text


def _as_random(match: re.Match[str]) -> str:
    """independent X and Y: of letters that are usual for it."""
    one, other = (f"${match[names[0]] or match[names[1]]}$".replace("$$", "$") for names in (
        ("first", "one"), ("second", "other")))
    return f"{one} and {other} are independent random variables"


__all__ = ["LAW", "MOMENT", "read_law", "with_laws"]
