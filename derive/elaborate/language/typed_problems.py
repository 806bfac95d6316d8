r"""Numbered paragraphs of typed text that are problems of their own: each has a title, and numbers are told anew.

    1) Thrown ball.  v0 = 14 m/s straight up.        2) Projectile.  v0 = 20 m/s at 30 degrees.
    3) Braking.  A car of mass m = 1200 kg           5) Spring, k = 200 N/m, pushes m = 0.5 kg.

Two names at least are told another number where a paragraph first sets them. The steps of one solution tell one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from derive.read.document import Block, Paragraph, Text

LEAST = 2                                        # names that are told anew
MANY = 4                                         # numbered paragraphs
TITLE = re.compile(r"\s*\(?\d{1,2}[.)]\s+[A-Z][a-z]+[ .,:;]")
STEP = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?:step|then|now|next|finally|so|hence|thus|therefore|substitut\w*)\b", re.I)
TOLD = re.compile(r"(?<![\w\\.])([A-Za-z]\w{0,4})\s*=\s*(-?\d+(?:\.\d+)?(?=\s*(?:[,;.]|$|[A-Za-z(])))?")


def told_anew_in_type(blocks: Sequence[Block], items: Sequence[tuple[str, int, int]], source: str) -> bool:
    """Whether these paragraphs are problems; never those that are not numbered from 1 on."""
    labels = [label.strip("().") for label, _, _ in items if label]
    if len(labels) < MANY or labels != [str(count) for count in range(1, len(labels) + 1)]:
        return False
    starts = [blocks[start].span.start for label, start, _ in items if label]
    texts = [source[start:stop] for start, stop in pairwise([*starts, blocks[-1].span.stop])]
    if not all(TITLE.match(text) and not STEP.match(text) for text in texts):
        return False
    told: dict[str, str] = {}
    anew: set[str] = set()
    for text in texts:
        here = _told_first(text)
        anew |= {name for name, value in here.items() if told.get(name, value) != value}
        told |= here
    return len(anew) >= LEAST


def told_in_type(blocks: Sequence[Block]) -> frozenset[str]:
    """The letters that running text tells a number, without dollars: d of "d = 64, h = 8 heads"."""
    texts = [piece.text for block in blocks if isinstance(block, Paragraph) for piece in block.pieces
             if isinstance(piece, Text)]
    return frozenset(name for text in texts if "=" in text for name in _told_first(text) if len(name) == 1)


def _told_first(text: str) -> dict[str, str]:
    """The names that a number tells where they are first set to something."""
    met: dict[str, str] = {}
    for match in TOLD.finditer(text):
        met.setdefault(match[1], match[2] or "")
    return {name: value for name, value in met.items() if value}


__all__ = ["told_anew_in_type", "told_in_type"]
