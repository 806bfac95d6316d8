"""Derivatives on the graph of definitions, and gradients.

    dz/dx_1           z unfolded down to x_1 and no further, differentiated with the other names held fixed
    dz/d(y + x)       y + x found in the unfolded z and varied as one thing
    dL/dP(y=j)        the element j of the array P is varied
    dy/dx             y, of which nothing is known, is an unknown function of x
"""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.formulas.evaluated import constant, evaluated
from derive.elaborate.formulas.fields import along, in_coordinates, is_given, of_field
from derive.elaborate.formulas.gradients import gradient, in_elements
from derive.elaborate.language.spelling import flat, spelling, varied
from derive.elaborate.names.signature import Definition
from derive.elaborate.names.symbols import depends
from derive.elaborate.reading import FUNCTION_SORTS, Scope, Unreadable
from derive.elaborate.sequences import down_to_element, unrolled
from derive.elaborate.unfolding import applied, applied_bare, is_inside, replace_part, rewrite, unfold, unfold_to
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number
from derive.read.node import Node, Span
from derive.read.record import replace

_ROUNDS = 32
_ORDER = 20


def _derivative(node: Node, scope: Scope) -> Term:
    """The derivative of the operand in each variable, the last written first."""
    operand, *variables = node.children
    if operand.kind == "none":
        raise Unreadable("the derivative of what is not written", node.span)
    if not variables:
        raise Unreadable("the derivative does not say its variable", node.span)
    if len(variables) > _ORDER:
        raise Unreadable(f"a derivative of order above {_ORDER}", node.span)
    if (outside := _evaluated_outside(node)) is not None:
        return scope.term(outside)
    term = scope.term(operand)
    name = term.name if isinstance(term, Symbol) and term.sort == "real" else None
    inner = varied(variables[0])
    if len(variables) == 1 and inner.kind in ("name", "font", "accent") and is_given(
            direction := scope.term(inner), scope.signature):
        return along(term, direction, scope.signature) or Apply("nabla along", (term, direction))
    if name and len(variables) == 1 and (inverse := _inverse(name, inner, scope)) is not None:
        return inverse
    if name and len(variables) == 1 and name not in scope.signature.definitions | scope.signature.values.keys():
        if scope.term(inner) != term:
            raise Unreadable(f"what {name} depends on is not known", node.span)
    if (partial := _in_parameters(node, term, scope)) is not None:
        return partial
    if name and len(variables) == 1 and (slope := _from_above(name, inner, scope)) is not None:
        return slope
    for variable in reversed(variables):
        inner = varied(variable)
        term = differentiate(term, inner, scope)
    return term


def _evaluated_outside(node: Node) -> Node | None:
    """d/dz f |_{z=0} as the derivative at 0: the bar speaks of the variable, and f(0) is a constant."""
    operand, *variables = node.children
    if operand.kind != "evaluated" or operand.children[1].kind not in ("chain", "list"):
        return None
    lower = operand.children[1]
    places = lower.children if lower.kind == "list" else (lower,)
    told = {spelling(place.children[0]) for place in places if place.children}
    if told.isdisjoint({spelling(varied(variable)) for variable in variables} - {None}):
        return None
    return replace(operand, children=(replace(node, children=(operand.children[0], *variables)), *operand.children[1:]))


def _from_above(name: str, variable: Node, scope: Scope) -> Term | None:
    """g_i of g_i = dL/dy_i, where nothing else is known of L."""
    slopes = scope.signature.slopes.get(name)
    if slopes is None:
        return None
    match scope.term(variable):
        case Apply("at", (Symbol(array), *index)) if array == slopes.of:
            return Apply("at", (Symbol(slopes.name, "array"), *index))
        case Symbol(other, sort) if other == slopes.of and sort != "array":
            return Symbol(slopes.name, sort)
    return None


def _in_parameters(node: Node, function: Term, scope: Scope) -> Term | None:
    """The partial derivatives of f(x, y) in its parameters, which are held apart whatever else is said of x and y."""
    if node.text != "partial" or not isinstance(function, Symbol) or depends(function.name, scope.signature):
        return None
    known = scope.signature.definitions.get(function.name)
    if known is None or len(known.parameters) < 2:
        return None
    variables = [scope.term(varied(variable)) for variable in node.children[1:]]
    if known.squared or not all(variable in known.parameters for variable in variables):
        return None
    term = unfold(known.body, scope.signature, frozenset(parameter.name for parameter in known.parameters))
    for variable in reversed(variables):
        assert isinstance(variable, Symbol)
        term = Bind("derivative", variable, term, (variable,))
    return term


def _inverse(name: str, variable: Node, scope: Scope) -> Term | None:
    """dq/dp, where p is given by a formula in q: 1/(dp/dq)."""
    definition = scope.signature.definitions.get(spelling(variable) or "")
    unknown = scope.symbol(name)
    if definition is None or definition.parameters or unknown not in free(definition.body):
        return None
    return Apply("/", (number(1), Bind("derivative", unknown, definition.body, (unknown,))))


