"""Nodes: what was written, with its place; ambiguity and all.

Every node has a span in the whole document (offsets in code points, end exclusive), so that
`source[node.span.start:node.span.stop]` is what the author wrote for it.

Kinds, with `text` and children:

    number       canonical decimal digits ("1323135" for 1,323,135; "0.5")    no children
    name         "x", "alpha", "ReLU", "MSE", "ell"; \\mathrm{abc}, \\text{abc}, \\operatorname{abc} are one name
    accent       "hat" "bar" "tilde" "vec" "dot" "ddot" "check"...            (child)
    font         "mathbf" "boldsymbol" "mathcal" "mathbb" ...                 (child)
    sub          ""                                                           (base, index)
    sup          ""                                                           (base, exponent)
    prime        "'" "''" ...                                                 (base)
    paren        the brackets as written: "()" "[]" "{}" "(]" "<>" "[)"       (inner)
    abs  norm  floor  ceil                                                    (inner)
    list         separator "," or ";" or ":"                                  (items...)
    sum          ""      n-ary; a subtracted term is a negate node            (terms...)
    negate  plus ""      unary minus / plus, the span begins at the sign      (inner)
    plusminus    "pm" "mp"                                                    (left, right) or (right)
    product      the sign of an explicit product: "*" "cdot" "times" ...      (factors...)
    juxtapose    ""      implicit product, application or unit: settled later (factors...)
    over         "/" or "div" inline quotient, left to right                  (left, right)
    frac         ""      \\frac, \\tfrac, \\dfrac                             (numerator, denominator)
    binom        ""                                                           (n, k)
    root         ""                                                           (radicand) or (radicand, degree)
    apply        ""      a function name that takes its argument without brackets or with them:
                         \\sin x, \\sin^2 x, \\log_2 n, \\exp(...)            (function, argument)
    bigop        "sum" "prod" "lim" "max" "min" "argmax" "sup" "union" ...    (lower, upper, body)
    integral     "int" "iint" "oint"                                          (lower, upper, body, variables...)
    differential "d" or "partial"                                             (variable)
    derivative   "d" or "partial" \\frac{d^2 f}{dx dy}: operand may be none   (operand, variables...)
                                  a variable of order 2 stands twice
    nth          "n"     \\frac{d^n f}{dx^n}, an order that is no numeral      (operand or none, variable, order)
    nabla        ""      \\nabla f, \\nabla_x f                               (variable, operand)
    evaluated    ""      F |_a^b, [F]_a^b, F |_{x=0}                          (inner, lower, upper)
    given        "|"     the bar of a condition, as in P(x | y)               (left, right)
    factorial    "!" "!!"                                                     (inner)
    percent  degree                                                           (inner)
    operator     "cup" "cap" "setminus" "oplus" "mod" ...                     (left, right)
    modulo       ""      \\pmod{n}                                            (modulus)
    phrase       ""      words and formulas in turn inside a group            (text or formula...)
    cases        ""                                                           (row...)
    row          ""      of cases: (value, condition); of a matrix: (entries...)
    matrix       "pmatrix" "bmatrix" "vmatrix" "matrix"                       (row...)
    brace        "under" or "over"                                            (inner, label)
    text         prose inside a formula, as written                           no children
    dots         ""                                                           no children
    symbol       "infty" "emptyset" "forall" "exists" "cdot" alone ...        no children
    none         ""      an absent optional part (empty span)                 no children
    chain        ""      operand, relation, operand, relation, ...; the first operand is none
                         when the formula begins with a relation              (odd number)
    relation     "=" "!=" "<" "<=" ">" ">=" "approx" "propto" "equiv" "define" "in" "notin" "subset"
                 "sim" "to" "mapsto" "implies" "iff" "impliedby" "perp" ...   (label...) of \\overset etc.
    logic        "and" "or" "not"                                             (inner...)
    error        a message; what could not be read                            (what could be read inside...)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.read.record import record

REMEMBERED = 500                                 # parts of a node that are kept with it


@record(frozen=True, slots=True)
class Span:
    """A stretch of the source: code-point offsets, the end exclusive."""

    start: int
    stop: int


class _Remembering:
    """Room for what is found of a node once: a node never changes, and is looked at many times."""

    __slots__ = ("_flat", "_kinds", "_names", "_parts", "_plain", "_spelled")
    _flat: str | None                            # see `elaborate.language.spelling`
    _kinds: frozenset[str]
    _names: frozenset[str]
    _parts: tuple[Node, ...]
    _plain: bool                                 # see `elaborate.names.plainness`
    _spelled: frozenset[str]                     # see `elaborate.language.spelling`


@record(frozen=True, slots=True)
class Node(_Remembering):
    """What was written: shape and place, no meaning. Errors are nodes too."""

    kind: str
    text: str
    children: tuple[Node, ...]
    span: Span

    def walk(self) -> Iterator[Node]:
        """This node and every one inside it, in order of place, without recursion on depth."""
        try:
            return iter(self._parts)
        except AttributeError:
            pass
        found, pending = [], [self]
        while pending:
            node = pending.pop()
            found.append(node)
            if node.children:
                pending += node.children[::-1]
        if len(found) <= REMEMBERED:             # deep nests are walked through from every level
            object.__setattr__(self, "_parts", tuple(found))
        return iter(found)

    def kinds(self) -> frozenset[str]:
        """The kinds of this node and of every one inside it: most questions are about kinds that are not there."""
        try:
            return self._kinds
        except AttributeError:
            found = frozenset([node.kind for node in self.walk()])
            object.__setattr__(self, "_kinds", found)
            return found

    def letters(self) -> frozenset[str]:
        """The texts of the names within this node."""
        try:
            return self._names
        except AttributeError:
            found = frozenset([node.text for node in self.walk() if node.kind == "name"])
            object.__setattr__(self, "_names", found)
            return found


def holds(nodes: Iterable[Node], kinds: frozenset[str]) -> bool:
    """Whether a node of one of these kinds stands anywhere in some nodes."""
    return any(not kinds.isdisjoint(node.kinds()) for node in nodes)


def outside(node: Node, kinds: frozenset[str]) -> Iterator[Node]:
    """The parts of a formula that do not stand within a node of one of these kinds."""
    pending = [node]
    while pending:
        part = pending.pop()
        if part.kind not in kinds:
            yield part
            pending += part.children
