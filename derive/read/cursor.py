"""The cursor: a place in the tokens, what the parsers of the kinds of notation share, and what bounds them.

Every group, function, big operator and derivative goes one level deeper; beyond DEEPEST levels what is left of the
group is an error node. Chains of signs that nest to the left are bounded by LONGEST.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.read.node import Node, Span
from derive.read.numerals import Token
from derive.read.vocabulary import words

DEEPEST = 44
LONGEST = 100

STOP = Token("end", "", 0, 0)
CLOSERS = frozenset(("close", "}", "right", "rbar", "end", "newline", "&", "finish", "infix"))
SEPARATORS = frozenset((",", ";", ":", ".", "quad", "mid", "quantifier"))
STARTS = frozenset(words(
    "number name word func big int accent font sym dots open { left lbar frac binom sqrt partial nabla macro "
    "begin struck dsign unknown subs supers ^ _ prime not"
))


class Cursor:
    """Where the parser is; nothing here knows any notation."""

    def __init__(self, source: str, tokens: list[Token], start: int, stop: int) -> None:
        self.source = source
        self.tokens = tokens
        self.depth = 0
        self.start = start
        self.stop = stop
        self.bars: list[str] = []                # what closes the innermost bracket: "|" and "||" close bars
        self.opened = -1                         # the token right after a bar that opens: a bar there opens too
        self.integrals = 0                       # a differential ends the run while this is positive
        self.absorbed: list[Node] = []           # variables of differentials that stood in a numerator
        self.evaluations = 0                     # evaluation bars met so far
        self.typed = False                       # on a keyboard, and not for TeX: 2^10 is a power of ten
        self.ratios = False                      # a colon between two values is their ratio
        self.left_bars, self.differentials_ahead = surroundings(tokens)
        self.partners = pairs(tokens)
        self.last = Token("end", "", stop, stop)
        self.go_to(0)

    # The parsers of each kind of notation, which live in their own modules.
    def items(self) -> Node:
        raise NotImplementedError

    def statement(self) -> Node:
        raise NotImplementedError

    def sum(self) -> Node:
        raise NotImplementedError

    def term(self) -> Node:
        raise NotImplementedError

    def run(self) -> Node:
        raise NotImplementedError

    def factor(self) -> Node:
        raise NotImplementedError

    def atom(self) -> Node:
        raise NotImplementedError

    def argument(self) -> Node:
        raise NotImplementedError

    def scripts(self, base: Node, start: int) -> Node:
        raise NotImplementedError

    def evaluation(self, inner: Node, start: int) -> Node:
        raise NotImplementedError

    def bracket(self) -> Node:
        raise NotImplementedError

    def environment(self) -> Node:
        raise NotImplementedError

    def function(self) -> Node:
        raise NotImplementedError

    def big(self, prefix: str = "", begun: int | None = None) -> Node:
        raise NotImplementedError

    def integral(self) -> Node:
        raise NotImplementedError

    def fraction(self) -> Node:
        raise NotImplementedError

    def partial(self) -> Node:
        raise NotImplementedError

    def nabla(self) -> Node:
        raise NotImplementedError

    def differential(self) -> Node:
        raise NotImplementedError

    def group(self) -> Node:
        raise NotImplementedError

    def body(self) -> Node:
        raise NotImplementedError

    def script(self) -> Node:
        raise NotImplementedError

    def variables(self, outer: int = 0) -> list[Node]:
        raise NotImplementedError

    def is_prose(self, token: Token) -> bool:
        raise NotImplementedError

    def deeper(self, parse: Callable[[], Node]) -> Node:
        """Parse one level deeper, or skip the group when that is too deep."""
        if self.depth >= DEEPEST:
            start = self.token.start
            self.skip_group()
            return self.fault(f"nested deeper than {DEEPEST} levels", start)
        self.depth += 1
        result = parse()
        self.depth -= 1
        return result

    def go_to(self, index: int) -> None:
        """`i` and the token there, or a token of kind "end"; both are read far more often than they change."""
        self.i = index
        self.token = self.tokens[index] if index < len(self.tokens) else self.last

    def ahead(self, distance: int) -> Token:
        index = self.i + distance
        return self.tokens[index] if 0 <= index < len(self.tokens) else self.last

    def advance(self) -> Token:
        token = self.token
        self.go_to(self.i + 1)
        return token

    @property
    def end(self) -> int:
        """Where the last token that was read ends."""
        tokens, read = self.tokens, self.i
        if not tokens or read == 0:
            return self.start
        return tokens[read - 1 if read < len(tokens) else -1].stop

    def node(self, kind: str, text: str, children: tuple[Node, ...], start: int) -> Node:
        """A node from `start` to the end of what was read, and around its children in any case."""
        end = self.end
        stop = end if end > start else start
        for child in children:
            at = child.span
            if at.start < start:
                start = at.start
            if at.stop > stop:
                stop = at.stop
        return Node(kind, text, children, Span(start, stop))

    def continues(self) -> bool:
        raise NotImplementedError

    def none(self, at: int | None = None) -> Node:
        place = self.end if at is None else at
        return Node("none", "", (), Span(place, place))

    def fault(self, message: str, start: int, children: tuple[Node, ...] = ()) -> Node:
        return self.node("error", message, children, start)

    def missing(self, what: str) -> Node:
        """An error node for something absent; it covers the sign that calls for it, which stands before."""
        if not self.i:
            return Node("error", what, (), Span(self.start, self.start))
        place = self.ahead(-1)
        return Node("error", what, (), Span(place.start, place.stop))

    def skip_group(self) -> None:
        """To the closer of the group we are in, without reading what is in it."""
        level = 0
        while self.i < len(self.tokens):
            kind = self.token.kind
            if kind in ("open", "{", "left", "begin"):
                level += 1
            elif kind in ("close", "}", "right", "finish"):
                if level == 0:
                    return
                level -= 1
            self.go_to(self.i + 1)


def starts_differential(tokens: list[Token], i: int) -> bool:
    """Whether dx, \\mathrm{d}x, d\\mathbf{x}, d\\hat x begins at token i."""
    if i + 1 >= len(tokens):
        return False
    token = tokens[i]
    if (token.kind, token.text) not in (("name", "d"), ("dsign", "d")):
        return False
    if token.kind == "name" and i and tokens[i - 1].kind in ("_", "^"):
        return False
    following = tokens[i + 1]
    if token.kind == "dsign" and following.kind in ("{", "open", "left"):
        return True
    return following.kind in ("name", "word", "accent", "font")


def pairs(tokens: list[Token]) -> dict[int, int]:
    """For every brace that is closed: its index -> the index of the one that closes it."""
    found: dict[int, int] = {}
    pending: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "{":
            pending.append(index)
        elif token.kind == "}" and pending:
            found[pending.pop()] = index
    return found


def surroundings(tokens: list[Token]) -> tuple[dict[int, int], dict[int, bool]]:
    """For every bar: how many of its kind are left in its group; for every integral: whether a differential follows."""
    bars: dict[int, int] = {}
    differentials: dict[int, bool] = {}
    counts: list[dict[str, int]] = [{}]
    for i in range(len(tokens) - 1, -1, -1):
        kind = tokens[i].kind
        if kind in ("close", "}", "right", "finish"):
            counts.append({})
        elif kind in ("open", "{", "left", "begin"):
            counts.pop()
            if not counts:
                counts.append({})
        elif kind in ("&", "newline"):
            counts[-1] = {}
        elif kind in ("bar", "dbar"):
            counts[-1][kind] = bars[i] = counts[-1].get(kind, 0) + 1
        elif kind == "int":
            differentials[i] = counts[-1].get("d", 0) > 0
            counts[-1]["d"] = max(0, counts[-1].get("d", 0) - (1 if differentials[i] else 0))
        elif kind in ("name", "dsign") and starts_differential(tokens, i):
            counts[-1]["d"] = counts[-1].get("d", 0) + 1
    return bars, differentials
