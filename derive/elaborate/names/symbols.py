"""Names: a letter with its marks and indices as a symbol, a constant, or an element of an array."""

from __future__ import annotations

import re

from derive.elaborate.language.conventions import FUNCTIONS, GREEK, INDICATORS, RESIDUES, SETS, SPECIAL
from derive.elaborate.language.spelling import decoration, is_of_function, names_in, spelling, wrapped
from derive.elaborate.names.entries import entry, whole
from derive.elaborate.names.functions import falling, rising
from derive.elaborate.names.indices import cell_of, index_term, is_bullet
from derive.elaborate.names.signature import Signature
from derive.elaborate.reading import Scope, Unreadable, is_array, letter_sort
from derive.elaborate.step import Finding
from derive.elaborate.unfolding import applied
from derive.kernel.golden import PHI
from derive.kernel.probability import CHANCES
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.node import Node

MEANT: dict[str, Term] = {"imaginary": Apply("i"), "golden": PHI, "catalan": Apply("catalan")}
WHOLE = frozenset({"vector", "matrix", "set", "function"})          # no numbers, nor random numbers
DOTS = {"dot": 1, "ddot": 2, "dddot": 3}            # marks of derivatives in time, with their orders
VARIANCE = re.compile(r"(?:(?:hat|tilde|bar|mathrm)\{)?(?:sigma|s|tau)(?:_\w+)?\}?(?:_\w+|_\{\w+\})?")
_CONSTANTS = {"pi": "pi", "mathrm{pi}": "pi", "infty": "infinity", "emptyset": "set"}

def read_name(node: Node, scope: Scope) -> Term:
    """What a name stands for where it is written: bound, aliased, indexed, a constant, or plain."""
    base, indices = split(node)
    if base.kind == "norm" and node.kind == "sub" and len(indices) == 1:
        inner, order = scope.term(base.children[0]), scope.term(indices[0])
        return Apply("norm", (inner,) if order == number(2) else (inner, order))
    if node.kind == "sub" and base.kind == "paren" and base.text == "<>" and base.children[0].kind != "list":
        return Apply("mean", (scope.term(base.children[0]), _law(node.children[1], scope)))
    if node.kind == "sub" and node.children[1].kind == "chain" and spelling(base) in INDICATORS:
        return Apply("piecewise", (scope.term(node.children[1]), number(1), number(0)))
    if node.kind == "sub" and node.children[1].kind == "chain" and spelling(base) in RESIDUES:
        raise Unreadable("residues are not read", node.span)             # at z = i: it is no factor
    if node.kind == "sub" and base.kind == "paren" and base.children[0].kind == "derivative":
        return Apply("held", (scope.term(base), *(scope.term(index) for index in indices)))
    if node.kind == "sub" and base.kind in ("paren", "matrix"):
        if len(indices) == 1 and base.kind == "paren" and base.text == "()" and _counts(base, indices[0], scope):
            whole, count = scope.term(base), index_term(indices[0], scope)
            return rising(whole, count) if scope.choose("pochhammer", node) else falling(whole, count)
        return cell_of(scope.term(base), indices, scope)
    if node.kind == "accent" and node.children[0].kind == "number":
        raise Unreadable("digits under a mark, as of a repeating decimal, are not read", node.span)
    if node.kind == "accent" and node.text in ("bar", "overline"):
        stem = spelling(node.children[0])
        if stem is None or scope.sort(stem) == "complex" or _is_of_points(node.children[0], scope):
            return Apply("conj", (scope.term(node.children[0]),))
        known = scope.knows(spelling(node) or "") or stem not in ("z", "w", "psi", "Psi")
        if not known and not scope.choose("barred", node, stem):
            return Apply("conj", (scope.term(node.children[0]),))
    if node.kind == "sub" and base.kind == "number" and base.text in ("0", "1") and indices:
        return _constant_array(base.text, indices, node)
    if indices and (meant := customary(base_name(base, scope), indices, scope)) is not None:
        return meant
    name = spelling(node)
    if name is not None and (cell := entry(name, base_name(base, scope), indices, scope)) is not None:
        return cell
    if name is not None and not _held_apart(name, indices, scope):
        return named(name, node, scope)
    array = base_name(base, scope)
    lettered = any(names_in(index) for index in indices)           # delta_{1,2} is an error of some unit, or an entry
    if array == "delta" and len(indices) == 2 and lettered and not (scope.knows("delta") or scope.is_array("delta")):
        return Apply("delta", tuple(index_term(index, scope) for index in indices))
    if indices and array is not None and _indexed(array, indices, scope):
        return element(array, indices, scope)
    if name is None:
        name = _numbered_name(base, indices, scope)
    if name is None:
        raise Unreadable("this subscript is read only on a name that is known to be indexed", node.span)
    return named(name, node, scope)


def _is_of_points(node: Node, scope: Scope) -> bool:
    """i, and a complex number under a bar."""
    if node.kind == "accent" and node.text in ("bar", "overline"):
        stem = spelling(node.children[0])
        return stem is not None and scope.sort(stem) == "complex"
    return spelling(node) == "i" and scope.signature.sorts.get("i") == "imaginary"


