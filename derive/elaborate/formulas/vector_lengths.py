"""How long vectors and matrices are, as far as a step and what is in force tell: z = W x + b is as long as b.

A length is what is declared, or where an index of the step goes, of anything that must be as long; else it has a name
of its own.
"""

from __future__ import annotations

from itertools import pairwise

from derive.elaborate.formulas.wholes import PRODUCTS, is_column, is_number
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, fresh, subterms

Axis = tuple[str, int]


class Lengths:
    """Axes that are as long as one another, and how long they are."""

    def __init__(self, asked: Obligation) -> None:
        self.hypotheses = asked.hypotheses
        self.parts = [part for term in (asked.goal, *asked.hypotheses) for part in subterms(term)]
        self.taken = {part for part in self.parts if isinstance(part, Symbol)}
        self.parent: dict[Axis, Axis] = {}
        self.made: dict[Axis, Symbol] = {}
        self.told: dict[Axis, Term] = {}
        for hypothesis in asked.hypotheses:
            match hypothesis:
                case Apply("=", (Symbol(name, "vector"), body)):
                    self._join((name, 0), self.axis(body))
        for part in self.parts:
            if isinstance(part, Apply) and part.head in (*PRODUCTS, "dot", "odot", "+") and not is_number(part):
                self.axis(part)
            elif isinstance(part, Apply) and part.head in PRODUCTS:
                self._of_product(part.args, 0)       # x^T y, which is a number
        used = [(self.axis(part.args[0], axis), place) for part in self.parts
                if isinstance(part, Apply) and part.head == "at" for axis, place in enumerate(part.args[1:])]
        used += [((part.variable.name, axis), place) for part in self.parts
                 if isinstance(part, Bind) and part.head == "derivative" for axis, place in enumerate(part.bounds[1:])]
        for key, place in used:
            if (end := self._goes_to(place)) is not None:
                self.told.setdefault(self._root(key), end)
        for hypothesis in asked.hypotheses:
            match hypothesis:
                case Apply("in", (Symbol(name), Apply("^", (Apply("reals"), size)))):
                    sizes = size.args if isinstance(size, Apply) and size.head == "*" else (size,)
                    for axis, length in enumerate(sizes):
                        end = Symbol(length.name, "integer") if isinstance(length, Symbol) else length
                        self.told[self._root((name, axis))] = end

    def of(self, u: Term, axis: int = 0) -> Term:
        """The length of a column or a row, or of one side of a matrix."""
        root = self._root(self.axis(u, axis))
        if root in self.told:
            return self.told[root]
        if root not in self.made:
            self.made[root] = fresh(Symbol(f"n_{root[0] or 'k'}", "integer"), frozenset(self.taken))
            self.taken.add(self.made[root])
        return self.made[root]

    def axis(self, u: Term, axis: int = 0) -> Axis:
        """A name for an axis of a term; what must be as long is joined on the way."""
        match u:
            case Symbol(name):
                return name, axis
            case Apply("at", (Symbol(name), *places)):
                return name, axis + len(places)
            case Apply("transpose", (v,)):
                return self.axis(v, 0 if is_column(v) else 1 - axis)
            case Apply("diag", (v,)):
                return self.axis(v)
            case Apply(head, args) if head in PRODUCTS:
                return self._of_product(args, axis)
            case Apply(_, args):
                found = [self.axis(arg, axis) for arg in args if not is_number(arg)]
                for one in found[1:]:
                    self._join(found[0], one)
                return found[0] if found else ("", axis)
            case Bind(_, _, body, _):
                return self.axis(body, axis)
        return "", axis

    def _of_product(self, args: tuple[Term, ...], axis: int) -> Axis:
        flat = [part for arg in args if not is_number(arg) for part in (
            arg.args if isinstance(arg, Apply) and arg.head in PRODUCTS else (arg,))]
        if not flat:
            return "", axis
        row = is_column(flat[0]) or (isinstance(flat[0], Apply) and flat[0].head == "transpose"
                                     and is_column(flat[0].args[0]))
        outer = len(flat) == 2 and is_column(flat[0]) and not is_column(flat[1])
        for left, right in pairwise(flat):
            if not outer:
                self._join(self.axis(left, 0 if row and left is flat[0] else 1), self.axis(right, 0))
        if len(flat) == 1:
            return self.axis(flat[0], axis)
        if row and not outer:
            return self.axis(flat[-1], 1)
        return self.axis(flat[0], 0) if axis == 0 else self.axis(flat[-1], 0 if outer else 1)

    def _goes_to(self, place: Term) -> Term | None:
        """Where an index ends: 1 <= j <= n, or in the sum around it."""
        for hypothesis in self.hypotheses:
            if isinstance(hypothesis, Apply) and hypothesis.head == "<=" and hypothesis.args[0] == place:
                return hypothesis.args[1]
        ends = {part.bounds[1] for part in self.parts
                if isinstance(part, Bind) and part.variable == place and len(part.bounds) == 2}
        return ends.pop() if len(ends) == 1 else None

    def _root(self, axis: Axis) -> Axis:
        while axis in self.parent:
            axis = self.parent[axis]
        return axis

    def _join(self, one: Axis, other: Axis) -> None:
        one, other = self._root(one), self._root(other)
        if one != other and one[0] and other[0]:
            self.parent[one] = other


__all__ = ["Lengths"]
