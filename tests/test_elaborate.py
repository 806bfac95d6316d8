"""Whole documents into steps: fixtures say what each line states, and lines without a word state nothing."""

import re
import tomllib
from pathlib import Path

import pytest

from derive.elaborate.document import elaborate
from derive.elaborate.notation import plain
from derive.elaborate.row import elaborate_row, premises
from derive.read import read

HERE = Path(__file__).parent
FIXTURES = sorted((HERE / "elaborate").glob("*.md"))
HOMEWORK = HERE.parent / "proofs" / "homework4"
EXPECTED = re.compile(r"[ \t]+% (.*)$", re.MULTILINE)


def described(step):
    """What a step states, in the words of the fixtures."""
    if step.unread:
        return "unread", "", set()
    if step.undecidable:
        return "undecided", "", set()
    kind = f"{step.kind} {step.role}" if step.kind == "given" else step.kind
    return kind, plain(step.obligation.goal) if step.obligation else "", set(step.under)


def agrees(step, expected):
    kind, goal, under = described(step)
    wanted, _, conditions = expected.partition(" if ")
    wanted, _, statement = wanted.partition(": ")
    if wanted != kind or (statement and statement != goal):
        return False
    return set(filter(None, conditions.split("; "))) == under if conditions or statement else True


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_line_states_what_the_fixture_says(path):
    text = path.read_text(encoding="utf-8")
    expected = {}
    for match in EXPECTED.finditer(text):
        expected[text.count("\n", 0, match.start()) + 1] = match.group(1).split(" / ")
    document = read(EXPECTED.sub("", text), path.name)
    found = {}
    for step in elaborate(document).steps:
        found.setdefault(document.place(step.at.start)[0], []).append(step)

    assert {line: len(words) for line, words in expected.items()} == {line: len(steps) for line, steps in found.items()}
    for line, words in expected.items():
        for step, word in zip(found[line], words, strict=True):
            assert agrees(step, word), f"line {line}: {word!r}, found {described(step)}"


@pytest.fixture(scope="module")
def homework():
    document = read((HOMEWORK / "homework4.md").read_text(encoding="utf-8"), "homework4.md")
    return document, elaborate(document, tomllib.loads((HOMEWORK / "homework4.toml").read_text(encoding="utf-8")))


def on_line(homework, line):
    document, elaborated = homework
    return [step for step in elaborated.steps if document.place(step.at.start)[0] == line]


