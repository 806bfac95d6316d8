"""Rewording: what stands in a formula in other words, as what it stands for.

    if it is class i        i = c         where c is the class that is right
    otherwise               left to the reader of cases
    P(y=z_j)                P(y=j)        where z_j is only a name for class j
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from derive.elaborate.language.phrases_en import CLASS, OTHERWISE, RIGHT
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.axes import event_letter
from derive.elaborate.step import Finding
from derive.kernel.term import Apply, Symbol, Term
from derive.read.node import Node
from derive.read.record import replace


def in_words(correct: Symbol | None) -> Callable[[Node], Term | None]:
    """The reading of conditions in words where `correct` is the class that is right."""

    def condition(node: Node) -> Term | None:
        words = " ".join(part.text for part in node.walk() if part.kind == "text").lower()
        names = [part for part in node.walk() if part.kind == "name"]
        if correct is None or len(names) != 1 or any(part.kind == "relation" for part in node.walk()):
            return None
        if OTHERWISE.search(words) or not (CLASS.search(words) or RIGHT.search(words)):
            return None
        head = "!=" if " not " in f" {words} " else "="
        return Apply(head, (Symbol(names[0].text, "integer"), correct))

    return condition


def plain_events(node: Node, classes: Collection[str]) -> tuple[Node, tuple[Finding, ...]]:
    """P(y=z_j) as P(y=j), with a finding for each class that is written in this way."""
    if not any(part.kind == "sub" and spelling(part.children[0]) in classes for part in node.walk()):
        return node, ()
    findings: list[Finding] = []
    return _with_plain_events(node, classes, findings), tuple(findings)


def _with_plain_events(node: Node, classes: Collection[str], findings: list[Finding]) -> Node:
    if node.kind == "paren" and event_letter(node) is not None:
        chain = node.children[0]
        left, relation, right = chain.children
        if right.kind == "sub" and spelling(right.children[0]) in classes:
            name, index = spelling(right.children[0]), right.children[1]
            message = f"({spelling(left)}={name}_{index.text}) is written for ({spelling(left)}={index.text})"
            findings.append(Finding("notation", message, right.span, fix=index.text))
            return replace(node, children=(replace(chain, children=(left, relation, index)),))
    if not node.children:
        return node
    return replace(node, children=tuple(_with_plain_events(child, classes, findings) for child in node.children))


def worded_name(node: Node) -> Node:
    """A side in words, such as "Total cost", as a name; digits in words as a number."""
    if node.kind not in ("text", "phrase") or any(child.kind not in ("text", "name") for child in node.children):
        return node
    words = " ".join((node.text or " ".join(child.text for child in node.children)).split())
    digits = words.replace(",", "")
    if digits.replace(".", "", 1).isdigit():
        return Node("number", digits, (), node.span)
    return Node("name", words, (), node.span) if re.fullmatch(r"[^\W\d][\w ()'/-]{0,60}", words) else node
