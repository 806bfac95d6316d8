"""Clues: what one walk through a formula shows about its names, before any of them has a meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from derive.elaborate.language.conventions import FUNCTION_LETTERS, FUNCTIONS, GREEK, INDEX_LETTERS, SPECIAL
from derive.elaborate.language.spelling import names_in, spelling, varied
from derive.elaborate.names.divisors import whole_letters
from derive.elaborate.names.signature import Signature
from derive.elaborate.names.symbols import base_name_in, split
from derive.elaborate.reading import is_array
from derive.read.node import Node

Bound = frozenset[str]
_COUNTING = frozenset({"sum", "negate", "paren", "name", "number"})
_EXTREMA = frozenset({"max", "min", "argmax", "argmin"})
_LETTERS = frozenset("abcd")
_COUNTS = frozenset({"n", "m"})
TELLING = frozenset(                             # the kinds that `_look` looks at
    ("sum", "product", "juxtapose", "sub", "sup", "bigop", "name", "factorial", "binom", "derivative", "integral",
     "apply", "nth"))


@dataclass(slots=True)
class Seen:
    """What was met on the way through a formula."""

    elements: list[tuple[str, tuple[Node, ...], Bound]] = field(default_factory=list)
    integers: set[str] = field(default_factory=set)
    open_indices: list[str] = field(default_factory=list)                # sums without limits
    limits: dict[str, tuple[Node, Node]] = field(default_factory=dict)   # i=1 ... n
    compared: list[tuple[str, str]] = field(default_factory=list)        # i < j under a sum: one range
    depends: dict[str, dict[str, str]] = field(default_factory=dict)     # y: {x: "d" or "partial"}
    integrated: set[str] = field(default_factory=set)
    imaginary: bool = False
    rows: set[str] = field(default_factory=set)          # x in x_1 + ... + x_n
    tending: set[str] = field(default_factory=set)       # n in a limit: an integer where it is an index
    paired: set[int] = field(default_factory=set)        # d before another factor: dx
    plain: set[str] = field(default_factory=set)         # d by itself: a name
    functions: set[str] = field(default_factory=set)     # f(x) with f among the usual letters
    called: dict[str, list[bool]] = field(default_factory=dict)   # T(n), T(n/2): whether the argument is plain
    primed: set[str] = field(default_factory=set)        # y in y'(x)
    before: set[int] = field(default_factory=set)        # letters that stand before a bracket
    bare: set[str] = field(default_factory=set)          # names that also stand alone
    factors: set[str] = field(default_factory=set)       # phi in phi x and phi |y|
    marked: set[str] = field(default_factory=set)        # x in x^{(t)}
    chosen: set[int] = field(default_factory=set)        # z_k in P(y=z_k): no element of z, unless z is met elsewhere

    @property
    def is_silent(self) -> bool:
        """Whether nothing was met that tells anything of a name."""
        return not (
            self.elements or self.integers or self.plain or self.functions or self.called or self.imaginary
            or self.primed or self.integrated or self.marked or self.open_indices or self.depends)


def seen_in(node: Node, signature: Signature) -> Seen:
    """The clues of a whole formula."""
    seen = Seen()
    names = node.letters()
    if names >= _LETTERS:
        seen.plain.add("d")                      # a, b, c, d: the fourth of four names
    for part, bound in _walk(node):
        if part.kind in TELLING or part.kind == "chain":
            _look(part, bound, seen, signature)
    whole = whole_letters(node)
    seen.integers |= whole
    if "d" in whole or (names >= {"c", "d"} and _is_a_coefficient(node)):
        seen.plain.add("d")
    return seen


def _is_a_coefficient(node: Node) -> bool:
    """Whether d is a number beside c, as in d n^2 - c n or c (n^2 - d n): n and m, which count, have no differentials.

    Nothing is differentiated or integrated there; what follows d is such a letter, a bracket or a Greek letter.
    """
    followers: dict[str, list[Node]] = {"c": [], "d": []}
    for part in node.walk():
        if part.kind in ("integral", "derivative", "differential"):
            return False
        for left, right in pairwise(part.children if part.kind == "juxtapose" else ()):
            if left.kind == "name" and left.text in followers:
                followers[left.text].append(right.children[0] if right.kind in ("sup", "sub") else right)
    counted = any(part.text in _COUNTS for stem in followers["d"] for part in stem.walk())
    beside = any(stem.text in _COUNTS or (stem.kind == "paren" and stem.children[0].kind == "sum")
                 for stem in followers["c"])
    return counted and beside and all(stem.kind == "paren" or stem.text in _COUNTS | GREEK for stem in followers["d"])


def _walk(node: Node) -> Iterator[tuple[Node, Bound]]:
    """Every part with the names that sums and products bind around it, without recursion."""
    pending: list[tuple[Node, Bound]] = [(node, frozenset())]
    while pending:
        part, bound = pending.pop()
        yield part, bound
        if part.kind == "bigop" and part.text in ("sum", "prod"):
            lower, upper, body = part.children
            inner = bound | set(introduced(lower))
            pending.extend(((body, inner), (upper, bound), (lower, inner)))
        elif part.kind == "bigop" and part.text == "lim":
            lower, upper, body = part.children
            pending.extend(((body, bound | set(introduced(lower))), (upper, bound), (lower, bound)))
        elif part.kind == "bigop" and part.children[0].kind == "name":
            name = part.children[0].text
            pending.append((part.children[2], bound | {name} if name in INDEX_LETTERS else bound))
        elif part.children:
            pending += [(child, bound) for child in part.children[::-1]]


def introduced(lower: Node) -> list[str]:
    """The names that the lower part of a sum binds."""
    if lower.kind == "chain" and len(lower.children) >= 3:
        signs = [part.text for part in lower.children[1::2]]
        if len(signs) == 1 and signs[0] in ("=", "in", "!=", "to"):
            return introduced(lower.children[0])
        if len(signs) == 2:
            return introduced(lower.children[2])
        return [name for child in lower.children[::2] for name in introduced(child)]
    if lower.kind in ("list", "juxtapose"):
        return [name for child in lower.children for name in introduced(child)]
    name = spelling(lower)
    return [name] if name else []


def _look(part: Node, bound: Bound, seen: Seen, signature: Signature) -> None:
    """Note what one part shows."""
    if part.kind in ("sum", "product", "juxtapose") and any(child.kind == "dots" for child in part.children):
        _look_at_row(part, seen, signature)
    match part.kind:
        case "name":
            if part.text in ("d", "Delta") and id(part) not in seen.paired:
                seen.plain.add(part.text)
            if id(part) not in seen.before:
                seen.bare.add(part.text)
        case "sub" | "sup":
            base, indices = split(part)
            name = base_name_in(base, signature)
            if name and indices and id(part) not in seen.chosen:
                seen.elements.append((name, tuple(indices), bound))
            if part.kind == "sup":
                _look_at_power(part, seen)
                stem = spelling(part.children[0])
                if stem and part.children[1].kind == "paren" and spelling(part) is not None:
                    seen.marked.add(stem)
        case "juxtapose":
            _look_at_selection(part, bound, seen, signature)
        case "bigop" if part.text in ("sum", "prod"):
            _look_at_sum(part, bound, seen)
        case "bigop" if part.text in _EXTREMA and part.children[0].kind == "name":
            if part.children[0].text in INDEX_LETTERS:
                seen.open_indices.append(part.children[0].text)
        case "bigop" if part.text in _EXTREMA and part.children[0].kind == "chain":
            ends = part.children[0].children
            if len(ends) == 5:                   # 1 <= i <= n
                seen.integers |= {name for end in (ends[0], ends[4]) for name in names_in(end)} - {"infty", "pi", "e"}
        case "bigop" if part.text == "lim":
            seen.tending |= set(introduced(part.children[0]))
        case "chain" if any(sign.text == "equiv" for sign in part.children[1::2]):
            _look_at_congruence(part, seen)
        case "factorial" | "binom":
            seen.integers |= {spelling(child) or "" for child in part.children} - bound - {""}
            seen.integers |= {name for child in part.children if child.kinds() <= _COUNTING
                              for name in names_in(child) & INDEX_LETTERS} - bound     # (n - k)!
        case "derivative" | "nth":
            _look_at_derivative(part, seen, signature)
        case "integral":
            names = (spelling(varied(c)) for c in part.children[3:])
            seen.integrated |= {name for name in names if name}
        case "apply" if spelling(part.children[0]) == "exp" and has_i(part.children[1]):
            seen.imaginary = True


def _look_at_row(part: Node, seen: Seen, signature: Signature) -> None:
    """x_1 + ... + x_n: x is indexed, and what the last term counts to is an integer."""
    dots = max(place for place, child in enumerate(part.children) if child.kind == "dots")
    first, last = part.children[0], part.children[min(dots + 1, len(part.children) - 1)]
    stems = [
        {base_name_in(split(inner)[0], signature) for inner in side.walk() if inner.kind == "sub"}
        for side in (first, last)
    ]
    seen.rows |= {name for name in stems[0] & stems[1] if name}
    others = {inner.text for side in part.children if side is not last for inner in side.walk() if inner.kind == "name"}
    seen.integers |= {inner.text for inner in last.walk() if inner.kind == "name"} - others


def _look_at_congruence(part: Node, seen: Seen) -> None:
    """The letters on both sides of a \\equiv b \\pmod{n} are whole numbers."""
    for place in range(1, len(part.children), 2):
        sides, sign = (part.children[place - 1], part.children[place + 1]), part.children[place]
        if sign.children or any(side.kind == "operator" and side.text == "mod" for side in sides):
            letters = {name for child in (*sides, *sign.children) for name in names_in(child)}
            seen.integers |= {name for name in letters if len(name) == 1 and "a" <= name <= "z" and name not in "efgh"}


def _look_at_power(part: Node, seen: Seen) -> None:
    base, exponent = part.children
    if base.kind == "name" and base.text == "e" and has_i(exponent):
        seen.imaginary = True
    if base.kind == "paren" and base.children[0].kind == "negate" and base.children[0].children[0].kind == "number":
        seen.integers |= names_in(exponent) & INDEX_LETTERS
    if exponent.kind == "accent" and exponent.text in ("underline", "overline") and spelling(base) != "e":
        seen.integers |= names_in(exponent.children[0]) & INDEX_LETTERS          # a falling or rising factorial


def has_i(node: Node) -> bool:
    """Whether i stands as a factor of an exponent: e^{i t}, e^{-2 \\pi i k}; an index is no factor there."""
    pending = [node]
    while pending:
        part = pending.pop()
        if part.kind == "name" and part.text == "i":
            return True
        if part.kind in ("juxtapose", "product", "negate", "frac", "over", "paren", "sum"):
            pending.extend(part.children)
    return False


def _look_at_selection(part: Node, bound: Bound, seen: Seen, signature: Signature) -> None:
    """P(y=j) under a sum over j: P is indexed."""
    first, last = part.children[0], part.children[-1]
    if first.kind in ("sub", "sup") and first.children[0].kind == "none" and last.kind == "sub":
        seen.integers |= names_in(first.children[1]) | names_in(last.children[1])              # {}_nC_r
    for left, right in pairwise(part.children):
        if left.kind == "name" and left.text in ("d", "Delta"):
            seen.paired.add(id(left))
        if left.kind == "name" and right.kind in ("name", "sub", "abs") and not names_in(right) & FUNCTION_LETTERS:
            seen.factors.add(left.text)
        if left.kind == "prime" and left.children[0].kind == "name" and right.kind == "paren" and right.text == "()":
            place = right.children[0]
            if spelling(place) is not None or place.kind in ("number", "negate"):
                seen.before.add(id(left.children[0]))
                seen.primed.add(left.children[0].text)
        if left.kind == "name" and right.kind == "paren" and right.text == "()":
            argument = right.children[0]
            named = spelling(argument) is not None and argument.kind != "number"
            seen.before.add(id(left))
            seen.called.setdefault(left.text, []).append(named)
            if left.text in FUNCTION_LETTERS and (named or argument.kind in ("list", "number")):
                seen.functions.add(left.text)
        inner = right.children[0] if right.kind == "paren" else None
        if inner is None or inner.kind != "chain" or len(inner.children) != 3 or inner.children[1].text != "=":
            continue
        name = base_name_in(left.children[0] if left.kind == "sup" else left, signature)
        index = inner.children[2]
        if name and index.kind == "sub" and is_array(name, signature):
            seen.chosen.add(id(index))
        if name and index.kind == "name" and index.text in INDEX_LETTERS:
            seen.elements.append((name, (index,), bound))


def _look_at_sum(part: Node, bound: Bound, seen: Seen) -> None:
    lower, upper, _ = part.children
    names = introduced(lower)
    outside = [upper]
    for chain in lower.children if lower.kind == "list" else (lower,):
        bounds = lower.kind == "chain" or any(spelling(side) in names for side in chain.children[::2])
        if chain.kind == "chain" and bounds:     # i < k, and no condition on others: i: y_i w^T x_i < 1
            outside.extend(child for child in chain.children[::2])
    if lower.kind == "chain":
        if upper.kind != "none" and len(names) == 1 and len(lower.children) == 3:
            seen.limits.setdefault(names[0], (lower.children[2], upper))
    if upper.kind == "none":
        seen.open_indices.extend(names)
        compared = [child.text for child in lower.children[::2] if lower.kind == "chain" and child.kind == "name"]
        seen.compared.extend(pairwise(compared))
    varying = {spelling(inner) for side in outside for inner in side.walk()           # n_i under a sum over i
               if inner.kind == "sub" and not bound.isdisjoint(names_in(inner.children[1]))}
    seen.integers |= {
        name for side in outside for name in names_in(side)
        if (name not in names or side is upper) and name not in varying      # sum_{k=1}^k x_k, of another k
    } - {"infty", "pi", "e"} if not (lower.kind == "chain" and lower.children[1].text in ("in", "notin")) else set()


def _look_at_derivative(part: Node, seen: Seen, signature: Signature) -> None:
    operand, *variables = part.children if part.kind == "derivative" else part.children[:2]
    name = _plain(operand)
    if operand.kind == "juxtapose" and len(operand.children) == 2 and operand.children[1].kind == "paren":
        # d theta(x) / dx
        argument, applied = spelling(operand.children[1].children[0]), _plain(split(operand.children[0])[0])
        known = applied in SPECIAL or applied in FUNCTIONS
        if applied and not known and argument and argument in {spelling(variable) for variable in variables}:
            seen.functions.add(applied)
    for variable in variables:
        other = _plain(varied(variable))
        name, other = (known and signature.aliases.get(known, known) for known in (name, other))
        if name and other and name != other:
            seen.depends.setdefault(name, {})[other] = part.text
    if part.kind == "nth" and part.text in INDEX_LETTERS:
        seen.integers.add(part.text)


def _plain(node: Node) -> str | None:
    return spelling(node) if node.kind in ("name", "accent", "font", "sub", "sup", "prime") else None
