"""Where a function or a sequence is given: f(x) = 2x for 0 <= x <= 1 says nothing of f(3), nor of all f(x).

    g(x) = x^2 for x > 0, and g(-2), g(-x)          not told
    f(x) = 2x for 0 <= x <= 1, int_0^2 f(x) dx      not told behind 1
    b_n = 4/n for odd n, sum_{n=1}^3 b_n            not told of b_2

Of its own argument, f(x), the condition holds wherever it is spoken of; of what has other names in it nothing is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.language.spelling import call_of, head_of, spelling
from derive.elaborate.language.template import Template
from derive.kernel.setting import conjuncts
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, heads, number, substitute
from derive.read.node import Node
from derive.read.patterns import regex
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page
    from derive.elaborate.step import Condition, Step

FAR = Fraction(10**9)                            # in place of infinity
TERMS = 60                                       # of a range that are looked at one by one
_BINDERS = frozenset({"sum", "product", "integral"})
_KIND = (r"(?:if|when|whenever|for|where)\s+(?:all\s+|every\s+|each\s+|any\s+)?"
         r"(?:(?P<kind>even|odd)\s+(?:\w+\s+)?⟦(?P<name>\d+)⟧|⟦(?P<named>\d+)⟧\s+(?:is\s+|are\s+)?(?P<other>even|odd)\b)")
_BOUND = regex(r"^[\s,;]*(?:if|when|whenever|for|where)\s+(?:all\s+|every\s+|each\s+|any\s+)?⟦(\d+)⟧")
_INTERVAL = regex(r"^[\s,;]*(?:on|in|over)\s+(?:the\s+(?:open\s+|closed\s+)?interval\s+)?⟦(\d+)⟧")
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
_BEHIND = regex(r"^[\s,;]*" + _KIND)
_BEFORE = regex(_KIND + r"[\s,:]*(?:we\s+)?(?:let|have|set|define|put)?\s*$")
_OTHERS = regex(r"^[\s,;]*(?:otherwise|else|(?:for|in)\s+(?:all\s+)?(?:the\s+)?others?\b)")


def restrict(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """For s > 0 let F(s) = ...: that holds wherever F is spoken of; for t = 4, v = a t is a value.

    For n = 2^k, T(n) = 2T(n/2) + n: that k goes on.
    """
    if not conditions or not page.steps or page.steps[-1].kind != "given":
        return
    name = (called(node.children[0]) or (head_of(node.children[0]), None))[0]
    where = tuple(one.term for one in conditions if not _is_a_value(one.term))
    if name in page.context.definitions and page.steps[-1].role == "definition" and where:
        page.context.domains[name] = where
    elif page.steps[-1].role == "assumption":
        page.steps[-1] = replace(page.steps[-1], conditions=tuple(conditions))


def tells_where(page: Page, node: Node, conditions: Sequence[Condition]) -> bool:
    """If w_j = 0: z_j in [-1, 1] is told of such elements alone, and put in force for none."""
    if not conditions or node.children[1].text != "in" or len(node.children) != 3:
        return False
    left, right = (page.read(side).side for side in node.children[::2])
    page.add(page.step("given", node.children[1].span, role="declaration", lhs=left, relation="in", rhs=right))
    return True


def _is_a_value(condition: Term) -> bool:
    """t = 4, and not that n is odd."""
    match condition:
        case Apply("=", (Symbol(), value)):
            return not free(value)
    return False


def said_under(step: Step, conditions: Iterable[Term]) -> dict[Term, frozenset[Symbol]]:
    """The conditions of a step under which a page may go on, with their names: orders, n = 2^k of what is given."""
    def ties(term: Apply) -> bool:
        match term:
            case Apply("=", (Symbol() as name, other)):
                return step.kind == "given" and bool(free(other)) and name not in free(other)
        return term.head in RELATIONS - {"="}

    return {term: free(term) for term in conditions if isinstance(term, Apply) and ties(term)}


def called(left: Node) -> tuple[str, Node] | None:
    """f and x of f(x), a and n of a_n."""
    if left.kind == "sub" and left.children[1].kind == "name":
        name = spelling(left.children[0])
        return (name, left.children[1]) if name else None
    return call_of(left)


def restricting(text: Template, index: int, purpose: str) -> list[Node]:
    """For which x a function is given: even n, x > 0 behind what is let."""
    (start, stop), call = text.gaps[index], _call(text, index)
    if call is None:
        return []
    words = text.text[text.sentence_start(start) : start]
    behind = _BOUND.search(text.text[stop : text.sentence_stop(start)]) if purpose == "given" else None
    bound = text.node(int(behind[1])) if behind is not None else None
    if bound is not None and bound.kind == "chain" and spelling(call[1]) in map(spelling, bound.children[::2]) and (
            {one.text for one in bound.children[1::2]} <= ORDERS):
        return [bound]
    if purpose == "given" and (interval := _INTERVAL.search(text.text[stop : text.sentence_stop(start)])) is not None:
        return _within(call[1], text.node(int(interval[1])))
    found = _BEHIND.search(text.text[stop : text.sentence_stop(start)]) or _BEFORE.search(words)
    name = text.node(int(found["name"] or found["named"])) if found is not None else None
    if found is None or name is None or spelling(name) != spelling(call[1]):
        return []
    rest = str(int((found["kind"] or found["other"]) == "odd"))
    two, sign, left = (Node("number", "2", (), name.span), Node("relation", "=", (), name.span),
                       Node("number", rest, (), name.span))
    return [Node("chain", "", (Node("operator", "mod", (name, two), name.span), sign, left), name.span)]


def _within(place: Node, interval: Node | None) -> list[Node]:
    """0 < x and x < pi, of f(x) = 1 on (0, pi)."""
    if interval is None or interval.kind != "paren" or interval.children[0].kind != "list":
        return []
    ends = interval.children[0].children
    if len(ends) != 2 or len(interval.text) != 2 or spelling(place) is None:
        return []
    signs = ("<=" if interval.text[0] == "[" else "<"), ("<=" if interval.text[1] == "]" else "<")
    sides = (ends[0], Node("relation", signs[0], (), interval.span), place,
             Node("relation", signs[1], (), interval.span), ends[1])
    return [Node("chain", "", sides, interval.span)]


def is_for_the_others(page: Page, text: Template, index: int) -> bool:
    """Whether f(x) = 0 is said of all other x; or further on, and here it is not seen of which x this is said."""
    call = _call(text, index)
    if call is None or call[0] not in page.defined_twice or len(text.formulas[index].parts[0].children) != 3:
        return False
    others = (other for other in range(index, len(text.gaps)) if (_call(text, other) or ("",))[0] == call[0])
    return _is_said_of_others(text, index) or (not restricting(text, index, "given") and any(
        _is_said_of_others(text, other) for other in others))


def _is_said_of_others(text: Template, index: int) -> bool:
    start, stop = text.gaps[index]
    return _OTHERS.search(text.text[stop : text.sentence_stop(start)]) is not None


def _call(text: Template, index: int) -> tuple[str, Node] | None:
    node = text.node(index)
    return called(node.children[0]) if node is not None and node.kind == "chain" else None


def left_out(page: Page, *sides: Term | None) -> str:
    """Why nothing is decided, where a side speaks of a function at a place for which the page does not give it."""
    domains = page.context.domains
    for name in sorted(domains) if domains else ():
        definition = page.context.definitions.get(name)
        if definition is None or len(definition.parameters) != 1:
            continue
        (own,), told = definition.parameters, _told(page, definition.symbol)
        conditions = [substitute(part, {same: own}) for one in domains[name] for part in conjuncts(one)
                      for same in free(part) if same.name == own.name]
        for place, ends in (found for side in sides if side is not None for found in _places(
                side, definition.symbol, {})):
            if (place in ends or place not in (own, *told)) and not all(
                    _holds(page, one, own, place, ends) for one in conditions):
                return f"{name} is not given everywhere that this speaks of"
    return ""


def _told(page: Page, head: Symbol) -> list[Term]:
    """The places at which a function or sequence is told by itself: a_0 = 1."""
    left = [fact.args[0] for fact in page.context.facts if isinstance(fact, Apply) and fact.head == "="]
    return [one.args[1] for one in left if isinstance(one, Apply) and one.head in ("at", "call") and head in one.args]


def _places(term: Term, head: Symbol, ends: Mapping[Symbol, Bind]) -> Iterator[tuple[Term, Mapping[Symbol, Bind]]]:
    """What a function is taken of, and the ranges of the names that are bound there."""
    match term:
        case Apply("at" | "call", (name, place)) if name == head:
            yield place, ends
        case Apply(_, args):
            for arg in args:
                yield from _places(arg, head, ends)
        case Bind(binder, variable, body, bounds):
            within = {**ends, variable: term} if binder in _BINDERS and len(bounds) == 2 else {
                one: range_ for one, range_ in ends.items() if one != variable}
            yield from _places(body, head, within)
            for bound in bounds if binder in _BINDERS else ():
                yield from _places(bound, head, ends)


def _holds(page: Page, condition: Term, own: Symbol, place: Term, ends: Mapping[Symbol, Bind]) -> bool:
    """Whether a condition is not seen to fail at a place, or on the range of a bound name."""
    if isinstance(place, Symbol) and place in ends:
        low, high = (_value(page, bound) for bound in ends[place].bounds)
        if ends[place].head != "integral" and low is not None and high is not None and high - low <= TERMS:
            return all(_is_true(page, condition, own, low + k) for k in range(int(high - low) + 1))
        if "mod" in heads(condition):
            return False                         # a range has even and odd numbers in it
        strict = ends[place].head == "integral"
        return all(value is None or _is_true(page, condition, own, value, strict) for value in (low, high))
    if place == Apply("-", (own,)):
        return False
    value = _value(page, place)
    return value is None or _is_true(page, condition, own, value)


def _value(page: Page, term: Term) -> Fraction | None:
    match term:
        case Apply("infinity"):
            return FAR
        case Apply("-", (Apply("infinity"),)):
            return -FAR
    return page.context.valuation.of(term)


def _is_true(page: Page, condition: Term, own: Symbol, value: Fraction, loose: bool = False) -> bool:
    """Whether a condition holds of a number, as far as it is seen; ends of integrals may be left out."""
    match substitute(condition, {own: number(value)}):
        case Apply("=", (Apply("mod", (Number(n), Number(m))), Number(rest))) if m:
            return n % m == rest
        case Apply(head, (left, right)):
            a, b = page.context.valuation.of(left), page.context.valuation.of(right)
            if a is None or b is None:
                return True
            return (a < b and head in ("<", "<=", "!=")) or (a > b and head in (">", ">=", "!=")) or (
                a == b and (head in ("=", "<=", ">=") or (loose and head in ("<", ">")))) or head not in (
                "=", "!=", "<", "<=", ">", ">=")
    return True


__all__ = ["called", "is_for_the_others", "left_out", "restrict", "restricting", "said_under"]
