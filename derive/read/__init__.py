"""Text in, a `Document` out: blocks and formulas with exact places. Reading never raises."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from derive.read import notebook
from derive.read.document import Block, Document, Fault
from derive.read.macros import expand
from derive.read.masking import body_only, mask_latex, mask_markdown, without_fences
from derive.read.node import Span
from derive.read.relocate import relocated
from derive.read.scanner import Scanner

__all__ = ["read"]

IS_LATEX = re.compile(r"^[ \t]*\\(?:documentclass\b|begin\s*\{document\})", re.MULTILINE)


def read(source: str, path: str = "-") -> Document:
    """The blocks of a document; the container is chosen by the suffix of the path and by the content."""
    if path.endswith(".ipynb"):
        return read_notebook(source, path)
    latex = path.endswith((".tex", ".ltx", ".latex")) or IS_LATEX.search(without_fences(source)) is not None
    folder = Path(path).parent if latex and path != "-" else None
    blocks, faults = read_text(source, latex, folder)
    return Document(source, blocks, faults, path)


def read_text(source: str, latex: bool, folder: Path | None) -> tuple[tuple[Block, ...], tuple[Fault, ...]]:
    """Mask what is not to be read, expand the document's own macros, cut into blocks, put the places back."""
    expanded = expand(mask_latex(source) if latex else mask_markdown(source), folder)
    text = body_only(expanded.text) if latex else expanded.text
    scanner = Scanner(text, 1 if text.startswith("\ufeff") else 0, len(text), latex=latex)
    scanner.run()
    blocks, faults = tuple(scanner.blocks), tuple(scanner.faults)
    if expanded.starts:
        blocks = tuple(relocated(block, expanded.place) for block in blocks)
        faults = (*expanded.faults, *(Fault(expanded.place(fault.span), fault.message) for fault in faults))
    return blocks, faults


def read_notebook(source: str, path: str) -> Document:
    """Every markdown cell is read by itself: what one leaves open does not reach the next."""
    found = notebook.cells(source)
    if found is None:
        return Document(source, (), (Fault(Span(0, min(len(source), 1)), "this is not a notebook"),), path)
    blocks: list[Block] = []
    faults: list[Fault] = []
    places: list[tuple[int, str]] = []
    offset = 0
    for name, text in found:
        shift = partial(_shifted, offset)
        here, wrong = read_text(text, False, None)
        blocks += (relocated(block, shift) for block in here)
        faults += (Fault(shift(fault.span), fault.message) for fault in wrong)
        places.append((offset, name))
        offset += len(text) + len(notebook.SEPARATOR)
    joined = notebook.SEPARATOR.join(text for _, text in found)
    return Document(joined, tuple(blocks), tuple(faults), path, tuple(places))


def _shifted(offset: int, span: Span) -> Span:
    return Span(span.start + offset, span.stop + offset)
