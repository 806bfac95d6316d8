"""Known functions applied: powers of functions, inverses, bases, and the few that are written out."""

from __future__ import annotations

from derive.elaborate.language.conventions import ARITIES, FUNCTIONS, INVERSES
from derive.elaborate.language.spelling import spelling, wrapped
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Bind, Symbol, Term, number
from derive.read.node import Node

FAR, INFINITY = Symbol("x"), Apply("infinity")


def apply_known(
    name: str, indices: tuple[Node, ...], exponent: Node | None, args: tuple[Term, ...], node: Node, scope: Scope
) -> Term:
    """A known function of its arguments.

        \\sin^2 x     (sin x)^2          \\sin^{-1} x    asin x
        \\log_b x     log(x, b)          \\lg x          log(x, 2)
        ReLU(x)      max(0, x)          sigmoid(x)     1/(1 + exp(-x))
        sinc(x)      sin(x)/x, 1 at 0      arg(z)          atan2(im z, re z)
        atan(\\infty) the limit there
    """
    if exponent is not None and _is_minus_one(exponent):
        inverse = INVERSES.get(FUNCTIONS.get(name, name))
        if inverse is None or indices:
            raise Unreadable(f"the inverse of {name} has no name", node.span)
        if not scope.choose("inverse_sine", node):
            return Apply("/", (number(1), _plain(name, indices, args, node, scope)))
        return Apply(inverse, args)
    ways = [far_out(arg) for arg in args[:1]] if len(args) == 1 else []
    if ways and ways[0] is not None:
        term: Term = at_infinity(_plain(name, indices, (ways[0],), node, scope))
    else:
        term = _plain(name, indices, args, node, scope)
    return term if exponent is None else Apply("^", (term, scope.term(exponent)))


def far_out(argument: Term) -> Term | None:
    """x, -x, i x in place of an argument that is infinite; None for others."""
    match argument:
        case Apply("infinity", ()):
            return FAR
        case Apply("-", (inner,)) if (far := far_out(inner)) is not None:
            return Apply("-", (far,))
        case Apply("*", (Apply("i", ()) as turn, inner)) | Apply("*", (inner, Apply("i", ()) as turn)) if (
                far := far_out(inner)) is not None:
            return Apply("*", (turn, far))
    return None


def at_infinity(term: Term) -> Term:
    """The limit of a function of x far out, which is what its value at infinity means."""
    return Bind("limit", FAR, term, (INFINITY, number(0)))


def extended(head: str, argument: Term) -> Term:
    """exp(u), sqrt(u), where u may be infinite."""
    far = far_out(argument)
    return Apply(head, (argument,)) if far is None else at_infinity(Apply(head, (far,)))


def sigmoid(u: Term) -> Term:
    """1/(1 + exp(-u))"""
    return Apply("/", (number(1), Apply("+", (number(1), Apply("exp", (Apply("-", (u,)),))))))


def beta(p: Term, q: Term) -> Term:
    """Gamma(p) Gamma(q) / Gamma(p + q)"""
    above = Apply("*", (Apply("gamma", (p,)), Apply("gamma", (q,))))
    return Apply("/", (above, Apply("gamma", (Apply("+", (p, q)),))))


def _plain(name: str, indices: tuple[Node, ...], args: tuple[Term, ...], node: Node, scope: Scope) -> Term:
    head = FUNCTIONS.get(name, name)
    least, most = ARITIES.get(head, (1, 1))
    if head == "gamma" and len(args) == 2 and not indices:
        return Apply("call", (Symbol(name, "unknown"), *args))           # the incomplete one
    if not least <= len(args) <= most and not (head == "log" and len(args) == 2):
        raise Unreadable(f"{name} takes {least} argument{'s' if least > 1 else ''}, not {len(args)}", node.span)
    if indices and head == "gamma" and all(map(spelling, indices)):
        # The gamma function of several dimensions: a function of which nothing is known here.
        lower = ",".join(spelling(index) or "" for index in indices)
        return Apply("call", (Symbol("Gamma_" + wrapped(lower), "unknown"), *args))
    if indices:
        if head != "log" or len(indices) != 1:
            raise Unreadable(f"a subscript on {name} has no meaning here", node.span)
        return Apply("log", (args[0], scope.term(indices[0])))
    match name:
        case "ReLU" | "relu":
            return Apply("max", (number(0), args[0]))
        case "sigmoid":
            return sigmoid(args[0])
        case "softplus":
            return Apply("log", (Apply("+", (number(1), Apply("exp", args))),))
        case "sinc":
            turn = scope.choose("sinc", node)
            return sinc(args[0] if turn else Apply("*", (Apply("pi"), args[0])))
        case "arg" | "Arg":
            return Apply("atan2", (Apply("im", args), Apply("re", args)))
        case "logit":
            return Apply("log", (Apply("/", (args[0], Apply("+", (number(1), Apply("-", args))))),))
        case "lb":
            return Apply("log", (args[0], number(2)))
        case "lg":
            return Apply("log", (args[0], number(2 if scope.choose("lg", node) else 10)))
        case "log":
            return _logarithm(args, node, scope)
    return Apply(head, args)


def is_angle(term: Term) -> bool:
    """arg z, as it is read"""
    match term:
        case Apply("atan2", (Apply("im", (u,)), Apply("re", (v,)))):
            return u == v
    return False


def sinc(u: Term) -> Term:
    """sin(u) / u, and 1 at 0."""
    return Apply("piecewise", (Apply("!=", (u, number(0))), Apply("/", (Apply("sin", (u,)), u)), number(1)))


def rising(base: Term, count: Term) -> Term:
    """base (base + 1) ... (base + count - 1)"""
    return Apply("rising", (base, count))


def falling(base: Term, count: Term) -> Term:
    """base (base - 1) ... (base - count + 1)"""
    return rising(Apply("+", (base, Apply("-", (count,)), number(1))), count)


def _logarithm(args: tuple[Term, ...], node: Node, scope: Scope) -> Term:
    """The natural logarithm, or one to base ten or two where that is meant; with a base of its own it is that one."""
    if len(args) > 1:
        return Apply("log", args)
    base = 10 if not scope.choose("log", node) else 2 if not scope.choose("log_binary", node) else 0
    return Apply("log", (args[0], number(base)) if base else args)


def _is_minus_one(node: Node) -> bool:
    return node.kind == "negate" and node.children[0].kind == "number" and node.children[0].text == "1"
