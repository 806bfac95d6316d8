"""What gives a letter another meaning: a second letter that is new, or the other factor of an integral by parts."""

from __future__ import annotations

from derive.elaborate.equations.differentials import begins_parts
from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.term import free
from derive.read.node import Node

SHORT = 6                                        # names in a formula


def is_of_a_new_letter(page: Page, name: str, right: Node) -> bool:
    """Whether a function of the page is said to be a formula in its variable and a name that nothing settles:

        V(x) = x (12 - 2x)^2, and then, for a sheet of side s, V = x (s - 2x)^2
    """
    known = page.context.definitions.get(name)
    if known is None or not known.parameters or name in page.context.posed:
        return False
    names, own = names_in(right), {parameter.name for parameter in known.parameters}
    before = {symbol.name for symbol in free(unfold(known.body, page.signature))} | own
    return own <= names and len(names) < SHORT and any(
        not page.context.knows(one) and one not in page.context.used and one not in before for one in names - own
    ) and before <= own


__all__ = ["begins_parts", "is_of_a_new_letter"]
