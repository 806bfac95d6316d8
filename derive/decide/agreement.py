"""Whether an equation that is proved at the given values holds of others as well, as far as points can tell.

    x_0 w_1 = w_1, x_0 = 1                a coincidence of numbers: it fails at other values
    dL/dz = dL/da 1[z > 0], z = (1, -2)   agrees at all others too, though it is not proved of every z

It is evidence that what is proved at the values is a step of algebra, and proves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from derive.decide.points import evidence
from derive.decide.procedures.element_by_element import is_shaped
from derive.decide.procedures.small_sizes import CELLS
from derive.elaborate.step import is_mark
from derive.kernel.certificate import Element
from derive.kernel.check import identical
from derive.kernel.replacing import instead
from derive.kernel.term import Obligation, Unproved, number

POINTS = 3


def agrees_elsewhere(general: Obligation) -> bool:
    """Whether both sides are equal at every element of vectors and matrices, at a few points with no value given."""
    if not is_shaped(general):
        return False
    bare = replace(general, hypotheses=tuple(h for h in general.hypotheses if not is_mark(h)))
    tried = False
    for place in CELLS:
        try:
            at = instead(bare, Element((), tuple(map(number, place))), identical)
        except Unproved:
            continue
        found = evidence(at, POINTS)
        tried = tried or found.agree >= POINTS
        if found.disagree is not None:
            return False
    return tried
