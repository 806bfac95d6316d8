"""Notebooks: the markdown cells one after another, and where each begins."""

from __future__ import annotations

SEPARATOR = "\n\n"


def cells(source: str) -> list[tuple[str, str]] | None:
    """(cell id, text) of every markdown cell; nothing when the source is not a notebook."""
    import nbformat  # imported here: only a notebook needs it

    try:
        notebook = nbformat.reads(source, as_version=4)
        found = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
        return [(str(cell.get("id") or f"cell-{i + 1}"), str(cell.source)) for i, cell in enumerate(found)]
    except (ValueError, AttributeError, KeyError, TypeError, nbformat.ValidationError, nbformat.reader.NotJSONError):
        return None
