"""The document with one spelling for one thing, before anything of it is read: in this order.

    | $c$ | $-0.5$ |     c := -0.5, where the head of the table says so
    pi P = pi            P^T pi = pi, of columns
    $2x - 6$, which vanishes at $x = 3$      2 (3) - 6 = 0
    $3/4 = 75$ %         75 %, a percentage        R + j omega L        the unit i of engineers
    10 \\mathrm{k}\\Omega  the unit kΩ
    SE, AC(q)            names of several letters  f_x                  a derivative, where the page writes it so
    2 pi r               the number of the circle      Var X, E X^2      Var(X), E(X^2)
    u cos 30             30 degrees, where the page speaks of degrees
    [H_3O^+]             the concentration of a species, by a name
    (2 x 3)(3 x 4)       sizes of matrices, where 2 x 4 is what comes of them
"""

from __future__ import annotations

from dataclasses import replace

from derive.elaborate.language.degrees_meant import in_degrees
from derive.elaborate.names.bare_moments import with_brackets_of_moments
from derive.elaborate.names.circle_number import with_circle_number
from derive.elaborate.names.engineers_unit import with_one_unit
from derive.elaborate.names.partial_subscripts import with_partial_derivatives
from derive.elaborate.names.percents_behind import with_percents_behind
from derive.elaborate.names.prefixed_units import with_prefixed_units
from derive.elaborate.names.row_vectors import with_row_vectors
from derive.elaborate.names.sizes_multiplied import with_sizes
from derive.elaborate.names.species import with_species
from derive.elaborate.names.values_tabled import with_tabled_values
from derive.elaborate.names.vanishing import with_vanishing
from derive.elaborate.names.wording import changed, runs, worded
from derive.read.document import Document


def rewritten(document: Document) -> Document:
    """The document with names, units and percentages as they are meant."""
    document = with_vanishing(with_row_vectors(with_tabled_values(with_species(document))))
    named = worded(with_one_unit(with_prefixed_units(with_percents_behind(document))), runs(document.blocks))
    settled = with_brackets_of_moments(with_circle_number(with_partial_derivatives(named)))
    for change in (with_sizes, in_degrees(document.source)):
        if change is not None:
            settled = replace(settled, blocks=tuple(changed(block, change) for block in settled.blocks))
    return settled


__all__ = ["rewritten"]
