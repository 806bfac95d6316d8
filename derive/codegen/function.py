"""One compiled function: a term with its arguments becomes the text of a `def`.

An array's indices are its last axes and a scalar may be an array: all that stands before the indices is
a batch. A result that does not depend on an argument still has that argument's shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from derive.codegen.algebra import settle
from derive.codegen.arrays import Value
from derive.codegen.axes import INDEXED, Axes, Axis, Range, analyse, separate
from derive.codegen.emitter import Emitter
from derive.codegen.names import distinct
from derive.codegen.problem import NotCompiled
from derive.codegen.slope import evaluate, slope
from derive.codegen.source import Piece, statements
from derive.kernel.term import Bind, Symbol, Term, children, free, subterms

SIZE, DEPTH = 20_000, 150                        # a larger or deeper term is not compiled

HELPERS = {
    "_array": '''def _array(value):
    """The value as an array of real or complex numbers."""
    value = np.asarray(value)
    return value if value.dtype.kind in "fc" else value.astype(float)''',
    "_element": '''def _element(array, index):
    """array[..., index], counted from 0; nan where there is no such element."""
    index = np.asarray(index).astype(int)
    last = array.shape[-1] - 1
    return np.where((index >= 0) & (index <= last), np.take(array, np.clip(index, 0, last), axis=-1), np.nan)''',
    "_pick": '''def _pick(array, index):
    """One element of each row, chosen by an array of places, counted from 0; nan where there is none."""
    index, last = np.asarray(index).astype(int), array.shape[-1] - 1
    shape = np.broadcast_shapes(index.shape, array.shape[:-1])
    index, array = np.broadcast_to(index, shape), np.broadcast_to(array, (*shape, last + 1))
    found = np.take_along_axis(array, np.clip(index, 0, last)[..., None], axis=-1)[..., 0]
    return np.where((index >= 0) & (index <= last), found, np.nan)''',
    "_whole": '''def _whole(index):
    """The index as whole numbers."""
    return np.asarray(index).astype(int)''',
}


@dataclass(frozen=True)
class Formula:
    """What is to be computed."""

    term: Term
    indices: tuple[Symbol, ...] = ()             # free indices, which become the last axes in this order
    ranges: Mapping[Symbol, Range] = field(default_factory=dict)
    over: Mapping[Symbol, Axis] = field(default_factory=dict)   # an index that fills an axis of an array
    along: tuple[Term, ...] = ()                 # terms whose names are arguments too: f, for a derivative of f
    hints: Mapping[Term, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Function:
    """The text of a function, with what it needs."""

    name: str
    source: str
    arguments: Mapping[str, str]                 # the document's name to the identifier
    helpers: frozenset[str]


def derivative(formula: Formula, variable: Symbol, index: Sequence[Symbol] = ()) -> Formula:
    """The formula of the derivative in a variable, or in the element of an array at new indices."""
    check_size(formula.term)
    axes = _axes(formula)
    ranges = dict(formula.ranges)
    for place, symbol in enumerate(index):
        if (variable, place) in axes.full:
            ranges[symbol] = axes.full[variable, place]
    known = {**{symbol: known for symbol, known in axes.ranges.items() if known is not None}, **ranges}
    term = evaluate(formula.term, known)
    change = slope(term, variable, tuple(index), known)
    over = {**formula.over, **{symbol: (variable, place) for place, symbol in enumerate(index)}}
    return replace(
        formula, term=change, indices=(*formula.indices, *index), ranges=ranges, over=over,
        along=(*formula.along, formula.term),
    )


def _axes(formula: Formula) -> Axes:
    indices: dict[Symbol, Range | None] = {index: formula.ranges.get(index) for index in formula.indices}
    return analyse((formula.term, *formula.along), indices, formula.over)


def check_size(term: Term) -> None:
    """Refuse what would take too long, before anything is made of it."""
    level: list[Term] = [term]
    size = depth = 0
    while level:
        size, depth = size + len(level), depth + 1
        if size > SIZE or depth > DEPTH:
            raise NotCompiled("the formula is too large")
        level = [child for part in level for child in children(part)]


def arguments_of(formula: Formula) -> tuple[Symbol, ...]:
    """The names that a function of the formula takes, in the order in which they occur."""
    axes = _axes(formula)
    found: dict[Symbol, None] = {}
    for term in (*formula.along, formula.term):
        names = free(term)
        for part in subterms(term):
            if isinstance(part, Symbol) and part in names and part not in axes.sizes and part not in axes.ranges:
                found.setdefault(part)
    return tuple(found)


def compile_function(
    name: str, formula: Formula, doc: str = "", defaults: Mapping[str, str] | None = None, order: Sequence[str] = ()
) -> Function:
    """The function of a formula. Arguments stand in the order given, else as they occur; those with a default last."""
    for term in (formula.term, *formula.along):
        check_size(term)
    formula = _separated(formula)
    defaults = defaults or {}
    found = sorted(arguments_of(formula), key=lambda symbol: order.index(symbol.name) if order else 0)
    arguments = sorted(found, key=lambda symbol: symbol.name in defaults)
    spelled = distinct([symbol.name for symbol in arguments], taken=(name,))
    names = {symbol: spelled[symbol.name] for symbol in arguments}
    known = {symbol: known for symbol, known in _axes(formula).ranges.items() if known is not None}
    formula = _separated(replace(formula, term=evaluate(formula.term, known)))
    axes = _axes(formula)
    known = {symbol: known for symbol, known in axes.ranges.items() if known is not None}
    term = settle(formula.term, known)
    emitter = Emitter(names, axes, {settle(key, known): hint for key, hint in formula.hints.items()})
    result = _finished(emitter, emitter.value(term), formula, arguments, names)
    lines, finals = statements({"result": result}, {*names.values(), name, "np"})
    returned = finals["result"]
    body = [*lines, f"return {returned}"]
    if emitter.branches:                         # the branch not taken may divide by zero: that is nobody's fault
        body = ['with np.errstate(all="ignore"):', *(f"    {line}" for line in body)]
    head = ", ".join(names[s] + (f"={defaults[s.name]}" if s.name in defaults else "") for s in arguments)
    lines = [*_docstring(doc), *_entered(arguments, names, formula), *body]
    text = [f"def {name}({head}):", *(f"    {line}" if line else "" for line in lines)]
    helpers = frozenset(emitter.helpers | ({"_array"} if arguments else set()))
    return Function(name, "\n".join(text), {symbol.name: names[symbol] for symbol in arguments}, helpers)


def _separated(formula: Formula) -> Formula:
    """The formula with no two binders of one name, and no binder named like something free."""
    taken = frozenset(formula.indices).union(*(free(term) for term in (formula.term, *formula.along)))
    return replace(
        formula,
        term=separate(formula.term, taken),
        along=tuple(separate(term, taken) for term in formula.along),
        hints={separate(term, taken): hint for term, hint in formula.hints.items()},
    )


def _entered(arguments: Sequence[Symbol], names: Mapping[Symbol, str], formula: Formula) -> list[str]:
    """The first lines: every argument an array of floats, every count a whole number."""
    counts = {
        symbol
        for term in (formula.term, *formula.along)
        for part in subterms(term)
        if isinstance(part, Bind) and part.head in INDEXED
        for bound in part.bounds
        for symbol in free(bound)
    } | {symbol for known in formula.ranges.values() for bound in known for symbol in free(bound)}
    lines = [f"{names[s]} = int({names[s]})" for s in arguments if s in counts]
    arrays = [names[s] for s in arguments if s not in counts]
    if len(arrays) == 1:
        lines.append(f"{arrays[0]} = _array({arrays[0]})")
    elif arrays:
        lines.append(f"{', '.join(arrays)} = ({', '.join(f'_array({array})' for array in arrays)})")
    return lines


def _docstring(doc: str) -> list[str]:
    """The lines of a raw docstring; nothing in it can end it."""
    if not doc:
        return []
    lines = []
    for line in doc.replace('"', "'").splitlines():
        plain = "".join(character if character.isprintable() else " " for character in line).rstrip()
        lines.append(plain)
    lines[0] = f'r"""{lines[0]}'
    return [*lines, '"""'] if len(lines) > 1 or lines[0].endswith("\\") else [lines[0] + '"""']