def differentiate(term: Term, variable: Node, scope: Scope) -> Term:
    """One derivative: what is varied is a name, an element of an array, or an expression."""
    inner = variable.children[0] if variable.kind == "paren" else variable
    at = scope.term(inner)
    held: frozenset[str] = frozenset()
    if isinstance(term, Symbol) and term.sort in FUNCTION_SORTS:
        definition = scope.signature.definitions.get(term.name)
        squares = {Apply("^", (one, number(2))) for one in definition.parameters} if definition is not None else set()
        known = scope.signature.definitions.get(at.name) if isinstance(at, Symbol) else None
        at = known.body if known is not None and known.body in squares else at           # v, where v = sigma^2
        if definition is not None and definition.squared and not (at in definition.parameters or at in squares):
            raise Unreadable("this derivative is not read", inner.span)
        if definition is not None and (definition.squared or (
                len(definition.parameters) > 1 and at in definition.parameters)):
            term = definition.body               # S of S(a, b), in a; l of l(mu, sigma^2), in sigma^2
            held = frozenset(one.name for one in definition.parameters)          # whatever a and b are elsewhere
        elif definition is not None and isinstance(at, Symbol) and _is_on_the_way(definition, at, scope):
            written = _through(definition, at, scope)
            if written is None:
                raise Unreadable(f"how {term.name} is made of {at.name} is not seen", inner.span)
            return Bind("derivative", at, written, (at,))
        elif definition is not None and is_inside(definition, at, scope.signature):
            term = definition.body               # dl/dw of l(m), with the m that is y (w x + b)
        else:
            single = definition is not None and len(definition.parameters) == 1
            term = applied(definition, (at,)) if definition and single else Apply("call", (term, at))
    else:
        term = applied_bare(scope.signature.definitions, term)       # log L, where L(lambda) is defined
    name = spelling(inner)
    if name is not None and depends(scope.signature.aliases.get(name, name), scope.signature):
        return _by_dependent(term, Symbol(scope.signature.aliases.get(name, name)), at, scope)
    match at:
        case Symbol():
            body = unrolled(unfold_to(term, at.name, scope.signature, held), at, scope.signature)
            if at not in free(body) and (written := _by_formula(term, at, inner.span, scope)) is not None:
                return Bind("derivative", at, written, (at,))
            if at not in free(body) and not isinstance(body, Symbol):
                constant(body, at, inner.span)
            return Bind("derivative", at, body, (at,))
        case Apply("at", (Symbol() as array, *index)):
            body = down_to_element(unfold_to(term, array.name, scope.signature), at, scope.signature)
            return Bind("derivative", array, body, (array, *index))
    return _by_expression(term, at, inner.span, scope)


def _nth_derivative(node: Node, scope: Scope) -> Term:
    """The derivative of an order that is not a numeral: of f(x) it is f^{(n)}(x), of a formula a binder of its own."""
    operand, variable, above = node.children
    if operand.kind == "none":
        raise Unreadable("the derivative of what is not written", node.span)
    order, at, body = scope.term(above), scope.term(variable), scope.term(operand)
    if not isinstance(at, Symbol) or at.sort not in ("real", "complex"):
        raise Unreadable("this derivative is not read", variable.span)
    if isinstance(body, Symbol) and body.sort in FUNCTION_SORTS:
        body = Apply("call", (body, at))
    match body:
        case Apply("call", (Symbol(name, sort), Symbol() as place)) if place == at and (written := flat(above)):
            return Apply("call", (Symbol(f"{name}^{{({written})}}", sort), at))
    if at not in free(body):
        raise Unreadable("the derivative of what does not vary", node.span)
    return Bind("nth derivative", at, body, (order,))


def _is_on_the_way(definition: Definition, at: Symbol, scope: Scope) -> bool:
    """Whether u is given by a formula in the argument of the function that is varied in it: dh/du of h(x)."""
    known = scope.signature.definitions.get(at.name)
    return known is not None and not known.parameters and at not in definition.parameters and bool(
        free(known.body) & set(definition.parameters))


def _through(definition: Definition, at: Symbol, scope: Scope) -> Term | None:
    """(3 x^2 + 1)^5 as u^5, where u = 3 x^2 + 1; None where the argument stands elsewhere, too."""
    written = replace_part(definition.body, scope.signature.definitions[at.name].body, at)
    return written if at in free(written) and not free(written) & set(definition.parameters) else None


def _by_formula(term: Term, at: Symbol, span: Span, scope: Scope) -> Term | None:
    """sigma(w x + b) as sigma(z), where z = w x + b; None where the term shares no name with the formula for z."""
    definition = scope.signature.definitions.get(at.name)
    if definition is None or definition.parameters or not free(definition.body):
        return None
    whole, formula = (unfold(part, scope.signature, frozenset((at.name,))) for part in (term, definition.body))
    if not free(whole) & free(formula):
        return None
    written = replace_part(whole, formula, at)
    if at not in free(written) or free(written) & free(formula):
        raise Unreadable(f"how this is made of {at.name} is not seen", span)
    return written


