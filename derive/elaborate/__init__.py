"""Understanding: nodes and the context so far become terms, steps and their obligations. Nothing is simplified.

A document goes through the modules of this folder (document, lines, statements, definitions, page, step); they ask the
rooms, each of which may ask those before it: language, names, notation, formulas, chance, equations, prose.
"""
