"""Big operators: sums, products, limits, extrema. The variable is bound in the body, not in the bounds.

    \\sum_{i=1}^n a_i         sum i (1, n) a_i
    \\sum_k a_k               over the whole range of k, from the signature
    \\sum_{i \\neq j} a_i      sum over the range of i of a_i where i != j, 0 otherwise
    \\sum_{(u, v) \\in E} w   over all u and v, times what is one for the pairs in E
    \\sum_x p(x)              over the values of x: sum k (1, n_x) p(at(x, k))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.elaborate.formulas.membership import read_set
from derive.elaborate.formulas.pairs import names_of_a_pair, of_a_pair
from derive.elaborate.formulas.product_bodies import ended
from derive.elaborate.formulas.ranges_below import told_range
from derive.elaborate.formulas.structural import over
from derive.elaborate.formulas.structure import condition_of, iverson
from derive.elaborate.formulas.told_ends import told_end
from derive.elaborate.language.conventions import GREEK, INDEX_LETTERS
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.usage import range_of, runs_over_values
from derive.elaborate.reading import Scope, Unreadable
from derive.elaborate.unfolding import moving
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number
from derive.read.node import Node

_SUMS = {"sum": "sum", "prod": "product"}
# Arrows under a limit, with the side from which they lead.
_TENDING = {"to": 0, "mapsto": 0, "uparrow": -1, "nearrow": -1, "downarrow": 1, "searrow": 1, "implies": 0}
_COUNTING = frozenset({"factorial", "binomial", "fibonacci"})
COUNTERS = INDEX_LETTERS - {"r", "s", "t"}
_EXTREMA = {"max": "max_over", "min": "min_over", "argmax": "argmax", "argmin": "argmin"}


@dataclass(frozen=True, slots=True)
class Range:
    """What a big operator runs over."""

    name: str
    low: Term | None = None
    high: Term | None = None
    condition: Node | None = None                # a filter that the variable must pass
    members: Node | None = None                  # a set that it is taken from


def _bigop(node: Node, scope: Scope) -> Term:
    lower, upper, body = node.children
    if node.text in _SUMS:
        return _sum(node, lower, upper, body, scope)
    if node.text == "lim":
        return _limit(lower, body, scope)
    if node.text in _EXTREMA and lower.kind != "list" and (lower.kind != "chain" or _is_range(lower)):
        return _extremum(node, lower, body, scope)
    return over(node, scope)


def _is_range(lower: Node) -> bool:
    """Whether x in S or 1 <= i <= n stands under an extremum."""
    signs = [part.text for part in lower.children[1::2]]
    return signs == ["in"] or (len(signs) == 2 and set(signs) <= {"<", "<="})


def _sum(node: Node, lower: Node, upper: Node, body: Node, scope: Scope) -> Term:
    """A sum or product, the ranges from the outside in."""
    if lower.kind == "none" and node.text == "sum" and upper.kind == "none" and body.kind != "none":
        letters = _subscripts(body)
        if not letters and not any(part.kind == "sub" and part.children[1].kind in ("juxtapose", "list")
                                   for part in body.walk()):
            return _over_the_data(body, scope)   # no sum of a_{ij}, of which two indices could be meant
        lower = letters.popitem()[1] if len(letters) == 1 else lower
    if lower.kind == "none":
        raise Unreadable(f"the {_SUMS[node.text]} has no index", node.span)
    if body.kind == "none":
        raise Unreadable(f"the {_SUMS[node.text]} has no body", node.span)
    ranges = _ranges(lower, told_end(upper, names_in(lower)), scope)
    binders: list[tuple[Symbol, Term, Term]] = []
    inner = scope
    filters: list[Term] = []
    body, after = ended(node, body, {item.name for item in ranges})
    for item in ranges:
        variable, meaning = _variable(item, scope)
        low, high = item.low, item.high
        if low is None or high is None:
            known_low, known_high = range_of(item.name, scope.signature)
            low, high = low or known_low, high or known_high
        binders.append((variable, low, high))
        inner = inner.binding({item.name: meaning})
        if item.members is not None:
            members = read_set(item.members, scope)
            if isinstance(members, Apply) and members.head == "range":
                binders[-1] = (variable, *members.args)                              # type: ignore[assignment]
            else:
                filters.append(Apply("in", (meaning, members)))
    conditions = {id(item.condition): item.condition for item in ranges if item.condition is not None}
    filters.extend(condition_of(condition, inner) for condition in conditions.values())
    term = iverson(body, inner) or inner.term(body)
    for condition in reversed(filters):
        if node.text == "sum" and (member := of_a_pair(condition)) is not None:
            term = Apply("*", (member, term))
            continue
        term = Apply("piecewise", (condition, term, number(0 if node.text == "sum" else 1)))
    for variable, low, high in reversed(binders):
        term = Bind(_SUMS[node.text], variable, moving(term, variable, scope.signature, inner.bound), (low, high))
    return term if after is None else Apply("*", (term, scope.term(after)))



def _over_the_data(body: Node, scope: Scope) -> Term:
    """A sum of which nothing but its body is known: sum x y; sum x sum y is the product of two."""
    *first, last = body.children if body.kind in ("juxtapose", "product") else (body,)
    if first and last.kind == "bigop" and last.children[0].kind == "none":
        inside = first[0] if len(first) == 1 else Node(body.kind, body.text, tuple(first), body.span)
        return Apply("*", (Apply("total", (scope.term(inside),)), scope.term(last)))
    return Apply("total", (scope.term(body),))


def _subscripts(body: Node) -> dict[str, Node]:
    """The letters that stand as indices in a body: the i of x_i y_i."""
    return {part.children[1].text: part.children[1] for part in body.walk()
            if part.kind == "sub" and part.children[1].kind == "name"}


def _variable(item: Range, scope: Scope) -> tuple[Symbol, Term]:
    """The bound symbol, and what the name means inside: an index, or the value at an index."""
    unlimited = item.low is None and item.high is None and item.name not in scope.signature.ranges
    if unlimited and runs_over_values(item.name):
        index = Symbol("k_" + item.name, "integer")
        return index, Apply("at", (Symbol(item.name, "array"), index))
    variable = Symbol(item.name, "integer")
    return variable, variable


def _ranges(lower: Node, upper: Node, scope: Scope) -> list[Range]:
    """The variables under a sum with what is said of their ranges."""
    high = scope.term(upper) if upper.kind != "none" else None
    if lower.kind == "list":
        ranges = [item for child in lower.children for item in _ranges(child, Node("none", "", (), upper.span), scope)]
        ranges = _merged(ranges, high, lower)
        if high is not None and all(item.high is None for item in ranges):
            ranges = [Range(item.name, item.low or number(1), high, item.condition) for item in ranges]
        return ranges
    if lower.kind == "chain":
        return _chained(lower, high, scope)
    if lower.kind == "juxtapose" and all(
        child.kind == "name" and (len(child.text) == 1 or child.text in GREEK) for child in lower.children
    ):
        return [_plain_range(child, high) for child in lower.children]
    return [_plain_range(lower, high)]


def _merged(ranges: list[Range], high: Term | None, lower: Node) -> list[Range]:
    """What is said of one name in several places, i = 1, i \\neq j, is one range with a condition."""
    started = next((item for item in ranges if item.low is not None), None)
    if started is None or len(ranges) == 1:
        return ranges
    conditions = [item for item in ranges if item is not started and item.condition is not None]
    if all(item is started or item in conditions for item in ranges):
        if started.high is not None or high is not None:
            # The other names of the conditions are known around the sum.
            condition = conditions[0].condition if len({id(item.condition) for item in conditions}) == 1 else None
            if condition is None or not any(spelling(part) == started.name for part in condition.children):
                raise Unreadable("this range is not read", lower.span)
            return [Range(started.name, started.low, started.high or high, condition)]
    names = [item.name for item in ranges]
    if len(set(names)) < len(names):
        raise Unreadable("this range is not read", lower.span)
    return ranges


def _plain_range(node: Node, high: Term | None) -> Range:
    name = spelling(node)
    if name is None:
        raise Unreadable("this is no index", node.span)
    return Range(name, None, high) if high is None else Range(name, number(1), high)


def _chained(lower: Node, high: Term | None, scope: Scope) -> list[Range]:
    """i = 1;  i \\neq j;  i < j;  1 <= i <= n;  i \\in S;  i < j <= n."""
    parts = lower.children
    signs = [part.text for part in parts[1::2]]
    first = spelling(parts[0])
    if signs == ["="]:
        names = [spelling(part) for part in (parts[0].children if parts[0].kind == "list" else (parts[0],))]
        low = scope.term(parts[2])
        if not all(names):
            raise Unreadable("this is no index", parts[0].span)
        return [Range(name, low, high) for name in names if name]
    if signs == ["in"]:
        members = parts[2]
        names = [spelling(part) for part in (parts[0].children if parts[0].kind == "list" else (parts[0],))]
        if all(names):
            return [Range(name, None, high, members=members) for name in names if name]
        if high is None and (pair := names_of_a_pair(parts[0])):
            return [Range(name, condition=lower) for name in pair]               # (u, v) in E
    if len(parts) == 5 and set(signs) <= {"<", "<="} and _is_new(parts[2], scope):
        low, top = scope.term(parts[0]), scope.term(parts[4])
        if spelling(parts[0]) is None or not _is_new(parts[0], scope):
            low = low if signs[0] == "<=" else Apply("+", (low, number(1)))
            top = top if signs[1] == "<=" else Apply("+", (top, Apply("-", (number(1),))))
            return [Range(spelling(parts[2]) or "", low, top)]
    between = {spelling(part) for part in parts[2:5:2]}
    if len(parts) == 7 and set(signs) <= {"<", "<="} and between.isdisjoint({None, *scope.bound}):
        return _ordered(lower, scope)
    if len(parts) == 3 and high is None and signs[0] in (">", ">=") and first and first not in scope.bound:
        start = scope.term(parts[2])
        if isinstance(start, Number):
            low = start if signs[0] == ">=" else number(start.value.__floor__() + 1)
            return [Range(first, low, Apply("infinity"))]
    if high is None and (told := told_range(lower, scope)) is not None:
        return [Range(*told)]
    if first is not None and len(parts) == 3 and high is None:
        # One new name: it is filtered. Two new names (i < j): both are summed over.
        other = spelling(parts[2])
        fresh = [name for name, part in ((first, parts[0]), (other, parts[2])) if name and _is_new(part, scope)]
        ends = other in ("n", "m", "N", "M")     # i <= n: what i begins with is not written
        if (len(fresh) < 2 or ends) and signs[0] in ("<", "<=") and not {first, other} & scope.bound.keys():
            raise Unreadable("whether both names run under this sum, or one of them", lower.span)
        if not fresh and first not in scope.bound:
            fresh = [first]                      # both known around here: the first one runs
        if fresh:
            return [Range(name, None, None, condition=lower) for name in fresh]
    raise Unreadable("this range is not read", lower.span)


def _ordered(lower: Node, scope: Scope) -> list[Range]:
    """1 <= i < j <= n: each name within the outer bounds, and their order as a condition."""
    bottom, first, second, top = lower.children[::2]
    signs = lower.children[1::2]
    low, high = scope.term(bottom), scope.term(top)
    low = low if signs[0].text == "<=" else Apply("+", (low, number(1)))
    high = high if signs[2].text == "<=" else Apply("+", (high, Apply("-", (number(1),))))
    between = Node("chain", "", (first, signs[1], second), lower.span)
    return [Range(spelling(name) or "", low, high, condition=between) for name in (first, second)]


def _is_new(node: Node, scope: Scope) -> bool:
    """Whether a name under a sum is introduced there: it is not bound around, and it is a letter of an index.

    The label y_i of sum_{j != y_i} is an element, and no letter.
    """
    name = spelling(node)
    if name is None or node.kind not in ("name", "prime", "sub") or (
            node.kind == "sub" and any(part.kind == "name" for part in node.children[1].walk())):
        return False
    return name not in scope.bound and name not in scope.signature.sorts


def _limit(lower: Node, body: Node, scope: Scope) -> Term:
    """A limit with its side: x \\to 0^+ from the right, x \\to 0^- from the left."""
    if spelling(lower) in INDEX_LETTERS:         # lim_n is at infinity
        index = Symbol(spelling(lower) or "", "integer")
        bounds = (Apply("infinity"), number(0))
        return Bind("limit", index, scope.binding({index.name: index}).term(body), bounds)
    if lower.kind != "chain" or len(lower.children) != 3 or lower.children[1].text not in _TENDING:
        raise Unreadable("this limit is not read: what tends where", lower.span)
    name = spelling(lower.children[0])
    point = lower.children[2]
    side = _TENDING[lower.children[1].text]
    if point.kind == "sup" and point.children[1].kind == "symbol" and point.children[1].text in ("+", "-"):
        side = 1 if point.children[1].text == "+" else -1
        point = point.children[0]
    if name is None:
        raise Unreadable("only a name can tend to a limit", lower.children[0].span)
    sort = scope.sort(name)
    variable = Symbol(name, "integer" if sort == "integer" else "real")
    at = scope.term(point)
    written = moving(scope.binding({name: variable}).term(body), variable, scope.signature, scope.bound)
    if at == Apply("infinity") and name in INDEX_LETTERS and not heads(written).isdisjoint(_COUNTING):
        variable = Symbol(name, "integer")       # a sequence: n!, binomial(2n, n)
        written = scope.binding({name: variable}).term(body)
    return _improper(variable, written, at) or Bind("limit", variable, written, (at, number(side)))


def _improper(variable: Symbol, body: Term, at: Term) -> Term | None:
    """lim_{b -> oo} of the integral from a to b, as the integral from a to infinity, which is defined as that."""
    far = (Apply("infinity"), Apply("-", (Apply("infinity"),)))
    match body:
        case Bind("integral", x, inner, (low, high)) if variable.sort == "real" and variable not in free(inner):
            if high == variable and at == far[0] and variable not in free(low):
                return Bind("integral", x, inner, (low, at))
            if low == variable and at == far[1] and variable not in free(high):
                return Bind("integral", x, inner, (at, high))
    return None


def _extremum(node: Node, lower: Node, body: Node, scope: Scope) -> Term:
    """max(a, b) of several things, or max_x f(x) over a variable."""
    if lower.kind == "none":
        if node.text not in ("max", "min"):
            raise Unreadable(f"{node.text} has no variable", node.span)
        inner = body.children[0] if body.kind == "paren" else body
        if body.kind == "paren" and body.text == "<>":
            raise Unreadable("this bracket has no meaning here", body.span)
        items = inner.children if inner.kind == "list" else (inner,)
        return Apply(node.text, tuple(scope.term(item) for item in items))
    bounds: tuple[Term, ...] = ()
    target = lower
    if lower.kind == "chain" and len(lower.children) == 3 and lower.children[1].text == "in":
        target, bounds = lower.children[0], (read_set(lower.children[2], scope),)
    elif lower.kind == "chain":
        item = _chained(lower, None, scope)[0]
        if item.low is None or item.high is None or (
                scope.sort(item.name) != "integer" and item.name not in scope.signature.ranges.keys() | COUNTERS):
            raise Unreadable("this range is not read as one of whole numbers", lower.span)
        whole = Symbol(item.name, "integer")
        return Bind(_EXTREMA[node.text], whole, scope.binding({item.name: whole}).term(body), (item.low, item.high))
    name = spelling(target)
    if name is None:
        raise Unreadable("only a name can be varied", lower.span)
    integer = scope.sort(name) == "integer" or name in scope.signature.ranges or name in INDEX_LETTERS
    variable = Symbol(name, "integer" if integer else scope.sort(name))
    if integer and not bounds:
        bounds = range_of(name, scope.signature)
    return Bind(_EXTREMA[node.text], variable, scope.binding({name: variable}).term(body), bounds)


READERS: dict[str, Callable[[Node, Scope], Term]] = {"bigop": _bigop}
