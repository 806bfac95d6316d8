"""A handbook: definite integrals and infinite products with known values, each under its conditions.

    hypotheses, lo < x < hi, x != 0 |- f = c g[a := t]      the integral of g over lo..hi is v, under the conditions
    ---------------------------------------------------------------------------------------------------------- Listed
    integral of f  =  c v[a := t]

    likewise for products over k >= 1, with c = 1

What stands in the goal has a value, and one point does not change an integral. Each entry is held against mpmath by
a test. Letters: see `notation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.kernel.certificate import Listed
from derive.kernel.congruence import standing
from derive.kernel.integration import knowledge, replaced
from derive.kernel.notation import rows, sides
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond, is_real
from derive.kernel.setting import Setting
from derive.kernel.signs import conditions, holds
from derive.kernel.smooth import ordered
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, heads, number, substitute

Identical = Callable[[Terms, Term, Term], bool]
X, K = Symbol("x"), Symbol("k", "integer")
ZERO, ONE, HALF = number(0), number(1), number("1/2")
INFINITY = Apply("infinity")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a binder, under its conditions."""

    name: str
    binder: Bind
    value: Term
    conditions: tuple[Term, ...] = ()


def _table(table: str) -> Iterator[Entry]:
    """Of an even function on a line, also over a half of it."""
    for name, claim, needed in rows(table):
        written, value = sides(claim)
        assert isinstance(written, Apply)
        body, lo, hi = written.args
        yield Entry(name, Bind(written.head, K if written.head == "product" else X, body, (lo, hi)), value, needed)
        if name.endswith("_line"):
            half = Bind("integral", X, body, (ZERO, INFINITY))
            yield Entry(name.replace("_line", "_ray"), half, Apply("*", (HALF, value)), needed)


