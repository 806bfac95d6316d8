"""Grading: verdicts and a rubric become marks with reasons."""
