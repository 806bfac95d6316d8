"""Concrete matrices and random variables in place of names: what a counterexample may break instead.

    A, x are 2 by 2 and 2 by 1          both sides are computed; the goal is that of one cell that differs
    X takes k values equally often      E(u) = (u_1 + ... + u_k) / k, Var and Cov by it

What is said of the names is checked for what is put in their place: symmetric, invertible, independent, a size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.kernel.matrices import Matrices
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.normal import Normalizer
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Polynomial, add
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, substitute, subterms
from derive.kernel.unfold import Definitions
from derive.kernel.words import IDENTITIES, NUMBER

CUSTOMARY = frozenset(IDENTITIES)                 # names of identities
MOST = 9                                          # entries of a matrix, and outcomes
Values = Mapping[Symbol, Term]


def concrete(obligation: Obligation, values: Values) -> Obligation:
    """The obligation about what was put in place of names. Fails with Unproved."""
    if not all(_is_instance(symbol, value) for symbol, value in values.items()):
        raise Unproved("neither a matrix of numbers nor a list of outcomes")
    random = {s: v for s, v in values.items() if isinstance(v, Apply) and v.head == "outcomes"}
    if len({len(v.args) for v in random.values() if isinstance(v, Apply)}) > 1:
        raise Unproved("lists of different length")
    definitions, kept = Definitions(), []
    for hypothesis in obligation.hypotheses:
        if not definitions.take(hypothesis):
            kept += list(_what_is_left(hypothesis, values))
    goal = definitions.unfold(obligation.goal)
    if values.keys() & definitions.plain.keys():
        raise Unproved("a name that is defined")
    goal = substitute(_averaged(goal, random), {s: v for s, v in values.items() if s not in random})
    if not isinstance(goal, Apply) or goal.head not in ("=", "<=") or free(goal) & values.keys():
        raise Unproved("a random name outside of its expected values")
    return Obligation(tuple(kept), _cell(goal))


def _is_instance(symbol: Symbol, value: Term) -> bool:
    match value:
        case Apply("matrix", (Number(rows), Number(columns), *cells)) if symbol.name.partition("_")[0] in CUSTOMARY:
            ones = [int(i == j) for i in range(int(rows)) for j in range(int(columns))]
            return rows == columns and cells == [number(one) for one in ones] and symbol.sort == "matrix"
        case Apply("matrix", (Number(rows), Number(columns), *cells)):
            if symbol.name[:1] in "01":          # 0_n and 1_n are no names
                return False
            plain = len(cells) == rows * columns <= MOST and all(isinstance(cell, Number) for cell in cells)
            return plain and (symbol.sort == "matrix" or (symbol.sort == "vector" and columns == 1))
        case Apply("outcomes", cells):
            plain = 0 < len(cells) <= MOST and all(isinstance(cell, Number) for cell in cells)
            return plain and symbol.sort in ("real", "random")
    return False


def _what_is_left(hypothesis: Term, values: Values) -> Iterator[Term]:
    """What still has to hold of the other names. Fails with Unproved where the values break a hypothesis."""
    match hypothesis:
        case Apply("fixed", (name,)):
            if isinstance(name, Symbol) and isinstance(values.get(name), Apply) and values[name].head == "outcomes":  # type: ignore[union-attr]
                raise Unproved("a fixed name that varies")
        case Apply("symmetric" | "invertible" | "square" as head, (Symbol() as name,)) if name in values:
            matrix = values[name]
            assert isinstance(matrix, Apply)
            n, columns, *cells = matrix.args
            side = int(n.value) if isinstance(n, Number) else 0
            turned = [cells[j * side + i] for i in range(side) for j in range(side)] if n == columns else []
            if n != columns or (head == "symmetric" and turned != cells):
                raise Unproved(f"not {head}")
        case Apply("elementwise"):
            return                               # a manner of writing, which every function of a number may have
        case Apply("independent", names):
            _check_independent([values.get(name) for name in names if isinstance(name, Symbol)])
        case Apply("in", (Symbol() as name, Apply("^", (_, sizes)))) if name in values:
            matrix = values[name]
            assert isinstance(matrix, Apply)
            wanted = sizes.args if isinstance(sizes, Apply) and sizes.head == "*" else (sizes, number(1))
            yield from (Apply("=", pair) for pair in zip(wanted, matrix.args[:2], strict=False))
        case _:
            if free(hypothesis) & values.keys():
                raise Unproved("a hypothesis about a name that was replaced")
            yield hypothesis


def _check_independent(lists: list[Term | None]) -> None:
    """Every combination of values is as frequent as the product of the frequencies."""
    if not all(isinstance(one, Apply) and one.head == "outcomes" for one in lists):
        raise Unproved("a name of a family without values")
    rows = [one.args for one in lists if isinstance(one, Apply)]
    size = len(rows[0])
    together = Counter(zip(*rows, strict=True))
    alone = [Counter(row) for row in rows]
    wanted: list[tuple[tuple[Term, ...], Fraction]] = [((), Fraction(1))]
    for counts in alone:
        wanted = [((*key, value), share * Fraction(n, size)) for key, share in wanted for value, n in counts.items()]
    if any(Fraction(together[key], size) != share for key, share in wanted):
        raise Unproved("not independent")


def _averaged(term: Term, random: Values, depth: int = 0) -> Term:
    """Expected values, variances and covariances carried out, the innermost first."""
    if depth > MOST * MOST or not free(term) & random.keys():
        return term
    if isinstance(term, Bind):
        raise Unproved("something random under a binder")
    if not isinstance(term, Apply):
        return term
    args = tuple(_averaged(arg, random, depth + 1) for arg in term.args)
    if term.head in EXPECTED and len(args) == 1:
        return _mean(args[0], random)
    if term.head in VARIANCES and len(args) == 1:
        return _covariance(args[0], args[0], random)
    if term.head == "Cov" and len(args) == 2:
        return _covariance(args[0], args[1], random)
    return Apply(term.head, args)


def _mean(body: Term, random: Values) -> Term:
    size = max(len(v.args) for v in random.values() if isinstance(v, Apply))
    parts = tuple(
        substitute(body, {s: v.args[k] for s, v in random.items() if isinstance(v, Apply)}) for k in range(size))
    return Apply("/", (Apply("+", parts) if size > 1 else parts[0], number(size)))


def _covariance(left: Term, right: Term, random: Values) -> Term:
    apart = Apply("*", (_mean(left, random), _mean(right, random)))
    return Apply("+", (_mean(Apply("*", (left, right)), random), Apply("-", (apart,))))


def _cell(goal: Apply) -> Apply:
    """The equations of the cells that look different, of numbers; the goal itself where no matrix is in it."""
    if not any(isinstance(part, Apply) and part.head in ("matrix", "matmul", "transpose", "trace", "det")
               for part in subterms(goal)):
        return goal
    normal = Normalizer()
    if goal.head == "<=":                        # between numbers that are made of matrices
        return Apply("<=", tuple(_written(normal, normal.of(side)) for side in goal.args))
    matrices: Matrices = normal.matrices
    left, right = (matrices.of(side) for side in goal.args)
    if (left.rows, left.columns) != (right.rows, right.columns):
        raise Unproved("sides of different shape")
    if any(cell.keys() - {NUMBER} for cell in (*left.cells, *right.cells)):
        raise Unproved("a matrix without entries")
    pairs = [(a.get(NUMBER, {}), b.get(NUMBER, {})) for a, b in zip(left.cells, right.cells, strict=True)]
    apart = [Apply("=", (_written(normal, a), _written(normal, b))) for a, b in pairs if add(a, b, -1)]
    if not apart:
        raise Unproved("the sides agree")
    plain = [one for one in apart if not free(one) and not any(isinstance(part, Bind) for part in subterms(one))]
    return plain[0] if plain else apart[0] if len(apart) == 1 else Apply("and", tuple(apart))


def _written(normal: Normalizer, p: Polynomial) -> Term:
    return normal.write(p) if p else number(0)
