"""Source text: pieces of NumPy code, shared by structure, and printed as few readable statements.

A piece is a template with its parts; two pieces of the same template and parts are one object, so what
occurs twice is computed once. Templates are written in this package; names come from `names.identifier`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from derive.codegen.names import distinct

COMPARE, OR, AND, SUM, PRODUCT, UNARY, POWER, ATOM = 20, 30, 35, 40, 50, 60, 70, 100
WIDTH = 84                                       # a longer expression becomes a statement of its own


class Piece:
    """One operation: a template whose holes {0}, {1}, ... are its parts, each bound at least as tightly as told."""

    __slots__ = ("demands", "hint", "level", "parts", "template")

    def __init__(self, template: str, parts: tuple[Piece, ...], level: int, demands: tuple[int, ...]) -> None:
        self.template, self.parts, self.level, self.demands = template, parts, level, demands
        self.hint = ""


class Workshop:
    """Makes pieces, one object for each structure."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[int, ...]], Piece] = {}

    def make(self, template: str, *parts: Piece, level: int = ATOM, demands: Iterable[int] | int = 0) -> Piece:
        key = (template, tuple(map(id, parts)))
        if key not in self._made:
            wanted = (demands,) * len(parts) if isinstance(demands, int) else tuple(demands)[: len(parts)]
            self._made[key] = Piece(template, parts, level, wanted)
        return self._made[key]

    def call(self, function: str, *parts: Piece, rest: str = "") -> Piece:
        """function(part, ..., rest)."""
        holes = ", ".join(f"{{{place}}}" for place in range(len(parts)))
        return self.make(f"{function}({holes}{rest})", *parts)


def statements(roots: Mapping[str, Piece], taken: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Assignments, and the expression that each root has after them.

    A piece is given a name where it is used twice, where it has a hint (the name of a definition), and
    where its line would be too long.
    """
    return _Printer(roots.values(), taken).run(roots)


class _Printer:
    def __init__(self, roots: Iterable[Piece], taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.lines: list[str] = []
        self.text: dict[int, tuple[str, int]] = {}
        self.order: list[Piece] = []
        self.uses: Counter[int] = Counter()
        seen: set[int] = set()
        for root in roots:
            self.uses[id(root)] += 1
            self._visit(root, seen)

    def _visit(self, root: Piece, seen: set[int]) -> None:
        """Every piece in `order` after its parts, without recursion."""
        pending = [(root, False)]
        while pending:
            piece, ready = pending.pop()
            if ready:
                self.order.append(piece)
            elif id(piece) not in seen:
                seen.add(id(piece))
                pending.append((piece, True))
                for part in reversed(piece.parts):
                    self.uses[id(part)] += 1
                    pending.append((part, False))

    def run(self, roots: Mapping[str, Piece]) -> tuple[list[str], dict[str, str]]:
        finals = {id(piece) for piece in roots.values()}
        for piece in self.order:
            parts = []
            for part, demand in zip(piece.parts, piece.demands, strict=True):
                text, level = self.text[id(part)]
                parts.append(text if level >= demand else f"({text})")
            text = piece.template.format(*parts)
            shared = self.uses[id(piece)] > 1 and piece.parts
            long = len(text) > WIDTH and id(piece) not in finals
            if shared or long or (piece.hint and id(piece) not in finals and piece.parts):
                name = self._name(piece)
                self.lines.append(f"{name} = {text}")
                self.text[id(piece)] = (name, ATOM)
            else:
                self.text[id(piece)] = (text, piece.level)
        return self.lines, {name: self.text[id(piece)][0] for name, piece in roots.items()}

    def _name(self, piece: Piece) -> str:
        wanted = piece.hint or "t"
        name = distinct([wanted], self.taken)[wanted]
        self.taken.add(name)
        return name
