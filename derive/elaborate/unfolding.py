"""Unfolding: putting definitions in place of names, on the graph of definitions, down to a variable and no further."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from operator import is_

from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.names.signature import Definition, Signature
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, same, substitute

NUMERIC = frozenset({"+", "-", "*", "/", "^", "sqrt", "exp", "log", "sin", "cos", "tan", "abs"})
WITHIN = frozenset({"integral", "antiderivative", "limit"})
LIMIT = 64                                       # rounds of unfolding: more is a circle of definitions
SIZE = 20_000                                    # parts of an unfolded term


def unfold(term: Term, signature: Signature, stop_at: frozenset[str] = frozenset(), only: frozenset[str] | None = None
           ) -> Term:
    """Put definitions in place of names until none is left that may be unfolded.

    Names in `stop_at` stay; with `only`, no others are unfolded. A definition that leads back to itself
    is left folded.
    """
    open_names = frozenset(signature.definitions) - stop_at
    if only is not None:
        open_names &= only
    for _ in range(LIMIT):
        used = {symbol.name for symbol in free(term)} & open_names
        used = {name for name in used if not _circular(name, signature)}
        if not used or size(term) > SIZE:
            return term
        symbols = frozenset(symbol for symbol in free(term) if symbol.name in used)
        unfolded = rewrite(term, partial(_opened, signature=signature, names=frozenset(used)), symbols)
        if unfolded is term or unfolded == term:
            return term
        term = unfolded
    return term


def rests_on(definitions: Mapping[str, Definition], names: Iterable[str]) -> set[str]:
    """Some names, and those that their definitions rest on."""
    pending, reached = list(names), set[str]()
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            if name in definitions:
                pending += [symbol.name for symbol in free(definitions[name].body)]
    return reached


def unfold_to(term: Term, variable: str, signature: Signature, held: frozenset[str] = frozenset()) -> Term:
    """Unfold exactly the names that depend on the variable, so that the term shows all it owes to it.

    Names that are held are variables beside it.
    """
    # A function is opened wherever it is applied: its argument may be what depends on the variable.
    functions = {
        name for name, definition in signature.definitions.items()
        if definition.parameters and definition.symbol.sort == "function"
    }
    depending = dependents(variable, signature) | functions
    return unfold(term, signature, held | {variable}, depending)


def dependents(variable: str, signature: Signature) -> frozenset[str]:
    """The defined names whose definitions lead to the variable, in one step or several."""
    uses = {name: direct(definition) for name, definition in signature.definitions.items() if name != variable}
    reached = {variable}
    while True:
        more = {name for name, names in uses.items() if name not in reached and names & reached}
        if not more:
            return frozenset(reached - {variable})
        reached |= more


def moving(body: Term, variable: Symbol, signature: Signature, bound: Iterable[str] = ()) -> Term:
    """What a variable runs through, with what is given by a formula in it written out: y dx, where y = x^2.

    Not the y of dx dy: names that are bound around are none of the page.
    """
    known = signature.definitions
    if variable.name in signature.values:
        return body
    names = frozenset(name for name in dependents(variable.name, signature) if not known[name].parameters)
    names -= frozenset(bound)
    if names.isdisjoint(symbol.name for symbol in free(body)):
        return body
    written = unfold(body, signature, frozenset({variable.name}), names)
    return substitute(written, {one: variable for one in free(written) if one.name == variable.name})


def direct(definition: Definition) -> frozenset[str]:
    """The names that a definition mentions, its own parameters apart."""
    # A name that is only known to depend on others is defined as itself applied to them: no circle.
    own = Symbol(definition.symbol.name, "unknown")
    return frozenset(symbol.name for symbol in free(definition.body) - set(definition.parameters) - {own})


def is_inside(function: Definition, at: Term, signature: Signature) -> bool:
    """Whether an argument of a function is given by a formula in what is varied: l(m), where m = y (w x + b), in w.

    Or what is varied is an element of it: J(w), in w_j.
    """
    known = signature.definitions
    if isinstance(at, Apply) and at.head == "at" and isinstance(at.args[0], Symbol):
        return any(one.name == at.args[0].name for one in function.parameters)
    return at not in function.parameters and any(
        at in free(unfold(known[one.name].body, signature)) for one in function.parameters
        if one.name in known and not known[one.name].parameters)


def _circular(name: str, signature: Signature) -> bool:
    seen: set[str] = set()
    pending = [name]
    while pending:
        definition = signature.definitions.get(pending.pop())
        for used in direct(definition) if definition else ():
            if used == name:
                return True
            if used not in seen:
                seen.add(used)
                pending.append(used)
    return False


def _opened(part: Term, signature: Signature, names: frozenset[str]) -> Term | None:
    """One name with its definition put in its place, or None where the part is no such name."""
    match part:
        case Symbol(name) if name in names:
            definition = signature.definitions[name]
            if definition.symbol == part and not definition.parameters:
                return definition.body
        case Apply("at" | "call", (Symbol(name) as head, *arguments)) if name in names:
            definition = signature.definitions[name]
            spread = part.head == "call" and any(           # a function of a number, taken of every element of a vector
                p.sort == "real" and is_matrix(u) for p, u in zip(definition.parameters, arguments, strict=False))
            if definition.symbol.sort == head.sort and len(definition.parameters) == len(arguments) and not spread:
                return applied(definition, tuple(arguments))
    return None


def applied_bare(definitions: Mapping[str, Definition], side: Term) -> Term:
    """h where a number is wanted and h(x) is defined: its value at the x it was defined with."""
    match side:
        case Symbol(name, "function"):
            definition = definitions.get(name)
            if definition is not None and definition.parameters and definition.symbol == side:
                return Apply("call", (side, *definition.parameters))
        case Apply(head, args) if head in NUMERIC:
            applied = tuple(applied_bare(definitions, arg) for arg in args)
            return side if all(map(is_, applied, args)) else Apply(head, applied)
        case Bind(head, variable, body, bounds) if head in WITHIN:
            within = applied_bare(definitions, body)
            return side if within is body else Bind(head, variable, within, bounds)
    return side


def with_definition(known: Mapping[str, Definition], definition: Definition) -> dict[str, Definition]:
    """Definitions with one more. p = s(z), and then what s is: it is that s which p was said to be made of."""
    symbol, opaque = definition.symbol, Symbol(definition.symbol.name, "unknown")
    found = dict(known)
    for name, one in known.items():
        if symbol.sort == "function" and name != symbol.name and opaque in free(one.body):
            found[name] = replace(one, body=substitute(one.body, {opaque: symbol}))
    return found | {symbol.name: definition}


def applied(definition: Definition, arguments: tuple[Term, ...]) -> Term:
    """The body of a definition at given arguments, all put in at once."""
    return substitute(definition.body, dict(zip(definition.parameters, arguments, strict=True)))


def rewrite(term: Term, step: Callable[[Term], Term | None], about: frozenset[Symbol] | None = None) -> Term:
    """Replace every outermost part for which `step` has an answer, leaving bound names alone.

    A binder whose variable would catch a name of the replacement is renamed first. Where `step` has answers for parts
    alone in which one of some names stands free, `about`, no others are looked at.
    """
    if about is not None and about.isdisjoint(free(term)):
        return term
    answer = step(term)
    if answer is not None:
        return answer
    match term:
        case Apply(head, args):
            parts = tuple([rewrite(arg, step, about) for arg in args])
            return term if all(map(is_, parts, args)) else Apply(head, parts)
        case Bind(head, variable, body, bounds):
            moved = tuple([rewrite(bound, step, about) for bound in bounds])

            def sheltered(part: Term) -> Term | None:
                return None if variable in free(part) and _names(part, variable) else step(part)

            inner = rewrite(body, sheltered, about)
            if variable in free(inner) and _caught(body, step, variable):
                other = fresh(variable, free(inner))
                renamed = substitute(body, {variable: other})
                return Bind(head, other, rewrite(renamed, step), moved)
            return Bind(head, variable, inner, moved)
    return term


def _names(part: Term, variable: Symbol) -> bool:
    """Whether the part is the bound variable itself, or an element of it."""
    match part:
        case Symbol():
            return part == variable
        case Apply("at" | "call", (Symbol() as head, *_)):
            return head == variable
    return False


def _caught(body: Term, step: Callable[[Term], Term | None], variable: Symbol) -> bool:
    """Whether a replacement inside the body brings in the bound name from outside."""
    pending = [body]
    while pending:
        part = pending.pop()
        answer = step(part)
        if answer is not None:
            if variable.name in {symbol.name for symbol in free(answer) - free(part)}:
                return True
            continue
        match part:
            case Apply(_, args):
                pending.extend(args)
            case Bind(_, _, inner, bounds):
                pending.extend((inner, *bounds))
    return False


def size(term: Term) -> int:
    """How many parts a term has, counted no further than to a limit."""
    count = 0
    pending = [term]
    while pending and count <= SIZE:
        part = pending.pop()
        count += 1
        match part:
            case Apply(_, args):
                pending.extend(args)
            case Bind(_, _, body, bounds):
                pending.extend((body, *bounds))
    return count


def replace_part(term: Term, wanted: Term, value: Term) -> Term:
    """Put `value` in place of every free occurrence of the expression `wanted`, sums and products in any order.

        x + y + c  with  y + x -> u  is  u + c
    """
    return rewrite(term, lambda part: _found(part, wanted, value))


def _found(part: Term, wanted: Term, value: Term) -> Term | None:
    if _alike(part, wanted):
        return value
    match part, wanted:
        case Apply(("+" | "*") as head, args), Apply(other, parts) if head == other and len(parts) < len(args):
            rest = list(args)
            for needed in parts:
                for index, candidate in enumerate(rest):
                    if _alike(candidate, needed):
                        del rest[index]
                        break
                else:
                    return None
            return Apply(head, (value, *rest))
    return None


def _alike(left: Term, right: Term) -> bool:
    """Equality up to bound names and the order of sums and products."""
    if same(left, right):
        return True
    match left, right:
        case Apply(head, args), Apply(other, others) if head == other and len(args) == len(others):
            if head not in ("+", "*"):
                return all(_alike(a, b) for a, b in zip(args, others, strict=True))
            rest = list(others)
            for arg in args:
                for index, candidate in enumerate(rest):
                    if _alike(arg, candidate):
                        del rest[index]
                        break
                else:
                    return False
            return True
        case Number(), Number():
            return left == right
    return False
