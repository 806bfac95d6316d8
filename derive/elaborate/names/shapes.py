"""Shapes: which names of a formula are matrices or vectors, by their transposes, inverses and neighbours.

    x^T, (y - X b)^T, X^\\top       small letters are vectors, capitals matrices
    A x, x^T P x, X^T y             what stands beside a matrix or a transposed vector is one as well
    I_n - P                         so does what is added to a matrix
    tr(A B C), det(A + B)           and so are capitals under a trace
    A = [[1, 2], [3, 4]]            a name that is written out is what is written
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language.conventions import GREEK
from derive.elaborate.language.spelling import is_upright, spelling
from derive.elaborate.names.clues import introduced
from derive.elaborate.names.numbers_shown import numbers_shown
from derive.elaborate.names.plainness import TRACES
from derive.read.node import Node

_SCALARS = frozenset(["E", "F", "L", "N", "P", "T", "J"])
_NEVER = frozenset(["E", "T", "O", "Pr", "Var", "Cov", "Gamma", "Phi", "Theta", "Pi"])
_COUNTS = frozenset("nmkijpqtd")
_NUMBERS = frozenset(["sigma", "tau", "lambda", "alpha", "nu", "kappa", "pi", "rho", "eta", "delta", "phi", "psi"])
_BRACKETED = frozenset(["pmatrix", "bmatrix", "Bmatrix"])
_CALLS = frozenset(["()", "[]"])
_ROUNDS = 3


def shapes(node: Node) -> dict[str, str]:
    """Names that the formula shows to be matrices ("X") or vectors ("x").

    A transpose makes a formula one of matrices, in which plain capitals are matrices too; a matrix written out
    says it of its name and of what stands beside that.
    """
    if node.kinds().isdisjoint(("matrix", "sup", "apply")):
        return {}
    parts = tuple(node.walk())
    found = _traced(parts)
    if not found and not any(
            part.kind == "matrix" or (part.kind == "sup" and _transposes(part.children[1])) for part in parts):
        return {}
    plain: set[str] = set()
    literal = dict(_written_out(node))
    for part in parts:
        if part.kind == "sup" and _transposes(part.children[1]):
            upright = part.children[1].kind != "name" or is_upright(part.children[1])
            for name in _transposed(part.children[0]):
                if _is_letter(name) or upright:
                    found[name] = _shape(name)
        elif part.kind == "name":
            plain.add(part.text)
    turned = found.keys() | set[str]()
    if not found and not literal:
        return {}
    limits = [part.children[1] for part in node.walk() if part.kind == "bigop"]
    if any(limit.kind == "name" and limit.text == "T" for limit in limits):
        return {}                                # T is a number here
    for name in plain if found.keys() > _traced(parts).keys() else ():
        if len(name) == 1 and name.isupper() and name not in _SCALARS:
            found.setdefault(name, "matrix")
    for part in node.walk():
        if part.kind == "sub" and (spelling(part) or "").startswith("I_"):
            found.setdefault(spelling(part) or "", "matrix")             # an identity
    found |= literal
    rows = [part for part in node.walk() if part.kind in ("juxtapose", "sum")]
    for _ in range(_ROUNDS):
        before = len(found)
        for part in rows:
            if part.kind == "juxtapose":
                _neighbours(part, found)
            else:
                _summands(part, found)
        if len(found) == before:
            break
    bound = {name for part in node.walk() if part.kind == "bigop" for name in introduced(part.children[0])}
    numbers = {name for part in parts for name in numbers_shown(part)} - turned - literal.keys()
    return {name: sort for name, sort in found.items() if not _runs(name, bound) and name not in numbers}


def _traced(parts: Sequence[Node]) -> dict[str, str]:
    """Several capitals under one trace or determinant: tr(A B C), det(A + B)."""
    found: dict[str, str] = {}
    for part in parts:
        if part.kind == "apply" and part.children[0].text in TRACES:
            names = {one.text for one in part.children[-1].walk() if one.kind == "name" and len(one.text) == 1
                     and one.text.isupper() and one.text not in _SCALARS}
            found |= dict.fromkeys(names if len(names) > 1 else (), "matrix")
    return found


def _written_out(node: Node) -> Iterator[tuple[str, str]]:
    """Names that are equal to a table in brackets: one of one column is a vector."""
    for part in node.walk():
        if part.kind != "chain" or any(sign.text not in ("=", ":=") for sign in part.children[1::2]):
            continue
        tables = [table for side in part.children[::2] if (table := written_table(side)) is not None]
        turned = any(map(_is_turned_row, part.children[::2]))
        for name in (spelling(side) for side in part.children[::2]):
            if (tables or turned) and name is not None:
                column = turned or all(len(row.children) == 1 for row in tables[0].children)
                yield name, "vector" if column else "matrix"


def _is_turned_row(side: Node) -> bool:
    r"""(1, 2)^T, [1, 2]^\top, and a table of one row, turned."""
    if side.kind != "sup" or not _transposes(side.children[1]):
        return False
    row, table = side.children[0], written_table(side.children[0])
    return len(table.children) == 1 if table is not None else row.kind == "paren" and row.children[0].kind == "list"


def written_table(side: Node) -> Node | None:
    """A table in brackets, its own or those around it."""
    inner = side.children[0] if side.kind == "paren" and len(side.children) == 1 else side
    if inner.kind != "matrix" or inner.text not in (_BRACKETED if inner is side else ("matrix",)):
        return None
    return inner


def multiplied(nodes: Sequence[Node]) -> set[str]:
    """Capitals and letters with hats side by side, or in a bracket under a power; none below a bar: A B, (A + B)^2.

    (X_i - \\bar X)^2 is of numbers, measured from their mean.
    """
    beside: set[str] = set()
    below: set[str] = set()
    for part in (part for node in nodes for part in node.walk()):
        names = {name for child in part.children if (name := _stem(child)) is not None and _may_turn(name)}
        if part.kind == "juxtapose":
            beside |= names if len(names) > 1 else set()
            calls = (left for left, right in pairwise(part.children) if right.kind == "paren" and right.text in _CALLS)
            below |= {name for left in calls if (name := spelling(left)) in _SCALARS and name}       # P(A), E[X], T(n)
        elif part.kind in ("frac", "over"):
            below |= {name for inner in part.children[1].walk() if (name := spelling(inner)) is not None}
        elif part.kind == "chain":
            below |= set(numbers_shown(part))
        elif part.kind == "matrix":              # the entries are numbers: dX/dF
            below |= {name for inner in part.walk() if inner.kind == "derivative"
                      for one in inner.children if (name := spelling(one)) is not None}
        elif part.kind == "sup" and part.children[0].kind == "paren":
            inner = {n for piece in part.children[0].walk() if (n := spelling(piece)) is not None and _may_turn(n)}
            beside |= inner if len(inner) > 1 else set()
            below |= _measured_from_mean(inner)
    beside -= below
    return beside | {name for node in nodes for name in _named(node, beside)}


def _measured_from_mean(names: set[str]) -> set[str]:
    return {name for one in names if "_" in one and (mean := f"bar{{{one.partition('_')[0]}}}") in names
            for name in (one, mean)}


def _named(node: Node, shaped: set[str]) -> Iterator[str]:
    """Capitals that are equal to a product of what has a shape: A = P D P^{-1}."""
    for part in node.walk():
        sides = part.children[::2] if part.kind == "chain" else ()
        rows = [side for side in sides if side.kind == "juxtapose"]
        products = [row for row in rows if {_stem(item) for item in row.children} <= shaped]
        yield from (name for side in sides if products and (name := spelling(side)) and _is_capital(name))


def _may_turn(name: str) -> bool:
    return name.startswith("hat{") or _is_capital(name)


def _runs(name: str, bound: set[str]) -> bool:
    """Whether a name has an index that a sum runs over: x_i under a sum over i is no one vector."""
    return any(letter in bound for letter in name.partition("_")[2].strip("{}").replace(",", " "))


def _transposed(base: Node) -> Iterator[str]:
    """The names that a transpose turns: one name, or those of a bracket that are not indices, functions, sizes."""
    if base.kind == "paren":
        pending = [(base.children[0], False)]
        while pending:
            part, applied = pending.pop()
            name = spelling(part)
            if part.kind == "matrix" or (applied and name is not None):
                continue                         # the letters in a matrix are its entries
            if name is not None:
                if name not in _COUNTS and name not in _NEVER and not name.startswith("bar{"):
                    yield name
            elif part.kind == "juxtapose":
                after = [item.kind == "paren" for item in part.children[1:]] + [False]
                upright = [is_upright(item) for item in part.children]
                pending += [(item, a and u) for item, a, u in zip(part.children, after, upright, strict=True)]
            elif part.kind in ("sup", "frac", "over"):
                pending.append((part.children[0], False))
            elif part.kind == "list":            # [x, y]^T, (2x, 6y)^T: small letters are its entries
                pending += [(item, False) for item in part.children if not _is_small(spelling(item) or "x")]
            elif part.kind != "bigop":
                pending += [(item, False) for item in part.children]
        return
    name = spelling(base)
    if name is not None and not any(part.kind == "matrix" for part in base.walk()):
        yield name


def _neighbours(part: Node, found: dict[str, str]) -> None:
    """A letter right after a matrix or a transposed vector: small ones are vectors, capitals matrices."""
    items = part.children
    for k, (left, right) in enumerate(pairwise(items)):
        applied = k + 2 < len(items) and items[k + 2].kind == "paren" and items[k + 2].text != "{}"
        other = _stem(right)
        if _holds(left, found) and other is not None and other not in found and other not in _NEVER:
            if _is_capital(other):
                if not applied or right.kind == "sup" or other in _SCALARS or _is_transpose(left):
                    found[other] = "matrix"
            elif _is_small(other) and right.kind != "sup" and _may_precede(left, found):
                found[other] = "vector"
        if right is items[-1] and _is_transpose(left) and spelling(right) == "pi":
            found["pi"] = "vector"               # of a stationary law: the number stands in front
        if right is items[-1] and right.kind == "paren" and _is_transpose(left):
            found |= {name: "vector" for name in _terms(right.children[0]) if name not in found}
        name = _stem(left)
        if name is not None and name not in found and name not in _NEVER and _is_capital(name):
            if _holds(right, found) and right.kind != "paren":
                found[name] = "matrix"


def _terms(inner: Node) -> Iterator[str]:
    """p and y of X^T (p - y), where nothing but small letters is added up."""
    names = [spelling(term.children[0] if term.kind == "negate" else term) for term in inner.children]
    if inner.kind == "sum" and all(name is not None and _is_small(name) for name in names):
        yield from (name for name in names if name is not None)


def _summands(part: Node, found: dict[str, str]) -> None:
    """A + B: capitals beside a matrix."""
    bare = [child.children[0] if child.kind == "negate" else child for child in part.children]
    names = [_stem(child) for child in bare]
    beside = any(found.get(name or "") == "matrix" for name in names)
    if beside and any(child.kind == "juxtapose" and spelling(child.children[-1]) == "I" for child in bare):
        found.setdefault("I", "matrix")          # A - lambda I
    if beside or any(child.kind == "juxtapose" and _holds(child.children[-1], found) for child in bare):
        for name in names:
            if name and _is_capital(name) and name not in _NEVER and (beside or name not in _SCALARS):
                found.setdefault(name, "matrix")


def _stem(item: Node) -> str | None:
    """The name of a factor, without an exponent."""
    name = spelling(item)
    return name if name is not None or item.kind != "sup" else spelling(item.children[0])


def _holds(item: Node, found: dict[str, str]) -> bool:
    """Whether a factor is a vector or a matrix."""
    if item.kind == "sup":
        return _transposes(item.children[1]) or _holds(item.children[0], found)
    name = spelling(item)
    if name is not None:
        return name in found
    if item.kind == "paren":
        inner = item.children[0]
        rows = inner.children if inner.kind in ("sum", "juxtapose") else (inner,)
        flat = [piece for row in rows for piece in (row.children if row.kind in ("juxtapose", "negate") else (row,))]
        return any(_stem(piece) in found or _is_transpose(piece) for piece in flat)
    return False


def _is_transpose(item: Node) -> bool:
    return item.kind == "sup" and _transposes(item.children[1])


def _may_precede(left: Node, found: dict[str, str]) -> bool:
    """Whether a vector may follow: after a matrix or a row, not after a column."""
    return _is_transpose(left) or found.get(_stem(left) or "", "matrix") == "matrix"


def _is_capital(name: str) -> bool:
    stem = _bare(name)
    return stem[:1].isupper() and (len(stem) == 1 or stem in GREEK)


def _is_small(name: str) -> bool:
    stem = _bare(name)
    if name.startswith("bar{"):
        return False                             # a mean is a number
    if stem in GREEK:
        return stem not in _NUMBERS and stem[:1].islower()
    return len(stem) == 1 and stem.isascii() and stem.islower() and ("_" not in name or stem not in _COUNTS)


def _bare(name: str) -> str:
    """The letter of a name without marks and indices: hat{beta}_1 is beta."""
    while "{" in name.partition("_")[0] and "{" in name:
        name = name.partition("{")[2]
    return name.partition("_")[0].partition("}")[0].partition("^")[0]


def _transposes(exponent: Node) -> bool:
    return (exponent.kind == "symbol" and exponent.text in ("top", "intercal")) or (
        exponent.kind in ("name", "font") and spelling(exponent) in ("T", "mathsf{T}", "mathtt{T}")
    )


def _is_letter(name: str) -> bool:
    stem = name.partition("_")[0]
    return (len(stem) == 1 and stem.isascii()) or "{" in stem or stem[:1].isupper() or stem in ("mu", "beta", "theta")


def _shape(name: str) -> str:
    return "matrix" if _bare(name)[:1].isupper() else "vector"
