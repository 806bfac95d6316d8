r"""Names as a keyboard spells them, out of the letters that were read one by one.

    alpha, sigma, mu, pi    the Greek letters; the short ones only where nothing is set by TeX
    xbar, phat, betahat     \bar{x}, \hat{p}, \hat{\beta}, where nothing is set by TeX
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.read.numerals import Token
from derive.read.vocabulary import MARKED, SPELLED, SPELLED_SHORT


def as_typed(tokens: Sequence[Token], typed: bool) -> list[Token]:
    """The tokens with letters that spell a name together as that name."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        stop = place
        while stop < len(tokens) and _is_letter(tokens[stop]) and (
                stop == place or tokens[stop].start == tokens[stop - 1].stop):
            stop += 1
        run = tokens[place:stop]
        found += _name(run, typed) if len(run) > 2 or (typed and len(run) > 1) else run or [tokens[place]]
        place = max(stop, place + 1)
    return found


def _is_letter(token: Token) -> bool:
    return token.kind == "name" and len(token.text) == 1 and token.text.isascii() and token.stop - token.start == 1


def _name(run: Sequence[Token], typed: bool) -> Sequence[Token]:
    """The name that a run of letters spells as a whole; the letters where it spells none."""
    text, start, stop = "".join(one.text for one in run), run[0].start, run[-1].stop
    if text in SPELLED or (typed and text in SPELLED_SHORT):
        return [Token("name", text, start, stop)]
    if not typed or text not in MARKED:
        return run
    letter, mark = MARKED[text]
    behind = start + len(letter)
    return [Token("accent", mark, start, start), Token("{", "{", start, start), Token("name", letter, start, behind),
            Token("}", "}", behind, stop)]


__all__ = ["as_typed"]
