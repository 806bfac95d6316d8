r"""What a goal about whole vectors rests on: the sizes of arrays, and functions taken of every element.

    p - y, with \sum_{i=1}^n y_i on the page       p, y in R^n
    a = \sigma(W x + b)                            sigma is taken of every element
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.elaborate.formulas.matrices import EACH, is_matrix
from derive.kernel.term import Apply, Bind, Symbol, Term, heads, number, subterms

_ONE = number(1)


def whole_arrays(goal: Term, hypotheses: Sequence[Term]) -> tuple[Term, ...]:
    """Hypotheses about the arrays and functions of a goal that stand beside whole vectors."""
    names = {s for s in _bare(goal) if s.sort == "array"}
    applied = {
        part.args[0] for term in (goal, *hypotheses) if "call" in heads(term) for part in subterms(term)
        if isinstance(part, Apply) and part.head == "call" and len(part.args) == 2 and is_matrix(part.args[1])}
    found: list[Term] = [Apply("elementwise", (f,)) for f in sorted(applied, key=repr)
                         if isinstance(f, Symbol) and f.name in EACH]
    if names:
        lengths = _lengths((goal, *hypotheses))
        for array in sorted(names, key=repr):
            ends = lengths.get(array.name, set())
            if len(ends) == 1:
                found.append(Apply("in", (array, Apply("^", (Apply("reals"), next(iter(ends)))))))
    return tuple(found)


def _bare(term: Term) -> Iterator[Symbol]:
    """The names that stand by themselves, not before an index."""
    pending = [term]
    while pending:
        match pending.pop():
            case Symbol() as symbol:
                yield symbol
            case Apply(head, args):
                pending += args[1:] if head in ("at", "call") else args
            case Bind(head, variable, body, bounds):
                if head == "derivative" and len(bounds) == 1:
                    yield variable
                pending.append(body)


def _lengths(terms: Sequence[Term]) -> dict[str, set[Term]]:
    """The upper ends of the sums that run over an array from 1 on."""
    found: dict[str, set[Term]] = {}
    for term in terms:
        for part in subterms(term) if "sum" in heads(term) else ():
            if isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2 and part.bounds[0] == _ONE:
                for inner in subterms(part.body):
                    match inner:
                        case Apply("at", (Symbol(name, "array"), place)) if place == part.variable:
                            found.setdefault(name, set()).add(part.bounds[1])
    return found
