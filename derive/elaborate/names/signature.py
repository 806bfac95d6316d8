"""The signature: the names in scope, and what is known of them, at one place of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derive.kernel.term import Symbol, Term
from derive.read.record import record


@dataclass(frozen=True, slots=True)
class Definition:
    """A name given by a formula: `symbol = body`, or `symbol(parameters) = body`, or `symbol_{indices} = body`."""

    symbol: Symbol
    parameters: tuple[Symbol, ...]               # index or argument names; () for a plain name
    body: Term
    line: int                                    # where it was defined, 1-based
    squared: frozenset[int] = frozenset()        # the places of parameters that are written as squares: l(mu, sigma^2)


@dataclass(frozen=True, slots=True)
class Slopes:
    """The slopes from above of a loss of which nothing else is known: g of g_i = dL/dy_i."""

    name: str
    of: str                                      # y
    made_of: frozenset[str]                      # the names in the formulas for y
    named: bool                                  # by the page; else nobody else uses the name


@dataclass(frozen=True, slots=True)
class Components:
    """A function of vectors given by its components: f(array)_index = body; loose where its sums have no ends told."""

    array: Symbol
    index: Symbol
    body: Term
    loose: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """An ambiguity met: its row of the table, what it is about, and its place, -1 where a page is uniform in it."""

    row: str
    subject: str = ""
    place: int = -1


@record(frozen=True, slots=True)
class Signature:                                                        # Used for:
    sorts: Mapping[str, str] = field(default_factory=dict)              # reading a name: its declared sort
    definitions: Mapping[str, Definition] = field(default_factory=dict)  # unfolding a name
    values: Mapping[str, Term] = field(default_factory=dict)            # given values: x_0 = 1
    hypotheses: tuple[Term, ...] = ()                                   # every obligation from here on
    aliases: Mapping[str, str] = field(default_factory=dict)            # another spelling of one name: Z for z
    ranges: Mapping[str, tuple[Term, Term]] = field(default_factory=dict)  # implicit ranges of index names
    arity: Mapping[str, int] = field(default_factory=dict)              # indexed names: how many indices
    integrated: frozenset[str] = frozenset()                            # names integrated over nearby: F|_a^b
    marked: frozenset[str] = frozenset()                                # x where x^{(t)} is a name, so x^{(t+1)} is
    numbers: frozenset[str] = frozenset()                               # indexed names, numbers without an index
    differentials: bool = False                                         # dx may stand outside of integrals
    components: Mapping[str, Components] = field(default_factory=dict)  # functions of vectors, by their components
    slopes: Mapping[str, Slopes] = field(default_factory=dict)          # of losses that stand nowhere else
    settled: Mapping[str, str] = field(default_factory=dict)            # ambiguities: "first", "other", or a weight
    exchanged: frozenset[Choice] = frozenset()                          # those to be read the other way
    met: dict[Choice, str] = field(default_factory=dict, compare=False)  # those met so far, with their weights
