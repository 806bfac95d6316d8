"""Inner products in elements, where an element of one of their vectors is varied: w^T x, in w_j, is sum_k w_k x_k.

    d/dw_j (w^T x + b) = x_j                                       the sum goes over the range of j
    d/dtheta_j sum_i (theta^T x_i - y_i)^2                         theta^T x_i is sum_k theta_k x_{i,k}
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from derive.elaborate.formulas.iterates import with_iterates
from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.one_letter import of_one_letter
from derive.elaborate.formulas.vector_components import in_components
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, fresh, heads, number, subterms

Ends = tuple[Term, Term]


def in_elements(obligation: Obligation, arity: Mapping[str, int]) -> Obligation:
    """The obligation with the inner products of every varied vector as sums; as it is where no range is known."""
    obligation = in_components(with_iterates(of_one_letter(obligation)), arity)
    goal = obligation.goal
    if "derivative" not in heads(goal) or not any("transpose" in heads(one) for one in (goal, *obligation.hypotheses)):
        return obligation
    varied = {
        array.name: ends for part in subterms(goal) if isinstance(part, Bind) and part.head == "derivative"
        for array, *indices in [part.bounds] if isinstance(array, Symbol) and array.sort == "array"
        and len(indices) == 1 and (ends := _range(indices[0], obligation.hypotheses)) is not None}
    if not varied:
        return obligation
    every = (goal, *obligation.hypotheses)
    parts = {part for one in every for part in subterms(one)}
    index = fresh(Symbol("k", "integer"), frozenset(part for part in parts if isinstance(part, Symbol)))
    several = {part.args[0].name for part in parts if isinstance(part, Apply) and part.head == "at"
               and len(part.args) > 2 and isinstance(part.args[0], Symbol)}
    goal, *hypotheses = (_rewritten(one, varied, index, several) for one in every)
    return Obligation(tuple(hypotheses), goal)


def _rewritten(term: Term, varied: dict[str, Ends], index: Symbol, several: Collection[str]) -> Term:
    """The term with its inner products as sums; what varies there is what a derivative around it binds."""
    if (summed := _summed(term, varied, index)) is not None:
        return summed
    match term:
        case Apply("at", (Symbol(name, "vector" | "matrix"), *places)) if name not in several:
            return Apply("at", (Symbol(name, "array"), *places))
        case Apply(head, (_, *_) as args):           # pi and infinity have no parts
            args = tuple(_rewritten(arg, varied, index, several) for arg in args)
            plain = not is_matrix(args[0]) and (head == "matpow" or not any(map(is_matrix, args)))
            return Apply({"matpow": "^", "matmul": "*"}.get(head, head) if plain else head, args)
        case Bind(head, variable, body, bounds):
            return Bind(head, variable, _rewritten(body, varied, index, several), bounds)
    return term


def _range(index: Term, hypotheses: Iterable[Term]) -> Ends | None:
    """The range in which an index lies, 1 <= j <= n."""
    low = high = None
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("<=", (bound, place)) if place == index:
                low = bound
            case Apply("<=", (place, bound)) if place == index:
                high = bound
    return None if low is None or high is None else (low, high)


def _summed(part: Term, varied: dict[str, Ends], index: Symbol) -> Term | None:
    match part:
        case Apply("matmul", (Apply("transpose", (left,)), right)):
            pass
        case Apply("dot", (left, right)):
            pass
        case _:
            return None
    ends = next((varied[one.name] for one in (left, right) if isinstance(one, Symbol) and one.name in varied), None)
    if ends is None:
        return None
    factors = _element(left, index), _element(right, index)
    if factors[0] is None or factors[1] is None:
        return None
    body = Apply("^", (factors[0], number(2))) if left == right else Apply("*", (factors[0], factors[1]))
    return Bind("sum", index, body, ends)


def _element(vector: Term, index: Symbol) -> Term | None:
    """The element of a vector that has a name, or of one of several: x_{i,k} of x_i."""
    match vector:
        case Symbol(name, "vector"):
            return Apply("at", (Symbol(name, "array"), index))
        case Apply("at", (Symbol(name), *places)) if places:
            return Apply("at", (Symbol(name, "array"), *places, index))
    return None
