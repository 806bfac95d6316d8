"""Calls: a name applied to what stands in the bracket after it.

    P(y=j)        the element j of P, where P is defined that way
    f^{-1}(x)     the inverse function
    f'(x)         the derivative of f at x
    P(A | B)      a function of both, apart from P(A, B)
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.elaborate.formulas.event_sides import CHANCES, event
from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.language.conventions import (
    FUNCTIONS,
    GREEK,
    INDICATORS,
    ORDERS,
    PROBABILITY_LETTERS,
    SPECIAL,
    VOCABULARY,
)
from derive.elaborate.language.spelling import flat, spelling, wrapped
from derive.elaborate.names.arithmetic_functions import SORTS as ARITHMETIC
from derive.elaborate.names.arithmetic_functions import arithmetic_value
from derive.elaborate.names.functions import apply_known, beta
from derive.elaborate.names.indices import index_term
from derive.elaborate.names.symbols import base_name, depends, element, split
from derive.elaborate.reading import Scope, Unreadable
from derive.elaborate.step import Finding
from derive.elaborate.unfolding import applied
from derive.kernel.definedness import whole
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh
from derive.kernel.writing import of_letter
from derive.read.node import Node
from derive.read.record import replace

AVERAGED = frozenset({"E", "mathbb{E}", "Var", "Cov", "mathbb{V}"})
DEVIATIONS = frozenset({"SD", "sd", "Sd", "Std", "std", "StDev", "stdev"})     # sqrt(Var(X)), as everybody means it
MEANS_OVER = frozenset((*"uvwxyzUVWXYZ", "epsilon", "varepsilon", "xi"))


@dataclass(frozen=True, slots=True)
class Callee:
    """A name in front of a bracket: with its exponent, its primes and its indices."""

    name: str
    node: Node
    exponent: Node | None = None
    primes: int = 0
    indices: tuple[Node, ...] = ()


def arguments(bracket: Node, scope: Scope, events: bool = False) -> tuple[Term, ...]:
    """What a bracket holds, one after another; a bar of condition separates too. Events, where it is a probability."""
    inner = bracket.children[0] if bracket.kind == "paren" else bracket
    if inner.kind == "list":
        items = [item for child in inner.children for item in (child.children if child.kind == "list" else (child,))]
        return tuple(Apply("dots") if item.kind == "dots" else
                     event(item, scope.term) if events else scope.term(item) for item in items)
    if inner.kind == "given":
        return tuple(part for child in inner.children for part in arguments(child, scope, events))
    if inner.kind == "none":
        return ()
    return (event(inner, scope.term) if events else scope.term(inner),)


# Letters of functions whose values at the elements of a sequence have an index.
OF_PLACES = frozenset({"f", "F", "h", "J", "L", "V", "phi", "Phi", "varphi", "ell", "mathcal{L}"})


def call(callee: Callee, bracket: Node, scope: Scope) -> Term:
    """A name applied to a bracket, with its exponent, primes and indices."""
    inner = bracket.children[0]
    name = callee.name
    exponent = callee.exponent
    if scope.is_array(name) and is_at_a_place(callee, bracket):
        term: Term = Apply("call", (Symbol(name, "function"), *arguments(bracket, scope)))
    elif scope.is_array(name) and inner.kind != "given":
        term = _selected(name, inner, scope)
    elif (name in FUNCTIONS or name in SPECIAL) and not scope.knows(name):
        if callee.primes or (exponent is not None and exponent.kind == "paren"):
            return _known_derived(callee, bracket, scope)
        return apply_known(name, callee.indices, exponent, arguments(bracket, scope), callee.node, scope)
    elif callee.primes or (exponent is not None and exponent.kind == "paren"):
        if not callee.primes and exponent is not None and _is_symbolic(exponent):
            above = f"{name}^{{{marked(exponent)}}}"             # f^{(n)}(x): which derivative is not decided
            return opaque(above, callee.indices, arguments(bracket, scope), callee.node, scope)
        order = callee.primes or _order(exponent, scope)
        if not callee.primes:
            exponent = None
        term = derived(name, callee.indices, order, arguments(bracket, scope), callee.node, scope)
    else:
        if exponent is not None and is_minus_one(exponent):
            name, exponent = name + "^{-1}", None
        args = arguments(bracket, scope, name in CHANCES and not scope.knows(name))
        if (sort := scope.signature.sorts.get(name)) in ("beta", "choose") and len(args) == 2 and not callee.indices:
            term = beta(*args) if sort == "beta" else Apply("binomial", args)
            return term if exponent is None else Apply("^", (term, scope.term(exponent)))
        if sort in ARITHMETIC:
            lower = tuple(map(scope.term, callee.indices))
            term = arithmetic_value(sort, args, lower) or Apply(name, (*lower, *args))
        elif name in DEVIATIONS and len(args) == 1 and not callee.indices and not scope.knows(name):
            term = Apply("sqrt", (Apply("Var", args),))
        else:
            term = opaque(name, callee.indices, args, callee.node, scope, bracket)
    return term if exponent is None else Apply("^", (term, scope.term(exponent)))


def is_at_a_place(callee: Callee, bracket: Node) -> bool:
    """Whether a function is taken at an element of a sequence, for which its index is written too: f_k = f(x_k)."""
    inner = bracket.children[0]
    starred = inner.kind == "sup" and inner.children[1].kind == "symbol"
    return callee.name in OF_PLACES and not callee.indices and bracket.text == "()" and (
        inner.kind == "sub" or starred) and spelling(inner) is not None


def is_family(name: str, indices: list[Node], exponent: Node | None, scope: Scope) -> bool:
    """Whether a bracket above a function with an index is a part of its name, and no order of a derivative.

        H^{(1)}_n(z), L_n^{(a)}(x), P_n^{(a,b)}(x)    one name each
        f_2^{(1)}(x)                                  the derivative of f_2
    """
    if not indices or exponent is None or exponent.kind != "paren" or exponent.text != "()" or scope.knows(name):
        return False
    numbered = exponent.children[0].kind == "number"
    symbolic = any(index.kind != "number" for index in indices)
    return marked(exponent) is not None and symbolic and (not numbered or name.isupper() or name in ("h", "j", "y"))


def _is_symbolic(exponent: Node) -> bool:
    """Whether a bracket above holds a letter: f^{(n)}, f^{(k+1)}."""
    return marked(exponent) is not None and any(part.kind == "name" for part in exponent.walk())


def harmonic(callee: Callee, bracket: Node, scope: Scope) -> Callee:
    r"""Y_l^m(\\theta, \\phi): the letter above is an index of the function; any other callee stays as it is."""
    inner, exponent = bracket.children[0], callee.exponent
    if callee.name not in ("Y", "Z") or len(callee.indices) != 1 or exponent is None or scope.knows(callee.name):
        return callee
    if exponent.kind != "name" or inner.kind != "list" or len(inner.children) != 2:
        return callee
    return replace(callee, name=f"{callee.name}^{{{exponent.text}}}", exponent=None)


def marked(exponent: Node | None) -> str | None:
    inner = flat(exponent.children[0]) if exponent is not None else None
    return inner and f"({inner})"


def is_marked(name: str) -> bool:
    """Whether a bracket above belongs to a name: L^{(a)}."""
    return name.endswith(")}") and "^{(" in name


def opaque(name: str, indices: tuple[Node, ...], args: tuple[Term, ...], node: Node, scope: Scope,
           bracket: Node | None = None) -> Term:
    """A function that is only named, applied: an arbitrary one, or one with a meaning that is not known here."""
    if depends(name, scope.signature) and not indices:
        definition = scope.signature.definitions[name]
        # y(x) where y is known to depend on x is what y itself stands for; at other points, that function there.
        if len(args) == len(definition.parameters or definition.body.args[1:]):      # type: ignore[union-attr]
            return Apply("call", (Symbol(name, "unknown"), *args))
    declared, stem = scope.knows(name), name
    if name in scope.signature.definitions and (places := scope.signature.definitions[name].squared):
        args = tuple(_root(arg) if place in places else arg for place, arg in enumerate(args))
    if bracket is not None and bracket.children[0].kind == "given":
        name += _bars(bracket.children[0])
    over = not declared and stem in AVERAGED       # E_{x ~ p}: what is averaged over, and no index
    lower = tuple(scope.term(index) if over else index_term(index, scope) for index in indices)
    meant = stem in PROBABILITY_LETTERS | ORDERS or (len(stem) > 1 and stem.isalpha() and stem not in GREEK)
    if not declared and lower and meant and (
            over or "|" in name or (of_letter(stem) and _are_parameters(lower))):
        return averaged(stem, name, lower, args) if over else _with_parameters(stem, name, lower, args)
    if not declared and meant:
        # gcd, Var, P: a name with a meaning that is not known here. It is no arbitrary function, so that
        # nothing said of it can be refuted by choosing one.
        if stem not in VOCABULARY:
            return Apply(name, (*lower, *args))
    if lower and (stem in INDICATORS or all(isinstance(index, Number) for index in lower)) and not is_marked(stem):
        whole = spelling(node)
        return Apply("call", (scope.function(whole or name), *args))
    return Apply("call", (scope.function(name), *lower, *args))


def _root(arg: Term) -> Term:
    """What the square that is written as an argument is the square of: sigma of sigma^2."""
    match arg:
        case Apply("^", (base, Number(two))) if two == 2:
            return base
    return Apply("sqrt", (arg,))


def averaged(stem: str, name: str, lower: tuple[Term, ...], args: tuple[Term, ...]) -> Term:
    """E_{z ~ q(z)}(u), E_{q(z)}(u), E_z(u): a mean, under laws or over names; all else keeps its place by its name."""
    if name != stem or stem not in ("E", "mathbb{E}") or len(args) != 1:
        return Apply("".join((stem, "_", name[len(stem):])), (*lower, *args))
    laws = tuple(_law_below(one, args[0]) for one in lower)
    return Apply("mean", (args[0], laws[0] if len(laws) == 1 else Apply("under", laws)))


def _law_below(written: Term, body: Term) -> Term:
    """z ~ q(z | x) is the law q(z | x); z alone is what the mean is over."""
    match written:
        case Symbol(name) if _is_variable(name) and written in free(body):
            return Apply("over", (written,))
        case Apply("sim", (Symbol() as name, Apply(head, (first, *_)) as law)) if of_letter(head) and first == name:
            return law if "," not in head and ("|" in head or len(law.args) == 1) else written
    return written


def _is_variable(name: str) -> bool:
    """Whether a mean over this name is meant: E_x and E_Z, where E_q and E_theta are under a law or its parameter."""
    return name.rpartition("{")[2].rstrip("}") in MEANS_OVER


def _are_parameters(lower: tuple[Term, ...]) -> bool:
    """Whether p_theta, p_{\\mu, \\sigma} is a law with these parameters: Greek letters all."""
    return all(isinstance(one, Symbol) and one.name.rpartition("{")[2].rstrip("}") in GREEK for one in lower)


def _with_parameters(stem: str, name: str, lower: tuple[Term, ...], args: tuple[Term, ...]) -> Term:
    """p_theta(x | z), a letter of its own; an index that is no name is a condition behind the bar, p(x | z, i)."""
    if of_letter(stem) and _are_parameters(lower):
        joined = ",".join(one.name for one in lower if isinstance(one, Symbol))
        return Apply(f"{stem}_{wrapped(joined)}{name[len(stem):]}", args)
    return Apply(name, (*args, *lower))


def _bars(given: Node) -> str:
    """The bars in a bracket, each after the commas that stand before it: p(x, y | z) is p,|(x, y, z)."""
    counts = [len(part.children) if part.kind == "list" else 1 for part in given.children[:-1]]
    return "".join("," * (count - 1) + "|" for count in counts)


def _known_derived(callee: Callee, bracket: Node, scope: Scope) -> Term:
    """sin'(x): the derivative of the sine at x; sin^{(n)}(x) is one of any order."""
    args = arguments(bracket, scope)
    if len(args) != 1 or (callee.primes and callee.exponent is not None):
        raise Unreadable("this derivative is not read", callee.node.span)
    if (any_order := _symbolic_order(callee.exponent, scope)) is not None and isinstance(args[0], Symbol):
        body = apply_known(callee.name, callee.indices, None, args, callee.node, scope)
        return Bind("nth derivative", args[0], body, (any_order,))
    order = callee.primes or _order(callee.exponent, scope)
    named = isinstance(args[0], Symbol) and not is_matrix(args[0])
    variable = args[0] if named and isinstance(args[0], Symbol) else fresh(Symbol("t"), free(args[0]))
    body = apply_known(callee.name, callee.indices, None, (variable,), callee.node, scope)
    for step in range(order):
        body = Bind("derivative", variable, body, (args[0] if step == order - 1 else variable,))
    return body


