"""The inference rules without premises that need a proof of their own."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, wraps

from derive.kernel import constants
from derive.kernel.certificate import Separated, Turns
from derive.kernel.definedness import conditions
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.places import Terms, Unproved
from derive.kernel.plane import cartesian
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import RELATIONS, Apply, Term, free, minus, number, same

BITS = 4000                                       # of an enclosure
REMEMBERED = 1024                                 # answers of one rule
SETTINGS = 16                                     # settings of late

Rule = Callable[[Terms, Term, Terms], str]


def remembered(rule: Rule) -> Rule:
    """A rule that is not worked through again for the same premises: a search asks first, then its certificate."""

    @lru_cache(maxsize=REMEMBERED)
    def outcome(hypotheses: Terms, goal: Term, defined: Terms) -> tuple[str, str]:
        try:
            return rule(hypotheses, goal, defined), ""
        except Unproved as reason:
            return "", str(reason)

    @wraps(rule)
    def answer(hypotheses: Terms, goal: Term, defined: Terms) -> str:
        trust, reason = outcome(hypotheses, goal, defined)
        if not trust:
            raise Unproved(reason)
        return trust

    return answer


def relation(goal: Term) -> tuple[str, Term, Term]:
    match goal:
        case Apply(head, (left, right)) if head in RELATIONS:
            return head, left, right
    raise Unproved("the goal is not a relation between two terms")


def setting(hypotheses: Terms, goal: Term, defined: Terms) -> tuple[Setting, str, Term, Term]:
    head, left, right = relation(goal)
    return settled(hypotheses, (left, right, *defined)), head, left, right


@lru_cache(maxsize=SETTINGS)
def settled(hypotheses: Terms, sides: Terms) -> Setting:
    """One setting for the rules that are tried on one goal: what it has learned holds for all of them."""
    return Setting(hypotheses, sides)


@remembered
def identity(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        normal form of s - t under the hypotheses, denominators cleared, is 0
        -------------------------------------------------------------------- Identity
        hypotheses |- s = t

        hypotheses[z := x + i y] |- (s = t)[z := x + i y]
        ------------------------------------------------- x, y new real names
        hypotheses |- s = t

    Fails when it is not, or when a side has a head without rules. Two sides that are the same up to the
    names of bound variables need no normal form, for = and for <= and >=.
    """
    try:
        return _identity(hypotheses, goal, defined)
    except Unproved:
        parted = cartesian(hypotheses, goal, defined)
        if parted is None:
            raise
        count = len(hypotheses)
        return _identity(parted[:count], parted[count], parted[count + 1:])


def _identity(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """Of the numbers as they are named."""
    head, left, right = relation(goal)
    if head in ("=", "<=", ">=") and same(left, right):
        return "kernel"
    here, head, left, right = setting(hypotheses, goal, defined)
    if head != "=":
        raise Unproved("the goal is not an equation")
    if not here.equal(left, right):
        raise Unproved("the normal forms differ")
    return "kernel"


@remembered
def sign(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        s - t R 0 is known from hypotheses, definedness, ranges and shape
        ----------------------------------------------------------------- Sign, R an order or !=
        hypotheses |- s R t
    """
    here, head, left, right = setting(hypotheses, goal, defined)
    if not here.facts.holds(here.difference(left, right), head):
        raise Unproved("the sign of the difference is not known")
    return "kernel"


def enclosed(hypotheses: Terms, goal: Term, bits: int) -> str:
    """
        intervals around s and t, definitions unfolded, decide s R t
        ------------------------------------------------------------ Enclosed, R not =
        hypotheses |- s R t

    Fails when a side has a free name, or the intervals meet.
    """
    head, left, right = relation(goal)
    if head == "=" or not 0 < bits <= BITS:
        raise Unproved("intervals cannot show that two values are equal")
    try:
        here = Setting(hypotheses, ())
        difference = here.ready(minus(left, right))
        if free(difference):
            raise Unproved("a side is not closed")
        value = enclose(difference, {}, bits)
    except (Beyond, Undefined, Unknown) as reason:
        raise Unproved(f"no enclosure: {reason}") from None
    if not isinstance(value, Interval | Fraction):
        raise Unproved("no enclosure")
    low, high = (value.lo, value.hi) if isinstance(value, Interval) else (value, value)
    if not {"<": high < 0, "<=": high <= 0, ">": low > 0, ">=": low >= 0, "!=": high < 0 or low > 0}[head]:
        raise Unproved("the enclosures do not decide the relation")
    return "kernel"


@remembered
def contradiction(hypotheses: Terms, goal: Term, defined: Terms) -> str:
    """
        the negation of a hypothesis is known from the hypotheses and from definedness
        ------------------------------------------------------------------------------ Contradiction
        hypotheses |- goal
    """
    sides = goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()
    here = settled(hypotheses, (*sides, *defined))
    if any(here.facts.fails(part) for part in here.assumed_ready()):
        return "kernel"
    raise Unproved("the hypotheses are not known to contradict each other")


def is_void(hypotheses: Terms, goal: Term, defined: Terms) -> bool:
    """The last hypothesis, one of a split, leaves a side without a value: x/|x| where x = 0.

    What has no value without it, as 1/(x - 2) for a given x = 2, is not shown by this.
    """
    sides = (*(goal.args if isinstance(goal, Apply) and goal.head in RELATIONS else ()), *defined)
    here, before = settled(hypotheses, sides), settled(hypotheses[:-1], ())
    return not here.normal.plane and any(
        head != "inside" and here.facts.fails(Apply(head, (here.ready(part), number(0))))
        and not before.facts.fails(Apply(head, (before.ready(part), number(0))))
        for side in sides for part, head in conditions(side))


@lru_cache(maxsize=REMEMBERED)
def identical(given: Terms, left: Term, right: Term) -> bool:
    """One normal form under the hypotheses given."""
    try:
        return same(left, right) or Setting(given, (left, right)).equal(left, right)
    except Beyond:
        return False


def same_constants(goal: Term, certificate: Separated | Turns) -> str:
    """The rules are drawn in `constants`."""
    if isinstance(certificate, Turns):
        constants.check_turns(goal)
    else:
        constants.check_separated(goal, certificate)
    return "kernel"
