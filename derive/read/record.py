"""Records: values that nobody changes once they are made, for the price of plain objects.

    @record(frozen=True, slots=True)             a dataclass, frozen for the type checker
    replace(one, text="b")                       the record with other fields; of any other dataclass as well

A frozen dataclass sets each field through a guard, which takes three times as long as the field itself, for every
token and node of a page. The type checker reads every line of ours and finds an assignment before it runs, so that
a record does without the guard. It is pickled by its fields alone, without what it remembers beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
else:
    import dataclasses
    from operator import attrgetter

    def record(*, frozen, slots):
        """The decorator of a class of records."""
        assert frozen
        return lambda made: _with_values(dataclasses.dataclass(slots=slots, unsafe_hash=True)(made))

    def replace(one, **fields):
        """The record with other fields."""
        values = getattr(type(one), "values_of", None)
        if values is None:
            return dataclasses.replace(one, **fields)
        made = type(one)(*values(one))
        for name, value in fields.items():
            setattr(made, name, value)
        return made

    def _with_values(made):
        names = [field.name for field in dataclasses.fields(made)]
        made.values_of = values_of = attrgetter(*names)

        def restored(self, values):
            for name, value in zip(names, values, strict=True):
                setattr(self, name, value)

        made.__getstate__, made.__setstate__ = (lambda self: values_of(self)), restored
        return made


__all__ = ["record", "replace"]
