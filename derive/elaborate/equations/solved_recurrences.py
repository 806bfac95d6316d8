"""What a recurrence says of growth: T taken apart once more, summed up over its levels, or as large as its solution.

    T(n) = T(n - 1) + O(1)            T(n - 1) + O(1) = T(n - 2) + O(1) + O(1),  T(n) = O(n)
    T(n) = a T(n/b) + f(n)            T(n) = sum_{i=0}^{log_b n - 1} a^i f(n/b^i) + Theta(n^{log_b a})
    T(n) = a T(n/b) + Theta(n^q log^m n)    n^{log_b a}, n^q log^{m + 1} n, n^q log^m n, for a b^{-q} above, at, below 1
    T(n) = sum_i a_i T(n/b_i) + Theta(n^q)  n^q log n or n^q, as sum_i a_i b_i^{-q} is 1 or less
    T(n) = T(n - c) + Theta(n^q), q > -1    n^(q + 1);   a T(n - c) + Theta(n^q), a > 1: a^(n/c)
    T(n) = a T(n^(1/k)) + Theta(log^q n)    as above, with log n for n

Roundings and constants in n/b + c do not matter, and T is above zero where the recurrence begins. With O or Omega for
Theta the solution is O or Omega. Declines other recurrences. Source: CLRS, 4.4 to 4.6; Akra and Bazzi, 1998.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.elaborate.equations.recurrences import Recurrence
from derive.elaborate.formulas.growth import COST, statement
from derive.elaborate.formulas.order_arithmetic import MARK, Piece, Unclear, has_order, pieces, together, with_orders
from derive.elaborate.formulas.order_of_terms import alike, shape
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.elaborate.unfolding import rewrite
from derive.kernel.assembly import ONE, over, plus, times
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

Known = Mapping[tuple[str, Symbol], Recurrence]
WAYS = 6                                         # of showing one statement


@dataclass(frozen=True)
class Taken:
    """T(n) = sum of count T(part n + less), or of count T(n^part), + forcing."""

    calls: tuple[tuple[Fraction, str, Fraction], ...]
    forcing: tuple[Piece, ...]
    moved: bool                                  # some T(part n + less) with a number added


def with_growth(step: Step, known: Known, knows: Callable[[str], bool]) -> Step:
    """The step with what the recurrences of the page make of T, where it speaks of the growth of T."""
    obligation = step.obligation
    if obligation is None or "grows" not in heads(obligation.goal) or "call" not in heads(obligation.goal):
        return step
    goal = obligation.goal
    ways = list(goal.args) if isinstance(goal, Apply) and goal.head == "or" else [goal]
    told: list[str] = []
    for way in tuple(ways):
        match way:
            case Apply("grows", (Symbol() as n, left, right)):
                for term, words in _turned(left, n, known, knows):
                    new = statement("=", term, right, n)
                    found = new.args if isinstance(new, Apply) and new.head == "or" else (new,)
                    ways += [one for one in found if one is not None and one not in ways]
                    told += [one for one in words if one not in told]
    if len(ways) == 1 or ways == [goal]:
        return step
    wide = Apply("or", tuple(ways[:WAYS + 2]))
    return replace(
        step, obligation=Obligation(obligation.hypotheses, wide), under=(*step.under, *told),
        general=None if step.general is None else Obligation(step.general.hypotheses, wide))


def _turned(left: Term, n: Symbol, known: Known, knows: Callable[[str], bool]) -> Iterator[tuple[Term, list[str]]]:
    """The left side with T taken apart, summed up, and solved."""
    try:
        found = pieces(left, n)
    except Unclear:
        return
    added = {call for one in found if one.sign > 0 for call in _calls(one.term, known)}
    less = {call for one in found if one.sign < 0 for call in _calls(one.term, known)}
    if not added:
        return
    bodies = {call: with_orders(body, knows) for call in added
              if (body := _body(known["call", call.args[0]])) is not None}         # type: ignore[index]
    apart = {call: substitute(body, {_parameter(call, known): call.args[1]}) for call, body in bodies.items()}
    if less:
        yield _rebuilt(found, apart), []
        return
    for way in (_levels, _solved):
        values: dict[Apply, Term] = {}
        for call, body in bodies.items():
            value = way(_taken(body, call, known), call, _parameter(call, known))
            if value is not None:
                values[call] = value
        if values and added <= set(values):
            yield _rebuilt(found, values), [f"{plain(call)} = {_in_words(value)}" for call, value in values.items()]


def _in_words(value: Term) -> str:
    return plain(rewrite(value, lambda part: Apply(part.head.removeprefix(MARK), part.args)
                         if isinstance(part, Apply) and part.head.startswith(MARK) else None))


def _rebuilt(found: Sequence[Piece], values: Mapping[Apply, Term]) -> Term:
    return together([
        one if one.order or one.sign < 0 else replace(one, term=_exchanged(one.term, values)) for one in found])


def _exchanged(term: Term, values: Mapping[Apply, Term]) -> Term:
    return rewrite(term, lambda part: values.get(part) if isinstance(part, Apply) else None)


def _parameter(call: Apply, known: Known) -> Symbol:
    return known["call", call.args[0]].parameter                     # type: ignore[index]


def _calls(term: Term, known: Known) -> list[Apply]:
    return [part for part in subterms(term) if isinstance(part, Apply) and part.head == "call" and len(part.args) == 2
            and isinstance(part.args[0], Symbol) and ("call", part.args[0]) in known
            and not known["call", part.args[0]].shift]


def _body(one: Recurrence) -> Term | None:
    """The right side; of several cases the one that leads to smaller ones."""
    if isinstance(one.body, Apply) and one.body.head == "piecewise":
        values = [*one.body.args[1::2], *(one.body.args[-1:] if len(one.body.args) % 2 else ())]
        leading = [value for value in values if one.place[1] in free(value)]
        return leading[0] if len(leading) == 1 else None
    return one.body


def _taken(body: Term, call: Apply, known: Known) -> Taken | None:
    """The recurrence by its parts; None where it has another form."""
    letter, n = call.args[0], _parameter(call, known)
    calls: list[tuple[Fraction, str, Fraction]] = []
    forcing: list[Piece] = []
    moved = False
    try:
        found = pieces(body, n)
    except Unclear:
        return None
    for one in found:
        inner = [part for part in subterms(one.term) if isinstance(part, Apply) and part.head == "call"]
        if not inner:
            forcing.append(one)
            continue
        count = _count(one.term, inner[0]) if not one.order and one.sign > 0 and inner[0].args[0] == letter else None
        place = _place(inner[0].args[1], n)
        if count is None or place is None or len(inner) != 1:
            return None
        line = _line(inner[0].args[1], n)
        moved = moved or line is None or line[1] != 0
        calls.append((count, *place))
    return Taken(tuple(calls), tuple(forcing), moved) if calls else None


def _count(term: Term, call: Apply) -> Fraction | None:
    """How often T is taken: a of a T(n/b)."""
    if term == call:
        return Fraction(1)
    match term:
        case Apply("*", args) if args.count(call) == 1 and all(isinstance(arg, Number) for arg in args if arg != call):
            count = Fraction(1)
            for arg in args:
                count *= arg.value if isinstance(arg, Number) else 1
            return count if count > 0 else None
    return None


def _place(index: Term, n: Symbol) -> tuple[str, Fraction] | None:
    """How the size shrinks: by a factor, by a number, or to a power."""
    match index:
        case Apply("sqrt", (u,)) if u == n:
            return "power", Fraction(1, 2)
        case Apply("^", (u, e)) if u == n and (power := _number(e)) is not None and 0 < power < 1:
            return "power", power
    line = _line(index, n)
    if line is None:
        return None
    part, rest = line
    if 0 < part < 1:
        return "part", part
    return ("less", -rest) if part == 1 and rest < 0 else None


def _number(term: Term) -> Fraction | None:
    line = _line(term, Symbol(""))
    return line[1] if line is not None else None


def _line(term: Term, n: Symbol) -> tuple[Fraction, Fraction] | None:
    """a and b of a n + b, roundings set aside."""
    match term:
        case Number(value):
            return Fraction(0), value
        case Symbol():
            return (Fraction(1), Fraction(0)) if term == n else None
        case Apply("floor" | "ceil", (u,)):
            return _line(u, n)
        case Apply("-", (u,)) if (line := _line(u, n)) is not None:
            return -line[0], -line[1]
        case Apply("+", args):
            lines = [_line(arg, n) for arg in args]
            if None in lines:
                return None
            return sum((a for a, _ in lines), Fraction(0)), sum((b for _, b in lines), Fraction(0))     # type: ignore
        case Apply("*" | "/" as head, (u, v)) if (one := _line(u, n)) is not None and (two := _line(v, n)) is not None:
            if head == "/":
                return (one[0] / two[1], one[1] / two[1]) if not two[0] and two[1] else None
            (a, b), (c, d) = one, two
            return (a * d + b * c, b * d) if not a * c else None
    return None


def _levels(taken: Taken | None, call: Apply, n: Symbol) -> Term | None:
    """The tree of the recurrence, level by level: a^i f(n/b^i), and n^{log_b a} leaves."""
    if taken is None or len(taken.calls) != 1 or call.args[1] != n or taken.calls[0][1] != "part" or taken.moved:
        return None
    count, _, part = taken.calls[0]
    force = plus([one.written() for one in taken.forcing])
    if has_order(force) or not taken.forcing or count < 1:
        return None
    i = fresh(Symbol("i", "integer"), free(force) | {n})
    size, base = Number(1 / part), Number(count)
    below = substitute(force, {n: over(n, Apply("^", (size, i)))})
    body = times([*([Apply("^", (base, i))] if count != 1 else []), below])
    last = plus([Apply("log", (n, size)), Number(Fraction(-1))])
    leaves = Apply("^", (n, Apply("log", (base, size)))) if count != 1 else ONE
    return Apply("+", (Bind("sum", i, body, (number(0), last)), Apply(MARK + "Theta", (leaves,))))


def _solved(taken: Taken | None, call: Apply, n: Symbol) -> Term | None:
    """The order of the solution, at the place of the call."""
    if taken is None:
        return None
    forced = _forced(taken.forcing, n)
    if forced is None:
        return None
    order, q, m = forced
    kinds = {kind for _, kind, _ in taken.calls}
    at = call.args[1]
    measure = None
    if kinds == {"part"}:
        measure = _by_parts(taken, q, m, at)
    elif kinds == {"power"} and not q:
        measure = _by_parts(taken, Fraction(m), 0, Apply("log", (at,)))
    elif kinds == {"less"} and len(taken.calls) == 1:
        count, _, less = taken.calls[0]
        if count == 1 and q > -1:
            measure = _grown(at, q + 1, m)
        elif count > 1 and q >= 0:
            measure = Apply("^", (Number(count), over(at, Number(less))))
    return None if measure is None else Apply(MARK + order, (measure,))


def _by_parts(taken: Taken, q: Fraction, m: int, at: Term) -> Term | None:
    """The master theorem; with parts of several sizes where the parts together are no more than the whole."""
    if len(taken.calls) == 1:
        count, _, part = taken.calls[0]
        above = count ** q.denominator * part ** q.numerator          # a b^(-q) to the power of the denominator
        if count < 1:
            return None
        if above > 1:
            return Apply("^", (at, Apply("log", (Number(count), Number(1 / part)))))
        return _grown(at, q, m + 1 if above == 1 else m)
    if q.denominator > 1 or q < 0:
        return None
    whole = sum((count * part ** int(q) for count, _, part in taken.calls), Fraction(0))
    return None if whole > 1 else _grown(at, q, m + 1 if whole == 1 else m)


def _grown(at: Term, q: Fraction, m: int) -> Term:
    logs = [Apply("^", (Apply("log", (at,)), number(m)))] if m > 1 else [Apply("log", (at,))] if m else []
    return times([*([Apply("^", (at, Number(q)))] if q else []), *logs])


def _forced(forcing: Sequence[Piece], n: Symbol) -> tuple[str, Fraction, int] | None:
    """The order of what is added at each level, and its n^q log^m n."""
    found: list[tuple[Fraction, int, str, int]] = []
    for one in forcing:
        made = _largest(alike(one.term, n), n)
        if made is None or one.order in ("o", "omega"):
            return None
        found.append((*made, one.order or "Theta", one.sign))
    if not found:
        return None
    q, m = max((q, m) for q, m, _, _ in found)
    top = {(order, sign) for p, k, order, sign in found if (p, k) == (q, m)}
    if any(sign < 0 for _, sign in top) or (len(found) > 1 and "Omega" in {order for _, _, order, _ in found}):
        return None
    orders = {order for order, _ in top}
    return ("Theta" if "Theta" in orders else next(iter(orders))), q, m


def _largest(term: Term, n: Symbol) -> tuple[Fraction, int] | None:
    """q and m of a sum of terms c n^q log^m n above zero."""
    parts = term.args if isinstance(term, Apply) and term.head == "+" else (term,)
    found = [shape(part, n) for part in parts]
    made = [(one[1], one[2]) for one in found if one is not None and one[3] == 1 and _is_cost(one[0])]
    return max(made) if len(made) == len(parts) else None


def _is_cost(factor: Term) -> bool:
    """Above zero: a number, or a constant in which costs are told."""
    match factor:
        case Number(value):
            return value > 0
        case Symbol(name):
            return COST.fullmatch(name) is not None
        case Apply("+" | "*" | "/" | "^" | "log", args):
            logarithm = factor.head == "log" and not (isinstance(args[0], Number) and args[0].value > 1)
            return all(map(_is_cost, args)) and not logarithm
    return False
