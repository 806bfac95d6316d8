"""Letters with a customary meaning, where nothing on the page gives them another.

    F_n, n a whole number      the numbers of Fibonacci
    \\varphi                   the golden ratio, where it is calculated with and is no angle
    G = ...                    Catalan's constant
    B(x, y)                    the beta function, where it stands with a pair everywhere
    i                          the imaginary unit, in an equation about nothing else
    \\sigma(x)                  1/(1 + exp(-x)), on a page that speaks of sigmoid or logistic functions
    \\Gamma(x)                  the gamma function, where it is given by its integral, or by factorials and itself

A page that says "Fibonacci" or "golden ratio" means it. A formula that stands alone with its conditions may mean
it: what may as well introduce the letter stays given, unless it holds of the customary meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.arithmetic_functions import arithmetic_letters
from derive.elaborate.names.choose_letter import choose_letter
from derive.elaborate.names.functions import sigmoid
from derive.elaborate.names.generating import numbers_beside, with_golden
from derive.elaborate.names.letters_alone import letters_alone
from derive.elaborate.names.sigmoid_shown import before_brackets, is_only_applied, speaks_of_sigmoid, states_slope
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.page import Page
from derive.elaborate.step import Condition, Step
from derive.kernel.enclosure import enclose
from derive.kernel.leaves import identical
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, number, subterms
from derive.read.node import Node
from derive.read.record import replace

WORDS = {
    "fibonacci": re.compile(r"\bFibonacci\b"), "golden": re.compile(r"\bgolden (ratio|section|mean)\b", re.IGNORECASE),
    "catalan": re.compile(r"\bCatalan(?:'s)? constant\b", re.IGNORECASE),
    "beta": re.compile(r"\b(?:beta|\$?B\$?)[ -]functions?\b|\bEuler integral of the first kind|\bBeta\}?(?:\s*\("
                       r"|[ -](?:prior|posterior|law|distribution|density)\b)", re.IGNORECASE),
    "gamma": re.compile(r"\b(?:gamma|\$?\\Gamma\$?)[ -]functions?\b", re.IGNORECASE),
}
LETTERS = {"F": "fibonacci", "varphi": "golden", "G": "catalan"}
PAIRED = {"B": "beta"}                           # letters that are functions of two numbers
CUSTOMARY = frozenset((*LETTERS.values(), *PAIRED.values()))
NUMBERS = frozenset({"pi", "e"})
DIVISORS = frozenset({"gcd", "lcm"})
WAVES = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "exp", "asin", "acos", "atan",
                   "Re", "Im", "arg"})


def settle_letters(page: Page, formulas: Sequence[Node], words: str) -> None:
    """The letters whose meaning the words of the page give, or a row that stands alone."""
    alone, known = _alone(formulas, page.formulas) if page.formulas else {}, page.context
    by_words = _by_words(formulas, words) | choose_letter(formulas, words) | arithmetic_letters(formulas, words)
    meant = letters_alone(formulas) | by_words | alone
    if fresh := {name: sort for name, sort in meant.items() if (not known.knows(name) and name not in known.sorts) or (
            sort == "beta" and known.sorts.get(name) == "function" and name not in known.definitions)}:
        page.context.sorts |= fresh
        page.context.changed()
    applied = [formula for formula in formulas if not states_slope(formula)]
    if speaks_of_sigmoid(words, formulas) and is_only_applied(applied, "sigma"):
        _bring_sigmoid(page, bare=len(applied) < len(formulas))


def _bring_sigmoid(page: Page, bare: bool) -> None:
    """The logistic function, which the page may yet define for itself; a function also where it stands alone."""
    if page.context.knows("sigma") or "sigma" in page.context.sorts:
        return
    x = Symbol("x", "real")
    page.context.define(Definition(Symbol("sigma", "function"), (x,), sigmoid(x), 1))
    page.context.brought.add("sigma")
    page.context.sorts |= {"sigma": "function"} if bare else {}


def sequences(sorts: Mapping[str, str]) -> frozenset[str]:
    """The letters that are sequences of whole numbers with a meaning of their own, and no arrays."""
    return frozenset(name for name, sort in sorts.items() if sort == "fibonacci")


def _by_words(formulas: Sequence[Node], words: str) -> dict[str, str]:
    named = (*LETTERS.items(), ("phi", "golden"), *PAIRED.items())
    spoken = {letter: sort for letter, sort in named if WORDS[sort].search(words)}
    return {letter: sort for letter, sort in spoken.items() if sort != "beta" or _is_of_pairs(formulas, letter)
            if sort != "fibonacci" or (_is_sequence(formulas) and not _is_begun(formulas))}


def _is_begun(formulas: Sequence[Node]) -> bool:
    """Whether the page says itself how the numbers begin, F_0 = 1 or F_1 = 1: then they are those of the page."""
    chains = (part for top in formulas for part in top.walk() if part.kind == "chain" and len(part.children) > 2)
    return any(
        first.kind == "sub" and spelling(first.children[0]) == "F" and first.children[1].text in ("0", "1", "2")
        and chain.children[1].text in ("=", "define") and chain.children[2].kind == "number"
        for chain in chains for first in chain.children[:1])


def _alone(formulas: Sequence[Node], stated: Sequence[Node]) -> dict[str, str]:
    """What the formulas of a row say by themselves; its conditions are among them, and are not `stated`."""
    every = set().union(*map(_letters, stated))
    if any(_is_of_pairs(stated, letter) for letter in PAIRED.keys() & every):
        return {letter: sort for letter, sort in PAIRED.items() if _is_of_pairs(stated, letter)}
    if LETTERS.keys().isdisjoint(every):
        return {}
    names = every - _bound(stated) - FUNCTIONS.keys() - NUMBERS - DIVISORS
    others = names - LETTERS.keys() - _whole(formulas) - numbers_beside(formulas, stated, "F")
    if others or (not _is_sequence(formulas) and "F" in names):
        return {}
    if "F" in names and not every & _whole(formulas) and every != {"F"}:             # F_12 = 144 may be said
        return {}
    found = {name: sort for name, sort in LETTERS.items() if name in with_golden(names, formulas)}
    if "varphi" in found and "F" not in found and any(map(_is_an_angle, stated)):
        return {}
    return {} if "G" in found and (len(names) > 1 or _is_applied(stated, "G")) else found


def _whole(formulas: Sequence[Node]) -> set[str]:
    """n in n \\in \\mathbb{Z}, and in a set of whole numbers; and the names that sums run over."""
    found: set[str] = set()
    for top in formulas:
        for part in top.walk():
            if part.kind == "chain" and part.children[1].text == "in":
                fonts = [spelling(inner) for inner in part.children[2].walk() if inner.kind == "font"]
                found |= _letters(part.children[0]) if {"mathbb{Z}", "mathbb{N}"} & {*fonts} else set()
            elif part.kind == "bigop" and part.text in ("sum", "prod", "product", "lim"):
                found |= _letters(part.children[0])
    return found


def may_introduce(page: Page, chain: Node) -> bool:
    """Whether an equation may as well give a letter its meaning: F_n by the F before, a constant by its value."""
    sorts = page.context.sorts
    names = {name for name in _letters(chain) if sorts.get(name) in CUSTOMARY}
    words = page.document.source
    if any(WORDS[sorts[name]].search(words) for name in names):
        return False
    left, _, right = chain.children[:3]
    if names and "F" not in names:
        return len(chain.children) == 3 or spelling(left) in names
    if len(chain.children) != 3:
        return False
    if _is_known(left, page.signature) and is_second_euler_integral(page, left, right):
        return True
    return "F" in names and ((_is_term(left) and _is_linear(right)) or (_is_term(right) and _is_linear(left)))


def introduced(page: Page, step: Step) -> Step:
    """The step of an equation that may introduce a letter: given, unless it holds of the customary meaning."""
    return replace(step, kind="given", role="definition", obligation=None, general=None, rounded=None, within=(),
                   claim=step.obligation, lone=is_lone(page) and not _is_rule(step.obligation))


def _is_rule(claim: Obligation | None) -> bool:
    """Whether one element is given by those before it: F_n = 2 F_{n - 1} + F_{n - 2}, which makes a sequence."""
    match claim:
        case Obligation(_, Apply("=", (left, right))):
            pairs = ((left, right), (right, left))
            return any(isinstance(one, Apply) and one.head == "fibonacci" and all(
                place < min(_places(one)) for place in _places(others)) for one, others in pairs)
    return False


def _places(term: Term) -> list[Fraction]:
    """How far from n the elements are that a term speaks of."""
    found = [enclose(part.args[0], {name: Fraction(0) for name in free(part)}, 64) for part in subterms(term)
             if isinstance(part, Apply) and part.head == "fibonacci"]
    return [place for place in found if isinstance(place, Fraction)]


def is_lone(page: Page) -> bool:
    """Whether a row says one thing: then there is nothing for which a letter would be introduced."""
    return len(page.formulas) == 1 and len(page.formulas[0].children) == 3


def customary_claim(page: Page, chain: Node, conditions: Sequence[Condition]) -> Obligation | None:
    """What the definition of a function that is known says of it: sinc(x) = sin(x) / x."""
    if not _is_known(chain.children[0], page.signature) or len(chain.children) != 3:
        return None
    left, right = (page.read(side).term for side in chain.children[::2])
    if left is None or right is None:
        return None
    return page.obligations(Apply("=", (left, right)), [left, right], [c.term for c in conditions])[0]


def is_known_slope(node: Node, signature: Signature) -> bool:
    """sinc'(x) = ..., which gives no function a meaning."""
    return node.kind in ("juxtapose", "apply") and node.children[0].kind == "prime" and _is_known(node, signature)


