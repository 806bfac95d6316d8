"""Layers described in the text itself, as givens beside those of the context file.

    the input is 64 x 64 x 3
    layer A is a convolution with 8 filters of 5 x 5, stride 1, no padding
    B is a 2 x 2 max pooling of A with stride 2
"""

from __future__ import annotations

import re

from derive.elaborate.language import phrases_layers_en as layered
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import GAP, SENTENCE, Template
from derive.elaborate.page import Page
from derive.elaborate.prose.layers import LIMIT, Layer, Network
from derive.elaborate.prose.quantities import Mention, Value, formula_value, shape_of, state_value, text_value
from derive.read.node import Node
from derive.read.record import replace

SIDE = r"(\d{1,9})\s*(?:x|×|\*|by|\\times)\s*(\d{1,9})"
SHAPE = re.compile(rf"{SIDE}(?:\s*(?:x|×|\*|by|\\times)\s*(\d{{1,9}}))?")
FILTERS_OF = re.compile(r"\bfilters?\b")
KERNEL_SIZE = re.compile(
    r"(?:kernel|window|filter)s? (?:size )?(?:of )?(?:size )?(\d{1,4})\b(?!\s*(?:x|×|by|filter|kernel))"
)


def numbered(text: Template) -> Template:
    """The text with each numbered layer named in one word: conv layer 1 as conv_layer_1."""
    found = list(layered.NUMBERED_LAYER.finditer(text.text))
    if not found:
        return text

    def joined(said: str) -> str:
        for match in found:
            name = re.sub(r"[- ]", "_", said[match.start() : match.end()])
            said = said[: match.start()] + name + said[match.end() :]
        return said
    return replace(text, text=joined(text.text), written=joined(text.written))


def read_descriptions(page: Page, text: Template) -> list[tuple[int, int]]:
    """Declare every layer that a sentence describes; the stretches of the sentences that did."""
    found: list[tuple[int, int]] = []
    start = 0
    ends = [(match.start(), match.end()) for match in re.finditer(rf"{SENTENCE.pattern}|;|\n", text.text)]
    for stop, after in [*ends, (len(text.text), len(text.text))]:
        found += _describe(page, text, start, stop)
        start = after
    return found


def _describe(page: Page, text: Template, start: int, stop: int) -> list[tuple[int, int]]:
    """The layers of a sentence, one after the other; what is done to a size and not understood ends what is known."""
    said = text.text[start:stop]
    found = _describe_input(page, text, start, stop)
    named = layered.LAYER.match(text.text, start, stop)
    if named is not None and named["input"]:
        return found
    kinds = (layered.UNITS, *(pattern for _, pattern in layered.LAYER_KINDS))
    if not any(pattern.search(said) for pattern in kinds) and not (
        named is not None and _layer_name(page, text, named) in page.network.layers and FILTERS_OF.search(said)
    ):
        return found
    if layered.COUNTS.search(said) or not layered.APPLIES.search(_flattened(text, start, stop)):
        return found
    places = [place for match in layered.FOLLOWED.finditer(text.text, start, stop) for place in match.span()]
    pieces = list(zip([start, *places[1::2]], [*places[0::2], stop], strict=True))
    for begin, end in pieces:
        result = layered.GIVES.search(text.text, begin, end)
        before = result.start() if result is not None else end
        if not _describe_layer(page, text, begin, before):
            continue
        found.append((begin, before))
        size = _size_said(page, text, result.end(), end) if result is not None else None
        if result is not None and size is not None:
            value, after = size
            value.at = text.span(*_trimmed(text, result.start(), result.end()))
            mention = Mention("size", [page.told_layers[-1]], span=text.span(*_trimmed(text, begin, before)))
            state_value(page, mention, value)
            found.append((before, after))
    page.subject = page.told_layers[-1] if len(found) and len(pieces) == 1 else ""
    return found


def _size_said(page: Page, text: Template, start: int, stop: int) -> tuple[Value, int] | None:
    """The size at which a stretch begins, and where it ends there."""
    gap = GAP.match(text.text, start, stop)
    if gap is not None:
        value = formula_value(page, text.formulas[int(gap.group(1))], int(gap.group(1)))
        return (value, gap.end()) if value is not None and value.shape else None
    written = SHAPE.match(text.text, start, stop)
    if written is None:
        return None
    value = text_value(page, written.group(), text.span(written.start(), written.end()))
    return (value, written.end()) if value is not None else None


def _trimmed(text: Template, start: int, stop: int) -> tuple[int, int]:
    """A stretch without the blanks at its ends."""
    inside = text.text[start:stop]
    left = len(inside) - len(inside.lstrip(" ,\n"))
    return start + left, max(stop - (len(inside) - len(inside.rstrip(" ,\n"))), start + left + 1)


def _describe_input(page: Page, text: Template, start: int, stop: int) -> list[tuple[int, int]]:
    """The input, by its size; a second one begins another network."""
    said, places = _said_at(text, start, stop)
    match = layered.INPUT.search(said)
    layer = _input(match["after"] or match["before"], said) if match is not None else None
    if match is None or layer is None or layered.COUNTS.search(said[: match.start()]):
        return []
    if page.told_layers:
        kept = {name: known for name, known in page.network.layers.items() if name not in page.told_layers}
        page.network, page.told_layers = Network(kept), []
    group = "after" if match["after"] else "before"
    begin, end = places[match.start(group)], places[match.end(group) - 1] + 1
    _declare(page, text, layer, begin, end)
    return [(begin, end)]


