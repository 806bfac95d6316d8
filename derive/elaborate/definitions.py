"""Definitions: the first equation for a fresh name is given, and puts the name in force."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derive.elaborate.anew import end_rule, is_anew, is_of_others, mentioned, otherwise
from derive.elaborate.chance.named_laws import named_law
from derive.elaborate.components_given import add_components, gives_components
from derive.elaborate.elsewhere import found_before, reckon_again
from derive.elaborate.equations.data import give_data
from derive.elaborate.equations.differential_equations import to_satisfy
from derive.elaborate.equations.energies import is_energy
from derive.elaborate.equations.sought import sought
from derive.elaborate.equations.standing import CITING
from derive.elaborate.equations.trigonometric_substitutions import take_range
from derive.elaborate.formulas.columns import column
from derive.elaborate.formulas.component_functions import component_head
from derive.elaborate.formulas.expression import definition_head, elaborate, usage
from derive.elaborate.formulas.operand import Operand, needs_modulus
from derive.elaborate.formulas.rewording import worded_name
from derive.elaborate.formulas.sampling import exclude_each_other
from derive.elaborate.formulas.units import quantity
from derive.elaborate.formulas.units_behind import remember_unit
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import GREEK, ORDERS
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.customary import is_gamma
from derive.elaborate.names.signature import Definition
from derive.elaborate.names.symbols import depends, root_of_variance, squared
from derive.elaborate.new_letters import is_new
from derive.elaborate.page import Page
from derive.elaborate.put_in_functions import put_in_functions
from derive.elaborate.reading import is_array
from derive.elaborate.step import Condition, Finding, Named
from derive.elaborate.unfolding import dependents, rests_on, unfold
from derive.elaborate.values_claimed import claimed
from derive.kernel.term import Apply, Bind, Symbol, Term, free, substitute
from derive.read.congruence import has_modulus
from derive.read.node import Node

OPERATORS = frozenset({"E", "Var", "Cov", "Corr", "Pr", "mathbb{E}", "mathbb{V}", "mathbb{P}", "KL", "H", "I", "MI"})
POINTS = frozenset("abc")                        # f(c) = 0 is said of one point
FREQUENCIES = frozenset({"omega", "Omega", "f", "s", "z"})
CONCLUDING = frozenset({"so", "thus", "hence", "therefore"})
DEFINING = frozenset({"=", "define", "equiv", "approx"})


def defines(page: Page, left: Node, relation: Node, right: Node, purpose: str) -> bool:
    """Whether `left = right` introduces the name on its left side.

    A name that is defined already is introduced anew only by words that say so ("let"); one that an equation asks for
    is not introduced by one, nor is one that the right side mentions. A congruence says what a name leaves alone.
    """
    if relation.text not in DEFINING or has_modulus(relation) or needs_modulus(relation, page.document.source):
        return False
    if component_head(left, right) is not None:
        return gives_components(page, left, right)
    root = _root(page, left)
    head = definition_head(root or worded_name(left), page.context.signature)
    if head is None or (root is not None and head[1]):
        return False
    symbol, parameters = head
    name = symbol.name
    if name in page.context.aliases or (name in page.context.ranges and not parameters and not _is_computed(right)):
        return False
    if name in (*ORDERS, "sqrt") and parameters:
        return False                             # \\Theta(n) = ..., sqrt(n) = 12 in type: of no function of that name
    if _is_derivative_of_known(page, name) or (name == "Gamma" and parameters and is_gamma(page, left, right)):
        return False
    if len({parameter.name for parameter in parameters}) != len(parameters):
        return False
    if cites(page, left, right) or (purpose in ("", "statement") and _is_asked(page, symbol)):
        return False
    anew = is_anew(page, left, symbol, parameters, right, purpose)
    beside = not parameters and page.context.is_beside(name) and name not in page.context.values
    taken = page.context.knows(name) and name not in page.context.brought and not beside
    if taken and not (anew and right.kind != "none"):
        return False
    new = (anew and name in page.earlier) or is_of_others(page, name, parameters) or is_new(
        page, name, right) or (symbol.sort == "vector" and names_in(right) <= {"T"})         # an eigenvector v = (1, 1)
    met = name in page.context.used and not new and not depends(name, page.context.signature)
    if purpose != "given" and (met or (
            page.said in CONCLUDING and not parameters and not names_in(right) and page.context.relates(name))):
        return False                             # x + y = 10 and x = 7, hence y = 3
    operator = _is_operator(name, parameters) and not is_energy(page, name, parameters, right)
    if symbol.sort == "function" and (operator or (
            any(map(_is_event, parameters)) and not _reckons_with(right, parameters))):
        return False
    if not parameters and relation.text == "=" and name in rests_on(page.context.definitions, names_in(right)):
        return False                             # y = (x + 1)/x, and then x = 1/(y - 1)
    if parameters and names_in(right).isdisjoint(p.name for p in parameters) and any(map(_is_one_point, parameters)):
        return False                             # f(c) = 0 and P(heads) = 1/2, of one argument alone
    plain = parameters or name in page.context.brought
    if not plain and not isinstance(elaborate(root or worded_name(left), page.signature).term, Symbol):
        return False                             # a constant, such as pi
    if relation.text == "define":
        return True
    number = not is_array(name, page.signature) or (not parameters and name in page.context.numbers)
    return name not in mentioned(right, numbers=number) or (bool(parameters) and _recurs(left, right, name))


def _is_operator(name: str, parameters: Iterable[Symbol]) -> bool:
    """E of E(x), and the entropy H, not the transfer function H(omega) or the Fisher information I(theta)."""
    of = {parameter.name for parameter in parameters}
    function = (name == "H" and of <= FREQUENCIES) or (name == "I" and of <= GREEK | {"p"})
    return name.partition("_")[0] in OPERATORS and not function


def _is_asked(page: Page, symbol: Symbol) -> bool:
    """Whether an equation in force says what a name is, without giving it: a = 2 after a + 1 = 3."""
    if symbol.name in page.context.sloping:
        return False                             # y(0) = 3 asks for no number y
    of_solutions = [known.symbol for name in page.context.posed if (known := page.context.definitions.get(name))
                    and symbol in free(known.body)]
    return symbol.sort in ("real", "integer") and any(
        _asks_for(fact, symbol.name) or not free(fact).isdisjoint(of_solutions) for fact in page.context.facts)


def asked_under(left: Node, conditions: Iterable[Condition]) -> bool:
    """The same of a statement under a condition: it lands when t (4 - t) = 0, so t = 4."""
    name = spelling(left)
    return name is not None and any(_asks_for(condition.term, name) for condition in conditions)


def _asks_for(fact: Term, name: str) -> bool:
    about = {symbol.name for symbol in free(fact)} == {name}
    return about and isinstance(fact, Apply) and fact.head == "=" and not any(isinstance(s, Symbol) for s in fact.args)


def cites(page: Page, left: Node, right: Node) -> bool:
    """Whether a law is cited for a name that has a value, in names of which nothing is known: using v = u + a t."""
    return page.said in CITING and spelling(left) in page.context.values and bool(
        names_in(right) - page.context.names()) and free(page.read(right).term or Symbol("")) != frozenset()


def _root(page: Page, left: Node) -> Node | None:
    """sigma in sigma^2, s_x in s_x^2: what a variance is written by, and its root, which is not negative.

    On a page about something else s^2 = 4 leaves open which of its roots s is.
    """
    if not root_of_variance(left):
        return None
    customary = any("sigma" in name for name in names_in(left))
    return left.children[0] if customary or phrases.SPREADS.search(page.document.source) is not None else None


def _is_derivative_of_known(page: Page, name: str) -> bool:
    """f', \\dot f and f^{(n)} where f is defined as a function: it follows from f."""
    under = re.fullmatch(r"d{1,3}ot\{(.+)\}", name)
    base, line, index = name.partition("_")      # M_X' is the derivative of M_X
    stem = under[1] if under else (base.rstrip("'") + line + index.rstrip("'")).partition("^{(")[0]
    definition = page.context.definitions.get(stem)
    return stem != name and definition is not None and (
        bool(definition.parameters) or depends(stem, page.context.signature))


