"""Two answers, part by part; what is asked of two formulas is asked of the library.

    several answers       each has its equal among the others, whatever the order
    pairs                 place by place
    intervals             a number lies in the one exactly when it lies in the other
    ratios                a d = b c
    words                 the same words
    another kind          an interval or an equation is no number

Where an answer can be read in two ways, it is refuted only if it is so in each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from derive.answer_forms import Clock, Form, Ordered, Ratio, Region, Several, Stretch, Value, Words, plain
from derive.answered import Answer

MOST = 24                                        # answers in one list
_OPPOSITE = [{"yes", "no"}, {"true", "false"}, {"even", "odd"}, {"converges", "diverges"}, {"convergent", "divergent"},
             {"increasing", "decreasing"}, {"positive", "negative"}, {"finite", "infinite"}]
_NOTHING = re.compile(r"(there (is|are) )?no(ne)?( real)?( solutions?| roots?)?|(the )?empty set")
_SAME = Answer("proved", "same_answer", "kernel")


@dataclass(frozen=True, slots=True)
class Matching:
    """How formulas are compared, and which names stand in one."""

    equal: Callable[[str, str], Answer]
    names: Callable[[str], frozenset[str]]

    def either(self, ones: Sequence[Form], others: Sequence[Form]) -> Answer:
        """Over all readings."""
        found = [self.compare(one, other) for one in ones for other in others]
        proved = next((answer for answer in found if answer), None)
        if proved is not None:
            return proved
        if all(answer.verdict == "refuted" for answer in found):
            return found[0]
        return next(answer for answer in found if answer.verdict == "undecided")

    def compare(self, one: Form, other: Form) -> Answer:
        """Two answers, each read in one way."""
        match one, other:
            case Value(), Value():
                return self.values(one, other)
            case Words(), Words():
                return _words(one.text, other.text)
            case (Words(text), Region(())) | (Region(()), Words(text)) if _NOTHING.fullmatch(text):
                return _SAME
            case (Words(text), Value() as value) | (Value() as value, Words(text)) if plain(value.text) == text:
                return _SAME
            case (Words(), _) | (_, Words()):
                return Answer("undecided", attempts=("words beside a value",))
            case Several(), Several():
                return self.several(one, other)
            case (Several() as many, Ordered() as pair) | (Ordered() as pair, Several() as many):
                return _softened(self.placed(many.members, pair.members), "a list beside a pair", many.braced)
            case (Several(), _) | (_, Several()):
                return self.several(_as_list(one), _as_list(other))
            case Ordered(), Ordered():
                return self.placed(one.members, other.members)
            case Region(), Region():
                return self.regions(one, other)
            case (Region() as region, Value() as value) | (Value() as value, Region() as region):
                return self.region_and_value(region, value)
            case Clock(), Clock():
                return _SAME if one == other else _no("times", f"{one.hours}:{one.minutes:02}")
            case (Ratio() | Clock() | Value(), Ratio() | Clock() | Value()):
                return self.ratios(_ratio(one), _ratio(other))
        return _no("kinds", "answers of two kinds")

    def values(self, one: Value, other: Value) -> Answer:
        """Two formulas; of x = 2 beside 2 the value counts, and a unit that one of them leaves out does not."""
        if one.unit and other.unit and one.unit != other.unit:
            found = self.equal(one.whole, other.whole)
            return found if found else Answer("undecided", attempts=(f"units: {one.unit}, {other.unit}",))
        if bool(one.unit) != bool(other.unit):
            found = self.equal(one.whole, other.whole)
            return found if found else self.equal(one.text, other.text)
        if one.unit or (bool(one.label) != bool(other.label) and not one.states and not other.states):
            return self.equal(one.text, other.text)
        if one.states != other.states and not (one.label or other.label):
            return self._stated(*((one, other) if one.states else (other, one)))
        found = self.equal(one.whole, other.whole)
        if one.label and one.label == other.label and found.verdict == "undecided":
            value = self.equal(one.text, other.text)
            return value if value or (one.is_closed and other.is_closed) else found
        if found.verdict == "refuted" and one.label and one.label == other.label and one.is_closed and other.is_closed:
            return self.equal(one.text, other.text)                  # z = 1 + 1 = 2 beside z = 2
        return found

    def _stated(self, statement: Value, value: Value) -> Answer:
        """An equation in standard form or an inequality beside a number; other equations may say what it is of."""
        sides = re.split(r"=", statement.text)
        standard = len(sides) == 2 and any(side.strip() == "0" for side in sides)
        if value.is_closed and (standard or re.search(r"[<>]|\\[lg]eq?(?![a-z])", statement.text)):
            return _no("kinds", "a relation is no number")
        return Answer("undecided", attempts=("a relation beside a value",))

    def several(self, one: Several, other: Several) -> Answer:
        """Two lists; values of different names go by their names."""
        labels = [_labels(many) for many in (one, other)]
        if max(map(len, labels)) > MOST:
            return Answer("undecided", attempts=("a list that is too long",))
        named = [len({label.partition("_")[0] for label in found}) > 1 for found in labels]
        if all(named) and sorted(labels[0]) == sorted(labels[1]) and len(set(labels[0])) == len(labels[0]):
            order = [labels[1].index(label) for label in labels[0]]
            return self.placed(one.members, tuple(other.members[k] for k in order))
        if any(named) and not any(labels[named.index(False)] if False in named else [""]):
            return _softened(self.placed(one.members, other.members), "values of several names")
        return self._unordered(one.members, other.members)

    def _unordered(self, ones: tuple[Form, ...], others: tuple[Form, ...]) -> Answer:
        table = [[self.compare(one, other) for other in others] for one in ones]
        lines = [*table, *(list(column) for column in zip(*table, strict=True))]
        for line in lines:
            if all(answer.verdict == "refuted" for answer in line):
                return _no("members", "an answer that the other list does not have")
        if all(any(line) for line in lines):
            if len(ones) != len(others):
                return Answer("undecided", attempts=("lists of different length",))
            return _together([next(answer for answer in line if answer) for line in table])
        return Answer("undecided", attempts=("lists whose members cannot all be told apart",))

    def placed(self, ones: Sequence[Form], others: Sequence[Form]) -> Answer:
        """Place by place."""
        if len(ones) != len(others):
            return _no("kinds", f"{len(ones)} places beside {len(others)}")
        found = [self.compare(one, other) for one, other in zip(ones, others, strict=True)]
        return _together(found)

    def regions(self, one: Region, other: Region) -> Answer:
        """End by end, and where these differ, by the numbers that lie in them."""
        if one == other:
            return _SAME
        if len(one.stretches) == len(other.stretches):
            pairs = list(zip(one.stretches, other.stretches, strict=True))
            if all(a.closed == b.closed for a, b in pairs):
                ends = [self._end(x, y) for a, b in pairs for x, y in zip(a.ends, b.ends, strict=True)]
                if all(ends):
                    return _together(ends)
        taken = frozenset().union(*(self.names(end) for each in (one, other) for s in each.stretches for end in s.ends))
        name = next(letter for letter in ("x", "y", "z", "t", "w") if letter not in taken)
        return self._lying(name, lies_in(name, one), lies_in(name, other))

    def _end(self, one: str, other: str) -> Answer:
        same = one.replace(" ", "").lstrip("+") == other.replace(" ", "").lstrip("+")
        return _SAME if same else (Answer("undecided") if "infty" in one + other else self.equal(one, other))

    def _lying(self, name: str, one: str, other: str) -> Answer:
        if not one or not other:                 # the whole line, or nothing
            return self.equal(one or f"{name} = {name}", other or f"{name} = {name}")
        return self.equal(one, other)

    def region_and_value(self, region: Region, value: Value) -> Answer:
        """x < 2 beside an interval: the same numbers; a number is no interval."""
        if value.states:
            names = self.names(value.text)
            if len(names) == 1:
                (name,) = names
                return self._lying(name, lies_in(name, region), value.text)
        elif value.is_closed and not value.label:
            return _no("kinds", "an interval is no number")
        return Answer("undecided", attempts=("an interval beside a value",))

    def ratios(self, ones: tuple[str, ...], others: tuple[str, ...]) -> Answer:
        """a : b = c : d, so a d = b c."""
        if len(ones) == 2 and len(others) == 1:
            others = (others[0], "1")
        if len(others) == 2 and len(ones) == 1:
            ones = (ones[0], "1")
        if len(ones) != len(others):
            return _no("kinds", f"{len(ones)} parts beside {len(others)}")
        crossed = [self.equal(f"({a})({d})", f"({b})({c})")
                   for a, b, c, d in zip(ones, ones[1:], others, others[1:], strict=False)]
        if any(self.equal(part, "0") for part in (*ones, *others)):
            return Answer("undecided", attempts=("a ratio to nothing",))
        return _together(crossed)


def lies_in(name: str, region: Region) -> str:
    """A region as a statement about a name; "" where it is the whole line."""
    parts = [_between(name, stretch) for stretch in region.stretches]
    if not parts:
        return f"{name} \\neq {name}"
    if not all(parts):
        return ""
    return " \\lor ".join(f"({part})" for part in parts) if len(parts) > 1 else parts[0]


def _between(name: str, stretch: Stretch) -> str:
    low, high = stretch.ends
    signs = [" \\le " if closed else " < " for closed in stretch.closed]
    below = "" if "-\\infty" in low.replace(" ", "") else low + signs[0]
    above = "" if "infty" in high else signs[1] + high
    return f"{below}{name}{above}" if below or above else ""


def _labels(many: Several) -> list[str]:
    return [member.label if isinstance(member, Value) else "" for member in many.members]


def _as_list(form: Form) -> Several:
    return form if isinstance(form, Several) else Several((form,))


def _ratio(form: Form) -> tuple[str, ...]:
    match form:
        case Ratio(members):
            return members
        case Clock(hours, minutes):
            return str(hours), str(minutes)
        case Value(text):
            return (text,)
    return ()


def _softened(found: Answer, why: str, always: bool = False) -> Answer:
    """What counts only if it is proved."""
    return found if found and not always else Answer("undecided", attempts=(why,))


def _words(one: str, other: str) -> Answer:
    if one == other:
        return _SAME
    if {one, other} in _OPPOSITE:
        return _no("words", f"{one} is not {other}")
    return Answer("undecided", attempts=("two wordings",))


def _no(by: str, why: str) -> Answer:
    return Answer("refuted", f"different_{by}", counterexample=why)


def _together(found: Sequence[Answer]) -> Answer:
    """Proved where every part is, refuted where one is."""
    if not found:
        return _SAME
    refuted = next((answer for answer in found if answer.verdict == "refuted"), None)
    if refuted is not None:
        return refuted
    open_ones = [answer for answer in found if not answer]
    if open_ones:
        return Answer("undecided", attempts=tuple(open_ones[0].attempts))
    trust = next((answer.trust for answer in found if answer.trust != "kernel"), "kernel")
    findings = tuple(finding for answer in found for finding in answer.findings)
    return Answer("proved", found[0].by, trust, findings=findings, detail=found[0].detail)
