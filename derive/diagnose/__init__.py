"""Diagnosis: a refuted step becomes a named slip when undoing the slip proves it."""
