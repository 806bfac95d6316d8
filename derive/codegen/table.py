"""The outcome of a numerical comparison: rows, and the table that people read."""

from __future__ import annotations

from dataclasses import dataclass

AGREES, DISAGREES, NOT_COMPARED = "agrees", "disagrees", "not compared"
HEAD = ("line", "what", "against", "verdict", "points", "worst error", "outcome")


@dataclass(frozen=True)
class Row:
    """One comparison."""

    kind: str                                    # derivative, link, count
    name: str                                    # "dz_dw_1", the id of a step, "multiplications of A"
    line: int
    against: str                                 # "complex step", "right side", "a run by windows"
    verdict: str                                 # what was decided of the step; "" for a derivative
    points: int
    error: float | None                          # the worst relative error; none where nothing was compared
    outcome: str                                 # agrees, disagrees, not compared
    note: str = ""                               # why not, or where the worst error is

    @property
    def failed(self) -> bool:
        """Whether the numbers contradict what is claimed: a proof, a derivative, or a count that is run.

        That a refuted step disagrees is as it should be.
        """
        return self.outcome == DISAGREES and self.verdict not in ("refuted", "undecided", "given")

    @property
    def label(self) -> str:
        if self.failed:
            return "DISAGREES"
        as_refuted = self.outcome == DISAGREES and self.verdict == "refuted"
        return f"{self.outcome}, as refuted" if as_refuted else self.outcome


@dataclass(frozen=True)
class Comparison:
    """A document against its numbers."""

    path: str
    rows: tuple[Row, ...]

    @property
    def failed(self) -> bool:
        return any(row.failed for row in self.rows)

    def text(self) -> str:
        """The rows as a table, what could not be compared with its reason, and a last line that counts."""
        cells = [HEAD, *(_cells(row) for row in self.rows)]
        widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
        lines = [_line(line, widths) for line in cells]
        for row in self.rows:
            if row.failed or (row.note and row.outcome != AGREES):
                lines.append(f"line {row.line}, {row.name}: {row.note or 'the numbers contradict this'}")
        return "\n".join([*lines, "", self._last_line()]) + "\n"

    def _last_line(self) -> str:
        agree = [row for row in self.rows if row.outcome == AGREES]
        refuted = sum(row.outcome == DISAGREES and not row.failed for row in self.rows)
        skipped = sum(row.outcome == NOT_COMPARED for row in self.rows)
        failed = sum(row.failed for row in self.rows)
        worst = {kind: max((row.error or 0.0 for row in agree if row.against == kind), default=0.0)
                 for kind in dict.fromkeys(row.against for row in agree)}
        errors = ", ".join(f"{kind} {error:.1e}" for kind, error in worst.items())
        return (
            f"{self.path}: {len(agree)} agree (worst relative error: {errors}), {refuted} disagree and are not proved, "
            f"{skipped} not compared, {failed} contradict a proof, a derivative or a count"
        )


def _cells(row: Row) -> tuple[str, ...]:
    error = "" if row.error is None else f"{row.error:.1e}"
    points = str(row.points) if row.points else ""
    return (str(row.line), row.name, row.against, row.verdict, points, error, row.label)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    right = {0, 4, 5}
    parts = [cell.rjust(width) if column in right else cell.ljust(width)
             for column, (cell, width) in enumerate(zip(cells, widths, strict=True))]
    return "  ".join(parts).rstrip()
