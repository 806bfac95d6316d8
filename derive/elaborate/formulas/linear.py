"""Linear equations with numbers for coefficients, and the values that they leave their names: to guess what is meant.

Never evidence for a verdict: the kernel draws the conclusions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from derive.kernel.term import Apply, Number, Symbol, Term, free, substitute

Form = dict[Symbol | None, Fraction]             # coefficients, the constant under None
SIZE = 10**9                                     # of numerators and denominators


def linear(equation: Term) -> Form | None:
    """left - right of an equation; None where it is not linear."""
    if not isinstance(equation, Apply) or equation.head != "=":
        return None
    left, right = (_form(side, 0) for side in equation.args)
    return None if left is None or right is None else _sum(left, _times(right, Fraction(-1)))


def congruent(left: Term, right: Term) -> Symbol | None:
    """k of 2 + 3k = 3 (mod 5), a number on one side and a multiple of one name on the other: it is solved for."""
    names = free(left)
    match left, right:
        case Apply("mod", (of, _)), Apply("mod", (Number() as value, _)) if len(names) == 1:
            (name,) = names
            form = linear(Apply("=", (substitute(of, {name: Symbol(name.name)}), value)))
            return name if form and form.get(Symbol(name.name)) else None
    return None


def _form(term: Term, depth: int) -> Form | None:
    if depth > 40:
        return None
    if isinstance(term, Number):
        return {None: term.value} if abs(term.value.numerator) < SIZE and term.value.denominator < SIZE else None
    if isinstance(term, Symbol):
        return {term: Fraction(1)} if term.sort == "real" else None
    if not isinstance(term, Apply):
        return None
    parts = [_form(arg, depth + 1) for arg in term.args]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    match term.head:
        case "+":
            total: Form = {}
            for part in known:
                total = _sum(total, part)
            return total
        case "-":
            return _times(known[0], Fraction(-1))
        case "*":
            return _product(known)
        case "/" if set(known[1]) == {None} and known[1][None]:
            return _times(known[0], 1 / known[1][None])
        case "^" if all(set(part) <= {None} for part in known):
            base, power = (part.get(None, Fraction(0)) for part in known)
            return {None: base**int(power)} if power.denominator == 1 and 0 < power < 9 else None
    return None


def _sum(left: Form, right: Form) -> Form:
    total = dict(left)
    for symbol, value in right.items():
        total[symbol] = total.get(symbol, Fraction(0)) + value
    return {symbol: value for symbol, value in total.items() if value}


def _times(form: Form, factor: Fraction) -> Form:
    return {symbol: value * factor for symbol, value in form.items() if value * factor}


def _product(parts: Sequence[Form]) -> Form | None:
    total: Form = {None: Fraction(1)}
    for part in parts:
        if set(part) <= {None}:
            total = _times(total, part.get(None, Fraction(0)))
        elif set(total) <= {None}:
            total = _times(part, total.get(None, Fraction(0)))
        else:
            return None
    return total


def solution(forms: Iterable[Form], names: Sequence[Symbol]) -> dict[Symbol, Fraction] | None:
    """The only values under which all forms vanish; None where there are none, or more than one."""
    rows, done = _reduced(forms, names)
    if done < len(names) or any(row[-1] for row in rows[done:]):
        return None
    return {name: -rows[k][-1] for k, name in enumerate(names)}


def contradict(forms: Sequence[Form]) -> bool:
    """Whether no values make all forms vanish."""
    names = [name for name in dict.fromkeys(name for form in forms for name in form) if name is not None]
    rows, done = _reduced(forms, names)
    return any(row[-1] for row in rows[done:])


def _reduced(forms: Iterable[Form], names: Sequence[Symbol]) -> tuple[list[list[Fraction]], int]:
    """The rows of the coefficients, the constant last, by elimination, and how many of them lead."""
    rows = [[form.get(name, Fraction(0)) for name in names] + [form.get(None, Fraction(0))] for form in forms]
    done = 0
    for column in range(len(names)):
        pivot = next((k for k in range(done, len(rows)) if rows[k][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done] = [value / rows[done][column] for value in rows[done]]
        rows = [row if k == done else [a - row[column] * b for a, b in zip(row, lead, strict=True)]
                for k, row in enumerate(rows)]
        done += 1
    return rows, done


__all__ = ["Form", "contradict", "linear", "solution"]
