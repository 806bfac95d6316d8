"""A mark on the unknown of the equation before: x^* = 3, \\hat\\lambda = n/S, q_{opt} = 20 are its solutions.

    2x - 6 = 0, hence x^* = 3      3 is put into the equation for x
    60 - 3q = 0 => q^* = 20        read as q = 20
"""

from __future__ import annotations

import re

from derive.elaborate.equations.solutions import solve
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.sampling import looks_like_identity
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.signature import Definition
from derive.elaborate.page import Page
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, substitute
from derive.read.node import Node
from derive.read.record import replace

_MARKED = re.compile(
    r"(?:hat|tilde|bar)\{(?P<under>.+)\}|(?P<starred>.+)\^\{(?:\*|star|ast)\}"
    r"|(?P<indexed>[A-Za-z]+)_(?:\{?(?:opt|max|min|c|eq|MLE|ML|MAP|mle|ml|map|crit|0)\}?|\*)")


_STARTS = re.compile(r"\b(?:initial\w*|start\w*|guess\w*|begin\w*|first)\b")
_ITERATES = re.compile(r"\bnewton\b|\biterat\w+|\bfixed[- ]point\b|\binitial guess|\bstarting (?:point|value)")


def unmarked(name: str) -> str:
    """x of x^*, lambda of hat{lambda}, q of q_opt; "" of a name without such a mark."""
    found = _MARKED.fullmatch(name)
    return next((part for part in found.groups() if part), "") if found else ""


def solved_for(page: Page, node: Node) -> Symbol | None:
    """The unknown of the last equation that a definition gives under a mark."""
    name = spelling(node.children[0]) or ""
    base = unmarked(name)
    if not base or not page.run or page.context.knows(base) or base in names_in(node.children[2]):
        return None
    if name.endswith("_0") and (_STARTS.search(page.words.lower()) or _ITERATES.search(page.document.source.lower())):
        return None                              # where an iteration begins: it solves nothing
    return next((symbol for symbol in page.run[-1].unknowns if symbol.name == base), None)


def judged_by_equation(page: Page, step: Step, unknown: Symbol) -> Step:
    """The definition as the claim that its value solves the equation."""
    lone = page.run[-1]
    if step.rhs is None or step.rhs.term is None or lone.side.term is None:
        return step
    goal = substitute(Apply("=", (lone.left, lone.right)), {unknown: step.rhs.term})
    if not isinstance(goal, Apply) or page.steps[lone.place].relation != "=":
        return step
    if looks_like_identity(lone.left, lone.right) is False:
        if len(page.run) > 1 and all(unknown in one.unknowns for one in page.run):
            solve(page, page.run, True)
            page.runs = [run for run in page.runs if run is not page.run]
        else:                                    # it asked for the unknown
            page.steps[lone.place] = given_equation(page.steps[lone.place])
    obligation, general, under = page.obligations(goal, goal.args, [])
    asked = free(lone.left) | free(lone.right)
    return replace(step, kind="link", role="solution", under=under, obligation=_of_any(obligation, asked),
                   general=None if general is None else _of_any(general, asked))


def solving_it(page: Page, step: Step, equation: Term | None, solution: Term | None) -> Step:
    """E => \\hat t = v as the claim that v solves E, unless the implication can be sampled and v does."""
    match equation, solution:
        case Apply("=", sides), Apply("=", (Symbol() as unknown, value)) if unknown not in free(value):
            goal = Apply("=", tuple(substitute(side, {unknown: value}) for side in sides))
            if not free(value) or looks_like_identity(*goal.args) is True:
                return step
            obligation, general, under = page.obligations(goal, goal.args, [])
            return replace(step, role="solution", under=under, obligation=obligation, general=general)
    return step


def keep_mark(page: Page, head: Node, solution: Term | None) -> None:
    """From here on \\hat\\theta is the formula that solves the equation."""
    name = spelling(head)
    match solution:
        case Apply("=", (Symbol() as unknown, value)) if name and free(value) and unknown not in free(value):
            page.context.define(Definition(Symbol(name), (), value, page.line(head.span)))


def _of_any(obligation: Obligation, asked: frozenset[Symbol]) -> Obligation:
    """The value is to solve the equation whatever the other names in it are."""
    kept = (known for known in obligation.hypotheses
            if not (is_mark(known) and known.args and asked.issuperset(known.args)))
    return Obligation(tuple(kept), obligation.goal)


def without_marks(page: Page, premise: Node, conclusion: Node) -> Node:
    """The conclusion q^* = 20 of an equation in q, as q = 20."""
    if conclusion.kind != "chain" or len(conclusion.children) < 3:
        return conclusion
    head = conclusion.children[0]
    name, inside = spelling(head) or "", names_in(premise)
    base = unmarked(name)
    if not base or base not in inside or name in inside or page.context.knows(base) or page.context.knows(name):
        return conclusion
    return replace(conclusion, children=(Node("name", base, (), head.span), *conclusion.children[1:]))
