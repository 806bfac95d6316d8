"""What gives a letter another meaning: a second letter that is new, or the other factor of an integral by parts."""

from __future__ import annotations

from derive.elaborate.equations.differentials import begins_parts
from derive.elaborate.language.conventions import FUNCTIONS
from derive.elaborate.language.phrases_notation_en import BECOMES, USES
from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, free
from derive.read.node import Node

SHORT = 6                                        # names in a formula


def is_new(page: Page, name: str, right: Node) -> bool:
    """Whether a formula gives a name of which the page has spoken: of a new letter, or as what it becomes now."""
    return is_of_a_new_letter(page, name, right) or becomes(page, name, right)


def becomes(page: Page, name: str, right: Node) -> bool:
    """Whether words say what a name becomes, of which nothing but bounds is known: KL >= 0, and now KL = m^2 / 2."""
    if not BECOMES.search(page.words) or page.context.knows(name) or not names_in(right):
        return False
    about = (fact for fact in page.context.facts if name in {symbol.name for symbol in free(fact)})
    return all(isinstance(fact, Apply) and fact.head in ("<", "<=", ">", ">=") for fact in about)


def is_used_now(page: Page, name: str, right: Node, own: frozenset[str]) -> bool:
    """Whether words say which formula is used, and it knows a letter of which the page has said nothing:

        p = softmax(z), and then: in distillation one uses p = softmax(z/T)
    """
    known = page.context.definitions.get(name)
    if known is None or not USES.search(page.words):
        return False
    before = {symbol.name for symbol in free(unfold(known.body, page.signature))}
    others = names_in(right) - FUNCTIONS.keys() - own - before - {name}
    return any(not page.context.knows(one) for one in others)


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


__all__ = ["begins_parts", "is_new", "is_of_a_new_letter", "is_used_now"]
