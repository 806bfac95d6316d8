"""Names in more than one letter or word, made one node before anything is read.

    SE = s / \\sqrt{n}                   SE is one name: it is given as a whole, and S and E stand nowhere else
    P(\\text{two heads in a row})        the event is a name, spelled by its words
    P(\\text{rain} | \\text{cloudy sky})  so are both
    P(D | +), P(heads)                  and these
    x_1, ..., x_n > 0                   what is said of a row is said of its element
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import is_

from derive.elaborate.language.conventions import ORDERS, PROBABILITY_LETTERS
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.typed_events import denied
from derive.elaborate.names.bracketed import bracketed, named_in
from derive.elaborate.names.everywhere import of_each
from derive.kernel.probability import CHANCES
from derive.kernel.term import Symbol
from derive.read.document import Block, Display, Document, Formula, Heading, Paragraph, Text
from derive.read.node import Node, Span, holds
from derive.read.record import replace

USUAL = frozenset({
    "SE", "SD", "ME", "MOE", "MSE", "RMSE", "MAE", "SSE", "SSR", "SST", "SSG", "MSG", "RSS", "TSS", "IQR",
    "TP", "FP", "FN", "TN", "TPR", "FPR", "TNR", "FNR", "AUC", "IoU", "BCE", "ELBO", "BIC", "AIC",
    "NPV", "PV", "FV", "IRR", "MRS", "DWL", "GDP",
})
# Abbreviations of economics, each with what the page must speak of; M and R may stand beside MR.
ECONOMIC = {
    "MR": "revenue", "MC": "cost", "MU": "utility", "TR": "revenue", "TC": "cost", "AC": "cost", "PV": "present value",
    "FV": "future value", **dict.fromkeys(
        ("MRS", "MRTS", "NPV", "DWL", "AVC", "ATC", "AFC", "MPL", "MPK", "IRR", "APR", "EAR", "ROI"), ""),
}
LONGEST = 12                                     # letters of a name written as a run
_ROWS = frozenset({"dots"})                        # x_1, ..., x_n
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_NEGATIVE = frozenset({"-", "−", "minus"})
_MARKUP = re.compile(r"\\(?:text\w*|mathrm|mathit|mbox|hbox|quad|qquad|[ ,;:!])|[{}$~]|\\(?=[%&#_])")
_CHANCE = PROBABILITY_LETTERS - ORDERS
_LETTERS = re.compile(r"[A-Za-z]{2}")
_LISTING = re.compile(r"\b(?:between|both|either|neither|respectively|\.\.\.)|\.\.")      # "and" joins no events there


def is_worded(symbol: Symbol) -> bool:
    """Whether a name is words, or the size |A| of a set: what it stands for is settled outside of the formulas."""
    return " " in symbol.name or symbol.name[:1] == "|"


def worded(document: Document, words: frozenset[str]) -> Document:
    """The document with its runs of letters, its events in words and its names in brackets as names."""
    tops = nodes(document.blocks)
    species = bracketed(tops)
    rows = holds(tops, _ROWS)
    told = [top for top in tops if "juxtapose" in top.kinds() and (
            "symbol" in top.kinds() or ("paren" in top.kinds() and _may_speak_of_events(top)))]
    if not (rows or species or words or told):
        return document
    used = {part.text for top in tops if rows for part in top.walk() if part.kind == "name"}

    def change(node: Node) -> Node:
        named = _named_events(node, document.source) if told and "juxtapose" in node.kinds() else node
        named = named_in(named, species) if species else named
        return of_each(_joined(named, words), used) if rows else _joined(named, words)

    return replace(document, blocks=tuple(changed(block, change) for block in document.blocks))


def runs(blocks: Sequence[Block]) -> frozenset[str]:
    """The runs of letters that are one name on a page.

    A run is one where an equation gives it as a whole and none of its letters stands anywhere but in such runs.
    The usual abbreviations of statistics need no equation, nor that: E(X) may stand beside SE. Those of economics need
    an equation, on a page that speaks of what they are. Small letters must be three, and not in the order of the
    alphabet: xyz = 6 is a product.
    """
    tops = [top for top in nodes(blocks) if "juxtapose" in top.kinds()]
    candidates = {run for top in tops for part in top.walk() if (run := _given_run(part))}
    economic = {run for run in candidates & ECONOMIC.keys() if _speak_of(blocks, ECONOMIC[run])}
    candidates |= {run for top in tops for part in top.walk() for run in _usual_runs(part)}
    tops = nodes(blocks) if candidates else []
    while candidates:
        alone = {letter for top in tops for letter in _letters_outside(top, candidates)}
        kept = {run for run in candidates if alone.isdisjoint(run) or (
            run in (*USUAL, "df", "KL") and not alone.issuperset(run)) or run in economic}
        if kept == candidates:
            break
        candidates = kept
    return frozenset(candidates)


def _speak_of(blocks: Sequence[Block], words: str) -> bool:
    """Whether a heading or paragraph has some words in it."""
    texts = (piece.text for block in blocks if isinstance(block, Heading | Paragraph) for piece in block.pieces
             if isinstance(piece, Text))
    return not words or any(words in text.lower() for text in texts)


def _given_run(part: Node) -> str | None:
    """The run of letters on the left of an equation."""
    if part.kind != "chain" or len(part.children) < 3 or part.children[1].text not in ("=", "approx", "define"):
        return None
    left = part.children[0]
    if left.kind != "juxtapose":
        return None
    run, length = _run_at(left.children, 0)
    if length != len(left.children) or not 2 <= len(run) <= LONGEST:
        return None
    if run.isupper():
        return run
    right = {inner.text for inner in part.children[2].walk() if inner.kind == "name"}
    differential = run[0] == "d" and part.children[2].kind not in ("number", "negate")
    if run == "df" and not {"d", "f"} & right and not any("diff" in inner.kind for inner in part.children[2].walk()):
        differential = False                     # degrees of freedom: df = n - 1
    long = (len(run) > 2 and run not in _ALPHABET) or run == "df"
    return run if run.islower() and long and not differential else None


def _usual_runs(part: Node) -> Iterable[str]:
    """Abbreviations of statistics, wherever they stand."""
    if part.kind == "juxtapose":
        for place in range(len(part.children)):
            run, _ = _run_at(part.children, place)
            before = part.children[place - 1] if place else None
            if run in USUAL and not (before is not None and before.span.stop == part.children[place].span.start):
                yield run


def _run_at(items: Sequence[Node], start: int) -> tuple[str, int]:
    """Letters that touch one another, from one place on; the last may bear a subscript."""
    run, place = "", start
    while place < len(items):
        item = items[place]
        stem = item.children[0] if item.kind == "sub" else item
        touches = place == start or items[place - 1].span.stop == item.span.start
        if stem.kind != "name" or len(stem.text) != 1 or not stem.text.isascii() or not touches:
            break
        run, place = run + stem.text, place + 1
        if item.kind == "sub":
            break
    return run, place - start


def _letters_outside(top: Node, words: set[str]) -> Iterable[str]:
    """The letters of a formula that stand outside of the given runs."""
    pending = [top]
    while pending:
        part = pending.pop()
        if part.kind == "name":
            yield part.text
        if part.kind == "sub" and part.children[0].kind == "name":
            pending.extend(part.children[1:])    # S_{xy} is a name of its own, and says nothing of S
        elif part.kind == "juxtapose":
            place = 0
            while place < len(part.children):
                run, length = _run_at(part.children, place)
                if run in words:
                    last = part.children[place + length - 1]
                    pending.extend(last.children[1:] if last.kind == "sub" else ())
                    place += length
                else:
                    pending.append(part.children[place])
                    place += 1
        else:
            pending.extend(part.children)


def _joined(node: Node, words: frozenset[str]) -> Node:
    """The node with its runs as names."""
    if not node.children or not words:
        return node
    children = tuple(_joined(child, words) for child in node.children)
    if node.kind != "juxtapose":
        return _with(node, children)
    items: list[Node] = []
    place = 0
    while place < len(children):
        run, length = _run_at(children, place)
        after = children[place + length] if place + length < len(children) else None
        if run not in words or (run == "KL" and after is not None and after.kind == "paren"):
            items.append(children[place])
            place += 1
            continue
        last = children[place + length - 1]
        end = last.children[0].span.stop if last.kind == "sub" else last.span.stop
        name = Node("name", run, (), Span(children[place].span.start, end))
        if last.kind == "sub":
            whole = Span(name.span.start, last.span.stop)
            name = Node("sub", last.text, (name, *last.children[1:]), whole)
        items.append(name)
        place += length
    return items[0] if len(items) == 1 else _with(node, tuple(items))


def _with(node: Node, children: tuple[Node, ...]) -> Node:
    """The node with other children, itself where they are the same ones: most of a page is left as it was."""
    return node if all(map(is_, children, node.children)) and len(children) == len(node.children) else Node(
        node.kind, node.text, children, node.span)


def _named_events(node: Node, source: str) -> Node:
    """The node with the events in words under P(...) as names, and without signs of currency."""
    if not node.children:
        return node
    children = [_named_events(child, source) for child in node.children]
    if node.kind == "juxtapose" and children[0].kind == "symbol" and children[0].text in ("dollar", "pounds"):
        del children[0]                          # \\$137 is the number
        if len(children) == 1:
            return children[0]
    if node.kind == "juxtapose":
        for place in range(1, len(children)):
            if spelling(children[place - 1]) in _CHANCE and children[place].kind == "paren":
                children[place] = _event(children[place], source, spelling(children[place - 1]) in CHANCES)
    return _with(node, tuple(children))


def _may_speak_of_events(top: Node) -> bool:
    """Whether one of the letters is among those of probabilities; a letter in another type may be."""
    return not top.letters().isdisjoint(_CHANCE) or "font" in top.kinds()


def _event(bracket: Node, source: str, made: bool) -> Node:
    """The bracket with its events as names; where it is of a probability, "red and large" is made of two."""
    inner = bracket.children[0]
    signs = () if not made else ("or", "and") if inner.kind == "given" else ("given", "or", "and")
    if inner.kind == "given":
        parts = tuple(_made(_word(child, source), signs) for child in inner.children)
        return replace(bracket, children=(replace(inner, children=parts),))
    return replace(bracket, children=(_made(_word(inner, source), signs),))


def _made(event: Node, signs: Sequence[str]) -> Node:
    """What words make of other events: P(red and large), P(red or large), P(red given large)."""
    words = event.text.removeprefix("event ")
    if event.kind != "name" or _LISTING.search(words):
        return event
    for place, sign in enumerate(signs, 1):
        parts = [part.strip(" ,") for part in re.split(rf",? +{sign} ", words, flags=re.I)]
        if len(parts) == 2 and all(map(_LETTERS.search, parts)):
            names = (Node("name", part if part.isalpha() else f"event {part}", (), event.span) for part in parts)
            made = tuple(_made(name, signs[place:]) for name in names)
            return Node("given", "|", made, event.span) if sign == "given" else Node("logic", sign, made, event.span)
    return event


def _word(part: Node, source: str) -> Node:
    """An event that is told in words, as a name: P(\\text{two heads}), P(heads)."""
    if part.kind == "juxtapose":
        run, length = _run_at(part.children, 0)
        if length == len(part.children) and len(run) > 2 and run.islower() and part.children[-1].kind == "name":
            return Node("name", run, (), part.span)
    if part.kind == "symbol":                    # P(D | +), and P(- | D), a test that is not positive
        positive = Node("name", f"event {'+' if part.text in _NEGATIVE else part.text}", (), part.span)
        return Node("logic", "not", (positive,), part.span) if part.text in _NEGATIVE else positive
    if not any(inner.kind in ("text", "phrase") for inner in part.walk()):
        return part
    plain = " ".join(_MARKUP.sub(" ", source[part.span.start:part.span.stop]).split())
    if (place := denied(plain, 0, len(plain), source)) is not None and (rest := plain[place:]).isalpha():
        return Node("logic", "not", (Node("name", rest, (), part.span),), part.span)
    return Node("name", f"event {plain}", (), part.span)


def changed(block: Block, change: Callable[[Node], Node]) -> Block:
    """The block with every part of its formulas changed."""
    def formula(one: Formula) -> Formula:
        parts = tuple(map(change, one.parts))
        return one if all(map(is_, parts, one.parts)) else replace(one, parts=parts)

    if isinstance(block, Display):
        return replace(block, lines=tuple(formula(line) for line in block.lines))
    assert isinstance(block, Heading | Paragraph)
    return replace(block, pieces=tuple(formula(p) if isinstance(p, Formula) else p for p in block.pieces))


def in_runs(formulas: Sequence[Node]) -> frozenset[str]:
    """The capitals that stand only right beside other capitals, as in CS and AC(q): letters of names, or factors."""
    if not any(len(name) == 1 and name.isupper() for top in formulas for name in top.letters()):
        return frozenset()
    beside: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for part in (part for top in formulas for part in top.walk()):
        if part.kind == "name" and _is_capital(part):
            everywhere[part.text] += 1
        if part.kind == "juxtapose":
            capitals = [_is_capital(child) for child in part.children]
            for place, child in enumerate(part.children):
                if capitals[place] and any(capitals[max(0, place - 1):place] + capitals[place + 1:place + 2]):
                    beside[child.text] += child.kind == "name"
    return frozenset(name for name, count in everywhere.items() if count == beside[name])


def _is_capital(part: Node) -> bool:
    while part.kind in ("prime", "sub", "sup"):
        part = part.children[0]
    return part.kind == "name" and len(part.text) == 1 and part.text.isupper()


__all__ = ["changed", "in_runs", "runs", "worded"]
