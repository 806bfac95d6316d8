"""Macros of the document: \\newcommand, \\def, \\DeclareMathOperator, \\input, expanded before anything is read.

What comes out is the expanded text with a map of places: everything inside an expansion has the place of the call.
Expansions are bounded in depth and in size; \\input reads only files in the folder of the document or below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

from derive.read import siunitx
from derive.read.document import Fault
from derive.read.masking import mask_latex
from derive.read.node import Span

DEEPEST = 20
LARGEST = 200_000                                # characters that expansions may add in all
LONGEST = 20_000                                 # characters that one call may expand to
DEFINES = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def|let|Declare(?:MathOperator|PairedDelimiter|RobustCommand)"
    r"|(?:New|Renew|Provide)DocumentCommand|input|include|subfile)(?![A-Za-z])")
NAME = re.compile(
    r"\\(?P<kind>newcommand|renewcommand|providecommand|DeclareMathOperator|DeclareRobustCommand)(?P<star>\*?)\s*\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?"
    r"(?:\s*\[(?P<count>\d)\])?(?:\s*\[(?P<default>[^\]\n]*)\])?\s*(?=\{)"
    r"|\\def\s*\\(?P<defined>[A-Za-z]+)(?P<parameters>(?:\s*#\d)*)\s*(?=\{)"
    r"|\\let\s*\\(?P<let>[A-Za-z]+)\s*=?\s*\\(?P<other>[A-Za-z]+)"
    r"|\\DeclarePairedDelimiter\s*\{?\s*\\(?P<pair>[A-Za-z]+)\s*\}?\s*\{(?P<open>[^{}]*)\}\s*\{(?P<close>[^{}]*)\}"
    r"|\\(?:New|Renew|Provide)DocumentCommand\s*\{?\s*\\(?P<document>[A-Za-z]+)\s*\}?\s*\{(?P<takes>[m\s]*)\}\s*(?=\{)"
    r"|\\(?P<input>input|include|subfile)\s*\{(?P<file>[^{}\n]{1,200})\}"
    r"|\\(?P<call>[A-Za-z]+)"
)
LOGARITHM = re.compile(r"\\?log\s*_\s*\{?\s*(\d{1,3}|[a-z])\s*\}?")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Macro:
    """A definition: how many arguments, the default of the first, the body with #1, #2, ..."""

    count: int
    default: str | None
    body: str
    sized: bool = False                          # a star or a size may stand before its argument: \\abs*{x}


@dataclass
class Expanded:
    """A text with its macros expanded, in segments that know where they come from."""

    text: str
    starts: list[int] = field(default_factory=list)          # of each segment in the expanded text
    sources: list[tuple[int, int, bool]] = field(default_factory=list)   # place in the source; copied or expanded
    faults: tuple[Fault, ...] = ()

    def place(self, span: Span) -> Span:
        """The stretch of the source that a stretch of the expanded text comes from."""
        if not self.starts:
            return span
        start = self._one(span.start)
        if span.stop <= span.start:
            return Span(start[0], start[0])
        return Span(start[0], max(start[0], self._one(span.stop - 1)[1]))

    def _one(self, offset: int) -> tuple[int, int]:
        index = max(0, bisect_right(self.starts, offset) - 1)
        start, stop, copied = self.sources[index]
        if not copied:
            return start, stop
        at = start + offset - self.starts[index]
        return at, at + 1


