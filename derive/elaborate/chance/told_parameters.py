"""What the law of something random makes of the parameters in it.

    X ~ Exp(lambda)                                     lambda > 0
    "i.i.d. Bernoulli with parameter theta"             0 < theta < 1
    "an exponential density p(x) = lambda e^{-lambda x}"    lambda > 0

Declined where the law is not known here, or a parameter is no plain name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from derive.elaborate.chance.samples import FORMULA
from derive.elaborate.chance.standard_laws import Law, conditions_on, law_of, term_of
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Symbol, Term, free, number, substitute
from derive.read.parse import parse

_NAMED = re.compile(
    r"\b(?P<law>Bernoulli|geometric|Poisson|exponential)\b(?:[\s-]+(?:random|variables?|distribut\w*|laws?|density|trials?"
    r"|samples?|data|with|of|the|an?|unknown|success|rate|mean|intensity|parameters?|probability)){0,7}\s*\(?"
    r"\$(?P<name>[^$]+)\$", re.I)
_DENSITY = re.compile(
    r"\bexponential(?:ly)?\b[^$]{0,60}\$[^$]*?(?P<name>\\?[A-Za-z]+)\s*(?:e\^\{?|\\exp\s*(?:\\left)?\()\s*-\s*"
    r"(?P=name)(?![A-Za-z])", re.I)
_BELOW_ONE = frozenset({"bernoulli", "geometric"})
_DOUBTED = re.compile(r"\b(?:not|no longer|instead)\b", re.I)


@dataclass(frozen=True, slots=True)
class Parameter:                                 # Used for:
    name: str
    start: float                                 # from where to where on the page it is one
    stop: float
    conditions: tuple[Term, ...]                 # on the name as a real number


def laws_in(sentence: str) -> Iterator[tuple[str, Law, tuple[Term, ...]]]:
    """What X ~ Law(...) says: the names as they are written, the law, and its parameters."""
    for written in FORMULA.findall(sentence):
        names, sign, law = written.partition("\\sim")
        term = term_of(law) if sign else None
        known = law_of(term, 0) if term is not None else None
        if known is not None:
            yield names, *known


def parameters_in(sentence: str, start: float, stop: float) -> Iterator[Parameter]:
    """The parameters of the laws of which a sentence tells."""
    if _DOUBTED.search(sentence):
        return
    for _, law, parameters in laws_in(sentence):
        for condition in conditions_on(law, parameters):
            names = free(condition)
            if len(names) == 1:
                (symbol,) = names
                yield Parameter(symbol.name, start, stop, (condition,))
    for match in (*_NAMED.finditer(sentence), *_DENSITY.finditer(sentence)):
        name = spelling(parse(match["name"]))
        if name is not None:
            symbol, kind = Symbol(name, "real"), match.groupdict().get("law", "")
            below = (Apply("<", (symbol, number(1))),) if kind.lower() in _BELOW_ONE else ()
            yield Parameter(name, start, stop, (Apply(">", (symbol, number(0))), *below))


def said_of_parameters(parameters: Sequence[Parameter], symbols: Iterable[Symbol], at: float) -> Iterator[Term]:
    """The conditions on the names in a step at a place."""
    for symbol in symbols:
        for one in parameters:
            if one.name == symbol.name and symbol.sort == "real" and one.start <= at < one.stop:
                for condition in one.conditions:
                    yield substitute(condition, dict.fromkeys(free(condition), symbol))


__all__ = ["Parameter", "laws_in", "parameters_in", "said_of_parameters"]