def customary(name: str | None, indices: list[Node], scope: Scope) -> Term | None:
    """F_n, where F is known as the sequence of Fibonacci."""
    if name is None or scope.signature.sorts.get(name) != "fibonacci" or len(indices) != 1 or name in scope.bound:
        return None
    return Apply("fibonacci", (index_term(indices[0], scope),))


def _counts(base: Node, index: Node, scope: Scope) -> bool:
    """Whether (x)_n is a product of n successive numbers: of names declared to be numbers, n a whole one."""
    return all(
        scope.knows(name) and _sort(name, scope) in sorts and not scope.is_array(name)
        for part, sorts in ((base, ("real", "complex", "integer")), (index, ("integer",)))
        for name in names_in(part)
    ) and bool(names_in(base) or names_in(index)) and base.children[0].kind != "list"


def _sort(name: str, scope: Scope) -> str:
    """The sort of a name, as it is bound here if it is."""
    bound = scope.bound.get(name)
    return bound.sort if isinstance(bound, Symbol) else scope.sort(name)


def _law(node: Node, scope: Scope) -> Term:
    """What a mean is taken under: q(x), or p(x | y) with or without its letter."""
    if node.kind == "given":
        return Apply("tuple", tuple(scope.term(part) for part in node.walk() if part.kind in ("name", "sub")))
    return scope.term(node)


def _constant_array(digit: str, indices: list[Node], node: Node) -> Term:
    """The vector 1_n of ones, the matrix 0_{nm} of zeros, by their sizes."""
    sizes = [spelling(index) or "" for index in indices]
    if not all(sizes):
        raise Unreadable("this subscript is read only on a name that is known to be indexed", node.span)
    return Symbol(f"{digit}_{wrapped(','.join(sizes))}", "vector" if len(sizes) == 1 else "matrix")


def _held_apart(name: str, indices: list[Node], scope: Scope) -> bool:
    """Whether a name with indices is to be taken apart: not where the whole of it is known as a name.

    Where a binder runs over one of its letters, sum_i A_i, it is no one thing, even if A_i was declared to be one.
    """
    if name in scope.signature.sorts and any(letter in scope.bound for index in indices for letter in names_in(index)):
        if scope.signature.sorts[name] in WHOLE:
            raise Unreadable("what is declared with one index is not read where a sum runs over it", indices[0].span)
        return True
    return bool(indices) and not scope.knows(name)


def named(name: str, node: Node, scope: Scope) -> Term:
    """What a canonical name stands for; an alias stands for the name it spells, and is reported."""
    known = scope.signature
    if name in known.aliases and name not in scope.bound and name not in known.definitions:
        meant = known.aliases[name]
        scope.report(Finding("notation", f"{name} is written for {meant}", node.span, fix=meant))
        name = meant
    if name in scope.bound:
        return scope.bound[name]
    definition = known.definitions.get(name)
    if definition is not None and depends(name, scope.signature):
        return definition.body if not definition.parameters else definition.symbol
    if known.sorts.get(name) in MEANT:
        return MEANT[known.sorts[name]]
    if not scope.knows(name):
        if name == "e" and scope.choose("euler", node):
            return Apply("e")
        if name == "pi" and not scope.choose("pi", node):
            return scope.symbol(name)
        if name in ("mathrm{i}", "imath"):
            return Apply("i")
        if name in _CONSTANTS:
            return Apply(_CONSTANTS[name])
        if name in SETS:
            return Apply(SETS[name])
        if (name in FUNCTIONS or name in SPECIAL) and name not in GREEK:
            raise Unreadable(f"{name} has no argument", node.span)
    return scope.symbol(name)


def depends(name: str, signature: Signature) -> bool:
    """Whether the name is only known to depend on others: its definition applies it to them."""
    definition = signature.definitions.get(name)
    return (
        definition is not None
        and isinstance(definition.body, Apply)
        and definition.body.head == "call"
        and definition.body.args[:1] == (Symbol(name, "unknown"),)
    )


def split(node: Node) -> tuple[Node, list[Node]]:
    """The base of a name and its indices in order, subscripts before superscripts in brackets.

    `w_{ij}` has two indices, `x_{12}` one, `x_{t-1}` one.
    """
    lower: list[Node] = []
    upper: list[Node] = []
    while node.kind in ("sub", "sup"):
        if node.kind == "sub":
            lower = indices_of(node.children[1]) + lower
        elif decoration(node.children[1]) is not None and node.children[1].kind == "paren":
            upper = indices_of(node.children[1].children[0]) + upper
        else:
            break
        node = node.children[0]
    return node, lower + upper


