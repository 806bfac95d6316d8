"""One row of a batch: JSON in, what it asks for out, or what is wrong with it. Nothing is checked here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

LONGEST = 16 << 20                               # bytes of one row
OUTCOMES = ("proved", "refuted", "undecided", "unread", "given")


class RowError(Exception):
    """A row that is not a row; the message says what is wrong with it."""


def row_of(line: bytes) -> dict[str, Any]:
    """A row, with what a text cannot hold replaced; fails with RowError."""
    if len(line) >= LONGEST:
        raise RowError(f"the row is longer than {LONGEST >> 20} MB")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise RowError(f"the row is not JSON: {fault}") from None
    if not isinstance(row, dict):
        raise RowError("the row is not an object")
    name = "markdown" if "markdown" in row else "display"
    if not isinstance(row.get(name), str):
        raise RowError("the row has neither a text `markdown` nor a text `display`")
    assuming = row.get("assuming") or []
    for key in ("context", "after"):
        if not isinstance(row.get(key) or "", str):
            raise RowError(f"`{key}` is not a text")
    if not isinstance(assuming, list) or not all(isinstance(each, str) for each in assuming):
        raise RowError("`assuming` is not a list of texts")
    texts = {name: row[name], "context": row.get("context") or "", "after": row.get("after") or ""}
    kept = {key: text.encode("utf-8", "replace").decode() for key, text in texts.items()}
    return kept | {"assuming": [each.encode("utf-8", "replace").decode() for each in assuming]}


def id_of(line: bytes) -> Any:
    """The id of a row, a text or a number; None where it has none or is no row."""
    if len(line) >= LONGEST:
        return None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = row.get("id") if isinstance(row, dict) else None
    # What JSON itself cannot write again (NaN), or only by nesting, names no row.
    plain = isinstance(found, str | int) or (isinstance(found, float) and isfinite(found))
    return found if plain else None


def failure(row: bytes, status: str, error: str, seconds: float) -> dict[str, Any]:
    """The answer to a row of which nothing can be said."""
    return {
        "id": id_of(row), "status": status, "seconds": round(seconds, 4), "error": error, "links": [],
        "summary": dict.fromkeys(OUTCOMES, 0), "findings": [], "goals": [],
    }


def dumps(record: Mapping[str, Any]) -> bytes:
    """A record as one line of JSON, without the line end."""
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode()
