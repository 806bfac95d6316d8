"""Sequences given by rules: their elements in terms of earlier ones, so that these can be varied or put in."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.names.signature import Signature
from derive.elaborate.unfolding import SIZE, rewrite, size
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, substitute, subterms

DEEPEST = 8                                      # elements of a sequence unrolled


def down_to_element(term: Term, element: Apply, signature: Signature) -> Term:
    """The later elements of a sequence in terms of the one that is varied: h_2 by h_1, where h_t = tanh(w h_{t-1})."""
    array, place = element.args[0], element.args[-1]
    for fact in signature.hypotheses if len(element.args) == 2 else ():
        match fact:
            case Bind("forall", index, Apply("=", (Apply("at", (name, at)), body))) if (name, at) == (array, index):
                opened = partial(_earlier, array=array, place=place, index=index, body=body)
                for _ in range(DEEPEST):
                    term = rewrite(term, opened) if size(term) < SIZE else term
    return term


def unrolled(term: Term, variable: Symbol, signature: Signature) -> Term:
    """Numbered elements of sequences by their rules, down to the told ones: h_2 = tanh(w h_1 + u x_2), to vary w.

    Sequences whose rules do not hold the variable stay, and so does one of which no start is told.
    """
    rules: dict[Term, tuple[Symbol, Term]] = {}
    told: set[Term] = set()
    for fact in signature.hypotheses:
        match fact:
            case Bind("forall", index, Apply("=", (Apply("at", (name, place)), body))) if (
                    place == index and variable in free(body) and name in free(body)):
                rules[name] = (index, body)
            case Apply("=", (Apply("at", (_, Number())) as element, _)):
                told.add(element)

    def opened(part: Term) -> Term | None:
        match part:
            case Apply("at", (name, Number(k) as place)) if name in rules and part not in told and 0 < k <= DEEPEST:
                index, body = rules[name]
                return rewrite(substitute(body, {index: place}), at_a_number)
        return None

    found = term
    for _ in range(DEEPEST if rules and told else 0):
        found = rewrite(found, opened) if size(found) < SIZE else term
    left = (part for part in subterms(found) if isinstance(part, Apply) and part.head == "at" and part.args[0] in rules)
    return term if any(isinstance(part.args[-1], Number) and part not in told for part in left) else found


def at_a_number(part: Term) -> Term | None:
    """v_1 for v_{2-1}"""
    match part:
        case Apply("call" | "at" as head, (letter, Apply() as at)) if (value := Valuation({}, {}).of(at)) is not None:
            return Apply(head, (letter, Number(value)))
    return None


def _earlier(part: Term, array: Term, place: Term, index: Symbol, body: Term) -> Term | None:
    match part:
        case Apply("at", (name, at)) if name == array and is_later(at, place):
            return substitute(body, {index: at})
    return None


def is_later(index: Term, place: Term) -> bool:
    """Whether an index is a fixed number of places behind another, whatever the letters in both are."""
    names = sorted(free(index) | free(place), key=lambda symbol: symbol.name)
    apart: set[Fraction | None] = set()
    for start in (20, 37):
        known = Valuation({name.name: number(start * (k + 1)) for k, name in enumerate(names)}, {})
        ends = known.of(index), known.of(place)
        apart.add(None if ends[0] is None or ends[1] is None else ends[0] - ends[1])
    (difference,) = apart if len(apart) == 1 else (None,)
    return difference is not None and difference > 0


def offset(index: Term) -> tuple[Symbol, Fraction] | None:
    """n and c of an index n + c."""
    names = free(index)
    if len(names) != 1:
        return None
    (name,) = names
    at = [Valuation({name.name: Number(Fraction(k))}, {}).of(index) for k in range(3)]
    return (name, at[0]) if at[0] is not None and at[1] == at[0] + 1 and at[2] == at[0] + 2 else None