def indices_of(index: Node) -> list[Node]:
    """The separate indices in a subscript: `ij` and `i,j` are two, `t-1` and `2n` are one."""
    if index.kind == "juxtapose" and [child.text for child in index.children] == ["K", "L"]:
        return [Node("name", "KL", (), index.span)]                  # D_{KL}: of Kullback and Leibler
    if index.kind == "list":
        return [part for child in index.children for part in indices_of(child)]
    if index.kind == "juxtapose" and all(
        child.kind in ("name", "number", "prime", "sub") or is_bullet(child) for child in index.children
    ) and not (index.children[0].kind == "number" and len(index.children) == 2):
        return list(index.children)
    return [index]


def base_name(base: Node, scope: Scope) -> str | None:
    """The canonical name of an array or of a function, aliases resolved."""
    return base_name_in(base, scope.signature)


def base_name_in(base: Node, signature: Signature) -> str | None:
    """The canonical name of an array or of a function under a signature."""
    name = spelling(base)
    return name and signature.aliases.get(name, name)


def _indexed(name: str, indices: list[Node], scope: Scope) -> bool:
    """Whether indices on a name pick an element: the name is an array, or an index is bound around here."""
    if scope.is_array(name):
        arity = scope.signature.arity.get(name, 0)
        return not arity or arity == len(indices) or all(index.kind != "text" for index in indices)
    return any(not names_in(index).isdisjoint(scope.bound) for index in indices)


def element(name: str, indices: list[Node], scope: Scope) -> Term:
    """The element of an array at its indices."""
    definition = scope.signature.definitions.get(name)
    terms = tuple(index_term(index, scope) for index in indices)
    if definition is not None and depends(name, scope.signature) and len(definition.parameters) == len(terms):
        return applied(definition, terms)
    if len(terms) == 1 and scope.signature.sorts.get(f"{name}*") == "vector" and name not in scope.bound:
        return Apply("at", (Symbol(name, "matrix"), *terms))     # one of several vectors x_i
    array = scope.bound.get(name) or whole(name, len(terms), scope) or Symbol(name, "array")
    return Apply("at", (array, *terms))


def _numbered_name(base: Node, indices: list[Node], scope: Scope) -> str | None:
    """A plain name whose subscript is a formula: spelled with the formula's own plain text."""
    del scope
    stem = spelling(base)
    if stem is None or not indices:
        return None
    parts = [spelling(index) or index.text for index in indices]
    return stem + "_" + wrapped(",".join(parts)) if all(parts) else None


def root_of_variance(node: Node) -> str | None:
    """sigma of sigma^2, s_x of s_x^2: the name that a variance is written by; None of anything else."""
    if node.kind != "sup" or node.children[1].kind != "number" or node.children[1].text != "2":
        return None
    name = spelling(node.children[0])
    return name if name and VARIANCE.fullmatch(name) else None


def squared(node: Node) -> frozenset[int]:
    """The places of the arguments of a call that are written as variances."""
    inner = node.children[-1].children[0] if node.kind == "juxtapose" and node.children[-1].kind == "paren" else node
    items = inner.children if inner.kind == "list" else (inner,)
    return frozenset(place for place, item in enumerate(items) if root_of_variance(item)) if inner is not node else (
        frozenset())


def definition_head(node: Node, signature: Signature) -> tuple[Symbol, tuple[Symbol, ...]] | None:
    """The name that the left side of a definition introduces, with its parameters; None where it introduces none.

        x_1          x_1
        p_i          p, with index i where i is an index (a range is known or the signature says so)
        f(x)         f, with argument x
        P(y=j)       P, with index j
    """
    if node.kind == "juxtapose" and len(node.children) == 2 and node.children[1].kind == "paren":
        name = spelling(node.children[0])
        inner = node.children[1].children[0]
        if name is None or is_of_function(*node.children):
            return None
        if inner.kind == "chain" and len(inner.children) == 3 and inner.children[1].text == "=":
            index = spelling(inner.children[2])
            if (spelling(inner.children[0]) or "").isupper():
                return None                      # P(X=k): an event about something random
            return (Symbol(name, "array"), (Symbol(index, "integer"),)) if index else None
        items = inner.children if inner.kind == "list" else (inner,)
        names = [spelling(item) or root_of_variance(item) for item in items]
        if not all(names) or (name in CHANCES and any(len(item or "") > 2 and item not in GREEK for item in names)):
            return None                          # P(heads) = ...: an event
        if is_array(name, signature):
            return Symbol(name, "array"), tuple(Symbol(item, "integer") for item in names if item)
        parameters = tuple(Symbol(item, signature.sorts.get(item, "real")) for item in names if item)
        return Symbol(name, "function"), parameters
    name = spelling(node)
    base, indices = split(node)
    stem = spelling(base)
    if stem and indices:
        letters = [spelling(index) for index in indices]
        known = [letter for letter in letters if letter and not letter.isdecimal()]
        if len(known) == len(indices) and (is_array(stem, signature) or all(k in signature.ranges for k in known)):
            return Symbol(stem, "array"), tuple(Symbol(letter, "integer") for letter in known)
    if name is None:
        return None
    sort = letter_sort(name) if name in signature.numbers else signature.sorts.get(name, letter_sort(name))
    return Symbol(name, sort), ()
