"""The command line: what it writes, where, and with which code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from derive.cli import main
from derive.explain import names
from derive.report.formats import names as formats

RIGHT = "$$(a+b)^2 = a^2 + 2ab + b^2$$\n"
WRONG = "$$(a+b)^2 = a^2 + b^2$$\n"
UNREAD = "$$\\frac{1}{ = 2$$\n"
WORDS = "Nothing here is mathematics.\n"
ROOT = Path(__file__).parent.parent


class Ran:
    """One run of the command in this process."""

    def __init__(self, capfd: pytest.CaptureFixture[str], *arguments: str) -> None:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        self.code = stop.value.code
        self.out, self.err = capfd.readouterr()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"right": RIGHT, "wrong": WRONG, "unread": UNREAD, "words": WORDS}.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("files", "code"), [
    (["right.md"], 0),
    (["wrong.md"], 1),
    (["right.md", "wrong.md"], 1),
    (["words.md"], 5),
    (["unread.md"], 5),
    (["right.md", "words.md"], 0),
    (["right.md", "unread.md"], 0),
    (["--strict", "right.md", "unread.md"], 1),
    (["--strict", "right.md"], 0),
    (["missing.md"], 2),
    (["missing.md", "wrong.md"], 2),
    ([], 2),
    (["--nonsense", "right.md"], 2),
    (["--format", "nonsense", "right.md"], 2),
    (["--timeout", "0", "right.md"], 2),
])
def test_the_exit_code_is_the_documented_one(
    folder: Path, capfd: pytest.CaptureFixture[str], files: list[str], code: int
) -> None:
    assert Ran(capfd, "check", *files).code == code


def test_a_file_that_cannot_be_opened_costs_one_line_and_the_others_are_checked(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "folder.md").mkdir()
    (folder / "binary.md").write_bytes(b"ok\n\x89PNG\r\n")
    ran = Ran(capfd, "check", "missing.md", "folder.md", "binary.md", "right.md")

    assert ran.code == 2
    assert ran.err.splitlines() == [
        "proof-check: missing.md: no such file",
        "proof-check: folder.md: is a directory, not a document",
        "proof-check: binary.md:2:1: not UTF-8 text: byte 0x89",
    ]
    assert ran.out == "right.md: 1 proved\n"


@pytest.mark.parametrize("name", formats())
def test_every_format_is_written_to_the_file_that_is_asked_for(
    folder: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    ran = Ran(capfd, "check", "wrong.md", "--format", name, "-o", "out")

    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (folder / "out").read_text(encoding="utf-8")


def test_an_output_that_cannot_be_written_is_an_error_of_use(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capfd, "check", "right.md", "-o", "no/such/folder/out")

    assert ran.code == 2
    assert ran.err == "Error: no/such/folder/out: cannot be written: No such file or directory\n"


def test_the_context_file_beside_the_document_is_taken_by_itself(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "right.toml").write_text("not toml", encoding="utf-8")
    ran = Ran(capfd, "check", "right.md")

    assert ran.code == 2
    assert ran.err.startswith("proof-check: right.toml: not a context file: ")
    assert Ran(capfd, "check", "wrong.md").code == 1


def test_a_context_file_that_is_named_and_missing_is_an_error(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capfd, "check", "right.md", "--context", "none.toml")

    assert (ran.code, ran.err) == (2, "proof-check: none.toml: no such file\n")


def test_json_names_the_path_as_given(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = json.loads(Ran(capfd, "check", "wrong.md", "right.md", "--format", "json").out)

    assert [document["path"] for document in report["documents"]] == ["wrong.md", "right.md"]
    assert report["documents"][0]["links"][0]["at"] == {"line": 1, "column": 11, "end_line": 1, "end_column": 12}


def test_several_files_in_several_processes_say_the_same(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = ["right.md", "wrong.md", "words.md", "unread.md"]
    one = Ran(capfd, "check", *files)
    two = Ran(capfd, "check", "-j", "2", *files)

    assert (one.code, one.out) == (two.code, two.out)


def test_line_ends_do_not_move_the_places(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "mixed.md").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n$$x = x + 1$$\r\n")
    link = json.loads(Ran(capfd, "check", "mixed.md", "--format", "json").out)["documents"][0]["links"][0]

    assert (link["at"]["line"], link["at"]["column"]) == (4, 5)


def test_explain_knows_every_name_that_it_lists(capfd: pytest.CaptureFixture[str]) -> None:
    listed = Ran(capfd, "explain")

    assert listed.code == 0
    for shelf in names().values():
        for name in shelf:
            assert f"  {name}\n" in listed.out
            told = Ran(capfd, "explain", name)
            assert (told.code, told.err) == (0, "")
            assert "has no documentation" not in told.out


def test_explain_suggests_a_name_that_is_near(capfd: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capfd, "explain", "kinck")

    assert ran.code == 2
    assert "near it: kink" in ran.err


def test_certificates_are_rechecked_by_the_kernel_alone(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Ran(capfd, "check", "right.md", "wrong.md", "--certificates", "proofs.json")
    ran = Ran(capfd, "recheck", "proofs.json")

    assert (ran.code, ran.out) == (0, "proofs.json: 2 re-checked, 0 on an oracle's word, 0 rejected\n")
    code = ("import sys\nfrom derive.cli import main\n"
            "try: main(['recheck', 'proofs.json'])\n"
            "finally: print(sorted({m.split('.')[1] for m in sys.modules if m.startswith('derive.')}))")
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True,
                           env={**os.environ, "PYTHONPATH": str(ROOT)})

    assert alone.stdout.endswith("['cli', 'kernel', 'recheck', 'report']\n")


def test_a_certificate_that_was_changed_is_rejected(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Ran(capfd, "check", "right.md", "--certificates", "proofs.json")
    text = (folder / "proofs.json").read_text(encoding="utf-8")
    (folder / "proofs.json").write_text(text.replace('{"rational": "2"}', '{"rational": "3"}', 1), encoding="utf-8")
    ran = Ran(capfd, "recheck", "proofs.json")

    assert ran.code == 1
    assert "rejected" in ran.out


def test_marks_follow_a_rubric_and_a_bad_rubric_is_named(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rubric = ROOT / "proofs" / "homework4" / "rubric.toml"
    ran = Ran(capfd, "grade", "right.md", "--rubric", str(rubric), "--format", "json")

    assert ran.code == 0
    assert json.loads(ran.out)
    (folder / "bad.toml").write_text("[", encoding="utf-8")
    bad = Ran(capfd, "grade", "right.md", "--rubric", "bad.toml")
    assert bad.code == 2
    assert bad.err.startswith("Error: bad.toml")


def test_a_document_is_compiled_and_compared(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "definition.md").write_text("$$f = a^2 + b$$\n\n$$\\frac{\\partial f}{\\partial a} = 2 a$$\n")

    assert Ran(capfd, "compile", "definition.md", "-o", "module.py").code == 0
    scope: dict[str, Any] = {}
    exec(compile((folder / "module.py").read_text(encoding="utf-8"), "module.py", "exec"), scope)
    assert scope["f"](a=3, b=1) == 10
    assert scope["df_da"](a=3, b=1) == 6
    compared = Ran(capfd, "compare", "definition.md")
    assert (compared.code, compared.err) == (0, "")
    assert Ran(capfd, "compare", "missing.md").code == 2


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "derive", *arguments], input=stdin, capture_output=True, timeout=120,
                          cwd=ROOT, env={**os.environ, **environment}, check=False)


def test_standard_input_is_a_document_and_pipes_have_no_colour_and_no_progress() -> None:
    ran = run("check", "-", stdin=WRONG.encode())

    assert ran.returncode == 1
    assert ran.stderr == b""
    assert b"--> -:1:" in ran.stdout
    assert b"\x1b" not in ran.stdout


def test_help_loads_nothing_heavy_and_is_quick() -> None:
    code = ("import sys\nfrom derive.cli import main\n"
            "try: main(['--help'])\n"
            "finally: print([m for m in ('sympy', 'numpy', 'rich', 'flint', 'z3', 'nbformat') if m in sys.modules])")
    times = []
    for _ in range(3):
        began = time.perf_counter()
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True)
        times.append(time.perf_counter() - began)

    assert ran.stdout.endswith("[]\n")
    assert "check" in ran.stdout
    assert min(times) < 1.0


def test_a_bug_never_ends_with_the_code_of_a_refuted_step() -> None:
    code = ("import derive.pipeline\n"
            "def broken(*_, **__): raise KeyError('a bug')\n"
            "derive.pipeline.check_text = broken\n"
            "from derive.cli import main\nmain(['check', '-'])")
    ran = subprocess.run([sys.executable, "-c", code], input=WRONG.encode(), capture_output=True, cwd=ROOT,
                         check=False)

    assert ran.returncode == 2
    assert ran.stderr.endswith(b"proof-check: internal error; nothing is said of the steps\n")


def test_a_reader_that_leaves_early_does_not_look_like_a_verdict() -> None:
    command = f"{sys.executable} -m derive explain | true; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False)

    assert ran.returncode in (0, 2)
    assert b"Traceback" not in ran.stderr


def test_the_version_is_said() -> None:
    from derive import __version__

    assert run("--version").stdout.decode() == f"proof-check {__version__}\n"
