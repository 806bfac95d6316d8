r"""What a written answer is: one value, several, a pair, an interval, a ratio, or words.

    \boxed{x = 2} or $x = 3$          several values of one name
    (5, 8)                            a pair, or an open interval: both readings are kept
    [0, 1) \cup (2, \infty)           a region of the line
    7 : 32                            a ratio
    \frac{1}{3} \text{ metres}        a value with its unit
    \text{Even}                       words

Only the marks between the parts of an answer are looked at here; what the parts mean is the reader's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.answer_marks import joined, pieces, undelimited


@dataclass(frozen=True, slots=True)
class Value:
    """A formula; `label` is the name that it is said to be the value of, `whole` all that was written."""

    text: str
    whole: str
    label: str = ""
    unit: str = ""

    @property
    def states(self) -> bool:
        """Whether it is a relation, and no value."""
        return not self.label and _RELATION.search(self.text) is not None

    @property
    def is_closed(self) -> bool:
        """Whether no name stands in it."""
        return _LETTER.search(_CONSTANT.sub(" ", self.text)) is None


@dataclass(frozen=True, slots=True)
class Words:
    """Words, in small letters and without marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """Answers of which the order does not count; `braced` where they stand in the braces of a set."""

    members: tuple[Form, ...]
    braced: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """A pair, a triple."""

    members: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One interval: its ends, and whether they belong to it."""

    ends: tuple[str, str]
    closed: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Region:
    """Intervals, of which at least one holds the number."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Ratio:
    """a : b, or a : b : c."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """12:05, a time of the day."""

    hours: int
    minutes: int


Form = Value | Words | Several | Ordered | Region | Ratio | Clock

_RELATION = re.compile(r"[<>=]|\\(?:leq?|geq?|neq?|lt|gt|leqslant|geqslant|equiv|in|mid)(?![A-Za-z])")
_ORDER = re.compile(r"[<>]|\\(?:leq?|geq?|neq?|lt|gt|leqslant|geqslant|equiv|in|mid)(?![A-Za-z])")
_CONSTANT = re.compile(
    r"\\(?:[dtc]?frac|sqrt|pi|infty|cdot|times|left|right|log|ln|sin|cos|tan|text|mathrm|circ|%)(?![A-Za-z])")
_LETTER = re.compile(r"[A-Za-df-zA-Z\\]")
_NAME = r"\\?[A-Za-z]+(?:_(?:\{[^{}]*\}|\w))?'*(?:\([^()=<>]*\))?"
_SEGMENT = r"\\frac\s*\{[A-Z]{1,3}\}\s*\{[A-Z]{1,3}\}|\\(?:angle|overline|sin|cos|tan)\s*\{?[A-Z]{1,3}\}?|\|[A-Z]{2}\|"
_LABEL = re.compile(rf"\s*({_SEGMENT}|{_NAME}|\([A-Za-z, ]+\))\s*(?:=|\\approx)(.*)", re.DOTALL)
_MEMBER = re.compile(rf"\s*(?:{_NAME})\s*\\in(?![a-z])(.*)", re.DOTALL)
_UPRIGHT = r"\\(?:text|mbox|textbf|mathrm|textit|operatorname)\s*\{"
_WORDS = re.compile(rf"(?:{_UPRIGHT}[^{{}}\\$]*\}}[\s,.~]*)+|[A-Za-z]{{2,}}(?: [a-z]{{2,}})+\.?")
_INSIDE = re.compile(rf"{_UPRIGHT}([^{{}}]*)\}}")
_UNIT = re.compile(
    rf"(?P<value>.*[\d}}\]).])\s*(?:\\[ ,;:!]\s*)*(?P<unit>{_UPRIGHT}\s*(?P<word>[A-Za-z][^{{}}=<>]*)\}}"
    r"(?:\s*\^\s*\{?\s*\d\s*\}?)?|\^\s*\{?\s*\\circ\s*\}?)[\s.]*", re.DOTALL)
_MIXED = re.compile(
    r"\s*(?P<sign>-?)\s*(?P<whole>\d+)\s*"
    r"(?:\\[dtc]?frac\s*(?:\{\s*(?P<a>\d+)\s*\}\s*\{\s*(?P<b>\d+)\s*\}|(?P<e>\d)\s*(?P<f>\d))"
    r"|\s(?P<c>\d+)/(?P<d>\d+))\s*")
_SAYING = frozenset({
    "hundred", "thousand", "million", "billion", "trillion", "dozen", "percent", "half", "times", "or", "and", "if",
    "for", "when", "where", "with", "without", "more", "less", "most", "least", "not", "than", "only", "mod", "except",
    "no", "all", "real", "integer", "integers", "pi",
})
_CLOCK = re.compile(r"\s*(\d{1,2}):(\d\d)\s*")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_EMPTY = re.compile(r"\\(?:emptyset|varnothing)|\\\{\s*\\\}")
_ALL = re.compile(r"\\mathbb\s*\{?\s*R\s*\}?|\\R")
_BUT = re.compile(rf"(?:{_ALL.pattern})\s*(?:\\setminus|\\backslash|-)\s*\\\{{([^,;]*)\\\}}", re.DOTALL)
_DESCRIBED = re.compile(
    rf"(?:\\left\s*)?\\\{{\s*{_NAME}\s*(?:\\in\s*{_ALL.pattern}\s*)?(?:\\mid|\\vert|\||:)(.*?[<>=].*?|.*?\\[lgn]eq?\b.*?)"
    r"(?:\\right\s*)?\\\}", re.DOTALL)
_BRACKETED = re.compile(
    r"(?P<minus>-?)\s*(?:\\left\s*)?(?P<open>[\[(])(?P<inside>.*?)(?:\\right\s*)?(?P<close>[\])])", re.DOTALL)
_BRACED = re.compile(r"(?:\\left\s*)?(?P<slash>\\?)\{(?P<inside>.*?)(?:\\right\s*)?\\?\}", re.DOTALL)


def readings(text: str) -> tuple[Form, ...]:
    """Every form that an answer may have: `1,234` is a number or two, `(0, 1)` a pair or an interval."""
    text = joined(text).strip()
    if _GROUPED.fullmatch(text):
        whole = text.replace(",", "").replace(" ", "")
        return (Value(whole, whole), _several(text)) if "," in text else (Value(whole, whole),)
    form = _form(text)
    region = _region(text) if isinstance(form, Ordered) and len(form.members) == 2 else None
    return (form,) if region is None else (form, region)


def _form(text: str) -> Form:
    text = undelimited(joined(text)).strip()
    if _EMPTY.fullmatch(text):
        return Region(())
    if _WORDS.fullmatch(text) and re.search("[a-z]", words := plain(text)):
        return Words(words)
    if (described := _DESCRIBED.fullmatch(text)) is not None:
        return Value(described[1].strip(), described[1].strip())
    parts = pieces(text, ",;", words=True)
    if len(parts) > 1:
        return Value(text, text) if any(map(_ORDER.search, parts)) and not _is_membered(parts) else _several(text)
    braced = _BRACED.fullmatch(text)
    if braced is not None and _is_whole(text) and not _RELATION.search(text):
        parts = pieces(braced["inside"], ",;")
        if len(parts) > 1 or braced["slash"]:
            return Several(tuple(member for part in parts for member in _spread(part)), bool(braced["slash"]))
    return _one(text)


def _is_membered(parts: list[str]) -> bool:
    return all(_MEMBER.fullmatch(part) for part in parts)


def _several(text: str) -> Several:
    return Several(tuple(member for part in pieces(text, ",;", words=True) for member in _spread(part)))


def _spread(text: str) -> Iterator[Form]:
    """One member of a list, or the two of a ± b."""
    found = undelimited(joined(text))
    if _has_two_signs(found):
        yield from (_form(_signed(found, upper)) for upper in (True, False))
    else:
        yield _form(found)


def _has_two_signs(text: str) -> bool:
    return "\\pm" in text or "\\mp" in text or "±" in text


def _signed(text: str, upper: bool) -> str:
    """a ± b under one of its signs."""
    plus, minus = ("+", "-") if upper else ("-", "+")
    return re.sub(r"\\mp(?![A-Za-z])", minus, re.sub(r"\\pm(?![A-Za-z])|±", plus, text))


def _one(text: str) -> Form:
    """What no comma takes apart."""
    if _has_two_signs(text):
        return Several(tuple(_spread(text)))
    if (clock := _CLOCK.fullmatch(text)) is not None and int(clock[1]) < 25 and int(clock[2]) < 60:
        return Clock(int(clock[1]), int(clock[2]))
    if (member := _MEMBER.fullmatch(text)) is not None:
        form = _form(member[1])
        return form if isinstance(form, Several) else _region(member[1]) or form
    label, value = _labelled(text)
    if len(ratio := pieces(value, ":")) > 1 and all(ratio):
        ends = pieces(pieces(value, "=")[-1], ":")
        return Ratio(tuple(ends)) if len(ends) > 1 else Value(ends[0], text, "ratio")
    inside = _BRACKETED.fullmatch(value)
    if inside is not None and _is_whole(value[len(inside["minus"]):]):
        members = pieces(inside["inside"], ",")
        if inside["open"] + inside["close"] == "()" and "infty" not in value and not inside["minus"]:
            if len(members) > 1:
                return Ordered(tuple(map(_form, members)))
    if (region := _region(value)) is not None:
        return region
    return _measured(value, text, label)


def _labelled(text: str) -> tuple[str, str]:
    """The name that a value is said to be of, and the value; the end of z = 1 + 1 = 2, not of x = 1/3 ≈ 0.3."""
    text = re.sub(r"^\s*\\approx", "", text)
    label, value = "", text
    while (named := _LABEL.fullmatch(value)) is not None and named[2].strip() and not _ORDER.search(named[2]):
        label, value = label or "".join(named[1].split()), named[2]
    if not label and "\\approx" not in text:
        return "", text
    exact = pieces(re.split(r"\\approx(?![A-Za-z])", value)[0], "=")
    if len(exact) > 1 and not all(Value(side, side).is_closed for side in exact):
        return "", text                          # a chain of formulas, and no value
    return label, exact[-1].strip()


def _measured(text: str, whole: str, label: str) -> Value:
    """A value, its unit set aside, a mixed number written as a sum."""
    text, unit = text.strip().rstrip("."), ""
    if (price := re.fullmatch(r"\\\$\s*([\d.]+)", text)) is not None:
        text, unit = price[1], "dollars"
    if (found := _UNIT.fullmatch(text)) is not None and "\\text" not in found["value"] and _is_unit(found["word"]):
        text, unit = found["value"], plain(found["unit"]) if found["word"] is not None else "degrees"
    if (mixed := _MIXED.fullmatch(text)) is not None:
        above, below = mixed["a"] or mixed["c"] or mixed["e"], mixed["b"] or mixed["d"] or mixed["f"]
        if 0 < int(above) < int(below):
            text = rf"{mixed['sign']}({mixed['whole']} + \frac{{{above}}}{{{below}}})"
            whole = f"{label} = {text}" if label else text
    return Value(text, whole, label, unit)


def _is_unit(words: str | None) -> bool:
    """Whether words behind a number say only what it is of."""
    return words is None or (len(words.split()) < 4 and _SAYING.isdisjoint(plain(words).split()))


def _region(text: str) -> Region | None:
    """An interval, or several joined by a cup; the whole line, or the line without a point."""
    text = text.strip()
    if _ALL.fullmatch(text):
        return Region((Stretch(("-\\infty", "\\infty"), (False, False)),))
    if (but := _BUT.fullmatch(text)) is not None and but[1].strip():
        return Region((Stretch(("-\\infty", but[1]), (False, False)), Stretch((but[1], "\\infty"), (False, False))))
    found: list[Stretch] = []
    for part in re.split(r"\\cup(?![A-Za-z])", text):
        match = _BRACKETED.fullmatch(part.strip())
        ends = pieces(match["inside"], ",;") if match is not None else []
        if match is None or len(ends) != 2 or not all(ends):
            return None
        closed = (match["open"] == "[", match["close"] == "]")
        if match["minus"]:
            ends, closed = [f"-({ends[1]})", f"-({ends[0]})"], closed[::-1]
        found.append(Stretch((ends[0], ends[1]), closed))
    return Region(tuple(found))


def plain(text: str) -> str:
    """Words without what sets them upright, in small letters."""
    return " ".join(re.sub(r"[.,;!{}()\\~]", " ", _INSIDE.sub(r" \1 ", text)).lower().split())


def _is_whole(text: str) -> bool:
    """Whether the bracket that opens a text is closed by the one that ends it."""
    depth = 0
    for k, c in enumerate(text):
        depth += (c in "{([") - (c in "})]")
        if depth == 0 and c in "})]" and k < len(text) - 1:
            return False
    return depth == 0


__all__ = ["Clock", "Form", "Ordered", "Ratio", "Region", "Several", "Stretch", "Value", "Words", "plain", "readings"]
