"""Chance: random names, events about them, the laws they follow, and their means."""
