"""Equations as conditions: what is solved for, put in, counted by recurrences, or differentiated implicitly."""
