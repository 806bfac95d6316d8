"""The search for consequences: why one relation follows from others, as the kernel wants to hear it.

    in    hypotheses and a goal: a relation, an implication or an equivalence of relations
    out   `Consequences` for the kernel to check, or none
"""

from __future__ import annotations

from typing import Any

from derive.decide.eliminations import eliminated
from derive.decide.heads import is_of_numbers
from derive.decide.quotients import Quotient, Ring, TooLarge
from derive.kernel.certificate import Consequence, Consequences
from derive.kernel.consequence import (
    Conjunction,
    isolated,
    knowledge,
    obligations,
)
from derive.kernel.plane import is_planar
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.signs import ZERO, conditions, holds, is_nonnegative, is_nonzero, is_positive
from derive.kernel.term import RELATIONS, Apply, Bind, Symbol, Term, Unproved, free, minus, number, subterms

POWERS = (1, 2, 3)


def consequences(hypotheses: tuple[Term, ...], goal: Term) -> Consequences | None:
    """A consequence for every claim in every case of the goal; none as soon as one is not found."""
    if not is_of_numbers(goal):
        return None
    steps = []
    try:
        goal = with_numbers(goal) if is_planar(goal) else goal
        unknowns = isolated(goal)
        for premises, claim in obligations(hypotheses, goal):
            search = Search(premises, claim, goal, unknowns)
            step = search.consequence()
            if step is None:
                return None
            steps.append(step)
    except (Unproved, TooLarge, ZeroDivisionError):
        return None
    return Consequences(tuple(steps))


def with_numbers(goal: Term) -> Term:
    """The goal with its closed sides in normal form: sqrt(4 - 20) is 4 i. What holds of it holds of the other."""
    if not isinstance(goal, Apply) or goal.head not in ("and", "or", "iff", "implies", *RELATIONS):
        if free(goal) or isinstance(goal, Bind):
            return goal
        try:
            here = Setting((Apply("=", (Apply("i"), Apply("i"))),), ())
            return here.normal.write(here.of(goal))
        except Beyond:
            return goal
    return Apply(goal.head, tuple(map(with_numbers, goal.args)))


