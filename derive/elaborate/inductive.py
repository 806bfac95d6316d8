"""Proofs by induction: what is to be shown is assumed for n, in words, and no longer once the induction is done.

    If it holds for n, then ...                   the goal is in force as it is
    Assume the claim holds for n = k.             the goal with k for n
    Suppose the formula is true for some k >= 1.  likewise
    By induction, ... for all n.                  the assumption has ended
"""

from __future__ import annotations

from derive.elaborate import phrases_en as phrases
from derive.elaborate.expression import elaborate
from derive.elaborate.page import Page
from derive.elaborate.spelling import spelling
from derive.elaborate.template import Template
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, substitute, subterms
from derive.read.node import Node

ENDS = frozenset({"n", "k", "m", "N", "t"})


def hear_induction(page: Page, text: Template) -> None:
    """Put the hypothesis of an induction in force, or withdraw it."""
    if page.inductive and phrases.INDUCTION_DONE.search(text.text):
        page.context.withdraw(page.inductive)
        page.inductive = []
    match = phrases.INDUCTION_HYPOTHESIS.search(text.text)
    if match is None or not page.open_goals:
        return
    node = text.node(int(match["name"]))
    goal = elaborate(page.open_goals[-1][1], page.context.signature).term
    assumed = _at(goal, node) if node is not None and isinstance(goal, Apply) and goal.head == "=" else []
    if assumed:
        page.context.withdraw(page.inductive)
        page.inductive = assumed
        for fact in assumed:
            page.context.assume(fact)


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
