"""What the evaluator knows of heads and sorts: which hold several numbers, which are analytic, which are complex."""

from __future__ import annotations

from derive.decide.closures import beside_the_cuts, between_the_cuts, off_the_cut
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, subterms

HOLDERS = frozenset({"array", "function", "vector", "matrix", "random", "event", "set"})
ANALYTIC = frozenset(
    ("+", "*", "-", "/", "^", "sqrt", "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "atan", "sinh", "cosh",
     "tanh", "coth", "sech", "csch", "erf", "asinh", "asin", "acos", "atanh")
)
BINDERS = frozenset(
    ("sum", "product", "integral", "antiderivative", "limit", "derivative", "forall", "exists", "lambda", "max_over",
     "min_over", "argmax", "argmin")
)
CONNECTIVES = {"not": 1, "implies": 2, "iff": 2}
CUTS = {
    "sqrt": off_the_cut, "log": off_the_cut, "atan": between_the_cuts, "asinh": between_the_cuts,
    "asin": beside_the_cuts, "acos": beside_the_cuts, "atanh": beside_the_cuts,
}
NUMBERS = frozenset(("real", "integer", "array"))


def is_complex(term: Term) -> bool:
    """Whether a term speaks of complex numbers."""
    if not heads(term).isdisjoint(("i", "conj")) or any(symbol.sort == "complex" for symbol in free(term)):
        return True
    return not heads(term).isdisjoint(BINDERS) and any(       # a bound name that is complex
        part.sort == "complex" if isinstance(part, Symbol) else isinstance(part, Apply) and part.head in ("i", "conj")
        for part in subterms(term)
    )


def is_analytic(term: Bind, path: frozenset[Symbol]) -> bool:
    """Whether an integral is analytic in other variables where its integrand is: between ends that stand still."""
    return term.head == "integral" and len(term.bounds) == 2 and all(
        path.isdisjoint(free(end)) and "infinity" not in heads(end) for end in term.bounds)


def sinc_of(term: Term) -> Term | None:
    """u of sin(u)/u with 1 where u is 0."""
    match term:
        case Apply("piecewise", (Apply("!=", (u, Number(zero))), Apply("/", (Apply("sin", (v,)), w)), Number(one))) if (
                u == v == w and zero == 0 and one == 1):
            return u
    return None


def is_of_numbers(goal: Term) -> bool:
    """Whether the kernel would hear of a goal at all: not of matrices, which do not change places."""
    sorts = {symbol.sort for symbol in free(goal)}
    if sorts <= NUMBERS or sorts <= {"real", "integer", "complex"}:
        return True
    called = {part.args[0] for part in subterms(goal) if isinstance(part, Apply) and part.head == "call"}
    return all(s.sort in NUMBERS or (s in called and s.sort in ("function", "unknown")) for s in free(goal))
