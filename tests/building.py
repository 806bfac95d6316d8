"""Terms by hand, for tests below the reader."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, number

x, y, z, a, b, r = (Symbol(name) for name in "xyzabr")
i, j, k, l, m, n, c = (Symbol(name, "integer") for name in "ijklmnc")  # noqa: E741
h, p, q, u, v, w, A, X = (Symbol(name, "array") for name in ("h", "p", "q", "u", "v", "w", "A", "X"))
f = Symbol("f", "function")
PI = Apply("pi")

Given = Term | int | str | Fraction


def term(value: Given) -> Term:
    return number(value) if isinstance(value, int | str | Fraction) else value


def ap(head: str, *args: Given) -> Apply:
    return Apply(head, tuple(term(arg) for arg in args))


def add(*args: Given) -> Apply:
    return ap("+", *args)


def sub(left: Given, right: Given) -> Apply:
    return add(left, neg(right))


def mul(*args: Given) -> Apply:
    return ap("*", *args)


def neg(arg: Given) -> Apply:
    return ap("-", arg)


def div(above: Given, below: Given) -> Apply:
    return ap("/", above, below)


def pw(base: Given, exponent: Given) -> Apply:
    return ap("^", base, exponent)


def at(array: Symbol, *index: Given) -> Apply:
    return ap("at", array, *index)


def eq(left: Given, right: Given) -> Apply:
    return ap("=", left, right)


def total(body: Given, name: Symbol, hi: Given = n, lo: Given = 1) -> Bind:
    return Bind("sum", name, term(body), (term(lo), term(hi)))


def slope(body: Given, name: Symbol, where: Given | None = None, *index: Given) -> Bind:
    return Bind("derivative", name, term(body), (term(name if where is None else where), *map(term, index)))


def every(name: Symbol, body: Term) -> Bind:
    return Bind("forall", name, body, ())


def inside(*names: Symbol, hi: Term = n) -> tuple[Term, ...]:
    """1 <= hi, and 1 <= i <= hi for each name."""
    return (ap("<=", 1, hi), *(rel for s in names for rel in (ap("<=", 1, s), ap("<=", s, hi))))


def claim(left: Given, right: Given, *hypotheses: Term, relation: str = "=") -> Obligation:
    return Obligation(hypotheses, ap(relation, left, right))


__all__ = [name for name in dir() if not name.startswith("_")] + ["Number"]
