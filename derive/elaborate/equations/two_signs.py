"""Values of an unknown as a statement: x = a ± b, x = 2 or x = 3, x = k pi; what they are judged against.

    x^2 + 4x + 1 = 0                       given, an equation
    x_{1,2} = (-4 ± sqrt(12)) / 2          link: the equation holds exactly when x is one of the two
            = -2 ± sqrt(3)                 link: the same two values
    x = -2 + sqrt(3) or x = -2 - sqrt(3)   link: likewise

Nothing before it: given. A letter that only one side of an arrow speaks of stands for some value there:
sin x = 0 <=> x = k pi says that there is such a k.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from derive.elaborate.equations.solving import whole
from derive.elaborate.formulas.linear import congruent
from derive.elaborate.formulas.operand import Chain, Operand
from derive.elaborate.formulas.structure import signed
from derive.elaborate.language.spelling import names_in
from derive.elaborate.step import Condition
from derive.kernel.term import RELATIONS, Apply, Bind, Symbol, Term, free
from derive.read.node import Node, Span
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

NUMBERS = frozenset({"pi", "e", "i"})                # names that may be those of a number


def has_two_signs(node: Node) -> bool:
    """Whether a chain of equations gives a name two values, x = a ± b, or says x - 3 = ± 1."""
    relations = {child.text for child in node.children[1::2]}
    if relations != {"="}:
        return False
    if len(node.children) == 3 and node.children[2].kind == "plusminus" and names_in(node.children[0]):
        return "plusminus" not in node.children[0].kinds()
    return _is_name(node.children[0]) and "plusminus" in node.children[2].kinds()


def states_signs(page: Page, node: Node, conditions: Sequence[Condition]) -> bool:
    """State a chain with ± in it; false where there is none, or on one side of a relation alone."""
    if has_two_signs(node):
        page.local = list(conditions)
        state_two_signs(page, node)
        return True
    if is_signed(page, node):
        state_signed(page, node, conditions)
        return True
    return False


def is_signed(page: Page, node: Node) -> bool:
    """Whether every side of a chain has a ±, or goes on from one that has: (u ± v)^2 = u^2 ± 2 u v + v^2."""
    sides = node.children[0::2]
    if sides[0].kind == "none" and page.chain is not None and (before := page.chain.last.side.node) is not None:
        sides = (before, *sides[1:])
    return all("plusminus" in side.kinds() for side in sides) and all(
        relation.text in RELATIONS for relation in node.children[1::2])


def state_signed(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """A link for each relation: it holds with the upper signs and with the lower ones."""
    sides = node.children[0::2]
    if sides[0].kind == "none" and page.chain is not None and page.chain.last.side.node is not None:
        sides = (page.chain.last.side.node, *sides[1:])
    ways = [[page.read(signed(side, plus)) for side in sides] for plus in (True, False)]
    for index, relation in enumerate(node.children[1::2]):
        left, right = ways[0][index], ways[0][index + 1]
        terms = [operand.term for way in ways for operand in way[index:index + 2]]
        a, b, c, d = terms
        if a is None or b is None or c is None or d is None:
            page.add(page.link(page.read(sides[index]), relation, page.read(sides[index + 1]), conditions, []))
            continue
        goal = Apply("and", (Apply(relation.text, (a, b)), Apply(relation.text, (c, d))))
        obligation, general, under = page.obligations(goal, [a, b, c, d], [one.term for one in conditions])
        page.add(page.step(
            "link", relation.span, lhs=left.side, rhs=right.side, relation=relation.text, conditions=tuple(conditions),
            obligation=obligation, general=general, under=under))
    page.chain = Chain(page.read(sides[-1]), purpose="")


def _is_name(node: Node) -> bool:
    return _unnumbered(node).kind in ("name", "sub")


def _unnumbered(node: Node) -> Node:
    """x for x_{1,2} or x_{1/2}, the name of both roots."""
    if node.kind != "sub" or node.children[1].kind not in ("list", "over"):
        return node
    return node.children[0] if [part.text for part in node.children[1].children] == ["1", "2"] else node


def state_two_signs(page: Page, node: Node) -> None:
    """The two values, against what is being solved; then each further side against the one before it."""
    name, sides = _unnumbered(node.children[0]), node.children[2::2]
    operands = [page.read(Node("chain", "", (name, Node("relation", "=", (), relation.span), side),
                               Span(node.span.start if side is sides[0] else side.span.start, side.span.stop)))
                for relation, side in zip(node.children[1::2], sides, strict=True)]
    formula = len(operands) > 1 and _is_formula(page, operands[0], operands[1])
    if formula:                                  # x = (-b ± sqrt(b^2 - 4 a c))/(2 a), into which numbers are put next
        page.add(page.step("given", node.children[1].span, role="equation", lhs=operands[0].side))
        operands = operands[1:]
    relations = [relation.span for relation in node.children[1::2]][formula:]
    state_values(page, operands[0], relations[0])
    for before, at, after in zip(operands, relations[1:], operands[1:], strict=False):
        if before.term is not None and after.term is not None:
            page.add(page.link(before, Node("relation", "iff", (), at), after, page.local, []))
        elif after.term is None:
            page.unread(at, after.reading.problem)
    remember_values(page, operands[-1])


def _is_formula(page: Page, first: Operand, second: Operand) -> bool:
    """Whether the values are written with letters of which nothing is known, and then without them."""
    if first.term is None or second.term is None:
        return False
    letters = free(first.term) - free(second.term)
    asked = page.run[-1].unknowns if page.run else frozenset()
    return bool(letters) and not any(page.context.knows(letter.name) or letter in asked for letter in letters)


def state_values(page: Page, values: Operand, at: Span) -> None:
    """Values that were found: judged against the equation or the values before them, else given."""
    unknowns = free(values.term) if values.term is not None else frozenset()
    found = page.found
    if values.term is None:
        page.unread(values.reading.span or at, values.reading.problem)
    elif page.run and unknowns & page.run[-1].unknowns:
        before = page.run[-1]
        page.run[-1] = replace(before, closes=True, closed_by=len(page.steps))
        left, right = with_witnesses(whole(before), "iff", values, page.context.knows)
        page.add(page.link(left, Node("relation", "iff", (), at), right, page.local, []))
    elif found is not None and found[1] == len(page.steps) and unknowns & free(found[0].term or Apply("true")):
        page.add(page.link(found[0], Node("relation", "iff", (), at), values, page.local, []))
    else:
        page.add(page.step("given", at, role="equation", lhs=values.side))
    page.run, page.local = [], []


def remember_values(page: Page, values: Operand) -> None:
    """The values found last, for the statement right behind them."""
    page.found = (values, len(page.steps)) if values.term is not None else None
    page.statement, page.chain = values, None


def is_solved(term: Term | None) -> bool:
    """Whether a statement gives one name its values: x = 2 or x = 3."""
    names = {part.args[0] if isinstance(part, Apply) and part.head == "=" else None for part in _alternatives(term)}
    return len(names) == 1 and isinstance(next(iter(names)), Symbol)


def remainders_asked(term: Term | None) -> frozenset[Symbol]:
    """x of "x = 1 or x = 3, modulo 4": the one name of which congruences are told, one of which holds."""
    parts = _alternatives(term)
    names = {congruent(*part.args) if isinstance(part, Apply) and len(part.args) == 2 else None for part in parts}
    return frozenset(name for name in names if name is not None) if len(names) == 1 else frozenset()


def _alternatives(term: Term | None) -> list[Term]:
    """The parts of "x = 0 or x = 1 or x = -1", as x = 0 or x = \\pm 1 writes it, too."""
    parts = term.args if isinstance(term, Apply) and term.head == "or" else ()
    return [one for part in parts for one in (_alternatives(part) or [part])]


def with_witnesses(
    left: Operand, arrow: str, right: Operand, knows: Callable[[str], bool]
) -> tuple[Operand, Operand]:
    """Two statements under an arrow, each true for some value of the letters that it alone speaks of.

    P(k) implies Q for every k exactly when P(k) for some k implies it, so a premise stays as it is.
    """
    return (left if arrow == "implies" else _existing(left, right, knows)), _existing(right, left, knows)


def _existing(one: Operand, other: Operand, knows: Callable[[str], bool]) -> Operand:
    if one.term is None or other.term is None or not isinstance(one.term, Apply):
        return one
    if one.term.head not in RELATIONS and one.term.head not in ("or", "and"):
        return one
    alone = free(one.term) - free(other.term)
    own = sorted((s for s in alone if not knows(s.name) and s.name not in NUMBERS), key=lambda s: s.name)
    if not free(other.term) & free(one.term):
        return one                               # about other things altogether
    term: Term = one.term
    for symbol in own:
        term = Bind("exists", symbol, term)
    return one if term is one.term else Operand(one.side, replace(one.reading, term=term))
