"""Conditions and reasons within a sentence, and the statements that they belong to.

    |a| = a for a > 0            the condition belongs to the statement before it, and ends with it
    |a| = a for all a > 0        likewise; it stays in force, too
    |a| = a, since a > 0         the reason is claimed by itself, and the statement is claimed under it
    Since a > 0, |a| = a         likewise, to the statements behind it
    |a| = a unless a < 0         not understood: nothing that speaks of a is refuted
    F for sufficiently large n   F for n >= 1000000: what holds from there on holds from some number on

A reason without names, 2 + 2 = 4, is claimed and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.elaborate.prose.declarations import CLASS_NUMBER
from derive.read.node import Node
from derive.read.patterns import regex

PREMISES = frozenset({"given", "condition"})
MILLION = "1000000"
# From some number on: for sufficiently large n, and n large enough.
LARGE = regex(
    r"\b(?:sufficiently |asymptotically )?(?:large|big)(?: enough)?\s+(?:values of\s+)?⟦(?P<before>\d+)⟧"
    r"|⟦(?P<after>\d+)⟧\s+(?:is |being |sufficiently |large |big )*(?:sufficiently large|large enough|big enough)\b")
THEREFORE = regex(r"[.!]?\s+(?:therefore|hence|thus|then|consequently|it follows that)[\s,:]*")
_FENCE = regex(r"^[\s$,]*(?:\\\]|\\end\{\w+\*?\})?[\s,]*")
_STOP = regex(r"[.;](?=\s|$)|\n\s*\n|\$\$|\\\[")
_GOES_ON = regex(r"[^.!?]*[\w,:]\s*$")
CLAUSE = regex(r"[\W_]*(?:(?:but|and|then|now|while|whereas|however|also|check(?:ing)?)[\W_]+)?")
MAKES = regex(r"\s+(?:gives|yields|leads to|makes|produces|results in|would (?:give|make|imply|mean))\b")
HEAD = regex(r"[ \t]*(?:[-*+•]|\d{1,2}[.)]|\([a-z]\))?[ \t]*")
COLON = regex(r"[ \t]*:[ \t]*⟦\d+⟧")
ORDERS = frozenset({"<", "<="})
CONDITIONS = frozenset({"<", "<=", ">", ">=", "!=", "in", "=", "equiv"})


@dataclass
class Attached:
    """What belongs to which formula of a paragraph, by number."""

    conditions: dict[int, list[Node]] = field(default_factory=dict)      # of a statement
    used: set[int] = field(default_factory=set)                          # said of a statement, and nothing else
    first: set[int] = field(default_factory=set)                         # to be read before their sentence's statements
    ahead: list[Node] = field(default_factory=list)                      # reasons of the last sentence, for a display
    onward: list[Node] = field(default_factory=list)                     # for u > 0 we have v = u and ..., a display
    claims: set[int] = field(default_factory=set)                        # statements, whatever stood before
    kept: set[int] = field(default_factory=set)                          # said of a statement, and in force after it
    doubtful: list[Node] = field(default_factory=list)                   # behind "unless"
    before: list[Node] = field(default_factory=list)                     # conditions of the sentence before "Therefore"


def attached(text: Template, purposes: dict[int, str]) -> Attached:
    """The conditions of each statement; `purposes` is what the words before each formula make of it."""
    found = Attached()
    for sentence in _sentences(text):
        found.before = []
        _Sentence(text, purposes, found).read(sentence)
        stop = text.sentence_stop(text.gaps[sentence[0]][0])
        if THEREFORE.fullmatch(text.text, stop):
            found.before = [node for index in sentence for node in found.conditions.get(index, ())]
    for match in LARGE.finditer(text.text):
        _from_some_number_on(text, int(match["before"] or match["after"]), found)
    return found


def is_tied(words: str, behind: bool = False) -> bool:
    """Whether words alone tie the names of the display in their sentence: no value may be chosen for any of them.

        By symmetry, F        F, since the targets sum to one        F, because the matrix is symmetric
    """
    tied = phrases.TIES.search(words) or is_under_words(words)
    return bool(tied) or (behind and bool(phrases.RESTRICTS.search(words)))


def is_under_words(words: str) -> bool:
    """Whether words say a condition that is not read, and no step of the author's: not "if we expand the square, "."""
    match = phrases.UNDER_WORDS.search(words)
    return match is not None and not match["act"] and not CLASS_NUMBER.search(match[0])


def reason_behind(after: str) -> str:
    """The reason or condition with which a sentence goes on behind its display; "" where it ends there.

    A capital letter begins another sentence.
    """
    behind = _STOP.split(_FENCE.sub("", after, count=1), maxsplit=1)[0]
    return behind if phrases.TRAILING.match(behind) and not behind[:1].isupper() else ""


