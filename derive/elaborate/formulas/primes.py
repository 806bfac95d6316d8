"""Primes and dots: the derivative of what the page defines, and a mark of any other name.

    f', f''    where f(x) = x^3      the derivative of f, at the x it was defined with
    y'         where y = x^2         the derivative in x, or in t; of a sum in x and t it is not told in which
    \\dot x                           the derivative in t, of what is a function of t or is made of such functions
    x'         where x is nothing    a name of its own, as in a change of coordinates
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from derive.elaborate.formulas.calculus import differentiate
from derive.elaborate.formulas.calls import derived
from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.language import phrases_notation_en as phrases
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.spelling import names_in, spelling, varied
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.names.symbols import DOTS, depends, named
from derive.elaborate.reading import Scope, Unreadable
from derive.elaborate.unfolding import replace_part, unfold
from derive.kernel.term import Apply, Bind, Symbol, Term, free, fresh, heads, subterms
from derive.read.node import Node, holds, outside

TIME = Symbol("t")
_OF_SLOPES = frozenset({"derivative", "prime", "accent"})
_DERIVATIVE, _PRIME = frozenset({"derivative"}), frozenset({"prime"})
_WAVES, _AFFINE = frozenset({"sin", "cos", "tan"}), frozenset({"+", "-", "*", "/"})
_CUSTOMARY = ("x", "t")                          # variables that a prime is for, beside letters for constants


def primed(node: Node, scope: Scope) -> Term:
    """A prime: a derivative where the name is known to depend on one variable, else part of the name."""
    base = node.children[0]
    name = spelling(base)
    if name is None:
        return _primed_expression(node, base, scope)
    whole = spelling(node) or name + node.text
    if not scope.knows(whole):
        slope = _derivative(name, len(node.text), None, node, scope)
        if slope is not None:
            return slope
    return named(whole, node, scope)


def dotted(node: Node, scope: Scope) -> Term | None:
    """A name under dots as a derivative in time; None where nothing says that it is one."""
    name = spelling(node.children[0])
    if name is None or scope.knows(spelling(node) or ""):
        return None
    return _derivative(name, DOTS[node.text], TIME, node, scope)


def _derivative(name: str, order: int, variable: Symbol | None, node: Node, scope: Scope) -> Term | None:
    """The derivative of a name in the one variable it is known to depend on, or in the one that is told."""
    definition = None if name in scope.bound else scope.signature.definitions.get(name)
    if definition is None:
        return None
    if depends(name, scope.signature):
        arguments = definition.body.args[1:] if isinstance(definition.body, Apply) else ()
    else:
        arguments = definition.parameters if definition.symbol.sort == "function" else ()
    if variable is None and (layer := _layer(definition, scope.signature)) and not scope.choose("prime_of_layer", node):
        return _at_its_argument(*layer, order)
    if arguments:
        single = len(arguments) == 1 and isinstance(arguments[0], Symbol)
        return derived(name, (), order, arguments, node, scope) if single else None
    if definition.symbol.sort not in ("real", "unknown"):
        return None
    found = variable if variable is not None else _variable(definition, scope.signature)
    if found is None or (variable is not None and found not in free(unfold(definition.body, scope.signature))):
        return None
    if variable is None and not scope.choose("prime", node):
        return None
    term: Term = definition.symbol
    for _ in range(order):
        term = differentiate(term, Node("name", found.name, (), node.span), scope)
    return term


def _layer(definition: Definition, signature: Signature) -> tuple[Symbol, Term, Term] | None:
    """t = tanh(w x + b) as tanh(s) and the argument, where nothing else is in it; None of anything else."""
    body = unfold(definition.body, signature)
    if not heads(body).isdisjoint(_WAVES) or isinstance(body, Symbol):
        return None
    for part in subterms(body):
        if isinstance(part, Apply) and part.head == "+" and part != body and heads(part) <= _AFFINE and (
                free(part) == free(body) and len(free(body)) > 2):
            argument = fresh(Symbol("s"), free(body))
            outer = replace_part(body, part, argument)
            return (argument, outer, part) if free(outer) == {argument} else None
    return None


def _at_its_argument(variable: Symbol, outer: Term, argument: Term, order: int) -> Term:
    for _ in range(order - 1):
        outer = Bind("derivative", variable, outer, (variable,))
    return Bind("derivative", variable, outer, (argument,))


def _variable(definition: Definition, signature: Signature) -> Symbol | None:
    """The variable of what a formula defines: x or t, or the only name there is."""
    whole = free(unfold(definition.body, signature))
    names = {symbol.name: symbol for symbol in whole if symbol.sort == "real"}
    customary = [names[name] for name in _CUSTOMARY if name in names]
    if customary:
        return customary[0] if len(customary) == 1 else None
    return next(iter(names.values())) if len(names) == len(whole) == 1 else None       # not b of w^T h + b


def _primed_expression(node: Node, base: Node, scope: Scope) -> Term:
    """(x^2)' is the derivative in the only name there is; a matrix with a prime is transposed."""
    term = scope.term(base.children[0] if base.kind == "paren" else base)
    if is_matrix(term) and len(node.text) == 1:
        return Apply("transpose", (term,))
    names = free(term)
    known = (definition.body for name in names_in(base) if depends(name, scope.signature)
             for definition in (scope.signature.definitions[name],))
    functions = {at for body in known if isinstance(body, Apply) for at in body.args[1:]}
    if base.kind == "paren" and len(functions) == 1:
        names = frozenset(at for at in functions if isinstance(at, Symbol))      # (f g)' of f(x) and g(x)
    if base.kind != "paren" or len(names) != 1 or not all(name.sort == "real" for name in names):
        raise Unreadable("a prime on an expression", node.span)
    (variable,) = names
    if variable.name in scope.signature.definitions or variable.name in scope.signature.values:
        raise Unreadable("a prime on an expression", node.span)
    for _ in node.text:
        term = Bind("derivative", variable, term, (variable,))
    return term