class Expander:
    """One pass over the text; definitions hold from their place on."""

    def __init__(
        self, folder: Path | None, macros: dict[str, Macro] | None = None, within: tuple[str, ...] = (), added: int = 0
    ) -> None:
        self.folder = folder
        self.macros = {} if macros is None else macros           # those of a file hold behind it as well
        self.within = within                     # the files that are being read
        self.added = added
        self.faults: list[Fault] = []

    def expand(self, text: str) -> Expanded:
        pieces: list[str] = []
        result = Expanded(text)
        at = length = 0

        def add(piece: str, start: int, stop: int, copied: bool) -> None:
            nonlocal length
            if piece:
                result.starts.append(length)
                result.sources.append((start, stop, copied))
                pieces.append(piece)
                length += len(piece)

        for found in NAME.finditer(text):
            if found.start() < at:
                continue
            replaced = self.replacement(text, found)
            if replaced is None:
                continue
            body, stop = replaced
            add(text[at:found.start()], at, found.start(), True)
            add(body, found.start(), stop, False)
            at = stop
        add(text[at:], at, len(text), True)
        result.text = "".join(pieces)
        result.faults = tuple(self.faults)
        return result

    def replacement(self, text: str, found: re.Match[str]) -> tuple[str, int] | None:
        """What stands for a definition (nothing), a call (its expansion) or a file, and where it ends."""
        if found["call"]:
            macro = self.macros.get(found["call"])
            if macro is None:
                return siunitx.expansion(text, found.start())
            return self.call(text, found.start(), found.end(), macro)
        if found["input"]:
            return self.file(found["file"].strip(), found), found.end()
        if found["let"]:
            self.same(found["let"], self.macros.get(found["other"]) or Macro(0, None, "\\" + found["other"]))
            return "", found.end()
        if found["pair"]:
            body = rf"\left{found['open']} #1 \right{found['close']}"
            self.macros[found["pair"]] = Macro(1, None, body, sized=True)
            return "", found.end()
        closing = closing_brace(text, found.end())
        if closing < 0:
            return None
        body = text[found.end() + 1:closing]
        if found["kind"] == "DeclareMathOperator":
            body = _operator(body.strip(), found["star"])
        count = int(found["count"] or 0) if found["kind"] else (found["parameters"] or "").count("#")
        count = count or (found["takes"] or "").count("m")
        self.macros[found["name"] or found["defined"] or found["document"]] = Macro(count, found["default"], body)
        return "", closing + 1

    def same(self, name: str, macro: Macro) -> None:
        """\\let: another name for what a macro is now; two names that only change places stay as they are."""
        ring, meant = [name], macro.body.removeprefix("\\")
        while meant in self.macros and meant not in ring:
            ring.append(meant)
            meant = self.macros[meant].body.removeprefix("\\")
        self.macros[name] = macro
        if meant in ring:
            for each in ring:
                self.macros.pop(each, None)

    def call(self, text: str, start: int, stop: int, macro: Macro) -> tuple[str, int] | None:
        body, end = self.applied(text, stop, macro)
        for _ in range(DEEPEST if self.added < LARGEST else 0):
            expanded = self.once(body)
            self.added += len(expanded)
            if expanded == body:
                return body + (" " if body[-1:].isalpha() else ""), end
            if len(expanded) > LONGEST:
                break
            body = expanded
        self.faults.append(Fault(Span(start, end), f"the macro {text[start:stop]} expands without end"))
        return None

    def once(self, body: str) -> str:
        """One round of expansion of the macros in a body."""
        pieces: list[str] = []
        at = size = 0
        for found in re.compile(r"\\([A-Za-z]+)").finditer(body):
            macro = self.macros.get(found[1])
            if macro is None or found.start() < at:
                continue
            replaced, end = self.applied(body, found.end(), macro)
            pieces += (body[at:found.start()], replaced, " " if replaced[-1:].isalpha() else "")
            size += len(replaced)
            at = end
            if size > LONGEST:
                break
        return "".join([*pieces, body[at:]])

    def applied(self, text: str, stop: int, macro: Macro) -> tuple[str, int]:
        """The body with the arguments that follow in their places, and where the last one ends."""
        arguments: list[str] = []
        end = stop
        if macro.sized and (size := re.compile(r"\s*(?:\*|\[\s*\\[A-Za-z]+\s*\])").match(text, end)) is not None:
            end = size.end()
        if macro.default is not None:
            option = re.compile(r"\s*\[([^\]]*)\]").match(text, end)
            arguments.append(option[1] if option else macro.default)
            end = option.end() if option else end
        while len(arguments) < macro.count:
            found = re.compile(r"\s*(?:(\{)|(\\[A-Za-z]+|\\.|[^\s{}]))").match(text, end)
            if found is None:
                arguments.append("")
                continue
            closing = closing_brace(text, found.start(1)) if found[1] else -1
            if found[1] and closing < 0:
                arguments.append("")
                continue
            arguments.append(text[found.start(1) + 1:closing] if found[1] else found[2])
            end = closing + 1 if found[1] else found.end()
        numbered = dict(enumerate(arguments, start=1))
        body = re.sub(r"#(\d)", lambda found: numbered.get(int(found[1]), ""), macro.body)
        return body[:LARGEST], end

    def file(self, name: str, found: re.Match[str]) -> str:
        """The text of a file beside the document, or a fault."""
        content = None if self.folder is None else beside(self.folder, name)
        if content is None:
            message = f"{name} is not read: only files in the folder of the document are"
            self.faults.append(Fault(Span(*found.span()), message))
            return ""
        self.added += len(content)
        if name in self.within or len(self.within) >= DEEPEST or self.added > LARGEST:
            self.faults.append(Fault(Span(*found.span()), f"{name} is not read within itself, nor one file too many"))
            return ""
        inner = Expander(self.folder, self.macros, (*self.within, name), self.added)
        text = inner.expand(mask_latex(content)).text
        self.faults += [Fault(Span(*found.span()), fault.message) for fault in inner.faults]
        self.added = inner.added
        return text


def _operator(body: str, star: str) -> str:
    """What an operator of the document's own stands for; one that spells a logarithm is this one."""
    if (base := LOGARITHM.fullmatch(body)) is not None:
        return f"\\log_{{{base[1]}}}"
    return f"\\operatorname{star}{{{body}}}"


def closing_brace(text: str, opening: int) -> int:
    """The offset of the brace that closes the one at `opening`, within a bounded stretch, or -1."""
    level = 0
    for found in BRACE.finditer(text, opening, min(len(text), opening + 20_000)):
        level += (found[0] == "{") - (found[0] == "}")
        if level == 0:
            return found.start()
    return -1


def beside(folder: Path, name: str) -> str | None:
    """A text file in the folder or below it; never one outside."""
    home = folder.resolve()
    for candidate in (home / name, home / f"{name}.tex"):
        target = candidate.resolve()
        if target.is_relative_to(home) and target.is_file() and target.stat().st_size <= 1_000_000:
            return target.read_text(encoding="utf-8", errors="replace")
    return None


def expand(text: str, folder: Path | None = None) -> Expanded:
    """The text with its own macros expanded; the text itself where it defines none."""
    if DEFINES.search(text) is None and siunitx.CALL.search(text) is None:
        return Expanded(text)
    return Expander(folder).expand(text)
