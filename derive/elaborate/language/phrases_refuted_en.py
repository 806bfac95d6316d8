"""Words beside a relation that tell whether it is claimed, and of which numbers: English."""

from __future__ import annotations

import re

from derive.read.patterns import regex

# The end of a sentence.
SENTENCE_ENDS = regex(r"[.!?]\s|\n\s*\n", re.I)
# The sentence speaks of what would be, is asked, or is mistaken, and claims nothing.
NOT_CLAIMED = regex(
    r"\b(?:were|would(?! it)|could|want|need\w*|requir\w+|should|implies|tempting|claim\w*|fallacy|mistakes?|mistaken"
    r"|multiplied|some(?:body|one)|in general|think|contradiction|assume)\b", re.I)
# Directly before a relation: it is what something is defined under.
DEFINED_UNDER = regex(
    r"\b(?:requires?|needs?|demands?|(?:is|are) (?:only )?(?:defined|real|meaningful)|makes? sense|exists?)\b"
    r"[^.;:$=<>]{0,30}[\s$]*\Z", re.I)
# Behind a relation: it is said to be false.
SAID_TO_BE_FALSE = regex(
    r"[^.!?\n]{0,20}[.!?,;:]?\s*(?:that|this|which|it)(?:['’]s|\s+is)\s+(?:false|wrong|not\s+(?:true|so|right|allowed|permitted|legitimate|valid|legal|correct))\b",
    re.I)
# A condition: where nothing of it was understood, what follows may stand under it. What we do is none.
CONDITION = regex(r"\b(?:if|when(?:ever)?|suppose|unless|such that|provided)\b(?!\s+(?:we|you|one)\b)", re.I)
# Directly before a relation: what stands before holds on this condition. What is checked is claimed.
ON_CONDITION = regex(
    r"(?<!\bsee )(?<!\bcheck )(?<!\btest )(?<!\bverify )(?:\biff?|\bprovided(?: that)?|\b[as][so] long as|\bonly if"
    r"|\b(?:exactly|precisely|just) when|\bwhenever|\bunless)"
    r"\s*:?[\s$>]*(?:\\\[|\\\(|\\begin\{[a-z]+\*?\})?[\s&]*\Z", re.I)
# If it were so, 1 = 2: what follows is absurd, and is meant to be.
CONTRARY_TO_FACT = regex(r"\bif\b[^.]*\bwere\b", re.I)
# Behind a relation: it is what something else follows from.
LEADS_ON = regex(r"[^.;:]{0,60}\bimpl(?:y|ies)\b", re.I)
# Between a value and what may rest on it: words that begin something else.
ELSEWHERE_NOW = regex(
    r"\b(?:second|third|another|other|next|new|instead|now|different|similarly|likewise|otherwise|in turn|after|if|when"
    r"|suppose)\b|\n#{1,6} |\n\s*\\(?:sub)*section", re.I)
# Directly before a formula: it came out.
COMES_OUT = regex(r"\b(?:gives?|yields?|gets?|obtains?|finds?|have)\b[\s,:$\\\[(]*\Z", re.I)
# What is done to a statement, so that the next one is meant to follow from it.
OPERATES = regex(
    r"both sides|rewrit|\b(?:writ|divid|multiply|halv|doubl|simplif|equivalent|expand|factor|squar|tak|subtract|add"
    r"|rearrang|solv|cancel|complet|exponentiat|vanish|derivativ)\w*\b|\bbecomes?\b|\bmeans\b|\bthat is\b|i\.e\.", re.I)
# An arrow at the end, from which a line goes on.
GOES_ON_FROM = regex(r"(?:\\\w*[Rr]ightarrow|\\implies|⇒|=>)[\s$&\\]*(?:quad)?[\s$&\\]*\Z", re.I)
# An arrow that may be of what changes: n = 3 -> n = 1.
TURNS_INTO = regex(r"\\to\b|→|->", re.I)

__all__ = [
    "COMES_OUT", "CONDITION", "CONTRARY_TO_FACT", "DEFINED_UNDER", "ELSEWHERE_NOW", "GOES_ON_FROM", "LEADS_ON",
    "NOT_CLAIMED", "ON_CONDITION", "OPERATES", "SAID_TO_BE_FALSE", "SENTENCE_ENDS", "TURNS_INTO",
]
