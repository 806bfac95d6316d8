"""Layers described in the text itself, as givens beside those of the context file.

    the input is 64 x 64 x 3
    layer A is a convolution with 8 filters of 5 x 5, stride 1, no padding
    B is a 2 x 2 max pooling of A with stride 2
"""

from __future__ import annotations

import re

from derive.elaborate import phrases_en as phrases
from derive.elaborate.layers import LIMIT, Layer
from derive.elaborate.page import Page
from derive.elaborate.quantities import shape_of
from derive.elaborate.spelling import spelling
from derive.elaborate.template import GAP, SENTENCE, Template

SIDE = r"(\d{1,9})\s*(?:x|×|\*|by|\\times)\s*(\d{1,9})"
SHAPE = re.compile(rf"{SIDE}(?:\s*(?:x|×|\*|by|\\times)\s*(\d{{1,9}}))?")
KERNEL_SIZE = re.compile(
    r"(?:kernel|window|filter)s? (?:size )?(?:of )?(?:size )?(\d{1,4})\b(?!\s*(?:x|×|by|filter|kernel))"
)


def read_descriptions(page: Page, text: Template) -> list[tuple[int, int]]:
    """Declare every layer that a sentence describes; the stretches of the sentences that did."""
    found: list[tuple[int, int]] = []
    start = 0
    ends = [(match.start(), match.end()) for match in re.finditer(rf"{SENTENCE.pattern}|;|\n", text.text)]
    for stop, after in [*ends, (len(text.text), len(text.text))]:
        if _describe(page, text, start, stop):
            found.append((start, stop))
        start = after
    return found


def _describe(page: Page, text: Template, start: int, stop: int) -> bool:
    match = phrases.LAYER.match(text.text, start, stop)
    if match is None:
        return False
    name = _layer_name(page, text, match)
    said = _flattened(text, match.end("verb"), stop)
    layer = _input(said) if name == "input" else _layer(page, name, said) if name else None
    if layer is None:
        return False
    page.network = page.network.with_layer(layer)
    page.add(page.step("given", text.span(match.start("verb"), match.end("verb")), role="declaration", relation="is"))
    return True


def _layer_name(page: Page, text: Template, match: re.Match[str]) -> str:
    if match["input"]:
        return "input"
    written = text.written[match.start("name") : match.end("name")]
    gap = GAP.fullmatch(written)
    if gap is not None:
        node = text.node(int(gap.group(1)))
        return (spelling(node) or "") if node is not None else ""
    return written if written[:1].isupper() or match["word"] or written in page.network.layers else ""


def _flattened(text: Template, start: int, stop: int) -> str:
    """The words with every simple formula written out: 5 x 5, 3, A."""

    def written(match: re.Match[str]) -> str:
        node = text.node(int(match.group(1)))
        if node is None:
            return " "
        shape = shape_of(node)
        return " x ".join(str(side) for side in shape) if shape else f" {spelling(node) or ' '} "

    return GAP.sub(written, text.text[start:stop])


def _input(said: str) -> Layer | None:
    match = SHAPE.search(said)
    if match is None:
        return None
    shape = tuple(int(side) for side in match.groups() if side)
    return Layer("input", "input", shape=shape) if all(0 < side < LIMIT for side in shape) else None


def _layer(page: Page, name: str, said: str) -> Layer | None:
    kind = next((kind for kind, pattern in phrases.LAYER_KINDS if pattern.search(said)), None)
    if kind is None:
        return None
    filters = phrases.FILTERS.search(said)
    size, shape = KERNEL_SIZE.search(said), SHAPE.search(said)
    kernel = (int(shape[1]), int(shape[2])) if shape else (int(size[1]), int(size[1])) if size else (0, 0)
    stride = _number(phrases.STRIDE.search(said), kernel[0] if kind == "pool" else 1)
    padding: tuple[int, int] | None = None
    if not phrases.SAME_PADDING.search(said):
        around = _number(phrases.PADDING.search(said), 0)
        padding = (around, around)
    units = int(filters[1]) if filters else 0
    if (kind in ("conv", "pool") and min(*kernel, stride) < 1) or (kind in ("conv", "dense") and units < 1):
        return None
    kernel = kernel if kernel[0] else (1, 1)
    return Layer(name, kind, _source(page, name, said), (), units, kernel, (stride, stride), padding)


def _number(match: re.Match[str] | None, otherwise: int) -> int:
    return int(match[1]) if match is not None else otherwise


def _source(page: Page, name: str, said: str) -> str:
    """The layer that is read: the one that is named, or the one declared last."""
    known = {layer.lower(): layer for layer in page.network.layers if layer != name}
    for match in phrases.READS.finditer(said):
        if match[1] in known:
            return known[match[1]]
    return next(reversed(known.values()), "input")
