"""What SymPy's integration prepares when it is first used, prepared once for all questions.

Its rules are imported, and its table of Meijer's G-functions is built (DLMF 16.17, 16.18), when the first integral is
asked for: half a second, which every question in a process of its own would pay again. Importing this module asks
for one whose rules are met in many others. Imported only by the nursery of `workers`; no answer depends on it.
"""

from __future__ import annotations

import sympy as sp

_x = sp.Symbol("x", real=True)
PREPARED = sp.integrate(sp.exp(-_x) * sp.sqrt(_x), _x)
