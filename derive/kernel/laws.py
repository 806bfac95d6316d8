"""Laws: identities that are believed as they stand, each under its conditions.

Every law keeps the value of its left side wherever that is defined and the conditions hold, over the
reals; a test samples each, and checks that the right side is defined at those points. What the normal
form knows by itself (angle sums, exp of a sum, Pythagoras) is not repeated here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.kernel.term import Apply, Symbol, Term, number


@dataclass(frozen=True, slots=True)
class Law:
    """left = right where every condition holds."""

    name: str
    left: Term
    right: Term
    conditions: tuple[Term, ...] = ()


X, Y, N = Symbol("x"), Symbol("y"), Symbol("n", "integer")
ONE, TWO, HALF = number(1), number(2), number("1/2")


def _(head: str, *args: Term) -> Apply:
    return Apply(head, args)


PI = _("pi")
ROOT = _("sqrt", _("+", ONE, _("-", _("^", X, TWO))))              # sqrt(1 - x^2)
HYPOTENUSE = _("sqrt", _("+", ONE, _("^", X, TWO)))                # sqrt(1 + x^2)
SPECIAL = (
    ("asin", "1/2", "1/6"), ("asin", "1", "1/2"), ("asin", "-1/2", "-1/6"), ("asin", "-1", "-1/2"),
    ("atan", "1", "1/4"), ("atan", "-1", "-1/4"),
)
ABOVE = (_(">", X, number(0)),)
BELOW_RIGHT = (_("<", _("*", number("-1/2"), PI), X), _("<", X, _("*", HALF, PI)))


def _table() -> Iterator[Law]:
    asin, acos, atan = (_(head, X) for head in ("asin", "acos", "atan"))
    yield Law("sin_asin", _("sin", asin), X)
    yield Law("cos_asin", _("cos", asin), ROOT)
    yield Law("tan_asin", _("tan", asin), _("/", X, ROOT))
    yield Law("sin_acos", _("sin", acos), ROOT)
    yield Law("cos_acos", _("cos", acos), X)
    yield Law("tan_acos", _("tan", acos), _("/", ROOT, X))
    yield Law("sin_atan", _("sin", atan), _("/", X, HYPOTENUSE))
    yield Law("cos_atan", _("cos", atan), _("/", ONE, HYPOTENUSE))
    yield Law("tan_atan", _("tan", atan), X)
    yield Law("asin_sin", _("asin", _("sin", X)), X, BELOW_RIGHT)
    yield Law("atan_tan", _("atan", _("tan", X)), X, BELOW_RIGHT)
    yield Law("acos_cos", _("acos", _("cos", X)), X, (_("<=", number(0), X), _("<=", X, PI)))
    yield Law("acos_asin", acos, _("+", _("*", HALF, PI), _("-", asin)))
    yield Law("atan_inverse", _("atan", _("/", ONE, X)), _("+", _("*", HALF, PI), _("-", atan)), ABOVE)
    for head, value, turn in SPECIAL:
        yield Law(f"{head}_at_{value}", _(head, number(value)), _("*", number(turn), PI))
    yield Law("asin_at_half_root2", _("asin", _("/", _("sqrt", TWO), TWO)), _("*", number("1/4"), PI))
    yield Law("asin_at_half_root3", _("asin", _("/", _("sqrt", number(3)), TWO)), _("*", number("1/3"), PI))
    yield Law("atan_at_root3", _("atan", _("sqrt", number(3))), _("*", number("1/3"), PI))
    yield Law("asinh_log", _("asinh", X), _("log", _("+", X, HYPOTENUSE)))
    yield Law("acosh_log", _("acosh", X), _("log", _("+", X, _("sqrt", _("+", _("^", X, TWO), number(-1))))))
    yield Law("atanh_log", _("atanh", X), _("*", HALF, _("log", _("/", _("+", ONE, X), _("+", ONE, _("-", X))))))
    yield Law("root_of_square", _("sqrt", Y), _("abs", X), (_("=", Y, _("^", X, TWO)),))
    yield Law("sign_times_abs", _("sign", X), _("/", X, _("abs", X)), (_("!=", X, number(0)),))
    yield Law("binomial_symmetry", _("binomial", N, Symbol("k", "integer")),
              _("binomial", N, _("+", N, _("-", Symbol("k", "integer")))), (_(">=", N, number(0)),))
    whole = _("floor", _("/", X, Y))
    yield Law("mod_floor", _("mod", X, Y), _("+", X, _("-", _("*", Y, whole))), (_(">", Y, number(0)),))


def _sums_of_angles() -> Iterator[Law]:
    yield Law("atan2_sum", _("atan2", _("+", X, Y), _("+", ONE, _("-", _("*", X, Y)))),
              _("+", _("atan", X), _("atan", Y)))
    yield Law("atan2_difference", _("atan2", _("+", X, _("-", Y)), _("+", ONE, _("*", X, Y))),
              _("+", _("atan", X), _("-", _("atan", Y))))
    yield Law("atan_sum", _("atan", _("/", _("+", X, Y), _("+", ONE, _("-", _("*", X, Y))))),
              _("+", _("atan", X), _("atan", Y)), (_("<", _("*", X, Y), ONE),))
    yield Law("atan_difference", _("atan", _("/", _("+", X, _("-", Y)), _("+", ONE, _("*", X, Y)))),
              _("+", _("atan", X), _("-", _("atan", Y))), (_(">", _("*", X, Y), number(-1)),))
    yield Law("atan2_half", _("atan", _("/", Y, _("+", X, _("sqrt", _("+", _("^", X, TWO), _("^", Y, TWO)))))),
              _("*", HALF, _("atan2", Y, X)))


LAWS = {law.name: law for law in (*_table(), *_sums_of_angles())}


@dataclass(frozen=True, slots=True)
class Inequality:
    """An order that holds where every condition does."""

    name: str
    claim: Term
    conditions: tuple[Term, ...] = ()


def _bounds() -> Iterator[Inequality]:
    yield Inequality("exp_above_line", _(">=", _("exp", X), _("+", ONE, X)))
    yield Inequality("log_below_line", _("<=", _("log", X), _("+", X, _("-", ONE))), ABOVE)
    yield Inequality("sin_below_line", _("<=", _("sin", X), X), (_(">=", X, number(0)),))


BOUNDS = {bound.name: bound for bound in _bounds()}
