"""proof-check: every step of a derivation proved, refuted with a counterexample, or honestly undecided.

    check(text_or_path)         a document, judged: a Report
    equal(lhs, rhs, assuming)   one equation, judged: an Answer
    parse(latex)                a formula: an Expression with .sympy, .latex, .tree
    compile(expression)         a NumPy function
    check_many(rows, workers)   many documents or displays, each in a worker that can be killed

Everything returned is picklable; nothing keeps global state; importing this loads neither SymPy nor NumPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.batch import check_many
    from derive.library import Answer, Expression, Report, UnreadError, check, compile, equal, parse

__version__ = "0.17.0"

__all__ = ["Answer", "Expression", "Report", "UnreadError", "check", "check_many", "compile", "equal", "parse"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        room = "derive.batch" if name == "check_many" else "derive.library"
        return getattr(import_module(room), name)
    raise AttributeError(f"module 'derive' has no attribute {name!r}")
