"""Laws that a page tells by their densities: f_X(x) = lambda e^{-lambda x} says that X is exponential.

The formula is one of the standard laws with names of the page, or squares of these, for its parameters. Such a law
proves and never refutes: what the values of X are, the page has not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from derive.elaborate.chance.standard_laws import BERNOULLI, LAWS, NORMAL, Law, is_simple, template
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Symbol, Term, free, heads, number, subterms

DENSITY = re.compile(r"[fp]_([A-Z])")
MOST = 4                                         # names in a density
LARGEST = 80                                     # parts of one


def recognised(name: str, parameters: Sequence[Symbol], body: Term) -> tuple[str, Law, tuple[Term, ...]] | None:
    """The random name, its law and the parameters of that, from the definition of its density."""
    found = DENSITY.fullmatch(name)
    if found is None or len(parameters) != 1 or not is_simple(body) or sum(1 for _ in subterms(body)) > LARGEST:
        return None
    if not heads(body).isdisjoint(("abs", "piecewise", "max", "min", "sign", "derivative")):
        return None
    x = parameters[0]
    names = sorted(free(body) - {x}, key=lambda symbol: symbol.name)
    if x not in free(body) or len(names) > MOST:
        return None
    for law in dict.fromkeys(LAWS.values()):
        if law is BERNOULLI or law.support == ("u", "v"):
            continue
        for given in _parameters(law, names):
            if _same(body, *template(law.formula, given, x)):
                return found[1], law, given
    return None


def _parameters(law: Law, names: Sequence[Symbol]) -> Iterator[tuple[Term, ...]]:
    """What the parameters may be: names; of a normal law a variance, a square or a precision."""
    for chosen in permutations(names, law.count):
        yield chosen
        if law is NORMAL:
            yield chosen[0], Apply("^", (chosen[1], number(2)))
            yield chosen[0], Apply("/", (number(1), chosen[1]))
    if law is NORMAL and not names:
        yield number(0), number(1)


def _same(left: Term, right: Term) -> bool:
    """Whether two densities have one normal form where their names are above zero."""
    known = tuple(Apply(">", (symbol, number(0))) for symbol in sorted(free(left) | free(right), key=lambda s: s.name))
    try:
        return not Setting(known, (left, right)).of(Apply("+", (left, Apply("-", (right,)))))
    except (Beyond, RecursionError):
        return False
