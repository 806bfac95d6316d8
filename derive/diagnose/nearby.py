"""Names and expressions near a step: what may have been left out of it, or exchanged with what stands there.

    names         of both sides, and of what their definitions speak of, also with the index of another name
    expressions   names, their doubles, squares and sums, and the brackets of the left side
"""

from __future__ import annotations

import re
from itertools import combinations

from derive.diagnose.fault import Fault
from derive.kernel.term import free
from derive.read.node import Node

LONGEST = 40
NAMES = 14
FUNCTION = re.compile(r"\\(?:sin|cos|tan|cot|sec|csc|log|ln|exp|max|min|arc\w+|det|tr|\w*h)")


def names(fault: Fault) -> list[str]:
    """As they are written; names of definitions that are one letter."""
    nodes = _nodes(fault)
    found = [_written(fault, node) for node in nodes if node.kind in ("name", "sub")]
    obligation = fault.step.obligation
    for hypothesis in obligation.hypotheses if obligation is not None else ():
        symbols = sorted(free(hypothesis), key=lambda symbol: symbol.name)
        found += [symbol.name for symbol in symbols if len(symbol.name) == 1 and symbol.sort == "real"]
    letters = [_written(fault, node.children[1]) for node in nodes if node.kind == "sub" and _is_letter(node)]
    roots = [_written(fault, node.children[0]) for node in nodes if node.kind == "sub" and _is_letter(node)]
    found += [f"{root}_{letter}" for root in dict.fromkeys(roots) for letter in dict.fromkeys(letters)]
    bare = set(roots) | set(letters)
    return [name for name in dict.fromkeys(found) if name not in bare and not FUNCTION.fullmatch(name)][:NAMES]


def expressions(fault: Fault) -> list[str]:
    """The names first."""
    found = names(fault)
    wholes = [_written(fault, node) for node in _nodes(fault) if node.kind in ("paren", "sup")]
    doubles = [f"2 {name}" for name in found]
    squares = [f"{name}^2" for name in found if "^" not in name]
    sums = [f"({a} {sign} {b})" for a, b in combinations(found[:5], 2) for sign in "+-"]
    short = [text for text in dict.fromkeys(wholes) if len(text) < LONGEST][:6]
    return list(dict.fromkeys([*found, *doubles, *squares, *short, *sums]))


def _nodes(fault: Fault) -> list[Node]:
    sides = (fault.step.lhs, fault.step.rhs)
    return [node for side in sides if side is not None and side.node is not None for node in side.node.walk()]


def _written(fault: Fault, node: Node) -> str:
    return fault.source[node.span.start : node.span.stop]


def _is_letter(node: Node) -> bool:
    return node.children[1].kind == "name"
