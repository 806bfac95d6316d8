r"""Blocks in which names begin anew, whatever they were before.

    Here u = 1 - x^2 and du = -2x dx              a substitution for another integral
    A second one: y' = -2 t y^2, y(0) = 1         another initial value problem for y, with constants of its own
    \lambda = 2: ..., so v = (1, -2)^T            another value of a name, and what is found with it
    How large must n be to halve the margin?      another n than the 36 of before
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language.items_anew import given_anew
from derive.elaborate.language.own_items import CONSTANT, unknown_of
from derive.elaborate.language.spelling import call_of, names_in, spelling
from derive.elaborate.language.stretches import nodes, way_of
from derive.elaborate.language.values_in_turn import values_in_turn
from derive.read.document import Block, Paragraph
from derive.read.node import Node
from derive.read.patterns import regex

ASKED = regex(
    r"\b[Hh]ow (?:large|big|small|long|many|high|far|great)\b[^.?!$\n]{0,30}"
    r"\b(?:must|should|has|have|does|do|would|needs?)\s+(?:the \w+(?: \w+)?\s+)?"
    r"\$?(\\?[A-Za-z]+)\$?\s+(?:(?:have|need)s? to |to )?be\b")
SIGNS = ("=", "define")


def begun_anew(blocks: Sequence[Block], source: str) -> dict[int, frozenset[str]]:
    """The names that begin anew, by the places of the blocks in which they do."""
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for place, names in (*given_anew(blocks, source).items(), *values_in_turn(blocks).items(), *_posed_again(blocks),
                         *_asked_for(blocks, source)):
        found[place] |= names
    return dict(found)


def _asked_for(blocks: Sequence[Block], source: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Names that a question asks for: how large must n be?"""
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (asked := frozenset(
                one[1].lstrip("\\") for one in ASKED.finditer(source, block.span.start, block.span.stop))):
            yield place, asked


def _posed_again(blocks: Sequence[Block]) -> Iterator[tuple[int, frozenset[str]]]:
    """Substitutions and initial value problems for names that have had others."""
    last: dict[str, str] = {}
    constants: set[str] = set()
    for place, block in enumerate(blocks):
        formulas = nodes([block])
        for one, other in pairwise(formulas):
            if (posed := _substituted(one, other) or _initial_value_problem(one, other)) is None:
                continue
            name, way = posed
            if last.get(name, way) != way:
                yield place, frozenset({name, f"{name}'", f"{name}''"}) | constants
            last[name] = way
        names = set().union(*map(names_in, formulas)) if last else ()
        constants |= {name for name in names if CONSTANT.fullmatch(name)}


def posed_here(blocks: Sequence[Block]) -> set[str]:
    """The functions for which some blocks pose an initial value problem: they are not those of before."""
    formulas = nodes(blocks)
    return {name for pair in pairwise(formulas) if (posed := _initial_value_problem(*pair)) is not None
            for name in (posed[0], f"{posed[0]}'", f"{posed[0]}''")}


def _substituted(one: Node, other: Node) -> tuple[str, str] | None:
    """u and what it stands for, of u = 1 - x^2 right before du = -2x dx."""
    if not all(node.kind == "chain" and node.children[1].text in SIGNS for node in (one, other)):
        return None
    name, small = spelling(one.children[0]), other.children[0]
    if name is None or name in names_in(one.children[2]) or not names_in(one.children[2]):
        return None
    return (name, way_of(one.children[2])) if _is_differential_of(small, name) else None


def _is_differential_of(node: Node, name: str) -> bool:
    parts = node.children
    if node.kind == "differential":
        return spelling(parts[0]) == name
    return node.kind == "juxtapose" and len(parts) == 2 and spelling(parts[0]) == "d" and spelling(parts[1]) == name


def _initial_value_problem(one: Node, other: Node) -> tuple[str, str] | None:
    """y and its equation, of y' = -2 t y^2 right before y(0) = 1."""
    name = unknown_of(one)
    call = call_of(other.children[0]) if name is not None and other.kind == "chain" else None
    at_a_place = call is not None and call[0].rstrip("'") == name and not names_in(call[1])
    return (name, way_of(one)) if name is not None and at_a_place else None


__all__ = ["begun_anew", "posed_here"]
