"""A term as a function over NumPy arrays, here and now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.codegen.function import HELPERS, Formula, arguments_of, compile_function
from derive.kernel.term import Apply, Symbol, Term, free, subterms


class Compiled:
    """A function made from a term; `source` shows it. Pickles as its source, which is this package's own text."""

    def __init__(self, name: str, source: str, spelled: Mapping[str, str]) -> None:
        import numpy

        self.__name__, self.source = name, source
        self.spelled = dict(spelled)             # the document's name to that of the argument
        scope: dict[str, Any] = {"np": numpy}
        exec(source, scope)                      # text that the emitter wrote: names from `names.identifier`, no other
        self._function = scope[name]

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self._function(*args, **named)

    @property
    def arguments(self) -> tuple[str, ...]:
        return tuple(self.spelled.values())

    def __reduce__(self) -> tuple[Any, ...]:
        return Compiled, (self.__name__, self.source, self.spelled)

    def __repr__(self) -> str:
        return f"<compiled {self.__name__}({', '.join(self.arguments)})>"


def compile(term: Term) -> Compiled:
    """The function of a term: its arguments are the free names in alphabetical order.

    A name that stands only as the index of an array is no argument: it becomes the last axis of the result.
    Raises NotCompiled, a ValueError, for what has no numerical form.
    """
    return compile_formula(Formula(term, free_indices(term)))


def compile_formula(formula: Formula, name: str = "compiled") -> Compiled:
    """The function of a formula, its arguments in alphabetical order."""
    order = {symbol.name: None for symbol in sorted(arguments_of(formula), key=lambda symbol: symbol.name)}
    function = compile_function(name, formula, order=tuple(order))
    helpers = [HELPERS[helper] for helper in sorted(function.helpers)]
    return Compiled(name, "\n\n\n".join([*helpers, function.source]) + "\n", function.arguments)


def free_indices(term: Term) -> tuple[Symbol, ...]:
    """The free symbols of sort integer that stand as an index of an array, in order of their occurrence."""
    names = free(term)
    found: dict[Symbol, None] = {}
    for part in subterms(term):
        match part:
            case Apply("at", (_, *index)):
                for one in index:
                    found.update(dict.fromkeys(sorted(
                        (s for s in free(one) & names if s.sort == "integer"), key=lambda s: s.name)))
    return tuple(found)