def _is_computed(right: Node) -> bool:
    """Whether a side is arithmetic: n = 2 * 12 gives n, where i = 2 and i = j say which index is meant."""
    kinds = {part.kind for part in right.walk()}
    return "name" not in kinds and len(kinds) > 1


def _is_event(parameter: Symbol) -> bool:
    bare = parameter.name.removeprefix("bar{")
    return parameter.sort in ("random", "event", "set") or bare[:1].isupper() or " " in parameter.name


def _reckons_with(right: Node, parameters: Iterable[Symbol]) -> bool:
    """Whether a side raises, multiplies or divides each parameter: K^a L^b is of numbers, P(A) P(B) is of events."""
    reckoned = {spelling(part) for node in right.walk() if node.kind in ("sup", "sum", "juxtapose", "product", "frac")
                for part in node.children}
    return all(parameter.name in reckoned for parameter in parameters)


def _is_one_point(parameter: Symbol) -> bool:
    """Whether a letter stands for one point, not for a variable: c, x_0, omega_1, x^*."""
    name = parameter.name
    letter = re.sub(r"^(?:mathbf|boldsymbol|bm|vec|overrightarrow)\{(\w+)\}$", r"\1", name)
    plain = len(letter) == 1 or letter in GREEK or parameter.sort in ("vector", "matrix", "array")
    return name in POINTS or not plain


