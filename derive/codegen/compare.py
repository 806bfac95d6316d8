"""A judged document held against numbers: an independent check, and never a proof.

    every derivative    against the complex step; against central differences where there is a kink
    every link          its two sides at random points that satisfy its hypotheses
    every count         against a convolution that is run

A disagreement with a proved step is a contradiction in this program and fails loudly; a refuted step is
expected to disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from derive.codegen.admissible import points, resolved
from derive.codegen.convolution import Run, by_planes, by_windows, is_run, scaled_down
from derive.codegen.difference import derivative_error
from derive.codegen.module import Refusal, entries
from derive.codegen.problem import NotCompiled
from derive.codegen.table import AGREES, DISAGREES, NOT_COMPARED, Comparison, Row
from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.elaborate.prose.layers import Layer, Network
from derive.kernel.term import RELATIONS, Apply, Obligation, Term
from derive.kernel.verdict import Proved, Refuted

CLOSE = 1e-9                                     # relative; floating point at moderate points does better
FLOOR = 1e-3                                     # errors of smaller values are taken relative to this
SHARPER, STILL_CLOSE = 50, 1e-5                  # an error that shrinks so much in longer floats is rounding


def compare(judged: JudgedDocument) -> Comparison:
    """Everything in the document that has numbers."""
    rows = [*_derivatives(judged), *_links(judged), *_counts(judged)]
    return Comparison(judged.document.path, tuple(rows))


def _line(judged: JudgedDocument, step: int) -> int:
    return judged.document.place(judged.elaborated.steps[step].at.start)[0]


def _derivatives(judged: JudgedDocument) -> Iterator[Row]:
    for entry in entries(judged):
        if isinstance(entry, Refusal):
            continue
        if entry.base is None or entry.slope is None:
            continue
        line = _line(judged, entry.stated[0])
        try:
            against, count, error = derivative_error(entry.base, entry.slope, entry.variables[-1], entry.index[-1])
        except NotCompiled as problem:
            yield Row("derivative", entry.name, line, "", "", 0, None, NOT_COMPARED, str(problem))
            continue
        tolerance = CLOSE if against == "complex step" else 1e-5
        yield Row("derivative", entry.name, line, against, "", count, error if count else None,
                  _outcome(error, tolerance, count))


def _outcome(error: float, tolerance: float, count: int) -> str:
    if not count:
        return NOT_COMPARED
    return AGREES if error <= tolerance else DISAGREES


def _links(judged: JudgedDocument) -> Iterator[Row]:
    for place, judgement in enumerate(judged.judgements):
        if judgement.step.kind == "given" or judgement.outcome == "unread":
            continue
        rows = [_link_row(obligation, judgement, _line(judged, place)) for obligation in _obligations(judgement)]
        yield next((row for row in rows if row.outcome == AGREES), rows[-1])


def _link_row(obligation: Obligation | None, judgement: Judgement, line: int) -> Row:
    name, verdict = judgement.step.id, judgement.outcome
    if obligation is None:
        reason = judgement.step.undecidable or "no formula to evaluate"
        return Row("link", name, line, "", verdict, 0, None, NOT_COMPARED, reason)
    try:
        count, error, note = _obligation_error(obligation)
    except NotCompiled as problem:
        return Row("link", name, line, "its sides", verdict, 0, None, NOT_COMPARED, str(problem))
    outcome = _outcome(error, CLOSE, count)
    return Row("link", name, line, "its sides", verdict, count, error if count else None, outcome,
               note if outcome != AGREES else "")


def _obligations(judgement: Judgement) -> list[Obligation | None]:
    """What the verdict is about; for a step that is proved at given values, first the step without them."""
    step = judgement.step
    match judgement.verdict:
        case Proved(obligation=obligation):
            return [step.general, obligation] if step.general not in (None, obligation) else [obligation]
        case Refuted(obligation=obligation):
            return [obligation]
    return [step.obligation]


def _obligation_error(obligation: Obligation) -> tuple[int, float, str]:
    """How many points, the worst error among them, and where it is; an inequality that fails has error 1."""
    goal = obligation.goal
    equation = isinstance(goal, Apply) and goal.head == "=" and len(goal.args) == 2
    sides = goal.args if equation and isinstance(goal, Apply) else (goal,)
    if not equation and not (isinstance(goal, Apply) and goal.head in RELATIONS | {"and", "or", "not"}):
        raise NotCompiled("neither an equation nor an inequality")
    terms, conditions = resolved(obligation.hypotheses, sides)
    count, worst, note = _sides_error(terms, conditions, False)
    if worst > CLOSE and equation:
        _, sharper, _ = _sides_error(terms, conditions, True)
        if sharper * SHARPER < worst and sharper < STILL_CLOSE:
            return count, 0.0, ""                # the error goes with the precision: rounding, not a difference
    return count, worst, note


def _sides_error(terms: Sequence[Term], conditions: Sequence[Term], long: bool) -> tuple[int, float, str]:
    import numpy as np

    count, worst, note = 0, 0.0, "no point satisfies the hypotheses where both sides are defined"
    for drawn in points(terms, conditions, long=long):
        sides = [drawn.at(term) for term in terms]
        if len(sides) == 1:
            used = drawn.admitted
            errors = np.where(sides[0].astype(bool), 0.0, 1.0)
        else:
            left, right = sides
            used = drawn.admitted & np.isfinite(left) & np.isfinite(right)
            errors = _relative(left, right)
        errors = np.where(used, errors, -1.0)
        count += int(used.sum())
        if used.any() and (errors.max() > worst or not note.startswith("at ")):
            worst = max(worst, float(errors.max()))
            note = _where(drawn.values, np.unravel_index(errors.argmax(), errors.shape), drawn.indices, sides)
    return count, worst, note


def _relative(left: Any, right: Any) -> Any:
    import numpy as np

    with np.errstate(all="ignore"):
        return abs(left - right) / np.maximum(np.maximum(abs(left), abs(right)), FLOOR)


def _where(values: Any, place: Any, indices: Any, sides: Sequence[Any]) -> str:
    """The point of the worst error, with what the sides are there."""
    here = [f"{name} = {_short(value, place[0])}" for name, value in values.items()]
    here += [f"{index.name} = {one + 1}" for index, one in zip(indices, place[1:], strict=True)]
    said = " and ".join(f"{side[place]:.6g}" for side in sides) if len(sides) == 2 else "false"
    return (f"at {', '.join(here)}: " if here else "at every point: ") + said


def _short(value: Any, place: int) -> str:
    if isinstance(value, int):
        return str(value)
    one = value[place]
    return f"{one:.4g}" if one.ndim == 0 else "(" + ", ".join(f"{x:.4g}" for x in one.reshape(-1)) + ")"


def _counts(judged: JudgedDocument) -> Iterator[Row]:
    """Sizes, multiplications and parameters of each layer that a claim is about, against a run of it."""
    network = judged.elaborated.network
    if network is None:
        return
    subjects: dict[str, int] = {}
    for place, judgement in enumerate(judged.judgements):
        quantity = judgement.step.quantity
        if quantity is not None and quantity.subject in network.layers:
            subjects.setdefault(quantity.subject, place)
    for subject, place in subjects.items():
        layer = network.layers[subject]
        if not is_run(layer, network):
            reason = f"a layer of kind {layer.kind} is not run"
            yield Row("count", f"layer {subject}", _line(judged, place), "", "", 0, None, NOT_COMPARED, reason)
        else:
            yield from _layer_rows(layer, network, _line(judged, place))


def _layer_rows(layer: Layer, network: Network, line: int) -> Iterator[Row]:
    """The formulas for a layer against two runs: of a scaled-down one in plain loops, and of the layer itself."""
    before = network.shape(layer.source)
    assert before is not None
    small, shape = scaled_down(layer, before)
    reduced = Network({layer.source: Layer(layer.source, "input", shape=shape), small.name: small})
    yield _run_row(by_windows(small, shape), "a small run by windows", small, reduced, line)
    yield _run_row(by_planes(layer, before), "a full run by planes", layer, network, line)


def _run_row(run: Run, against: str, layer: Layer, network: Network, line: int) -> Row:
    weights, products = network.parameters(layer.name), network.multiplications(layer.name)
    compared = (
        ("size", network.shape(layer.name), run.shape),
        ("multiplications", products.value if products else None, run.multiplications),
        ("weights", weights.value if weights else None, run.weights),
    )
    wrong = [f"{what}: the formula gives {ours}, the run {theirs}" for what, ours, theirs in compared if ours != theirs]
    return Row("count", f"layer {layer.name}", line, against, "", run.multiplications, 1.0 if wrong else 0.0,
               DISAGREES if wrong else AGREES, "; ".join(wrong))
