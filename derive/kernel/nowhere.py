"""Terms that certainly have no value under the facts of a setting: no branch applies, or no derivative exists.

    no condition of piecewise(c, v, ...) holds                 it has no value, nor has what needs it
    max(u, v) at u = v, u' != v'                               no derivative: the slopes from left and right differ
    piecewise(u < v, a, b) at u = v, u' != v', a' != b'        no derivative, whether or not it jumps
    f without a derivative at the point, g' and c != 0 there   f + g and c f have none either

The last needs g' and c defined for certain: sqrt(x^2) - |x| has a derivative at 0, and so has x |x|.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.kernel.polynomial import Beyond
from derive.kernel.signs import ZERO
from derive.kernel.signs import conditions as needs
from derive.kernel.term import Apply, Bind, Term, substitute

if TYPE_CHECKING:
    from derive.kernel.setting import Setting

KINKED = frozenset(("abs", "max", "min", "piecewise"))


def has_no_value(here: Setting, term: Term) -> bool:
    """Certainly without a value where the facts hold."""
    try:
        return _is_nowhere(here, here.definitions.unfold(term))
    except Beyond:
        return False


def _is_nowhere(here: Setting, term: Term) -> bool:
    match term:
        case Apply("piecewise", args):
            branch = _chosen(here, args)
            return branch is None or (branch != term and _is_nowhere(here, branch))
        case Bind("derivative", v, body, (at, *index)):
            inside = not index and _is_nowhere(here, substitute(body, {v: at}))
            return inside or _has_no_slope(here, here.ready(term))
        case Apply(head, args) if head not in ("and", "or", "not", "implies", "iff"):
            return any(_is_nowhere(here, arg) for arg in args)
    return False


def _chosen(here: Setting, args: tuple[Term, ...]) -> Term | None:
    """The branch that is taken, None if there is none. Fails with Beyond where it is not known."""
    for condition, branch in zip(args[::2], args[1::2], strict=False):
        holds = here.facts.truth(here.ready(condition))
        if holds is None:
            raise Beyond("which branch applies")
        if holds:
            return branch
    return args[-1] if len(args) % 2 else None


def _has_no_slope(here: Setting, slope: Term) -> bool:
    """A derivative by rule that meets a kink or a jump, with nothing that could make up for it."""
    match slope:
        case Apply("piecewise", args):
            branch = _chosen(here, args)
            if branch is not None and not _is_kink(branch):
                return _has_no_slope(here, branch)
            decided = [side for condition in args[:-1:2] if isinstance(condition, Apply) for side in _sides(condition)]
            return all(_is_sure(here, side) for side in decided)
        case Apply("-", (inner,)):
            return _has_no_slope(here, inner)
        case Apply("+" | "*" as head, args):
            bad = [arg for arg in args if not _is_sure(here, arg)]
            rest = [arg for arg in args if arg not in bad]
            if len(bad) != 1 or (head == "*" and not all(_is_nonzero(here, arg) for arg in rest)):
                return False
            return _has_no_slope(here, bad[0])
        case Apply("/", (above, below)):
            return _is_sure(here, below) and _is_nonzero(here, below) and _has_no_slope(here, above)
    return False


def _is_kink(slope: Term) -> bool:
    """What `differentiate` leaves in place of a slope that differs from left to right."""
    return isinstance(slope, Bind) and isinstance(slope.body, Apply) and slope.body.head in KINKED


def _is_nonzero(here: Setting, term: Term) -> bool:
    return here.facts.truth(Apply("!=", (here.ready(term), ZERO))) is True


def _sides(condition: Apply) -> list[Term]:
    """The terms between which a condition decides."""
    if condition.head in ("and", "or", "not"):
        return [side for part in condition.args if isinstance(part, Apply) for side in _sides(part)]
    return list(condition.args)


def _is_sure(here: Setting, term: Term) -> bool:
    """Certainly defined: every condition holds, and no part is of another kind."""
    needed, opaque = needs((term,))
    for part in opaque:
        match part:
            case Apply("delta", args) if all(_is_sure(here, arg) for arg in args):
                pass
            case Bind("sum", _, body, bounds) if not (within := needs((body, *bounds)))[0] and all(
                isinstance(inner, Apply) and inner.head == "delta" for inner in within[1]
            ):
                pass
            case _:
                return False
    return all(here.facts.truth(here.ready(condition)) is True for condition in needed)
