"""Systems of linear equations being solved, and constants that an identity determines.

    Solve x + y = 7, x - y = 1.
    2 x = 8                                   link: it follows from the system
    x = 4, y = 3                              links: each value follows from the system

    1/(x^2 - 1) = A/(x - 1) + B/(x + 1)       given: it is to hold for all x, so at x = 0, 2, -2
    1 = A(x + 1) + B(x - 1)                   link, of all x
    A = 1/2, B = -1/2                         links

Only where the equations leave their names one value each: then a value that is stated chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from derive.elaborate.formulas.linear import Form, linear, solution
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.notation import plain
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import RELATIONS, Apply, Obligation, Symbol, Term, free, number, substitute, subterms
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

INSTANCES = tuple(number(value) for value in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5))
COMMENT = re.compile(r"<!--.*?-->|(?<!\\)%[^\n]*", re.DOTALL)
LETTERS = frozenset("ABCDEFGHabc")               # of constants that are to be determined
OTHERWISE = re.compile(
    r"\b(try\w*|guess\w*|suppose|assum\w*|if|instead|other\w*|another|when|let|at|set\w*|put\w*|intercept\w*|choos\w*"
    r"|second system|new system|wrong\w*|incorrect\w*|not)\b", re.I)
OF_AN_IDENTITY = re.compile(                     # at x = -1 and for x = 0 it is looked at
    r"\b(try\w*|guess\w*|suppose|assum\w*|instead|intercept\w*|second system|new system|wrong\w*|incorrect\w*)\b", re.I)

JOINED = re.compile(r"(?:\\q?quad\b|[\s$,;&\\\[\]])*(?:and)?(?:\\q?quad\b|[\s$,;&\\\[\]])*")
DRAWS = re.compile(
    r"\b(?:so|hence|thus|therefore|whence|giv(?:es|ing)|yield(?:s|ing)|then|which means|solution is"
    r"|we (?:get|find|obtain|have))\b[^.$]*[\s$]*\Z", re.I)
COMPARED = re.compile(
    r"\b(?:compar\w+|equat\w+|match\w+)\b[^.$]{0,40}\b(?:coefficients?|powers|terms)\b[^.$]*[\s$\\[]*\Z", re.I)
FAR = 160                                        # characters


@dataclass(frozen=True, slots=True)
class Determined:
    """Equations that leave each of their names one value, and the letter that runs in the identity they come from."""

    equations: tuple[Term, ...]
    names: frozenset[Symbol]
    running: Symbol | None = None


def posed(page: Page, start: int) -> list[int]:
    """The equations and inequalities that the words of a problem ask to be solved, before anything is made of a run."""
    return [place for place in range(start, len(page.steps)) if _is_posed(page.steps[place])]


def assumed(page: Page, start: int) -> list[int]:
    """The equations that a problem supposes of names: with x + y = 10 and x - y = 4 supposed, x is 7."""
    return [place for place in range(start, len(page.steps)) if _is_posed(page.steps[place], "assumption")]


def _is_posed(step: Step, role: str = "equation") -> bool:
    return step.kind == "given" and step.role == role and step.relation in RELATIONS and step.case is None


def told_together(page: Page, start: int) -> list[int]:
    """Neighbouring equations from which words draw what their names are: 4a = 8, 2a + 4c = 0, so that a = 2, c = -1.

    What a comparison of coefficients gives is told, not judged, where a name in it is of no value yet.
    """
    found: list[int] = []
    group: list[int] = []
    for place in (*(one for one in range(start, len(page.steps)) if _is_told(page.steps[one])), len(page.steps)):
        if group and not (place == group[-1] + 1 < len(page.steps) and JOINED.fullmatch(_between(page, group[-1]))):
            if len(group) > 1 and group[-1] + 1 < len(page.steps) and DRAWS.search(_between(page, group[-1])) and (
                    _are_compared(page, group[0]) or all(page.steps[one].kind == "given" for one in group)):
                found += group
            group = []
        group.append(place)
    for place in found:
        page.steps[place] = given_equation(page.steps[place])
    return found


def _is_told(step: Step) -> bool:
    """Whether a step is an equation that stands alone: given, or left open because of what its names may be."""
    equation = equation_of(step)
    if equation is None or step.case is not None or step.conditions or not free(equation):
        return False
    return step.role == "equation" if step.kind == "given" else step.kind == "link" and bool(marked(step)) and (
        linear(equation) is not None)


def _between(page: Page, place: int) -> str:
    """The text between a step and the next one."""
    before, after = page.steps[place].rhs, page.steps[place + 1].lhs
    text = page.document.source[before.span.stop : after.span.start] if before is not None and after is not None else ""
    return COMMENT.sub(" ", text)


def _are_compared(page: Page, place: int) -> bool:
    """Whether words before an equation compare coefficients."""
    side = page.steps[place].lhs
    start = side.span.start if side is not None else 0
    return COMPARED.search(COMMENT.sub(" ", page.document.source[max(0, start - FAR) : start])) is not None


def judge_by_systems(page: Page, asked: Sequence[int], start: int) -> None:
    """What is said of the names of a system, up to the next one, follows from it or does not."""
    systems = dict(_systems(page, asked))
    systems |= {place: found for place in range(start, len(page.steps))
                if place not in systems and (found := _ansatz(page.steps[place])) is not None}
    _judge_below(page, systems, asked)
    told = told_together(page, start)            # and is no part of what was judged
    _judge_below(page, dict(_systems(page, told)), [*asked, *told])


def _judge_below(page: Page, systems: dict[int, Determined], asked: Sequence[int]) -> None:
    """What is said below systems, each up to the next one."""
    same: set[int] = set()                       # an identity once more, in another form
    for place, system in sorted(systems.items()):
        if place in same:
            continue
        if system.running is not None:
            page.steps[place] = given_equation(page.steps[place])
        for later in range(place + 1, len(page.steps)):
            other = systems.get(later)
            if other is not None and (other.names, other.running) == (system.names, system.running) and other.running:
                same.add(later)
            elif other is not None or later in asked:
                break
            if _turns(page, place, later, OTHERWISE if system.running is None else OF_AN_IDENTITY):
                break
            judged = _judged(page.steps[later], system)
            if judged is not None:
                page.steps[later] = judged


def _systems(page: Page, asked: Sequence[int]) -> Iterator[tuple[int, Determined]]:
    """Neighbouring equations, two or more, by the place of the last."""
    group: list[int] = []
    joined = set(asked)
    for place in range(min(asked, default=0), len(page.steps)):
        joined |= {place + 1} if place in joined and _goes_on(page, place) else set()
    for place in (*sorted(joined), -1):
        if group and place != group[-1] + 1:
            equations = tuple(term for one in group if (term := equation_of(page.steps[one])) is not None)
            forms = [form for term in equations if (form := linear(term)) is not None]
            names = frozenset().union(*map(free, equations))
            if 1 < len(group) == len(forms) and _determines(forms, names):
                yield group[-1], Determined(equations, names)
            group = []
        group.append(place)


def _goes_on(page: Page, place: int) -> bool:
    """Whether the equation after one that is asked stands right below it, with no word between."""
    if place + 1 >= len(page.steps):
        return False
    before, after = page.steps[place], page.steps[place + 1]
    if after.kind != "given" or after.role != "equation" or before.rhs is None or after.lhs is None:
        return False
    return JOINED.fullmatch(_between(page, place)) is not None


def _determines(forms: Sequence[Form], names: frozenset[Symbol]) -> bool:
    ordered = sorted(names, key=lambda symbol: symbol.name)
    return all(symbol.sort == "real" for symbol in ordered) and solution(forms, ordered) is not None


def _ansatz(step: Step) -> Determined | None:
    """An identity in x with letters to be determined: it holds at every x, at a few of which these are found.

    One letter alone may be the constant of an integration.
    """
    equation, known = equation_of(step), step.signature.definitions
    if equation is None or step.case is not None:
        return None
    if step.kind == "given" and step.role == "assumption":       # let 1/(x^2 - 1) = A/(x - 1) + B/(x + 1)
        new = frozenset(s for s in free(equation) if s.name not in known and s.name.partition("_")[0] in LETTERS)
    elif step.kind == "link" and step.obligation is not None:
        new = marked(step)
    else:
        return None
    constants = frozenset(s for s in new if s.name.partition("_")[0] in LETTERS)
    others = free(equation) - constants
    if len(constants) < 2 or len(others) != 1 or new - constants or any(s.sort != "real" for s in constants):
        return None
    (running,) = others
    if step.kind == "given" and not all(_divides_by(side, running) for side in equation.args):
        return None                              # a x + b = 3 is supposed of one x
    found: list[tuple[Term, Form]] = []
    for value in INSTANCES:
        instance = substitute(equation, {running: value})
        form = linear(instance)
        if form is not None:
            found.append((instance, form))
    if len(found) < len(constants) + 2 or not _determines([form for _, form in found], constants):
        return None
    for count in range(1, len(found) + 1):
        if _determines([form for _, form in found[:count]], constants):
            return Determined(tuple(term for term, _ in found[:count]), constants, running)
    return None


def has_ansatz(page: Page) -> bool:
    """Whether partial fractions with letters to be determined stand in this problem: these say what is matched."""
    for equation in filter(None, map(equation_of, page.steps[page.closed_steps :])):
        letters = frozenset(s for s in free(equation) if s.name.partition("_")[0] in LETTERS)
        others = free(equation) - letters
        if len(letters) > 1 and any(_divides_by(side, name) for name in others for side in equation.args):
            return True
    return False


def _divides_by(side: Term, name: Symbol) -> bool:
    """Whether a name stands below a fraction."""
    return any(isinstance(part, Apply) and part.head == "/" and name in free(part.args[1]) for part in subterms(side))


def marked(step: Step) -> frozenset[Symbol]:
    """The names of which nothing is known to choose by, as `unknowns` marks them."""
    hypotheses = step.obligation.hypotheses if step.obligation is not None else ()
    return frozenset(name for h in hypotheses if is_mark(h)
                     for name in h.args if isinstance(name, Symbol))


def equation_of(step: Step) -> Apply | None:
    left = step.lhs.term if step.lhs is not None else None
    right = step.rhs.term if step.rhs is not None else None
    return None if left is None or right is None or step.relation != "=" else Apply("=", (left, right))


def _turns(page: Page, place: int, later: int, words: re.Pattern[str]) -> bool:
    """Whether the words between speak of something else than the solution."""
    between = page.document.source[page.steps[place].at.stop : page.steps[later].at.start]
    return words.search(between) is not None or page.steps[later].section != page.steps[place].section


def _judged(step: Step, system: Determined) -> Step | None:
    """A later equation in the names of the system, under the system; None where it is judged already, or is another."""
    equation = equation_of(step)
    if equation is None or step.case is not None or step.conditions or not free(equation) & system.names:
        return None
    spoken_of = system.names | ({system.running} if system.running is not None else set())
    if not free(equation) <= spoken_of:
        return None
    hypotheses: tuple[Term, ...] = ()
    if step.kind == "link" and step.obligation is not None and step.obligation.goal == equation and marked(step):
        if not marked(step) <= spoken_of:
            return None
        hypotheses = tuple(h for h in step.obligation.hypotheses
                           if not is_mark(h) and free(h).isdisjoint(system.names))       # of another c_1 before
        if system.running is not None:
            hypotheses = ()                      # what was read off the identity may be of one x alone
    elif not (step.kind == "given" and step.role == "equation"):
        return None
    obligation = Obligation((*system.equations, *hypotheses), equation)
    return replace(
        step, kind="link", obligation=obligation, general=None, rounded=None, within=(), role="",
        under=tuple(map(plain, system.equations)))
