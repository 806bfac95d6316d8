"""What a recurrence, and a guess about its solution, say at the places that a step speaks of.

    T(n) = 2 T(n/2) + n               T(n - 1) = T(n - 2) + n - 1 is in force where a step has T(n - 1)
    we guess T(m) <= c m              T(n/2) <= c n/2 is in force where T(n) <= ... is to be shown; never T(n) <= c n

A guess is used as an induction uses it: of what the left side, taken apart by the recurrence, leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from derive.elaborate.equations.beginnings_of_recurrences import begins_anew, heads_row, is_another_rule
from derive.elaborate.equations.master_theorem import with_letters
from derive.elaborate.equations.recurrences import Recurrence, recurrence
from derive.elaborate.equations.solved_recurrences import with_growth
from derive.elaborate.equations.stated_recurrences import Stated
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import ORDERS
from derive.elaborate.language.phrases_notation_en import HAS_SOLUTION
from derive.elaborate.notation import plain
from derive.elaborate.sequences import at_a_number, is_later, offset
from derive.elaborate.step import Step, goes_on, is_mark
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, substitute, subterms
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

MOST = 6                                         # instances for one step
LETTERS = frozenset({"call", "at"})
ORDERED = frozenset({"=", "<=", ">=", "<", ">"})


@dataclass(frozen=True)
class Guess:
    """T(parameter) <= bound, to be shown by induction."""

    letter: Symbol
    parameter: Symbol
    head: str
    bound: Term
    since: int                                   # the number of the step from which on it is guessed
    until: float = inf                           # and of the one before which another guess or recurrence stands


def put_instances_in_force(page: Page) -> None:
    """The instances that each step of this problem speaks of are hypotheses of it."""
    known = {one.place: one for step in page.told_before if (one := recurrence(page, step)) is not None}
    begun: dict[tuple[str, Symbol], Recurrence] = {}         # what the chain under way began with
    stated = Stated()
    for place in range(page.closed_steps, len(page.steps)):
        step = page.steps[place]
        if begun and not goes_on(page.steps[place - 1], step):
            begun = {}
        if step.kind == "link" and step.obligation is not None:
            for fact in step.obligation.hypotheses:
                if (told := _told(fact, page)) is not None:
                    known.setdefault(told.place, told)
            bare = _without_recurrences(step, page)
            told_here = _in_force(bare, page, begun or stated.solved_by(step))
            grown = with_growth(_with_instances(page, place, bare, known), told_here, page.context.knows)
            page.steps[place] = with_letters(grown, known.values())
        one = recurrence(page, step)
        if one is not None and step.kind == "given":
            known[one.place] = begun[one.place] = one                # the last one that was stated
            stated.note(one)


def _in_force(
    step: Step, page: Page, begun: dict[tuple[str, Symbol], Recurrence],
) -> dict[tuple[str, Symbol], Recurrence]:
    """The recurrences among the hypotheses of a step, of letters of which no other equation there tells T(n).

    Where none tells it, so does the one that its chain began with: T(n) = 2 T(n/2) + n = Theta(n log n).
    """
    assert step.obligation is not None
    found: dict[tuple[str, Symbol], list[Recurrence | None]] = {}
    for fact in step.obligation.hypotheses:
        inner = fact.body if isinstance(fact, Bind) and fact.head == "forall" else fact
        match inner:
            case Apply("=", (Apply("call" as head, (Symbol() as letter, Symbol())), _)):
                found.setdefault((head, letter), []).append(_told(fact, page))
    told = {place: told[0] for place, told in found.items() if len(told) == 1 and told[0] is not None}
    return {place: one for place, one in begun.items() if place not in found} | told


def _told(fact: Term, page: Page) -> Recurrence | None:
    """A recurrence among the hypotheses: forall n. T(n) = ..."""
    while isinstance(fact, Bind) and fact.head == "forall" and not fact.bounds:
        fact = fact.body
    match fact:
        case Apply("=", (left, right)):
            return recurrence(page, None, left, right)
    return None


def _is_guessed(page: Page, goal: Apply) -> bool:
    """Whether a step claims what is guessed: one step of an induction does not show it."""
    for guess in page.guesses:
        match goal:
            case Apply(head, (Apply("call" | "at", (letter, at)), bound)) if head == guess.head and (
                letter == guess.letter and bound == substitute(guess.bound, {guess.parameter: at})
            ):
                return True
    return False


def _with_instances(page: Page, place: int, step: Step, known: dict[tuple[str, Symbol], Recurrence]) -> Step:
    assert step.obligation is not None
    goal = step.obligation.goal
    if isinstance(goal, Apply) and goal.head == "or" and "grows" in heads(goal):
        goal = goal.args[0]                      # without the orders on both sides
    if not isinstance(goal, Apply) or goal.head not in ORDERED:
        return step
    guesses = [] if _is_guessed(page, goal) else [
        guess for guess in page.guesses if guess.since <= place < guess.until]
    begun = _begun(step.obligation.hypotheses)
    found = _instances(goal, known, {guess.letter.name for guess in guesses}, begun)
    found += [fact for fact in _guessed(guesses, goal, found) if fact not in found]
    new = [fact for fact in found if fact not in step.obligation.hypotheses and not _is_held(goal, fact)]
    step = _in_digits(step, known, begun)
    if not new:
        return step

    def beside(obligation: Obligation | None) -> Obligation | None:
        return None if obligation is None else Obligation((*obligation.hypotheses, *new), obligation.goal)

    here = _elements(goal.args)
    shown = [plain(fact) for fact in new if isinstance(fact, Apply) and fact.args[0] in here]
    return replace(step, obligation=beside(step.obligation), general=beside(step.general), under=(*step.under, *shown))


def _in_digits(step: Step, known: dict[tuple[str, Symbol], Recurrence], begun: dict[Term, Fraction]) -> Step:
    """The step with the instances beside what it says where its digits are results: h_1 of 0.7616."""
    return replace(step, within=tuple(
        Obligation(tuple(dict.fromkeys((*one.hypotheses, *_instances(one.goal, known, set(), begun)))), one.goal)
        for one in step.within if isinstance(one.goal, Apply)))


def _is_held(goal: Term, instance: Term) -> bool:
    """Whether an instance says what an element is that is varied, or one before it: in dh_2/dh_1, h_1 moves."""
    if not isinstance(instance, Apply) or not isinstance(element := instance.args[0], Apply):
        return False
    varied = [part.bounds[1] for part in subterms(goal) if isinstance(part, Bind) and part.head == "derivative"
              and len(part.bounds) == 2 and part.bounds[0] == element.args[0]]
    return any(not is_later(element.args[-1], place) for place in varied)


def _without_recurrences(step: Step, page: Page) -> Step:
    """The step without the recurrences of functions that it does not speak of: some function has each of them.

    Not where anything else is known of such a function: T(n) = 5 says something of n.
    """
    assert step.obligation is not None
    hypotheses, spoken = step.obligation.hypotheses, free(step.obligation.goal)
    told = {fact: one.place[1] for fact in hypotheses if (one := _told(fact, page)) is not None}
    others = set().union(spoken, *(free(fact) for fact in hypotheses if fact not in told and not is_mark(fact)))
    idle = {fact for fact, letter in told.items() if letter not in others and len(set(told.values())) == len(told)}

    def without(obligation: Obligation | None) -> Obligation | None:
        return None if obligation is None else Obligation(
            tuple(fact for fact in obligation.hypotheses if fact not in idle), obligation.goal)

    return replace(step, obligation=without(step.obligation), general=without(step.general)) if idle else step


def _begun(hypotheses: Iterable[Term]) -> dict[Term, Fraction]:
    """The first number at which each sequence has a value of its own: 0 where v_0 = 0."""
    found: dict[Term, Fraction] = {}
    for fact in hypotheses:
        match fact:
            case Apply("=", (Apply("call" | "at", (letter, Number(place))), value)) if not _elements((value,)):
                found[letter] = min(place, found.get(letter, place))
    return found


def _is_reckoned(element: Apply, begun: dict[Term, Fraction]) -> bool:
    """Whether a recurrence says nothing at a number: it may begin later, where no value stands before."""
    letter, at = element.args[:2]
    return isinstance(at, Number) and (letter not in begun or at.value <= begun[letter])


def _instances(
    goal: Apply, known: dict[tuple[str, Symbol], Recurrence], guessed: set[str], begun: dict[Term, Fraction]
) -> list[Term]:
    """The recurrences at the places of the goal, then at the places that these lead to if nothing is guessed there."""
    found: list[Term] = []
    places: dict[Term, Fraction] = {}
    pending = _elements(goal.args)
    written = list(pending)
    for element in pending:
        one = known.get((element.head, element.args[0]))             # type: ignore[arg-type]
        if one is None or len(found) >= MOST or _is_reckoned(element, begun) or _is_low(element, written, one):
            continue
        at = element.args[1] if not one.shift else _less(element.args[1], one.shift)
        body = rewrite(substitute(one.body, {one.parameter: at}), at_a_number)
        fact = Apply("=", (element, body))
        if fact not in found and element not in _elements((body,)):
            found.append(fact)
            places[fact] = at.value if isinstance(at, Number) else Fraction(0)
            if one.place[1].name not in guessed:
                pending += [other for other in _elements((body,)) if other not in pending]
    return sorted(found, key=lambda fact: places[fact])          # h_1, and then h_2, which is made of it


def _is_low(element: Apply, written: Iterable[Apply], one: Recurrence) -> bool:
    """Whether a value is among the last that all others of the goal lead to: F_n and F_{n-1} beside F_{n+1}."""
    place = offset(element.args[1])
    same = [other.args[1] for other in written if other.args[0] == element.args[0]]
    offsets = [at for index in same if (at := offset(index)) is not None]
    below = [at for other in _elements((one.body,)) if (at := offset(other.args[1])) is not None]
    if place is None or not below or not offsets or any(name != place[0] for name, _ in offsets):
        return False
    order = one.shift - min(at for _, at in below)
    lowest, highest = min(at for _, at in offsets), max(at for _, at in offsets)
    return highest - lowest >= order and place[1] - lowest < order


def _guessed(guesses: Iterable[Guess], goal: Apply, facts: Iterable[Term]) -> list[Term]:
    """What is guessed of every value that the goal leads to, but not of the one that it is about."""
    found: list[Term] = []
    elements = dict.fromkeys(_elements((*goal.args, *facts)))
    claimed = _elements((goal.args[0],))[:1] if goal.args[0] in elements else []
    for element in elements:
        letter, at = element.args
        for guess in guesses:
            mine = isinstance(letter, Symbol) and letter.name == guess.letter.name
            if mine and element not in claimed and at != guess.parameter and len(found) < MOST:
                found.append(Apply(guess.head, (element, substitute(guess.bound, {guess.parameter: at}))))
    return found


def _elements(terms: Iterable[Term]) -> list[Apply]:
    """The values T(u), a_u that stand in terms, under no binder."""
    found: dict[Apply, None] = {}
    pending = list(terms)
    while pending:
        part = pending.pop(0)
        if isinstance(part, Apply):
            if part.head in LETTERS and len(part.args) == 2 and isinstance(part.args[0], Symbol):
                found[part] = None
            else:
                pending += part.args
    return list(found)


def _less(index: Term, by: Fraction) -> Term:
    """index - by, with one number at the end."""
    match index:
        case Apply("+", (*rest, Number(value))):
            by = by - value
            index = rest[0] if len(rest) == 1 else Apply("+", tuple(rest))
        case Apply("+", (*rest, Apply("-", (Number(value),)))):
            by = by + value
            index = rest[0] if len(rest) == 1 else Apply("+", tuple(rest))
    if not by:
        return index
    return Apply("+", (index, Apply("-", (Number(by),)) if by > 0 else Number(-by)))


def states_guess(page: Page, node: Node, purpose: str) -> bool:
    """We guess T(n) <= c n: a given, for smaller n; where it is to be proved, it stays a goal."""
    if len(node.children) != 3 or node.children[1].text not in ORDERED or not phrases.GUESSES.search(page.words):
        return False
    sides = page.read(node.children[0]), page.read(node.children[2])
    match sides[0].term, sides[1].term:
        case Apply("call" | "at", (Symbol() as letter, Symbol() as parameter)), bound if (
            bound is not None and letter not in free(bound) and not _is_rough(bound)
        ):
            _end_guesses(page, letter.name)
            page.context.inputs.add(parameter.name)
            page.guesses.append(Guess(letter, parameter, node.children[1].text, bound, len(page.steps)))
        case _:
            return False
    if purpose != "goal":
        page.add(page.step("given", node.children[1].span, role="assumption", lhs=sides[0].side, rhs=sides[1].side,
                           relation=node.children[1].text))
    return purpose != "goal"


def states_recurrence(page: Page, node: Node) -> bool:
    """Solve the recurrence T(n) = 2 T(n/2) + n: from here on T is the function that has it."""
    if len(node.children) != 3 or node.children[1].text != "=":
        return False
    left, right = (page.read(node.children[place]).term for place in (0, 2))
    several = heads_row(page.document.source, node.span) or (
        left is not None and right is not None and is_another_rule(page.context, left, right))
    titled = several or begins_anew(page.document.source, node.span)
    if not (titled or phrases.RECURRENCES.search(page.words) or (
            HAS_SOLUTION.match(page.document.source, node.span.stop))):
        return False
    one = recurrence(page, None, left, right)
    if one is None or (titled and _is_rough(one.body)):
        return False
    name = one.place[1].name
    page.open |= {name} if several else set()    # of which of them the text goes on to speak its words tell
    if titled or page.context.knows(name):
        page.context.forget(name, "unknown" if one.place[0] == "call" else None)
    _end_guesses(page, name)
    return True


def _end_guesses(page: Page, letter: str) -> None:
    """What was guessed of a letter ends here."""
    for place, guess in enumerate(page.guesses):
        if guess.letter.name == letter:
            page.guesses[place] = replace(guess, until=min(guess.until, len(page.steps)))


def _is_rough(body: Term) -> bool:
    """Whether an order of growth stands in it."""
    return any(head.startswith("order_") or head in ORDERS for head in heads(body)) or any(
        symbol.name in ORDERS for symbol in free(body))
