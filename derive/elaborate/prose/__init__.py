"""Prose: what the sentences around formulas put in force, and what they claim."""
