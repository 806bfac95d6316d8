"""Sums, products, quotients, roots and what stands between bars: the nodes that keep their shape as terms."""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.formulas.columns import column, with_tables
from derive.elaborate.formulas.matrices import dotted, is_matrix, is_vector, product
from derive.elaborate.formulas.powers_of_ten_below import powers_below
from derive.elaborate.formulas.residues import with_inverses
from derive.elaborate.formulas.series import dotted_row, goes_on, series
from derive.elaborate.formulas.structure import alone, is_set, iverson
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.counted_sets import size_of
from derive.elaborate.names.functions import extended
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Number, Symbol, Term, number
from derive.read.node import Node

_PRODUCTS = frozenset({"", "*", "cdot", "times", "ast"})


# Operations whose meaning is not known here: heads of their own, of which nothing can be refuted.
_OPAQUE = frozenset({
    "cup", "cap", "setminus", "triangle", "oplus", "ominus", "uplus", "sqcup", "boxplus", "veebar", "otimes", "odot",
    "star", "bullet", "circ", "wedge",
})


def _sum(node: Node, scope: Scope) -> Term:
    """a + b - c is +(a, b, -(c)); a series with dots in it is read where its pattern is plain."""
    if any(child.kind == "dots" for child in node.children) or goes_on(node.children):
        return series(node, scope)
    places = [k for k in range(1, len(node.children)) if _scientific(node.children[k - 1], node.children[k])]
    if places:
        left = node.children[places[0] - 1]
        alone = sum(part.kind == "name" and part.text == "E" for part in node.walk()) == len(places)
        decimal = _is_decimal(left) or (alone and any(part.text == "E" for part in left.walk()))
        if scope.choose("scientific", node, "decimal" if decimal else "") == decimal:
            return _with_numeral(node, places[0], scope)
    if any(child.kind == "plusminus" for child in node.children[1:]):
        raise Unreadable("a sum with two signs is read only on its own", node.span)
    if (taken := _reaches_on(node, scope)) is not None:
        return scope.term(taken)
    return Apply("+", _with_percentages(node, scope))


def _with_percentages(node: Node, scope: Scope) -> tuple[Term, ...]:
    """The terms of a sum; 100 + 10% is 100 + 0.1, and 100 with a tenth of it in the other reading."""
    terms: list[Term] = []
    for child in node.children:
        inner = child.children[0] if child.kind == "negate" else child
        if terms and inner.kind == "percent" and not scope.choose("percent_added", node):
            whole = terms[0] if len(terms) == 1 else Apply("+", tuple(terms))
            share = Apply("*", (whole, scope.term(inner)))
            terms.append(Apply("-", (share,)) if child.kind == "negate" else share)
        else:
            terms.append(iverson(child, scope) or scope.term(child))
    return tuple(terms)


def _reaches_on(node: Node, scope: Scope) -> Node | None:
    """A sum whose big operator takes the terms after it as well, where it is to be read that way.

        \\sum_i a_i + b_i    sum of (a_i + b_i), in the other reading
    """
    for place, child in enumerate(node.children[:-1]):
        signs = 0
        head = child
        while head.kind in ("negate", "plus"):
            signs, head = signs + 1, head.children[0]
        leading = head.children[:-1] if head.kind == "juxtapose" else ()
        big = head.children[-1] if head.kind == "juxtapose" else head
        if big.kind != "bigop" or big.text not in ("sum", "prod", "lim"):
            continue
        rest = node.children[place + 1:]
        mentioned = {part.text for other in rest for part in other.walk() if part.kind == "name"}
        if not _running(big.children[0]) & mentioned:
            continue
        if scope.choose("sum_body", big):
            continue
        body = Node("sum", "", (big.children[2], *rest), node.span)
        whole = Node("bigop", big.text, (*big.children[:2], body), node.span)
        if leading:
            whole = Node("juxtapose", "", (*leading, whole), node.span)
        if signs % 2 and child.kind == "negate":
            whole = Node("negate", "", (whole,), node.span)
        items = (*node.children[:place], whole)
        return items[0] if len(items) == 1 else Node("sum", "", items, node.span)
    return None


def _running(lower: Node) -> set[str]:
    """The names under a big operator on its left side: i of i = 1."""
    first = lower.children[0] if lower.kind == "chain" else lower
    return {part.text for part in first.walk() if part.kind == "name"}


def _is_decimal(left: Node) -> bool:
    """Whether a mantissa has a decimal point: nobody multiplies 8623.45 by a name E and takes 2 from it."""
    return any(part.kind == "number" and "." in part.text for part in left.walk())


def _scientific(left: Node, right: Node) -> bool:
    """Whether 3E-2 or 3E+2 stands there, without a blank: the numeral 0.03, in another reading than 3E - 2."""
    inner = left.children[0] if left.kind == "negate" else left
    exponent = right.children[0] if right.kind == "negate" else right
    return (
        inner.kind == "juxtapose" and len(inner.children) == 2 and inner.children[0].kind == "number"
        and inner.children[1].kind == "name" and inner.children[1].text in ("E", "e")
        and inner.children[0].span.stop + 1 == inner.children[1].span.stop == exponent.span.start - 1
        and exponent.kind == "number" and exponent.text.isdecimal()
    )


