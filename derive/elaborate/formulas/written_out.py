"""Formulas written out at the numbers that are given: definitions, elements and short sums, to be compared by eye.

P_1   with P_j = exp(h_j)/sum_k exp(h_k), n = 2, h_1 = 2, h_2 = 1        exp(2)/(exp(2) + exp(1))
h_2   with h_t = tanh(w h_{t-1} + u x_t), h_0 = 0, ...                   tanh(w tanh(u x_1) + u x_2), in numbers
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from derive.elaborate.sequences import at_a_number
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number, substitute, subterms

ROUNDS = 12  # a definition in another, and an element by the one before
TERMS = 12  # of a sum that is written out
SIZE = 400  # parts of what a reader compares


def written_out(term: Term, hypotheses: Iterable[Term]) -> Term:
    """The term with what the hypotheses give in place of names and elements; as it is where it grows too long."""
    known, rules = _equations(hypotheses)
    for _ in range(ROUNDS):
        opened = rewrite(term, partial(_opened, known=known, rules=rules))
        if opened == term or sum(1 for _ in subterms(opened)) > SIZE:
            return term
        term = opened
    return term


def _equations(hypotheses: Iterable[Term]) -> tuple[dict[Term, Term], dict[Symbol, tuple[Symbol, Term, Term]]]:
    """What names and elements are given as, and rules for every element of an array."""
    known: dict[Term, Term] = {}
    rules: dict[Symbol, tuple[Symbol, Term, Term]] = {}
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("=", ((Symbol() | Apply("at")) as name, body)) if name not in subterms(body):
                known.setdefault(name, body)
            case Bind("forall", index, Apply("=", (Apply("at", (Symbol() as array, at)), body))) if at == index:
                rules.setdefault(array, (index, at, body))
    return known, rules


def _opened(part: Term, known: Mapping[Term, Term], rules: Mapping[Symbol, tuple[Symbol, Term, Term]]) -> Term | None:
    if part in known:
        return known[part]
    match part:
        case Apply("at", (Symbol() as array, Number(place) as at)) if array in rules and place.denominator == 1:
            index, _, body = rules[array]
            return rewrite(substitute(body, {index: at}), at_a_number)
        case Bind("sum", index, body, (Number(low), Symbol() | Number() as high)):
            last = known.get(high, high)
            if isinstance(last, Number) and low.denominator == last.value.denominator == 1:
                places = range(int(low), min(int(last.value), int(low) + TERMS) + 1)
                if 1 < len(places) <= TERMS:
                    return Apply("+", tuple(rewrite(substitute(body, {index: number(k)}), at_a_number) for k in places))
    return None
