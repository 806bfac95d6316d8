"""Claims in words: sizes, counts, sums and comparisons, read word by word.

    Size of A is $98 \\times 98 \\times 5$               a claim at "is", held against the layers
    Amount of multiplies to compute B is (...) = 5      the same, and the arithmetic of the "="
    sum of the case of A and B which is 12              a claim on values that the page has stated
    amount for D is 7 is greater than ...               a claim at the "is" before "greater"

A value stated again for the same quantity is no new claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language import phrases_layers_en as layered
from derive.elaborate.language.phrases_quantities_en import BY_HOW_MUCH
from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import SENTENCE, Template
from derive.elaborate.page import Page
from derive.elaborate.prose.quantities import Mention, Value, add_up, compare, formula_value, state_value, text_value
from derive.read.node import Span

TOKEN = re.compile(
    r"⟦(?P<gap>\d+)⟧|(?P<shape>\(\s*\d{1,9}(?:\s*,\s*\d{1,9})+\s*\))|(?P<value>\d[\d,]*(?:\.\d+)?(?:\s*(?:x|×|by)\s*\d[\d,]*)*)(?![\w%])|(?P<word>[^\W\d_][\w'’-]*)"
    r"|(?P<mark>[^\s\w])"
)


SUPPOSING = frozenset({"let", "suppose", "assume"})


@dataclass(frozen=True)
class Word:
    """One token: a word, a number, a formula or a mark, with its stretch of the text."""

    kind: str
    text: str
    start: int
    stop: int


@dataclass
class Sentence:
    """What has been met in a sentence so far."""

    mention: Mention = field(default_factory=Mention)
    kind: str = ""
    verb: Word | None = None                     # "is" before a value
    pending: tuple[str, Mention, Span] | None = None          # greater than: what, than which, where
    before: Value | None = None                  # a value before the quantity it is of
    done: set[int] = field(default_factory=set)


def read_claims(page: Page, text: Template, described: list[tuple[int, int]]) -> set[int]:
    """Add the claims of a paragraph to the page; the numbers of the formulas that they used up."""
    done: set[int] = set()
    kind = ""
    for start, stop in _sentences(text.text):
        if any(start < end and begin < stop for begin, end in described):
            continue
        words = list(_words(text.text, start, stop))
        if words and words[0].text.casefold() in SUPPOSING:
            continue                             # let the input and the output have 256 channels
        if any(word.text == "would" for word in words) and not _any_name(page, text, words):
            continue                             # a layer from the input to 100 units would need 307300 parameters
        compares = any(_comparison(words, k) for k in range(len(words)))
        if not any(_kind(word) for word in words) and not (kind and compares):
            continue
        sentence = Sentence(kind=kind)
        if page.subject and layered.OF_THE_LAST.match(text.text, start, stop) and not (
                _any_name(page, text, words) or _of_another(text, start, described)):
            sentence.mention.names.append(page.subject)
            sentence.mention.begin(words[0].start)
        _read(page, text, words, sentence)
        done |= sentence.done
        kind = sentence.kind
    return done


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between full stops; a new line that names a quantity begins a sentence as well."""
    start = 0
    for match in re.finditer(rf"{SENTENCE.pattern}|\n", text):
        if match.group() == "\n" and not re.match(r"\s*(the\s+)?[\w-]+(\s+(of|to|in)\b)", text[match.end():]):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _words(text: str, start: int, stop: int) -> Iterator[Word]:
    for match in TOKEN.finditer(text, start, stop):
        kind = match.lastgroup or "mark"
        word = match.group(kind)
        if kind == "shape":
            kind, word = "value", word.strip("()").replace(",", " x ")
        yield Word(kind, word, match.start(), match.end())


def _kind(word: Word) -> str:
    """The kind of quantity that a word stands for, by its stem."""
    if word.kind != "word":
        return ""
    return next((kind for kind, stems in phrases.KIND_STEMS if word.text.startswith(stems)), "")


def _comparison(words: list[Word], index: int) -> str:
    """The sign that a word says; none of the smaller one, which is compared to nothing."""
    if index and words[index - 1].text in ("the", "a") and (index + 1 == len(words) or words[index + 1].text != "than"):
        return ""
    return next((sign for sign, known in phrases.COMPARISONS if words[index].text in known), "")


