"""Usage: what the notation of a formula itself shows about its names.

    \\sum_{i=1}^n x_i     x is indexed, n is an integer; x_j elsewhere is an element of x, and j an integer
    \\sum_k h_k           k runs over the range that h has, n_h where nothing says it
    n!, \\binom{n}{k}      integers
    dy/dx                y is an unknown function of x, everywhere
    e^{i t}, i^2 = -1    i is the imaginary unit
    X^T y, A^\\top        X and A are matrices, y is a vector

What the signature already knows is never changed.
"""

from __future__ import annotations

from derive.elaborate.language.conventions import (
    FUNCTION_LETTERS,
    FUNCTIONS,
    GREEK,
    INDEX_LETTERS,
    PROBABILITY_LETTERS,
    SPECIAL,
)
from derive.elaborate.language.spelling import names_in, wrapped
from derive.elaborate.names.clues import Bound, Seen, seen_in
from derive.elaborate.names.operators import operators
from derive.elaborate.names.plainness import is_plain
from derive.elaborate.names.shapes import shapes
from derive.elaborate.names.signature import Definition, Signature
from derive.elaborate.reading import is_array, letter_sort
from derive.kernel.term import Apply, Symbol, Term, free, number
from derive.read.node import Node
from derive.read.record import replace

LOGARITHMS = frozenset({"log", "lg", "ln"})
SCALARS = frozenset({"real", "integer", "complex"})


def usage(node: Node, signature: Signature) -> Signature:
    """The signature, enlarged by what the formula shows."""
    if is_plain(node):
        return signature
    seen, shaped = seen_in(node, signature), operators(node) | shapes(node)
    if not shaped and seen.is_silent:
        return signature
    arity = dict(signature.arity)
    sorts = dict(signature.sorts)
    for name, indices, bound in seen.elements:
        if name not in arity and _may_be_indexed(name, signature) and _mentions(indices, bound):
            if not _is_kronecker(name, indices, signature):
                arity[name] = len(indices)
    for name, indices, _ in seen.elements:
        if name in seen.rows and name not in arity and _may_be_indexed(name, signature):
            arity[name] = len(indices)
    for name, indices, bound in seen.elements:
        if name in arity or is_array(name, signature) or _is_kronecker(name, indices, signature):
            letters = {letter for index in indices for letter in names_in(index)}
            seen.integers |= letters - (bound - seen.tending)
    for name in sorted(seen.integers):
        if name in ("pi", "e", *SPECIAL) or (name in FUNCTIONS and name not in GREEK):
            continue                             # the lg of a sum up to lg n
        if _is_free(name, signature) and arity.keys().isdisjoint((name, base_of(name))):
            sorts.setdefault(name, "integer")
    for name in sorted(seen.plain):
        if _is_free(name, signature):
            sorts.setdefault(name, "real")
    # T(n) = 2 T(n/2) + n: a letter that stands before brackets only, once at least before a plain name.
    seen.functions |= {
        name for name, plain in seen.called.items()
        if len(plain) > 1 and any(plain) and name not in seen.bare and len(name) == 1
    } - PROBABILITY_LETTERS
    for name in sorted(seen.factors & FUNCTION_LETTERS & GREEK - seen.functions - seen.primed):
        if _is_free(name, signature) and not any(seen.called.get(name, ())):
            sorts.setdefault(name, "real")       # phi x + phi y = phi (x + y)
    seen.functions |= seen.primed - seen.bare - (FUNCTIONS.keys() - GREEK)
    for name in sorted(seen.functions - seen.integrated):
        if _is_free(name, signature) and name not in arity:
            sorts.setdefault(name, "unknown")
    if seen.imaginary and _is_free("i", signature):
        sorts["i"] = "imaginary"
    for name, sort in shaped.items():
        if _is_free(name, signature) and sorts.get(f"{base_of(name)}*") != "vector":
            sorts.setdefault(as_a_whole(name) if name in arity else name, sort)
    enlarged = replace(
        signature, arity=arity, sorts=sorts, integrated=signature.integrated | seen.integrated,
        marked=signature.marked | seen.marked,
        ranges=_ranges(seen, signature, arity),
    )
    return replace(enlarged, definitions=_dependences(seen, enlarged)) if seen.depends else enlarged


def as_a_whole(name: str) -> str:
    """The key under which an indexed name is known as a vector when it stands without an index: x^T x beside x_i."""
    return f"{name}^T"


def _is_free(name: str, signature: Signature) -> bool:
    return name not in signature.sorts and name not in signature.definitions and name not in signature.values


def _may_be_indexed(name: str, signature: Signature) -> bool:
    """Whether elements of an array of this name may be meant; a number of the same name is another symbol.

    Not of the logarithm to the base t.
    """
    if name in LOGARITHMS:
        return False
    definition = signature.definitions.get(name)
    plain = definition is None or (not definition.parameters and definition.symbol.sort in SCALARS)
    return plain and signature.sorts.get(name, "real") in SCALARS


def _is_kronecker(name: str, indices: tuple[Node, ...], signature: Signature) -> bool:
    """delta_ij of which nothing else is known: no array, whose values anybody could choose."""
    return name == "delta" and len(indices) == 2 and _is_free(name, signature) and not is_array(name, signature)


