"""Slips, one per module: a named mistake, and the repairs that would undo it."""
