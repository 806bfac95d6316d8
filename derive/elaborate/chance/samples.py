"""Samples: X_1, ..., X_n of which the words of a page say that they are independent, and what moments each has.

    "Let X_1, ..., X_n be i.i.d. with mean mu and variance sigma^2"     independent(X), and the moments of each element
    "... i.i.d. Poisson(lambda)", "X_1, ..., X_n ~ N(mu, sigma^2)"      the moments of the law
    "E[X_i] = mu for all i"                                             likewise, as stated
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from derive.elaborate.chance.standard_laws import is_simple, law_of, template, term_of
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Symbol, Term, free, number, substitute

_DOTS = r"(?:\\l?dots|\\cdots|\\dotsc|\.\.\.|…)"
_NAME = r"(?P<name>[A-Zgrsxyzuvw]|\\(?:epsilon|varepsilon|xi|eta))"
_SAMPLE = re.compile(
    rf"\$\{{?{_NAME}_\{{?1\}}?\$?\s*,\s*(?:\$?[^$,]*\$?\s*,\s*)?\$?{_DOTS}\$?\s*,\s*\$?(?P=name)_\{{?(?P<count>\w+)\}}?")
_TOGETHER = re.compile(
    r"\bi\.?\s?i\.?\s?d\b|\bindependent(?:ly)?\b|\bindependent and identically|\brandom sample\b", re.I)
_ALIKE = re.compile(r"\bi\.?\s?i\.?\s?d\b|\bidentically\b|\brandom sample\b|\beach\b|\bcommon\b|\ball\b|\bwith\b", re.I)
_UNSURE = re.compile(r"\b(?:not|pairwise|conditionally|dependent|uncorrelated)\b", re.I)
_MEAN = re.compile(r"\b(?:mean|expectation|expected value)\s+(?:of\s+)?\$([^$]+)\$", re.I)
_VARIANCE = re.compile(r"\bvariance\s+(?:of\s+)?\$([^$]+)\$", re.I)
FORMULA = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True, slots=True)
class Sample:                                    # Used for:
    name: str                                    # the array
    start: float                                 # from where to where on the page it holds
    stop: float
    independent: bool
    count: str = ""                              # how many there are, at least one
    mean: Term | None = None
    variance: Term | None = None


def samples_in(sentence: str, start: float, stop: float) -> Iterator[Sample]:
    """The samples of which a sentence tells."""
    found = _SAMPLE.search(sentence)
    if found is None or not _ALIKE.search(sentence):
        return
    independent = bool(_TOGETHER.search(sentence)) and not _UNSURE.search(sentence)
    mean, variance = (_told(pattern, sentence) for pattern in (_MEAN, _VARIANCE))
    if mean is None and variance is None and independent:
        mean, variance = _by_law(sentence)
    yield Sample(found["name"].lstrip("\\"), start, stop, independent, found["count"], mean, variance)


def _told(pattern: re.Pattern[str], sentence: str) -> Term | None:
    """A plain number or name behind "mean" or "variance"; with "mean mu = 0" the value."""
    found = pattern.findall(sentence)
    term = term_of(found[0].rpartition("=")[2]) if len(found) == 1 else None
    return term if term is not None and is_simple(term) else None


def _by_law(sentence: str) -> tuple[Term | None, Term | None]:
    for written in FORMULA.findall(sentence):
        term = term_of(re.split(r"\\sim\b", written)[-1])
        known = law_of(term, 0) if term is not None else None
        if known is not None:
            law, parameters = known
            return template(law.mean, parameters, None)[0], template(law.variance, parameters, None)[0]
    return None, None


def said_of_samples(
    samples: Sequence[Sample], symbols: Iterable[Symbol], hypotheses: Iterable[Term], at: float
) -> Iterator[Term]:
    """What is known of the arrays in a step at a place: what the words tell, and E(X_i) = m with a letter for i."""
    symbols = list(symbols)
    here_named = {symbol.name: symbol for symbol in symbols}
    arrays = [symbol for symbol in symbols if symbol.sort == "array"]
    for symbol in arrays:
        here = [sample for sample in samples if sample.name == symbol.name and sample.start <= at < sample.stop]
        for sample in here[-1:]:
            if sample.independent:
                yield Apply("independent", (symbol,))
            mean, variance = (named(value, here_named) for value in (sample.mean, sample.variance))
            yield from of_each(symbol, mean, variance)
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("=", (Apply(head, (Apply("at", (Symbol(_, "array") as array, Symbol() as index)),)), value)) if (
                    index not in free(value) and array not in free(value) and array in arrays):
                if head in EXPECTED:
                    yield from of_each(array, value, None)
                elif head in VARIANCES:
                    yield from of_each(array, None, value)


def sizes_of_samples(samples: Iterable[Sample], symbols: Iterable[Symbol], at: float) -> Iterator[Term]:
    """n >= 1 of X_1, ..., X_n, and a B that counts does not vary."""
    counts = {sample.count for sample in samples if sample.start <= at < sample.stop}
    for symbol in symbols:
        if symbol.name in counts and symbol.sort in ("integer", "real"):
            yield Apply("<=", (number(1), symbol))
            yield Apply("fixed", (symbol,))


def named(value: Term | None, here: Mapping[str, Symbol]) -> Term | None:
    """A value in words with the names as they stand in the step."""
    if value is None:
        return None
    return substitute(value, {symbol: here[symbol.name] for symbol in free(value) if symbol.name in here})


def of_each(array: Symbol, mean: Term | None, variance: Term | None) -> Iterator[Term]:
    """The moments of every element of an array, as far as they are told."""
    if mean is not None:
        yield Apply("mean_of_each", (array, mean))
    if variance is not None:
        yield Apply("variance_of_each", (array, variance))
