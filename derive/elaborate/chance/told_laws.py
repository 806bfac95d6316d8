"""What a page tells of laws: which random name has which, and the densities and probabilities that it writes out.

    X ~ Exp(lambda)         the law of X, until X is let anew
    p(y_i | t) = ...        a density, with no probability on the right
    P(X = k) = k / 15       the law of X, where nothing else tells it
    f_X(x) = u e^{-u x}     likewise; it proves, and refutes nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from derive.elaborate.chance.events import CHANCES
from derive.elaborate.chance.means_above_zero import means_above_zero
from derive.elaborate.chance.own_laws import Own
from derive.elaborate.chance.recognised_laws import recognised
from derive.elaborate.chance.standard_laws import NORMAL, Law, law_of
from derive.elaborate.language.phrases_en import OF_ITS_OWN, ROUGH, SCORED, STANDARD_NORMAL
from derive.kernel.moments import EXPECTED
from derive.kernel.term import Apply, Symbol, Term, free, heads
from derive.kernel.writing import LETTERS, of_letter


@dataclass(frozen=True, slots=True)
class Told:                                      # Used for: a density that the page has written out
    pattern: Apply
    letters: frozenset[Symbol]                   # indices that run
    body: Term


@dataclass
class ToldLaws:                                                            # Used for:
    standard: bool = False                                               # Z is a standard normal name, Phi its law
    rough: bool = False                                                  # one law may stand in for another
    laws: dict[str, tuple[Law, tuple[Term, ...]]] = field(default_factory=dict)    # the law of each random name
    named: dict[str, tuple[Law, tuple[Term, ...]]] = field(default_factory=dict)   # the law that a letter stands for
    lent: set[str] = field(default_factory=set)                          # names with a law told of no name
    worded: set[str] = field(default_factory=set)                        # names whose law words tell by its rate, ends
    counted: set[str] = field(default_factory=set)                       # names whose law an experiment tells
    chances: dict[str, tuple[Symbol, Term]] = field(default_factory=dict)    # P(X = k), as the page has defined it
    own: dict[tuple[str, ...], Own] = field(default_factory=dict)        # laws that the page gives by itself
    heard: dict[tuple[str, ...], Any] = field(default_factory=dict)      # what words told of densities
    told: list[Told] = field(default_factory=list)                       # conditional densities, by their definitions

    above_zero = staticmethod(means_above_zero)                          # of every law

    @classmethod
    def spoken_of(cls, words: str) -> Self:
        """What the words and formulas of a problem say of Z, and of laws that stand in for others."""
        standard = STANDARD_NORMAL.search(words) or (SCORED.search(words) and not OF_ITS_OWN.search(words))
        return cls(bool(standard), bool(ROUGH.search(words)))

    def hear(self, name: str, law: Term | None) -> None:
        """X ~ Law: from here on; a law that is not known here ends what was known."""
        self.forget(name)
        if law is not None and (found := law_of(law, 0)) is not None:
            self.laws[name] = found

    def forget(self, name: str) -> None:
        """A name is let anew."""
        self.laws.pop(name, None)
        self.lent.discard(name)
        self.worded.discard(name)
        self.counted.discard(name)
        self.named.pop(name, None)
        self.chances.pop(name, None)
        self.forget_own(name)

    def forget_own(self, name: str) -> None:
        """What the page has told of a name by a density of its own, or by values."""
        for table in (self.own, self.heard):
            for names in [names for names in table if name in names]:
                del table[names]

    @property
    def is_standard(self) -> bool:
        """Whether Phi is the law of a standard normal name: words say so, or some name is normal."""
        return self.standard or any(law is NORMAL for law, _ in self.laws.values())

    def stands_beside(self, side: Term | None) -> bool:
        """Whether Phi, or a normal name, stands in the other side: then Z is a standard score."""
        return side is not None and any(one == Symbol("Phi", "unknown") or (
            one.name in self.laws and self.laws[one.name][0] is NORMAL) for one in free(side))

    def see(self, name: str, parameters: Sequence[Symbol], body: Term) -> None:
        """f_X(x) = ...: the law of X, where nothing else tells it and the formula is a standard one."""
        found = recognised(name, parameters, body)
        if found is not None and found[0] not in self.laws.keys() | self.chances.keys():
            self.laws[found[0]] = found[1:]
            self.lent.add(found[0])

    def define(self, left: Term | None, right: Term | None) -> bool:
        """Whether p(y_i | t) = ... with no probability on the right says what this density is; if so it is kept."""
        if left is None or right is None:
            return False
        if self.define_chance(left, right):
            return True
        if not (isinstance(left, Apply) and of_letter(left.head) and left.head.endswith("|")):
            return False
        if not all(_is_plain(arg) for arg in left.args) or any(matched(one, left) is not None for one in self.told):
            return False
        if not _is_probability_free(right) or (left.head.rstrip("|") in CHANCES and not free(right)):
            return False                         # P(rain | late) = 0.15/0.22 is a value
        letters = frozenset(i for arg in left.args if isinstance(arg, Apply) for i in arg.args[1:])
        self.told.append(Told(left, frozenset(i for i in letters if isinstance(i, Symbol)), right))
        return True

    def define_chance(self, left: Term, right: Term) -> bool:
        """Whether P(X = k) = ... says what law X has, and nothing else does."""
        match left:
            case Apply(head, (Apply("=", (Symbol(of), Symbol() as k)),)) if head in CHANCES and of not in self.laws:
                if not of[:1].isupper() or k.name[:1].isupper() or of in self.chances:
                    return False
                if not _is_probability_free(right):
                    return False
                self.chances[of] = k, right
                return True
        return False


def _is_probability_free(term: Term) -> bool:
    return heads(term).isdisjoint(LETTERS | CHANCES | {f"{letter}|" for letter in LETTERS} | EXPECTED)


def _is_plain(arg: Term) -> bool:
    """A name, or an element with a letter for its index."""
    if isinstance(arg, Apply) and arg.head == "at":
        return all(isinstance(index, Symbol) and index.sort == "integer" for index in arg.args[1:])
    return isinstance(arg, Symbol)


def matched(one: Told, term: Term) -> dict[Symbol, Term] | None:
    """What the running letters of a definition stand for in another place."""
    if not isinstance(term, Apply) or term.head != one.pattern.head or len(term.args) != len(one.pattern.args):
        return None
    found: dict[Symbol, Term] = {}
    for part, other in zip(one.pattern.args, term.args, strict=True):
        if part == other:
            continue
        if not (isinstance(part, Apply) and isinstance(other, Apply)) or part.args[0] != other.args[0] or (
                part.head != other.head or len(part.args) != len(other.args)):
            return None
        for letter, value in zip(part.args[1:], other.args[1:], strict=True):
            if not isinstance(letter, Symbol) or letter not in one.letters or found.setdefault(letter, value) != value:
                return None
    return found


def defined_z(hypotheses: Iterable[Term]) -> str:
    """What Z is defined as, a "score" (X - mu) / sigma or "other"; "" where nothing defines it."""
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("=", (Symbol("Z"), Apply("/", (Apply("+", _), _)))):
                return "score"
            case Apply("=", (Symbol("Z"), _)):
                return "other"
    return ""
