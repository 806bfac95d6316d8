"""Laws of principal values: identities of complex numbers that hold off a branch cut, each under its conditions.

    re sqrt z = sqrt((|z| + re z) / 2)      conj log z = log conj z, z off the negative reals and not 0
    log exp z = z, -pi < im z <= pi         atan z = (i/2) (log(1 - i z) - log(1 + i z))

sqrt, log and the inverse functions are principal: -pi < arg z <= pi. Every law keeps the value of its left side
wherever that is defined and the conditions hold; a test samples each with mpmath, on both sides of the cuts and on
them (DLMF 4.2, 4.23, 4.37).
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.kernel.definedness import conditions as defining
from derive.kernel.facts import NEGATED
from derive.kernel.laws import LAWS, Law, laws
from derive.kernel.places import Unproved
from derive.kernel.plane import is_planar
from derive.kernel.polynomial import is_real
from derive.kernel.setting import Setting, conjuncts
from derive.kernel.term import Apply, Symbol, Term, heads, substitute

DEPTH = 3                                         # disjunctions taken apart one after another

BY_LOGARITHMS = laws("""
atan_log: atan(z) = 1/2*i*(log(1 - i*z) - log(1 + i*z))
asin_log: asin(z) = -i*log(i*z + sqrt(1 - z**2))
plane_acos_asin: acos(z) = 1/2*pi - asin(z)
plane_asinh_log: asinh(z) = log(z + sqrt(1 + z**2))
plane_acosh_log: acosh(z) = log(z + sqrt(z + 1)*sqrt(z - 1))
plane_atanh_log: atanh(z) = 1/2*(log(1 + z) - log(1 - z))
""")
LAST = frozenset(BY_LOGARITHMS)                   # tried only where nothing else fits
PLANE = laws("""
re_sqrt: re(sqrt(z)) = sqrt((abs(z) + re(z))/2)
im_sqrt: im(sqrt(z)) = sign(im(z))*sqrt((abs(z) - re(z))/2) if im(z) != 0 or re(z) >= 0
conj_sqrt: conj(sqrt(z)) = sqrt(conj(z)) if im(z) != 0 or re(z) >= 0
abs_sqrt: abs(sqrt(z)) = sqrt(abs(z))
sign_sqrt: sign(sqrt(z)) = sqrt(sign(z))
sqrt_minus_lower: sqrt(-z) = i*sqrt(z) if im(z) < 0 or im(z) == 0 and re(z) >= 0
sqrt_minus_upper: sqrt(-z) = -i*sqrt(z) if im(z) > 0 or im(z) == 0 and re(z) <= 0
sqrt_square_ahead: sqrt(z**2) = z if re(z) > 0 or re(z) == 0 and im(z) >= 0
sqrt_square_behind: sqrt(z**2) = -z if re(z) < 0 or re(z) == 0 and im(z) <= 0
sqrt_inverse: sqrt(1/z) = 1/sqrt(z) if im(z) != 0 or re(z) > 0
sqrt_product: sqrt(z*w) = sqrt(z)*sqrt(w) if re(z) > 0, re(w) > 0
sqrt_quotient: sqrt(z/w) = sqrt(z)/sqrt(w) if re(z) > 0, re(w) > 0
conj_log: conj(log(z)) = log(conj(z)) if im(z) != 0 or re(z) > 0
re_log: re(log(z)) = log(abs(z))
im_log: im(log(z)) = atan2(im(z), re(z))
log_exp_strip: log(exp(z)) = z if -pi < im(z), im(z) <= pi
log_exp: log(exp(z)) = z - 2*pi*i*ceil(im(z)/(2*pi) - 1/2)
log_inverse: log(1/z) = -log(z) if im(z) != 0 or re(z) > 0
log_product: log(z*w) = log(z) + log(w) if re(z) > 0, re(w) > 0
log_quotient: log(z/w) = log(z) - log(w) if re(z) > 0, re(w) > 0
log_square: log(z**2) = 2*log(z) if re(z) > 0
log_sqrt: log(sqrt(z)) = 1/2*log(z)
log_minus_upper: log(-z) = log(z) - pi*i if im(z) > 0 or im(z) == 0 and re(z) < 0
log_minus_lower: log(-z) = log(z) + pi*i if im(z) < 0 or im(z) == 0 and re(z) > 0
plane_asin_sin: asin(sin(z)) = z if -1/2*pi < re(z), re(z) < 1/2*pi
plane_atan_tan: atan(tan(z)) = z if -1/2*pi < re(z), re(z) < 1/2*pi
plane_acos_cos: acos(cos(z)) = z if 0 < re(z), re(z) < pi
plane_asinh_sinh: asinh(sinh(z)) = z if -1/2*pi < im(z), im(z) < 1/2*pi
plane_atanh_tanh: atanh(tanh(z)) = z if -1/2*pi < im(z), im(z) < 1/2*pi
conj_atan: conj(atan(z)) = atan(conj(z)) if re(z) != 0 or -1 < im(z) and im(z) < 1
atan_half: atan(z/(1 + sqrt(1 + z**2))) = 1/2*atan(z)
""") | BY_LOGARITHMS


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
        case Apply("in", (x, Apply("interval", (lo, hi, Symbol(ends))))) if denied and not is_planar(x):
            outside = ((lo, Apply(">=" if ends[0] == "(" else ">", (lo, x))),
                       (hi, Apply("<=" if ends[-1] == ")" else "<", (hi, x))))
            return Apply("or", tuple(part for end, part in outside if "infinity" not in heads(end)))
        case Apply(head, args) if denied and head in NEGATED:
            return Apply(NEGATED[head], args)
    return Apply("not", (hypothesis,)) if denied else hypothesis
