"""Laws of principal values: identities of complex numbers that hold off a branch cut, each under its conditions.

    re sqrt z = sqrt((|z| + re z) / 2)      conj log z = log conj z, z off the negative reals and not 0
    log exp z = z, -pi < im z <= pi         atan z = (i/2) (log(1 - i z) - log(1 + i z))

sqrt, log and the inverse functions are principal: -pi < arg z <= pi. Every law keeps the value of its left side
wherever that is defined and the conditions hold; a test samples each with mpmath, on both sides of the cuts and on
them (DLMF 4.2, 4.23, 4.37).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derive.kernel.definedness import conditions as defining
from derive.kernel.facts import NEGATED
from derive.kernel.laws import HALF, LAWS, ONE, PI, TWO, Law
from derive.kernel.places import Unproved
from derive.kernel.polynomial import is_real
from derive.kernel.setting import Setting, conjuncts
from derive.kernel.term import Apply, Symbol, Term, number, substitute

Z, W = Symbol("z", "complex"), Symbol("w", "complex")
ZERO = number(0)
I = Apply("i")                                    # noqa: E741
DEPTH = 3                                         # disjunctions taken apart one after another


def _(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def _minus(a: Term) -> Term:
    return _("-", a)


def _plus(*args: Term) -> Term:
    return _("+", *args)


def _times(*args: Term) -> Term:
    return _("*", *args)


RE, IM = _("re", Z), _("im", Z)
SIZE = _("abs", Z)
ROOT, LOG = _("sqrt", Z), _("log", Z)
SLIT = _("or", _("!=", IM, ZERO), _(">", RE, ZERO))                  # off the negative reals, and not zero
CLOSED = _("or", _("!=", IM, ZERO), _(">=", RE, ZERO))
RIGHT = (_(">", RE, ZERO), _(">", _("re", W), ZERO))
AHEAD = _("or", _(">", RE, ZERO), _("and", _("=", RE, ZERO), _(">=", IM, ZERO)))
BEHIND = _("or", _("<", RE, ZERO), _("and", _("=", RE, ZERO), _("<=", IM, ZERO)))


def _roots() -> Iterator[Law]:
    part = _("sqrt", _("/", _plus(SIZE, RE), TWO))
    other = _("sqrt", _("/", _plus(SIZE, _minus(RE)), TWO))
    yield Law("re_sqrt", _("re", ROOT), part)
    yield Law("im_sqrt", _("im", ROOT), _times(_("sign", IM), other), (CLOSED,))
    yield Law("conj_sqrt", _("conj", ROOT), _("sqrt", _("conj", Z)), (CLOSED,))
    yield Law("abs_sqrt", _("abs", ROOT), _("sqrt", SIZE))
    yield Law("sign_sqrt", _("sign", ROOT), _("sqrt", _("sign", Z)))
    lower = _("or", _("<", IM, ZERO), _("and", _("=", IM, ZERO), _(">=", RE, ZERO)))
    upper = _("or", _(">", IM, ZERO), _("and", _("=", IM, ZERO), _("<=", RE, ZERO)))
    yield Law("sqrt_minus_lower", _("sqrt", _minus(Z)), _times(I, ROOT), (lower,))
    yield Law("sqrt_minus_upper", _("sqrt", _minus(Z)), _minus(_times(I, ROOT)), (upper,))
    yield Law("sqrt_square_ahead", _("sqrt", _("^", Z, TWO)), Z, (AHEAD,))
    yield Law("sqrt_square_behind", _("sqrt", _("^", Z, TWO)), _minus(Z), (BEHIND,))
    yield Law("sqrt_inverse", _("sqrt", _("/", ONE, Z)), _("/", ONE, ROOT), (SLIT,))
    yield Law("sqrt_product", _("sqrt", _times(Z, W)), _times(ROOT, _("sqrt", W)), RIGHT)
    yield Law("sqrt_quotient", _("sqrt", _("/", Z, W)), _("/", ROOT, _("sqrt", W)), RIGHT)


def _logarithms() -> Iterator[Law]:
    turns = _("ceil", _plus(_("/", IM, _times(TWO, PI)), _minus(HALF)))
    strip = (_("<", _minus(PI), IM), _("<=", IM, PI))
    exponential = _("log", _("exp", Z))
    yield Law("conj_log", _("conj", LOG), _("log", _("conj", Z)), (SLIT,))
    yield Law("re_log", _("re", LOG), _("log", SIZE))
    yield Law("im_log", _("im", LOG), _("atan2", IM, RE))
    yield Law("log_exp_strip", exponential, Z, strip)
    yield Law("log_exp", exponential, _plus(Z, _minus(_times(TWO, PI, I, turns))))
    yield Law("log_inverse", _("log", _("/", ONE, Z)), _minus(LOG), (SLIT,))
    yield Law("log_product", _("log", _times(Z, W)), _plus(LOG, _("log", W)), RIGHT)
    yield Law("log_quotient", _("log", _("/", Z, W)), _plus(LOG, _minus(_("log", W))), RIGHT)
    yield Law("log_square", _("log", _("^", Z, TWO)), _times(TWO, LOG), RIGHT[:1])
    yield Law("log_sqrt", _("log", ROOT), _times(HALF, LOG))
    upper = _("or", _(">", IM, ZERO), _("and", _("=", IM, ZERO), _("<", RE, ZERO)))
    lower = _("or", _("<", IM, ZERO), _("and", _("=", IM, ZERO), _(">", RE, ZERO)))
    yield Law("log_minus_upper", _("log", _minus(Z)), _plus(LOG, _minus(_times(PI, I))), (upper,))
    yield Law("log_minus_lower", _("log", _minus(Z)), _plus(LOG, _times(PI, I)), (lower,))


def _inverses() -> Iterator[Law]:
    quarter = _times(HALF, PI)
    across = (_("<", _minus(quarter), RE), _("<", RE, quarter))
    along = (_("<", _minus(quarter), IM), _("<", IM, quarter))
    yield Law("plane_asin_sin", _("asin", _("sin", Z)), Z, across)
    yield Law("plane_atan_tan", _("atan", _("tan", Z)), Z, across)
    yield Law("plane_acos_cos", _("acos", _("cos", Z)), Z, (_("<", ZERO, RE), _("<", RE, PI)))
    yield Law("plane_asinh_sinh", _("asinh", _("sinh", Z)), Z, along)
    yield Law("plane_atanh_tanh", _("atanh", _("tanh", Z)), Z, along)
    inside = _("or", _("!=", RE, ZERO), _("and", _("<", number(-1), IM), _("<", IM, ONE)))
    yield Law("conj_atan", _("conj", _("atan", Z)), _("atan", _("conj", Z)), (inside,))
    half = _("/", Z, _plus(ONE, _("sqrt", _plus(ONE, _("^", Z, TWO)))))
    yield Law("atan_half", _("atan", half), _times(HALF, _("atan", Z)))


def _by_logarithms() -> Iterator[Law]:
    """What is tried only where nothing else fits."""
    turned = _times(I, Z)
    square = _("^", Z, TWO)
    below = _("sqrt", _plus(ONE, _minus(square)))
    yield Law("atan_log", _("atan", Z), _times(HALF, I, _plus(
        _("log", _plus(ONE, _minus(turned))), _minus(_("log", _plus(ONE, turned))))))
    yield Law("asin_log", _("asin", Z), _minus(_times(I, _("log", _plus(turned, below)))))
    yield Law("plane_acos_asin", _("acos", Z), _plus(_times(HALF, PI), _minus(_("asin", Z))))
    yield Law("plane_asinh_log", _("asinh", Z), _("log", _plus(Z, _("sqrt", _plus(ONE, square)))))
    yield Law("plane_acosh_log", _("acosh", Z), _("log", _plus(Z, _times(
        _("sqrt", _plus(Z, ONE)), _("sqrt", _plus(Z, number(-1)))))))
    yield Law("plane_atanh_log", _("atanh", Z), _times(HALF, _plus(
        _("log", _plus(ONE, Z)), _minus(_("log", _plus(ONE, _minus(Z)))))))


LAST = frozenset(law.name for law in _by_logarithms())
PLANE = {law.name: law for law in (*_roots(), *_logarithms(), *_inverses(), *_by_logarithms())}


def law_named(name: str) -> Law:
    """A law of either table."""
    law = LAWS.get(name) or PLANE.get(name)
    if law is None:
        raise Unproved(f"no law {name}")
    return law


def admit(here: Setting, law: Law, values: Mapping[Symbol, Term]) -> None:
    """Whether a law may be used with these values. Fails with Unproved.

    A law of principal values is used among complex numbers alone, a law of real numbers of these alone.
    """
    planar = law.name in PLANE
    if not planar and not all(is_real(here.of(value)) for value in values.values()):
        raise Unproved(f"{law.name} is a law of the real numbers")
    if planar and not here.normal.plane:
        raise Unproved(f"{law.name} is a law of principal values")
    terms = tuple(substitute(side, dict(values)) for side in (law.left, law.right))
    if here.normal.plane and not planar and not all(
            here.facts.holds(here.of(part), head) for term in terms for part, head in defining(term)):
        raise Unproved(f"{law.name} is a law of the real numbers")
    if not all(established(here, substitute(condition, dict(values))) for condition in law.conditions):
        raise Unproved(f"a condition of {law.name} is not known")


def established(here: Setting, condition: Term, depth: int = DEPTH) -> bool:
    """A condition that is known, or known under every part of a disjunction among the hypotheses."""
    if here.facts.truth(here.ready(condition)) is True:
        return True
    for hypothesis in (part for whole in here.hypotheses for part in conjuncts(whole)) if depth else ():
        plain = _positive(hypothesis)
        if isinstance(plain, Apply) and plain.head == "or":
            rest = tuple(other for other in here.hypotheses if other != hypothesis)
            if all(established(Setting((*rest, part), here.sides), condition, depth - 1) for part in plain.args):
                return True
    return False


def _positive(hypothesis: Term, denied: bool = False) -> Term:
    """A hypothesis with its negations inside, as far as they can be."""
    match hypothesis:
        case Apply("not", (inner,)):
            return _positive(inner, not denied)
        case Apply("and" | "or" as head, args):
            parts = tuple(_positive(arg, denied) for arg in args)
            return Apply(head if not denied else "or" if head == "and" else "and", parts)
        case Apply("in", (x, Apply("interval", (lo, hi, Symbol(ends))))) if denied:
            left = _(">=" if ends[0] == "(" else ">", lo, x)
            right = _("<=" if ends[-1] == ")" else "<", hi, x)
            infinite = [end for end in (lo, hi) if end in (_("infinity"), _minus(_("infinity")))]
            if not infinite:
                return _("or", left, right)
            return right if lo == _minus(_("infinity")) else left
        case Apply(head, args) if denied and head in NEGATED:
            return Apply(NEGATED[head], args)
    return Apply("not", (hypothesis,)) if denied else hypothesis
