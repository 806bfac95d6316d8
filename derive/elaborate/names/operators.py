"""Operators: capitals with hats before what they act on, \\hat H \\psi, and one before another, \\hat A \\hat B.

They are not numbers, and what they act on is none either: \\hat H \\psi is not \\psi \\hat H. So are the units of the
quaternions, where the page speaks of these.
"""

from __future__ import annotations

import re
from itertools import pairwise

from derive.elaborate.language.spelling import spelling
from derive.read.node import Node

_HATTED = re.compile(r"hat\{(?:(?:mathbf|mathrm|boldsymbol|mathcal|bm)\{)?[A-Z]\}{1,2}(?:_\w+|_\{\w+\})?$")
_STATE = re.compile(r"(?:psi|Psi|phi|Phi|varphi|chi)(?:_\w+|_\{\w+\})?'*$")
_QUATERNIONS = re.compile(r"\bquaternions?\b", re.I)
_UNITS = frozenset("ijk")


def operators(node: Node) -> dict[str, str]:
    """The operators of a formula and what they act on: names whose products keep their places."""
    found: dict[str, str] = {}
    for part in node.walk() if "accent" in node.kinds() else ():
        if part.kind != "juxtapose":
            continue
        for pair in pairwise(part.children):
            names = [spelling(item.children[0] if item.kind == "sup" else item) or "" for item in pair]
            hatted = [name for name in names if _HATTED.match(name)]
            states = [name for name in names if _STATE.match(name)]
            if hatted and len(hatted) + len(states) == len(names):
                found |= dict.fromkeys(names, "matrix")
    return found


def quaternion_units(nodes: list[Node], words: str) -> dict[str, str]:
    """i, j and k as matrices, where the words speak of quaternions and two of them stand side by side."""
    if not _QUATERNIONS.search(words):
        return {}
    sides = [{spelling(child) or "" for child in part.children} & _UNITS
             for node in nodes for part in node.walk() if part.kind == "juxtapose"]
    return dict.fromkeys(_UNITS, "matrix") if any(len(side) > 1 for side in sides) else {}
