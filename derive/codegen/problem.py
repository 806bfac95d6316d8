"""The one error of this room: a formula for which no NumPy source is known."""

from __future__ import annotations


class NotCompiled(ValueError):
    """A formula that cannot be compiled; the message says which part of it."""
