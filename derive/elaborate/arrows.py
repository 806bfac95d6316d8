"""Statements under arrows: E <=> F <=> G, E => F, <= E; a link for each arrow, about the two statements beside it."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.definitions import defines
from derive.elaborate.equations.held_together import held_with
from derive.elaborate.equations.marked_solutions import keep_mark, solving_it, without_marks
from derive.elaborate.equations.posed_at_head import leaves_out, tells_nothing, worked_out
from derive.elaborate.equations.solved_alone import solved_alone
from derive.elaborate.equations.solving import forget_solved, remember_solution, whole
from derive.elaborate.equations.two_signs import with_witnesses
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.language.conventions import ORDERS
from derive.elaborate.language.phrases_notation_en import SAID_AGAIN
from derive.elaborate.language.spelling import call_of, head_of, names_in, spelling
from derive.elaborate.page import Page
from derive.elaborate.prose.assumptions import begins_with_relation, give
from derive.elaborate.step import Condition, Side
from derive.kernel.term import Apply, free
from derive.read.node import Node, Span
from derive.read.record import replace

BESIDE = 20                                      # characters
ARROWS = frozenset({"iff", "implies", "impliedby"})


def has_arrow(node: Node) -> bool:
    return any(relation.text in ARROWS for relation in node.children[1::2])


def equations(node: Node) -> tuple[Node, ...] | None:
    """The equations under one brace, in cases or in an array; None of anything else."""
    if node.kind == "paren" and node.text == "{.":
        node = node.children[0]
        plain = node.kind == "matrix" and all(len(row.children) == 1 for row in node.children)
    else:
        plain = node.kind == "cases" and all(row.children[1].kind == "none" for row in node.children)
    rows = tuple(row.children[0] for row in node.children) if plain else ()
    whole = all(row.kind == "chain" and len(row.children) > 2 and not begins_with_relation(row) for row in rows)
    return rows if rows and whole else None


def states_system(page: Page, node: Node) -> bool:
    """Equations under one brace hold together, in place of the system before; false of anything else."""
    system = equations(node)
    if system is None:
        return False
    page.context.withdraw(page.system)
    before = list(page.context.facts)
    for part in system:
        page.said = "system"
        give(page, part, "equation")
    page.said = ""
    page.system = [fact for fact in page.context.facts if fact not in before]
    return True


def hung(page: Page, node: Node, under: list[Node]) -> Node | None:
    """The chain with an arrow that stood alone on the line before; None where there is nothing but an arrow yet."""
    node = _said_again(page, node, under)
    children = node.children
    if page.hanging is not None and children[0].kind != "none":
        nothing = Node("none", "", (), Span(page.hanging.span.start, page.hanging.span.start))
        children, page.hanging = (nothing, page.hanging, *children), None
    if children[-1].kind == "none" and children[-2].text in ARROWS:
        page.hanging, children = children[-2], children[:-2]
    return replace(node, children=children) if len(children) > 2 else None


def _said_again(page: Page, node: Node, under: list[Node]) -> Node:
    """They cost the same when 2n + d = 5n, that is, n = d/3: what the condition leads to; else the chain."""
    conditions = [*under, *(one.node for one in page.local)]
    condition = conditions[0] if len(conditions) == 1 else None
    name = spelling(node.children[0])
    if condition is None or name is None or not SAID_AGAIN.search(page.words) or condition.kind != "chain":
        return node
    asks = [relation.text for relation in condition.children[1::2]] == ["="] and name in names_in(condition)
    if not asks or spelling(condition.children[0]) is not None or node.children[1].text != "=" or any(
            name in names_in(side) for side in node.children[2::2]):
        return node
    page.local = []
    under.clear()
    arrow = Node("relation", "implies", (), node.children[1].span)
    return Node("chain", "", (condition, arrow, node), Span(condition.span.start, node.span.stop))


def conclusion(page: Page, node: Node) -> tuple[Node, list[Node]] | None:
    """What an arrow leads to as a statement of its own, with what it rests on; None where both sides are one link.

        x > 1 => y = x + 1 > 2     under x > 1, y is introduced as x + 1
        => s = 2 t = 6             after a definition, which is in force: what follows from it
    """
    if len(node.children) != 3 or node.children[1].text not in ("implies", "iff"):
        return None
    before, arrow, rest = node.children
    if rest.kind != "chain" or begins_with_relation(rest) or has_arrow(rest) or (
            before.kind == "chain" and without_marks(page, before, rest) is not rest):
        return None                              # l'(theta) = n/theta - S = 0 => \\hat\\theta = n/S is no definition
    first, relation, second = rest.children[:3]
    name = head_of(first)
    known = names_in(before) | (names_in(page.behind) if page.behind is not None else set())
    introduces = name not in known and bool(names_in(second)) and defines(page, first, relation, second, "")
    if before.kind != "none":
        return (rest, [before]) if introduces and arrow.text == "implies" and before.kind == "chain" else None
    if page.run or page.statement is not None:
        return None
    if page.behind is None or not page.steps or page.steps[-1].kind == "given":
        return rest, []
    return (rest, [page.behind]) if introduces else None


def successive(page: Page, node: Node) -> tuple[Node, Node] | None:
    """What stands on both sides of an arrow, where it leads from one statement to another; None of other arrows.

        f = x + y -> df/dx = 1
        f(x) = x^3 => f'(x) = 3x^2       a definition, and what is said of what it defines
        T(n) = 2 T(n/2) + n => T(n) = Theta(n log n)
    """
    before, arrow, *rest = node.children
    if before.kind != "chain" or not rest or rest[0].kind != "chain":
        return None
    after = rest[0] if len(rest) == 1 else replace(
        node, children=tuple(rest), span=Span(rest[0].span.start, node.span.stop))
    if arrow.text in ("to", "mapsto") and len(rest) == 1:
        return before, after
    if arrow.text != "implies" or len(before.children) != 3 or begins_with_relation(rest[0]):
        return None
    left, relation, right = before.children
    name, call = head_of(left), call_of(left)
    parameters = names_in(call[1]) if call is not None else set()
    about = {part.rstrip("'") for part in names_in(rest[0].children[0])}
    if name not in about or not parameters <= names_in(right) or not names_in(right):
        return None
    if call is None and not any(part.kind in ("derivative", "prime") for part in rest[0].children[0].walk()):
        return None                              # y = x^2 => x = sqrt y solves an equation
    if call is not None and relation.text == "=" and _gives_its_slope(page, str(name), left, right, rest[0]):
        return before, after
    solves = name in names_in(right) and not ORDERS.isdisjoint(names_in(rest[0]))     # a recurrence
    return (before, after) if solves or defines(page, left, relation, right, "") else None


def _gives_its_slope(page: Page, name: str, left: Node, right: Node, rest: Node) -> bool:
    """Whether a formula for a function of the page is said again, or another one, and then what its slope is.

        f(x) = 1/x -> df/dx = -1/x^2, f(x) = e^x -> df/dx = e^x          a list of functions; each f is one anew
    """
    known = page.context.definitions.get(name)
    if known is None or not known.parameters or not any(
            part.kind in ("derivative", "prime") for part in rest.children[0].walk()):
        return False
    said, body = page.read(left).term, page.read(right).term
    if not isinstance(said, Apply) or said.head != "call" or said.args[1:] != known.parameters or body is None:
        return False
    functions = {symbol.name for symbol in free(body)} & page.context.definitions.keys()
    if body != known.body and not functions and not page.run:
        page.anew |= {name}
    return body == known.body or name in page.anew


def behind(page: Page, node: Node) -> Node:
    """The statement that a following arrow rests on: the last chain, with the lines that continued it."""
    if node.children[0].kind == "none" and page.behind is not None and not has_arrow(node):
        span = Span(page.behind.span.start, node.span.stop)
        return replace(node, children=(*page.behind.children, *node.children[1:]), span=span)
    return node.children[-1] if has_arrow(node) and node.children[-1].kind == "chain" else node


def state_arrows(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """E <=> F <=> G: a link for each arrow, about the two statements beside it."""
    groups: list[list[Node]] = [[]]
    arrows: list[Node] = []
    for child in node.children:
        if child.kind == "relation" and child.text in ARROWS:
            arrows.append(child)
            groups.append([])
        else:
            groups[-1].append(child)
    forget_solved(page, node)
    premise, last = (part[0] if len(part) == 1 else Node("chain", "", tuple(part), node.span)
                     for part in (groups[0], groups[-1]))
    groups[-1] = [without_marks(page, premise, last)]
    marked = groups[-1][0] is not last
    sides = [_statement_side(page, group) for group in groups]
    if groups[0] and groups[0][0].kind == "none":
        if page.run:
            sides[0] = whole(page.run[-1])
            page.steps[page.run[-1].place] = given_equation(page.steps[page.run[-1].place])
        elif page.statement is not None:
            sides[0] = page.statement
        elif page.behind is not None:
            sides[0] = page.read(page.behind)
    for index, arrow in enumerate(arrows):
        left, right = sides[index], sides[index + 1]
        if arrow.text == "impliedby":
            left, right = right, left
        arrow = Node("relation", "implies" if arrow.text == "impliedby" else arrow.text, arrow.children, arrow.span)
        left, right = with_witnesses(left, arrow.text, right, page.context.knows)
        beside = _beside(page, left, right)
        if index == 0 and arrow.text == "implies" and not beside:
            beside = held_with(page, left.side, right.term)
        step = page.link(left, arrow, right, [*conditions, *beside], [])
        step = leaves_out(page, step, left.term, right.term) if arrow.text == "implies" else solved_alone(page, step)
        page.add(solving_it(page, step, left.term, right.term) if marked and right is sides[-1] else step)
    if marked:
        keep_mark(page, last.children[0], sides[-1].term)
    page.statement, page.chain, page.run = sides[-1], None, []
    remember_solution(page, sides[-1].term)


def _beside(page: Page, left: Operand, right: Operand) -> list[Condition]:
    """The equations under way that say what the right speaks of and the left does not: p + q = 5, p = 2 => q = 3."""
    if left.term is None or right.term is None:
        return []
    bound = isinstance(left.term, Apply) and left.term.head in ("<", "<=", ">", ">=", "!=")
    wanted = free(right.term) - free(left.term)
    return [Condition(lone.side.term, lone.side.span, lone.side.node) for lone in page.run
            if lone.side.term is not None and lone.unknowns & (
                free(right.term) if bound and _is_right_before(page, lone.side, left.side) else wanted)]


def _is_right_before(page: Page, one: Side, other: Side) -> bool:
    """Whether nothing but a comma, or a word, stands between two statements: x^2 = 4, x > 0 => x = 2."""
    between = page.document.source[one.span.stop : other.span.start]
    return one.span.stop <= other.span.start and len(between) < BESIDE and "\n\n" not in between


def taken_apart(page: Page, node: Node) -> tuple[Node | None, Node, Node | None]:
    """f'(x) = 2x - 4 = 0 => x = 4/2 = 2: what is worked out before the first equation and behind the last one.

    1/R = 1/6 + 1/3 = 1/2 => R = 2       that 1/R is 1/2, so R is 2
    20 = 2(w + 4) = 2w + 8 => w = 6      that 20 is 2w + 8
    c - a - m = 0 => a = c - m <= c      that c - m <= c, where c - a - m = 0
    2^n > 50 <=> n > ln 50/ln 2 = 5.64   that ln 50/ln 2 is 5.64
    """
    children = list(node.children)
    first, last = children[0], children[-1]
    before = after = None
    if first.kind == "chain" and _is_longer(first):
        before = _part(first, 0, len(first.children) - 2)
        children[0] = _part(first, len(first.children) - 3, len(first.children))
        if (not names_in(children[0]) and names_in(first.children[0])) or tells_nothing(page, first) or (
                worked_out(first, children[1:])):
            before = first
            ends = (first.children[0], first.children[-2], first.children[-1])
            children[0] = Node("chain", "", ends, first.span)
    if last.kind == "chain" and (_is_longer(last) or _ends_in_an_order(last) or _reckons_a_bound(last)):
        after = _part(last, 2, len(last.children))
        children[-1] = _part(last, 0, 3)
    return before, replace(node, children=tuple(children)), after


def _is_longer(chain: Node) -> bool:
    """Whether more than one equation stands in a chain without arrows, and no order of a range: 0 < x < 1."""
    return len(chain.children) > 3 and all(relation.text in ("=", "approx") for relation in chain.children[1::2])


def _ends_in_an_order(chain: Node) -> bool:
    """Whether an equation stands at the head of a chain, and then orders: a = c - m <= c."""
    first, *rest = (relation.text for relation in chain.children[1::2])
    return first == "=" and bool(rest) and all(sign in ("=", "<", "<=", ">", ">=") for sign in rest)


def _reckons_a_bound(chain: Node) -> bool:
    """Whether an order stands at the head of a chain, and then what its bound is: n > ln 50/ln 2 = 5.64."""
    first, *rest = (relation.text for relation in chain.children[1::2])
    return first in ("<", "<=", ">", ">=") and bool(rest) and all(sign in ("=", "approx") for sign in rest)


def premises(page: Page, node: Node, after: Node) -> list[Condition]:
    """What stands before the first arrow, for orders behind the last statement."""
    before = node.children[0]
    if before.kind == "none" or all(relation.text in ("=", "approx") for relation in after.children[1::2]):
        return []
    premise = _statement_side(page, [before]).term
    return [] if premise is None else [Condition(premise, before.span, before)]


def _part(chain: Node, start: int, stop: int) -> Node:
    parts = chain.children[start:stop]
    return Node("chain", "", parts, Span(parts[0].span.start, parts[-1].span.stop))


def _statement_side(page: Page, group: list[Node]) -> Operand:
    """The statement between two arrows as one side."""
    if len(group) == 1 and (system := equations(group[0])) is not None:
        return page.read(Node("logic", "and", system, group[0].span) if len(system) > 1 else system[0])
    if len(group) == 1:
        return page.read(group[0])
    if not group:
        return page.read(Node("none", "", (), Span(0, 0)))
    return page.read(Node("chain", "", tuple(group), Span(group[0].span.start, group[-1].span.stop)))
