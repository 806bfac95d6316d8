"""The one door to SymPy and z3: questions in Terms, answers in Terms, asked in a worker.

An answer of an oracle is a library's word. A procedure that rests on one says so (`trust` is
"oracle") and cross-checks it first; most procedures use an answer only to find a certificate that
the kernel then checks. Everything that can go wrong in there becomes a named outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.decide import workers
from derive.decide.antiderivative_table import look_up
from derive.decide.workers import Answer
from derive.kernel.term import Bind, Symbol, Term, children, subterms

PARTS = 4000                                     # subterms of a question
NESTING = 150


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
    return workers.ask(_put, name, args, seconds=seconds)


def _put(name: str, args: tuple[object, ...]) -> object:
    from derive.decide import questions

    return getattr(questions, name)(*args)


def antiderivative(body: Term, variable: Symbol, hypotheses: tuple[Term, ...] = (), seconds: float = 2.0) -> Answer:
    """A term whose derivative is `body`: by the table, else in SymPy's opinion."""
    known = look_up(body, variable) if is_small(body) else None
    if known is not None:
        return Answer("answered", known)
    return question("antiderivative", body, variable, hypotheses, seconds=seconds)


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
