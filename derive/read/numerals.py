"""Tokens, and the commas of numbers: when they group digits and when they separate."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Character recognition sets every sign apart: 1 0 + 2 0 = 3 0.
SPACED = re.compile(r"[-=+({,] \d \d(?!\S)|(?<!\S)\d \d [-=+)},]")
TOUCHING = re.compile(r"\d\d|[A-Za-z=+^_{}()\[\]-]\d|\d[A-Za-z=+^_{}()\[\]-]|[({\[] \d(?: \d)+ [)}\]] ?[({\[]")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


@dataclass(slots=True)
class Token:
    """One token: `text` is canonical, `start` and `stop` are offsets into the source."""

    kind: str
    text: str
    start: int
    stop: int


def braces(source: str, start: int, stop: int) -> dict[int, int]:
    """For every opening brace that is closed: its offset -> the offset of the one that closes it."""
    pairs: dict[int, int] = {}
    pending: list[int] = []
    for found in BRACE.finditer(source, start, stop):
        if found[0] == "{":
            pending.append(found.start())
        elif found[0] == "}" and pending:
            pairs[pending.pop()] = found.start()
    return pairs


def ungrouped(tokens: list[Token]) -> list[Token]:
    """Split comma-grouped numbers again where their commas can only be separators."""
    opener: list[int] = []
    home = [-1] * len(tokens)
    commas: dict[int, int] = {}
    for i, token in enumerate(tokens):
        home[i] = opener[-1] if opener else -1
        if token.kind in ("open", "{", "left"):
            opener.append(i)
        elif token.kind in ("close", "}", "right") and opener:
            opener.pop()
        elif token.kind in ",;":
            commas[home[i]] = commas.get(home[i], 0) + 1
    result: list[Token] = []
    for i, token in enumerate(tokens):
        groups = token.stop - token.start - len(token.text) if token.kind == "number" else 0
        grouped = groups > 0 and groups == len(_groups(token.text)) - 1
        if grouped and home[i] >= 0 and _separates(tokens, home[i], i, commas.get(home[i], 0), groups):
            at = token.start
            for part in _groups(token.text):
                if at > token.start:
                    result.append(Token(",", ",", at, at + 1))
                    at += 1
                result.append(Token("number", part, at, at + len(part)))
                at += len(part)
        else:
            result.append(token)
    return result


def _groups(digits: str) -> list[str]:
    """1323135.5 -> 1 323 135.5"""
    whole, dot, rest = digits.partition(".")
    head = len(whole) % 3 or 3
    parts = [whole[:head], *(whole[i:i + 3] for i in range(head, len(whole), 3))]
    return [*parts[:-1], parts[-1] + dot + rest]


def _separates(tokens: list[Token], opening: int, at: int, commas: int, groups: int) -> bool:
    before = tokens[opening - 1].kind if opening else ""
    if tokens[opening].kind == "{":
        return before in ("^", "_")
    if tokens[opening].text in ("lfloor", "lceil", "ulcorner", "|"):
        return commas > 0
    alone = opening + 1 == at and at + 1 < len(tokens) and tokens[at + 1].kind in ("close", "right")
    return commas > 0 or before in ("name", "word", "func", "big", "prime") or (alone and groups == 1)


def is_spaced(written: str) -> bool:
    """Whether every sign is set apart from the next, so that two digits side by side are of one number."""
    return SPACED.search(written) is not None and TOUCHING.search(written) is None


def unspaced(tokens: list[Token], written: str) -> list[Token]:
    """Digits set apart like all other signs as one number: 3 . 5 is 3.5, and 1 , 2 0 0 is 1200 outside of brackets."""
    if not is_spaced(written):
        return tokens
    found: list[Token] = []
    level = i = 0
    while i < len(tokens):
        token = tokens[i]
        level += (token.kind in ("open", "left")) - (token.kind in ("close", "right"))
        digits, stop = _digits(tokens, i)
        if stop == i:                            # no number, or 9.8, which has its point already
            found.append(token)
            i += 1
            continue
        grouped = len(digits) <= 3 and _kind(tokens, stop) == ","
        while grouped and len(group := _digits(tokens, stop + 1)[0]) == 3:
            if level:
                return [*found, Token("unknown", ",", tokens[stop].start, tokens[stop].stop), *tokens[stop + 1:]]
            digits, stop = digits + group, _digits(tokens, stop + 1)[1]
            grouped = _kind(tokens, stop) == ","
        if _kind(tokens, stop) == "." and _kind(tokens, stop + 1) == "number":
            decimals, stop = _digits(tokens, stop + 1)
            digits += "." + decimals
        found.append(Token("number", digits, token.start, tokens[stop - 1].stop))
        i = stop
    return found


def _kind(tokens: list[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""


def _digits(tokens: list[Token], at: int) -> tuple[str, int]:
    """The digits from one token on, and where they end."""
    digits = ""
    while _kind(tokens, at) == "number" and tokens[at].text.isdigit():
        digits += tokens[at].text
        at += 1
    return digits, at
