"""Guards: the conditions under which a term as written has a value, and where its branches change.

    1/u           u != 0            sqrt(u), u^(p/2q)   u >= 0, > 0 below a fraction bar
    log(u)        u > 0             u^v, v real         u > 0
    asin, acos    -1 <= u <= 1      acosh, atanh        u >= 1, -1 < u < 1
    |u|, max, min the sign of u     asin(sin u) = u     -pi/2 <= u <= pi/2, and the like

The factors and bases inside a root or a logarithm are guards too: sqrt(x^2) bends where x changes sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from derive.kernel.refutation import definition
from derive.kernel.signs import facts, holds
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, number, substitute, subterms

ZERO, ONE = number(0), number(1)
PI = Apply("pi")
HALF_TURN = Apply("/", (PI, number(2)))
SIGNS = (">=", ">", "!=", "<=", "<")


def relation(head: str, left: Term, right: Term = ZERO) -> Apply:
    return Apply(head, (left, right))


def definedness(term: Term) -> tuple[Apply, ...]:
    """The conditions for the parts of a term to have a value, short ones first, without repetition."""
    found = dict.fromkeys(condition for part in _parts(term) for condition in _defined(part))
    return tuple(sorted(found, key=lambda condition: sum(1 for _ in subterms(condition))))


def evident(condition: Apply, hypotheses: tuple[Term, ...]) -> bool:
    """Whether a condition plainly holds: a sum of exponentials is positive, and so is what is defined as one."""
    inner, bound = condition.args
    if bound != ZERO:
        return False
    given = [item for item in map(definition, hypotheses) if item is not None]
    if condition.head in (">", ">=", "!=") and _positive(inner, {name: body for name, _, body in given}, 40):
        return True
    return holds(condition, facts(h for h in hypotheses if _is_relation(h)))


def _positive(term: Term, definitions: Mapping[Symbol, Term], depth: int) -> bool:
    """Positive by the way it is built, wherever it has a value."""
    if depth == 0:
        return False

    def positive(part: Term) -> bool:
        return _positive(part, definitions, depth - 1)

    match term:
        case Number(value):
            return value > 0
        case Apply("exp" | "cosh" | "pi" | "e"):
            return True
        case Apply("+" | "*" | "/", parts):
            return all(map(positive, parts))
        case Apply("^" | "sqrt", (base, *_)) | Bind("sum" | "product", _, base, _):
            return positive(base)
        case Symbol() | Apply("at" | "call", (Symbol(), *_)):
            name = term if isinstance(term, Symbol) else term.args[0]
            return isinstance(name, Symbol) and name in definitions and positive(definitions[name])
    return False


def _is_relation(term: Term) -> TypeGuard[Apply]:
    return isinstance(term, Apply) and term.head in RELATIONS and len(term.args) == 2


def branches(term: Term) -> tuple[Apply, ...]:
    """Conditions on whose side of a branch the value depends, all signs of each guard."""
    found: list[Apply] = []
    for part in _parts(term):
        for guard in _signed(part):
            found += [relation(sign, guard) for sign in SIGNS]
        found += _principal(part)
    return tuple(dict.fromkeys(found))


def _parts(term: Term) -> Iterator[Term]:
    """Subterms outside of binders, and inside those of derivatives at the point of evaluation."""
    pending = [term]
    while pending:
        part = pending.pop()
        yield part
        if isinstance(part, Apply):
            pending.extend(reversed(part.args))
        elif isinstance(part, Bind) and part.head == "derivative" and len(part.bounds) == 1:
            pending.append(substitute(part.body, {part.variable: part.bounds[0]}))
        elif isinstance(part, Bind):
            pending.extend(part.bounds)


def _defined(part: Term) -> Iterator[Apply]:
    match part:
        case Apply("/", (_, below)) if free(below):
            yield relation("!=", below)
        case Apply("^", (base, Number(value))) if free(base):
            if value.denominator % 2 == 0:
                yield relation(">=" if value > 0 else ">", base)
            elif value < 0:
                yield relation("!=", base)
        case Apply("^", (base, exponent)) if free(base) and any(s.sort != "integer" for s in free(exponent)):
            yield relation(">", base)
        case Apply("sqrt", (inner,)) if free(inner):
            yield relation(">=", inner)
        case Apply("root", (inner, Number(value))) if value % 2 == 0 and free(inner):
            yield relation(">=", inner)
        case Apply("log", (inner, *_)) if free(inner):
            yield relation(">", inner)
        case Apply("asin" | "acos", (inner,)) if free(inner):
            yield relation("<=", Apply("abs", (inner,)), ONE)
        case Apply("acosh", (inner,)) if free(inner):
            yield relation(">=", inner, ONE)
        case Apply("atanh", (inner,)) if free(inner):
            yield relation("<", Apply("abs", (inner,)), ONE)


def _signed(part: Term) -> Iterator[Term]:
    match part:
        case Apply("abs" | "sign", (inner,)):
            yield from _factors(inner)
        case Apply("max" | "min", (left, right)):
            yield right if left == ZERO else left if right == ZERO else Apply("+", (left, Apply("-", (right,))))
        case Apply("sqrt" | "log" | "root", (inner, *_)):
            yield from _factors(inner)
        case Apply("^", (base, Number(value))) if value.denominator > 1:
            yield from _factors(base)
        case Apply("^", (base, exponent)) if free(exponent):
            yield from _factors(base)
        case Apply("/", (_, below)):
            yield from _factors(below)


def _factors(term: Term) -> Iterator[Term]:
    """The bases of the factors of a term that are not numbers."""
    pending = [term]
    while pending:
        part = pending.pop()
        match part:
            case Apply("*" | "/", parts):
                pending.extend(reversed(parts))
            case Apply("-", (inner,)) | Apply("^", (inner, Number())):
                pending.append(inner)
            case _:
                if free(part):
                    yield part


def _principal(part: Term) -> Iterator[Apply]:
    """Where an inverse undoes its function."""
    match part:
        case Apply("asin", (Apply("sin", (u,)),)):
            yield relation("<=", Apply("abs", (u,)), HALF_TURN)
        case Apply("atan", (Apply("tan", (u,)),)):
            yield relation("<", Apply("abs", (u,)), HALF_TURN)
        case Apply("acos", (Apply("cos", (u,)),)):
            yield Apply("and", (relation(">=", u), relation("<=", u, PI)))
        case Apply("acosh", (Apply("cosh", (u,)),)):
            yield relation(">=", u)


def index_conditions(term: Term) -> tuple[Apply, ...]:
    """i != j and i = j for free indices."""
    names = sorted({s for part in subterms(term) for s in _indices(part)} & free(term), key=lambda s: s.name)
    pairs = [(a, b) for place, a in enumerate(names) for b in names[place + 1 :]]
    return tuple(relation(head, a, b) for a, b in pairs[:3] for head in ("!=", "="))


def _indices(part: Term) -> Iterator[Symbol]:
    match part:
        case Apply("at", (_, *index)) | Apply("delta", index) | Bind("derivative", _, _, (_, *index)):
            yield from (i for i in index if isinstance(i, Symbol) and i.sort == "integer")
