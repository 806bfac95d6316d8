"""Whether an equation gives a name that has a meaning already another one: v is 3 in part (a), and 5 in part (b)."""

from __future__ import annotations

import re
from fractions import Fraction

from derive.elaborate.asked_behind import end_told_value
from derive.elaborate.chance.stochastic import names_a_law
from derive.elaborate.circumstances import ask_anew, cells_of, is_of_another_item, let_names_anew
from derive.elaborate.elsewhere import agrees, are_far_apart, functions_known, goes_on_from, is_set_elsewhere
from derive.elaborate.equations.another_line import let_line_anew
from derive.elaborate.equations.differential_equations import parameters_asked
from derive.elaborate.equations.solved_names import forget_solved
from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.units import without_unit
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION, UPDATED
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.new_letters import begins_parts, is_of_a_new_letter, is_used_now
from derive.elaborate.of_functions import named_functions
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.probability import CHANCES
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, substitute
from derive.read.node import Node

SUBSTITUTES = frozenset("uvws")                  # letters that each integral lets anew: with u = x
RESTATING = frozenset({"where", "here", "note", "recall", ""})
OTHERWISE = re.compile(r"\b(?:in (?:series|parallel)|alternatively|instead)\b", re.IGNORECASE)
RECKONED = frozenset({"sum", "product", "juxtapose", "frac", "over", "sup"})
BECOMES = re.compile(r"\b[Nn]ow\b[^\n]*\b(?:becomes?|changes? to|shifts? to|is now)[\s:,$]*$")
FAR_BEFORE = 250                                 # characters in which "now" stands
OF_THIS = re.compile(
    r"\b(?:energy|transform|spectrum|graph|area|derivative|integral|series|expansion) of\s*$", re.IGNORECASE)
OF_ANOTHER = re.compile(r"[\W_]*for (?:the )?(?!example|instance|all|any|every|each|some|this)[^⟦,.:;]{2,30},")
UNDER_OTHERS = re.compile(                       # under competition P = 10
    r"[\W_]*(?:under|without|on the) (?!th(?:is|ese|ose|at)\b|our\b|which\b|any\b)[a-z][a-z -]{2,40},?[\s$]*", re.I)
UNDER_ANOTHER = re.compile(
    r"[\W_]*(?:for|when|if|case)\b[^⟦.]{0,12}⟦\d+⟧(?:\W[^.]*\b(?:so|thus|hence|gives?|get)\b[^⟦]*|\s*:\s*)$")
ANOTHER_FORM = re.compile(
    r"\b(?:regulari[sz]\w+|penalt(?:y|ies)|penali[sz]\w+|weight decay|(?:matrix|vector(?:i[sz]ed)?) (?:form|notation))"
    r"\b[^.;$]*$", re.IGNORECASE)
LETTERED = re.compile(r"[\s*_]*\(?[a-z][.)][\s*_]")
BEHIND_LABEL = re.compile(r"\b(?:about|around|by|over|with|for|between)\b[^.:]*:[\s$]*\Z", re.IGNORECASE)
OTHER_NUMBERS = re.compile(r"[\W_]*(?:with|for|if|when|now|at)\b[^⟦.]{0,30}⟦\d+⟧", re.IGNORECASE)
FOR_A_VALUE = re.compile(                        # for $x = 3$ by symmetry $
    r"(?:^|[.;:!?]\s+|\n)\s*(?:for|with|when|at)\s+\$?\w[^$=<>.]*=[^$=.]*\$?[^.$=]{0,40}\$?$", re.IGNORECASE)
OF_A_SUBJECT = re.compile(                       # strong (3+, 3-) has H = 1
    r"\b(?!(?:it|this|that|which|he|she|they|we|you|one|also|then|thus|so|and|problem|equation)\b)[a-z]{3,}"
    r"(?:\s*\([^()]*\))?\s+has\s*[\s$]*$", re.IGNORECASE)
TAKEN = re.compile(
    r"\b(?:so|instead|hence|thus|therefore|now|then|next)\b,?\s+(?:we\s+)?(?:take|try|choose)[\s:$]*$", re.I)
PUTTING = frozenset({"with", "for", "at", "when"})


