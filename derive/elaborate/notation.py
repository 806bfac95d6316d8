"""Notation: a term written out again, for people, for LaTeX, for SymPy, and as a tree."""

from derive.elaborate.notation_latex import latex
from derive.elaborate.notation_plain import plain
from derive.elaborate.notation_sympy import sympy_text
from derive.elaborate.notation_tree import tree

__all__ = ["latex", "plain", "sympy_text", "tree"]
