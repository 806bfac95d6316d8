"""Steps that are wrong whatever the names in them mean, though the page leaves some of these open.

    left = K + g,  right = K + c g                  `unequal_terms`
    a = b = c, of which a = c holds and a = b not   nobody goes from a to c by way of something else
    a gradient stands in the chain, and left = -right, or 2 left = right: a sign or a factor is lost, of sums over data
    d/dx stands in the chain, and right - left is m u(x), u not zero everywhere, m made of open names that stand on
    both sides                                      what is differentiated in x is said of every x

    a slope or a moment stands in the step, and left - right is one product of names that are not open, on which both
    sides rest

The counterexample is one to the step about any values of its names that keep to what is known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.decide.unequal_expansions import unequal_expansion
from derive.decide.unequal_moments import unequal_moments
from derive.decide.unequal_terms import Unequal, open_names, settled, unequal
from derive.elaborate.chance.determined import QUANTITIES
from derive.elaborate.step import Step, is_mark
from derive.kernel.certificate import Identity
from derive.kernel.polynomial import Beyond, Monomial
from derive.kernel.setting import Setting
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, heads, subterms
from derive.kernel.verdict import CertificateError, Proved, Refuted, Verdict, certify

Decide = Callable[[Obligation], Verdict]
QUANTIFIED = QUANTITIES | {"derivative"}
SUMS = frozenset(("sum", "matmul", "transpose"))
HIDING = frozenset(("derivative", "integral", "limit", "meant"))
FACTORS = tuple((Fraction(one), Fraction(other)) for one, other in ((-1, 1), (2, 1), (1, 2)))      # right, then left
BENT = frozenset(("abs", "max", "min", "piecewise", "floor", "ceil", "sign", "sqrt", "root", "log", "mod"))


def wrong_throughout(step: Step, decide: Decide) -> Refuted | None:
    """A refutation that no meaning of the open names escapes; none where words that may tie them are not understood."""
    obligation = step.obligation
    if obligation is None or step.rounded is not None or Apply("meant") in obligation.hypotheses:
        return None
    free_of_marks = replace(obligation, hypotheses=tuple(h for h in obligation.hypotheses if not is_mark(h)))
    if (powers := unequal_expansion(step)) is not None:
        return _in_coefficients(powers, decide)
    alone = step.previous is None and step.following is None
    if (found := unequal(obligation, alone, step.vanishes)) is not None:
        verdict = decide(free_of_marks) if free_of_marks != obligation else None
        return verdict if isinstance(verdict, Refuted) else _in_coefficients(found, decide)
    if (factor := _factor(step, obligation, decide)) is not None:
        return _in_coefficients(Unequal("right side", *factor), decide)
    others = () if step.vanishes else (_of_known_names(step, obligation), unequal_moments(obligation))
    for left_over in filter(None, others):
        verdict = decide(left_over)
        if isinstance(verdict, Refuted):
            return verdict
    known = settled(obligation)
    for tried, under in ((free_of_marks, obligation.hypotheses), (replace(obligation, hypotheses=known), known)):
        if _comes_back(step, Obligation(under, obligation.goal)) or (
                tried is free_of_marks and _is_of_variables(step, obligation)):
            verdict = decide(tried)
            if isinstance(verdict, Refuted):
                return verdict
    return None


def _of_known_names(step: Step, obligation: Obligation) -> Obligation | None:
    """That the difference of two sides is zero, where it is one product of names that the page settles or lets be free.

        l''(lambda) = n / lambda^2, where it is -n / lambda^2       the data do not matter
        E((y - f)^2) = E((f - g)^2) - sigma^2, where it is + sigma^2

    Not where one side alone rests on such a name: it may say what it is. Nor where one is differentiated that may be
    tied to the variable: h in S(x) = x^2 + 4 x h, where h = 32/x^2.
    """
    match obligation.goal:
        case Apply("=", (left, right)) if not step.vanishes and heads(obligation.goal) & QUANTIFIED and not _is_moved(
                obligation):
            pass
        case _:
            return None
    told = [h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "="]
    moments = heads(obligation.goal) & QUANTITIES and len(set(told)) == len(told)
    try:
        known = obligation.hypotheses if moments else settled(obligation)
        gap = Setting(known, (left, right)).difference(left, right)
    except (Beyond, RecursionError):
        return None
    if len(gap) != 1:
        return None
    ((monomial, coefficient),) = gap.items()
    names = {atom.term for atom, _ in monomial if isinstance(atom.term, Symbol) and atom.kind == "symbol"}
    if not names or len(names) < len(monomial) or names & open_names(obligation):
        return None
    if not all(names <= _rests_on(side, obligation.hypotheses) for side in (left, right)):
        return None
    powers = tuple(Apply("^", (atom.term, Number(Fraction(e)))) for atom, e in monomial if atom.term is not None)
    kept = tuple(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS
                 and free(h) and free(h) <= names)
    return Obligation(kept, Apply("=", (Apply("*", (Number(Fraction(coefficient)), *powers)), Number(Fraction(0)))))


def _is_moved(obligation: Obligation) -> bool:
    """Whether an open number is differentiated in another name; data are measured, and no variable."""
    names = {name for name in open_names(obligation) if name.sort == "real"}
    return any(isinstance(part, Bind) and part.head == "derivative" and free(part.body) & names - {part.variable}
               for part in subterms(obligation.goal))


def _rests_on(side: Term, hypotheses: Sequence[Term]) -> frozenset[Symbol]:
    """The names in a side, and in the equations that tell of these."""
    found = free(side)
    for h in hypotheses:
        match h:
            case Apply("=", (told, _)) if free(told) & free(side):
                found |= free(h)
            case Apply("mean_of_each" | "variance_of_each"):
                found |= free(h) if free(h) & free(side) else frozenset()
    return found


def _in_coefficients(found: Unequal, decide: Decide) -> Refuted | None:
    """Both coefficients of a term beside it as a name, which is 1 in the counterexample; a gap by itself, beside 0."""
    left, right = (Apply("*", (Number(value), Symbol(found.name))) if found.name else Number(value)
                   for value in (found.left, found.right))
    verdict = decide(Obligation((), Apply("=", (left, right))))
    return verdict if isinstance(verdict, Refuted) else None


def _factor(step: Step, obligation: Obligation, decide: Decide) -> tuple[Fraction, Fraction] | None:
    """By which factor the sides differ, for any values of their names, in a chain that writes a gradient as a sum.

    Elsewhere both may be zero: x^T A x = -x^T A x of a skew A.
    """
    match obligation.goal:
        case Apply("=", (left, right)) if step.sloping and not step.vanishes and free(left) == free(right):
            pass
        case _:
            return None
    if not heads(left) & heads(right) & SUMS or heads(obligation.goal) & HIDING:
        return None
    for one, other in FACTORS:
        scaled = Apply("=", tuple(side if by == 1 else Apply("*", (Number(by), side))
                                  for by, side in ((other, left), (one, right))))
        if isinstance(decide(replace(obligation, goal=scaled)), Proved):
            return one, other
    return None


def _comes_back(step: Step, obligation: Obligation) -> bool:
    """Whether a = b = c, of which this is one link, has a = c for all values, unlike b, by the same hypotheses.

    Not where b is a number, u.v = 0 = v.u, where a and c are written alike, or where b has names of its own, which
    may be tied to those of a and c: Cov(X, Y) = sum_ij (x_i - m) (y_j - n) p_ij = E(X Y) - E(X) E(Y).
    """
    match obligation.goal:
        case Apply("=", (left, right)) if not step.vanishes and "transpose" not in heads(obligation.goal):
            pass                                 # whether an open matrix is symmetric the text may have said
        case _:
            return False
    for first, between, last in ((left, right, step.following), (step.previous, left, right)):
        if first is None or last is None or first == last or not free(between):
            continue
        if not free(between) <= free(first) | free(last):
            continue                             # 10 * 0.3 = n p = 3: what n and p are the words tell
        around = Apply("=", (first, last))
        if around in obligation.hypotheses:
            continue                             # sqrt(K L) = (2/3) K = 30 under the constraint sqrt(K L) = 30
        if _is_identity(Obligation(obligation.hypotheses, around)):
            return True
    return False


def _is_identity(obligation: Obligation) -> bool:
    """Whether both sides have one normal form: what takes longer to see is no return to what stood before."""
    try:
        return bool(certify(obligation, Identity()))
    except (CertificateError, Beyond, RecursionError):
        return False


def _is_of_variables(step: Step, obligation: Obligation) -> bool:
    """Whether the difference is m u(x) for names x in which the chain differentiates, m made of the other open names.

    Not where a function bends at places of x on which the text may have said which branch is meant.
    """
    marked = open_names(obligation)
    if not marked or not marked & step.varied or not heads(obligation.goal).isdisjoint(BENT):
        return False
    others = marked - step.varied
    if not others:
        return True
    match obligation.goal:
        case Apply("=", (left, right)):
            pass
        case _:
            return False
    try:
        gap = Setting(obligation.hypotheses, (left, right)).difference(left, right)
    except (Beyond, RecursionError):
        return False
    left_over = others.intersection(*(free(side) for side in (left, right)))
    parts = {_part(monomial, others) for monomial in gap}
    return len(parts) == 1 and all(atom.symbols & others <= left_over for part in parts for atom, _ in part)


def _part(monomial: Monomial, names: set[Symbol]) -> Monomial:
    """The factors of a monomial that hold some names."""
    return tuple((atom, e) for atom, e in monomial if names & atom.symbols)
