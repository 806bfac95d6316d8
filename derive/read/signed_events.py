r"""A sign that stands alone between the brackets of a probability: P(+ \mid D) and P(-) are of the outcomes of a test.

    P(+ \mid D)     P(positive \mid D)        P(D \mid -)     P(D \mid \neg positive)
"""

from __future__ import annotations

from derive.read.numerals import Token

PROBABILITY = frozenset({"P", "Pr"})
BEFORE = frozenset({"open", "left", "mid", "bar", ","})
BEHIND = frozenset({"close", "right", "mid", "bar", ","})
SIGNS = {"+": (("name", "positive"),), "-": (("not", "not"), ("name", "positive"))}


def with_signed_events(tokens: list[Token]) -> list[Token]:
    """The tokens with the sign of an outcome as the name of an event, or as what denies it."""
    if not any(token.kind in SIGNS for token in tokens):
        return tokens
    found: list[Token] = []
    within: list[bool] = []                      # per open bracket: whether it is of a probability
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        behind = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind in ("open", "left"):
            within.append(before is not None and before.text in PROBABILITY)
        elif token.kind in ("close", "right") and within:
            within.pop()
        alone = before is not None and before.kind in BEFORE and behind is not None and behind.kind in BEHIND
        if token.kind in SIGNS and alone and within and within[-1]:
            found += [Token(kind, text, token.start, token.stop) for kind, text in SIGNS[token.kind]]
        else:
            found.append(token)
    return found


__all__ = ["with_signed_events"]
