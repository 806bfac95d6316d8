"""What is on the page but is not to be read: code, comments, front matter, quotation marks at the left margin.

Each function gives a text of the same length in which all of that is blank, so that places stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

FENCE = re.compile(r"^(?P<margin>[ \t>]*(?:[-*+][ \t]+)?)(?P<mark>`{3,}|~{3,})[ \t]*(?P<word>[^\n`]*)$", re.MULTILINE)
QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+(?=[^\n])", re.MULTILINE)
BACKTICKS = re.compile(r"(?<!`)(`+)(?!`)")
GITHUB = re.compile(r"(?<!\\)\$`([^`\n]+)`\$")
# `\\\\{a\\\\}`: braces whose backslash was doubled for Markdown.
ESCAPED_BRACE = re.compile(r"(?<!\\)\\\\([{}])")
# `\\\\frac`: commands whose backslash was doubled as well. No line break is followed by the letters "frac".
DOUBLED = re.compile(
    r"(?<!\\)\\\\(?:d?frac|left|right|sqrt|cdot|times|sum|int|leq|geq|infty|partial)"
    r"(?![A-Za-z])")
DOUBLED_COMMAND = re.compile(r"(?<!\\)\\\\(?=[A-Za-z]{2,}|[,;:!%])")
# What a fence of LaTeX holds where it says itself what in it is a formula.
MARKED = re.compile(r"\$|\\[\[(]|\\begin\s*\{")
ADDRESS = re.compile(
    r"(?<=\]\()(?:https?:|ftp:|mailto:|#|\.{0,2}/|[\w./-]+\.(?:png|jpe?g|svg|gif|html?|md|pdf|ipynb)\b)[^()\s$]*"
    r"|(?:https?|ftp)://[^\s()<>\[\]{}$\"]+")
TAG = re.compile(
    r"<(script|style)\b[^>]*>.*?</\1\s*>"
    r"|</?(?:div|span|img|br|hr|table|thead|tbody|tr|td|th|ul|ol|li|details|summary|em|strong|center|font|h[1-6]|figure"
    r"|figcaption|iframe|video|source|kbd|section|article|input|button|label|nobr)(?:\s[^<>$]*)?/?>"
    r"|<(?:a|p|b|i)\s+[a-z-]+\s*=\s*[\"'][^<>$]*>", re.DOTALL | re.IGNORECASE)
RAISED = re.compile(r"<(/?)(sup|sub)>")
ENTITY = re.compile(r"&(?:#x?[0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted|Verbatim|comment|filecontents\*?|tikzpicture|thebibliography)\}"
    r".*?(?:\\end\{\1\}|\Z)|\\verb\*?([^A-Za-z\s*])[^\n]*?\2|\\iffalse\b.*?(?:\\fi\b|\Z)",
    re.DOTALL,
)
TEX_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
NOT_BLANK = re.compile(r"[^\n\r]")


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches blank, line ends kept; the stretches are in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for start, stop in spans:
        parts += (text[at:start], NOT_BLANK.sub(" ", text[start:stop]))
        at = stop
    return "".join([*parts, text[at:]])


def mask_markdown(text: str) -> str:
    """Markdown without front matter, fenced code, HTML comments, quote margins and inline code.

    A fence of the language "math" keeps its content and becomes a pair of `$$`; one of LaTeX keeps what it holds.
    """
    front = FRONT.match(text)
    if front:
        text = blank(text, [front.span()])
    text = _fences(text)
    text = blank(text, _comments(text))
    text = unmarked(undoubled(text))
    text = GITHUB.sub(lambda found: "$ " + found[1] + " $", text)
    text = blank(text, _code_spans(text))
    return blank(text, [found.span() for found in QUOTE.finditer(text)])


def undoubled(text: str) -> str:
    """Text whose backslashes were doubled for Markdown, with single ones at the same places."""
    if "\\\\{" in text and "\\\\}" in text:
        text = ESCAPED_BRACE.sub(r" \\\1", text)
    return DOUBLED_COMMAND.sub(r" \\", text) if DOUBLED.search(text) else text


def unmarked(text: str) -> str:
    """Text without addresses and tags of HTML, whose equal signs state nothing; entities are what they stand for."""
    if "://" in text or "](" in text:
        text = blank(text, [found.span() for found in ADDRESS.finditer(text)])
    if "<" in text:
        text = RAISED.sub(lambda tag: ("}" if tag[1] else "^{" if tag[2] == "sup" else "_{").ljust(len(tag[0])), text)
        text = blank(text, [found.span() for found in TAG.finditer(text)])
    return ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    return character.ljust(len(entity[0])) if len(character) == 1 else entity[0]


def _comments(text: str) -> list[tuple[int, int]]:
    """HTML comments that are closed."""
    spans: list[tuple[int, int]] = []
    at = text.find("<!--")
    while at >= 0:
        stop = text.find("-->", at + 4)
        if stop < 0:
            break
        spans.append((at, stop + 3))
        at = text.find("<!--", stop + 3)
    return spans


def _fences(text: str) -> str:
    """Code fences made blank; an unclosed fence runs to the end of the document."""
    parts: list[str] = []
    at = 0
    opening: re.Match[str] | None = None
    for found in FENCE.finditer(text):
        if found.start() < at:
            continue
        if opening is None:
            opening = found
            continue
        if found["mark"][0] != opening["mark"][0] or len(found["mark"]) < len(opening["mark"]) or found["word"].strip():
            continue
        parts += (text[at:opening.start()], *_fence(text, opening, found.start(), found.end()))
        at, opening = found.end(), None
    if opening is not None:
        parts += (text[at:opening.start()], blank(text[opening.start():], [(0, len(text) - opening.start())]))
        at = len(text)
    return "".join([*parts, text[at:]])


def without_fences(text: str) -> str:
    """The text outside of code fences: a document of LaTeX in one does not make the page LaTeX."""
    marks = list(FENCE.finditer(text)) if "```" in text else []
    return blank(text, [(a.start(), b.end()) for a, b in zip(marks[0::2], marks[1::2], strict=False)])


def _fence(text: str, opening: re.Match[str], closing: int, stop: int) -> tuple[str, ...]:
    word, content = opening["word"].strip().lower(), text[opening.end():closing]
    if word in ("latex", "tex", "katex") and MARKED.search(content):
        fences = (" " * (opening.end() - opening.start()), " " * (stop - closing))
        return fences[0], mask_latex(content), fences[1]
    if word != "math" and not (word in ("latex", "tex", "katex") and "=" in content):
        return (blank(text[opening.start():stop], [(0, stop - opening.start())]),)
    return (
        "$$".ljust(opening.end() - opening.start()),
        content,
        "$$".rjust(stop - closing),
    )


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Inline code: a run of backticks up to the next run of the same length in the same paragraph."""
    runs = list(BACKTICKS.finditer(text))
    following: dict[int, int] = {}
    nearest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][1])
        following[index] = nearest.get(length, -1)
        nearest[length] = index
    spans: list[tuple[int, int]] = []
    at = 0
    for index, run in enumerate(runs):
        partner = following[index]
        if run.start() < at or partner < 0:
            continue
        stop = runs[partner].end()
        if stop - run.start() > 2000 or re.search(r"\n[ \t]*\n", text[run.start():stop]):
            continue
        spans.append((run.start(), stop))
        at = stop
    return spans


def mask_latex(text: str) -> str:
    """A LaTeX document without comments and verbatim text."""
    text = blank(text, [found.span() for found in VERBATIM.finditer(text)])
    return blank(text, [(found.end(1), found.end()) for found in TEX_COMMENT.finditer(text)])


def body_only(text: str) -> str:
    """A LaTeX document without its preamble and what follows its end."""
    body = re.search(r"\\begin\s*\{document\}", text)
    end = re.search(r"\\end\s*\{document\}", text)
    spans = [(0, body.end())] if body else []
    if end and (not body or end.start() >= body.end()):
        spans.append((end.start(), len(text)))
    return blank(text, spans)
