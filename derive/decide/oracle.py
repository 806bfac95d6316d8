"""The one door to SymPy and z3: questions in Terms, answers in Terms, asked in a worker.

An answer of an oracle is a library's word. A procedure that rests on one says so (`trust` is
"oracle") and cross-checks it first; most procedures use an answer only to find a certificate that
the kernel then checks. Everything that can go wrong in there becomes a named outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from derive.decide import workers
from derive.decide.antiderivative_table import look_up
from derive.decide.budget import charge
from derive.decide.exact_derivatives import exact
from derive.decide.workers import Answer
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, children, free, heads, number, subterms

PARTS = 4000                                     # subterms of a question
NESTING = 150
REMEMBERED = 512                                 # questions


def protected(function: Callable[..., object], args: tuple[object, ...]) -> tuple[str, object]:
    """What came of `function(*args)`: "answered" and the value, or what went wrong by name."""
    try:
        return "answered", function(*args)
    except MemoryError:
        return "memory", None
    except Exception as fault:  # noqa: BLE001 - libraries fail in every way there is; each becomes a named outcome
        return f"error: {type(fault).__name__}: {fault}"[:200], None


def is_small(*terms: Term) -> bool:
    """Within the size that is worth a question."""
    for term in terms:
        if sum(1 for _ in zip(subterms(term), range(PARTS + 1), strict=False)) > PARTS or _depth(term) > NESTING:
            return False
    return True


def _depth(term: Term) -> int:
    depth, level = 0, [term]
    while level and depth <= NESTING:
        level = [child for part in level for child in children(part)]
        depth += 1
    return depth


def question(name: str, *args: object, seconds: float) -> Answer:
    """Ask a question of `derive.decide.questions` by name."""
    parts = [part for arg in args for part in (arg if isinstance(arg, tuple) else (arg,))]
    if not is_small(*(part for part in parts if isinstance(part, Term))):
        return Answer("too large")
    earlier = _asked(name, args)
    for given, answer in earlier:
        if answer.outcome != "timeout" or given >= seconds:
            charge(answer.work)                  # as if it were asked again: no verdict depends on what was before
            return answer
    answer = workers.ask(_put, name, args, seconds=seconds, library=_library(name, parts))
    if answer.outcome in ("answered", "timeout") or answer.outcome.startswith("error: "):
        earlier[:] = [(seconds, answer)]
    return answer


def _library(name: str, parts: list[object]) -> str:
    """What is loaded once for all questions of a kind: z3, or what integration in SymPy prepares when first used."""
    if name == "entailed":
        return "z3"
    integrates = name == "antiderivative" or any("integral" in heads(part) for part in parts if isinstance(part, Term))
    return "derive.decide.integration_tables" if integrates else ""


@lru_cache(maxsize=REMEMBERED)
def _asked(name: str, args: tuple[object, ...]) -> list[tuple[float, Answer]]:
    """What a question has been answered before, and with how much time."""
    return []


def _put(name: str, args: tuple[object, ...]) -> object:
    from derive.decide import questions

    return getattr(questions, name)(*args)


def antiderivative(body: Term, variable: Symbol, hypotheses: tuple[Term, ...] = (), seconds: float = 2.0) -> Answer:
    """A term whose derivative is `body`: by the table, else in SymPy's opinion."""
    if not is_small(body):
        return Answer("too large")
    known = look_up(body, variable) or exact(body, variable, look_up)
    if known is not None:
        return Answer("answered", known)
    constants, rest = _apart(body, variable)
    answer = question("antiderivative", rest, variable, _signs(hypotheses, free(rest)), seconds=seconds)
    if not constants or not isinstance(answer.value, Apply | Symbol | Number):
        return answer
    return replace(answer, value=_times(constants, answer.value))


def _apart(body: Term, variable: Symbol) -> tuple[tuple[Term, ...], Term]:
    """The constant factors of an integrand, and the rest: what stands before it makes it no other question."""
    match body:
        case Apply("*", args):
            inner = [_apart(arg, variable) for arg in args if variable in free(arg)]
            constants = tuple(arg for arg in args if variable not in free(arg))
            kept = tuple(rest for _, rest in inner)
            found = constants + tuple(factor for factors, _ in inner for factor in factors)
            return found, kept[0] if len(kept) == 1 else Apply("*", kept) if kept else number(1)
    return (), body


def _times(constants: tuple[Term, ...], value: Term) -> Term:
    """A product, written out over the branches of its last factor."""
    factors = tuple(factor for factor in constants if factor != number(1))
    match value:
        case Apply("piecewise", args):
            last = len(args) - 1
            return Apply("piecewise", tuple(
                _times(constants, arg) if at % 2 or (at == last and not last % 2) else arg
                for at, arg in enumerate(args)))
    return Apply("*", (*factors, value)) if factors else value


def _signs(hypotheses: tuple[Term, ...], names: frozenset[Symbol]) -> tuple[Term, ...]:
    """What SymPy is told: comparisons of one of the names with a number, each once and in one order."""
    said = {h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS and len(h.args) == 2
            and any(isinstance(side, Number) for side in h.args) and any(side in names for side in h.args)}
    return tuple(sorted(said, key=repr))


def value(term: Bind, hypotheses: tuple[Term, ...] = (), seconds: float = 2.0) -> Answer:
    """A closed form of a definite integral, a limit, a sum or a product, in SymPy's opinion."""
    return question("value", term, hypotheses, seconds=seconds)


def difference_is_zero(left: Term, right: Term, hypotheses: tuple[Term, ...] = (), seconds: float = 2.0) -> Answer:
    """(yes, how it was compared in numbers): SymPy's word that two sides are equal; a no says nothing."""
    return question("difference_is_zero", left, right, hypotheses, seconds=seconds)


def roots(equation: Term, unknown: Symbol, seconds: float = 2.0) -> Answer:
    """The real roots of a polynomial equation in one unknown, as a tuple of terms, in SymPy's opinion."""
    return question("roots", equation, unknown, seconds=seconds)


def entailed(hypotheses: tuple[Term, ...], goal: Term, seconds: float = 2.0) -> Answer:
    """Whether z3 proves the goal from the hypotheses: "yes", "unknown", or values that break it."""
    return question("entailed", hypotheses, goal, seconds=seconds)


def to_sympy(term: Term, hypotheses: tuple[Term, ...] = (), evaluate: bool = False) -> Any:
    """The term as a SymPy expression; unevaluated it keeps what was written as far as SymPy can.

    Fails with Untranslatable, a ValueError, where SymPy has no word for a part, or the term is too large.
    """
    if not is_small(term):
        raise Untranslatable("the term is too large")
    from derive.decide.translation import Translation

    return Translation(hypotheses, evaluate).express(term)


def shown(term: Term) -> Any:
    """The term as a SymPy expression for people to go on with. Fails with Untranslatable, a ValueError."""
    if not is_small(term):
        raise Untranslatable("the term is too large")
    from derive.decide.shown import Shown

    return Shown(evaluate=False).express(term)


def from_sympy(expression: Any) -> Term:
    """The term of a SymPy expression. Fails with Untranslatable, a ValueError."""
    from derive.decide.translation import Translation

    return Translation().read(expression)


class Untranslatable(ValueError):
    """A term or an expression without a counterpart on the other side."""
