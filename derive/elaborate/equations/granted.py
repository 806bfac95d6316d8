"""What formulas of quantities take for granted: masses are not zero, speeds and lengths are not negative."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from derive.elaborate.formulas.sampling import approximate, differences
from derive.elaborate.language.phrases_notation_en import COUNTED, LENGTH_OF, SAMPLED, SUCCESSES
from derive.elaborate.language.phrases_quantities_en import DISCOUNTED
from derive.elaborate.names.open_names import rests_on_a_sign
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, substitute, subterms

CUSTOMARY_UNKNOWNS = frozenset({"x", "y", "z", "u", "v", "w", "t", "lambda"})
SHARES = frozenset({"p", "q", "pi"})             # letters of probabilities
ORDERED = frozenset({"<", "<=", ">", ">="})
DISCOUNTS = frozenset({"delta", "beta"})         # letters of factors by which what comes later is worth less
ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))
CONSTANTS = frozenset({"hbar", "k_B"})           # of nature, above zero


def sizes(goal: Term, measured: Collection[str], rooted_names: Collection[str] = ()) -> Iterator[Term]:
    """Where roots and bars are, names of lengths and other sizes are not negative, nor what functions take roots of."""
    names = sorted((s for s in free(goal) if s.sort in ("real", "integer")), key=lambda symbol: symbol.name)
    if any(rests_on_a_sign(symbol, goal) for symbol in names):
        yield from (Apply(">=", (symbol, ZERO)) for symbol in names
                    if symbol.name in measured or symbol.name in rooted_names)
    yield from (Apply(">", (symbol, ZERO)) for symbol in names if symbol.name in CONSTANTS)
    match goal:
        case Apply("=", (Symbol(name) as found, value)) | Apply("iff" | "implies", (
                _, Apply("=", (Symbol(name) as found, value)))):
            plain = name in measured and name.partition("_")[0] not in CUSTOMARY_UNKNOWNS - {"t", "v"}
            if (plain or f"{name} by name" in measured) and not free(value) and (approximate(value, {}) or 0) > 0:
                yield Apply(">", (found, ZERO))  # it lands when t(4 - t) = 0, so t = 4


def discounts(goal: Term, words: str) -> Iterator[Term]:
    """Factors by which later payoffs are discounted lie between 0 and 1: who multiplies by 1 - delta takes it so."""
    found = sorted((one for one in free(goal) if one.name in DISCOUNTS), key=lambda one: one.name)
    for symbol in found if found and _speaks_of_discounts(words) else ():
        yield from (Apply(">", (symbol, ZERO)), Apply("<", (symbol, ONE)))


@lru_cache(maxsize=4)
def _speaks_of_discounts(words: str) -> bool:
    return DISCOUNTED.search(words) is not None


def lengths_by_name(words: str) -> set[str]:
    """"x by name" of each letter that the words call a length, x as well: a square of side x."""
    return {f"{one or other} by name" for one, other in LENGTH_OF.findall(words)}


def under_roots(functions: Iterable[Definition], facts: Iterable[Term] = ()) -> frozenset[str]:
    """The names of which formulas of the page take even roots or logarithms: sqrt K sqrt L, or sqrt(K L) = 30."""
    known_functions = tuple(functions)
    together = {symbol for fact in (*facts, *(known.body for known in known_functions))
                for part in subterms(fact) for symbol in _multiplied(part)}
    return frozenset(symbol.name for known in known_functions for symbol in free(known.body)
                     if symbol.name not in CUSTOMARY_UNKNOWNS and rooted(symbol, known.body)) | {
        symbol.name for symbol in together if symbol.name not in CUSTOMARY_UNKNOWNS}


def _multiplied(part: Term) -> frozenset[Symbol]:
    """K and L of sqrt(K L)."""
    match part:
        case Apply("sqrt", (Apply("*", factors),)) if len(factors) == len(set(factors)):
            return frozenset(one for one in factors if isinstance(one, Symbol))
    return frozenset()


def rooted(symbol: Symbol, body: Term) -> bool:
    """Whether a formula has an even root or a logarithm of a name by itself: K^{1/2} L^{1/2}, of K and L."""
    for part in subterms(body):
        match part:
            case Apply("sqrt" | "log", (inner, *_)) if inner == symbol:
                return True
            case Apply("^", (base, exponent)) if base == symbol and not free(exponent):
                power = approximate(exponent, {})
                return power is not None and (2 * power) % 2 == 1
    return False


def counted(words: str, ranges: Iterable[tuple[Term, Term]]) -> frozenset[str]:
    """The names that words call a number of things, a length or a width, and those with which sums end."""
    told = frozenset(name.lstrip("\\") for found in COUNTED.finditer(words) for name in found.groups() if name)
    drawn = frozenset("nN" if SAMPLED.search(words) else "") | frozenset("k" if SUCCESSES.search(words) else "")
    return told | drawn | {end.name for _, end in ranges if isinstance(end, Symbol)}


def positive(goal: Term, counts: Collection[str], here: Collection[str]) -> Iterator[Term]:
    """Where orders stand, and where one equation leads to another, 2 n^2 = 6 n d iff n = 3 d, counts are above zero.

    Behind equations only those that this problem calls so: x is a width in one problem, and a number in the next.
    """
    parts = goal.args if isinstance(goal, Apply) and goal.head in ("iff", "implies") else (goal,)
    ordered = any(isinstance(part, Apply) and part.head in ORDERED for part in parts)
    counts = counts if ordered else here
    if len(parts) > 1 or ordered:
        yield from (Apply(">", (symbol, ZERO)) for symbol in sorted(free(goal), key=lambda symbol: symbol.name)
                    if (symbol.name in counts or _is_exponent(symbol, goal)) and symbol.sort in ("real", "integer"))
        yield from (Apply(">=", (part, ZERO)) for part in dict.fromkeys(subterms(goal)) if _is_rest(part, counts)
                    and all(part not in one.args for one in parts if isinstance(one, Apply)))


def _is_exponent(symbol: Symbol, goal: Term) -> bool:
    """n of (1 - 1/n)^n, which is likely to be a number of things."""
    powers = (part for part in subterms(goal) if isinstance(part, Apply) and part.head == "^")
    return symbol.name in ("n", "N") and any(symbol in free(part.args[1]) for part in powers)


def _is_rest(part: Term, counts: Collection[str]) -> bool:
    """n - k: those of n things that are not among some k of them."""
    match part:
        case Apply("+", (Symbol("n" | "N"), Apply("-", (Symbol(some),)))):
            return some in counts
    return False


def shares(goal: Term, hypotheses: Collection[Term]) -> Iterator[Term]:
    """Where a sum runs over all p_k, they may be shares that sum to one: nobody refutes 1 - sum_k p_k^2 of others."""
    told = frozenset().union(*(free(one) for one in hypotheses if not _is_order(one)))
    sums = (part for part in subterms(goal) if isinstance(part, Bind) and part.head == "sum" and len(part.bounds) == 2)
    whole: dict[Term, None] = {}
    for part in sums:
        for at in subterms(part.body):
            match at:
                case Apply("at", (Symbol(name) as array, k)) if (
                        name in SHARES and k == part.variable and array not in told):
                    whole[Bind("sum", part.variable, at, part.bounds)] = None
    yield from (Apply("=", (one, Number(Fraction(1)))) for one in whole)


def _is_order(fact: Term) -> bool:
    """p_k > 0, 0 <= p_k <= 1, of every k or of one, H = -sum_k p_k log p_k: nothing of what they sum to."""
    match fact:
        case Apply("=", (Symbol(sort="real") as name, body)):
            return name not in free(body) and body.head != "at" if isinstance(body, Apply | Bind) else False
        case Bind("forall", _, body):
            return _is_order(body)
        case Apply("and", parts):
            return all(map(_is_order, parts))
        case Apply(head, sides):
            return head in ORDERED and any(isinstance(side, Number) for side in sides)
    return False


def taken_for_granted(goal: Term) -> tuple[Term, ...]:
    """What a formula of quantities takes for granted: they are not zero, and not negative.

        m a = m g sin(theta) implies a = g sin(theta)      m != 0
        m v^2 = 2 m g h implies v = sqrt(2 g h)            m != 0, v >= 0

    Who divides by a mass takes it not to be zero; who divides by x or by a - b loses a solution.
    """
    return _not_zero(goal) + _not_negative(goal)


def _not_negative(goal: Term) -> tuple[Term, ...]:
    match goal:
        case Apply("implies" | "iff", (premise, Apply("=", (Symbol(name, "real") as root, Apply("sqrt", (u,)))))):
            if name.partition("_")[0] not in CUSTOMARY_UNKNOWNS - {"v", "t"} and free(u) and root in free(premise):
                return (Apply(">=", (root, ZERO)),)
    return ()


def _not_zero(goal: Term) -> tuple[Term, ...]:
    match goal:
        case Apply("implies" | "iff", (Apply("=", (left, right)), conclusion)):
            gone = (free(left) & free(right)) - free(conclusion)
            return tuple(Apply("!=", (name, ZERO)) for name in sorted(gone, key=lambda symbol: symbol.name)
                         if name.sort == "real" and name.name.partition("_")[0] not in CUSTOMARY_UNKNOWNS
                         and all(_vanishes(side, name) for side in (left, right)))
    return ()


def _vanishes(side: Term, name: Symbol) -> bool:
    """Whether a side is zero with a name, as far as sampling tells."""
    found = differences(substitute(side, {name: ZERO}), ZERO)
    return found is not None and all(abs(value) < 1e-12 for value in found)