class Search:
    """One claim in one case."""

    def __init__(
        self, premises: Conjunction, claim: Conjunction, goal: Term, unknowns: frozenset[Symbol], roots: bool = True
    ) -> None:
        self.premises, self.claim, self.goal = premises, claim, goal
        self.known = knowledge(premises, goal, unknowns)
        self.unknowns = unknowns
        first = sorted(unknowns or free(goal), key=lambda symbol: symbol.name)
        sides = [side for relation in (*premises, *claim) for side in relation.args]
        terms = [*sides, *(condition.args[0] for condition in self.known)]
        present = {part for term in terms for part in subterms(term)}
        self.ring = Ring(terms, [symbol for symbol in first if symbol in present], roots)
        self.quotients = [self._difference(premise) for premise in premises]
        self.equations = [i for i, premise in enumerate(premises) if premise.head == "="]

    def _difference(self, relation: Apply) -> Quotient:
        """right - left, in lowest terms."""
        return self.ring.lowest(self.ring.quotient(minus(relation.args[1], relation.args[0])))

    def consequence(self) -> Consequence | None:
        """The claim from the premises; none when it is not found."""
        heads = {relation.head for relation in self.claim}
        defined = self._defined()
        if defined is None:
            return None
        if heads <= {"="}:
            found = self._equation()
        elif len(self.claim) == 1 and heads <= {"<", "<="}:
            found = self._inequality()
        else:
            return None
        if found is None:
            return None
        return Consequence(found.cofactors, found.factors, found.power, found.remainder, defined)

    def _equation(self) -> Consequence | None:
        above, below = self.ring.one, self.ring.one
        for relation in self.claim:
            quotient = self.ring.quotient(minus(*relation.args))
            above, below = above * quotient[0], below * quotient[1]
        for power in POWERS:
            raised = above**power, below**power
            found = self._from_one(*raised, power) or self._from_all(*raised, power)
            found = found or self._times_conjugate(*raised, power)
            if found is not None:
                return found
        return None

    def _from_one(self, above: Any, below: Any, power: int) -> Consequence | None:
        """M * above / below is a multiple of one equation, for an M without zeros."""
        for index in self.equations:
            numerator, denominator = self.quotients[index]
            if numerator.is_zero():
                continue
            factors = self._factors_without_zero(numerator, above)
            product = above
            for factor in factors:
                product = product * factor[1]
            quotient, rest = divmod(product, numerator)
            if not self.ring.reduce(rest).is_zero():
                continue
            cofactor = self._quotient_term(quotient * denominator, below)
            return self._consequence({index: cofactor}, tuple(factor[0] for factor in factors), power)
        return None

    def _factors_without_zero(self, numerator: Any, above: Any) -> list[tuple[Term, Any]]:
        """The factors of an equation that have no zero and so may be divided out, as terms and polynomials."""
        found = []
        _, parts = numerator.factor()
        for part, count in () if is_planar(self.goal) else parts:       # x^2 + 1 has zeros among complex numbers
            if divmod(above, part)[1].is_zero():
                continue
            written = self._without_zero(part)
            if written is not None:
                found += [(written, part)] * int(count)
        return found

    def _without_zero(self, part: Any) -> Term | None:
        """The polynomial written so that it is evident that it has no zero; none where it is not."""
        for written in (self.ring.term(part), self._square_completed(part)):
            if written is not None and is_nonzero(written, self.known):
                return written
        for condition in self.known:
            if condition.head in ("!=", ">"):
                try:
                    above, _ = self.ring.quotient(condition.args[0])
                except Beyond:
                    continue
                if not above.is_constant() and divmod(above, part)[1].is_zero():
                    scale = divmod(above, part)[0]
                    if scale.is_constant():
                        return Apply("*", (self.ring.term(self.ring.one / scale), condition.args[0]))
        return None

    def _square_completed(self, part: Any) -> Term | None:
        """a x^2 + b x + c as a ((x + b/2a)^2 + (4ac - b^2)/4a^2), for numbers a, b, c."""
        used = [index for index, degree in enumerate(part.degrees()) if degree]
        if len(used) != 1 or part.degrees()[used[0]] != 2:
            return None
        coefficients: dict[int, Any] = {}
        for exponents, coefficient in part.to_dict().items():
            coefficients[int(exponents[used[0]])] = coefficient
        a, b, c = (coefficients.get(place, 0) for place in (2, 1, 0))
        constant = self.ring.context.constant
        shifted = Apply("+", (self.ring.atoms[used[0]], self.ring.term(constant(b / (2 * a)))))
        rest = self.ring.term(constant(c / a - b * b / (4 * a * a)))
        return Apply("*", (self.ring.term(constant(a)), Apply("+", (Apply("^", (shifted, number(2))), rest))))

    def _from_all(self, above: Any, below: Any, power: int) -> Consequence | None:
        """above is a combination of all equations, found by linear algebra."""
        generators = [self.quotients[index][0] for index in self.equations]
        for degree in (0, 1, 2):
            found = self.ring.combination(above, generators, degree) if generators else None
            if found is not None:
                cofactors = {
                    index: self._quotient_term(polynomial * self.quotients[index][1], below)
                    for index, polynomial in zip(self.equations, found, strict=True)
                }
                return self._consequence(cofactors, (), power)
        return self._consequence({}, (), power) if self.ring.reduce(above).is_zero() else None

    def _times_conjugate(self, above: Any, below: Any, power: int) -> Consequence | None:
        """M * above for an M without zeros that is a factor of above with the sign of one root changed."""
        _, parts = above.factor()
        for part, _ in parts:
            for index, atom in enumerate(self.ring.atoms):
                if self.ring.squares[atom] is None or part.degrees()[index] != 1:
                    continue
                even = part.subs({self.ring.context.names()[index]: 0})
                for conjugate in (even - (part - even), part - 2 * even):
                    written = self.ring.term(conjugate)
                    if is_nonzero(written, self.known):
                        found = self._from_all(above * conjugate, below, power)
                        if found is not None:
                            return Consequence(found.cofactors, (written,), power)
        return None

    def _inequality(self) -> Consequence | None:
        return self._sign(*self._difference(self.claim[0]), self.claim[0].head == "<")

    def _sign(self, above: Any, below: Any, strict: bool) -> Consequence | None:
        """above / below as a multiple of one premise plus what is at least zero; or as that alone."""
        alone = self._quotient_term(above, below)
        alone = self._without_sign(above, below) or alone
        if is_positive(alone, self.known) or (not strict and is_nonnegative(alone, self.known)):
            return self._consequence({}, (), 1, alone)
        if (several := eliminated(self, above, below, strict)) is not None:
            return self._consequence(several[0], (), 1, several[1])
        for index, premise in enumerate(self.premises):
            numerator, denominator = self.quotients[index]
            if premise.head == "!=" or numerator.is_zero():
                continue
            if premise.head == "=" and below.is_constant():
                quotient, rest = divmod(above, numerator)
                left = self.ring.term(self.ring.reduce(rest) / below)
                if is_positive(left, self.known) or (not strict and is_nonnegative(left, self.known)):
                    return self._consequence({index: self._quotient_term(quotient * denominator, below)}, (), 1, left)
            ratio = self.ring.lowest((above * denominator, below * numerator))
            if premise.head == "=" and not ratio[1].is_constant() and self._without_zero(ratio[1]) is None:
                continue
            cofactor = self._quotient_term(*ratio)
            if premise.head != "=" and not is_nonnegative(cofactor, self.known):
                constant = self._constant_ratio(above, numerator)
                if constant is None or not (below.is_constant() and denominator.is_constant()):
                    continue
                cofactor, rest = constant
                if not (is_positive(rest, self.known) or (is_nonnegative(rest, self.known) and not strict)):
                    continue
                return self._consequence({index: cofactor}, (), 1, rest)
            if strict and not (premise.head == "<" and is_positive(cofactor, self.known)):
                continue
            return self._consequence({index: cofactor}, (), 1)
        return None

    def _without_sign(self, above: Any, below: Any) -> Term | None:
        """above / below as a product of squares, sums of squares and parts of known sign; none if it is none."""
        constant, parts = (above * below).factor()
        if constant < 0:
            return None
        factors: list[Term] = [self.ring.term(self.ring.context.constant(constant))]
        for part, count in parts:
            written = self.ring.sum_of_squares(part) or self.ring.term(part)
            if int(count) % 2 and not is_nonnegative(written, self.known):
                return None
            factors.append(Apply("^", (written, number(int(count)))))
        product: Term = Apply("*", tuple(factors))
        if below.is_constant():
            return Apply("/", (product, Apply("^", (self.ring.term(below), number(2)))))
        return Apply("/", (product, Apply("^", (self._denominator(below), number(2)))))

    def _constant_ratio(self, above: Any, numerator: Any) -> tuple[Term, Term] | None:
        """above = c * numerator + r for a positive number c that removes the leading monomial."""
        leading = next(iter(numerator.to_dict()))
        coefficient = above.to_dict().get(leading)
        if coefficient is None or coefficient / numerator.to_dict()[leading] <= 0:
            return None
        ratio = self.ring.context.constant(coefficient / numerator.to_dict()[leading])
        return self.ring.term(ratio), self.ring.term(above - ratio * numerator)

    def _defined(self) -> tuple[Consequence, ...] | None:
        """Why each condition of the claim holds that the case does not state; none where it is not found."""
        needed, _ = conditions(side for relation in self.claim for side in relation.args)
        # A root expresses its own radicand only where it is known to exist, which is to be shown here.
        plain = Search(self.premises, self.claim, self.goal, self.unknowns, False) if self.ring.free_roots else self
        found = []
        for condition in needed:
            if holds(condition, self.known) or not free(condition) & self.unknowns:
                continue
            quotient = plain.ring.quotient(condition.args[0])
            if condition.head == "!=":
                proof = plain._nonzero(*quotient)
            else:
                proof = plain._sign(*quotient, condition.head == ">")
            if proof is None:
                return None
            found.append(proof)
        self.known |= frozenset(needed)
        return tuple(found)

    def _nonzero(self, above: Any, below: Any) -> Consequence | None:
        """1 = c * above / below + a combination of the equations."""
        generators = [above, *(self.quotients[index][0] for index in self.equations)]
        for degree in (0, 1, 2):
            combination = self.ring.combination(self.ring.one, generators, degree)
            if combination is not None:
                break
        else:
            return None
        cofactors: list[Term] = [ZERO] * len(self.premises)
        for index, polynomial in zip(self.equations, combination[1:], strict=True):
            cofactors[index] = self._quotient_term(polynomial * self.quotients[index][1], self.ring.one)
        first = self._quotient_term(combination[0] * below, self.ring.one)
        return Consequence((first, *cofactors), (number(1),))

    def _quotient_term(self, above: Any, below: Any) -> Term:
        above, below = self.ring.lowest((above, below))
        if below.is_constant():
            return self.ring.term(above / below)
        return Apply("/", (self.ring.term(above), self._denominator(below)))

    def _denominator(self, below: Any) -> Term:
        """A polynomial that is the denominator of a cofactor, as the product of its factors."""
        constant, parts = below.factor()
        factors: list[Term] = [self.ring.term(self.ring.context.constant(constant))]
        for part, count in parts:
            written = self._without_zero(part) or self.ring.term(part)
            factors += [written] * int(count)
        return Apply("*", tuple(factors))

    def _consequence(
        self, cofactors: dict[int, Term], factors: tuple[Term, ...], power: int, remainder: Term = ZERO
    ) -> Consequence:
        listed = tuple(cofactors.get(index, ZERO) for index in range(len(self.premises)))
        return Consequence(listed, factors, power, remainder)
