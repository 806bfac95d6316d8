"""What varies and what does not: which names on a page are random, fixed, independent, or symmetric by construction.

    X ~ N(mu, Sigma), E(X), "random variable X", p(x | theta), \\hat\\beta     X, x and \\hat\\beta vary
    "constant a", a Greek or small letter that nothing makes random          does not
    "X and Y are independent"                                                independent(X, Y)
    "A and B are disjoint"                                                   P(A and B) = 0
    N(mu, Sigma), "symmetric", "covariance matrix"                           symmetric(Sigma)

Where the page is silent a name varies: then less is proved.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from derive.elaborate.chance.averages import Ends, means, products, remember
from derive.elaborate.chance.exclusive_events import Told, exclusive_in, plain_first, said_of_exclusive
from derive.elaborate.chance.samples import Sample, said_of_samples, samples_in, sizes_of_samples
from derive.elaborate.chance.told_moments import (
    Moments,
    independent_families,
    let_anew,
    moments_in,
    said_of_moments,
)
from derive.elaborate.chance.told_parameters import Parameter, parameters_in, said_of_parameters
from derive.elaborate.formulas.event_sides import CHANCES
from derive.elaborate.formulas.whole_arrays import whole_arrays
from derive.elaborate.language.conventions import GREEK
from derive.elaborate.language.spelling import names_in, spelling
from derive.kernel.term import Apply, Symbol, Term, free, heads
from derive.kernel.words import IDENTITIES
from derive.read.node import Node

OPERATORS = frozenset({"E", "mathbb{E}", "Var", "Cov", "Corr", "mathbb{V}", "Pr", "mathbb{P}", "H", "Skew", "Kurt",
                       "SD", "sd"})
COVARIANCES = {"N": 1, "mathcal{N}": 1, "mathcal{MN}": 2}                  # how many of the last arguments are such
DENSITIES = frozenset({"p", "q", "f", "P", "Q", "g"})
MOMENTS = frozenset({"E", "mathbb{E}", "E|", "Var", "Cov", "Corr", "mathbb{V}"})
_GIVEN = re.compile(r"\$([^$]+)\$")
_FORMULA = r"\$[^$]{1,60}\$"
_LISTED = rf"{_FORMULA}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_FORMULA})*"
_RANDOM = re.compile(
    rf"\brandom\W+(?:(?!with\b|having\b|whose\b|means?\b|variances?\b)\w+\W+){{0,3}}?({_LISTED})"
    rf"|({_LISTED})\s+(?:is|are|be)\s+[^.$]{{0,60}}\brandom", re.I)
_CONSTANT = re.compile(
    rf"\b(?:constants?|deterministic|non-?random|fixed)\b(?:[\s\w-]|\\times|\$[^$]*\\times[^$]*\$){{0,30}}?({_LISTED})"
    rf"|({_LISTED})\s+(?:is|are|be)\s+(?:\w+\s+){{0,2}}(?:constants?|deterministic|non-?random|fixed)\b", re.I)
_INDEPENDENT = re.compile(
    rf"({_LISTED})[^.$]{{0,60}}?(?<!not )(?<!linearly )(?<!conditionally )\bindependent\b"
    r"|(?<!not )(?<!conditionally )\bindependent\b[^.$]{0,60}?"
    rf"\b(?:variables?|vectors?)\W+(?:\w+\W+){{0,2}}?({_LISTED})", re.I)
_APART = re.compile(                               # Y is independent of X; if Y ~ Poisson(nu) is independent of X
    r"\$([^$]{1,60})\$[^.$]{0,40}?(?<!not )(?<!linearly )(?<!conditionally )\bindependent\s+of"
    r"\s+\$([^$]{1,60})\$", re.I)
_IF = re.compile(
    r"^(?:\*\*[^*]*\*\*|\W)*if\b(?![^.]*\b(?:whether|unless|not|no longer|need|without|when|even|conditionally)\b)",
    re.I)
_SYMMETRIC = re.compile(
    r"\b(?:symmetric|positive[- ](?:semi-?)?definite|(?<!cross-)covariance|precision|correlation)\b"
    rf"[\s\w-]{{0,30}}?\bmatri(?:x|ces)\W+({_LISTED})"
    rf"|({_LISTED})\s+(?:is|are|be)\s+(?:\w+\s+){{0,2}}(?:symmetric|positive[- ](?:semi-?)?definite)\b", re.I)
_INVERTIBLE = re.compile(
    rf"(?<!not )\b(?:invertible|non-?singular)\b[\s\w-]{{0,20}}?(?:\$[^$]*\\times[^$]*\$)?[\s\w-]{{0,12}}?"
    rf"\bmatri(?:x|ces)\W+({_LISTED})"
    rf"|({_LISTED})\s+(?:is|are|be)\s+(?:\w+\s+){{0,2}}?(?:invertible|non-?singular)\b", re.I)
_INDICATORS = re.compile(rf"({_LISTED})[^.$]{{0,40}}\bindicators?\b|\bindicators?\s+(?:\w+\s+){{0,2}}({_LISTED})", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z*\d])")
_DOUBTED = re.compile(r"\b(if|whether|unless|not|no longer|need|without|when|even|suppose instead)\b", re.I)
_TIES = re.compile(
    r"\b(uncorrelated|i\.?i\.?d|identically|zero[- ]mean|mean zero|expectation zero|cent(?:er|re)d|standardi[sz]ed"
    r"|unbiased|orthogonal|martingale|noise|stationary|(?:in)?depend\w*|exclusive|degenerate)\b", re.I)
_LAWS = re.compile(                                # words that tell how something random is distributed
    r"\b(density|densities|distribut\w*|pmf|pdf|cdf|laws?|bernoulli|binomial|poisson|uniform\w*|normal\w*|gaussians?"
    r"|exponential\w*|gamma|beta|geometric\w*|hypergeometric|multinomial|dirichlet|log-?normal|cauchy|laplace|pareto"
    r"|weibull|rademacher|chi-?squared?|student|coins?|dice|die|cards?|decks?|toss\w*|flip\w*|roll\w*|draw\w*|urns?"
    r"|balls?|heads|tails|indicators?|equally|probabilit\w+|likely|sampl\w+|cop(?:y|ies)|support\w*|waiting|arriv\w+"
    r"|binary|zero-one|success\w*|number of|tak(?:es?|ing)\s+(?:on\s|only\s|the\s)*(?:values?|integers?|\W|$)"
    r"|(?:with|has|have|having|and|same|common|zero|unit|equal|finite)\s+(?:\w+\s+)?(?:means?|variances?|moments?))\b",
    re.I)
_LIKELIHOOD = re.compile(r"\blikelihood\b", re.I)
_FORMULAS = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\\\[.*?\\\]|\\\(.*?\\\)", re.S)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SMALL = frozenset("abcdmnpqrstk")
_BOLD = re.compile(r"^(?:mathbf|boldsymbol|bm)\{(\w+)\}$")


@dataclass
class Chance:                                                              # Used for:
    random: set[str] = field(default_factory=set)                        # what may vary
    constant: set[str] = field(default_factory=set)                      # what is said not to
    families: list[tuple[float, float, frozenset[str]]] = field(default_factory=list)   # independent, from .. to
    indicators: set[str] = field(default_factory=set)                    # of events told in words
    exclusive: list[Told] = field(default_factory=list)                  # events, no two of which happen
    samples: list[Sample] = field(default_factory=list)                  # X_1, ..., X_n
    parameters: list[Parameter] = field(default_factory=list)            # of the laws that are told
    moments: list[Moments] = field(default_factory=list)                 # means and variances told in words
    symmetric: set[str] = field(default_factory=set)                     # matrices
    invertible: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)                          # random by the words of the page
    special: set[str] = field(default_factory=set)                       # said to be what is not checked here
    outer: Chance | None = None                                          # what was said before all problems
    tied: bool = False                                                   # something not understood ties names
    lawful: bool = False                                                 # what is random may have a law of its own
    averaged: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)   # the names in each mean
    sums: Ends = field(default_factory=dict)                             # what the mean of an array is taken over

    def added(
        self, hypotheses: tuple[Term, ...], sides: Iterable[Term], at: int, open_names: Collection[str] = ()
    ) -> tuple[Term, ...]:
        """The hypotheses of a step at a place, and what is to be known of the names in it."""
        whole = whole_arrays(Apply("tuple", tuple(sides)), hypotheses := plain_first(hypotheses))
        written = tuple(map(free, sides))
        sides = (*sides, *hypotheses)
        remember(sides, self.sums)
        averages = means(sides, self.sums, open_names)
        hypotheses = (*hypotheses, *averages, *products([*sides, *averages], self.sums))
        symbols = sorted(set().union(*map(free, sides)), key=lambda symbol: symbol.name)
        found: list[Term] = []
        matrices = [s for s in symbols if s.sort == "matrix" and s.name in self.symmetric]
        found += [Apply("symmetric", (s,)) for s in matrices]
        found += [Apply("invertible", (s,)) for s in symbols if s.sort == "matrix" and s.name in self.invertible]
        found += [Apply("meant", (s,)) for s in symbols if s.name in self.special]
        told = dict.fromkeys(said_of_parameters(self.parameters, symbols, at))
        found += [condition for condition in told if condition not in hypotheses]
        moments = any(not heads(side).isdisjoint(MOMENTS) for side in sides)
        found += [size for size in sizes_of_samples(self.samples, symbols, at) if size not in hypotheses and (
                  moments or "fixed" not in heads(size))]
        if moments:
            moving = [s for s in symbols if s.sort in ("real", "random", "array") and not self.is_fixed(s)]
            settled = self.tied or self.lawful
            one_sided = frozenset().union(*written) - frozenset.intersection(*written) if written else frozenset()
            found += [Apply("meant", (s,)) for s in moving if settled or s.name not in self.told or s in one_sided]
            found += [Apply("fixed", (s,)) for s in symbols if self.is_fixed(s)]
            for start, stop, family in self.families:
                if not start <= at < stop:
                    continue
                members = tuple(s for s in symbols if s.name in family)
                if len(members) > 1:
                    found.append(Apply("independent", members))
            found += said_of_samples(self.samples, symbols, hypotheses, at)
            found += [fact for fact in said_of_moments(self.moments, symbols, at) if fact not in (*hypotheses, *found)]
        elif not all(heads(side).isdisjoint(CHANCES) for side in sides):
            for start, stop, family in self.families:
                if start <= at < stop:
                    found += _independent_events([s for s in symbols if s.name in family], sides)
            found += said_of_exclusive(self.exclusive, symbols, sides, hypotheses, at)
        return (*hypotheses, *found, *whole)

    def is_fixed(self, symbol: Symbol) -> bool:
        """Whether a name does not vary, by what the page says or by the letter where it says nothing."""
        name = symbol.name
        if symbol.sort in ("function", "unknown", "random", "event", "set"):
            return False
        if name in self.constant:
            return True
        stem = name.partition("_")[0]
        if {name, stem} & self.random:
            return False
        stem = _BOLD.sub(r"\1", stem)
        if "{" in stem:
            return False
        if symbol.sort == "matrix":
            return bool(self.random)             # A X with X random: nothing says that A is
        if stem in self.constant or stem in GREEK:
            return stem not in ("epsilon", "varepsilon")
        return stem in _SMALL


def _independent_events(events: Sequence[Symbol], sides: Iterable[Term]) -> Iterator[Term]:
    """P(A and B) = P(A) P(B) of two events, in the letter for probabilities that the step has; of single capitals."""
    letters = sorted(set().union(*map(heads, sides)) & CHANCES)
    if len(events) == 2 and all(len(event.name) == 1 and event.name.isupper() for event in events) and letters:
        alone = tuple(Apply(letters[0], (event,)) for event in events)
        yield Apply("=", (Apply(letters[0], (Apply("cap", tuple(events)),)), Apply("*", alone)))


def names_a_law(words: str) -> bool:
    """Whether words speak of a law or of a likelihood: "## Exponential" begins with a likelihood of its own."""
    return bool(_LAWS.search(words) or _LIKELIHOOD.search(words))


def is_silent(hypothesis: Term) -> bool:
    """Whether a hypothesis is not shown: that a name is what it looks like, or stands for what is not known."""
    return isinstance(hypothesis, Apply) and hypothesis.head in (
        "meant", "fixed", "elementwise", "mean_of_each", "variance_of_each")


def chance(nodes: Sequence[Node], texts: Sequence[tuple[int, str]], headings: Sequence[int]) -> Chance:
    """What the formulas and the words of a page tell; texts with the places where they begin."""
    found = Chance()
    for node in nodes:
        for part in node.walk():
            if part.kind == "juxtapose":
                _look_at_application(part, found)
            elif part.kind == "chain":
                _look_at_law(part, found)
    for start, source in texts:
        found.lawful = found.lawful or bool(_LAWS.search(_FORMULAS.sub(" ", source)))
        for sentence in _SENTENCE.split(_LINK.sub(r"\1", source)):
            known = len(found.families)
            stop = min((place for place in headings if place > start), default=float("inf"))
            found.exclusive += exclusive_in(sentence, start, stop)
            _let_anew(sentence, start, found)
            if not _DOUBTED.search(sentence):
                _look_at_sentence(sentence, start, headings, found)
            elif _IF.search(sentence) and source.rstrip().endswith(sentence.rstrip()):
                last = max((node.span.stop for node in nodes), default=0)
                ends = min((place for place, _ in texts if place > start), default=last + 1)
                found.families += [(start, ends, family) for family in _families(sentence)]      # in the displays after
            found.tied = found.tied or (bool(_TIES.search(sentence)) and len(found.families) == known)
    for names, all_names in found.averaged:
        if (names | all_names).isdisjoint(found.random) and names.isdisjoint(found.constant):    # c of Var(c X)
            found.random |= names                # Var(q^T k): something in it varies
    return found


def _let_anew(sentence: str, start: int, found: Chance) -> None:
    """What was told of the laws and moments of names ends where these are let anew."""
    anew = let_anew(sentence)
    if anew:
        found.moments = [replace(m, stop=min(m.stop, start)) if m.name in anew else m for m in found.moments]
        found.parameters = [replace(p, stop=min(p.stop, start)) if p.name in anew else p for p in found.parameters]


def _look_at_sentence(sentence: str, start: int, headings: Sequence[int], found: Chance) -> None:
    """What one sentence says of what is random, constant, symmetric or independent."""
    found.told |= set(_named(_RANDOM, sentence))
    found.random |= found.told
    found.indicators |= {name.partition("_")[0] for name in _named(_INDICATORS, sentence)}
    fixed = [name for name in _named(_CONSTANT, sentence) if name not in found.random]
    found.constant |= {*fixed, *(name[:-2] for name in fixed if re.fullmatch(r"\w+_[a-z]", name))}      # x of x_i
    found.symmetric |= set(_named(_SYMMETRIC, sentence))
    found.invertible |= set(_named(_INVERTIBLE, sentence))
    stop = min((place for place in headings if place > start), default=float("inf"))
    for sample in samples_in(sentence, start, stop):
        found.samples.append(sample)
        found.random.add(sample.name)
    found.parameters += parameters_in(sentence, start, stop)
    told = list(moments_in(sentence, start, stop))
    found.moments += told
    for family in (*_families(sentence), *filter(None, [independent_families(sentence, told)])):
        found.families.append((start, stop, family))
        found.random |= family
        found.told |= family


def _families(sentence: str) -> Iterator[frozenset[str]]:
    """The families of independent names of which a sentence tells."""
    listed = [match[1] or match[2] for match in _INDEPENDENT.finditer(sentence)]
    listed += [f"${match[1]}$, ${match[2]}$" for match in _APART.finditer(sentence)]
    for names in listed:
        family = frozenset(_names(names))
        if len(family) > 1:
            yield family


def _look_at_application(part: Node, found: Chance) -> None:
    """E(X), Cov(X, Y): the names that stand alone vary, and capitals; in p(x | y) what stands before the bar."""
    for left, right in zip(part.children, part.children[1:], strict=False):
        name = spelling(left.children[0] if left.kind == "sub" else left)
        if right.kind == "sup":
            right = right.children[0]
        if right.kind != "paren" or name is None:
            continue
        inner = right.children[0]
        if name in OPERATORS:
            items = inner.children if inner.kind in ("list", "given", "chain") else (inner,)
            found.random |= {alone for item in items if (alone := spelling(item))}
            found.random |= {stem for item in items if item.kind == "sub" and (stem := spelling(item.children[0]))}
            found.random |= {other for other in names_in(inner) if other[:1].isupper() and name in ("Pr", "H")}
            found.averaged.append((frozenset(_counted_names(inner)), frozenset(names_in(inner))))
        elif name in DENSITIES:
            before = inner.children[0] if inner.kind == "given" else inner
            items = before.children if before.kind == "list" else (before,)
            found.random |= {alone for item in items if (alone := spelling(item))}
        if name in COVARIANCES and inner.kind in ("list", "given"):
            parts = [item for one in inner.children for item in (one.children if one.kind == "list" else (one,))]
            for item in parts[-COVARIANCES[name]:] if len(parts) > COVARIANCES[name] else ():
                capitals = {other for other in names_in(item) - {"T", *IDENTITIES} if other.strip("{")[:1].isupper()}
                if len(capitals) == 1 and not any(p.kind == "sum" for p in item.walk()):
                    found.symmetric |= capitals  # sigma^2 V, (tau Lambda)^{-1}


def _counted_names(node: Node) -> Iterator[str]:
    """The small and capital letters in a formula, not those of its indices."""
    name = spelling(node.children[0] if node.kind == "sub" else node)
    if name is not None:
        yield from [name] if len(name) == 1 and name != "T" else []
        return
    for child in node.children:
        yield from _counted_names(child)


def _look_at_law(part: Node, found: Chance) -> None:
    """X ~ D: X varies."""
    for left, sign in zip(part.children, part.children[1:], strict=False):
        if sign.kind == "relation" and sign.text == "sim":
            items = left.children if left.kind == "list" else (left,)
            for item in items:
                name = spelling(item)
                if name is not None:
                    found.random |= {name, name.partition("_")[0]}


def _named(pattern: re.Pattern[str], words: str) -> Iterator[str]:
    for match in pattern.finditer(words):
        yield from _names(next(group for group in match.groups() if group))


def _names(listed: str) -> Iterator[str]:
    """The plain names of a list of formulas."""
    for written in _GIVEN.findall(listed):
        from derive.read.parse import parse

        node = parse(re.split(r"\\in\b|=|\\sim\b", written)[0])
        items = node.children if node.kind == "list" else (node,)
        yield from (name for item in items if (name := spelling(item)))