def _from_some_number_on(text: Template, index: int, found: Attached) -> None:
    """The statements of the sentence for large n, or those of its display; no number can be said to be too small."""
    name = text.node(index)
    if name is None or spelling(name) is None:
        return
    sign, bound = Node("relation", ">=", (), name.span), Node("number", MILLION, (), name.span)
    condition = Node("chain", "", (name, sign, bound), name.span)
    found.doubtful.append(name)
    here = next(sentence for sentence in _sentences(text) if index in sentence)
    claimed = [place for place in here if place not in found.used and any(
        part.kind == "chain" for part in text.formulas[place].parts)]
    for place in claimed:
        found.conditions.setdefault(place, []).append(condition)
    if not claimed:
        found.ahead.append(condition)


class _Sentence:
    """One walk through the formulas of a sentence."""

    def __init__(self, text: Template, purposes: dict[int, str], found: Attached) -> None:
        self.text, self.purposes, self.found = text, purposes, found
        self.statements: list[int] = []          # what a condition behind them belongs to
        self.waiting: list[tuple[int, str, list[Node]]] = []     # conditions that stand before what they are for
        self.closed = False                      # a condition stood behind these statements
        self.met = False                         # a statement has come since the conditions that wait
        self.last: tuple[str, bool] = ("", False)                # kind of the last condition, and whether it trailed
        self.under: list[Node] = []              # the conditions of the statements, and of their reasons

    def read(self, sentence: Iterable[int]) -> None:
        numbers = list(sentence)
        for index in numbers:
            words = _before(self.text, index)
            nodes = conditions_in(self.text, index)
            kind, trailing = _kind(self.text, index, words) if nodes else "", False
            if kind:
                trailing = bool(self.statements) and _is_trailing(self.text, index, words)
            elif self.last[0] and phrases.GOES_ON.match(words):
                joined = "and" in words and (
                    self.last == ("reason", False) or (self.last == ("condition", False) and (
                        self._then_follows(index) or self._ends_the_values(index, nodes))))
                ends = index == numbers[-1] and not (self.last[1] or self.met or "and" in words)
                joined = joined or (self.last == ("condition", False) and self._runs_on(index, numbers[-1]))
                if nodes and not ends and (joined or all(_bounds(node) for node in nodes)):      # since a > 1, a^2 > a
                    kind, trailing = self.last       # for x > 0 and y > 0; from x + y = 5 and x - y = 1
                elif self.last[1]:
                    self.found.claims.add(index)     # F for x > 0 and G for x < 0
            self._take(index, kind, trailing, nodes)
            self.last = (kind, trailing)
        self.found.ahead = [
            node for _, kind, nodes in self.waiting if kind == "reason" and not self.met for node in nodes]
        goes_on = numbers[-1] == len(self.text.gaps) - 1 and _GOES_ON.match(self.text.text, self.text.gaps[-1][1])
        self.found.onward = [node for _, _, nodes in self.waiting for node in nodes] if self.met and goes_on else []

    def _then_follows(self, index: int) -> bool:
        """Whether a clause that begins with "if" ends behind this formula: if a = b and c = d, then ..."""
        return phrases.THEN.match(self.text.text[self.text.gaps[index][1] :]) is not None

    def _ends_the_values(self, index: int, nodes: list[Node]) -> bool:
        """Whether the last of several values stands here, before what they are put in: for z = 0.4 and y = 1: ..."""
        return bool(nodes) and all(map(_is_value, nodes)) and self.text.text.startswith(
            (":", ","), self.text.gaps[index][1])

    def _runs_on(self, index: int, last: int) -> bool:
        """Whether this is one of several values that are put in for what follows: for w = 2, b = 0, x = 1 we get F."""
        while index < last:
            nodes = conditions_in(self.text, index)
            if not nodes or not all(map(_is_value, nodes)):
                return False
            index += 1
            words = _before(self.text, index)
            if not phrases.GOES_ON.match(words):
                return phrases.PUT_IN_FOR.match(words) is not None
        return False

    def _take(self, index: int, kind: str, trailing: bool, nodes: list[Node]) -> None:
        if kind == "unless":
            self.found.doubtful += nodes
            self.found.used.add(index)
        elif kind and trailing:
            for statement in self.statements:
                self.found.conditions.setdefault(statement, []).extend(nodes)
            self._claim_under(index, kind, nodes)
            self._settle(index, kind)
            self.closed = True
        elif kind in ("reason", "condition", "moment"):
            if self.met:
                self.waiting, self.under, self.met = [], [], False
            ended = [one for one in self.waiting if _clash(one[2], nodes)]
            for place, how, _ in ended:
                self._settle(place, how)
            self.waiting = [one for one in self.waiting if one not in ended]
            self.under = [node for node in self.under if not _clash([node], nodes)]
            self._claim_under(index, kind, nodes)
            self.waiting.append((index, kind, nodes))
            if kind == "reason":
                self.found.first.add(index)
        elif index in self.found.claims or (self._states(index) and self.purposes.get(index, "") not in PREMISES):
            self.under = [] if self.closed and not self.waiting else self.under
            self.statements = [index] if self.closed else [*self.statements, index]
            self.closed, self.met = False, True
            for place, how, conditions in self.waiting:
                self.found.conditions.setdefault(index, []).extend(conditions)
                self._settle(place, how)
            self.waiting = [one for one in self.waiting if one[1] != "moment"]

    def _claim_under(self, index: int, kind: str, nodes: list[Node]) -> None:
        """For x > 0: F, since G. G is claimed for x > 0 as well."""
        if kind != "reason":
            self.under += nodes
        elif self.under:
            self.found.conditions.setdefault(index, []).extend(self.under)

    def _states(self, index: int) -> bool:
        return any(part.kind == "chain" for part in self.text.formulas[index].parts)

    def _settle(self, index: int, kind: str) -> None:
        if kind in ("condition", "moment"):
            self.found.used.add(index)
        elif kind == "reason":
            self.found.first.add(index)
        elif kind == "kept":
            self.found.kept.add(index)


