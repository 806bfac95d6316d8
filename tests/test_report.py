"""Reports: what each format says of one page with every outcome, held against snapshots.

The snapshots are written anew when SNAPSHOTS=write is set.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from derive import progress
from derive.diagnose.judgement import Slip
from derive.elaborate.step import Finding
from derive.read.document import Fault
from derive.read.node import Span
from derive.read.parse import parse
from derive.report.excerpt import excerpt, shown, width
from derive.report.formats import format_of, names
from derive.report.look import STYLES, Look, look_of
from derive.report.mathml import mathml
from derive.report.notice import notices
from derive.report.place import place
from judged import Page, homework, proved, refuted

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
SCHEMA = json.loads((HERE / "proof-check.schema.json").read_text(encoding="utf-8"))


def rendered(name: str, *documents: Page, look: Look | None = None) -> str:
    return format_of(name).render([page.judged() for page in documents], look or Look())


@pytest.mark.parametrize("name", names())
def test_a_page_with_every_outcome_reads_as_its_snapshot(name: str) -> None:
    text = re.sub("<style>.*</style>", "", format_of(name).render([homework()], Look()), flags=re.DOTALL)
    snapshot = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("SNAPSHOTS") == "write":
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_bytes(text.encode())

    assert snapshot.read_bytes().decode() == text


@pytest.mark.parametrize("name", names())
def test_every_format_takes_no_documents_and_an_empty_one(name: str) -> None:
    assert isinstance(rendered(name), str)
    assert isinstance(rendered(name, Page("")), str)


def test_json_follows_the_schema() -> None:
    report = json.loads(format_of("json").render([homework(), Page("").judged()], Look()))

    jsonschema.validate(report, SCHEMA)
    assert report["schema"] == "proof-check/1"
    assert report["documents"][0]["summary"] == {
        "proved": 1, "refuted": 4, "undecided": 1, "unread": 1, "given": 1,
    }


def test_json_says_what_the_slip_is_and_where() -> None:
    links = json.loads(format_of("json").render([homework()], Look()))["documents"][0]["links"]
    wrong = links[2]

    assert wrong["at"] == {"line": 5, "column": 41, "end_line": 5, "end_column": 42}
    assert wrong["counterexample"] == {"point": {}, "lhs": "3/5", "rhs": "1"}
    assert (wrong["slip"]["kind"], wrong["slip"]["fix"], wrong["slip"]["root"]) == ("value", "0.6", None)
    assert wrong["slip"]["span"] == {"line": 5, "column": 43, "end_line": 5, "end_column": 44}
    assert links[3]["counterexample"]["point"] == {"a": "1", "b": "1"}
    assert [try_["outcome"] for try_ in links[5]["attempts"]] == ["declined", "out of budget"]


def test_jsonl_has_a_line_for_every_link_with_its_path() -> None:
    lines = format_of("jsonl").render([homework(), homework()], Look()).splitlines()

    assert len(lines) == 16
    assert {json.loads(line)["path"] for line in lines} == {"page.md"}


def test_the_places_of_a_notebook_count_within_its_cell() -> None:
    page = Page("first\nsecond\nx = y\n", cells=((0, "a"), (6, "b")))
    judged = page.judged()

    assert str(place(judged.document, page.span("x"))) == "b:2:1"
    assert str(place(judged.document, page.span("first"))) == "a:1:1"


def test_a_span_beyond_the_source_is_cut() -> None:
    document = Page("ab\n").judged().document

    assert str(place(document, Span(1, 99))) == "1:2"
    assert str(place(document, Span(50, 99))) == "2:1"


def test_a_finding_that_repeats_is_said_once() -> None:
    page = Page("$$a$$\n$$a$$\n$$b$$\n")
    for after in ("", "\n"):
        page.findings.append(Finding("notation", "a is alpha", page.span("a", after)))
    page.findings.append(Finding("notation", "b is beta", page.span("b")))
    said = [notice for notice in notices(page.judged()) if notice.level == "finding"]

    assert [(notice.title, notice.notes) for notice in said] == [
        ("a is alpha", ("the same on line 2",)), ("b is beta", ()),
    ]


def test_a_fault_of_the_container_is_said() -> None:
    page = Page("a $x\n")
    page.faults.append(Fault(page.span("$"), "this $ is never closed"))

    assert "unread: this $ is never closed\n  --> page.md:1:3" in rendered("text", page)
    assert json.loads(rendered("json", page))["documents"][0]["faults"][0]["at"]["column"] == 3


def test_proved_steps_alone_leave_only_the_counts() -> None:
    page = Page("$$a = b$$\n")
    page.link("a", "=", "b", proved())

    assert rendered("text", page) == "page.md: 1 proved\n"


def test_a_page_without_steps_does_not_look_like_a_pass() -> None:
    assert rendered("text", Page("only words\n")) == "page.md: nothing was checked\n"


def test_several_documents_are_summed() -> None:
    page = Page("$$a = b$$\n")
    page.link("a", "=", "b", proved())

    assert rendered("text", page, page).endswith("2 documents: 2 proved\n")


def test_colour_adds_nothing_but_colour() -> None:
    plain = format_of("text").render([homework()], Look())
    coloured = format_of("text").render([homework()], Look(color=True))

    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert set(re.findall(r"\x1b\[([1-9][0-9;]*)m", coloured)) <= set(STYLES.values())


def under(source: str, quoted: str, columns: int = 80) -> str:
    """What stands above the carets, by drawn columns."""
    page = Page(source)
    cut = excerpt(page.judged().document, page.span(quoted), columns)
    found, at = "", 0
    for character in cut.text:
        if cut.indent <= at < cut.indent + cut.carets:
            found += character
        at += width(character)
    assert width(cut.text) <= columns
    return found


@pytest.mark.parametrize(("source", "quoted", "above"), [
    ("a = b + c", "b + c", "b + c"),
    ("漢字 = x", "x", "x"),
    ("漢字 = x", "字", "字"),
    ("𝔸𝔹 = 𝕏", "𝕏", "𝕏"),
    ("e\u0301 = x", "x", "x"),
    ("\t= x", "x", "x"),
    ("שלום = x", "x", "x"),
    ("a" * 5000 + " = x" + "b" * 5000, "x", "x"),
    ("a" * 5000 + " = x", "x", "x"),
    ("x" + "b" * 5000, "x", "x"),
], ids=["plain", "wide", "under wide", "astral", "combining", "tab", "right to left", "long", "end", "start"])
def test_carets_stand_under_what_is_meant(source: str, quoted: str, above: str) -> None:
    assert under(source, quoted) == above


def test_a_stretch_wider_than_the_window_is_cut() -> None:
    cut = excerpt(Page("x" * 500).judged().document, Span(0, 500), 80)

    assert cut.continues
    assert width(cut.text) <= 80


def test_no_document_can_move_the_cursor_or_turn_the_line() -> None:
    assert shown("a\x1b[31m\x07b\u202ec\r\nd") == "a␛[31m␇b\N{REPLACEMENT CHARACTER}c  d"
    page = Page("$$\x1b[2J\u202e[/x] = b$$\n", path="[/x]\x1b.md")
    page.link("[/x]", "=", "b", refuted("1", "2"), message="[/x] \x1b]0;title\x07")
    for name in ("text", "concise", "github"):
        text = rendered(name, page)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", text)
        assert "[/x]" in text


def test_the_formats_are_those_of_the_documentation() -> None:
    assert {"text", "concise", "json", "jsonl", "html", "sarif", "junit", "github", "csv"} == set(names())


HOSTILE = '<script>alert(1)</script> & "quoted" \' %0A :: ]]> =1+1 \x00\x0b\ufffe'


def hostile() -> Page:
    """A page on which every text that a document controls tries to get out of its quotes."""
    page = Page(f"{HOSTILE}\n$$<b>x</b> = \"y\"$$\n", path="<a href='x'>,:%.md")
    page.link('<b>x</b>', "=", '"y"', refuted(HOSTILE, HOSTILE), message=HOSTILE, under=(HOSTILE,),
              slip=Slip("value", "wrong_value", HOSTILE, page.span("<b>"), HOSTILE, HOSTILE))
    page.findings.append(Finding("reading", HOSTILE, page.span("<script>"), HOSTILE))
    page.faults.append(Fault(page.span("alert"), HOSTILE))
    return page


def test_html_escapes_everything_and_loads_nothing() -> None:
    text = rendered("html", hostile())

    assert "<script" not in text
    assert "<b>" not in text
    assert "<a href='x'>" not in text
    assert not re.search(r"(src|href)=.(?!#)", text)
    assert "default-src 'none'" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_html_says_everything_that_text_says() -> None:
    text = rendered("html", hostile()) + format_of("html").render([homework()], Look())
    for page in (hostile().judged(), homework()):
        for notice in notices(page):
            helps = [words for change in notice.helps for words in change.split("`")[::2]]
            for words in (notice.title, *notice.notes, *helps):
                assert escape("".join(c if c in "\n\t" else shown(c) for c in words)) in text


def test_junit_is_well_formed_and_counts() -> None:
    suites = ElementTree.fromstring(rendered("junit", hostile()))
    suite = suites[0]

    assert suite.get("failures") == "1"
    assert (len(suite.findall("testcase")), suite.get("tests"), suite.get("skipped")) == (2, "2", "1")
    assert suite.find("testcase/failure") is not None
    suite = ElementTree.fromstring(format_of("junit").render([homework()], Look()))[0]
    assert [suite.get(name) for name in ("tests", "failures", "skipped")] == ["7", "4", "2"]


def test_github_commands_are_one_line_each_and_keep_their_separators() -> None:
    lines = rendered("github", hostile()).splitlines()

    assert len(lines) == 3
    for line in lines:
        found = re.fullmatch(r"::(error|warning|notice) file=([^,:]*),line=\d+,[^:]*::.*", line)
        assert found
        assert found[2] == "<a href='x'>%2C%3A%25.md"


def test_sarif_has_what_code_scanning_needs() -> None:
    report = json.loads(format_of("sarif").render([homework(), hostile().judged()], Look()))
    run = report["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert (report["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"]) >= (1, 1)


def test_no_cell_of_the_table_is_run_by_a_spreadsheet() -> None:
    page = Page("$$a = =cmd()$$\n", path="=1+1.md")
    page.link("a", "=", "=cmd()", refuted("1", "2"), message="+1", slip=Slip(
        "value", "@x", "-2+3", page.span("=cmd()"), "\t=1", None))
    rows = list(csv.reader(io.StringIO(rendered("csv", page))))

    assert len(rows) == 2
    assert [cell for cell in rows[1] if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    assert rows[1][0] == "'=1+1.md"


def test_a_formula_is_shown_as_it_was_read() -> None:
    source = "\\frac{\\partial z}{\\partial w_1} = \\sum_{k=1}^n e^{-x_k} \\cdot \\alpha"
    text = mathml((parse(source),), source, {})

    assert "<mfrac><mrow><mi>∂</mi><mi>z</mi></mrow>" in text
    assert "<munderover><mo movablelimits=\"false\">∑</mo>" in text
    assert "<mi>α</mi>" in text
    assert ElementTree.fromstring(text).tag == "math"


def test_only_the_stretch_of_a_slip_is_marked() -> None:
    source = "x = a + b"
    text = mathml((parse(source),), source, {Span(8, 9): "is-refuted"})

    assert text.count("is-refuted") == 1
    assert '<mrow class="is-refuted"><mi>b</mi></mrow>' in text


@pytest.mark.parametrize(
    "source", ["{" * 500, "(" * 500, "\\sqrt" * 500, "x^{" * 40 + "y" + "}" * 40, "<!-- & -->"], ids=range(5))
def test_no_formula_breaks_the_page(source: str) -> None:
    assert ElementTree.fromstring(mathml((parse(source),), source, {})).tag == "math"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "environment", "color"), [
    (Terminal(), {}, True),
    (Terminal(), {"NO_COLOR": "1"}, False),
    (Terminal(), {"NO_COLOR": ""}, True),
    (Terminal(), {"TERM": "dumb"}, False),
    (io.StringIO(), {}, False),
], ids=["terminal", "no colour", "empty", "dumb", "pipe"])
def test_colour_is_for_terminals_that_want_it(
    stream: io.StringIO, environment: dict[str, str], color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert look_of(stream).color == color


def test_progress_is_for_terminals_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    for stream, expected in ((io.StringIO(), ""), (Terminal(), "2 of 9 rows")):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.Progress("rows", 9) as line:
            line.advance()
            line.advance()
        text = stream.getvalue()
        assert expected in text
        assert text.endswith("\r\x1b[K" if expected else "")
