"""The laws of probability: a conditional probability is a quotient, and a joint one does not depend on the order.

    P(A, B | C) = P(A, B, C) / P(C)      P(A, B) = P(B, A)      P(A, A) = P(A), of events
    int p(x, y) dx = p(y)                over all values of x; int p(x) dx = 1
    P(..) >= 0                           also as a density
    P(A^c, B) = P(B) - P(A, B)           P(A or B, C) = P(A, C) + P(B, C) - P(A, B, C)       P(X > a) = 1 - P(X <= a)

These are the letters of probability only, and only where the step itself writes one of them with a bar, or of events
that are made of others.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.polynomial import ONE, Atom, Monomial, Polynomial, add, multiply, power
from derive.kernel.recurrences import Recurrences
from derive.kernel.term import Apply, Symbol, Term, free, heads, subterms
from derive.kernel.writing import of_letter

CHANCES = frozenset(("P", "Pr", "mathbb{P}", "mathrm{P}"))       # of events
MADE = frozenset(("complement", "cup", "cap", "setminus", ">", ">="))
AVERAGES = EXPECTED | VARIANCES | {"Cov", "Corr", "cov", "Std"}
DOMAIN = "domain of "                             # of a variable that is integrated without limits


def conditioned(terms: tuple[Term, ...]) -> frozenset[str]:
    """The letters of probability that stand before a bar, or before an event made of others, somewhere in the terms."""
    barred = frozenset(head.rstrip("|,") for term in terms for head in heads(term) if "|" in head and of_letter(head))
    made = frozenset(
        part.head for term in terms if not heads(term).isdisjoint(CHANCES) for part in subterms(term)
        if isinstance(part, Apply) and part.head in CHANCES and len(part.args) == 1
        and isinstance(event := part.args[0], Apply) and event.head in MADE)
    return barred | made


def averaged(terms: tuple[Term, ...]) -> frozenset[Symbol]:
    """The names in what a mean is taken of, and the random ones in what a probability is of."""
    means = (part for term in terms for part in subterms(term) if isinstance(part, Apply) and (
        part.head.rstrip("|,").partition("_")[0] in AVERAGES or of_letter(part.head)))
    return frozenset(one for part in means for one in free(part) if one.sort == "random" or not of_letter(part.head))


class Probability(Recurrences):
    """Conditional and joint probabilities."""

    opaque: Callable[[Apply], Atom]                                        # of a function without rules

    def probability(self, term: Apply) -> Polynomial | None:
        """A conditional probability as a quotient of joint ones; None for other terms."""
        stem, bars = term.head.rstrip("|").rstrip(","), term.head.count("|")
        count = term.head.count(",") + 1 if bars else len(term.args)
        if stem not in self.letters or bars > 1 or not term.args or (bars and count >= len(term.args)):
            return None
        args = tuple(part for arg in term.args for part in together(arg))
        given = tuple(part for arg in term.args[count:] for part in together(arg))
        return multiply(self.joint(stem, args), power(self.joint(stem, given), -1))

    def joint(self, letter: str, args: tuple[Term, ...]) -> Polynomial:
        """One atom for a joint probability, whatever the order of what it is of."""
        if not args:
            return ONE
        if letter in CHANCES:
            for place, arg in enumerate(args):
                others = args[:place] + args[place + 1:]
                if (parts := taken_apart(arg)) is not None:
                    total: Polynomial = {}
                    for sign, events in parts:
                        total = add(total, self.joint(letter, (*others, *events)), sign)
                    return total
        if not all(map(free, args)):             # a number is the value of what its place belongs to
            return self.atom(self.opaque(Apply(letter, args)))
        keyed = sorted(((self.opaque(Apply(letter, (arg,))).key, arg) for arg in args), key=lambda pair: pair[0])
        kept = dict(keyed).values() if letter in CHANCES else [arg for _, arg in keyed]
        return self.atom(self.opaque(Apply(letter, tuple(kept))))

    def marginal(self, m: Monomial, bound: Symbol) -> Polynomial | None:
        """What is left of a joint density when one of its variables is integrated out; None for other integrands."""
        varying = [(atom, e) for atom, e in m if bound in atom.symbols]
        within = [atom for atom, _ in varying if atom.head.startswith("in ") and DOMAIN in atom.head]
        others = [(atom, e) for atom, e in varying if atom not in within]
        if len(within) != 1 or len(others) != 1 or others[0][1] != 1 or others[0][0].head not in self.letters:
            return None
        written = self.write_atom(others[0][0])
        assert isinstance(written, Apply)
        rest = tuple(arg for arg in written.args if arg != bound)
        if len(rest) + 1 != len(written.args) or any(bound in set(subterms(arg)) for arg in rest):
            return None
        outside: Polynomial = {tuple(part for part in m if part not in varying): 1}
        return multiply(outside, self.joint(written.head, rest))


def taken_apart(event: Term) -> tuple[tuple[int, tuple[Term, ...]], ...] | None:
    """An event as a sum of signs times events that happen together: 1 - A for A^c; None where it is not made of others.

    What is random is a number, so that X > a is the complement of X <= a.
    """
    match event:
        case Apply("complement", (a,)):
            return (1, ()), (-1, together(a))
        case Apply("setminus", (a, b)):
            return (1, together(a)), (-1, (*together(a), *together(b)))
        case Apply("cup", (a, *rest)) if rest:
            other = rest[0] if len(rest) == 1 else Apply("cup", tuple(rest))
            return (1, together(a)), (1, together(other)), (-1, (*together(a), *together(other)))
        case Apply((">" | ">=") as sign, (x, a)) if all(s.sort in ("real", "integer", "random") for s in free(event)):
            return (1, ()), (-1, (Apply("<=" if sign == ">" else "<", (x, a)),))
    return None


def together(arg: Term) -> tuple[Term, ...]:
    """A and B are what P(A, B) is of."""
    if isinstance(arg, Apply) and arg.head in ("cap", "and"):
        return tuple(part for inner in arg.args for part in together(inner))
    return (arg,)
