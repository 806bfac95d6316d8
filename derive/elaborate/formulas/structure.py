"""Brackets, sets, matrices, cases, relations and logic."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from derive.elaborate.formulas.columns import column
from derive.elaborate.formulas.fields import crossed
from derive.elaborate.formulas.membership import KINDS, membership
from derive.elaborate.formulas.series import dotted_row
from derive.elaborate.language.conventions import OPEN, RELATIONS, SETS
from derive.elaborate.language.spelling import spelling
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.congruence import in_residues
from derive.read.environments import case
from derive.read.node import Node

_BRACKETS = frozenset({"()", "[]", "{}", "<>", "(]", "[)", "]]", "[[", "]["})
# What calls for brackets around it: brackets within are grouped, not rounded.
_NESTED = frozenset({"paren", "bigop", "integral", "derivative", "matrix", "cases", "abs", "dots", "apply"})
_CELLS = 400                                     # entries of one matrix, rows of one set of cases


def _paren(node: Node, scope: Scope) -> Term:
    """A bracket: grouping around one thing; a pair, an interval or a set around several."""
    inner = node.children[0]
    if inner.kind == "none":
        raise Unreadable("an empty bracket", node.span)
    if node.text == "ulcornerurcorner" and inner.kind != "list":
        return Apply("ceil", (scope.term(inner),))
    if node.text == "{." and inner.kind == "matrix":
        return _cases(Node("cases", "", _rows_of_cases(inner), node.span), scope)
    if node.text not in _BRACKETS:
        raise Unreadable("brackets of this kind are not read", node.span)
    if node.text == "()" and inner.kind == "frac" and not scope.choose("legendre", node):
        return Apply("jacobi", tuple(scope.term(child) for child in inner.children))
    if node.text == "<>":
        if inner.kind == "list" and len(inner.children) == 2:
            return Apply("dot", tuple(column(scope.term(child)) for child in inner.children))
        if inner.kind == "given" or (inner.kind == "juxtapose" and _is_sandwich(inner.children)):
            states = [child.children[0] if child.kind == "abs" else child for child in inner.children]
            return Apply("braket", tuple(scope.term(state) for state in states))
        return Apply("mean", (scope.term(inner),))
    if inner.kind == "list" and any(child.kind == "dots" for child in inner.children):
        return dotted_row("set" if node.text == "{}" else "tuple", node, inner.children, scope)
    if inner.kind == "list":
        if node.text == "[]" and any(child.kind == "list" and child.text == ":" for child in inner.children):
            raise Unreadable("a slice of an array is not read", node.span)
        items = tuple(scope.term(child) for child in inner.children)
        if node.text == "{}":
            return Apply("set", items)
        if node.text == "()" or len(items) != 2:
            return Apply("tuple", items)
        return Apply("interval", (*items, Symbol(KINDS.get(node.text, node.text), "real")))
    if inner.kind == "chain" and node.text == "{}":
        raise Unreadable("a set given by a condition is not read", node.span)
    if inner.kind == "chain":
        return _chain(inner, scope)
    return _around(node, inner, scope)


def _around(node: Node, inner: Node, scope: Scope) -> Term:
    """A bracket around one thing; [x] may be its floor, and {x} its fractional part."""
    term = scope.term(inner)
    if node.text not in ("[]", "{}") or any(part.kind in _NESTED for part in inner.walk()):
        return term
    if node.text == "[]" and not scope.choose("floor_bracket", node, weight=OPEN if _is_small(inner) else ""):
        return Apply("floor", (term,))
    if node.text == "{}" and not scope.choose("braces", node, weight=OPEN):
        return Apply("+", (term, Apply("-", (Apply("floor", (term,)),))))
    return term


def _is_sandwich(items: tuple[Node, ...]) -> bool:
    r"""Whether \\langle a | H | b \\rangle stands there: an operator between two states."""
    return len(items) == 3 and [item.kind == "abs" for item in items] == [False, True, False]


def _rows_of_cases(table: Node) -> tuple[Node, ...]:
    r"""The rows of \\left\\{ \\begin{array} ... \\right. as those of cases; a system of equations is none."""
    rows = tuple(Node("row", "", tuple(case(list(row.children))), row.span) for row in table.children)
    for row in rows:
        if len(row.children) != 2 or row.children[1].kind == "none" or row.children[0].kind == "chain":
            raise Unreadable("brackets of this kind are not read", table.span)
    return rows


def iverson(node: Node, scope: Scope) -> Term | None:
    """[P] as a number, 1 where P holds and 0 otherwise; None for any other bracket."""
    if node.kind != "paren" or node.text != "[]" or node.children[0].kind not in ("chain", "logic"):
        return None
    return Apply("piecewise", (condition_of(node.children[0], scope), number(1), number(0)))


def alone(node: Node, scope: Scope) -> Term | None:
    r"""{a} beside a sign between sets: the set of one thing; None for anything else."""
    inner = node.children[0] if node.kind == "paren" and node.text == "{}" else None
    if inner is None or inner.kind in ("list", "given", "chain", "none"):
        return None
    return Apply("set", (scope.term(inner),))


def is_set(node: Node) -> bool:
    """Whether a factor is written as a set: braces, an interval, a union of such, or the letter of a set of numbers."""
    if node.kind == "paren":
        inner = node.children[0]
        pair = inner.kind == "list" and len(inner.children) == 2
        return node.text == "{}" or (pair and node.text != "()") or (node.text == "()" and is_set(inner))
    if node.kind == "operator":
        return node.text in ("cup", "cap", "setminus", "triangle") and all(is_set(part) for part in node.children)
    if node.kind == "product":
        return node.text == "times" and all(is_set(part) for part in node.children)
    return spelling(node) in SETS


def _is_small(inner: Node) -> bool:
    """Whether brackets around this group nothing: a number, a small letter, or a product of these."""
    parts = inner.children if inner.kind == "juxtapose" else (inner,)
    return all(part.kind == "number" or (part.kind == "name" and part.text.islower()) for part in parts)


def _list(node: Node, scope: Scope) -> Term:
    if any(child.kind == "dots" for child in node.children):
        return dotted_row("tuple", node, node.children, scope)
    return Apply("tuple", tuple(scope.term(child) for child in node.children))


def _matrix(node: Node, scope: Scope) -> Term:
    """Entries row by row under their numbers of rows and columns; between bars, the determinant."""
    rows = [row.children for row in node.children]
    width = len(rows[0]) if rows else 0
    if not width or any(len(row) != width for row in rows):
        raise Unreadable("the rows of this matrix are not of one length", node.span)
    if width * len(rows) > _CELLS:
        raise Unreadable(f"a matrix of more than {_CELLS} entries", node.span)
    if node.text == "vmatrix" and (product := crossed(rows, scope)) is not None:
        return product
    written = [entry for row in rows for entry in row]
    if any(entry.kind == "dots" for entry in written) and node.text not in ("vmatrix", "Vmatrix"):
        row = dotted_row("matrix", node, written, scope)
        return Apply(row.head, (number(len(rows)), number(width), *row.args))
    entries = tuple(scope.term(entry) for entry in written)
    literal = Apply("matrix", (number(len(rows)), number(width), *entries))
    if node.text == "vmatrix":
        return Apply("det", (literal,))
    return Apply("norm", (literal,)) if node.text == "Vmatrix" else literal


def _cases(node: Node, scope: Scope) -> Term:
    """Values with their conditions, the first true one counts; a last row without one is "otherwise"."""
    if len(node.children) > _CELLS:
        raise Unreadable(f"more than {_CELLS} cases", node.span)
    parts: list[Term] = []
    for position, row in enumerate(node.children):
        last = position == len(node.children) - 1
        value = scope.term(row.children[0])
        conditions = [child for child in row.children[1:] if child.kind != "none"]
        if not conditions or (conditions[0].kind == "text" and _is_otherwise(conditions[0].text)):
            if not last:
                raise Unreadable("only the last case may be without a condition", row.span)
            parts.append(value)
        else:
            condition = conditions[0] if len(conditions) == 1 else Node("list", ",", tuple(conditions), row.span)
            parts.extend((condition_of(condition, scope), value))
    return Apply("piecewise", tuple(parts))


def _is_otherwise(text: str) -> bool:
    words = text.lower().strip(" .,;:")
    return words in ("otherwise", "else", "elsewhere", "in all other cases", "if not", "sonst")


def condition_of(node: Node, scope: Scope) -> Term:
    """A condition: relations, several of them together, or words that the document understands."""
    if scope.journal.condition is not None:
        answer = scope.journal.condition(node)
        if answer is not None:
            return answer
    match node.kind:
        case "chain":
            return _chain(node, scope)
        case "list" | "juxtapose":
            kept = [c for c in node.children if not (c.kind == "text" and _is_filler(c.text))]
            joined = {c.text.strip().lower() for c in kept if c.kind == "text"}
            if joined <= {"and", "or"} and len(joined) <= 1:
                terms = tuple(condition_of(c, scope) for c in kept if c.kind != "text")
                if terms:
                    return terms[0] if len(terms) == 1 else Apply("or" if joined == {"or"} else "and", terms)
        case "paren":
            return condition_of(node.children[0], scope)
        case "product" if node.text == "wedge":
            return Apply("and", tuple(condition_of(child, scope) for child in node.children))
        case "logic":
            return _logic(node, scope)
    name = spelling(node)
    if name is not None:
        return scope.bound.get(name) or Symbol(name, scope.sort(name, "boolean"))
    words = " ".join(part.text.strip() for part in node.walk() if part.kind == "text")
    if words:
        raise Unreadable(f"condition in words: {words}", node.span)
    raise Unreadable("this is no condition", node.span)


def _is_filler(text: str) -> bool:
    return text.lower().strip(" ,;") in ("if", "for", "when", "where", "", "with", "on", "for all")


_ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
_ARROWS = frozenset({"implies", "iff", "impliedby"})


def _chain(node: Node, scope: Scope) -> Term:
    """a < b <= c is (a < b) and (b <= c), arrows of implication the same; they hold together least."""
    arrows = [place for place, part in enumerate(node.children) if place % 2 and part.text in _ARROWS]
    if arrows and len(node.children) > 3:
        edges = [-1, *arrows, len(node.children)]
        statements = [node.children[before + 1:after] for before, after in itertools.pairwise(edges)]
        sides = [_chain(Node("chain", "", parts, node.span), scope) for parts in statements]
        steps: list[Term] = []
        for arrow, pair in zip(arrows, itertools.pairwise(sides), strict=True):
            text = node.children[arrow].text
            steps.append(Apply(RELATIONS.get(text, "implies"), pair[::-1] if text == "impliedby" else pair))
        return steps[0] if len(steps) == 1 else Apply("and", tuple(steps))
    links: list[Term] = []
    parts = node.children
    for position in range(1, len(parts) - 1, 2):
        left, sign, right = parts[position - 1], parts[position], parts[position + 1]
        links.append(relation(left, sign, right, scope))
    if not links:
        return scope.term(parts[0])
    return links[0] if len(links) == 1 else Apply("and", tuple(links))


def relation(left: Node, sign: Node, right: Node, scope: Scope) -> Term:
    """One relation between two sides."""
    if left.kind == "none":
        raise Unreadable("the left side is missing", sign.span)
    left, right = in_residues(left, sign, right) or (left, right)
    if sign.text in ("in", "notin"):
        return membership(left, sign, right, scope)
    if sign.text == "impliedby":
        return Apply("implies", (scope.term(right), scope.term(left)))
    head = RELATIONS.get(sign.text)
    if sign.text == "nmid":
        return Apply("not", (Apply("divides", (scope.term(left), scope.term(right))),))
    if head is None:
        raise Unreadable(f"the relation {sign.text} is not read", sign.span)
    if head == "=" and any(part.kind == "plusminus" for side in (left, right) for part in side.walk()):
        return Apply("or", tuple(
            Apply("=", (scope.term(signed(left, plus)), scope.term(signed(right, plus)))) for plus in (True, False)
        ))
    if head in _ORDERS and "list" in (left.kind, right.kind):
        return _of_each(head, left, right, scope)
    return Apply(head, (scope.term(left), scope.term(right)))


def _of_each(head: str, left: Node, right: Node, scope: Scope) -> Term:
    """a, b > 0 is a > 0 and b > 0."""
    items = [side.children if side.kind == "list" else (side,) for side in (left, right)]
    sides = [[scope.term(item) for item in side] for side in items]
    return Apply("and", tuple(Apply(head, pair) for pair in itertools.product(*sides)))


def signed(node: Node, plus: bool) -> Node:
    """A side with one choice of every ±, and the opposite one of every ∓.

        x = a ± b   is   x = a + b  or  x = a - b
    """
    children = tuple(signed(child, plus) for child in node.children)
    if node.kind != "plusminus":
        return Node(node.kind, node.text, children, node.span) if children else node
    last = children[-1] if plus == (node.text == "pm") else Node("negate", "", children[-1:], children[-1].span)
    return Node("sum", "", (children[0], last), node.span) if len(children) == 2 else last


def _logic(node: Node, scope: Scope) -> Term:
    return Apply(node.text, tuple(condition_of(child, scope) for child in node.children))


READERS: dict[str, Callable[[Node, Scope], Term]] = {
    "paren": _paren, "list": _list, "matrix": _matrix, "cases": _cases, "chain": _chain, "logic": _logic,
}
