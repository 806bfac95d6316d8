"""Bad input: a clear message with its place, the rest of the page checked, memory and time bounded.

Every file of `tests/bad` has a row here, and all but those that are no documents hold one right step,
`1 + 1 = 2`, that must be proved whatever stands around it.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

HERE = Path(__file__).parent
BAD = HERE / "bad"
MEMORY = 1 << 30                                 # bytes of address space
SECONDS = 60                                     # on a busy machine; alone, each takes about one
RIGHT = "1 + 1"

# file, counts of refuted, undecided and unread (None: not fixed here), and what the report says
ROWS: list[tuple[str, tuple[int | None, int | None, int | None], list[str]]] = [
    ("code.md", (0, 0, None), ["code.md:1:"]),
    ("escapes.md", (0, 0, 1), ["escapes.md:1:29"]),
    ("lonely_signs.md", (0, 0, None), ["unexpected }", "lonely_signs.md:25:3"]),
    ("markup.md", (2, 0, 1), ["[/x] [bold]", "markup.md:3:4"]),
    ("mixed_line_ends.md", (1, 0, 0), ["mixed_line_ends.md:5:11"]),
    ("power_tower.md", (0, None, 0), ["too large"]),
    ("right_to_left.md", (3, 0, 0), ["right_to_left.md:1:16", "right_to_left.md:5:19"]),
    ("spreadsheet.md", (4, 0, 0), ["spreadsheet.md:1:25", "spreadsheet.md:5:"]),
    ("unclosed_display.md", (0, 0, None), ["nothing closes $$", "unclosed_display.md:1:30"]),
    ("unclosed_dollar.md", (0, 0, 1), ["nothing closes this $", "unclosed_dollar.md:1:5"]),
    ("unclosed_environment.md", (0, 0, 2), ["no \\end{align}", "unclosed_environment.md:1:1"]),
    ("unclosed_fraction.md", (0, 0, 1), ["nothing closes {", "unclosed_fraction.md:1:11"]),
    ("unknown_macro.md", (0, 0, 1), ["unknown macro \\wibble", "unknown_macro.md:1:3"]),
]


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def check(path: Path, *arguments: str, folder: Path = BAD) -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own, within limits of memory and time."""
    return subprocess.run(
        [sys.executable, "-m", "derive", "check", str(path), *arguments], cwd=folder, capture_output=True, text=True,
        encoding="utf-8", preexec_fn=limits, timeout=10 * SECONDS, check=False,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )


def documents(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return json.loads(ran.stdout)["documents"]


def test_every_file_has_its_row() -> None:
    rows = {row[0] for row in ROWS}

    assert {path.name for path in BAD.iterdir()} == rows | {"empty.md", "not_text.md"}


@pytest.fixture(scope="module")
def page() -> list[dict[str, Any]]:
    """All the files in one process: what is bad in one must not touch another."""
    return documents(check(Path("code.md"), *(row[0] for row in ROWS[1:]), "--format", "json"))


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row[0] for row in ROWS])
def test_the_rest_of_the_page_is_checked_and_nothing_is_skipped(page: list[dict[str, Any]], number: int) -> None:
    name, counts, _ = ROWS[number]
    document = page[number]
    right = [link for link in document["links"] if link.get("lhs", {}).get("latex", "").strip() == RIGHT
             and link["rhs"]["latex"].strip() == "2"]

    assert document["path"] == name
    assert [link["verdict"] for link in right] == ["proved"]
    for outcome, expected in zip(("refuted", "undecided", "unread"), counts, strict=True):
        assert expected in (None, document["summary"][outcome]), outcome


@pytest.fixture(scope="module")
def report() -> subprocess.CompletedProcess[str]:
    """What the command says of all the files, to people."""
    return check(Path("code.md"), *(row[0] for row in ROWS[1:]))


@pytest.mark.parametrize(("name", "said"), [(row[0], row[2]) for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_report_says_what_is_wrong_and_where(
    report: subprocess.CompletedProcess[str], name: str, said: list[str]
) -> None:
    assert report.stderr == ""
    for words in said:
        assert words in report.stdout
    assert re.search(f"^{name}: .*[123] proved", report.stdout, re.MULTILINE)


def test_no_control_and_no_turning_mark_reaches_the_terminal(report: subprocess.CompletedProcess[str]) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e]", report.stdout)


@pytest.mark.parametrize(("name", "code"), [("unclosed_dollar.md", 0), ("markup.md", 1)])
def test_what_is_unread_alone_is_no_refutation(name: str, code: int) -> None:
    assert check(Path(name)).returncode == code


def test_the_json_follows_the_schema_whatever_the_input(page: list[dict[str, Any]]) -> None:
    schema = json.loads((HERE / "proof-check.schema.json").read_text(encoding="utf-8"))

    jsonschema.validate({"schema": "proof-check/1", "documents": page}, schema)


def test_an_empty_file_does_not_look_like_a_pass() -> None:
    ran = check(Path("empty.md"))

    assert (ran.returncode, ran.stdout, ran.stderr) == (5, "empty.md: nothing was checked\n", "")


def test_a_file_that_is_not_text_is_refused_with_the_place_of_its_first_byte() -> None:
    ran = check(Path("not_text.md"))

    assert ran.returncode == 2
    assert ran.stderr == "proof-check: not_text.md:2:1: not UTF-8 text: byte 0x89\n"


def test_no_text_of_a_document_is_run() -> None:
    assert not (BAD / "pwned").exists()


DEEP = [
    "{" * 10_000 + "x" + "}" * 10_000 + " = x",
    "{" * 10_000,
    "(" * 10_000 + "x" + ")" * 10_000 + " = x",
    "\\frac{1}{" * 10_000 + "x" + "}" * 10_000 + " = x",
    "x^{" * 10_000 + "x" + "}" * 10_000 + " = x",
    "\\sqrt" * 10_000 + "x = x",
    "-" * 10_000 + "x = x",
    "x'" * 10_000 + " = x",
    "\\left(" * 10_000,
    "x = " * 1_000 + "x",
    "|" * 10_000 + " = x",
    "9" * 100_000 + " = 1",
    "\\begin{matrix}" * 5_000,
]


def test_deep_and_long_formulas_are_bounded_and_hurt_no_other(tmp_path: Path) -> None:
    text = "\n\n".join(f"$${source}$$\n\n$$1 + 1 = 2$$" for source in DEEP)
    (tmp_path / "deep.md").write_text(text, encoding="utf-8")
    document = documents(check(Path("deep.md"), "--format", "json", folder=tmp_path))[0]
    verdicts: dict[int, set[str]] = {}
    for link in document["links"]:
        verdicts.setdefault(link["at"]["line"], set()).add(link["verdict"])

    for number in range(len(DEEP)):
        assert verdicts[4 * number + 3] == {"proved"}
        assert "refuted" not in verdicts[4 * number + 1]


def test_a_document_of_five_megabytes_is_read_to_its_end(tmp_path: Path) -> None:
    code = "some line of code = 3;\n" * (5_000_000 // 23)
    (tmp_path / "long.md").write_text(f"$$1+1=2$$\n\n```\n{code}```\n\n$$1+1=3$$\n", encoding="utf-8")
    ran = check(Path("long.md"), "--format", "concise", folder=tmp_path)

    assert (tmp_path / "long.md").stat().st_size > 4_999_000
    assert ran.returncode == 1
    assert re.findall(r"^long.md:(\d+):\d+: (\w+)", ran.stdout, re.MULTILINE) == [
        ("1", "proved"), (str(5_000_000 // 23 + 6), "refuted"),
    ]
