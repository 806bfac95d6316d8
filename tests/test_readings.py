"""What a page is taken to say: sections are pages of their own, and a comment behind a line is what must come out.

`<!-- not refuted -->` stands where a careless reading would refute what is right; every outcome may be named.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derive.elaborate.language.conventions import AMBIGUITIES
from derive.pipeline import check_row, check_text

FOLDER = Path(__file__).parent / "readings"
COMMENT = re.compile(r" *<!-- (.*?) -->")
SECTION = re.compile(r"^# ", re.MULTILINE)

PAGES = [
    pytest.param(text, id=f"{path.stem}: {text.partition(chr(10))[0]}")
    for path in sorted(FOLDER.glob("*.md"))
    for text in SECTION.split(path.read_text("utf-8"))[1:]
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_its_comments_say(page: str) -> None:
    body = page.partition("\n")[2]
    judged = check_text(COMMENT.sub("", body), "page.md", seconds=2.0)
    outcomes: dict[int, list[str]] = {}
    for one in judged.judgements:
        outcomes.setdefault(judged.document.place(one.step.at.start)[0], []).append(one.outcome)
    expected = {
        number: found[1].split(" / ") for number, line in enumerate(body.splitlines(), 1) if (found := COMMENT.search(line))
    }

    assert expected
    for line, words in expected.items():
        found = outcomes.get(line, [])
        if words == ["not refuted"]:
            assert "refuted" not in found, (line, found)
        else:
            assert words == found, (line, found)


@pytest.mark.parametrize(
    "display, assuming, expected",
    [
        (r"\sqrt{z^2} = z", [r"z \in \mathbb{C} \;\mathbin{\operatorname{and}}\; \operatorname{Re}(z) > 0"], ""),
        (r"\log(z^2) = 2 \log(z)", [r"z \in \mathbb{C} \setminus \left(-\infty, 0\right]"], "refuted"),
        (r"|x| = x", [r"x \in \mathbb{R} \;\operatorname{and}\; x \ge 0"], "proved"),
        (r"x^2 = 1", [r"x = 1 \mathbin{\operatorname{or}} x = -1"], ""),
        (r"x = 0", ["x is nilpotent"], ""),
        (r"(-1)^n = -1", ["n is odd"], ""),
        (r"x^2 = x", [r"x \in \{0, 1\}"], ""),
        (r"x^2 = x", [r"x \notin \{2\}"], "refuted"),
        (r"n + 1 \ge 2", [r"n \in \mathbb{Z}_{\ge 1}"], "proved"),
        (r"a b = b a + 1", [r"\mathcal{L} \propto \text{whatever}", r"a \bowtie b"], ""),
    ],
)
def test_a_condition_counts_or_keeps_from_refuting(display: str, assuming: list[str], expected: str) -> None:
    outcomes = [one.outcome for one in check_row(display, "", assuming, seconds=2.0).judgements]

    assert outcomes
    if expected:
        assert outcomes[-1] == expected
    else:
        assert "refuted" not in outcomes


def test_the_table_of_ambiguities_is_documented() -> None:
    documented = (Path(__file__).parent.parent / "DIVERGENCES.md").read_text("utf-8").replace("\\|", "|")
    missing = [row.pattern for row in AMBIGUITIES.values() if f"| `{row.pattern}` | {row.reading} |" not in documented]

    assert not missing
