"""The side condition of a step has the wrong relation.

Pattern   "... where i != j"  for a step that holds where i = j
Repair    another relation in the condition; a case heading that says the same gives way with it
Example   dL/dh_i = P_j - 1 where i != j
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, with_hypotheses
from derive.elaborate.notation import latex, plain
from derive.elaborate.step import Condition
from derive.kernel.term import Apply, Term
from derive.read.node import Span

COST = 4
KIND = "relation"
MESSAGE = "the relation in the side condition is wrong"
HELP = "mend the condition"

OTHER_RELATIONS = {
    "=": ("!=",), "!=": ("=",), "<": (">", ">=", "<="), ">": ("<", "<=", ">="), "<=": (">=", ">"), ">=": ("<=", "<"),
}  # fmt: skip
LATEX = {"=": "=", "!=": r"\neq", "<": "<", ">": ">", "<=": r"\leq", ">=": r"\geq"}


def repairs(fault: Fault) -> Iterator[Repair]:
    """The step under each other relation of each of its conditions."""
    for condition in fault.step.conditions:
        match condition.term:
            case Apply(sign, (left, right)) if sign in OTHER_RELATIONS:
                for other in OTHER_RELATIONS[sign]:
                    yield _under(fault, condition, Apply(other, (left, right)), LATEX[other])


def _under(fault: Fault, condition: Condition, term: Term, sign: str) -> Repair:
    drop = {condition.term}
    if fault.step.case is not None:
        drop.add(fault.elaborated.cases[fault.step.case].condition)
    drop |= _mirrored(drop)
    step = with_hypotheses(fault.step, drop, (term,))
    message = f"the step fails where {plain(condition.term)} and holds where {plain(term)}"
    return Repair(_sign_span(condition), step, sign, message, f"the condition should read {latex(term)}")


def _mirrored(terms: set[Term]) -> set[Term]:
    """The same symmetric relations with their sides exchanged."""
    return {Apply(t.head, t.args[::-1]) for t in terms if isinstance(t, Apply) and t.head in ("=", "!=")}


def _sign_span(condition: Condition) -> Span:
    """The relation sign within the condition as written, or the whole of it."""
    for node in condition.node.walk() if condition.node is not None else ():
        if node.kind == "relation":
            return node.span
    return condition.span