def _with_numeral(node: Node, place: int, scope: Scope) -> Term:
    """A sum in which two neighbours are one numeral."""
    left, right = node.children[place - 1:place + 1]
    inner = left.children[0] if left.kind == "negate" else left
    sign, digits = ("-", right.children[0].text) if right.kind == "negate" else ("", right.text)
    numeral = Node("number", f"{inner.children[0].text}e{sign}{digits}", (), left.span)
    joined = Node("negate", "", (numeral,), left.span) if left.kind == "negate" else numeral
    items = (*node.children[:place - 1], joined, *node.children[place + 1:])
    return scope.term(items[0] if len(items) == 1 else Node("sum", "", items, node.span))


def _negate(node: Node, scope: Scope) -> Term:
    return Apply("-", (scope.term(node.children[0]),))


def _plus(node: Node, scope: Scope) -> Term:
    return scope.term(node.children[0])


def _plusminus(node: Node, scope: Scope) -> Term:
    raise Unreadable("the two signs of ± are read only as a side of an equation", node.span)


def _product(node: Node, scope: Scope) -> Term:
    """Factors with signs between them; a factor that is itself an implicit product joins in."""
    factors: list[Term] = []
    if node.text in _OPAQUE:
        return Apply(node.text, tuple(scope.term(child) for child in node.children))
    if node.text == "times" and all(is_set(child) for child in node.children):
        return Apply("cartesian", tuple(alone(child, scope) or scope.term(child) for child in node.children))
    if node.text not in _PRODUCTS:
        raise Unreadable(f"the product sign {node.text} is not read", node.span)
    if (quotient := powers_below(node, scope)) is not node:
        return scope.term(quotient)
    if any(part.kind == "dots" for child in node.children for part in (child, *child.children)):
        rows = ((child.children if child.kind == "juxtapose" else (child,)) for child in node.children)
        return series(Node("product", node.text, tuple(item for row in rows for item in row), node.span), scope)
    for child in node.children:
        term = iverson(child, scope) or scope.term(child)
        if child.kind in ("juxtapose", "product") and isinstance(term, Apply) and term.head == "*":
            factors.extend(term.args)
        else:
            factors.append(term)
    factors = with_tables(factors, node.text)
    if node.text == "cdot":
        factors = dotted(factors)
    if node.text == "times" and sum(map(is_matrix, factors)) > 1:
        return Apply("cross", tuple(factors))
    return product(factors)


def _over(node: Node, scope: Scope) -> Term:
    """An inline quotient: 1/2x is (1/2)x, a/bc is a/(bc), and the other way round as an alternative."""
    left, right = node.children
    if right.kind == "juxtapose" and len(right.children) > 1:
        row = "slash_number" if left.kind == "number" and right.children[0].kind == "number" else "slash_name"
        together = scope.choose(row, node) == (row == "slash_name")
        if not together:
            first, rest = right.children[0], scope.term(right)
            if isinstance(rest, Apply) and rest.head == "*" and len(rest.args) > 1:
                return product([Apply("/", (scope.term(left), scope.term(first))), *rest.args[1:]])
    return Apply("/", (scope.term(left), scope.term(right)))


def _frac(node: Node, scope: Scope) -> Term:
    below = node.children[1].children[0] if node.children[1].kind == "juxtapose" else None       # d/d is 1
    if below is not None and node.children[0].kind == "name" and node.children[0].text == below.text == "d":
        raise Unreadable("this derivative is not read", node.span)
    if all(_is_variation(child) for child in node.children) and not scope.knows("delta"):
        raise Unreadable("a variation is not read", node.span)
    top, bottom = (scope.term(child) for child in node.children)
    return Apply("/", (top, bottom))


def _is_variation(node: Node) -> bool:
    """\\delta F: the variation of a name."""
    first = node.children[0] if node.kind == "juxtapose" and len(node.children) == 2 else node
    varied = first is not node and first.kind == "name" and first.text == "delta"
    return varied and spelling(node.children[1]) is not None


def _root(node: Node, scope: Scope) -> Term:
    radicand, *degree = node.children
    inner = scope.term(radicand)
    if not degree or degree[0].kind == "none":
        return extended("sqrt", inner)
    index = scope.term(degree[0])
    return Apply("sqrt", (inner,)) if index == number(2) else Apply("root", (inner, index))


def _abs(node: Node, scope: Scope) -> Term:
    if node.children[0].kind == "list":
        raise Unreadable("a list where a number is expected", node.children[0].span)
    inner = scope.term(node.children[0])
    if is_vector(inner):
        return Apply("norm", (inner,))
    if isinstance(inner, Symbol) and inner.sort == "set" and inner.name.isalnum():
        return size_of(inner.name, scope.signature.sorts)
    return Apply("det", (inner,)) if is_matrix(inner, square=True) else Apply("abs", (inner,))