def _recurs(left: Node, right: Node, name: str) -> bool:
    """Whether the name stands on the right at other places only: T(n) = 2 T(n/2) + n."""
    written = _arguments(left)
    inside = [part for part in right.walk() if part.kind in ("sub", "juxtapose", "apply") and _heads(part, name)]
    return bool(inside) and all(_arguments(part) != written for part in inside)


def _heads(part: Node, name: str) -> bool:
    return bool(part.children) and spelling(part.children[0]) == name


def _arguments(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((part.kind, part.text) for part in node.children[1].walk()) if len(node.children) > 1 else ()


def add_definition(page: Page, left: Node, relation: Node, right: Node, purpose: str) -> Operand:
    """The given step of a definition; the name is in force from here on."""
    if component_head(left, right) is not None:
        return add_components(page, left, relation, right)
    root = _root(page, left)
    head = definition_head(root or worded_name(left), page.context.signature)
    assert head is not None
    symbol, parameters = head
    for one in found_before(page, symbol, right, left.span.start):
        page.context.forget(one, page.context.sorts.get(one))
    known_as = page.context.definitions.get(symbol.name)
    if symbol.sort in ("vector", "matrix", "real") and not parameters and page.context.knows(symbol.name):
        for one in [one for one in page.context.values if one.partition("_")[2].strip("{}").isdigit()
                    and one.partition("_")[0] == symbol.name]:
            page.context.forget(one, None)       # v_1 of the v before
    if not parameters and known_as is not None and {one.name for one in known_as.parameters} <= names_in(right):
        symbol, parameters = known_as.symbol, known_as.parameters    # J(w) = ..., and then J = ... in another form
    page.open -= page.lent & {symbol.name}       # it is given here
    page.anew -= {symbol.name}
    if parameters:
        page.context.declare(symbol.name, symbol.sort)
        if symbol.sort == "array":
            page.context.arity[symbol.name] = len(parameters)
            page.context.changed()
    number, elsewhere = quantity(page, right)    # in base units, where the page reckons in others
    page.open |= {symbol.name} if elsewhere else set()
    body = page.read(number)
    name = page.read(left)
    fields = {"lhs": name.side, "rhs": body.side, "relation": relation.text, "findings": body.reading.findings}
    if body.term is None:
        page.open.add(symbol.name)
        page.add(page.step("link", relation.span, unread=body.reading.problem or "could not be read",
                           unread_span=body.reading.span or right.span, **fields))
        return name
    if not parameters and (law := named_law(symbol.name, body.term)) is not None:
        page.densities.named[symbol.name] = law  # p = N(mu, sigma^2): p(x) is its density
        page.add(page.step("given", relation.span, role="definition", **fields))
        return name
    if name.term is not None and isinstance(name.term, Symbol):
        symbol = name.term                       # with the sort that the reading gives it
    meaning = Apply("sqrt", (body.term,)) if root is not None else body.term
    if symbol.sort == "vector":
        meaning = column(meaning)                # a = (1, 2, 3)
    variable = page.context.sloping.get(symbol.name)
    if not parameters and variable in free(unfold(meaning, page.signature)):
        assert variable is not None
        symbol, parameters = Symbol(symbol.name, "function"), (variable,)        # y = e^{2x}, of y' = 2y
        page.context.declare(symbol.name, symbol.sort)
    for name_tied, value in page.tied.items():
        if free(value) & set(parameters) and name_tied not in parameters:        # A(x) = x^2 + 4 x h, where h = 32/x^2
            meaning = substitute(meaning, {name_tied: value})
    wholes = {one.name: one for one in free(meaning) if one.sort in ("vector", "matrix")}
    parameters = tuple(wholes.get(one.name, one) if one.sort == "real" else one for one in parameters)     # k(x, z)
    own = {parameter.name: parameter for parameter in parameters}
    meaning = substitute(meaning, {one: own[one.name] for one in free(meaning) - set(parameters)
                                   if one.name in own and one.sort in ("real", "integer")})      # g_t, of an array t
    for parameter in parameters:
        moving = {other for other in dependents(parameter.name, page.signature) - {symbol.name, *own}
                  if other in page.context.definitions and not page.context.definitions[other].parameters}
        meaning = unfold(meaning, page.signature, only=frozenset(moving))        # V(x) = x^2 h, where h = 12 - 2x
    closed, claim = not parameters and not free(meaning), claimed(page, symbol, parameters, meaning, right)
    if closed and (before := otherwise(page, symbol, meaning)) is not None:
        page.open |= _resting_on(page, symbol.name)          # d = v t: of which v is not said
        other = f"{symbol.name} is {before} before, and something else from here on"
        fields["findings"] = (*body.reading.findings, Finding("notation", other, left.span))
    role = "value" if closed else "definition"
    line = page.line(left.span)
    if relation.text == "approx":
        page.open.add(symbol.name)               # near the value, which is not known
    elif closed:
        said = Apply("=", (symbol, meaning))     # epsilon > 0, and then epsilon = 0 in one part
        page.context.withdraw([fact for fact in page.context.facts
                               if free(fact) == {symbol} and exclude_each_other(fact, said)])
        reckon_again(page, symbol.name, meaning)
        page.context.give(symbol.name, meaning)
        remember_unit(page, symbol.name, meaning, right.span.stop)
        give_data(page, symbol, meaning)
    else:
        page.densities.see(symbol.name, parameters, unfold(meaning, page.signature))
        _put_in_force(page, Definition(symbol, parameters, meaning, line, squared(left) if parameters else frozenset()))
        put_in_functions(page, symbol, parameters, meaning)
        if not parameters:
            take_range(page, symbol, meaning)
    step = page.step("link" if claim else "given", relation.span, role="" if claim else role,
                     obligation=claim, **fields)
    place = page.add(to_satisfy(page, step, purpose) if page.context.asked else step)
    page.context.asked = ()
    page.homes[symbol.name] = page.section, mentioned(right)
    open_ones = {one.name for one in free(meaning) - set(parameters) if one.sort == "real"}
    page.lent |= (found := sought(page, open_ones if len(free(meaning)) > 1 else set(), right.span.stop))
    page.open |= found
    page.items.gave(symbol.name, left.span.start)
    names = tuple(sorted(free(meaning) - set(parameters), key=lambda s: s.name))
    page.named.append(Named(Definition(symbol, parameters, meaning, line), place, (), names))
    return name


def _resting_on(page: Page, name: str) -> set[str]:
    """The names whose definitions mention a name, or one that does."""
    found, size = {name}, 0
    while len(found) > size and (size := len(found)):
        found |= {other for other, one in page.context.definitions.items()
                  if not one.parameters and found & {symbol.name for symbol in free(one.body)}}
    return found - {name}


def _put_in_force(page: Page, definition: Definition) -> None:
    if definition.symbol in free(definition.body):
        statement: Term = Apply("=", (definition.symbol, definition.body))
        if definition.parameters:
            at = "call" if definition.symbol.sort == "function" else "at"
            statement = Apply("=", (Apply(at, (definition.symbol, *definition.parameters)), definition.body))
            for parameter in reversed(definition.parameters):
                statement = Bind("forall", parameter, statement)
        end_rule(page, definition.symbol, statement)
        page.context.assume(statement)
    else:
        page.context.define(definition)


__all__ = ["add_definition", "defines", "usage"]