ENTRIES = {entry.name: entry for entry in _table("""
gauss_line: integral(exp(-(a*x**2)), -oo, oo) = sqrt(pi/a) if a > 0
fresnel_sin_line: integral(sin(a*x**2), -oo, oo) = sqrt(pi/(2*a)) if a > 0
fresnel_cos_line: integral(cos(a*x**2), -oo, oo) = sqrt(pi/(2*a)) if a > 0
sinc_1_line: integral(sinc(a*x), -oo, oo) = pi/a if a > 0
sinc_2_line: integral(sinc(a*x)**2, -oo, oo) = pi/a if a > 0
sinc_3_line: integral(sinc(a*x)**3, -oo, oo) = 3/4*pi/a if a > 0
sinc_4_line: integral(sinc(a*x)**4, -oo, oo) = 2/3*pi/a if a > 0
sinc_5_line: integral(sinc(a*x)**5, -oo, oo) = 115/192*pi/a if a > 0
sinc_6_line: integral(sinc(a*x)**6, -oo, oo) = 11/20*pi/a if a > 0
lorentz_line: integral(1/(x**2 + a**2), -oo, oo) = pi/a if a > 0
cosine_over_square_line: integral(cos(a*x)/(1 + x**2), -oo, oo) = pi*exp(-a) if a >= 0
sech_line: integral(1/cosh(x), -oo, oo) = pi
shifted_sincs: integral(sinc(x + z)*sinc(x + w), -oo, oo) = pi*sinc(z - w)
two_sincs: integral(sinc(a*x)*sinc(b*x), -oo, oo) = pi/2*(abs(a + b) - abs(a - b))/(a*b) if a != 0, b != 0
sinc_cosine: integral(cos(a*x)*sinc(x), -oo, oo) = piecewise(abs(a) < 1, pi, abs(a) == 1, pi/2, 0)
sinc_wave: integral(exp(i*a*x)*sinc(x), -oo, oo) = piecewise(abs(a) < 1, pi, abs(a) == 1, pi/2, 0)
sinc_decay: integral(exp(-z*x)*sinc(x), 0, oo) = acot(z) if re(z) > 0
sinc_exp: integral(exp(-a*x)*sinc(x), 0, oo) = pi/2 - atan(a) if a > 0
sinc_inverse: integral(1/sinc(x), 0, pi/2) = 2*catalan
power_reciprocal: integral(1/(1 + x**z), 0, oo) = pi/z/sin(pi/z) if re(z) > 1
power_reciprocal_part: integral(x**(a - 1)/(1 + x), 0, oo) = pi/sin(pi*a) if a > 0, a < 1
arcsine_law: integral(1/sqrt(1 - x**2), -1, 1) = pi
half_disk: integral(sqrt(1 - x**2), -1, 1) = pi/2
bose: integral(x/(exp(x) - 1), 0, oo) = pi**2/6
fermi: integral(x/(exp(x) + 1), 0, oo) = pi**2/12
planck: integral(x**3/(exp(x) - 1), 0, oo) = pi**4/15
log_sine: integral(log(sin(x)), 0, pi/2) = -pi/2*log(2)
log_cosine: integral(log(cos(x)), 0, pi/2) = -pi/2*log(2)
dilogarithm: integral(log(x)/(1 - x), 0, 1) = -pi**2/6
dilogarithm_plus: integral(log(x)/(1 + x), 0, 1) = -pi**2/12
log_lower: integral(log(1 - x)/x, 0, 1) = -pi**2/6
log_upper: integral(log(1 + x)/x, 0, 1) = pi**2/12
serret: integral(log(1 + x)/(1 + x**2), 0, 1) = pi/8*log(2)
log_square_ray: integral(log(1 + x**2)/(1 + x**2), 0, oo) = pi*log(2)
log_over_square_ray: integral(log(x)/(x**2 + b**2), 0, oo) = pi*log(b)/(2*b) if b > 0
catalan_atan: integral(atan(x)/x, 0, 1) = catalan
catalan_atan_square: integral(atan(x)**2, 0, 1) = pi**2/16 + pi/4*log(2) - catalan
catalan_log: integral(log(x)/(1 + x**2), 0, 1) = -catalan
catalan_log_beyond: integral(log(x)/(1 + x**2), 1, oo) = catalan
catalan_log_lower: integral(log(1 - x)/(1 + x**2), 0, 1) = pi/8*log(2) - catalan
catalan_log_upper: integral(log(1 + x)/(1 + x**2), 0, oo) = pi/4*log(2) + catalan
catalan_log_square: integral(log(1 + x**2)/(1 + x**2), 0, 1) = pi/2*log(2) - catalan
catalan_acos: integral(acos(x)/sqrt(1 + x**2), 0, 1) = catalan
catalan_asinh: integral(asinh(x)/sqrt(1 - x**2), 0, 1) = catalan
catalan_half_angle: integral(x/(sin(x)*cos(x)), 0, pi/4) = catalan
catalan_sine: integral(x/sin(x), 0, pi/2) = 2*catalan
catalan_cosh: integral(x/cosh(x), 0, oo) = 2*catalan
catalan_atan_exp: integral(atan(exp(-x)), 0, oo) = catalan
catalan_log_cosine: integral(log(cos(x)), 0, pi/4) = catalan/2 - pi/4*log(2)
catalan_log_sine: integral(log(sin(x)), 0, pi/4) = -(catalan/2 + pi/4*log(2))
catalan_log_tangent: integral(log(tan(x)), 0, pi/4) = -catalan
catalan_log_twice: integral(log(2*cos(x)), 0, pi/4) = catalan/2
catalan_asinh_sine: integral(asinh(sin(x)), 0, pi/2) = catalan
catalan_asinh_cosine: integral(asinh(cos(x)), 0, pi/2) = catalan
euler_second: integral(x**(a - 1)*exp(-b*x), 0, oo) = gamma(a)/b**a if a > 0, b > 0
gauss_moment: integral(x**(a - 1)*exp(-b*x**2), 0, oo) = gamma(a/2)/(2*b**(a/2)) if a > 0, b > 0
euler_logarithm: integral((-log(x))**(a - 1), 0, 1) = gamma(a) if a > 0
euler_first: integral(x**(a - 1)*(1 - x)**(b - 1), 0, 1) = gamma(a)*gamma(b)/gamma(a + b) if a > 0, b > 0
euler_first_ray: integral(x**(a - 1)/(1 + x)**(a + b), 0, oo) = gamma(a)*gamma(b)/gamma(a + b) if a > 0, b > 0
sine_power: integral(sin(x)**a, 0, pi/2) = sqrt(pi)*gamma((a + 1)/2)/(2*gamma(a/2 + 1)) if a > -1
cosine_power: integral(cos(x)**a, 0, pi/2) = sqrt(pi)*gamma((a + 1)/2)/(2*gamma(a/2 + 1)) if a > -1
sine_cosine_powers: integral(sin(x)**a*cos(x)**b, 0, pi/2)
    = gamma((a + 1)/2)*gamma((b + 1)/2)/(2*gamma((a + b)/2 + 1)) if a > -1, b > -1
frullani: integral((exp(-a*x) - exp(-b*x))/x, 0, oo) = log(b/a) if a > 0, b > 0
gauss_cosine_line: integral(exp(-a*x**2)*cos(b*x), -oo, oo) = sqrt(pi/a)*exp(-b**2/(4*a)) if a > 0
cosine_over_lorentz_line: integral(cos(a*x)/(x**2 + b**2), -oo, oo) = pi*exp(-a*b)/b if a >= 0, b > 0
sine_over_lorentz_line: integral(x*sin(a*x)/(x**2 + b**2), -oo, oo) = pi*exp(-a*b) if a > 0, b > 0
quartic_line: integral(1/(x**4 + b**4), -oo, oo) = pi/(sqrt(2)*b**3) if b > 0
quartic_square_line: integral(x**2/(x**4 + b**4), -oo, oo) = pi/(sqrt(2)*b) if b > 0
kepler_sin: integral(1/(a + b*sin(x)), 0, 2*pi) = 2*pi/sqrt(a**2 - b**2) if a > abs(b)
kepler_sin_about_zero: integral(1/(a + b*sin(x)), -pi, pi) = 2*pi/sqrt(a**2 - b**2) if a > abs(b)
kepler_cos: integral(1/(a + b*cos(x)), 0, 2*pi) = 2*pi/sqrt(a**2 - b**2) if a > abs(b)
kepler_cos_about_zero: integral(1/(a + b*cos(x)), -pi, pi) = 2*pi/sqrt(a**2 - b**2) if a > abs(b)
kepler_half: integral(1/(a + b*cos(x)), 0, pi) = pi/sqrt(a**2 - b**2) if a > abs(b)
euler_sine: product(1 - z**2/(pi**2*k**2), 1, oo) = sinc(z)
euler_sine_pi: product(1 - z**2/k**2, 1, oo) = sinc(pi*z)
euler_cosine: product(1 - 4*z**2/(pi**2*(2*k - 1)**2), 1, oo) = cos(z)
euler_cosine_pi: product(1 - 4*z**2/(2*k - 1)**2, 1, oo) = cos(pi*z)
viete: product(cos(z/2**k), 1, oo) = sinc(z)
wallis: product(4*k**2/(4*k**2 - 1), 1, oo) = pi/2
""")}


