"""Formulas: nodes become terms."""
