"""What one problem uses and an earlier one said of it: p = sigma(z) in the second part of an exercise.

    problems with labels     functions
    sections of one page     every name, in doubt
    items that are problems  the same, but for what they give, or ask for, themselves
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from derive.elaborate.language.begun_anew import posed_here
from derive.elaborate.language.own_items import ITEM, own_names
from derive.elaborate.language.phrases_notation_en import OF_UNKNOWNS
from derive.elaborate.language.sections import TEX_ITEM, item_label, nodes, parameters_in, problem_label, title_of
from derive.elaborate.language.spelling import head_of, names_in, spelling
from derive.elaborate.names.signature import Definition
from derive.elaborate.page import Page
from derive.kernel.term import free
from derive.read.document import Block, Heading
from derive.read.node import Node

UNKNOWNS = frozenset("xyzt")
LETTER = re.compile(r"(?<![A-Za-z\\])[a-z](?![A-Za-z])")


def bring(page: Page, label: str, blocks: Sequence[Block]) -> None:
    """What a problem, or a section that is one, takes from those before it."""
    if label == ITEM:
        bring_names(page, blocks, own_names(blocks))
        return
    section = not problem_label(blocks[0]) and (
        label in (title_of(blocks[0]), item_label(blocks[0])) or label.startswith(f"{TEX_ITEM} ("))
    (bring_names if section else bring_functions)(page, blocks)


def bring_functions(page: Page, blocks: Sequence[Block]) -> None:
    """Functions of earlier problems that this one uses before it says anything of them: p = sigma(z).

    A name that first stands on the left of an equation, or beside the word "function", is spoken of anew.
    """
    earlier: dict[str, Definition] = {}
    for context in page.contexts:
        earlier |= {
            name: definition for name, definition in context.definitions.items()
            if definition.symbol.sort == "function" and name not in page.context.definitions
            and not free(definition.body).isdisjoint(definition.parameters)      # d(x) = 1 was said of one x
        }
    left_open = set().union(*(context.open for context in page.contexts))
    met: set[str] = set()
    for block in blocks:
        words = page.document.source[block.span.start : block.span.stop].lower()
        for node in nodes([block]):
            here = (names_in(node) & earlier.keys()) - met
            left = names_in(node.children[0]) if node.kind == "chain" else set()
            met |= here
            here = {name for name in here if _is_applied(node, name)}        # sigma^2 is no function sigma
            for name in here - left if "function" not in words else ():
                page.context.definitions[name] = earlier[name]
                page.context.sorts.setdefault(name, "function")
                page.context.brought.add(name)
                rests_on = free(earlier[name].body) - {*earlier[name].parameters}
                page.open |= {symbol.name for symbol in rests_on} & left_open


def bring_names(page: Page, blocks: Sequence[Block], own: AbstractSet[str] = frozenset()) -> None:
    """What an earlier section said of the names that this one uses before it says anything of them.

    It may be meant of something else, so that it proves, and refutes nothing.
    """
    met = {*own, *parameters_in(blocks), *asked_about(page, blocks), *posed_here(blocks)}     # x of f(x) = x^2 is any x
    for node in nodes(blocks):
        gives = node.kind == "chain" and len(node.children) > 2 and node.children[1].text in ("=", "define", "in")
        head = {head_of(node.children[0])} if gives and node.children[0].kind != "none" else set()
        for name in sorted(names_in(node) - met):
            met.add(name)
            if name not in head or name in names_in(node.children[2]):
                _bring(page, name)


def asked_about(page: Page, blocks: Sequence[Block]) -> set[str]:
    """The unknowns of a question that brings its own: 7) Expand (x + 3)^2."""
    if item_label(blocks[0]).isdigit():
        return set(UNKNOWNS)                     # 7. (10 pts) Does the integral converge?
    question, _, _ = page.text(blocks[0].span).partition("\n")
    if isinstance(blocks[0], Heading) and not question.strip(" .#") and len(blocks) > 1:
        question = page.text(blocks[1].span).partition("\n")[0]
    match = OF_UNKNOWNS.match(question)
    return set(LETTER.findall(question[match.end() :])) & UNKNOWNS if match is not None else set()


def _bring(page: Page, name: str) -> None:
    """The definition or value of a name, and what that rests on."""
    here = page.context
    there = next((context for context in reversed(page.contexts) if context.knows(name)), None)
    if there is None or here.knows(name):
        return
    here.brought.add(name)
    page.lent.add(name)
    page.open.add(name)
    if name in there.sorts:
        here.sorts.setdefault(name, there.sorts[name])
    if name in there.arity:
        here.arity.setdefault(name, there.arity[name])
    if name in there.values:
        here.values[name] = there.values[name]
    if name in there.definitions:
        definition = here.definitions[name] = there.definitions[name]
        for symbol in free(definition.body) - {*definition.parameters}:
            _bring(page, symbol.name)


def _is_applied(formula: Node, name: str) -> bool:
    """Whether a name stands as a function in a formula: before brackets, with a prime, or differentiated."""
    for part in formula.walk():
        if part.kind in ("prime", "derivative", "nabla") and name in names_in(part.children[0]):
            return True
        if part.kind == "juxtapose" and any(
                right.kind == "paren" and name in (spelling(left), *map(spelling, left.children[:1]))
                for left, right in pairwise(part.children)):
            return True
    return False
