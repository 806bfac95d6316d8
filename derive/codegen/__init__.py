"""Compiled functions: definitions and results as NumPy code, and their numerical comparison."""
