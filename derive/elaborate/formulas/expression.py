"""Expressions: from what was written to what was meant.

    elaborate(node, signature)        the Term of a node, with findings; ambiguities met are noted in the signature
    alternatives(node, signature)     its other meanings
    usage(node, signature)            the signature with what the notation of a formula itself shows: which names are
                                      indexed, which are integers, what depends on what. Call it on a whole chain or
                                      section before its sides are elaborated one by one, so that they agree.
    definition_head(node, signature)  the name and the parameters that the left side of a definition introduces
    unfold(term, signature, stop_at)  definitions in place of names

Nothing is evaluated or simplified. What has no meaning here is a Reading without a term; nothing is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from derive.elaborate.formulas import arithmetic, binders, calculus, integrals, powers, structural, structure
from derive.elaborate.formulas import juxtaposition as application
from derive.elaborate.formulas.bare_arguments import applied_name
from derive.elaborate.formulas.primes import dotted, primed
from derive.elaborate.language.conventions import PROSE
from derive.elaborate.names.signature import Choice, Signature
from derive.elaborate.names.symbols import DOTS, definition_head, read_name
from derive.elaborate.names.usage import usage
from derive.elaborate.reading import Condition, Journal, Reading, Scope, Unreadable
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Number, Term
from derive.read.node import Node
from derive.read.record import replace

__all__ = ["Reading", "alternatives", "definition_head", "elaborate", "unfold", "usage"]

DEPTH = 120                                      # levels of nesting in a formula
NODES = 50_000                                   # parts of a formula
DIGITS = 10_000                                  # digits of a numeral
REMEMBERED = 500                                 # numerals
ALTERNATIVES = 8                                 # ambiguous places that are read the other way as well


_NUMERAL = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]{1,12}(\.[0-9]{1,12})?")


def elaborate(node: Node, signature: Signature, condition: Condition | None = None) -> Reading:
    """What a node means under a signature.

    `condition` reads a condition given in words ("if it is class i"); without it, words are a problem.
    """
    trouble = _unfit(node)
    if trouble is not None:
        return trouble
    signature = usage(node, signature)
    journal = Journal(condition=condition)
    try:
        term = read(node, Scope(signature, journal, read))
    except Unreadable as unreadable:
        return Reading(None, unreadable.problem, unreadable.span, tuple(journal.findings))
    return Reading(term, findings=tuple(journal.findings))


def alternatives(node: Node, signature: Signature) -> tuple[Term, ...]:
    """The other meanings that the notation of a formula admits, one ambiguity at a time: one, or all of its kind."""
    met: dict[Choice, str] = {}
    first = elaborate(node, replace(signature, met=met)).term
    found: list[Term] = []
    worlds = [frozenset((choice,)) for choice in list(met)[:ALTERNATIVES]]
    rows = dict.fromkeys(choice.row for choice in met)
    worlds += [alike for row in rows if len(alike := frozenset(c for c in met if c.row == row)) > 1]
    for world in worlds:
        other = elaborate(node, replace(signature, exchanged=signature.exchanged | world)).term
        if other is not None and other != first and other not in found:
            found.append(other)
    return tuple(found)


def read(node: Node, scope: Scope) -> Term:
    """The meaning of one node, by its kind."""
    reader = _READERS.get(node.kind)
    if reader is None:
        raise Unreadable(f"a {node.kind} has no meaning here", node.span)
    return reader(node, scope)


def _unfit(node: Node) -> Reading | None:
    """Why a node is not looked at: an error in it, or too large. Found without recursion."""
    pending = [(node, 1)]
    count = 0
    while pending:
        part, depth = pending.pop()
        count += 1
        if part.kind == "error":
            return Reading(None, part.text or "this could not be read", part.span)
        if depth > DEPTH:
            return Reading(None, f"nested deeper than {DEPTH} levels", part.span)
        if count > NODES:
            return Reading(None, f"more than {NODES} parts in one formula", node.span)
        if part.children:
            depth += 1
            pending += [(child, depth) for child in part.children[::-1]]
    return None


def _number(node: Node, scope: Scope) -> Term:
    """A numeral, exactly: 0.5 is 1/2."""
    digits, _, exponent = node.text.lower().partition("e")
    if len(digits) > DIGITS or len(exponent) > 5 or (exponent and abs(int(exponent)) > DIGITS):
        raise Unreadable(f"a numeral of more than {DIGITS} digits", node.span)
    try:
        return _numeral(digits, exponent)
    except ValueError:
        raise Unreadable(f"{node.text} is no numeral", node.span) from None


@lru_cache(maxsize=REMEMBERED)
def _numeral(digits: str, exponent: str) -> Number:
    # Fraction("123") of a long string goes through int(), which Python limits to 4,300 digits.
    whole, _, part = digits.partition(".")
    value = Fraction(_integer(whole + part), 10 ** len(part))
    return Number(value * Fraction(10) ** int(exponent) if exponent else value)


def _integer(digits: str) -> int:
    if not digits.isdecimal():
        raise ValueError(digits)
    value = 0
    for start in range(0, len(digits), 4000):
        chunk = digits[start:start + 4000]
        value = value * 10 ** len(chunk) + int(chunk)
    return value


def _absent(node: Node, scope: Scope) -> Term:
    raise Unreadable("an operand is missing", node.span)


def _words(node: Node, scope: Scope) -> Term:
    """Words: a numeral, or a quantity named in a few words, such as "total cost"; anything else is no term."""
    text = node.text.strip()
    if _NUMERAL.fullmatch(text):
        return _numeral(text.replace(",", ""), "")
    if text.startswith(("#", "\\#")):            # a count of what the words tell
        return scope.symbol("number of " + re.sub(r"[^\w ]+", " ", text).strip())
    words = text.split()
    if 1 < len(words) <= 5 and all(word.isalpha() and word.lower() not in PROSE for word in words):
        return scope.symbol(" ".join(words))
    raise Unreadable(f"words in a formula: {node.text.strip()}", node.span)


def _accented(node: Node, scope: Scope) -> Term:
    """A name under a mark: under a dot the derivative in time, where it is a function of time."""
    slope = dotted(node, scope) if node.text in DOTS else None
    return slope if slope is not None else read_name(node, scope)


_READERS: dict[str, Callable[[Node, Scope], Term]] = {
    "number": _number,
    "none": _absent,
    "text": _words,
    **dict.fromkeys(("name", "font", "sub"), read_name),
    "accent": _accented,
    "sup": powers.power,
    "prime": primed,
    "apply": applied_name,
    "juxtapose": application.juxtaposition,
    **arithmetic.READERS,
    **structure.READERS,
    **binders.READERS,
    **structural.READERS,
    **integrals.READERS,
    **calculus.READERS,
}
