"""Substitutions in an integral by a sine, tangent or secant: the angle is where they can be undone.

    x = 3 sin t      -pi/2 < t < pi/2: cos t > 0, and sqrt(9 - x^2) = 3 cos t
    x = 2 tan t      the same: sec t > 0
    x = a sec t      0 < t < pi/2: tan t > 0, cos t > 0; and a > 0, of which nothing else is said

Not where another coordinate depends on the angle, x = sin t and y = cos t, and where no integral in x stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.language.spelling import names_in, spelling, varied
from derive.kernel.term import Apply, Number, Symbol, Term, free, number

if TYPE_CHECKING:
    from derive.elaborate.page import Page

POSITIVE = {"sin": ("cos",), "tan": ("cos", "sec"), "sec": ("tan", "cos")}


def take_range(page: Page, symbol: Symbol, meaning: Term) -> None:
    """Put in force where the angle of a substitution lies, if `symbol` is given by one."""
    if (found := _circular(meaning)) is None or not _integrates(page, symbol.name):
        return
    head, angle, factor = found
    if page.context.knows(angle.name) or _has_coordinates(page, symbol.name, angle.name):
        return
    for other in POSITIVE[head]:
        page.context.assume(Apply(">", (Apply(other, (angle,)), number(0))))
    if isinstance(factor, Symbol) and not page.context.knows(factor.name):
        page.context.assume(Apply(">", (factor, number(0))))


def _circular(meaning: Term) -> tuple[str, Symbol, Term] | None:
    """sin, t and 3 of 3 sin t; the factor is a number above zero, a root of one, or a name."""
    match meaning:
        case Apply("sin" | "tan" | "sec" as head, (Symbol() as angle,)):
            return head, angle, number(1)
        case Apply("*", (factor, Apply("sin" | "tan" | "sec" as head, (Symbol() as angle,)))):
            plain = (isinstance(factor, Number) and factor.value > 0) or (
                isinstance(factor, Symbol) and factor != angle) or (
                isinstance(factor, Apply) and factor.head in ("sqrt", "/") and not free(factor))
            return (head, angle, factor) if plain else None
    return None


def _integrates(page: Page, name: str) -> bool:
    """Whether an integral in x stands on the page, with a root or a power in it: a path x = 3 sin t has none."""
    return any(
        part.kind == "integral" and name in {spelling(varied(one)) for one in part.children[3:]}
        and not {"sqrt", "sup"}.isdisjoint(part.children[2].kinds())
        for top in page.written if "integral" in top.kinds() for part in top.walk())


def _has_coordinates(page: Page, name: str, angle: str) -> bool:
    """Whether y, or x beside another name, depends on the angle as well."""
    others = {"x", "y", "z", "r"} - {name}
    return any(
        part.kind == "chain" and part.children[1].text in ("=", "define")
        and spelling(part.children[0]) in others and angle in names_in(part.children[2])
        for top in page.written for part in top.walk())


__all__ = ["take_range"]