def is_anew(
    page: Page, left: Node, symbol: Symbol, parameters: tuple[Symbol, ...], right: Node, purpose: str
) -> bool:
    """Whether the words, the place or the other names of an equation say that it is about a new thing."""
    name, given = symbol.name, purpose == "given"
    if (given and page.said == "let") or (page.cautious and name in page.context.values) or name in page.anew:
        return True
    elsewhere = (page.items.gave_elsewhere(name, left.span.start) or OTHERWISE.search(page.words)
                 or OF_ANOTHER.match(page.words)
                 or (name in page.earlier and not PART_OF_A_SOLUTION.match("".join(page.section[-1:]))))
    here = page.items.around(left.span.start)
    of_here = not parameters and any(page.items.homes.get(one) == here for one in names_in(right) - {name})
    if elsewhere and (of_here or _is_calculated(page, name, right)):
        return True
    if is_set_elsewhere(page, left, symbol, parameters, right):
        return True
    if not parameters and (_is_reckoned_anew(page, symbol, right) or _is_another_table(page, left, symbol, right)):
        return True
    if parameters and name in page.context.values and {p.name for p in parameters} <= names_in(right) - {name}:
        return True                              # J = 1.5, and then a function J(mu)
    if name in page.context.definitions and names_in(right) - {name} and ANOTHER_FORM.search(page.words):
        return True                              # with a penalty, J(w) = ...; in matrix form, J = ...
    if parameters and name in page.context.definitions and (
            LETTERED.match(page.words) or OF_ANOTHER.match(page.words)) and names_a_law(page.words):
        return True                              # (b) Poisson with mean lambda: l(lambda) = ...
    if name in page.context.definitions and names_in(right) and BECOMES.search(
            page.document.source[max(0, left.span.start - FAR_BEFORE) : left.span.start]):
        return True                              # now sellers pay a tax: supply becomes Q = 2(P - 5) - 10
    if name in page.context.definitions and names_in(right) and TAKEN.search(page.words):
        return True                              # y = a e^x solves nothing; so take y = a x e^x
    if parameters and OF_THIS.search(page.words) and {p.name for p in parameters} & names_in(right):
        return True                              # the energy of x[n] = 2^{-n}
    if UPDATED.search(page.words) and name in page.context.values and not names_in(right):
        return True                              # the new w is 2 - 0.1 * 3
    if page.said in PUTTING and page.context.is_settled(name) and not names_in(right):
        return True
    if not parameters and OF_A_SUBJECT.search(page.words) and are_far_apart(
            page, page.context.values.get(name, symbol), page.read(right).term or symbol):
        return True                              # weak (6+, 2-) has H = 0.811, strong (3+, 3-) has H = 1
    if not parameters and _is_given_before(page, left, name, right):
        return True                              # for x = 3, gamma = 0.018, where it was 0.982 for x = 1
    if name in page.context.values and names_in(right) <= {"T"} and UNDER_ANOTHER.match(page.words):
        return True                              # for lambda = 2: ..., so v = (1, -2), after that for lambda = 5
    if not parameters and UNDER_OTHERS.fullmatch(page.words) and right.kind == "number" and are_far_apart(
            page, symbol, page.read(right).term or symbol):
        return True
    if _is_of_another_section(page, name, right) or is_of_others(page, name, parameters) or _is_tried(page, name):
        return True
    if not parameters and is_of_a_new_letter(page, name, right):
        return True
    if is_used_now(page, name, right, frozenset(parameter.name for parameter in parameters)):
        return True                              # in distillation one uses p = softmax(z/T)
    if not parameters and name in SUBSTITUTES and right.kind not in ("number", "none") and (
            given or begins_parts(page, right)):
        return True
    return given and page.said in ("where", "here") and not parameters and bool(
        otherwise(page, symbol, page.read(right).term))


def _is_given_before(page: Page, left: Node, name: str, right: Node) -> bool:
    """Whether a name was given in numbers before this sentence, which puts other values in, and no formula makes it."""
    known = page.context.values.get(name)
    if known is None or free(known) or not names_in(right) <= functions_known(page):
        return False
    return FOR_A_VALUE.search(page.document.source, max(0, left.span.start - FAR_BEFORE), left.span.start) is not None


def _is_tried(page: Page, name: str) -> bool:
    """Whether y is e^{rx}, with which an equation for y asks for r: what solves it is another y."""
    known = page.context.definitions.get(name) if name in page.context.posed else None
    return known is not None and any(
        one.definition.body == known.body and parameters_asked(page.steps[one.step]) for one in page.named)


def end_rule(page: Page, array: Symbol, rule: Term) -> None:
    """Another rule for every element of a sequence: what was said of it before has ended."""
    facts = page.context.facts
    said = rule.body.args[0] if isinstance(rule, Bind) and isinstance(rule.body, Apply) else None
    told = [one for one in facts if isinstance(one, Bind) and isinstance(one.body, Apply) and one.body.args[0] == said]
    if told and rule not in told:
        page.context.withdraw([fact for fact in facts if array in free(fact)])


