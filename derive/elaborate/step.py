"""Steps: one link of a chain, one claim, or one given, and what the checker takes it to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeGuard

from derive.elaborate.names.signature import Choice, Definition, Signature
from derive.elaborate.prose.layers import Network
from derive.kernel.term import Apply, Obligation, Symbol, Term, free
from derive.read.node import Node, Span
from derive.read.record import record


@record(frozen=True, slots=True)
class Finding:
    """Something worth saying that breaks nothing by itself.

    Codes: kink narrowed widened notation case reading rounding carried shape layout structure.
    """

    code: str
    message: str
    span: Span | None = None
    fix: str | None = None
    id: str = ""


@record(frozen=True, slots=True)
class Side:
    """One side of a link: what was written, and the term it means (none where it is unread or in words)."""

    span: Span
    latex: str                                   # the source text of the side
    node: Node | None = None
    term: Term | None = None


@record(frozen=True, slots=True)
class Step:
    """One statement of the author.

    `general` is the obligation without the given values but on the branch that they select (the signs of
    the arguments of max, abs, piecewise); `obligation` has every hypothesis in force. A step is proved
    when either is; refuted only when `obligation` is. `general` is None where there are no given values.
    """

    id: str                                      # "T1.F.3": section, then count
    kind: Literal["link", "claim", "given"]
    at: Span                                     # the relation sign; for words, the verb
    lhs: Side | None = None
    relation: str = ""
    rhs: Side | None = None
    obligation: Obligation | None = None         # none for a given, and for what is unread or undecidable
    general: Obligation | None = None
    rounded: Obligation | None = None            # a decimal result: |lhs - rhs| <= half a unit of its last digit
    within: tuple[Obligation, ...] = ()          # the same for decimals inside of a side, or for names stated in digits
    unread: str = ""                             # why it could not be read; "" where it was
    unread_span: Span | None = None
    undecidable: str = ""                        # read, but nothing to decide it with: why
    under: tuple[str, ...] = ()                  # the hypotheses in force, in plain notation
    findings: tuple[Finding, ...] = ()
    signature: Signature = field(default_factory=Signature)   # to elaborate a repaired side again
    section: str = ""                            # heading path: "T1 / Forward Pass"
    case: int | None = None                      # index into Elaborated.cases
    reason: str = ""                             # the author's own words: "by the chain rule"
    quantity: Quantity | None = None             # for claims in words
    role: str = ""                               # "definition", "value", "declaration", "assumption", "equation"
    numeric: bool = False                        # one side is closed, so the given values are meant
    repeats: str = ""                            # id of an earlier step that stated the same thing
    uses: tuple[str, ...] = ()                   # ids of earlier claims whose stated values this one builds on
    conditions: tuple[Condition, ...] = ()       # side conditions written with this very link: "where i != j"
    customary: Obligation | None = None          # with densities and means written out as is customary
    claim: Obligation | None = None              # of a given: what it says where its names mean what is customary
    lone: bool = False                           # such a given is all that a row says
    before: tuple[Term, ...] = ()                # conditions under which the page spoke of these names before
    sizes: tuple[Term, ...] = ()                 # what masses, lengths and speeds are by their nature: not negative
    however: tuple[Obligation, ...] = ()         # for inputs and constants to be chosen, however chosen; and if large
    previous: Term | None = None                 # in a chain of equations, the side before its left one
    following: Term | None = None                # and the one after its right one
    begins: Term | None = None                   # the first side of its chain, which says where all of it is meant
    vanishes: bool = False                       # a side of its chain is 0, so that all of them are
    sloping: bool = False                        # a side of its chain is or holds a slope or a gradient
    varied: frozenset[Symbol] = frozenset()      # names in which a side of its chain is differentiated, at all places


@record(frozen=True, slots=True)
class Condition:
    """A side condition as written, so that a slip in it can be pointed at."""

    term: Term
    span: Span
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a claim in words is about: a named count with the formula it follows from.

    `factors` are the named parts of the right count ("the 3 input channels", 3), so that a slip can name
    the part that is missing.
    """

    kind: str                                    # "size" "multiplications" "parameters" "sum" "comparison" ...
    subject: str                                 # "A"
    expected: Term | None                        # None when the context does not settle it
    factors: tuple[tuple[str, Term], ...] = ()
    message: str = ""                            # how the right value is obtained, or why there is none


@dataclass(frozen=True, slots=True)
class Case:
    """A heading "Case j = i:" and the stretch under it."""

    span: Span
    condition: Term
    text: str                                    # "j != i"
    steps: tuple[int, ...] = ()                  # indices into Elaborated.steps
    group: int = 0                               # cases of one split share a group
    node: Node | None = None                     # the condition as written
    premises: tuple[Term, ...] = ()              # what is assumed around the split


@dataclass(frozen=True, slots=True)
class Goal:
    """A "Prove that ..." with the stretch of the document that is its proof."""

    span: Span
    obligation: Obligation | None
    steps: tuple[int, ...] = ()                  # the steps of its proof
    cases: tuple[int, ...] = ()                  # the cases of its proof
    conclusions: tuple[int, ...] = ()            # steps whose left side is that of the goal
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A definition or result in order of the document, for compiled functions."""

    definition: Definition
    step: int                                    # index into Elaborated.steps
    derivative: tuple[str, ...] = ()             # ("z", "w_1") for a result dz/dw_1 = ...
    variables: tuple[Symbol, ...] = ()


@record(frozen=True, slots=True)
class Elaborated:
    """A document understood: steps in order, cases, goals, document-level findings."""

    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()
    cases: tuple[Case, ...] = ()
    goals: tuple[Goal, ...] = ()
    named: tuple[Named, ...] = ()
    signature: Signature = field(default_factory=Signature)   # at the end, unscoped: every definition met
    network: Network | None = None               # the layers that are declared, to be run for their counts
    met: Mapping[Choice, str] = field(default_factory=dict)   # ambiguities of the notation, with their weights
    since: Mapping[Term, Sequence[int]] = field(default_factory=dict)      # where each hypothesis was put in force


def is_mark(hypothesis: Term) -> TypeGuard[Apply]:
    """Whether a hypothesis says that a name stands for something unsettled: no point meets it."""
    return isinstance(hypothesis, Apply) and hypothesis.head == "meant"


def goes_on(step: Step, after: Step) -> bool:
    """Whether a link begins where the one before it ends."""
    return step.rhs is not None and after.lhs is not None and step.rhs.span == after.lhs.span


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in order."""
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.message), finding)
    return tuple(seen.values())


def first_spoken_of(steps: Iterable[Step]) -> dict[Symbol, int]:
    """Where each name of the sides of some steps stands for the first time."""
    first: dict[Symbol, int] = {}
    for step in steps:
        for side in (step.lhs, step.rhs):
            for symbol in free(side.term) if side is not None and side.term is not None else ():
                first[symbol] = min(step.at.start, first.get(symbol, step.at.start))
    return first
