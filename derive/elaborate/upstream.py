"""Losses of which only slopes are known: L, where dL/dy_i is given from above, and y_i is a formula.

    y_i = gamma x_i + beta,  g_i = dL/dy_i      dL/dgamma = sum_i g_i x_i
    y = W x + b,             g = dL/dy          dL/dW = g x^T,  dL/dx = W^T g

L depends on what y is made of through y alone, so that its slopes are those of sum_k g_k y_k with g held fixed (the
chain rule; backpropagation, Rumelhart, Hinton and Williams 1986). L is read as that sum. None is read so that stands
anywhere but in first derivatives, that is differentiated in what y is not made of, or of which two such y are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from derive.elaborate.context import names_in as context_names
from derive.elaborate.language.conventions import FUNCTIONS, INDEX_LETTERS
from derive.elaborate.language.spelling import head_of, names_in, spelling, varied
from derive.elaborate.names.signature import Definition, Slopes
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Bind, Symbol, Term
from derive.read.node import Node, holds

HEADS = frozenset({"L", "l", "ell", "E", "J", "C", "mathcal{L}", "mathcal{J}", "Loss", "loss"})
PENALTY = re.compile(
    r"\b(?:regulari[sz]\w*|penalt(?:y|ies)|penali[sz]\w+|weight decay|ridge|lasso|residual|skip)\b", re.I)
NAMES = frozenset({"name", "accent", "font", "prime", "sup"})


def read_upstream(page: Page, formulas: Sequence[Node], words: str) -> None:
    """Lets each such L be the sum of its slopes, which are fixed, times what it is given in.

    Not where the words speak of a penalty, by which L depends on the weights themselves.
    """
    if not holds(formulas, frozenset(("derivative",))) or PENALTY.search(words):
        return
    heads = sorted({name for name, _ in _slopes(formulas)} & HEADS)
    arrays = frozenset(page.context.arity)
    made = _made_of(formulas, arrays) if heads else {}
    for head in heads:
        found = _upstream(head, formulas, made, arrays)
        body = _body(page, *found) if found is not None and not page.context.knows(head) else None
        if found is not None and body is not None:
            page.context.definitions[head] = Definition(Symbol(head), (), body, 0)
            page.context.brought.add(head)
            page.context.slopes[head] = found[0]


def _slopes(formulas: Sequence[Node]) -> Iterator[tuple[str, Node]]:
    """What is differentiated once, and in what."""
    for part in (part for formula in formulas for part in formula.walk()):
        if (name := _differentiated(part)) is not None:
            yield name, varied(part.children[1])


def _differentiated(part: Node) -> str | None:
    """L of dL/dy."""
    return spelling(part.children[0]) if part.kind == "derivative" and len(part.children) == 2 else None


def _made_of(formulas: Sequence[Node], arrays: frozenset[str]) -> dict[str, set[str]]:
    """The names of the formulas that say what a name is."""
    found: dict[str, set[str]] = {}
    for node in (part for formula in formulas for part in formula.walk() if part.kind == "chain"):
        left = node.children[0]
        name = _base(left, arrays) or head_of(left)
        if len(node.children) > 2 and node.children[1].text in ("=", "define") and name is not None:
            right = node.children[2]
            if right.kind != "derivative":
                found.setdefault(name, set()).update(_bases(right, arrays) - FUNCTIONS.keys())
    return found


def _base(node: Node, arrays: frozenset[str]) -> str | None:
    """y of y and of y_i; z_2 of z_2, unless z is an array."""
    if node.kind != "sub":
        return spelling(node) if node.kind in NAMES else None
    base = spelling(node.children[0])
    return spelling(node) if node.children[1].kind == "number" and base not in arrays else base


def _bases(node: Node, arrays: frozenset[str]) -> set[str]:
    """The names in a formula, arrays by their names alone."""
    return names_in(node) | {base for part in node.walk() if part.kind == "sub" and (base := _base(part, arrays))}


def _upstream(
    head: str, formulas: Sequence[Node], made: Mapping[str, set[str]], arrays: frozenset[str]
) -> tuple[Slopes, str] | None:
    """The slopes of L, and an index of y that the page writes; "" where y has none."""
    if head in made or _stands_elsewhere(head, formulas):
        return None
    variables = [(base, variable) for name, variable in _slopes(formulas)
                 if name == head and (base := _base(variable, arrays))]
    bases = {base for base, _ in variables}
    below = {base: _ancestors(base, made) for base in bases}
    last = [base for base in bases if not any(base in below[other] for other in bases - {base})]
    if len(last) != 1 or len(bases) < 2:
        return None
    (of,) = last
    if of in below[of] or not bases <= {of, *below[of]}:
        return None
    index = next((v.children[1].text for base, v in variables if base == of and v.kind == "sub"
                  and v.children[1].text in INDEX_LETTERS), "")
    if not index and of in arrays:
        return None
    name = _named(head, of, formulas, made, arrays)
    return Slopes(name or _fresh_name(head, of), of, frozenset(below[of]), name is not None), index


def _stands_elsewhere(head: str, formulas: Sequence[Node]) -> bool:
    """Whether L stands anywhere but where it is differentiated once."""
    pending = list(formulas)
    while pending:
        part = pending.pop()
        if _differentiated(part) == head:
            pending.append(part.children[1])
            continue
        if spelling(part) == head:
            return True
        pending += part.children
    return False


def _ancestors(name: str, made: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        new = made.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return found


def _named(
    head: str, of: str, formulas: Sequence[Node], made: Mapping[str, set[str]], arrays: frozenset[str]
) -> str | None:
    """g of g_i = dL/dy_i: a name for the slopes of which nothing else is said."""
    for node in (part for formula in formulas for part in formula.walk() if part.kind == "chain"):
        sides = node.children[::2]
        for one, other in (sides[:2], sides[1::-1]) if len(sides) > 1 else ():
            slope = _differentiated(one) == head and _base(varied(one.children[1]), arrays) == of
            name = _base(other, arrays) if slope else None
            if name and not made.get(name):
                return name
    return None


def _body(page: Page, slopes: Slopes, index: str) -> Term | None:
    """sum_k g_k y_k of arrays, g^T y of vectors, g y of numbers; none of other things."""
    context = page.context
    if index:
        ends = context.ranges.get(index)
        if context.arity.get(slopes.of) != 1 or ends is None:
            return None
        context.arity.setdefault(slopes.name, 1)
        k = Symbol(index, "integer")
        elements = (Apply("at", (Symbol(name, "array"), k)) for name in (slopes.name, slopes.of))
        return Bind("sum", k, Apply("*", tuple(elements)), ends)
    sort = context.sorts.get(slopes.of, "real")
    if sort not in ("real", "vector", "matrix") or slopes.of in context.arity:
        return None
    context.sorts[slopes.name] = sort
    g, y = Symbol(slopes.name, sort), Symbol(slopes.of, sort)
    if sort == "real":
        return Apply("*", (g, y))
    inner = Apply("matmul", (Apply("transpose", (g,)), y))
    return inner if sort == "vector" else Apply("trace", (inner,))


def names_slopes(page: Page, node: Node) -> bool:
    """Whether an equation only names the slopes from above, g_i = dL/dy_i; it is given then."""
    if len(node.children) != 3 or node.children[1].text not in ("=", "define"):
        return False
    sides = node.children[0], node.children[2]
    slope = next((side for side in sides if side.kind == "derivative"), None)
    if slope is None or _slopes_of(page, slope) is None:
        return False
    left, right = map(page.read, sides)
    if left.term is None or left.term != right.term:
        return False
    page.add(page.step("given", node.children[1].span, role="definition", lhs=left.side, rhs=right.side, relation="="))
    return True


def gives_slopes(page: Page, node: Node) -> bool:
    """Whether an equation says what the slopes from above are, for the first time: dL/dz = p - y."""
    left = next((side for side in node.children[:4:2] if side.kind == "derivative"), node)
    slopes = _slopes_of(page, left) if node.children[1].text in ("=", "define") else None
    if slopes is None or (left is node.children[0] and slopes.named):
        return False
    return slopes.name not in context_names(page.context.facts)


def _slopes_of(page: Page, slope: Node) -> Slopes | None:
    """The slopes from above that a derivative is; None for other derivatives."""
    slopes = page.context.slopes.get(_differentiated(slope) or "")
    if slopes is None or _base(varied(slope.children[1]), frozenset(page.context.arity)) != slopes.of:
        return None
    return slopes


def _fresh_name(head: str, of: str) -> str:
    return "d" + "d".join(re.sub(r"[^A-Za-z0-9]", "", name) for name in (head, of))


__all__ = ["gives_slopes", "names_slopes", "read_upstream"]
