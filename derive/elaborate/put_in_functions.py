"""Functions of several names that a later formula makes functions of fewer: A(x) = x y, and then y = 20 - x."""

from __future__ import annotations

from derive.elaborate.page import Page
from derive.kernel.term import Symbol, Term, free, substitute
from derive.read.record import replace


def put_in_functions(page: Page, symbol: Symbol, parameters: tuple[Symbol, ...], meaning: Term) -> None:
    """After A(x) = x y, y = 20 - x makes A a function of x alone. After f(x) = m x + b, b = y - m x does not."""
    if parameters or symbol in free(meaning):
        return
    for other in list(page.context.definitions.values()):
        varying = {name for name in free(meaning) if name.name not in page.context.values}
        within = symbol in free(other.body) and symbol not in other.parameters           # of p(x, y), y is any y
        if other.parameters and varying and within and varying <= set(other.parameters):
            page.context.define(replace(other, body=substitute(other.body, {symbol: meaning})))


__all__ = ["put_in_functions"]
