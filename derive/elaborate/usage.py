"""Usage: what the notation of a formula itself shows about its names.

    \\sum_{i=1}^n x_i     x is indexed, n is an integer; x_j elsewhere is an element of x, and j an integer
    \\sum_k h_k           k runs over the range that h has, n_h where nothing says it
    n!, \\binom{n}{k}      integers
    dy/dx                y is an unknown function of x, everywhere
    e^{i t}, i^2 = -1    i is the imaginary unit
    X^T y, A^\\top        X and A are matrices, y is a vector

What the signature already knows is never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from derive.elaborate.conventions import INDEX_LETTERS
from derive.elaborate.names import base_name_in, split
from derive.elaborate.reading import is_array
from derive.elaborate.shapes import shapes
from derive.elaborate.signature import Definition, Signature
from derive.elaborate.spelling import spelling
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.node import Node

Bound = frozenset[str]


@dataclass(slots=True)
class _Seen:
    """What was met on the way through a formula."""

    elements: list[tuple[str, tuple[Node, ...], Bound]] = field(default_factory=list)
    integers: set[str] = field(default_factory=set)
    open_indices: list[str] = field(default_factory=list)                # sums without limits
    limits: dict[str, tuple[Node, Node]] = field(default_factory=dict)   # i=1 ... n
    compared: list[tuple[str, str]] = field(default_factory=list)        # i < j under a sum: one range
    depends: dict[str, dict[str, str]] = field(default_factory=dict)     # y: {x: "d" or "partial"}
    integrated: set[str] = field(default_factory=set)
    imaginary: bool = False
    chosen: set[int] = field(default_factory=set)        # z_k in P(y=z_k): no element of z, unless z is met elsewhere


def usage(node: Node, signature: Signature) -> Signature:
    """The signature, enlarged by what the formula shows."""
    seen = _Seen()
    for part, bound in _walk(node):
        _look(part, bound, seen, signature)
    arity = dict(signature.arity)
    sorts = dict(signature.sorts)
    for name, indices, bound in seen.elements:
        if name not in arity and _is_free(name, signature) and _mentions(indices, bound):
            arity[name] = len(indices)
    for name, indices, bound in seen.elements:
        if name in arity or is_array(name, signature):
            seen.integers |= {part.text for index in indices for part in index.walk() if part.kind == "name"} - bound
    for name in sorted(seen.integers):
        if _is_free(name, signature) and name not in ("pi", "e") and name not in arity:
            sorts.setdefault(name, "integer")
    if seen.imaginary and _is_free("i", signature):
        sorts["i"] = "imaginary"
    for name, sort in shapes(node).items():
        if _is_free(name, signature) and name not in arity:
            sorts.setdefault(name, sort)
    enlarged = replace(
        signature, arity=arity, sorts=sorts, integrated=signature.integrated | seen.integrated,
        ranges=_ranges(seen, signature, arity),
    )
    return replace(enlarged, definitions=_dependences(seen, enlarged)) if seen.depends else enlarged


def _is_free(name: str, signature: Signature) -> bool:
    return name not in signature.sorts and name not in signature.definitions and name not in signature.values


def _mentions(indices: tuple[Node, ...], bound: Bound) -> bool:
    return any(part.kind == "name" and part.text in bound for index in indices for part in index.walk())


def _walk(node: Node) -> Iterator[tuple[Node, Bound]]:
    """Every part with the names that sums and products bind around it, without recursion."""
    pending: list[tuple[Node, Bound]] = [(node, frozenset())]
    while pending:
        part, bound = pending.pop()
        yield part, bound
        if part.kind == "bigop" and part.text in ("sum", "prod"):
            lower, upper, body = part.children
            inner = bound | set(_introduced(lower))
            pending.extend(((body, inner), (upper, bound), (lower, inner)))
        elif part.kind == "bigop" and part.children[0].kind == "name" and part.text != "lim":
            name = part.children[0].text
            pending.append((part.children[2], bound | {name} if name in INDEX_LETTERS else bound))
        else:
            pending.extend((child, bound) for child in reversed(part.children))


def _introduced(lower: Node) -> list[str]:
    """The names that the lower part of a sum binds."""
    if lower.kind == "chain" and len(lower.children) >= 3:
        signs = [part.text for part in lower.children[1::2]]
        if len(signs) == 1 and signs[0] in ("=", "in", "!="):
            return _introduced(lower.children[0])
        if len(signs) == 2:
            return _introduced(lower.children[2])
        return [name for child in lower.children[::2] for name in _introduced(child)]
    if lower.kind in ("list", "juxtapose"):
        return [name for child in lower.children for name in _introduced(child)]
    name = spelling(lower)
    return [name] if name else []


def _look(part: Node, bound: Bound, seen: _Seen, signature: Signature) -> None:
    """Note what one part shows."""
    match part.kind:
        case "sub" | "sup":
            base, indices = split(part)
            name = base_name_in(base, signature)
            if name and indices and id(part) not in seen.chosen:
                seen.elements.append((name, tuple(indices), bound))
            if part.kind == "sup":
                _look_at_power(part, seen)
        case "juxtapose":
            _look_at_selection(part, bound, seen, signature)
        case "bigop" if part.text in ("sum", "prod"):
            _look_at_sum(part, seen)
        case "factorial" | "binom":
            seen.integers |= {child.text for child in part.children if child.kind == "name"} - bound
        case "derivative":
            _look_at_derivative(part, seen, signature)
        case "integral":
            names = (spelling(c.children[0] if c.kind == "differential" else c) for c in part.children[3:])
            seen.integrated |= {name for name in names if name}
        case "apply" if spelling(part.children[0]) == "exp" and _has_i(part.children[1]):
            seen.imaginary = True


def _look_at_power(part: Node, seen: _Seen) -> None:
    base, exponent = part.children
    if base.kind == "name" and base.text == "e" and _has_i(exponent):
        seen.imaginary = True
    if base.kind == "paren" and base.children[0].kind == "negate" and base.children[0].children[0].kind == "number":
        seen.integers |= {inner.text for inner in exponent.walk() if inner.kind == "name"}


def _has_i(node: Node) -> bool:
    """Whether i stands as a factor of an exponent: e^{i t}, e^{-2 \\pi i k}; an index is no factor there."""
    pending = [node]
    while pending:
        part = pending.pop()
        if part.kind == "name" and part.text == "i":
            return True
        if part.kind in ("juxtapose", "product", "negate", "frac", "over", "paren", "sum"):
            pending.extend(part.children)
    return False


def _look_at_selection(part: Node, bound: Bound, seen: _Seen, signature: Signature) -> None:
    """P(y=j) under a sum over j: P is indexed."""
    for left, right in pairwise(part.children):
        inner = right.children[0] if right.kind == "paren" else None
        if inner is None or inner.kind != "chain" or len(inner.children) != 3 or inner.children[1].text != "=":
            continue
        name = base_name_in(left.children[0] if left.kind == "sup" else left, signature)
        index = inner.children[2]
        if name and index.kind == "sub" and is_array(name, signature):
            seen.chosen.add(id(index))
        if name and index.kind == "name" and index.text in INDEX_LETTERS:
            seen.elements.append((name, (index,), bound))


def _look_at_sum(part: Node, seen: _Seen) -> None:
    lower, upper, _ = part.children
    names = _introduced(lower)
    outside = [upper]
    if lower.kind == "chain":
        outside.extend(child for child in lower.children[::2])
        if upper.kind != "none" and len(names) == 1 and len(lower.children) == 3:
            seen.limits.setdefault(names[0], (lower.children[2], upper))
    if upper.kind == "none":
        seen.open_indices.extend(names)
        compared = [child.text for child in lower.children[::2] if lower.kind == "chain" and child.kind == "name"]
        seen.compared.extend(pairwise(compared))
    seen.integers |= {
        inner.text for side in outside for inner in side.walk() if inner.kind == "name" and inner.text not in names
    } - {"infty", "pi", "e"} if not (lower.kind == "chain" and lower.children[1].text in ("in", "notin")) else set()


def _look_at_derivative(part: Node, seen: _Seen, signature: Signature) -> None:
    operand, *variables = part.children
    name = _plain(operand)
    for variable in variables:
        other = _plain(variable.children[0] if variable.kind == "differential" else variable)
        name, other = (known and signature.aliases.get(known, known) for known in (name, other))
        if name and other and name != other:
            seen.depends.setdefault(name, {})[other] = part.text


def _plain(node: Node) -> str | None:
    return spelling(node) if node.kind in ("name", "accent", "font", "sub") else None


def _dependences(seen: _Seen, signature: Signature) -> dict[str, Definition]:
    """A definition y = y(x) for each name that is differentiated and of which nothing is known."""
    definitions = dict(signature.definitions)
    unknown = {
        name: variables for name, variables in seen.depends.items()
        if name not in definitions and name not in signature.values and not is_array(name, signature)
        and signature.sorts.get(name, "real") == "real" and base_of(name) not in signature.arity
    }
    for name, variables in unknown.items():
        through = {v for v in variables if any(v in unknown.get(w, {}) for w in variables if w != v)}
        kept = [v for v in variables if v not in through or variables[v] == "partial"]
        symbols: list[Term] = []
        for variable in kept:
            base = base_of(variable)
            if is_array(base, signature):
                symbols.append(Symbol(base, "array"))
            elif variable in unknown:
                symbols.append(Apply("call", (Symbol(variable, "function"),)))
            else:
                symbols.append(Symbol(variable, signature.sorts.get(variable, "real")))
        definitions[name] = Definition(
            Symbol(name), (), Apply("call", (Symbol(name, "function"), *dict.fromkeys(symbols))), 0)
    return _tied(definitions, unknown)


def _tied(definitions: dict[str, Definition], unknown: dict[str, dict[str, str]]) -> dict[str, Definition]:
    """Unknown functions of unknown functions, with the inner ones written out."""
    for _ in range(len(unknown)):
        changed = False
        for name in unknown:
            body = definitions[name].body
            assert isinstance(body, Apply)
            args = tuple(
                definitions[arg.args[0].name].body
                if isinstance(arg, Apply) and arg.head == "call" and isinstance(arg.args[0], Symbol)
                and arg.args[0].name in unknown and arg.args[0].name != name else arg
                for arg in body.args
            )
            if args != body.args:
                changed = True
                definitions[name] = replace(definitions[name], body=Apply("call", args))
        if not changed:
            break
    return definitions


def base_of(name: str) -> str:
    """The letter of a canonical name, without its index: x for x_1."""
    return name.partition("_")[0]


def _ranges(seen: _Seen, signature: Signature, arity: dict[str, int]) -> dict[str, tuple[Term, Term]]:
    """Ranges for the indices of sums without limits: indices that stand in one place of one array share theirs."""
    ranges = dict(signature.ranges)
    wanted = [name for name in dict.fromkeys(seen.open_indices) if name not in ranges]
    if not wanted:
        return ranges
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    for name, indices, _ in seen.elements:
        for position, index in enumerate(indices):
            if index.kind == "name" and (name in arity or is_array(name, signature)):
                first, second = sorted((root(f"{name}_{position}" if position else name), root("=" + index.text)))
                group[first] = second
    for name, other in seen.compared:
        first, second = sorted((root("=" + name), root("=" + other)))
        group[first] = second
    members: dict[str, list[str]] = {}
    for key in sorted(group):
        members.setdefault(root(key), []).append(key)
    for name in wanted:
        together = members.get(root("=" + name), ["=" + name])
        known = next((ranges[k[1:]] for k in together if k[0] == "=" and k[1:] in ranges), None)
        written = next((seen.limits[k[1:]] for k in together if k[0] == "=" and k[1:] in seen.limits), None)
        if known is None and written is not None:
            known = _written(written)
        arrays = [k for k in together if k[0] != "="]
        ranges[name] = known or (number(1), Symbol(f"n_{arrays[0] if arrays else name}", "integer"))
    return ranges


def _written(limits: tuple[Node, Node]) -> tuple[Term, Term] | None:
    """The range that another sum over the same array writes out, where it is plain."""
    terms: list[Term] = []
    for node in limits:
        if node.kind == "number" and node.text.isdecimal() and len(node.text) < 10:
            terms.append(number(node.text))
        elif node.kind == "name":
            terms.append(Symbol(node.text, "integer"))
        else:
            return None
    return terms[0], terms[1]


def range_of(name: str, signature: Signature) -> tuple[Term, Term]:
    """The range of an index that is not written: what the signature says, else 1 to a number of its own."""
    return signature.ranges.get(name) or (number(1), Symbol(f"n_{name}", "integer"))