def listed(hypotheses: Terms, goal: Term, step: Listed, identical: Identical) -> Term:
    """The goal with the value of the handbook in place of a binder. Fails with Unproved."""
    entry, binder, values = ENTRIES.get(step.name), step.binder, dict(step.values)
    if entry is None or binder.head != entry.binder.head or binder not in standing(goal):
        raise Unproved("no such entry, or nothing of its kind in the goal")
    if values.keys() != free(entry.binder) or binder.variable in free(step.factor).union(*map(free, values.values())):
        raise Unproved("letters without values, or with the bound name in them")
    product = binder.head == "product"
    if (product and step.factor != ONE) or binder.variable.sort != ("integer" if product else "real"):
        raise Unproved("a factor of an infinite product, or a variable of another sort")
    lo, hi = entry.binder.bounds
    for end, own in zip((lo, hi), binder.bounds, strict=True):
        if end != own and ("infinity" in heads(end) | heads(own) or not identical(hypotheses, end, own)):
            raise Unproved("other ends")
    known = knowledge(Obligation(hypotheses, goal))
    v = fresh(binder.variable, free(goal).union(*map(free, (*hypotheses, step.factor, *values.values()))))
    inside = (Apply("<=", (ONE, v)),) if product else (*ordered(v, lo, hi, known), Apply("!=", (v, ZERO)))
    body = substitute(entry.binder.body, {**values, entry.binder.variable: v})
    own_body, body = substitute(binder.body, {binder.variable: v}), Apply("*", (step.factor, body))
    if not identical((*hypotheses, *inside), own_body, body):
        raise Unproved("another integrand")
    _met(hypotheses, entry, values)
    needed, opaque = conditions((step.factor, *values.values()))
    if opaque or not all(holds(condition, known) for condition in needed):
        raise Unproved("a factor that may be undefined")
    return replaced(goal, {binder: Apply("*", (step.factor, substitute(entry.value, values)))})


def _met(hypotheses: Terms, entry: Entry, values: dict[Symbol, Term]) -> None:
    """The letters have values of their sorts, and the conditions hold."""
    try:
        here = Setting(hypotheses, tuple(values.values()))
        if not all(letter.sort == "complex" or is_real(here.of(value)) for letter, value in values.items()):
            raise Unproved(f"{entry.name} is told of real numbers")
        for condition in entry.conditions:
            if here.facts.truth(here.ready(substitute(condition, values))) is not True:
                raise Unproved(f"a condition of {entry.name} is not known")
    except Beyond as reason:
        raise Unproved(str(reason)) from None
