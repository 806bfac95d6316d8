"""Names for the parts of a term that are no arithmetic, and what is true of these parts, as arithmetic in the names.

    log u      > 0 where u > 1, < 0 where u < 1; greater where u is greater; ln u <= u - 1
    b^u        > 0 where b > 0; > 1 where b > 1 and u > 0; greater where b > 1 and u is greater
    exp u      > 0, >= 1 + u         sqrt u    >= 0, its square is u
    floor u    a whole number w with w <= u < w + 1      f(u), x_i, a sum     nothing, but that it is a number

Each part is real, wherever the term it stands in is defined. Fails with NoArithmetic where that is not known: of
complex numbers, vectors, random variables, orders of growth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations

from derive.kernel.definedness import whole
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, subterms
from derive.kernel.words import shaped

ARITHMETIC = frozenset({"+", "*", "-", "/", "abs", "max", "min", "<", "<=", ">", ">=", "=", "!="})
FUNCTIONS = frozenset({"log", "exp", "sqrt", "^", "floor", "ceil", "factorial", "sin", "cos", "atan", "call", "at"})
INSIDE = FUNCTIONS | ARITHMETIC | {"pi", "e"}
NUMBERS = frozenset({"real", "integer"})
HOLDERS = {"call": frozenset({"unknown", "function"}), "at": frozenset({"array"})}
POWER = 8                                        # the largest exponent that is multiplied out
PAIRED = 4                                       # parts of one kind that are compared
CONSTANTS = {"pi": (Fraction(157, 50), Fraction(63, 20)), "e": (Fraction(271, 100), Fraction(272, 100))}
ZERO, ONE = number(0), number(1)


class NoArithmetic(Exception):
    """A part that need not be a real number."""


@dataclass
class Parts:
    """The names given so far, by the part that each stands for."""

    names: dict[Term, Symbol] = field(default_factory=dict)
    inner: dict[Term, tuple[Term, ...]] = field(default_factory=dict)    # the arguments of a part, in names

    def named(self, term: Term) -> Term:
        """A term with names for its parts."""
        match term:
            case Number():
                return term
            case Symbol(_, sort):
                if sort not in NUMBERS:
                    raise NoArithmetic
                return term
            case Apply("^", (base, Number(value))) if value.denominator == 1 and abs(value) <= POWER:
                whole = Apply("^", (self.named(base), Number(abs(value))))
                return whole if value >= 0 else Apply("/", (ONE, whole))
            case Apply(head, args) if head in ARITHMETIC:
                return Apply(head, tuple(map(self.named, args)))
        return self._name(term)

    def _name(self, part: Term) -> Symbol:
        if part not in self.names:
            if not _is_a_number(part):
                raise NoArithmetic
            args = part.args if isinstance(part, Apply) and part.head not in HOLDERS else ()
            self.inner[part] = tuple(map(self.named, args))
            sort = "integer" if isinstance(part, Apply) and part.head in ("floor", "ceil") else "real"
            self.names[part] = Symbol(f"part {len(self.names)}", sort)
        return self.names[part]

    def facts(self) -> list[Term]:
        """What is true of all the parts."""
        return [fact for part in self.names for fact in self._alone(part)] + list(self._beside_each_other())

    def _alone(self, part: Term) -> Iterator[Term]:
        name = self.names[part]
        match part, self.inner[part]:
            case Apply("log", (_, *base)), (u, *_) if all(_is_above_one(b) for b in base):
                for sign in ("<", ">", "="):
                    yield _if(Apply(sign, (u, ONE)), Apply(sign, (name, ZERO)))
                if not base:
                    yield Apply("<=", (Apply("+", (name, ONE)), u))
            case Apply("exp"), (u,):
                yield from (Apply(">", (name, ZERO)), Apply(">=", (name, Apply("+", (ONE, u)))))
            case Apply("sqrt"), (u,):
                yield from (Apply(">=", (name, ZERO)), Apply("=", (Apply("*", (name, name)), u)))
            case Apply("floor"), (u,):
                yield from (Apply("<=", (name, u)), Apply("<", (u, Apply("+", (name, ONE)))))
            case Apply("ceil"), (u,):
                yield from (Apply("<=", (u, name)), Apply("<", (Apply("+", (name, number(-1))), u)))
            case Apply("factorial", (n,)), _ if whole(n):
                yield Apply(">=", (name, ONE))
            case Apply("sin" | "cos"), _:
                yield from (Apply("<=", (number(-1), name)), Apply("<=", (name, ONE)))
            case Apply("^"), (b, u):
                yield _if(Apply(">", (b, ZERO)), Apply(">", (name, ZERO)))
                for sign in ("<", ">", "="):
                    yield _if(Apply("and", (Apply(">", (b, ONE)), Apply(sign, (u, ZERO)))), Apply(sign, (name, ONE)))
            case Apply(head, ()), _ if head in CONSTANTS:
                low, high = map(Number, CONSTANTS[head])
                yield from (Apply("<", (low, name)), Apply("<", (name, high)))

    def _beside_each_other(self) -> Iterator[Term]:
        """Logarithms to one base, and powers of one base, are ordered as what they are taken of."""
        kinds: dict[tuple[str, Term | None], list[tuple[Term, Symbol]]] = {}
        for part, name in self.names.items():
            match part, self.inner[part]:
                case Apply("log", (_, *base)), (u, *_) if all(_is_above_one(b) for b in base):
                    kinds.setdefault(("log", base[0] if base else None), []).append((u, name))
                case Apply("exp" | "floor" | "ceil" | "sqrt" as head, _), (u,):
                    kinds.setdefault((head, None), []).append((u, name))
                case Apply("^", (base_of, _)), (_, u) if _is_above_one(base_of):
                    kinds.setdefault(("^", base_of), []).append((u, name))
        for alike in kinds.values():
            for (u, one), (v, other) in permutations(alike[:PAIRED], 2):
                yield _if(Apply("<=", (u, v)), Apply("<=", (one, other)))


def _is_a_number(part: Term) -> bool:
    """Whether a part is a real number wherever it is defined."""
    if not isinstance(part, Apply) or part.head not in INSIDE or shaped(part) or not heads(part) <= INSIDE:
        return False
    holders = {one.args[0] for one in subterms(part) if isinstance(one, Apply) and one.head in HOLDERS and one.args}
    held = all(isinstance(one.args[0], Symbol) and one.args[0].sort in HOLDERS[one.head]
               for one in subterms(part) if isinstance(one, Apply) and one.head in HOLDERS)
    return held and not any(isinstance(one, Bind) for one in subterms(part)) and all(
        symbol.sort in NUMBERS for symbol in free(part) - holders)


def _is_above_one(base: Term) -> bool:
    return isinstance(base, Number) and base.value > 1


def _if(condition: Term, fact: Term) -> Apply:
    return Apply("implies", (condition, fact))


__all__ = ["NoArithmetic", "Parts"]
