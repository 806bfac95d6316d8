"""Sample means: \\bar x beside the elements x_i of a sample is their mean, where the page says nothing else of it.

    sum_{i=1}^n x_i on the page, \\bar x in the step      \\bar x = (sum_{i=1}^n x_i) / n
    s_x^2, s_{xy}                                         sample variances and covariances, over n - 1

The convention is shown among the hypotheses of the step, and nothing is refuted by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations_with_replacement

from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, number, subterms

Ends = dict[str, tuple[Term, Term] | None]        # of the sums over an array; none where they differ


def remember(terms: Iterable[Term], known: Ends) -> None:
    """Note over which range each array is summed."""
    for term in terms:
        for part in subterms(term) if "sum" in heads(term) else ():
            if isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2:
                for inner in subterms(part.body):
                    match inner:
                        case Apply("at", (Symbol(name, "array"), index)) if index == part.variable:
                            ends = (part.bounds[0], part.bounds[1])
                            known[name] = ends if known.get(name, ends) == ends else None


def means(terms: Iterable[Term], known: Ends, open_names: Collection[str]) -> tuple[Term, ...]:
    """What the barred names of a step stand for, each with a mark that no value is chosen for it."""
    terms = tuple(terms)
    if not known:
        return ()
    found: list[Term] = []
    said = {side for term in terms if isinstance(term, Apply) and term.head == "=" for side in term.args}
    for symbol in sorted(set().union(*map(free, terms)), key=lambda s: s.name):
        ends = known.get(symbol.name[4:-1]) if symbol.name.startswith("bar{") else None
        if ends is None or symbol.sort != "real" or symbol in said or symbol.name in open_names:
            continue
        lo, hi = ends
        if lo != number(1) or symbol in free(hi):
            continue
        index = Symbol("i" if Symbol("i", "integer") not in free(hi) else "j", "integer")
        total = Bind("sum", index, Apply("at", (Symbol(symbol.name[4:-1], "array"), index)), ends)
        found += [Apply("=", (symbol, Apply("/", (total, hi)))), Apply("meant", (symbol,))]
    return (*found, *spreads(terms, known, open_names, said))


def spreads(terms: Iterable[Term], known: Ends, open_names: Collection[str], said: set[Term]) -> Iterator[Term]:
    """What s_x^2 and s_{xy} stand for: sums of products of deviations from the means, over n - 1."""
    for symbol in sorted(set().union(*map(free, terms)), key=lambda s: s.name):
        names = symbol.name[2:].strip("{}") if symbol.name.startswith("s_") and symbol.sort == "real" else ""
        value: Term = symbol if len(names) == 2 else Apply("^", (symbol, number(2)))
        ends = known.get(names[0]) if 0 < len(names) < 3 else None
        if ends is None or known.get(names[-1]) != ends or {symbol, value} & said or symbol.name in open_names:
            continue
        lo, hi = ends
        if lo != number(1) or not isinstance(hi, Symbol):
            continue
        yield Apply("=", (value, Apply("/", (_of_deviations(names, ends), Apply("+", (hi, number(-1)))))))
        yield from (Apply("meant", (symbol,)), *((Apply(">=", (symbol, number(0))),) if len(names) == 1 else ()))


def _of_deviations(names: str, ends: tuple[Term, Term]) -> Term:
    index, other = Symbol("i", "integer"), Symbol("j", "integer")
    deviations = []
    for name in (names[0], names[-1]):
        array = Symbol(name, "array")
        total = Bind("sum", other, Apply("at", (array, other)), ends)
        deviations.append(Apply("+", (Apply("at", (array, index)), Apply("-", (Apply("/", (total, ends[1])),)))))
    return Bind("sum", index, Apply("*", tuple(deviations)), ends)


def products(terms: Iterable[Term], known: Ends) -> tuple[Term, ...]:
    """x^T y = sum_i x_i y_i for names that stand with an index and as vectors; 1_n^T x = sum_i x_i, 1_n^T 1_n = n."""
    terms = tuple(terms)
    written = frozenset().union(*map(heads, terms))
    if "sum" not in written or written.isdisjoint(("transpose", "matmul", "dot", "norm")):
        return ()
    symbols = sorted(set().union(*map(free, terms)), key=lambda s: s.name)
    whole = [(s, known[s.name]) for s in symbols if s.sort == "vector" and known.get(s.name) is not None]
    counts = {_name(ends[1]): ends for _, ends in whole if ends is not None}
    ones = [(s, counts.get(s.name[2:].strip("{}"))) for s in symbols if s.sort == "vector" and s.name.startswith("1_")]
    found: list[Term] = []
    for (left, ends), (right, others) in combinations_with_replacement([*ones, *whole], 2):
        if ends is None or ends != others:
            continue
        index = Symbol("i" if Symbol("i", "integer") not in free(ends[1]) else "j", "integer")
        factors = tuple(Apply("at", (Symbol(s.name, "array"), index)) for s in (left, right) if s.name[:2] != "1_")
        body = factors[0] if len(factors) == 1 else Apply("*", factors)
        total = Bind("sum", index, body, ends) if factors else ends[1]
        found.append(Apply("=", (Apply("matmul", (Apply("transpose", (left,)), right)), total)))
    return tuple(found)


def _name(end: Term) -> str:
    return end.name if isinstance(end, Symbol) else ""
