"""Identifiers for compiled functions: from a name of the document to a safe Python name.

The text of a document reaches generated source only through `identifier`, whose answer is made of
ASCII letters, digits and underscores and is neither a keyword nor a name that the source itself uses.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

RESERVED = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins)) | {"np", "numpy"}
LIMIT = 60


def identifier(name: str) -> str:
    """The name as an identifier, the same for the same name: LaTeX's backslashes and braces dropped.

    >>> identifier("x_0"), identifier("hat{x}"), identifier(r"\\\\theta^{(t)}"), identifier("lambda")
    ('x_0', 'hat_x', 'theta_t', 'lambda_')
    """
    spelled = name.replace("'", "_prime").replace("*", "_star").replace("+", "_plus").replace("⊤", "_T")
    spelled = "".join(_ascii(character) for character in spelled)
    spelled = re.sub(r"[^0-9A-Za-z_]+", "_", spelled)
    spelled = re.sub(r"_+", "_", spelled).strip("_")[:LIMIT].rstrip("_")
    if not spelled:
        return "unnamed"
    if spelled[0].isdigit():
        spelled = "n" + spelled
    return spelled + "_" if spelled in RESERVED else spelled


def _ascii(character: str) -> str:
    """An ASCII spelling of one character: θ is theta, é is e, anything else without a spelling is a space."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    if plain:
        return plain
    title = unicodedata.name(character, "")
    if "GREEK" in title and "LETTER" in title:
        word = title.split("LETTER ")[-1].split(" ")[0].lower()
        return word.capitalize() if "CAPITAL" in title else word
    return " "


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """An identifier for each name, no two alike; a clash is settled by a number, in the order given."""
    used = set(taken)
    chosen: dict[str, str] = {}
    for name in names:
        if name in chosen:
            continue
        wanted = identifier(name)
        unique, count = wanted, 2
        while unique in used:
            unique, count = f"{wanted}_{count}", count + 1
        used.add(unique)
        chosen[name] = unique
    return chosen
