"""Derivatives of what is not known to depend on the variable.

Nobody writes \\partial z_i / \\partial X_j of a z that does not depend on X: where nothing says how it does, the
derivative is not zero but unknown, and neither is anything else of z to be taken as constant in X.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, subterms

LASTING = frozenset({"a", "b", "c", "k", "n", "m", "C", "K", "A", "B", "pi"})     # letters of constants
FUNCTIONS = frozenset({"function", "unknown"})   # sigma of a = sigma(-0.5), in which no name stands
SQUARE = frozenset({"inverse", "det", "trace", "matpow"})         # what is of square matrices


def unsettled(sides: Iterable[Term], hypotheses: Sequence[Term] = ()) -> str:
    """Why nothing is decided; "" where nothing stands against it.

    An element of an array is differentiated in what it does not mention, or a name that rests on numbers which were put
    in: of L = (y - t)^2 with y = 3 * 5 - 2, who knows what the 2 was.
    """
    sides = tuple(sides)
    if why := _beyond_shapes(sides, hypotheses):
        return why
    for side in sides:
        for part in subterms(side) if "derivative" in heads(side) else ():
            match part:
                case Bind("derivative", variable, Apply("at", (Symbol(name), *_)) as it) if variable not in free(it):
                    return f"what {name} depends on is not known"
                case Bind("derivative", variable, Symbol() as it) if it != variable and _rests_on_numbers(
                        it, variable, hypotheses):
                    return f"how {it.name} depends on {variable.name} is not seen: numbers were put in"
                case Bind("derivative", Symbol(name) as variable, body) if variable not in free(body) and any(
                        one.name == name.partition("_")[0] != name and one.sort != "real" for one in free(body)):
                    return f"that {name} is an element of what stands there as a whole is not seen"
    return ""


def _beyond_shapes(sides: Sequence[Term], hypotheses: Sequence[Term]) -> str:
    """X^{-1} and det X of an X that is declared n by d."""
    if all(heads(side).isdisjoint(SQUARE) for side in sides):
        return ""
    equal = [set(h.args) for h in hypotheses if isinstance(h, Apply) and h.head == "="]
    oblong = {name for h in hypotheses for name, size in _declared(h) if size[0] != size[1] and set(size) not in equal}
    for part in (part for side in sides for part in subterms(side)):
        match part:
            case Apply(head, (Symbol() as name, *_)) | Apply(head, (Apply("transpose", (Symbol() as name,)), *_)) if (
                    head in SQUARE and name in oblong):
                return f"{name.name} is not square"
    return ""


def _declared(hypothesis: Term) -> list[tuple[Symbol, tuple[Term, Term]]]:
    match hypothesis:
        case Apply("in", (Symbol() as name, Apply("^", (Apply("reals"), Apply("*", (rows, columns)))))):
            return [(name, (rows, columns))]
    return []


def _rests_on_numbers(name: Symbol, variable: Symbol, hypotheses: Sequence[Term]) -> bool:
    """Whether the formulas that lead to a name know nothing of the variable, and one of them is of numbers alone."""
    said = {h.args[0]: h.args[1] for h in hypotheses if isinstance(h, Apply) and h.head == "=" and len(h.args) == 2}
    pending, seen, numbers = [name], {name}, False
    while pending:
        formula = said.get(pending.pop())
        names = frozenset(one for one in free(formula) if one.sort not in FUNCTIONS) if formula else frozenset()
        numbers = numbers or (formula is not None and not names)
        pending += names - seen
        seen |= names
    return numbers and variable not in seen


def varies_nothing(symbol: Symbol, goal: Term) -> bool:
    """Whether a name is differentiated in something that does not mention it, as far as the page says: L of numbers.

    A bare p in an integral over V may depend on it, too.
    """
    if symbol.name not in LASTING and any(
            isinstance(part, Bind) and part.head in ("integral", "antiderivative") and part.body == symbol
            and part.variable != symbol for part in subterms(goal)):
        return True
    return any(
        isinstance(part, Bind) and part.head == "derivative" and isinstance(part.body, Symbol)
        and symbol in free(part) and symbol != part.body
        for part in (subterms(goal) if "derivative" in heads(goal) else ()))


def is_tied(goal: Term, hypotheses: Sequence[Term]) -> bool:
    """Whether x y is differentiated in x, where an equation says y = 60 - 2x: whether y varies with x, who knows."""
    if "derivative" not in heads(goal):
        return False
    ties = [(name, free(value)) for known in hypotheses if isinstance(known, Apply) and known.head == "="
            for name, value in (known.args, known.args[::-1]) if isinstance(name, Symbol) and name not in free(value)]
    return any(
        isinstance(part, Bind) and part.head == "derivative" and any(
            name in free(part.body) and name != part.variable and part.variable in names for name, names in ties)
        for part in subterms(goal))


def callers(fact: Term, indices: Container[str]) -> frozenset[Symbol]:
    """The names that call for a fact: that a_i >= 0 is said of the array, not of every i.

    An equation for the slopes of an unknown function says nothing of the variable: y' + y tan x = q(x). The size of a
    vector or matrix says nothing of its rows: X in R^{n x d}, x_i in R^d.
    """
    if isinstance(fact, Apply) and fact.head == "in" and "reals" in heads(fact.args[1]):
        if wholes := frozenset(s for s in free(fact.args[0]) if s.sort in ("vector", "matrix")):
            return wholes
    asked = any(symbol.sort == "unknown" for symbol in free(fact))
    moved = {one.variable for one in subterms(fact) if asked and isinstance(one, Bind) and one.head == "derivative"}
    return frozenset(s for s in free(fact) - moved if s.sort != "integer" or s.name not in indices) or free(fact)


__all__ = ["callers", "is_tied", "unsettled", "varies_nothing"]
