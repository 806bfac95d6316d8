"""Readings: the answer of the elaborator, and what every part of it carries along to find it.

`Unreadable` is how a part says, from any depth, that it has no meaning for a node. It is caught in one place,
`expression.elaborate`, and never leaves the elaborator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from derive.elaborate.language.conventions import AMBIGUITIES, FIRM, LEANING, OPEN
from derive.elaborate.names.signature import Choice, Signature
from derive.elaborate.step import Finding
from derive.kernel.term import Symbol, Term
from derive.read.node import Node, Span
from derive.read.record import record, replace

# A function that the document declares may be any, so a claim about it can be refuted by choosing one. Of an
# undeclared one ("unknown") the document may say more than was understood: laws hold for it, nothing refutes.
FUNCTION_SORTS = frozenset({"function", "unknown"})

COUNTS = frozenset({"n", "N", "m", "M"})
REMEMBERED = 500                                 # names

Condition = Callable[[Node], Term | None]


@record(frozen=True, slots=True)
class Reading:
    """What a node means. `term` is None exactly when it could not be read, and then `problem` says why."""

    term: Term | None
    problem: str = ""
    span: Span | None = None
    findings: tuple[Finding, ...] = ()


class Unreadable(Exception):
    """A node without a meaning here: what is wrong, and the smallest stretch that is."""

    def __init__(self, problem: str, span: Span) -> None:
        super().__init__(problem)
        self.problem = problem
        self.span = span


@dataclass(slots=True)
class Journal:
    """What one elaboration leaves beside the term."""

    findings: list[Finding] = field(default_factory=list)
    condition: Condition | None = None                               # reads a condition given in words


@record(frozen=True, slots=True)
class Scope:
    """The names in force at one place of a formula."""

    signature: Signature
    journal: Journal
    reader: Callable[[Node, Scope], Term]
    bound: Mapping[str, Term] = field(default_factory=dict)          # names bound around here: what they stand for

    def term(self, node: Node) -> Term:
        """The meaning of a part of the formula."""
        return self.reader(node, self)

    def binding(self, names: Mapping[str, Term]) -> Scope:
        """The scope inside a binder."""
        return replace(self, bound={**self.bound, **names})

    def choose(self, row: str, node: Node, subject: str = "", weight: str = "") -> bool:
        """Whether an ambiguous place is read by the convention, and not the other way; the choice is noted."""
        convention, known = AMBIGUITIES[row], self.signature
        settled = known.settled.get(row, weight or convention.weight)
        if settled not in ("", FIRM, LEANING, OPEN):
            return settled == "first"
        if settled == FIRM:
            return True
        choice = Choice(row, subject, -1 if convention.uniform else node.span.start)
        if known.met.get(choice) != OPEN:
            known.met[choice] = settled
        return known.exchanged.isdisjoint((choice, Choice(row, subject)))

    def report(self, finding: Finding) -> None:
        """Say something beside the term, once for each place."""
        if finding not in self.journal.findings:
            self.journal.findings.append(finding)

    def knows(self, name: str) -> bool:
        """Whether the name has been declared, defined, given a value or bound."""
        known = self.signature
        return name in self.bound or name in known.sorts or name in known.definitions or name in known.values

    def is_array(self, name: str) -> bool:
        """Whether the name is indexed: its elements are the numbers."""
        if name in self.bound:
            bound = self.bound[name]
            return isinstance(bound, Symbol) and bound.sort == "array"
        return is_array(name, self.signature)

    def is_function(self, name: str) -> bool:
        """Whether the name is declared or defined as a function."""
        if name in self.bound:
            return False
        definition = self.signature.definitions.get(name)
        if definition is not None and definition.symbol.sort != "array":
            return bool(definition.parameters)
        return self.signature.sorts.get(name) in FUNCTION_SORTS

    def function(self, name: str) -> Symbol:
        """The symbol of a function, declared, defined or unknown."""
        definition = self.signature.definitions.get(name)
        if definition is not None and definition.symbol.sort in FUNCTION_SORTS:
            return definition.symbol
        sort = self.signature.sorts.get(name, "unknown")
        return Symbol(name, sort if sort in FUNCTION_SORTS else "unknown")

    def sort(self, name: str, default: str = "real") -> str:
        """The sort of a name, from its definition, its declaration, or the letter itself."""
        definition = self.signature.definitions.get(name)
        if definition is not None and not definition.parameters:
            return definition.symbol.sort        # a number z beside the array of the z_i is another symbol
        if name in self.signature.numbers and self.signature.sorts.get(name, "array") == "array":
            return letter_sort(name)             # padding p = 1 beside the p_i
        if name not in self.signature.sorts and name not in self.signature.values and self.is_array(name):
            return "array"
        return self.signature.sorts.get(name, default)

    def symbol(self, name: str) -> Term:
        """What a plain name stands for."""
        if name in self.bound:
            return self.bound[name]
        sort = self.sort(name, letter_sort(name))
        whole = self.signature.sorts.get(f"{name}^T")
        if (whole == "vector" or (whole == "matrix" and self.signature.arity.get(name) == 2)) and (
                sort == "array" or name not in self.signature.sorts.keys() | self.signature.numbers):
            return one_symbol(name, whole)       # as a whole; its elements are those of an array
        if sort == "array" and name not in self.signature.sorts and (name in COUNTS or name.startswith("bar{")):
            sort = "integer" if name in COUNTS else "real"       # n beside the n_i, the mean of means beside the means
        return one_symbol(name, sort)


# One object for one name: tables of names then find it without comparing letters.
one_symbol = lru_cache(maxsize=REMEMBERED)(Symbol)


def is_array(name: str, signature: Signature) -> bool:
    """Whether the signature knows the name as indexed."""
    definition = signature.definitions.get(name)
    return (
        signature.arity.get(name, 0) > 0
        or signature.sorts.get(name) == "array"
        or (definition is not None and definition.symbol.sort == "array")
    )


def letter_sort(name: str) -> str:
    """The sort a letter has by its type face alone: a bold capital is a matrix, a bold small letter a vector."""
    for mark in ("hat{", "tilde{", "bar{"):
        if name.startswith(mark):
            return letter_sort(name[len(mark):]) if mark != "bar{" or "mathbf{" in name else "real"
    for font in ("mathbf{", "boldsymbol{", "bm{", "vec{"):
        if name.startswith(font):
            inner = name[len(font):].partition("}")[0]
            if not inner.isdigit():
                return "matrix" if inner[:1].isupper() and font != "vec{" else "vector"
    return "real"
