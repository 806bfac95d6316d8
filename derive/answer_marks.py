"""The marks around and between the parts of a written answer: dollars, boxes, commas, `and`."""

from __future__ import annotations

import re

_AROUND = re.compile(
    r"\$\$(?P<a>[^$]*)\$\$|\$(?P<b>[^$]*)\$|\\\((?P<c>.*)\\\)|\\\[(?P<d>.*)\\\]|\\boxed\s*\{(?P<e>.*)\}", re.DOTALL)
_BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
_JOINING = re.compile(
    r"\\q?quad(?![A-Za-z])|\\(?:text|mbox|textbf)\s*\{\s*,?\s*(?:and|or)\s*,?\s*\}|\\(?:lor|vee|wedge|land)(?![A-Za-z])"
    r"|(?<![A-Za-z\\])(?:and|or)(?![A-Za-z])")
_BETWEEN = re.compile(r"(?:\\text\s*\{[^{}]*\}|\\q?quad|\\[ ,;]|[\s,;.$]|(?:and|or)\b)*")
_ESCAPED = re.compile(r"\\\\(?=(?:leq?|geq?|neq?|in|infty|cup|pi|sqrt|frac|dfrac|cdot|times|text)(?![A-Za-z]))")
_SPACED = re.compile(r"\\(q?quad)(?=[a-z])")


def undelimited(latex: str) -> str:
    """A formula without the dollars, brackets or boxes that stand around all of it."""
    inner = latex.strip()
    while (match := _AROUND.fullmatch(inner)) is not None:
        found = next(part for part in match.groups() if part is not None)
        if not _is_balanced(found):
            break
        inner = found.strip()
    return inner if inner else latex


def _is_balanced(text: str) -> bool:
    """Whether every brace that opens closes, and none closes before."""
    depth = 0
    for before, c in zip(" " + text, text, strict=False):
        if before != "\\" and c in "{}":
            depth += 1 if c == "{" else -1
            if depth < 0:
                return False
    return depth == 0 and "\\)" not in text and "\\]" not in text


def joined(text: str) -> str:
    """An answer of several formulas, `$1$ and $2$` or two boxes, as one; macros with their backslash written once."""
    text = undelimited(_SPACED.sub(r"\\\1 ", text))
    if "\\begin" not in text:
        text = _ESCAPED.sub(r"\\", text)
    boxes = _boxed(text)
    if boxes:
        return ", ".join(boxes)
    if text.count("$") - text.count("\\$") and text.count("$") % 2 == 0:
        return re.sub(r"(?<!\\)\$", " ", text)
    return text


def _boxed(text: str) -> list[str]:
    """What stands in the boxes of an answer that is made of nothing else; empty otherwise."""
    found, end = [], 0
    for match in _BOX.finditer(text):
        if match.start() < end or not _BETWEEN.fullmatch(text, end, match.start()):
            return []
        depth, k = 1, match.end()
        while depth and k < len(text):
            depth += (text[k] == "{") - (text[k] == "}") if text[k - 1] != "\\" else 0
            k += 1
        found.append(text[match.end():k - 1])
        end = k
    return found if found and _BETWEEN.fullmatch(text, end) else []


def pieces(text: str, marks: str, words: bool = False) -> list[str]:
    """The parts of a text between marks that stand in no bracket; `words`: and between words and space that join."""
    found, start, depth, k = [], 0, 0, 0
    while k < len(text):
        word = _JOINING.match(text, k) if words and depth == 0 else None
        if word is not None or (depth == 0 and text[k] in marks and not _is_part_of_a_macro(text, k)):
            found.append(text[start:k])
            k = word.end() if word is not None else k + 1
            start = k
            continue
        depth += (text[k] in "{([") - (text[k] in "})]")
        k += 1
    found.append(text[start:])
    kept = [part.strip() for part in found]
    return [part for part in kept if part] if words else kept


def _is_part_of_a_macro(text: str, k: int) -> bool:
    r"""Whether a mark is one of \, and \; or of <=, >=, !=."""
    before = text[k - 1:k]
    return before == "\\" or (text[k] == "=" and before in ("<", ">", "!", ":"))


__all__ = ["joined", "pieces", "undelimited"]
