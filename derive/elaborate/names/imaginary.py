"""The letter i: the imaginary unit, an index, or neither for certain, by all that a section shows of it.

    e^{i t}, i^2 = -1, Re(z), z in C, (2 + 3i)(1 - i)     the imaginary unit, where i is nowhere an index
    x_i, sum over i, i = 1, ..., n, i = 0.06/12           an index, or a name
    both on one page                                      nothing with a bare i is refuted
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from derive.elaborate.language.conventions import FUNCTIONS, RESIDUES
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.clues import has_i, introduced
from derive.read.node import Node

PARTS = frozenset({"Re", "Im", "re", "im", "arg", "Arg", "conj"})
COMPLEX_WORDS = re.compile(
    r"\b(residue (theorem|at|of|calculus)|residues (at|of|are)|holomorphic|Cauchy[-– ]Riemann|Laurent|De Moivre"
    r"|contour integrals?|simple poles?|roots? of unity|imaginary"
    r"|Pauli (?:spin )?matri\w+|Schr(?:ö|oe|\\\"\{?o\}?)dinger"
    r"|complex (analysis|numbers?|plane|conjugat\w+|exponentials?|roots?|variables?|valued))\b", re.IGNORECASE
)
_SPOKEN = PARTS | {"i"}                           # one of these stands wherever i is an index or the unit, or a font
CONJUGATED = frozenset({"bar", "overline"})
WAVES = frozenset({"sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "coth"})
SPECTRAL = re.compile(
    r"\b(?:impedances?|phasors?|frequency|Fourier|transforms?|spectr\w+|filters?|signals?|transfer functions?)\b", re.I)
ANGULAR = frozenset({"omega", "Omega"})
TELLING = frozenset({"sub", "bigop", "sup", "chain", "font", "apply", "juxtapose", "plusminus", "matrix"})
LOGARITHMS = frozenset({"log", "ln", "Log"})
COUNTED = frozenset({"=", "!=", "<", "<=", "in"})


def role_of_i(nodes: Iterable[Node], words: str) -> str:
    """What i is in a section: "unit", "index", "both", or "" where nothing tells."""
    index, unit = False, COMPLEX_WORDS.search(words) is not None
    tops = tuple(nodes)
    spoken_of = any(part.text in _SPOKEN or part.kind == "font" for top in tops for part in top.walk())
    for top in tops if spoken_of else ():
        for part in top.walk():
            if part.kind in TELLING:
                index = index or _is_index(part)
                unit = unit or _is_unit(part)
    unit = unit or (spoken_of and not index and _are_numbers_with_parts(tops))
    unit = unit or (spoken_of and SPECTRAL.search(words) is not None and any(map(_is_before_frequency, tops)))
    return {(True, True): "both", (True, False): "index", (False, True): "unit"}.get((index, unit), "")


def _are_numbers_with_parts(tops: Iterable[Node]) -> bool:
    """Whether names are set to sums of a number and a multiple of i, two of them, or one in |z| or under a bar."""
    found: set[str] = set()
    beside: set[str] = set()
    for top in tops:
        for part in top.walk():
            if part.kind == "chain" and part.children[1].text in ("=", "define"):
                name, side = spelling(part.children[0]), part.children[2]
                if name is not None and side.kind == "sum" and names_in(side) == {"i"} and _is_binomial(side):
                    found.add(name)
            elif part.kind == "abs" or (part.kind == "accent" and part.text in CONJUGATED):
                beside |= {spelling(part.children[0]) or ""}
    return len({name for name in found if len(name) == 1}) > 1 or not found.isdisjoint(beside)


def complex_names(nodes: Iterable[Node]) -> set[str]:
    """z in Re z, Im(z), arg z: a name whose parts are spoken of."""
    found: set[str] = set()
    for top in nodes:
        if PARTS.isdisjoint(top.letters()) and "font" not in top.kinds():
            continue
        for part in top.walk():
            name, argument = _applied(part) if part.children else (None, None)
            if name in PARTS and argument is not None and (inner := spelling(argument)) is not None:
                found.add(inner)
    return found


def set_to_points(nodes: Iterable[Node]) -> set[str]:
    """z in z = x + i y, z = (-2 + 4 i)/2: a name that is set to something with the imaginary unit in it.

    So is each of the roots z_0 = 1 + 2 i, z_1 = -2, z_2 = 1 - 2 i, where most are.
    """
    found: set[str] = set()
    others: set[str] = set()
    for top in nodes:
        for part in top.walk():
            if part.kind == "chain" and part.children[1].text in ("=", "define"):
                name = spelling(part.children[0])
                if name is not None:
                    (found if any(map(_is_of_points, part.children[2::2])) else others).add(name)
    counts = Counter(stem for name in found if (stem := _numbered(name)))
    return found | {name for name in others if counts[_numbered(name) or ""] > 1}


def _numbered(name: str) -> str | None:
    """z of z_1."""
    stem, _, index = name.partition("_")
    return stem if index.strip("{}").isdigit() else None


def _is_of_points(node: Node) -> bool:
    """Whether i stands in a formula, and not within |...|, Re or Im, which are real."""
    if node.kind == "name":
        return node.text == "i"
    if node.kind in ("abs", "sub") or (node.children and _applied(node)[0] in PARTS):
        return False
    return any(map(_is_of_points, node.children))


def _applied(part: Node) -> tuple[str | None, Node | None]:
    """The function and the one thing it is applied to."""
    if part.kind not in ("apply", "juxtapose") or len(part.children) != 2:
        return None, None
    argument = part.children[1]
    return spelling(part.children[0]), argument.children[0] if argument.kind == "paren" else argument


def _is_index(part: Node) -> bool:
    match part.kind:
        case "sub":
            below = part.children[1]
            return "i" in _letters(below.children[0] if below.kind == "chain" else below)     # Res_{z = i}
        case "bigop":
            return "i" in introduced(part.children[0])
        case "sup" if part.children[1].kind == "paren":
            return "i" in _letters(part.children[1])
        case "chain" if part.children[1].text in COUNTED:
            left, right = part.children[0], part.children[2]
            given = len(part.children) == 3 and right.kind in ("number", "name", "list", "paren")
            return spelling(left) == "i" and (given or _is_rate(right))
    return False


def _is_rate(node: Node) -> bool:
    """0.06/12: a quotient of plain numbers, which i is said to be."""
    kinds = {part.kind for part in node.walk()}
    return node.kind in ("frac", "over") and kinds <= {"frac", "over", "number", "percent"}


def _is_unit(part: Node) -> bool:
    match part.kind:
        case "sub":
            return spelling(part.children[0]) in RESIDUES and part.children[1].kind == "chain"
        case "sup":
            base, exponent = part.children
            return base.kind == "name" and base.text == "e" and has_i(exponent)
        case "font":
            return part.text == "mathbb" and spelling(part.children[0]) == "C"
        case "apply":
            name = spelling(part.children[0])
            return name in PARTS or (name == "exp" and has_i(part.children[1])) or _is_wave_of_a_point(part)
        case "juxtapose":
            return _applied(part)[0] in PARTS
        case "matrix":                           # 0 & -i \\\\ i & 0
            return names_in(part) == {"i"} and any(
                one.kind == "negate" and spelling(one.children[0]) == "i" for one in part.walk())
        case "plusminus":                        # -2 \\pm 3i
            factors = part.children[-1].children if part.children[-1].kind in ("juxtapose", "product") else ()
            return "i" in map(spelling, factors) and all(
                factor.kind in ("number", "root") or spelling(factor) == "i" for factor in factors)
        case "chain":
            return _squares_to_minus_one(part) or _is_arithmetic(part) or _is_about_i(part) or any(
                map(_is_of_a_point, part.walk()))
    return False


def _is_before_frequency(node: Node) -> bool:
    """1/(i omega C), and not cos(i omega t), where i may count."""
    if node.kind == "juxtapose":
        texts = [child.text if child.kind == "name" else "" for child in node.children]
        if any(one == "i" and after in ANGULAR for one, after in pairwise(texts)):
            return True
    waves = node.kind == "apply" and spelling(node.children[0]) in WAVES
    return not waves and any(map(_is_before_frequency, node.children))


def _is_wave_of_a_point(part: Node) -> bool:
    """sin(x + i y), cos(x - i y): an angle with a multiple of i in it."""
    name, argument = _applied(part)
    if name not in WAVES or argument is None or argument.kind != "sum":
        return False
    return any(term.kind in ("juxtapose", "product") and any(spelling(factor) == "i" for factor in term.children)
               for term in _unsigned(argument))


def _squares_to_minus_one(chain: Node) -> bool:
    """i^2 = -1, i = sqrt(-1)."""
    left, right = chain.children[0], chain.children[2]
    squared = left.kind == "sup" and left.children[0].kind == "name" and left.children[0].text == "i"
    if squared and right.kind == "negate" and right.children[0].text == "1":
        return True
    return spelling(left) == "i" and right.kind == "root" and right.children[0].kind == "negate"


def _is_arithmetic(chain: Node) -> bool:
    """(2 + 3i)(1 - i) = 5 + i: an equation in no other letter, with i beside plain numbers in a sum."""
    if any(sign.text != "=" for sign in chain.children[1::2]) or names_in(chain) - {"pi", "e"} != {"i"}:
        return False
    return any(part.kind == "sum" and _is_binomial(part) for part in chain.walk())


def _is_about_i(chain: Node) -> bool:
    """1/i = -i, i^3 = -i, |i| = 1, i^i = ..., log(i) = ...: an equation in no other letter that solves for nothing.

    i = 3, 2 i = 6, (1 + i)^12 = 1.08 say which number a name stands for.
    """
    letters = _letters(chain) - FUNCTIONS.keys() - {"pi", "e"}
    if any(sign.text != "=" for sign in chain.children[1::2]) or "i" not in letters:
        return False
    if any(map(_is_of_negative, chain.walk())):
        return True                              # sqrt(-x) = i sqrt x
    if _is_power_of_i(chain) or (letters == {"i"} and _is_logarithm_with_turns(chain)):
        return True
    if letters != {"i"}:
        return False
    parts = [part for side in chain.children[::2] for part in side.walk()]
    if any(_holds_i_alone(part) or (part.kind == "sup" and "i" in _letters(part.children[1])) for part in parts):
        return True
    sides = chain.children[::2]
    if any(spelling(side) == "i" and _is_root_of_negative(other) for side, other in (sides[:2], sides[1::-1])):
        return True
    monomials = not any(part.kind == "sum" for part in parts)
    raised = any(part.kind in ("sup", "frac", "over") and "i" in _letters(part) for part in parts)
    return monomials and raised and all("i" in _letters(side) or _is_unity(side) for side in sides)


def _is_power_of_i(chain: Node) -> bool:
    """i^{4n} = 1, i^{4n + 3} = -i: a power of i that is one of the four units."""
    sides = chain.children[::2]
    powers = [side.kind == "sup" and spelling(side.children[0]) == "i" for side in sides]
    units = [_is_unity(side) or spelling(_bare(side)) == "i" for side in sides]
    return any(powers) and all(map(max, powers, units))


def _is_logarithm_with_turns(chain: Node) -> bool:
    """log(1 + i) = log(2)/2 + pi i/4: a logarithm, and a multiple of pi i."""
    parts = tuple(chain.walk())
    return any(part.children and _applied(part)[0] in LOGARITHMS for part in parts) and any(
        part.kind in ("juxtapose", "product") and {"pi", "i"} <= set(map(spelling, part.children)) for part in parts)


def _is_of_negative(part: Node) -> bool:
    """sqrt(-1), log(-x)"""
    if part.kind == "root":
        return len(part.children) == 1 and part.children[0].kind == "negate"
    name, argument = _applied(part) if part.children else (None, None)
    return name in LOGARITHMS and argument is not None and argument.kind == "negate"


def _is_of_a_point(part: Node) -> bool:
    """|x + y i|, sqrt(x - i y), log(x + y i), a bar over x + y i"""
    if part.kind in ("abs", "root") or (part.kind == "accent" and part.text in CONJUGATED):
        argument: Node | None = part.children[0] if len(part.children) == 1 else None
    else:
        name, argument = _applied(part) if part.children else (None, None)
        argument = argument if name in LOGARITHMS else None
    return argument is not None and argument.kind == "sum" and len(argument.children) == 2 and any(
        term.kind in ("juxtapose", "product") and len(term.children) == 2 and "i" in map(spelling, term.children)
        for term in _unsigned(argument))


def _holds_i_alone(part: Node) -> bool:
    """|i|, sqrt i, log(i), sgn(i), conj i"""
    if part.kind in ("abs", "root", "accent"):
        return spelling(part.children[0]) == "i"
    name, argument = _applied(part)
    return name in FUNCTIONS and argument is not None and spelling(argument) == "i"


def _is_root_of_negative(node: Node) -> bool:
    """(-1)^{1/2}"""
    if node.kind != "sup" or node.children[0].kind != "paren" or node.children[0].children[0].kind != "negate":
        return False
    return node.children[1].kind in ("frac", "over")


def _bare(node: Node) -> Node:
    """What stands behind signs and within brackets."""
    while node.kind in ("negate", "plus", "paren"):
        node = node.children[0]
    return node


def _is_unity(node: Node) -> bool:
    node = _bare(node)
    return node.kind == "number" and node.text == "1"


def _unsigned(total: Node) -> list[Node]:
    """The terms of a sum without their signs."""
    return [term.children[0] if term.kind == "negate" else term for term in total.children]


def _is_binomial(node: Node) -> bool:
    terms = _unsigned(node)
    plain = any("i" not in names_in(term) for term in terms)
    multiple = any(
        spelling(term) == "i"
        or (term.kind == "juxtapose" and spelling(term.children[-1]) == "i" and term.children[0].kind == "number")
        for term in terms
    )
    return plain and multiple


def _letters(node: Node) -> set[str]:
    return {part.text for part in node.walk() if part.kind == "name"}
