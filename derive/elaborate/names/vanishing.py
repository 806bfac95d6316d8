"""What words say vanishes, as an equation: $2x - 6$, which vanishes at $x = 3$.

    $2x - 6$, which is zero at $x = 3$           2 (3) - 6 = 0
    ..., which vanishes at $$w = b - a$$         2(w - b) + 2a = 0, and so w = b - a

Declines: a letter or a chain that is said to vanish; several places at once; names that the expression does not have.
"""

from __future__ import annotations

from itertools import pairwise

from derive.elaborate.language.spelling import names_in, spelling
from derive.read.document import Block, Display, Document, Formula, Paragraph, Text
from derive.read.node import Node, Span
from derive.read.patterns import regex
from derive.read.record import replace

WORDS = regex(
    r"\s*,?\s*(?:which|that|and (?:it|this|that))?\s*(?:vanishes|is (?:equal to )?zero|equals zero)\s+"
    r"(?:exactly |only |precisely )?(?:at|when|for|if|where)[\s:]*")
BINDING = frozenset({"bigop", "derivative", "integral", "evaluated", "prime", "nabla"})
MADE = frozenset({"sum", "product", "juxtapose", "frac", "over", "sup", "apply"})


def with_vanishing(document: Document) -> Document:
    """The document with such expressions as equations."""
    blocks = document.blocks
    read = [_read(block, *blocks[place + 1 : place + 2]) for place, block in enumerate(blocks)]
    return replace(document, blocks=tuple(read))


def _read(block: Block, following: Block | None = None) -> Block:
    if not isinstance(block, Paragraph):
        return block
    pieces: list[Text | Formula] = []
    for place, piece in enumerate(block.pieces):
        behind = following if place + 1 == len(block.pieces) else block.pieces[place + 1]
        if isinstance(piece, Formula) and len(pieces) > 1 and (
                joined := _joined(pieces[-2], pieces[-1], piece)) is not None:
            pieces[-2:] = [joined]
        elif isinstance(behind, Display) and pieces and (one := _before(pieces[-1], piece, behind)) is not None:
            pieces[-1:] = [one, piece]
        else:
            pieces.append(piece)
    return block if pieces == list(block.pieces) else replace(block, pieces=tuple(pieces))


def _joined(before: Text | Formula, words: Text | Formula, behind: Formula) -> Formula | None:
    """$2x - 6$, which vanishes at $x = 3$, as one formula: 2 (3) - 6 = 0."""
    equation, place = _equation(before, words, behind), _place(behind)
    if equation is None or place is None or equation.kinds() & BINDING:
        return None
    name, value = spelling(place.children[0]), place.children[2]
    if any(part.kind == "juxtapose" and spelling(right) == name and left.kind != "number"
           for part in equation.walk() for left, right in pairwise(part.children)):
        return None                              # a x: a (3) may be a function of 3
    return Formula(Span(before.span.start, behind.span.stop), (_with(equation, name, value),))


def _with(node: Node, name: str | None, value: Node) -> Node:
    """A node with a value for a name."""
    if spelling(node) == name:
        return Node("paren", "()", (value,), node.span)
    return replace(node, children=tuple(_with(child, name, value) for child in node.children))


def _before(before: Text | Formula, words: Text | Formula, display: Display) -> Formula | None:
    """The same right before a display."""
    equation = _equation(before, words, display.lines[0]) if len(display.lines) == 1 else None
    return None if equation is None or not isinstance(before, Formula) else replace(before, parts=(equation,))


def _equation(before: Text | Formula, words: Text | Formula, behind: Formula) -> Node | None:
    """The equation that words say holds at a place."""
    said = isinstance(words, Text) and WORDS.fullmatch(words.text) is not None
    if not said or not isinstance(before, Formula) or len(before.parts) != 1 or (at := _place(behind)) is None:
        return None
    return _set_to_zero(before.parts[0]) if _is_of(before.parts[0], at) else None


def _place(piece: Formula) -> Node | None:
    """x = 3 of a formula that says this alone."""
    if len(piece.parts) != 1:
        return None
    chain = piece.parts[0]
    single = chain.kind == "chain" and len(chain.children) == 3 and chain.children[1].text == "="
    plain = single and spelling(chain.children[0]) is not None and not {"pm", "list", "set", "interval"} & chain.kinds()
    return chain if plain and not any(part.text in ("pm", "mp") for part in chain.walk()) else None


def _is_of(node: Node, place: Node) -> bool:
    """Whether a node is an expression in the name of which a place is told."""
    return node.kind in MADE and names_in(place.children[0]) <= names_in(node) and spelling(node) is None


def _set_to_zero(node: Node) -> Node:
    at = Span(node.span.stop, node.span.stop)
    zero = Node("number", "0", (), at)
    return Node("chain", "", (node, Node("relation", "=", (), at), zero), node.span)


__all__ = ["with_vanishing"]
