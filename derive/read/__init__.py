"""Text in, a `Document` out: blocks and formulas with exact places. Reading never raises."""

from __future__ import annotations

import re

from derive.read.document import Document
from derive.read.masking import mask_latex, mask_markdown
from derive.read.scanner import Scanner

__all__ = ["read"]

IS_LATEX = re.compile(r"\\documentclass\b|\\begin\s*\{document\}")


def read(source: str, path: str = "-") -> Document:
    """The blocks of a document; the container is chosen by the suffix of the path and by the content."""
    latex = path.endswith((".tex", ".ltx")) or IS_LATEX.search(source) is not None
    masked = mask_latex(source) if latex else mask_markdown(source)
    scanner = Scanner(masked, 1 if masked.startswith("\ufeff") else 0, len(masked), latex)
    scanner.run()
    return Document(source, tuple(scanner.blocks), tuple(scanner.faults), path)
