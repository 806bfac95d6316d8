"""The look of a report: colour and width, settled once where it is written to."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import IO

STYLES = {
    "refuted": "1;31",
    "undecided": "1;33",
    "unread": "1;35",
    "finding": "1;36",
    "goal": "1;34",
    "proved": "1;32",
    "given": "2",
    "note": "1",
    "help": "1;32",
    "title": "1",
    "rail": "34",
    "plain": "",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a report may look: with colour or without, and how many columns a source line may take."""

    color: bool = False
    width: int = 120

    def paint(self, style: str, text: str) -> str:
        """The text in a style; unchanged without colour."""
        code = STYLES[style]
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text


def look_of(stream: IO[str]) -> Look:
    """Colour only on a terminal that takes it, and never when NO_COLOR is set and not empty."""
    if not stream.isatty():
        return Look()
    color = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(color, max(40, min(shutil.get_terminal_size().columns, 140)))
