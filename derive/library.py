"""The library's door: what `import derive` offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from derive.answer_forms import Value, readings
from derive.answer_marks import undelimited
from derive.answer_matching import Matching
from derive.answered import Answer as Answer
from derive.answers import compared, entries, is_bound_by_laws, is_word
from derive.decide.conditions import conditions, missing
from derive.decide.judge import judge
from derive.decide.portfolio import decide
from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.diagnose.messages import point
from derive.elaborate import notation
from derive.elaborate.formulas.expression import elaborate, usage
from derive.elaborate.formulas.orders_told import several
from derive.elaborate.formulas.rounding import Rounded, rounded_goal
from derive.elaborate.language.conventions import AMBIGUITIES, OPEN
from derive.elaborate.language.habits import habits
from derive.elaborate.names.bracketed import bracketed, named_in
from derive.elaborate.names.counts import presumed
from derive.elaborate.names.operators import operators
from derive.elaborate.names.signature import Choice, Signature
from derive.elaborate.row import premises, told
from derive.elaborate.step import Finding, Side, Step
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free
from derive.kernel.verdict import Proved, Refuted, Undecided, Verdict
from derive.pipeline import check_file, check_text
from derive.read.node import Node
from derive.read.parse import parse as parse_node


@dataclass(frozen=True)
class Report:
    """A judged document: `links` in order, `findings`, `goals`, counts in `summary`; `json()` is DESIGN's JSON."""

    document: JudgedDocument

    @property
    def links(self) -> tuple[Judgement, ...]:
        return self.document.judgements

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.document.findings

    @property
    def goals(self) -> tuple[Any, ...]:
        return self.document.goals

    @property
    def summary(self) -> dict[str, int]:
        return self.document.summary

    def json(self) -> dict[str, Any]:
        """The report as `proof-check check --format json` prints it."""
        from derive.report.record import document_record

        return {"schema": "proof-check/1", "documents": [document_record(self.document)]}

    def __str__(self) -> str:
        from derive.report.formats import text
        from derive.report.look import Look

        return text.render([self.document], Look())


class UnreadError(ValueError):
    """A formula could not be read; the message says why."""


@dataclass(frozen=True)
class Expression:
    """A formula that was read: its Term, and how it prints."""

    term: Term

    @property
    def latex(self) -> str:
        return notation.latex(self.term)

    @property
    def tree(self) -> str:
        """An s-expression."""
        return notation.tree(self.term)

    @cached_property
    def sympy(self) -> Any:
        """The SymPy form, not evaluated; loads SymPy. Raises ValueError where SymPy has none."""
        from derive.decide.oracle import shown

        return shown(self.term)

    def __str__(self) -> str:
        return notation.plain(self.term)


def check(text_or_path: str | Path, context: Mapping[str, object] | None = None, seconds: float = 5.0) -> Report:
    """Judge a document: a path to a file that exists, or the text itself.

    `seconds` bounds the time of one step. Raises OSError or UnicodeDecodeError for a file that cannot be read;
    never for what is in it.
    """
    if isinstance(text_or_path, Path) or _is_file(text_or_path):
        if context is None:
            return Report(check_file(text_or_path, seconds=seconds))
        source = Path(text_or_path).read_bytes().decode("utf-8-sig")
        return Report(check_text(source, str(text_or_path), context, seconds))
    return Report(check_text(text_or_path, "-", context, seconds))


def _is_file(text: str) -> bool:
    if "\n" in text or "$" in text or len(text) > 1024 or not text.strip():
        return False
    try:
        return Path(text).is_file()
    except OSError:
        return False


def parse(latex: str) -> Expression:
    """Read one formula, with or without dollars around it. Raises UnreadError where it cannot be read, and says why."""
    node = parse_node(undelimited(latex))
    signature = Signature(settled=habits([node], ""), differentials=True)
    return Expression(_meaning(named_in(node, bracketed([node])), latex, signature))


def equal(lhs: Any, rhs: Any, assuming: str | Sequence[Any] = (), seconds: float = 5.0) -> Answer:
    """Whether two expressions are equal wherever both are defined and the assumptions hold.

    Sides are LaTeX (with or without dollars or a box around it), Terms, Expressions or SymPy expressions;
    assumptions are LaTeX or words ("x > 0", "n is an integer"), or Terms. Two relations are equal when they are
    equivalent; of `k = 1` beside `1` the value counts. Several answers, pairs, intervals, ratios and words are
    compared part by part. Raises UnreadError for what cannot be read.
    """
    if not (isinstance(lhs, str) and isinstance(rhs, str)):
        lhs, rhs = (undelimited(side) if isinstance(side, str) else side for side in (lhs, rhs))
        return _equal(lhs, rhs, assuming, seconds)
    unread: list[UnreadError] = []

    def formulas(one: str, other: str) -> Answer:
        try:
            return _equal(one, other, assuming, seconds)
        except UnreadError as problem:
            unread.append(problem)
            return Answer("undecided", attempts=(str(problem),))

    ones, others = readings(lhs), readings(rhs)
    found = Matching(formulas, _names).either(ones, others)
    if found.verdict == "undecided" and unread and all(isinstance(form, Value) for form in (*ones, *others)):
        raise unread[0]
    return found


def _names(latex: str) -> frozenset[str]:
    """The free names of a formula; none of what cannot be read."""
    try:
        return frozenset(symbol.name for symbol in free(_term(latex, Signature())))
    except UnreadError:
        return frozenset()


