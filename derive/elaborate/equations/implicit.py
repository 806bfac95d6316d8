"""Slopes of names that an equation ties together: implicit differentiation, related rates, equations for y'.

    x^2 + y^2 = 25                        a curve
    2 x + 2 y dy/dx = 0                   link: the slopes along the curve satisfy it
    dy/dx = -x/y                          link: it follows from the line before

A slope is a number of its own here, y' beside y and x. What holds along a curve L = R is

    L_x + L_y y' = R_x + R_y y'           every partial derivative times the slope of its name

and that, with the curve, is what the first line about slopes rests on; a later one rests on the line before it. Lines
with other words between them may be about something else: they are proved where they follow, and not refuted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derive.elaborate.language.sections import nodes
from derive.elaborate.reading import FUNCTION_SORTS
from derive.elaborate.step import Step
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, heads, number, subterms
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

PRIME = "'"
CONSTANTS = frozenset("abckCLRpqmn")             # letters of a curve that do not move along it
# What begins a line about slopes, and what a line may be about that does not follow from the one before it.
DIFFERENTIATING = re.compile(r"\bdifferentiat|\bimplicit|\bderivatives? of both|\bchain rule", re.I)
ANOTHER_EQUATION = re.compile(
    r"\b(orthogonal|perpendicular|normal|trajector\w*|reciprocal|other|another|second|next|now|system|initial|boundary"
    r"|conditions?|solve|find|consider|suppose|let|if|also|given|example|problem|exercise|and)\b", re.I)
FEW = 6                                          # words that a line may follow with


@dataclass(frozen=True)
class Line:
    """A line about slopes, or the curve they are taken along."""

    start: int
    stop: int
    equation: Apply
    step: str = ""                               # id of its step

    @property
    def slopes(self) -> frozenset[Symbol]:
        return frozenset(symbol for symbol in free(self.equation) if symbol.name.endswith(PRIME))


def judge_slopes(page: Page, start: int) -> None:
    """The lines of a problem that speak of slopes, each judged by what it follows from."""
    if not any(_speaks_of_slopes(step) for step in page.steps[start:]):
        return
    places = [place for place in range(start, len(page.steps)) if not _goes_on(page.steps, place)]
    lines = [(place, line) for place in places if (line := _line(page.steps[place])) is not None]
    if not lines:
        return
    begins, ends = page.steps[start - 1].at.stop if start else 0, page.steps[-1].at.stop
    written = [node for node in nodes(page.document.blocks) if begins <= node.span.start < ends]
    curves = list(_curves(page, written))
    before: Line | None = None
    for place, line in lines:
        premises, near = _premises(page, line, before, curves)
        known = frozenset[Symbol]().union(*map(free, premises))
        near = near and free(line.equation) <= known | line.slopes               # -F_x/F_y, and nothing is told of F_x
        if premises and _is_claim(line):
            if near or page.steps[place].kind != "given":
                page.steps[place] = _under(page.steps[place], line, premises, near)
            before = line
        elif before is not None and not _is_claim(line):
            values = list(_values(page, written, before, line))
            if free(before.equation) - line.slopes <= {name for name, _ in values}:
                told = tuple(Apply("=", pair) for pair in values)
                page.steps[place] = _under(page.steps[place], line, (before.equation, *told), bool(told))


def _goes_on(steps: Sequence[Step], place: int) -> bool:
    """Whether a link is a later one of its chain."""
    left, before = steps[place].lhs, steps[place - 1].rhs if place else None
    return left is not None and before is not None and left.span == before.span


def _speaks_of_slopes(step: Step) -> bool:
    sides = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    return any(symbol.name.endswith(PRIME) for side in sides for symbol in free(side)) or any(
        isinstance(part, Bind) and part.head == "derivative"
        for side in sides if "derivative" in heads(side) for part in subterms(side))


def _line(step: Step) -> Line | None:
    """An equation between slopes and plain numbers, alone in its step."""
    if step.relation not in ("=", "iff", "implies") or step.lhs is None or step.rhs is None:
        return None
    left, right = step.lhs.term, step.rhs.term
    if step.relation != "=":                     # the second of two lines that were read as a solution
        if not isinstance(right, Apply) or right.head != "=" or step.obligation is None:
            return None
        if step.relation == "iff" and step.lhs.span.stop <= step.at.start < step.rhs.span.start:
            return None                          # by a sign between them: each is said to follow from the other
        left, right = right.args
    if left is None or right is None:
        return None
    equation = Apply("=", (left, right))
    if "derivative" not in heads(equation) and not any(symbol.name.endswith(PRIME) for symbol in free(equation)):
        return None
    found = in_slopes(equation)
    if not isinstance(found, Apply) or not _is_scalar(found):
        return None
    line = Line(step.at.start, step.rhs.span.stop, found, step.id)
    return line if line.slopes and not any(slope.name.endswith(2 * PRIME) for slope in line.slopes) else None


def in_slopes(term: Term) -> Term | None:
    """A term with y' for dy/dx and y for y(x); the derivative of a sum of such things by the chain rule.

    None where slopes are taken in several variables, or something else is differentiated.
    """
    variables = {part.variable for part in subterms(term) if isinstance(part, Bind) and part.head == "derivative"}
    if len(variables) > 1:
        return None
    known = {part.args[0].name for part in subterms(term)
             if isinstance(part, Apply) and part.head == "call" and isinstance(part.args[0], Symbol)}

    unclear: list[Term] = []

    def seen(part: Term) -> Term | None:
        match part:
            case Bind("derivative", variable, body, (at,)) if at == variable:
                flat = rewrite(body, seen)
                # A slope moves as well, where it stands beside other things.
                moving = [symbol for symbol in sorted(free(flat), key=lambda symbol: symbol.name)
                          if symbol.sort == "real" and (symbol.name in known or symbol.name.endswith(PRIME))]
                if isinstance(flat, Symbol) and flat != variable:
                    return _slope(flat)
                if variable not in free(flat) and not moving:
                    unclear.append(part)         # of what is not seen to move
                    return part
                return _total(flat, [(variable, number(1)), *((name, _slope(name)) for name in moving)])
            case Apply("call", (Symbol(name, sort), Symbol())) if sort in FUNCTION_SORTS:
                return Symbol(name)
        return None

    found = rewrite(term, seen)
    return None if unclear else found


def _slope(name: Symbol) -> Symbol:
    return Symbol(name.name + PRIME)


def _total(term: Term, rates: Sequence[tuple[Symbol, Term]]) -> Term:
    """The slope of a term: each partial derivative times the slope of its name."""
    parts = [Apply("*", (Bind("derivative", name, term, (name,)), rate)) for name, rate in rates if name in free(term)]
    return Apply("+", tuple(parts)) if len(parts) > 1 else parts[0] if parts else number(0)


def _is_scalar(term: Term) -> bool:
    return all(symbol.sort == "real" for symbol in free(term))


def _curves(page: Page, written: Sequence[Node]) -> Iterator[Line]:
    """The equations of a problem between two or more plain numbers that nothing gives, without slopes."""
    for node in written:
        for part in (node, *node.children) if node.kind == "list" else (node,):
            if part.kind != "chain" or len(part.children) != 3 or part.children[1].text != "=" or _is_sloping(part):
                continue
            left, right = (page.read(side).term for side in part.children[0::2])
            if left is None or right is None:
                continue
            equation = in_slopes(Apply("=", (left, right)))
            if isinstance(equation, Apply) and len(free(equation)) > 1 and _is_scalar(equation):
                if all(s.name in page.context.sloping or not page.context.knows(s.name) for s in free(equation)):
                    yield Line(part.span.start, part.span.stop, equation)


def _is_sloping(node: Node) -> bool:
    return any(part.kind in ("derivative", "prime", "differential", "dot") for part in node.walk())


def _values(page: Page, written: Sequence[Node], before: Line, line: Line) -> Iterator[tuple[Symbol, Term]]:
    """What the words tell of the names of a line about slopes: with dx/dt = 2, x = 6, y = 8. Each has one value."""
    found: dict[Symbol, set[Term]] = {}
    for node in written:
        if node.kind != "chain" or node.span.stop > line.start or len(node.children) != 3:
            continue
        name, value = (page.read(side).term for side in node.children[0::2])
        flat = in_slopes(name) if name is not None and node.children[1].text == "=" else None
        if isinstance(flat, Symbol) and flat in free(before.equation) and value is not None and not free(value):
            found.setdefault(flat, set()).add(value)
    yield from ((name, next(iter(values))) for name, values in found.items() if len(values) == 1)


def _premises(
    page: Page, line: Line, before: Line | None, curves: Sequence[Line]
) -> tuple[tuple[Term, ...], bool]:
    """What a line rests on, and whether it is near enough to be a claim about that."""
    stems = {name.name[: -len(PRIME)] for name in line.slopes}
    above = [curve for curve in curves if curve.stop <= line.start
             and stems <= {symbol.name for symbol in free(curve.equation)}]
    curve = above[-1] if above else None
    if before is not None and line.slopes <= before.slopes and (curve is None or curve.stop <= before.start):
        near = _follows(page, before.stop, line.start)
        return ((before.equation,) if curve is None else (curve.equation, before.equation)), near
    if curve is None:
        return (), False
    variable = _variable(curve.equation, stems)
    moving = [*([variable] if variable else []), *(Symbol(stem) for stem in sorted(stems))]
    rates = [(name, number(1) if name == variable else _slope(name)) for name in moving]
    left, right = curve.equation.args
    along = Apply("=", (_total(left, rates), _total(right, rates)))
    still = {symbol.name for symbol in free(curve.equation) - set(moving)}
    told = DIFFERENTIATING.search(page.document.source, curve.stop, line.start) is not None
    alone = len({one.equation for one in above}) == 1
    return (curve.equation, along), told and alone and still <= CONSTANTS and len(moving) > 1


def _variable(curve: Term, stems: set[str]) -> Symbol | None:
    """x, along a curve of x and y, if it has no slope of its own."""
    return next((s for s in sorted(free(curve), key=lambda s: s.name) if s.name in ("x", "t") and s.name not in stems),
                None)


def _follows(page: Page, start: int, stop: int) -> bool:
    """Whether little stands between two lines: no heading, and few words, none of another equation."""
    between = page.document.source[start:stop]
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[A-Za-z]+|\$[^$]*\$", " ", between))
    return len(words) <= FEW and "#" not in between and ANOTHER_EQUATION.search(between) is None


def _is_claim(line: Line) -> bool:
    """Whether a line says how slopes depend on the point: dx/dt = 2 is a value that is told."""
    return not any(isinstance(side, Symbol) and side in line.slopes and not free(other)
                   for side, other in zip(line.equation.args, reversed(line.equation.args), strict=True))


def _under(step: Step, line: Line, premises: tuple[Term, ...], claimed: bool) -> Step:
    """The step as a link from its premises; with marks that nobody can check where it may be about something else."""
    names = sorted(free(line.equation), key=lambda symbol: symbol.name)
    marks = () if claimed else tuple(Apply("meant", (symbol,)) for symbol in names)
    obligation = Obligation((*premises, *marks), line.equation)
    return replace(step, kind="link", role="", relation="=", obligation=obligation, general=None, rounded=None,
                   within=(), undecidable="", customary=None, claim=None, before=())


__all__ = ["judge_slopes"]
