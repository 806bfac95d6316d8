"""Means, variances and covariances that the words of a page tell of random names.

    "Let X be a random variable with mean mu and variance sigma^2"      E(X) = mu, Var(X) = sigma^2
    "X and Y are independent with means a, b and variances c, d"        of each its own
    "a random vector x with mean mu and covariance matrix Sigma"        E(x) = mu, Cov(x) = Sigma
    "the w_i are independent with mean zero and unit variance"          of every element of w

Declined where a sentence doubts, speaks of estimates or conditions, or gives more values than names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from derive.elaborate.chance.samples import FORMULA, named, of_each
from derive.elaborate.chance.standard_laws import is_simple, template, term_of
from derive.elaborate.chance.told_parameters import laws_in
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Symbol, Term, free, number
from derive.read.node import Node
from derive.read.parse import parse
from derive.read.patterns import regex

_LIST = r"\$[^$]+\$(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)\$[^$]+\$)*"
_MORE = r"(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)\$[^$=]+\$)*"
_VALUES = rf"(?:\s+(?:of|equal to))?\s+(?P<{{0}}>\$[^$]+\${_MORE}|zero|one|\d{{{{1,6}}}}(?:\.\d{{{{1,6}}}})?)(?![\w-])"
_CLAUSE = regex(                            # not in "$q$ and $k$ are"
    r"(?:,?\s+(?:and|while|but)|;|,)\s+(?=(?:(?:that|the|each|all)\s+)*(?:\w+\s+)?\$[^$]+\$\s+(?:is|has)\b"
    r"|(?:(?:that|the|each|all)\s+)+(?:\w+\s+)?\$[^$]+\$\s+(?:are|have)\b)")
_JOINTLY = regex(r"\bindependent of (?:the|each|one|all|every|them|\$)|\b(?:mutually|jointly|all) independent\b"
                      r"|\b(?:are|be) (?:all )?independent\b", re.I)
_SUBJECT = regex(
    rf"(?P<names>{_LIST})\s*,?\s+(?:(?:be|is|are|has|have|having|denotes?|with|of|whose|which|that|all|each|both)\b)"
    r"(?P<between>[^$.;]{0,90})$", re.I)
_MEAN = regex(r"\b(?:means?(?:\s+vectors?)?|expectations?|expected values?)" + _VALUES.format("mean")
                   + r"|\b(?P<zero>zero[- ]mean|mean[- ]zero|zero expectation)\b", re.I)
_VARIANCE = regex(r"(?<!co)\bvariances?" + _VALUES.format("variance") + r"|\b(?P<unit>unit[- ]variances?)\b", re.I)
_DEVIATION = regex(r"\bstandard deviations?" + _VALUES.format("deviation"), re.I)
_COVARIANCE = regex(r"\b(?:co)?variance(?:[- ]covariance)?\s+matri(?:x|ces)" + _VALUES.format("matrix")
                         + r"|\bcovariance" + _VALUES.format("covariance"), re.I)
_UNSURE = regex(
    r"\b(?:not|sample|samples|empirical|estimat\w+|conditional\w*|given|posterior|prior|asymptotic\w*|unknown law"
    r"|marginal\w*|pooled|population)\b", re.I)
_TOGETHER = regex(r"\bi\.?\s?i\.?\s?d\b|(?<!pairwise )(?<!linearly )\bindependent(?:ly)?\b", re.I)
_ELEMENTS = regex(
    r"\b(?:components|entries|elements|coordinates)\s+(?:of\s+)?(?:the\s+|both\s+)?(?:vectors?\s+)?$", re.I)
_LETS = regex(r"\b(?:let|suppose|assume|consider|denote|define|now|instead|take|be)\b", re.I)
_IID = regex(r"\bi\.\s?i\.\s?d\.?", re.I)


@dataclass(frozen=True, slots=True)
class Moments:                                   # Used for:
    name: str                                    # the name, or the stem of a family w_i
    family: bool
    start: float                                 # from where to where on the page it holds
    stop: float
    mean: Term | None = None
    variance: Term | None = None
    covariance: Term | None = None
    independent: bool = False                    # of each other, the members of a family


def moments_in(sentence: str, start: float, stop: float) -> Iterator[Moments]:
    """What a sentence tells of the moments of its names, clause by clause."""
    yield from _by_laws(sentence, start, stop)
    for clause in _CLAUSE.split(_IID.sub("iid", sentence)):
        yield from _in_clause(clause, start, stop)


def independent_families(sentence: str, moments: Sequence[Moments]) -> frozenset[str]:
    """The families whose moments a sentence tells, where it says that they are independent of each other as well."""
    names = frozenset(one.name for one in moments if one.family)
    return names if len(names) > 1 and _JOINTLY.search(sentence) and not _UNSURE.search(sentence) else frozenset()


def _by_laws(sentence: str, start: float, stop: float) -> Iterator[Moments]:
    """X ~ N(mu, sigma^2): the mean and the variance of the law."""
    for names, law, parameters in laws_in(sentence):
        if not law.mean or not law.variance:
            continue
        mean, variance = (template(part, parameters, None)[0] for part in (law.mean, law.variance))
        for node in _items(names):
            if node.kind == "name" and (name := spelling(node)) is not None and is_simple(mean) and is_simple(variance):
                yield Moments(name, False, start, stop, mean, variance)


def _in_clause(sentence: str, start: float, stop: float) -> Iterator[Moments]:
    found = [(kind, match) for kind, pattern in (
        ("mean", _MEAN), ("variance", _VARIANCE), ("deviation", _DEVIATION), ("covariance", _COVARIANCE))
        for match in pattern.finditer(sentence)]
    if not found or _UNSURE.search(sentence) or len({kind for kind, _ in found}) < len(found):
        return
    subject = _SUBJECT.search(sentence[: min(match.start() for _, match in found)])
    if subject is None:
        return
    elements = _ELEMENTS.search(sentence[: subject.start()]) is not None
    names = [node for written in FORMULA.findall(subject["names"]) for node in _items(written)]
    told = {kind: _values(match, len(names)) for kind, match in found}
    if any(values is None for values in told.values()):
        return
    for place, node in enumerate(names):
        stem = spelling(node.children[0]) if node.kind == "sub" and _runs(node) else None
        name = stem or spelling(node)
        if name is None:
            return
        value = {kind: values[place] for kind, values in told.items() if values}
        deviation = value.get("deviation")
        squared = deviation and Apply("^", (deviation, number(2)))
        yield Moments(
            name, stem is not None or elements, start, stop, value.get("mean"), value.get("variance") or squared,
            value.get("covariance"), bool(_TOGETHER.search(sentence)))


def _items(written: str) -> Sequence[Node]:
    node = parse(re.split(r"\\in\b|\\sim\b", written)[0])
    return node.children if node.kind == "list" else (node,)


def _runs(node: Node) -> bool:
    """Whether the index of a name is a letter: w_i, and not w_1."""
    return len(node.children) == 2 and (spelling(node.children[1]) or "").isalpha() and node.children[1].kind == "name"


def _values(match: re.Match[str], count: int) -> list[Term] | None:
    """A value for each of the names; None where they do not go together, or a value is no plain term."""
    written = match[match.lastgroup or ""]
    if match.lastgroup in ("zero", "unit") or not written.startswith("$"):
        words = {"zero": "0", "one": "1"}
        said = {"zero": "0", "unit": "1"}.get(match.lastgroup or "") or words.get(written.lower(), written)
        return [number(said)] * count
    terms = [term_of(item.rpartition("=")[2]) for one in FORMULA.findall(written) for item in _parts(one)]
    if len(terms) not in (1, count):
        return None
    plain = [term for term in terms if isinstance(term, Symbol) or (term is not None and is_simple(term))]
    return None if len(plain) < len(terms) else plain * (count if len(plain) == 1 else 1)


def _parts(written: str) -> list[str]:
    node = parse(written)
    return [written[item.span.start : item.span.stop] for item in node.children] if node.kind == "list" else [written]


def said_of_moments(moments: Sequence[Moments], symbols: Iterable[Symbol], at: float) -> Iterator[Term]:
    """The moments of the names in a step at a place, as equations; of a family, of every element."""
    here = {symbol.name: symbol for symbol in symbols}
    for one in moments:
        symbol = here.get(one.name)
        if symbol is None or not one.start <= at < one.stop or one.family != (symbol.sort == "array"):
            continue
        mean, variance, covariance = (_named(value, here) for value in (one.mean, one.variance, one.covariance))
        if one.family:
            yield from [Apply("independent", (symbol,))] if one.independent else []
            yield from of_each(symbol, mean, variance)
        elif symbol.sort == "vector":
            yield from (Apply("=", (Apply(head, (symbol,)), value)) for head, value in (
                ("E", mean), ("Cov", covariance)) if value is not None and _is_whole(value))
        elif symbol.sort in ("real", "random"):
            yield from (Apply("=", (Apply(head, (symbol,)), value)) for head, value in (
                ("E", mean), ("Var", variance)) if value is not None)


def let_anew(sentence: str) -> frozenset[str]:
    """The names that a sentence lets be something: what was said of their laws before has ended."""
    if not _LETS.search(sentence) and "\\sim" not in sentence:
        return frozenset()
    found: set[str] = set()
    for written in FORMULA.findall(sentence):
        for node in _items(re.split(r"=|:|<|>|\\le|\\ge", written)[0]):
            name = spelling(node)
            if name is not None:
                found |= {name, name.partition("_")[0]}
    return frozenset(found)


def tells_moments(fact: Term) -> bool:
    """Whether a hypothesis is a moment of a name, E(X) = m, or of every member of a family."""
    match fact:
        case Apply("=", (Apply("E" | "Var" | "Cov", (Symbol(),)), _)) | Apply("mean_of_each" | "variance_of_each"):
            return True
    return False


def _named(value: Term | None, here: Mapping[str, Symbol]) -> Term | None:
    """A value in words with the names as they stand in the step; None where one of them does not stand there."""
    return named(value, here) if value is not None and all(s.name in here for s in free(value)) else None


def _is_whole(value: Term) -> bool:
    """Whether a mean or covariance of a vector is one itself, or zero."""
    return value == number(0) or (isinstance(value, Symbol) and value.sort in ("vector", "matrix"))
