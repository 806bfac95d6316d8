"""LaTeX mathematics in, `Node` trees out. Reading never raises: what cannot be read is an error node.

The conventions for ambiguous notation stand in `derive.read.expression`, those for numbers in `derive.read.tokens`,
those for bars in `derive.read.brackets`.
"""

from __future__ import annotations

from derive.read.atoms import Atoms
from derive.read.brackets import Brackets
from derive.read.cursor import pairs
from derive.read.derivatives import Derivatives
from derive.read.environments import Environments
from derive.read.expression import Expression
from derive.read.functions import Functions
from derive.read.keyboard import as_typed
from derive.read.lines import Lines, label
from derive.read.node import Node, Span
from derive.read.numerals import Token
from derive.read.scripts import Scripts
from derive.read.signed_events import with_signed_events
from derive.read.tokens import tokenize
from derive.read.typed_columns import in_columns
from derive.read.vocabulary import LINES


class Parser(Expression, Scripts, Derivatives, Functions, Brackets, Environments, Atoms, Lines):
    """All the notation together."""


def parse_line(source: str, start: int = 0, stop: int | None = None, typed: bool = False) -> tuple[Node, ...]:
    """The statements on one line of a display, in order, with the words between them; `typed` without TeX: 2^10."""
    stop = len(source) if stop is None else stop
    named = label(source, start, stop)
    tokens = as_typed(tokenize(source, named.stop if named else start, stop), typed)
    tokens = in_columns(tokens, source) if typed else tokens
    parser = Parser(source, flat(tokens), start, stop)
    parser.typed = typed
    parts = parser.parts()
    if named is None:
        return parts
    return (Node("text", source[named.start:named.stop], (), named), *parts)


def parse(source: str, start: int = 0, stop: int | None = None, typed: bool = False) -> Node:
    """One formula: a chain, an expression, a list where there are several statements, or an error."""
    stop = len(source) if stop is None else stop
    parts = parse_line(source, start, stop, typed)
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Node("error", "nothing is written here", (), Span(start, stop))
    return Node("list", ",", parts, Span(parts[0].span.start, parts[-1].span.stop))


OPERATORS = frozenset(
    ("rel", "arrow", "+", "-", "times", "/", "operator", "pm", "quad", ",", ";", "&", "newline", "begin", "")
)

BINDING = frozenset(("rel", "arrow", "times", "+", "-", "/"))
# Marks at the end of a proof or a checked line.
FINISHED = frozenset(("checkmark", "square", "qed"))
CLOSED = {"(": ")", "[": "]", "{": "}"}
REACH = 400                                      # tokens between the parts of a broken bracket
SEAM = frozenset(("newline", "&", "quad", "+", "-", "times"))


def flat(tokens: list[Token]) -> list[Token]:
    """Without the alignment marks of lines, and the line breaks outside of every environment.

    A mark beside a sign only aligns. A mark between two operands separates columns of equations: it is left as space
    that separates statements. The marks of matrices and cases stay.
    """
    tokens = connected(ungrouped_signs(ungrouped_cells(unbroken(with_signed_events(tokens)))))
    environments: list[str] = []
    stacked, systems = stacks(tokens), aligned_systems(tokens)
    kept: list[Token] = []
    related = marked = False                     # a relation since the last mark; a mark just before
    for index, token in enumerate(tokens):
        if token.kind == "begin":
            environments.append("aligned" if index in systems else token.text)
        elif token.kind == "finish" and environments:
            environments.pop()
        lined = not environments or environments[-1] in LINES
        if index in stacked:
            kept.append(token)
            continue
        if token.kind in ("rel", "arrow", "begin", "newline"):
            related = token.kind in ("rel", "arrow")
        if lined and (token.kind == "&" or (token.kind == "newline" and not environments)):
            before, after = kept[-1].kind if kept else "", following(tokens, index)
            if before not in OPERATORS and after not in OPERATORS and (related or "text" in (before, after)):
                kept.append(Token("quad", "", token.start, token.stop))
                related = False
            marked = True
        elif token.kind == "quad":
            if not marked and not inside_chain(kept, following(tokens, index)):
                kept.append(token)
        else:
            kept.append(token)
            marked = False
    while kept and kept[-1].kind == "sym" and kept[-1].text in FINISHED:
        kept.pop()
    return kept


def aligned_systems(tokens: list[Token]) -> set[int]:
    """Where an array under a brace, or cases, begin whose marks only align the signs of equations: 2x + y &= 3."""
    around: list[int] = []
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "begin":
            around.append(index)
        elif token.kind == "finish" and around:
            around.pop()
        elif around and {tokens[index - 1].kind, token.kind} == {"&", "rel"}:
            found.add(around[-1])
    return {index for index in found if tokens[index].text == "cases" or (
        index and (tokens[index - 1].kind, tokens[index - 1].text) == ("left", "{")
        and tokens[index].text in ("array", "matrix"))}


def inside_chain(kept: list[Token], after: str) -> bool:
    """Whether space stands beside a relation, so that it separates nothing: a \\quad = b."""
    before = kept[-1].kind if kept else ""
    return before in BINDING or (after in ("rel", "arrow", "times") and before not in (",", ";", ".", ":", "text"))


def unbroken(tokens: list[Token]) -> list[Token]:
    r"""Brackets broken over lines made whole: \right. at the end of one and \left. at the start of the next go."""
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if (token.kind, token.text) != ("right", "."):
            continue
        seam, breaks = index + 1, 0
        while seam < len(tokens) and tokens[seam].kind in SEAM:
            breaks += tokens[seam].kind == "newline"
            seam += 1
        if breaks and seam < len(tokens) and (tokens[seam].kind, tokens[seam].text) == ("left", "."):
            dropped |= {index, seam}
        elif (again := resumed(tokens, index)) is not None:
            dropped |= {index, again}
    return [token for index, token in enumerate(tokens) if index not in dropped] if dropped else tokens


