"""Sample means: \\bar x beside the elements x_i of a sample is their mean, where the page says nothing else of it.

    sum_{i=1}^n x_i on the page, \\bar x in the step      \\bar x = (sum_{i=1}^n x_i) / n

The convention is shown among the hypotheses of the step, and nothing is refuted by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from derive.kernel.term import Apply, Bind, Symbol, Term, free, number, subterms

Ends = dict[str, tuple[Term, Term] | None]        # of the sums over an array; none where they differ


def remember(terms: Iterable[Term], known: Ends) -> None:
    """Note over which range each array is summed."""
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2:
                for inner in subterms(part.body):
                    match inner:
                        case Apply("at", (Symbol(name, "array"), index)) if index == part.variable:
                            ends = (part.bounds[0], part.bounds[1])
                            known[name] = ends if known.get(name, ends) == ends else None


def means(terms: Iterable[Term], known: Ends, open_names: Collection[str]) -> tuple[Term, ...]:
    """What the barred names of a step stand for, each with a mark that no value is chosen for it."""
    terms = tuple(terms)
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
    return tuple(found)