def _is_known(node: Node, signature: Signature) -> bool:
    """Whether the left side of a definition applies a function that is known: sinc(x) = ..."""
    if node.kind not in ("juxtapose", "apply") or len(node.children) != 2:
        return False
    head = node.children[0].children[0] if node.children[0].kind == "prime" else node.children[0]
    name = spelling(head)
    return name in FUNCTIONS and name not in signature.definitions and name not in signature.sorts


def is_gamma(page: Page, left: Node, right: Node) -> bool:
    """Whether \\Gamma(x) = ... speaks of the gamma function and gives the letter no other meaning.

    By its integral, in terms of factorials or of itself elsewhere, or on a page that says "gamma function".
    """
    if not _is_known(left, page.signature) or _function(left.children[0]) != "Gamma":
        return False
    if any(part.kind == "factorial" or part.text == "Gamma" for part in right.walk()):
        return True
    if WORDS["gamma"].search(page.document.source) and all(part.kind != "integral" for part in right.walk()):
        return True
    return is_second_euler_integral(page, left, right)


def is_second_euler_integral(page: Page, left: Node, right: Node) -> bool:
    """\\Gamma(x) = \\int_0^\\infty t^{x - 1} e^{-t} dt"""
    if all(part.kind != "integral" for part in right.walk()):
        return False
    applied, written = page.read(left).term, page.read(right).term
    if written is None or not isinstance(applied, Apply) or applied.head != "gamma":
        return False
    t = fresh(Symbol("t"), free(applied))
    exponent = Apply("+", (applied.args[0], number(-1)))
    body = Apply("*", (Apply("^", (t, exponent)), Apply("exp", (Apply("-", (t,)),))))
    return identical((), Bind("integral", t, body, (number(0), Apply("infinity"))), written)


