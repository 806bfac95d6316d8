"""A document's definitions and derivatives as a Python module that needs NumPy and nothing else.

Scalars and indexed formulas go through one emitter. SymPy's `lambdify` would print the scalars too, but
its `Piecewise` computes every branch under warnings, its derivative of a maximum at the kink is 1/2, and
what it prints no reader would want; the benchmark sets the two side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from derive.codegen.callable import compile_formula
from derive.codegen.definitions import Unfolding
from derive.codegen.function import HELPERS, Formula, Function, compile_function, derivative
from derive.codegen.names import distinct, identifier
from derive.codegen.problem import NotCompiled
from derive.diagnose.judgement import JudgedDocument
from derive.elaborate.names.signature import Definition
from derive.elaborate.step import Named, Step
from derive.kernel.term import Apply, Number, Symbol, Term, free, fresh, subterms

HEADER = '''"""Compiled from {path}: the definitions of the document, and the derivatives it states.

Arguments are numbers or arrays. An indexed name is an array with its indices on the last axes; all axes
before them, and all axes of a plain number, are a batch. Given values are the defaults. Derivatives are
taken from the definitions, not from what the document says of them; at a kink they are nan.
"""
'''


@dataclass(frozen=True)
class Entry:
    """One function to be: its name, its formula, and the statements in the document that it stands for."""

    name: str
    formula: Formula
    base: Formula | None                         # of a derivative: what was differentiated, down to its variable
    slope: Formula | None                        # and what came of it
    operand: str
    variables: tuple[Symbol, ...]                # of a derivative
    index: tuple[tuple[Symbol, ...], ...]        # the new indices of each variable
    stated: tuple[int, ...]                      # indices of steps


@dataclass(frozen=True)
class Refusal:
    """A function that cannot be compiled, and why."""

    name: str
    reason: str


def compile_document(judged: JudgedDocument) -> str:
    """The text of the module."""
    functions: list[str] = []
    helpers: set[str] = set()
    defaults = given(judged)
    for entry in entries(judged):
        made = _function(entry, judged, defaults)
        if isinstance(made, Refusal):
            functions.append(f"# {made.name} is not compiled: {made.reason}")
        else:
            functions.append(made.source)
            helpers |= made.helpers
    header = HEADER.format(path=_shown(judged.document.path)) + "\nimport numpy as np"
    parts = [header, *(HELPERS[name] for name in sorted(helpers)), *functions]
    return "\n\n\n".join(parts) + "\n"


def _shown(path: str) -> str:
    """A path as it may stand in a docstring."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return "".join(c if c.isalnum() or c in "._- " else "_" for c in name) or "a document"


def _function(entry: Entry | Refusal, judged: JudgedDocument, defaults: Mapping[str, str]) -> Function | Refusal:
    if isinstance(entry, Refusal):
        return Refusal(identifier(entry.name), _in_comment(entry.reason))
    try:
        return compile_function(entry.name, entry.formula, _doc(entry, judged), defaults)
    except NotCompiled as problem:
        return Refusal(entry.name, _in_comment(str(problem)))


def _in_comment(reason: str) -> str:
    """A reason as it may stand in a comment: one printable line."""
    return "".join(c if c.isprintable() else " " for c in reason)


def entries(judged: JudgedDocument) -> Iterator[Entry | Refusal]:
    """Every definition and every derivative, in the order of the document, each once."""
    wanted: dict[tuple[str, ...], list[int]] = {}
    for named in judged.elaborated.named:
        if named.derivative or named.definition.parameters or free(named.definition.body):
            wanted.setdefault(_key(named, judged), []).append(named.step)
    names = distinct("_".join(key) for key in (_title(key) for key in wanted))
    for key, stated in wanted.items():
        name = names["_".join(_title(key))]
        try:
            yield _entry(name, key, tuple(stated), judged)
        except NotCompiled as problem:
            yield Refusal(name, str(problem))


def _key(named: Named, judged: JudgedDocument) -> tuple[str, ...]:
    """A name, or a name and the variables it is differentiated in, spelled as they were first."""
    aliases = judged.elaborated.signature.aliases
    if not named.derivative:
        return (named.definition.symbol.name,)
    heads = (name if name in aliases else name.partition("(")[0] or name for name in named.derivative)
    return tuple(aliases.get(name, name) for name in heads)


def _title(key: tuple[str, ...]) -> tuple[str, ...]:
    operand, *variables = key
    if not variables:
        return (operand,)
    order = str(len(variables)) if len(variables) > 1 else ""
    return (f"d{order}{identifier(operand)}", *(f"d{identifier(variable)}" for variable in variables))


def _definitions(judged: JudgedDocument) -> dict[str, Definition]:
    """Every definition of the document, the first of each name."""
    found = dict(judged.elaborated.signature.definitions)
    for named in judged.elaborated.named:
        if not named.derivative and (named.definition.parameters or free(named.definition.body)):
            found.setdefault(named.definition.symbol.name, named.definition)
    return found


