"""Statements: one chain of relations as steps.

    fresh name = ...            given, a definition (or a value, where the right side is closed)
    Let, where, suppose ...     given, a definition or an assumption
    a = b <= c                  a link for each relation; the first side may be that of an earlier display
    E <=> F, E => F             one link about the two equations
    x in S, X ~ D               given, a declaration
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from derive.elaborate import arrows
from derive.elaborate.anew import let_value_anew
from derive.elaborate.asked_behind import end_told_value
from derive.elaborate.carried_orders import drawn
from derive.elaborate.chance.tested import names_tested
from derive.elaborate.defined_in_passing import defined_in_passing
from derive.elaborate.defining_side import defining_side, named_apart
from derive.elaborate.definitions import add_definition, cites, defines
from derive.elaborate.equations.bearing import labels
from derive.elaborate.equations.data import goes_on_defining, heads_sentence
from derive.elaborate.equations.differentials import relate_differentials
from derive.elaborate.equations.general_claims import states_known_functions
from derive.elaborate.equations.inductive import assume_for_step
from derive.elaborate.equations.marked_solutions import judged_by_equation, solved_for
from derive.elaborate.equations.posed_at_head import head_of_chain
from derive.elaborate.equations.recurrence_instances import states_guess, states_recurrence
from derive.elaborate.equations.restated import (
    asked_at_the_end,
    asks_for_a_root,
    forget_updated,
    forget_value,
    is_another_solution,
    other_result,
    under_equation,
)
from derive.elaborate.equations.rows_of_values import set_at_once
from derive.elaborate.equations.solving import begin_run, remember
from derive.elaborate.equations.two_signs import (
    is_solved,
    remainders_asked,
    remember_values,
    state_values,
    states_signs,
)
from derive.elaborate.equations.unknowns import beside_marks
from derive.elaborate.equations.values_found import asked_for, finds_value, first_link
from derive.elaborate.equations.where_given import restrict, tells_where
from derive.elaborate.formulas.intervals import ends
from derive.elaborate.formulas.joined_rows import joined
from derive.elaborate.formulas.operand import Chain, compared
from derive.elaborate.formulas.row_operations import are_tables
from derive.elaborate.goals import set_goal
from derive.elaborate.language.phrases_en import CLAIMED
from derive.elaborate.language.phrases_notation_en import OF_SUCH
from derive.elaborate.language.spelling import call_of, names_in, spelling
from derive.elaborate.named_values import add_value, gives_value, is_known, worked_out
from derive.elaborate.names.customary import customary_claim, introduced, is_lone, may_introduce
from derive.elaborate.names.divisors import divided
from derive.elaborate.of_functions import asks_where
from derive.elaborate.page import Page
from derive.elaborate.pieces import is_partial, take_piece
from derive.elaborate.prose.assumptions import (
    DECLARING,
    begins_with_relation,
    bounds_a_name,
    give,
    gives_range,
    is_numeric,
    normalizes,
    read_conditions,
    speak_anew,
)
from derive.elaborate.prose.ordered_rows import is_row_in_order
from derive.elaborate.results import name_result, remember_digits
from derive.elaborate.step import Condition
from derive.elaborate.upstream import gives_slopes, names_slopes
from derive.kernel.term import Term, free
from derive.read.node import Node, Span
from derive.read.record import replace

SUPPOSING = frozenset({"let", "suppose", "supposing", "supposed", "assume", "assuming", "assumed"})
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})


@dataclass
class Statement:
    """One chain of a line with what the words around it make of it."""

    node: Node
    purpose: str = ""
    conditions: list[Node] = field(default_factory=list)
    conclusion: bool = False


def state(page: Page, statement: Statement) -> None:
    """Add the steps of one statement to the page."""
    outer, page.around = page.around, page.around or statement.node
    _state(page, statement)
    page.around = outer


def _state(page: Page, statement: Statement) -> None:
    node, purpose = set_at_once(page, statement.node, statement.purpose)
    node = drawn(page, node if is_row_in_order(node) else joined(divided(node)), purpose)
    if "error" in node.kinds() and (node.kind != "chain" or len(node.children) < 3):
        broken = next(part for part in node.walk() if part.kind == "error")
        page.unread(broken.span, broken.text or "this could not be read")
        return
    if names_tested(page, node) or arrows.states_system(page, node) or names_slopes(page, node) or labels(page, node):
        return
    if node.kind == "logic" and purpose in ("", "statement", "given", "condition"):
        page.local += read_conditions(page, statement.conditions)
        state_logic(page, node, purpose)
        return
    if node.kind in ("list", "given") and any(len(part.children) > 2 for part in node.children if part.kind == "chain"):
        for part in node.children:               # H_0: a = b
            _state(page, Statement(part, purpose))
        return
    if node.kind == "given":
        page.doubt(node)                         # A | B
        return
    if node.kind != "chain" or len(node.children) < 3 or (
            hung := arrows.hung(page, node, statement.conditions)) is None:
        return                                   # a formula that states nothing
    purpose, node = "" if arrows.has_arrow(hung) != arrows.has_arrow(node) and purpose == "condition" else purpose, hung
    if parts := ends(node) or defined_in_passing(node, purpose):
        for part in parts:                       # a \\pm b = (c, d), a = b := c
            _state(page, Statement(part, purpose, list(statement.conditions), statement.conclusion))
        return
    if (slopes := relate_differentials(page, node, purpose)) is None:
        return
    node, purpose = slopes, purpose if slopes is node else ""     # it is judged, whether or not it is said to be given
    if (both := arrows.successive(page, node)) is not None:
        for part, meant in zip(both, (purpose, ""), strict=True):
            _state(page, Statement(part, meant, list(statement.conditions), statement.conclusion))
        return
    if gives_range(page, node) or states_guess(page, node, purpose):
        return
    purpose = "given" if states_recurrence(page, node) or gives_slopes(page, node) else purpose
    purpose = asked_for(page, node) if purpose == "equation" else purpose
    if purpose == "given" and is_numeric(node) and not page.said.startswith(("suppos", "assum")):
        purpose = "statement"                    # with 10 units, 128 * 10 + 10 = 1290
    if purpose == "given" and page.said == "let" and asks_where(page, node):
        purpose = ""                             # set h(t) = 0, where h is a function of the page
    if purpose == "given" and (is_known(page, node) or states_known_functions(page, node)):
        purpose = "statement"                    # a maximum with f(1) = 5; by definition, tan x = sin x / cos x
    if purpose == "given" and node.children[1].text in ORDERS and OF_SUCH.match(page.words):
        purpose = "condition"                    # a point with f(x_n) > 1 must have a_n = 0
    conditions = read_conditions(page, statement.conditions) + page.local
    speak_anew(page, [condition.term for condition in conditions])
    page.local, page.statement = [], None if purpose != "condition" and not arrows.has_arrow(node) else page.statement
    if is_numeric(node) and (purpose != "given" or page.said not in SUPPOSING) and purpose != "goal":
        purpose = ""                             # "if two of them refuse: 84 - 7 = 77" computes
    if page.said in ("try", "trying") and names_in(node.children[2]) and spelling(node.children[0]):
        purpose, page.said = "given", "let"      # try y = cos x
    purpose = "given" if len(node.children) == 3 and cites(page, node.children[0], node.children[2]) else purpose
    if purpose == "condition" and (heads_sentence(page, node) or _names_function(node) or goes_on_defining(
            page, node)) and defines(page, node.children[0], node.children[1], node.children[2], "given"):
        purpose = "given"                        # at x = 12, for f(x) = x^2, for the batch x = (1, 3, 5)
        page.said = "at" if node.children[2].kind == "number" else page.said
    if purpose == "condition":
        page.local = conditions + read_conditions(page, [end_told_value(page, node)], local=True)
    elif purpose == "goal":
        set_goal(page, node, conditions)
    elif (single := arrows.conclusion(page, node)) is not None:
        page.local = conditions
        _state(page, Statement(single[0], "", single[1], statement.conclusion))
        return
    elif arrows.has_arrow(node):
        before, node, after = arrows.taken_apart(page, node)
        if before is not None:
            state_chain(page, before, conditions, "continued")
        arrows.state_arrows(page, node, conditions)
        if after is not None:
            state_chain(page, after, [*conditions, *arrows.premises(page, node, after)], "continued")
    elif purpose in ("", "statement") and (states_signs(page, node, conditions) or tells_where(page, node, conditions)):
        pass
    elif purpose in ("", "statement") and is_partial(page, node, conditions):
        take_piece(page, node, conditions)
    elif _is_given(node, purpose):
        assume_for_step(page, node)
        page.context.shadow(for_now := {spelling(node.children[0]) or ""} if page.said == "at" else set())
        rest = give(page, node, purpose)
        restrict(page, node, conditions)
        page.passing |= for_now & page.context.values.keys()
        for condition in conditions if purpose == "equation" else ():
            page.context.assume(condition.term)  # solve it for x > 0
        if rest is not None:
            state_chain(page, rest, [], "continued")
            if page.chain is not None:
                remember_digits(page, page.read(node.children[0]), page.chain.last)
    else:
        for part in named_apart(page, node, purpose):
            state_chain(page, part, conditions, purpose)
    page.concluded = statement.conclusion
    if purpose not in ("condition", "goal"):
        page.behind = arrows.behind(page, node)


def _names_function(node: Node) -> bool:
    """Whether an equation says what a function does with its arguments: f(x) = x^2, g(x, y) = x y."""
    call = call_of(node.children[0])
    names = {spelling(p) for p in (call[1].children if call[1].kind == "list" else (call[1],))} if call else {None}
    return node.children[1].text in ("=", "define") and names <= names_in(node.children[2])


def _is_given(node: Node, purpose: str) -> bool:
    declares = len(node.children) == 3 and node.children[1].text in DECLARING
    return (purpose in ("given", "equation") or declares) and not begins_with_relation(node) and not are_tables(node)


def _is_stated(page: Page, node: Node, purpose: str) -> bool:
    """Whether bounds are told and no conclusion: y = x^2, 0 <= x <= 4."""
    return not purpose or (purpose == "statement" and len(node.children) == 5 and not CLAIMED.search(page.words))


def begin_chain(page: Page, node: Node) -> None:
    """A bare expression on a line of its own: the next line may go on with a relation."""
    page.chain = Chain(page.read(node), start=page.read(node))


def state_logic(page: Page, node: Node, purpose: str) -> None:
    """x = 2 or x = -2: the end of a run of equations, or a fact."""
    if node.text == "and" and purpose != "condition":
        for part in node.children:
            _state(page, Statement(part, purpose))
        return
    operand = page.read(node)
    if operand.term is None:
        page.unread(operand.reading.span or node.span, operand.reading.problem)
        if purpose in ("given", "condition"):
            page.doubt(node)
    elif purpose == "given":
        page.add(page.step("given", node.span, role="assumption", lhs=operand.side))
        page.context.assume(operand.term)
    elif purpose == "condition":
        page.local.append(Condition(operand.term, node.span, node))
    elif (page.run or is_solved(operand.term)) and not under_equation(page.local, node):
        state_values(page, operand, Span(node.span.start, node.span.start))
        remember_values(page, operand)
    else:
        obligation, general, under = page.obligations(operand.term, [operand.term], [c.term for c in page.local])
        step = page.step("link", node.span, lhs=operand.side, obligation=obligation, general=general, under=under)
        asked = free(operand.term) if under_equation(page.local, node) else remainders_asked(operand.term)
        page.add(beside_marks(step, asked))
        page.local = []


def state_chain(page: Page, node: Node, conditions: Sequence[Condition], purpose: str) -> None:
    """A link for each relation of a chain."""
    children, carried = node.children, list[Term]()
    if not (goes_on := begins_with_relation(node)):
        page.rounded = type(page.rounded)()
    if purpose != "continued" and not goes_on:
        let_value_anew(page, node)
    if goes_on:
        if page.chain is None:
            page.unread(node.span, "this begins with a relation, and no chain stands before it", children[1].span)
            return
        left, carried, start = page.chain.last, page.chain.conditions, page.chain.start
        left = left if left.side.node is None or left.term is None else page.read(left.side.node)      # in this light
    elif (_is_stated(page, node, purpose) and bounds_a_name(page, node)) or (
            purpose in ("", "statement") and normalizes(page, node)):
        give(page, node, "given")
        return
    elif is_another_solution(page, node):
        forget_value(page, node)
        left = start = page.read(children[0])
    elif (place := defining_side(page, node, conditions, purpose)) > 0:
        claim, unknown = customary_claim(page, node, conditions), solved_for(page, node)
        left = start = add_definition(page, children[0], children[1], children[place], purpose)
        restrict(page, node, conditions)
        page.steps[-1] = replace(page.steps[-1], claim=claim or page.steps[-1].claim, lone=is_lone(page))
        if unknown is not None and purpose in ("", "statement"):
            page.steps[-1] = judged_by_equation(page, page.steps[-1], unknown)
        children = children[2:]
        left = page.read(children[0])
    elif gives_value(page, *children[:3]):
        start = add_value(page, *children[:3])
        children, left = children[2:], page.read(children[2])
    else:
        left = start = page.read(children[0])
    elsewhere = other_result(page, node, purpose)
    page.open |= elsewhere
    page.headed = children is not node.children or (page.headed and goes_on)
    alone = len(children) == 3 and not goes_on and children is node.children and purpose != "continued"
    atoms = all(side.kind == "number" or spelling(side) is not None for side in children[0::2])    # x > y > 0
    for index in range(1, len(children) - 1, 2):
        relation, right = children[index], page.read(children[index + 1])
        page.inside = index > 1 or goes_on
        doubtful, page.doubtful = page.doubtful, page.doubtful or (page.unsettled and goes_on)
        sides = compared(left, relation, right, page.read, page.document.source)
        place = page.add(page.link(*sides, conditions, carried))
        page.doubtful, page.unsettled = doubtful, False
        if not page.inside and may_introduce(page, node):
            page.steps[place], alone = introduced(page, page.steps[place]), False
        if page.inside and index == len(children) - 2 and asks_for_a_root(
                page, start.term if start is not None else None, left, relation, right):
            equation = Node("chain", "", (children[index - 1], relation, children[index + 1]), node.span)
            begin_run(page, equation, place)     # f'(x) = 2x - 4 = 0 asks where the slope vanishes
            page.steps[place] = asked_at_the_end(page.steps[place])
            left = right
            continue
        name_result(page, start, right, place)
        remember_digits(page, start, right)
        single = alone or finds_value(page, node, index)
        if single or (atoms and relation.text in ORDERS):
            page.alone[place] = purpose
        elif not page.inside:
            head_of_chain(page, node, place)
        if single:
            remember(page, first_link(node), place, conditions)
        left = right
    page.open -= elsewhere
    forget_updated(page, node)
    page.chain = worked_out(page, Chain(left, [*carried, *(c.term for c in conditions)], purpose, start), node, goes_on)