def _is_of_another_section(page: Page, name: str, right: Node) -> bool:
    """Whether a name was defined under a heading beside this one, by other names: SE in the next section."""
    home, names = page.homes.get(name, ((), set()))
    here = mentioned(right)
    if home and here <= functions_known(page) and agrees(page, name, right):
        return False                             # p = sigma(z), and in the example p = sigma(0.25) with z = 0.25
    inside = len(page.section) > len(home) and here.isdisjoint(names)
    if home and inside and all(page.homes.get(one, ((), set()))[0] == page.section for one in names_in(right)):
        return bool(here)                        # a part with names of its own
    beside = bool(home) and page.section[:len(home)] != home and bool(here)
    return beside and (here != names or names_a_law(" ".join((*page.section[-1:], page.words))))


def is_of_others(page: Page, name: str, parameters: tuple[Symbol, ...]) -> bool:
    """Whether a function was defined in another section, of other names: l(mu, sigma), and l(lambda) further down."""
    known, home = page.context.definitions.get(name), page.homes.get(name, ((), set()))[0]
    before = {parameter.name for parameter in known.parameters} if known is not None else set()
    return bool(before) and bool(parameters) and home != page.section and before.isdisjoint(
        parameter.name for parameter in parameters) and all(
        parameter.name not in page.context.values for parameter in parameters)


def _is_calculated(page: Page, name: str, right: Node) -> bool:
    """Whether a name that has a value is a calculation in numbers alone, t = ln 2 / ln 1.07, or has a unit: 5 Ohm."""
    plain, unit = without_unit(right, page.document.source)
    term = page.read(plain).term if name in page.context.values else None
    return term is not None and not free(term) and (bool(unit) or not isinstance(term, Number))


def _is_reckoned_anew(page: Page, symbol: Symbol, right: Node) -> bool:
    """Whether a name that numbers were told for is reckoned from numbers, and is far from what it was: another round.

        theta = 0.6, and theta = 9.49/12.54 after a step       L = 0.6^5 0.4^5, and L = 0.6^9 0.4 of other data

    A name that has a formula of other names is judged by it; so is a value that may only have been rounded otherwise.
    What begins with the number that it was is the next one: b = -2 - 0.04, where b was -2.
    """
    if goes_on_from(page, symbol, right):
        return True
    known, definition = page.context.values.get(symbol.name), page.context.definitions.get(symbol.name)
    functions = page.context.functions
    if known is None and definition is not None and not definition.parameters and free(definition.body) <= functions:
        known = definition.body                  # y = sigma(0.57), and y = sigma(0.486)
    return known is not None and _is_far(page, known, right)


def let_value_anew(page: Page, node: Node) -> None:
    """An equation for a name that an earlier item gave another number: C = 60, and (b) cos C = (25 + 36 - 49)/60.

    What was said of the name ends there. An equation that is solved for a name ends what it was solved to be before.
    """
    if let_line_anew(page, node) or let_names_anew(page, node):
        return
    if len(node.children) == 3:
        forget_solved(page, node)
    end_told_value(page, node)
    left, right = node.children[0], node.children[2]
    if len(node.children) == 3 and node.children[1].text == "=":
        ask_anew(page, left, right)
    names = names_in(left) - FUNCTIONS.keys() - {"pi", "e"}
    if len(names) != 1 or spelling(left) is not None or names_in(right) or node.children[1].text != "=":
        return
    (name,) = names
    known = page.context.values.get(name)
    if not isinstance(known, Apply | Number):
        return
    term, other = page.read(left).term, page.read(right).term
    if term is None or other is None:
        return
    there = substitute(term, dict.fromkeys(free(term), known))
    if free(there) or not is_of_another_item(page, left, *(symbol for symbol in free(term) if symbol.name == name)):
        return
    if any(part.kind in RECKONED for part in right.walk()) and are_far_apart(page, there, other):
        page.context.forget(name, page.context.sorts.get(name))


def _is_another_table(page: Page, left: Node, symbol: Symbol, right: Node) -> bool:
    """Whether a name that was a formula is given as a vector in numbers, in another item: v_2 = (1, -1)^T / sqrt(2)."""
    known = page.context.definitions.get(symbol.name)
    if known is None or not free(known.body) or not names_in(right) <= {"T"}:
        return False
    term = page.read(right).term
    return term is not None and is_matrix(term) and is_of_another_item(page, left, known.symbol)


