"""Layers of a network: sizes of their outputs, multiplications and parameters.

Comes in: declared layers, from the context file or from the text. Goes out:
shapes (height, width, channels) and counts, or why there are none. Layers are
givens; nothing here can assert that a step holds.

    output side      floor((n + 2 padding - kernel) / stride) + 1
    weights          kernel height * kernel width * channels in * filters
    multiplications  numbers in the output * weights per number
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

Shape = tuple[int, ...]
LIMIT = 10**9                                    # no layer of a document has a longer side


@dataclass(frozen=True, slots=True)
class Layer:
    """One declared layer."""

    name: str
    kind: str                                    # input conv pool dense flatten same; unknown, where it is not settled
    source: str = ""                             # the layer that it reads
    shape: Shape = ()                            # of an input
    filters: int = 0                             # of a convolution; units of a dense layer
    kernel: tuple[int, int] = (1, 1)
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] | None = (0, 0)     # None: as much as keeps the size


@dataclass(frozen=True, slots=True)
class Count:
    """A count with the named factors it is the product of."""

    factors: tuple[tuple[str, int], ...]
    extra: int = 0                               # biases

    @property
    def value(self) -> int:
        return prod(factor for _, factor in self.factors)


@dataclass(frozen=True)
class Network:
    """All layers that are declared."""

    layers: Mapping[str, Layer]

    def with_layer(self, layer: Layer) -> Network:
        return Network({**self.layers, layer.name: layer})

    def shape(self, name: str, depth: int = 0) -> Shape | None:
        """The shape of a layer's output; None where it is not declared, or its source is not."""
        layer = self.layers.get(name)
        if layer is None or depth > len(self.layers):
            return None
        if layer.kind == "input":
            return layer.shape or None
        before = self.shape(layer.source, depth + 1)
        if before is None:
            return None
        if layer.kind == "dense":
            return (layer.filters,)
        if layer.kind == "flatten":
            return (prod(before),)
        if layer.kind == "same":
            return before
        if layer.kind == "unknown":
            return None
        return _window(layer, before)

    def weights_per_output(self, name: str) -> tuple[tuple[str, int], ...] | None:
        """The factors of the number of weights behind one number of the output."""
        layer = self.layers.get(name)
        before = self.shape(layer.source) if layer else None
        if layer is None or before is None:
            return None
        if layer.kind == "dense":
            return (("inputs", prod(before)),)
        if layer.kind != "conv" or len(before) != 3:
            return None
        channels = before[2]
        return (
            ("rows of the kernel", layer.kernel[0]),
            ("columns of the kernel", layer.kernel[1]),
            ("input channel" if channels == 1 else "input channels", channels),
        )

    def parameters(self, name: str) -> Count | None:
        """Weights as the value, biases as the extra; None where the layers do not settle it."""
        layer = self.layers.get(name)
        per_output = self.weights_per_output(name)
        if layer is None:
            return None
        if layer.kind in ("pool", "flatten", "same", "input"):
            return Count((("parameters", 0),))
        if per_output is None:
            return None
        units = "units" if layer.kind == "dense" else "filters"
        return Count((*per_output, (units, layer.filters)), layer.filters)

    def multiplications(self, name: str) -> Count | None:
        """One for each weight behind each number of the output."""
        shape, per_output = self.shape(name), self.weights_per_output(name)
        if shape is None or per_output is None:
            return None
        sides = ("rows of the output", "columns of the output", "filters") if len(shape) == 3 else ("units",)
        return Count((*zip(sides, shape, strict=True), *per_output))

    def fitting(self, target: Shape, known: Mapping[str, Shape]) -> str:
        """What kind of window would carry a known shape to this one, in words; "" where none is small enough."""
        for name, before in reversed(tuple(known.items())):
            if len(before) != 3 or len(target) != 3 or before[0] < target[0] or before[1] < target[1]:
                continue
            for stride in (1, 2, 3, 4):
                sizes = [k for k in range(1, 12) if _side(before[0], k, stride, 0) == target[0]]
                if sizes and _side(before[1], sizes[0], stride, 0) == target[1]:
                    window = "a window"
                    filters = ""
                    if before[2] != target[2]:
                        window, filters = "a convolution", f" with {target[2]} filters"
                    size = " or ".join(str(k) for k in sizes)
                    change = f"{before[0]} -> {target[0]} from {name}"
                    return f"{change} fits {window} of size {size} and stride {stride}{filters}"
        return ""


def _side(size: int, kernel: int, stride: int, padding: int) -> int | None:
    room = size + 2 * padding - kernel
    return room // stride + 1 if room >= 0 and stride > 0 else None


def _window(layer: Layer, before: Shape) -> Shape | None:
    if len(before) != 3:
        return None
    sides = []
    for axis in (0, 1):
        if layer.padding is None:
            side: int | None = -(-before[axis] // layer.stride[axis])
        else:
            side = _side(before[axis], layer.kernel[axis], layer.stride[axis], layer.padding[axis])
        if side is None:
            return None
        sides.append(side)
    return (sides[0], sides[1], layer.filters if layer.kind == "conv" else before[2])


KINDS = {
    "input": "input", "conv": "conv", "convolution": "conv", "conv2d": "conv",
    "pool": "pool", "maxpool": "pool", "max_pool": "pool", "avgpool": "pool", "pooling": "pool",
    "dense": "dense", "linear": "dense", "fc": "dense", "flatten": "flatten",
    "relu": "same", "activation": "same", "softmax": "same", "dropout": "same", "batchnorm": "same",
}


def declared(context: Mapping[str, object] | None) -> tuple[Network, tuple[str, ...]]:
    """The layers of a context file, and what is wrong with the entries that are left out."""
    layers: dict[str, Layer] = {}
    faults: list[str] = []
    table = (context or {}).get("layers", {})
    if not isinstance(table, Mapping):
        return Network({}), ("layers is not a table",)
    for name, entry in table.items():
        layer = _layer(str(name), entry) if isinstance(entry, Mapping) else None
        if layer is None:
            faults.append(f"layers.{name} is not a layer that is known here")
        else:
            layers[layer.name] = layer
    return Network(layers), tuple(faults)


def _layer(name: str, entry: Mapping[str, object]) -> Layer | None:
    kind = KINDS.get(str(entry.get("kind", "input" if "shape" in entry else "")).lower())
    shape = _sizes(entry.get("shape", []))
    kernel = _pair(entry.get("kernel", 1))
    stride = _pair(entry.get("stride", kernel if kind == "pool" else 1))
    padding = None if entry.get("padding") == "same" else _pair(entry.get("padding", 0))
    filters = entry.get("filters", entry.get("units", 0))
    if kind is None or shape is None or kernel is None or stride is None or not isinstance(filters, int):
        return None
    if (padding is None and entry.get("padding") != "same") or min(*kernel, *stride) < 1 or not 0 <= filters < LIMIT:
        return None
    if (kind in ("conv", "dense") and filters < 1) or (kind == "input" and not shape):
        return None
    return Layer(name, kind, str(entry.get("from", "input")), shape, filters, kernel, stride, padding)


def _sizes(value: object) -> Shape | None:
    if isinstance(value, list | tuple) and all(type(side) is int and 0 < side < LIMIT for side in value):
        return tuple(value)
    return None


def _pair(value: object) -> tuple[int, int] | None:
    if type(value) is int and 0 <= value < LIMIT:
        return (value, value)
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(v) is int and 0 <= v < LIMIT for v in value):
        return (value[0], value[1])
    return None
