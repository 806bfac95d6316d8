"""Congruences: a \\equiv b \\pmod{n} as an equation of remainders, told from a remainder on one side.

    a \\equiv b \\equiv c \\pmod{n}     a mod n = b mod n = c mod n
    a \\equiv b \\mod n                the same, also with \\bmod
    2^3 = 8 \\equiv 1 \\pmod{7}        not read: the equations in between hold as they stand
    17 = 5 \\mod 12                    5 mod 12, or a congruence: the elaborator decides
"""

from __future__ import annotations

from derive.read.node import Node


def congruent(sides: list[Node], signs: list[Node]) -> list[Node]:
    """The sides of a chain, with the modulus that stands behind the last one taken to each of them."""
    texts = {sign.text for sign in signs}
    found = _modulus(sides[-1])
    if found is None or not texts <= {"=", "equiv"}:
        return sides
    last, modulus = found
    if texts == {"equiv"} or (texts == {"="} and sides[-1].kind != "operator"):
        return [Node("operator", "mod", (side, modulus), side.span) for side in (*sides[:-1], last)]
    if "equiv" in texts:
        error = Node("error", "a congruence that is mixed with equations is not read", (sides[-1],), sides[-1].span)
        return [*sides[:-1], error]
    if sides[-1].kind == "operator" and sides[0].kind not in ("name", "sub", "juxtapose", "operator", "apply"):
        return [*sides[:-1], Node("operator", "mod?", sides[-1].children, sides[-1].span)]
    return sides


def _modulus(side: Node) -> tuple[Node, Node] | None:
    """What stands before a modulus, and the modulus: 5 \\pmod{12}, 5 \\mod 12."""
    if side.kind == "operator" and side.text == "mod":
        return side.children[0], side.children[1]
    if side.kind == "juxtapose" and side.children[-1].kind == "modulo":
        rest = side.children[:-1]
        first = rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, side.span)
        return first, side.children[-1].children[0]
    if side.kind in ("sum", "product"):
        inner = _modulus(side.children[-1])
        if inner is not None:
            return Node(side.kind, side.text, (*side.children[:-1], inner[0]), side.span), inner[1]
    return None
