"""Notation: a term written out again, for people, for LaTeX, for SymPy, and as a tree."""

from derive.elaborate.notation.latex import latex
from derive.elaborate.notation.plain import plain
from derive.elaborate.notation.sympy_syntax import sympy_text
from derive.elaborate.notation.tree import tree

__all__ = ["latex", "plain", "sympy_text", "tree"]
