r"""Columns of names that an equation gives anew: (b, w) = -H^{-1} g of another method, where b and w had values before.

Nothing is refuted by these values, where what the column equals speaks of other names.
"""

from __future__ import annotations

from derive.diagnose.judgement import Judgement
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Symbol, free


def is_column_anew(one: Judgement) -> bool:
    """Whether the left side is a column or a row of names with values, and the right side a formula in other names."""
    step = one.step
    if step.relation != "=" or step.obligation is None or step.lhs is None or step.rhs is None:
        return False
    node = step.lhs.node
    if node is None or node.kind not in ("matrix", "paren") or step.rhs.term is None or not free(step.rhs.term):
        return False
    rows = node.children[0].children if node.kind == "paren" and node.children[0].kind == "list" else node.children
    names = {spelling(row.children[0] if row.kind == "row" and len(row.children) == 1 else row) or "" for row in rows}
    told = {fact.args[0].name for fact in step.obligation.hypotheses
            if isinstance(fact, Apply) and fact.head == "=" and isinstance(fact.args[0], Symbol)
            and not free(fact.args[1])}
    spoken = {symbol.name for symbol in free(step.rhs.term)}
    return len(names) > 1 and names <= told and spoken.isdisjoint(names)


__all__ = ["is_column_anew"]
