"""What is said of an element with a letter for its index is said of every element.

    p_i >= 0                 also: for all k, p_k >= 0
    a_i <= b_i               also: for all k, a_k <= b_k
    w_ij > 0                 also: for all k and l, w_kl > 0
    x_i > x_j, x_i < x_{i+1} of two elements of one array: no more than what is written
    a_m > 0, m = 3           the index is a number of the page: no more than what is written
"""

from __future__ import annotations

from collections.abc import Collection

from derive.kernel.term import Apply, Bind, Symbol, Term, free, subterms

ORDERS = frozenset({"<", "<=", ">", ">=", "!="})


def everywhere(fact: Term, known: Collection[str]) -> Term | None:
    """The fact for every value of its index letters; None where it is about chosen elements, or about none."""
    parts = fact.args if isinstance(fact, Apply) and fact.head == "and" else (fact,)
    if not all(isinstance(part, Apply) and part.head in ORDERS for part in parts):
        return None
    letters: dict[Symbol, None] = {}
    places: dict[Term, tuple[Term, ...]] = {}
    for part in subterms(fact):
        if isinstance(part, Apply) and part.head == "at":
            array, *indices = part.args
            if places.setdefault(array, tuple(indices)) != tuple(indices):
                return None
            if len(set(indices)) < len(indices) or not all(_is_letter(index) for index in indices):
                return None
            letters |= dict.fromkeys(index for index in indices if isinstance(index, Symbol))
    if not letters or any(letter.name in known or letter not in free(fact) for letter in letters):
        return None
    for letter in reversed(letters):
        fact = Bind("forall", letter, fact)
    return fact


def _is_letter(index: Term) -> bool:
    return isinstance(index, Symbol) and index.sort == "integer"
