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
    short = SPELLED_SHORT if typed else frozenset[str]()
    short -= {"mu"} if _multiplies_by_u(tokens) else set()
    place = 0
    while place < len(tokens):
        stop = place
        while stop < len(tokens) and _is_letter(tokens[stop]) and (
                stop == place or tokens[stop].start == tokens[stop - 1].stop):
            stop += 1
        run = tokens[place:stop]
        found += _name(run, short) if len(run) > 1 else run or [tokens[place]]
        place = max(stop, place + 1)
    return found


def _is_letter(token: Token) -> bool:
    return token.kind == "name" and len(token.text) == 1 and token.text.isascii() and token.stop - token.start == 1


def _name(run: Sequence[Token], short: frozenset[str]) -> Sequence[Token]:
    """The name that a run of letters spells as a whole; the letters where it spells none."""
    text, start, stop = "".join(one.text for one in run), run[0].start, run[-1].stop
    if text in SPELLED or text in short:
        return [Token("name", text, start, stop)]
    if not short or text not in MARKED:
        return run
    letter, mark = MARKED[text]
    behind = start + len(letter)
    return [Token("accent", mark, start, start), Token("{", "{", start, start), Token("name", letter, start, behind),
            Token("}", "}", behind, stop)]


def _multiplies_by_u(tokens: Sequence[Token]) -> bool:
    """Whether u stands alone, or m before v: m v - m u is mv - mu."""
    for place, token in enumerate(tokens):
        before, behind = tokens[place - 1] if place else None, tokens[place + 1] if place + 1 < len(tokens) else None
        glued = before is not None and _is_letter(before) and before.stop == token.start
        ends = behind is None or not _is_letter(behind) or behind.start != token.stop
        if _is_letter(token) and ends and (
                (token.text == "u" and not glued) or (token.text == "v" and glued and before and before.text == "m")):
            return True
    return False


__all__ = ["as_typed"]
