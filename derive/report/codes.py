"""What the codes of verdicts and findings mean, for `proof-check explain`."""

from __future__ import annotations

VERDICTS = {
    "proved": "The step holds for all values that satisfy the hypotheses in force and at which both sides are\n"
              "defined. There is a certificate, checked by the kernel (trust: kernel), or a library's word,\n"
              "cross-checked (trust: oracle). Agreement at points never makes a step proved.",
    "refuted": "Some value that satisfies the hypotheses breaks the step. The counterexample is shown; it is exact,\n"
               "or signed by enclosures that do not meet. Running out of time never makes a step refuted.",
    "undecided": "The step was read and understood, and neither a proof nor a counterexample was found. What was\n"
                 "tried is listed. It may be right or wrong: a person should look.",
    "unread": "A part of the step could not be read. The place and the reason are shown; the rest of the page is\n"
              "checked all the same.",
    "given": "A definition, a declaration, an assumption, a value, or an equation to be solved: nothing to prove.",
}

FINDINGS = {
    "kink": "A condition admits a point at which a derivative does not exist, such as x >= 0 for ReLU at 0.",
    "narrowed": "The step loses values: it holds only under a condition that the author left unsaid.",
    "widened": "The step gains values: its right side is defined, or true, where its left side is not.",
    "notation": "Two spellings are used for one thing, such as z and Z.",
    "case": "A split into cases overlaps, or leaves a case out.",
    "reading": "The notation has more than one reading; the readings are shown.",
    "rounding": "A decimal is the correct rounding of an exact value, and no more than that.",
    "carried": "The step is right given an earlier slip; the slip is charged once, where it was made.",
    "shape": "The shapes of vectors, matrices or arrays do not fit.",
    "layout": "The layout of the page hides what belongs together.",
    "structure": "The structure of the page hides what belongs together, or a part of it is missing.",
}
