"""What fuzzing found: inputs that once raised or hung are read within a second."""

from __future__ import annotations

import time

import pytest

from derive.elaborate.row import elaborate_row

FINDS = {
    "underscores in a row, after a letter in prose": ("x = x", "let a" + "_" * 200 + "! be a number"),
    "indices upon indices in prose": ("x = x", "a" + "_b" * 200 + "- is a name"),
    "units in words, run together": (r"v = 3 \text{ o" + r"\mathrm{d}x" * 60 + "}", ""),
    "a long word beside a number": (r"v = 3 \text{ w" + "a" * 60 + " !}", ""),
    "a macro that doubles itself in an unclosed group": (r"\mean{x} = 1", r"$\mean{\newcommand{\a}{\a\a}\a$ and \a{} \a{} \a{}"),
    "names that are given by one another": (
        r"\max(p, c) = p", "Let $c = 2$. Let $p = q + q + c$. Let $q = p + p + c$."),
    "two names between bars, each with one end": (r"y = \left. x y \right|_{x=0}^{y=1}", ""),
    "an index with a product in it, within an index": ("x = x", "$F = " + "a_{-nt" * 25 + "}" * 25 + "$"),
    "a power with a product in it, within an index": ("x = " + "x_{a,b^{c d" * 14 + "}" * 28, ""),
    "a lone sign in an index of two numbers": (r"y = x_{1 {} 2 _}", ""),
    "a fraction that the text ends in, under an integral": (r"y = \int\frac{", ""),
}


@pytest.mark.parametrize("find", FINDS)
def test_what_once_hung_is_read_at_once(find: str) -> None:
    start = time.process_time()
    _, elaborated = elaborate_row(*FINDS[find])

    assert elaborated.steps
    assert time.process_time() - start < 1
