"""An exponent is wrong, lost or gained.

Pattern   x^n  written as  x^{n+1}, x^{n-1}, x^{-n} or x
Repair    another exponent on one power, or a square where none was written
Example   d/dx x^3 = 3 x^3
"""

from collections.abc import Iterator
from unicodedata import normalize

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node, Span

COST = 20
KIND = "exponent"
MESSAGE = "the exponent is wrong"
HELP = "recompute the exponent"

BASES = ("name", "sub", "paren", "frac", "abs")


def repairs(fault: Fault) -> Iterator[Repair]:
    """Neighbouring exponents first, then squares and inverses that were lost."""
    powers = list(parts(fault, "sup"))
    for node in powers:
        yield from filter(None, _changed(fault, node))
    bases = {power.children[0].span for power in powers}
    for node in parts(fault, *BASES):
        if node.span not in bases:
            for exponent in ("^2", "^{-1}"):
                edit = edited(fault, Span(node.span.stop, node.span.stop), exponent)
                if edit is not None:
                    yield edit


def _changed(fault: Fault, node: Node) -> Iterator[Repair | None]:
    base, exponent = node.children
    written = normalize("NFKC", source_of(fault, exponent)).strip("{} ")       # ² as 2
    digits = written.removeprefix("-")
    if digits.isdecimal() and len(digits) < 6:
        value = int(written)
        near = (value + 1, value - 1, -value, 2 * value, *sorted(range(-4, 13), key=lambda v: abs(v - value)))
        others = [str(v) for v in dict.fromkeys(near) if v not in (value, 0, 1)]
        others += [f"\\frac{{1}}{{{value}}}"] if value > 1 else []
    else:
        others = [f"{written}+1", f"{written}-1", f"-({written})"]
    span = Span(base.span.stop, node.span.stop)
    for other in others:
        yield edited(fault, span, f"^{{{other}}}")
    yield edited(fault, span, "")
