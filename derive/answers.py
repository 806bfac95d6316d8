"""Two answers side by side: what is around them, and what it means that they are equal.

    $x = 2$, \\boxed{x = 2}     x = 2
    x < 1  beside  1 > x       the one holds exactly when the other does
    k = 1  beside  1           the values
"""

from __future__ import annotations

import re

from derive.elaborate.names.open_names import GREEK
from derive.kernel.term import RELATIONS, Apply, Symbol, Term, free, subterms

STATEMENTS = RELATIONS | {"in", "and", "or", "not", "iff", "implies", "forall", "exists", "true", "false"}
def is_word(name: str) -> bool:
    """Whether a name is a word, and not a letter with its index or a Greek one."""
    return name.isalpha() and name.isascii() and len(name) > 2 and GREEK.fullmatch(name) is None


def compared(left: Term, right: Term) -> Apply | None:
    """What is to be shown of two answers; None where one states something and the other is a value."""
    stated = [isinstance(side, Apply) and side.head in STATEMENTS for side in (left, right)]
    if all(stated):
        return Apply("iff", (left, right))
    if any(stated):
        statement, value = (left, right) if stated[0] else (right, left)
        match statement:
            case Apply("=", (Symbol(), given)) if not isinstance(value, Symbol):
                return Apply("=", (given, value) if stated[0] else (value, given))
        return None
    return Apply("=", (left, right))


def entries(goal: Term) -> tuple[Apply, ...]:
    """The equations between the places of two matrices or tuples of one shape; none for anything else."""
    match goal:
        case Apply("=", (Apply("matrix" | "tuple" as head, ones), Apply(other, others))) if head == other:
            if len(ones) == len(others) and (head == "tuple" or ones[:2] == others[:2]):
                start = 2 if head == "matrix" else 0
                return tuple(Apply("=", pair) for pair in zip(ones[start:], others[start:], strict=True))
    return ()


def is_bound_by_laws(goal: Apply) -> bool:
    r"""Whether elements of families stand in an equation that their definition may make true.

        \epsilon_{ijk} = -\epsilon_{jik}     three letters in another order on the other side
        F_{n+1} = F_n + F_{n-1}              one element on a side, others on the other: a recurrence
        \mathbf{1}_A = 1 - \mathbf{1}_B      indicators
    """
    left, right = (
        frozenset(found for part in subterms(side) if (found := _element(part)) is not None) for side in goal.args)
    if any(base.strip("\\{}") in INDICATORS for base, _ in (left | right)):
        return True
    if any(a != b and len(a[1]) > 2 and a[0] == b[0] and sorted(a[1]) == sorted(b[1]) for a in left for b in right):
        return True
    alone = [found for side in goal.args if (found := _element(side)) is not None]
    shifted = any(c in index for _, index in left | right for c in "+-0123456789")
    return bool(alone) and bool(left) and bool(right) and not left & right and (
        shifted or any(a[0] == b[0] for a in left for b in right))


INDICATORS = frozenset({"1", "mathbf{1", "mathbb{1", "mathbbm{1", "mathds{1", "chi"})
_INDEXED = re.compile(r"(?P<base>.+?)_\{?(?P<index>[^{}]*[a-zA-Z][^{}]*)\}?")


def _element(term: Term) -> tuple[str, str] | None:
    """The family and the index of x_n and F_{n+1}, and not of x_1."""
    match term:
        case Symbol(name) if (found := _INDEXED.fullmatch(name)) is not None:
            return found["base"], found["index"]
        case Apply("at", (Symbol(name), *indices)) if any(map(free, indices)):
            return name, " ".join(map(repr, indices))
    return None
