"""Congruences: a \\equiv b \\pmod{n} as an equation of remainders, told from a remainder on one side.

    a \\equiv b \\equiv c \\pmod{n}     a mod n = b mod n = c mod n
    a \\equiv b \\mod n                the same, also with \\bmod
    2^3 = 8 \\equiv 1 \\pmod{7}        equations hold as they stand; \\equiv bears the modulus
    17 = 5 \\mod 12                    5 mod 12, or a congruence: the elaborator decides
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.read.node import Node
from derive.read.record import replace


def congruent(sides: list[Node], signs: list[Node]) -> tuple[list[Node], list[Node]]:
    """The sides and signs of a chain, with the modulus that stands behind a side taken to the congruences before it."""
    texts = {sign.text for sign in signs}
    found = _modulus(sides[-1])
    if "equiv" in texts and (len(texts) > 1 or found is None or sides[0].kind == "none"):
        return _mixed(sides, signs)
    if found is None or not texts <= {"=", "equiv"}:
        return sides, signs
    last, modulus = found
    if texts == {"equiv"} or (texts == {"="} and sides[-1].kind != "operator"):
        return [_remainder(side, modulus) for side in (*sides[:-1], last)], signs
    if sides[-1].kind == "operator" and sides[0].kind not in ("name", "sub", "juxtapose", "operator", "apply"):
        return [*sides[:-1], Node("operator", "mod?", sides[-1].children, sides[-1].span)], signs
    return sides, signs


def _mixed(sides: list[Node], signs: list[Node]) -> tuple[list[Node], list[Node]]:
    """Each \\equiv with the modulus behind it, from right to left; without one it stays as it is.

    The equation that ends with the modulus, \\equiv 49 = 9 \\pmod{10}, is one of remainders itself, and so is
    5 * 17^{-1} = 5 * 12.
    """
    bare, marked = list(sides), list(signs)
    modulus: Node | None = None
    for place in range(len(signs) - 1, -1, -1):
        side, sign = sides[place + 1], signs[place]
        found = _modulus(side) if sign.text == "equiv" or side.kind != "operator" else None
        if found is not None:
            bare[place + 1], modulus = found
        if modulus is not None and (sign.text == "equiv" or (sign.text == "=" and (
                found is not None or _has_inverse(sides[place]) or _has_inverse(side)))):
            marked[place] = Node("relation", sign.text, (Node("modulo", "", (modulus,), modulus.span),), sign.span)
    return bare, marked


def _has_inverse(side: Node) -> bool:
    """17^{-1}, which is a number modulo another and no fraction."""
    return any(part.kind == "sup" and part.children[1].kind == "negate" for part in side.walk())


def _remainder(side: Node, modulus: Node) -> Node:
    """A side with the modulus; the whole of it, which no bracket need say: a + b \\equiv c."""
    whole = Node("paren", "()", (side,), side.span) if side.kind == "sum" else side
    return Node("operator", "mod", (whole, modulus), side.span)


def carried_back(lines: list[tuple[Node, ...]]) -> list[tuple[Node, ...]]:
    """The lines of a display, a modulus at the end of a chain taken to the congruences of the lines it goes on from."""
    result, modulo = list(lines), None
    for place in range(len(lines) - 1, -1, -1):
        chain = lines[place][-1] if lines[place] else None
        if chain is None or chain.kind != "chain":
            modulo = None
            continue
        first = next((sign for sign in chain.children[1::2] if sign.text == "equiv" and sign.children), None)
        if first is None and modulo is not None:
            children = tuple(
                Node("relation", "equiv", (modulo,), part.span) if (part.kind, part.text) == ("relation", "equiv")
                else part for part in chain.children)
            result[place] = (*lines[place][:-1], Node("chain", "", children, chain.span))
        modulo = first.children[0] if first is not None else modulo
        modulo = modulo if chain.children[0].kind == "none" else None
    return result


def with_one_modulus(parts: Sequence[Node]) -> list[Node]:
    """Statements joined by "or", with the modulus that stands behind the last: x \\equiv 1 or x \\equiv 3 \\pmod 4."""
    *before, last = parts
    shared = {side.children[1] for side in last.children[::2] if side.kind == "operator" and side.text == "mod"}
    modulus = shared.pop() if last.kind == "chain" and len(shared) == 1 else None
    found = [replace(part, children=tuple(
        side if place % 2 else _remainder(side, modulus) for place, side in enumerate(part.children)))
        if modulus is not None and _is_bare(part) else part for part in before]
    return [*found, last]


def _is_bare(part: Node) -> bool:
    """a \\equiv b without a modulus."""
    return part.kind == "chain" and len(part.children) == 3 and part.children[1].text == "equiv" and not (
        part.children[1].children or _modulus(part.children[2]) or part.children[0].text == "mod")


def has_modulus(sign: Node) -> bool:
    """Whether a relation is a congruence: it says what a name leaves, and not what it is."""
    return sign.text == "equiv" and bool(sign.children) and sign.children[0].kind == "modulo"


def in_residues(left: Node, sign: Node, right: Node) -> tuple[Node, Node] | None:
    """The remainders that a congruence within a chain of equations compares; None for any other relation."""
    if not sign.children or sign.children[0].kind != "modulo":
        return None
    modulus = sign.children[0].children[0]
    return _remainder(left, modulus), _remainder(right, modulus)


def _modulus(side: Node) -> tuple[Node, Node] | None:
    """What stands before a modulus, and the modulus: 5 \\pmod{12}, 5 \\mod 12."""
    if side.kind == "operator" and side.text == "mod":
        return side.children[0], side.children[1]
    if side.kind == "juxtapose" and side.children[-1].kind == "modulo":
        rest = side.children[:-1]
        first = rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, side.span)
        return first, side.children[-1].children[0]
    if side.kind in ("sum", "product", "negate", "plus"):
        inner = _modulus(side.children[-1])
        if inner is not None:
            return Node(side.kind, side.text, (*side.children[:-1], inner[0]), side.span), inner[1]
    return None
