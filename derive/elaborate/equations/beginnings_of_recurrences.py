"""Where a recurrence begins that is another one than before: behind a title, in a row of a table, or by what it says.

    T(n) = 4 T(n/2) + n, and then T(n) = 9 T(n/3) + n^2          no rule by halves leads to one by thirds
    T(n) = 4 T(n/2) + n, and then T(n) = 2 T(n/2) + n            nor to another one by halves
    T(n) = T(n - 1) + n, and then T(n) = 2 T(n/2) + n            nor does a rule that counts down
    T(n) = 4 T(n/2) + n, and then T(n) = 16 T(n/4) + 3 n         a consequence, or meant to be one
"""

from __future__ import annotations

import re
from fractions import Fraction

from derive.elaborate.context import Context, equation
from derive.kernel.term import Apply, Bind, Number, Term, subterms
from derive.read.node import Span

TITLED = re.compile(
    r"(?:(?:^|\n)[^\S\n]*(?:[-*]\s+|\d+[.)]\s+)?(?:\*\*[^*\n]+\*\*|\\(?:paragraph|textbf)\{[^}\n]*\})[\s.:]*"
    r"|\\begin\{(?:example|exercise|problem|question)\*?\}(?:\[[^\]\n]*\])?(?:\s*\\label\{[^}\n]*\})?\s*"
    r"|(?:^|[.;!?)]\s+|\n\s*)(?:[Oo]ne more|(?:[Yy]et )?[Aa]nother(?: (?:one|example|recurrence))?"
    r"|[Aa] (?:second|third) one)\s*:\s*)"
    r"(?:\$[^$=\n]{1,12}=\s*\d+\$\s*(?:,|and)\s*)*\${1,2}\s*\Z")         # **Search.** T(1) = 1, T(n) = ...
NEARBY = 200                                     # characters in which a title stands
FIRST_CELL = re.compile(r"[ \t|]*\$?\s*")
NEXT_CELL = re.compile(r"\s*\$?\s*[&|]")


def begins_anew(source: str, span: Span) -> bool:
    """Whether an equation is what a title begins with, or "one more": **Binary search.** T(1) = 1, T(n) = ..."""
    return TITLED.search(source[max(0, span.start - NEARBY) : span.start]) is not None


def heads_row(source: str, span: Span) -> bool:
    """Whether an equation is the first cell of a row: T(n) = 4 T(n/2) + n & T(n) = Theta(n^2)."""
    before = source[source.rfind("\n", 0, span.start) + 1 : span.start]
    return FIRST_CELL.fullmatch(before) is not None and NEXT_CELL.match(source, span.stop) is not None


def is_another_rule(context: Context, left: Term, right: Term) -> bool:
    """Whether a recurrence that takes a size apart is neither one in force nor what such a one leads to."""
    own = _parts(left, right)
    rules = (equation(one) for one in context.definitions.values() if one.parameters) if own else ()
    for fact in (*context.facts, *rules):
        while isinstance(fact, Bind) and fact.head == "forall":
            fact = fact.body
        match fact:
            case Apply("=", (one, other)) if one == left and other != right and (known := _parts(one, other)) and own:
                if known == own or not all(any(_is_power(part, of) for of in known) for part in own):
                    return True
            case Apply("=", (one, other)) if one == left and own and _counts_down(one, other):
                return True
    return False


def _counts_down(left: Term, right: Term) -> bool:
    """Whether a rule takes a number away from the size: T(n) = T(n - 1) + n."""
    return isinstance(left, Apply) and any(
        isinstance(part, Apply) and part.head == "call" and part.args[0] == left.args[0] and len(part.args) == 2
        and isinstance(part.args[1], Apply) and part.args[1].head == "+" and part.args[1].args[0] == left.args[1]
        for part in subterms(right))


def _parts(left: Term, right: Term) -> set[Fraction]:
    """2 and 3 of T(n) = T(n/2) + T(n/3) + n."""
    match left:
        case Apply("call", (function, size)):
            pass
        case _:
            return set()
    found: set[Fraction] = set()
    for part in subterms(right):
        match part:
            case Apply("call", (same, Apply("/", (of, Number(value))))) if same == function and of == size:
                found.add(value)
    return found


def _is_power(value: Fraction, of: Fraction) -> bool:
    """Whether a number is of, of^2, of^3, and so on."""
    while value > of > 1:
        value /= of
    return value == of


__all__ = ["begins_anew", "heads_row", "is_another_rule"]
