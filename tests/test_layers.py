"""Sizes and counts of layers, held against a network that is really run."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from derive.elaborate.prose.layers import Layer, Network, declared

HOMEWORK = Path(__file__).parent.parent / "proofs" / "homework4" / "homework4.toml"


def convolve(image: np.ndarray, filters: np.ndarray, stride: int, padding: int) -> tuple[np.ndarray, int]:
    """A convolution by plain loops, and how many multiplications it took."""
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    height, width, channels, count = filters.shape
    rows = range(0, padded.shape[0] - height + 1, stride)
    columns = range(0, padded.shape[1] - width + 1, stride)
    output = np.zeros((len(rows), len(columns), count))
    multiplications = 0
    for f in range(count):
        for r, top in enumerate(rows):
            for c, left in enumerate(columns):
                for a in range(height):
                    for b in range(width):
                        for channel in range(channels):
                            output[r, c, f] += padded[top + a, left + b, channel] * filters[a, b, channel, f]
                            multiplications += 1
    return output, multiplications


@pytest.mark.parametrize(
    ("kernel", "stride", "padding", "filters", "image"),
    [
        ((3, 3), 1, 0, 2, (7, 6, 3)),
        ((2, 3), 2, 1, 3, (6, 7, 2)), ((1, 1), 1, 0, 4, (3, 3, 5)), ((3, 3), 3, 0, 1, (8, 8, 1)),
    ],
)
def test_counts_are_those_of_a_convolution_that_is_run(kernel, stride, padding, filters, image):
    weights = np.ones((*kernel, image[2], filters))
    output, multiplications = convolve(np.ones(image), weights, stride, padding)
    network = Network({
        "input": Layer("input", "input", shape=image),
        "A": Layer("A", "conv", "input", (), filters, kernel, (stride, stride), (padding, padding)),
    })

    assert output.shape == network.shape("A")
    assert multiplications == network.multiplications("A").value
    assert weights.size == network.parameters("A").value
    assert filters == network.parameters("A").extra


def test_the_declared_layers_of_the_homework():
    network, faults = declared(tomllib.loads(HOMEWORK.read_text(encoding="utf-8")))

    assert faults == ()
    assert network.shape("A") == (98, 98, 5)
    assert network.shape("B") == (96, 96, 10)
    assert network.shape("D") == (96, 96, 10)
    assert network.shape("C") is None
    assert network.multiplications("A").value == 1_296_540
    assert network.multiplications("B").value == 4_147_200
    assert network.multiplications("D").value == 6_912_000
    assert [network.parameters(name).value for name in "ABD"] == [135, 450, 750]


def test_pooling_keeps_the_channels_and_has_no_parameters():
    network, faults = declared({"layers": {
        "input": {"shape": [32, 32, 8]},
        "P": {"kind": "maxpool", "from": "input", "kernel": 2},
        "F": {"kind": "flatten", "from": "P"},
        "G": {"kind": "dense", "from": "F", "units": 10},
    }})

    assert faults == ()
    assert network.shape("P") == (16, 16, 8)
    assert network.parameters("P").value == 0
    assert network.shape("G") == (10,)
    assert network.parameters("G").value == 16 * 16 * 8 * 10
    assert network.parameters("G").extra == 10


def test_what_would_fit_an_undeclared_layer():
    network = Network({})

    assert "size 5 or 6 and stride 2" in network.fitting((46, 46, 10), {"B": (96, 96, 10)})
    assert "size 1 and stride 1 with 5 filters" in network.fitting((96, 96, 5), {"D": (96, 96, 10)})
    assert network.fitting((7, 7, 3), {"B": (96, 96, 10)}) == ""
    assert network.fitting((200, 200, 3), {"B": (96, 96, 10)}) == ""


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "conv"}, {"kind": "conv", "filters": -1}, {"kind": "teapot"}, {"shape": []}, 7,
        {"kind": "conv", "filters": 3, "kernel": 0}, {"kind": "conv", "filters": 3, "stride": "two"},
        {"kind": "dense", "units": 10**30},
    ],
)
def test_a_wrong_entry_is_named_and_left_out(entry):
    network, faults = declared({"layers": {"A": entry}})

    assert network.shape("A") is None
    assert faults == ("layers.A is not a layer that is known here",)


def test_a_circle_of_layers_has_no_shape():
    network, _ = declared({"layers": {
        "A": {"kind": "conv", "from": "B", "filters": 1}, "B": {"kind": "conv", "from": "A", "filters": 1},
    }})

    assert network.shape("A") is None
