"""A fault: a step that is not proved, with what a slip needs to undo its mistake.

A slip proposes edits of what was written; an edited side is read and elaborated
again in the step's own signature, so that a repair is a statement that the
author could have written in the same place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from derive.diagnose.judgement import Judgement
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.step import Elaborated, Side, Step
from derive.kernel.term import RELATIONS, Apply, Obligation, Term
from derive.read.node import Node, Span
from derive.read.parse import parse


@dataclass(frozen=True, slots=True)
class Fault:
    """A step to diagnose, with the document around it."""

    step: Step
    judgement: Judgement
    elaborated: Elaborated
    source: str
    gaps: Mapping[int, tuple[Term, str]] = field(default_factory=dict)  # case -> what its split leaves out, finding id


@dataclass(frozen=True, slots=True)
class Repair:
    """A step with one slip undone: what to write in which place, and what then has to be shown."""

    span: Span
    step: Step
    fix: str | None = None
    message: str = ""  # "" : the slip's own MESSAGE
    help: str = ""
    root: str | None = None
    kind: str = ""  # "" : the slip's own KIND
    trusted: bool = field(default=False)  # the repair was already shown to hold, exactly


class Slip(Protocol):
    """What a slip module must have."""

    COST: int
    KIND: str
    MESSAGE: str
    HELP: str

    def repairs(self, fault: Fault) -> Iterator[Repair]: ...


def edited(fault: Fault, span: Span, text: str) -> Repair | None:
    """The step with `text` in place of `span` on the side that holds the span; None when it does not read."""
    step = fault.step
    for name in ("rhs", "lhs"):
        side: Side | None = getattr(step, name)
        if side is not None and side.span.start <= span.start and span.stop <= side.span.stop:
            return _with_side(fault, name, side, span, text)
    return None


def _with_side(fault: Fault, name: str, side: Side, span: Span, text: str) -> Repair | None:
    latex = fault.source[side.span.start : span.start] + text + fault.source[span.stop : side.span.stop]
    node = parse(latex)
    whole = side.node.kind if side.node is not None else ""      # a side of an arrow is an equation itself
    if any(part.kind == "error" for part in node.walk()) or (node.kind == "chain" and whole != "chain"):
        return None
    reading = elaborate(node, fault.step.signature)
    if reading.term is None or reading.term == side.term:
        return None
    step = with_term(fault.step, name, reading.term, Side(side.span, latex, node, reading.term))
    return Repair(span, step, text.strip()) if step is not None else None


def with_term(step: Step, name: str, term: Term, side: Side) -> Step | None:
    """The step with another term on one side, in each of its obligations."""
    at = 0 if name == "lhs" else 1

    def moved(obligation: Obligation | None) -> Obligation | None:
        if obligation is None:
            return None
        match obligation.goal:
            case Apply(head, args) if (head in RELATIONS or head == "iff") and len(args) == 2:
                return replace(obligation, goal=Apply(head, (*args[:at], term, *args[at + 1 :])))
        return None

    main = moved(step.obligation)
    if main is None:
        return None
    general = moved(step.general)
    if name == "lhs":
        return replace(step, lhs=side, obligation=main, general=general, rounded=None, within=())
    return replace(step, rhs=side, obligation=main, general=general, rounded=None, within=())


def with_hypotheses(step: Step, drop: set[Term], add: tuple[Term, ...]) -> Step:
    """The step under other hypotheses: some dropped, some added."""

    def moved(obligation: Obligation | None) -> Obligation | None:
        if obligation is None:
            return None
        kept = tuple(h for h in obligation.hypotheses if h not in drop)
        return replace(obligation, hypotheses=kept + add)

    return replace(
        step, obligation=moved(step.obligation), general=moved(step.general), rounded=moved(step.rounded), within=(),
    )


def with_goal(step: Step, goal: Term) -> Step:
    """The step with another goal."""

    def moved(obligation: Obligation | None) -> Obligation | None:
        return None if obligation is None else replace(obligation, goal=goal)

    return replace(step, obligation=moved(step.obligation), general=moved(step.general), rounded=None, within=())


def parts(fault: Fault, *kinds: str) -> Iterator[Node]:
    """The nodes of the given kinds on the right side: the left one is what the author set out from."""
    side = fault.step.rhs
    if side is not None and side.node is not None:
        yield from (node for node in side.node.walk() if node.kind in kinds)


def source_of(fault: Fault, node: Node) -> str:
    """What was written for a node."""
    return fault.source[node.span.start : node.span.stop]
