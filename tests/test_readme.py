"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_python_session_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text("utf-8")
    session = text.partition("```python\n")[2].partition("```")[0]
    test = doctest.DocTestParser().get_doctest(session, {}, "README", "README.md", 0)
    failures = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed

    assert test.examples
    assert 0 == failures


def test_the_commands_of_the_readme_exist() -> None:
    from derive.cli import cli

    text = (ROOT / "README.md").read_text("utf-8")
    named = {line.split()[1] for line in text.splitlines() if line.startswith("proof-check ")}

    assert named <= set(cli.commands)
    assert os.path.exists(ROOT / "proofs" / "homework4" / "homework4.md")
