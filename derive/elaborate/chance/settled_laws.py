"""What a told law settles, so that a step about it can be refuted: in one reading only.

    X ~ Bin(10, 0.3)      P(X = 2), E(X) and Var(X) are numbers
    X ~ Bin(n, p)         likewise beside a side that holds n and p: what is 10 in words is no n
    P(Z < 1.96)           of the standard normal law; tables are entered with two digits, and steps judged accordingly
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.chance.events import CHANCES, slope_and_start
from derive.elaborate.chance.heard_laws import know_own_laws
from derive.elaborate.chance.standard_laws import BERNOULLI, BINOMIAL, GEOMETRIC, NORMAL, POISSON, Law, template
from derive.elaborate.chance.told_laws import ToldLaws
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.unfolding import unfold
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number, substitute, subterms
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.chance.densities import Densities
    from derive.elaborate.page import Page

SETTLING = frozenset(("=", "approx", "<", "<=", ">", ">="))
SETTLED = frozenset((*CHANCES, *EXPECTED, *VARIANCES, "Phi", "Cov", *(f"{letter}|" for letter in CHANCES)))
TABLES = Fraction(1, 200)                        # how far a value from a table, or a rule of thumb, may be off
Laws = Mapping[str, tuple[Law, tuple[Term, ...]]]


def is_settled(term: Apply, other: Term, laws: Laws, known: ToldLaws) -> bool:
    """Whether a mean or a probability is settled by the law of the only random name in it, beside another side."""
    beside = free(other)
    if term.head == "call":
        return term.args[0] == Symbol("Phi", "unknown") and not any(map(free, term.args[1:]))
    if not (term.head in CHANCES or term.head in EXPECTED or term.head in VARIANCES):
        return False
    match term.args:
        case (Apply("=", (Symbol(of), at)),) if term.head in CHANCES and of in known.chances:
            k, body = known.chances[of]
            return free(body) - {k} <= beside and free(at) <= beside
    names = [symbol for symbol in free(term) if symbol.name in laws]
    if len(names) != 1 or names[0].name in known.lent or not free(term) <= beside | {names[0]}:
        return False
    law, parameters = laws[names[0].name]
    if not all(free(parameter) <= beside for parameter in parameters) or (law.discrete and known.rough):
        return False
    if law is GEOMETRIC:
        return names[0].name in known.worded
    plain = law in (BERNOULLI, BINOMIAL, POISSON, NORMAL) or names[0].name in known.worded
    return plain and (names[0].name in known.counted or speaks_of(other, law, parameters))


def speaks_of(beside: Term, law: Law, parameters: tuple[Term, ...]) -> bool:
    """Whether a side may be about a law: a calculation with none of its numbers is about another."""
    written = {part.value for part in subterms(beside) if isinstance(part, Number)}
    if not law.discrete or isinstance(beside, Number) or free(beside) or not heads(beside).isdisjoint(CHANCES):
        return True
    values = {part.value for part in parameters if isinstance(part, Number)}
    return bool(written & (values | {1 - value for value in values})) or len(values) < len(parameters)


def known_moment(u: Term, spread: bool, laws: Laws) -> Term | None:
    """E(X), E(X^2), E(a X + b), Var(a X + b) by the mean and the variance of the law, a and b numbers."""
    name = next(symbol for symbol in free(u) if symbol.name in laws)
    law, parameters = laws[name.name]
    (mean,), (variance,) = template(law.mean, parameters, None), template(law.variance, parameters, None)
    if u == Apply("^", (name, number(2))) and not spread:
        return Apply("+", (variance, Apply("^", (mean, number(2)))))
    line = (Fraction(1), Fraction(0)) if u == name else slope_and_start(u, name)
    if line is None:
        return None
    slope, start = map(number, line)
    if spread:
        return variance if u == name else Apply("*", (Apply("^", (slope, number(2))), variance))
    return mean if u == name else Apply("+", (Apply("*", (slope, mean)), start))


def settled(page: Page, operand: Operand, beside: Term | None, relation: str) -> Operand:
    """A side with the probabilities and means in it as what the told laws make of them."""
    if operand.term is None or beside is None or relation not in SETTLING:
        return operand
    term = written_out(page, operand.term, beside)
    if term == operand.term:
        return operand
    return replace(operand, side=replace(operand.side, term=term), reading=replace(operand.reading, term=term))


def named(term: Term) -> frozenset[str]:
    """The heads of a term, and the names of functions of which nothing is known."""
    unknown = [symbol.name for symbol in free(term) if symbol.sort in ("unknown", "function")]
    return heads(term).union(unknown) if unknown else heads(term)


def written_out(page: Page, term: Term, beside: Term) -> Term:
    if SETTLED.isdisjoint(named(term)):
        return term
    know_own_laws(page)
    made = _in_random_names(page, term)
    moving = {"Z", "Phi", *page.densities.laws}
    known = page.densities if {symbol.name for symbol in free(beside)} - moving else _in_numbers(page)
    found = known.settled(made, beside, page.context.terms(), page.chance)
    return term if found == made else found


def _in_numbers(page: Page) -> Densities:
    """The laws with the numbers that their parameters have by now: X ~ N(mu, sigma^2), mu = 10, sigma = 2."""
    values = {name: value for name, value in page.context.values.items() if not free(value)}
    laws = {name: (law, tuple(substitute(one, {s: values[s.name] for s in free(one) if s.name in values})
                              for one in parameters)) for name, (law, parameters) in page.densities.laws.items()}
    if laws == page.densities.laws:
        return page.densities
    known = copy(page.densities)
    known.laws = laws
    return known


def _in_random_names(page: Page, term: Term) -> Term:
    """A term with Y = 3 X - 5 in the place of Y, where the law of X is known."""
    laws = {*page.densities.laws, *(name for names in page.densities.own for name in names)}
    made = frozenset(
        name for name, one in page.context.definitions.items() if not one.parameters and name not in laws | {"Z"}
        and not {symbol.name for symbol in free(one.body)}.isdisjoint(laws)) if laws else frozenset()
    return unfold(term, page.signature, only=made) if made else term


def as_from_tables(rounded: Term | None) -> Term | None:
    """|l - r| <= h, with h no less than a table of the normal law is read to."""
    match rounded:
        case Apply("<=", (gap, Number(half))) if "erf" in heads(gap):
            return Apply("<=", (gap, Number(max(half, TABLES))))
    return rounded
