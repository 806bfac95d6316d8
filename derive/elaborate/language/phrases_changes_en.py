"""Words that change what a page has told, or say a condition that is not read: English."""

from __future__ import annotations

from derive.read.patterns import regex

# Doubling the logits gives p_1 = ...: of other logits than those told. Not doubling both sides, which is a step.
CHANGED = regex(
    r"\b(?:doubl|halv|tripl|quadrupl|rescal|shift|perturb|swapp|permut)ing\s+(?!(?:both|each)\s+sides?\b|through"
    r"|(?:the|this|that)\s+(?:\w+\s+)?(?:equation|inequality|identity|relation|numerator|denominator)|⟦)"
    r"[^.;:]*\b(?:gives|yields|makes|produces|leads\s+to|results\s+in|leaves|changes)\b[^.;:]*$")
# If the last observation is only known to be $> 4$, the rest of the sentence; not "if we", not "if $x > 0$".
SUPPOSED = regex(r"\bif\s+(?!we\b|you\b|one\b|i\b)(?:[\w'’()-]+\s+){5,}⟦\d+⟧[^.;:]*$")
# With p = 1 the size stays, since then o = ...: under what the sentence has said.
SINCE_THEN = regex(r"\b(?:since|because|as|for)\s+then\s*$")


def speaks_of_others(words: str) -> bool:
    """Whether what follows these words in a sentence is said of other things than the page has told."""
    return any(pattern.search(words) for pattern in (CHANGED, SUPPOSED, SINCE_THEN))
