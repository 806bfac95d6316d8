"""Equations being solved: successive lone equations in the same unknown.

    2 x + 3 = 7        given, an equation
    2 x = 4            link: the equation before it holds exactly when this one does
    x = 2              link, the same; the unknown alone on one side shows that the lines above were to be solved

A lone equation that holds at some sampled points only, or between unknowns that
the two sides do not share, is an equation, not an identity.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from derive.elaborate.equations.another_line import is_another_line
from derive.elaborate.equations.beside import posed_beside
from derive.elaborate.equations.chosen import hear_choices
from derive.elaborate.equations.conditions_before import remember_conditions
from derive.elaborate.equations.differential_equations import is_beginning, take_for_given
from derive.elaborate.equations.final_answers import judge_final_answers
from derive.elaborate.equations.general_claims import is_called_an_identity, is_said_of_all
from derive.elaborate.equations.held_together import is_another_line_of_them
from derive.elaborate.equations.implicit import judge_slopes
from derive.elaborate.equations.next_problem import is_another, is_next_item, is_of_a_system
from derive.elaborate.equations.orders_unfolded import unfold_orders
from derive.elaborate.equations.other_laws import spare_other_laws
from derive.elaborate.equations.recurrence_instances import put_instances_in_force
from derive.elaborate.equations.recurrences import reckon_recurrences
from derive.elaborate.equations.restated import is_claim
from derive.elaborate.equations.solutions import solve
from derive.elaborate.equations.solved_names import forget_solved, remember_solution, remember_tie, tie
from derive.elaborate.equations.systems import assumed, judge_by_systems, posed
from derive.elaborate.equations.told_nearly import judge_by_told_numbers
from derive.elaborate.equations.told_roots import judge_told_roots
from derive.elaborate.equations.unknowns import (
    beside_marks,
    put_equations_in_force,
    spare_conditions,
    spare_replacements,
)
from derive.elaborate.equations.values_found import asks_of_constants
from derive.elaborate.equations.values_unsaid import spare_unsaid_values
from derive.elaborate.equations.vector_equations import asked_in_arrays
from derive.elaborate.formulas.lone import Lone, ending_of, given_equation, is_of_the_border
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.sampling import agree_where, changes, differences, looks_like_identity
from derive.elaborate.of_functions import arguments, asks_of_function, opened
from derive.elaborate.reading import Reading
from derive.elaborate.step import Condition, Side, Step
from derive.kernel.term import RELATIONS, Apply, Number, Symbol, Term, free, number
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

DERIVING = re.compile(
    r"\b(?:add|subtract|divid|multipl|eliminat|combin|substitut|simplif|rearrang|expand|collect|insert|plug)\w*\b[^.;$\n]*[\s$]*$"
    r"|\b(?:so|hence|thus|therefore|i\.e\.|which gives|we (?:get|obtain)|becomes|gives|yields)[\s,:that]*[\s$]*$", re.I)
JOINS = re.compile(r"[\s$,;]*and\b[^.\n]{0,20}")


def remember(page: Page, node: Node, place: int, conditions: Sequence[Condition]) -> None:
    """A lone equation joins the run before it, or begins a run."""
    step = page.steps[place]
    if is_claim(page, [it for it in conditions if not is_beginning(page, it.term)], node):
        page.run, page.statement = [], None      # if sin x = 1, x = pi/2: no step from the equation before
        remember_tie(page, step)
        return
    if step.obligation is None or step.lhs is None or step.rhs is None or step.relation not in RELATIONS:
        page.run = []
        return
    left, right = step.lhs.term, step.rhs.term
    if left is None or right is None:
        return
    if is_called_an_identity(page, left, right):
        page.alone[place] = "identity"
        return
    if step.relation == "=" and asks_of_function(page, step.lhs.node, left, right) and not is_said_of_all(page, node):
        if len(arguments(left)) > 1:
            page.run, page.steps[place] = [], given_equation(step)               # the curve F(x, y) = 0
            return
        begin_run(page, node, place)             # v(t) = 0 asks for t
        return
    if step.relation == "=" and asks_of_constants(page, left, right):
        begin_run(page, node, place)             # T(10) = 60 asks for k of T(t) = 20 e^{kt}
        return
    if not free(left) and not free(right):
        return                                   # arithmetic, which leaves nothing to solve for
    identity = looks_like_identity(left, right) if step.relation == "=" else False
    asked = asked_in_arrays(page, left, right) if step.relation == "=" and identity is None else frozenset()
    if page.run and (identity or (identity is False and agree_where(left, right, page.case_terms()))):
        return                                   # a rearrangement on the way, no further equation
    if asked and not (page.run and page.run[0].asked & asked):
        begin_run(page, node, place)             # (A - 3 I) v = 0
        page.run[0] = replace(page.run[0], asked=asked)
        page.context.used |= {symbol.name for symbol in asked}
        return
    if identity is None and not (page.run and page.run[0].begins and page.run[0].unknowns & free(left)):
        page.run = []                            # nothing that numbers solve
        page.steps[place] = take_for_given(page, step)
        return
    side = Side(node.span, page.text(node.span), node, Apply(step.relation, (left, right)))
    settled = frozenset(s for s in free(left) | free(right) if page.context.knows(s.name))
    lone = Lone(place, side, left, right, settled)
    if identity is None:                         # J'(w) = 0 was posed; sums over data are not sampled
        page.steps[place] = beside_marks(step, lone.unknowns)
    unknown = {s for s in lone.unknowns if not page.context.knows(s.name) and s.sort in ("real", "complex", "integer")}
    if not page.run or not (page.run[-1].unknowns & unknown) or is_next_item(page, lone) or (
            is_another(page, lone) or is_another_line(page, lone) or is_of_a_system(page, lone)) or (
            is_of_the_border(lone, page.run[-1])):
        page.run = []
        page.runs.append(page.run)
    page.run.append(lone)
    page.statement = whole(lone)
    if len(page.run) > 1:
        remember_solution(page, lone.side.term)
    if not identity:
        page.context.used |= {symbol.name for symbol in unknown}


def begin_run(page: Page, node: Node, place: int) -> None:
    """An equation that is to be solved, by the words before it."""
    forget_solved(page, node)
    step = page.steps[place]
    if step.lhs is None or step.rhs is None or step.lhs.term is None or step.rhs.term is None:
        return
    left, right, written = step.lhs.term, step.rhs.term, step.lhs.node
    asked = arguments(left) if asks_of_function(page, written, left, right) else frozenset()
    left = opened(page, left) if asked or not arguments(left) else left
    side = Side(node.span, page.text(node.span), node, Apply("=", (left, right)))
    page.run = [Lone(place, side, left, right, begins=True, asked=asked)]
    page.runs.append(page.run)
    page.statement = whole(page.run[0])
    page.context.used |= {symbol.name for symbol in page.run[0].unknowns if not page.context.knows(symbol.name)}


def settle(page: Page) -> None:
    """Turn every run of equations that were to be solved into equivalences; lone equations into givens.

    Lone relations that can only be conditions on their unknowns may be proved, and are not refuted.
    """
    start = page.closed_steps
    to_solve = posed(page, start)
    equations: list[tuple[int, Term]] = []
    for whole_run in page.runs:
        run = list(dropwhile(lambda lone: _is_identity(page, lone) or _is_of_known(page, lone), whole_run))
        if run and not _is_open(page, run[0], len(run) > 1):
            if len(run) == 2 and len(run[0].unknowns) == 1 and _is_solved(run):
                first = page.steps[run[0].place]             # y(0) = 3 says that C - 1 = 3, so C = 4
                solve(page, run, run[1].closes)
                page.steps[run[0].place] = first
                continue
            run = run[1:] if len(run) == 2 and not run[1].closes else []       # it follows, or not, from what is known
        if not run or not _is_open(page, run[0], len(run) > 1):
            continue
        tail = next((k for k in range(len(run) - 1) if _is_solved(run[k:])), None)
        ending = ending_of(run) if run[-1].closes else run[tail or 0 :]
        if (run[-1].closes or tail is not None) and not any(_is_second(page, lone) for lone in ending):
            for lone in run[: len(run) - len(ending)]:
                page.steps[lone.place] = _posed_or_derived(page, lone, run)
                equations.append((lone.place, lone.side.term or Apply("true")))
            first = _posed_or_derived(page, ending[0], run)
            solve(page, ending, run[-1].closes)
            if first.kind == "link" and ending[0] is not run[-1]:
                page.steps[ending[0].place] = first
            if not run[-1].closes and (tied := tie(run[-1].side.term)) is not None:
                equations.append((run[-1].place, tied))
        else:
            for lone in run:
                step = page.steps[lone.place]
                equation = step.relation == "=" and step.case is None
                asked = run[0].begins
                if lone is not run[0] and lone.isolated in run[0].unknowns:
                    continue                     # a result of the equation before it, and to be judged
                if _is_derived(page, lone, run):
                    page.steps[lone.place] = beside_marks(step, _sought(page, lone))
                    continue
                known = lone.unknowns - _sought(page, lone)
                asked = asked or _is_moved_over(lone, run) or any(
                    is_equation(other.left, other.right) for other in posed_beside(page, lone))
                if equation and _is_open(page, lone, False) and (asked or is_equation(lone.left, lone.right, known)):
                    page.steps[lone.place] = given_equation(page.steps[lone.place])
                    equations.append((lone.place, Apply("=", (lone.left, lone.right))))
    put_equations_in_force(page, equations)
    spare_conditions(page, page.alone)
    spare_replacements(page)
    reckon_recurrences(page)
    put_instances_in_force(page)
    unfold_orders(page)
    spare_other_laws(page)
    spare_unsaid_values(page, start)
    judge_by_told_numbers(page, start)
    judge_by_systems(page, sorted({*to_solve, *assumed(page, start)}), start)
    judge_final_answers(page, to_solve, start)
    judge_told_roots(page, to_solve)
    judge_slopes(page, start)
    remember_conditions(page, start)
    hear_choices(page, start)
    page.runs, page.run, page.alone = [], [], {}


def _is_identity(page: Page, lone: Lone) -> bool:
    return page.steps[lone.place].relation == "=" and looks_like_identity(lone.left, lone.right) is True


def _is_of_known(page: Page, lone: Lone) -> bool:
    """y = x + 2, where y is x^2: another curve, before their common points are sought."""
    name = lone.isolated
    return name is not None and name.name in page.context.definitions and bool(lone.unknowns - {name})


def is_equation(left: Term, right: Term, told: frozenset[Symbol] = frozenset()) -> bool:
    """Whether an equation that stands alone asks for values rather than states an identity; those told do not count.

        PV = n R T       the sides share no name
        m g h = m v^2/2  they share some, and each has names of its own, three together
        x^2 - 1 = 0      a number on one side, and a difference that changes with the point
        x = 1 + 1/x      a name on one side, and the same
    """
    names, others = free(left) - told, free(right) - told
    if _relates_quantities(names, others) or ((names | others) and _relates_quantities(free(left), free(right))):
        return all(symbol.sort in ("real", "integer") for symbol in names | others)
    if names and others and not (names & others and (isinstance(left, Symbol) or isinstance(right, Symbol))):
        return not names & others and all(symbol.sort in ("real", "integer") for symbol in names | others)
    found = differences(left, right)
    if found is None or not (names or others) or all(abs(value) < 1e-9 for value in found):
        return False
    return changes(left, right)


def _relates_quantities(names: frozenset[Symbol], others: frozenset[Symbol]) -> bool:
    """Whether each side has names of its own, three together, as the laws of physics have."""
    return bool(names - others) and bool(others - names) and len(names ^ others) > 2


def _is_solved(run: list[Lone]) -> bool:
    """Whether the last equation isolates an unknown of all of them, and no equation is a second condition."""
    unknown = run[-1].isolated
    if unknown is None or not all(unknown in lone.unknowns for lone in run):
        return False
    if len({isinstance(lone.side.term, Apply) and lone.side.term.head == "=" for lone in run}) > 1:
        return False                             # an equation is not solved by an inequality
    return all(lone.unknowns <= run[0].unknowns for lone in run) and run[-1].unknowns == run[0].unknowns


def _is_second(page: Page, lone: Lone) -> bool:
    """Whether an equation in several unknowns holds beside the one before it: what comes next follows from either."""
    before = max((other for run in page.runs for other in run if other.place < lone.place),
                 key=lambda other: other.place, default=None)
    between = page.document.source[before.side.span.stop : lone.side.span.start] if before is not None else ""
    return len(lone.unknowns) > 1 and (
        JOINS.fullmatch(between) is not None or is_another_line_of_them(page, before, lone))


def _is_open(page: Page, lone: Lone, conditioned: bool) -> bool:
    """Whether nothing in force says what the unknowns are; conditions on them are allowed where lines follow."""
    obligation = page.steps[lone.place].obligation
    hypotheses = obligation.hypotheses if obligation is not None else ()
    sought = _sought(page, lone)
    if not sought or any(page.context.knows(s.name) and s.name not in page.solved | page.context.values.keys()
                         for s in sought):
        return False
    law = _relates_quantities(free(lone.left), free(lone.right))
    return not any(
        isinstance(known, Apply) and free(known) & sought
        and (known.head == "=" or not (conditioned or (law and _is_sign(known))))
        and (known.head != "meant" or any(symbol.name in page.open for symbol in free(known)))
        for known in hypotheses
    )


def _sought(page: Page, lone: Lone) -> frozenset[Symbol]:
    """The names that an equation asks for: not v_0 and g of v_0 - g t = 0, where they had values before."""
    values = page.context.values.keys() - page.solved
    return frozenset(symbol for symbol in lone.unknowns if symbol.name not in values or symbol not in lone.known)


def _is_moved_over(lone: Lone, run: list[Lone]) -> bool:
    """Whether the next line has everything on one side, as when one solves: x^2 = x + 2, x^2 - x - 2 = 0."""
    after = next((other for other in run if other.place > lone.place), None)
    if after is None or after.right != number(0) or len(lone.unknowns) != 1:
        return False
    moved = Apply("+", (lone.left, Apply("-", (lone.right,))))
    return any(looks_like_identity(side, after.left) is True for side in (moved, Apply("-", (moved,))))


def _posed_or_derived(page: Page, lone: Lone, run: list[Lone]) -> Step:
    """An equation on the way to a solution: given, or judged where it is made of others."""
    step = page.steps[lone.place]
    return beside_marks(step, _sought(page, lone)) if _is_derived(page, lone, run) else given_equation(step)


def _is_derived(page: Page, lone: Lone, run: list[Lone]) -> bool:
    """Whether words say that an equation is made of several before it: adding them, (m - M) g = (m + M) a."""
    start = lone.side.span.start
    before = page.document.source[max(0, start - 60) : start]
    earlier = [other for other in run if other.place < lone.place]
    asked = frozenset[Symbol]().union(*(_sought(page, other) for other in earlier))
    return len(earlier) > 1 and _sought(page, lone) <= asked and DERIVING.search(before) is not None


def _is_sign(known: Apply) -> bool:
    """r >= 0, m != 0: what any length or mass is, and no statement about the unknown of its own."""
    match known:
        case Apply(">" | ">=" | "!=", (Symbol(), Number(zero))):
            return zero == 0
    return False


def whole(lone: Lone) -> Operand:
    """An equation as one side of an equivalence."""
    return Operand(lone.side, Reading(lone.side.term))


__all__ = ["Lone", "begin_run", "forget_solved", "is_equation", "remember", "remember_solution", "settle", "whole"]
