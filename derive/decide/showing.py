"""Values as people read them: 3/5, 2.718..., true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

from derive.decide.balls import precision
from derive.kernel.interval import Undefined, Unknown

DIGITS = 6
SHOWN = 128                                      # bits at which a value to be shown is worked out


def shown(side: Callable[[], Any]) -> str:
    """The value of a side, evaluated at SHOWN bits; "undefined" or "unknown" where it has none."""
    try:
        with precision(SHOWN):
            return text(side())
    except Undefined:
        return "undefined"
    except Unknown:
        return "unknown"


def text(value: Any) -> str:
    """An exact number as a fraction, a ball as a decimal with dots."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, fmpq):
        return str(value) if len(str(value)) <= 24 else arb(value).str(DIGITS, radius=False) + "..."
    if isinstance(value, arb):
        return f"{value.str(DIGITS, radius=False)}..."
    if isinstance(value, acb):
        real, imaginary = (part.str(DIGITS, radius=False) for part in (value.real, value.imag))
        return f"{real} + {imaginary} i..."
    return str(value)
