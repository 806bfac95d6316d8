"""The second reader: latex2sympy2 reads, independently, every side that is within its language.

Our reader is the authority; where the two readings differ in value, the finding `reading` shows both. The package
keeps global state, needs a second to load and raises whatever it likes, so `second_reading` and `compare` belong
in a worker process that may be killed; nothing here is loaded before one of them is called. Without the package
there is no second reading and no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from derive.elaborate.language.conventions import GREEK
from derive.elaborate.notation import plain
from derive.elaborate.step import Finding
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.term import Apply, Bind, Symbol, Term, free, subterms
from derive.read.node import Node

PACKAGES = ("latex2sympy2", "latex2sympy2_extended")
BITS = 120
DIGITS = 20
TOLERANCE = Fraction(1, 10**9)
LENGTH = 300                                     # characters: it is slow on long sums

_KINDS = frozenset({"sum", "negate", "plus", "product", "juxtapose", "over", "frac", "root", "paren"})
_FUNCTIONS = frozenset({"sin", "cos", "tan", "exp", "ln", "sinh", "cosh", "tanh"})
# Letters that it takes for something else than a name, or drops.
_TAKEN = frozenset({"e", "i", "d", "E", "I", "Z", "z", "gamma", "Gamma", "beta", "zeta", "lambda"})
_PRODUCTS = frozenset({"", "cdot", "times", "*"})


def is_within(node: Node) -> bool:
    """Whether a side is within its language: names, numbers, arithmetic, powers, roots, and plain functions.

    Sums without limits, applications such as P(y=j), derivatives and words are not.
    """
    pending = [node]
    while pending:
        part = pending.pop()
        if not _is_plain(part):
            return False
        pending.extend(_parts(part))
    return True


def _is_plain(part: Node) -> bool:
    match part.kind:
        case "number":
            return len(part.text) < 15
        case "name":
            return part.text not in _TAKEN and (len(part.text) == 1 or part.text in GREEK or part.text == "pi")
        case "sub":
            base, index = part.children
            single = index.kind == "number" or (index.kind == "name" and len(index.text) == 1)
            return base.kind == "name" and base.text != "pi" and single
        case "sup":
            return part.children[1].kind in ("number", "name", "negate", "sum", "frac")
        case "apply":
            return part.children[0].kind == "name" and part.children[0].text in _FUNCTIONS
        case "paren":
            return part.text == "()"
        case "product":
            return part.text in _PRODUCTS
        case "juxtapose":
            return not any(child.kind == "frac" and child.children[0].kind == "text" for child in part.children)
    return part.kind in _KINDS


def _parts(part: Node) -> Iterator[Node]:
    match part.kind:
        case "sub":
            yield part.children[0]
        case "apply":
            yield part.children[1]
        case _:
            yield from part.children


def reader() -> Callable[[str], Any] | None:
    """The package's function from LaTeX to a SymPy expression, or None where no package is installed."""
    for package in PACKAGES:
        if find_spec(package) is not None:
            function: Callable[[str], Any] = import_module(package).latex2sympy
            return function
    return None


def second_reading(latex: str) -> str | None:
    """The second reading in SymPy's syntax. Fails with whatever the package raises."""
    function = reader()
    return None if function is None else str(function(latex))


def compare(source: str, node: Node, term: Term) -> Finding | None:
    """The finding `reading` where the second reading of a side differs in value from the term.

    None where they agree at the points tried, where it is not within the second reader's language, or where the
    two cannot be compared. Fails with whatever the package raises.
    """
    latex = source[node.span.start:node.span.stop]
    if len(latex) > LENGTH or not is_within(node) or not _is_scalar(term):
        return None
    function = reader()
    other = None if function is None else function(latex)
    if other is None or not hasattr(other, "free_symbols"):
        return None
    symbols = sorted((symbol for symbol in free(term) if symbol.sort == "real"), key=lambda symbol: symbol.name)
    by_name = {symbol.name.replace("{", "").replace("}", ""): symbol for symbol in symbols}
    paired = {theirs: by_name.get(_bare(str(theirs))) for theirs in other.free_symbols}
    if None in paired.values():
        return None                              # names that do not pair say nothing of the value
    for point in _points(symbols):
        ours = _value(term, point)
        theirs = _other_value(other, {name: point[symbol] for name, symbol in paired.items() if symbol})
        if ours is None or theirs is None:
            continue
        if abs(ours - theirs) > TOLERANCE * (1 + abs(ours)):
            return Finding("reading", f"read as {plain(term)}; latex2sympy2 reads {other}", node.span)
    return None


def _bare(name: str) -> str:
    return name.replace("{", "").replace("}", "").replace("\\", "")


def _is_scalar(term: Term) -> bool:
    """Whether every name of the term is a real number, and nothing in it binds."""
    for part in subterms(term):
        if isinstance(part, Bind) or (isinstance(part, Apply) and part.head in ("at", "call")):
            return False
    return all(symbol.sort == "real" for symbol in free(term))


def _points(symbols: list[Symbol]) -> Iterator[dict[Symbol, Fraction]]:
    """Three rational points in general position; the first two positive."""
    for shift, step in ((3, 2), (5, 3), (-7, 4)):
        yield {symbol: Fraction(shift + step * place, place + 2) for place, symbol in enumerate(symbols)}


def _value(term: Term, point: dict[Symbol, Fraction]) -> Fraction | None:
    try:
        value = enclose(term, point, BITS)
    except (Undefined, Unknown):
        return None
    if isinstance(value, Interval):
        return Fraction(value.lo + value.hi, 2 << BITS)
    return value if isinstance(value, Fraction) else None


def _other_value(expression: Any, point: dict[Any, Fraction]) -> Fraction | None:
    value = expression.subs(point).evalf(DIGITS)
    return Fraction(str(value)) if value.is_real and value.is_finite and value.is_number else None
