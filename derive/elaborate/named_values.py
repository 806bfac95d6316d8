"""Values that a page gives to quantities other than plain names.

    P(A) = 0.2, P(\\text{two heads}) = 1/4, E(X) = 18      given, unless the quantity has a value or X a distribution
    P(\\text{no rain}) = P(\\text{dry}) = \\dry{}             an event in other words; a value that another file holds
    \\sum x y = 47                                        given of a sum over the data
    \\sigma^2 = n p (1 - p), R^2 = 0.65                     given, where sigma and R are met for the first time
    m_1 = 0.9 \\cdot 0 + 0.3, V_1(s_2) = \\max(1, 3)          given where nothing else is said of the place

The right side is arithmetic for the first kind: P(A) = 1 - P(B) claims something of two quantities.

    M(t) = E(exp(t X)) = ... = exp(t^2 / 2)                from the end of its chain on M is what this makes of it
    LL(m) = log p(y | m) = ... = -sum_i (y_i - m)^2        a likelihood as well
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.elaborate.anew import end_element, is_element_anew
from derive.elaborate.chance.determined import number_of
from derive.elaborate.chance.settled_laws import written_out
from derive.elaborate.chance.told_moments import tells_moments
from derive.elaborate.equations.put_in import held_elsewhere, is_told_in_words
from derive.elaborate.formulas.expression import definition_head
from derive.elaborate.formulas.operand import Chain, Operand
from derive.elaborate.language.conventions import FUNCTIONS, GREEK, ORDERS, PROBABILITY_LETTERS
from derive.elaborate.language.spelling import call_of, names_in, spelling
from derive.elaborate.names.symbols import depends
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.moments import EXPECTED
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, subterms
from derive.read.node import Node
from derive.read.record import replace

CHANCE = PROBABILITY_LETTERS - ORDERS - {"p", "q", "Q"}
OF_LAWS = frozenset({"N", "mathcal{N}", "B", "H", "I", "KL", "MI"})
GIVING = frozenset({"=", "approx", "define"})
CASE_IN_WORDS = re.compile(                      # if instead 20 percent of the mails were spam, P(F) = ...
    r"[\W_]*(?:if|with|for|when|suppose|assume|assuming|now)\b[^.;]{0,80}?(?:⟦\d+⟧|\d)[^.;]*,\s*$", re.IGNORECASE)


def gives_value(page: Page, left: Node, relation: Node, right: Node) -> bool:
    """Whether an equation says what such a quantity is."""
    if relation.text not in GIVING or left.kind not in ("juxtapose", "sup", "apply", "bigop", "sub"):
        return False
    quantity, value = page.read(left).term, page.read(right).term
    if quantity is None or value is None:
        return False
    if is_element_anew(page, left, quantity, right):
        return True
    if _has_value(page, quantity):
        return False
    begins = isinstance(quantity, Apply) and (_is_the_last(quantity.args[1:]) or _begins_its_rule(page, quantity))
    if not free(value) and (begins or not isinstance(value, Number)) and _is_untold_place(page, left, quantity):
        return True
    if is_told_in_words(quantity) and is_told_in_words(value) and quantity != value:
        return True
    match quantity:
        case Apply("total", _):
            return not free(value)
        case Apply("^", (Symbol(name), Number(power))) if power == 2 and _is_statistic(name):
            fresh = not page.context.knows(name) and name not in page.context.used
            return fresh and relation.text != "approx" and name not in {symbol.name for symbol in free(value)}
        case Apply(head, args) if _is_chance(head) and args:
            facts = page.chance.added(tuple(page.context.facts), (quantity,), left.span.start)
            if number_of(quantity, facts) is not None or _follows(page, quantity, left.span.start):
                return CASE_IN_WORDS.match(page.words) is not None       # P(A \\cup B) follows from what is known
            if _is_random(args) or written_out(page, quantity, value) != quantity:
                return False
            if any(_is_chance(inner) for inner in _heads(value)):
                return False
            return held_elsewhere(value, page.context.knows) if free(value) else True
    return False


def _is_untold_place(page: Page, left: Node, quantity: Term) -> bool:
    """Whether this is an element of an array, or an unknown function at a place with a name, that nothing determines.

    Not where a recurrence, a rule for every element, or the name as a whole is in force.
    """
    call = call_of(left)
    match quantity:
        case Apply("at", (Symbol(name), *places)) if not any(map(free, places)) or _is_the_last(places):
            pass
        case _ if call is not None and _is_place(*call) and call[0] not in {*CHANCE, *OF_LAWS, *FUNCTIONS}:
            name = call[0]
        case _:
            return False
    known = {*page.context.definitions, *page.context.values, *page.context.sloping}
    if name in known or "'" in name or _has_a_rule(page, name, left):
        return False
    return not any(isinstance(fact, Bind) and name in {symbol.name for symbol in free(fact)}
                   and not _is_made_of(fact, quantity) for fact in page.context.facts)


def _is_the_last(places: Sequence[Term]) -> bool:
    """Whether a place is the one before a letter: c_{t-1} = 1 is the state that a step begins with."""
    match places:
        case [Apply("+", (Symbol(), Number(one)))] | [Apply("+", (Symbol(), Apply("-", (Number(one),))))]:
            return abs(one) == 1
    return False


def _begins_its_rule(page: Page, quantity: Term) -> bool:
    return any(_is_made_of(fact, quantity) for fact in page.context.facts)


def _is_made_of(fact: Term, quantity: Term) -> bool:
    """Whether a rule for every element says it by that very element: h_t = h_0 2^{-t}, for every t."""
    body = fact.body if isinstance(fact, Bind) and fact.head == "forall" else None
    match body:
        case Apply("=", (Apply("at", _), right)):
            return quantity in subterms(right)
    return False


def _has_a_rule(page: Page, name: str, element: Node) -> bool:
    """Whether the page says of every element what it is, here or further down: F_n = F_{n-1} + F_{n-2}.

    Not of an element that the rule itself is made of: h_0 of h_t = h_0 2^{-t}.
    """
    return any(
        node.kind == "chain" and len(node.children) > 2 and node.children[1].text in GIVING
        and node.children[0].span != element.span
        and (left := node.children[0]).kind == "sub" and spelling(left.children[0]) == name
        and names_in(left.children[1]) and (element.kind != "sub" or not any(
            part.kind == "sub" and part.children[0].text == element.children[0].text
            and part.children[1].text == element.children[1].text for part in node.children[2].walk()))
        for node in page.written)


def _follows(page: Page, quantity: Term, at: int) -> bool:
    """Whether a moment is one of what is made of names whose moments the words tell: E(Y), of Y = 2 X + 1."""
    written = unfold(quantity, page.signature)
    bare = isinstance(quantity, Apply) and isinstance(quantity.args[0], Symbol)
    return (written != quantity or not bare) and any(map(tells_moments, page.chance.added((), (written,), at)))


def _is_place(name: str, place: Node) -> bool:
    """Whether a bracket holds names alone behind a name that is no plain factor: V_1(s_2), Q(s, a), not x(x - 2)."""
    items = place.children if place.kind == "list" else (place,)
    plain = all(item.kind in ("name", "sub", "text", "prime", "font") for item in items)
    return plain and bool(names_in(place)) and (len(items) > 1 or "_" in name or name[:1].isupper())


def add_value(page: Page, left: Node, relation: Node, right: Node) -> Operand:
    """The given step; the equation is a fact from here on."""
    quantity, value = page.read(left), page.read(right)
    assert quantity.term is not None
    assert value.term is not None
    page.add(page.step("given", relation.span, role="value", lhs=quantity.side, rhs=value.side, relation=relation.text,
                       findings=value.reading.findings))
    end_element(page, quantity.term, value.term)
    letters = isinstance(quantity.term, Apply) and quantity.term.head == "at" and any(map(free, quantity.term.args[1:]))
    if relation.text != "approx" and not letters:            # c_{t-1} = 1 is of this t alone
        page.context.assume(Apply("=", (quantity.term, value.term)))
    return quantity


def _has_value(page: Page, quantity: Term) -> bool:
    """Whether something in force is an equation about the very quantity."""
    return any(isinstance(fact, Apply) and fact.head == "=" and quantity in fact.args for fact in page.context.facts)


def _is_chance(head: str) -> bool:
    return head.rstrip("|") in CHANCE


def _heads(term: Term) -> set[str]:
    return {part.head for part in subterms(term) if isinstance(part, Apply)}


def _is_random(args: tuple[Term, ...]) -> bool:
    """Whether a name among the arguments has been declared random: what is said of it may follow from its law."""
    return any(symbol.sort == "random" for arg in args for symbol in free(arg))


def _is_statistic(name: str) -> bool:
    """Letters whose square is the quantity: sigma^2, chi^2, R^2, s_p^2; x^2 = 4 is to be solved."""
    stem = name.partition("_")[0]
    return stem in GREEK or stem.isupper() or stem == "s"


def is_known(page: Page, node: Node) -> bool:
    """Whether a "with" or "where" is about a function of the page where it has a value, or about its slope.

    So it is about the slope of a name that a formula gives, and with "because" about another formula for one.
    """
    call = call_of(node.children[0])
    if call is not None and "'" in call[0] and page.said in ("with", "where", "let"):
        sloping = page.context.definitions.get(call[0].rstrip("'"))
        return sloping is not None and bool({s.name for s in sloping.parameters} & names_in(node.children[2]))
    left = node.children[0]
    if _is_of_tables(page, left):
        return True                              # with P = (1, 1; 1, -2), det P = -3
    if page.said in ("because", "since") and names_in(node.children[2]):
        name = (spelling(left.children[0]) if left.kind == "sub" else None) or spelling(left) or ""
        formula = page.context.definitions.get(name if name in page.context.definitions else spelling(left) or "")
        return formula is not None and bool(free(formula.body)) and not depends(name, page.context.signature)
    if page.said not in ("with", "where"):
        return False
    if node.children[0].kind == "derivative":    # with dm/dx_i = 1/n, where m is the mean of the x_i
        name = spelling(node.children[0].children[0]) or ""
        known = page.context.definitions.get(name)
        return known is not None and name not in page.context.brought and not depends(name, page.context.signature)
    definition = page.context.definitions.get(call[0]) if call is not None else None
    called = node.children[1].text == "=" and definition is not None and bool(definition.parameters)
    if definition is not None and any(not page.context.knows(s.name) for s in free(definition.body) - {
            definition.symbol, *definition.parameters}):
        return False                             # with y(0) = 3, which says what A of y = A cos x is
    return called and all(page.context.knows(name) or name in ("pi", "e") for name in names_in(node))


def _is_of_tables(page: Page, left: Node) -> bool:
    """Whether a side is a determinant, a trace, an inverse or a power of matrices that are given as tables."""
    names = names_in(left) - {"T"} - FUNCTIONS.keys()
    tables = [page.context.values.get(name) for name in names]
    return left.kind in ("apply", "sup") and bool(names) and all(
        isinstance(table, Apply) and table.head == "matrix" for table in tables)


def worked_out(page: Page, chain: Chain, node: Node, goes_on: bool) -> Chain:
    """The chain; a function that it begins with, a mean or a probability, is from here on what it ends with.

    Nothing is refuted by that: the links of the chain are judged in their own places.
    """
    before = page.chain.equal if goes_on and page.chain is not None else True
    chain.equal = before and all(relation.text in ("=", "define") for relation in node.children[1::2])
    first = chain.start.side.node if chain.start is not None and chain.equal else None
    head = definition_head(first, page.context.signature) if first is not None else None
    known = page.context.definitions.get(head[0].name) if head is not None else None
    last = chain.last.term
    if known is None or last is None or not known.parameters or head is None or known.parameters != head[1]:
        return chain
    under = (*chain.conditions, *(condition.term for condition in page.local), *page.case_terms())
    if any(not free(condition).isdisjoint(known.parameters) for condition in under) or "infinity" in _heads(last):
        return chain                             # for y < 0 only
    moving = {s for s in free(known.body) if not page.chance.is_fixed(s)} - set(known.parameters)
    means = _is_opaque(known.body) and moving.isdisjoint(free(last))     # log p(y | mu) is of the data still
    if (means or "p|" in _heads(known.body)) and not (_is_opaque(last) or "p|" in _heads(last)):
        page.context.define(replace(known, body=last))
        page.open.add(known.symbol.name)
    return chain


def _is_opaque(term: Term) -> bool:
    """Whether a mean or a probability stands in a term."""
    return any(head.rstrip("|,") in EXPECTED | CHANCE or head == "mean" for head in _heads(term))


__all__ = ["add_value", "gives_value", "is_known", "worked_out"]