def _by_dependent(term: Term, variable: Symbol, at: Term, scope: Scope) -> Term:
    """A name that itself depends on others is varied as a variable of its own: dz/dy where y depends on x."""
    body = rewrite(term, lambda part: variable if part == at else None)
    body = unfold_to(body, variable.name, scope.signature)
    body = rewrite(body, lambda part: variable if part == at else None)
    return Bind("derivative", variable, body, (at,))


def _by_expression(term: Term, at: Term, span: Span, scope: Scope) -> Term:
    """An expression is varied: it is found in the term, unfolded as little as that takes, and stands for itself."""
    if not free(at):
        raise Unreadable("a constant cannot be varied", span)
    match at:
        case Apply("^", (Symbol(name, "real") as base, Number(k))) if base in free(
                whole := unfold_to(term, name, scope.signature)):
            return _by_power(whole, base, Number(k), fresh(Symbol("u"), free(whole)))
    variable = fresh(Symbol("u"), free(term) | free(at))
    depending = frozenset(scope.signature.definitions)
    for _ in range(_ROUNDS):
        body = replace_part(term, at, variable)
        if body != term:
            return Bind("derivative", variable, body, (at,))
        opened = _one_level(term, depending, scope)
        if opened == term:
            break
        term = opened
    raise Unreadable("the expression that is varied does not occur in what is differentiated", span)


def _by_power(term: Term, base: Symbol, k: Number, variable: Symbol) -> Term:
    """The derivative in x^k: where x stands in x^k only that is varied, else df/d(x^k) = f'(x) / (k x^(k - 1))."""
    at = Apply("^", (base, k))
    body = replace_part(term, at, variable)
    if base not in free(body):
        return Bind("derivative", variable, body, (at,))
    inner = Apply("*", (k, Apply("^", (base, Number(k.value - 1)))))
    return Apply("/", (Bind("derivative", base, term, (base,)), inner))


def _one_level(term: Term, names: frozenset[str], scope: Scope) -> Term:
    """Every defined name of the term opened once."""
    used = {symbol.name for symbol in free(term)} & names
    closed: dict[str, Definition] = {
        name: definition for name, definition in scope.signature.definitions.items() if name in used
    }
    return unfold(term, replace(scope.signature, definitions=closed), frozenset(), frozenset(used)) if used else term


def _nabla(node: Node, scope: Scope) -> Term:
    """The gradient in a named variable; without one, of a function of nothing known, it is kept as a head."""
    variable, operand = node.children
    if operand.kind == "none":
        raise Unreadable("the gradient of what is not written", node.span)
    term = scope.term(operand)
    if variable.kind == "none" and node.text in ("", "^2") and (
            found := in_elements(term, scope.signature, bool(node.text))) is not None:
        return found
    at = _argument(term, variable, scope)
    if at is not None and node.text in ("", "^2"):
        body = unfold_to(Apply("call", (term, at)) if isinstance(term, Symbol) else term, at.name, scope.signature)
        for _ in range(2 if node.text else 1):   # of a function of a vector the second derivatives, not their sum
            body = Bind("derivative", at, body, (at,))
        return body
    if node.text:
        # Laplacian or Hessian, divergence, curl: heads of their own, of which nothing is known here.
        if variable.kind == "none" and (told := of_field(node.text, term, scope.signature)) is not None:
            return told
        within = () if variable.kind == "none" else (scope.term(variable),)
        return Apply(f"nabla {node.text}", (term, *within))
    if variable.kind == "none":
        return gradient(term, scope.signature) or in_coordinates(term, scope.signature) or Apply("nabla", (term,))
    return differentiate(term, variable, scope)


def _argument(term: Term, variable: Node, scope: Scope) -> Symbol | None:
    """The vector or matrix in which the gradient of a function is taken that the page defines: x of f(x)."""
    match term:
        case Apply("call", (Symbol(name), Symbol(sort="vector" | "matrix") as at)):
            named = variable.kind == "none" or scope.term(variable) == at
            return at if named and name in scope.signature.definitions else None
        case Symbol(name) if variable.kind == "none" and (known := scope.signature.definitions.get(name)) is not None:
            only = known.parameters[0] if len(known.parameters) == 1 else None       # \nabla J of J(w)
            return only if only is not None and only.sort in ("vector", "matrix") else None
    return None


def _differential(node: Node, scope: Scope) -> Term:
    if not scope.signature.differentials:
        raise Unreadable("a differential outside of an integral or a derivative", node.span)
    return Apply("differential", (scope.term(node.children[0]),))


READERS: dict[str, Callable[[Node, Scope], Term]] = {
    "derivative": _derivative, "nth": _nth_derivative, "nabla": _nabla, "evaluated": evaluated,
    "differential": _differential,
}