def _is_term(side: Node) -> bool:
    """F_n, F_{n + 1}, alone"""
    if side.kind != "sub" or spelling(side.children[0]) != "F":
        return False
    index = side.children[1]
    return all(part.kind in ("name", "number") for part in (index.children if index.kind == "sum" else (index,)))


def _is_linear(side: Node) -> bool:
    """Multiples of elements, added up."""
    terms = side.children if side.kind == "sum" else (side,)
    for term in terms:
        while term.kind in ("negate", "plus", "paren"):
            term = term.children[0]
        factors = term.children if term.kind in ("juxtapose", "product") else (term,)
        if sum("F" in _letters(factor) for factor in factors) > 1 or any(
            part.kind in ("sup", "bigop", "frac", "over", "binom") for factor in factors for part in factor.walk()
        ):
            return False
    return True


def _is_sequence(formulas: Sequence[Node]) -> bool:
    """Whether F stands with one index at every place."""
    inside = {id(part.children[0]) for top in formulas for part in top.walk() if part.kind == "sub"}
    places = [part for top in formulas for part in top.walk() if part.kind == "name" and part.text == "F"]
    return bool(places) and all(id(part) in inside for part in places)


def _bound(formulas: Sequence[Node]) -> set[str]:
    found: set[str] = set()
    for top in formulas:
        for part in top.walk():
            if part.kind == "bigop":
                found |= _letters(part.children[0])
            elif part.kind == "integral":
                found |= set().union(*(_letters(child) for child in part.children[3:]))
    return (found | _introduced(formulas)) - LETTERS.keys() | {"infty", "d"}


def _introduced(formulas: Sequence[Node]) -> set[str]:
    """u in: where u = log x"""
    chains = [part for top in formulas for part in top.walk() if part.kind == "chain" and len(part.children) == 3]
    return {c.children[0].text for c in chains if c.children[0].kind == "name" and c.children[1].text == "="}


def _letters(node: Node) -> frozenset[str]:
    return node.letters()


def _is_an_angle(top: Node) -> bool:
    """Whether phi stands within a wave, or in an exponent."""
    for part in top.walk():
        within = (part.kind == "apply" and _function(part.children[0]) in WAVES) or part.kind in ("sup", "sub")
        if within and any("varphi" in _letters(child) for child in part.children[1:]):
            return True
    return False


def _function(node: Node) -> str:
    while node.kind in ("sup", "sub", "prime"):
        node = node.children[0]
    return spelling(node) or ""


def _is_applied(formulas: Sequence[Node], name: str) -> bool:
    """Whether a letter stands before a bracket, or bears a mark."""
    return bool(before_brackets(formulas, name)) or any(
        part.kind in ("sub", "prime", "accent") and spelling(part.children[0]) == name
        for top in formulas for part in top.walk())


def _is_of_pairs(formulas: Sequence[Node], name: str) -> bool:
    """Whether a letter stands on the page, and always before a pair in brackets."""
    everywhere = sum(part.kind == "name" and part.text == name for top in formulas for part in top.walk()
                     if part is not top)
    return 0 < everywhere == sum(
        left.text == name and right.kind == "paren" and right.text == "()" and right.children[0].kind == "list"
        and len(right.children[0].children) == 2
        for top in formulas for part in top.walk() if part.kind == "juxtapose"
        for left, right in zip(part.children, part.children[1:], strict=False))