def _name(page: Page, text: Template, words: list[Word], index: int) -> str | None:
    """The layer that a word or a formula names: a declared one, or one capital letter in its place."""
    word = words[index]
    if word.kind == "gap":
        node = text.node(int(word.text))
        name = spelling(node) if node is not None else None
        short = name is not None and len(name) <= 2 and name[0].isupper()
        return name if name is not None and (name in page.network.layers or short) else None
    if word.kind != "word":
        return None
    written = text.written[word.start : word.stop]
    follows = words[index + 1].text if index + 1 < len(words) else ""
    if follows in layered.PARTS_OF_SIZES:
        return None                              # 3 input channels, of another layer
    if written in page.network.layers and (len(written) > 1 or written != "A" or _stands_as_name(words, index)):
        return written
    alike = next((layer for layer in page.network.layers if len(layer) > 1 and layer.lower() == word.text), None)
    if alike is not None and (not word.text.isalpha() or follows == "layer"):
        return alike                             # the output layer, where Output is one
    if re.fullmatch(r"[A-Z]\d?", written) and _stands_as_name(words, index):
        after = words[index - 1].text if index else ""
        return written if after in phrases.NAMES_AFTER or (index == 0 and written != "I") else None
    return _of_its_kind(page, words, index)


def _of_another(text: Template, start: int, described: list[tuple[int, int]]) -> bool:
    """Whether the paragraph speaks of a layer by its place before, without a description: first layer: ... MACs: 12."""
    return any(not any(begin <= match.start() < end for begin, end in described)
               for match in layered.BY_PLACE.finditer(text.text, 0, start))


def _any_name(page: Page, text: Template, words: list[Word]) -> bool:
    return any(_name(page, text, words, index) is not None for index in range(len(words)))


def _of_its_kind(page: Page, words: list[Word], index: int) -> str | None:
    """The only layer of a kind, by its kind: the convolution, the pooling layer; conv2 is one by itself."""
    if any(letter.isdigit() for letter in words[index].text):
        return None
    kind = next((kind for kind, pattern in layered.LAYER_KINDS if pattern.fullmatch(words[index].text)), "")
    alike = [name for name, layer in page.network.layers.items() if kind and layer.kind == kind]
    return alike[0] if len(alike) == 1 and page.told_layers else None


def _stands_as_name(words: list[Word], index: int) -> bool:
    """Whether a letter is a name and not the article: by the word that follows."""
    follows = words[index + 1] if index + 1 < len(words) else None
    return follows is None or follows.kind != "word" or follows.text in phrases.NAME_BEFORE


def _read(page: Page, text: Template, words: list[Word], sentence: Sentence) -> None:
    """Walk through a sentence: quantities, verbs, values, comparisons."""
    ends = _ends_of_clauses(text, words)
    for index, word in enumerate(words):
        if word.start in ends:
            _finish(page, text, sentence)
            sentence.mention, sentence.verb, sentence.pending, sentence.before = Mention(), None, None, None
        kind, name, comparison = _kind(word), _name(page, text, words, index), _comparison(words, index)
        if name is not None:
            if sentence.before is not None and _has_its_value(sentence, words, index):
                _settle(page, text, sentence, sentence.before)       # A has 12 parameters and B has 24
            _add_name(sentence, name, word)
        elif kind:
            _add_kind(sentence, kind, word, words, index)
        elif word.text in phrases.RATIOS and word.kind == "word":
            sentence.mention, sentence.verb, sentence.before = Mention(), None, None     # 4 times the weights of A
        elif word.text in phrases.ADDITIONS and word.kind == "word":
            if sentence.mention.value is not None:
                sentence.mention = Mention(kind=sentence.kind)
            sentence.mention.total = True
            sentence.mention.begin(word.start)
        elif comparison:
            _add_comparison(text, sentence, comparison, word)
        elif word.kind in ("gap", "value") and not _relates(words, index):
            _add_value(page, text, sentence, word)
        elif word.text in phrases.BE | phrases.HAVE or (word.text in (":", "=") and _leads(words, index, sentence)):
            sentence.verb = word
        elif word.text == "case" and sentence.pending is not None:
            sentence.mention.begin(word.start)
    _finish(page, text, sentence)


def _has_its_value(sentence: Sentence, words: list[Word], index: int) -> bool:
    """Whether a name begins a clause of its own, and the clause before it is complete."""
    follows = words[index + 1].text if index + 1 < len(words) else ""
    complete = sentence.mention.names and (sentence.mention.kind or sentence.kind)
    return bool(complete) and follows in phrases.BE | phrases.HAVE


def _relates(words: list[Word], index: int) -> bool:
    """Whether a number sets two quantities beside each other, and is none itself: a factor of 8, 3 times as many."""
    near = [*words[max(0, index - 2) : max(0, index - 1)], *words[index + 1 : index + 2]]
    return any(word.text in phrases.RATIOS for word in near)


