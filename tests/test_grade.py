"""Marks: an error is charged once, what nobody could decide costs nothing, and a bad rubric says where it is bad."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from derive.diagnose.judgement import GoalJudgement, JudgedDocument, Slip
from derive.elaborate.step import Finding
from derive.grade import RubricError, grade, grades_text, read_rubric
from derive.grade.formats import FORMATS, as_csv, as_json, as_text, safe
from derive.grade.grade import covers
from derive.grade.gradebook import Gradebook, Mark, Sheet
from derive.grade.rubric import Question, Rubric, shown
from judged import Page, proved, refuted, undecided

EXAMPLE = Path(__file__).parent.parent / "proofs" / "homework4" / "rubric.toml"


def page() -> Page:
    return Page("# A\n\n$$a = b$$\n\n$$c = d$$\n\n$$e = f$$\n\n# B\n\n$$g = k$$\n\nProve that $p = q$\n")


def rubric(**more: object) -> Rubric:
    return Rubric("", (Question("A", "First", Fraction(10), sections=("A",), **more),))  # type: ignore[arg-type]


def one(document: JudgedDocument, *questions: Rubric) -> Mark:
    (mark,) = grade([document], *(questions or (rubric(),))).sheets[0].marks
    return mark


def wrong(kind: str = "value", root: str | None = None) -> Slip:
    return Slip(kind, "rule", f"a wrong {kind}", page().span("b"), root=root)


def test_a_refuted_step_costs_a_point_with_its_reason_and_place() -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A")
    here.link("c", "=", "d", refuted("1", "2"), section="A", slip=wrong(), message="c is 1, not 2")
    mark = one(here.judged())

    assert (mark.points, mark.earned) == (10, 9)
    (lost,) = mark.deductions
    assert (lost.points, lost.reason, str(lost.at)) == (1, "value: a wrong value; c is 1, not 2", "line 5, column 5")


def test_the_price_may_depend_on_the_kind_of_slip() -> None:
    here = page()
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong("sign"))
    here.link("c", "=", "d", refuted("1", "2"), section="A", slip=wrong("factor"))
    mark = one(here.judged(), rubric(slips={"sign": Fraction(1, 2)}, refuted=Fraction(2)))

    assert ["0.5", "2"] == [shown(lost.points) for lost in mark.deductions]


def test_consequences_of_a_step_are_charged_once() -> None:
    here = page()
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong())
    here.link("c", "=", "d", refuted("1", "2"), section="A", slip=wrong(root="s1"))
    here.link("e", "=", "f", refuted("1", "2"), section="A", slip=wrong(root="s2"))
    mark = one(here.judged())

    assert [("s1", 1)] == [(lost.step, lost.points) for lost in mark.deductions]
    assert ["s2", "s3"] == [remark.step for remark in mark.uncharged]
    assert "a consequence of the error on line 3" in mark.uncharged[0].reason


def test_consequences_of_a_finding_are_charged_once_at_the_finding() -> None:
    here = page()
    here.findings.append(Finding("case", "no case covers i = j", here.span("# A"), id="case-1"))
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong("case", "case-1"))
    here.link("c", "=", "d", refuted("1", "2"), section="A", slip=wrong("relation", "case-1"))
    mark = one(here.judged(), rubric(findings={"case": Fraction(3)}))

    assert [("no case covers i = j", 1, 1)] == [(lost.reason, lost.at.line, lost.points) for lost in mark.deductions]
    assert ["s2"] == [remark.step for remark in mark.uncharged]


def test_a_consequence_of_an_error_in_another_question_is_charged_there() -> None:
    here = page()
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong())
    here.link("g", "=", "k", refuted("1", "2"), section="B", slip=wrong(root="s1"))
    both = Rubric("", (*rubric().questions, Question("B", "Second", Fraction(5), sections=("B",))))
    first, second = grade([here.judged()], both).sheets[0].marks

    assert (first.earned, second.earned) == (9, 5)
    assert "in A" in second.uncharged[0].reason or "line 3" in second.uncharged[0].reason


def test_the_order_of_questions_does_not_move_a_charge() -> None:
    here = page()
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong())
    here.link("g", "=", "k", refuted("1", "2"), section="B", slip=wrong(root="s1"))
    both = Rubric("", (Question("B", "Second", Fraction(5), sections=("B",)), *rubric().questions))
    second, first = grade([here.judged()], both).sheets[0].marks

    assert (first.earned, second.earned) == (9, 5)


def test_a_circle_of_roots_is_charged_once_and_does_not_hang() -> None:
    here = page()
    here.link("a", "=", "b", refuted("1", "2"), section="A", slip=wrong(root="s2"))
    here.link("c", "=", "d", refuted("1", "2"), section="A", slip=wrong(root="s1"))

    assert one(here.judged()).earned >= 8


def test_what_is_carried_costs_nothing_and_says_so() -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A", findings=(Finding("carried", "from line 1"),))
    mark = one(here.judged())

    assert mark.earned == 10
    assert "right, given an earlier slip" in mark.uncharged[0].reason


def test_what_is_undecided_or_unread_goes_to_a_person() -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A")
    here.link("c", "=", "d", undecided(), section="A", undecidable="no layer for C")
    here.link("e", "=", "f", None, section="A", unread="an unknown macro")
    mark = one(here.judged())

    assert mark.earned == 10
    assert mark.review[0].reason == "undecided: no layer for C"
    assert mark.review[1].reason == "could not be read: an unknown macro"
    assert len(mark.review) == 2


def test_a_question_in_which_nothing_was_decided_earns_nothing_yet() -> None:
    here = page()
    here.link("a", "=", "b", undecided(), section="A")
    mark = one(here.judged())

    assert mark.earned == 0
    assert mark.review[-1].reason == "nothing in this question was proved or refuted"
    assert one(page().judged()).review


def test_errors_cost_no_more_than_the_cap() -> None:
    here = page()
    for left, right in ("ab", "cd", "ef"):
        here.link(left, "=", right, refuted("1", "2"), section="A")
    mark = one(here.judged(), rubric(refuted=Fraction(4), cap=Fraction(6)))

    assert mark.earned == 4
    assert mark.notes == ("errors cost at most 6 here",)
    assert one(here.judged(), rubric(refuted=Fraction(4))).earned == 0


def test_points_for_the_method_are_kept_when_most_steps_hold() -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A")
    here.link("c", "=", "d", proved(), section="A")
    here.link("e", "=", "f", refuted("1", "2"), section="A")

    assert one(here.judged(), rubric(refuted=Fraction(10), method=Fraction(3))).earned == 3
    here.link("g", "=", "k", refuted("1", "2"), section="A")
    assert one(here.judged(), rubric(refuted=Fraction(10), method=Fraction(3))).earned == 0


def test_a_finding_with_a_price_is_charged_once_and_one_without_is_not() -> None:
    here = page()
    kinks = (Finding("kink", "the derivative of max at 0"), Finding("notation", "Z and z"))
    here.link("a", "=", "b", proved(), section="A", findings=kinks)
    here.link("c", "=", "d", proved(), section="A", findings=kinks)
    mark = one(here.judged(), rubric(findings={"kink": Fraction(1, 2)}))

    assert ["kink: the derivative of max at 0"] == [lost.reason for lost in mark.deductions]
    assert mark.earned == Fraction(19, 2)


@pytest.mark.parametrize(
    ("holds", "also_wrong", "earned", "reviews"),
    [("proved", False, 7, 0), ("refuted", False, 7, 0), ("proved", True, 9, 0), ("undecided", False, 10, 1)],
)
def test_a_goal_that_is_not_established_costs_unless_an_error_says_why(
    holds: str, also_wrong: bool, earned: int, reviews: int
) -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A")
    if also_wrong:
        here.link("c", "=", "d", refuted("1", "2"), section="A")
    here.goals.append(GoalJudgement(here.span("e"), holds, False, "the split leaves out i = j"))
    here.link("e", "=", "f", proved(), section="A")
    mark = one(here.judged(), rubric(goal=Fraction(3)))

    assert mark.earned == earned
    assert len(mark.review) == reviews


def test_an_established_goal_costs_nothing() -> None:
    here = page()
    here.goals.append(GoalJudgement(here.span("a"), "proved", True, ""))
    here.link("e", "=", "f", proved(), section="A")

    assert one(here.judged(), rubric(goal=Fraction(3))).earned == 10


def test_a_step_that_no_question_covers_is_named() -> None:
    here = page()
    here.link("a", "=", "b", proved(), section="A")
    here.link("g", "=", "k", refuted("1", "2"), section="B", message="g is 1")
    (sheet,) = grade([here.judged()], rubric()).sheets

    assert ["g is 1"] == [remark.reason for remark in sheet.outside]
    assert "in no question" in as_text(grade([here.judged()], rubric()))
    assert sheet.to_review == 1


@pytest.mark.parametrize(
    ("section", "line", "name", "question", "expected"),
    [
        ("T1 / Forward", 20, "T1.F.1", Question("q", "", Fraction(1), sections=("T1",)), True),
        ("T1. / Forward", 20, "T1.F.1", Question("q", "", Fraction(1), sections=("T1",)), True),
        ("T1 / Forward", 20, "T1.F.1", Question("q", "", Fraction(1), sections=("T1 / Forward",)), True),
        ("T1 / Forward", 20, "T1.F.1", Question("q", "", Fraction(1), sections=("For*",)), True),
        ("T10", 20, "T10.1", Question("q", "", Fraction(1), sections=("T1",)), False),
        ("", 20, "3", Question("q", "", Fraction(1), lines=((9, 20),)), True),
        ("", 21, "3", Question("q", "", Fraction(1), lines=((9, 20),)), False),
        ("", 21, "T1.F.3", Question("q", "", Fraction(1), steps=("T1.F.*",)), True),
        ("", 21, "T1.B.3", Question("q", "", Fraction(1), steps=("T1.F.*",)), False),
    ],
)
def test_a_question_covers_by_heading_line_or_id(
    section: str, line: int, name: str, question: Question, expected: bool
) -> None:
    assert expected == covers(question, section, line, name)


BAD = [
    ("title = 3\n[[question]]\nid='a'\npoints=1\nlines=['1']", "r.toml:1: title must be a text"),
    ("", "r.toml:1: there is no [[question]]"),
    ("question = 5", "r.toml:1: there is no [[question]]"),
    ("[[question]]\npoints = 1\nlines=['1']", "r.toml:1: the question has no id"),
    ("[[question]]\nid = 'a'\npoints = -1\nlines=['1']", "r.toml:3: points must be a number, not negative"),
    ("[[question]]\nid = 'a'\npoints = true\nlines=['1']", "r.toml:3: points must be a number, not negative"),
    ("[[question]]\nid = 'a'\npoints = nan\nlines=['1']", "r.toml:3: points must be a number, not negative"),
    ("[[question]]\nid = 'a'\npoints = 1", "r.toml:1: the question covers nothing"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['9-7']", "r.toml:4: the range '9-7' ends before it begins"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['x']", "r.toml:4: 'x' is not a line or a range"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines='x'", "r.toml:4: lines must be a list of texts"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['1']\ncolour = 3", "r.toml:5: unknown key 'colour'"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['1']\nslips = { typo = 1 }", "r.toml:5: unknown name 'typo' in slips"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['1']\n[question.slips]\ntypo = 1", "r.toml:5: unknown name 'typo'"),
    ("[[question]]\nid = 'a'\npoints = 1\nlines=['1']\ncap = 3", "r.toml:5: cap is more than the points"),
    ("total = 3\n[[question]]\nid = 'a'\npoints = 1\nlines=['1']", "r.toml:1: total is 3, the points of the"),
    ("[[question]]\nid='a'\npoints=1\nlines=['1']\n[[question]]\nid='a'\npoints=1\nlines=['1']",
     "r.toml:6: a second question has the id 'a'"),
    ("[[question]\n", "r.toml: "),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_bad_rubric_says_where_it_is_bad(text: str, message: str) -> None:
    with pytest.raises(RubricError) as fault:
        read_rubric(text, "r.toml")

    assert str(fault.value).startswith(message)


def test_a_missing_rubric_is_an_error_of_the_same_kind(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match="cannot be read"):
        grades_text([], tmp_path / "none.toml")


def test_the_example_is_a_good_rubric() -> None:
    example = read_rubric(EXAMPLE.read_text(encoding="utf-8"))

    assert example.points == 30
    assert ["T1", "T2", "T3"] == [question.id for question in example.questions]


def graded() -> Gradebook:
    here = page()
    here.path = "=cmd|calc.md"
    here.link("a", "=", "b", proved(), section="A")
    here.link("c", "=", "d", refuted("1", "2"), section="A", message="=1+1 \N{EM DASH} not 2\nsecond line")
    return grade([here.judged(), page().judged()], rubric(refuted=Fraction(1, 2)))


def test_text_has_the_marks_and_the_reasons() -> None:
    text = as_text(graded())

    assert "=cmd|calc.md: 9.5 of 10" in text
    assert "  -0.5    line 5, column 5: =1+1 \N{EM DASH} not 2 second line" in text
    assert "page.md: 0 of 10, 1 to review" in text


def test_json_has_everything() -> None:
    record = json.loads(as_json(graded()))

    assert record["schema"] == "proof-check/grades/1"
    assert record["documents"][0]["earned"] == 9.5
    assert record["documents"][0]["questions"][0]["deductions"][0]["line"] == 5


def test_no_cell_of_the_csv_can_be_run_as_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(graded()))))

    assert {len(rows[0])} == {len(row) for row in rows}
    assert all(cell[:1] not in ("=", "+", "-", "@", "\t", "\r") for row in rows for cell in row)
    assert rows[1][0] == "text: =cmd|calc.md"
    assert rows[1][4] == "9.5"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", " =1", "\t=1", "\r\n=1", "\u200b=1", "＝1"])
def test_a_dangerous_cell_begins_with_a_word(cell: str) -> None:
    assert safe(cell).startswith("text: ")
    assert safe("line 3") == "line 3"


def test_every_format_takes_an_empty_gradebook() -> None:
    empty = Gradebook("", (Sheet("a.md", (Mark("q", "t", Fraction(1), Fraction(0)),)),))

    assert all(isinstance(render(empty), str) for render in FORMATS.values())
