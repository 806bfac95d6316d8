"""Proofs by induction: what is to be shown is assumed for n, in words, and no longer once the induction is done.

    If it holds for n, then ...                   the goal is in force as it is
    Assume the claim holds for n = k.             the goal with k for n
    Suppose the formula is true for some k >= 1.  likewise
    By induction, ... for all n.                  the assumption has ended
    Suppose 2^k >= k^2 for some k >= 4.           what the claim said of n is in force for k, which is whole if n is
    Base case n = 1: F_1 = 1.                     n is 1 until the step begins, or the paragraph ends

Nothing that is assumed is a premise of the same claim: a proof that ends with what it has assumed shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template
from derive.elaborate.page import Page
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, substitute, subterms
from derive.read.node import Node

ENDS = frozenset({"n", "k", "m", "N", "t"})
SUPPOSING = frozenset({"suppose", "supposing", "supposed", "assume", "assuming", "assumed"})
# The first number of an induction, before its equation n = 1, and the words with which the step begins.
BASE_CASE = re.compile(r"\b(?:base|basis|base case|base step|basis step|initial case|initial step)\b[^.$⟦]*$", re.I)
INDUCTION_STEP = re.compile(
    r"\b(?:inductive|induction) (?:step|hypothesis|assumption)\b|\b(?:assum\w+|suppos\w+)\b", re.I)
LATELY = 12                                      # steps among which the claim of an induction is looked for


def hear_induction(page: Page, text: Template) -> None:
    """Put the hypothesis of an induction in force, or withdraw it."""
    if page.inductive and phrases.INDUCTION_DONE.search(text.text):
        page.context.withdraw(page.inductive)
        page.inductive = []
    match = phrases.INDUCTION_HYPOTHESIS.search(text.text)
    if match is None:
        return
    node, goal = text.node(int(match["name"])), _goal(page)
    assumed = _at(goal, node) if node is not None and isinstance(goal, Apply) and goal.head == "=" else []
    if assumed:
        page.context.withdraw(page.inductive)
        page.inductive = assumed
        for fact in assumed:
            page.context.assume(fact)


def _goal(page: Page) -> Term | None:
    """What is to be shown; under "Claim 2" and the like it is what stands there first."""
    if page.open_goals:
        return elaborate(page.open_goals[-1][1], page.context.signature).term
    links = (step.obligation.goal for step in page.steps[page.closed_steps :] if step.obligation is not None)
    return next(links, None) if page.has_label else None


def _at(goal: Term, node: Node) -> list[Term]:
    """The goal for the number that is named (n, n = k, k >= 1), and that no sum in it is empty, as for n."""
    first = node.children[0] if node.kind == "chain" else node
    name = spelling(first)
    if node.kind == "chain" and node.children[1].text == "=":
        name = spelling(node.children[2])
    letters = [symbol for symbol in free(goal) if symbol.sort == "integer" and symbol.name in ENDS]
    if name is None or len(name) > 1 or len(letters) != 1:
        return []
    there = {letters[0]: Symbol(name, "integer")}
    starts = [part.bounds[0] for part in subterms(goal) if isinstance(part, Bind) and part.head in ("sum", "product")
              and part.bounds[1:] == (letters[0],) and isinstance(part.bounds[0], Number)]
    return [substitute(goal, there), *(Apply(">=", (there[letters[0]], start)) for start in starts[:1])]


def begins(page: Page, node: Node | None) -> bool:
    """Whether a formula says at which number an induction begins: base case n = 1."""
    if node is None or node.kind != "chain" or len(node.children) != 3 or node.children[2].kind != "number":
        return False
    name = spelling(node.children[0])
    if name is None or not BASE_CASE.search(page.words):
        return False
    page.passing |= {name}
    return True


def end_passing(page: Page) -> None:
    """Values for a moment, of which it is the end."""
    for name in page.passing:
        page.context.take_back(name)
        page.context.withdraw([fact for fact in page.context.facts if _sets(fact, name)])
    page.passing = set()


def _sets(fact: Term, name: str) -> bool:
    match fact:
        case Apply("=", (Symbol(other), Number())):
            return other == name
    return False


def assume_for_step(page: Page, node: Node) -> None:
    """An assumption that is a claim of the page for another letter: what was said with the claim is said of it.

    The claim is among the goals or the last steps; the letter becomes a whole number where the claim's is one.
    """
    if page.said not in SUPPOSING or node.kind != "chain":
        return
    fact = elaborate(node, page.context.signature).term
    if fact is None:
        return
    for claim, hypotheses in _claims(page):
        for letter in sorted(free(claim) - free(fact), key=repr):
            for other in sorted(free(fact) - free(claim), key=repr):
                if letter.name in ENDS and substitute(claim, {letter: other}) == fact:
                    _say_of(page, claim, hypotheses, letter, other)
                    return
        if claim == fact:
            page.inductive = [*page.inductive, claim]
            return


def _say_of(page: Page, claim: Term, hypotheses: Sequence[Term], letter: Symbol, other: Symbol) -> None:
    there = Symbol(other.name, letter.sort)
    if letter.sort == "integer" and other.name not in page.context.declared:
        page.context.declare(other.name, "integer")
    said = [substitute(h, {letter: there}) for h in hypotheses
            if isinstance(h, Apply) and h.head in RELATIONS and free(h) and free(h) <= free(claim)]
    said = [h for h in said if h not in page.context.facts]
    for fact in said:
        page.context.assume(fact)
    page.inductive = [*page.inductive, *said, substitute(claim, {letter: there})]


def _claims(page: Page) -> Iterator[tuple[Term, tuple[Term, ...]]]:
    """What is to be shown, and what was stated last, with what was said with it."""
    for _, node, conditions, _ in reversed(page.open_goals):
        goal = elaborate(node, page.context.signature).term
        if goal is not None:
            yield goal, conditions
    for step in reversed(page.steps[max(page.closed_steps, len(page.steps) - LATELY) :]):
        if step.obligation is not None:
            yield step.obligation.goal, step.obligation.hypotheses