def _symbolic_order(exponent: Node | None, scope: Scope) -> Term | None:
    """n, n + 2, 2n, where these are whole numbers"""
    if exponent is None or exponent.kind != "paren" or exponent.children[0].kind in ("number", "list"):
        return None
    order = scope.term(exponent.children[0])
    return order if free(order) and whole(order) else None


def _order(exponent: Node | None, scope: Scope) -> int:
    if exponent is not None and exponent.kind == "paren" and exponent.children[0].kind == "number":
        text = exponent.children[0].text
        if text.isdecimal() and len(text) < 3 and int(text) <= 20:
            return int(text)
    place = exponent.span if exponent is not None else None
    assert place is not None
    raise Unreadable("the order of the derivative is not a small number", place)


def derived(name: str, indices: tuple[Node, ...], order: int, args: tuple[Term, ...], node: Node, scope: Scope) -> Term:
    """f'(x): the derivative of f in its only argument, taken at x."""
    if len(args) != 1:
        raise Unreadable("a prime on a function of several arguments", node.span)
    definition = scope.signature.definitions.get(name)
    at = args[0]
    variable = at if isinstance(at, Symbol) and not is_matrix(at) else fresh(Symbol("t"), free(at))
    if definition is not None and len(definition.parameters) == 1 and not depends(name, scope.signature):
        body = applied(definition, (variable,))
    else:
        body = opaque(name, indices, (variable,), node, scope)
    for step in range(order):
        last = step == order - 1
        body = Bind("derivative", variable, body, (at if last else variable,))
    return body


def _selected(name: str, inner: Node, scope: Scope) -> Term:
    """P(y=j), P(j): an element of an array written like an application.

    Where the document wrote P(y=z_j) and knows no indexed z, the index is j, and that is reported.
    """
    items = inner.children if inner.kind == "list" else (inner,)
    chosen = [item.children[2] if selects(item) else item for item in items]
    for position, item in enumerate(chosen):
        base, indices = split(item)
        stem = base_name(base, scope)
        if stem and len(indices) == 1 and not scope.is_array(stem) and not scope.knows(spelling(item) or "?"):
            fix = spelling(indices[0])
            scope.report(Finding(
                "notation", f"{spelling(item)} stands where the definition of {name} has an index; read as {fix}",
                item.span, fix=fix))
            chosen[position] = indices[0]
    return element(name, chosen, scope)


def selects(inner: Node) -> bool:
    """Whether the bracket says which value a variable takes: (y = j)."""
    return inner.kind == "chain" and len(inner.children) == 3 and inner.children[1].text == "="


def is_minus_one(node: Node) -> bool:
    return node.kind == "negate" and node.children[0].kind == "number" and node.children[0].text == "1"
