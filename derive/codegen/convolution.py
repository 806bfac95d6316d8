"""A convolution that is really run, to count what a layer takes.

Multiplications are counted where they are made. Small layers go through plain loops over every window;
the layer itself, one multiplication of whole planes for each weight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.elaborate.prose.layers import Layer, Network, Shape

MOST = 3_000_000_000                             # multiplications that are run; a larger layer is not
CELLS = 30_000_000


@dataclass(frozen=True)
class Run:
    """What a run took."""

    shape: Shape
    multiplications: int
    weights: int
    biases: int


def by_windows(layer: Layer, shape: Shape) -> Run:
    """Every window, every filter, every weight in plain loops."""
    import numpy as np

    padded, filters = _operands(layer, shape)
    rows, columns = _starts(layer, padded.shape)
    output = np.zeros((len(rows), len(columns), layer.filters))
    count = 0
    for f in range(layer.filters):
        for r, top in enumerate(rows):
            for c, left in enumerate(columns):
                for (a, b, channel), weight in np.ndenumerate(filters[..., f]):
                    output[r, c, f] += padded[top + a, left + b, channel] * weight
                    count += 1
    return Run(output.shape, count, filters.size, layer.filters)


def by_planes(layer: Layer, shape: Shape) -> Run:
    """For each weight one multiplication of all the numbers that it meets."""
    import numpy as np

    padded, filters = _operands(layer, shape)
    rows, columns = _starts(layer, padded.shape)
    output = np.zeros((len(rows), len(columns), layer.filters))
    count = 0
    for (a, b, channel, f), weight in np.ndenumerate(filters):
        met = padded[np.ix_([top + a for top in rows], [left + b for left in columns])][..., channel]
        output[..., f] += met * weight
        count += met.size
    return Run(output.shape, count, filters.size, layer.filters)


def is_run(layer: Layer, network: Network) -> bool:
    """Whether the layer is a convolution of a size that can be run here."""
    before, after = network.shape(layer.source), network.shape(layer.name)
    if layer.kind != "conv" or layer.padding is None or before is None or after is None or len(before) != 3:
        return False
    weights = layer.kernel[0] * layer.kernel[1] * before[2] * layer.filters
    return (
        weights * after[0] * after[1] < MOST and weights < 100_000
        and max(_size(before, layer), after[0] * after[1] * after[2]) < CELLS
    )


def _size(shape: Shape, layer: Layer) -> int:
    pad = layer.padding or (0, 0)
    return (shape[0] + 2 * pad[0]) * (shape[1] + 2 * pad[1]) * shape[2]


def scaled_down(layer: Layer, shape: Shape) -> tuple[Layer, Shape]:
    """The layer with at most two filters, on an image of at most three windows a side and three channels."""
    sides = tuple(
        min(side, kernel + 2 * stride)
        for side, kernel, stride in zip(shape[:2], layer.kernel, layer.stride, strict=True)
    )
    return replace(layer, filters=min(layer.filters, 2)), (*sides, min(shape[2], 3))


def _operands(layer: Layer, shape: Shape):  # type: ignore[no-untyped-def]
    """A padded image and the filters, of fixed random numbers."""
    import numpy as np

    generator = np.random.default_rng(0)
    rows, columns = layer.padding or (0, 0)
    image = np.pad(generator.normal(size=shape), ((rows, rows), (columns, columns), (0, 0)))
    return image, generator.normal(size=(*layer.kernel, shape[2], layer.filters))


def _starts(layer: Layer, shape: Shape) -> tuple[range, range]:
    """The first rows and the first columns of all windows that lie within the image."""
    down, across = (
        range(0, side - kernel + 1, stride)
        for side, kernel, stride in zip(shape[:2], layer.kernel, layer.stride, strict=True)
    )
    return down, across
