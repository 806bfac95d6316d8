"""Citations: equations of the page that a step is said to rest on.

    a \\overset{\\eqref{eq:x}}{=} b            the step holds given the equations labelled eq:x
    "Plugging (3) into \\eqref{eq:y}, ..."    so do the steps of the display that follows
    "We can rewrite the equation as"          the display before this one is cited

Only what stands before the step can be cited, and what the words announce, "we can derive \\eqref{eq:z} as follows",
is no premise. A cited equation is shown among the hypotheses; it was judged in its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from derive.elaborate.step import Step
from derive.kernel.term import Apply, Term
from derive.read.document import Display

REFERENCE = re.compile(r"\\(?:eq|auto|c|C)?ref\{([^{}]*)\}")
NUMBERED = re.compile(r"\((\d+[a-z]?(?:\.\d+)*)\)")
USING = re.compile(
    r"\b(using|use|by|from|apply\w*|plug\w*|substitut\w*|insert\w*|combin\w*|with|according|because|due|since|taking"
    r"|given|setting|recall\w*|into|in|and|via|employ\w*|exploit\w*|consider\w*|rewrit\w*|together)\b", re.I)
ANNOUNCING = re.compile(
    r"\b(deriv\w*|prov(?:e|es|ing)|show\w*|obtain\w*|verif\w*|establish\w*|demonstrat\w*|yields?|implies|equivalent)\b",
    re.I)
TO_ZERO = re.compile(
    r"\b(?:set(?:ting|s)?|equat(?:e|es|ing)|put(?:ting)?)\b[^.;:]*\b(?:to|equal)\s+(?:zero\b|\$?0\b)", re.I)
REWRITTEN = re.compile(
    r"\brewrit\w+\s+(?:the|this|that)\s+(?:(?:above|last|previous|preceding)\s+)?(?:equation|identity)\s+"
    r"(?:above\s+)?as\W*$", re.I)
MOST = 8                                          # equations that one step may cite


@dataclass
class Citations:                                                           # Used for:
    labelled: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # the equations of each label and tag
    said: tuple[str, ...] = ()                                           # labels that the words before a display cite
    zero: bool = False                                                   # they set to zero what it reckons with
    last: tuple[Term, ...] = ()                                          # the equations of the display before
    again: bool = False                                                  # the words rewrite these

    def record(self, display: Display, steps: Iterable[Step]) -> None:
        """The equations of a display, by its labels; an unlabelled line belongs to the label before it."""
        made = list(steps)
        names: list[str] = []
        self.last = ()
        for position, line in enumerate(display.lines):
            here = [name for name in (line.label, line.tag.strip("()")) if name]
            names = here or names
            last = position + 1 == len(display.lines)
            stop = display.span.stop if last else display.lines[position + 1].span.start
            equations = tuple(
                Apply("=", (step.lhs.term, step.rhs.term)) for step in made
                if line.span.start <= step.at.start < stop and step.relation in ("=", "equiv", "define")
                and step.lhs is not None and step.rhs is not None
                and step.lhs.term is not None and step.rhs.term is not None and step.kind == "link"
            )
            self.last += equations
            for name in names:
                known = self.labelled.get(name, ())
                self.labelled[name] = (*known, *(e for e in equations if e not in known))

    def hear(self, words: str) -> None:
        """The labels that a paragraph cites in its last sentences as what the next display rests on."""
        found: list[str] = []
        self.again = REWRITTEN.search(words.rstrip()) is not None
        self.zero = TO_ZERO.search(re.split(r"(?<=[.!?])\s+(?=[A-Z])", words.rstrip())[-1]) is not None
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", words)[-2:]:
            stop = 0
            for match in (*REFERENCE.finditer(sentence), *NUMBERED.finditer(sentence)):
                before = sentence[stop : match.start()]
                telling = [*USING.finditer(before)]
                announced = [*ANNOUNCING.finditer(before)]
                if telling and not (announced and announced[-1].start() > telling[-1].start()):
                    found.append(match[1])
                    stop = match.end() if match.re is REFERENCE else stop
        self.said = tuple(found)

    def cited(self, reason: str) -> tuple[Term, ...]:
        """The equations that a link rests on, by its own mark and by the words before its display."""
        names = [*REFERENCE.findall(reason), *NUMBERED.findall(reason), *self.said]
        found = [*self.last, Apply("meant")] if self.again else list[Term]()     # words may tell more
        for name in names:
            for part in name.split(","):
                found += [equation for equation in self.labelled.get(part.strip(), ()) if equation not in found]
        return tuple(found[:MOST])