def _mentions(indices: tuple[Node, ...], bound: Bound) -> bool:
    return any(names_in(index) & bound for index in indices)


def _dependences(seen: Seen, signature: Signature) -> dict[str, Definition]:
    """A definition y = y(x) for each name that is differentiated and of which nothing is known."""
    definitions = dict(signature.definitions)
    unknown = {
        name: variables for name, variables in seen.depends.items()
        if name not in definitions and name not in signature.values and not is_array(name, signature)
        and signature.sorts.get(name, "real") in ("real", "unknown") and base_of(name) not in signature.arity
        and not any(_is_made_of(name, variable, signature) for variable in variables)
    }
    for name, variables in unknown.items():
        through = {v for v in variables if any(v in unknown.get(w, {}) for w in variables if w != v)}
        kept = [v for v in variables if v not in through or variables[v] == "partial"]
        symbols: list[Term] = []
        for variable in kept:
            base = base_of(variable)
            if is_array(base, signature) and variable not in signature.numbers:
                symbols.append(Symbol(base, "array"))
            elif variable in unknown:
                symbols.append(Apply("call", (Symbol(variable, "unknown"),)))
            else:
                symbols.append(Symbol(variable, signature.sorts.get(variable, letter_sort(variable))))
        definitions[name] = Definition(
            Symbol(name), (), Apply("call", (Symbol(name, "unknown"), *dict.fromkeys(symbols))), 0)
    return _tied(definitions, unknown)


def _is_made_of(name: str, variable: str, signature: Signature) -> bool:
    """Whether the variable is given by a formula in the name: dq/dp where p = 80 - q."""
    definition = signature.definitions.get(variable)
    return definition is not None and not definition.parameters and any(s.name == name for s in free(definition.body))


def _tied(definitions: dict[str, Definition], unknown: dict[str, dict[str, str]]) -> dict[str, Definition]:
    """Unknown functions of unknown functions, with the inner ones written out."""
    for _ in range(len(unknown)):
        changed = False
        for name in unknown:
            body = definitions[name].body
            assert isinstance(body, Apply)
            args = tuple(
                definitions[arg.args[0].name].body
                if isinstance(arg, Apply) and arg.head == "call" and isinstance(arg.args[0], Symbol)
                and arg.args[0].name in unknown and arg.args[0].name != name else arg
                for arg in body.args
            )
            if args != body.args:
                changed = True
                definitions[name] = replace(definitions[name], body=Apply("call", args))
        if not changed:
            break
    return definitions


def base_of(name: str) -> str:
    """The letter of a canonical name, without its index: x for x_1."""
    return name.partition("_")[0]


def _ranges(seen: Seen, signature: Signature, arity: dict[str, int]) -> dict[str, tuple[Term, Term]]:
    """Ranges for the indices of sums without limits: indices that stand in one place of one array share theirs."""
    ranges = dict(signature.ranges)
    elements = {index.text for _, indices, _ in seen.elements for index in indices if index.kind == "name"}
    wanted = [
        name for name in dict.fromkeys(seen.open_indices)
        if name not in ranges and (name in elements or not runs_over_values(name))
    ]
    if not wanted:
        return ranges
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.setdefault(key, key) != key:
            key = group[key]
        return key

    for name, indices, _ in seen.elements:
        for position, index in enumerate(indices):
            if index.kind == "name" and (name in arity or is_array(name, signature)):
                first, second = sorted((root(f"{name},{position}" if position else name), root("=" + index.text)))
                group[first] = second
    for name, other in seen.compared:
        first, second = sorted((root("=" + name), root("=" + other)))
        group[first] = second
    members: dict[str, list[str]] = {}
    for key in sorted(group):
        members.setdefault(root(key), []).append(key)
    for name in wanted:
        together = members.get(root("=" + name), ["=" + name])
        known = next((ranges[k[1:]] for k in together if k[0] == "=" and k[1:] in ranges), None)
        written = next((seen.limits[k[1:]] for k in together if k[0] == "=" and k[1:] in seen.limits), None)
        if known is None and written is not None:
            known = _written(written)
        arrays = [k for k in together if k[0] != "="]
        ranges[name] = known or (number(1), Symbol("n_" + wrapped(arrays[0] if arrays else name), "integer"))
    return ranges


def _written(limits: tuple[Node, Node]) -> tuple[Term, Term] | None:
    """The range that another sum over the same array writes out, where it is plain."""
    terms: list[Term] = []
    for node in limits:
        if node.kind == "number" and node.text.isdecimal() and len(node.text) < 10:
            terms.append(number(node.text))
        elif node.kind == "name":
            terms.append(Symbol(node.text, "integer"))
        else:
            return None
    return terms[0], terms[1]


def runs_over_values(name: str) -> bool:
    """Whether a sum without limits is over the values of a name, by its letter: x, but not k."""
    return name[:1] not in INDEX_LETTERS and name.isalpha()


def range_of(name: str, signature: Signature) -> tuple[Term, Term]:
    """The range of an index that is not written: what the signature says, else 1 to a number of its own."""
    return signature.ranges.get(name) or (number(1), Symbol("n_" + wrapped(name), "integer"))
