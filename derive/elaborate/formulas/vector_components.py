"""Elements of vectors that a formula gives as a whole, in the elements of what they are made of.

    z = W x + b                      z_i is sum_k W_ik x_k + b_i
    h = tanh(z), y = softmax(h)      h_i is tanh(z_i), y_i is exp(h_i)/sum_k exp(h_k)

What a step says of elements then speaks of numbers alone. Sums are as long as is declared, or as the index that the
step itself uses there may go; a length that nothing tells is a name of its own. Declines where a vector or a matrix
stands in the goal as a whole; hypotheses that are not read so are left out, and nothing is refuted then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from derive.elaborate.formulas.vector_lengths import Lengths
from derive.elaborate.formulas.wholes import PRODUCTS, WHOLE, as_wholes, is_column, is_number, is_row
from derive.kernel.components import ONES
from derive.kernel.term import (
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    heads,
    number,
    substitute,
    subterms,
)
from derive.kernel.words import EACH, IDENTITIES


class Hidden(Exception):
    """A vector or a matrix stands there as a whole."""


def in_components(obligation: Obligation, arity: Mapping[str, int]) -> Obligation:
    """The obligation in elements; as it is where it speaks of no element of a formula, or of more than elements.

    `arity` says of indexed names how many indices they have: one of a vector, two of a matrix.
    """
    obligation = _without_idle(obligation)
    if heads(obligation.goal).isdisjoint(("at", "derivative")):
        return obligation
    obligation = _without_calls(obligation)
    goal, *hypotheses = (as_wholes(term, arity) for term in (obligation.goal, *obligation.hypotheses))
    given = {h.args[0].name for h in hypotheses if isinstance(h, Apply) and h.head == "="
             and isinstance(h.args[0], Symbol) and h.args[0].sort in WHOLE and not is_number(h.args[1])}
    given |= {symbol.name for symbol in free(goal) if symbol.sort in WHOLE}
    if not any(_is_of_a_whole(part, given) for part in subterms(goal)):
        return obligation
    written = _Written(Obligation(tuple(hypotheses), goal))
    try:
        told, goal = written.hypotheses(), written.number(goal)
    except Hidden:
        return obligation
    lengths = written.lengths.made.values()
    open_ones = [Apply("meant")] if lengths or written.doubtful else []      # lengths that may be tied in other ways
    return Obligation((*told, *(Apply("<=", (number(1), length)) for length in lengths), *open_ones), goal)


def _without_calls(obligation: Obligation) -> Obligation:
    """L(w) as the number that it is defined to be, for L that takes a vector; none below a binder."""
    told = {f: (v, body) for h in obligation.hypotheses if isinstance(h, Bind) and h.head == "forall" and not h.bounds
            for f, v, body in _defined(h) if v.sort == "vector"}

    def put_in(term: Term) -> Term:
        match term:
            case Apply("call", (Symbol() as f, Symbol(_, "vector") as u)) if f in told:
                return substitute(told[f][1], {told[f][0]: u})
            case Apply(head, args):
                return Apply(head, tuple(map(put_in, args)))
        return term

    return Obligation(obligation.hypotheses, put_in(obligation.goal)) if told else obligation


def _defined(h: Bind) -> Iterator[tuple[Symbol, Symbol, Term]]:
    match h.body:
        case Apply("=", (Apply("call", (Symbol() as f, Symbol() as v)), body)) if v == h.variable:
            yield f, v, body


def _without_idle(obligation: Obligation) -> Obligation:
    """Without the kinds and the tables of vectors that nothing else speaks of, as of \\mathbf z beside the z_i."""
    def of_one(term: Term) -> Symbol | None:
        match term:
            case Apply("in" | "=", (Symbol(_, "vector") as name, other)) if name not in free(other):
                return name if term.head == "in" or is_number(other) or _is_table(other) else None
        return None

    idle = [(h, name) for h in obligation.hypotheses if (name := of_one(h)) is not None]
    if not idle:
        return obligation
    spoken = free(obligation.goal).union(*(free(h) for h in obligation.hypotheses if of_one(h) is None))
    gone = {id(h) for h, name in idle if name not in spoken}
    return Obligation(tuple(h for h in obligation.hypotheses if id(h) not in gone), obligation.goal)


def _is_table(term: Term) -> bool:
    inner = term.args[0] if isinstance(term, Apply) and term.head == "transpose" else term
    return isinstance(inner, Apply) and inner.head == "matrix"


def _is_of_a_whole(part: Term, given: set[str]) -> bool:
    """Whether this is an element of a formula, or of a name that is given by one as a whole."""
    match part:
        case Bind("derivative", _, body, (_, _, *_)):            # in an element
            return any(symbol.sort in WHOLE for symbol in free(body))
        case Apply("at", (Symbol(name), *_)):
            return name in given
        case Apply("at", (Apply(head), *_)):
            return head != "at"
    return False


@dataclass
class _Written:
    asked: Obligation
    doubtful: bool = False                       # a name was taken for a matrix, or a hypothesis left out

    def __post_init__(self) -> None:
        self.lengths = Lengths(self.asked)
        self.taken = set(self.lengths.taken)

    # --- numbers ------------------------------------------------------------------

    def number(self, term: Term) -> Term:
        """A term that is a number, in elements."""
        match term:
            case Symbol(sort="vector" | "matrix"):
                raise Hidden
            case Apply("at", (Symbol(sort="array"), *_)):
                return term
            case Apply("at", (Symbol(sort="vector") | Apply() as whole, place)):
                return self.element(whole, self.number(place))
            case Apply("at", (Symbol(sort="matrix") | Apply() as whole, row, column)):
                return self.cell(whole, self.number(row), self.number(column))
            case Apply("matmul" | "*", (Apply("transpose", (u,)), *rest)) if is_column(u) and is_column(rest[-1]):
                return self._inner(u, rest[0] if len(rest) == 1 else Apply("matmul", tuple(rest)))
            case Apply("dot", (u, v)) if is_column(u) and is_column(v):
                return self._inner(u, v)
            case Apply("^", (Apply("norm", (u,)), Number(power))) if power == 2 and is_column(u):
                return self._inner(u, u)
            case Apply("norm", (u,)) if is_column(u):
                return Apply("sqrt", (self._inner(u, u),))
            case Apply("matmul", args) if all(map(is_number, args)):
                return Apply("*", tuple(map(self.number, args)))
            case Apply("at" | "transpose" | "matmul" | "dot" | "norm" | "odot" | "diag" | "trace" | "inverse"):
                raise Hidden
            case Apply("call", (Symbol() as f, *args)):
                return Apply("call", (f, *map(self.number, args)))
            case Apply("matpow", (u, e)):
                return Apply("^", (self.number(u), self.number(e)))
            case Apply(head, args):
                return Apply(head, tuple(map(self.number, args)))
            case Bind("derivative", Symbol(name, "vector" | "matrix") as varied, body, (at, *places)) if (
                    places and at == varied):
                array = Symbol(name, "array")
                return Bind("derivative", array, self.number(body), (array, *map(self.number, places)))
            case Bind(head, variable, body, bounds):
                if variable.sort in WHOLE:
                    raise Hidden
                ends = tuple(b if isinstance(b, Symbol) and b.sort == "array" else self.number(b) for b in bounds)
                return Bind(head, variable, self.number(body), ends)
        return term

    def _inner(self, u: Term, v: Term) -> Term:
        k = self._index()
        inside = Apply("*", (self.element(u, k), self.element(v, k)))
        return Bind("sum", k, inside, (number(1), self.lengths.of(u)))

    # --- vectors and matrices -----------------------------------------------------------

    def element(self, u: Term, i: Term) -> Term:
        """u_i, u a column or a row."""
        match u:
            case Symbol(name, "vector" | "array"):
                if name in ONES or name.partition("_")[0] in IDENTITIES:
                    raise Hidden
                return Apply("at", (Symbol(name, "array"), i))
            case Apply("at", (Symbol(name, "matrix"), place)):
                return Apply("at", (Symbol(name, "array"), self.number(place), i))
            case Apply("transpose", (v,)):
                return self.element(v, i)
            case Apply("+" | "odot" | "/" as head, args):
                cells = (self.number(arg) if is_number(arg) else self.element(arg, i) for arg in args)
                return Apply("*" if head == "odot" else head, tuple(cells))
            case Apply("-", (v,)):
                return Apply("-", (self.element(v, i),))
            case Apply("*" | "matmul", args):
                return self._product(args, i)
            case Apply("softmax", (v,)):
                k = self._index()
                total = Bind("sum", k, Apply("exp", (self.element(v, k),)), (number(1), self.lengths.of(v)))
                return Apply("/", (Apply("exp", (self.element(v, i),)), total))
            case Apply("call", (Symbol() as f, v)):
                return Apply("call", (f, self.element(v, i)))
            case Apply(head, (v,)) if head in EACH:
                return Apply(head, (self.element(v, i),))
            case Apply("max" | "min" as head, (one, other)):
                return Apply(head, tuple(part if isinstance(part, Number) else self.element(part, i)
                                         for part in (one, other)))
            case Bind("sum", index, body, bounds) if index.sort not in WHOLE:
                return Bind("sum", index, self.element(body, i), tuple(map(self.number, bounds)))
        raise Hidden

    def cell(self, a: Term, i: Term, j: Term) -> Term:
        """A_ij"""
        match a:
            case Symbol(name, "matrix"):
                if name.partition("_")[0] in IDENTITIES:
                    return Apply("delta", (i, j))
                return Apply("at", (Symbol(name, "array"), i, j))
            case Apply("transpose", (b,)):
                return self.cell(b, j, i)
            case Apply("+" | "odot" as head, args):
                return Apply("+" if head == "+" else "*", tuple(self.cell(arg, i, j) for arg in args))
            case Apply("-", (b,)):
                return Apply("-", (self.cell(b, i, j),))
            case Apply("diag", (v,)):
                return Apply("*", (Apply("delta", (i, j)), self.element(v, i)))
            case Apply("*" | "matmul", (*numbers, u, Apply("transpose", (v,)))) if is_column(u) and is_column(v):
                return Apply("*", (*map(self.number, numbers), self.element(u, i), self.element(v, j)))
            case Apply("*" | "matmul", (b, c)) if not is_number(b) and not is_number(c):
                k = self._index()
                inside = Apply("*", (self.cell(b, i, k), self.cell(c, k, j)))
                return Bind("sum", k, inside, (number(1), self.lengths.of(b, 1)))
            case Apply("*" | "matmul", (first, second)):
                by, whole = (first, second) if is_number(first) else (second, first)
                return Apply("*", (self.number(by), self.cell(whole, i, j)))
        raise Hidden

    def _product(self, args: tuple[Term, ...], i: Term) -> Term:
        """An element of a product of numbers with matrices and one vector, behind them or before them."""
        capitals = {arg for arg in args if isinstance(arg, Symbol) and arg.sort == "real" and arg.name[:1].isupper()}
        self.doubtful = self.doubtful or bool(capitals)          # taken for matrices
        args = tuple(Symbol(arg.name, "matrix") if isinstance(arg, Symbol) and arg in capitals else arg for arg in args)
        numbers = [self.number(arg) for arg in args if is_number(arg)]
        flat = [part for arg in args if not is_number(arg) for part in (
            arg.args if isinstance(arg, Apply) and arg.head in PRODUCTS else (arg,))]
        if len(flat) == 1:
            found = self.element(flat[0], i)
        elif flat and is_column(flat[-1]):
            k = self._index()
            rest = flat[1] if len(flat) == 2 else Apply("matmul", tuple(flat[1:]))
            inside = Apply("*", (self.cell(flat[0], i, k), self.element(rest, k)))
            found = Bind("sum", k, inside, (number(1), self.lengths.of(flat[0], 1)))
        elif len(flat) == 2 and is_row(flat[0]):
            k = self._index()
            inside = Apply("*", (self.element(flat[0], k), self.cell(flat[1], k, i)))
            found = Bind("sum", k, inside, (number(1), self.lengths.of(flat[0])))
        else:
            raise Hidden
        return Apply("*", (*numbers, found)) if numbers else found

    def _index(self) -> Symbol:
        index = fresh(Symbol("k", "integer"), frozenset(self.taken))
        self.taken.add(index)
        return index

    # --- what is known ------------------------------------------------------------

    def hypotheses(self) -> list[Term]:
        """What is in force, in elements; with a mark that nothing is refuted, where some of it is not to be had so.

        Fails with Hidden where that gives a vector of the step, as a table does.
        """
        found: list[Term] = []
        for hypothesis in self.asked.hypotheses:
            match hypothesis:
                case Apply("in", (Symbol(sort="vector" | "matrix"), _)):
                    continue
                case Apply("meant", (Symbol(name, "vector" | "matrix"),)):
                    continue
                case Apply("=", (Symbol(_, "matrix") as table, body)) if _is_table(body) and table in free(
                        self.asked.goal):
                    raise Hidden
                case Apply("=", (Symbol(name, "vector"), body)):
                    if _is_table(body):
                        raise Hidden
                    k = self._index()
                    try:
                        given = Apply("=", (Apply("at", (Symbol(name, "array"), k)), self.element(body, k)))
                        found.append(Bind("forall", k, given, ()))
                    except Hidden:
                        self.doubtful = True
                    continue
            try:
                found.append(self.number(hypothesis) if _speaks_of_wholes(hypothesis) else hypothesis)
            except Hidden:
                self.doubtful = True
        return found


def _speaks_of_wholes(term: Term) -> bool:
    return any(symbol.sort in WHOLE for symbol in free(term))


__all__ = ["in_components"]