def test_every_row_of_the_homework_has_its_step(homework):
    rows = (HOMEWORK / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for row in rows:
        line, link, verdict, *_ = row.split("\t")
        if verdict in ("finding", "goal"):
            continue
        steps = on_line(homework, int(line))
        last = int(link.rpartition("-")[2])
        assert len(steps) >= last, row
        step = steps[last - 1]
        assert (step.kind == "given") == (verdict == "given"), row
        assert not step.unread, row
        if verdict in ("proved", "refuted"):
            assert step.obligation is not None, row


def test_the_homework_has_no_step_beyond_its_rows(homework):
    rows = (HOMEWORK / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]
    counted = {int(row.split("\t")[0]): int(row.split("\t")[1].rpartition("-")[2]) for row in rows
               if row.split("\t")[1] != "-" and row.split("\t")[2] != "goal"}
    found = {}
    for step in homework[1].steps:
        line = homework[0].place(step.at.start)[0]
        found[line] = found.get(line, 0) + 1

    assert counted | {103: 1} == found           # 103: "Assume j is the correct class", a given


@pytest.mark.parametrize(("line", "links"), [(41, {1, 2}), (51, {1}), (57, {1})])
def test_a_condition_that_admits_the_kink_is_found(homework, line, links):
    steps = on_line(homework, line)

    assert links == {k for k, step in enumerate(steps, 1) if any(f.code == "kink" for f in step.findings)}


def test_strict_conditions_admit_no_kink():
    text = (HOMEWORK / "homework4.md").read_text(encoding="utf-8").replace("\\geq 0", "> 0")
    steps = elaborate(read(text, "homework4.md")).steps

    assert not [f for step in steps for f in step.findings if f.code == "kink"]


def test_other_spellings_of_a_name_are_findings(homework):
    def notations(line):
        return {f.fix for step in on_line(homework, line) for f in step.findings if f.code == "notation"}

    assert notations(47) == {"z"}
    assert notations(126) == {"j"}
    assert notations(43) == set()
    assert notations(107) == set()


def test_the_goal_and_its_cases(homework):
    goal = homework[1].goals[0]
    first, second = homework[1].cases

    assert homework[0].place(goal.span.start)[0] == 101
    assert plain(goal.obligation.goal).endswith("= P_i - y_i")
    assert goal.cases == (0, 1)
    assert (first.text, second.text) == ("j \\neq i", "j \\neq i")
    assert first.group == second.group
    assert [homework[1].steps[i].case for i in first.steps] == [0] * len(first.steps)
    assert on_line(homework, 144)[0].case is None


def test_claims_build_on_the_claims_before(homework):
    ids = {step.id: step for step in homework[1].steps}
    comparison, total = on_line(homework, 81)

    assert {homework[0].place(ids[used].at.start)[0] for used in total.uses} == {75, 77}
    assert {homework[0].place(ids[used].at.start)[0] for used in comparison.uses} == {79, 81}
    assert {homework[0].place(ids[used].at.start)[0] for used in on_line(homework, 87)[0].uses} == {83, 85}


def test_without_the_context_file_sizes_are_undecidable():
    document = read((HOMEWORK / "homework4.md").read_text(encoding="utf-8"), "homework4.md")
    claims = [step for step in elaborate(document).steps if step.kind == "claim" and step.quantity.kind == "size"]

    assert len(claims) == 5
    assert all(step.undecidable.startswith("no layer for") for step in claims)


def test_values_and_branches_are_kept_apart(homework):
    step = on_line(homework, 61)[0]
    general = {plain(hypothesis) for hypothesis in step.general.hypotheses}

    assert "x_0 w_0 + b_0 > 0" in general
    assert "x_0 = 1" not in general
    assert "x_0 = 1" in {plain(hypothesis) for hypothesis in step.obligation.hypotheses}


def test_ids_are_unique_and_follow_the_sections(homework):
    ids = [step.id for step in homework[1].steps]

    assert len(set(ids)) == len(ids)
    assert on_line(homework, 19)[0].id == "T1.F.1"


def test_a_row_is_read_with_the_text_before_it():
    _, elaborated = elaborate_row("\\sqrt{a^2} = a = s", "Let $a$ be positive and $s = a$.")
    _, bare = elaborate_row("\\sqrt{a^2} = a")

    assert [step.under for step in elaborated.steps] == [("a > 0",), ("a > 0",)]
    assert bare.steps[0].under == ()


@pytest.mark.parametrize("condition", ["a > 0", "$a > 0$", "a is a positive number", "a \\in \\mathbb{R}, a > 0"])
def test_conditions_of_a_row_come_as_formulas_or_words(condition):
    _, elaborated = elaborate_row("\\sqrt{a^2} = a", assuming=[condition])

    assert "a > 0" in elaborated.steps[0].under
    assert "a > 0" in [plain(hypothesis) for hypothesis in premises([condition]).hypotheses]


@pytest.mark.parametrize("context", ["", "Let $t = 1$."])
def test_every_condition_of_a_row_is_in_force_wherever_its_sign_stands(context):
    given = ["a > 0", "b > 0", "$c > 0$", "$d > 0$"]
    _, elaborated = elaborate_row("a + b + c + d > 0", context, given)

    assert {"a > 0", "b > 0", "c > 0", "d > 0"} <= set(elaborated.steps[0].under)
    assert 4 == len(premises(given).hypotheses)


@pytest.mark.parametrize(
    ("display", "bounds"),
    [
        ("\\frac{2}{3} = 0.67", ["1/200"]),
        ("x \\approx 3", [None]),                # a value that is given, roughly
        ("\\pi \\approx 3", ["1/2"]),
        ("\\pi \\approx 3.1415", ["1/10000"]),  # cut off, not rounded: not refuted either
        ("\\frac{1}{3} \\cdot 3.1 = 0.33 \\cdot 3.1 = 1.02", ["31/2000", "41/2000"]),
        ("0.1 + 0.2 = 0.3", ["1/20"]),
        ("\\frac{1}{4} = \\frac{2}{8}", [None]),
        ("2 = 3", [None]),
        ("c = 1.5 \\cdot 10^3 = 1500.0", [None, "1/20"]),
    ],
)
def test_what_rounding_explains(display, bounds):
    _, elaborated = elaborate_row(display)
    found = [step.rounded and plain(step.rounded.goal).rpartition(" <= ")[2] for step in elaborated.steps]

    assert bounds == found


def unsettled(step):
    """The names of a step that no counterexample may choose."""
    return {h.args[0].name for h in step.obligation.hypotheses if getattr(h, "head", "") == "meant"}


def test_what_stands_under_a_case_that_cannot_be_read_is_never_refuted():
    steps = elaborate(read("Case 1, where all is well:\n\n$$b^2 = b$$\n", "x.md")).steps

    assert [bool(step.unread) for step in steps] == [True, False]
    assert unsettled(steps[1]) == {"case 1"}


def test_a_name_that_could_not_be_read_is_no_free_variable():
    steps = elaborate(read("$$q = \\frac{1}{$$\n\n$$2q = 3$$\n\n$$2p = p + 1$$\n", "x.md")).steps

    assert steps[0].unread
    assert unsettled(steps[1]) == {"q"}


def test_letters_of_a_row_with_cut_off_text_are_what_the_text_said():
    _, cautious = elaborate_row("\\hat{a} + b \\ge b^2", "the estimate of the slope is $b$ here")
    _, bare = elaborate_row("\\hat{a} + b \\ge b^2")

    assert unsettled(cautious.steps[0]) == {"b", "hat{a}"}
    assert unsettled(bare.steps[0]) == set()


@pytest.mark.parametrize("after, conditions", [
    ("where $b$ is positive. If $b < 0$, nothing follows.", ["b > 0"]),
    ("for all $b \\ge 2$", ["b >= 2"]),
    ("Next, let $b \\ge 2$.", []),
    ("## Where $b \\ge 2$", []),
    ("", []),
])
def test_of_the_text_behind_a_row_the_rest_of_its_sentence_is_heard(after, conditions):
    _, elaborated = elaborate_row("a + b \\ge a", after=after)

    obligation = elaborated.steps[0].obligation
    assert conditions == [plain(fact) for fact in obligation.hypotheses if fact.head != "meant"]


def test_nothing_is_refuted_where_the_sentence_behind_a_row_was_cut():
    _, elaborated = elaborate_row("a + b \\ge a", after="where $b$ is a number that is")

    assert [fact.head for fact in elaborated.steps[0].obligation.hypotheses] == ["meant"]


@pytest.mark.parametrize("text", ["", "$$", "Case", "Let", "\\begin{cases}", "Prove that $$", "size of A is", "= = =", "$$=$$"])
def test_scraps_of_text_do_no_harm(text):
    elaborate(read(text, "x.md"))
    elaborate_row(text or "x", text)


@pytest.mark.parametrize(
    ("display", "names"),
    [
        ("F_{n+1} + F_n = F_{n+2}", {"F"}),
        ("a_{n+1} + 2 = 3 a_n + a_{n-1}", {"a"}),
        ("\\sum_{k=1}^{n} (a_{k+1} - a_k) = a_{n+1} - a_1", set()),
        ("\\sum_{j=1}^{m} 2 x_j = 2 \\sum_{j=1}^{m} x_j", set()),
    ],
)
def test_a_sequence_that_is_meant_is_no_free_variable(display, names):
    _, elaborated = elaborate_row(display)

    assert names == unsettled(elaborated.steps[0])