def _describe_layer(page: Page, text: Template, start: int, stop: int) -> bool:
    """One layer, by its name or without one: B is a 2 x 2 max pooling; then a 2 x 2 max pooling with stride 2."""
    match = layered.LAYER.match(text.text, start, stop)
    name = _layer_name(page, text, match) if match is not None else ""
    if match is not None and name:
        layer = _layer(page, name, _flattened(text, match.start(), stop), _flattened(text, match.end("verb"), stop))
        verb = match.span("verb")
    else:
        said = _flattened(text, start, stop)
        kind = next((kind for kind, pattern in layered.LAYER_KINDS if pattern.search(said) and kind != "same"), "")
        if not kind or not layered.APPLIES.search(said):
            return False
        called = layered.CALLED.search(text.written, start, stop)
        name, verb = called["name"] if called else f"{kind} {len(page.told_layers) + 1}", (start, stop)
        layer = _layer(page, name, said, said)
        if layer is None:
            if page.told_layers:                 # what is done to the size here is not known
                page.network = page.network.with_layer(Layer(name, "unknown"))
                page.told_layers.append(name)
            return False
    if layer is None or not _is_plain(text, start, stop):
        return False
    _declare(page, text, layer, *verb)
    return True


def _is_plain(text: Template, start: int, stop: int) -> bool:
    """Whether the formulas of a stretch are sizes and names only: nothing else may be passed over."""
    gaps = (text.node(int(match.group(1))) for match in GAP.finditer(text.text, start, stop))
    return all(node is not None and (shape_of(node) or spelling(node)) for node in gaps)


def _declare(page: Page, text: Template, layer: Layer, start: int, stop: int) -> None:
    page.network = page.network.with_layer(layer)
    page.told_layers.append(layer.name)
    page.add(page.step("given", text.span(*_trimmed(text, start, stop)), role="declaration", relation="is"))


def _layer_name(page: Page, text: Template, match: re.Match[str]) -> str:
    if match["input"]:
        return "input"
    written = text.written[match.start("name") : match.end("name")]
    gap = GAP.fullmatch(written)
    if gap is not None:
        node = text.node(int(gap.group(1)))
        return (spelling(node) or "") if node is not None else ""
    known = written[:1].isupper() or match["word"] or written in page.network.layers
    numbered = layered.NUMBERED_LAYER.fullmatch(written.replace("_", " ")) or layered.KIND_AND_NUMBER.fullmatch(written)
    return written if known or numbered else ""


def _flattened(text: Template, start: int, stop: int) -> str:
    """The words with every simple formula written out: 5 x 5, 3, A."""
    return _said_at(text, start, stop)[0]


def _said_at(text: Template, start: int, stop: int) -> tuple[str, list[int]]:
    """The words with every simple formula written out, and the place in the text of each of their characters."""
    said: list[str] = []
    places: list[int] = []
    place = start
    while place < stop:
        gap = GAP.match(text.text, place, stop)
        if gap is None:
            said.append(text.text[place])
            places.append(place)
            place += 1
            continue
        written = _written_out(text.node(int(gap.group(1))))
        said.append(written)
        places += [gap.start()] * (len(written) - 1) + [gap.end() - 1]
        place = gap.end()
    return "".join(said), places


def _written_out(node: Node | None) -> str:
    if node is None:
        return " "
    shape = shape_of(node)
    return " x ".join(str(side) for side in shape) if shape else f" {spelling(node) or ' '} "


def _input(size: str, said: str) -> Layer | None:
    """The input; a grey picture has one channel, a coloured one three, said or not."""
    match = SHAPE.search(size)
    if match is None:
        return None
    shape = tuple(int(side) for side in match.groups() if side)
    if len(shape) == 2 and (layered.GREY.search(said) or layered.COLOURED.search(said)):
        shape += (1,) if layered.GREY.search(said) else (3,)
    return Layer("input", "input", shape=shape) if all(0 < side < LIMIT for side in shape) else None


def _layer(page: Page, name: str, sentence: str, said: str) -> Layer | None:
    """The layer that is described; its kind may stand in its name: Conv1: 32 filters of 3 x 3."""
    kind = next((kind for kind, pattern in layered.LAYER_KINDS if pattern.search(said)), None)
    kind = kind or next((kind for kind, pattern in layered.LAYER_KINDS if pattern.search(sentence)), None)
    kind = kind or ("dense" if layered.UNITS.search(said) else None)
    if kind is None:
        return None
    said = layered.INPUT.sub(" ", said)
    filters = layered.FILTERS.search(said)
    size, shape = KERNEL_SIZE.search(said), SHAPE.search(said)
    kernel = (int(shape[1]), int(shape[2])) if shape else (int(size[1]), int(size[1])) if size else (0, 0)
    stride = _number(layered.STRIDE.search(said), kernel[0] if kind == "pool" else 1)
    padding: tuple[int, int] | None = None
    if not layered.SAME_PADDING.search(said):
        around = _number(layered.PADDING.search(said), 0)
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
    for match in layered.READS.finditer(said):
        if match[1] in known:
            return known[match[1]]
    return next(reversed(known.values()), "input")