def _norm(node: Node, scope: Scope) -> Term:
    if node.children[0].kind == "list":
        raise Unreadable("a list where a number is expected", node.children[0].span)
    return Apply("norm", (column(scope.term(node.children[0])), *map(scope.term, node.children[1:])))


def _wrap(head: str) -> Callable[[Node, Scope], Term]:
    def read(node: Node, scope: Scope) -> Term:
        if node.children[0].kind == "list":
            raise Unreadable("a list where a number is expected", node.children[0].span)
        return Apply(head, tuple(scope.term(child) for child in node.children))
    return read


def _binomial(node: Node, scope: Scope) -> Term:
    """n over k; over several numbers with dots among them it is multinomial, and nothing is known of it."""
    above, below = node.children
    if node.text:                                # {n \\brace k}: numbers of Stirling, of the second and first kind
        return Apply({"brace": "stirling2"}.get(node.text, "stirling1"), (scope.term(above), scope.term(below)))
    if below.kind == "list" and any(item.kind == "dots" for item in below.children):
        return dotted_row("binomial", node, (above, *below.children), scope)
    return _wrap("binomial")(node, scope)


def _factorial(node: Node, scope: Scope) -> Term:
    if node.text == "!!":
        return Apply("factorial2", (scope.term(node.children[0]),))
    return Apply("factorial", (scope.term(node.children[0]),))


def _percent(node: Node, scope: Scope) -> Term:
    value = scope.term(node.children[0])
    return Apply("/", (value, number(100))) if scope.choose("percent_made", node) else value


def _degree(node: Node, scope: Scope) -> Term:
    return Apply("/", (Apply("*", (scope.term(node.children[0]), Apply("pi"))), number(180)))


def _symbol(node: Node, scope: Scope) -> Term:
    match node.text:
        case "infty" | "infinity":
            return Apply("infinity")
        case "emptyset" | "varnothing":
            return Apply("set")
        case "top" | "true":
            return Apply("true")
        case "bot" | "false":
            return Apply("false")
    raise Unreadable(f"the sign {node.text} stands alone", node.span)


def _brace(node: Node, scope: Scope) -> Term:
    return scope.term(node.children[0])


def _dots(node: Node, scope: Scope) -> Term:
    raise Unreadable("the pattern of the dots is not settled", node.span)


def mixed(node: Node) -> tuple[Number, Number, Number] | None:
    """The parts of a mixed number, `2\\frac{1}{3}`, or None."""
    if node.kind != "juxtapose" or len(node.children) != 2 or node.children[1].kind != "frac":
        return None
    parts = (node.children[0], *node.children[1].children)
    if all(part.kind == "number" and part.text.isdecimal() and len(part.text) < 10 for part in parts):
        whole, top, bottom = (number(part.text) for part in parts)
        return (whole, top, bottom) if 0 < top.value < bottom.value else None
    return None


def _operands(node: Node, text: str) -> list[Node]:
    """What stands between signs of one operator: A, ... and B of (A cup ...) cup B."""
    if node.kind != "operator" or node.text != text:
        return [node]
    left, right = node.children
    return [*_operands(left, text), right]


def _operator(node: Node, scope: Scope) -> Term:
    """a + b mod n is (a + b) mod n, and a + (b mod n) in the other reading."""
    if node.text in _OPAQUE:
        items = _operands(node, node.text)
        if any(item.kind == "dots" for item in items):
            return dotted_row(node.text, node, items, scope)
        return Apply(node.text, tuple(alone(child, scope) or scope.term(child) for child in node.children))
    if node.text == "mod?" and not scope.choose("congruence", node):
        return Apply("congruent", tuple(scope.term(child) for child in node.children))
    if node.text not in ("mod", "bmod", "mod?"):
        raise Unreadable(f"the operator {node.text} is not read", node.span)
    left, modulus = node.children[0], scope.term(node.children[1])
    if left.kind == "sum" and not scope.choose("mod_of_sum", node):
        *terms, last = (scope.term(child) for child in left.children)
        return Apply("+", (*terms, Apply("mod", (last, modulus))))
    return Apply("mod", (with_inverses(scope.term(left), modulus, node), modulus))


READERS: dict[str, Callable[[Node, Scope], Term]] = {
    "sum": _sum, "negate": _negate, "plus": _plus, "plusminus": _plusminus, "product": _product, "over": _over,
    "frac": _frac, "root": _root, "abs": _abs, "norm": _norm, "floor": _wrap("floor"), "ceil": _wrap("ceil"),
    "binom": _binomial, "factorial": _factorial, "percent": _percent, "degree": _degree, "symbol": _symbol,
    "brace": _brace, "dots": _dots, "operator": _operator,
}