def resumed(tokens: list[Token], ended: int) -> int | None:
    r"""Where \left. takes up again what \right. broke off: \left[ a \right. & + b \\ \left. + c \right]."""
    before = range(ended - 1, max(-1, ended - REACH), -1)
    opening = next((k for k in before if tokens[k].kind in ("left", "right")), None)
    if opening is None or tokens[opening].kind == "right" or tokens[opening].text not in CLOSED:
        return None
    broken = False
    for k in range(ended + 1, min(len(tokens), ended + REACH)):
        if tokens[k].kind == "right":
            return None
        broken = broken or tokens[k].kind in ("newline", "&")
        if tokens[k].kind == "left":
            after = next((t for t in tokens[k + 1:k + REACH] if t.kind in ("left", "right")), None)
            closes = after is not None and (after.kind, after.text) == ("right", CLOSED[tokens[opening].text])
            return k if broken and tokens[k].text == "." and closes else None
    return None


# What takes the group after it as an argument.
SCRIPTED = frozenset(("^", "_", "supers", "subs", "prime"))
TAKING = frozenset(("^", "_", "}", "macro", "frac", "binom", "sqrt", "accent", "font", "big"))


def ungrouped_cells(tokens: list[Token]) -> list[Token]:
    r"""{ a } & { = b }, as character recognition writes it: braces around a whole cell with a relation in it go."""
    if not any(token.kind == "{" for token in tokens):
        return tokens
    dropped: set[int] = set()
    for opening, closing in pairs(tokens).items():
        before = tokens[opening - 1].kind if opening else ""
        after = tokens[closing + 1].kind if closing + 1 < len(tokens) else ""
        if before in ("", "&", "newline", "begin") and after in ("", "&", "newline", "finish") and any(
                token.kind in ("rel", "arrow") for token in tokens[opening:closing]):
            dropped |= {opening, closing}
    return [token for index, token in enumerate(tokens) if index not in dropped] if dropped else tokens


def ungrouped_signs(tokens: list[Token]) -> list[Token]:
    r"""{{d z}^2} as {d z^2}, {\rm sech} x as \rm sech x, {\rm d}x as dx: braces around the sign go."""
    dropped: set[int] = set()
    for i, token in enumerate(tokens[:-2]):
        if token.kind != "{":
            continue
        sign = tokens[i + 1]
        if sign.kind in ("func", "dsign") and tokens[i + 2].kind == "}" and (not i or tokens[i - 1].kind not in TAKING):
            dropped |= {i, i + 2}
            continue
        if tokens[i + 1].kind == "}" and tokens[i + 2].kind not in SCRIPTED and (
                not i or tokens[i - 1].kind not in TAKING):
            dropped |= {i, i + 1}                # {} + 4
            continue
        around = [tokens[k].kind for k in (i - 1, i + 3, i + 4)] if i and i + 4 < len(tokens) else []
        if around == ["{", "}", "^"]:
            if (sign.text == "d" or sign.kind == "partial") and tokens[i + 2].kind in ("name", "word"):
                dropped |= {i, i + 3}
    return [token for index, token in enumerate(tokens) if index not in dropped] if dropped else tokens


def following(tokens: list[Token], index: int) -> str:
    """The kind of the next token that is not space or an empty group; "" at the end of a row."""
    index += 1
    while index < len(tokens):
        if tokens[index].kind == "quad":
            index += 1
        elif index + 1 < len(tokens) and (tokens[index].kind, tokens[index + 1].kind) == ("{", "}"):
            index += 2
        else:
            break
    kind = tokens[index].kind if index < len(tokens) else ""
    return "" if kind == "finish" else kind


def stacks(tokens: list[Token]) -> set[int]:
    r"""The line breaks within \\substack{...}, which separate conditions."""
    if not any(token.kind == "macro" and token.text == "substack" for token in tokens):
        return set()
    closing = pairs(tokens)
    return {
        index for i, token in enumerate(tokens) if token.kind == "macro" and token.text == "substack"
        for index in range(i, closing.get(i + 1, i)) if tokens[index].kind == "newline"
    }


def connected(tokens: list[Token]) -> list[Token]:
    r"""a < 1 \\wedge b < 2: between statements the wedge is an "and"; between values it is an operation."""
    if not any(token.kind == "times" and token.text == "wedge" for token in tokens):
        return tokens
    found = list(tokens)
    related: list[bool] = [False]                # per open group: a relation since its begin or its last separator
    wedges: list[list[int]] = [[]]               # the wedges after such a relation that wait for one behind them
    for index, token in enumerate(tokens):
        if token.kind in ("open", "{", "left", "begin"):
            related.append(False)
            wedges.append([])
        elif token.kind in ("close", "}", "right", "finish") and len(related) > 1:
            related.pop()
            wedges.pop()
        elif token.kind in (",", ";", ":", "quad", "mid", "newline", "&", "arrow"):
            related[-1], wedges[-1] = False, []
        elif token.kind in ("rel", "not"):
            for place in wedges[-1]:
                found[place] = Token("logic", "and", tokens[place].start, tokens[place].stop)
            related[-1], wedges[-1] = True, []
        elif token.kind == "times" and token.text == "wedge" and related[-1]:
            wedges[-1].append(index)
    return found
