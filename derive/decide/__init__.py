"""Deciding: an obligation becomes a verdict, through procedures that search and a kernel that checks."""
