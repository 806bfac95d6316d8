"""A name and a number, where the name has another number already.

    x = 0 and x = 2             another solution of what was solved for x
    At x = 1 ..., at x = -1     another place
    so c = 5 ..., then c = 13   another result of a name that was a result: for other values, which the words tell
    f'(x) = 3 x^2 - 3 = 0       the end of a chain that asks for x
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.equations.unknowns import beside_marks
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.sampling import changes, looks_like_identity
from derive.elaborate.formulas.units import quantity, without_unit
from derive.elaborate.language.conventions import FUNCTIONS, GREEK, INDEX_LETTERS
from derive.elaborate.language.labels import under_another_label
from derive.elaborate.language.phrases_notation_en import TO_SHOW_IF, UPDATED
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.of_functions import arguments
from derive.elaborate.step import Condition, Step
from derive.elaborate.unfolding import rests_on, rewrite, unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, substitute
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

PROGRAM = re.compile(r"\b(?:assign\w*|updat\w+|increment\w*|decrement\w*|loops?|pseudo-?code|program)\b", re.I)
CONCLUDING = frozenset({"then", "so", "thus", "hence", "therefore", "since", "because"})
SLOPED = frozenset({"real", "vector", "matrix"})     # what a slope or a gradient is taken in
CONSTANTS = ("e", "pi", "T", "i")
SOLVED = re.compile(
    r"[\s$]*[,;]?\s*(?:and\s+)?(?:so|hence|thus|therefore|then|giving|which gives|i\.e\.,?)\s+(?:that\s+)?\$\s*"
    r"(?P<name>\\?[A-Za-z]+)\s*(?:=|\\in\b)")
GIVEN_BEFORE = re.compile(r"\b(?:for|with|if|when|at|to)\b[^$.\n]{0,30}\$[^$\n]{1,80}\$\s*:\s*\$\s*\Z", re.I)
CLAUSE = 130                                     # characters
EXACT = frozenset({"number", "negate", "paren", "frac", "sqrt", "over"})


def is_another_solution(page: Page, node: Node) -> bool:
    """Whether a plain value stands beside the plain value of one unknown: both belong to the lines before."""
    name = _sets(node)
    last = page.run[-1].isolated if page.run else None
    return name is not None and last is not None and last.name == name


def forget_value(page: Page, node: Node) -> None:
    """One of several solutions is no value that holds from there on."""
    page.context.values.pop(_sets(node) or "", None)
    page.context.changed()


def updating(words: str, node: Node) -> Node:
    """A line of a program, with an arrow for its sign: in a sentence about one, j = j + 1; x := x + 1 anywhere."""
    if node.kind != "chain" or len(node.children) != 3 or not (
            node.children[1].text == "define" or (node.children[1].text == "=" and PROGRAM.search(words))):
        return node
    left, sign, right = node.children
    if spelling(left) not in names_in(right):
        return node
    return replace(node, children=(left, replace(sign, text="gets"), right))


def worked_out_update(page: Page, node: Node) -> Node:
    """c <- -0.5 + 0.1 = -0.4 with the sign of a definition: what is worked out in numbers is the value from here on.

    Nothing is refuted by it: the page may still reckon with the value of before, for the other names of one step.
    """
    name = spelling(node.children[0]) if node.kind == "chain" and node.children[1].text == "gets" else None
    if name is None:
        return node
    sign, value = node.children[1:3]
    if value.kind in ("number", "negate") or names_in(value):
        return node
    page.open.add(name)
    return replace(node, children=(node.children[0], replace(sign, text="define"), *node.children[2:]))


def forget_updated(page: Page, node: Node) -> None:
    """w <- w - eta g: from here on w is another number, and nothing that was told of it holds."""
    name = spelling(node.children[0])
    if name is not None and any(relation.text == "gets" for relation in node.children[1::2]):
        page.context.values.pop(name, None)
        page.context.changed()
        page.open.add(name)


def is_restated(page: Page, node: Node, purpose: str) -> bool:
    """Whether a name that was simply said to be one number is simply said to be another, or is let be with x := 3."""
    if node.children[1].text == "define":
        return page.context.knows(spelling(node.children[0]) or "")
    return bool(_other(page, node, purpose)) and page.said not in CONCLUDING


def other_result(page: Page, node: Node, purpose: str) -> set[str]:
    """The name that is concluded to be another number than before: for other values, which the words tell.

    A name that words give by a formula of other names than before is open from here on: sigma^2 = 1/n, and a compromise
    is sigma^2 = 2/(n + m), with an m of which nothing is known.
    """
    if _is_of_new_names(page, node):
        page.open |= {_squared(node.children[0]) or ""}
    name, source = spelling(node.children[0]) or "", page.document.source
    if _is_under_new_values(page, node, name):
        return {name}                            # pressed to V_2 = 1: p_2 = 2, where p_2 was p_1 T_2/T_1
    if _is_reckoned(page, name) and (UPDATED.search(page.words) or under_another_label(
            source, page.items.places.get(name, len(source)), node.span.start)):
        return {name}                            # the new z is 1.56, so p = 0.827, where p was sigma(0.25)
    return _other(page, node, purpose) - page.open if page.said in CONCLUDING else set()


def _other(page: Page, node: Node, purpose: str) -> set[str]:
    name = _sets(node, page.document.source)
    known = page.context.values.get(name or "")
    if name is None or not _is_numeral(known) or purpose not in ("", "statement", "condition"):
        return set()
    return {name} if page.read(quantity(page, node.children[2])[0]).term != known else set()


def _is_reckoned(page: Page, name: str) -> bool:
    """Whether a name was given by a calculation that no other name of the page enters."""
    known = page.context.definitions.get(name)
    return name in page.context.values or (
        known is not None and not known.parameters and all(one.sort == "function" for one in free(known.body)))


def _is_under_new_values(page: Page, node: Node, name: str) -> bool:
    """Whether the clause before a colon gives numbers to names that the formula of a name does not rest on."""
    known, source, start = page.context.definitions.get(name), page.document.source, node.span.start
    if names_in(node.children[2]) or (
            (known is None or known.parameters) and name not in page.context.values):
        return False
    if not GIVEN_BEFORE.search(source, max(0, start - CLAUSE), start):
        return False
    begins = max(source.rfind(mark, 0, start) for mark in (". ", ".\n", "\n\n", "; "))
    here = {one for one, place in page.items.places.items() if begins < place < start and one in page.context.values}
    return name not in here and bool(here) and here.isdisjoint(rests_on(page.context.definitions, {name}))


def _is_of_new_names(page: Page, node: Node) -> bool:
    name = _squared(node.children[0])
    known = page.context.definitions.get(name or "")
    words = page.said not in CONCLUDING and re.search(r"[A-Za-z]{3}", page.words) is not None
    if known is None or known.parameters or not words or node.children[1].text != "=":
        return False
    before = {symbol.name for symbol in free(unfold(known.body, page.signature))} | page.context.used
    new = names_in(node.children[2]) - FUNCTIONS.keys() - before - page.context.ranges.keys() - {name, *CONSTANTS}
    return bool(before) and page.read(node.children[2]).term != known.body and any(
        not page.context.knows(one) and not page.context.knows(stem := one.partition("_")[0])
        and stem not in page.context.arity and one not in INDEX_LETTERS and (len(stem) == 1 or stem in GREEK)
        for one in new)


def _squared(left: Node) -> str | None:
    """sigma of sigma and of sigma^2."""
    return spelling(left) or (spelling(left.children[0]) if left.kind == "sup" else None)


def under_equation(conditions: Iterable[Condition], node: Node) -> bool:
    """Whether a statement is made under an equation about its names."""
    names = names_in(node)
    return any(isinstance(one.term, Apply) and one.term.head == "=" and {s.name for s in free(one.term)} & names
               for one in conditions)


def is_claim(page: Page, conditions: Sequence[Condition], node: Node) -> bool:
    """Whether a lone relation is no equation to be solved: under an equation, or after "prove that if u > 0, then"."""
    return under_equation(conditions, node) or (bool(conditions) and TO_SHOW_IF.search(page.words) is not None)


def asks_for_a_root(page: Page, start: Term | None, left: Operand, relation: Node, right: Operand) -> bool:
    """Whether what was worked out is set to zero: it is not zero everywhere, and a slope, or of unknowns not known."""
    if relation.text != "=" or left.term is None or not free(left.term):
        return False
    if _is_at_a_place(start) and isinstance(right.term, Number) and not any(
            page.context.knows(symbol.name) or symbol.sort != "real" for symbol in free(left.term)):
        return looks_like_identity(left.term, right.term) is False               # y(0) = A = 3, y'(0) = 2 B = 4
    if isinstance(right.term, Number) and _is_solved_next(page, left.term, right):
        return looks_like_identity(left.term, right.term) is False               # |x| + 1 = x + 1 = 5, so x = 4
    if right.term != Number(Fraction(0)):
        return False
    if page.context.valuation.of(left.term) == 0 and _all_given(page, left.term):
        return False                             # (p - t) a = 0, with the values that were given
    if isinstance(start, Apply) and start.head == "+" and "derivative" in heads(start) and page.context.posed:
        return False                             # y'' + y = -cos x + cos x = 0, which y is to satisfy
    if isinstance(start, Bind) and start.head == "derivative" and start.variable.sort in SLOPED:
        return looks_like_identity(_named_apart(left.term), right.term) is not True
    asked = arguments(start) if start is not None else frozenset()
    if asked and asked <= free(left.term) and not any(page.context.knows(symbol.name) for symbol in asked):
        return looks_like_identity(left.term, right.term) is False               # y(t) = v t - g t^2/2 = 0
    if any(page.context.knows(symbol.name) or symbol.sort != "real" for symbol in free(left.term)):
        return _is_put_for(page, left.term, right.term)
    return looks_like_identity(left.term, right.term) is False and changes(left.term, right.term)


def _is_put_for(page: Page, left: Term, right: Term) -> bool:
    """(u - 1)(u - 9), with u = 3^x put for what is sought: it rests on x alone, which is not known, and varies."""
    below = unfold(left, page.context.signature)
    names = free(below)
    sought = len(names) == 1 and all(s.sort == "real" and not page.context.knows(s.name) for s in names)
    return sought and looks_like_identity(below, right) is False and changes(below, right)


def _is_solved_next(page: Page, left: Term, right: Operand) -> bool:
    """Whether the text goes on to say what the only unknown of a side is."""
    names = free(left)
    if len(names) != 1 or any(symbol.name in page.context.definitions for symbol in names):
        return False
    found = SOLVED.match(page.document.source, right.side.span.stop)
    return found is not None and found["name"].lstrip("\\") in {symbol.name for symbol in names}


def _all_given(page: Page, term: Term) -> bool:
    """Whether no value that a term rests on was found by solving for it."""
    said = {spelling(step.lhs.node) for step in page.steps if step.role == "value" and step.lhs and step.lhs.node}
    names = {symbol.name for symbol in free(unfold(term, page.context.signature))}
    return names <= said


def asked_at_the_end(step: Step) -> Step:
    """The end of such a chain: an equation to be solved, or judged where y(0) = 2, said before, speaks of its names."""
    if step.obligation is None or step.rhs is None or step.rhs.term == Number(Fraction(0)):
        return given_equation(step)
    names = free(step.obligation.goal)
    told = (one for one in step.obligation.hypotheses if isinstance(one, Apply) and one.head == "=")
    known = any(_depends(one, name) for one in told for name in names & free(one))
    return beside_marks(step, names) if known else given_equation(step)


def _depends(equation: Apply, name: Symbol) -> bool:
    """Whether an equation says anything of a name: not of B in A cos 0 + B sin 0 = 2."""
    return not all(looks_like_identity(*(substitute(side, {name: number(value)}) for value in (1, 2))) is True
                   for side in equation.args)


def _is_at_a_place(start: Term | None) -> bool:
    """Whether a chain begins with a function, or its slope, at a number."""
    match start:
        case Apply("call", (Symbol(), *places)):
            return not any(map(free, places))
        case Bind("derivative", bounds=(place, *_)):
            return not free(place)
    return False


def _named_apart(term: Term) -> Term:
    """A term with a letter for each unknown function and slope in it, so that numbers can be put in."""
    letters: dict[Term, Symbol] = {}

    def letter(part: Term) -> Term | None:
        if isinstance(part, Bind) or (isinstance(part, Apply) and part.head == "call"):
            return letters.setdefault(part, Symbol(f"value {len(letters)}"))
        return None

    return rewrite(term, letter)


def _sets(node: Node, source: str = "") -> str | None:
    """The name that a lone equation sets to a number written out."""
    if node.kind != "chain" or len(node.children) != 3 or node.children[1].text != "=":
        return None
    left, _, right = node.children
    right, _ = without_unit(right, source) if source else (right, "")
    plain = all(part.kind in EXACT for part in right.walk())
    return spelling(left) if plain and left.kind in ("name", "sub") else None


def _is_numeral(term: Term | None) -> bool:
    match term:
        case Number() | Apply("-", (Number(),)) | Apply("/", (Number(), Number())):
            return True
    return False


__all__ = [
    "asked_at_the_end", "asks_for_a_root", "forget_value", "is_another_solution", "is_restated", "other_result",
    "under_equation", "updating",
]
