"""Terms: what an expression means, once names and sorts are settled.

A term is inert. Nothing is simplified, reordered or evaluated when one is
built, so `x/x` stays a quotient and the question whether `x` may be zero is
still there to be asked. Terms are immutable, hashable, picklable, and compare
by structure; bound names are compared up to renaming only by `same`.

Heads of `Apply` (the whole vocabulary; an unknown head is an opaque function):

    +  *                     n-ary sum and product
    -                        unary negation; a - b is +(a, -(b))
    /  ^                     quotient and power, as written
    sqrt  root(x, n)         principal real roots; an odd root of a negative is negative
    exp  log  log(x, b)      natural logarithm, or to base b
    sin cos tan cot sec csc  asin acos atan acot atan2(y, x)
    sinh cosh tanh coth sech csch  asinh acosh atanh
    abs sign floor ceil max min mod(a, n)  max and min n-ary; ReLU(u) is max(0, u)
    factorial binomial(n, k) gamma erf
    factorial2               n!! of a whole n >= -1
    rising(a, k)             a (a + 1) ... (a + k - 1) of a whole k >= 0
    gcd lcm                  n-ary, of whole numbers
    fibonacci                F_n of a whole n, F_0 = 0, F_1 = 1
    pi  e  i  infinity       constants, without arguments
    re im conj               complex parts
    at(a, i, ...)            element of an array
    call(f, x, ...)          an opaque function applied
    delta(i, j)              Kronecker's delta
    piecewise(c1, v1, ..., [otherwise])   conditions and values in turn, first true one counts;
                             undefined where none is true; only the chosen value need be defined
    = != < <= > >= in        relations, of sort boolean
    and or not implies iff true false
    tuple(...) set(...) interval(lo, hi, kind)  kind is Symbol "[]", "(]", "[)" or "()"
    reals integers naturals complexes      sets without arguments
    matrix(Number rows, Number columns, entries...)  transpose inverse trace det dot norm
    undefined                a value that does not exist

Heads of `Bind` (the variable is bound in the body, not in the bounds):

    sum, product   (lo, hi)        over the integers lo..hi; empty when hi < lo
    integral       (lo, hi)        definite; lo, hi may be infinite
    antiderivative (at,)           some antiderivative of the body, evaluated at `at`
    limit          (at, side)      side is Number(-1), Number(0), Number(1): left, both, right
    derivative     (at, index...)  of the body in the variable, evaluated at `at`; with an index
                                   the variable is an array and one element is varied
    forall exists  (set,) or ()    a boolean body
    max_over min_over argmax argmin  (set,) or (lo, hi) or ()
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction


class _Remembering:
    """Room for what is computed once, for a term never changes: hash, free symbols, heads, that it is small enough.

    None is pickled, for the hash of a string differs by process.
    """

    __slots__ = ("_free", "_hash", "_heads", "_small")
    _hash: int
    _free: frozenset[Symbol]
    _heads: frozenset[str]
    _small: bool

    def _remember(self, parts: object) -> int:
        found = hash(parts)
        object.__setattr__(self, "_hash", found)
        return found


@dataclass(frozen=True, slots=True)
class Number(_Remembering):
    """An exact rational."""

    value: Fraction

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            return self._remember((self.value.numerator, self.value.denominator))


@dataclass(frozen=True, slots=True)
class Symbol(_Remembering):
    """A name, free or bound, with what it stands for.

    Sorts: real, integer, complex, boolean, array (elements are reals), function, unknown (a function
    of which nothing was declared: laws hold for it, but no choice of one refutes anything), vector,
    matrix, random, event, set. Facts such as x > 0 are hypotheses, not sorts.
    """

    name: str
    sort: str = "real"

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            return self._remember((self.name, self.sort))


@dataclass(frozen=True, slots=True)
class Apply(_Remembering):
    head: str
    args: tuple[Term, ...] = ()

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            return self._remember((self.head, self.args))


@dataclass(frozen=True, slots=True)
class Bind(_Remembering):
    head: str
    variable: Symbol
    body: Term
    bounds: tuple[Term, ...] = ()

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            return self._remember((self.head, self.variable, self.body, self.bounds))


Term = Number | Symbol | Apply | Bind

_NONE: frozenset[Symbol] = frozenset()
_NO_HEADS: frozenset[str] = frozenset()
NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
RELATIONS = frozenset(NEGATED)


class Unproved(Exception):
    """A certificate does not fit its goal, or a rule does not apply: nothing is known by it."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What must hold for one step to be right: hypotheses |- goal.

    Hypotheses and goal are terms of sort boolean. A definition is a hypothesis `symbol = term`
    (or `at(array, i) = term` under `forall i`); the range of a free index is two hypotheses
    `lo <= i` and `i <= hi`.
    """

    hypotheses: tuple[Term, ...]
    goal: Term


def number(value: int | str | Fraction) -> Number:
    """An exact number; a string may be a decimal or a quotient."""
    return Number(Fraction(value))


def minus(left: Term, right: Term) -> Term:
    """left - right"""
    return Apply("+", (left, Apply("-", (right,))))


def children(term: Term) -> tuple[Term, ...]:
    """The immediate parts of a term, the body of a binder before its bounds."""
    if isinstance(term, Apply):
        return term.args
    if isinstance(term, Bind):
        return (term.body, *term.bounds)
    return ()


def subterms(term: Term) -> Iterator[Term]:
    """Every part of a term, itself first, without recursion on depth."""
    pending = [term]
    while pending:
        part = pending.pop()
        yield part
        if isinstance(part, Apply):
            pending += part.args[::-1]
        elif isinstance(part, Bind):
            pending += (part.body, *part.bounds)[::-1]


def free(term: Term) -> frozenset[Symbol]:
    """The symbols that occur free in a term."""
    try:
        return term._free
    except AttributeError:
        found = _free(term)
        object.__setattr__(term, "_free", found)
        return found


def _free(term: Term) -> frozenset[Symbol]:
    match term:
        case Symbol():
            return frozenset((term,))
        case Apply(_, args):
            return _NONE.union(*map(free, args))
        case Bind(_, variable, body, bounds):
            return (free(body) - {variable}).union(*map(free, bounds))
    return _NONE


def heads(term: Term) -> frozenset[str]:
    """The heads that occur anywhere in a term, of applications and of binders."""
    try:
        return term._heads
    except AttributeError:
        found = _NO_HEADS
        if isinstance(term, Apply | Bind):
            found = frozenset((term.head,)).union(*map(heads, children(term)))
        object.__setattr__(term, "_heads", found)
        return found


def fresh(symbol: Symbol, avoid: frozenset[Symbol]) -> Symbol:
    """A symbol of the same sort whose name is not among `avoid`: k, k', k'', ..."""
    taken = {other.name for other in avoid}
    name = symbol.name
    while name in taken:
        name += "'"
    return Symbol(name, symbol.sort)


