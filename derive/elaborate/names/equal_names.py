"""Two names that are said to be equal, and numbers that they are said to be: what is said later holds.

    mu_1 = 0, mu_2 = 1, and then: with mu_1 = mu_2           neither is 0 or 1 from here on
    sigma_1 = sigma_2, and then: with sigma_1 = 1, sigma_2 = 2     they are not equal
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.kernel.term import Apply, Symbol, Term


def values_beside(values: dict[str, Term], fact: Term) -> dict[str, Term]:
    """The values that may stand beside a fact."""
    names = _equal(fact)
    known = [values[name] for name in names if name in values]
    return {name: value for name, value in values.items() if name not in names} if len(set(known)) > 1 else values


def facts_beside(facts: Iterable[Term], name: str, values: Mapping[str, Term]) -> list[Term]:
    """The facts that may stand beside the value that a name is given last."""
    return [fact for fact in facts if name not in (names := _equal(fact)) or len(
        {values[one] for one in names if one in values}) < 2]


def _equal(fact: Term) -> tuple[str, ...]:
    match fact:
        case Apply("=", (Symbol(one), Symbol(other))):
            return one, other
    return ()


__all__ = ["facts_beside", "values_beside"]
