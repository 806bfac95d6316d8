"""A handbook: definite integrals and infinite products with known values, each under its conditions.

    hypotheses, lo < x < hi, x != 0 |- f = c g[a := t]      the integral of g over lo..hi is v, under the conditions
    ---------------------------------------------------------------------------------------------------------- Listed
    integral of f  =  c v[a := t]

    likewise for products over k >= 1, with c = 1

What stands in the goal has a value, and one point does not change an integral. Each entry is held against mpmath by
a test. The letters a and b are real, z and w complex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.kernel.certificate import Listed
from derive.kernel.congruence import standing
from derive.kernel.integration import knowledge, replaced
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond, is_real
from derive.kernel.setting import Setting
from derive.kernel.signs import conditions, holds
from derive.kernel.smooth import ordered
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, number, substitute

Identical = Callable[[Terms, Term, Term], bool]
X, K, A, B = Symbol("x"), Symbol("k", "integer"), Symbol("a"), Symbol("b")
Z, W = Symbol("z", "complex"), Symbol("w", "complex")
ZERO, ONE, TWO, FOUR, HALF = number(0), number(1), number(2), number(4), number("1/2")
INFINITY = Apply("infinity")
PI, G = Apply("pi"), Apply("catalan")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a binder, under its conditions."""

    name: str
    binder: Bind
    value: Term
    conditions: tuple[Term, ...] = ()


