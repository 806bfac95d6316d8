"""Understanding: nodes and the context so far become terms, steps and their obligations. Nothing is simplified."""
