"""Words that make a list of numbers the sample of a page, English."""

from __future__ import annotations

from derive.read.patterns import regex

_LIST = r"(?P<list>⟦\d+⟧(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)⟦\d+⟧)*)"
SAMPLE = regex(
    r"\b(?:(?:mini-?)?batch|sample|data(?:set| set)?|observations?|measurements?|counts|waiting times|lifetimes)\b"
    rf"(?: (?:is|are|be|of|with|consists? of|the values|values|points))*:?\s*{_LIST}")
HAVING = regex(rf"\b(?:example|instance|e\.g)\b[\W_]{{1,4}}(?:the\s+)?{_LIST}\s+(?:has|have|gives?|yields?)\b")
EXAMPLE = regex(r"\b(?:example|instance|e\.g)\b|\A\W*(?:for|if|with|when)\b")
