"""Names whose values a typed page tells in two units, of which the other one may be meant.

    E_1 = ... = 2.41e-19 J = 1.504 eV, and E_3 = 9*E_1 = 13.54 eV      nine times 1.504, and not nine times 2.41e-19
"""

from __future__ import annotations

import re

from derive.diagnose.judgement import Judgement
from derive.elaborate.formulas.units_known import KNOWN
from derive.kernel.term import free

_VALUE = r"\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_UNIT = r"[A-Za-zµΩ]+(?:/[A-Za-z]+)?(?!\w)"
TWICE = re.compile(
    rf"(?<!\w)(?P<name>[A-Za-z]\w{{0,8}})[ ]*=[^\n]{{0,120}}?[ ]{_VALUE}[ ](?P<one>{_UNIT})[ ]*=[ ]*{_VALUE}[ ]"
    rf"(?P<other>{_UNIT})")
BEHIND = re.compile(rf"[ ]+(?P<unit>{_UNIT})")


def is_in_another_unit(one: Judgement, source: str) -> bool:
    """Whether the unit behind a result is not the first in which a value of its left side is told, but the second."""
    step = one.step
    if step.obligation is None or step.lhs is None or step.rhs is None or step.lhs.term is None:
        return False
    behind = BEHIND.match(source, step.rhs.span.stop)
    if behind is None or behind["unit"] not in KNOWN:
        return False
    names = {symbol.name.replace("_", "") for symbol in free(step.lhs.term)}
    told = (found for found in TWICE.finditer(source, 0, step.at.start) if found["name"].replace("_", "") in names)
    return any(one_way["other"] == behind["unit"] != one_way["one"] and one_way["one"] in KNOWN for one_way in told)


__all__ = ["is_in_another_unit"]
