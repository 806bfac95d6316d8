"""What is known of signs, order and ranges: from the hypotheses, from definedness, from the shape of a term.

    t < s, t <= s hypotheses           s - t > 0, s - t >= 0; whole s - t > 0 is s - t - 1 >= 0
    a / b, log u, sqrt u occur         b != 0, u > 0, u >= 0, since both sides are defined
    k bound in a sum over lo..hi       lo <= k <= hi inside
    exp u, pi, |u|, u^2, sums of positives by their shape

An answer is only ever "known" or "not known".
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.kernel.definedness import conditions
from derive.kernel.orders import DEPTH, Orders, alone, scaled
from derive.kernel.polynomial import Beyond, Polynomial, add, constant, scale, value
from derive.kernel.term import NEGATED, RELATIONS, Apply, Bind, Number, Symbol, Term, free, minus

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


class Facts(Orders):
    """What was learned, and answers from it."""

    def assume(self, relation: Term) -> None:
        """Learn an atomic relation that holds; others, and those beyond the normal form, are passed over."""
        match relation:
            case Apply("and", args):
                for arg in args:
                    self.assume(arg)
            case Apply("not", (Apply(head, args),)) if head in NEGATED:
                self.assume(Apply(NEGATED[head], args))
            case Apply("not", (Apply("in", (x, Apply("set", members))),)):
                for member in members:
                    self.assume(Apply("!=", (x, member)))
            case Apply("not", (Apply("in", (x, Apply("integers", ()))),)):
                self.assume(Apply("!=", (x, Number(Fraction(0)))))
            case Apply(head, (left, right)) if head in RELATIONS:
                self.pending.append((minus(left, right), head))
                if head in ("<", "<=") and isinstance(left, Apply) and left.head == "abs":     # |re z|, |im z| <= |z|
                    own = [u for u in left.args if isinstance(u, Apply) and u.head in ("re", "im")]
                    parts = *own, Apply("re", left.args), Apply("im", left.args)
                    self.pending += [(minus(v, right), head) for u in parts for v in (u, Apply("-", (u,)))]
            case Apply("in", (x, Apply("interval", (lo, hi, Symbol(ends))))):
                self.assume(Apply("<=" if ends[0] == "[" else "<", (lo, x)))
                self.assume(Apply("<=" if ends[-1] == "]" else "<", (x, hi)))
            case Apply("in", (x, Apply("naturals", ()))):
                self.assume(Apply("<=", (Number(Fraction(0)), x)))
            case Bind("forall", k, body, bounds):
                self._universal(k, body, bounds)

    def _universal(self, k: Symbol, body: Term, bounds: tuple[Term, ...]) -> None:
        span: tuple[Term, Term] | None = None
        match bounds:
            case (Apply("interval", (lo, hi, Symbol("[]"))),) if k.sort == "integer":
                span = (lo, hi)
            case (_, *_):
                return
        for part in body.args if isinstance(body, Apply) and body.head == "and" else (body,):
            if isinstance(part, Apply) and part.head in RELATIONS and part.head != "=":
                left, right = part.args
                self.patterns.append((minus(left, right), part.head, k, span))

    def defined(self, terms: Iterable[Term]) -> None:
        """Learn what the strict parts of defined terms need."""
        for term in terms:
            self.pending += self._needs(term)

    def _needs(self, term: Term) -> list[tuple[Term, str]]:
        """What a term needs; of principal values only that nothing is divided by zero, and no logarithm taken of it."""
        if not self.normal.plane:
            return list(conditions(term))
        return [(part, "!=" if head == ">" else head) for part, head in conditions(term) if head != ">="]

    def _settle(self) -> None:
        """Put what was learned in normal form. Facts learned first may be used for those that follow."""
        if self.busy or not self.pending:
            return
        self.busy = True
        while self.pending:
            term, head = self.pending.pop(0)
            try:
                if head == "inside":
                    self._inside(term)
                else:
                    self._keep(self.normal.of(self.ready(term)), head)
            except Beyond:
                continue
        self.normal.met.clear()
        self.answers.clear()
        self.busy = False

    def _inside(self, term: Term) -> None:
        """What the body of a defined sum needs, for every value of its bound name."""
        assert isinstance(term, Bind)
        bound, body = self.normal.entered(term)
        first, last = (self.normal.write(end) for end in self.normal.ranges[bound])
        some = self.nonnegative(add(self.normal.ranges[bound][1], self.normal.ranges[bound][0], -1))
        for part, head in self._needs(body):
            if some or (head != "inside" and bound in free(part)):     # an empty sum does not look at its body
                self.pending.append((part, head))
                if head != "inside":
                    self.patterns.append((part, head, bound, (first, last)))

    def _keep(self, p: Polynomial, head: str) -> None:
        if head in ("<", "<="):
            p, head = scale(p, -1), TURNED[head]
        if value(p) is not None:
            return
        key = scaled(p)
        if head in ("!=", ">"):
            self.distinct.add(key[1])
            if len(p) == 1:                      # no factor of what is not zero is zero
                self.distinct |= {alone(atom)[1] for m in p for atom, _ in m}
        if head == "=":
            self.known.setdefault(key, (p, False))
            self.known.setdefault(scaled(scale(p, -1)), (scale(p, -1), False))
        if head in (">", ">="):
            if head == ">" and self.normal.integral(p):
                self._keep(add(p, constant(-1)), ">=")
            old = self.known.get(key)
            self.known[key] = (p, head == ">" or (old is not None and old[1]))

    def truth(self, condition: Term) -> bool | None:
        """Whether a condition is known to hold, or known to fail."""
        match condition:
            case Apply("true", ()):
                return True
            case Apply("false", ()):
                return False
            case Apply("not", (inner,)):
                known = self.truth(inner)
                return None if known is None else not known
            case Apply("and" | "or" as head, args):
                known_parts = [self.truth(arg) for arg in args]
                ends = head == "or"
                if ends in known_parts:
                    return ends
                return None if None in known_parts else not ends
            case Apply(head, (left, right)) if head in RELATIONS:
                difference = add(self.normal.of(left), self.normal.of(right), -1)
                if self.holds(difference, head):
                    return True
                return False if self.holds(difference, NEGATED[head]) else None
        return None

    def fails(self, condition: Term) -> bool:
        """The negation of an atomic condition is known, whatever is known of the condition itself."""
        match condition:
            case Apply("not", (Apply(head, args),)) if head in NEGATED:
                return self.fails(Apply(NEGATED[head], args))
            case Apply(head, (left, right)) if head in RELATIONS:
                try:
                    return self.holds(add(self.normal.of(left), self.normal.of(right), -1), NEGATED[head])
                except Beyond:
                    return False
        return False

    def holds(self, p: Polynomial, head: str) -> bool:
        """p R 0 is known"""
        match head:
            case "=":
                return not p or (self.nonnegative(p) and self.nonnegative(scale(p, -1)))
            case "!=":
                return self.nonzero(p)
            case "<" | "<=":
                return self._sign(scale(p, -1), head == "<", DEPTH)
        return self._sign(p, head == ">", DEPTH)

    def relation(self, condition: Term, holds: bool | None = None) -> tuple[str, Polynomial]:
        """An atomic condition as `p R 0` with p scaled to a leading coefficient of 1; "true" where it is known."""
        if holds:
            return "true", {}
        match condition:
            case Apply("not", (Apply(head, args),)) if head in NEGATED:
                return self.relation(Apply(NEGATED[head], args))
            case Apply(head, (left, right)) if head in RELATIONS:
                p = add(self.normal.of(left), self.normal.of(right), -1)
                if not p:
                    raise Beyond("a condition that is settled too late")
                lead = p[min(p)]
                return (head if lead > 0 else TURNED[head]), scale(p, Fraction(1) / lead)
        raise Beyond("a compound condition")