def _ends_of_clauses(text: Template, words: list[Word]) -> set[int]:
    """Where what follows is said of something that is named for the first time, and of no layer of the page."""
    start, stop = (words[0].start, words[-1].stop) if words else (0, 0)
    return {match.end() for match in phrases.OWN_SUBJECT.finditer(text.text, start, stop)}


def _leads(words: list[Word], index: int, sentence: Sentence) -> bool:
    """Whether a colon stands between a quantity and its value: Size: 5, Output of A: 3 x 3, Parameters in A: 12."""
    follows = words[index + 1].kind if index + 1 < len(words) else ""
    return index > 0 and bool(_kind(words[index - 1]) or (sentence.mention.kind and follows in ("gap", "value")))


def _add_name(sentence: Sentence, name: str, word: Word) -> None:
    mention = sentence.mention
    if mention.value is not None and (sentence.pending is None or mention.names):
        mention = sentence.mention = Mention(kind=sentence.kind)
    mention.begin(word.start)
    mention.names.append(name)
    mention.stop = word.stop


def _add_kind(sentence: Sentence, kind: str, word: Word, words: list[Word], index: int) -> None:
    if kind == "size" and word.text.startswith("output") and sentence.mention.kind:
        return                                   # "the output of A" beside a kind that was named
    mention = sentence.mention
    if mention.value is not None and sentence.pending is not None and not mention.names:
        mention.kind = sentence.kind = kind      # more than the 12 parameters of A
        return
    if mention.value is not None or (mention.kind and mention.kind != kind and mention.names):
        mention = sentence.mention = Mention()
    if kind == "size" and mention.kind in ("multiplications", "parameters"):
        return
    mention.kind = sentence.kind = kind
    first = word.start
    for before in words[max(0, index - 4) : index]:
        if before.kind == "word" and before.text.startswith(phrases.COUNT_STEMS):
            first = min(first, before.start)
    mention.begin(first)
    mention.stop = max(mention.stop, word.stop)


def _add_comparison(text: Template, sentence: Sentence, sign: str, word: Word) -> None:
    at = sentence.verb or word
    if sentence.mention.value is None and not sentence.mention.names:
        sentence.mention.value, sentence.before = sentence.before, None      # 12 parameters, which is more than
    sentence.pending = (sign, sentence.mention, text.span(at.start, at.stop))
    sentence.mention = Mention(kind=sentence.kind)
    sentence.verb = None


def _add_value(page: Page, text: Template, sentence: Sentence, word: Word) -> None:
    value = _value(page, text, word)
    if value is None:
        return
    mention = sentence.mention
    if sentence.verb is None and sentence.pending is None:
        return
    at = sentence.verb or word
    value.at = text.span(at.start, at.stop)
    if sentence.pending is not None and BY_HOW_MUCH.search(text.text[max(0, word.start - 20) : word.start]):
        sentence.pending = None                  # smaller than the baseline by a factor 17.7
        return
    if sentence.pending is not None and not mention.names:
        mention.value = value                    # "is greater than 12"
        sentence.done |= {value.gap} - {-1}
        return
    if not mention.names or not mention.kind:
        sentence.before = value                  # "there are 12 parameters for A", "A has 12 parameters"
        sentence.verb = None
        return
    _settle(page, text, sentence, value)


def _value(page: Page, text: Template, word: Word) -> Value | None:
    if word.kind == "gap":
        return formula_value(page, text.formulas[int(word.text)], int(word.text))
    return text_value(page, word.text, text.span(word.start, word.stop))


def _settle(page: Page, text: Template, sentence: Sentence, value: Value) -> None:
    """A quantity gets its value: a claim, unless it repeats what was stated."""
    mention = sentence.mention
    mention.kind = mention.kind or sentence.kind
    mention.span = text.span(mention.start, max(mention.stop, mention.start + 1))
    state_value(page, mention, value)
    sentence.done |= {value.gap} - {-1}
    sentence.verb = sentence.before = None


def _finish(page: Page, text: Template, sentence: Sentence) -> None:
    """What is left open at the end of a sentence: a value before its quantity, a comparison."""
    mention = sentence.mention
    if sentence.before is not None and mention.names and mention.value is None and (mention.kind or sentence.kind):
        _settle(page, text, sentence, sentence.before)
    if sentence.pending is not None:
        sign, left, at = sentence.pending
        if mention.value is not None and mention.names and mention.kind:
            _settle(page, text, sentence, mention.value)
        left.kind = left.kind or mention.kind    # A has more parameters than B
        compare(page, sign, left, mention, at)


__all__ = ["add_up", "read_claims"]
