"""How canonical names are spelled out: in LaTeX, in plain text, and as identifiers."""

from __future__ import annotations

import keyword
import re

from derive.elaborate.language.conventions import GREEK

_FONTS = frozenset({
    "mathbf", "boldsymbol", "bm", "mathcal", "mathbb", "mathfrak", "mathsf", "mathscr", "mathtt", "hat", "bar",
    "tilde", "vec", "Delta", "mathbbm", "ring", "dddot", "ddddot", "acute", "dot", "ddot", "check", "breve", "grave",
    "mathring",
})
_COMMANDS = {"ring": "mathring"}
_MARKS = {"dagger": "\\dagger", "circ": "\\circ", "perp": "\\perp", "prime": "\\prime"}


def pieces(name: str) -> tuple[str, str, str, str]:
    """Stem, primes, subscript and superscript of a canonical name, in whatever order they stand.

    >>> pieces("hat{x}'_{t-1}^{*}")
    ('hat{x}', "'", 't-1', '*')
    """
    position = _stem_end(name)
    stem, primes, lower, upper = name[:position], "", "", ""
    while position < len(name):
        mark = name[position]
        position += 1
        if mark == "'":
            primes += mark
            continue
        if name[position:position + 1] == "{":
            end = _closing(name, position)
            inner, position = name[position + 1:end], end + 1
        else:
            end = position
            while end < len(name) and name[end] not in "_^'":
                end += 1
            inner, position = name[position:end], end
        if mark == "_":
            lower = f"{lower},{inner}" if lower else inner
        else:
            upper += inner
    return stem, primes, lower, upper


def _stem_end(name: str) -> int:
    depth = 0
    for position, sign in enumerate(name):
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
        elif depth == 0 and sign in "_^'" and position:
            return position
    return len(name)


def _closing(name: str, start: int) -> int:
    depth = 0
    for position in range(start, len(name)):
        depth += {"{": 1, "}": -1}.get(name[position], 0)
        if depth == 0:
            return position
    return len(name) - 1


def name_latex(name: str) -> str:
    """A canonical name in LaTeX.

    >>> name_latex("alpha_max"), name_latex("hat{x}_1"), name_latex("ReLU")
    ('\\\\alpha_{\\\\text{max}}', '\\\\hat{x}_{1}', '\\\\mathrm{ReLU}')
    """
    stem, primes, lower, upper = pieces(name)
    text = _stem_latex(stem) + primes
    if lower:
        text += f"_{{{_index_latex(lower)}}}"
    if upper:
        text += f"^{{{_MARKS.get(upper, upper)}}}"
    return text


def _stem_latex(stem: str) -> str:
    font, brace, inner = stem.partition("{")
    if brace and font in _FONTS and inner.endswith("}"):
        return f"\\{_COMMANDS.get(font, font)}{{{name_latex(inner[:-1])}}}"
    if stem in GREEK:
        return "\\" + stem
    if stem[:1] + stem[-1:] in ("[]", "||"):
        return f"{stem[0]}{name_latex(stem[1:-1])}{stem[-1]}"
    if " " in stem:
        macro = stem.removeprefix("macro ")
        return f"\\text{{{stem}}}" if macro == stem else f"\\{macro}{{}}"
    return stem if len(stem) <= 1 else f"\\text{{{stem}}}" if stem[0] == '"' else f"\\mathrm{{{stem}}}"


def _index_latex(index: str) -> str:
    """A subscript of a name: words upright, Greek letters as such, formulas as they stand."""
    if "{" in index and index.count("{") == 1 and not re.search(r"[,+-]", index):
        return name_latex(index)
    text = re.sub(r"_([A-Za-z0-9]+)", r"_{\1}", index)
    text = re.sub(r"([A-Za-z]+)\{", lambda face: _faced(face[1]) if face[1] in _FONTS else face[0], text)
    return re.sub(r"(?<![\\A-Za-z])[A-Za-z]+(?: [A-Za-z]+)*", lambda word: _word(word[0]), text)


def _faced(face: str) -> str:
    return f"\\{_COMMANDS.get(face, face)}{{"


def _word(word: str) -> str:
    if word in GREEK:
        return f"\\{word} "
    return word if len(word) == 1 else f"\\text{{{word}}}"


def identifier(name: str) -> str:
    """A canonical name as a Python identifier, spelled as in the document with braces dropped.

    >>> identifier("hat{x}_{t-1}"), identifier("lambda")
    ('hatx_t_1', 'lamda')
    """
    if name == "lambda":
        return "lamda"
    text = re.sub(r"\W+", "_", name.replace("{", "").replace("}", "").replace("'", "_prime")).rstrip("_") or "_"
    return text + "_" if keyword.iskeyword(text) or text[0].isdigit() else text
