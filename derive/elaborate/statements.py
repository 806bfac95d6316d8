"""Statements: one chain of relations as steps.

    fresh name = ...            given, a definition (or a value, where the right side is closed)
    Let, where, suppose ...     given, a definition or an assumption
    a = b <= c                  a link for each relation; the first side may be that of an earlier display
    E <=> F, E => F             one link about the two equations
    x in S, X ~ D               given, a declaration
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from derive.elaborate.branches import difference
from derive.elaborate.definitions import add_definition, defines
from derive.elaborate.expression import elaborate
from derive.elaborate.operand import Operand
from derive.elaborate.page import Chain, Page
from derive.elaborate.results import name_result
from derive.elaborate.rewording import in_words
from derive.elaborate.solving import forget_solved, given_equation, remember, remember_solution, whole
from derive.elaborate.spelling import spelling
from derive.elaborate.step import Condition, Goal, Side
from derive.kernel.term import Apply, Term
from derive.read.node import Node, Span

ARROWS = frozenset({"iff", "implies", "impliedby"})
DECLARING = frozenset({"in", "sim", "to", "mapsto", "subset", "perp"})


@dataclass
class Statement:
    """One chain of a line with what the words around it make of it."""

    node: Node
    purpose: str = ""
    conditions: list[Node] = field(default_factory=list)
    conclusion: bool = False


def state(page: Page, statement: Statement) -> None:
    """Add the steps of one statement to the page."""
    if page.around is not None:
        _state(page, statement)
        return
    page.around = statement.node
    _state(page, statement)
    page.around = None


def _state(page: Page, statement: Statement) -> None:
    node, purpose = statement.node, statement.purpose
    broken = _broken(node)
    if broken is not None and (node.kind != "chain" or len(node.children) < 3):
        page.unread(broken.span, broken.text or "this could not be read")
        return
    if node.kind == "cases" and all(row.children[0].kind == "chain" for row in node.children):
        state_system(page, node)
        return
    if node.kind == "logic" and purpose in ("", "statement", "given", "condition"):
        state_logic(page, node, purpose)
        return
    if node.kind != "chain" or len(node.children) < 3:
        return                                   # a formula that states nothing
    if _gives_range(page, node):
        return
    conditions = read_conditions(page, statement.conditions) + page.local
    page.local = []
    if purpose == "condition":
        page.local = conditions + read_conditions(page, [node], local=True)
    elif purpose == "goal":
        set_goal(page, node, conditions)
    elif any(relation.text in ARROWS for relation in node.children[1::2]):
        state_arrows(page, node, conditions)
    elif _is_given(node, purpose):
        give(page, node, purpose)
    else:
        state_chain(page, node, conditions, purpose)
    page.concluded = statement.conclusion


def _is_given(node: Node, purpose: str) -> bool:
    if begins_with_relation(node):
        return False
    return purpose in ("given", "equation") or (len(node.children) == 3 and node.children[1].text in DECLARING)


def _bounds_a_name(page: Page, node: Node) -> bool:
    """x > 0 alone, where x is no unknown of the lines before: an assumption."""
    if len(node.children) != 3 or node.children[1].text not in ("<", ">", "<=", ">=", "!="):
        return False
    left, right = node.children[0], node.children[2]
    name = spelling(left)
    plain_side = all(part.kind in ("number", "negate") for part in right.walk())
    return plain_side and name is not None and name not in page.context.used and not page.context.knows(name)


def begin_chain(page: Page, node: Node) -> None:
    """A bare expression on a line of its own: the next line may go on with a relation."""
    operand = page.read(node)
    page.chain = Chain(operand, start=operand)


def state_system(page: Page, node: Node) -> None:
    """Equations under one brace: they hold together, in place of the system before."""
    page.context.facts = [fact for fact in page.context.facts if fact not in page.system]
    before = list(page.context.facts)
    for row in node.children:
        for part in row.children[:1]:
            if part.kind == "chain" and not begins_with_relation(part):
                give(page, part, "equation")
    page.system = [fact for fact in page.context.facts if fact not in before]


def begins_with_relation(node: Node) -> bool:
    return node.kind == "chain" and node.children[0].kind == "none"


def _broken(node: Node) -> Node | None:
    return next((part for part in node.walk() if part.kind == "error"), None)


def _gives_range(page: Page, node: Node) -> bool:
    """i = 1, ..., n: the range of an index."""
    left, relation, right = node.children[:3]
    if relation.text not in ("=", "in") or left.kind != "name":
        return False
    items = right.children if right.kind == "list" else ()
    if right.kind == "paren" and right.text == "{}" and right.children[0].kind == "list":
        items = right.children[0].children
    if len(items) < 3 or items[-2].kind != "dots":
        return False
    low, high = page.read(items[0]).term, page.read(items[-1]).term
    if low is not None and high is not None:
        page.context.declare(left.text, "integer")
        page.context.ranges[left.text] = (low, high)
        page.context.changed()
    return True


def state_logic(page: Page, node: Node, purpose: str) -> None:
    """x = 2 or x = -2: the end of a run of equations, or a fact."""
    if node.text == "and" and purpose != "condition":
        for part in node.children:
            _state(page, Statement(part, purpose))
        return
    operand = page.read(node)
    if operand.term is None:
        page.unread(operand.reading.span or node.span, operand.reading.problem)
    elif purpose == "given":
        page.add(page.step("given", node.span, role="assumption", lhs=operand.side))
        page.context.assume(operand.term)
    elif purpose == "condition":
        page.local.append(Condition(operand.term, node.span, node))
    elif page.run:
        before, arrow = page.run[-1], Node("relation", "iff", (), Span(node.span.start, node.span.start))
        page.steps[before.place] = given_equation(page.steps[before.place])
        page.add(page.link(whole(before), arrow, operand, page.local, []))
        page.run, page.local = [], []
    else:
        obligation, general, under = page.obligations(operand.term, [operand.term], [c.term for c in page.local])
        page.local = []
        page.add(page.step("link", node.span, lhs=operand.side, obligation=obligation, general=general, under=under))


def read_conditions(page: Page, nodes: Iterable[Node], local: bool = False) -> list[Condition]:
    """Side conditions as terms; one that defines a fresh name becomes a definition, an unreadable one a step."""
    found: list[Condition] = []
    for node in nodes:
        if node.kind != "chain" or begins_with_relation(node):
            continue
        if not local and len(node.children) == 3 and defines(page, *node.children, "given") and _has_names(node):
            give(page, node, "given")
            continue
        page.find_alias(node)
        reading = elaborate(node, page.signature, in_words(page.correct))
        if reading.term is None:
            page.unread(reading.span or node.span, reading.problem)
        else:
            found.append(Condition(reading.term, node.span, node))
    return found


def _has_names(node: Node) -> bool:
    return any(part.kind == "name" for part in node.children[2].walk())


def give(page: Page, node: Node, purpose: str) -> None:
    """A definition, a declaration or an assumption: it holds from here on."""
    first, relation, second = node.children[:3]
    if defines(page, first, relation, second, purpose):
        add_definition(page, first, relation, second, purpose)
        rest = node.children[2:]
        if len(rest) >= 3:
            state_chain(page, Node("chain", "", rest, Span(rest[0].span.start, node.span.stop)), [], "continued")
        else:
            page.chain = Chain(page.read(second), purpose="given")
        return
    sides = [page.read(child) for child in node.children[0::2]]
    page.find_alias(node)
    for index, relation in enumerate(node.children[1::2]):
        left, right = sides[index], sides[index + 1]
        assume(page, node, left, relation, right, "equation" if purpose == "equation" else "assumption")


def assume(page: Page, node: Node, left: Operand, relation: Node, right: Operand, role: str) -> None:
    """One relation taken for granted, put in force where it can be read."""
    part = Node("chain", "", (left.side.node or node, relation, right.side.node or node), relation.span)
    reading = elaborate(part, page.signature)
    fields = {"lhs": left.side, "rhs": right.side, "relation": relation.text}
    if relation.text in DECLARING:
        role = "declaration"
        declare_membership(page, left, relation, right)
    if reading.term is None and relation.text not in DECLARING:
        page.add(page.step("link", relation.span, unread=reading.problem or "could not be read",
                           unread_span=reading.span or part.span, **fields))
        return
    page.add(page.step("given", relation.span, role=role, **fields))
    if reading.term is not None and isinstance(reading.term, Apply) and reading.term.head in (
        "=", "!=", "<", "<=", ">", ">=", "in", "and", "or"
    ):
        page.context.assume(reading.term)


def declare_membership(page: Page, left: Operand, relation: Node, right: Operand) -> None:
    """x in R^n, X ~ D: the sort of a name."""
    name = spelling(left.side.node) if left.side.node is not None else None
    written = right.side.latex
    if name is None:
        return
    if relation.text == "sim":
        page.context.declare(name, "random")
    elif relation.text == "in" and "mathbb" in written:
        if any(mark in written for mark in ("\\times",)):
            page.context.declare(name, "matrix")
        elif "^" in written:
            page.context.declare(name, "vector")
        elif "Z" in written or "N" in written:
            page.context.declare(name, "integer")
        elif "C" in written:
            page.context.declare(name, "complex")
        elif "R" in written:
            page.context.declare(name, "real")


def set_goal(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """What is to be proved; its obligation is read at the end, when every definition is known."""
    page.find_alias(node)
    reading = elaborate(node, page.signature, in_words(page.correct))
    terms = tuple(condition.term for condition in conditions)
    goal = Goal(node.span, None, unread=reading.problem)
    page.close_goals(node.span.start)
    page.open_goals.append((goal, node, terms, list(page.context.facts)))
    page.chain = None


def state_chain(page: Page, node: Node, conditions: Sequence[Condition], purpose: str) -> None:
    """A link for each relation of a chain."""
    children = node.children
    carried: list[Term] = []
    if not begins_with_relation(node):
        page.rounded = {}
    if len(children) == 3 and purpose != "continued" and not begins_with_relation(node):
        forget_solved(page, node)
    if begins_with_relation(node):
        if page.chain is None:
            page.unread(node.span, "this begins with a relation, and no chain stands before it", children[1].span)
            return
        left, carried, start = page.chain.last, page.chain.conditions, page.chain.start
        if left.side.node is not None and left.term is not None:
            left = page.read(left.side.node)     # in the light of this display as well
    elif not purpose and _bounds_a_name(page, node):
        give(page, node, "given")
        return
    elif defines(page, children[0], children[1], children[2], purpose):
        left = start = add_definition(page, children[0], children[1], children[2], purpose)
        children = children[2:]
        left = page.read(children[0])
    else:
        left = start = page.read(children[0])
    alone = len(children) == 3 and not begins_with_relation(node) and children is node.children
    alone = alone and purpose != "continued"
    for index in range(1, len(children) - 1, 2):
        relation = children[index]
        right = page.read(children[index + 1])
        page.inside = index > 1 or begins_with_relation(node)
        place = page.add(page.link(left, relation, right, conditions, carried))
        name_result(page, start, right, place)
        if start is not None and start.term is not None:
            page.starts[place] = start.term
        if alone:
            remember(page, node, place)
        left = right
    page.chain = Chain(left, [*carried, *(c.term for c in conditions)], purpose, start)


def state_arrows(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """E <=> F <=> G: a link for each arrow, about the two statements beside it."""
    groups: list[list[Node]] = [[]]
    arrows: list[Node] = []
    for child in node.children:
        if child.kind == "relation" and child.text in ARROWS:
            arrows.append(child)
            groups.append([])
        else:
            groups[-1].append(child)
    forget_solved(page, node)
    sides = [_statement_side(page, group) for group in groups]
    if groups[0] and groups[0][0].kind == "none":
        if page.run:
            sides[0] = whole(page.run[-1])
            page.steps[page.run[-1].place] = given_equation(page.steps[page.run[-1].place])
        elif page.statement is not None:
            sides[0] = page.statement
    for index, arrow in enumerate(arrows):
        left, right = sides[index], sides[index + 1]
        if arrow.text == "impliedby":
            left, right = right, left
        arrow = Node("relation", "implies" if arrow.text == "impliedby" else arrow.text, arrow.children, arrow.span)
        page.add(page.link(left, arrow, right, conditions, []))
    page.statement, page.chain, page.run = sides[-1], None, []
    remember_solution(page, sides[-1].term)


def _statement_side(page: Page, group: list[Node]) -> Operand:
    """The statement between two arrows as one side."""
    if len(group) == 1:
        return page.read(group[0])
    if not group:
        return page.read(Node("none", "", (), Span(0, 0)))
    return page.read(Node("chain", "", tuple(group), Span(group[0].span.start, group[-1].span.stop)))


__all__ = ["Side", "Statement", "assume", "difference", "give", "read_conditions", "state", "state_chain"]
