"""Terms written short, for the tests of compiled functions."""

from __future__ import annotations

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number

ONE = number(1)
n, m, i, j, k = (Symbol(name, "integer") for name in "nmijk")
x, y, z, a, b = (Symbol(name) for name in "xyzab")
u, v, h, W, V = (Symbol(name, "array") for name in "uvhWV")


def term(value: Term | int | str) -> Term:
    return number(value) if isinstance(value, int | str) else value


def f(head: str, *args: Term | int | str) -> Term:
    return Apply(head, tuple(term(arg) for arg in args))


def at(array: Symbol, *index: Term | int) -> Term:
    return f("at", array, *index)


def plus(*args: Term | int | str) -> Term:
    return f("+", *args)


def minus(left: Term | int, right: Term | int) -> Term:
    return f("+", left, f("-", right))


def times(*args: Term | int | str) -> Term:
    return f("*", *args)


def over(top: Term | int, bottom: Term | int) -> Term:
    return f("/", top, bottom)


def exp(inner: Term) -> Term:
    return f("exp", inner)


def log(inner: Term) -> Term:
    return f("log", inner)


def total(index: Symbol, body: Term, lo: Term | int = 1, hi: Term = n) -> Term:
    return Bind("sum", index, body, (term(lo), hi))


def softmax(index: Term, logits: Symbol = h) -> Term:
    return over(exp(at(logits, index)), total(k, exp(at(logits, k))))


LOSS = f("-", total(j, times(at(y_ := Symbol("y", "array"), j), log(softmax(j)))))
Y = y_
RELU_1 = f("max", 0, plus(times(Symbol("x_0"), Symbol("w_0")), Symbol("b_0")))
LAYER = plus(times(RELU_1, Symbol("w_1")), Symbol("b_1"))
NETWORK = f("max", 0, plus(LAYER, Symbol("x_0")))
__all__ = [name for name in dir() if not name.startswith("_")] + ["Number"]