def _equal(lhs: Any, rhs: Any, assuming: str | Sequence[Any], seconds: float) -> Answer:
    """Two formulas."""
    given = (assuming,) if isinstance(assuming, str) else tuple(assuming)
    words = [one for one in given if isinstance(one, str)]
    signature = premises(words)
    declared = frozenset(signature.sorts)
    for side in (lhs, rhs):                      # what one side shows of a name holds for the other
        signature = usage(parse_node(side), signature) if isinstance(side, str) else signature
    hypotheses = signature.hypotheses + tuple(_term(one, signature) for one in given if not isinstance(one, str))
    met: dict[Choice, str] = {}
    goal = compared(_term(lhs, replace(signature, met=met)), _term(rhs, replace(signature, met=met)))
    if goal is None:
        return Answer("undecided", attempts=("a relation beside a value",))
    if why := several(goal.args, hypotheses, signature.sorts.__contains__):
        return Answer("undecided", attempts=(why,))
    hypotheses = told(words, goal).added((*hypotheses, *presumed([goal], hypotheses, declared)), goal.args, 0)
    obligation = Obligation((*hypotheses, *_acting(lhs, rhs, goal)), goal)
    verdict = decide(obligation, seconds)
    for choice in () if isinstance(verdict, Undecided) else met:
        # Read in another way: what is refuted must be so in every reading, what is proved in every open one.
        other = replace(signature, exchanged=frozenset((choice,)))
        try:
            second = compared(_term(lhs, other), _term(rhs, other))
        except UnreadError:
            continue
        if second is None or second == goal or (isinstance(verdict, Proved) and met[choice] != OPEN):
            continue
        if type(decide(Obligation(hypotheses, second), seconds)) is not type(verdict):
            row = AMBIGUITIES[choice.row]
            return Answer("undecided", attempts=(f"readings: {row.pattern}: {row.reading}, or {row.other}",))
    if isinstance(verdict, Undecided):
        for place in entries(goal):
            if isinstance(found := decide(Obligation(hypotheses, place), seconds), Refuted):
                return _answer(found, Obligation(hypotheses, place))
    softer = (_rounded(lhs, rhs, obligation, seconds), _in_words(goal)) if isinstance(verdict, Refuted) else ()
    return next((answer for answer in softer if answer is not None), _answer(verdict, obligation))


def _acting(lhs: Any, rhs: Any, goal: Apply) -> tuple[Term, ...]:
    """That operators and what they act on are meant: some change places, and no counterexample says which."""
    names = {name for side in (lhs, rhs) if isinstance(side, str) for name in operators(parse_node(side))}
    return tuple(Apply("meant", (symbol,)) for symbol in sorted(free(goal), key=repr) if symbol.name in names)


def _rounded(lhs: Any, rhs: Any, obligation: Obligation, seconds: float) -> Answer | None:
    """What comes of taking a decimal on one side for the rounded value of the other, as on a page."""
    goal = obligation.goal
    if not (isinstance(lhs, str) and isinstance(rhs, str) and isinstance(goal, Apply) and goal.head == "="):
        return None
    nodes = [parse_node(side) for side in (lhs, rhs)]
    sides = [Side(node.span, text, node, term) for node, text, term in zip(nodes, (lhs, rhs), goal.args, strict=True)]
    for left, right in (sides, sides[::-1]):
        near = rounded_goal(left, right, "=", Rounded()) if right.term is not None and not free(right.term) else None
        if near is None:
            continue
        step = Step("1", "link", right.span, lhs=left, rhs=right, relation="=", obligation=obligation,
                    rounded=Obligation(obligation.hypotheses, near))
        ruling = judge(step, seconds)
        if ruling is not None and not isinstance(ruling.verdict, Refuted):
            return replace(_answer(ruling.verdict, obligation), findings=ruling.findings)
    return None


def _in_words(goal: Apply) -> Answer | None:
    """Words of three letters and more, Even, are no names that could stand for any number; nor are F_n and F_{n+1}."""
    if goal.head == "=" and is_bound_by_laws(goal):
        return Answer("undecided", attempts=("elements of a family, whose law is not known here",))
    if any(isinstance(side, Symbol) and is_word(side.name) for side in goal.args):
        return Answer("undecided", attempts=("a word beside a value",))
    return None


def _answer(verdict: Verdict, obligation: Obligation) -> Answer:
    match verdict:
        case Proved(by=by, trust=trust):
            return Answer("proved", by, trust, findings=tuple(conditions(obligation)), detail=verdict)
        case Refuted(by=by, trust=trust, counterexample=counterexample):
            where, lacking = point(counterexample), tuple(missing(obligation))
            return Answer("refuted", by, trust, where, missing=lacking, detail=verdict)
        case Undecided(attempts=attempts):
            tried = tuple(f"{attempt.procedure}: {attempt.outcome}" for attempt in attempts)
            return Answer("undecided", attempts=tried, detail=verdict)


def compile(expression: Any) -> Callable[..., Any]:
    """A function over NumPy arrays, its keyword arguments the free names of the expression in alphabetical order.

    Raises ValueError for what has no numerical form.
    """
    from derive.codegen.callable import compile as compile_term

    return compile_term(_term(expression, Signature()))


def _meaning(node: Node, written: str, signature: Signature) -> Term:
    reading = elaborate(node, signature)
    if reading.term is None:
        raise UnreadError(f"cannot read {written!r}: {reading.problem}")
    return reading.term


def _term(expression: Any, signature: Signature) -> Term:
    if isinstance(expression, Expression):
        return expression.term
    if isinstance(expression, Number | Symbol | Apply | Bind):
        return expression
    if isinstance(expression, str):
        return _meaning(parse_node(expression), expression, signature)
    if isinstance(expression, int):
        from derive.kernel.term import number

        return number(expression)
    from derive.decide.oracle import from_sympy

    return from_sympy(expression)
