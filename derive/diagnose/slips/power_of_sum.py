"""A power was distributed over a sum.

Pattern   (a + b)^n  written as  a^n + b^n
Repair    the power put back outside the sum
Example   (a + b)^2 = a^2 + b^2
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of

COST = 7
KIND = "term"
MESSAGE = "the power was distributed over a sum"
HELP = "expand the product: the cross terms are missing"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each sum of equal powers, gathered into a power of the sum."""
    for node in parts(fault, "sum"):
        powers = [term.children[0] if term.kind == "negate" else term for term in node.children]
        if not all(power.kind == "sup" for power in powers):
            continue
        exponents = {source_of(fault, power.children[1]) for power in powers}
        if len(exponents) != 1:
            continue
        signs = ["-" if term.kind == "negate" else "+" for term in node.children]
        bases = [source_of(fault, power.children[0]) for power in powers]
        inside = "".join(f" {sign} {base}" for sign, base in zip(signs, bases, strict=True)).removeprefix(" + ")
        edit = edited(fault, node.span, f"({inside.strip()})^{{{exponents.pop()}}}")
        if edit is not None:
            yield edit
