"""Tokens, and the commas of numbers: when they group digits and when they separate."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
