"""Patterns that are compiled when they are first looked for: most pages hold no words that most of them speak of."""

from __future__ import annotations

import re
from typing import Any, cast


def regex(written: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression; a mistake in it shows when it is first used."""
    return cast("re.Pattern[str]", _Later(written, flags))


class _Later:
    """What it is asked for it has from then on, as quickly as the pattern itself."""

    def __init__(self, written: str, flags: int) -> None:
        self._written = written, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_compiled":
            found: Any = re.compile(*self._written)
        else:
            found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


__all__ = ["regex"]
