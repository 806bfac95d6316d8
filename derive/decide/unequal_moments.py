"""Moments that the facts of a page settle, and that a step gives another value or another factor.

    X_1, ..., X_n i.i.d. with variance sigma^2     Var(mean) = sigma^2 / n, so not sigma^2 / n^2
    Var(U / c) = (1/c) Var(U)                      both sides are multiples of one moment, by 1/c^2 and by 1/c

What is left to decide is an equation in names that do not vary. Nothing is said where a name of it is open, where
it stands on one side alone, of which it may say what it is, or where a quantity is told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derive.decide.unequal_terms import open_names
from derive.elaborate.chance.determined import QUANTITIES
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.polynomial import Atom, Beyond, Monomial, Polynomial, multiply
from derive.kernel.setting import Setting
from derive.kernel.term import RELATIONS, Apply, Number, Obligation, Symbol, Term, free, heads, number

MOMENTS = EXPECTED | VARIANCES | {"Cov"}
LARGEST = 24                                     # terms of a side in its normal form


def unequal_moments(obligation: Obligation) -> Obligation | None:
    """An equation in fixed names that is as wrong as the step is."""
    match obligation.goal:
        case Apply("=", (left, right)) if not heads(obligation.goal).isdisjoint(MOMENTS):
            pass
        case _:
            return None
    told = [h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "="]
    if len(set(told)) < len(told) or any(side in told and isinstance(other, Number)
                                         for side, other in ((left, right), (right, left))):
        return None
    unmarked = (h for h in obligation.hypotheses if not (isinstance(h, Apply) and h.head == "meant"))
    hypotheses = tuple(sorted(unmarked, key=_is_of_variance))      # E(X) = 2 first, for Var(X) = 4 speaks of it
    setting = Setting(hypotheses, (left, right))
    try:
        sides = setting.of(left), setting.of(right)
        if max(map(len, sides)) > LARGEST:
            return None
        fixed = _fixed(obligation)
        pair = sides if all(_is_fixed(m, fixed) for side in sides for m in side) else _factors(*sides, fixed)
        if pair is None or pair[0] == pair[1]:
            return None
        ends = tuple(setting.normal.write(side) if side else number(0) for side in pair)
    except (Beyond, RecursionError):
        return None
    names = free(ends[0]) | free(ends[1])
    rests = _rests_on(left, hypotheses) & _rests_on(right, hypotheses)
    return Obligation(tuple(_kept(hypotheses, names)), Apply("=", ends)) if names <= rests else None


def _is_of_variance(hypothesis: Term) -> bool:
    return isinstance(hypothesis, Apply) and hypothesis.head == "=" and not heads(hypothesis).isdisjoint(VARIANCES)


def _fixed(obligation: Obligation) -> Callable[[Symbol], bool]:
    told = {h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "fixed"}
    marked = open_names(obligation)
    return lambda symbol: symbol not in marked and (symbol in told or symbol.sort == "integer")


def _is_fixed(monomial: Monomial, fixed: Callable[[Symbol], bool]) -> bool:
    return all(_is_settled(atom, fixed) for atom, _ in monomial)


def _is_settled(atom: Atom, fixed: Callable[[Symbol], bool]) -> bool:
    """Made of fixed names, and of no moment."""
    if atom.head in QUANTITIES or (isinstance(atom.term, Apply) and not heads(atom.term).isdisjoint(QUANTITIES)):
        return False
    return all(map(fixed, atom.symbols)) and all(
        _is_fixed(monomial, fixed) for p in atom.inner for monomial in p)


def _factors(
    left: Polynomial, right: Polynomial, fixed: Callable[[Symbol], bool]
) -> tuple[Polynomial, Polynomial] | None:
    """f and g of f M = g M, M one sum of moments; None where the sides are no multiples of one."""
    here, there = (_by_moment(side, fixed) for side in (left, right))
    if here.keys() != there.keys() or not here:
        return None
    first = min(here)
    if () in here or any(multiply(here[m], there[first]) != multiply(there[m], here[first]) for m in here):
        return None
    return here[first], there[first]


def _by_moment(side: Polynomial, fixed: Callable[[Symbol], bool]) -> dict[Monomial, Polynomial]:
    """The coefficients, made of fixed names, of the products of all else."""
    found: dict[Monomial, Polynomial] = {}
    for monomial, c in side.items():
        varying = tuple(part for part in monomial if not _is_settled(part[0], fixed))
        settled = tuple(part for part in monomial if part not in varying)
        found.setdefault(varying, {})[settled] = c
    return found


def _rests_on(side: Term, hypotheses: Sequence[Term]) -> frozenset[Symbol]:
    """The names in a side, and in what tells of these: equations, and the moments of elements."""
    found = free(side)
    while True:
        more = found.union(*(free(h) for h in hypotheses if _tells(h) & found))
        if more == found:
            return found
        found = more


def _tells(hypothesis: Term) -> frozenset[Symbol]:
    match hypothesis:
        case Apply("=", (told, _)):
            return free(told)
        case Apply("mean_of_each" | "variance_of_each", (Symbol() as array, _)):
            return frozenset((array,))
    return frozenset()


def _kept(hypotheses: Sequence[Term], names: frozenset[Symbol]) -> Iterator[Term]:
    """What is said of the fixed names alone, and that no variance is negative."""
    for h in hypotheses:
        match h:
            case Apply(head, _) if head in RELATIONS and free(h) and free(h) <= names:
                yield h
            case Apply("variance_of_each", (_, value)) if free(value) <= names:
                yield Apply("<=", (number(0), value))
            case Apply("=", (Apply(head, _), value)) if head in VARIANCES and free(value) <= names:
                yield Apply("<=", (number(0), value))
