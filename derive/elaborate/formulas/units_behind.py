"""Units in the text behind a value, on pages whose units do not go together: $\\lambda = 632.8$ nm, $d = 0.25$ mm.

The value is the number that was written, and nothing is refuted by it; a step that is open with it is tried with the
number in base units.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.formulas.units_known import KNOWN
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_BEHIND = re.compile(r"\s*\$\s*(?P<above>[A-Za-zµμΩ]+)(?:/(?P<below>[A-Za-z]+))?(?![\w/])")


def remember_unit(page: Page, name: str, value: Term, stop: int) -> None:
    """A value that is told in a unit other than the base unit of its kind."""
    page.based.pop(name, None)
    found = _BEHIND.match(page.document.source, stop)
    parts = [(found[part] or "").replace("μ", "µ") for part in ("above", "below")] if found else ["", ""]
    above, below = map(KNOWN.get, parts)
    if found is None or above is None or (found["below"] and below is None) or page.together:
        return
    factor = above.factor / (below.factor if below is not None else Fraction(1))
    if factor != 1 and isinstance(value, Number):
        page.based[name] = Number(value.value * factor)
        page.open.add(name)


def in_base_units(page: Page, obligation: Obligation) -> Obligation | None:
    """The obligation with the values in base units; None where none of its values has another one."""
    def based(known: Term) -> Term:
        match known:
            case Apply("=", (Symbol(name) as left, Number())) if name in page.based:
                return Apply("=", (left, page.based[name]))
        return known

    hypotheses = tuple(map(based, obligation.hypotheses))
    return Obligation(hypotheses, obligation.goal) if hypotheses != obligation.hypotheses else None
