"""Tokens of LaTeX mathematics: source text in, a list of tokens with exact places out.

Spacing, sizes and comments leave no token. `\\left(` is one token. Numbers are whole: `1,323,135` and
`1{,}323` are grouped when every group after the first has three digits, except where the commas can only
separate: in a script, directly inside the brackets after a name, or beside other commas in the same brackets.
"""

from __future__ import annotations

import re
import unicodedata

from derive.read import lexis, vocabulary
from derive.read import symbols as table
from derive.read.numerals import Token, braces, ungrouped, unspaced

BARE = ("func", vocabulary.BARE_FUNCTIONS), ("big", {"max", "min", "lim"}), ("word", vocabulary.BARE_NAMES)
REPEATING = re.compile(r"\.\\(?:overline|bar|dot)(?![A-Za-z])")


class Tokenizer:
    """One pass over a stretch of source."""

    def __init__(self, source: str, start: int, stop: int) -> None:
        self.source = source
        self.at = start
        self.stop = stop
        self.tokens: list[Token] = []
        self.commas = False                      # a comma-grouped number was met
        self.upright = -1                        # where the upright group that was begun last ends
        self._braces: dict[int, int] | None = None

    def run(self) -> list[Token]:
        while self.at < self.stop:
            found = lexis.PATTERN.match(self.source, self.at, self.stop)
            assert found is not None             # the last alternative takes any character
            kind = found.lastgroup or "one"
            begin, self.at = self.at, found.end()
            if kind != "space":
                getattr(self, "_" + kind)(found[0], begin)
        return ungrouped(self.tokens) if self.commas else self.tokens

    def closing(self, opening: int) -> int:
        """The offset of the brace that closes the one at `opening`, or -1."""
        if self._braces is None:
            self._braces = braces(self.source, opening, self.stop)
        return self._braces.get(opening, -1)

    def _add(self, kind: str, text: str, begin: int) -> None:
        self.tokens.append(Token(kind, text, begin, self.at))

    def _number(self, text: str, begin: int) -> None:
        digits = text
        if "," in text:
            if re.fullmatch(r"[1-9]\d{0,2}(?:(?:,|\{,\}|\\,)\d{3})+(?:\.\d+)?", text):
                self.commas = True
                digits = text.replace("{,}", "").replace("\\,", "").replace(",", "")
            elif "{,}" in text:
                digits = text.replace("{,}", ".")
            else:
                head = text.partition(",")[0].rstrip("\\{")
                self.at = begin + len(head)
                digits = head
        if digits.startswith("."):
            digits = "0" + digits
        if power := lexis.power_of_ten(self.source, self.at, self.stop, "." in digits):
            self.at = power.end()
            digits += "e" + power[1].lstrip("+")
        if REPEATING.match(self.source, self.at, self.stop):
            self.at += 1                         # 0.\overline{3}: the point ends no sentence
        self._add("number", digits, begin)

    def _letters(self, text: str, begin: int) -> None:
        script = bool(self.tokens) and self.tokens[-1].kind in "^_" and self.tokens[-1].stop == begin
        if begin < self.upright and text in vocabulary.UNIT_WORDS:
            return self._add("word", text, begin)
        if not script:
            if text == "mod" and self.tokens and self.tokens[-1].kind == "open":
                return self._add("word", text, begin)
            for kind, known in BARE:
                if text in known:
                    return self._add(kind, text, begin)
            if len(text) > 1 and text.lower() in vocabulary.WORDS and self._spaced(begin) and not self._is_factor(text):
                return self._add("text", text, begin)
        for offset, letter in enumerate(text):
            self.tokens.append(Token("name", letter, begin + offset, begin + offset + 1))
        return None

    def _is_factor(self, text: str) -> bool:
        """Whether two letters behind a sign are a product, or a fraction: a t in v = u + at, and in \\frac at."""
        behind = self.tokens[-1].kind if self.tokens else ""
        return len(text) == 2 and ((text != "if" and behind in ("+", "-", "rel", "times")) or behind == "frac")

    def _spaced(self, begin: int) -> bool:
        before = self.source[begin - 1:begin]
        after = self.source[self.at:self.at + 1]
        return (before.isspace() or not before or before in "$,;") and (after.isspace() or after in ("", ",", "$", ":"))

    def _prime(self, text: str, begin: int) -> None:
        self._add("prime", text.replace("″", "''").replace("’", "'").replace("′", "'"), begin)

    def _longer(self, text: str, begin: int) -> None:
        self._add(*table.longer(text), begin)

    def _comment(self, _: str, begin: int) -> None:
        if self.source[begin - 1:begin].isdigit():
            return self._add("percent", "", begin)
        line_end = self.source.find("\n", begin, self.stop)
        self.at = self.stop if line_end < 0 else line_end
        return None

    def _one(self, text: str, begin: int) -> None:
        if text == "!" and self.source[self.at:self.at + 1] == "=" and self.source[begin - 1:begin].isspace():
            self.at += 1
            return self._add("rel", "!=", begin)
        if text == "~":
            return None
        if text in lexis.ONES:
            kind, canonical = lexis.ONES[text]
            return self._add(kind, canonical, begin)
        if text in table.UNICODE:
            return self._named(table.UNICODE[text], begin)
        return self._character(text, begin)

    def _character(self, text: str, begin: int) -> None:
        """A character outside ASCII: scripts, mathematical alphabets, other writing, or nothing we know."""
        if text in table.SUPERSCRIPTS or text in table.SUBSCRIPTS:
            raised = text in table.SUPERSCRIPTS
            known = table.SUPERSCRIPTS if raised else table.SUBSCRIPTS
            while self.at < self.stop and self.source[self.at] in known:
                self.at += 1
            plain = "".join(known[c] for c in self.source[begin:self.at])
            return self._add("supers" if raised else "subs", plain, begin)
        if text in table.DOUBLE_STRUCK:
            return self._add("struck", table.DOUBLE_STRUCK[text], begin)
        if spelled := table.spelled(text):       # one half, a cube root, as a single character
            written = Tokenizer(spelled, 0, len(spelled)).run()
            self.tokens += [Token(one.kind, one.text, begin, self.at) for one in written]
            return None
        plain = unicodedata.normalize("NFKC", text)
        if plain in table.UNICODE:
            return self._named(table.UNICODE[plain], begin)
        if len(plain) == 1 and plain.isascii() and plain.isalnum():
            return self._add("number" if plain.isdigit() else "name", plain, begin)
        if text.isalpha() and "LATIN" not in unicodedata.name(text, "") and "GREEK" not in unicodedata.name(text, ""):
            while self.at < self.stop and (self.source[self.at].isalpha() and ord(self.source[self.at]) > 0x24F):
                self.at += 1
            return self._add("text", self.source[begin:self.at], begin)
        if unicodedata.category(text) in ("Cf", "Zs", "Cc", "Mn"):
            return None
        return self._add("name" if text.isalpha() else "unknown", text, begin)

    def _macro(self, text: str, begin: int) -> None:
        name = text[1:]
        if name.endswith("*") and name != "*" and name[:-1] not in ("operatorname",):
            self.at -= 1
            name = name[:-1]
        name = name.rstrip("*") if name.startswith("operatorname") else name
        if name in ("left", "right", "middle", "mleft", "mright"):
            return self._delimiter(name.removeprefix("m") if name != "middle" else name, begin)
        if name in ("eqref", "ref", "autoref", "cref"):
            return self._reference(name, begin)
        if name in ("begin", "end"):
            return self._environment(name, begin)
        if name == "not":
            return self._not(begin)
        if name == "rm" and (found := lexis.UPRIGHT_WORD.match(self.source, self.at, self.stop)):
            self.at = found.end()
            words, one = lexis.SPACING.subn(" ", found[1])
            return self._add("text", words, begin) if one else self._name(words, begin)
        name = "mathrm" if name == "rm" and lexis.ARGUMENT.match(self.source, self.at, self.stop) else name
        if name in vocabulary.TEXT or name in vocabulary.UPRIGHT:
            return self._words(name, begin)
        if name in vocabulary.SPACES_WITH_ARGUMENT:
            return self._skip_argument(name, begin)
        return self._named(name, begin)

    def _named(self, name: str, begin: int) -> None:
        if name in ("\\", "cr"):
            skipped = re.compile(r"(?:\s*\[-?[\d.]+\s*[a-z]{2}\])?").match(self.source, self.at, self.stop)
            self.at = skipped.end() if skipped else self.at
            return self._add("newline", "\\", begin)
        if name == "$" and self.source[self.at:self.at + 1].isdigit():
            return None                          # \\$5: the amount
        if name in table.MACROS:
            escaped = name == "_" and lexis.INDEX.match(self.source, self.at, self.stop)     # x\_1 in Markdown
            return self._add("_", "_", begin) if escaped else self._add(*table.MACROS[name], begin)
        if name in vocabulary.SPACES or name.isspace() or not name:
            return None
        if lexis.GLUED.match(name) is not None and name != "cdotp":
            self.at -= 1
            return self._named(name[:-1], begin)
        plain = name in table.CUSTOMARY and lexis.ARGUMENT.match(self.source, self.at, self.stop) is None
        return self._add(*(table.CUSTOMARY[name] if plain else ("macro", name)), begin)

    def _skip_argument(self, name: str, begin: int) -> None:
        found = lexis.ARGUMENT.match(self.source, self.at, self.stop)
        if found is None:
            length = lexis.LENGTH.match(self.source, self.at, self.stop)
            self.at = length.end() if length else self.at
        elif (closing := self.closing(found.end() - 1)) < 0:
            return self._add("macro", name, begin)
        else:
            length = lexis.LENGTH.match(self.source, found.end(), closing)
            self.at = closing + 1
        wide = length is not None and float(length[1]) * lexis.EMS[length[2]] >= 1
        return self._add("quad", "", begin) if wide and name in vocabulary.HORIZONTAL else None

    def _reference(self, name: str, begin: int) -> None:
        """\\eqref{eq:mean} in a label over a sign: words."""
        found = lexis.ARGUMENT.match(self.source, self.at, self.stop)
        closing = self.closing(found.end() - 1) if found else -1
        if found is None or closing < 0:
            return self._add("macro", name, begin)
        self.at = closing + 1
        return self._add("text", f"({self.source[found.end():closing]})", begin)

    def _delimiter(self, name: str, begin: int) -> None:
        found = lexis.LEFTRIGHT.match(self.source, self.at, self.stop)
        if found is None:
            return self._add("unknown", "\\" + name, begin)
        written = found[1][:-1] if lexis.GLUED.match(found[1], 1) else found[1]
        self.at = found.start(1) + len(written)
        text = table.UNICODE.get(written, written.lstrip("\\") or "\\")
        if name == "middle":
            return self._add("mid", "|", begin)
        if written == "\\|" or text in ("Vert", "lVert", "rVert"):
            text = "||"
        elif text in ("vert", "lvert", "rvert", "mid"):
            text = "|"
        else:
            same, other = (table.OPEN, table.CLOSE) if name == "left" else (table.CLOSE, table.OPEN)
            text = same.get(text, other.get(text, text))
        return self._add(name, text, begin)

    def _environment(self, name: str, begin: int) -> None:
        found = re.compile(r"\s*\{\s*([A-Za-z]+\*?)\s*\}").match(self.source, self.at, self.stop)
        if found is None:
            return self._add("unknown", "\\" + name, begin)
        self.at = found.end()
        if name == "begin":
            wide = found[1].rstrip("*") in ("array", "tabular", "subarray", "alignedat", "alignat")
            columns = r"\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}" if wide else r"\s*\[[a-z]\]"
            behind = re.compile(columns).match(self.source, self.at, self.stop)
            self.at = behind.end() if behind else self.at
        return self._add("finish" if name == "end" else "begin", found[1], begin)

    def _not(self, begin: int) -> None:
        found = re.compile(r"\s*(?:\{\s*)?(\\[A-Za-z]+|[=<>])").match(self.source, self.at, self.stop)
        relation = table.RELATIONS.get(found[1].lstrip("\\")) if found else None
        if found is None or relation not in table.NEGATED:
            return self._add("not", "not", begin)
        self.at = found.end()
        return self._add("rel", table.NEGATED[relation or ""], begin)

    def _words(self, name: str, begin: int) -> None:
        """\\text{...}, \\mathrm{...}: a name, prose, or an upright group of mathematics."""
        found = lexis.ARGUMENT.match(self.source, self.at, self.stop)
        if found is None and name in vocabulary.UPRIGHT and (
                letter := lexis.LETTER.match(self.source, self.at, self.stop)):
            self.at = letter.end()               # \\mathrm dx, without braces
            return self._name(letter[1], begin)
        if found is None:
            return self._add("font", "", begin) if name in vocabulary.UPRIGHT else None
        closing = self.closing(found.end() - 1)
        if closing < 0:
            return self._add("unknown", "\\" + name, begin)
        inner_start, prose = found.end(), name in vocabulary.TEXT
        content = self.source[inner_start:closing]
        if name == "mathop" and (operator := table.operator(content)):
            self.at = closing + 1
            return self._add("big", operator, begin)
        connective = lexis.CONNECTIVE.fullmatch(content) if not prose else None
        if connective is not None:
            self.at = closing + 1
            return self._add("logic", connective[1], begin)
        plain = lexis.SPACING.sub("" if not prose else " ", lexis.FACE_IN_WORDS.sub(r"\1", content)).strip()
        if not prose and not lexis.PLAIN_NAME.match(plain.replace(" ", "")):
            self.upright = closing
            return self._add("font", "", begin)
        self.at = closing + 1
        if not prose:
            return self._name(plain.replace(" ", "").replace("\\_", "_"), begin)
        if "$" in plain or "\\(" in plain:
            return self._mixed(inner_start, closing)
        if not plain:
            return self._add("quad", "", begin) if len(content) > 1 else None
        if lexis.NUMERAL.fullmatch(plain):
            return self._add("number", plain.replace(",", ""), begin)
        if quoted := lexis.QUOTED.fullmatch(plain):
            return self._add("name", f'"{quoted[1]}"', begin)
        noun = plain.lower() in vocabulary.NOUNS and lexis.EQUALS.match(self.source, self.at, self.stop)
        if noun or (lexis.PLAIN_NAME.match(plain) and plain.lower() not in vocabulary.WORDS):
            return self._name(plain.replace("\\_", "_"), begin)
        return self._add("text", plain.lstrip(",; ") or plain, begin)

    def _name(self, text: str, begin: int) -> None:
        self._add(*table.upright(text), begin)

    def _mixed(self, start: int, stop: int) -> None:
        """Prose with formulas in it: its tokens in turn."""
        after = self.at
        for found in lexis.MIXED.finditer(self.source, start, stop):
            if found[3] is not None:
                if prose := found[3].strip():
                    begin = found.start() + len(found[3]) - len(found[3].lstrip())
                    self.tokens.append(Token("text", prose, begin, begin + len(prose)))
            else:
                group = 1 if found[1] is not None else 2
                inner = Tokenizer(self.source, found.start(group), found.end(group))
                self.tokens.extend(inner.run())
        self.at = after


def tokenize(source: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """The tokens of source[start:stop], with places in the whole source."""
    stop = len(source) if stop is None else stop
    return unspaced(Tokenizer(source, start, stop).run(), source[start:stop])