def _is_value(node: Node) -> bool:
    """y = 1, y = -1"""
    left, relation, right = node.children if node.kind == "chain" and len(node.children) == 3 else (node, node, node)
    return left.kind in ("name", "sub") and relation.text == "=" and right.kind in ("number", "negate")


def _clash(earlier: list[Node], nodes: list[Node]) -> bool:
    """Whether one of them has another value: for d = 2 it is 6, for d = 10 it is F. F is said of d = 10."""
    told = {spelling(node.children[0]): node.children[2] for node in earlier if _is_value(node)}
    anew = ((told.get(spelling(node.children[0])), node.children[2]) for node in nodes if _is_value(node))
    return any(old is not None and (old.kind, old.text) != (new.kind, new.text) for old, new in anew)


def _bounds(node: Node) -> bool:
    """Whether a relation bounds a name, as conditions do: x > 0, not x + y = 3."""
    relations = {relation.text for relation in node.children[1::2]}
    return relations <= CONDITIONS - {"="} and any(spelling(side) is not None for side in node.children[0::2])


def conditions_in(text: Template, index: int) -> list[Node]:
    """The relations of a formula that can be a condition: x > 0, y > 0."""
    parts = text.formulas[index].parts
    whole = all(
        part.kind == "chain" and part.children[0].kind != "none"
        and all(relation.text in CONDITIONS for relation in part.children[1::2])
        and not any(inner.kind == "dots" for inner in part.walk()) and names_in(part)
        for part in parts
    )
    return list(parts) if whole else []


def _sentences(text: Template) -> Iterator[list[int]]:
    group: list[int] = []
    for index, (start, _) in enumerate(text.gaps):
        if group and text.sentence_start(start) != text.sentence_start(text.gaps[group[0]][0]):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def _before(text: Template, index: int) -> str:
    """The words between a formula and the one before it in its sentence."""
    start = text.gaps[index][0]
    begin = text.sentence_start(start)
    return text.text[max(begin, text.gaps[index - 1][1]) if index else begin : start]


def _kind(text: Template, index: int, words: str) -> str:
    """What the words before a relation make of it: condition, kept, reason, unless; "" for anything else."""
    match = phrases.ATTACHES.search(words)
    if match is not None:
        return str(match.lastgroup)
    opened = phrases.OPENED.search(text.text[text.sentence_start(text.gaps[index][0]) : text.gaps[index][0]])
    if opened is not None and all(_is_bare(text.node(gap)) for gap in gaps_in(opened["rest"])):
        return "reason" if opened["reason"] else "condition"         # since log is increasing and x > 0
    if _heads_a_line(text, index):
        return "condition"                       # 2 < x < 3: V = 10 - 12
    stop = text.gaps[index][1]
    alone = index + 1 < len(text.gaps) and not any(map(names_in, text.formulas[index + 1].parts))
    if alone and CLAUSE.fullmatch(words) and MAKES.match(text.text, stop) and all(
            map(_is_value, conditions_in(text, index))):
        return "moment"                          # x = -3 gives 2 = -2
    return "condition" if words.rstrip().endswith("(") and text.text[stop : stop + 1] == ")" else ""


def _heads_a_line(text: Template, index: int) -> bool:
    """Whether a range of a name begins a line, and a colon and a formula stand behind it on that line."""
    start, stop = text.gaps[index]
    node = text.node(index)
    if node is None or node.kind != "chain" or len(node.children) != 5 or not {
            sign.text for sign in node.children[1::2]} <= ORDERS or spelling(node.children[2]) is None:
        return False
    begin = text.text.rfind("\n", 0, start) + 1
    return HEAD.fullmatch(text.text, begin, start) is not None and COLON.match(text.text, stop) is not None


def _is_bare(node: Node | None) -> bool:
    return node is not None and node.kind != "chain"


def _is_trailing(text: Template, index: int, words: str) -> bool:
    """Whether a condition is of what stands before it: no new clause begins with it, and no "then" follows."""
    stop = text.gaps[index][1]
    return not phrases.NEW_CLAUSE.match(words) and not phrases.THEN.match(text.text[stop:])
