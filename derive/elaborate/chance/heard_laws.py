"""What was heard of densities and of single probabilities, as laws: once formula, range and values are known.

    X has density f(x) = c x^2 on (0, 3), ..., c = 1/9           a law from there on
    f_X(x) = 2x, 0 <= x <= 1                                     of X by its name alone
    P(X = 0) = 0.2, P(X = 1) = 0.5, P(X = 2) = 0.3               as soon as these add up to 1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.chance.means_of_data import mean_claim
from derive.elaborate.chance.own_laws import EVERYWHERE, Curve, Table, integrated
from derive.elaborate.formulas.event_sides import CHANCES
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, heads, number, substitute
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

USUAL = ("f", "p", "g")                          # names of a density that the sentence does not name


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence about the density of names: the function, and the ranges of its variables, as far as it tells."""

    names: tuple[str, ...]
    function: str
    ends: tuple[tuple[str, Term, Term], ...]     # of the variable with this name, or of each ("")


def know_own_laws(page: Page) -> None:
    """What was heard of names, as laws, as far as the page has told the formula and the range of each by now."""
    known = page.densities
    for name, definition in page.context.definitions.items():
        of = name.partition("_")[2] if name[:2] in ("f_", "p_") else ""
        if len(of) == 1 and of.isupper() and (of,) not in known.heard and of not in known.laws and len(
                definition.parameters) == 1:
            known.heard[of,] = Heard((of,), name, ())
    for names, heard in known.heard.items():
        curve = _curve(page, heard)
        if curve is not None and curve.is_whole:
            known.own[names] = curve
        elif isinstance(known.own.get(names), Curve):
            del known.own[names]
    _know_tables(page)


def _know_tables(page: Page) -> None:
    """P(X = 0) = 0.2 and so on, where these add up to 1."""
    rows: dict[str, dict[Fraction, Fraction]] = {}
    for fact in page.context.facts:
        match fact:
            case Apply("=", (Apply(head, (Apply("=", (Symbol(name), Number(value))),)), chance)) if head in CHANCES:
                p = page.context.valuation.of(chance)
                if p is not None:
                    rows.setdefault(name, {})[value] = p
    for name, told in rows.items():
        table = Table(tuple(told.items()))
        if len(told) > 1 and table.is_whole and (name,) not in page.densities.own and name not in page.densities.laws:
            page.densities.own[name,] = table


def _curve(page: Page, heard: Heard) -> Curve | None:
    definition = _definition(page, heard)
    if definition is None or len(definition.parameters) != len(heard.names):
        return None
    values = {**page.context.values, **{
        fact.args[0].name: fact.args[1] for fact in page.context.facts if isinstance(fact, Apply) and fact.head == "="
        and isinstance(fact.args[0], Symbol) and not free(fact.args[1])}}
    body = substitute(definition.body, {s: values[s.name] for s in free(definition.body) if s.name in values})
    told = {name: (low, high) for name, low, high in heard.ends}
    body, inside = _inside(body)
    for condition in (*page.context.domains.get(definition.symbol.name, ()), *inside):
        told.update((name, ends) for name, ends in _bounded(condition) if name not in told)
    ends = [told.get(parameter.name, told.get("")) for parameter in definition.parameters]
    if any(one is None for one in ends) or (len(heard.names) == 2 and "" not in told and len(told) < 2):
        return None
    return Curve(definition.parameters, tuple(one for one in ends if one is not None), body)


def _definition(page: Page, heard: Heard) -> Definition | None:
    known = page.context.definitions
    own = f"{heard.function or 'f'}_{''.join(heard.names)}"
    names = (heard.function,) if heard.function else (own, *USUAL)
    return next((known[name] for name in (*names, own) if name in known and known[name].parameters), None)


def _inside(body: Term) -> tuple[Term, tuple[Term, ...]]:
    """The formula of a density where it is not zero, with the condition."""
    match body:
        case Apply("piecewise", (condition, value, Number(zero))) | Apply(
                "piecewise", (condition, value, _, Number(zero))) if zero == 0:
            return value, (condition,)
    return body, ()


def _bounded(condition: Term) -> Iterator[tuple[str, tuple[Term, Term]]]:
    """The ranges of names that a condition states."""
    low: dict[str, Term] = {}
    high: dict[str, Term] = {}
    parts = condition.args if isinstance(condition, Apply) and condition.head == "and" else (condition,)
    for part in parts:
        match part:
            case Apply("<" | "<=", (Symbol(name), end)) | Apply(">" | ">=", (end, Symbol(name))):
                high[name] = end
            case Apply("<" | "<=", (end, Symbol(name))) | Apply(">" | ">=", (Symbol(name), end)):
                low[name] = end
    for name in dict.fromkeys((*low, *high)):
        yield name, (low.get(name, EVERYWHERE[0]), high.get(name, EVERYWHERE[1]))


def claimed(page: Page, name: str, parameters: Sequence[Symbol], body: Term, written: Node) -> Obligation | None:
    """What a definition claims beside data, or a density, that was told; of decimals, which may be rounded, nothing.

    \\bar x is the mean of the data; the constant in a density makes its integral 1; f_X is the integral of a joint
    density over the other name.
    """
    if not parameters and (mean := mean_claim(page, name, body, written)) is not None:
        return mean
    if any(part.kind == "number" and "." in part.text for part in written.walk()):
        return None
    if not parameters:
        return _normalizes(page, name, body)
    of = name.partition("_")[2] if name[:2] in ("f_", "p_") else ""
    know_own_laws(page)
    for names, law in page.densities.own.items():
        if of not in names or not isinstance(law, Curve) or len(names) != 2 or len(parameters) != 1:
            continue
        place = names.index(of)
        x, (low, high) = law.variables[place], law.ends[place]
        whole = integrated(law, law.body, [one for one in law.variables if one != x])
        goal = Apply("=", (body, substitute(whole, {x: parameters[0]})))
        inside = (Apply("<", (low, parameters[0])), Apply("<", (parameters[0], high)))
        return Obligation(tuple(one for one in inside if "infinity" not in heads(one)), goal)
    return None


def _normalizes(page: Page, name: str, value: Term) -> Obligation | None:
    for heard in page.densities.heard.values() if not free(value) else ():
        curve = _curve(page, heard)
        if curve is not None and {s.name for s in free(curve.body)} - {s.name for s in curve.variables} == {name}:
            body = substitute(curve.body, {s: value for s in free(curve.body) if s.name == name})
            return Obligation((), Apply("=", (integrated(curve, body, curve.variables), number(1))))
    return None


__all__ = ["USUAL", "Heard", "claimed", "know_own_laws"]