def _entry(name: str, key: tuple[str, ...], stated: tuple[int, ...], judged: JudgedDocument) -> Entry:
    definitions = _definitions(judged)
    operand, *variables = key
    if operand not in definitions:
        raise NotCompiled(f"{operand} has no definition")
    top = definitions[operand]
    unfolding = Unfolding(definitions, keep=frozenset(variables))
    body = unfolding.body(operand) if operand not in variables else top.symbol
    formula = Formula(body, _indices(top), _ranges(top, judged), hints=_hints(unfolding, operand))
    symbols, places = [], []
    base = slope = None
    for variable in variables:
        symbol = _symbol(variable, formula.term, definitions)
        index = _new_indices(symbol, formula)
        base, formula = formula, derivative(formula, symbol, index)
        slope = formula
        symbols.append(symbol)
        places.append(index)
    full = Unfolding(definitions)
    along = tuple(full.of(term) for term in formula.along)
    hints = {full.of(term): hint for term, hint in formula.hints.items()}
    formula = replace(formula, term=full.of(formula.term), along=along, hints=hints)
    return Entry(name, formula, base, slope, operand, tuple(symbols), tuple(places), stated)


def _indices(definition: Definition) -> tuple[Symbol, ...]:
    """The parameters that are indices; those of a function are arguments."""
    return definition.parameters if definition.symbol.sort != "function" else ()


def _ranges(definition: Definition, judged: JudgedDocument) -> dict[Symbol, tuple[Term, Term]]:
    ranges = judged.elaborated.signature.ranges
    return {index: ranges[index.name] for index in _indices(definition) if index.name in ranges}


def _hints(unfolding: Unfolding, operand: str) -> dict[Term, str]:
    """Intermediate results keep their names: x_1 in the code of z."""
    found: dict[Term, str] = {}
    for name, definition in unfolding.definitions.items():
        if name != operand and not definition.parameters:
            try:
                body = unfolding.body(name)
            except NotCompiled:
                continue
            if isinstance(body, Apply):
                found[body] = name
    return found


def _symbol(name: str, term: Term, definitions: Mapping[str, Definition]) -> Symbol:
    """The symbol that a name stands for."""
    for symbol in free(term):
        if symbol.name == name:
            return symbol
    return definitions[name].symbol if name in definitions else Symbol(name)


def _new_indices(symbol: Symbol, formula: Formula) -> tuple[Symbol, ...]:
    """A new index for each index that the variable has in the formula."""
    for part in subterms(formula.term):
        if isinstance(part, Apply) and part.head == "at" and part.args[0] == symbol:
            taken = set(free(formula.term)) | set(formula.indices)
            made: list[Symbol] = []
            for letter in "ijklmn"[: len(part.args) - 1]:
                made.append(fresh(Symbol(letter, "integer"), frozenset(taken)))
                taken.add(made[-1])
            return tuple(made)
    return ()


def given(judged: JudgedDocument) -> dict[str, str]:
    """The given values as source text."""
    defined = _definitions(judged)
    found = {}
    for name, value in judged.elaborated.signature.values.items():
        if name in defined:
            continue
        try:
            found[name] = _literal(value)
        except NotCompiled:
            continue
    return found


def _literal(term: Term) -> str:
    """A closed value as source text: a number, or nested brackets of numbers."""
    match term:
        case Apply("tuple", args):
            return f"({', '.join(_literal(arg) for arg in args)},)"
        case Number(value) if value.denominator == 1 and abs(value) < 2**53:
            return str(value.numerator)
    if free(term):
        raise NotCompiled("a value that is not closed")
    return repr(float(compile_formula(Formula(term))()))


def _doc(entry: Entry, judged: JudgedDocument) -> str:
    """What the function is, as the document has it, and where."""
    steps = judged.elaborated.steps
    if not entry.variables:
        step = steps[entry.stated[0]]
        return f"{_latex(step) or entry.name}\n\nDefined on line {_line(step, judged)}."
    names = ", ".join(symbol.name for symbol in entry.variables)
    lines = [f"The derivative of {entry.operand} in {names}, which the document makes:", ""]
    for place in entry.stated:
        step = steps[place]
        right = " ".join(step.rhs.latex.split()) if step.rhs is not None else ""
        lines.append(f"    line {_line(step, judged)}, {judged.judgements[place].outcome}: {step.relation} {right}")
    return "\n".join(lines)


def _latex(step: Step) -> str:
    if step.lhs is None or step.rhs is None:
        return ""
    return " ".join(f"{step.lhs.latex} {step.relation} {step.rhs.latex}".split())


def _line(step: Step, judged: JudgedDocument) -> int:
    return judged.document.place(step.at.start)[0]
