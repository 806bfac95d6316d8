"""The laws of probability: a conditional probability is a quotient, and a joint one does not depend on the order.

    P(A, B | C) = P(A, B, C) / P(C)      P(A, B) = P(B, A)      P(A, A) = P(A)
    int p(x, y) dx = p(y)                over all values of x; int p(x) dx = 1
    P(..) >= 0                           also as a density

These are the letters of probability only, and only where the step itself writes one of them with a bar.
"""

from __future__ import annotations

from derive.kernel.polynomial import ONE, Atom, Monomial, Polynomial, multiply, power
from derive.kernel.recurrences import Recurrences
from derive.kernel.term import Apply, Symbol, Term, heads, subterms

LETTERS = frozenset(("p", "q", "P", "Q", "Pr", "mathbb{P}"))
DOMAIN = "domain of "                             # of a variable that is integrated without limits


def conditioned(terms: tuple[Term, ...]) -> frozenset[str]:
    """The letters of probability that stand before a bar somewhere in the terms."""
    return frozenset(head.rstrip("|,") for term in terms for head in heads(term) if "|" in head) & LETTERS


class Probability(Recurrences):
    """Conditional and joint probabilities."""

    def probability(self, term: Apply) -> Polynomial | None:
        """A conditional probability as a quotient of joint ones; None for other terms."""
        stem = term.head.rstrip("|").rstrip(",")
        bars = term.head.count("|")
        if stem not in self.letters or bars > 1 or not term.args:
            return None
        count = term.head.count(",") + 1 if bars else len(term.args)
        if count >= len(term.args) and bars:
            return None
        args = tuple(part for arg in term.args for part in together(arg))
        given = tuple(part for arg in term.args[count:] for part in together(arg))
        return multiply(self.joint(stem, args), power(self.joint(stem, given), -1))

    def joint(self, letter: str, args: tuple[Term, ...]) -> Polynomial:
        """One atom for a joint probability, whatever the order of what it is of."""
        if not args:
            return ONE
        kept = {self.opaque(Apply(letter, (arg,))).key: arg for arg in args}
        return self.atom(self.opaque(Apply(letter, tuple(arg for _, arg in sorted(kept.items())))))

    def opaque(self, term: Apply) -> Atom:
        """The atom of a function without rules."""
        raise NotImplementedError

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


def together(arg: Term) -> tuple[Term, ...]:
    """A and B are what P(A, B) is of."""
    if isinstance(arg, Apply) and arg.head in ("cap", "and"):
        return tuple(part for inner in arg.args for part in together(inner))
    return (arg,)
