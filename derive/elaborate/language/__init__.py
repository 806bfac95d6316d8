"""Written language: spelling, phrases, sections, and what ambiguous notation is taken to mean."""