def is_element_anew(page: Page, left: Node, element: Term, right: Node) -> bool:
    """The same of an element that has a number, in another item of a list, or where words call it new.

        start with mu_1 = 1. New centres: mu_1 = (1 + 2 + 4)/3

    So it is of a probability or a mean that is reckoned with other numbers: with p = 0.2, P(A) = 0.19 + 0.08.
    """
    if isinstance(element, Apply) and element.head.rstrip("|") in CHANCES | EXPECTED | VARIANCES:
        known = _told_to_be(page, element)
        again = OTHER_NUMBERS.match(page.words) or UPDATED.search(page.words) or is_of_another_item(
            page, left, element)
        return bool(known and again) and all(_is_far(page, one, right) for one in known)
    match element:
        case Apply("at", (Symbol(name), Number(place))) if place.denominator == 1:
            table = page.context.values.get(name)
        case _:
            return False
    if not (UPDATED.search(page.words) or is_of_another_item(page, left, element, Symbol(name, "vector"))):
        return False
    known = _told_to_be(page, element)
    cells = cells_of(table)
    if 0 < place <= len(cells):
        known.add(cells[int(place) - 1])
    return bool(known) and all(_is_far(page, one, right) for one in known)


def _told(page: Page, element: Term) -> list[Apply]:
    """The equations in force about the very element."""
    return [one for one in page.context.facts if isinstance(one, Apply) and one.head == "=" and element in one.args]


def _told_to_be(page: Page, element: Term) -> set[Term]:
    """The numbers that the very element is said to be."""
    return {side for fact in _told(page, element) for side in fact.args if side != element and not free(side)}


def end_element(page: Page, element: Term, value: Term) -> None:
    """What was said of an element ends here; of a vector that was given as a table, the other elements stay."""
    page.context.withdraw(_told(page, element))
    end_cell(page, element, value)


def end_cell(page: Page, element: Term, value: Term) -> None:
    """An element of a vector that was given as a table is said to be another number: the others stay what they were."""
    match element:
        case Apply("at", (Symbol(name), Number(place))) if place in range(1, len(
                cells_of(page.context.values.get(name))) + 1):
            page.context.give(name, _with_cell(page.context.values[name], int(place), value))


def _with_cell(table: Term, place: int, value: Term) -> Term:
    """A column or a row with another element."""
    assert isinstance(table, Apply)
    if table.head == "transpose":
        return Apply("transpose", (_with_cell(table.args[0], place, value),))
    if table.head == "tuple":
        return Apply("tuple", (*table.args[: place - 1], value, *table.args[place:]))
    return Apply("matrix", (*table.args[: place + 1], value, *table.args[place + 2 :]))


def _is_far(page: Page, known: Term, right: Node) -> bool:
    """Whether a calculation in numbers, and functions of the page, gives another number than was known.

    An integral is one behind a label: V = pi int_0^1 (x^2 - x^4) dx; about the y-axis: V = 2 pi int_0^1 x (x - x^2) dx.
    """
    term = page.read(right).term
    if term is None or isinstance(term, Number) or not any(part.kind in RECKONED for part in right.walk()):
        return False
    if "integral" in heads(term) & heads(known) and not free(term):
        return BEHIND_LABEL.search(page.words) is not None
    if not names_in(right) <= functions_known(page):
        return False
    term, known = (unfold(one, page.signature, only=frozenset(named_functions(page))) for one in (term, known))
    return not free(term) and are_far_apart(page, known, term)


def otherwise(page: Page, symbol: Term | None, value: Term | None) -> Fraction | None:
    """The number that a name is by what was said before, where what a "where" says of it now is another number."""
    if not isinstance(symbol, Symbol) or value is None or free(value) or page.said not in RESTATING:
        return None
    before, now = page.context.valuation.of(symbol), page.context.valuation.of(value)
    return before if before is not None and now is not None and before != now else None


def mentioned(node: Node, numbers: bool = False) -> set[str]:
    """The names in a side; of d_k not the d, where that is a number beside it."""
    name = spelling(node)
    inside = () if name is not None and numbers and node.kind == "sub" else node.children
    return {name for name in (name, *(one for child in inside for one in mentioned(child, numbers))) if name}


__all__ = ["end_cell", "end_element", "is_anew", "is_element_anew", "let_value_anew", "mentioned", "otherwise"]
