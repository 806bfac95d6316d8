# /// script
# requires-python = ">=3.10,<3.13"
# dependencies = ["latex2sympy2==1.9.1", "setuptools"]
# ///
"""latex2sympy2 in an environment of its own: LaTeX comes in, a JSON text a line; answers go out, a line each.

    uv run --script tests/benchmarks/latex2sympy2_values.py < formulas.jsonl

An answer is [seconds, SymPy's srepr], or [seconds, null] where it was not read. Some formulas (an integral of dz/z)
leave it in a state in which it reads nothing any more: where it cannot read `x + x` after a failure, it is loaded anew.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
import time

import latex2sympy2 as reader
import sympy


def answer(text: str) -> tuple[float, str | None]:
    start = time.process_time()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            found = reader.latex2sympy(text)
    except Exception:  # noqa: BLE001  (it raises whatever it likes)
        return time.process_time() - start, None
    seconds = time.process_time() - start
    return seconds, sympy.srepr(found) if isinstance(found, sympy.Basic) else None


if __name__ == "__main__":
    answer("x + x")
    for line in sys.stdin:
        found = answer(json.loads(line))
        if found[1] is None and answer("x + x")[1] is None:
            reader = importlib.reload(reader)
        print(json.dumps(found), flush=True)