def _(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def _over(a: Term, b: Term) -> Term:
    return _("/", a, b)


def _times(*args: Term) -> Term:
    return _("*", *args)


def _plus(*args: Term) -> Term:
    return _("+", *args)


def _minus(a: Term) -> Term:
    return _("-", a)


def _square(a: Term) -> Term:
    return _("^", a, TWO)


def sinc(u: Term) -> Term:
    return _("piecewise", _("!=", u, ZERO), _over(_("sin", u), u), ONE)


BELOW = _minus(INFINITY)
QUARTER, RIGHT = _over(PI, FOUR), _over(PI, TWO)
LOG2 = _("log", TWO)
ONE_MORE = _plus(ONE, _square(X))
ABOVE = (_(">", A, ZERO),)


def _integrals() -> Iterator[tuple[str, Term, Term, Term, Term, tuple[Term, ...]]]:
    """Name, integrand in x, ends, value, conditions."""
    gauss, fresnel = _("exp", _minus(_times(A, _square(X)))), _times(A, _square(X))
    sine, log, atan = _("sin", X), _("log", X), _("atan", X)
    for ends, whole in (((BELOW, INFINITY), TWO), ((ZERO, INFINITY), ONE)):
        at = "line" if whole == TWO else "ray"
        yield f"gauss_{at}", gauss, *ends, _times(whole, HALF, _("sqrt", _over(PI, A))), ABOVE
        yield (f"fresnel_sin_{at}", _("sin", fresnel), *ends,
               _times(whole, HALF, _("sqrt", _over(PI, _times(TWO, A)))), ABOVE)
        yield (f"fresnel_cos_{at}", _("cos", fresnel), *ends,
               _times(whole, HALF, _("sqrt", _over(PI, _times(TWO, A)))), ABOVE)
        for n, value in ((1, "1/2"), (2, "1/2"), (3, "3/8"), (4, "1/3"), (5, "115/384"), (6, "11/40")):
            yield (f"sinc_{n}_{at}", _("^", sinc(_times(A, X)), number(n)), *ends,
                   _over(_times(whole, number(value), PI), A), ABOVE)
        yield (f"lorentz_{at}", _over(ONE, _plus(_square(X), _square(A))), *ends,
               _over(_times(whole, HALF, PI), A), ABOVE)
        yield (f"cosine_over_square_{at}", _over(_("cos", _times(A, X)), ONE_MORE), *ends,
               _times(whole, HALF, PI, _("exp", _minus(A))), (_(">=", A, ZERO),))
        yield (f"sech_{at}", _over(ONE, _("cosh", X)), *ends, _times(whole, HALF, PI), ())
    yield "shifted_sincs", _times(sinc(_plus(X, Z)), sinc(_plus(X, W))), BELOW, INFINITY, _times(
        PI, sinc(_plus(Z, _minus(W)))), ()
    yield ("two_sincs", _times(sinc(_times(A, X)), sinc(_times(B, X))), BELOW, INFINITY,
           _over(_times(RIGHT, _plus(_("abs", _plus(A, B)), _minus(_("abs", _plus(A, _minus(B)))))), _times(A, B)),
           (_("!=", A, ZERO), _("!=", B, ZERO)))
    window = _("piecewise", _("<", _("abs", A), ONE), PI, _("=", _("abs", A), ONE), RIGHT, ZERO)
    yield "sinc_cosine", _times(_("cos", _times(A, X)), sinc(X)), BELOW, INFINITY, window, ()
    yield ("sinc_wave", _times(_("exp", _times(Apply("i"), A, X)), sinc(X)), BELOW, INFINITY, window, ())
    yield ("sinc_decay", _times(_("exp", _minus(_times(Z, X))), sinc(X)), ZERO, INFINITY, _("acot", Z),
           (_(">", _("re", Z), ZERO),))
    yield ("sinc_exp", _times(_("exp", _minus(_times(A, X))), sinc(X)), ZERO, INFINITY,
           _plus(RIGHT, _minus(_("atan", A))), ABOVE)
    yield "sinc_inverse", _over(ONE, sinc(X)), ZERO, RIGHT, _times(TWO, G), ()
    yield ("power_reciprocal", _over(ONE, _plus(ONE, _("^", X, Z))), ZERO, INFINITY,
           _over(_over(PI, Z), _("sin", _over(PI, Z))), (_(">", _("re", Z), ONE),))
    yield ("power_reciprocal_part", _over(_("^", X, _plus(A, number(-1))), _plus(ONE, X)), ZERO, INFINITY,
           _over(PI, _("sin", _times(PI, A))), (_(">", A, ZERO), _("<", A, ONE)))
    yield "arcsine_law", _over(ONE, _("sqrt", _plus(ONE, _minus(_square(X))))), number(-1), ONE, PI, ()
    yield "half_disk", _("sqrt", _plus(ONE, _minus(_square(X)))), number(-1), ONE, RIGHT, ()
    yield "bose", _over(X, _plus(_("exp", X), number(-1))), ZERO, INFINITY, _over(_square(PI), number(6)), ()
    yield "fermi", _over(X, _plus(_("exp", X), ONE)), ZERO, INFINITY, _over(_square(PI), number(12)), ()
    yield "planck", _over(_("^", X, number(3)), _plus(_("exp", X), number(-1))), ZERO, INFINITY, _over(
        _("^", PI, FOUR), number(15)), ()
    yield "log_sine", _("log", sine), ZERO, RIGHT, _minus(_times(RIGHT, LOG2)), ()
    yield "log_cosine", _("log", _("cos", X)), ZERO, RIGHT, _minus(_times(RIGHT, LOG2)), ()
    yield "dilogarithm", _over(log, _plus(ONE, _minus(X))), ZERO, ONE, _minus(_over(_square(PI), number(6))), ()
    yield "dilogarithm_plus", _over(log, _plus(ONE, X)), ZERO, ONE, _minus(_over(_square(PI), number(12))), ()
    yield "log_lower", _over(_("log", _plus(ONE, _minus(X))), X), ZERO, ONE, _minus(_over(_square(PI), number(6))), ()
    yield "log_upper", _over(_("log", _plus(ONE, X)), X), ZERO, ONE, _over(_square(PI), number(12)), ()
    yield "serret", _over(_("log", _plus(ONE, X)), ONE_MORE), ZERO, ONE, _times(_over(PI, number(8)), LOG2), ()
    yield "log_square_ray", _over(_("log", ONE_MORE), ONE_MORE), ZERO, INFINITY, _times(PI, LOG2), ()
    yield ("log_over_square_ray", _over(log, _plus(_square(X), _square(B))), ZERO, INFINITY,
           _over(_times(PI, _("log", B)), _times(TWO, B)), (_(">", B, ZERO),))
    yield from _catalan(log, atan)
    yield from _euler()
    yield from _residues()


def _euler() -> Iterator[tuple[str, Term, Term, Term, Term, tuple[Term, ...]]]:
    """Integrals with the gamma function in their values."""
    sine, cosine, down = _("sin", X), _("cos", X), _plus(ONE, _minus(X))
    power_a, half = _("^", X, _plus(A, number(-1))), _over(_plus(A, ONE), TWO)
    both = (*ABOVE, _(">", B, ZERO))
    yield ("euler_second", _times(power_a, _("exp", _minus(_times(B, X)))), ZERO, INFINITY,
           _over(_("gamma", A), _("^", B, A)), both)
    yield ("gauss_moment", _times(power_a, _("exp", _minus(_times(B, _square(X))))), ZERO, INFINITY,
           _over(_("gamma", _over(A, TWO)), _times(TWO, _("^", B, _over(A, TWO)))), both)
    yield ("euler_logarithm", _("^", _minus(_("log", X)), _plus(A, number(-1))), ZERO, ONE, _("gamma", A), ABOVE)
    yield ("euler_first", _times(power_a, _("^", down, _plus(B, number(-1)))), ZERO, ONE,
           _over(_times(_("gamma", A), _("gamma", B)), _("gamma", _plus(A, B))), both)
    yield ("euler_first_ray", _over(power_a, _("^", _plus(ONE, X), _plus(A, B))), ZERO, INFINITY,
           _over(_times(_("gamma", A), _("gamma", B)), _("gamma", _plus(A, B))), both)
    above = (_(">", A, number(-1)),)
    wallis = _over(_times(_("sqrt", PI), _("gamma", half)), _times(TWO, _("gamma", _plus(_over(A, TWO), ONE))))
    yield "sine_power", _("^", sine, A), ZERO, RIGHT, wallis, above
    yield "cosine_power", _("^", cosine, A), ZERO, RIGHT, wallis, above
    yield ("sine_cosine_powers", _times(_("^", sine, A), _("^", cosine, B)), ZERO, RIGHT,
           _over(_times(_("gamma", half), _("gamma", _over(_plus(B, ONE), TWO))),
                 _times(TWO, _("gamma", _plus(_over(_plus(A, B), TWO), ONE)))), (*above, _(">", B, number(-1))))
    yield ("frullani", _over(_plus(_("exp", _minus(_times(A, X))), _minus(_("exp", _minus(_times(B, X))))), X), ZERO,
           INFINITY, _("log", _over(B, A)), both)


def _residues() -> Iterator[tuple[str, Term, Term, Term, Term, tuple[Term, ...]]]:
    """Integrals that are found by residues."""
    below, both = _plus(_square(X), _square(B)), (_(">=", A, ZERO), _(">", B, ZERO))
    decay = _("exp", _minus(_times(A, B)))
    for ends, whole in (((BELOW, INFINITY), ONE), ((ZERO, INFINITY), HALF)):
        at = "line" if whole == ONE else "ray"
        gauss = _times(_("sqrt", _over(PI, A)), _("exp", _minus(_over(_square(B), _times(FOUR, A)))))
        yield (f"gauss_cosine_{at}", _times(_("exp", _minus(_times(A, _square(X)))), _("cos", _times(B, X))), *ends,
               _times(whole, gauss), ABOVE)
        yield (f"cosine_over_lorentz_{at}", _over(_("cos", _times(A, X)), below), *ends,
               _over(_times(whole, PI, decay), B), both)
        yield (f"sine_over_lorentz_{at}", _over(_times(X, _("sin", _times(A, X))), below), *ends,
               _times(whole, PI, decay), (*ABOVE, _(">", B, ZERO)))
        yield (f"quartic_{at}", _over(ONE, _plus(_("^", X, FOUR), _("^", B, FOUR))), *ends,
               _over(_times(whole, PI), _times(_("sqrt", TWO), _("^", B, number(3)))), both[1:])
        yield (f"quartic_square_{at}", _over(_square(X), _plus(_("^", X, FOUR), _("^", B, FOUR))), *ends,
               _over(_times(whole, PI), _times(_("sqrt", TWO), B)), both[1:])
    for head in ("sin", "cos"):
        turn = _over(ONE, _plus(A, _times(B, _(head, X))))
        size = _over(_times(TWO, PI), _("sqrt", _plus(_square(A), _minus(_square(B)))))
        for name, lo, hi in (("", ZERO, _times(TWO, PI)), ("_about_zero", _minus(PI), PI)):
            yield f"kepler_{head}{name}", turn, lo, hi, size, (_(">", A, _("abs", B)),)
    yield ("kepler_half", _over(ONE, _plus(A, _times(B, _("cos", X)))), ZERO, PI,
           _over(PI, _("sqrt", _plus(_square(A), _minus(_square(B))))), (_(">", A, _("abs", B)),))


def _catalan(log: Term, atan: Term) -> Iterator[tuple[str, Term, Term, Term, Term, tuple[Term, ...]]]:
    """Integrals with Catalan's constant in their values."""
    eighth = _times(_over(PI, number(8)), LOG2)
    yield "catalan_atan", _over(atan, X), ZERO, ONE, G, ()
    yield "catalan_atan_square", _square(atan), ZERO, ONE, _plus(
        _over(_square(PI), number(16)), _times(QUARTER, LOG2), _minus(G)), ()
    yield "catalan_log", _over(log, ONE_MORE), ZERO, ONE, _minus(G), ()
    yield "catalan_log_beyond", _over(log, ONE_MORE), ONE, INFINITY, G, ()
    yield "catalan_log_lower", _over(_("log", _plus(ONE, _minus(X))), ONE_MORE), ZERO, ONE, _plus(eighth, _minus(G)), ()
    yield ("catalan_log_upper", _over(_("log", _plus(ONE, X)), ONE_MORE), ZERO, INFINITY,
           _plus(_times(QUARTER, LOG2), G), ())
    yield ("catalan_log_square", _over(_("log", ONE_MORE), ONE_MORE), ZERO, ONE,
           _plus(_times(RIGHT, LOG2), _minus(G)), ())
    yield "catalan_acos", _over(_("acos", X), _("sqrt", ONE_MORE)), ZERO, ONE, G, ()
    yield "catalan_asinh", _over(_("asinh", X), _("sqrt", _plus(ONE, _minus(_square(X))))), ZERO, ONE, G, ()
    yield "catalan_half_angle", _over(X, _times(_("sin", X), _("cos", X))), ZERO, QUARTER, G, ()
    yield "catalan_sine", _over(X, _("sin", X)), ZERO, RIGHT, _times(TWO, G), ()
    yield "catalan_cosh", _over(X, _("cosh", X)), ZERO, INFINITY, _times(TWO, G), ()
    yield "catalan_atan_exp", _("atan", _("exp", _minus(X))), ZERO, INFINITY, G, ()
    yield ("catalan_log_cosine", _("log", _("cos", X)), ZERO, QUARTER,
           _plus(_over(G, TWO), _minus(_times(QUARTER, LOG2))), ())
    yield ("catalan_log_sine", _("log", _("sin", X)), ZERO, QUARTER,
           _minus(_plus(_over(G, TWO), _times(QUARTER, LOG2))), ())
    yield "catalan_log_tangent", _("log", _("tan", X)), ZERO, QUARTER, _minus(G), ()
    yield "catalan_log_twice", _("log", _times(TWO, _("cos", X))), ZERO, QUARTER, _over(G, TWO), ()
    yield "catalan_asinh_sine", _("asinh", _("sin", X)), ZERO, RIGHT, G, ()
    yield "catalan_asinh_cosine", _("asinh", _("cos", X)), ZERO, RIGHT, G, ()


def _products() -> Iterator[tuple[str, Term, Term]]:
    """Name, factor in k from 1 on, value, for every complex z."""
    odd = _plus(_times(TWO, K), number(-1))
    yield "euler_sine", _plus(ONE, _minus(_over(_square(Z), _times(_square(PI), _square(K))))), sinc(Z)
    yield "euler_sine_pi", _plus(ONE, _minus(_over(_square(Z), _square(K)))), sinc(_times(PI, Z))
    yield ("euler_cosine",
           _plus(ONE, _minus(_over(_times(FOUR, _square(Z)), _times(_square(PI), _square(odd))))), _("cos", Z))
    yield "euler_cosine_pi", _plus(ONE, _minus(_over(_times(FOUR, _square(Z)), _square(odd)))), _("cos", _times(PI, Z))
    yield "viete", _("cos", _over(Z, _("^", TWO, K))), sinc(Z)
    yield "wallis", _over(_times(FOUR, _square(K)), _plus(_times(FOUR, _square(K)), number(-1))), RIGHT


def _table() -> Iterator[Entry]:
    for name, body, lo, hi, value, needed in _integrals():
        yield Entry(name, Bind("integral", X, body, (lo, hi)), value, needed)
    for name, body, value in _products():
        yield Entry(name, Bind("product", K, body, (ONE, INFINITY)), value)


ENTRIES = {entry.name: entry for entry in _table()}


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
    for end, own in zip(entry.binder.bounds, binder.bounds, strict=True):
        if end != own and (INFINITY in (end, own) or BELOW in (end, own) or not identical(hypotheses, end, own)):
            raise Unproved("other ends")
    known = knowledge(Obligation(hypotheses, goal))
    v = fresh(binder.variable, free(goal).union(*map(free, (*hypotheses, step.factor, *values.values()))))
    inside = (Apply("<=", (ONE, v)),) if product else (*_within(v, entry.binder.bounds, known), Apply("!=", (v, ZERO)))
    body = substitute(entry.binder.body, {**values, entry.binder.variable: v})
    if not identical((*hypotheses, *inside), substitute(binder.body, {binder.variable: v}), _times(step.factor, body)):
        raise Unproved("another integrand")
    _met(hypotheses, entry, values)
    needed, opaque = conditions((step.factor, *values.values()))
    if opaque or not all(holds(condition, known) for condition in needed):
        raise Unproved("a factor that may be undefined")
    return replaced(goal, {binder: _times(step.factor, substitute(entry.value, values))})


def _within(v: Symbol, ends: tuple[Term, ...], known: frozenset[Apply]) -> tuple[Apply, ...]:
    lo, hi = ends
    return ordered(v, lo, hi, known)


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


__all__ = ["ENTRIES", "Entry", "listed"]