def substitute(term: Term, values: Mapping[Symbol, Term]) -> Term:
    """Replace free symbols by terms, renaming bound variables that would capture.

        (Bind v. b)[x := t]  =  Bind v'. b[v := v'][x := t],  v' not free in t
    """
    names = free(term)
    relevant = {symbol: value for symbol, value in values.items() if symbol in names}
    if not relevant:
        return term
    match term:
        case Symbol():
            return relevant[term]
        case Apply(head, args):
            return Apply(head, tuple(substitute(arg, relevant) for arg in args))
        case Bind(head, variable, body, bounds):
            moved = tuple(substitute(bound, relevant) for bound in bounds)
            inner = {symbol: relevant[symbol] for symbol in relevant.keys() & free(body) - {variable}}
            incoming = frozenset().union(*(free(value) for value in inner.values()))
            if inner and variable.name in {symbol.name for symbol in incoming}:
                renamed = fresh(variable, incoming | free(body))
                body = substitute(body, {variable: renamed})
                variable = renamed
            return Bind(head, variable, substitute(body, inner) if inner else body, moved)
    return term


def same(left: Term, right: Term) -> bool:
    """Equality of terms up to the names of bound variables.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> same(Bind("sum", x, x, (number(1), y)), Bind("sum", y, y, (number(1), y)))
    True
    """
    return left == right or _same(left, right, {}, {})


def _same(left: Term, right: Term, there: dict[Symbol, int], back: dict[Symbol, int]) -> bool:
    match left, right:
        case Number(), Number():
            return left == right
        case Symbol(), Symbol():
            return left == right if left not in there and right not in back else there.get(left) == back.get(right)
        case Apply(head, args), Apply(other, others):
            return (
                head == other
                and len(args) == len(others)
                and all(_same(a, b, there, back) for a, b in zip(args, others, strict=True))
            )
        case Bind(head, v, body, bounds), Bind(other, w, rest, others):
            depth = max(there.values(), default=0) + 1      # counts binders, also those that hide one another
            return (
                head == other
                and v.sort == w.sort
                and len(bounds) == len(others)
                and all(_same(a, b, there, back) for a, b in zip(bounds, others, strict=True))
                and _same(body, rest, {**there, v: depth}, {**back, w: depth})
            )
    return False
