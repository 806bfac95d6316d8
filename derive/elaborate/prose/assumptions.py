"""Assumptions: what holds from a place on, or for one statement, because the author says so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derive.elaborate.anew import end_cell
from derive.elaborate.defining_side import is_at_another_place, side_with_arguments
from derive.elaborate.definitions import add_definition, defines
from derive.elaborate.equations.differential_equations import conditioned, is_beginning
from derive.elaborate.equations.rows_of_values import each_set
from derive.elaborate.equations.solving import begin_run
from derive.elaborate.equations.vector_equations import asked_in_arrays
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.formulas.operand import Chain, Operand
from derive.elaborate.formulas.rewording import in_words
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.phrases_notation_en import ON_DOMAIN, WITHIN
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template
from derive.elaborate.names.aliases import find_aliases
from derive.elaborate.names.everywhere import everywhere
from derive.elaborate.names.indices import is_element
from derive.elaborate.page import Page
from derive.elaborate.prose.ordered_rows import orders_row
from derive.elaborate.step import Condition
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Symbol, Term, free
from derive.read.node import Node, Span

ASSUMED = frozenset({"=", "!=", "<", "<=", ">", ">=", "in", "and", "or", "not"})
ARITHMETIC = frozenset({"number", "product", "juxtapose", "sum", "negate", "over", "frac", "paren", "sup", "sqrt",
                        "percent"})
ORDERS = frozenset({"<", ">", "<=", ">=", "!="})
OTHERS = frozenset({"pi", "e", *FUNCTIONS})          # names that are no unknowns
DECLARING = frozenset({"in", "sim", "to", "mapsto", "subset", "perp"})


def is_arithmetic(node: Node) -> bool:
    """Whether a chain calculates with numbers alone, so that there is nothing in it to suppose."""
    relations, sides = node.children[1::2], node.children[0::2]
    if any(relation.text not in ("=", "approx") for relation in relations):
        return False
    return all(map(_is_of_numbers, sides)) and any(side.kind != "number" for side in sides)


def is_numeric(node: Node) -> bool:
    return not names_in(node) or is_arithmetic(node)


def _is_of_numbers(node: Node) -> bool:
    """Whether a side has no names in it but those of functions, and e under an exponent."""
    if node.kind == "apply" and node.children[0].kind == "name" and node.children[0].text in FUNCTIONS:
        return all(map(_is_of_numbers, node.children[1:]))
    if node.kind == "sup" and node.children[0].kind == "name" and node.children[0].text == "e":
        return _is_of_numbers(node.children[1])
    return node.kind in ARITHMETIC and all(map(_is_of_numbers, node.children))


def begins_with_relation(node: Node) -> bool:
    return node.kind == "chain" and node.children[0].kind == "none"


def give(page: Page, node: Node, purpose: str) -> Node | None:
    """A definition, a declaration or an assumption: it holds from here on; what of the chain is still to be stated."""
    first, relation, second = node.children[:3]
    if any(step.kind == "given" and step.at == relation.span for step in page.steps[-3:]):
        return None                              # read as a condition of the statement before it
    if not is_at_another_place(first, second) and defines(page, first, relation, second, purpose):
        add_definition(page, first, relation, second, purpose)
        rest = node.children[2:]
        if len(rest) >= 3:
            return Node("chain", "", rest, Span(rest[0].span.start, node.span.stop))
        page.chain = Chain(page.read(second), purpose="given")
        return None
    if relation.text in DECLARING and len(node.children) == 3:
        declare_membership(page, first, relation, second)
    place = side_with_arguments(page, node, purpose)
    if place:
        add_definition(page, first, relation, node.children[place], purpose)
    sides = [page.read(child) for child in node.children[0::2]]
    page.chain, page.run = Chain(sides[-1], purpose=purpose, start=sides[0]), []
    for index, relation in enumerate(node.children[1::2]):
        if place and not index:
            continue
        left, right = sides[index], sides[index + 1]
        assume(page, node, left, relation, right, "equation" if purpose == "equation" else "assumption")
    return None


def assume(page: Page, node: Node, left: Operand, relation: Node, right: Operand, role: str) -> None:
    """One relation taken for granted, put in force where it can be read."""
    part = Node("chain", "", (left.side.node or node, relation, right.side.node or node), relation.span)
    reading = elaborate(part, page.signature)
    fields = {"lhs": left.side, "rhs": right.side, "relation": relation.text}
    if relation.text in DECLARING:
        role = "declaration"
    if reading.term is None and relation.text not in DECLARING:
        page.add(page.step("link", relation.span, unread=reading.problem or "could not be read",
                           unread_span=reading.span or part.span, **fields))
        page.doubt(node)
        return
    place = page.add(page.step("given", relation.span, role=role, **fields))
    posed = isinstance(reading.term, Apply) and (conditioned(reading.term) or is_beginning(page, reading.term))
    if role == "equation" and page.said != "system" and relation.text == "=" and not posed:
        begin_run(page, node, place)             # to be solved: it is no fact about the unknown
        return
    if _is_at_a_number(left):
        return                                   # y(1) = 3 is no product of a y that a formula gives
    if relation.text == "=" and left.term is not None and right.term is not None and page.densities.define_chance(
            left.term, right.term):
        return
    if isinstance(reading.term, Apply) and reading.term.head in ASSUMED:
        facts = reading.term.args if reading.term.head == "and" else (reading.term,)
        if page.of_statement or page.said == "for":
            speak_anew(page, facts)
            page.for_all = [*page.for_all, *facts]
        for fact in facts:
            if relation.text == "=" and left.term is not None and right.term is not None:
                page.context.used |= {asked.name for asked in asked_in_arrays(page, left.term, right.term)}
            if not says_nothing(fact):
                if isinstance(fact, Apply) and fact.head == "=" and not free(fact.args[1]):
                    end_cell(page, *fact.args)
                page.context.assume(fact)
                page.system += [fact] if relation.text == "=" and page.said in ("where", "when") else []
                if free(written := unfold(fact, page.signature)) - free(fact):
                    page.context.assume(written)         # y(0) = 1 says something of C where y(t) = C e^t
                if (of_all := everywhere(fact, _chosen(page))) is not None:
                    page.context.assume(of_all)
    elif relation.text not in DECLARING:
        page.doubt(node)


def _is_at_a_number(left: Operand) -> bool:
    """Whether a side is a name before a number in brackets, which is read as a product."""
    node = left.side.node
    return node is not None and node.kind == "juxtapose" and len(node.children) == 2 and (
        node.children[1].kind == "paren" and node.children[1].children[0].kind == "number"
        and isinstance(left.term, Apply) and left.term.head == "*")


def speak_anew(page: Page, conditions: Iterable[Term]) -> None:
    """For all n >= 1: this is another n than the one that was said to be at least 100 in a statement before."""
    names = set().union(*map(free, conditions))
    gone = [fact for fact in page.for_all if names and free(fact) <= names]
    if gone:
        page.context.withdraw(gone)
        page.for_all = [fact for fact in page.for_all if fact not in gone]


def says_nothing(fact: Term) -> bool:
    """Whether a fact only repeats the sort of a name: x in the reals."""
    match fact:
        case Apply("in", (Apply("at", _), Apply("reals", ()))):
            return True                          # the elements of an array are real
        case Apply("in", (Symbol(_, sort), Apply(where, ()))):
            return sort == {"reals": "real", "integers": "integer", "complexes": "complex"}.get(where)
        case Apply("and", facts):
            return all(says_nothing(part) for part in facts)
    return False


def declare_membership(page: Page, left: Node, relation: Node, right: Node) -> None:
    """x, y in R^n, X ~ D: the sort of each name."""
    sort = "random" if relation.text == "sim" else _sort_of_set(page.text(right.span)) if relation.text == "in" else ""
    if not sort:
        return
    for item in left.children if left.kind == "list" else (left,):
        name = spelling(item)
        if relation.text == "sim" and name is not None:
            page.densities.hear(name, page.read(right).term)
        if sort == "vector" and is_element(item) and (whole := spelling(item.children[0])) in page.context.arity:
            page.context.declare(f"{whole}*", sort)              # one of several vectors
        elif name is None or (sort == "random" and page.context.sorts.get(name) in ("vector", "matrix")):
            continue                             # a random vector, by what is done with it
        elif sort != "real" or not is_element(item):
            page.context.declare(name, sort)


def _sort_of_set(written: str) -> str:
    """The sort of the members of a set, by how it is written; "" where that does not tell."""
    if "mathbb" not in written and not re.search(r"\\[RZNC]\b", written):
        return ""
    if "\\times" in written:
        return "matrix"
    if "^" in written and not re.search(r"\^\{?[+*>]", written):
        return "vector"
    letter = re.search(r"mathbb\s*\{?\s*([A-Z])|\\([RZNC])\b", written)
    sorts = {"Z": "integer", "N": "integer", "C": "complex", "R": "real"}
    return sorts.get(letter[1] or letter[2], "") if letter else ""


def bounds_unknown(page: Page, text: Template, index: int) -> bool:
    """Whether an interval says where the one unknown of the equation before it is sought; it is put in force."""
    interval, before = text.node(index), text.node(index - 1) if index else None
    if interval is None or interval.kind != "paren" or before is None or before.kind != "chain":
        return False
    if interval.children[0].kind != "list" or len(interval.children[0].children) != 2:
        return False
    words, names = text.text[text.gaps[index - 1][1] : text.gaps[index][0]], names_in(before) - OTHERS
    if len(names) != 1 or not WITHIN.fullmatch(words):
        return False
    parts = Node("name", next(iter(names)), (), before.span), Node("relation", "in", (), before.span), interval
    term = elaborate(Node("chain", "", parts, before.span), page.signature).term
    if term is not None:
        page.context.assume(term)
    else:
        page.doubt(before)
    return True


def carry_into_proof(page: Page, title: str) -> None:
    """What a claim was stated under holds in its proof, which follows: for a, b >= 0 we have ...; it ends with that."""
    stated = page.steps[-1] if page.steps and phrases.PROOF.match(title) else None
    if stated is None or stated.section != " / ".join(page.section) or not stated.conditions:
        return
    page.system = [one.term for one in stated.conditions if one.term not in page.context.facts]
    for fact in page.system:
        page.context.assume(fact)


def read_conditions(page: Page, nodes: Iterable[Node], local: bool = False) -> list[Condition]:
    """Side conditions as terms; one that defines a fresh name becomes a definition, an unreadable one a step."""
    found: list[Condition] = []
    for node in each_set(nodes):
        chain = node.kind == "chain"
        if node.kind not in ("chain", "logic") or begins_with_relation(node) or (chain and gives_range(page, node)):
            continue
        if chain and not local and len(node.children) == 3 and defines(page, *node.children, "given") and _has_names(
                node):
            give(page, node, "given")
            continue
        if chain and node.children[1].text in DECLARING:
            declare_membership(page, *node.children[:3])
        find_aliases(page, node)
        reading = elaborate(node, page.signature, in_words(page.correct))
        if reading.term is None:
            page.unread(reading.span or node.span, reading.problem)
            page.doubt(node)
        elif not says_nothing(reading.term):
            found.append(Condition(reading.term, node.span, node))
            if (of_all := everywhere(reading.term, _chosen(page))) is not None:
                found.append(Condition(of_all, node.span, node))
    return found


def _chosen(page: Page) -> set[str]:
    """The names that stand for something already: an index among them is no letter that runs."""
    known = page.context
    return known.definitions.keys() | known.values.keys() | {
        symbol.name for fact in known.facts if not isinstance(fact, Bind) for symbol in _bare(fact)}


def _bare(fact: Term) -> set[Symbol]:
    """The names a fact bounds: k in k > 3, not the i of a_i > 0."""
    return {side for side in fact.args if isinstance(side, Symbol)} if isinstance(fact, Apply) else set()


def _has_names(node: Node) -> bool:
    return any(part.kind == "name" for part in node.children[2].walk())


def gives_range(page: Page, node: Node) -> bool:
    """i = 1, ..., n, and i = 1, 2: the range of an index; x_1 <= ... <= x_n: how elements are numbered."""
    if orders_row(page, node):
        return True
    left, relation, right = node.children[:3]
    if relation.text not in ("=", "in") or left.kind != "name":
        return False
    items = right.children if right.kind == "list" else ()
    if right.kind == "paren" and right.text == "{}" and right.children[0].kind == "list":
        items = right.children[0].children
    listed = len(items) > 1 and all(item.kind == "number" and item.text.isdigit() for item in items)      # i = 1, 2
    if not listed and (len(items) < 3 or items[-2].kind != "dots"):
        return False
    if listed and [item.text for item in items] != [str(int(items[0].text) + k) for k in range(len(items))]:
        return False
    low, high = page.read(items[0]).term, page.read(items[-1]).term
    if low is not None and high is not None:
        page.context.declare(left.text, "integer")
        page.context.ranges[left.text] = (low, high)
        page.context.told.add(left.text)
        page.context.changed()
    return True


def bounds_a_name(page: Page, node: Node) -> bool:
    """x > 0 or 0 <= x <= 4 alone, where x is no unknown of the lines before, or told by "on": an assumption."""
    if len(node.children) not in (3, 5) or any(sign.text not in ORDERS for sign in node.children[1::2]):
        return False
    left, right = node.children[0], node.children[2]
    if len(node.children) == 5:
        if any(part.kind not in ("number", "negate") for part in left.walk()):
            return False
        left, right = node.children[2], node.children[4]
    names = [spelling(item) for item in (left.children if left.kind == "list" else (left,))]
    plain_side = all(part.kind in ("number", "negate") for part in right.walk())
    used = page.context.used if ON_DOMAIN.search(page.words) is None else ()
    return plain_side and all(name is not None and name not in used and not page.context.knows(name) for name in names)


def normalizes(page: Page, node: Node) -> bool:
    """sum_i p_i = 1, where nothing says what p is: an assumption."""
    if len(node.children) != 3 or node.children[1].text != "=" or node.children[2].kind != "number":
        return False
    total = node.children[0]
    if total.kind != "bigop" or total.text != "sum":
        return False
    body = total.children[2]
    element = body.kind == "sub" or (
        body.kind == "juxtapose" and len(body.children) == 2 and body.children[1].kind == "paren")
    name = spelling(body.children[0]) if element else None
    return name is not None and not page.context.knows(name) and name not in page.context.used