def _finished(
    emitter: Emitter, made: Value, formula: Formula, arguments: Sequence[Symbol], names: Mapping[Symbol, str]
) -> Piece:
    """The result with its axes in order, and of the shape of all its arguments."""
    piece = emitter.align(made, formula.indices)
    missing = [index for index in formula.indices if index not in made.axes]
    met = {part.template for part in _pieces(made.piece)}
    unseen = [symbol for symbol in arguments if names[symbol] not in met]
    counts = {symbol for known in formula.ranges.values() for bound in known for symbol in free(bound)}
    unseen = [symbol for symbol in unseen if symbol not in counts]
    make = emitter.make.make
    if missing or unseen:
        lengths = [emitter.length(index) for index in formula.indices]
        shapes = [_batch_shape(emitter, symbol, names) for symbol in arguments if symbol not in counts]
        batch = shapes[0] if len(shapes) == 1 else make(f"np.broadcast_shapes({_holes(len(shapes))})", *shapes)
        if lengths:
            batch = make(f"(*{{0}}, {_holes(len(lengths), 1)})", batch, *lengths)
        if shapes or lengths:
            return make("np.broadcast_to({0}, {1}).copy()[()]", piece, batch)
    if piece.template.startswith("np.where("):
        return make("{0}[()]", piece, demands=100)
    return piece


def _holes(count: int, first: int = 0) -> str:
    return ", ".join(f"{{{place + first}}}" for place in range(count))


def _pieces(piece: Piece) -> list[Piece]:
    """A piece and all its parts, but not the array whose length alone is asked."""
    seen: dict[int, Piece] = {}
    pending = [piece]
    while pending:
        part = pending.pop()
        if id(part) not in seen:
            seen[id(part)] = part
            pending.extend(() if ".shape[" in part.template else part.parts)
    return list(seen.values())


def _batch_shape(emitter: Emitter, symbol: Symbol, names: Mapping[Symbol, str]) -> Piece:
    """The shape of an argument before its indices."""
    name = emitter.make.make(names[symbol])
    rank = emitter.axes.ranks.get(symbol, 0)
    return emitter.make.make(f"{{0}}.shape[:-{rank}]" if rank else "{0}.shape", name)