def sloping(formulas: Sequence[Node], words: str) -> dict[str, Symbol]:
    """The names that stand under dots, or under primes where slopes are spoken of, and what they are functions of.

    None where something is differentiated in a name under a dot, as in mechanics, or where coordinates are changed.
    """
    if not holds(formulas, _OF_SLOPES):
        return {}
    parts = [part for formula in formulas for part in formula.walk()]
    if any(part.kind == "derivative" and any(_is_dotted(variable) for variable in part.children[1:]) for part in parts):
        return {}
    dotted_ones = (part for part in parts if part.kind == "accent" and part.text in DOTS)
    found: dict[str, Symbol] = {name: TIME for part in dotted_ones if (name := _base(part)) is not None}
    if phrases.COORDINATES.search(words):
        return found
    if phrases.DIFFERENTIATES.search(words) or any(map(_is_equation_for_slopes, formulas)):
        written = {part.text for part in parts if part.kind == "name"}
        customary = "x" if "x" in written or "t" not in written else "t"
        arguments = _arguments(parts)
        for part in parts:
            if part.kind == "prime" and (name := _base(part)) is not None and name not in FUNCTIONS:
                letters = arguments.get(name, set()) - {name}
                letter = letters.pop() if len(letters) == 1 else "t" if name == "x" else customary
                found.setdefault(name, Symbol(letter))
    for name, variable in (*_in_rates(parts), *_with_arguments(parts)):
        found.setdefault(name, variable)
    return {name: variable for name, variable in found.items() if name != variable.name}


def _with_arguments(parts: Sequence[Node]) -> Iterator[tuple[str, Symbol]]:
    """A of A = x y, beside A'(x)."""
    bare = {spelling(part.children[0]) for part in parts if part.kind == "chain" and part.children[1].text == "="}
    for part in parts:
        call = part.children if part.kind == "juxtapose" and len(part.children) == 2 else ()
        if call and call[0].kind == "prime" and (name := _base(call[0])) in bare and name is not None:
            letter = spelling(call[1].children[0]) if call[1].kind == "paren" else None
            if letter in ("x", "t", "r"):
                yield name, Symbol(letter)


def _in_rates(parts: Sequence[Node]) -> Iterator[tuple[str, Symbol]]:
    """P of dP/dt = k P: a name beside its own slope in x or t, in which nothing is differentiated."""
    given = set[str | None]()                    # p = sigma(z), of which dp/dz = p (1 - p) is a claim
    variables = {v.text for part in parts if part.kind == "derivative" for top in part.children[1:] for v in top.walk()}
    for chain in (part for part in parts if part.kind == "chain"):
        plain = {part.text for part in outside(chain, _DERIVATIVE) if part.kind == "name"}
        for part in (part for part in chain.walk() if part.kind == "derivative"):
            name, letters = spelling(part.children[0]), [v.text for top in part.children[1:] for v in top.walk()
                                                         if v.kind == "name"]
            if name in plain - variables - given and set(letters) in ({"x"}, {"t"}):
                yield name, Symbol(letters[0])
        given.add(spelling(chain.children[0]))


def _is_equation_for_slopes(formula: Node) -> bool:
    """y' = 3y, y'' + y = 0: a name with a prime, and the same without, or with two, in one equation."""
    for chain in (part for part in formula.walk() if part.kind == "chain"):
        primes = {(name, len(part.text)) for part in chain.walk() if part.kind == "prime" and (name := _base(part))}
        names = {name for name, _ in primes}
        if len(names) == 1 and any(order > 1 or name != "x" for name, order in primes):
            return any(part.kind == "name" and part.text in names for part in outside(chain, _PRIME))
    return False


def _base(part: Node) -> str | None:
    return spelling(part.children[0]) if part.children[0].kind in ("name", "sub") else None


def _arguments(parts: Iterable[Node]) -> dict[str, set[str]]:
    """The letters that names are applied to, and differentiated in: x of y(x), y'(x) and dy/dx."""
    found: dict[str, set[str]] = {}
    for part in parts:
        if part.kind == "juxtapose":
            for left, right in pairwise(part.children):
                function = left.children[0] if left.kind in ("prime", "accent") else left
                if function.kind == "name" and right.kind == "paren" and right.children[0].kind == "name":
                    found.setdefault(function.text, set()).add(right.children[0].text)
        elif part.kind == "derivative" and part.children[0].kind == "name":
            inner = map(varied, part.children[1:])
            found.setdefault(part.children[0].text, set()).update(v.text for v in inner if v.kind == "name")
    return found


def _is_dotted(variable: Node) -> bool:
    return any(part.kind == "accent" and part.text in DOTS for part in variable.walk())


def unknown_function(name: str, variable: Symbol) -> Definition:
    """x with a dot over it: x(t), of which nothing more is known."""
    return Definition(Symbol(name), (), Apply("call", (Symbol(name, "unknown"), variable)), 0)
