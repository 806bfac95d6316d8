"""A function beside its argument: \\sin x, \\sin^2 x, \\log_2 n, \\max(a, b), with a bracket or without one."""

from __future__ import annotations

from derive.elaborate.formulas.calls import Callee, arguments, call
from derive.elaborate.formulas.juxtaposition import application_of, peeled
from derive.elaborate.formulas.matrices import product
from derive.elaborate.language.conventions import FUNCTIONS, SPECIAL
from derive.elaborate.language.spelling import decoration, spelling
from derive.elaborate.names.functions import apply_known
from derive.elaborate.names.symbols import root_of_variance
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Term
from derive.read.node import Node

MULTIPLES = frozenset({"omega", "k", "n", "m"})  # of what runs: cos omega t, sin n x
RUNNING = frozenset({"t", "x", "y", "theta", "phi", "tau"})


def applied_name(node: Node, scope: Scope) -> Term:
    """A function name with its argument, bracketed or not: \\sin x, \\sin^2 x, \\log_2 n, \\max(a, b)."""
    function, argument = node.children
    exponent: Node | None = None
    if function.kind == "sup":
        exponent, function = function.children[1], function.children[0]
    indices: tuple[Node, ...] = ()
    if function.kind == "sub":
        indices, function = (function.children[1],), function.children[0]
    if function.kind == "sup":
        exponent, function = function.children[1], function.children[0]
    primes = 0
    if function.kind == "prime":
        primes, function = len(function.text), function.children[0]
    name = spelling(function)
    if name is None:
        raise Unreadable("this is no function", function.span)
    if name == "arg" and argument.kind == "bigop" and argument.text in ("max", "min"):
        return scope.term(Node("bigop", "arg" + argument.text, argument.children, node.span))
    layers: list[Node] = []
    inner = argument
    raised = exponent is not None and exponent.kind == "paren" and exponent.text == "()"
    if raised and name in ("log", "ln", "lg"):
        raise Unreadable("this may be an iterated logarithm, or a derivative", node.span)
    if primes or raised or scope.knows(name) or not (name in FUNCTIONS or name in SPECIAL):
        callee = Callee(name, function, exponent, primes, indices)
        bracket = argument if argument.kind == "paren" else Node("paren", "()", (argument,), argument.span)
        return call(callee, bracket, scope)
    inner, layers = peeled(argument) if argument.kind in ("sup", "factorial") else (argument, [])
    if layers and inner.kind == "paren":
        inner, layers = argument, []
    if argument.kind == "paren":
        return apply_known(name, indices, exponent, arguments(argument, scope), node, scope)
    return _unbracketed(name, indices, exponent, argument, node, scope)


def _unbracketed(name: str, indices: tuple[Node, ...], exponent: Node | None, argument: Node, node: Node, scope: Scope
                 ) -> Term:
    """sin x y: the whole product is the argument, and only its first factor in the other reading."""
    if argument.kind == "juxtapose" and len(argument.children) > 1 and _doubtful(argument, scope):
        if _ends_before(argument) or not scope.choose("implicit_argument", node):
            first, rest = argument.children[0], argument.children[1:]
            head = apply_known(name, indices, exponent, (scope.term(first),), node, scope)
            tail = scope.term(rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, argument.span))
            return product([head, tail])
    if exponent is None and _is_raised(name, argument) and not scope.choose("log_power", node):
        base, power = argument.children
        return Apply("^", (apply_known(name, indices, None, (scope.term(base),), node, scope), scope.term(power)))
    return apply_known(name, indices, exponent, (scope.term(argument),), node, scope)


def _ends_before(argument: Node) -> bool:
    """sin x (1 + cos x): the bracket speaks of functions of the same name, and is no part of the argument."""
    first, behind = argument.children[:2]
    return first.kind == "name" and behind.kind == "paren" and behind.children[0].kind == "sum" and any(
        part.kind == "apply" and len(part.children) == 2 and part.children[1].kind == "name"
        and part.children[1].text == first.text for part in behind.walk())


def _is_raised(name: str, argument: Node) -> bool:
    """Whether \\log x^2 stands there, with an exponent that may be meant of the logarithm; sigma^2 is one symbol."""
    if (root_of_variance(argument) or "s").partition("_")[0] != "s":
        return False
    return (
        name in ("log", "ln", "lg") and argument.kind == "sup" and argument.children[1].kind in ("number", "name")
        and decoration(argument.children[1]) is None and spelling(argument.children[0]) is not None
    )


def _doubtful(argument: Node, scope: Scope) -> bool:
    """Whether a product after a function may be meant to end earlier: not for 2x, 2 pi x, f(x), n x."""
    items = [item for item in argument.children if item.kind != "number" and spelling(item) != "pi"]
    if len(items) == 2 and spelling(items[0]) in MULTIPLES and spelling(items[1]) in RUNNING:
        return False
    return len(items) > 1 and application_of(items[0], items[1], scope) is None
