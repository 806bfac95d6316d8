"""Terms as s-expressions: for tests and for people who want to see exactly what was understood."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.term import Apply, Bind, Number, Symbol, Term

_CONSTANTS = frozenset({"e", "i", "pi", "infinity", "true", "false"})      # heads without arguments


def tree(term: Term) -> str:
    """A term as an s-expression.

    >>> from derive.kernel.term import number
    >>> tree(Apply("+", (Symbol("x_1"), Apply("-", (number("0.5"),)))))
    '(+ x_1 (- 1/2))'
    """
    match term:
        case Number(value):
            return digits(value)
        case Symbol(name, sort):
            plain = sort in ("real", "array", "function", "unknown") and name not in _CONSTANTS
            return name if plain else f"{name}:{sort}"
        case Apply(head, ()):
            return head
        case Apply(head, args):
            return f"({head} {' '.join(tree(arg) for arg in args)})"
        case Bind(head, variable, body, bounds):
            inner = " ".join(tree(bound) for bound in bounds)
            return f"({head} {tree(variable)} [{inner}] {tree(body)})"
    raise TypeError(term)


def decimals(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator takes, if they end."""
    if denominator.bit_length() > 2_000:
        return None
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def digits(value: Fraction) -> str:
    """A rational as digits, also where it has more of them than Python prints at once."""
    sign = "-" if value < 0 else ""
    top = _whole(abs(value.numerator))
    return sign + top if value.denominator == 1 else f"{sign}{top}/{_whole(value.denominator)}"


def _whole(value: int) -> str:
    if value.bit_length() < 13_000:
        return str(value)
    chunks: list[str] = []
    while value:
        value, rest = divmod(value, 10**4000)
        chunks.append(f"{rest:04000d}")
    return "".join(reversed(chunks)).lstrip("0")
